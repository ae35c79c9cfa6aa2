/* Noun phrases without a parser: chunks between closed-class words, as Abney's (1991) chunks, glued by genitives and prepositions. */
#include "name/name.h"

static uint32_t first_char(const quoth_report *r, uint32_t t) {
  const char *at = r->text + r->tokens[t].span.begin;
  return q_utf8_next(&at, r->text + r->tokens[t].span.end);
}

char q_sign(const quoth_report *r, uint32_t t) {
  const quoth_token *k = &r->tokens[t];
  if (k->flags & QUOTH_TOKEN_QUOTE) return '"';
  if (!(k->flags & QUOTH_TOKEN_PUNCT)) return 0;
  switch (first_char(r, t)) {
    case ',': case 0x60c: case 0x3001: return ',';
    case '.': case '!': case '?': case 0x2026: case 0x61f: case 0x6d4: return '.';
    case ':': return ':';
    case ';': case 0x61b: return ';';
    case '-': case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015: return '-';
    case '(': case '[': case '{': return '(';
    case ')': case ']': case '}': return ')';
    default: return 'x';
  }
}

static const q_word *word(const q_lang *l, const quoth_report *r, uint32_t t) { return q_lang_word(l, r->tokens[t].word); }

static bool possessive_ending(const quoth_report *r, uint32_t t) {
  quoth_span s = r->tokens[t].span;
  const char *p = r->text + s.begin;
  return (s.end - s.begin == 2 && p[0] == '\'' && (p[1] | 32) == 's') || (s.end - s.begin == 4 && memcmp(p, "\u2019s", 4) == 0);
}

/* The folded token is one of the comma-separated words, or (ends) ends as one of them. */
static bool listed(const quoth_report *r, uint32_t t, const char *list, bool ends) {
  char folded[72];
  quoth_span k = r->tokens[t].span;
  if (k.end - k.begin > 60) return false;
  size_t n = q_fold(r->text + k.begin, k.end - k.begin, folded, sizeof folded);
  for (const char *at = list; *at;) {
    size_t m = strcspn(at, ", ");
    if (m && (ends ? n > m + 3 : n == m) && memcmp(folded + n - m, at, m) == 0) return true;
    at += m;
    while (*at == ',' || *at == ' ') at++;
  }
  return false;
}

bool q_phrase_ends(const quoth_report *r, uint32_t t, const char *endings) { return listed(r, t, endings, true); }

enum { OPENS = Q_W_ARTICLE | Q_W_DEMONSTRATIVE | Q_W_QUANTIFIER | Q_W_POSSESSIVE | Q_W_NUMBER | Q_W_APPROXIMATE,
       BREAKS = Q_W_AUXILIARY | Q_W_MODAL | Q_W_NEGATION | Q_W_COMPLEMENTISER | Q_W_QUESTION | Q_W_RELATIVE | Q_W_WEEKDAY | Q_W_DAY,
       NOUNS = Q_W_ACTOR | Q_W_STATE };

static bool finite_cue(const q_word *w) {
  if (w->classes & NOUNS) return false;
  for (uint32_t i = 0; i < w->cue_count; i++)
    if (w->cues[i].kind == Q_CUE_VERB && w->cues[i].forms & (Q_F_FIN | Q_F_GER)) return true;
  return false;
}
static bool noun_cue(const q_word *w) {
  for (uint32_t i = 0; i < w->cue_count; i++) if (w->cues[i].kind == Q_CUE_NOUN) return true;
  return false;
}
static bool capital(const quoth_report *r, uint32_t t) { return (r->tokens[t].flags & (QUOTH_TOKEN_CAPITAL | QUOTH_TOKEN_UPPER)) != 0; }
static bool number(const quoth_report *r, uint32_t t) { return (r->tokens[t].flags & QUOTH_TOKEN_NUMBER) != 0; }
/* German writes every noun with a capital, Arabic none: there a capital names nothing. */
static bool capitals_name(const q_lang *l) { return strcmp(l->script, "Arabic") != 0; }

/* Whether a conjunction at t joins two nouns of one phrase: what follows begins a noun phrase and no verb comes before the next barrier. */
static bool joins(const q_lang *l, const quoth_report *r, uint32_t t, uint32_t limit) {
  if (t + 1 >= limit || q_sign(r, t + 1)) return false;
  const q_word *n = word(l, r, t + 1);
  return !finite_cue(n) && (capital(r, t + 1) || n->classes & (NOUNS | OPENS));
}

/* ---- languages without capitals whose nouns form chains (Arabic): "وزير الصحة سامر الكوري" ---- */

