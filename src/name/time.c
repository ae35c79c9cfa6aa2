/* Time expressions: the rules of lang/<code>/times.txt matched on a sentence's tokens; the longest match wins, then the first rule. */
#include "name/time.h"

enum { WORDS_MAX = 4, LONGEST = 56 };

typedef struct scan {
  q_numbers x;                  /* the sentence, as src/name/number.c wants it */
  q_day published, quarter;     /* quarter: spoken of last, m its number */
  uint32_t t;                   /* where a match is tried */
} scan;

typedef struct match { const q_time_rule *rule; uint32_t first, end; q_time_slots slots; } match;
typedef struct state { uint32_t t, first, end; q_time_slots slots; } state; /* first, end: what is matched without its context */

/* ---- digits ------------------------------------------------------------------------------------------------------------------------ */

typedef struct run { int32_t value, digits; const char *end; } run;

static int digit(uint32_t c) {
  if (c >= '0' && c <= '9') return (int)(c - '0');
  if (c >= 0x660 && c <= 0x669) return (int)(c - 0x660);
  return c >= 0x6f0 && c <= 0x6f9 ? (int)(c - 0x6f0) : -1;
}

static run digits(const char *s, const char *end) {
  run x = { 0, 0, s };
  while (s < end) {
    int v = digit(q_utf8_next(&s, end));
    if (v < 0) break;
    if (x.digits < 8) x.value = x.value * 10 + v;
    x.digits++;
    x.end = s;
  }
  return x;
}

static bool reading(const q_lang *l, uint32_t id, int class, const quoth_token *t, int32_t *value) {
  const q_word *w = q_lang_word(l, id);
  for (uint32_t i = 0; i < w->time_count; i++)
    if (w->times[i].class == class && (!w->times[i].capital || t->flags & QUOTH_TOKEN_CAPITAL)) { *value = w->times[i].value; return true; }
  return false;
}

/* The language's mark of an ordinal ("th", "er", "-го") or nothing stands from s to the token's end. */
static bool suffix(const scan *x, const char *s, const char *end, const quoth_token *t) {
  char folded[24];
  int32_t ignored;
  if (s == end || (*s == '.' && s + 1 == end)) return true;
  if (end - s > 12) return false;
  size_t n = q_fold(s, (size_t)(end - s), folded, sizeof folded);
  return reading(x->x.lang, q_lang_find(x->x.lang, folded, n, NULL), Q_T_SUFFIX, t, &ignored);
}

/* 16:48, 16.48, 16h48, 16h, 5pm: hour and minute; bare hours too. */
static bool clock_at(const char *s, const char *end, q_time_slots *out) {
  run h = digits(s, end), m = { 0 };
  s = h.end;
  if (h.digits < 1 || h.digits > 2 || h.value > 24) return false;
  if (s < end && (*s == ':' || *s == '.' || *s == 'h' || *s == 'H')) {
    bool letter = *s == 'h' || *s == 'H';
    m = digits(s + 1, end);
    if (!(m.digits == 2 || (letter && m.digits == 0)) || m.value > 59) return false;
    s = letter && !m.digits ? s + 1 : m.end;
    if (s < end && *s == ':') s = digits(s + 1, end).end; /* seconds */
  }
  if (end - s == 2 && (s[1] | 32) == 'm' && ((s[0] | 32) == 'p' || (s[0] | 32) == 'a')) { if ((s[0] | 32) == 'p' && h.value < 12) h.value += 12; s = end; }
  out->v[Q_T_CLOCK] = h.value;
  out->minute = m.value;
  return s == end;
}

/* 2017-06-09, 09.06.2017, 9/6/17: a date in digits, over one or more tokens that touch; *to: the token after it. */
static bool numeric(const scan *x, uint32_t t, q_time_slots *out, uint32_t *to) {
  const quoth_report *r = x->x.r;
  const char *s = r->text + r->tokens[t].span.begin, *end = r->text + r->tokens[x->x.end - 1].span.end;
  run a = digits(s, end), b, c;
  if (a.end >= end || a.digits > 4 || !strchr("-./", *a.end)) return false;
  b = digits(a.end + 1, end);
  if (b.digits < 1 || b.digits > 2 || b.end >= end || *b.end != *a.end) return false;
  c = digits(b.end + 1, end);
  int32_t day = a.value, month = b.value, year = c.value;
  if (a.digits == 4) { year = a.value; day = c.value; }
  else if (c.digits == 4 || (c.digits == 2 && *a.end != '-')) {
    if (c.digits == 2) year += year < 50 ? 2000 : 1900;
    bool month_first = x->x.lang->month_first;
    if (!month_first && !x->x.lang->day_first && day <= 12 && month <= 12 && day != month) return false; /* either way */
    if (month > 12 || (month_first && day <= 12)) { month = a.value; day = b.value; }
  } else return false;
  if (!q_day_real((q_day){ year, month, day })) return false;
  uint32_t at = (uint32_t)(c.end - r->text);
  for (*to = t; *to < x->x.end && r->tokens[*to].span.end < at; ) ++*to;
  if (*to >= x->x.end || r->tokens[*to].span.end != at) return false;
  ++*to;
  out->v[Q_T_YEAR] = year; out->v[Q_T_MONTH] = month; out->v[Q_T_DOM] = day;
  out->has |= 1u << Q_T_YEAR | 1u << Q_T_MONTH | 1u << Q_T_DOM;
  return true;
}

