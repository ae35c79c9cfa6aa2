/* Speed of the networks' arithmetic on this processor, one row a kernel and measure, as tab-separated lines. Each is the best of several short runs. */
#include <stdlib.h>
#include <time.h>
#include "net/kernel.h"

enum { IN = 512, OUT = 512, ROWS = 128, H = 256 };

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef struct data { q_dense layer; q_rounded x; q_scan scan; float *in, *out, *norms; int32_t starts[5]; int rows; } data;

static void run_dense(const q_kernel *k, data *d) { d->x.rows = d->rows; k->dense(&d->layer, &d->x, d->out); }
static void run_scan(const q_kernel *k, data *d) { k->scan(&d->scan); }
static void run_round(const q_kernel *k, data *d) { k->round(d->in, ROWS, IN, (int16_t *)(uintptr_t)d->x.q, (float *)(uintptr_t)d->x.scale); }
static void run_norm(const q_kernel *k, data *d) { k->norm(d->in, ROWS, IN, d->norms, d->norms, d->out); }
static void run_dots(const q_kernel *k, data *d) { q_rounded a = { d->x.q, d->x.scale, 32, 64 }; k->dots(&a, &a, d->out); }

/* Units of work a second, in thousands of millions. */
static void measure(const char *what, const char *unit, const q_kernel *k, data *d, void (*run)(const q_kernel *, data *), double work) {
  double best = 1e9;
  for (int i = 0; i < 7; i++) {
    int times = 0;
    double begin = now(), spent;
    do { run(k, d); times++; } while ((spent = now() - begin) < 0.02);
    if (spent / times < best) best = spent / times;
  }
  printf("net %s, %s\t%.2f\t%s\n", what, k->name, work / best * 1e-9, unit);
}

static float *floats(size_t n) {
  float *x = malloc(n * sizeof *x);
  for (size_t i = 0; x && i < n; i++) x[i] = (float)(int)(i * 2654435761u >> 16 & 1023) / 512 - 1;
  return x;
}

int main(void) {
  const q_kernel *all[] = { q_kernel_c(), q_kernel_avx2(), q_kernel_vnni(), q_kernel_neon() };
  static int16_t q[ROWS * IN];
  static int8_t w[IN * OUT];
  static float scale[OUT], bias[OUT];
  for (int i = 0; i < IN * OUT; i++) w[i] = (int8_t)((unsigned)i * 40503u >> 8);
  for (int i = 0; i < OUT; i++) scale[i] = bias[i] = 0.01f;
  data d = { .layer = { w, scale, bias, OUT, IN, Q_NONE }, .x = { q, scale, ROWS, IN / 2 }, .in = floats(ROWS * IN), .out = floats(ROWS * IN), .norms = floats(IN), .starts = { 0, 30, 55, 90, 110 } };
  d.scan = (q_scan){ floats(ROWS * 6 * H), floats(ROWS * 2 * H), floats(4 * H), floats(ROWS * 2 * H), floats(H), d.starts, ROWS, 5, H };
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    const q_kernel *k = all[i];
    if (!k) continue;
    static const int rows[] = { 1, 4, 12, ROWS };
    static const char *const names[] = { "dense 512 x 512, 1 row", "dense 512 x 512, 4 rows", "dense 512 x 512, 12 rows", "dense 512 x 512, 128 rows" };
    run_round(k, &d);
    for (int j = 0; j < 4; j++) { d.rows = rows[j]; measure(names[j], "G multiply-adds/s", k, &d, run_dense, (double)IN * OUT * rows[j]); }
    measure("scan", "G gate elements/s", k, &d, run_scan, 6.0 * H * ROWS);
    measure("rounding", "G values/s", k, &d, run_round, (double)ROWS * IN);
    measure("norm", "G values/s", k, &d, run_norm, (double)ROWS * IN);
    measure("biaffine dots", "G multiply-adds/s", k, &d, run_dots, 32.0 * 32 * 128);
  }
  return 0;
}
