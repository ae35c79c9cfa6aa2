/* Links and claims of small cases, read from documents in tests/link: reports as JSON lines, "---", then lines that must be among the answers. Whatever the order in which
 * the reports are added, one by one or together, the answers are the same; and a report that is forgotten leaves the case as if it had never come. */
#include <setjmp.h>
#include <stdarg.h>
#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>
#include "base/base.h"

enum { REPORTS = 16 };
typedef struct document { char *bytes, *reports[REPORTS]; int count; char *wanted; } document;

static quoth *context;
static char place[64], case_path[96], input_path[96];

static int open_context(void **state) {
  quoth_options o = { .data = ROOT };
  (void)state;
  snprintf(place, sizeof place, "/tmp/quoth-link-XXXXXX");
  if (!mkdtemp(place)) return -1;
  snprintf(case_path, sizeof case_path, "%s/c.db", place);
  snprintf(input_path, sizeof input_path, "%s/in.jsonl", place);
  return quoth_open(&o, &context, NULL);
}

static int close_context(void **state) {
  (void)state;
  quoth_close(context);
  unlink(case_path);
  unlink(input_path);
  return rmdir(place);
}

static document load(const char *name) {
  document d = {0};
  char path[512];
  size_t size;
  snprintf(path, sizeof path, TESTS "/link/%s", name);
  assert_int_equal(q_read_file(path, 1 << 20, &d.bytes, &size, NULL), 0);
  for (char *at = d.bytes; *at;) {
    char *end = at + strcspn(at, "\n"), *next = end + (*end != 0);
    *end = 0;
    if (strcmp(at, "---") == 0) { d.wanted = next; break; }
    assert_true(d.count < REPORTS);
    d.reports[d.count++] = at;
    at = next;
  }
  assert_non_null(d.wanted);
  return d;
}

static void add(char *const *reports, int count) {
  quoth_error e = {0};
  quoth_case *c = NULL;
  quoth_inputs *in = NULL;
  char *paths[] = { input_path };
  FILE *f = fopen(input_path, "w");
  assert_non_null(f);
  for (int i = 0; i < count; i++) fprintf(f, "%s\n", reports[i]);
  fclose(f);
  assert_int_equal(quoth_case_open(case_path, QUOTH_CREATE, &c, &e), 0);
  assert_int_equal(quoth_inputs_open(paths, 1, "jsonl", NULL, &in, &e), 0);
  assert_int_equal(quoth_case_add(c, context, in, NULL, NULL, &e), 0);
  quoth_inputs_close(in);
  assert_int_equal(quoth_case_close(c, &e), 0);
}

static int each_link(void *user, const quoth_link *l) {
  bool turn = strcmp(l->a, l->b) > 0;
  q_buf_printf(user, "link %s %s %s ", turn ? l->b : l->a, turn ? l->a : l->b, l->kind);
  if (l->agency) q_buf_printf(user, "%s %s\n", l->from, l->agency);
  else if (strcmp(l->from, "a") == 0 || strcmp(l->from, "b") == 0) q_buf_printf(user, "from %s\n", *l->from == 'a' ? l->a : l->b);
  else q_buf_printf(user, "%s\n", l->from);
  return 0;
}

static int each_claim(void *user, const quoth_claim *k) {
  q_buf_printf(user, "claim %u reports, %u to %u origins: %s\n", k->reports, k->least, k->most, k->speaker ? k->speaker : "asserted");
  return 0;
}

static int by_line(const void *x, const void *y) { return strcmp(*(char *const *)x, *(char *const *)y); }

/* The lines in order of the alphabet: rows have no order of their own. */
static char *sorted(q_buf *b) {
  char *lines[256], *text = b->at ? b->at : "";
  q_buf out = {0};
  int n = 0;
  for (char *at = strtok(text, "\n"); at && n < 256; at = strtok(NULL, "\n")) lines[n++] = at;
  qsort(lines, (size_t)n, sizeof *lines, by_line);
  for (int i = 0; i < n; i++) { q_buf_str(&out, lines[i]); q_buf_char(&out, '\n'); }
  q_buf_str(&out, "");
  q_buf_free(b);
  return out.at;
}

