/* number.h: reading one number in a sentence, for quantity.c. */
#ifndef Q_NAME_NUMBER_H
#define Q_NAME_NUMBER_H
#include "name/name.h"

typedef struct q_numbers { const quoth_report *r; const q_lang *lang; uint32_t first, end; } q_numbers; /* a sentence's tokens */
typedef struct q_number {
  int64_t value, high;          /* high > value: a range in one token ("10-15") */
  uint32_t end;                 /* token after it */
  bool digits;                  /* written in digits */
  bool year;                    /* four digits that can be a year */
  bool vague;                   /* "hundreds" */
  bool article;                 /* "ein", "une" */
  bool none;                    /* a number that counts nothing: 3.5, 16:48, 007 */
} q_number;
/* The number that begins with token t. */
bool q_number_at(const q_numbers *x, uint32_t t, q_number *out);
/* Tokens of the word or phrase at t that numbers.txt marks ("~", "..", "of" ...), 0 if there is none. */
uint32_t q_number_mark(const q_numbers *x, uint32_t t, char mark[3]);
/* Digits with a conjunction glued before them (Arabic "و15"): true, and their value where value is not NULL. */
bool q_number_glued(const q_numbers *x, uint32_t t, int64_t *value);
static inline uint32_t q_number_classes(const q_numbers *x, uint32_t t) { return x->lang ? q_lang_word(x->lang, x->r->tokens[t].word)->classes : 0; }
#endif
