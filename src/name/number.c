/* One number: digits with the marks of its language, number words, compounds, digits with a word ("1.5 million"). */
#include "name/number.h"

enum { PHRASE_WORDS = 5, FOLD_MAX = 96 };
static const int64_t LIMIT = 1000000000000000;

/* ---- phrases ----------------------------------------------------------------------------------------------------------------------- */

static uint32_t phrase_at(const q_numbers *x, uint32_t t, uint32_t *id) {
  q_folded words;
  *id = 0;
  if (!(q_number_classes(x, t) & Q_W_BEGINS)) return 0;
  q_fold_tokens(x->r, t, x->end, PHRASE_WORDS, FOLD_MAX - 8, &words);
  return q_lang_phrase(x->lang, words.at, words.size, words.count, id);
}

uint32_t q_number_mark(const q_numbers *x, uint32_t t, char mark[3]) {
  mark[0] = 0;
  if (!x->lang || t >= x->end) return 0;
  uint32_t id, count = phrase_at(x, t, &id);
  if (!count || !(q_lang_word(x->lang, id)->classes & Q_W_APPROXIMATE)) { count = 1; id = x->r->tokens[t].word; }
  const q_word *w = q_lang_word(x->lang, id);
  if (!(w->classes & Q_W_APPROXIMATE)) return 0;
  memcpy(mark, w->approximate, 3);
  return count;
}

/* ---- digits ------------------------------------------------------------------------------------------------------------------------ */

typedef struct decimal { int64_t whole, part, scale; bool marked, bad; uint32_t digits; } decimal; /* whole + part / scale */

static int digit(uint32_t c) {
  if (c >= '0' && c <= '9') return (int)(c - '0');
  if (c >= 0x660 && c <= 0x669) return (int)(c - 0x660);
  return c >= 0x6f0 && c <= 0x6f9 ? (int)(c - 0x6f0) : -1;
}

/* Reads digits from *at. Groups of three after a mark are thousands, unless the mark is the language's decimal mark and stands once. */
static decimal read_digits(const q_lang *l, const char **at, const char *end) {
  decimal d = { .scale = 1 };
  uint32_t decimal_mark = l ? l->decimal : '.', last = 0;
  const char *s = *at;
  bool fraction = false, zero = false;
  for (; s < end;) {
    const char *from = s;
    uint32_t c = q_utf8_next(&s, end);
    int v = digit(c);
    if (v >= 0) {
      if (!d.digits) zero = v == 0;
      d.digits++;
      if (fraction) { if (d.scale < 1000000) { d.part = d.part * 10 + v; d.scale *= 10; } }
      else if (d.whole < LIMIT) d.whole = d.whole * 10 + v;
      continue;
    }
    uint32_t run = 0;
    for (const char *p = s; p < end; run++) if (digit(q_utf8_next(&p, end)) < 0) break;
    bool mark = c == '.' || c == ',' || c == '\'' || c == 0x2019 || c == 0x66b || c == 0x66c || q_is_space(c);
    if (!mark || !run || !d.digits) { s = from; break; }
    bool group = run == 3 && !fraction && (c != decimal_mark || (last == c));
    if (c == 0x66b) group = false;
    if (fraction) d.bad = true;
    fraction = !group;
    d.marked = true;
    last = c;
  }
  d.bad |= (zero && d.digits > 1 && !d.scale) || (zero && d.digits > 1 && d.scale == 1) || d.digits > 15;
  *at = s;
  return d;
}

/* A token of digits: 20, 1,500, 10-15. false: letters or signs in it make it something else. */
static bool digits_token(const q_numbers *x, uint32_t t, decimal *d, q_number *n) {
  quoth_span span = x->r->tokens[t].span;
  const char *at = x->r->text + span.begin, *end = x->r->text + span.end;
  *d = read_digits(x->lang, &at, end);
  if (at == end) return !d->bad;
  uint32_t c = q_utf8_next(&at, end);
  if (c != '-' && c != 0x2010 && c != 0x2011) return false;
  decimal other = read_digits(x->lang, &at, end);
  if (at != end || other.bad || other.scale > 1 || d->bad || d->scale > 1 || other.whole <= d->whole || d->digits > 3) return false;
  n->high = other.whole;
  return true;
}

/* ---- words ------------------------------------------------------------------------------------------------------------------------- */

typedef struct sum { int64_t total, now, last; uint32_t words; } sum; /* now: below the next thousand; last: the word before */

