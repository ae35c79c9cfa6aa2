#include "parse/features.h"

static uint32_t hash(const char *s, size_t n, uint64_t column) { return (uint32_t)(q_hash(s, n, column) >> 16); }

/* Bytes of the first k code points. */
static size_t first(const char *s, size_t n, int k) {
  const char *at = s;
  while (k-- > 0 && at < s + n) q_utf8_next(&at, s + n);
  return (size_t)(at - s);
}

/* Where the last k code points begin. */
static size_t last(const char *s, size_t n, int k) {
  const char *at = s + n;
  while (k-- > 0 && at > s) q_utf8_prev(s, &at);
  return (size_t)(at - s);
}

static char class_of(uint32_t c) {
  if (q_is_upper(c)) return 'A';
  if (q_is_digit(c)) return '0';
  if (q_is_letter(c)) return c >= 0x590 && c < 0x800 ? 'r' : 'a';
  if (q_is_mark(c)) return 0;
  return c < 0x80 ? (char)c : c == 0xab || c == 0xbb || (c >= 0x2018 && c <= 0x201f) ? '"' : c >= 0x2010 && c <= 0x2015 ? '-' : '*';
}

/* "Abc-12" is "Aa-0": runs of one class as one sign, at most eight; one letter alone has a shape of its own. */
static uint32_t shape(const char *s, size_t n) {
  char out[9];
  size_t count = 0, points = 0;
  const char *at = s;
  while (at < s + n && count < 8) {
    char k = class_of(q_utf8_next(&at, s + n));
    points++;
    if (k && (!count || out[count - 1] != k)) out[count++] = k;
  }
  if (points == 1) out[count++] = '1';
  return hash(out, count, Q_HASHES);
}

void q_word_hashes(const char *form, size_t n, uint32_t out[Q_HASHES]) {
  char low[256];
  size_t taken = n < 240 ? n : first(form, 240, 1 << 20); /* longer than any word: its beginning stands for it */
  while (taken > 240 || (taken < n && ((unsigned char)form[taken] & 0xc0) == 0x80)) taken--;
  size_t k = q_fold(form, taken, low, sizeof low);
  for (size_t i = 0; i < k; i++)
    if (low[i] >= '0' && low[i] <= '9') low[i] = '0';
  int column = 0;
  out[column] = hash(low, k, 0); column++;
  for (int j = 1; j <= 4; j++, column++) { size_t from = last(low, k, j); out[column] = hash(low + from, k - from, (uint64_t)column); }
  for (int j = 1; j <= 3; j++, column++) out[column] = hash(low, first(low, k, j), (uint64_t)column);
  out[column] = shape(form, taken);
}
