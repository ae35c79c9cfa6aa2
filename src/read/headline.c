/* The headline: the line before the body that shares most words with it, or the title that was given. */
#include "read/inside.h"

enum { LEAD = 300 /* words of the body looked at */, TABLE = 2048, PREFIX = 5 };

typedef struct words { uint32_t at[TABLE]; } words;

/* The hash of a word's first letters, 0 for a short word: enough to match inflected forms. Moves *p behind the word. */
static uint32_t next_word(const char **p, const char *end) {
  uint32_t h = 2166136261u, n = 0;
  while (*p < end) {
    const char *from = *p;
    unsigned char b = (unsigned char)*from;
    if (b < 0x80) {
      ++*p;
      bool letter = (b | 32) >= 'a' && (b | 32) <= 'z';
      if (!letter && !(b >= '0' && b <= '9')) break;
      if (n++ < PREFIX) h = (h ^ (letter ? b | 32u : b)) * 16777619u;
      continue;
    }
    uint32_t c = q_utf8_next(p, end);
    if (!q_is_letter(c) && !q_is_digit(c) && !q_is_mark(c)) break;
    if (n++ >= PREFIX) continue;
    char folded[12];
    size_t k = q_fold(from, (size_t)(*p - from), folded, sizeof folded);
    for (size_t i = 0; i < k; i++) h = (h ^ (unsigned char)folded[i]) * 16777619u;
  }
  return n >= 4 ? h | 1 : 0;
}

static bool put(words *w, uint32_t h, bool add) {
  for (uint32_t i = h & (TABLE - 1), tries = 0; tries < 64; i = (i + 1) & (TABLE - 1), tries++) {
    if (w->at[i] == h) return true;
    if (w->at[i]) continue;
    if (add) w->at[i] = h;
    return false;
  }
  return false;
}

static void lead_words(const q_page *p, words *w) {
  uint32_t count = 0;
  memset(w, 0, sizeof *w);
  for (uint32_t i = p->first; i < p->lines.count && i <= p->last && count < LEAD; i++) {
    const q_line *x = &p->lines.at[i];
    if (x->kind != QUOTH_BODY) continue;
    const char *at = p->r->text + x->begin, *end = p->r->text + x->end;
    for (; at < end && count < LEAD; count++) {
      uint32_t h = next_word(&at, end);
      if (h) put(w, h, true);
    }
  }
}

/* Share of the line's longer words that stand in the lead. */
static double shared(words *w, const char *text, const q_line *x) {
  const char *at = text + x->begin, *end = text + x->end;
  uint32_t all = 0, hits = 0;
  while (at < end && all < 60) {
    uint32_t h = next_word(&at, end);
    if (!h) continue;
    all++;
    hits += put(w, h, false);
  }
  return all ? (double)hits / (all < 3 ? 3 : all) : 0;
}

static bool may_be(const q_line *x) {
  bool role = x->sure && (x->whole || x->words < 7 || x->kind == QUOTH_CREDIT || (x->role && strcmp(x->role, "date") == 0));
  return !role && x->words >= 2 && x->words <= 32 && !x->bullet;
}

/* Without blanks and marks at the ends, ignoring case: is a the same line as b? */
static bool same_text(const char *a, size_t n, const char *b, size_t m) {
  const char *p = a, *q = b, *pe = a + n, *qe = b + m;
  while (p < pe || q < qe) {
    uint32_t c = 0, d = 0;
    while (p < pe && !q_is_letter(c = q_utf8_next(&p, pe)) && !q_is_digit(c)) c = 0;
    while (q < qe && !q_is_letter(d = q_utf8_next(&q, qe)) && !q_is_digit(d)) d = 0;
    char x[12], y[12], cx[4], dy[4];
    size_t k = c ? q_fold(cx, q_utf8_put(cx, c), x, sizeof x) : 0, l = d ? q_fold(dy, q_utf8_put(dy, d), y, sizeof y) : 0;
    if (k != l || memcmp(x, y, k) != 0) return false;
  }
  return true;
}

