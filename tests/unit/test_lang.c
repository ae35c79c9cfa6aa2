/* The language folders: every list of the project is well formed; what a small language of our own is loaded as; malformed lines are named. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "lang/lang.h"

static q_langs *langs;        /* the small language "zz" */
static char folder[] = "/tmp/quoth-lang-XXXXXX";

static void put(const char *file, const char *text) {
  char path[256];
  snprintf(path, sizeof path, "%s/%s", folder, file);
  FILE *f = fopen(path, "w");
  assert_non_null(f);
  fputs(text, f);
  fclose(f);
}

static int make_language(void **state) {
  char path[256];
  (void)state;
  if (!mkdtemp(folder)) return -1;
  snprintf(path, sizeof path, "%s/zz", folder);
  if (mkdir(path, 0700)) return -1;
  put("agencies.txt", "Norland Wire; NW; Нордовик | Norland\n");
  put("zz/language.txt", "name: Zarel\nscript: Latin\npro-drop: yes\nproclitics: u\nelisions: l' qu'\nclitics: n't\nhyphens: split\nwhole: e-mail co-\nquotes: «» \"\"\ndecimal: ,\nthousands: .\n");
  put("zz/paradigms.txt", "# a comment\nv | inf,fin:-an fin:-et part:ge-t\nn | - -s\n");
  put("zz/words.txt", "article: la lo\nnegation: ne_pas\nrelative: la\n");
  put("zz/cues.txt", "dik@v | verb | that quote addr:to prep:of,by | assert | weak\npar_dik@n | noun | np | deny | genitive\nsek@v dik@v | verb | obj: sep:mit with:out_of | accuse |\nakordu | prep | that | assert\n");
  put("zz/actors.txt", "minist@n | person | mf | voice\nGen. | title | m |\n");
  put("zz/states.txt", "NL | Norland; Great Norland | norland@n norlandi | | Velm; Red_House\n");
  put("zz/pronouns.txt", "el | 3 sg m subj,obj\nel | 3 pl mf subj\n");
  put("zz/times.txt", "month 6 | Juno; Jun.\nday -1 | la dia pasat\npart | p.m.\n");
  put("zz/numbers.txt", "20 | dudek\n12 | la dozen; dozen\n>= | al menos\n");
  put("zz/abbreviations.txt", "etc.\nz. B.\n");
  put("zz/labels.txt", "photo | Photo by; ~Norland Images\n");
  put("zz/given.txt", "f | Ada Mira\n");
  put("zz/stop.txt", "la\nlo\n");
  put("zz/endings.txt", "-s -ings\n");
  return q_langs_open(folder, &langs, NULL);
}

static int remove_language(void **state) {
  static const char *const files[] = { "language", "paradigms", "words", "cues", "actors", "states", "pronouns", "times", "numbers", "abbreviations", "labels", "given", "stop", "endings" };
  char path[256];
  (void)state;
  q_langs_close(langs);
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) { snprintf(path, sizeof path, "%s/zz/%s.txt", folder, files[i]); unlink(path); }
  snprintf(path, sizeof path, "%s/agencies.txt", folder);
  unlink(path);
  snprintf(path, sizeof path, "%s/zz", folder);
  rmdir(path);
  rmdir(folder);
  return 0;
}

static const q_word *word(const char *s, unsigned *skip) {
  const q_lang *l = q_langs_get(langs, "zz");
  unsigned none;
  assert_non_null(l);
  return q_lang_word(l, q_lang_find(l, s, strlen(s), skip ? skip : &none));
}

static void all_lists_are_well_formed(void **state) {
  q_langs *all;
  q_buf problems = { 0 };
  (void)state;
  assert_int_equal(q_langs_open(ROOT "/lang", &all, NULL), 0);
  int count = q_langs_verify(all, &problems, NULL);
  if (problems.count) print_message("%s", problems.at);
  assert_int_equal(count, 0);
  q_buf_free(&problems);
  q_langs_close(all);
}

static void forms_are_inflected(void **state) {
  (void)state;
  const q_word *w = word("diket", NULL);
  assert_int_equal(w->cue_count, 2);
  assert_int_equal(w->cues[0].forms, Q_F_FIN);
  assert_int_equal(w->cues[0].frames, Q_FR_THAT | Q_FR_QUOTE | Q_FR_ADDR | Q_FR_PREP);
  assert_string_equal(w->cues[0].addr, "to");
  assert_string_equal(w->cues[0].prep, "of,by");
  assert_int_equal(w->cues[0].options, Q_O_WEAK);
  assert_int_equal(w->cues[1].force, QUOTH_ACCUSE);
  assert_string_equal(w->cues[1].obj, "");
  assert_string_equal(w->cues[1].sep, "mit");
  assert_string_equal(w->cues[1].with, "out of");
  assert_int_equal(word("dikan", NULL)->cues[0].forms, Q_F_INF | Q_F_FIN);
  assert_int_equal(word("gedikt", NULL)->cues[0].forms, Q_F_PART);
  assert_int_equal(word("dik", NULL)->cue_count, 0);
}