static bool starts(const quoth_report *r, uint32_t t, const char *with) {
  quoth_span s = r->tokens[t].span;
  size_t n = strlen(with);
  return s.end - s.begin > n && memcmp(r->text + s.begin, with, n) == 0;
}
static bool is(const quoth_report *r, uint32_t t, const char *word) {
  quoth_span s = r->tokens[t].span;
  return s.end - s.begin == strlen(word) && memcmp(r->text + s.begin, word, s.end - s.begin) == 0;
}
/* An indefinite accusative ("قائلا" with its tanwin): an adverbial or object, never a subject. */
bool q_phrase_accusative(const quoth_report *r, uint32_t t) {
  quoth_span s = r->tokens[t].span;
  const char *end = r->text + s.end;
  return s.end - s.begin > 6 && (memcmp(end - 2, "\u064b", 2) == 0 || memcmp(end - 4, "\u064b", 2) == 0);
}
/* A finite verb by its form alone: neither article nor ta marbuta. */
static bool chain_verb(const q_lang *l, const quoth_report *r, uint32_t t) {
  const q_word *w = word(l, r, t);
  quoth_span s = r->tokens[t].span;
  return finite_cue(w) && !noun_cue(w) && !starts(r, t, "ال") && s.end - s.begin > 2 && memcmp(r->text + s.end - 2, "ة", 2) != 0;
}
/* What a proclitic preposition begins: a new phrase; "للأعاصير" belongs to the body before it. */
static bool chain_preposition(const q_lang *l, const quoth_report *r, uint32_t first, uint32_t t) {
  const q_word *w = word(l, r, first);
  if (starts(r, t, "لل") && w->actor_count && w->actors[0].kind != Q_A_PERSON && w->actors[0].kind != Q_A_TITLE && w->actors[0].kind != Q_A_UNNAMED && w->actors[0].kind != Q_A_OUTLET) return false;
  if (is(r, t, "باسم")) return false;
  if (r->tokens[t].skip == 2 && (starts(r, t, "ب") || starts(r, t, "ل") || starts(r, t, "ك"))) return true;
  return starts(r, t, "بال") || starts(r, t, "لل");
}

/* Nouns, adjectives and names up to a preposition, a verb of the lexicon, a word that begins a clause, an adverbial or a sign. */
static uint32_t chain_end(const q_lang *l, const quoth_report *r, uint32_t first, uint32_t limit) {
  uint32_t t = first, end = first;
  if (limit > first + 16) limit = first + 16;
  for (; t < limit; t++) {
    char s = q_sign(r, t);
    uint32_t c = word(l, r, t)->classes;
    bool head = end > first, last = t + 1 >= limit || q_sign(r, t + 1);
    if (s == '"' && r->tokens[t].mark == Q_MARK_SCARE) continue;
    if (s == '(' && head) {
      uint32_t u = t;
      while (u < limit && u < t + 8 && q_sign(r, u) != ')') u++;
      if (u >= limit || q_sign(r, u) != ')') break;
      end = u + 1;
      t = u;
      continue;
    }
    if (s == '-' && head && !last && !(r->tokens[t].flags & QUOTH_TOKEN_SPACE_BEFORE)) continue;
    if (s) break;
    if (c & Q_W_PRONOUN && !(c & (NOUNS | OPENS))) { if (!head) return t + 1; if (!last) break; }
    else if (c & NOUNS) { if (head && chain_preposition(l, r, first, t)) break; }
    else if (head && (is(r, t, "من") || (is(r, t, "في") && !last && word(l, r, t + 1)->classes & Q_W_STATE))) {
      if (last || word(l, r, t + 1)->classes & (Q_W_PREPOSITION | Q_W_COMPLEMENTISER | Q_W_PRONOUN | Q_W_DEMONSTRATIVE)) break;
      continue;
    } else if (is(r, t, "غير")) { if (!head) break; }
    else if (c & (Q_W_PREPOSITION | Q_W_ADVERB | Q_W_DAYPART) || (c & BREAKS && !(c & OPENS))) break;
    else if (c & Q_W_COMPLEMENTISER) break;
    else if (c & Q_W_CONJUNCTION && (!head || !(c & Q_W_COORDINATOR))) break;
    else if (chain_verb(l, r, t)) break;
    else if (head && (chain_preposition(l, r, first, t) || q_phrase_accusative(r, t))) break;
    if (head && !last && (word(l, r, t + 1)->classes & Q_W_WEEKDAY || is(r, t, "يوم"))) break;
    if (!(c & Q_W_CONJUNCTION)) end = t + 1;
  }
  return end;
}

