/* Plain C: runs everywhere, and is what the others are held against. */
#include "net/kernel.h"
#define TILE_ROWS 4

static inline void tile_of(const int rows, const int16_t *q, int pairs, const int8_t *w, int32_t (*sums)[Q_BLOCK]) {
  memset(sums, 0, (size_t)rows * sizeof *sums);
  for (int p = 0; p < pairs; p++, w += 2 * Q_BLOCK)
    for (int r = 0; r < rows; r++) {
      const int16_t *x = q + ((size_t)r * (size_t)pairs + (size_t)p) * 2;
      for (int o = 0; o < Q_BLOCK; o++) sums[r][o] += x[0] * w[2 * o] + x[1] * w[2 * o + 1];
    }
}

#include "elementwise.inc"

const q_kernel *q_kernel_c(void) {
  static const q_kernel kernel = KERNEL("c");
  return &kernel;
}
