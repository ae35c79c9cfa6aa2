/* Label words of pages ("READ MORE:", "Photo by") at the start of a line, or anywhere in a short one. */
#include "read/inside.h"

enum { SHORT = 14 /* words: a line that may hold a label anywhere */, FOLD = 400, START = 90 /* bytes of a longer line looked at */ };

typedef struct entry { const q_label *label; uint32_t next; } entry;
struct q_labels { entry *at; uint32_t count, first[256], anywhere; };

int q_labels_make(q_arena *a, const q_lang *l, const q_lang *other, q_labels **out) {
  const q_lang *langs[] = { l, other == l ? NULL : other };
  uint32_t count = 1;
  for (int k = 0; k < 2; k++) count += langs[k] ? langs[k]->label_count : 0;
  q_labels *ls = q_alloc(a, sizeof *ls);
  if (!ls || !(ls->at = q_alloc(a, count * sizeof *ls->at))) return QUOTH_MEMORY;
  ls->count = 1;
  for (int k = 1; k >= 0; k--)
    for (uint32_t i = langs[k] ? langs[k]->label_count : 0; i-- > 0;) {
      const q_label *x = &langs[k]->labels[i];
      uint32_t *head = x->anywhere ? &ls->anywhere : &ls->first[(unsigned char)x->pattern[0]];
      ls->at[ls->count] = (entry){ x, *head };
      *head = ls->count++;
    }
  *out = ls;
  return 0;
}

/* Folded, with single blanks and none before a colon. */
static size_t fold_line(const char *s, size_t n, char out[FOLD + 1]) {
  char raw[FOLD];
  size_t k = 0, m = q_fold(s, n < FOLD - 8 ? n : q_utf8_valid(s, FOLD - 8), raw, sizeof raw);
  const char *p = raw, *end = raw + m;
  while (p < end) {
    unsigned char b = (unsigned char)*p;
    const char *from = p;
    uint32_t c = b < 0x80 ? (p++, b) : q_utf8_next(&p, end);
    if (c == ' ' || (c != b && q_is_space(c)) || (b < ' ')) {
      if (k > 0 && out[k - 1] != ' ') out[k++] = ' ';
      continue;
    }
    if (c == ':' && k > 0 && out[k - 1] == ' ') k--;
    for (; from < p; from++) out[k++] = *from;
  }
  while (k > 0 && out[k - 1] == ' ') k--;
  out[k] = 0;
  return k;
}

static bool word_ends(const char *s, size_t n, size_t at) {
  const char *p = s + at, *q = s + at;
  if (at >= n) return true;
  uint32_t after = q_utf8_next(&p, s + n), before = q_utf8_prev(s, &q);
  return !q_is_letter(after) || !q_is_letter(before);
}

/* Only blanks, marks and numbers follow. */
static bool nothing_more(const char *s, size_t n, size_t at) {
  const char *p = s + at;
  while (p < s + n)
    if (q_is_letter(q_utf8_next(&p, s + n))) return false;
  return true;
}

static uint32_t words_of(const char *s, size_t n) {
  uint32_t k = 1;
  for (size_t i = 0; i < n; i++) k += s[i] == ' ';
  return k;
}

/* May the label at the start of this line be one, rather than the first words of a sentence? */
static bool plausible(const q_line *x, const q_label *l, const char *s, size_t n, bool *whole) {
  bool colon = l->size > 0 && (l->pattern[l->size - 1] == ':' || (l->size < n && s[l->size] == ':'));
  uint32_t own = words_of(l->pattern, l->size), more = x->words > own ? x->words - own : 0;
  *whole = nothing_more(s, n, l->size);
  if (*whole) return true;
  bool sentence = x->ends == Q_ENDS_STOP && x->words > 8, stopped = x->ends == Q_ENDS_STOP && x->words > 3;
  switch (l->kind) {
    case Q_L_CAPTION: case Q_L_PHOTO: return (colon || !sentence || own > 1) && x->words <= 90;
    case Q_L_RELATED: return (colon && x->words <= 30) || (!sentence && more <= 20 && own > 1);
    case Q_L_FURNITURE: return colon ? x->words <= 25 : own > 1 ? x->words <= 40 : !stopped && more <= 2;
    case Q_L_BYLINE: return (colon || !sentence) && more <= 24;
    case Q_L_COMMENT: return !sentence && more <= 6;
    case Q_L_PUBLISHED: case Q_L_UPDATED: return !sentence && more <= 24;
    default: return colon ? x->words <= 25 : !sentence && more <= 10;
  }
}

