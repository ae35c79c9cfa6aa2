/* x86 with AVX-512 and its neural network instructions; the Makefile gives the flags. */
#include "net/kernel.h"
#ifdef __AVX512VNNI__
#include <immintrin.h>
#define TILE_ROWS 8

/* Sixteen outputs by two inputs in a register: vpdpwssd multiplies, adds the two and adds to the sum. */
static inline __attribute__((always_inline)) void tile_of(const int rows, const int16_t *q, int pairs, const int8_t *w, int32_t (*sums)[Q_BLOCK]) {
  __m512i acc[TILE_ROWS];
  for (int r = 0; r < rows; r++) acc[r] = _mm512_setzero_si512();
  for (int p = 0; p < pairs; p++) {
    __m512i weights = _mm512_cvtepi8_epi16(_mm256_loadu_si256((const __m256i *)(const void *)(w + 32 * (size_t)p)));
    for (int r = 0; r < rows; r++) {
      int32_t pair;
      memcpy(&pair, q + ((size_t)r * (size_t)pairs + (size_t)p) * 2, sizeof pair);
      acc[r] = _mm512_dpwssd_epi32(acc[r], weights, _mm512_set1_epi32(pair));
    }
  }
  for (int r = 0; r < rows; r++) _mm512_storeu_si512(sums[r], acc[r]);
}

#include "elementwise.inc"

const q_kernel *q_kernel_vnni(void) {
  static const q_kernel kernel = KERNEL("vnni");
  return __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") ? &kernel : NULL;
}
#else
const q_kernel *q_kernel_vnni(void) { return NULL; }
#endif