/* Where the object begins in a chain that holds the subject and the object of a verb before it: at an indefinite word after the definite one that ends a
 * construct, or at a definite noun after another; names after a person's role still belong to it. e if the chain is one phrase. */
uint32_t q_phrase_object(const q_lang *l, const quoth_report *r, uint32_t b, uint32_t e) {
  uint32_t maybe = e;
  bool closed = starts(r, b, "ال"), person = word(l, r, b)->actor_count && (word(l, r, b)->actors[0].kind == Q_A_PERSON || word(l, r, b)->actors[0].kind == Q_A_TITLE);
  for (uint32_t t = b + 1; t < e; t++) {
    const q_word *w = word(l, r, t);
    if (q_sign(r, t)) continue;
    if (is(r, t - 1, "من") || is(r, t - 1, "في") || is(r, t, "من") || is(r, t, "في") || is(r, t, "غير") || is(r, t - 1, "غير")) continue;
    if (!starts(r, t, "ال")) {
      if (closed && (w->actor_count || w->cue_count || !person) && !(w->classes & Q_W_STATE)) return t;
      if (!closed && !person && !word(l, r, b)->classes && noun_cue(w)) return t; /* a name, then what it denies */
      continue;
    }
    bool adjective = listed(r, t, "ي,يه", true) || w->classes & Q_W_STATE;
    if (closed && !adjective && w->actor_count) return t;
    if (closed && !adjective && maybe == e) maybe = t;
    closed = true;
  }
  return maybe;
}

/* "источник в полиции": a preposition between a common noun and an actor. */
static bool place(const q_lang *l, const quoth_report *r, uint32_t t, uint32_t limit) {
  return t + 1 < limit && !capital(r, t - 1) && !q_sign(r, t + 1) && word(l, r, t + 1)->classes & NOUNS && !(word(l, r, t + 1)->actor_count && word(l, r, t + 1)->actors[0].kind == Q_A_DOCUMENT);
}

uint32_t q_phrase_end(const q_lang *l, const quoth_report *r, uint32_t first, uint32_t limit, unsigned links) {
  bool head = false, need = true, cased = capitals_name(l);
  uint32_t t = first, end = first;
  if (!cased) return chain_end(l, r, first, limit);
  if (limit > first + 40) limit = first + 40;
  for (; t < limit; t++) {
    char s = q_sign(r, t);
    const q_word *w = word(l, r, t);
    uint32_t c = w->classes;
    if (s == '"') { if (r->tokens[t].mark == Q_MARK_SCARE) continue; break; }
    if (s == '(') { uint32_t u = t; while (u < limit && u < t + 12 && q_sign(r, u) != ')') u++; if (u >= limit || q_sign(r, u) != ')' || !head) break; t = u; end = t + 1; continue; }
    if (s == '-' && head && t + 1 < limit && !(r->tokens[t].flags & QUOTH_TOKEN_SPACE_BEFORE)) continue;
    if (s == '.' && head && t + 1 < limit && r->tokens[t].span.end == r->tokens[t].span.begin + 1 && capital(r, t - 1)) continue;
    if (s) break;
    if (possessive_ending(r, t)) { if (!head) break; need = true; end = t + 1; continue; }
    if (c & Q_W_PRONOUN && !(c & (Q_W_ARTICLE | Q_W_POSSESSIVE | Q_W_DEMONSTRATIVE | Q_W_QUANTIFIER)) ) { if (!head && t == first) end = t + 1; break; }
    if (c & Q_W_GENITIVE && head) { need = true; continue; }
    if (c & BREAKS && !(c & (OPENS | NOUNS))) break;
    if (c & OPENS) { if (head && !need && !number(r, t)) break; if (c & (Q_W_QUANTIFIER | Q_W_DEMONSTRATIVE | Q_W_NUMBER)) end = t + 1; continue; }
    if (c & Q_W_PREPOSITION && !(c & NOUNS)) { if (!head || links == 0 || (*l->noun_links && !listed(r, t, l->noun_links, false) && !place(l, r, t, limit))) break; links--; need = true; continue; }
    if (c & Q_W_CONJUNCTION) { if (!head || !joins(l, r, t, limit)) break; need = true; continue; }
    bool opened = t > first && !q_sign(r, t - 1) && word(l, r, t - 1)->classes & (Q_W_ARTICLE | Q_W_POSSESSIVE) && !(word(l, r, t - 1)->classes & Q_W_PRONOUN);
    if (finite_cue(w) && !(cased && capital(r, t) && t > first) && !noun_cue(w) && !opened) break;
    if (c & Q_W_ADVERB && head && !need && !capital(r, t)) break;
    bool strong = c & NOUNS || (cased && capital(r, t)) || number(r, t);
    if (strong || need) { end = t + 1; if (!(c & Q_W_ADVERB)) head = true; if (strong) need = false; else if (head && t > first && !(t + 1 < limit && !q_sign(r, t + 1))) need = false; continue; }
    if (head && !c && listed(r, t, l->genitive_endings, true)) { end = t + 1; continue; } /* "начальник полиции" */
    /* An unknown word after the head: an adjective when a genitive, a preposition or a stop follows, else perhaps the verb. */
    if (t + 1 < limit && !q_sign(r, t + 1) && !(word(l, r, t + 1)->classes & Q_W_GENITIVE)) break;
    end = t + 1;
  }
  return end;
}

