/* Tokens of a paragraph -> sentences. A stop is judged by what it closes and what follows it; nothing is learned. */
#include "parse/inside.h"

enum { SENTENCE_MAX = 512, PAREN_MAX = 60 };
enum { FUNCTION = Q_W_ARTICLE | Q_W_PREPOSITION | Q_W_CONJUNCTION | Q_W_COMPLEMENTISER | Q_W_QUESTION | Q_W_RELATIVE | Q_W_NEGATION | Q_W_AUXILIARY | Q_W_MODAL |
                  Q_W_ADVERB | Q_W_POSSESSIVE | Q_W_DEMONSTRATIVE | Q_W_QUANTIFIER | Q_W_PRONOUN | Q_W_STOP };
enum { NEXT_NONE, NEXT_LOWER, NEXT_CAPITAL, NEXT_UNCASED, NEXT_DIGIT, NEXT_OTHER };

typedef struct view { const q_scan *s; const quoth_token *t; uint32_t count; } view;

static uint32_t first_point(const view *v, uint32_t i) {
  uint32_t next;
  return i < v->count ? q_point(v->s->text, v->t[i].span.begin, v->t[i].span.end, &next) : 0;
}

static uint32_t size_of(const view *v, uint32_t i) { return v->t[i].span.end - v->t[i].span.begin; }
static bool spaced(const view *v, uint32_t i) { return i >= v->count || (v->t[i].flags & QUOTH_TOKEN_SPACE_BEFORE); }
static uint32_t classes(const view *v, uint32_t i) { return v->s->lang ? q_lang_word(v->s->lang, v->t[i].word)->classes : 0; }

static bool ends(const view *v, uint32_t i) { /* a token that can end a sentence */
  if (!(v->t[i].flags & QUOTH_TOKEN_PUNCT)) return false;
  uint32_t c = first_point(v, i);
  if (c == ')') return size_of(v, i) > 1; /* a smile */
  return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x61f || c == 0x6d4 || c == 0x3002;
}

static bool ellipsis(const view *v, uint32_t i) {
  uint32_t c = first_point(v, i);
  return c == 0x2026 || (c == '.' && size_of(v, i) > 1);
}

static bool abbreviated(const view *v, uint32_t i) {
  return v->s->text[v->t[i].span.end - 1] == '.' && (v->t[i].flags & (QUOTH_TOKEN_WORD | QUOTH_TOKEN_NUMBER)) && size_of(v, i) > 1;
}

static bool dash(uint32_t c) { return c == '-' || (c >= 0x2012 && c <= 0x2015); }
static bool bullet(uint32_t c) { return c == 0x2022 || c == 0x25aa || c == 0x25cf || c == 0x25e6 || c == 0x2023 || c == 0x25a0 || c == 0x25ba || c == 0x25b6; }

/* Quotation marks open when a blank stands before and none behind them; guillemets with blanks on both sides point outwards. */
static bool opens(const view *v, uint32_t i) {
  uint32_t c = first_point(v, i);
  if (c == '(' || c == '[' || c == 0xbf || c == 0xa1 || bullet(c) || dash(c) || c == '*') return true;
  if (!(v->t[i].flags & QUOTH_TOKEN_QUOTE) || !spaced(v, i)) return false;
  return c == 0xab || c == 0x201e || c == 0x201a || c == '`' || !spaced(v, i + 1);
}

static bool closes(const view *v, uint32_t i) {
  uint32_t c = first_point(v, i);
  if (c == ')' || c == ']' || c == '}') return true;
  if ((v->t[i].flags & QUOTH_TOKEN_PUNCT) && (c == ':' || c == ';') && size_of(v, i) > 1) return true;
  if (c > 0x2100 && q_class(c) == Q_C_SYMBOL) return true;
  if (!(v->t[i].flags & QUOTH_TOKEN_QUOTE)) return false;
  return !spaced(v, i) || (c == 0xbb && spaced(v, i + 1)) || (c == '\'' && size_of(v, i) == 2) || (c == 0x201d);
}

