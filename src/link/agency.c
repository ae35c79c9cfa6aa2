/* Which agency a text is from: what it credits, else the signs that an agency's people wrote it. */
#include "link/pair.h"

enum { WORDS = 4 };         /* of an agency's name, at most */

static const char *lookup(q_langs *langs, const char *s, size_t n) {
  char folded[136];
  return n <= 128 ? q_langs_agency(langs, folded, q_fold(s, n, folded, sizeof folded)) : NULL;
}

static const char *credited(q_langs *langs, const quoth_report *r, quoth_span *span) {
  if (r->dateline.agency) {
    const char *known = lookup(langs, r->dateline.agency, strlen(r->dateline.agency));
    *span = r->dateline.span;
    return known ? known : r->dateline.agency;
  }
  for (uint32_t i = 0; i < r->credit_count; i++) {
    const quoth_credit *c = &r->credits[i];
    if (!c->name || (c->kind != QUOTH_CREDIT_AGENCY && c->kind != QUOTH_CREDIT_SOURCE && c->kind != QUOTH_CREDIT_BYLINE)) continue;
    const char *known = lookup(langs, c->name, strlen(c->name));
    if (!known && c->kind != QUOTH_CREDIT_AGENCY) continue;
    *span = c->span;
    return known ? known : c->name;
  }
  return NULL;
}

static bool is_word(const quoth_token *t) { return (t->flags & QUOTH_TOKEN_WORD) != 0; }

/* The name right after the title, where that is said again before the text begins. */
static bool follows_title(const quoth_report *r, uint32_t byte) {
  size_t n = r->title ? strlen(r->title) : 0;
  while (byte && r->text[byte - 1] == ' ') byte--;
  return n > 8 && byte > n && memcmp(r->text + byte - n, r->title, n) == 0;
}

static bool is_dash(const quoth_report *r, uint32_t t) {
  quoth_span s = r->tokens[t].span;
  return (r->tokens[t].flags & QUOTH_TOKEN_PUNCT) && (r->text[s.begin] == '-' || (s.end - s.begin == 3 && memcmp(r->text + s.begin, "\xe2\x80", 2) == 0));
}

/* It stands alone: before a dash at the beginning of a sentence, after the title, or as the last word of all. */
static bool stands_alone(const quoth_report *r, uint32_t first, uint32_t end) {
  const quoth_token *t = &r->tokens[first];
  bool dash = end < r->token_count && is_dash(r, end);
  if ((t->flags & QUOTH_TOKEN_FIRST) && dash) return true;
  if (follows_title(r, t->span.begin)) return true;
  for (uint32_t i = end; i < r->token_count; i++)
    if (is_word(&r->tokens[i])) return false;
  return first > 0 && !is_word(&r->tokens[first - 1]);
}

static bool was_told(const quoth_report *r, quoth_span s) {
  for (uint32_t i = 0; i < r->statement_count; i++) {
    quoth_spans to = r->statements[i].addressee;
    for (uint32_t k = 0; k < to.count; k++)
      if (r->spans[to.first + k].begin <= s.begin && r->spans[to.first + k].end >= s.end && r->spans[to.first + k].end - r->spans[to.first + k].begin < s.end - s.begin + 8) return true;
  }
  return false;
}

/* "an AFP correspondent" */
static bool has_people(const q_lang *l, const quoth_report *r, uint32_t end) {
  if (!l || end >= r->token_count || (r->tokens[end].flags & QUOTH_TOKEN_FIRST)) return false;
  const q_word *w = q_lang_word(l, r->tokens[end].word);
  for (uint32_t i = 0; i < w->actor_count; i++)
    if (w->actors[i].kind == Q_A_PERSON) return true;
  return false;
}

/* A capital, or a script that has none. */
static bool may_be_name(const quoth_report *r, uint32_t t) {
  const quoth_token *k = &r->tokens[t];
  return is_word(k) && ((k->flags & (QUOTH_TOKEN_CAPITAL | QUOTH_TOKEN_UPPER)) || (unsigned char)r->text[k->span.begin] >= 0xd8);
}

static const char *name_at(q_langs *langs, const quoth_report *r, uint32_t first, uint32_t *end) {
  for (uint32_t n = WORDS; n > 0; n--) {
    if (first + n > r->token_count) continue;
    uint32_t from = r->tokens[first].span.begin, to = r->tokens[first + n - 1].span.end;
    const char *known = to - from < 64 ? lookup(langs, r->text + from, to - from) : NULL;
    if (known) { *end = first + n; return known; }
  }
  return NULL;
}

const char *q_pair_agency(q_langs *langs, const quoth_report *r, quoth_span *span, bool *written) {
  const q_lang *l = r->language ? q_langs_get(langs, r->language) : NULL;
  const char *sign = NULL, *known = credited(langs, r, span);
  *written = known != NULL;
  if (known) return known;
  *span = (quoth_span){0};
  if (r->outlet && (known = lookup(langs, r->outlet, strlen(r->outlet)))) { *written = true; return known; }
  for (uint32_t t = 0, end; t < r->token_count; t++) {
    if (!may_be_name(r, t) || !(known = name_at(langs, r, t, &end))) continue;
    quoth_span at = { r->tokens[t].span.begin, r->tokens[end - 1].span.end };
    if (stands_alone(r, t, end)) { *span = at; *written = true; return known; }
    if (!sign && (was_told(r, at) || has_people(l, r, end))) { sign = known; *span = at; }
    t = end - 1;
  }
  return sign;
}
