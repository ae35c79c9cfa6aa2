/* Dates in text: in numbers (2017-06-09, 09.06.2017, 9/6/2017) or with a month name of the language, with the time that stands beside them.
 * Output is ISO 8601 as far as known; a zone only where one is written. A date that can be read two ways is none. */
#include "read/inside.h"

typedef struct number { uint32_t end; int value, digits; } number;
typedef struct clock { uint32_t begin, end; int hour, minute; char zone[8]; } clock;

/* One decimal digit (ASCII, Arabic-Indic, extended Arabic-Indic), -1 for none; moves *at. */
static int digit(const char *t, uint32_t *at, uint32_t end) {
  unsigned char c = *at < end ? (unsigned char)t[*at] : 0;
  if (c >= '0' && c <= '9') { ++*at; return c - '0'; }
  if (*at + 1 >= end) return -1;
  unsigned char d = (unsigned char)t[*at + 1];
  if (c == 0xd9 && d >= 0xa0 && d <= 0xa9) { *at += 2; return d - 0xa0; }
  if (c == 0xdb && d >= 0xb0 && d <= 0xb9) { *at += 2; return d - 0xb0; }
  return -1;
}

static number read_number(const char *t, uint32_t at, uint32_t end) {
  number n = { at, 0, 0 };
  for (int d; (d = digit(t, &n.end, end)) >= 0; n.digits++)
    if (n.digits < 6) n.value = n.value * 10 + d;
  return n;
}

static bool is_year(number n) { return n.digits == 4 && n.value >= 1900 && n.value <= 2099; }
static bool is_short(number n) { return n.digits == 1 || n.digits == 2; }

static bool real_day(int y, int m, int d) {
  static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  if (m < 1 || m > 12 || d < 1 || d > days[m - 1]) return false;
  return m != 2 || d < 29 || (y % 4 == 0 && (y % 100 != 0 || y % 400 == 0));
}

/* Past blanks of all kinds, commas, bidirectional marks. */
static uint32_t past_blanks(const char *t, uint32_t at, uint32_t end) {
  const char *p = t + at, *e = t + end;
  while (p < e) {
    const char *q = p;
    uint32_t c = q_utf8_next(&q, e);
    if (!(c == ',' || c == 0x60c || (q_is_space(c) && c != '\n') || c == 0x200e || c == 0x200f)) break;
    p = q;
  }
  return (uint32_t)(p - t);
}

static uint32_t word_end(const char *t, uint32_t at, uint32_t end) {
  const char *p = t + at, *e = t + end;
  while (p < e && p - (t + at) < 64) {
    const char *q = p;
    uint32_t c = q_utf8_next(&q, e);
    if (!q_is_letter(c) && !q_is_mark(c)) break;
    p = q;
  }
  return (uint32_t)(p - t);
}

static int month_in(const q_lang *l, const char *s, size_t n) {
  char folded[160];
  unsigned skip = 0;
  if (!l || n == 0 || n > 140) return 0;
  uint32_t id = q_lang_find(l, folded, q_fold(s, n, folded, sizeof folded), &skip);
  const q_word *w = id && skip == 0 ? q_lang_word(l, id) : NULL;
  return w && w->classes & Q_W_MONTH && w->number >= 1 && w->number <= 12 ? (int)w->number : 0;
}

/* A month name that begins at `at` ("June", "Oct.", two words); 0: none. *to is its end. */
static int month_at(const q_calendar *c, const char *t, uint32_t at, uint32_t end, uint32_t *to) {
  uint32_t one = word_end(t, at, end), two = one;
  if (one == at) return 0;
  if (one < end && t[one] == ' ') two = word_end(t, one + 1, end);
  const q_lang *langs[] = { c->lang, c->other };
  for (int i = 0; i < 2; i++) {
    int m = two > one + 1 ? month_in(langs[i], t + at, two - at) : 0;
    if (m) { *to = two; return m; }
    m = month_in(langs[i], t + at, one - at);
    bool dot = one < end && t[one] == '.';
    if (!m && dot) m = month_in(langs[i], t + at, one + 1 - at);
    if (m) { *to = one + dot; return m; }
  }
  return 0;
}

