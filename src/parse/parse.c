/* Report -> sentences and tokens: section by section, paragraph by paragraph. */
#include "parse/inside.h"

enum { WRAP_MAX = 100, WRAP_MIN = 40 };
typedef struct line { uint32_t begin, end, points; } line; /* without its line end; trailing blanks left out */

static line next_line(const char *text, uint32_t at, uint32_t end, uint32_t *after) {
  const char *stop = memchr(text + at, '\n', end - at);
  line l = { at, stop ? (uint32_t)(stop - text) : end, 0 };
  *after = stop ? l.end + 1 : end;
  while (l.end > l.begin && strchr(" \t\r", text[l.end - 1])) l.end--;
  while (l.begin < l.end && strchr(" \t\r", text[l.begin])) l.begin++;
  uint32_t size = l.end - l.begin; /* beyond the widest that matters an underestimate will do */
  l.points = size > 4 * WRAP_MAX ? size / 4 : (uint32_t)q_utf8_count(text + l.begin, size);
  return l;
}

/* The width at which a section's lines were wrapped by hand, 0 if they were not: most lines that go on in the next are about as long as the longest. */
static uint32_t wrap_width(const char *text, uint32_t at, uint32_t end) {
  uint32_t longest = 0, full = 0, inner = 0, after;
  for (uint32_t p = at; p < end; p = after) {
    line l = next_line(text, p, end, &after);
    if (l.points > longest) longest = l.points;
  }
  if (longest > WRAP_MAX || longest < WRAP_MIN) return 0;
  for (uint32_t p = at; p < end; p = after) {
    line l = next_line(text, p, end, &after);
    if (!l.points || after >= end || text[after] == '\n' || text[after] == '\r') continue;
    inner++;
    full += l.points * 10 >= longest * 7;
  }
  return inner >= 2 && full * 3 >= inner * 2 ? longest : 0;
}

/* Does the paragraph go on in the next line? In wrapped text, after a full line; else only where a lower-case letter begins the next line and no stop ends this one. */
static bool goes_on(const char *text, line now, line next, uint32_t width) {
  uint32_t after, c;
  if (!next.points || !now.points) return false;
  const char *at = text + now.end;
  c = q_utf8_prev(text + now.begin, &at);
  if (width) return now.points * 10 >= width * 7;
  if (now.points < WRAP_MIN || c == '.' || c == '!' || c == '?' || c == ':' || c == 0x61f || c == 0x2026) return false;
  c = q_point(text, next.begin, next.end, &after);
  return c < 0x590 && q_class(c) == Q_C_LETTER && !q_is_upper(c);
}

/* The paragraph that begins at `at`: *after is where the next one begins. */
static line next_paragraph(const char *text, uint32_t at, uint32_t end, uint32_t width, uint32_t *after) {
  line p = next_line(text, at, end, after), last = p;
  while (p.points && *after < end) {
    uint32_t beyond;
    line l = next_line(text, *after, end, &beyond);
    if (!goes_on(text, last, l, width)) break;
    last = l;
    p.end = l.end;
    *after = beyond;
  }
  return p;
}

static int parse_section(q_langs *langs, const quoth_report *r, quoth_section x, uint16_t number, uint16_t *paragraph, q_tokens *tokens, q_arena *a, q_sentences *sentences, q_arena *b) {
  uint32_t end = x.span.end < r->length ? x.span.end : r->length, after;
  uint32_t width = x.span.begin < end ? wrap_width(r->text, x.span.begin, end) : 0;
  const q_lang *lang = q_langs_get(langs, x.language ? x.language : r->language);
  int status = 0;
  for (uint32_t at = x.span.begin; at < end && !status; at = after) {
    line p = next_paragraph(r->text, at, end, width, &after);
    if (!p.points) continue;
    q_scan s = { .text = r->text, .at = p.begin, .end = p.end, .lang = lang, .arena = a, .tokens = tokens };
    status = q_tokenise(&s);
    if (status || tokens->count == s.first) continue;
    status = q_split(&s, b, sentences, number, *paragraph);
    if (*paragraph < UINT16_MAX) ++*paragraph;
  }
  return status;
}

/* Tokens and sentences grow in two scratch arenas and move to the report's at their final size. */
int q_parse(q_langs *langs, quoth_report *r, quoth_error *e) {
  int status = QUOTH_MEMORY;
  uint16_t paragraph = 0;
  q_tokens tokens = { 0 };
  q_sentences sentences = { 0 };
  quoth_section whole = { QUOTH_BODY, NULL, { 0, r->length }, NULL };
  q_arena *a = q_arena_new(), *b = q_arena_new();
  if (!a || !b) goto end;
  status = r->section_count ? 0 : parse_section(langs, r, whole, 0, &paragraph, &tokens, a, &sentences, b);
  for (uint32_t i = 0; i < r->section_count && !status; i++)
    status = parse_section(langs, r, r->sections[i], i < UINT16_MAX ? (uint16_t)i : UINT16_MAX, &paragraph, &tokens, a, &sentences, b);
  if (status) goto end;
  r->tokens = q_alloc(r->arena, (tokens.count + 1) * sizeof *r->tokens);
  r->sentences = q_alloc(r->arena, (sentences.count + 1) * sizeof *r->sentences);
  if (!r->tokens || !r->sentences) { status = QUOTH_MEMORY; goto end; }
  if (tokens.count) memcpy(r->tokens, tokens.at, tokens.count * sizeof *r->tokens);
  if (sentences.count) memcpy(r->sentences, sentences.at, sentences.count * sizeof *r->sentences);
  r->token_count = tokens.count;
  r->sentence_count = sentences.count;
end:
  q_arena_free(a);
  q_arena_free(b);
  return status ? q_fail(e, status, "out of memory") : 0;
}
