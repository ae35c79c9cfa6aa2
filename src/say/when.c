/* When a statement was made, as far as its frame says: the time in the clause of the cue, outside every content and source. */
#include "say/actors.h"

enum { FAR = 12 };                /* words that may stand between the cue and the time */

static bool holds(const quoth_report *r, quoth_spans s, quoth_span x) {
  for (uint32_t i = 0; i < s.count; i++)
    if (r->spans[s.first + i].begin < x.end && x.begin < r->spans[s.first + i].end) return true;
  return false;
}

/* Whether a clause can end among tokens b..e: a word that opens another, a second cue, a content. Names and roles of the source may stand there. */
static bool apart(const q_lang *l, const quoth_report *r, const quoth_statement *s, uint32_t b, uint32_t e) {
  uint32_t far = 0;
  for (uint32_t t = b; t < e; t++) {
    quoth_span x = r->tokens[t].span;
    if (holds(r, s->source, x) || holds(r, s->addressee, x)) continue;
    if (holds(r, s->content, x) || ++far > FAR) return true;
    const q_word *w = q_lang_word(l, r->tokens[t].word);
    if (w->classes & (Q_W_RELATIVE | Q_W_COMPLEMENTISER | Q_W_QUESTION) && !(w->classes & (Q_W_PREPOSITION | Q_W_ARTICLE | Q_W_ADVERB))) return true;
    if (strchr(";:()", r->text[x.begin]) && x.end == x.begin + 1) return true;
    if (w->cue_count && w->cues[0].kind == Q_CUE_VERB && w->cues[0].forms & (Q_F_FIN | Q_F_GER | Q_F_INF) && !(w->classes & (Q_W_PREPOSITION | Q_W_ACTOR | Q_W_AUXILIARY | Q_W_MODAL)) && !(r->tokens[t].flags & QUOTH_TOKEN_CAPITAL) && !holds(r, s->cue, x)) return true;
  }
  return false;
}

/* Inside the content of a statement that does not hold the cue. */
static bool elsewhere(const quoth_report *r, uint32_t i, quoth_span time, quoth_span cue) {
  enum { NEIGHBOURS = 24 };
  for (uint32_t k = i > NEIGHBOURS ? i - NEIGHBOURS : 0; k < r->statement_count && k <= i + NEIGHBOURS; k++)
    if (k == i ? holds(r, r->statements[k].content, time) || holds(r, r->statements[k].source, time)
               : (holds(r, r->statements[k].content, time) && !holds(r, r->statements[k].content, cue)) || holds(r, r->statements[k].cue, time)) return true;
  return false;
}

static int32_t when_of(const q_lang *l, const quoth_report *r, uint32_t i, quoth_span sentence) {
  const quoth_statement *s = &r->statements[i];
  quoth_span cue = { r->spans[s->cue.first].begin, r->spans[s->cue.first + s->cue.count - 1].end };
  uint32_t first = q_cast_token(r, cue.begin), end = q_cast_token(r, cue.end - 1) + 1, best = UINT32_MAX, lo = 0, hi = r->time_count;
  int32_t found = -1;
  while (lo < hi) { uint32_t m = (lo + hi) / 2; if (r->times[m].span.begin < sentence.begin) lo = m + 1; else hi = m; }
  for (; lo < r->time_count && r->times[lo].span.begin < sentence.end; lo++) {
    const quoth_time *x = &r->times[lo];
    if ((x->kind != QUOTH_TIME_DATE && x->kind != QUOTH_TIME_CLOCK) || (x->value && strstr(x->value, "_REF")) || elsewhere(r, i, x->span, cue)) continue;
    uint32_t b = q_cast_token(r, x->span.begin), e = q_cast_token(r, x->span.end - 1) + 1;
    uint32_t from = e <= first ? e : end, to = e <= first ? first : b;
    if (from > to || to - from >= best || apart(l, r, s, from, to)) continue;
    best = to - from;
    found = (int32_t)lo;
  }
  return found;
}

void q_whens(q_langs *langs, quoth_report *r) {
  for (uint32_t i = 0; i < r->statement_count; i++) {
    quoth_statement *s = &r->statements[i];
    s->when = -1;
    if (!s->cue.count || !r->time_count) continue;
    const quoth_sentence *in = &r->sentences[q_cast_sentence(r, q_cast_token(r, r->spans[s->cue.first].begin))];
    const quoth_section *section = &r->sections[in->section];
    const q_lang *l = q_langs_get(langs, section->language ? section->language : r->language);
    if (l) s->when = when_of(l, r, i, in->span);
  }
}
