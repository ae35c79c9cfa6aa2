#include "match/match.h"

enum { GRAM = 5, WINDOW = 4 };

static uint64_t gram(const q_stem *s) {
  uint64_t parts[GRAM];
  for (int i = 0; i < GRAM; i++) parts[i] = s[i].hash;
  return q_hash(parts, sizeof parts, 11);
}

/* Of every WINDOW grams in a row the smallest is kept, the last of equals: any shared run of GRAM + WINDOW - 1 words shares a print. */
static uint32_t smallest(const uint64_t *h, uint32_t from) {
  uint32_t best = from;
  for (uint32_t i = from + 1; i < from + WINDOW; i++)
    if (h[i] <= h[best]) best = i;
  return best;
}

int q_fingerprint(q_langs *langs, const quoth_report *r, q_arena *a, q_prints *out) {
  *out = (q_prints){0};
  q_stems stems;
  if (q_stems_of(langs, r, a, &stems)) return QUOTH_MEMORY;
  if (stems.count < GRAM) return 0;
  uint32_t n = stems.count - GRAM + 1, last = UINT32_MAX;
  uint64_t *h = q_alloc(a, n * sizeof *h);
  out->at = q_alloc(a, n * sizeof *out->at);
  if (!h || !out->at) return QUOTH_MEMORY;
  for (uint32_t i = 0; i < n; i++) h[i] = gram(&stems.at[i]);
  if (n < WINDOW) { out->at[out->count++] = (q_print){ h[0], stems.at[0].token }; return 0; }
  for (uint32_t i = 0; i + WINDOW <= n; i++) {
    uint32_t best = smallest(h, i);
    if (best == last) continue;
    out->at[out->count++] = (q_print){ h[best], stems.at[best].token };
    last = best;
  }
  return 0;
}
