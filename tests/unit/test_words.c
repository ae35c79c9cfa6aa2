/* Syntactic words: what holds for every text, in every language; the lists' own rules; glued clitics without a table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdlib.h>
#include "parse/clitics.h"
#include "parse/parse.h"

static q_langs *langs;
static q_model *model;

static int open_all(void **state) {
  (void)state;
  return q_langs_open(ROOT "/lang", &langs, NULL) || q_model_open(ROOT "/models/words.qm", &model, NULL);
}

static int close_all(void **state) {
  (void)state;
  q_langs_close(langs);
  q_model_close(model);
  return 0;
}

static quoth_report *cut(const char *code, const char *text, bool fitted) {
  q_arena *a = q_arena_new();
  quoth_report *r = q_alloc(a, sizeof *r);
  quoth_section *x = q_alloc(a, sizeof *x);
  *r = (quoth_report){ .arena = a, .language = code, .text = q_strdup(a, text), .length = (uint32_t)strlen(text), .sections = x, .section_count = 1 };
  *x = (quoth_section){ QUOTH_BODY, NULL, { 0, r->length }, NULL };
  assert_int_equal(q_parse(langs, r, NULL), 0);
  assert_int_equal(q_quotes(langs, r, NULL), 0);
  assert_int_equal(q_words(langs, fitted ? model : NULL, r, NULL), 0);
  return r;
}

/* Words divided by blanks, those of one written token by '+'. */
static void are(const char *code, const char *text, const char *want, bool fitted) {
  quoth_report *r = cut(code, text, fitted);
  q_buf b = { 0 };
  for (uint32_t i = 0; i < r->word_count; i++) {
    const quoth_word *w = &r->words[i];
    if (i) q_buf_char(&b, w->range ? ' ' : '+');
    if (w->form) q_buf_str(&b, w->form);
    else q_buf_add(&b, r->text + w->span.begin, w->span.end - w->span.begin);
  }
  assert_string_equal(b.at, want);
  q_buf_free(&b);
  q_arena_free(r->arena);
}

static void stand_for_several(void **state) {
  (void)state;
  are("fr", "Il va au port et DU quai", "Il va à+le port et DE+LE quai", false);
  are("fr", "Des gens du Sud", "Des gens de+le Sud", false);
  are("de", "Am Ufer zum Kai", "An+dem Ufer zu+dem Kai", false);
  are("es", "quiere dárselo y verla al fin", "quiere dar+se+lo y ver+la a+el fin", false);
  are("es", "Habló Carla en parte", "Habló Carla en parte", false);
  are("ru", "Мост закрыт", "Мост закрыт", false);
}

static void join_their_word(void **state) {
  (void)state;
  are("en", "They don't know the boys' boat", "They do+n't know the boys+' boat", false);
  are("en", "He calls it 'the boats' today", "He calls it ' the boats ' today", false);
  are("en", "I cannot go", "I can+not go", false);
}

static void are_cut_where_fitted(void **state) {
  (void)state;
  are("ar", "وقال لهم", "وقال لهم", false);
  are("ar", "وقال لهم", "و+قال ل+هم", true);
}

static void check(const quoth_report *r) {
  uint32_t word = 0;
  for (uint32_t i = 0; i < r->sentence_count; i++) {
    const quoth_sentence *s = &r->sentences[i];
    uint32_t left = 0, token = s->token;
    assert_int_equal(s->word, word);
    assert_true(s->words > 0);
    word += s->words;
    for (uint32_t k = s->word; k < word; k++) {
      const quoth_word *w = &r->words[k];
      quoth_span t = r->tokens[w->token].span;
      assert_true(w->token == token || w->token == token + 1 || k == s->word);
      assert_true(w->span.begin >= t.begin && w->span.end <= t.end && w->span.begin < w->span.end);
      assert_true(((unsigned char)r->text[w->span.begin] & 0xc0) != 0x80 && ((unsigned char)r->text[w->span.end] & 0xc0) != 0x80);
      assert_true(w->range ? left == 0 : left > 0);
      left = w->range ? w->range - 1u : left - 1;
      token = w->token;
    }
    assert_int_equal(left, 0);
    assert_int_equal(token, s->token + s->tokens - 1);
  }
  assert_int_equal(word, r->word_count);
}

static void hang_together(void **state) {
  static const char *const pieces[] = { "du", "des", "DU", "Zum", "zur", "don't", "n't", "'s", "'", "’", "boys", "dárselo", "ARSE", "arse", "hacerlos", "وسيقولونه", "بهم", "لل", "وَ", "ـه", "و", " ", " ", " ", ".",
    ",", "\n\n", "cannot", "gonna", "Ü", "e\xcc\x81", "\xe2\x80\x8d", "-", "l'", "\"", "5", "أوبه", "ß", "İ" };
  static const char *const codes[] = { "en", "fr", "de", "es", "ru", "ar", "xx" };
  uint64_t seed = 5;
  (void)state;
  for (int n = 0; n < 2000; n++) {
    q_buf b = { 0 };
    for (int k = 0; k < 30; k++) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      q_buf_str(&b, pieces[(seed >> 33) % (sizeof pieces / sizeof *pieces)]);
    }
    quoth_report *r = cut(codes[n % 7], b.at, n & 8);
    check(r);
    q_arena_free(r->arena);
    q_buf_free(&b);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = { cmocka_unit_test(stand_for_several), cmocka_unit_test(join_their_word), cmocka_unit_test(are_cut_where_fitted), cmocka_unit_test(hang_together) };
  return cmocka_run_group_tests(tests, open_all, close_all);
}
