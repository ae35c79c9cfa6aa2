/* Pieces: texts of our own in six languages are cut as the sentencepiece library cut them (train/check_pieces.py holds far more against it); vectors are the table's; a hostile list
 * does no harm. Needs models/pieces.qm, else skips what reads it. */
#include <setjmp.h>
#include <stdarg.h>
#include <math.h>
#include <unistd.h>
#include <cmocka.h>
#include "net/pieces.h"
#include "../model_writer.h"

static q_pieces *p;
static q_pieces_scratch scratch;
static int32_t ids[1 << 16];

/* The strings by id, as the file holds them for tools. */
static const char *strings[1 << 18];

static int set_up(void **state) {
  (void)state;
  uint32_t dim[4];
  q_model *m = NULL;
  if (access(ROOT "/models/pieces.qm", R_OK) != 0) return 0;
  if (q_pieces_open(ROOT "/models", &p, NULL) != 0 || q_model_open(ROOT "/models/pieces.qm", &m, NULL) != 0) return -1;
  const char *at = q_model_block(m, "pieces.text", Q_U8, 1, dim);
  for (uint32_t i = 0; i < q_pieces_count(p); i++, at += strlen(at) + 1) strings[i] = at;
  *state = m;
  return 0;
}
static int tear_down(void **state) {
  q_model_close(*state);
  q_pieces_close(p);
  return 0;
}

static const char *cut(const char *text) {
  static char out[4096];
  size_t n = 0;
  int count = q_pieces_cut(p, text, strlen(text), &scratch, ids, 256);
  *out = 0;
  for (int i = 0; i < count; i++) n += (size_t)snprintf(out + n, sizeof out - n, i ? " %s" : "%s", strings[ids[i]]);
  return out;
}

static void texts_are_cut_as_the_library_cuts(void **state) {
  static const char *const table[][2] = {
#include "../pieces_table.inc"
  };
  (void)state;
  if (!p) skip();
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) assert_string_equal(cut(table[i][0]), table[i][1]);
}

static void blanks_and_bad_bytes(void **state) {
  (void)state;
  if (!p) skip();
  assert_int_equal(q_pieces_cut(p, "", 0, &scratch, ids, 9), 0);
  assert_int_equal(q_pieces_cut(p, " \t\n  ", 5, &scratch, ids, 9), 0);
  assert_string_equal(cut(" \xe3\x80\x80the \t  bridge\n"), "\xe2\x96\x81the \xe2\x96\x81" "bridge");
  assert_string_equal(cut("a\xff\xfe" "b"), "\xe2\x96\x81" "a <unk> b");
  assert_int_equal(q_pieces_cut(p, "a\0b", 3, &scratch, ids, 9), 3);
  assert_int_equal(ids[1], Q_PIECE_UNKNOWN);
  assert_int_equal(q_pieces_cut(p, "the bridge of Lorn", 18, &scratch, ids, 2), 2);
}

static void long_runs_end(void **state) {
  enum { N = 200000 };
  char *text = malloc(N);
  (void)state;
  if (!p) { free(text); skip(); }
  memset(text, 'a', N);
  int n = q_pieces_cut(p, text, N, &scratch, ids, 1 << 16);
  assert_true(n > N / 16 && n <= N);
  free(text);
}

static void vectors_are_means_of_rows(void **state) {
  uint32_t dim[4];
  float one[Q_PIECES_DIM], two[Q_PIECES_DIM], both[Q_PIECES_DIM];
  int32_t pair[2] = { 100, 70000 };
  if (!p) skip();
  const uint8_t *q = q_model_block(*state, "table.q", Q_U8, 2, dim), *s = q_model_block(*state, "table.s", Q_U8, 2, dim);
  const float *scale = q_model_block(*state, "table.scale", Q_F32, 1, dim);
  q_pieces_vector(p, pair, 1, one);
  q_pieces_vector(p, pair + 1, 1, two);
  q_pieces_vector(p, pair, 2, both);
  for (int i = 0; i < Q_PIECES_DIM; i++) {
    uint8_t byte = q[100 * 256 + i / 32 * 16 + i % 16];
    assert_true(one[i] == (float)((i % 32 < 16 ? byte & 15 : byte >> 4) - 8) * scale[s[100 * 16 + i / 32]]);
    assert_true(both[i] == (one[i] + two[i]) / 2);
  }
  q_pieces_vector(p, pair, 0, one);
  assert_true(one[0] == 0 && one[511] == 0);
  assert_int_equal(q_model_verify(*state, NULL), 0);
}

/* A list whose tries hold anything, loops included: refused where it does not fit, else used within its bounds. */
static void hostile_lists(void **state) {
  char place[64] = "/tmp/quoth-pieces-XXXXXX", path[96];
  quoth_error e = { 0 };
  (void)state;
  assert_non_null(mkdtemp(place));
  snprintf(path, sizeof path, "%s/pieces.qm", place);
  for (int fault = 0; fault < 40; fault++) {
    model_writer w = { .seed = (uint64_t)fault };
    q_pieces *made = NULL;
    float *score = model_add(&w, "pieces.score", Q_F32, 1, 5, 1, 1, 1);
    for (int i = 0; i < 5; i++) score[i] = (float)-i;
    if (fault == 1) score[4] = NAN;
    for (int t = 0; t < 2; t++) {
      if (fault == 2 + t) continue;
      uint32_t *unit = model_add(&w, t ? "norm.trie" : "pieces.trie", Q_U32, 1, 256, 1, 1, 1);
      for (uint32_t i = 0; i < 256; i++) unit[i] = (drawn(&w.seed) % 512) << 10 | (i && drawn(&w.seed) % 4 ? 0x100 : 0) | (drawn(&w.seed) % 3 ? i : drawn(&w.seed) & 255);
    }
    memset(model_add(&w, "norm.text", Q_U8, 1, 99, 1, 1, 1), 'x', fault == 4 ? 99 : 98);
    model_add(&w, "table.q", Q_U8, 2, fault == 5 ? 4 : 5, 256, 1, 1);
    model_add(&w, "table.s", Q_U8, 2, 5, fault == 6 ? 8 : 16, 1, 1);
    float *scale = model_add(&w, "table.scale", Q_F32, 1, fault == 7 ? 128 : 256, 1, 1, 1);
    if (fault == 8) scale[0] = INFINITY;
    assert_int_equal(model_write(&w, path), 0);
    int status = q_pieces_open(place, &made, &e);
    assert_int_equal(status, fault >= 1 && fault <= 8 ? QUOTH_DATA : 0);
    if (status) { assert_null(made); assert_non_null(strstr(e.message, "block ")); continue; }
    char text[4096];
    for (size_t i = 0; i < sizeof text; i++) text[i] = (char)drawn(&w.seed);
    int n = q_pieces_cut(made, text, sizeof text, &scratch, ids, 1 << 16);
    for (int i = 0; i < n; i++) assert_true(ids[i] >= 0 && ids[i] < 5);
    q_pieces_close(made);
  }
  unlink(path);
  rmdir(place);
  q_pieces *none;
  assert_int_equal(q_pieces_open(place, &none, &e), QUOTH_SYSTEM);
}

int main(void) {
  const struct CMUnitTest tests[] = { cmocka_unit_test(texts_are_cut_as_the_library_cuts), cmocka_unit_test(blanks_and_bad_bytes), cmocka_unit_test(long_runs_end),
    cmocka_unit_test(vectors_are_means_of_rows), cmocka_unit_test(hostile_lists) };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
