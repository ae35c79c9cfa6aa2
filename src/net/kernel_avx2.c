/* x86 with AVX2; the Makefile gives the flags. */
#include "net/kernel.h"
#ifdef __AVX2__
#include <immintrin.h>
#define TILE_ROWS 4

/* Eight outputs by two inputs in a register: vpmaddwd multiplies and adds the two, so no sum runs across lanes. */
static inline __attribute__((always_inline)) void tile_of(const int rows, const int16_t *q, int pairs, const int8_t *w, int32_t (*sums)[Q_BLOCK]) {
  __m256i acc[TILE_ROWS][2];
  for (int r = 0; r < rows; r++) acc[r][0] = acc[r][1] = _mm256_setzero_si256();
  for (int p = 0; p < pairs; p++) {
    __m256i low = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(const void *)(w + 32 * (size_t)p)));
    __m256i high = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(const void *)(w + 32 * (size_t)p + 16)));
    for (int r = 0; r < rows; r++) {
      int32_t pair;
      memcpy(&pair, q + ((size_t)r * (size_t)pairs + (size_t)p) * 2, sizeof pair);
      __m256i x = _mm256_set1_epi32(pair);
      acc[r][0] = _mm256_add_epi32(acc[r][0], _mm256_madd_epi16(x, low));
      acc[r][1] = _mm256_add_epi32(acc[r][1], _mm256_madd_epi16(x, high));
    }
  }
  for (int r = 0; r < rows; r++) for (int k = 0; k < 2; k++) _mm256_storeu_si256((__m256i *)(void *)(sums[r] + 8 * k), acc[r][k]);
}

#include "elementwise.inc"

const q_kernel *q_kernel_avx2(void) {
  static const q_kernel kernel = KERNEL("avx2");
  return __builtin_cpu_supports("avx2") ? &kernel : NULL;
}
#else
const q_kernel *q_kernel_avx2(void) { return NULL; }
#endif
