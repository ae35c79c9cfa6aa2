/* The case: what is refused, what goes in comes out, what the same report is, in any order; forgetting leaves nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>
#include "casefile/casefile.h"
#include "../case_dump.h"

static char place[64], path[96];

static int set_up(void **state) {
  (void)state;
  snprintf(place, sizeof place, "/tmp/quoth-case-XXXXXX");
  if (!mkdtemp(place)) return -1;
  snprintf(path, sizeof path, "%s/c.db", place);
  return 0;
}

static int tear_down(void **state) {
  static const char *const ends[] = { "", "-wal", "-shm", "-journal" };
  (void)state;
  for (int i = 0; i < 4; i++) { char name[128]; snprintf(name, sizeof name, "%s%s", path, ends[i]); unlink(name); }
  return rmdir(place);
}

/* ---- reports made by hand ---- */

static quoth_spans one_span(quoth_report *r, const char *part) {
  const char *at = part ? strstr(r->text, part) : NULL;
  if (!at) return (quoth_spans){0, 0};
  if (r->span_count == r->span_room) assert_int_equal(q_vec_room(r->arena, &r->spans, &r->span_room, r->span_count, sizeof *r->spans), 0);
  r->spans[r->span_count] = (quoth_span){ (uint32_t)(at - r->text), (uint32_t)(at - r->text + strlen(part)) };
  return (quoth_spans){ r->span_count++, 1 };
}

/* One section, one actor who says content. */
static quoth_report *make(const char *text, const char *outlet, const char *date, const char *name, const char *content) {
  q_arena *a = q_arena_new();
  quoth_report *r = q_alloc(a, sizeof *r);
  *r = (quoth_report){ .arena = a, .id = "x", .source = "x", .format = "jsonl", .language = "en", .language_from = "text", .text = q_strdup(a, text), .length = (uint32_t)strlen(text) };
  r->outlet = outlet ? q_strdup(a, outlet) : NULL;
  r->published.iso = date ? q_strdup(a, date) : NULL;
  r->published.from = date ? "given" : NULL;
  r->sections = q_alloc(a, sizeof *r->sections);
  r->section_count = 1;
  r->sections[0] = (quoth_section){ QUOTH_BODY, NULL, {0, r->length}, NULL };
  if (!name) return r;
  r->actors = q_alloc(a, sizeof *r->actors);
  r->actor_count = 1;
  r->actors[0] = (quoth_actor){ q_strdup(a, name), QUOTH_PERSON, "mayor", -1, one_span(r, name), "mayor" };
  r->statements = q_alloc(a, sizeof *r->statements);
  r->statement_count = 1;
  r->statements[0] = (quoth_statement){ .kind = QUOTH_INDIRECT, .force = QUOTH_DENY, .in = QUOTH_BODY, .content = one_span(r, content), .source = one_span(r, name), .cue = one_span(r, "said"),
    .speaker = 0, .target = -1, .parent = -1, .when = 0, .confidence = 0.75f };
  r->times = q_alloc(a, sizeof *r->times);
  r->time_count = 1;
  r->times[0] = (quoth_time){ r->spans[r->statements[0].cue.first], "2019-03-04", QUOTH_TIME_DATE };
  return r;
}

typedef struct item { const char *text, *outlet, *id, *url, *date; } item;

static q_fate put(q_case *c, const item *i, int64_t *row) {
  quoth_error e;
  quoth_report *r = make(i->text, i->outlet, i->date, "Vera", "the dam holds");
  quoth_input given = { .source = "in.jsonl", .format = "jsonl", .id = i->id, .outlet = i->outlet, .published = i->date, .url = i->url, .record = 1 };
  q_fate fate;
  int64_t ignored;
  r->url = i->url;
  assert_int_equal(q_case_put(c, &given, r, NULL, true, &fate, row ? row : &ignored, &e), 0);
  quoth_report_free(r);
  return fate;
}

static q_case *create(void) {
  q_case *c = NULL;
  quoth_error e = {0};
  if (q_case_open(path, Q_CASE_CREATE, &c, &e)) fail_msg("%s", e.message);
  return c;
}

static char *dump(int *faults) {
  sqlite3 *db;
  char *text = NULL;
  size_t size = 0;
  FILE *out = open_memstream(&text, &size);
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  *faults = case_check(db) + case_dump(db, out);
  sqlite3_close(db);
  fclose(out);
  return text;
}

/* ---- opening ---- */

