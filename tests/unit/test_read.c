/* Reading: the documents of tests/read (a page, `---`, what it is read as), charsets, dates, inputs good and bad.
 * QUOTH_WRITE=1 writes what pages are read as below their `---`, to be checked by eye. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include "read/inside.h"

static q_langs *langs;

static int open_languages(void **state) {
  (void)state;
  return q_langs_open(ROOT "/lang", &langs, NULL);
}

static int close_languages(void **state) {
  (void)state;
  q_langs_close(langs);
  return 0;
}

/* ---- pages as documents ---- */

static const char *const kinds[] = { "headline", "body", "caption", "credit", "related", "furniture", "comment" };
static const char *const credits[] = { "agency", "photo", "translation", "source", "byline" };

/* The first words of a section and its last, on one line. */
static void put_extent(q_buf *b, const char *s, size_t n) {
  enum { EDGE = 40 };
  char flat[200];
  size_t k = 0;
  const char *end = s + n, *p = s;
  for (int i = 0; i < EDGE && p < end; i++) q_utf8_next(&p, end);
  const char *tail = end;
  for (int i = 0; i < 16 && tail > p; i++) q_utf8_prev(p, &tail);
  for (const char *c = s; c < p && k < sizeof flat - 4; c++) flat[k++] = *c == '\n' ? ' ' : *c;
  q_buf_add(b, flat, k);
  if (p == end) return;
  if (tail > p) q_buf_str(b, " ... ");
  for (const char *c = tail; c < end; c++) q_buf_char(b, *c == '\n' ? ' ' : *c);
}

static void describe(const quoth_report *r, q_buf *b) {
  q_buf_printf(b, "language: %s\n", r->language);
  if (r->title) q_buf_printf(b, "title: %s\n", r->title);
  if (r->outlet) q_buf_printf(b, "outlet: %s\n", r->outlet);
  if (r->published.iso) q_buf_printf(b, "published: %s\n", r->published.iso);
  if (r->updated.iso) q_buf_printf(b, "updated: %s\n", r->updated.iso);
  if (r->dateline.span.end) q_buf_printf(b, "dateline: %s | %s\n", r->dateline.place ? r->dateline.place : "", r->dateline.agency ? r->dateline.agency : "");
  for (uint32_t i = 0; i < r->credit_count; i++) {
    assert_memory_equal(r->text + r->credits[i].span.begin, r->credits[i].name, strlen(r->credits[i].name));
    q_buf_printf(b, "%s: %s\n", credits[r->credits[i].kind], r->credits[i].name);
  }
  for (uint32_t i = 0; i < r->section_count; i++) {
    const quoth_section *s = &r->sections[i];
    q_buf_printf(b, "[%s%s%s%s%s] ", kinds[s->kind], s->role ? " " : "", s->role ? s->role : "", s->language ? " in " : "", s->language ? s->language : "");
    put_extent(b, r->text + s->span.begin, s->span.end - s->span.begin);
    q_buf_char(b, '\n');
  }
}

static bool run_document(const char *path) {
  char *bytes;
  size_t size;
  quoth_error e = { 0 };
  quoth_report *r = NULL;
  q_buf got = { 0 };
  assert_int_equal(q_read_file(path, 1 << 20, &bytes, &size, &e), 0);
  char *line = strstr(bytes, "\n---\n");
  size_t page = line ? (size_t)(line + 1 - bytes) : size;
  quoth_input in = { .source = path, .bytes = bytes, .size = page, .format = "text" };
  assert_int_equal(q_read_report(langs, &in, &r, &e), 0);
  describe(r, &got);
  q_arena_free(r->arena);
  bool same = line && strcmp(line + 5, got.at) == 0;
  if (!same && getenv("QUOTH_WRITE")) {
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    fwrite(bytes, 1, page, f);
    fprintf(f, "---\n%s", got.at);
    fclose(f);
  } else if (!same) {
    print_message("%s: is read as\n%s\n", path, got.at);
  }
  q_buf_free(&got);
  free(bytes);
  return same;
}

