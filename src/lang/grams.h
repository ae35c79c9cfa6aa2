/* grams: what a text's language is told by: hashed letter sequences of its words (Cavnar and Trenkle 1994; hashing: Weinberger et al. 2009). The one implementation: ident.c reads
 * with it, train/grams.c writes for fitting with it. */
#ifndef Q_LANG_GRAMS_H
#define Q_LANG_GRAMS_H
#include "base/base.h"

enum { Q_GRAM_LETTERS = 24, Q_GRAM_MOST = Q_GRAM_LETTERS * 4 + 8, Q_GRAM_BITS = 15 };
enum { Q_SCRIPT_LATIN, Q_SCRIPT_CYRILLIC, Q_SCRIPT_ARABIC, Q_SCRIPT_OTHER, Q_SCRIPTS };

typedef void q_grams_fn(void *to, const uint32_t *grams, uint32_t count); /* one word's; each below 1 << Q_GRAM_BITS */
/* Words are runs of letters, in lower case; addresses (with "://", "www." or "@") are passed over. Counts the letters of each script. */
void q_grams_of(const char *text, size_t n, q_grams_fn *fn, void *to, uint32_t letters[Q_SCRIPTS]);
#endif
