/* The simple recurrent unit's scan (Lei et al. 2018) and its gradient, for fitting: what src/net computes, in floats, one row a word, segments one after another.
   u: rows x 2 x 3 x H (direction; U, F, R), z: rows x 2H, v: 2 x 2 x H. Saved for the gradient: c, f, r (rows x 2H each). Called from train/layers.py. */
#include <stdint.h>

static inline float th(float x) {
  x = x > 9 ? 9 : x < -9 ? -9 : x;
  float y = x * x, p = y * -2.76076847742355e-16f + 2.00018790482477e-13f;
  p = y * p + -8.60467152213735e-11f; p = y * p + 5.12229709037114e-08f; p = y * p + 1.48572235717979e-05f; p = y * p + 6.37261928875436e-04f; p = y * p + 4.89352455891786e-03f;
  float q = y * 1.19825839466702e-06f + 1.18534705686654e-04f;
  q = y * q + 2.26843463243900e-03f; q = y * q + 4.89352518554385e-03f;
  return x * p / q;
}
static inline float sg(float x) { return 0.5f + 0.5f * th(0.5f * x); }

void scan_forward(const float *u, const float *z, const float *v, const int32_t *starts, int segments, int H, float *h, float *c, float *f, float *r) {
  for (int s = 0; s < segments; s++)
    for (int d = 0; d < 2; d++) {
      int a = starts[s], b = starts[s + 1], n = b - a;
      const float *vf = v + d * 2 * H, *vr = vf + H;
      for (int k = 0; k < n; k++) {
        long t = d ? b - 1 - k : a + k, o = t * 2 * H + d * H;
        long q = d ? t + 1 : t - 1;
        const float *U = u + t * 6 * H + d * 3 * H, *F = U + H, *R = F + H, *Z = z + o, *C0 = k ? c + q * 2 * H + d * H : 0;
#pragma GCC ivdep
        for (int j = 0; j < H; j++) {
          float cp = C0 ? C0[j] : 0, ff = sg(F[j] + vf[j] * cp), rr = sg(R[j] + vr[j] * cp), cc = U[j] + ff * (cp - U[j]);
          c[o + j] = cc; f[o + j] = ff; r[o + j] = rr;
          h[o + j] = Z[j] + rr * (th(cc) - Z[j]);
        }
      }
    }
}

void scan_backward(const float *u, const float *z, const float *v, const int32_t *starts, int segments, int H, const float *c, const float *f, const float *r, const float *dh,
                   float *du, float *dz, float *dv, float *carry) {
  for (int s = 0; s < segments; s++)
    for (int d = 0; d < 2; d++) {
      int a = starts[s], b = starts[s + 1], n = b - a;
      const float *vf = v + d * 2 * H, *vr = vf + H;
      float *dvf = dv + d * 2 * H, *dvr = dvf + H;
      for (int j = 0; j < H; j++) carry[j] = 0;
      for (int k = n - 1; k >= 0; k--) {
        long t = d ? b - 1 - k : a + k, o = t * 2 * H + d * H;
        long q = d ? t + 1 : t - 1;
        const float *U = u + t * 6 * H + d * 3 * H, *Z = z + o, *C0 = k ? c + q * 2 * H + d * H : 0;
        float *dU = du + t * 6 * H + d * 3 * H, *dF = dU + H, *dR = dF + H;
#pragma GCC ivdep
        for (int j = 0; j < H; j++) {
          float cp = C0 ? C0[j] : 0, g = th(c[o + j]), ff = f[o + j], rr = r[o + j], D = dh[o + j];
          float dc = carry[j] + D * rr * (1 - g * g);
          float dr = D * (g - Z[j]) * rr * (1 - rr), df = dc * (cp - U[j]) * ff * (1 - ff);
          dz[o + j] = D * (1 - rr); dU[j] = dc * (1 - ff); dF[j] = df; dR[j] = dr;
          dvf[j] += df * cp; dvr[j] += dr * cp;
          carry[j] = dc * ff + df * vf[j] + dr * vr[j];
        }
      }
    }
}
