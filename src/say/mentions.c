/* Mentions of actors: the sources of the statements, and names and titled names anywhere in headline, body and captions. */
#include <stdlib.h>
#include "say/actors.h"

const q_lang *q_cast_lang(const cast *c, uint32_t sentence) {
  const quoth_report *r = c->r;
  const char *code = r->language;
  if (sentence < r->sentence_count && r->sentences[sentence].section < r->section_count) {
    const char *own = r->sections[r->sentences[sentence].section].language;
    if (own) code = own;
  }
  const q_lang *l = code ? q_langs_get(c->langs, code) : NULL;
  return l ? l : q_langs_get(c->langs, "en");
}

uint32_t q_cast_token(const quoth_report *r, uint32_t byte) {
  uint32_t low = 0, high = r->token_count;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (r->tokens[mid].span.end <= byte) low = mid + 1;
    else high = mid;
  }
  return low;
}

uint32_t q_cast_sentence(const quoth_report *r, uint32_t token) {
  uint32_t low = 0, high = r->sentence_count;
  while (low + 1 < high) {
    uint32_t mid = low + (high - low) / 2;
    if (r->sentences[mid].token <= token) low = mid;
    else high = mid;
  }
  return low;
}

static int add(cast *c, uint32_t sentence, uint32_t first, uint32_t end, int32_t statement, bool weak) {
  mention m = { .span = { c->r->tokens[first].span.begin, c->r->tokens[end - 1].span.end }, .sentence = sentence, .statement = statement, .actor = -1, .weak = weak };
  q_name_describe(q_cast_lang(c, sentence), c->r, first, end, &m.is);
  return q_push(c->a, &c->all, m);
}

/* For "who" and "which" stands the noun phrase before them. */
static void stand_in(const cast *c, uint32_t *first, uint32_t *end) {
  const quoth_report *r = c->r;
  const q_lang *l = q_cast_lang(c, q_cast_sentence(r, *first));
  q_mention m;
  uint32_t t = *first;
  if (!q_is_relative(l, r, t) || t == 0) return;
  t--;
  if (t > 0 && r->tokens[t].flags & QUOTH_TOKEN_PUNCT) t--;
  if (!q_name_phrase(l, r, t, &m) || m.end > *first || m.first >= m.end) return;
  *first = m.first;
  *end = m.end;
}

bool q_is_relative(const q_lang *l, const quoth_report *r, uint32_t t) {
  if (r->tokens[t].flags & (QUOTH_TOKEN_UPPER | QUOTH_TOKEN_CAPITAL)) return false;
  return (q_lang_word(l, r->tokens[t].word)->classes & (Q_W_RELATIVE | Q_W_ARTICLE)) == Q_W_RELATIVE;
}

static int add_sources(cast *c) {
  const quoth_report *r = c->r;
  for (uint32_t i = 0; i < r->statement_count; i++) {
    quoth_spans s = r->statements[i].source;
    if (!s.count) continue;
    quoth_span whole = r->spans[s.first];
    uint32_t first = q_cast_token(r, whole.begin), end = q_cast_token(r, whole.end);
    if (end < r->token_count && r->tokens[end].span.begin < whole.end) end++;
    if (first >= end || end > r->token_count) continue;
    stand_in(c, &first, &end);
    int status = add(c, q_cast_sentence(r, first), first, end, (int32_t)i, false);
    if (status) return status;
  }
  return 0;
}

static bool capital(const quoth_report *r, uint32_t t) { return r->tokens[t].flags & (QUOTH_TOKEN_CAPITAL | QUOTH_TOKEN_UPPER); }

/* Can the token begin or go on a name? At the start of a sentence only if it is no everyday word. */
static bool name_word(const q_lang *l, const quoth_report *r, uint32_t t) {
  if (!(r->tokens[t].flags & QUOTH_TOKEN_WORD) || !capital(r, t)) return false;
  const q_word *w = q_lang_word(l, r->tokens[t].word);
  if (w->classes & (Q_W_MONTH | Q_W_WEEKDAY | Q_W_PRONOUN | Q_W_DAY)) return false;
  if ((r->tokens[t].flags & QUOTH_TOKEN_FIRST) && (w->classes & (Q_W_STOP | Q_W_ARTICLE | Q_W_PREPOSITION | Q_W_CONJUNCTION | Q_W_ADVERB | Q_W_QUANTIFIER))) return false;
  return !(w->classes & (Q_W_ARTICLE | Q_W_CONJUNCTION));
}