/* A part that is read from digits or number words; tokens it takes, 0 none. */
static uint32_t number_part(const scan *x, uint32_t t, int class, q_time_slots *out) {
  const quoth_token *k = &x->x.r->tokens[t];
  const char *s = x->x.r->text + k->span.begin, *end = x->x.r->text + k->span.end;
  bool number = k->flags & QUOTH_TOKEN_NUMBER;
  uint32_t to = t + 1;
  run d = number ? digits(s, end) : (run){ 0, 0, s };
  int32_t value = d.value;
  switch (class) {
    case Q_T_N: {
      q_number n;
      if (number && d.end == end && d.digits < 4) break; /* "24-hour" is no number that counts, but one here */
      if (number && d.end != end && *d.end != ',' && *d.end != '.' && !q_is_space((unsigned char)*d.end)) return 0;
      if (!q_number_at(&x->x, t, &n) || n.none || n.value < 0 || n.value > 100000) return 0;
      value = (int32_t)n.value;
      out->vague = n.vague;
      to = n.end;
      break;
    }
    case Q_T_YEAR: if (d.digits != 4 || value < 1000 || value > 2199 || !suffix(x, d.end, end, k)) return 0; break;
    case Q_T_DOM: if (d.digits < 1 || d.digits > 2 || value < 1 || value > 31 || !suffix(x, d.end, end, k)) return 0; break;
    case Q_T_CLOCK: if (!number || !clock_at(s, end, out)) return 0; value = out->v[Q_T_CLOCK]; break;
    case Q_T_DECADE: if ((d.digits != 4 && d.digits != 2) || value % 10 || (d.digits == 4 && (value < 1500 || value > 2090)) || suffix(x, d.end, end, k) || end - d.end > 6 || strchr(".,:-/", *d.end)) return 0; break;
    case Q_T_NUMERIC: return number && numeric(x, t, out, &to) ? to - t : 0;
    default: return 0;
  }
  out->v[class] = value;
  out->has |= 1u << class;
  return to - t;
}

/* ---- words ------------------------------------------------------------------------------------------------------------------------- */

/* A form of several words that begins at t. */
static uint32_t phrase(const scan *x, uint32_t t, uint32_t *id) {
  q_folded words;
  q_fold_tokens(x->x.r, t, x->x.end, WORDS_MAX, LONGEST, &words);
  return q_lang_phrase(x->x.lang, words.at, words.size, words.count, id);
}

static uint32_t word_part(const scan *x, uint32_t t, int class, q_time_slots *out) {
  const quoth_token *k = &x->x.r->tokens[t];
  int32_t value;
  uint32_t id, words;
  if (k->flags & QUOTH_TOKEN_PUNCT) return 0;
  bool known = reading(x->x.lang, k->word, class, k, &value);
  if (class < Q_T_N && reading(x->x.lang, k->word, Q_T_PHRASE, k, &(int32_t){ 0 }) && (words = phrase(x, t, &id)) && reading(x->x.lang, id, class, k, &value)) known = true;
  else words = 1;
  if (!known) return 0;
  if (class < Q_T_N) { out->v[class] = value; out->has |= 1u << class; }
  return words;
}

static uint32_t part_at(const scan *x, const q_time_part *p, uint32_t t, q_time_slots *out) {
  if (t >= x->x.end) return 0;
  if (p->class == Q_T_SIGN) return q_sign(x->x.r, t) == p->sign || (p->sign == x->x.r->text[x->x.r->tokens[t].span.begin] && x->x.r->tokens[t].flags & QUOTH_TOKEN_PUNCT) ? 1 : 0;
  return p->class >= Q_T_N && p->class <= Q_T_NUMERIC ? number_part(x, t, p->class, out) : word_part(x, t, p->class, out);
}

