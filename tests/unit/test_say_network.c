/* The network of statements: its arithmetic, its view of trees, hostile model files; and, where models/say.qm lies, what holds for any text. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>
#include "api/api.h"
#include "say/network.h"
#include "say/path.h"

static void curves(void **state) {
  (void)state;
  for (double x = -30; x < 30; x += 0.37) {
    assert_true(fabs(q_say_exp(x) - exp(x)) <= 1e-12 * exp(x));
    assert_true(fabs(q_say_log(exp(x)) - x) < 1e-9);
  }
  assert_true(q_say_exp(-1e9) == 0);
}

/* "[The mayor] said [she would stay]": said is the root, mayor and stay hang on it. */
static void paths(void **state) {
  (void)state;
  const int32_t head[] = { 1, 2, -1, 5, 5, 2, -1 }, relation[] = { 16, 27, 35, 27, 6, 9, 35 }, sentence[] = { 0, 0, 0, 0, 0, 0, 1 }, loop[] = { 1, 0, 1 }, one[] = { 0, 0, 0 };
  int32_t out[7];
  q_say_paths(head, relation, sentence, 0, 7, 2, out);
  const int32_t want[] = { Q_PATH_BELOW + 27, Q_PATH_BELOW + 27, Q_PATH_SELF, Q_PATH_BELOW + 9, Q_PATH_BELOW + 9, Q_PATH_BELOW + 9, Q_PATH_OTHER_SENTENCE };
  assert_memory_equal(out, want, sizeof want);
  q_say_paths(head, relation, sentence, 0, 3, 5, out);
  assert_int_equal(out[1], Q_PATH_BESIDE + 27);
  assert_int_equal(out[2], Q_PATH_HEAD);
  q_say_paths(loop, one, one, 0, 3, 2, out); /* no tree at all: it still ends */
  assert_int_equal(q_row_relation("nsubj:pass"), q_row_relation("nsubj"));
  assert_int_equal(q_row_relation("nothing"), 0);
  assert_int_equal(q_row_distance(0), 10);
  assert_int_equal(q_row_distance(-70), 0);
  assert_int_equal(q_row_distance(70), 20);
}

static void no_model(void **state) {
  (void)state;
  char dir[] = "/tmp/quoth-say-XXXXXX", path[64];
  quoth_error e = { 0 };
  q_say *s = NULL;
  assert_non_null(mkdtemp(dir));
  assert_int_equal(q_say_open(dir, &s, &e), QUOTH_NOTHING);
  assert_null(s);
  snprintf(path, sizeof path, "%s/say.qm", dir);
  FILE *f = fopen(path, "wb");
  assert_non_null(f);
  for (int i = 0; i < 300; i++) fputc(i, f);
  fclose(f);
  assert_true(q_say_open(dir, &s, &e) < 0);
  assert_null(s);
  assert_non_null(strstr(e.message, "say.qm"));
  unlink(path);
  rmdir(dir);
}

/* ---- with the model ---- */

static quoth_report *read_text(const quoth *q, const char *text, const char *language) {
  quoth_input in = { .source = "test", .bytes = text, .size = strlen(text), .format = "text", .language = language };
  quoth_report *r = NULL;
  quoth_error e = { 0 };
  assert_int_equal(quoth_read(q, &in, &r, &e), 0);
  for (uint32_t i = 0; i < r->statement_count; i++) {
    const quoth_statement *s = &r->statements[i];
    assert_true(s->confidence > 0 && s->confidence <= 1 && s->content.count > 0 && s->parent < (int32_t)r->statement_count && s->parent != (int32_t)i);
    const quoth_spans all[] = { s->content, s->cue, s->source, s->addressee };
    for (int k = 0; k < 4; k++)
      for (uint32_t p = 0; p < all[k].count; p++) assert_true(r->spans[all[k].first + p].begin < r->spans[all[k].first + p].end && r->spans[all[k].first + p].end <= r->length);
  }
  return r;
}

static void texts(void **state) {
  const char *guides[] = { NULL, "polnear", "wikinews" };
  (void)state;
  if (access(ROOT "/models/say.qm", R_OK) != 0) skip();
  for (int g = 0; g < 3; g++) {
    quoth *q = NULL;
    quoth_error e = { 0 };
    assert_int_equal(quoth_open(&(quoth_options){ .data = ROOT, .guide = guides[g] }, &q, &e), 0);
    if (!g) {
      quoth_report *r = read_text(q, "The mayor of Lorn said on Monday that the bridge over the Ister was closed.\n", "en");
      assert_int_equal(r->statement_count, 1);
      quoth_report_free(r);
    }
    quoth_report_free(read_text(q, "", "en"));
    quoth_report_free(read_text(q, "\"\n\n\"\n", "en"));
    q_buf b = { 0 };
    for (int i = 0; i < 500; i++) q_buf_printf(&b, "\"%d boats came,\" Ana Velo said%s", i, i % 7 ? ". " : ".\n\n");
    quoth_report *r = read_text(q, b.at, "en"), *again = read_text(q, b.at, "en");
    assert_true(r->statement_count > 300);
    assert_int_equal(r->statement_count, again->statement_count);
    for (uint32_t i = 0; i < r->statement_count; i++) assert_true(r->statements[i].confidence == again->statements[i].confidence);
    quoth_report_free(r);
    quoth_report_free(again);
    q_buf_free(&b);
    quoth_close(q);
  }
  quoth *q = NULL;
  quoth_error e = { 0 };
  assert_int_equal(quoth_open(&(quoth_options){ .data = ROOT, .guide = "nobody" }, &q, &e), QUOTH_USAGE);
}

int main(void) {
  const struct CMUnitTest tests[] = { cmocka_unit_test(curves), cmocka_unit_test(paths), cmocka_unit_test(no_model), cmocka_unit_test(texts) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
