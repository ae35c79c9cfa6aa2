/* Tokens, sentences, quantities: the documents of tests/parse (text, `---`, what it is cut into), and what holds for every text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <dirent.h>
#include <stdlib.h>
#include "name/name.h"
#include "parse/inside.h"

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

static quoth_report *parsed(const char *code, const char *text, size_t n) {
  q_arena *a = q_arena_new();
  quoth_report *r = q_alloc(a, sizeof *r);
  r->arena = a;
  r->language = code;
  r->text = q_strndup(a, text, n);
  r->length = (uint32_t)n;
  assert_int_equal(q_parse(langs, r, NULL), 0);
  assert_int_equal(q_quantities(langs, r, NULL), 0);
  return r;
}

/* ---- documents ---- */

/* A sentence a line, tokens divided by blanks (a blank inside a token is "_"), an empty line between paragraphs. */
static void put_sentences(q_buf *b, const quoth_report *r) {
  for (uint32_t i = 0; i < r->sentence_count; i++) {
    const quoth_sentence *s = &r->sentences[i];
    if (i && s->paragraph != r->sentences[i - 1].paragraph) q_buf_char(b, '\n');
    for (uint32_t t = s->token; t < s->token + s->tokens; t++) {
      quoth_span x = r->tokens[t].span;
      if (t > s->token) q_buf_char(b, ' ');
      for (uint32_t k = x.begin; k < x.end; k++) q_buf_char(b, r->text[k] == ' ' ? '_' : r->text[k]);
    }
    q_buf_char(b, '\n');
  }
}

static void put_bound(q_buf *b, int64_t v) {
  if (v == INT64_MAX || v == INT64_MIN) q_buf_char(b, '*');
  else q_buf_printf(b, "%lld", (long long)v);
}

/* low..high | the number | what it counts */
static void put_quantities(q_buf *b, const quoth_report *r) {
  for (uint32_t i = 0; i < r->quantity_count; i++) {
    const quoth_quantity *q = &r->quantities[i];
    put_bound(b, q->low);
    if (q->high != q->low) { q_buf_str(b, ".."); put_bound(b, q->high); }
    q_buf_printf(b, " | %.*s | %.*s\n", (int)(q->span.end - q->span.begin), r->text + q->span.begin, (int)(q->counted.end - q->counted.begin), r->text + q->counted.begin);
  }
}

/* One block: its language, the text, "---", what is expected. */
static int run_block(const char *name, char *block, void (*put)(q_buf *, const quoth_report *)) {
  char *text = strchr(block, '\n'), *line = strstr(block, "\n---\n");
  assert_non_null(text);
  assert_non_null(line);
  *text++ = 0;
  *line = 0;
  char *want = line + 5;
  q_buf got = { 0 };
  quoth_report *r = parsed(block, text, strlen(text));
  put(&got, r);
  bool same = strcmp(got.count ? got.at : "", want) == 0;
  if (!same) print_message("%s (%s):\n%s\n--- want\n%s--- got\n%s\n", name, block, text, want, got.count ? got.at : "");
  q_buf_free(&got);
  q_arena_free(r->arena);
  return !same;
}

static void run_folder(const char *folder, void (*put)(q_buf *, const quoth_report *)) {
  DIR *d = opendir(folder);
  int wrong = 0, blocks = 0;
  assert_non_null(d);
  for (struct dirent *x; (x = readdir(d));) {
    char path[4096], *bytes;
    size_t n = strlen(x->d_name), size;
    if (n < 5 || strcmp(x->d_name + n - 4, ".txt")) continue;
    snprintf(path, sizeof path, "%s/%s", folder, x->d_name);
    assert_int_equal(q_read_file(path, 1 << 20, &bytes, &size, NULL), 0);
    for (char *block = bytes, *next; block && *block; block = next) {
      next = strstr(block, "===\n");
      if (next) { *next = 0; next += 4; }
      wrong += run_block(x->d_name, block, put);
      blocks++;
    }
    free(bytes);
  }
  closedir(d);
  assert_true(blocks > 0);
  assert_int_equal(wrong, 0);
}

static void cuts_documents(void **state) { (void)state; run_folder(TESTS "/parse/sentences", put_sentences); }
static void counts_in_documents(void **state) { (void)state; run_folder(TESTS "/parse/quantities", put_quantities); }

/* ---- what holds for every text ---- */

static bool blank(uint32_t c) {
  return q_is_space(c) || c == 0xad || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2069);
}

static void check(const quoth_report *r) {
  uint32_t at = 0;
  for (uint32_t i = 0; i < r->token_count; i++) {
    quoth_span s = r->tokens[i].span;
    assert_true(s.begin >= at && s.end > s.begin && s.end <= r->length);
    assert_true(((unsigned char)r->text[s.begin] & 0xc0) != 0x80 && ((unsigned char)r->text[s.end] & 0xc0) != 0x80);
    for (const char *p = r->text + at; p < r->text + s.begin;) assert_true(blank(q_utf8_next(&p, r->text + s.begin)));
    at = s.end;
  }
  for (const char *p = r->text + at; p < r->text + r->length;) assert_true(blank(q_utf8_next(&p, r->text + r->length)));
  uint32_t token = 0;
  for (uint32_t i = 0; i < r->sentence_count; i++) {
    const quoth_sentence *s = &r->sentences[i];
    assert_true(s->token == token && s->tokens > 0);
    token += s->tokens;
    assert_true(s->span.begin == r->tokens[s->token].span.begin && s->span.end == r->tokens[token - 1].span.end);
    assert_true(r->tokens[s->token].flags & QUOTH_TOKEN_FIRST);
    assert_true(i == 0 || s->paragraph == r->sentences[i - 1].paragraph || s->paragraph == r->sentences[i - 1].paragraph + 1);
  }
  assert_int_equal(token, r->token_count);
}