static void write_file(const char *bytes, size_t n) {
  FILE *f = fopen(path, "wb");
  assert_non_null(f);
  fwrite(bytes, 1, n, f);
  fclose(f);
}

static void change(const char *sql) {
  sqlite3 *db;
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) fail_msg("%s", sqlite3_errmsg(db));
  sqlite3_close(db);
}

static void refuses(q_case_mode mode, int status, const char *because) {
  q_case *c = NULL;
  quoth_error e = {0};
  int got = q_case_open(path, mode, &c, &e);
  if (!got) q_case_close(c, NULL);
  assert_int_equal(got, status);
  if (!strstr(e.message, because)) fail_msg("'%s' does not say '%s'", e.message, because);
}

static void test_no_case(void **state) {
  (void)state;
  refuses(Q_CASE_READ, QUOTH_SYSTEM, "No such file");
  refuses(Q_CASE_WRITE, QUOTH_SYSTEM, "No such file");
  write_file("", 0);
  refuses(Q_CASE_READ, QUOTH_CASE, "empty file");
  write_file("Not a database, but long enough to look at. Not a database, but long enough to look at. Not a database, but long enough.", 120);
  refuses(Q_CASE_READ, QUOTH_CASE, "not a case (no SQLite file)");
  refuses(Q_CASE_CREATE, QUOTH_CASE, "not a case (no SQLite file)");
  unlink(path);
  change("CREATE TABLE t(x)");
  refuses(Q_CASE_READ, QUOTH_CASE, "another program's");
  refuses(Q_CASE_CREATE, QUOTH_CASE, "another program's");
  memcpy(path + strlen(path) - 5, "\0", 1); /* the folder itself */
  refuses(Q_CASE_READ, QUOTH_CASE, "a folder");
  snprintf(path, sizeof path, "%s/c.db", place);
}

/* A case of version 1 has no times: a writer adds the tables, a reader says what to do. */
static void test_older(void **state) {
  (void)state;
  q_case *c = create();
  item i = { "Vera said the dam holds.", "Post", "a", NULL, "2019-03-04" };
  put(c, &i, NULL);
  assert_int_equal(q_case_commit(c, NULL), 0);
  q_case_close(c, NULL);
  change("DROP VIEW times; DROP TABLE statement_time; DROP TABLE time; PRAGMA user_version = 1");
  refuses(Q_CASE_READ, QUOTH_CASE, "older quoth");
  assert_int_equal(q_case_open(path, Q_CASE_WRITE, &c, NULL), 0);
  q_case_close(c, NULL);
  assert_int_equal(q_case_open(path, Q_CASE_READ, &c, NULL), 0);
  quoth_report *r = NULL;
  assert_int_equal(q_case_load(c, NULL, 1, &r, NULL), 0);
  assert_int_equal(r->time_count, 0);
  quoth_report_free(r);
  q_case_close(c, NULL);
}

static void test_hostile_schema(void **state) {
  (void)state;
  q_case_close(create(), NULL);
  change("PRAGMA user_version = 99");
  refuses(Q_CASE_READ, QUOTH_CASE, "newer quoth");
  refuses(Q_CASE_CREATE, QUOTH_CASE, "newer quoth");
  change("PRAGMA user_version = 2; CREATE TRIGGER t AFTER INSERT ON report BEGIN DELETE FROM ledger; END");
  refuses(Q_CASE_WRITE, QUOTH_CASE, "damaged");
  change("DROP TRIGGER t; DROP VIEW who_said; CREATE VIEW who_said AS SELECT load_extension('x') AS report");
  refuses(Q_CASE_READ, QUOTH_CASE, "damaged");
  unlink(path);
  q_case_close(create(), NULL);
  change("CREATE TABLE my_notes(x); CREATE INDEX zz ON report(title); CREATE VIEW my_view AS SELECT 1"); /* a user's own are welcome */
  q_case *c = NULL;
  assert_int_equal(q_case_open(path, Q_CASE_WRITE, &c, NULL), 0);
  q_case_close(c, NULL);
}

