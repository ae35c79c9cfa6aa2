/* Two reports in memory: what is shared, and whether two passages say the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>
#include "api/api.h"

static quoth *context;
static q_arena *arena;

static int open_context(void **state) {
  quoth_options o = { .data = ROOT };
  (void)state;
  arena = q_arena_new();
  return arena ? quoth_open(&o, &context, NULL) : -1;
}
static int close_context(void **state) {
  (void)state;
  quoth_close(context);
  q_arena_free(arena);
  return 0;
}

static quoth_report *report(const char *text) {
  quoth_input in = { .source = "t", .bytes = text, .size = strlen(text), .format = "jsonl", .language = "en" };
  quoth_report *r = NULL;
  assert_int_equal(quoth_read(context, &in, &r, NULL), 0);
  return r;
}

#define MIDDLE "the two lifts in the northern tower stood still for most of the morning because a cable had frayed near the third floor, and a boy of nine was kept waiting between floors"
static const char long_a[] = "Nothing else of note happened that day. On Monday " MIDDLE ". His mother brought him soup.";
static const char long_b[] = "A letter to the owners came back unopened. We hear that " MIDDLE " until the smith came with his saw.";
static const char other[] = "Sheep farmers on the plateau lost forty animals to a late frost. Hay is dear this year, and the co-operative has none to lend.";
static const char reworded_a[] = "The museum bought three clay lamps from a dealer in Verrin for eleven hundred crowns. The lamps were found in a drowned quarry by two divers. Their age is disputed among scholars of the museum.";
static const char reworded_b[] = "Three clay lamps were bought by the museum for eleven hundred crowns from a Verrin dealer. Two divers had found the lamps in a quarry that was drowned. Scholars of the museum dispute their age.";

static q_passages compare(const char *a, const char *b, quoth_report **ra, quoth_report **rb) {
  q_passages out = {0};
  *ra = report(a);
  *rb = report(b);
  assert_int_equal(q_compare(context->langs, *ra, *rb, arena, &out), 0);
  return out;
}

static void test_copied(void **state) {
  quoth_report *a, *b;
  (void)state;
  q_passages p = compare(long_a, long_b, &a, &b);
  assert_int_equal(p.count, 1);
  assert_int_equal(p.at[0].kind, Q_COPIED);
  assert_int_equal(p.at[0].a.begin, strstr(long_a, "the two lifts") - long_a);
  assert_int_equal(p.at[0].a.end, strstr(long_a, ". His mother") - long_a);
  assert_int_equal(p.at[0].b.begin, strstr(long_b, "the two lifts") - long_b);
  assert_int_equal(p.at[0].b.end, strstr(long_b, " until the smith") - long_b);
  quoth_report_free(a);
  quoth_report_free(b);
}

static void test_nothing_shared(void **state) {
  quoth_report *a, *b;
  (void)state;
  assert_int_equal(compare(long_a, other, &a, &b).count, 0);
  quoth_report_free(a);
  quoth_report_free(b);
  assert_int_equal(compare("", other, &a, &b).count, 0);
  quoth_report_free(a);
  quoth_report_free(b);
}

static void test_reworded(void **state) {
  quoth_report *a, *b;
  (void)state;
  q_passages p = compare(reworded_a, reworded_b, &a, &b);
  assert_int_equal(p.count, 1);
  assert_int_equal(p.at[0].kind, Q_REWORDED);
  quoth_report_free(a);
  quoth_report_free(b);
}

/* Any shared run of eight words shares a print. */
static void test_fingerprints(void **state) {
  quoth_report *a = report(long_a), *b = report(long_b);
  q_prints x, y;
  uint32_t shared = 0;
  (void)state;
  assert_int_equal(q_fingerprint(context->langs, a, arena, &x), 0);
  assert_int_equal(q_fingerprint(context->langs, b, arena, &y), 0);
  for (uint32_t i = 0; i < x.count; i++)
    for (uint32_t k = 0; k < y.count; k++) shared += x.at[i].hash == y.at[k].hash;
  assert_true(shared >= 5);
  quoth_report_free(a);
  quoth_report_free(b);
}

static q_gist gist(quoth_report *r) {
  q_stems stems;
  q_gist g;
  quoth_span all = { 0, r->length };
  assert_int_equal(q_stems_of(context->langs, r, arena, &stems), 0);
  assert_int_equal(q_gist_of(context->langs, r, &stems, &all, 1, arena, &g), 0);
  return g;
}

static double same(const char *a, const char *b, bool *differ) {
  quoth_report *ra = report(a), *rb = report(b);
  q_gist x = gist(ra), y = gist(rb);
  double there = q_same(&x, &y), back = q_same(&y, &x);
  *differ = q_counts_differ(&x, &y);
  assert_true(there == back);
  quoth_report_free(ra);
  quoth_report_free(rb);
  return there;
}

static void test_same(void **state) {
  bool differ;
  (void)state;
  double again = same("The mill at Lissen killed 12 people when it fell.", "When the mill at Lissen fell, 12 people were killed.", &differ);
  assert_false(differ);
  assert_true(again > 0.8);
  assert_true(same("The mill at Lissen killed 12 people when it fell.", "The mill at Lissen killed 40 people when it fell.", &differ) < 0.5);
  assert_true(differ);
  assert_true(same("The mill at Lissen killed 12 people when it fell.", "The mill at Lissen did not fall.", &differ) < again);
  assert_true(same("The mill at Lissen killed 12 people when it fell.", "Hay is dear this year.", &differ) < 0.2);
}

int main(void) {
  const struct CMUnitTest tests[] = { cmocka_unit_test(test_copied), cmocka_unit_test(test_nothing_shared), cmocka_unit_test(test_reworded), cmocka_unit_test(test_fingerprints), cmocka_unit_test(test_same) };
  return cmocka_run_group_tests_name("match", tests, open_context, close_context);
}
