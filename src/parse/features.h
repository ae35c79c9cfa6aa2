/* What the network knows of a word by its letters alone. train/ learns from what these functions write (see train/forms.c), so fitting and running cannot differ. */
#ifndef Q_PARSE_FEATURES_H
#define Q_PARSE_FEATURES_H
#include "base/base.h"

enum { Q_HASHES = 9 };
/* Hashes of a form: the whole word, its last 1, 2, 3, 4 letters, its first 1, 2, 3 letters (all folded, digits as one), its shape. A table of N rows takes hash % N.
 * The form is valid UTF-8 of any length; only the first and last 60 bytes and the whole are looked at. */
void q_word_hashes(const char *form, size_t n, uint32_t out[Q_HASHES]);

#endif