/* Adds a number word. joined: "and" stands before it. false: it begins another number. */
static bool add_word(sum *s, int64_t v, bool joined) {
  int64_t now = s->now;
  if (v >= 1000) {
    if (now == 0 && s->words) { if (s->last < 1000 || v <= s->last || s->total > LIMIT / v) return false; s->total *= v; s->last = v; s->words++; return true; }
    if (v > LIMIT || now > LIMIT / v) return false;
    s->total += (now ? now : 1) * v;
    s->now = 0;
  } else if (!s->words || (s->last >= 1000 && now == 0)) s->now = v;
  else if (v == 100 && now > 1 && now < 100) s->now = now * 100;
  else if ((v == 12 || v == 20) && now < 10 && !joined && (v == 12 || now == 4)) s->now = now * v; /* two dozen; quatre-vingt */
  else if (v == 10 && now < 10) s->now = now + 10;                                       /* Arabic teens */
  else if (joined && v >= 20 && v < 100 && v % 10 == 0 && now % 100 < 10 && now % 100) s->now = now + v; /* five and twenty */
  else if (v < 10 && s->last >= 20 && now % 10 == 0) s->now = now + v;
  else if (v < 20 && (s->last == 60 || s->last == 20 || s->last == 80) && now % 20 == 0 && now % 100) s->now = now + v; /* soixante-douze */
  else if (v < 10 && s->last == 10 && now % 10 == 0 && now >= 70) s->now = now + v;      /* soixante-dix-sept */
  else if (v < 100 && s->last >= 100 && now % 100 == 0) s->now = now + v;
  else return false;
  s->last = v;
  s->words++;
  return true;
}

/* Number words joined by hyphens: "quatre-vingt-dix-sept". */
static bool hyphenated(const q_lang *l, const char *s, size_t n, sum *out) {
  bool joined = false;
  for (const char *end = s + n; s < end;) {
    const char *stop = memchr(s, '-', (size_t)(end - s));
    const q_word *w = q_lang_word(l, q_lang_find(l, s, (size_t)((stop ? stop : end) - s), NULL));
    if (w->classes & Q_W_NUMBER) { if (!add_word(out, w->number, joined)) return false; joined = false; }
    else if ((w->classes & Q_W_CONJUNCTION) && out->words && !joined) joined = true;
    else return false;
    s = stop ? stop + 1 : end;
  }
  return out->words > 1 && !joined;
}

/* A word of number words glued together: "fünfundzwanzigtausend". */
static bool compound(const q_lang *l, const char *s, size_t n, sum *out) {
  bool joined = false;
  size_t i = 0;
  while (i < n) {
    size_t size = n - i < 16 ? n - i : 16;
    const q_word *w = NULL;
    for (; size >= 3; size--) {
      w = q_lang_word(l, q_lang_find(l, s + i, size, NULL));
      if ((w->classes & Q_W_NUMBER) && w->number > 0 && !(i + size < n && w->classes & Q_W_ARTICLE && size > 3)) break;
    }
    if (size >= 3) {
      if (!add_word(out, w->number, joined)) return false;
      i += size;
      joined = false;
    } else if (i && n - i > 3 && memcmp(s + i, "und", 3) == 0) { joined = true; i += 3; }
    else return false;
  }
  return out->words > 1 && !joined;
}

static int64_t value(const sum *s) { return s->total + s->now; }

/* The number that the word (or phrase, or compound) at t stands for; *count: its tokens. */
static bool word_value(const q_numbers *x, uint32_t t, sum *s, bool joined, uint32_t *count) {
  uint32_t id, words = phrase_at(x, t, &id);
  if (!x->lang || (x->r->tokens[t].flags & QUOTH_TOKEN_PUNCT)) return false;
  if (!words || !(q_lang_word(x->lang, id)->classes & Q_W_NUMBER)) { words = 1; id = x->r->tokens[t].word; }
  const q_word *w = q_lang_word(x->lang, id);
  *count = words;
  if (w->classes & Q_W_NUMBER && !(w->classes & (Q_W_MONTH | Q_W_WEEKDAY))) return add_word(s, w->number, joined);
  quoth_span span = x->r->tokens[t].span;
  char folded[FOLD_MAX];
  sum own = { 0 };
  bool hyphens = memchr(x->r->text + span.begin, '-', span.end - span.begin) != NULL;
  if ((!hyphens && (!x->lang->compound_numbers || w->classes)) || s->words || span.end - span.begin > FOLD_MAX - 8) return false;
  size_t n = q_fold(x->r->text + span.begin, span.end - span.begin, folded, sizeof folded);
  if (!(hyphens ? hyphenated(x->lang, folded, n, &own) : compound(x->lang, folded, n, &own))) return false;
  *s = own;
  return true;
}