/* The month name that ends just before `at` ("June 9"); 0: none. *from is its beginning. */
static int month_before(const q_calendar *c, const char *t, uint32_t low, uint32_t at, uint32_t *from) {
  const char *p = t + at;
  uint32_t to = at, e;
  for (const char *q = p; q > t + low && t + at - q < 8; p = q) {
    uint32_t x = q_utf8_prev(t + low, &q);
    if (!q_is_space(x) || x == '\n') break;
    to = (uint32_t)(q - t);
  }
  p = t + to;
  if (p > t + low && p[-1] == '.') p--;
  const char *word = p;
  for (const char *q = p; q > t + low && p - q < 64; word = q)
    if (!q_is_letter(q_utf8_prev(t + low, &q))) break;
  if (word == p) return 0;
  int m = month_at(c, t, (uint32_t)(word - t), to, &e);
  *from = (uint32_t)(word - t);
  return e == to ? m : 0;
}

static const char *const fillers[] = { "de", "del", "of", "du", "من", "г" };

/* Past one small word that may stand between the parts of a date. */
static uint32_t past_filler(const char *t, uint32_t at, uint32_t end) {
  uint32_t from = past_blanks(t, at, end), to = word_end(t, from, end);
  for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++)
    if (to - from == strlen(fillers[i]) && strncasecmp(t + from, fillers[i], to - from) == 0) return past_blanks(t, to, end);
  return from;
}

static uint32_t past_ordinal(const char *t, uint32_t at, uint32_t end) {
  static const char *const marks[] = { "st", "nd", "rd", "th", "er", "º", "ª", ".", "-го" };
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    size_t n = strlen(marks[i]);
    if (end - at >= n && strncasecmp(t + at, marks[i], n) == 0 && word_end(t, at, end) <= at + n) return at + (uint32_t)n;
  }
  return at;
}

/* A second name of the same month: "9 June/Haziran 2017", "9 ... (...) 2017". */
static uint32_t past_second_month(const q_calendar *c, const char *t, uint32_t at, uint32_t end) {
  uint32_t from = past_blanks(t, at, end), to = from;
  if (from >= end || (t[from] != '/' && t[from] != '(' && t[from] != '-')) return at;
  uint32_t name = past_blanks(t, from + 1, end);
  if (!month_at(c, t, name, end, &to)) return at;
  return to < end && t[to] == ')' ? to + 1 : to;
}

typedef struct day { uint32_t begin, end; int y, m, d; } day;

static bool in_numbers(const q_calendar *c, const char *t, uint32_t at, uint32_t end, number a, day *out) {
  char mark = a.end < end ? t[a.end] : 0;
  if (!mark || !strchr("-/.", mark)) return false;
  number b = read_number(t, a.end + 1, end);
  if (!is_short(b) || b.end >= end || t[b.end] != mark) return false;
  number y = read_number(t, b.end + 1, end);
  if (is_year(a) && is_short(y)) {
    *out = (day){ at, y.end, a.value, b.value, y.value };
    return real_day(a.value, b.value, y.value);
  }
  if (!is_short(a) || !is_year(y)) return false;
  bool dmy = real_day(y.value, b.value, a.value), mdy = real_day(y.value, a.value, b.value);
  if (dmy && mdy && a.value != b.value) {
    bool month_first = c->order && c->order[0] == 'm' && mark != '.';
    bool day_first = mark == '.' || c->day_first || (c->order && c->order[0] == 'd');
    if (!month_first && !day_first) return false;
    dmy = !month_first;
  }
  *out = dmy ? (day){ at, y.end, y.value, b.value, a.value } : (day){ at, y.end, y.value, a.value, b.value };
  return dmy || mdy;
}

