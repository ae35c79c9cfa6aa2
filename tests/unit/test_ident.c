/* Which language a text is in: our six and what is none of them, worn texts, texts where nothing speaks, passages of a mixed report, damaged model files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "lang/inside.h"
#include "net/net.h"

static q_langs *langs;

static int open_langs(void **state) {
  (void)state;
  return q_langs_open(ROOT "/lang", &langs, NULL);
}

static int close_langs(void **state) {
  (void)state;
  q_langs_close(langs);
  return 0;
}

static bool is_ours(const char *code) {
  for (uint32_t i = 0; i < q_langs_count(langs); i++)
    if (strcmp(q_langs_code(langs, i), code) == 0) return true;
  return false;
}

/* Lines "code note|text"; a code that is none of ours wants "other". Returns how many are wrong, and names them. */
static int wrong_lines(const char *file) {
  char *bytes, code[8];
  size_t size;
  int wrong = 0;
  assert_int_equal(q_read_file(file, 1 << 20, &bytes, &size, NULL), 0);
  for (char *line = bytes, *next; *line; line = next) {
    char *bar = strchr(line, '|');
    next = strchr(line, '\n');
    next = next ? next + 1 : line + strlen(line);
    size_t n = strcspn(line, " |");
    assert_true(bar && n < sizeof code);
    snprintf(code, sizeof code, "%.*s", (int)n, line);
    const char *want = is_ours(code) || strcmp(code, "und") == 0 ? code : "other";
    size_t length = (size_t)(next - bar - 1) - (next[-1] == '\n');
    const char *got = q_langs_identify(langs, bar + 1, length, NULL);
    if (strcmp(got, want) == 0) continue;
    print_message("%s, not %s: %.*s\n", got, want, (int)(next - line), line);
    wrong++;
  }
  free(bytes);
  return wrong;
}

static void single_sentences(void **state) {
  (void)state;
  assert_int_equal(wrong_lines(TESTS "/language/one.txt"), 0);
}

static void worn_texts_and_no_texts(void **state) {
  (void)state;
  assert_int_equal(wrong_lines(TESTS "/language/worn.txt"), 0);
}

static void identify(const char *text, const char *want, float least, float most) {
  float sure = -1;
  assert_string_equal(q_langs_identify(langs, text, strlen(text), &sure), want);
  if (sure < least || sure > most) fail_msg("%s: sureness %g", text, (double)sure);
}

static void sureness_grows_with_the_text(void **state) {
  (void)state;
  identify("", "und", 0, 0);
  identify("\xe2\x80\xae\xe2\x80\xac\x01\x02\t\n", "und", 0, 0);
  identify("The council closed the bridge on Monday because of the flood, the mayor said.", "en", 0.9f, 1);
  identify("市长星期一说", "other", 0.9f, 1);
}

static void length_does_not_matter(void **state) {
  static const char line[] = "Der Rat hat die Brücke am Montag wegen des Hochwassers gesperrt.\n";
  enum { TIMES = 20000 };
  char *text = malloc((sizeof line - 1) * TIMES);
  (void)state;
  assert_non_null(text);
  for (size_t i = 0; i < TIMES; i++) memcpy(text + i * (sizeof line - 1), line, sizeof line - 1);
  assert_string_equal(q_langs_identify(langs, text, (sizeof line - 1) * TIMES, NULL), "de");
  memset(text, 'a', (sizeof line - 1) * TIMES); /* one word */
  q_langs_identify(langs, text, (sizeof line - 1) * TIMES, NULL);
  free(text);
}

static void without_a_model_nothing_is_known(void **state) {
  float sure = 1;
  (void)state;
  assert_string_equal(q_ident_text(NULL, "the bridge", 10, &sure), "und");
  assert_true(sure == 0);
}

/* Opens the model with one byte changed at the place of needle (plus beyond); NULL: cut off after `keep` bytes. */
static int open_damaged(const char *bytes, size_t size, const char *needle, size_t beyond, char with, size_t keep) {
  char path[] = "/tmp/quoth-ident-XXXXXX", *copy = malloc(size);
  quoth_error e = { 0 };
  q_arena *a = q_arena_new();
  q_ident *x = NULL;
  int fd = mkstemp(path);
  assert_true(fd >= 0 && copy && a);
  memcpy(copy, bytes, size);
  if (needle) {
    char *at = memmem(copy, size, needle, strlen(needle));
    assert_non_null(at);
    at[beyond] = with;
  }
  assert_true(write(fd, copy, keep ? keep : size) > 0);
  close(fd);
  int status = q_ident_open(a, path, &x, &e);
  if (status) { assert_null(x); assert_non_null(strstr(e.message, path)); }
  else q_ident_close(x);
  unlink(path);
  free(copy);
  q_arena_free(a);
  return status;
}

static void damaged_models_are_refused(void **state) {
  enum { TYPE = 48, DIM = 56 }; /* in a directory entry, doc/models.md */
  char *bytes;
  size_t size;
  (void)state;
  assert_int_equal(q_read_file(ROOT "/models/language.qm", 1 << 24, &bytes, &size, NULL), 0);
  assert_int_equal(open_damaged(bytes, size, NULL, 0, 0, 0), 0);
  assert_int_equal(open_damaged(bytes, size, NULL, 0, 0, 40), QUOTH_DATA);
  assert_int_equal(open_damaged(bytes, size, NULL, 0, 0, size - 1), QUOTH_DATA);
  assert_int_equal(open_damaged(bytes, size, "QUOTHMDL", 0, 'X', 0), QUOTH_DATA);
  assert_int_equal(open_damaged(bytes, size, "grams.w", 0, 'h', 0), QUOTH_DATA);
  assert_int_equal(open_damaged(bytes, size, "grams.w", TYPE, Q_U8, 0), QUOTH_DATA);
  assert_int_equal(open_damaged(bytes, size, "grams.w", DIM, 1, 0), QUOTH_DATA);
  assert_int_equal(open_damaged(bytes, size, "grams.b", 0, 'h', 0), QUOTH_DATA);
  assert_int_equal(open_damaged(bytes, size, "grams.s", 0, 'h', 0), QUOTH_DATA);
  assert_int_equal(open_damaged(bytes, size, "classes", 0, 'h', 0), QUOTH_DATA);
  assert_int_equal(open_damaged(bytes, size, "en fr", 2, 'x', 0), QUOTH_DATA); /* a class too few */
  assert_int_equal(open_damaged(bytes, size, "en fr", 0, ' ', 0), QUOTH_DATA);
  assert_int_equal(open_damaged(bytes, size, "en fr", 0, 1, 0), QUOTH_DATA);
  free(bytes);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(single_sentences), cmocka_unit_test(worn_texts_and_no_texts), cmocka_unit_test(sureness_grows_with_the_text), cmocka_unit_test(length_does_not_matter),
    cmocka_unit_test(without_a_model_nothing_is_known), cmocka_unit_test(damaged_models_are_refused),
  };
  return cmocka_run_group_tests(tests, open_langs, close_langs);
}
