/* Tokens that an input brings along: what the scanner would have said of them. */
#include "parse/inside.h"

static unsigned kind_of(const char *text, quoth_span s) {
  uint32_t at = s.begin, next, c = q_point(text, at, s.end, &next);
  int class = q_class(c);
  bool letters = false, more = s.end > next;
  for (; at < s.end && !letters; at = next) letters = q_class(q_point(text, at, s.end, &next)) == Q_C_LETTER;
  if (class == Q_C_DIGIT) return letters ? QUOTH_TOKEN_NUMBER | QUOTH_TOKEN_WORD : QUOTH_TOKEN_NUMBER;
  if (letters) return QUOTH_TOKEN_WORD;
  return q_is_quote(c) && (!more || s.end - s.begin == 2) ? QUOTH_TOKEN_PUNCT | QUOTH_TOKEN_QUOTE : QUOTH_TOKEN_PUNCT;
}

int q_given_tokens(q_langs *langs, quoth_report *r, quoth_error *e) {
  q_tokens made = { 0 };
  q_arena *a = q_arena_new();
  q_scan s = { .text = r->text, .end = r->length, .lang = q_langs_get(langs, r->language), .arena = a, .tokens = &made };
  for (uint32_t i = 0; a && i < r->token_count && !s.memory; i++) q_emit(&s, r->tokens[i].span.begin, r->tokens[i].span.end, kind_of(r->text, r->tokens[i].span));
  bool memory = !a || s.memory || made.count != r->token_count;
  for (uint32_t i = 0; !memory && i < r->token_count; i++) {
    uint16_t first = r->tokens[i].flags & QUOTH_TOKEN_FIRST;
    r->tokens[i] = made.at[i];
    r->tokens[i].flags |= first;
  }
  q_arena_free(a);
  return memory ? q_fail(e, QUOTH_MEMORY, "out of memory") : 0;
}
