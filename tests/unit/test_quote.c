/* Quotation state as documents: tests/quote/marks.txt holds a language, a text, and the text again with [ ] around quotations, < > around inner ones
 * and { } around words in marks that quote nobody. */
#include <stdlib.h>
#include "api/api.h"

/* A mark that closes nothing ends where the text stops being quoted. */
static void show(const quoth_report *r, q_buf *out) {
  uint32_t at = 0;
  bool inside = false, scare = false;
  for (uint32_t t = 0; t < r->token_count; t++) {
    const quoth_token *k = &r->tokens[t];
    bool quoted = k->flags & QUOTH_TOKEN_QUOTED && !scare && k->mark != Q_MARK_SCARE;
    if (inside && !quoted) { q_buf_char(out, ']'); inside = false; }
    if (inside && k->mark == Q_MARK_OPEN) { q_buf_char(out, ']'); inside = false; }
    q_buf_add(out, r->text + at, k->span.begin - at);
    if (!inside && quoted) { q_buf_char(out, '['); inside = true; }
    if (k->mark == Q_MARK_OPEN_INNER) q_buf_char(out, '<');
    if (k->mark == Q_MARK_SCARE && !scare) { q_buf_char(out, '{'); scare = true; }
    else if (k->mark == Q_MARK_SCARE) scare = false;
    q_buf_add(out, r->text + k->span.begin, k->span.end - k->span.begin);
    if (k->mark == Q_MARK_CLOSE_INNER) q_buf_char(out, '>');
    if (k->mark == Q_MARK_SCARE && !scare) q_buf_char(out, '}');
    if (inside && k->mark == Q_MARK_CLOSE) { q_buf_char(out, ']'); inside = false; }
    at = k->span.end;
  }
  if (inside) q_buf_char(out, ']');
  q_buf_add(out, r->text + at, r->length - at);
}

static bool same(q_langs *langs, char *block, q_buf *got) {
  char *text = strchr(block, '\n'), *cut = strstr(block, "\n---\n");
  if (!text || !cut) return false;
  *text++ = 0;
  *cut = 0;
  char *want = cut + 5;
  size_t n = strlen(want);
  while (n && want[n - 1] == '\n') want[--n] = 0;
  q_arena *a = q_arena_new();
  quoth_report *r = a ? q_alloc(a, sizeof *r) : NULL;
  if (!r) return false;
  *r = (quoth_report){ .arena = a, .language = block, .text = text, .length = (uint32_t)strlen(text) };
  quoth_section body = { QUOTH_BODY, NULL, { 0, r->length }, NULL };
  quoth_error e;
  r->sections = &body;
  r->section_count = 1;
  bool good = !q_parse(langs, r, &e) && !q_quotes(langs, r, &e);
  if (good) show(r, got);
  q_arena_free(a);
  return good && got->count == n && memcmp(got->at, want, n) == 0;
}

int main(void) {
  const char *data = getenv("QUOTH_DATA");
  char path[5000], *bytes = NULL;
  size_t size;
  unsigned passed = 0, failed = 0;
  q_langs *langs;
  quoth_error e = { 0 };
  snprintf(path, sizeof path, "%s/lang", data ? data : ".");
  if (q_langs_open(path, &langs, &e)) { fprintf(stderr, "%s\n", e.message); return 1; }
  snprintf(path, sizeof path, "%s/tests/quote/marks.txt", data ? data : ".");
  if (q_read_file(path, 1 << 20, &bytes, &size, &e)) { fprintf(stderr, "%s\n", e.message); return 1; }
  for (char *at = bytes, *end; at; at = end) {
    end = strstr(at, "\n===\n");
    if (end) { *end = 0; end += 5; }
    q_buf got = { 0 };
    if (same(langs, at, &got)) passed++;
    else { failed++; printf("%s\ngot: %s\n\n", strchr(at, 0) + 1, got.count ? got.at : ""); }
    q_buf_free(&got);
  }
  free(bytes);
  q_langs_close(langs);
  printf("quote: %u passed, %u failed, 0 skipped\n", passed, failed);
  return failed > 0;
}
