/* Model files and networks: what is written is found, what does not fit is refused with the reason, the arithmetic is the one of doc/models.md, a batch never changes an answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <math.h>
#include <unistd.h>
#include <cmocka.h>
#include "net/kernel.h"
#include "../model_writer.h"

static char place[64], path[96];
static quoth_error e;

static int set_up(void **state) {
  (void)state;
  snprintf(place, sizeof place, "/tmp/quoth-net-XXXXXX");
  if (!mkdtemp(place)) return -1;
  snprintf(path, sizeof path, "%s/x.model", place);
  return 0;
}
static int tear_down(void **state) {
  (void)state;
  unlink(path);
  return rmdir(place);
}

static q_model *open_of(model_writer *w) {
  q_model *m = NULL;
  assert_int_equal(model_write(w, path), 0);
  assert_int_equal(q_model_open(path, &m, &e), 0);
  return m;
}

/* ---- files ---- */

static void written_is_found(void **state) {
  (void)state;
  model_writer w = { .seed = 1 };
  uint32_t dim[4];
  model_text(&w, "note", "abc");
  model_table(&w, "t", 5, 3);
  q_model *m = open_of(&w);
  assert_string_equal(q_model_path(m), path);
  assert_memory_equal(q_model_block(m, "note", Q_U8, 1, dim), "abc", 3);
  assert_int_equal(dim[0], 3);
  assert_int_equal(dim[1], 1);
  const char *table = q_model_block(m, "t.q", Q_I8, 2, dim);
  assert_non_null(table);
  assert_int_equal((uintptr_t)table % 64, 0);
  assert_int_equal(dim[0] * 10 + dim[1], 53);
  assert_null(q_model_block(m, "t.q", Q_U8, 2, dim));
  assert_null(q_model_block(m, "t.q", Q_I8, 1, dim));
  assert_null(q_model_block(m, "t", Q_I8, 2, dim));
  assert_int_equal(q_model_verify(m, &e), 0);
  q_model_close(m);
}

static void refused_as(int status, const char *why) {
  q_model *m = NULL;
  memset(&e, 0, sizeof e);
  assert_int_equal(q_model_open(path, &m, &e), status);
  assert_null(m);
  if (!strstr(e.message, why)) fail_msg("\"%s\" does not say \"%s\"", e.message, why);
  assert_string_equal(e.file, path);
}

static void hostile_files_are_refused(void **state) {
  (void)state;
  static const struct { size_t at, n; uint64_t value; int status; const char *why; } changes[] = {
    { 0, 1, 'q', QUOTH_DATA, "not a model file" }, { 8, 4, 2, QUOTH_DATA, "version 2" }, { 12, 4, 0x04030201, QUOTH_DATA, "byte order" }, { 16, 8, 1, QUOTH_DATA, "header says 1" },
    { 16, 8, UINT64_MAX, QUOTH_DATA, "header says" }, { 32, 4, 0, QUOTH_LIMIT, "0 blocks" }, { 32, 4, UINT32_MAX, QUOTH_LIMIT, "blocks" }, { 32, 4, 1000, QUOTH_DATA, "beyond the file" },
    { 60, 4, 1, QUOTH_DATA, "zeros" }, { 64, 1, 0, QUOTH_DATA, "block 0 has no proper name" }, { 64, 1, 200, QUOTH_DATA, "no proper name" }, { 111, 1, 'x', QUOTH_DATA, "no proper name" },
    { 112, 4, 7, QUOTH_DATA, "block note has an unknown type" }, { 116, 4, 0, QUOTH_DATA, "one to four" }, { 116, 4, 5, QUOTH_DATA, "one to four" }, { 120, 4, 0, QUOTH_DATA, "dimension of 0" },
    { 120, 4, 4, QUOTH_DATA, "does not fit" }, { 124, 4, 2, QUOTH_DATA, "beyond its rank" }, { 120, 4, UINT32_MAX, QUOTH_DATA, "larger" }, { 136, 8, 64, QUOTH_DATA, "inside the directory" },
    { 136, 8, 257, QUOTH_DATA, "multiple of 64" }, { 136, 8, 1 << 20, QUOTH_DATA, "beyond the file" }, { 136, 8, ~(uint64_t)63, QUOTH_DATA, "beyond the file" },
    { 144, 8, UINT64_MAX, QUOTH_DATA, "does not fit" }, { 152, 8, 1, QUOTH_DATA, "zeros" }, { 164, 1, 0, QUOTH_DATA, "two blocks are called note" } };
  model_writer w = { .seed = 1 };
  size_t size;
  model_text(&w, "note", "abc");
  model_text(&w, "note2", "defg");
  unsigned char *good = model_bytes(&w, &size), *bad = malloc(size);
  for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
    memcpy(bad, good, size);
    memcpy(bad + changes[i].at, &changes[i].value, changes[i].n);
    assert_int_equal(model_put(path, bad, size), 0);
    refused_as(changes[i].status, changes[i].why);
  }
  for (size_t n = 0; n < size; n++) { /* cut short anywhere */
    assert_int_equal(model_put(path, good, n), 0);
    refused_as(QUOTH_DATA, n < 64 ? "not a model file" : "header says");
  }
  free(good);
  free(bad);
  unlink(path);
  refused_as(QUOTH_SYSTEM, "No such file");
  q_model *m;
  assert_int_equal(q_model_open(place, &m, &e), QUOTH_DATA);
}

