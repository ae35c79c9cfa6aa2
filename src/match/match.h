/* match: two reports in memory -> shared passages, same proposition. No store. */
#ifndef Q_MATCH_H
#define Q_MATCH_H
#include "say/say.h"
/* words.c: the words of headline, body and captions, in order, as hashes of their folded stems. */
typedef struct q_stem { uint64_t hash; quoth_span span; uint32_t sentence, token; bool common, number, aside; /* function word; digits; stands outside headline, body and captions */ } q_stem;
typedef struct q_stems { q_stem *at; uint32_t count; } q_stems;
int q_stems_of(q_langs *langs, const quoth_report *r, q_arena *a, q_stems *out);
int q_stems_all(q_langs *langs, const quoth_report *r, q_arena *a, q_stems *out);    /* with the words of all other sections, as asides */
/* fingerprint.c: winnowed hashes of k = 5 stems, window 4 (Schleimer, Wilkerson and Aiken 2003). token: where it begins. */
typedef struct q_print { uint64_t hash; uint32_t token; } q_print;
typedef struct q_prints { q_print *at; uint32_t count; } q_prints;
int q_fingerprint(q_langs *langs, const quoth_report *r, q_arena *a, q_prints *out);
/* passages.c: shared passages of two reports, in order of a. score: share of the words of the longer side that match. */
typedef enum q_passage_kind { Q_COPIED, Q_REWORDED, Q_TRANSLATED, Q_QUOTATION } q_passage_kind;
typedef struct q_passage { quoth_span a, b; q_passage_kind kind; float score; uint32_t words, run; } q_passage; /* words: in runs of three and more; run: in the longest */
typedef Q_VEC(q_passage) q_passages;
int q_compare(q_langs *langs, const quoth_report *a, const quoth_report *b, q_arena *arena, q_passages *out);
/* gist.c: what a passage says, as a bag for comparing: stems that are no function words (sorted), numbers with the stem they count. */
typedef struct q_count { int64_t low, high; uint64_t of; } q_count;
typedef struct q_gist { uint64_t *stems; uint32_t stem_count; q_count *counts; uint32_t count_count; bool negated; } q_gist;
int q_gist_of(q_langs *langs, const quoth_report *r, const q_stems *stems, const quoth_span *spans, uint32_t count, q_arena *a, q_gist *out);
/* Min-hashes of the stems, two to a band (Broder 1997; Leskovec, Rajaraman and Ullman 2014): like gists share a key. Returns how many. */
enum { Q_GIST_KEYS = 12 };
uint32_t q_gist_keys(const q_gist *g, uint64_t keys[Q_GIST_KEYS]);
double q_same(const q_gist *a, const q_gist *b);         /* 0..1: share of common stems, less where numbers conflict */
double q_topic(const q_gist *a, const q_gist *b);        /* the same without the numbers */
bool q_counts_differ(const q_gist *a, const q_gist *b);  /* both count the same thing, and the ranges exclude each other */
#endif