static bool with_name(const q_calendar *c, const char *t, uint32_t low, uint32_t at, uint32_t end, number a, day *out) {
  uint32_t to, from, next = past_filler(t, past_ordinal(t, a.end, end), end);
  if (!is_short(a)) return false;
  int m = month_at(c, t, next, end, &to);
  if (m) {
    to = past_filler(t, past_second_month(c, t, to, end), end);
    number y = read_number(t, to, end);
    *out = (day){ at, y.end, y.value, m, a.value };
    return is_year(y) && real_day(y.value, m, a.value);
  }
  m = month_before(c, t, low, at, &from);
  if (!m) return false;
  number y = read_number(t, past_blanks(t, past_ordinal(t, a.end, end), end), end);
  *out = (day){ from, y.end, y.value, m, a.value };
  return is_year(y) && real_day(y.value, m, a.value);
}

/* "Jul 012016": day and year ran together where a comma was lost. */
static bool run_together(const q_calendar *c, const char *t, uint32_t low, uint32_t at, number a, day *out) {
  uint32_t from;
  int m = a.digits == 6 ? month_before(c, t, low, at, &from) : 0, d = a.value / 10000, y = a.value % 10000;
  if (!m || y < 1900 || y > 2099 || !real_day(y, m, d)) return false;
  *out = (day){ from, a.end, y, m, d };
  return true;
}

static void read_zone(const char *t, uint32_t end, clock *k) {
  static const struct { const char *name, *zone; } zones[] = { { "GMT", "Z" }, { "UTC", "Z" }, { "Z", "Z" }, { "MSK", "+03:00" }, { "МСК", "+03:00" }, { "CEST", "+02:00" },
    { "MESZ", "+02:00" }, { "CET", "+01:00" }, { "MEZ", "+01:00" }, { "BST", "+01:00" }, { "EDT", "-04:00" }, { "EST", "-05:00" }, { "PDT", "-07:00" }, { "PST", "-08:00" } };
  uint32_t from = past_blanks(t, k->end, end);
  if (from < end && t[from] == '(') from++;
  for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
    size_t n = strlen(zones[i].name);
    if (end - from < n || memcmp(t + from, zones[i].name, n) != 0 || word_end(t, from, end) != from + n) continue;
    snprintf(k->zone, sizeof k->zone, "%s", zones[i].zone);
    k->end = from + (uint32_t)n;
    break;
  }
  uint32_t at = k->end;
  if (at >= end || (t[at] != '+' && t[at] != '-')) return;
  number h = read_number(t, at + 1, end), m = { h.end, 0, 2 };
  if (h.digits == 4) { m.value = h.value % 100; h.value /= 100; }
  else if (!is_short(h)) return;
  else if (h.end < end && t[h.end] == ':') m = read_number(t, h.end + 1, end);
  else if (!k->zone[0]) return;
  if (h.value > 14 || m.digits != 2 || m.value > 59) return;
  snprintf(k->zone, sizeof k->zone, "%c%02d:%02d", t[at], h.value & 15, m.value & 63);
  k->end = m.end;
}

/* "16:48", "16:48:07", "16h48", "16.48 Uhr", "4:48 p.m.", with a zone. */
static bool clock_at(const char *t, uint32_t at, uint32_t end, clock *k) {
  number h = read_number(t, at, end);
  if (!is_short(h) || h.value > 23 || h.end >= end) return false;
  char mark = t[h.end];
  number m = read_number(t, h.end + 1, end);
  if ((mark != ':' && mark != 'h' && mark != 'H' && mark != '.') || m.digits != 2 || m.value > 59) return false;
  uint32_t after = past_blanks(t, m.end, end);
  if (mark == '.' && !(end - after >= 3 && strncasecmp(t + after, "uhr", 3) == 0)) return false;
  *k = (clock){ at, m.end, h.value, m.value, "" };
  if (mark == ':' && m.end + 2 < end && t[m.end] == ':') {
    number s = read_number(t, m.end + 1, end);
    if (s.digits == 2 && s.value < 60) k->end = s.end;
    if (k->end + 1 < end && t[k->end] == '.' && t[k->end + 1] >= '0' && t[k->end + 1] <= '9') k->end = read_number(t, k->end + 1, end).end;
  }
  after = past_blanks(t, k->end, end);
  if (end - after >= 3 && strncasecmp(t + after, "uhr", 3) == 0) k->end = after + 3;
  bool pm = end - after >= 2 && strchr("pP", t[after]), am = end - after >= 2 && strchr("aA", t[after]);
  uint32_t second = after + 1 < end && t[after + 1] == '.' ? after + 2 : after + 1;
  if ((pm || am) && second < end && strchr("mM", t[second]) && k->hour >= 1 && k->hour <= 12 && word_end(t, second, end) == second + 1) {
    k->hour = k->hour % 12 + 12 * pm;
    k->end = second + 1 + (second + 1 < end && t[second + 1] == '.');
  }
  read_zone(t, end, k);
  return true;
}