/* What ends the search for a subject to the left: signs, words that begin a clause, finite verbs. */
static bool barrier(const q_lang *l, const quoth_report *r, uint32_t t) {
  char s = q_sign(r, t);
  if (s == '"') return r->tokens[t].mark != Q_MARK_SCARE;
  if (s == '-') return (r->tokens[t].flags & QUOTH_TOKEN_SPACE_BEFORE) != 0;
  if (s == '.') return !(r->tokens[t].span.end == r->tokens[t].span.begin + 1 && t > 0 && capital(r, t - 1));
  if (s == ',' || s == ':' || s == ';' || s == 'x') return true;
  if (s) return false;
  const q_word *w = word(l, r, t);
  uint32_t c = w->classes;
  if (c & Q_W_MONTH && capital(r, t)) return false; /* "May" */
  if (c & Q_W_COMPLEMENTISER && !(c & (Q_W_ARTICLE | Q_W_PREPOSITION))) return true;
  if (c & (NOUNS | OPENS) || possessive_ending(r, t)) return false;
  return (c & (Q_W_COMPLEMENTISER | Q_W_QUESTION | Q_W_RELATIVE | Q_W_AUXILIARY | Q_W_MODAL)) != 0 || (finite_cue(w) && !noun_cue(w) && !capital(r, t));
}

/* The shortest noun phrase that ends at `end`: for texts where a clause runs into the next without a comma. */
uint32_t q_phrase_short(const q_lang *l, const quoth_report *r, uint32_t end, uint32_t floor) {
  uint32_t t = end;
  bool cased = capitals_name(l) && end > floor && capital(r, end - 1);
  while (t > floor) {
    uint32_t p = t - 1, c = word(l, r, p)->classes;
    char s = q_sign(r, p);
    if (s == ')') { while (p > floor && q_sign(r, p) != '(') p--; t = p; continue; }
    if (s && s != '.' && s != '-') break;
    if (c & OPENS && !number(r, p)) {
      if (p > floor && word(l, r, p - 1)->classes & Q_W_GENITIVE) { t = p - 1; cased = capital(r, t > floor ? t - 1 : t); continue; }
      return p;
    }
    if (c & Q_W_GENITIVE) { t = p; cased = p > floor && capital(r, p - 1); continue; }
    if (c & Q_W_PREPOSITION && cased && p > floor && capital(r, p - 1) && t < end && end - t < 8) { t = p; continue; } /* "Observatory for Human Rights" */
    if (c & (Q_W_PREPOSITION | Q_W_CONJUNCTION | Q_W_PRONOUN | Q_W_ADVERB)) break;
    if (cased && !capital(r, p) && !(c & NOUNS) && !possessive_ending(r, p) && !number(r, p)) break;
    t = p;
  }
  return t;
}

static bool subject_pronoun(const q_word *w) {
  for (uint32_t i = 0; i < w->pronoun_count; i++) if (w->pronouns[i].cases & Q_P_SUBJ) return true;
  return false;
}

/* "В интервью газете Иван Петров": no mark tells where the subject begins, but a name that ends as a nominative is it; 0 if none. */
static uint32_t last_name(const q_lang *l, const quoth_report *r, uint32_t floor, uint32_t end) {
  uint32_t t = end;
  if (!*l->genitive_endings || r->tokens[end - 1].flags & QUOTH_TOKEN_UPPER || !listed(r, end - 1, l->nominative_endings, true)) return 0;
  while (t > floor && !q_sign(r, t - 1) && capital(r, t - 1) && (unsigned char)r->text[r->tokens[t - 1].span.begin] >= 0x80) t--;
  return t > floor && t < end ? t : 0;
}