uint32_t q_title_prefix(const char *text, uint32_t from, uint32_t end, const char *title) {
  const char *p = text + from, *pe = text + end, *q = title, *qe = title + strlen(title);
  while (q < qe) {
    uint32_t c = 0, d = 0;
    while (q < qe && !q_is_letter(d = q_utf8_next(&q, qe)) && !q_is_digit(d)) d = 0;
    if (!d) break;
    while (p < pe && !q_is_letter(c = q_utf8_next(&p, pe)) && !q_is_digit(c)) c = 0;
    char x[12], y[12], cx[4], dy[4];
    size_t k = c ? q_fold(cx, q_utf8_put(cx, c), x, sizeof x) : 0, l = q_fold(dy, q_utf8_put(dy, d), y, sizeof y);
    if (k != l || memcmp(x, y, k) != 0) return 0;
  }
  const char *next = p;
  if (p < pe && q_is_letter(q_utf8_next(&next, pe))) return 0;
  for (next = p; next < pe; p = next) { /* the marks that close it */
    uint32_t c = q_utf8_next(&next, pe);
    if (c != '.' && c != '!' && c != '?' && c != '"' && c != 0x201d && c != 0xbb) break;
  }
  return (uint32_t)(p - text);
}

static void choose(q_page *p, uint32_t i) {
  q_line *x = &p->lines.at[i];
  p->headline = i;
  x->kind = QUOTH_HEADLINE;
  x->role = NULL;
  x->sure = true;
}

static bool by_title(q_page *p, const char *title) {
  uint32_t end = p->first == UINT32_MAX ? p->lines.count : p->first + 1;
  for (uint32_t i = 0; i < end && i < 40; i++) {
    const q_line *x = &p->lines.at[i];
    if (x->words > 60 || !same_text(p->r->text + x->begin, x->end - x->begin, title, strlen(title))) continue;
    choose(p, i);
    if (p->first == i) /* the body begins below */
      while (p->first < p->last && (p->first == i || p->lines.at[p->first].sure)) p->first++;
    return true;
  }
  return false;
}

/* The first sentence stands apart: lines of metadata follow it before the text goes on. */
static bool alone_above(const q_page *p) {
  if (p->first >= p->last || p->first + 1 >= p->lines.count) return false;
  const q_line *x = &p->lines.at[p->first], *below = x + 1;
  bool apart = below->sure && (below->kind == QUOTH_FURNITURE || (below->kind == QUOTH_CREDIT && below->role && strcmp(below->role, "byline") == 0));
  return apart && x->words <= 30 && !p->lines.at[p->last].sure && p->lines.at[p->last].words >= 6;
}

void q_headline_find(q_page *p) {
  const char *text = p->r->text;
  words w;
  double best = 0, margin = 0.15;
  uint32_t at = UINT32_MAX, end = p->first == UINT32_MAX ? (p->lines.count < 1 ? 0 : 1) : p->first;
  p->headline = UINT32_MAX;
  if (p->r->title && by_title(p, p->r->title)) return;
  lead_words(p, &w);
  for (uint32_t i = 0; i < end && i < 200; i++) {
    q_line *x = &p->lines.at[i];
    if (!may_be(x)) continue;
    double common = shared(&w, text, x) * (x->words < 4 ? 0.4 : 1);
    double score = 2 * common + (x->words >= 5 ? 0.6 : x->words == 4 ? 0.4 : 0) + (i == 0 ? 0.3 : 0) + (x->ends == Q_ENDS_STOP ? -0.5 : 0) + (x->sure ? -0.4 : 0);
    if (score <= best + margin) continue;
    best = score;
    at = i;
    margin = common >= 0.25 && x->words >= 4 ? 0.9 : 0.15; /* a standfirst often shares more words than the headline above it */
  }
  if (at != UINT32_MAX && best >= 0.3) choose(p, at);
  else if (alone_above(p)) {
    choose(p, p->first);
    while (p->lines.at[p->first].sure || p->lines.at[p->first].words < 6) p->first++;
  }
}