/* Past what may stand between a date and its time: marks, and words of at most `letters` letters ("at", "um", "à", the Arabic for "the hour"). */
static uint32_t past_joint(const char *t, uint32_t at, uint32_t end, uint32_t letters) {
  const char *p = t + at, *e = t + end;
  for (int words = 0; p < e && words < 3 && p - (t + at) < 40;) {
    const char *q = p;
    uint32_t c = q_utf8_next(&q, e);
    if (q_is_letter(c)) {
      uint32_t from = (uint32_t)(p - t), to = word_end(t, from, end);
      if (q_utf8_count(p, to - from) > (c >= 0x600 && c < 0x700 ? 6 : letters)) break;
      if (c == 'T' && to == from + 1) return to;
      words++;
      p = t + to;
      continue;
    }
    if (!strchr(",|-/.:@", c < 0x80 ? (int)c : 'x') && !(c >= 0x2010 && c <= 0x2015) && c != 0xb7 && c != 0x2022 && c != 0x60c && (!q_is_space(c) || c == '\n')) break;
    p = q;
  }
  return (uint32_t)(p - t);
}

/* The clock read last still stands beside the date that begins at `to`. */
static bool joined(const char *t, uint32_t from, uint32_t to) {
  return to >= from && to - from <= 40 && (past_joint(t, from, to, 10) == to || from == to);
}

static void finish(const char *t, uint32_t end, const day *d, const clock *before, q_found_date *out) {
  clock k = { 0 };
  bool timed = false;
  *out = (q_found_date){ .begin = d->begin, .end = d->end };
  if (before->end && joined(t, before->end, d->begin)) {
    k = *before;
    timed = true;
    out->begin = k.begin;
  } else if (clock_at(t, past_joint(t, d->end, end, 3), end, &k)) {
    timed = true;
    out->end = k.end;
  }
  if (timed) snprintf(out->iso, sizeof out->iso, "%04d-%02d-%02dT%02d:%02d%s", d->y, d->m, d->d, k.hour, k.minute, k.zone);
  else snprintf(out->iso, sizeof out->iso, "%04d-%02d-%02d", d->y, d->m, d->d);
}

bool q_date_next(const q_calendar *c, const char *text, uint32_t *at, uint32_t end, q_found_date *out) {
  uint32_t i = *at, low = *at;
  clock last = { 0 };
  while (i < end) {
    unsigned char x = (unsigned char)text[i];
    if (!((x >= '0' && x <= '9') || x == 0xd9 || x == 0xdb)) { i++; continue; }
    number n = read_number(text, i, end);
    if (n.digits == 0) { i++; continue; }
    day d;
    clock k;
    bool dated = n.digits <= 4 ? in_numbers(c, text, i, end, n, &d) || with_name(c, text, low, i, end, n, &d) : run_together(c, text, low, i, n, &d);
    if (dated) {
      finish(text, end, &d, &last, out);
      *at = out->end;
      return true;
    }
    if (clock_at(text, i, end, &k)) { last = k; i = k.end; continue; }
    i = n.end;
  }
  *at = end;
  return false;
}

bool q_date_given(const q_calendar *c, const char *s, char iso[40]) {
  q_found_date d;
  size_t n = strlen(s);
  uint32_t at = 0;
  bool like_iso = n >= 10 && s[4] == '-' && s[7] == '-';
  if ((!c->order && !like_iso) || n > 64 || !q_date_next(c, s, &at, (uint32_t)n, &d)) return false;
  memcpy(iso, d.iso, 40);
  return true;
}