static void damage_is_found_when_asked_for(void **state) {
  (void)state;
  model_writer w = { .seed = 1 };
  size_t size;
  q_model *m;
  model_text(&w, "note", "abcdefghi");
  unsigned char *bytes = model_bytes(&w, &size);
  bytes[size - 1] ^= 1;
  assert_int_equal(model_put(path, bytes, size), 0);
  free(bytes);
  assert_int_equal(q_model_open(path, &m, &e), 0);
  assert_int_equal(q_model_verify(m, &e), QUOTH_DATA);
  assert_non_null(strstr(e.message, "checksum"));
  q_model_close(m);
}

/* ---- arithmetic against the letter of doc/models.md ---- */

static void dense_is_as_described(void **state) {
  (void)state;
  enum { IN = 21, OUT = 35, ROWS = 6 };
  model_writer w = { .seed = 3 };
  float x[ROWS * IN], y;
  uint64_t seed = 5;
  uint32_t dim[4], in;
  const float *outputs[Q_GRAPH_PORTS];
  model_text(&w, "graph.one", "x = input x 21\ny = dense x d\noutput y y\n");
  model_dense(&w, "d", OUT, IN);
  q_model *m = open_of(&w);
  q_graph *g;
  q_work *work = q_work_new();
  assert_int_equal(q_graph_open(m, "graph.one", &g, &e), 0);
  assert_int_equal(q_graph_input(g, "x", &in), 0);
  assert_int_equal(in, IN);
  assert_int_equal(q_graph_input(g, "y", NULL), -1);
  assert_int_equal(q_graph_output(g, "y", &in), 0);
  assert_int_equal(in, OUT);
  for (int i = 0; i < ROWS * IN; i++) x[i] = drawn_float(&seed);
  assert_int_equal(q_graph_run(g, work, ROWS, NULL, 0, &(q_feed){ .inputs = { x } }, outputs, &e), 0);
  const int8_t *weights = q_model_block(m, "d.w", Q_I8, 4, dim);
  const float *s = q_model_block(m, "d.s", Q_F32, 1, dim), *b = q_model_block(m, "d.b", Q_F32, 1, dim);
  for (int r = 0; r < ROWS; r++) {
    float top = 0;
    for (int i = 0; i < IN; i++) top = fabsf(x[r * IN + i]) > top ? fabsf(x[r * IN + i]) : top;
    for (int o = 0; o < OUT; o++) {
      int sum = 0;
      for (int i = 0; i < IN; i++) sum += (int)nearbyintf(x[r * IN + i] * (2047.0f / top)) * weights[((o / 16 * 11 + i / 2) * 16 + o % 16) * 2 + i % 2];
      y = (float)sum * (top / 2047.0f * s[o]) + b[o];
      assert_memory_equal(&y, outputs[0] + r * OUT + o, sizeof y);
    }
  }
  q_work_free(work);
  q_graph_close(g);
  q_model_close(m);
}

