/* clitics: where a written word with clitics glued to it is cut (Arabic). Which clitics there are is data (before and after in lang/<code>/multiword.txt); which of the ways to cut a
 * word is meant, a fitted table of weights says (models/words.qm, fitted by train/words.py through this very code). */
#ifndef Q_PARSE_CLITICS_H
#define Q_PARSE_CLITICS_H
#include "lang/lang.h"

enum { Q_LETTERS_MAX = 32, Q_WAYS_MAX = 64, Q_CUTS_MAX = 4, Q_CLITIC_FEATURES = 24 };

typedef struct q_letters {         /* without marks and tatweel */
  uint32_t c[Q_LETTERS_MAX];
  uint16_t at[Q_LETTERS_MAX + 1];  /* byte where each begins; at[n]: the end */
  int n;
} q_letters;
typedef struct q_way { uint8_t cut[Q_CUTS_MAX], cuts; /* letters before each cut */ uint8_t stem, stem_end; uint32_t before, after; /* what stands there, as numbers */ } q_way;

bool q_letters_of(const char *s, size_t n, q_letters *x);  /* false: too long, or not of letters alone */
int q_clitic_ways(const q_glued *g, const q_letters *x, q_way out[Q_WAYS_MAX]); /* the first: not at all */
/* Hashes of what speaks for a way; before, after: the words beside it, n 0 where there is none. */
int q_clitic_features(const q_letters *x, const q_way *w, const q_letters *before, const q_letters *after, uint32_t out[Q_CLITIC_FEATURES]);
/* The way with the highest sum of weights (a power of two of them); of equal ones the first. */
int q_clitic_best(const int8_t *weights, uint32_t count, const q_letters *x, const q_way *ways, int n, const q_letters *before, const q_letters *after);
#endif