static int documents(const struct dirent *d) {
  size_t n = strlen(d->d_name);
  return n > 4 && strcmp(d->d_name + n - 4, ".txt") == 0;
}

static void test_documents(void **state) {
  struct dirent **names;
  int n = scandir(TESTS "/read", &names, documents, alphasort), failed = 0;
  (void)state;
  assert_true(n > 0);
  for (int i = 0; i < n; i++) {
    char path[4096], code[3] = { names[i]->d_name[0], names[i]->d_name[1], 0 };
    snprintf(path, sizeof path, TESTS "/read/%s", names[i]->d_name);
    if (q_langs_get(langs, code)) failed += !run_document(path);
    free(names[i]);
  }
  free(names);
  assert_int_equal(failed, 0);
}

/* ---- charsets ---- */

static void check_charset(const char *bytes, size_t size, const char *want) {
  q_arena *a = q_arena_new();
  char *text;
  size_t n;
  assert_int_equal(q_charset(a, bytes, size, &text, &n, NULL, NULL), 0);
  assert_string_equal(text, want);
  assert_int_equal(n, strlen(want));
  q_arena_free(a);
}
#define CHARSET(bytes, want) check_charset(bytes, sizeof(bytes) - 1, want)

static void test_charsets(void **state) {
  (void)state;
  CHARSET("\xef\xbb\xbfTarn", "Tarn");
  CHARSET("\xff\xfeT\0\xe9\0", "Té");
  CHARSET("\xfe\xff\0T\0\xe9", "Té");
  CHARSET("T\0a\0r\0n\0 \0i\0s\0 \0a\0", "Tarn is a");
  CHARSET("\0\0\xfe\xff\0\0\0T", "T");
  CHARSET("\xff\xfe\0\0T\0\0\0", "T");
  CHARSET("Tarn\0Arvo", "Tarn\xef\xbf\xbd" "Arvo");
  CHARSET("Vellin: \xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9 \xff.", "Vellin: éééééééé \xef\xbf\xbd.");
  CHARSET("charset=windows-1251\n\xcf\xf0\xe8\xe2\xe5\xf2", "charset=windows-1251\nПривет");
  CHARSET("Le gouverneur de Tarn a \xe9" "t\xe9 \xe9" "lu hier soir, d'apr\xe8s la mairie. Il a promis une \xe9" "cole.",
    "Le gouverneur de Tarn a été élu hier soir, d'après la mairie. Il a promis une école.");
  CHARSET("T\xff\xfe", "Tÿþ");
}

/* ---- dates ---- */

static void check_date(const char *code, const char *order, const char *text, const char *want) {
  const q_lang *l = q_langs_get(langs, code), *en = q_langs_get(langs, "en");
  if (!l) return;
  q_calendar c = { l, en, order, l != en };
  q_found_date d = { 0 };
  uint32_t at = 0;
  bool found = q_date_next(&c, text, &at, (uint32_t)strlen(text), &d);
  if (found != (want != NULL) || (found && strcmp(d.iso, want) != 0)) print_message("%s: \"%s\": %s, not %s\n", code, text, found ? d.iso : "no date", want ? want : "none");
  assert_int_equal(found, want != NULL);
  if (want) assert_string_equal(d.iso, want);
}

