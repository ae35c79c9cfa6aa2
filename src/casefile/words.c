/* Full text. The index holds folded text only and no copy of it; to delete a row FTS5 must be given the same folded text once more. */
#include <stdlib.h>
#include "casefile/store.h"

static bool fold(q_buf *b, const char *s) {
  size_t n = s ? strlen(s) : 0;
  char *room = malloc(n + 8);
  if (!room) return false;
  q_buf_add(b, room, n ? q_fold_search(s, n, room, n + 8) : 0);
  free(room);
  return !b->failed;
}

static int fold_parts(const char *const *parts, int count, q_buf *folded, quoth_error *e) {
  for (int i = 0; i < count; i++)
    if (!fold(&folded[i], parts[i])) return q_fail(e, QUOTH_MEMORY, "out of memory");
  return 0;
}

int q_words_report(q_case *c, int64_t report, const char *title, const char *text, bool add, quoth_error *e) {
  q_buf f[2] = {{0}};
  const char *parts[] = { title, text };
  int status = fold_parts(parts, 2, f, e);
  if (!status && add) status = q_run(c, e, "INSERT INTO report_words(rowid, title, body) VALUES(?,?,?)", "iss", report, f[0].at, (int)f[0].count, f[1].at, (int)f[1].count);
  else if (!status) status = q_run(c, e, "INSERT INTO report_words(report_words, rowid, title, body) VALUES('delete',?,?,?)", "iss", report, f[0].at, (int)f[0].count, f[1].at, (int)f[1].count);
  for (int i = 0; i < 2; i++) q_buf_free(&f[i]);
  return status;
}

int q_words_statement(q_case *c, int64_t statement, const char *const parts[4], bool add, quoth_error *e) {
  q_buf f[4] = {{0}};
  int status = fold_parts(parts, 4, f, e);
#define PARTS f[0].at, (int)f[0].count, f[1].at, (int)f[1].count, f[2].at, (int)f[2].count, f[3].at, (int)f[3].count
  if (!status && add) status = q_run(c, e, "INSERT INTO statement_words(rowid, content, source, speaker, about) VALUES(?,?,?,?,?)", "issss", statement, PARTS);
  else if (!status) status = q_run(c, e, "INSERT INTO statement_words(statement_words, rowid, content, source, speaker, about) VALUES('delete',?,?,?,?,?)", "issss", statement, PARTS);
  for (int i = 0; i < 4; i++) q_buf_free(&f[i]);
  return status;
}

static bool has_word(const char *s, size_t n) {
  for (const char *at = s; at < s + n;) {
    uint32_t ch = q_utf8_next(&at, s + n);
    if (q_is_letter(ch) || q_is_digit(ch)) return true;
  }
  return false;
}

/* One word or phrase s[0..n) as an FTS5 string; inside, only what is no quotation mark. */
static bool term(q_buf *b, const char *column, const char *s, size_t n, bool begins, bool first) {
  if (!has_word(s, n)) return false;
  q_buf_printf(b, "%s%s : \"", first ? "" : " AND ", column);
  for (size_t i = 0; i < n; i++) q_buf_char(b, s[i] == '"' ? ' ' : s[i]);
  q_buf_str(b, begins ? "\" *" : "\"");
  return true;
}

/* The next word or quoted phrase of a folded query at *at; begins: a * after it. false: none is left. */
typedef struct asked { const char *at; size_t size; bool begins; } asked;
static bool next_asked(const char **at, asked *out) {
  const char *p = *at + strspn(*at, " \t\n");
  if (!*p) return false;
  bool phrase = *p == '"';
  size_t n = strcspn(p += phrase, phrase ? "\"" : " \t\n\"");
  bool begins = !phrase && n > 1 && p[n - 1] == '*';
  *out = (asked){ p, n - begins, begins };
  *at = p + n + (phrase && p[n]);
  return true;
}

bool q_words_query(q_buf *b, const char *column, const char *s) {
  q_buf folded = {0};
  asked x;
  bool any = b->count > 0, found = false;
  if (!fold(&folded, s)) { b->failed = true; return false; }
  for (const char *p = folded.at ? folded.at : ""; next_asked(&p, &x);)
    if (term(b, column, x.at, x.size, x.begins, !any)) any = found = true;
  q_buf_free(&folded);
  return found;
}

/* One word or phrase as a condition on a column of words with a blank on each side. */
static void known(q_buf *b, const char *column, const char *s, size_t n, bool begins) {
  q_buf_printf(b, "%sinstr(%s, ' ", b->count ? " AND " : "", column);
  bool blank = true;
  for (const char *p = s, *end = s + n; p < end;) {
    const char *at = p;
    uint32_t ch = q_utf8_next(&at, end);
    if (q_is_letter(ch) || q_is_digit(ch)) { q_buf_add(b, p, (size_t)(at - p)); blank = false; }
    else if (!blank) { q_buf_char(b, ' '); blank = true; }
    p = at;
  }
  q_buf_str(b, begins || blank ? "')" : " ')");
}

bool q_words_known(q_buf *b, const char *column, const char *s) {
  q_buf folded = {0};
  asked x;
  if (!fold(&folded, s)) { b->failed = true; return false; }
  for (const char *p = folded.at ? folded.at : ""; next_asked(&p, &x);)
    if (has_word(x.at, x.size)) known(b, column, x.at, x.size, x.begins);
  q_buf_free(&folded);
  return b->count > 0;
}
