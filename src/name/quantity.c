/* Numbers with what they count: "at least 20 people", "10 to 15", "zweihundertfünfzig Tote", "двадцать три". Dates, years, hours and ordinals are none. */
#include "name/number.h"

enum { FUNCTION = Q_W_ARTICLE | Q_W_PREPOSITION | Q_W_CONJUNCTION | Q_W_COMPLEMENTISER | Q_W_QUESTION | Q_W_RELATIVE | Q_W_NEGATION | Q_W_AUXILIARY | Q_W_MODAL |
                  Q_W_PRONOUN | Q_W_POSSESSIVE | Q_W_MONTH | Q_W_WEEKDAY | Q_W_DAY };
enum { COUNTED_MAX = 4, BEFORE_MAX = 4 };

typedef Q_VEC(quoth_quantity) quantities;

static bool calendar(const q_numbers *x, uint32_t t) { return t >= x->first && t < x->end && (q_number_classes(x, t) & Q_W_MONTH); }

/* Digits beside the name of a month, or with "de" between them; a year alone; an hour. */
static bool date_or_time(const q_numbers *x, uint32_t b, const q_number *n) {
  if (calendar(x, n->end) || (b > x->first && calendar(x, b - 1))) return true;
  if (n->end + 1 < x->end && calendar(x, n->end + 1) && (q_number_classes(x, n->end) & Q_W_PREPOSITION || x->r->tokens[n->end].flags & QUOTH_TOKEN_PUNCT)) return true;
  if (b > x->first + 2 && n->year && (q_number_classes(x, b - 1) & Q_W_PREPOSITION || x->r->tokens[b - 1].flags & QUOTH_TOKEN_PUNCT) &&
      (calendar(x, b - 2) || calendar(x, b - 3))) return true;
  return n->end < x->end && n->value <= 24 && n->digits && (q_number_classes(x, n->end) & Q_W_DAYPART);
}

/* "13-year-old", "737-800": a hyphen glued to the number makes it part of a word. */
static bool glued(const q_numbers *x, uint32_t b, uint32_t end) {
  const quoth_token *t = x->r->tokens;
  bool behind = end + 1 < x->end && x->r->text[t[end].span.begin] == '-' && t[end].span.begin == t[end - 1].span.end && t[end + 1].span.begin == t[end].span.end;
  bool before = b > x->first && x->r->text[t[b - 1].span.begin] == '-' && t[b - 1].span.end == t[b].span.begin && b > x->first + 1 && t[b - 2].span.end == t[b - 1].span.begin;
  return behind || before;
}

static bool has_actor(const q_numbers *x, uint32_t t) { return x->lang && q_lang_word(x->lang, x->r->tokens[t].word)->actor_count > 0; }

/* A word that says ("saying", "asked") is not what a number counts; one that may say is. */
static bool says(const q_numbers *x, uint32_t t) {
  const q_word *w = x->lang ? q_lang_word(x->lang, x->r->tokens[t].word) : NULL;
  for (uint32_t i = 0; w && i < w->cue_count; i++)
    if (w->cues[i].kind != Q_CUE_VERB || w->cues[i].options & Q_O_WEAK || !(w->cues[i].forms & (Q_F_FIN | Q_F_GER))) return false;
  return w && w->cue_count;
}

static bool money(const q_numbers *x, uint32_t t) {
  static const char *const marks[] = { "$", "€", "£", "¥", "₽", "%", "٪" };
  quoth_span s = x->r->tokens[t].span;
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (strlen(marks[i]) == s.end - s.begin && memcmp(marks[i], x->r->text + s.begin, s.end - s.begin) == 0) return true;
  return false;
}

