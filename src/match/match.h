/* match: two reports in memory -> shared passages, same proposition, differences. No store. */
#ifndef Q_MATCH_H
#define Q_MATCH_H
#include "say/say.h"
/* fingerprint.c: winnowed hashes of k = 5 folded words, window 4 (Schleimer, Wilkerson and Aiken 2003), of headline and body; for a word token the folded stem. */
typedef struct q_print { uint64_t hash; uint32_t token; } q_print;
typedef struct q_prints { q_print *at; uint32_t count; } q_prints;
int q_fingerprint(q_langs *langs, const quoth_report *r, q_arena *a, q_prints *out);
/* passages.c: shared passages of two reports, in order of a. */
typedef enum q_passage_kind { Q_COPIED, Q_REWORDED, Q_TRANSLATED, Q_QUOTATION } q_passage_kind;
typedef struct q_passage { quoth_span a, b; q_passage_kind kind; float score; } q_passage;
typedef Q_VEC(q_passage) q_passages;
int q_compare(q_langs *langs, const quoth_report *a, const quoth_report *b, q_arena *arena, q_passages *out);
/* same.c: the content of a statement (or a clause) as a bag for comparing: stems that are no stop words, numbers, negation. 0..1. */
typedef struct q_gist { uint64_t *stems; uint32_t stem_count; int64_t *numbers; uint32_t number_count; bool negated; char language[4]; } q_gist;
int q_gist_of(q_langs *langs, const quoth_report *r, const quoth_span *spans, uint32_t count, q_arena *a, q_gist *out);
double q_same(const q_gist *a, const q_gist *b);
#endif