static void test_dates(void **state) {
  (void)state;
  check_date("en", NULL, "2017-06-09T16:48:07Z", "2017-06-09T16:48Z");
  check_date("en", NULL, "16:48 09.06.2017", "2017-06-09T16:48");
  check_date("en", NULL, "Friday, June 9, 2017 at 4:48 p.m. EST", "2017-06-09T16:48-05:00");
  check_date("en", NULL, "9th of October 2017", "2017-10-09");
  check_date("en", NULL, "Oct. 9 2017 | 12:05 AM GMT", "2017-10-09T00:05Z");
  check_date("en", NULL, "25/12/2017", "2017-12-25");
  check_date("en", NULL, "06/09/2017", NULL);
  check_date("en", "mdy", "06/09/2017", "2017-06-09");
  check_date("en", "dmy", "06/09/2017", "2017-09-06");
  check_date("en", NULL, "on 31 February 2017", NULL);
  check_date("en", NULL, "in May 2017 he had 9 of them", NULL);
  check_date("fr", NULL, "Publié le 1er juin 2017 à 16h48", "2017-06-01T16:48");
  check_date("fr", NULL, "06/09/2017", "2017-09-06");
  check_date("de", NULL, "Stand: 9. Juni 2017, 16.48 Uhr", "2017-06-09T16:48");
  check_date("es", NULL, "9 de junio de 2017 a las 16:48", "2017-06-09T16:48");
  check_date("ru", NULL, "16:48, 9 июня 2017 г. МСК", "2017-06-09T16:48");
  check_date("ar", NULL, "٩ حزيران/يونيو ٢٠١٧", "2017-06-09");
  check_date("ar", NULL, "9 يونيو 2017 الساعة 16:48", "2017-06-09T16:48");
  char iso[40];
  q_calendar none = { 0 }, dmy = { q_langs_get(langs, "en"), NULL, "dmy", true };
  assert_false(q_date_given(&none, "9.6.2017", iso));
  assert_true(q_date_given(&dmy, "9.6.2017", iso));
  assert_string_equal(iso, "2017-06-09");
  assert_true(q_date_given(&dmy, "9 June 2017", iso));
  assert_true(q_date_given(&none, "2017-06-09 16:48+03:00", iso));
  assert_string_equal(iso, "2017-06-09T16:48+03:00");
}

static void test_languages(void **state) {
  (void)state;
  const char *const texts[][2] = { { "en", "The governor said on Monday that the bridge would be closed for two years." },
    { "fr", "Le gouverneur a dit lundi que le pont serait fermé pendant deux ans." }, { "de", "Der Gouverneur sagte am Montag, dass die Brücke für zwei Jahre geschlossen wird." },
    { "es", "El gobernador dijo el lunes que el puente estará cerrado durante dos años." }, { "ru", "Губернатор сказал в понедельник, что мост закроют на два года." },
    { "ar", "قال الحاكم يوم الاثنين إن الجسر سيغلق لمدة عامين بسبب الأعمال." }, { "other", "知事は月曜日に橋が二年間閉鎖されると述べた。" },
    { "other", "Il governatore ha detto lunedì che il ponte sarà chiuso per due anni a causa dei lavori che non possono più aspettare, ha aggiunto." } };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    float sure;
    if (strcmp(texts[i][0], "other") != 0 && !q_langs_get(langs, texts[i][0])) continue;
    assert_string_equal(q_langs_identify(langs, texts[i][1], strlen(texts[i][1]), &sure), texts[i][0]);
  }
  assert_string_equal(q_langs_identify(langs, "12 + 3", 6, NULL), "und");
}

/* ---- inputs ---- */

static char folder[64];

static const char *put(const char *name, const char *bytes, size_t size) {
  static char path[200];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *f = fopen(path, "wb");
  assert_non_null(f);
  assert_int_equal(fwrite(bytes, 1, size, f), size);
  fclose(f);
  return path;
}

static int make_folder(void **state) {
  (void)state;
  strcpy(folder, "/tmp/quoth-read-XXXXXX");
  return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
  char command[100];
  (void)state;
  snprintf(command, sizeof command, "rm -rf '%s'", folder);
  return system(command);
}

/* Reads all of the folder: statuses as letters, "." for an input. */
static void outcome(const char *from, char *out, quoth_error *last) {
  char *paths[] = { folder };
  quoth_inputs *in;
  quoth_input x;
  int status;
  assert_int_equal(quoth_inputs_open(paths, 1, from, NULL, &in, NULL), 0);
  while ((status = quoth_inputs_next(in, &x, last)) != QUOTH_NOTHING) {
    *out++ = status == 0 ? '.' : status == QUOTH_DATA ? 'D' : status == QUOTH_LIMIT ? 'L' : status == QUOTH_SYSTEM ? 'S' : status == QUOTH_UNSUPPORTED ? 'U' : '?';
    if (status == 0) { assert_non_null(x.bytes); assert_true(x.size > 0); }
  }
  *out = 0;
  quoth_inputs_close(in);
}

