/* Any bytes as a text: every piece is in the list, no more come than were asked for, the same come again, a prefix of them where fewer are wanted, and their vector is finite. */
#include <math.h>
#include <stdlib.h>
#include "net/pieces.h"

enum { MOST = 1 << 16 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  static q_pieces *p;
  static q_pieces_scratch scratch;
  static int32_t ids[MOST], again[MOST];
  static float vector[Q_PIECES_DIM];
  if (!p && q_pieces_open(ROOT "/models", &p, NULL) != 0) return 0;
  int n = q_pieces_cut(p, (const char *)bytes, size, &scratch, ids, MOST), few = n / 2;
  for (int i = 0; i < n; i++) if (ids[i] < 0 || (uint32_t)ids[i] >= q_pieces_count(p)) abort();
  if (q_pieces_cut(p, (const char *)bytes, size, &scratch, again, few) != few || memcmp(ids, again, (size_t)few * sizeof *ids) != 0) abort();
  q_pieces_vector(p, ids, n, vector);
  for (int i = 0; i < Q_PIECES_DIM; i++) if (!isfinite(vector[i])) abort();
  return 0;
}
