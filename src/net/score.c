/* Scores of pairs of rows, and the best path through rows of scores. */
#include <assert.h>
#include "net/kernel.h"

int q_biaffine(const float *a, int n, const float *b, int m, int d, float *out, q_work *w) {
  assert(n >= 0 && m >= 0 && d > 0 && d <= 512);         /* 512 products of 2047 * 2047 are below 2^31 */
  size_t columns = 2 * (size_t)q_pairs(d), rows = (size_t)n + (size_t)m;
  float *scale = q_room_for(&w->score, rows * (sizeof *scale + columns * sizeof(int16_t)) + 1);
  if (!scale) return QUOTH_MEMORY;
  int16_t *q = (int16_t *)(scale + rows);
  w->kernel->round(a, n, d, q, scale);
  w->kernel->round(b, m, d, q + (size_t)n * columns, scale + n);
  q_rounded left = { q, scale, n, q_pairs(d) }, right = { q + (size_t)n * columns, scale + n, m, q_pairs(d) };
  w->kernel->dots(&left, &right, out);
  return 0;
}

int q_viterbi(const float *scores, int n, int k, const float *transitions, int32_t *path, q_work *w) {
  assert(n >= 0 && k > 0);
  if (n == 0) return 0;
  size_t states = (size_t)k, rows = (size_t)n;
  float *best = q_room_for(&w->score, 2 * states * sizeof *best + rows * states * sizeof(int32_t));
  if (!best) return QUOTH_MEMORY;
  float *next = best + states;
  int32_t *from = (int32_t *)(next + states);            /* from[t][s]: the state before s at t */
  memcpy(best, scores, states * sizeof *best);
  for (size_t t = 1; t < rows; t++) {
    int32_t *back = from + t * states;
    for (size_t s = 0; s < states; s++) { next[s] = best[0] + transitions[s]; back[s] = 0; }
    for (size_t p = 1; p < states; p++)
      for (size_t s = 0; s < states; s++) {
        float score = best[p] + transitions[p * states + s];
        if (score > next[s]) { next[s] = score; back[s] = (int32_t)p; }
      }
    for (size_t s = 0; s < states; s++) best[s] = next[s] + scores[t * states + s];
  }
  path[n - 1] = 0;
  for (int32_t s = 1; s < k; s++) if (best[s] > best[path[n - 1]]) path[n - 1] = s;
  for (size_t t = rows - 1; t > 0; t--) path[t - 1] = from[t * states + (size_t)path[t]];
  return 0;
}