static void readings_stand_side_by_side(void **state) {
  (void)state;
  assert_int_equal(word("la", NULL)->classes, Q_W_ARTICLE | Q_W_RELATIVE | Q_W_STOP | Q_W_BEGINS);
  assert_int_equal(word("el", NULL)->pronoun_count, 2);
  assert_int_equal(word("el", NULL)->pronouns[0].cases, Q_P_SUBJ | Q_P_OBJ);
  assert_int_equal(word("ministe", NULL)->actor_count, 0);
  assert_int_equal(word("minists", NULL)->actors[0].voice, 1);
  assert_true(word("gen.", NULL)->classes & Q_W_ABBREVIATION);
  assert_int_equal(word("gen", NULL)->actors[0].kind, Q_A_TITLE);
  assert_string_equal(word("norlands", NULL)->states[0].iso, "NL");
  assert_int_equal(word("norlands", NULL)->states[0].part, Q_S_ADJECTIVE);
  assert_int_equal(word("red house", NULL)->states[0].part, Q_S_SEAT);
  assert_int_equal(word("juno", NULL)->number, 6);
  assert_int_equal(word("dudek", NULL)->number, 20);
  assert_string_equal(word("al menos", NULL)->approximate, ">=");
  assert_true(word("ada", NULL)->classes & Q_W_FEMALE);
}

static void proclitics_are_skipped(void **state) {
  unsigned skip;
  (void)state;
  assert_int_equal(word("udiket", &skip)->cue_count, 2);
  assert_int_equal(skip, 1);
  assert_int_equal(word("xdiket", &skip)->cue_count, 0);
}

static void phrases_take_the_longest_form(void **state) {
  static const char *const words[] = { "la", "dia", "pasat", "x" };
  static const size_t sizes[] = { 2, 3, 5, 1 };
  uint32_t id;
  (void)state;
  const q_lang *l = q_langs_get(langs, "zz");
  assert_int_equal(q_lang_phrase(l, words, sizes, 4, &id), 3);
  assert_int_equal(q_lang_word(l, id)->number, -1);
  assert_int_equal(q_lang_phrase(l, words + 1, sizes + 1, 3, &id), 0);
}

static void words_are_cut(void **state) {
  static const struct { const char *word; size_t piece; } cuts[] = { { "l'homo", 2 }, { "didn't", 3 }, { "n't", 3 }, { "cease-fire", 5 }, { "-fire", 1 }, { "e-mail", 6 }, { "co-worker", 9 }, { "homo", 4 } };
  (void)state;
  for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) assert_int_equal(q_lang_piece(q_langs_get(langs, "zz"), cuts[i].word, strlen(cuts[i].word)), cuts[i].piece);
  assert_int_equal(q_lang_stem(q_langs_get(langs, "zz"), "buildings", 9), 5);
  assert_int_equal(q_lang_stem(q_langs_get(langs, "zz"), "ings", 4), 3);
}

static void agencies_have_one_name(void **state) {
  (void)state;
  assert_string_equal(q_langs_agency(langs, "nw", 2), "Norland Wire");
  assert_string_equal(q_langs_agency(langs, "нордовик", strlen("нордовик")), "Norland Wire");
  assert_null(q_langs_agency(langs, "other", 5));
}

static void malformed_lines_are_named(void **state) {
  q_buf problems = { 0 };
  (void)state;
  put("zz/cues.txt", "dik@v | verb | that | assert |\ndik@nix | verb | that | shout | loud\nno fields\ndik | thing | that | assert\ndik | noun | blah\n");
  int count = q_langs_verify(langs, &problems, NULL);
  assert_int_equal(count, 6);
  assert_non_null(strstr(problems.at, "zz/cues.txt:2: no force \"shout\"\n"));
  assert_non_null(strstr(problems.at, "zz/cues.txt:2: no paradigm \"nix\"\n"));
  assert_non_null(strstr(problems.at, "zz/cues.txt:3: want: forms | kind | frames | force | options\n"));
  assert_non_null(strstr(problems.at, "zz/cues.txt:5: no frame \"blah\"\n"));
  q_buf_free(&problems);
}

static void *get_again(void *all) { return (void *)q_langs_get(all, "zz"); }

static void threads_load_once(void **state) {
  q_langs *fresh;
  pthread_t threads[4];
  void *got[4];
  (void)state;
  assert_int_equal(q_langs_open(folder, &fresh, NULL), 0);
  for (int i = 0; i < 4; i++) assert_int_equal(pthread_create(&threads[i], NULL, get_again, fresh), 0);
  for (int i = 0; i < 4; i++) pthread_join(threads[i], &got[i]);
  for (int i = 1; i < 4; i++) assert_ptr_equal(got[0], got[i]);
  assert_null(q_langs_get(fresh, "nn"));
  assert_null(q_langs_get(fresh, NULL));
  q_langs_close(fresh);
}

static void a_missing_folder_is_an_error(void **state) {
  q_langs *none;
  quoth_error e;
  (void)state;
  assert_int_equal(q_langs_open("/nowhere/lang", &none, &e), QUOTH_SYSTEM);
  assert_null(none);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(all_lists_are_well_formed), cmocka_unit_test(forms_are_inflected), cmocka_unit_test(readings_stand_side_by_side), cmocka_unit_test(proclitics_are_skipped),
    cmocka_unit_test(phrases_take_the_longest_form), cmocka_unit_test(words_are_cut), cmocka_unit_test(agencies_have_one_name), cmocka_unit_test(threads_load_once),
    cmocka_unit_test(malformed_lines_are_named), cmocka_unit_test(a_missing_folder_is_an_error) };
  return cmocka_run_group_tests(tests, make_language, remove_language);
}