/* Whether "and" (or a hyphen) stands at t inside a number; *next: the token after it. Arabic "wa" is glued to the word and skipped in its lookup. */
static bool joiner(const q_numbers *x, uint32_t t, uint32_t *next) {
  const quoth_token *tok = x->r->tokens;
  *next = t;
  if (t < x->end && tok[t].skip && memcmp(x->r->text + tok[t].span.begin, "\xd9\x88", 2) == 0) return true;
  if (t + 1 >= x->end) return false;
  if (x->r->text[tok[t].span.begin] == '-' && tok[t].span.end - tok[t].span.begin == 1 && tok[t].span.begin == tok[t - 1].span.end) { *next = t + 1; return false; }
  if (!(q_number_classes(x, t) & Q_W_CONJUNCTION)) return false;
  *next = t + 1;
  return true;
}

static bool multiplies(const q_numbers *x, uint32_t t, int64_t *by) {
  if (t >= x->end || !x->lang) return false;
  const q_word *w = q_lang_word(x->lang, x->r->tokens[t].word);
  quoth_span s = x->r->tokens[t].span;
  *by = w->number;
  return (w->classes & Q_W_NUMBER) && (w->number == 12 || w->number == 100 || w->number >= 1000) && s.end - s.begin > 1;
}

bool q_number_glued(const q_numbers *x, uint32_t t, int64_t *value) {
  quoth_span span = x->r->tokens[t].span;
  const char *at = x->r->text + span.begin, *end = x->r->text + span.end;
  if (!x->lang || !*x->lang->proclitics || span.end - span.begin < 3 || memcmp(at, "\xd9\x88", 2)) return false;
  at += 2;
  decimal d = read_digits(x->lang, &at, end);
  if (at < end || !d.digits || d.bad || d.scale > 1) return false;
  if (value) *value = d.whole;
  return true;
}

static bool from_digits(const q_numbers *x, uint32_t t, q_number *out) {
  const quoth_token *tok = x->r->tokens;
  decimal d;
  int64_t by;
  out->digits = true;
  out->end = t + 1;
  if ((tok[t].flags & QUOTH_TOKEN_WORD) || !digits_token(x, t, &d, out)) { out->none = true; return true; }
  while (out->end < x->end && !d.marked && d.digits <= 3 && tok[out->end].flags & QUOTH_TOKEN_NUMBER && tok[out->end].span.end - tok[out->end].span.begin == 3 &&
         tok[out->end].span.begin == tok[out->end - 1].span.end + 1) { /* 10 000 as two tokens */
    const char *at = x->r->text + tok[out->end].span.begin, *end = at + 3;
    decimal more = read_digits(x->lang, &at, end);
    if (at < end || more.digits != 3 || d.whole > LIMIT / 1000) break;
    d.whole = d.whole * 1000 + more.whole;
    out->end++;
  }
  out->year = d.digits == 4 && !d.marked && out->end == t + 1 && d.whole >= 1000 && d.whole <= 2100;
  if (multiplies(x, out->end, &by) && d.whole < LIMIT / by) {
    out->end++;
    out->year = false;
    d.whole = d.whole * by + d.part * by / d.scale;
    if (out->high) out->high *= by;
  } else if (d.scale > 1) out->none = true;
  out->value = d.whole;
  return true;
}

/* "hundreds", "several dozen", "dozens of": at least so many. */
static bool vague(const q_numbers *x, uint32_t t, int64_t v) {
  char mark[3];
  if (v == 100 || v >= 1000) return true;
  if (q_lang_word(x->lang, x->r->tokens[t].word)->approximate[0] == '+') return true;
  if (v != 12) return false;
  if (t > x->first && (q_number_classes(x, t - 1) & Q_W_QUANTIFIER)) return true;
  return q_number_mark(x, t + 1, mark) && strcmp(mark, "of") == 0;
}

bool q_number_at(const q_numbers *x, uint32_t t, q_number *out) {
  sum s = { 0 };
  uint32_t count, next = t;
  memset(out, 0, sizeof *out);
  if (t >= x->end) return false;
  if (x->r->tokens[t].flags & QUOTH_TOKEN_NUMBER) return from_digits(x, t, out);
  if (q_number_glued(x, t, &out->value)) { out->digits = true; out->end = t + 1; return true; }
  if (!word_value(x, t, &s, false, &count)) return false;
  out->end = t + count;
  out->vague = s.words == 1 && count == 1 && (q_number_classes(x, t) & Q_W_NUMBER) && vague(x, t, value(&s));
  out->article = count == 1 && value(&s) == 1 && (q_number_classes(x, t) & (Q_W_ARTICLE | Q_W_PRONOUN));
  while (out->end < x->end) {
    sum before = s;
    bool joined = joiner(x, out->end, &next);
    if (!word_value(x, next, &s, joined, &count)) { s = before; break; }
    out->end = next + count;
    out->vague = out->article = false;
  }
  out->value = value(&s);
  return true;
}
