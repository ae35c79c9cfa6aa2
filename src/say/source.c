/* Who says it: the noun phrase before the verb, or after it. */
#include "say/find.h"

static bool name_like(const q_finder *f, uint32_t t) {
  return (f->r->tokens[t].flags & (QUOTH_TOKEN_CAPITAL | QUOTH_TOKEN_UPPER) && !(f->r->tokens[t].flags & QUOTH_TOKEN_FIRST)) || q_word_at(f, t, Q_W_ACTOR | Q_W_STATE);
}

bool q_speaks(const q_finder *f, q_range s) {
  for (uint32_t t = s.b; t < s.e; t++) {
    if (name_like(f, t) || q_word_at(f, t, Q_W_PRONOUN | Q_W_RELATIVE)) return true;
    if (f->r->tokens[t].flags & QUOTH_TOKEN_CAPITAL && !q_word_at(f, t, Q_W_ARTICLE | Q_W_PREPOSITION | Q_W_DEMONSTRATIVE | Q_W_POSSESSIVE)) return true;
  }
  return false;
}

/* An apposition or relative clause that ends with a comma (or dash, bracket) right before `end`: where its host's comma stands, 0 if none. */
static uint32_t apposition(const q_finder *f, q_region z, uint32_t end) {
  char close = f->k[end - 1].sign;
  if (close != ',' && close != '-') return 0;
  for (uint32_t t = end - 1; t > z.b + 1 && end - t < 30; t--) {
    if (f->k[t - 1].depth != z.depth) continue;
    char s = f->k[t - 1].sign;
    if (s == close) return end - t < 2 ? 0 : t - 1;
    if (s == '.' || s == ';' || s == ':') return 0;
  }
  return 0;
}

static bool digits(const q_finder *f, uint32_t t) { return (f->r->tokens[t].flags & QUOTH_TOKEN_NUMBER) != 0; }

/* "The ministry on Monday accused": days and dates after the subject do not belong to it. */
static q_range without_time(const q_finder *f, q_range s) {
  while (s.e > s.b + 1) {
    uint32_t t = s.e - 1;
    bool capital = (f->r->tokens[t].flags & QUOTH_TOKEN_CAPITAL) != 0;
    if (q_word_at(f, t, Q_W_ACTOR | Q_W_STATE)) break;
    if (q_word_at(f, t, Q_W_MONTH) && digits(f, t - 1)) t--;
    else if (digits(f, t) && q_word_at(f, t - 1, Q_W_MONTH)) t--;
    else if (!q_word_at(f, t, Q_W_WEEKDAY) && !(q_word_at(f, t, Q_W_DAY) && !capital)) break;
    while (t > s.b && !f->k[t - 1].sign && (q_word_at(f, t - 1, Q_W_PREPOSITION | Q_W_ADVERB) || (q_word_at(f, t - 1, Q_W_ARTICLE) && q_word_at(f, t, Q_W_WEEKDAY))) && !q_word_at(f, t - 1, Q_W_ACTOR | Q_W_PRONOUN)) t--;
    while (t > s.b && f->k[t - 1].sign == ',') t--;
    if (t == s.b) break;
    s.e = t;
  }
  return s;
}

/* Nothing but prepositions, adverbs and days: no source. */
static bool empty_words(const q_finder *f, q_range s) {
  uint32_t last = Q_W_ACTOR | Q_W_STATE | Q_W_PRONOUN;
  if (f->l->verb_first && q_word_at(f, s.b, Q_W_PREPOSITION) && !q_word_at(f, s.b, last) && !f->r->tokens[s.b].skip) return true;
  if (f->l->verb_first && q_word_at(f, s.e - 1, Q_W_AUXILIARY | Q_W_NEGATION) && !q_word_at(f, s.e - 1, last)) return true;
  for (uint32_t t = s.b; t < s.e; t++)
    if (!f->k[t].sign && (!q_word_at(f, t, Q_W_PREPOSITION | Q_W_ADVERB | Q_W_WEEKDAY | Q_W_DAY) || q_word_at(f, t, Q_W_PRONOUN | Q_W_ACTOR | Q_W_STATE | Q_W_QUANTIFIER | Q_W_DEMONSTRATIVE | Q_W_RELATIVE | Q_W_POSSESSIVE))) return false;
  return true;
}

