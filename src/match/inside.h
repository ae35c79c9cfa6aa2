/* inside.h: what the files of src/match share. Boxes are ranges of stems in both reports. runs.c and sentences.c -> passages.c */
#ifndef Q_MATCH_INSIDE_H
#define Q_MATCH_INSIDE_H
#include "match/match.h"
typedef struct q_run { uint32_t a, b, n; } q_run;                         /* n words from a in A and from b in B */
typedef Q_VEC(q_run) q_runs;
typedef struct q_box { uint32_t a0, a1, b0, b1, words; float score; } q_box; /* words: that match in runs */
typedef Q_VEC(q_box) q_boxes;
/* runs.c: maximal runs of equal words, in order of b; near ones joined to boxes. */
int q_find_runs(const q_stems *a, const q_stems *b, q_arena *arena, q_runs *out);
int q_join_runs(const q_runs *runs, uint32_t least, uint32_t gap, q_arena *arena, q_boxes *out);
uint32_t q_words_inside(const q_runs *runs, const q_box *box);
uint32_t q_longest_inside(const q_runs *runs, const q_box *box);
/* sentences.c: boxes of sentences that use the same rare words. */
int q_like_sentences(const q_stems *a, const q_stems *b, q_arena *arena, q_boxes *out);
#endif