static void curves_are_close_and_bounded(void **state) {
  (void)state;
  enum { N = 4001 };
  static int8_t w[2 * 16];
  static float x[N], y[N], scale[N];
  static int16_t q[2 * N];
  float one = 1, zero = 0;
  w[0] = 1;
  for (int i = 0; i < N; i++) { q[2 * i] = (int16_t)(i - N / 2); scale[i] = 0.01f; x[i] = (float)(i - N / 2) * 0.01f; }
  q_dense d = { w, &one, &zero, 1, 1, Q_TANH };
  q_kernel_best()->dense(&d, &(q_rounded){ q, scale, N, 1 }, y);
  for (int i = 0; i < N; i++) {
    assert_true(fabs((double)y[i] - tanh((double)x[i])) < 4e-7);
    assert_true(fabsf(y[i]) <= 1);
  }
}

static void scores_are_as_described(void **state) {
  (void)state;
  enum { N = 7, M = 5, D = 512 };
  static float a[N * D], b[M * D];
  float out[N * M];
  q_work *w = q_work_new();
  for (int i = 0; i < N * D; i++) a[i] = i & 1 ? 2.0f : -2.0f;   /* the largest sums there are */
  for (int i = 0; i < M * D; i++) b[i] = i & 1 ? 3.0f : -3.0f;
  assert_int_equal(q_biaffine(a, N, b, M, D, out, w), 0);
  for (int i = 0; i < N * M; i++) assert_true(fabsf(out[i] - 6.0f * D) < 0.01f);
  assert_int_equal(q_biaffine(a, 0, b, M, D, out, w), 0);
  q_work_free(w);
}

static void viterbi_finds_the_best_path(void **state) {
  (void)state;
  enum { N = 6, K = 3, ALL = 729 };
  q_work *w = q_work_new();
  uint64_t seed = 11;
  for (int trial = 0; trial < 50; trial++) {
    float scores[N * K], moves[K * K], best = -1e9f, found = 0;
    int32_t path_[N];
    for (int i = 0; i < N * K; i++) scores[i] = drawn_float(&seed);
    for (int i = 0; i < K * K; i++) moves[i] = drawn_float(&seed);
    assert_int_equal(q_viterbi(scores, N, K, moves, path_, w), 0);
    for (int t = 0; t < N; t++) found += scores[t * K + path_[t]] + (t ? moves[path_[t - 1] * K + path_[t]] : 0);
    for (int p = 0; p < ALL; p++) {
      float sum = 0;
      for (int t = 0, rest = p, last = 0; t < N; t++, rest /= K) { int s = rest % K; sum += scores[t * K + s] + (t ? moves[last * K + s] : 0); last = s; }
      best = sum > best ? sum : best;
    }
    assert_true(fabsf(best - found) < 1e-4f);
  }
  float flat[4 * 3] = { 0 }, none[9] = { 0 };
  int32_t low[4];
  assert_int_equal(q_viterbi(flat, 4, 3, none, low, w), 0);
  for (int t = 0; t < 4; t++) assert_int_equal(low[t], 0);
  assert_int_equal(q_viterbi(flat, 0, 3, none, low, w), 0);
  q_work_free(w);
}

/* ---- graphs ---- */

enum { ROWS = 61, SEGMENTS = 5, TAGS = 37, SENT = 9 };