static void test_damaged_file(void **state) {
  (void)state;
  item one = { "Vera said that the dam holds.", "Gazette", "7", NULL, NULL };
  q_case *c = create();
  for (int i = 0; i < 40; i++) { char text[80]; snprintf(text, sizeof text, "Vera said that the dam holds. %d", i); item more = { text, "Gazette", NULL, NULL, NULL }; put(c, &more, NULL); }
  put(c, &one, NULL);
  assert_int_equal(q_case_commit(c, NULL), 0);
  assert_int_equal(q_case_close(c, NULL), 0);
  char *bytes;
  size_t size;
  assert_int_equal(q_read_file(path, 1 << 30, &bytes, &size, NULL), 0);
  for (size_t at = 4096; at < size; at += 8192) { /* one page after the other is overwritten: an answer or an error, no crash */
    char *copy = malloc(size);
    memcpy(copy, bytes, size);
    memset(copy + at, 0x5a, at + 4096 <= size ? 4096 : size - at);
    write_file(copy, size);
    free(copy);
    quoth_error e = {0};
    if (q_case_open(path, Q_CASE_READ, &c, &e)) continue;
    quoth_report *r = NULL;
    for (int64_t row = 1; row < 42; row++)
      if (!q_case_load(c, NULL, row, &r, &e)) quoth_report_free(r);
    q_case_close(c, NULL);
  }
  free(bytes);
}

static void test_hostile_values(void **state) {
  (void)state;
  static const char *const changes[] = { "UPDATE section SET end = 1000000", "UPDATE section SET begin = -5", "UPDATE section SET kind = 'x'", "UPDATE statement SET speaker = 40", "UPDATE statement SET seq = 7",
    "UPDATE statement_span SET begin = 30, end = 2", "UPDATE local_actor SET of = 9", "UPDATE local_actor SET kind = NULL", "UPDATE mention SET local = -2", "UPDATE report SET text = CAST(x'c328' AS TEXT)",
    "UPDATE report SET text = x'00ff'", "UPDATE statement SET parent = 3", "UPDATE statement SET force = 'shout'", "INSERT INTO about VALUES(1, 0, 77)", "UPDATE report SET published_end = 99" };
  item one = { "Vera said that the dam holds.", "Gazette", "7", NULL, NULL };
  for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
    unlink(path);
    q_case *c = create();
    int64_t row;
    put(c, &one, &row);
    q_case_commit(c, NULL);
    q_case_close(c, NULL);
    change(changes[i]);
    quoth_report *r = NULL;
    quoth_error e = {0};
    assert_int_equal(q_case_open(path, Q_CASE_READ, &c, &e), 0);
    int got = q_case_load(c, NULL, row, &r, &e);
    if (!got) fail_msg("%s: loaded", changes[i]);
    assert_int_equal(got, QUOTH_CASE);
    q_case_close(c, NULL);
  }
}

static void test_second_writer(void **state) {
  (void)state;
  item one = { "Vera said that the dam holds.", "Gazette", "7", NULL, NULL };
  q_case *c = create(), *reader = NULL;
  put(c, &one, NULL);
  assert_int_equal(q_case_commit(c, NULL), 0);
  refuses(Q_CASE_WRITE, QUOTH_BUSY, "another program is writing");
  int64_t row;
  assert_int_equal(q_case_open(path, Q_CASE_READ, &reader, NULL), 0);
  assert_int_equal(q_case_report(reader, "7", &row, NULL), 0);
  q_case_close(reader, NULL);
  assert_int_equal(q_case_close(c, NULL), 0);
  char wal[128];
  snprintf(wal, sizeof wal, "%s-wal", path);
  assert_int_not_equal(access(wal, F_OK), 0);
}

/* ---- there and back ---- */

static void test_round_trip(void **state) {
  (void)state;
  const char *text = "Vera Žižková said «плотина держит» and more. \xf0\x9f\x8c\x8a الجسر";
  quoth_report *r = make(text, "Газета", "2031-05-06T07:08", "Žižková", "«плотина держит»"), *back = NULL;
  quoth_input given = { .source = "a!b", .format = "text", .title = "T" };
  q_case *c = create();
  q_fate fate;
  int64_t row, found;
  r->title = "T";
  assert_int_equal(q_case_put(c, &given, r, NULL, true, &fate, &row, NULL), 0);
  assert_int_equal(fate, Q_STORED);
  assert_int_equal(q_case_load(c, NULL, row, &back, NULL), 0);
  assert_string_equal(back->text, text);
  assert_string_equal(back->source, "a!b");
  assert_string_equal(back->outlet, "Газета");
  assert_string_equal(back->published.iso, "2031-05-06T07:08");
  assert_string_equal(back->published.from, "given");
  assert_int_equal(back->statement_count, 1);
  quoth_span a = r->spans[r->statements[0].content.first], b = back->spans[back->statements[0].content.first];
  assert_memory_equal(&a, &b, sizeof a);
  assert_int_equal(back->statements[0].force, QUOTH_DENY);
  assert_int_equal(back->statements[0].speaker, 0);
  assert_string_equal(back->actors[0].name, "Žižková");
  assert_int_equal(back->actors[0].mentions.count, 1);
  assert_int_equal(back->characters, q_utf8_count(text, strlen(text)));
  assert_int_equal(quoth_points(back, b.end), q_utf8_count(text, b.end));
  assert_int_equal(strlen(back->id), 10);
  assert_int_equal(q_case_report(c, back->id, &found, NULL), 0);
  assert_int_equal(found, row);
  assert_int_equal(q_case_report(c, "nothing", &found, NULL), QUOTH_NOT_FOUND);
  quoth_report_free(r);
  quoth_report_free(back);
  q_case_close(c, NULL);
}