/* Past the adverbs, conjunctions and adverbial phrases with which a clause opens. */
static uint32_t skip_opening(const q_lang *l, const quoth_report *r, uint32_t t, uint32_t end) {
  while (t < end) {
    uint32_t c = word(l, r, t)->classes;
    if (c & Q_W_PREPOSITION && t + 2 < end && word(l, r, t + 1)->classes & (Q_W_WEEKDAY | Q_W_DAY)) { t += 2; continue; }
    if (c & Q_W_PREPOSITION && !(c & (NOUNS | OPENS)) && !capital(r, t + 1 < end ? t + 1 : t)) {
      uint32_t e = q_phrase_end(l, r, t + 1, end, 1);
      if (e <= t + 1 || e >= end) { e = last_name(l, r, t + 1, end); return e ? e : t; }
      t = e;
      continue;
    }
    if (c & Q_W_PREPOSITION && !(c & NOUNS)) { /* "In Aleppo the ministry": the subject begins at the next determiner */
      uint32_t u = t + 1;
      while (u < end && !(word(l, r, u)->classes & OPENS && u > t + 1 && !(word(l, r, u - 1)->classes & (Q_W_PREPOSITION | Q_W_GENITIVE)))) u++;
      if (u >= end) {
        uint32_t e = q_phrase_end(l, r, t + 1, end, 0);
        if (e <= t + 1 || e >= end) return t;
        u = e;
      }
      t = u;
      continue;
    }
    if (c & (Q_W_CONJUNCTION | Q_W_ADVERB | Q_W_WEEKDAY | Q_W_DAY) && !(c & (OPENS | NOUNS)) && !subject_pronoun(word(l, r, t))) { t++; continue; }
    if (number(r, t) && t > 0 && word(l, r, t - 1)->classes & (Q_W_MONTH | Q_W_WEEKDAY)) { t++; continue; }
    if (c & Q_W_MONTH && !(c & NOUNS) && t + 1 < end && number(r, t + 1)) { t++; continue; }
    break;
  }
  return t;
}

uint32_t q_phrase_begin(const q_lang *l, const quoth_report *r, uint32_t end, uint32_t floor) {
  if (end <= floor) return end;
  if (end > floor + 45) floor = end - 45;
  uint32_t c = word(l, r, end - 1)->classes;
  if (c & Q_W_CONJUNCTION && !(c & (NOUNS | OPENS)) && !q_sign(r, end - 1)) return end;
  if (subject_pronoun(word(l, r, end - 1)) && !(c & (Q_W_ARTICLE | Q_W_DEMONSTRATIVE | Q_W_QUANTIFIER))) return end - 1;
  if (c & Q_W_RELATIVE && !(c & (OPENS | Q_W_CONJUNCTION | Q_W_PREPOSITION | Q_W_ADVERB))) return end - 1;
  uint32_t b = end;
  while (b > floor && !barrier(l, r, b - 1)) {
    if (q_sign(r, b - 1) == ')') { uint32_t u = b - 1; while (u > floor && q_sign(r, u) != '(') u--; if (q_sign(r, u) == '(') { b = u; continue; } }
    uint32_t p = word(l, r, b - 1)->classes;
    if (b < end && p & Q_W_CONJUNCTION && !(p & (NOUNS | OPENS)) && !joins(l, r, b - 1, end)) break;
    if (b < end && subject_pronoun(word(l, r, b - 1)) && !(p & OPENS)) break;
    b--;
  }
  bool verb = b > floor && !q_sign(r, b - 1) && word(l, r, b - 1)->classes & (Q_W_AUXILIARY | Q_W_MODAL);
  bool cue = b > floor && !q_sign(r, b - 1) && finite_cue(word(l, r, b - 1));
  if (verb || cue || end - b > 25) return q_phrase_short(l, r, end, b);
  b = skip_opening(l, r, b, end);
  /* nothing but an adverbial */
  c = b < end ? word(l, r, b)->classes : 0;
  return c & Q_W_PREPOSITION && !(c & (NOUNS | OPENS)) && !(b > floor && capital(r, b)) && !number(r, b + 1 < end ? b + 1 : b) ? end : b;
}

bool q_name_phrase(const q_lang *l, const quoth_report *r, uint32_t t, q_mention *out) {
  uint32_t lo = 0, hi = r->sentence_count, first, end;
  while (lo + 1 < hi) { uint32_t m = (lo + hi) / 2; if (r->sentences[m].token <= t) lo = m; else hi = m; }
  if (r->sentence_count == 0 || t >= r->token_count || q_sign(r, t)) return false;
  uint32_t floor = r->sentences[lo].token, limit = floor + r->sentences[lo].tokens;
  first = q_phrase_short(l, r, t + 1, floor);
  end = q_phrase_end(l, r, first, limit, 0);
  if (end <= t || first > t) return false;
  q_name_describe(l, r, first, end, out);
  return true;
}
