/* The tree decoder against brute force on small sentences, and what holds for every sentence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include "parse/tree.h"

static uint64_t seed = 11;
static uint32_t dice(void) { seed = seed * 6364136223846793005u + 1442695040888963407u; return (uint32_t)(seed >> 33); }

static bool is_tree(const int *head, int n, int *roots) {
  *roots = 0;
  for (int d = 0; d < n; d++) {
    if (head[d] < 0 || head[d] > n || head[d] == d + 1) return false;
    *roots += head[d] == 0;
    int steps = 0;
    for (int x = d + 1; x; x = head[x - 1]) if (++steps > n) return false;
  }
  return true;
}

static double sum_of(const float *arc, const int *head, int n) {
  double sum = 0;
  for (int d = 0; d < n; d++) sum += (double)arc[head[d] * n + d];
  return sum;
}

static double brute(const float *arc, int n) {
  int head[6] = { 0 }, roots;
  double best = -1e30;
  for (;;) {
    if (is_tree(head, n, &roots) && roots == 1 && sum_of(arc, head, n) > best) best = sum_of(arc, head, n);
    int k = 0;
    while (k < n && ++head[k] > n) head[k++] = 0;
    if (k == n) return best;
  }
}

static void *scratch;
static float *arcs;
static int heads[400];

static void fill(int n, int kind) {
  for (int i = 0; i < (n + 1) * n; i++) {
    int x = (int)(dice() % 2001) - 1000;
    arcs[i] = kind == 0 ? (float)x / 64 : kind == 1 ? (float)(x % 3) : kind == 2 ? 0 : (float)x / 64 + (i < n ? 200 : 0); /* 3: the root draws all */
  }
}

static void is_the_best(void **state) {
  (void)state;
  for (int i = 0; i < 600; i++) {
    int n = 1 + i % 5, roots;
    fill(n, i / 5 % 4);
    q_tree(arcs, n, heads, scratch);
    assert_true(is_tree(heads, n, &roots));
    assert_int_equal(roots, 1);
    assert_float_equal(sum_of(arcs, heads, n), brute(arcs, n), 1e-6);
  }
}

static void is_a_tree(void **state) {
  (void)state;
  for (int i = 0; i < 120; i++) {
    int n = i < 100 ? 1 + (int)(dice() % 60) : 300, roots;
    fill(n, i % 4);
    q_tree(arcs, n, heads, scratch);
    assert_true(is_tree(heads, n, &roots));
    assert_int_equal(roots, 1);
  }
}

/* A chain in which every word is the best head of the one before it, and the last of the first: contractions within contractions. */
static void survives_cycles(void **state) {
  (void)state;
  int n = 300, roots;
  for (int i = 0; i < (n + 1) * n; i++) arcs[i] = 0;
  for (int d = 0; d < n; d++) {
    arcs[(d % 2 ? d : d + 2 > n ? 1 : d + 2) * n + d] = 10;
    arcs[((d + 3) % n + 1) * n + d] += 5;
  }
  q_tree(arcs, n, heads, scratch);
  assert_true(is_tree(heads, n, &roots));
  assert_int_equal(roots, 1);
}

static void survives_odd_numbers(void **state) {
  (void)state;
  static const float odd[] = { NAN, INFINITY, -INFINITY, 0, -0.0f, 3e38f, -3e38f, 1 };
  for (int i = 0; i < 200; i++) {
    int n = 1 + i % 20, roots;
    for (int k = 0; k < (n + 1) * n; k++) arcs[k] = odd[dice() % 8];
    q_tree(arcs, n, heads, scratch);
    assert_true(is_tree(heads, n, &roots));
    assert_int_equal(roots, 1);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = { cmocka_unit_test(is_the_best), cmocka_unit_test(is_a_tree), cmocka_unit_test(survives_cycles), cmocka_unit_test(survives_odd_numbers) };
  scratch = malloc(q_tree_scratch(300));
  arcs = malloc(301 * 300 * sizeof *arcs);
  int failed = scratch && arcs ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
  free(scratch);
  free(arcs);
  return failed;
}