/* ---- the same report ---- */

static const item dam = { "Vera said that the dam holds.", "Gazette", "7", NULL, "2031-05-01" };

static void test_duplicate_and_version(void **state) {
  (void)state;
  q_case *c = create();
  int64_t first, row;
  item again = dam, other = dam, newer = dam, unknown = dam;
  again.id = "8";
  other.outlet = "Courier";
  newer.text = "Vera said that the dam holds, so far.";
  newer.date = "2031-05-02";
  unknown.outlet = NULL;
  unknown.id = NULL;
  assert_int_equal(put(c, &dam, &first), Q_STORED);
  assert_int_equal(put(c, &dam, &row), Q_DUPLICATE);
  assert_int_equal(put(c, &again, &row), Q_DUPLICATE);
  assert_int_equal(row, first);
  assert_int_equal(put(c, &unknown, &row), Q_DUPLICATE);
  assert_int_equal(row, first);
  assert_int_equal(q_case_report(c, "8", &row, NULL), 0); /* by the id of the duplicate */
  assert_int_equal(row, first);
  assert_int_equal(put(c, &newer, &row), Q_VERSION);
  int64_t latest;
  assert_int_equal(q_case_report(c, "7", &latest, NULL), 0);
  assert_int_equal(latest, row);
  assert_int_equal(put(c, &other, &row), Q_STORED);
  quoth_error e = {0};
  assert_int_equal(q_case_report(c, "7", &row, &e), QUOTH_NOT_FOUND); /* two outlets, one id */
  assert_non_null(strstr(e.message, "several reports"));
  q_case_close(c, NULL);
}

/* Every rule at once: givens without outlet, without id, with the id of another outlet, versions by id and by URL, spellings of an outlet, dates. */
static const item many[] = {
  { "One. Vera said that the dam holds.", "Gazette", "7", NULL, "2031-05-01" }, { "One. Vera said that the dam holds.", "GAZETTE", "5", NULL, "2031-05-03" },
  { "One. Vera said that the dam holds.", NULL, NULL, "http://n/1", "2031-04-30" }, { "One. Vera said that the dam holds.", "Courier", "7", NULL, NULL },
  { "Two. Vera said that the dam holds.", "Gazette", "7", "http://n/2", "2031-05-02" }, { "Three. Vera said that the dam holds.", "Gazette", "9", "http://n/2", NULL },
  { "Four. Vera said that the dam holds.", NULL, "7", NULL, NULL }, { "Four. Vera said that the dam holds.", NULL, "3", NULL, "2031-05-02" },
  { "Four. Vera said that the dam holds.", "Áurea", NULL, NULL, "2031-05-02" }, { "Five. Vera said that the dam holds.", NULL, NULL, NULL, NULL },
  { "Five. Vera said that the dam holds.", NULL, "claim:3", NULL, NULL }, { "Six. Vera said that the dam holds.", "Courier", "a~b", NULL, "2031-01-01" } };
enum { MANY = sizeof many / sizeof *many };

static char *dump_in_order(const int *order, int n) {
  int faults;
  unlink(path);
  q_case *c = create();
  for (int i = 0; i < n; i++) put(c, &many[order[i]], NULL);
  assert_int_equal(q_case_commit(c, NULL), 0);
  assert_int_equal(q_case_close(c, NULL), 0);
  char *text = dump(&faults);
  assert_int_equal(faults, 0);
  return text;
}

