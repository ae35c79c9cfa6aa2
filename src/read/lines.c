/* Text -> paragraphs with the measures that sections are told by. One pass; a text wrapped at a width is put together again. */
#include "read/inside.h"

enum { LINE_LIMIT = 200000 };

static bool is_closer(uint32_t c) { return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x2019 || c == 0x201d || c == 0x201c || c == 0xbb || c == 0xab || c == 0x203a; }

/* Where a line ends between the last code point that is no blank and closing marks. */
static uint8_t ending(const char *begin, const char *end) {
  const char *p = end;
  uint32_t c = 0;
  for (int i = 0; i < 6 && p > begin; i++) {
    c = q_utf8_prev(begin, &p);
    if (!is_closer(c) && !q_is_space(c)) break;
  }
  if (c == 0x2026) return Q_ENDS_ELLIPSIS;
  if (c == '.') return p - begin >= 2 && p[-1] == '.' && p[-2] == '.' ? Q_ENDS_ELLIPSIS : Q_ENDS_STOP;
  if (c == '!' || c == '?' || c == 0x61f || c == 0x6d4 || c == ';') return Q_ENDS_STOP;
  return c == ':' ? Q_ENDS_COLON : Q_ENDS_OPEN;
}

static void opening(const char *p, const char *end, q_line *x) {
  const char *q = p;
  uint32_t c = q_utf8_next(&q, end);
  x->opens = c == '"' || c == 0x201c || c == 0x201e || c == 0xab || c == 0x2018 || c == 0x201a || c == 0xbb || c == 0x201d;
  x->bullet = c == '*' || c == 0x2022 || c == '-' || c == 0x2013 || c == 0x2014 || c == 0xb7 || c == '>' || c == 0x25cf || c == 0x25aa || c == 0x203a;
  while (q < end && !q_is_letter(c) && !q_is_digit(c)) c = q_utf8_next(&q, end);
  x->lower = q_is_letter(c) && !q_is_upper(c) && (c < 0x590 || c > 0x8ff);
}

void q_line_measure(const char *text, q_line *x) {
  const char *p = text + x->begin, *end = text + x->end;
  uint32_t uppers = 0, run = 0; /* run: letters of the word so far */
  bool in_word = false;
  x->words = x->capitals = x->letters = x->stops = 0;
  opening(p, end, x);
  x->ends = ending(p, end);
  while (p < end) {
    unsigned char b = (unsigned char)*p;
    if (b < 0x80) {
      bool letter = (b | 32) >= 'a' && (b | 32) <= 'z', upper = letter && b < 'a';
      p++;
      if ((b == '.' || b == '!' || b == '?') && run >= 3 && p + 1 < end && *p == ' ' && !(p[1] >= 'a' && p[1] <= 'z')) x->stops++;
      run = letter ? run + 1 : 0;
      if (letter) {
        x->letters++;
        uppers += upper;
        if (!in_word) x->capitals += upper;
      }
      if (b <= ' ') in_word = false;
      else if (!in_word && (letter || (b >= '0' && b <= '9'))) { in_word = true; x->words++; }
      continue;
    }
    uint32_t c = q_utf8_next(&p, end);
    run = q_is_letter(c) ? run + 1 : 0;
    if (run) {
      bool upper = q_is_upper(c);
      x->letters++;
      uppers += upper;
      if (!in_word) { x->words++; x->capitals += upper; }
      in_word = true;
    } else if (q_is_space(c)) {
      in_word = false;
    } else if (!in_word && q_is_digit(c)) {
      x->words++;
      in_word = true;
    }
  }
  x->upper = x->letters >= 3 && uppers == x->letters;
}

/* The line that ends at `to` without blanks at its ends. */
static bool trim(const char *text, uint32_t from, uint32_t to, q_line *x) {
  const char *b = text + from, *e = text + to;
  while (b < e) {
    const char *q = b;
    if (!q_is_space(q_utf8_next(&q, e))) break;
    b = q;
  }
  while (b < e) {
    const char *q = e;
    if (!q_is_space(q_utf8_prev(b, &q))) break;
    e = q;
  }
  *x = (q_line){ .begin = (uint32_t)(b - text), .end = (uint32_t)(e - text), .indented = b - text >= from + 2 };
  return b < e;
}

/* Wrapped at a width: most lines that go on below are about as long as the longest, and none is much longer. */
static bool is_wrapped(const q_lines *ls, const char *text) {
  uint32_t longest = 0, inner = 0, full = 0, broken = 0;
  for (uint32_t i = 0; i < ls->count; i++) {
    uint32_t n = ls->at[i].end - ls->at[i].begin;
    if (n > longest) longest = n;
  }
  uint32_t points = 1;
  for (uint32_t i = 0; i < ls->count; i++)
    if (ls->at[i].end - ls->at[i].begin == longest) points = (uint32_t)q_utf8_count(text + ls->at[i].begin, longest);
  if (points < 50 || points > 110) return false;
  for (uint32_t i = 0; i + 1 < ls->count; i++) {
    const q_line *x = &ls->at[i];
    if (x[1].gap || x[1].indented) continue;
    inner++;
    full += (x->end - x->begin) * 10 >= longest * 7;
    broken += x->ends == Q_ENDS_OPEN;
  }
  return inner >= 3 && full * 10 >= inner * 7 && broken * 10 >= inner * 6;
}

/* Lines that go on below become one, unless indented or short before. */
static void join(q_lines *ls, const char *text) {
  uint32_t kept = 0, longest = 0;
  for (uint32_t i = 0; i < ls->count; i++)
    if (ls->at[i].end - ls->at[i].begin > longest) longest = ls->at[i].end - ls->at[i].begin;
  for (uint32_t i = 0; i < ls->count; i++) {
    q_line *x = &ls->at[i], *to = kept ? &ls->at[kept - 1] : NULL;
    bool full = i > 0 && (ls->at[i - 1].end - ls->at[i - 1].begin) * 10 >= longest * 6;
    if (to && !x->gap && !x->indented && full && !x->bullet) to->end = x->end;
    else ls->at[kept++] = *x;
  }
  ls->count = kept;
  for (uint32_t i = 0; i < kept; i++) q_line_measure(text, &ls->at[i]);
}

int q_lines_cut(q_arena *a, const char *text, uint32_t length, q_lines *out) {
  uint32_t at = 0;
  bool gap = true;
  *out = (q_lines){ 0 };
  while (at < length && out->count < LINE_LIMIT) {
    const char *nl = memchr(text + at, '\n', length - at);
    uint32_t to = nl ? (uint32_t)(nl - text) : length;
    q_line x;
    if (trim(text, at, to, &x)) {
      x.gap = gap;
      q_line_measure(text, &x);
      if (q_push(a, out, x)) return QUOTH_MEMORY;
      gap = false;
    } else {
      gap = true;
    }
    at = nl ? to + 1 : length;
  }
  out->rest = at;
  out->wrapped = is_wrapped(out, text);
  if (out->wrapped) join(out, text);
  return 0;
}