static int kind_of_next(const view *v, uint32_t i) {
  if (i >= v->count) return NEXT_NONE;
  uint32_t c = first_point(v, i), flags = v->t[i].flags;
  if (c == '@' || c == '#') return NEXT_CAPITAL;
  if (flags & QUOTH_TOKEN_CAPITAL) return NEXT_CAPITAL;
  if (q_class(c) == Q_C_DIGIT) return NEXT_DIGIT;
  if (q_class(c) != Q_C_LETTER) return NEXT_OTHER;
  return c >= 0x590 && (c < 0x1e00 || c > 0x1fff) ? NEXT_UNCASED : NEXT_LOWER;
}

/* After "...?" with its closing mark: do the next words say who asked ("Korr asked.", "the minister asked on Monday")? */
static bool said_clause(const view *v, uint32_t i) {
  for (uint32_t k = i; k < i + 7 && k < v->count; k++) {
    if (v->t[k].flags & QUOTH_TOKEN_PUNCT) return false;
    const q_word *w = v->s->lang ? q_lang_word(v->s->lang, v->t[k].word) : NULL;
    bool cue = false;
    for (uint32_t c = 0; k > i && w && c < w->cue_count; c++)
      cue |= w->cues[c].kind == Q_CUE_VERB && (w->cues[c].forms & Q_F_FIN) && (w->cues[c].frames & Q_FR_QUOTE);
    if (!cue) continue;
    if (k + 1 >= v->count) return true;
    if (first_point(v, k + 1) == ':') return false; /* leads to the next quotation */
    if (first_point(v, k + 1) == ',') return !(k + 2 < v->count && (classes(v, k + 2) & Q_W_COMPLEMENTISER)); /* "Korr thinks, that ..." in languages with that comma */
    if (v->t[k + 1].flags & QUOTH_TOKEN_PUNCT) return true;
    return classes(v, k + 1) & (Q_W_PREPOSITION | Q_W_DAY | Q_W_WEEKDAY) && !(classes(v, k + 1) & Q_W_COMPLEMENTISER);
  }
  return false;
}

static bool title(const view *v, uint32_t i) {
  const q_word *w = v->s->lang ? q_lang_word(v->s->lang, v->t[i].word) : NULL;
  for (uint32_t k = 0; w && k < w->actor_count; k++)
    if (w->actors[k].kind == Q_A_TITLE) return true;
  return false;
}

/* Only a number, a letter or a bullet so far: the stop belongs to a list. */
static bool list_mark(const view *v, uint32_t start, uint32_t i) {
  uint32_t k = start;
  while (k < i && (v->t[k].flags & QUOTH_TOKEN_PUNCT)) k++;
  if (k + 1 != i) return false;
  return (v->t[k].flags & QUOTH_TOKEN_NUMBER && size_of(v, k) <= 3) || (size_of(v, k) == 1);
}

/* A note's number behind a stop: "ended.[17] Then". */
static bool note(const view *v, uint32_t i) {
  return i + 2 < v->count && first_point(v, i) == '[' && (v->t[i + 1].flags & QUOTH_TOKEN_NUMBER) && first_point(v, i + 2) == ']';
}

/* A word with a stop of its own at i; n: the token after closing marks. */
static bool ends_abbreviated(const view *v, uint32_t start, uint32_t i, uint32_t n, uint32_t m) {
  bool closed = n > i + 1 && first_point(v, i + 1) != ')', capital_nouns = v->s->lang && v->s->lang->capital_nouns;
  if (kind_of_next(v, m) != NEXT_CAPITAL || i == start || dash(first_point(v, n))) return false;
  if (v->t[i].flags & QUOTH_TOKEN_NUMBER) return false;
  if (closed) return true;
  if (title(v, i)) return false;
  uint32_t next = classes(v, m);
  if ((next & FUNCTION) && !(v->t[m].flags & QUOTH_TOKEN_UPPER) && !(next & (Q_W_MONTH | Q_W_WEEKDAY))) return size_of(v, m) > 1 || size_of(v, i) > 2;
  if ((classes(v, i) & (Q_W_MONTH | Q_W_WEEKDAY)) && !(next & (Q_W_MONTH | Q_W_WEEKDAY | Q_W_DAYPART))) return true;
  bool unit = i > start && (v->t[i - 1].flags & QUOTH_TOKEN_NUMBER) && !(v->t[i].flags & QUOTH_TOKEN_CAPITAL);
  return unit && !capital_nouns && !(next & (Q_W_MONTH | Q_W_WEEKDAY)) && !(v->t[m].flags & QUOTH_TOKEN_UPPER);
}

