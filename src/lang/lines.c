/* The text files of a language, line by line. */
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>
#include "lang/inside.h"

enum { FILE_LIMIT = 16 << 20 };

int q_load_open(q_load *ld, const char *file, quoth_error *e) {
  char path[4096];
  size_t size;
  quoth_error own;
  snprintf(path, sizeof path, "%s/%s", ld->dir, file);
  ld->file = file;
  ld->line = 0;
  ld->bytes = ld->rest = NULL;
  if (access(path, F_OK)) return 0;
  int status = q_read_file(path, FILE_LIMIT, &ld->bytes, &size, e ? e : &own);
  if (status < 0) { ld->bytes = NULL; return status; }
  size_t valid = q_utf8_valid(ld->bytes, size);
  if (valid < size) {
    for (size_t i = 0; i < valid; i++) ld->line += ld->bytes[i] == '\n';
    ld->line++;
    q_load_problem(ld, "not UTF-8; the rest of the file is left out");
    ld->bytes[valid] = 0;
    ld->line = 0;
  }
  ld->rest = ld->bytes;
  if (strncmp(ld->rest, "\xef\xbb\xbf", 3) == 0) ld->rest += 3;
  return 0;
}

static bool blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

static char *trim(char *s) {
  while (blank(*s)) s++;
  char *end = s + strlen(s);
  while (end > s && blank(end[-1])) *--end = 0;
  return s;
}

char *q_load_line(q_load *ld) {
  while (ld->rest && *ld->rest) {
    char *line = ld->rest, *end = strchr(line, '\n');
    if (end) *end = 0;
    ld->rest = end ? end + 1 : NULL;
    ld->line++;
    line = trim(line);
    if (*line && *line != '#') return line;
  }
  free(ld->bytes);
  ld->bytes = ld->rest = NULL;
  return NULL;
}

void q_load_problem(q_load *ld, const char *format, ...) {
  if (!ld->problems) return;
  char text[512];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  q_buf_printf(ld->problems, "%s/%s:%u: %s\n", ld->dir, ld->file, ld->line, text);
}

char *q_cut(char **rest, const char *marks) {
  if (!*rest) return NULL;
  char *field = *rest, *end = strpbrk(field, marks);
  if (end) *end = 0;
  *rest = end ? end + 1 : NULL;
  return trim(field);
}

char *q_word_cut(char **rest) {
  if (!*rest) return NULL;
  char *s = *rest;
  while (blank(*s)) s++;
  if (!*s) { *rest = NULL; return NULL; }
  char *end = s;
  while (*end && !blank(*end)) end++;
  *rest = *end ? end + 1 : NULL;
  *end = 0;
  return s;
}

const char *q_keep(q_load *ld, const char *s) {
  size_t n = strlen(s);
  char *out = q_alloc(ld->lex->arena, n + 9);
  if (!out) { ld->memory = true; return ""; }
  size_t size = q_fold(s, n, out, n + 8);
  for (size_t i = 0; i < size; i++)
    if (out[i] == '_') out[i] = ' ';
  out[size] = 0;
  return out;
}