/* Texts of pieces that meet in every order: the same every time (a linear congruential generator). */
static void covers_every_character(void **state) {
  static const char *const pieces[] = { "a", "Korr", " ", " ", "\n", "\n\n", ".", ",", "'", "’", "\"", "“", "”", "«", " »", "-", "–", "1", "000", "3.5", "U.S.", "Gen.", "(", ")",
    "...", "?!", "…", "@", "#", "http://", "www.norland.example/a_b", "é", "e\xcc\x81", "\xcc\x81", "\xc2\xad", "\xe2\x80\x8d", "👩‍👩‍👧", "🇳🇱", "ß", "Ж", "ё", "И.", "و", "قال", "ُ", "؟", "،",
    "٢٥", "l'", "qu’", "n't", "8. Juni", "\xef\xbf\xbd", "\t", "\r\n", "_", "/", "%", "€", "•", "İ", "\xc2\xa0", "日本", "twenty", "million",
    ")))", "1994-95", "555-0142", "velm.kz", "l’«", "Ё", "ÉTÉ", "Straße", "&quot;", "$$", "[1]", "?.", "½" };
  static const char *const codes[] = { "en", "fr", "de", "es", "ru", "ar", "xx" };
  uint64_t seed = 7;
  (void)state;
  for (int n = 0; n < 3000; n++) {
    q_buf b = { 0 };
    for (int k = 0; k < 40; k++) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      q_buf_str(&b, pieces[(seed >> 33) % (sizeof pieces / sizeof *pieces)]);
    }
    quoth_report *r = parsed(codes[n % 7], b.at, b.count);
    check(r);
    q_arena_free(r->arena);
    q_buf_free(&b);
  }
}

/* The quick way through usual words (plain.c) finds what the slow one does. */
static void words_are_those_of_the_lexicon(void **state) {
  static const char text[] = "The Ministry SAID nothing; ELLE été À Œuvre STRAßE Straße Ёлка ЕЩЁ ещё министр СКАЗАЛА naïve İstanbul Đà وقال والوزير Mr said: they, O'Korr no";
  static const char *const codes[] = { "en", "fr", "de", "es", "ru", "ar" };
  (void)state;
  for (size_t c = 0; c < 6; c++) {
    quoth_report *r = parsed(codes[c], text, sizeof text - 1);
    for (uint32_t i = 0; i < r->token_count; i++) {
      quoth_span x = r->tokens[i].span;
      uint8_t skip;
      uint32_t next;
      assert_int_equal(r->tokens[i].word, q_lookup(q_langs_get(langs, codes[c]), text + x.begin, x.end - x.begin, &skip));
      assert_int_equal(r->tokens[i].skip, skip);
      if (r->tokens[i].flags & QUOTH_TOKEN_WORD) assert_int_equal((r->tokens[i].flags & QUOTH_TOKEN_CAPITAL) != 0, q_is_upper(q_point(text, x.begin, x.end, &next)));
    }
    q_arena_free(r->arena);
  }
}
static void long_tokens_are_bounded(void **state) {
  static const char *const units[] = { "a", "ab.", "a-", "a.b@", "1 000 ", "(a", "'", "http://(", "\xcc\x81", "\n", "a\n", "“ ", "1-", "))", "1. ", "! ", "&quot;", "$", "l'«", "Ж.", "[1] " };
  (void)state;
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    q_buf b = { 0 };
    while (b.count < 1 << 20) q_buf_str(&b, units[i]);
    quoth_report *r = parsed("en", b.at, b.count);
    check(r);
    q_arena_free(r->arena);
    q_buf_free(&b);
  }
}

static void sentences_know_their_section(void **state) {
  static const char text[] = "Bridge closed\nThe bridge is closed. It is old.\nPhoto: Ada Korr";
  static quoth_section sections[] = { { QUOTH_HEADLINE, NULL, { 0, 13 }, NULL }, { QUOTH_BODY, NULL, { 14, 46 }, NULL }, { QUOTH_CAPTION, NULL, { 47, 62 }, "fr" } };
  quoth_report r = { .arena = q_arena_new(), .language = "en", .text = text, .length = sizeof text - 1, .sections = sections, .section_count = 3 };
  (void)state;
  assert_int_equal(q_parse(langs, &r, NULL), 0);
  check(&r);
  assert_int_equal(r.sentence_count, 4);
  assert_int_equal(r.sentences[0].section, 0);
  assert_int_equal(r.sentences[2].section, 1);
  assert_int_equal(r.sentences[3].section, 2);
  assert_int_equal(r.sentences[3].paragraph, 2);
  q_arena_free(r.arena);
}

static void out_of_memory_is_an_error(void **state) {
  (void)state;
  for (long n = 1; n < 6; n++) {
    quoth_report r = { .arena = q_arena_new(), .language = "en", .text = "Korr said.", .length = 10 };
    q_langs_get(langs, "en");
    q_alloc_fail_after = n;
    int status = q_parse(langs, &r, NULL);
    q_alloc_fail_after = 0;
    assert_true(status == 0 || status == QUOTH_MEMORY);
    q_arena_free(r.arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(cuts_documents), cmocka_unit_test(counts_in_documents), cmocka_unit_test(covers_every_character), cmocka_unit_test(words_are_those_of_the_lexicon), cmocka_unit_test(long_tokens_are_bounded),
    cmocka_unit_test(sentences_know_their_section), cmocka_unit_test(out_of_memory_is_an_error) };
  return cmocka_run_group_tests(tests, open_languages, close_languages);
}