/* Skips `words` blank-divided words, or to behind the colon that ends the label. */
static uint32_t past_label(const char *text, const q_line *x, uint32_t from, const q_label *l) {
  const char *p = text + from, *end = text + x->end;
  uint32_t words = words_of(l->pattern, l->size), c = 0;
  bool colon = l->pattern[l->size - 1] == ':' && memchr(text + from, ':', x->end - from);
  for (bool in_word = false; p < end;) {
    const char *q = p;
    c = q_utf8_next(&q, end);
    if (colon && c == ':') { p = q; break; }
    if (!colon && in_word && (q_is_space(c) || c == ':') && --words == 0) break;
    in_word = !q_is_space(c);
    p = q;
  }
  while (p < end) {
    const char *q = p;
    c = q_utf8_next(&q, end);
    if (!q_is_space(c) && c != ':' && c != '-' && c != 0x2013 && c != 0x2014 && c != '/' && c != '|') break;
    p = q;
  }
  return (uint32_t)(p - text);
}

/* "Source: X" also as "Source X", if little more than a name follows. */
static bool matches(const q_label *l, const q_line *x, const char *s, size_t n) {
  size_t size = l->size;
  if (size <= n && memcmp(l->pattern, s, size) == 0) return word_ends(s, n, size);
  bool loose = (l->kind == Q_L_SOURCE || l->kind == Q_L_TRANSLATION) && l->pattern[size - 1] == ':' && x->words <= 6 && x->words > 1 && x->capitals * 2 >= x->words;
  return loose && --size < n && memcmp(l->pattern, s, size) == 0 && s[size] == ' ';
}

static bool introduces(const q_label *l, const char *s, size_t n) {
  const char *blank = memrchr(l->pattern, ' ', l->size);
  size_t last = blank ? l->size - (size_t)(blank + 1 - l->pattern) : 9;
  return l->pattern[l->size - 1] == ':' || (l->size < n && s[l->size] == ':') || last <= 4;
}

static bool at_start(const q_labels *ls, const char *text, q_line *x, uint32_t from, const char *s, size_t n) {
  const q_label *best = NULL;
  bool whole = false, best_whole = false;
  for (uint32_t i = n ? ls->first[(unsigned char)s[0]] : 0; i; i = ls->at[i].next) {
    const q_label *l = ls->at[i].label;
    if (!matches(l, x, s, n)) continue;
    if ((best && l->size <= best->size) || !plausible(x, l, s, n, &whole)) continue;
    best = l;
    best_whole = whole;
  }
  if (!best) return false;
  x->label = best->kind + 1;
  x->whole = best_whole;
  x->intro = introduces(best, s, n);
  x->name = best_whole ? x->end : past_label(text, x, from, best);
  return true;
}

bool q_label_within(const q_labels *ls, uint8_t kind, const char *s, size_t n) {
  char folded[FOLD + 1];
  size_t k = fold_line(s, n, folded);
  for (size_t at = 0; at < k; at++) {
    if (at > 0 && !word_ends(folded, k, at)) continue;
    for (uint32_t i = ls->first[(unsigned char)folded[at]]; i; i = ls->at[i].next) {
      const q_label *l = ls->at[i].label;
      if (l->kind == kind && l->size <= k - at && memcmp(l->pattern, folded + at, l->size) == 0) return true;
    }
  }
  return false;
}

/* Past bullets and marks before a label. */
static uint32_t past_marks(const char *text, const q_line *x) {
  const char *p = text + x->begin, *end = text + x->end;
  while (p < end) {
    const char *q = p;
    uint32_t c = q_utf8_next(&q, end);
    if (q_is_letter(c) || q_is_digit(c) || c == 0xa9 || c == '+' || c == '@') break;
    p = q;
  }
  return (uint32_t)(p - text);
}

/* The same for a label inside a short line. A sentence is one only where a picture's credit ends it. */
static bool plausible_within(const q_line *x, const q_label *l, size_t at, size_t n) {
  if (l->kind == Q_L_AGENCY) return x->words <= 6;
  if (x->ends != Q_ENDS_STOP || x->words <= 8) return true;
  return l->kind == Q_L_PHOTO && at + l->size + 12 >= n;
}

void q_label_line(const q_labels *ls, const char *text, q_line *x) {
  char folded[FOLD + 1];
  x->label = 0;
  if (x->words > 90) return;
  uint32_t from = past_marks(text, x);
  if (from == x->end) from = x->begin;
  size_t size = x->end - from;
  if (x->words > SHORT && size > START) size = q_utf8_valid(text + from, START);
  size_t n = fold_line(text + from, size, folded);
  if (at_start(ls, text, x, from, folded, n) || x->words > SHORT) return;
  size_t number = strspn(folded, "0123456789"); /* "3 comments" */
  if (number > 0 && number + 1 < n && folded[number] == ' ' && at_start(ls, text, x, from, folded + number + 1, n - number - 1)) {
    if (x->label == Q_L_COMMENT + 1 && x->whole) return;
    x->label = 0;
    x->whole = false;
  }
  for (uint32_t i = ls->anywhere; i; i = ls->at[i].next) {
    const q_label *l = ls->at[i].label;
    const char *hit = l->size <= n ? memmem(folded, n, l->pattern, l->size) : NULL;
    if (!hit || !plausible_within(x, l, (size_t)(hit - folded), n)) continue;
    x->label = l->kind + 1;
    x->whole = l->size == n;
    x->intro = false;
    x->name = x->begin;
    return;
  }
}