static void test_any_order(void **state) {
  (void)state;
  int order[MANY];
  uint32_t seed = 12345;
  for (int i = 0; i < MANY; i++) order[i] = i;
  char *model = dump_in_order(order, MANY);
  for (int round = 0; round < 40; round++) {
    for (int i = MANY - 1; i > 0; i--) {
      seed = seed * 1664525u + 1013904223u;
      int k = (int)((seed >> 8) % (uint32_t)(i + 1)), keep = order[i];
      order[i] = order[k];
      order[k] = keep;
    }
    char *text = dump_in_order(order, MANY);
    if (strcmp(text, model)) fail_msg("another order, another case:\n%s\n---\n%s", model, text);
    free(text);
  }
  free(model);
}

static void test_forget(void **state) {
  (void)state;
  int order[] = { 0, 4, 5, 8 }, without[] = { 0, 5, 8 }, faults;
  char *model = dump_in_order(without, 3);
  free(dump_in_order(order, 4));
  q_case *c = NULL;
  int64_t row;
  assert_int_equal(q_case_open(path, Q_CASE_WRITE, &c, NULL), 0);
  assert_int_equal(q_case_report(c, "7", &row, NULL), 0);
  assert_int_equal(q_case_forget(c, row, NULL), 0);
  assert_int_equal(q_case_commit(c, NULL), 0);
  q_case_close(c, NULL);
  char *text = dump(&faults);
  assert_int_equal(faults, 0);
  assert_string_equal(text, model); /* the versions that it joined have come apart */
  free(text);
  free(model);
}

/* ---- search ---- */

static int count_found(void *user, const quoth_found *f) {
  int *n = user;
  assert_int_equal(f->piece_count > 0, 1);
  (*n)++;
  return 0;
}

static int found(q_case *c, const char *words, const char *speaker) {
  quoth_query q = QUOTH_QUERY_ANY;
  int n = 0;
  q.words = words;
  q.speaker = speaker;
  quoth_error e = {0};
  if (q_case_find(c, &q, count_found, &n, &e) < 0) fail_msg("%s", e.message);
  return n;
}

static void test_search(void **state) {
  (void)state;
  static const char *const texts[][2] = { { "Vera said the bridge is safe", "the bridge is safe" }, { "Vera said que l'Élysée a cédé", "que l'Élysée a cédé" }, { "Vera said dass die Brücke hält", "dass die Brücke hält" },
    { "Vera said que el puente resistirá mañana", "que el puente resistirá mañana" }, { "Vera said ещё один мост", "ещё один мост" }, { "Vera said إن الجسر آمِن", "إن الجسر آمِن" } };
  q_case *c = create();
  for (int i = 0; i < 6; i++) {
    quoth_report *r = make(texts[i][0], "Gazette", NULL, "Vera", texts[i][1]);
    quoth_input given = { .source = "x", .format = "text" };
    q_fate fate;
    int64_t row;
    assert_int_equal(q_case_put(c, &given, r, NULL, true, &fate, &row, NULL), 0);
    quoth_report_free(r);
  }
  assert_int_equal(found(c, "BRIDGE", NULL), 1);
  assert_int_equal(found(c, "elysee cede", NULL), 1);
  assert_int_equal(found(c, "BRUCKE", NULL), 1);
  assert_int_equal(found(c, "manana", NULL), 1);
  assert_int_equal(found(c, "еще", NULL), 1);
  assert_int_equal(found(c, "امن", NULL), 1);
  assert_int_equal(found(c, "ان", NULL), 1);
  assert_int_equal(found(c, "\"puente resistira\"", NULL), 1);
  assert_int_equal(found(c, "\"resistira puente\"", NULL), 0);
  assert_int_equal(found(c, "brid*", NULL), 1);
  assert_int_equal(found(c, NULL, "vera mayor"), 6);
  assert_int_equal(found(c, NULL, "nobody"), 0);
  assert_int_equal(found(c, "\" OR content:bridge", NULL), 0); /* no syntax of FTS5 gets through */
  assert_int_equal(found(c, "- ( ) * :", NULL), 0);
  assert_int_equal(found(c, NULL, NULL), 6);
  q_case_close(c, NULL);
}

#define CASE_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
int main(void) {
  const struct CMUnitTest tests[] = { CASE_TEST(test_no_case), CASE_TEST(test_older), CASE_TEST(test_hostile_schema), CASE_TEST(test_damaged_file), CASE_TEST(test_hostile_values), CASE_TEST(test_second_writer), CASE_TEST(test_round_trip),
    CASE_TEST(test_duplicate_and_version), CASE_TEST(test_any_order), CASE_TEST(test_forget), CASE_TEST(test_search) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