static char *answers(void) {
  quoth_error e = {0};
  quoth_case *c = NULL;
  q_buf b = {0};
  quoth_claim_query all = { .limit = -1 };
  assert_int_equal(quoth_case_open(case_path, QUOTH_READ, &c, &e), 0);
  int status = quoth_case_trace(c, NULL, each_link, &b, &e);
  assert_true(status == 0 || status == QUOTH_NOTHING);
  status = quoth_case_claims(c, &all, each_claim, &b, &e);
  assert_true(status == 0 || status == QUOTH_NOTHING);
  assert_int_equal(quoth_case_close(c, &e), 0);
  return sorted(&b);
}

static char *made_from(char *const *reports, int count, bool together) {
  unlink(case_path);
  if (together) add(reports, count);
  for (int i = 0; !together && i < count; i++) add(&reports[i], 1);
  return answers();
}

static void holds_wanted(const char *name, const document *d, const char *got) {
  for (char *at = d->wanted; *at;) {
    size_t n = strcspn(at, "\n");
    char line[512];
    snprintf(line, sizeof line, "%.*s\n", (int)n, at);
    if (n && !strstr(got, line)) fail_msg("%s: no line \"%.*s\" in\n%s", name, (int)n, at, got);
    at += n + (at[n] != 0);
  }
}

static void every_document(void (*test)(const char *, document *)) {
  DIR *dir = opendir(TESTS "/link");
  int seen = 0;
  assert_non_null(dir);
  for (struct dirent *f; (f = readdir(dir));) {
    size_t n = strlen(f->d_name);
    if (n < 5 || strcmp(f->d_name + n - 4, ".txt") != 0) continue;
    document d = load(f->d_name);
    test(f->d_name, &d);
    free(d.bytes);
    seen++;
  }
  closedir(dir);
  assert_true(seen > 0);
}

static void wanted(const char *name, document *d) {
  char *got = made_from(d->reports, d->count, true);
  holds_wanted(name, d, got);
  free(got);
}
static void test_documents(void **state) { (void)state; every_document(wanted); }

static void any_order(const char *name, document *d) {
  char *back[REPORTS], *first = made_from(d->reports, d->count, true);
  for (int i = 0; i < d->count; i++) back[i] = d->reports[d->count - 1 - i];
  for (int k = 0; k < 3; k++) {
    char *got = made_from(k ? back : d->reports, d->count, k == 2);
    if (strcmp(first, got) != 0) fail_msg("%s: another order, another case:\n%s\n%s", name, first, got);
    free(got);
  }
  free(first);
}
static void test_orders(void **state) { (void)state; every_document(any_order); }

static void without_one(const char *name, document *d) {
  quoth_error e = {0};
  quoth_case *c = NULL;
  char id[64] = "";
  char *fewer = made_from(d->reports + 1, d->count - 1, true);
  free(made_from(d->reports, d->count, true));
  assert_int_equal(sscanf(d->reports[0], "{\"id\": \"%63[^\"]", id), 1);
  assert_int_equal(quoth_case_open(case_path, QUOTH_WRITE, &c, &e), 0);
  assert_int_equal(quoth_case_forget(c, context, id, &e), 0);
  assert_int_equal(quoth_case_close(c, &e), 0);
  char *got = answers();
  if (strcmp(fewer, got) != 0) fail_msg("%s: %s leaves a trace:\n%s\n%s", name, id, fewer, got);
  free(got);
  free(fewer);
}
static void test_forgetting(void **state) { (void)state; every_document(without_one); }

int main(void) {
  const struct CMUnitTest tests[] = { cmocka_unit_test(test_documents), cmocka_unit_test(test_orders), cmocka_unit_test(test_forgetting) };
  return cmocka_run_group_tests_name("link", tests, open_context, close_context);
}