/* Parts from k on, at s; an optional part is tried first and then left out. */
static bool parts(const scan *x, const q_time_rule *rule, uint32_t k, state *s) {
  while (k < rule->count && !rule->parts[k].optional) {
    uint32_t n = part_at(x, &rule->parts[k], s->t, &s->slots);
    if (!n) return false;
    if (!rule->parts[k].context) { if (s->first == UINT32_MAX) s->first = s->t; s->end = s->t + n; }
    s->t += n;
    k++;
  }
  if (k == rule->count) return s->first != UINT32_MAX;
  state with = *s;
  uint32_t n = part_at(x, &rule->parts[k], s->t, &with.slots);
  if (n) {
    if (!rule->parts[k].context) { if (with.first == UINT32_MAX) with.first = s->t; with.end = s->t + n; }
    with.t += n;
    if (parts(x, rule, k + 1, &with)) { *s = with; return true; }
  }
  return parts(x, rule, k + 1, s);
}

static void try_class(const scan *x, uint32_t class, match *best) {
  const q_lang *l = x->x.lang;
  for (uint32_t i = l->time_first[class]; i < l->time_first[class + 1]; i++) {
    const q_time_rule *rule = &l->times[l->time_starts[i]];
    state s = { .t = x->t, .first = UINT32_MAX };
    if (!parts(x, rule, 0, &s)) continue;
    if (best->rule && (s.end < best->end || (s.end == best->end && (s.first > best->first || (s.first == best->first && rule >= best->rule))))) continue;
    *best = (match){ rule, s.first, s.end, s.slots };
  }
}

static bool match_at(scan *x, uint32_t t, match *best) {
  const quoth_token *k = &x->x.r->tokens[t];
  const q_word *w = q_lang_word(x->x.lang, k->word);
  best->rule = NULL;
  x->t = t;
  for (uint32_t i = 0; i < w->time_count; i++) {
    if (w->times[i].capital && !(k->flags & QUOTH_TOKEN_CAPITAL)) continue;
    if (w->times[i].class != Q_T_PHRASE) { try_class(x, w->times[i].class, best); continue; }
    for (uint32_t c = 0; c < Q_T_N; c++) try_class(x, c, best);
  }
  if (k->flags & QUOTH_TOKEN_NUMBER || w->classes & Q_W_NUMBER || (x->x.lang->compound_numbers && !k->word))
    for (uint32_t c = Q_T_N; c <= Q_T_NUMERIC; c++) try_class(x, c, best);
  return best->rule != NULL;
}

/* ---- from matches to times --------------------------------------------------------------------------------------------------------- */

/* What the sentence shows of the tense around tokens b..e: a word that looks ahead before it, or behind it where it opens the clause. */
static int tense_around(const scan *x, uint32_t b, uint32_t e) {
  enum { NEAR = 12 };
  int32_t ignored;
  const quoth_token *k = x->x.r->tokens;
  for (uint32_t t = b; t > x->x.first && b - t < NEAR; t--) {
    const q_word *w = q_lang_word(x->x.lang, k[t - 1].word);
    if (reading(x->x.lang, k[t - 1].word, Q_T_FUTURE, &k[t - 1], &ignored)) return Q_TENSE_FUTURE;
    if (w->cue_count && w->cues[0].kind == Q_CUE_VERB) return Q_TENSE_PAST;
  }
  if (b > x->x.first + 2) return Q_TENSE_UNKNOWN;
  for (uint32_t t = e; t < x->x.end && t - e < NEAR; t++) {
    const q_word *w = q_lang_word(x->x.lang, k[t].word);
    if (reading(x->x.lang, k[t].word, Q_T_FUTURE, &k[t], &ignored)) return Q_TENSE_FUTURE;
    if (w->cue_count && w->cues[0].kind == Q_CUE_VERB) return Q_TENSE_PAST;
  }
  return Q_TENSE_UNKNOWN;
}

/* A year by itself is one where nothing says that it counts or names: no sign of money before it, no thing or unit after it. */
static bool lone_year(const scan *x, const match *m) {
  const quoth_token *k = x->x.r->tokens;
  const char *text = x->x.r->text;
  uint32_t b = m->first, e = m->end;
  int32_t y = m->slots.v[Q_T_YEAR];
  bool first = b == x->x.first, open = first || q_sign(x->x.r, b - 1);
  if (y < 1500 || y > (x->published.y ? x->published.y : 2040) + 60) return false;
  if (!first && k[b - 1].span.end == k[b].span.begin && !strchr("(\"'", text[k[b - 1].span.begin]) && q_sign(x->x.r, b - 1) != '-' && q_sign(x->x.r, b - 1) != '"') return false;
  uint32_t before = open ? 0 : q_lang_word(x->x.lang, k[b - 1].word)->classes;
  if (before & (Q_W_PREPOSITION | Q_W_ARTICLE) || e >= x->x.end) return true;
  if (!open && k[b - 1].flags & QUOTH_TOKEN_CAPITAL && !(k[b - 1].flags & QUOTH_TOKEN_FIRST)) return false;
  if (k[e].flags & QUOTH_TOKEN_CAPITAL && !q_sign(x->x.r, e)) return false;
  const q_word *w = q_lang_word(x->x.lang, k[e].word);
  if (w->actor_count && !(w->classes & (Q_W_PREPOSITION | Q_W_CONJUNCTION | Q_W_ARTICLE))) return false;
  char mark[3];
  q_number n;
  if (q_number_mark(&x->x, e, mark) && strcmp(mark, "of") == 0 && !(w->classes & Q_W_PREPOSITION)) return false;
  return text[k[e].span.begin] != '%' && !(q_sign(x->x.r, e) == 'x' && (unsigned char)text[k[e].span.begin] == 0xe2) && !(q_number_at(&x->x, e, &n) && n.value >= 1000 && !n.digits);
}

