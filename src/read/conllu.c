/* CoNLL-U sentences from a stream, each checked: ten columns, numbers in order, ranges that hold their words, UTF-8. */
#include <stdlib.h>
#include "read/conllu.h"

enum { LINE_LIMIT = 1 << 20, SENTENCE_LIMIT = 16 << 20, WORDS_LIMIT = 60000, BATCH = 64 << 10, TAIL = 16 << 10 };

struct q_conllu_reader {
  q_buf batch;
  uint64_t line, byte;           /* read so far */
  uint64_t words, ranged;        /* of the sentence: words so far, last word of the open range */
  bool passing;                  /* a bad sentence is read past */
  bool started, pending;         /* pending: why holds the refusal of the sentence that followed the batch */
  int status;
  quoth_error why;
};

q_conllu_reader *q_conllu_open(void) { return calloc(1, sizeof(q_conllu_reader)); }

void q_conllu_close(q_conllu_reader *x) {
  if (!x) return;
  q_buf_free(&x->batch);
  free(x);
}

static size_t column(const char *s, size_t n) {
  const char *tab = memchr(s, '\t', n);
  return tab ? (size_t)(tab - s) : n;
}

/* A number without sign or zero in front, at most nine digits; 0: none. */
static uint64_t number(const char **s, const char *end) {
  const char *from = *s;
  uint64_t v = 0;
  while (*s < end && **s >= '0' && **s <= '9' && *s - from < 9) v = v * 10 + (uint64_t)(*(*s)++ - '0');
  return *s > from && *from != '0' ? v : 0;
}

bool q_conllu_begins(const char *s, size_t n) {
  if (n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0) { s += 3; n -= 3; }
  while (n) {
    const char *nl = memchr(s, '\n', n);
    size_t size = nl ? (size_t)(nl - s) : n, tabs = 0;
    if (*s != '#' && size > (nl && size && s[size - 1] == '\r')) {
      for (size_t i = 0; i < size; i++) tabs += s[i] == '\t';
      return tabs == 9 && *s == '1' && (s[1] == '\t' || s[1] == '-');
    }
    if (!nl) return false;
    n -= size + 1;
    s = nl + 1;
  }
  return false;
}

/* What is wrong with a line of a sentence; *at: the byte in it. NULL: nothing. */
static const char *wrong(q_conllu_reader *x, const char *s, size_t n, size_t *at) {
  size_t columns = 1, valid = q_utf8_valid(s, n);
  *at = valid;
  if (valid < n) return "not UTF-8";
  *at = 0;
  if (memchr(s, 0, n)) return "a zero byte";
  if (s[0] == '#') return x->words || x->ranged ? "a comment inside a sentence" : NULL;
  for (size_t i = 0; i < n; i++) {
    if (s[i] == '\t' && (i == 0 || i + 1 == n || s[i + 1] == '\t')) { *at = i; return "an empty column"; }
    columns += s[i] == '\t';
  }
  if (columns != 10) { *at = n; return columns < 10 ? "fewer than ten columns" : "more than ten columns"; }
  const char *p = s, *end = s + column(s, n);
  if (end - p > 2 && p[0] == '0' && p[1] == '.') { p += 2; return number(&p, end) && p == end && !x->words ? NULL : "a number out of order"; }
  uint64_t first = number(&p, end), last = 0;
  if (!first) return "the first column is no number";
  if (p < end && *p == '.') { p++; return number(&p, end) && p == end && first == x->words ? NULL : "an empty node out of order"; }
  if (p < end && *p == '-') { p++; last = number(&p, end); }
  if (p != end) return "the first column is no number";
  if (first != x->words + 1) return "a number out of order";
  if (first > WORDS_LIMIT || last > WORDS_LIMIT) return "more words than the limit for one sentence";
  if (!last) { x->words = first; return NULL; }
  if (last < first || first <= x->ranged) return "a range that holds no words of its own";
  x->ranged = last;
  return NULL;
}

static int refuse(q_conllu_reader *x, int status, const char *path, size_t at, const char *why) {
  return q_fail_at(&x->why, status, path, x->line, x->byte + at, "%s: line %llu, byte %llu: %s; the sentence is left out", path, (unsigned long long)x->line,
                   (unsigned long long)(x->byte + at), why);
}

/* One sentence behind the batch. 0: it is there, QUOTH_NOTHING: the file is over, negative: refused, why says so. */
static int sentence(q_conllu_reader *x, q_stream *s, const char *path) {
  size_t begin = x->batch.count, at = 0, rows = 0;
  const char *line;
  size_t size;
  int status;
  x->words = x->ranged = 0;
  for (;;) {
    quoth_error e = { 0 };
    status = q_stream_line(s, LINE_LIMIT, x->line + 1, &line, &size, &e);
    if (status < 0 && status != QUOTH_LIMIT) { x->why = e; break; }
    if (status == QUOTH_NOTHING) break;
    x->line++;
    const char *why = status ? "a line longer than the limit" : NULL;
    size_t whole = status ? 0 : size + 1;
    if (x->line == 1 && !why && size >= 3 && memcmp(line, "\xef\xbb\xbf", 3) == 0) { line += 3; size -= 3; }
    if (!why && size && line[size - 1] == '\r') size--;
    if (!why && !size) {
      x->byte += whole;
      if (x->passing || !rows) { x->passing = false; continue; }
      break;
    }
    if (!x->passing) {
      if (!why) why = wrong(x, line, size, &at);
      if (!why && x->batch.count - begin + size > SENTENCE_LIMIT) why = "a sentence larger than the limit";
      if (why) {
        status = refuse(x, status ? status : QUOTH_DATA, path, at, why);
        x->passing = true;
        x->byte += whole;
        break;
      }
      q_buf_add(&x->batch, line, size);
      q_buf_char(&x->batch, '\n');
      rows += line[0] != '#';
    }
    x->byte += whole;
  }
  if (status == 0 || (status == QUOTH_NOTHING && rows)) {
    if (x->ranged > x->words) status = refuse(x, QUOTH_DATA, path, 0, "the sentence ends inside a range");
    else { status = 0; q_buf_char(&x->batch, '\n'); }
  } else if (status == QUOTH_NOTHING) x->batch.count = begin; /* comments alone */
  if (x->batch.failed) status = q_fail(&x->why, QUOTH_MEMORY, "out of memory");
  if (status < 0) x->batch.count = begin;
  return status;
}

int q_conllu_next(q_conllu_reader *x, q_stream *s, const char *path, const char **bytes, size_t *size, uint64_t *record, quoth_error *e) {
  if (x->pending) {
    x->pending = false;
    if (e) *e = x->why;
    return x->status;
  }
  x->batch.count = 0;
  *record = x->line + 1;
  int status = 0;
  while (!status) {
    status = sentence(x, s, path);
    if (status || x->batch.count < BATCH) continue;
    const char *ahead; /* a short rest comes along, so that its language is told from enough text */
    size_t left = 0;
    if (q_stream_peek(s, TAIL, &ahead, &left, NULL) || left >= TAIL || x->batch.count > 2 * BATCH) break;
  }
  if (status < 0 && !x->batch.count) { if (e) *e = x->why; return status; }
  if (status < 0) { x->pending = true; x->status = status; }
  if (!x->batch.count) return QUOTH_NOTHING;
  *bytes = x->batch.at;
  *size = x->batch.count;
  return 0;
}