/* What is counted: the words that follow up to the first that can be an actor; else the first of them. After "of", the noun phrase behind it. */
static quoth_span counted(const q_numbers *x, uint32_t b, const q_number *n) {
  const quoth_token *t = x->r->tokens;
  uint32_t at = n->end, from;
  char mark[3];
  if (at < x->end && money(x, at)) return t[at].span;
  if (b > x->first && money(x, b - 1)) return t[b - 1].span;
  uint32_t of = q_number_mark(x, at, mark);
  if (of && strcmp(mark, "%") == 0) return (quoth_span){ t[at].span.begin, t[at + of - 1].span.end };
  if (of && strcmp(mark, "of") == 0) {
    at += of;
    while (at < x->end && (q_number_classes(x, at) & (Q_W_ARTICLE | Q_W_POSSESSIVE | Q_W_DEMONSTRATIVE))) at++;
    if (at == n->end + of && at < x->end && q_number_classes(x, at) & Q_W_PRONOUN) return t[at].span;
  }
  while (at < x->end && (q_number_classes(x, at) & (Q_W_QUANTIFIER | Q_W_ADVERB)) && !has_actor(x, at)) at++;
  for (from = at; at < x->end && at < from + COUNTED_MAX; at++) {
    if (!(t[at].flags & QUOTH_TOKEN_WORD) || (t[at].flags & QUOTH_TOKEN_NUMBER)) break;
    if (at > from && q_number_classes(x, at) & Q_W_GENITIVE) break;
    if (((q_number_classes(x, at) & (FUNCTION | Q_W_NUMBER)) || says(x, at)) && !has_actor(x, at)) break;
    if (has_actor(x, at)) return (quoth_span){ t[from].span.begin, t[at].span.end };
  }
  if (at == from) return (quoth_span){ t[n->end - 1].span.end, t[n->end - 1].span.end };
  uint32_t last = from + 1 < at && (q_number_classes(x, from) & Q_W_STATE) ? from + 1 : from;
  return (quoth_span){ t[from].span.begin, t[last].span.end };
}

/* The approximator that ends where the number begins; *from: its first token. */
static void approximator(const q_numbers *x, uint32_t b, char mark[3], uint32_t *from) {
  uint32_t low = b > x->first + BEFORE_MAX ? b - BEFORE_MAX : x->first;
  *from = b;
  mark[0] = 0;
  for (uint32_t end = b; end + 1 >= b && end > x->first; end--) { /* an article may stand between: "at least a hundred" */
    if (end < b && !(q_number_classes(x, end) & (Q_W_ARTICLE | Q_W_ADVERB))) return;
    for (uint32_t t = low; t < end; t++) {
      uint32_t count = q_number_mark(x, t, mark);
      if (count && t + count == end && strcmp(mark, "of") && strcmp(mark, "..") && strcmp(mark, "%")) { *from = t; return; }
    }
    mark[0] = 0;
  }
}

static void bounds(quoth_quantity *q, int64_t v, const char *mark) {
  int64_t tenth = v / 10;
  q->low = q->high = v;
  if (strcmp(mark, "~") == 0) { q->low -= tenth; q->high += tenth; }
  else if (mark[0] == '>') { q->low += mark[1] != '='; q->high = INT64_MAX; }
  else if (mark[0] == '<') { q->high -= mark[1] != '='; q->low = INT64_MIN; }
}

/* A preposition stands before the first end of a range, or before the word before it. */
static bool between(const q_numbers *x, uint32_t b) { return b > x->first + 1 && q_number_classes(x, b - 2) & Q_W_PREPOSITION; }

/* The other end of a range that begins with n: "10 to 15", "10-15", "between 10 and 15". */
static bool range_end(const q_numbers *x, uint32_t b, const q_number *n, q_number *other) {
  const quoth_token *t = x->r->tokens;
  char mark[3];
  if (n->end >= x->end) return false;
  uint32_t count = q_number_mark(x, n->end, mark), at = n->end;
  const char *text = x->r->text + t[at].span.begin;
  uint32_t c = q_utf8_next(&text, x->r->text + t[at].span.end);
  if (count && (strcmp(mark, "..") == 0 || strcmp(mark, "<=") == 0)) at += count; /* "10 up to 15" */
  else if (c == '-' || c == 0x2013 || c == 0x2014) at++;
  else if (t[at].flags & QUOTH_TOKEN_WORD && q_number_glued(x, at, NULL)) { if (b == x->first || !(q_number_classes(x, b - 1) & Q_W_PREPOSITION || between(x, b))) return false; }
  else if ((q_number_classes(x, at) & Q_W_CONJUNCTION) && b > x->first && (q_number_classes(x, b - 1) & Q_W_PREPOSITION)) at++;
  else return false;
  return q_number_at(x, at, other) && other->value > n->value && other->value <= n->value * 100 && !(other->year && !n->year && n->value < 1000);
}