/* "Sun", "Jan": the language writes it with a stop, which is not there. */
static bool short_of_stop(const scan *x, uint32_t t) {
  char folded[24];
  quoth_span s = x->x.r->tokens[t].span;
  if (s.end - s.begin > 12) return false;
  size_t n = q_fold(x->x.r->text + s.begin, s.end - s.begin, folded, sizeof folded - 1);
  folded[n] = '.';
  return q_lang_word(x->x.lang, q_lang_find(x->x.lang, folded, n + 1, NULL))->classes & (Q_W_MONTH | Q_W_WEEKDAY);
}

/* One word by itself needs to look the part: an hour its colon, a short name of a month or a day its stop. */
static bool stands_alone(const scan *x, const match *m) {
  quoth_span s = x->x.r->tokens[m->first].span;
  const char *text = x->x.r->text + s.begin;
  if (m->end - m->first > 1) return true;
  switch (m->slots.has) {
    case 1u << Q_T_YEAR: return lone_year(x, m);
    case 1u << Q_T_CLOCK: return memchr(text, ':', s.end - s.begin) || memchr(text, 'h', s.end - s.begin) || memchr(text, 'm', s.end - s.begin);
    case 1u << Q_T_WEEKDAY: case 1u << Q_T_MONTH: {
      if (x->x.r->tokens[m->first].flags & QUOTH_TOKEN_FIRST && q_lang_word(x->x.lang, x->x.r->tokens[m->first].word)->classes & (Q_W_MODAL | Q_W_AUXILIARY)) return false;
      return !short_of_stop(x, m->first);
    }
    default: return true;
  }
}

typedef Q_VEC(quoth_time) times;

static int sentence(scan *x, q_arena *a, times *out, q_arena *values) {
  const quoth_token *k = x->x.r->tokens;
  match m, inner;
  int status = 0;
  for (uint32_t t = x->x.first; t < x->x.end && !status;) {
    if (match_at(x, t, &m) && m.first > t && match_at(x, m.first, &inner) && inner.end > m.end) m = inner; /* what stands before it cut it short */
    if (!m.rule || (m.rule->op == Q_TO_DATE && !stands_alone(x, &m))) { t++; continue; }
    t = m.end;
    char value[Q_TIME_ROOM];
    q_day day;
    quoth_time one = { .span = { k[m.first].span.begin + k[m.first].skip, k[m.end - 1].span.end } };
    if (m.rule->op == Q_TO_NONE) continue;
    if (q_time_value(m.rule, &m.slots, x->published, x->quarter, tense_around(x, m.first, m.end), value, &one.kind, &day) && !(one.value = q_strdup(values, value))) status = QUOTH_MEMORY;
    if (one.value && m.rule->op == Q_TO_DATE && sscanf(one.value, "%4d-Q%1d", &day.y, &day.m) == 2) x->quarter = day;
    if (!status) status = q_push(a, out, one);
  }
  return status;
}

int q_times(q_langs *langs, quoth_report *r, quoth_error *e) {
  int status = 0;
  times out = { 0 };
  q_arena *a = q_arena_new();
  if (!a) return q_fail(e, QUOTH_MEMORY, "out of memory");
  scan x = { .published = q_day_of(r->published.iso) };
  for (uint32_t i = 0; i < r->sentence_count && !status; i++) {
    const quoth_sentence *s = &r->sentences[i];
    const quoth_section *section = s->section < r->section_count ? &r->sections[s->section] : NULL;
    if (section && section->kind != QUOTH_HEADLINE && section->kind != QUOTH_BODY && section->kind != QUOTH_CAPTION) continue;
    x.x = (q_numbers){ r, q_langs_get(langs, section && section->language ? section->language : r->language), s->token, s->token + s->tokens };
    if (x.x.lang && x.x.lang->time_count) status = sentence(&x, a, &out, r->arena);
  }
  if (!status && out.count) {
    r->times = q_alloc(r->arena, out.count * sizeof *r->times);
    if (r->times) memcpy(r->times, out.at, out.count * sizeof *r->times);
    else status = QUOTH_MEMORY;
  }
  if (!status) r->time_count = out.count;
  q_arena_free(a);
  return status ? q_fail(e, status, "out of memory") : 0;
}
