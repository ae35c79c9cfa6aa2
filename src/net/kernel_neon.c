/* 64-bit ARM. */
#include "net/kernel.h"
#if defined(__aarch64__) && defined(__ARM_NEON)
#include <arm_neon.h>
#include <sys/auxv.h>
#define TILE_ROWS 4
#define HAS_ASIMD 2                                      /* HWCAP_ASIMD of <asm/hwcap.h> */

/* One load parts the two inputs; then sixteen outputs stand in four registers of sums. */
static inline __attribute__((always_inline)) void tile_of(const int rows, const int16_t *q, int pairs, const int8_t *w, int32_t (*sums)[Q_BLOCK]) {
  int32x4_t acc[TILE_ROWS][4];
  for (int r = 0; r < rows; r++) for (int k = 0; k < 4; k++) acc[r][k] = vdupq_n_s32(0);
  for (int p = 0; p < pairs; p++) {
    int8x16x2_t packed = vld2q_s8(w + 32 * (size_t)p);
    for (int i = 0; i < 2; i++) {
      int16x8_t low = vmovl_s8(vget_low_s8(packed.val[i])), high = vmovl_s8(vget_high_s8(packed.val[i]));
      for (int r = 0; r < rows; r++) {
        int16_t x = q[((size_t)r * (size_t)pairs + (size_t)p) * 2 + (size_t)i];
        acc[r][0] = vmlal_n_s16(acc[r][0], vget_low_s16(low), x);
        acc[r][1] = vmlal_n_s16(acc[r][1], vget_high_s16(low), x);
        acc[r][2] = vmlal_n_s16(acc[r][2], vget_low_s16(high), x);
        acc[r][3] = vmlal_n_s16(acc[r][3], vget_high_s16(high), x);
      }
    }
  }
  for (int r = 0; r < rows; r++) for (int k = 0; k < 4; k++) vst1q_s32(sums[r] + 4 * k, acc[r][k]);
}

#include "elementwise.inc"

const q_kernel *q_kernel_neon(void) {
  static const q_kernel kernel = KERNEL("neon");
  return getauxval(AT_HWCAP) & HAS_ASIMD ? &kernel : NULL;
}
#else
const q_kernel *q_kernel_neon(void) { return NULL; }
#endif
