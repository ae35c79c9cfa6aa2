/* Rows as CSV (RFC 4180) and as JSON lines. */
#include "view/view.h"

/* A cell that a spreadsheet would take for a formula gets an apostrophe in front; a plain number stays one. */
static bool formula(const char *s) {
  if (!strchr("=+-@\t\r", *s) || !*s) return false;
  if (*s != '-' && *s != '+') return true;
  size_t n = strspn(s + 1, "0123456789.");
  return n == 0 || s[n + 1];
}

void q_view_csv_line(q_buf *b, int columns, const char *const *values) {
  for (int i = 0; i < columns; i++) {
    const char *s = values[i] ? values[i] : "";
    bool risky = formula(s);
    if (i) q_buf_char(b, ',');
    if (!risky && !s[strcspn(s, ",\"\r\n")]) { q_buf_str(b, s); continue; }
    q_buf_char(b, '"');
    if (risky) q_buf_char(b, '\'');
    for (; *s; s++) {
      if (*s == '"') q_buf_char(b, '"');
      q_buf_char(b, *s);
    }
    q_buf_char(b, '"');
  }
  q_buf_str(b, "\r\n");
}

/* Numbers of the case's columns are written as numbers: the letters of a value decide, so ids that look like numbers are told apart by their name. */
static bool number(const char *name, const char *s) {
  static const char *const counts[] = { "statement", "begin", "end", "negated", "confidence", "statements", "characters", "latest", "reports", "outlets", "claim", "link", "derived", "origins_least", "origins_most", "run", "record", "byte" };
  for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
    if (strcmp(name, counts[i]) == 0) return *s && !s[strspn(s, "0123456789.")];
  return false;
}

void q_view_json_line(q_buf *b, int columns, const char *const *names, const char *const *values) {
  q_buf_char(b, '{');
  for (int i = 0; i < columns; i++) {
    if (i) q_buf_str(b, ", ");
    q_buf_json(b, names[i], strlen(names[i]));
    q_buf_str(b, ": ");
    if (!values[i]) q_buf_str(b, "null");
    else if (number(names[i], values[i])) q_buf_str(b, values[i]);
    else q_buf_json(b, values[i], strlen(values[i]));
  }
  q_buf_str(b, "}\n");
}