static void test_broken_line(void **state) {
  char lines[2000] = "", got[64];
  quoth_error e = { 0 };
  (void)state;
  for (int i = 1; i <= 10; i++) sprintf(lines + strlen(lines), i == 7 ? "{\"id\": %d, \"text\": \"Tarn\n" : "{\"id\": %d, \"text\": \"Tarn\"}\n", i);
  put("a.jsonl", lines, strlen(lines));
  outcome(NULL, got, &e);
  assert_string_equal(got, "......D...");
  assert_int_equal(e.record, 7);
  assert_non_null(strstr(e.message, "line 7"));
}

static void test_refusals(void **state) {
  char got[64], binary[600];
  quoth_error e = { 0 };
  (void)state;
  for (size_t i = 0; i < sizeof binary; i++) binary[i] = (char)(i % 7 ? i : 0);
  put("a-empty", "", 0);
  put("b-html", "\n<!DOCTYPE html><p>Tarn", 22);
  put("c-binary", binary, sizeof binary);
  put("d-text", "Tarn is quiet.", 14);
  put("e-blank", " \n \n", 4);
  put("f-json", "{\n \"text\": \"Tarn\"\n}\n", 20);
  put("g-wide", "\xff\xfeT\0" "a\0r\0n\0", 10);
  put("h.jsonl", "{\"text\": \"\"}\n{\"text\": 5}\n{\"id\": \"x\"}\n[]\n\n{\"text\": \"a\\ud800b\\u0000\"}\n{\"text\": \"\xff\"}\n", 82);
  outcome(NULL, got, &e);
  assert_string_equal(got, "DUD.DU.DDDD..");
  outcome("text", got, &e);
  assert_string_equal(got, "D...D...");
}

static void test_folders(void **state) {
  char path[200], got[64];
  quoth_error e = { 0 };
  (void)state;
  snprintf(path, sizeof path, "%s/b", folder);
  mkdir(path, 0700);
  put("b/2.txt", "Two.", 4);
  put("b/1.txt", "One.", 4);
  put("a.txt", "Zero.", 5);
  put(".hidden", "No.", 3);
  snprintf(path, sizeof path, "%s/c", folder);
  mkdir(path, 0700);
  outcome(NULL, got, &e);
  assert_string_equal(got, "...D");
  char *missing[] = { (char *)"/nonexistent/tarn" };
  quoth_inputs *in;
  quoth_input x;
  assert_int_equal(quoth_inputs_open(missing, 1, NULL, NULL, &in, &e), 0);
  assert_int_equal(quoth_inputs_next(in, &x, &e), QUOTH_SYSTEM);
  assert_string_equal(e.file, missing[0]);
  assert_int_equal(quoth_inputs_next(in, &x, &e), QUOTH_NOTHING);
  quoth_inputs_close(in);
  assert_int_equal(quoth_inputs_open(missing, 1, "html", NULL, &in, &e), QUOTH_UNSUPPORTED);
  assert_int_equal(quoth_inputs_open(missing, 1, "xml", NULL, &in, &e), QUOTH_USAGE);
}

static void test_gzip(void **state) {
  char path[200], got[64], noise[4096];
  quoth_error e = { 0 };
  (void)state;
  snprintf(path, sizeof path, "%s/a.jsonl.gz", folder);
  gzFile z = gzopen(path, "wb");
  unsigned x = 1;
  for (size_t i = 0; i < sizeof noise; i++) noise[i] = (char)('a' + (x = x * 1103515245 + 12345) / 65536 % 26);
  for (int i = 0; i < 3; i++) gzprintf(z, "{\"text\": \"%.*s\"}\n", 3000, noise + i * 300);
  gzclose(z);
  outcome(NULL, got, &e);
  assert_string_equal(got, "...");
  struct stat st;
  assert_int_equal(stat(path, &st), 0);
  assert_int_equal(truncate(path, st.st_size - 40), 0);
  outcome(NULL, got, &e);
  assert_string_equal(got + strspn(got, "."), "D");
  assert_non_null(strstr(e.message, "truncated"));
}