/* A year has no thousands mark and counts nothing that can be an actor; a number after a name ("Resolution 2254") names. */
static bool counts(const q_numbers *x, uint32_t b, const q_number *n, const quoth_quantity *q, bool marked) {
  bool none = q->counted.begin == q->counted.end, actor = false;
  for (uint32_t t = n->end; t < x->end && x->r->tokens[t].span.begin < q->counted.end; t++) actor |= has_actor(x, t);
  if (marked) return true;
  if (n->year) return actor;
  if (n->article) return false;
  if (n->value == 1 && (none || (!n->digits && b > x->first && (q_number_classes(x, b - 1) & (Q_W_NEGATION | Q_W_QUANTIFIER | Q_W_ARTICLE | Q_W_DEMONSTRATIVE))))) return false;
  bool name = b > x->first && (x->r->tokens[b - 1].flags & QUOTH_TOKEN_CAPITAL) && !(q_number_classes(x, b - 1) & FUNCTION);
  if (n->digits && name && (none || (n->value >= 100 && !actor))) return false;
  return !(none && n->digits && x->end - x->first <= 2);
}

static int sentence(const q_numbers *x, q_arena *a, quantities *out) {
  const quoth_token *t = x->r->tokens;
  int status = 0;
  for (uint32_t i = x->first; i < x->end && !status;) {
    q_number n, other;
    quoth_quantity q = { 0 };
    char mark[3];
    uint32_t from;
    if (!q_number_at(x, i, &n)) { i++; continue; }
    if (n.none || date_or_time(x, i, &n)) { i = n.end; continue; }
    uint32_t b = i;
    approximator(x, b, mark, &from);
    bounds(&q, n.value, mark);
    if (n.high > n.value) q.high = n.high;
    else if (range_end(x, b, &n, &other)) { q.high = other.value; if (mark[0] == '>') q.low = n.value; n.end = other.end; n.year &= other.year; n.article = false; }
    else if (n.vague && !mark[0]) q.high = INT64_MAX;
    i = n.end;
    if (glued(x, b, n.end)) continue;
    q.span = (quoth_span){ t[from].span.begin, t[n.end - 1].span.end };
    q.counted = counted(x, b, &n);
    while (i < x->end && t[i].span.end <= q.counted.end && t[i].span.begin >= q.counted.begin && q_number_mark(x, i, mark) && strcmp(mark, "%") == 0) i += q_number_mark(x, i, mark);
    if (counts(x, b, &n, &q, from < b)) status = q_push(a, out, q);
  }
  return status;
}

int q_quantities(q_langs *langs, quoth_report *r, quoth_error *e) {
  int status = 0;
  quantities out = { 0 };
  q_arena *a = q_arena_new();
  if (!a) return q_fail(e, QUOTH_MEMORY, "out of memory");
  for (uint32_t i = 0; i < r->sentence_count && !status; i++) {
    const quoth_sentence *s = &r->sentences[i];
    const quoth_section *section = s->section < r->section_count ? &r->sections[s->section] : NULL;
    if (section && section->kind != QUOTH_HEADLINE && section->kind != QUOTH_BODY && section->kind != QUOTH_CAPTION) continue;
    q_numbers x = { r, q_langs_get(langs, section && section->language ? section->language : r->language), s->token, s->token + s->tokens };
    status = sentence(&x, a, &out);
  }
  if (!status && out.count) {
    r->quantities = q_alloc(r->arena, out.count * sizeof *r->quantities);
    if (r->quantities) memcpy(r->quantities, out.at, out.count * sizeof *r->quantities);
    else status = QUOTH_MEMORY;
  }
  if (!status) r->quantity_count = out.count;
  q_arena_free(a);
  return status ? q_fail(e, status, "out of memory") : 0;
}
