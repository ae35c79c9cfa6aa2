/* The arithmetic of the networks, once for each kind of processor; all give the same answer to the bit. */
#ifndef Q_NET_KERNEL_H
#define Q_NET_KERNEL_H
#include "net/net.h"

enum { Q_BLOCK = 16,                                     /* outputs that stand together in packed weights */
       Q_ACTIVATION = 2047 };                            /* activations are rounded to -2047..2047 */
typedef enum q_curve { Q_NONE, Q_RELU, Q_TANH } q_curve;

/* Weights w[block][pair][16][2]; scale and bias one an output. */
typedef struct q_dense { const int8_t *w; const float *scale, *bias; int out, in; q_curve curve; } q_dense;
/* Rows of floats rounded to integers: q has 2 * pairs columns, value = q * scale of the row. */
typedef struct q_rounded { const int16_t *q; const float *scale; int rows, pairs; } q_rounded;
/* gates rows x 6h (direction 0: u f r, direction 1: u f r), z and out rows x 2h, v [direction][vf, vr][h], c h floats of scratch. */
typedef struct q_scan { const float *gates, *z, *v; float *out, *c; const int32_t *starts; int rows, segments, h; } q_scan;

typedef struct q_kernel {
  const char *name;
  void (*round)(const float *x, int rows, int dim, int16_t *q, float *scale);
  void (*dense)(const q_dense *d, const q_rounded *x, float *y);
  void (*scan)(const q_scan *s);
  void (*norm)(const float *x, int rows, int dim, const float *g, const float *b, float *y);
  void (*embed)(const int32_t *ids, int columns, int rows, const int8_t *table, const float *scale, int count, int dim, float *y);
  void (*add)(const float *a, const float *b, size_t n, float *y);
  void (*pool)(const float *x, int dim, const int32_t *starts, int segments, int rows, bool root, float *y);
  void (*dots)(const q_rounded *a, const q_rounded *b, float *y);
} q_kernel;

/* Each NULL where it was not built in or the processor cannot run it. */
const q_kernel *q_kernel_c(void), *q_kernel_avx2(void), *q_kernel_vnni(void), *q_kernel_neon(void);
const q_kernel *q_kernel_best(void);

/* ---- work.c ---- */
typedef struct q_room { void *at; size_t size; } q_room;
struct q_work { const q_kernel *kernel; q_room run, score; };
void *q_room_for(q_room *r, size_t size);                /* at least size bytes, aligned to 64, contents lost; NULL: out of memory */

static inline int q_pairs(int dim) { return (dim + 1) / 2; }
static inline int q_blocks(int dim) { return (dim + Q_BLOCK - 1) / Q_BLOCK; }

#endif