static void a_batch_changes_no_answer(void **state) {
  (void)state;
  model_writer w = { .count = 0 };
  model_of_all(&w);
  q_model *m = open_of(&w);
  q_graph *g;
  float x[ROWS * 20], tags[ROWS * TAGS], sent[SEGMENTS * SENT];
  int32_t ids[ROWS * 2], starts[SEGMENTS + 1] = { 0, 1, 20, 20, 33, ROWS }, zero = 0;
  uint64_t seed = 9;
  const float *outputs[Q_GRAPH_PORTS];
  q_work *one = q_work_new(), *two = q_work_new();
  assert_int_equal(q_graph_open(m, "graph", &g, &e), 0);
  for (int i = 0; i < ROWS * 20; i++) x[i] = drawn_float(&seed);
  for (int i = 0; i < ROWS * 2; i++) ids[i] = (int32_t)(drawn(&seed) % 60) - 4;
  assert_int_equal(q_graph_run(g, one, ROWS, starts, SEGMENTS, &(q_feed){ .inputs = { x }, .ids = { ids } }, outputs, &e), 0);
  int at = q_graph_output(g, "tags", NULL), at_sent = q_graph_output(g, "sentence", NULL);
  assert_true(at >= 0 && at_sent >= 0);
  memcpy(tags, outputs[at], sizeof tags);
  memcpy(sent, outputs[at_sent], sizeof sent);
  for (int k = SEGMENTS - 1; k >= 0; k--) { /* alone, in another order, in memory that others have used */
    int begin = starts[k], n = starts[k + 1] - begin;
    q_feed feed = { .inputs = { x + begin * 20 }, .ids = { ids + begin * 2 } };
    assert_int_equal(q_graph_run(g, two, n, &zero, 1, &feed, outputs, &e), 0);
    assert_memory_equal(outputs[at], tags + begin * TAGS, (size_t)(n * TAGS) * sizeof *tags);
    assert_memory_equal(outputs[at_sent], sent + k * SENT, SENT * sizeof *sent);
  }
  assert_int_equal(q_graph_run(g, two, 0, NULL, 0, &(q_feed){ .inputs = { x }, .ids = { ids } }, outputs, &e), 0);
  q_work_free(one);
  q_work_free(two);
  q_graph_close(g);
  q_model_close(m);
}

static void a_run_refuses_what_does_not_fit(void **state) {
  (void)state;
  model_writer w = { .count = 0 };
  model_of_all(&w);
  q_model *m = open_of(&w);
  q_graph *g;
  static float x[4 * 37];
  int32_t ids[8] = { 0 }, good[2] = { 0, 2 }, late[2] = { 1, 2 }, back[3] = { 0, 3, 2 }, beyond[2] = { 0, 5 };
  const float *outputs[Q_GRAPH_PORTS];
  q_work *work = q_work_new();
  assert_int_equal(q_graph_open(m, "graph", &g, &e), 0);
  q_feed feed = { .inputs = { x }, .ids = { ids } };
  assert_int_equal(q_graph_run(g, work, 4, good, 2, &feed, outputs, &e), 0);
  assert_int_equal(q_graph_run(g, work, 4, late, 2, &feed, outputs, &e), QUOTH_USAGE);
  assert_int_equal(q_graph_run(g, work, 4, back, 3, &feed, outputs, &e), QUOTH_USAGE);
  assert_int_equal(q_graph_run(g, work, 4, beyond, 2, &feed, outputs, &e), QUOTH_USAGE);
  assert_int_equal(q_graph_run(g, work, 4, NULL, 0, &feed, outputs, &e), QUOTH_USAGE);
  assert_int_equal(q_graph_run(g, work, Q_GRAPH_ROWS + 1, good, 2, &feed, outputs, &e), QUOTH_LIMIT);
  assert_int_equal(q_graph_run(g, work, 4, good, 2, &(q_feed){ .inputs = { x } }, outputs, &e), QUOTH_USAGE);
  assert_int_equal(q_graph_run(g, work, 4, good, 2, &(q_feed){ .ids = { ids } }, outputs, &e), QUOTH_USAGE);
  assert_int_equal(q_graph_run(g, work, 4, good, 2, &feed, outputs, &e), 0);
  feed.inputs[0] = outputs[0];
  assert_int_equal(q_graph_run(g, work, 4, good, 2, &feed, outputs, &e), QUOTH_USAGE);
  q_work_free(work);
  q_graph_close(g);
  q_model_close(m);
}