static bool starts_name(const q_lang *l, const quoth_report *r, uint32_t t, bool nouns_capital) {
  const q_word *w = q_lang_word(l, r->tokens[t].word);
  if (w->actor_count && (w->actors[0].kind == Q_A_PERSON || w->actors[0].kind == Q_A_TITLE)) return !w->cue_count || capital(r, t);
  if (!name_word(l, r, t)) return false;
  return !nouns_capital || (w->classes & (Q_W_MALE | Q_W_FEMALE));
}

/* A titled name or a run of two or more capitalised words: possible antecedent of a pronoun, or the fuller form of a name. */
static int scan_sentence(cast *c, uint32_t s) {
  const quoth_report *r = c->r;
  const q_lang *l = q_cast_lang(c, s);
  if (strcmp(l->script, "Arabic") == 0) return 0;
  bool nouns_capital = l->capital_nouns;
  uint32_t stop = r->sentences[s].token + r->sentences[s].tokens;
  for (uint32_t t = r->sentences[s].token; t < stop; t++) {
    if (!starts_name(l, r, t, nouns_capital)) continue;
    uint32_t end = t + 1, names = name_word(l, r, t);
    while (end < stop) {
      const q_word *w = q_lang_word(l, r->tokens[end].word);
      if (name_word(l, r, end)) names++;
      else if (!(w->actor_count && !(r->tokens[end].flags & QUOTH_TOKEN_PUNCT))) break;
      end++;
    }
    if (names) {
      uint32_t first = t;
      const q_word *before = t > r->sentences[s].token ? q_lang_word(l, r->tokens[t - 1].word) : NULL;
      if (before && before->state_count) first--;
      int status = add(c, s, first, end, -1, end - first < 2);
      if (status) return status;
    }
    t = end - 1;
  }
  return 0;
}

static int by_place(const void *x, const void *y) {
  const mention *a = x, *b = y;
  if (a->span.begin != b->span.begin) return a->span.begin < b->span.begin ? -1 : 1;
  return (a->statement < 0) - (b->statement < 0);
}

/* Names inside a source's span are that source. */
static void drop_covered(cast *c) {
  uint32_t kept = 0, reach = 0;
  for (uint32_t i = 0; i < c->all.count; i++) {
    mention m = c->all.at[i];
    if (m.statement < 0 && m.span.begin < reach) continue;
    if (m.statement >= 0) {
      while (kept && c->all.at[kept - 1].statement < 0 && c->all.at[kept - 1].span.end > m.span.begin) kept--;
      if (m.span.end > reach) reach = m.span.end;
    }
    c->all.at[kept++] = m;
  }
  c->all.count = kept;
}

int q_mentions(cast *c) {
  const quoth_report *r = c->r;
  int status = add_sources(c);
  for (uint32_t s = 0; s < r->sentence_count && !status; s++) {
    quoth_section_kind kind = r->sections[r->sentences[s].section].kind;
    if (kind == QUOTH_HEADLINE || kind == QUOTH_BODY || kind == QUOTH_CAPTION) status = scan_sentence(c, s);
  }
  if (status) return status;
  if (c->all.count) qsort(c->all.at, c->all.count, sizeof *c->all.at, by_place);
  drop_covered(c);
  c->of_statement = q_alloc(c->a, (r->statement_count + 1) * sizeof *c->of_statement);
  if (!c->of_statement) return QUOTH_MEMORY;
  for (uint32_t i = 0; i < r->statement_count; i++) c->of_statement[i] = -1;
  for (uint32_t i = 0; i < c->all.count; i++)
    if (c->all.at[i].statement >= 0) c->of_statement[c->all.at[i].statement] = (int32_t)i;
  return 0;
}
