/* Prints a digest of what each kernel of this processor answers to drawn inputs of many shapes, a line a kernel and operation: equal digests, equal bits. tests/net_kernels.sh compares them,
 * between kernels and between processors. */
#include <unistd.h>
#include "net/kernel.h"
#include "model_writer.h"

enum { SHAPES = 150, MOST = 1 << 15 };
static float *in, *z, *out, *scale, *other;
static int16_t *q;
static int8_t *weights;

static uint64_t digest(uint64_t h, const void *bytes, size_t n) {
  const unsigned char *p = bytes;
  for (size_t i = 0; i < n; i++) h = (h ^ p[i]) * 0x100000001b3u;
  return h;
}
static void fill(float *x, size_t n, uint64_t *seed) { for (size_t i = 0; i < n; i++) x[i] = drawn_float(seed); }
static int below(uint64_t *seed, uint32_t n) { return (int)(drawn(seed) % n) + 1; }

static void round_some(const q_kernel *k, int rows, int dim, uint64_t *seed) {
  fill(in, (size_t)(rows * dim), seed);
  for (int i = 0; i < rows * dim; i += 1 + below(seed, 50)) in[i] *= (float)below(seed, 1000);
  if (rows > 3) for (int i = 0; i < dim; i++) in[dim + i] = 0;
  if (rows > 4) { float infinite = 3e38f; in[2 * dim] = infinite * 10; in[3 * dim] = -0.0f; }
  k->round(in, rows, dim, q, scale);
}

static uint64_t rounding(const q_kernel *k, uint64_t *seed, uint64_t h) {
  int rows = below(seed, 6), dim = below(seed, 70);
  round_some(k, rows, dim, seed);
  return digest(digest(h, q, (size_t)(rows * 2 * q_pairs(dim)) * sizeof *q), scale, (size_t)rows * sizeof *scale);
}

static uint64_t dense(const q_kernel *k, uint64_t *seed, uint64_t h) {
  int rows = below(seed, 19), dim = below(seed, 90), n = below(seed, 70);
  round_some(k, rows, dim, seed);
  for (int i = 0; i < q_blocks(n) * q_pairs(dim) * 32; i++) weights[i] = (int8_t)drawn(seed);
  fill(other, (size_t)n, seed);
  fill(z, (size_t)n, seed);
  for (int c = Q_NONE; c <= Q_TANH; c++) {
    q_dense d = { weights, other, z, n, dim, (q_curve)c };
    k->dense(&d, &(q_rounded){ q, scale, rows, q_pairs(dim) }, out);
    h = digest(h, out, (size_t)(rows * n) * sizeof *out);
  }
  return h;
}

static uint64_t scan(const q_kernel *k, uint64_t *seed, uint64_t h) {
  static float c[64];
  int rows = below(seed, 24), n = below(seed, 40);
  int32_t starts[4] = { 0, rows / 3, rows / 3, rows - rows / 4 };
  fill(in, (size_t)(rows * 6 * n), seed);
  for (int i = 0; i < rows * 6 * n; i++) in[i] *= 5;
  fill(z, (size_t)(rows * 2 * n), seed);
  fill(other, (size_t)(4 * n), seed);
  k->scan(&(q_scan){ in, z, other, out, c, starts, rows, 4, n });
  return digest(h, out, (size_t)(rows * 2 * n) * sizeof *out);
}

static uint64_t norm(const q_kernel *k, uint64_t *seed, uint64_t h) {
  int rows = below(seed, 5), dim = below(seed, 70);
  fill(in, (size_t)(rows * dim), seed);
  fill(z, (size_t)dim, seed);
  fill(other, (size_t)dim, seed);
  k->norm(in, rows, dim, z, other, out);
  return digest(h, out, (size_t)(rows * dim) * sizeof *out);
}

static uint64_t lookup(const q_kernel *k, uint64_t *seed, uint64_t h) {
  int32_t ids[40];
  int rows = below(seed, 20), dim = below(seed, 70), count = below(seed, 30);
  for (int i = 0; i < 40; i++) ids[i] = below(seed, 40) - 5;
  for (int i = 0; i < count * dim; i++) weights[i] = (int8_t)drawn(seed);
  fill(scale, (size_t)count, seed);
  k->embed(ids + 1, 2, rows, weights, scale, count, dim, out);
  return digest(h, out, (size_t)(rows * dim) * sizeof *out);
}