static void hostile_graphs_are_refused(void **state) {
  (void)state;
  static const struct { const char *text, *why; } all[] = {
    { "", "no output" }, { "x = input x 4\n", "no output" }, { "output y x\n", "x is not known" }, { "x\n", "line 1: neither" }, { "x is input x 4", "neither" }, { "x = output x", "no operation" },
    { "x = input x 0", "0 is no number" }, { "x = input x 9000", "9000 is no number" }, { "x = input x 4x", "4x is no number" }, { "x = input x 99999999999999999999", "no number" }, { "x = input x", "arguments" },
    { "x = input x 4\nx = input y 4", "line 2: x is made twice" }, { "x = input x 4\ny = input x 4", "declared twice" }, { "x = input x 4\ny = add x z", "z is not known" }, { "y = add y y", "y is not known" },
    { "x = input x 4\nz = input z 5\ny = add x z", "4 and 5 columns" }, { "x = input x 4\np = pool x mean\ny = concat x p", "segments do not go" }, { "x = input x 4\np = pool x max", "mean or sqrt" },
    { "x = input x 4\np = pool x mean\nq = pool p mean", "pool reads rows of words" }, { "x = input x 4\np = pool x mean\nq = window p 0 1", "window reads" }, { "x = input x 4\np = pool x mean\nq = sru p s", "sru reads" },
    { "x = input x 4\ny = window x 2 1", "1 is no number" }, { "x = input x 4\ny = window x -65 1", "-65 is no number" }, { "x = input x 8192\ny = window x 0 1", "16384 columns" },
    { "x = input x 4\ny = dense x none", "no block none.n" }, { "x = input x 5\ny = dense x d", "layer d is for 4 inputs" }, { "x = input x 4\ny = dense x d gelu", "gelu is no curve" },
    { "x = input x 4\ny = dense x short", "block short.w" }, { "x = input x 4\ny = dense x endless", "endless.s has a number that is not finite" }, { "x = input x 4\ny = dense x unsized", "block unsized.b of 3 floats" },
    { "x = input x 4\ny = norm x d", "block d.g" }, { "x = input x 4\ny = sru x d", "block d.v" }, { "x = input x 4\ny = sru x odd", "layer odd has 3 outputs, 12 are needed" },
    { "ids a 1\nx = embed a 1 t", "1 is no number" }, { "x = embed a 0 t", "no ids are called a" }, { "ids a 1\nx = embed a 0 d", "block d.q" }, { "ids a 1\nids a 1", "declared twice" }, { "ids a", "ids takes" },
    { "output a", "output takes" }, { "x = concat 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20", "more than" },
    { "a234567890a234567890a234567890a234567890a234567890 = input x 4", "too long" }, { "x = input a234567890a234567890a234567890a234567890a234567890 4", "too long" } };
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    model_writer w = { .seed = 1 };
    q_graph *g = NULL;
    model_text(&w, "graph", *all[i].text ? all[i].text : " ");
    model_dense(&w, "d", 3, 4);
    model_dense(&w, "short", 3, 4);
    w.blocks[w.count - 4].dim[1] = 1;
    w.blocks[w.count - 4].size /= 2;
    model_dense(&w, "endless", 3, 4);
    memset(w.blocks[w.count - 3].bytes, 0xff, 4);
    model_dense(&w, "unsized", 3, 4);
    w.blocks[w.count - 2].dim[0] = 2;
    w.blocks[w.count - 2].size = 8;
    model_dense(&w, "odd", 3, 4);
    model_floats(&w, "odd", "v", 3, 2, 2, 2, 1);
    q_model *m = open_of(&w);
    memset(&e, 0, sizeof e);
    int status = q_graph_open(m, "graph", &g, &e);
    if (status != QUOTH_DATA || g || !strstr(e.message, all[i].why) || !strstr(e.message, "block graph, line")) fail_msg("%s: %d \"%s\" does not say \"%s\"", all[i].text, status, e.message, all[i].why);
    assert_int_equal(q_graph_open(m, "grap", &g, &e), QUOTH_DATA);
    assert_int_equal(q_graph_open(m, "d.s", &g, &e), QUOTH_DATA);
    q_model_close(m);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(written_is_found), cmocka_unit_test(hostile_files_are_refused), cmocka_unit_test(damage_is_found_when_asked_for), cmocka_unit_test(dense_is_as_described),
    cmocka_unit_test(curves_are_close_and_bounded), cmocka_unit_test(scores_are_as_described), cmocka_unit_test(viterbi_finds_the_best_path), cmocka_unit_test(a_batch_changes_no_answer),
    cmocka_unit_test(a_run_refuses_what_does_not_fit), cmocka_unit_test(hostile_graphs_are_refused) };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
