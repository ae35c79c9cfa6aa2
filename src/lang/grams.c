/* A text's words as hashed letter sequences: one to four letters, and the whole word; blanks at both ends of a word count as letters. */
#include <utf8proc.h>
#include "lang/grams.h"

static uint32_t script_of(uint32_t c) {
  if (c < 0x250 || (c >= 0x1e00 && c < 0x1f00)) return Q_SCRIPT_LATIN;
  if (c >= 0x400 && c < 0x530) return Q_SCRIPT_CYRILLIC;
  if ((c >= 0x600 && c < 0x700) || (c >= 0x750 && c < 0x780) || (c >= 0x8a0 && c < 0x900) || (c >= 0xfb50 && c < 0xfe00) || (c >= 0xfe70 && c < 0xff00)) return Q_SCRIPT_ARABIC;
  return Q_SCRIPT_OTHER;
}

static uint32_t mixed(uint32_t h) { return (h ^ h >> 15) * UINT32_C(0x2c1b3c6d) >> (32 - Q_GRAM_BITS); }

/* w: a blank, the letters, a blank. */
static uint32_t grams_of_word(const uint32_t *w, uint32_t n, uint32_t *out) {
  uint32_t count = 0, whole = 0x9e37;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t h = 0;
    for (uint32_t k = 0; k < 4 && i + k < n; k++) {
      h = (h ^ w[i + k]) * UINT32_C(0x9e3779b1) + k;
      if (k || w[i] != ' ') out[count++] = mixed(h);
    }
    whole = (whole ^ w[i]) * UINT32_C(0x9e3779b1);
  }
  if (n > 4) out[count++] = mixed(whole);
  return count;
}

/* Where a run without blanks that is an address ends; NULL if it is none. */
static const char *address(const char *p, const char *end) {
  const char *q = p;
  bool found = end - p > 4 && strncasecmp(p, "www.", 4) == 0;
  for (; q < end && (unsigned char)*q > ' '; q++) found |= *q == '@' || (*q == ':' && end - q > 2 && q[1] == '/' && q[2] == '/');
  return found ? q : NULL;
}

/* Passed over inside a word: combining marks, tatweel, soft hyphens, marks of direction and width; the joiner of Persian ends one. */
static bool is_passed_over(uint32_t c) {
  if (c == 0x640) return true;
  utf8proc_category_t g = utf8proc_category((utf8proc_int32_t)c);
  return (g >= UTF8PROC_CATEGORY_MN && g <= UTF8PROC_CATEGORY_ME) || (g == UTF8PROC_CATEGORY_CF && c != 0x200c);
}

/* Reads one run of letters at *at; its letters in lower case go to w from 1. A longer word is cut. */
static uint32_t take_word(const char **at, const char *end, uint32_t *w, uint32_t letters[Q_SCRIPTS]) {
  const char *p = *at;
  uint32_t n = 1;
  while (p < end) {
    *at = p;
    uint32_t c = (unsigned char)*p;
    if (c < 0x80) {
      p++;
      c |= 32;
      if (c < 'a' || c > 'z') return n;
      letters[Q_SCRIPT_LATIN]++;
    } else {
      c = q_utf8_next(&p, end);
      if (is_passed_over(c)) continue;
      if (!q_is_letter(c)) return n;
      letters[script_of(c)]++;
      c = (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
    }
    if (n <= Q_GRAM_LETTERS) w[n++] = c;
  }
  *at = p;
  return n;
}

void q_grams_of(const char *text, size_t size, q_grams_fn *fn, void *to, uint32_t letters[Q_SCRIPTS]) {
  const char *p = text, *end = text + size;
  uint32_t w[Q_GRAM_LETTERS + 2] = { ' ' }, grams[Q_GRAM_MOST];
  bool begins = true; /* a run without blanks */
  while (p < end) {
    const char *skip = begins ? address(p, end) : NULL;
    if (skip) p = skip;
    uint32_t n = take_word(&p, end, w, letters);
    if (n > 1) { w[n] = ' '; fn(to, grams, grams_of_word(w, n + 1, grams)); }
    if (p == end) break;
    begins = (unsigned char)*p <= ' ';
    q_utf8_next(&p, end);
  }
}