static uint64_t pooling(const q_kernel *k, uint64_t *seed, uint64_t h) {
  int rows = below(seed, 20), dim = below(seed, 70);
  int32_t starts[3] = { 0, rows / 2, rows / 2 };
  fill(in, (size_t)(rows * dim), seed);
  k->pool(in, dim, starts, 3, rows, rows & 1, out);
  h = digest(h, out, (size_t)(3 * dim) * sizeof *out);
  k->add(in, in + 1, (size_t)(rows * dim), out);
  return digest(h, out, (size_t)(rows * dim) * sizeof *out);
}

static uint64_t scores(const q_kernel *k, uint64_t *seed, uint64_t h) {
  q_work w = { .kernel = k };
  int32_t path[64];
  int n = below(seed, 20), m = below(seed, 20), d = below(seed, 90);
  fill(in, (size_t)(n * d), seed);
  fill(z, (size_t)(m * d), seed);
  if (q_biaffine(in, n, z, m, d, out, &w) != 0 || q_viterbi(out, n, m, z, path, &w) != 0) abort();
  h = digest(digest(h, out, (size_t)(n * m) * sizeof *out), path, (size_t)n * sizeof *path);
  free(w.score.at);
  return h;
}

static uint64_t graph(const q_kernel *k, uint64_t *seed, uint64_t h) {
  static q_graph *g;
  static q_model *m;                                     /* kept for all kernels; the process ends soon */
  if (!g) {
    model_writer w = { .count = 0 };
    char path[] = "/tmp/quoth-net-XXXXXX";
    int fd = mkstemp(path);
    model_of_all(&w);
    if (fd < 0 || model_write(&w, path) != 0 || q_model_open(path, &m, NULL) != 0 || q_graph_open(m, "graph", &g, NULL) != 0) abort();
    close(fd);
    unlink(path);
  }
  q_work w = { .kernel = k };
  int32_t ids[120], rows = below(seed, 60), starts[3] = { 0, rows / 4, rows / 2 };
  const float *outputs[Q_GRAPH_PORTS];
  for (int i = 0; i < 120; i++) ids[i] = below(seed, 60) - 3;
  fill(in, (size_t)(rows * 20), seed);
  if (q_graph_run(g, &w, rows, starts, 3, &(q_feed){ .inputs = { in }, .ids = { ids } }, outputs, NULL) != 0) abort();
  h = digest(digest(digest(h, outputs[0], (size_t)(rows * 37) * 4), outputs[1], (size_t)(rows * 24) * 4), outputs[2], 3 * 9 * 4);
  free(w.run.at);
  return h;
}

int main(void) {
  static const struct { const char *name; uint64_t (*run)(const q_kernel *, uint64_t *, uint64_t); } all[] = {
    { "round", rounding }, { "dense", dense }, { "scan", scan }, { "norm", norm }, { "embed", lookup }, { "pool", pooling }, { "scores", scores }, { "graph", graph } };
  const q_kernel *kernels[] = { q_kernel_c(), q_kernel_avx2(), q_kernel_vnni(), q_kernel_neon() };
  float *room = calloc(5 * MOST, sizeof *room);
  q = calloc(MOST, sizeof *q);
  weights = calloc(MOST, 1);
  if (!room || !q || !weights) return 1;
  in = room; z = in + MOST; out = z + MOST; scale = out + MOST; other = scale + MOST;
  for (size_t i = 0; i < sizeof kernels / sizeof *kernels; i++)
    for (size_t j = 0; kernels[i] && j < sizeof all / sizeof *all; j++) {
      uint64_t seed = j + 1, h = 0xcbf29ce484222325u;
      for (int s = 0; s < SHAPES; s++) h = all[j].run(kernels[i], &seed, h);
      printf("%s %s %016llx\n", kernels[i]->name, all[j].name, (unsigned long long)h);
    }
  free(room);
  free(q);
  free(weights);
  return 0;
}