static q_range subject_before(const q_finder *f, q_region z, uint32_t end) {
  q_range none = { 0, 0 };
  uint32_t b, host, stop = end;
  /* a quotation is no part of a subject */
  uint32_t floor = z.b;
  for (uint32_t t = end; t > z.b; t--) if (f->k[t - 1].depth > z.depth) { floor = t; break; }
  if (end <= floor) return none;
  if ((host = apposition(f, z, end)) > floor) {
    bool adverbs = true; /* "X, however, said" */
    for (uint32_t t = host + 1; t + 1 < end; t++) adverbs &= !f->k[t].sign && q_word_at(f, t, Q_W_ADVERB | Q_W_CONJUNCTION) && !q_word_at(f, t, Q_W_ACTOR | Q_W_PRONOUN | Q_W_RELATIVE);
    if (adverbs) return subject_before(f, z, host);
    for (int i = 0; i < 2; i++) {
      bool relative = q_word_at(f, host + 1, Q_W_RELATIVE | Q_W_QUESTION | Q_W_ARTICLE | Q_W_ACTOR | Q_W_NUMBER | Q_W_PREPOSITION | Q_W_PRONOUN | Q_W_POSSESSIVE) || f->r->tokens[host + 1].flags & (QUOTH_TOKEN_NUMBER | QUOTH_TOKEN_CAPITAL) || f->k[end - 1].sign == '-';
      b = q_phrase_begin(f->l, f->r, host, floor);
      bool plain = true;
      for (uint32_t t = host + 1; t < end; t++) plain &= !q_word_at(f, t, Q_W_AUXILIARY | Q_W_MODAL) || f->k[t].sign || q_apostrophe(f, t);
      bool heads = plain && (b == z.b || (b > z.b && (f->k[b - 1].sign || q_word_at(f, b - 1, Q_W_CONJUNCTION | Q_W_ADVERB))));
      if (b < host && (relative || heads) && !q_word_at(f, b, Q_W_PREPOSITION | Q_W_CONJUNCTION) && (heads || ((plain || q_word_at(f, host + 1, Q_W_RELATIVE | Q_W_QUESTION)) && q_speaks(f, (q_range){ b, host })))) return (q_range){ b, end - 1 };
      uint32_t more = host > floor ? apposition(f, z, host + 1) : 0;
      if (more <= floor) break;
      host = more;
    }
  }
  if (f->k[end - 1].sign == ',') return none;
  b = q_phrase_begin(f->l, f->r, end, floor);
  if (b >= end && !q_word_at(f, end - 1, Q_W_CONJUNCTION | Q_W_COMPLEMENTISER)) { /* "X hat am Montag gesagt": the subject stands before the auxiliary */
    uint32_t t = end;
    while (t > floor && end - t < 12 && !q_word_at(f, t - 1, Q_W_AUXILIARY | Q_W_MODAL) && !f->k[t - 1].sign) t--;
    if (t > floor && q_word_at(f, t - 1, Q_W_AUXILIARY | Q_W_MODAL)) { stop = t - 1; b = q_phrase_begin(f->l, f->r, stop, floor); }
    if (b >= stop) return none;
  }
  if (b >= stop) return none;
  /* "X den Rückzug ankündigte": the subject ends where the next noun phrase begins */
  uint32_t e = q_phrase_end(f->l, f->r, b, stop, 3);
  if (e > b && e < stop && q_word_at(f, e, Q_W_ARTICLE | Q_W_POSSESSIVE) && !q_word_at(f, e, Q_W_PREPOSITION)) stop = e;
  if (*f->l->noun_links && e > b && e < stop && q_word_at(f, e, Q_W_PREPOSITION)) stop = e; /* "X на митинге заявил" */
  /* a lone "que" where subjects may be left out: a complementiser or relative, no source */
  if (stop - b == 1 && f->l->pro_drop && q_word_at(f, b, Q_W_COMPLEMENTISER)) return none;
  return (q_range){ b, stop };
}

q_range q_source_before(const q_finder *f, q_region z, uint32_t end) {
  q_range s = without_time(f, subject_before(f, z, end));
  return s.b < s.e && empty_words(f, s) ? (q_range){ 0, 0 } : s;
}

/* "официальный представитель ...", "وهو أحد ...": an adjective before the role, or "and he is". */
static bool role_ahead(const q_finder *f, q_region z, uint32_t t) {
  if (t + 1 >= z.e || f->k[t + 1].sign || f->l->bare_clauses) return false;
  if (f->l->verb_first && q_word_at(f, t, Q_W_PRONOUN) && memcmp(f->r->text + f->r->tokens[t].span.begin, "و", 2) == 0) return true;
  return !f->k[t].w->classes && !(f->r->tokens[t].flags & QUOTH_TOKEN_CAPITAL) && !f->l->verb_first && q_word_at(f, t + 1, Q_W_ACTOR);
}

q_range q_source_after(const q_finder *f, q_region z, uint32_t from) {
  if (f->l->verb_first && from < z.e && q_phrase_accusative(f->r, from)) return (q_range){ 0, 0 };
  uint32_t e = q_phrase_end(f->l, f->r, from, z.e, 2);
  if (e <= from) return (q_range){ 0, 0 };
  while (e > from + 1 && q_word_at(f, e - 1, Q_W_ARTICLE | Q_W_PREPOSITION | Q_W_GENITIVE | Q_W_CONJUNCTION)) e--;
  /* an apposition: ", a spokesman for the police" up to the next comma or the end */
  if (e + 2 < z.e && f->k[e].sign == ',' && !f->k[e + 1].sign &&
      (q_word_at(f, e + 1, Q_W_ARTICLE | Q_W_ACTOR | Q_W_RELATIVE) || role_ahead(f, z, e + 1) || f->r->tokens[e + 1].flags & QUOTH_TOKEN_NUMBER) && !q_word_at(f, e + 1, Q_W_COMPLEMENTISER)) {
    uint32_t t = e + 1;
    while (t < z.e && f->k[t].depth == z.depth && !strchr(",.:;", f->k[t].sign ? f->k[t].sign : 'w') && t - e < 25) t++;
    bool verb = false;
    for (uint32_t u = e + 1; u < t; u++) verb |= !f->k[u].sign && q_word_at(f, u, Q_W_AUXILIARY | Q_W_MODAL) && !q_word_at(f, u, Q_W_ARTICLE | Q_W_PREPOSITION) && !q_apostrophe(f, u);
    if ((t >= z.e || f->k[t].sign) && (!verb || q_word_at(f, e + 1, Q_W_RELATIVE))) e = t;
  }
  return (q_range){ from, e };
}