static void test_long_lines(void **state) {
  char got[64];
  quoth_error e = { 0 };
  size_t size = (64u << 20) + 100;
  char *big = malloc(size);
  (void)state;
  assert_non_null(big);
  memset(big, 'a', size);
  memcpy(big, "{\"text\": \"", 10);
  memcpy(big + size - 30, "\n{\"text\": \"Tarn is quiet.\"}\n\n\n", 30);
  put("a.jsonl", big, size);
  put("b.txt", big + 20, size - 60);
  free(big);
  outcome(NULL, got, &e);
  assert_string_equal(got, "L.L");
}

/* Kept text is the input, character for character. */
static void test_text_is_kept(void **state) {
  const char text[] = "  Tarn\r\n\r\n\tThe end \xc2\xa0.\n\n";
  quoth_report *r;
  (void)state;
  for (int i = 0; i < 2; i++) {
    quoth_input in = { .source = "-", .bytes = text, .size = sizeof text - 1, .format = i ? "jsonl" : "text" };
    assert_int_equal(q_read_report(langs, &in, &r, NULL), 0);
    assert_string_equal(r->text, text);
    q_arena_free(r->arena);
  }
}

static void test_given(void **state) {
  const char text[] = "Published 3 May 2018 Fire in Tarn AFP Friday 4 May 2018 A fire broke out in the old town of Tarn and the police said that nobody was hurt in it at all on Friday.";
  quoth_input in = { .source = "-", .bytes = text, .size = sizeof text - 1, .format = "jsonl", .title = "Fire in Tarn - The Tarn Herald", .outlet = "Herald", .published = "2018-05-05", .language = "en-GB" };
  quoth_report *r;
  (void)state;
  in.title = "Fire in Tarn";
  assert_int_equal(q_read_report(langs, &in, &r, NULL), 0);
  assert_string_equal(r->published.iso, "2018-05-05");
  assert_string_equal(r->published.from, "given");
  assert_string_equal(r->language, "en");
  assert_int_equal(r->section_count, 5);
  assert_int_equal(r->sections[1].kind, QUOTH_HEADLINE);
  assert_memory_equal(r->text + r->sections[4].span.begin, "A fire", 6);
  q_arena_free(r->arena);
}

/* A page of a million short lines, marks or digits takes no longer than its length says. */
static void test_hostile(void **state) {
  static const char *const units[] = { "a\n", "(", "1.", "9 ", "- ", "Source: ", "A, ", "(AFP) ", "\xd9\xa1", "© ", ". A", "10:10 " };
  (void)state;
  for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
    size_t n = strlen(units[u]), count = (1u << 20) / n;
    char *text = malloc(count * n + 1);
    quoth_report *r;
    assert_non_null(text);
    for (size_t i = 0; i < count; i++) memcpy(text + i * n, units[u], n);
    quoth_input in = { .source = "-", .bytes = text, .size = count * n, .format = "text" };
    assert_int_equal(q_read_report(langs, &in, &r, NULL), 0);
    q_arena_free(r->arena);
    free(text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = { cmocka_unit_test(test_documents), cmocka_unit_test(test_charsets), cmocka_unit_test(test_dates), cmocka_unit_test(test_languages),
    cmocka_unit_test_setup_teardown(test_broken_line, make_folder, remove_folder), cmocka_unit_test_setup_teardown(test_refusals, make_folder, remove_folder),
    cmocka_unit_test_setup_teardown(test_folders, make_folder, remove_folder), cmocka_unit_test_setup_teardown(test_gzip, make_folder, remove_folder),
    cmocka_unit_test_setup_teardown(test_long_lines, make_folder, remove_folder), cmocka_unit_test(test_text_is_kept), cmocka_unit_test(test_given), cmocka_unit_test(test_hostile) };
  return cmocka_run_group_tests_name("read", tests, open_languages, close_languages);
}
