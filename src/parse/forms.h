/* forms: words by their letters -> the vectors that a network has learned of them. Both networks (core.h; say/network.h) read words this way: the block graph.word of their model
 * makes a vector of a word's pieces and hashes. A q_forms is immutable and shared by threads; a q_forms_cache belongs to one thread at a time. */
#ifndef Q_PARSE_FORMS_H
#define Q_PARSE_FORMS_H
#include "net/net.h"

typedef struct q_forms q_forms;
typedef struct q_forms_cache q_forms_cache;

/* folder: models/, which holds pieces.qm. The model stays open as long as the forms. A hashed table that the model leaves out (tableN.q) reads as zeros. */
int q_forms_open(const q_model *m, const char *folder, q_forms **out, quoth_error *e);
void q_forms_close(q_forms *f);                          /* NULL allowed */
uint32_t q_forms_dim(const q_forms *f);                  /* floats a word */

enum { Q_FORMS_LEAST = 1 << 12 };                        /* words that every cache can hold at once */
/* Keeps the vectors of words met lately: slots of them, a power of two, at least twice Q_FORMS_LEAST. NULL: out of memory. */
q_forms_cache *q_forms_cache_new(const q_forms *f, uint32_t slots);
void q_forms_cache_free(q_forms_cache *c);               /* NULL allowed */

typedef struct q_form { const char *text; uint32_t size; } q_form; /* valid UTF-8 */
/* The vectors of count words, at most Q_FORMS_LEAST, one after another into out. What is cached never changes an answer. */
int q_forms_vectors(const q_forms *f, q_forms_cache *c, const q_form *forms, int count, float *out, quoth_error *e);

#endif
