/* Runs the examples of lang/<code>/cases.txt: text, a line of "---", a line for each statement in text order. A block that begins with "? " is a
 * known miss: it counts as skipped while it misses, and says so when it does not any more. */
#include <stdlib.h>
#include "api/api.h"

typedef struct tally { unsigned passed, failed, skipped, better; } tally;

static void pieces(const quoth_report *r, quoth_spans s, q_buf *out) {
  for (uint32_t i = 0; i < s.count; i++) {
    quoth_span x = r->spans[s.first + i];
    if (i) q_buf_str(out, " ... ");
    q_buf_add(out, r->text + x.begin, x.end - x.begin);
  }
  if (!s.count) q_buf_char(out, '-');
}

static void print_statements(const quoth_report *r, q_buf *out) {
  static const char *const forces[] = { "assert", "deny", "accuse", "demand", "ask", "promise", "praise", "think" };
  for (uint32_t i = 0; i < r->statement_count; i++) {
    const quoth_statement *s = &r->statements[i];
    q_buf_printf(out, "%s | ", forces[s->force]);
    pieces(r, s->cue, out);
    q_buf_str(out, " | ");
    pieces(r, s->source, out);
    q_buf_str(out, " | ");
    pieces(r, s->content, out);
    q_buf_str(out, s->negated ? " | !neg\n" : "\n");
  }
}

static int read_text(q_langs *langs, const char *code, const char *text, q_buf *out, quoth_error *e) {
  q_arena *a = q_arena_new();
  quoth_report *r = a ? q_alloc(a, sizeof *r) : NULL;
  if (!r) return QUOTH_MEMORY;
  *r = (quoth_report){ .arena = a, .language = code, .text = text, .length = (uint32_t)strlen(text) };
  r->characters = (uint32_t)q_utf8_count(text, r->length);
  /* a line without a stop at its end is a headline */
  bool headline = r->length && !strchr(text, '\n') && !strchr(".!?\"'", text[r->length - 1]) && (unsigned char)text[r->length - 1] < 128;
  quoth_section section = { headline ? QUOTH_HEADLINE : QUOTH_BODY, NULL, { 0, r->length }, NULL };
  r->sections = &section;
  r->section_count = 1;
  int status = q_points_index(r);
  if (!status) status = q_parse(langs, r, e);
  if (!status) status = q_quotes(langs, r, e);
  if (!status) status = q_statements(langs, NULL, Q_GUIDE_QUOTH, r, e);
  if (!status) print_statements(r, out);
  q_arena_free(a);
  return status;
}

static void run_block(q_langs *langs, const char *code, char *block, unsigned line, tally *n) {
  char *cut = strncmp(block, "---\n", 4) == 0 ? block : strstr(block, "\n---\n");
  char *want = cut ? cut + (cut == block ? 4 : 5) : NULL;
  bool known = strncmp(block, "? ", 2) == 0;
  quoth_error e = { 0 };
  q_buf got = { 0 };
  if (!cut) { size_t m = strlen(block); if (m >= 4 && strcmp(block + m - 4, "\n---") == 0) { cut = block + m - 4; want = block + m; } }
  if (!cut) return;
  *cut = 0;
  while (*want == '\n') want++;
  size_t m = strlen(want);
  while (m && want[m - 1] == '\n') want[--m] = 0;
  int status = read_text(langs, code, block + (known ? 2 : 0), &got, &e);
  while (got.count && got.at[got.count - 1] == '\n') got.at[--got.count] = 0;
  bool same = !status && strcmp(got.count ? got.at : "", want) == 0;
  if (same) { n->passed++; if (known) { n->better++; printf("lang/%s/cases.txt:%u: not missed any more\n", code, line); } }
  else if (known) n->skipped++;
  else {
    n->failed++;
    printf("lang/%s/cases.txt:%u: %s\n  %s\nwant:\n%s\ngot:\n%s\n\n", code, line, status ? e.message : "other statements", block, want, got.count ? got.at : "");
  }
  q_buf_free(&got);
}

static void run_file(q_langs *langs, const char *dir, const char *code, tally *n) {
  char path[5000], *bytes = NULL;
  size_t size;
  quoth_error e;
  snprintf(path, sizeof path, "%s/%s/cases.txt", dir, code);
  FILE *there = fopen(path, "r");
  if (!there) return;
  fclose(there);
  if (q_read_file(path, 1 << 24, &bytes, &size, &e)) return;
  unsigned line = 1, begins = 1;
  q_buf block = { 0 };
  for (char *at = bytes, *end; *at; at = end, line++) {
    end = strchr(at, '\n');
    end = end ? end + 1 : at + strlen(at);
    if (strncmp(at, "===", 3) == 0) {
      if (block.count) run_block(langs, code, block.at, begins, n);
      block.count = 0;
      begins = line + 1;
    } else if (block.count || *at != '#') {
      if (block.count || *at != '\n') q_buf_add(&block, at, (size_t)(end - at)); else begins++;
    } else begins++;
  }
  if (block.count) run_block(langs, code, block.at, begins, n);
  q_buf_free(&block);
  free(bytes);
}

int main(void) {
  const char *data = getenv("QUOTH_DATA");
  char dir[4096];
  q_langs *langs;
  quoth_error e = { 0 };
  tally n = { 0 };
  snprintf(dir, sizeof dir, "%s/lang", data ? data : ".");
  if (q_langs_open(dir, &langs, &e)) { fprintf(stderr, "%s\n", e.message); return 1; }
  for (uint32_t i = 0; i < q_langs_count(langs); i++) run_file(langs, dir, q_langs_code(langs, i), &n);
  q_langs_close(langs);
  printf("say: %u passed, %u failed, %u skipped\n", n.passed, n.failed, n.skipped);
  return n.failed > 0;
}
