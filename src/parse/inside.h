/* inside.h: what the files of src/parse share. */
#ifndef Q_PARSE_INSIDE_H
#define Q_PARSE_INSIDE_H
#include "parse/parse.h"

enum { Q_C_SPACE, Q_C_LETTER, Q_C_MARK, Q_C_DIGIT, Q_C_PUNCT, Q_C_SYMBOL, Q_C_HIDDEN /* soft hyphen, joiners, direction marks */ };
enum { Q_WORD_MAX = 200 };      /* bytes; a longer token is not looked up, cut or abbreviated */

typedef Q_VEC(quoth_token) q_tokens;
typedef Q_VEC(quoth_sentence) q_sentences;

typedef struct q_scan {
  const char *text;
  uint32_t at, end;             /* the paragraph's rest */
  const q_lang *lang;           /* NULL: none known */
  q_arena *arena;               /* of the tokens, while they grow */
  q_tokens *tokens;
  uint32_t first;               /* first token of the paragraph */
  uint32_t open;                /* round brackets open */
  bool memory;
} q_scan;

/* ---- chars.c ---- */
int q_class(uint32_t c);
bool q_is_quote(uint32_t c);
static inline uint32_t q_point(const char *text, uint32_t at, uint32_t end, uint32_t *next) { /* code point at `at`, 0 at the end */
  if (at >= end) { *next = end; return 0; }
  if ((unsigned char)text[at] < 0x80) { *next = at + 1; return (unsigned char)text[at]; }
  const char *s = text + at;
  uint32_t c = q_utf8_next(&s, text + end);
  *next = (uint32_t)(s - text);
  return c;
}

/* ---- tokens.c, words.c ---- */
int q_tokenise(q_scan *s);      /* s->at .. s->end, a paragraph */
void q_scan_word(q_scan *s);    /* at a letter, digit or mark */
bool q_scan_plain(q_scan *s);   /* plain.c: false where the word needs q_scan_word */
void q_emit(q_scan *s, uint32_t begin, uint32_t end, unsigned flags);
void q_emit_folded(q_scan *s, uint32_t begin, uint32_t end, unsigned flags, const char *folded, size_t n); /* flags with those of its case; nothing was dropped by folding */
uint32_t q_scan_address(const q_scan *s); /* end of the URL, handle or hashtag that begins at s->at, 0 if none does */
uint32_t q_lookup(const q_lang *l, const char *s, size_t n, uint8_t *skip);

/* ---- sentences.c ---- */
int q_split(const q_scan *s, q_arena *arena, q_sentences *out, uint16_t section, uint16_t paragraph);
#endif