/* Does a sentence end with token i and the closing marks up to n? */
static bool boundary(const view *v, uint32_t start, uint32_t i, uint32_t n, bool inside) {
  uint32_t m = n, c = first_point(v, i), quoted = 0;
  while (m < v->count && m < n + 4 && (opens(v, m) || (m > n && ellipsis(v, m) && !spaced(v, m)))) m++;
  int next = kind_of_next(v, m);
  if (n >= v->count) return true;
  if (inside || (ellipsis(v, i) && (i == start || (opens(v, i - 1) && !spaced(v, i))))) return false; /* "... and so", "(...)" */
  if (bullet(first_point(v, n))) return true;
  if (abbreviated(v, i)) return ends_abbreviated(v, start, i, n, m);
  for (uint32_t k = i + 1; k < n; k++) quoted |= v->t[k].flags & QUOTH_TOKEN_QUOTE;
  switch (next) {
    case NEXT_CAPITAL:
      if (c == '.' && size_of(v, i) == 1 && list_mark(v, start, i)) return false;
      return !(c != '.' && quoted && m == n && said_clause(v, n));
    case NEXT_UNCASED: return !(c != '.' && quoted && m == n && ((classes(v, n) & Q_W_CONJUNCTION) || (v->t[n].skip && first_point(v, n) == 0x648))); /* "...?" thumma, wa- */
    case NEXT_DIGIT: return spaced(v, n) && !(c == '.' && list_mark(v, start, i)) && !(ellipsis(v, i) && first_point(v, n) == '(');
    case NEXT_LOWER: return kind_of_next(v, start) == NEXT_LOWER && (m == n || first_point(v, n) == 0xbf || first_point(v, n) == 0xa1) && spaced(v, n) && c != 0x2026 && (c != '.' || size_of(v, i) == 1);
    default: return false;
  }
}

static int add(const q_scan *s, q_arena *arena, q_sentences *out, uint32_t first, uint32_t end, uint16_t section, uint16_t paragraph) {
  quoth_token *t = s->tokens->at;
  quoth_sentence x = { { t[first].span.begin, t[end - 1].span.end }, first, end - first, section, paragraph, 0, 0 };
  t[first].flags |= QUOTH_TOKEN_FIRST;
  return q_push(arena, out, x);
}

int q_split(const q_scan *s, q_arena *arena, q_sentences *out, uint16_t section, uint16_t paragraph) {
  view v = { s, s->tokens->at + s->first, s->tokens->count - s->first };
  uint32_t start = 0, paren = 0, depth = 0;
  int status = 0;
  for (uint32_t i = 0; i < v.count && !status; i++) {
    uint32_t c = (v.t[i].flags & QUOTH_TOKEN_PUNCT) ? first_point(&v, i) : 0, n = i + 1;
    if (c == '(' && !depth++) paren = i;
    if (c == ')' && depth) depth--;
    if (ends(&v, i) || abbreviated(&v, i)) {
      while (n < v.count && n < i + 6 && (closes(&v, n) || ends(&v, n))) {
        if (first_point(&v, n) == ')' && depth) depth--;
        n++;
      }
      if (note(&v, n)) n += 3;
      if (!boundary(&v, start, i, n, depth && paren > start && i - paren < PAREN_MAX)) { i = n - 1; continue; }
    } else if (!(n < v.count && bullet(first_point(&v, n)) && n > start + 1) && n - start < SENTENCE_MAX) continue;
    status = add(s, arena, out, s->first + start, s->first + n, section, paragraph);
    start = n;
    i = n - 1;
    depth = 0;
  }
  if (!status && start < v.count) status = add(s, arena, out, s->first + start, s->first + v.count, section, paragraph);
  return status;
}
