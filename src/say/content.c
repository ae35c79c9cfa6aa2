/* What is said: the clause, quotation, infinitive or noun phrase that a cue governs. */
#include "say/find.h"

bool q_in_list(const q_finder *f, uint32_t t, const char *list) {
  char folded[72];
  if (t >= f->r->token_count) return false;
  quoth_span k = f->r->tokens[t].span;
  if (!list || k.end - k.begin > 60) return false;
  size_t n = q_fold(f->r->text + k.begin, k.end - k.begin, folded, sizeof folded), skip = f->r->tokens[t].skip;
  for (const char *at = list; *at;) {
    size_t m = strcspn(at, ", ");
    if (m && ((m == n && memcmp(at, folded, n) == 0) || (skip && n > skip && ((m == n - skip && memcmp(at, folded + skip, m) == 0) || (m == skip && memcmp(at, folded, m) == 0))))) return true;
    at += m;
    while (*at == ',' || *at == ' ') at++;
  }
  return false;
}

/* At a comma: whether what follows is a new frame rather than more of the clause. */
static bool new_frame(const q_finder *f, q_region z, uint32_t t) {
  uint32_t u = t + 1;
  while (u < z.e && q_word_at(f, u, Q_W_ADVERB | Q_W_CONJUNCTION) && !q_word_at(f, u, Q_W_CUE)) u++;
  if (u >= z.e || f->k[u].depth != z.depth) return false;
  if (q_says(f, u, Q_F_GER)) return true;
  for (uint32_t i = 0; i < f->k[u].w->cue_count; i++) if (f->k[u].w->cues[i].kind == Q_CUE_PREP) return true;
  const q_word *w;
  if (q_cue_phrase((q_finder *)f, u, z.e, &w)) for (uint32_t i = 0; i < w->cue_count; i++) if (w->cues[i].kind == Q_CUE_PREP) return true;
  return false;
}

/* A cue that says something by itself, without quotation marks or complementiser. */
static bool strong(const q_finder *f, uint32_t t) {
  const q_word *w = f->k[t].w;
  for (uint32_t i = 0; i < w->cue_count; i++) if (w->cues[i].kind == Q_CUE_VERB && w->cues[i].frames & Q_FR_THAT && !(w->cues[i].options & Q_O_WEAK)) return true;
  return false;
}

uint32_t q_clause_end(const q_finder *f, q_region z, uint32_t from, bool nominal) {
  uint32_t t = from, end = z.e;
  bool subordinate = !f->k[z.b].sign && q_word_at(f, z.b, Q_W_CONJUNCTION) && !q_word_at(f, z.b, Q_W_COORDINATOR | Q_W_ADVERB);
  for (uint32_t u = z.b; subordinate && u < from; u++) subordinate = f->k[u].depth > z.depth || f->k[u].sign != ',';
  for (; t < end; t++) {
    if (f->k[t].depth > z.depth) continue;
    char s = f->k[t].sign;
    if (s == ',' && subordinate && t > from + 1) break; /* "When X said that P, Y ..." */
    if (s == ';') break;
    if (s == '.' && t + 1 < end && t > from && f->r->tokens[t].flags & QUOTH_TOKEN_PUNCT && f->r->tokens[t + 1].flags & QUOTH_TOKEN_FIRST) break;
    if (s == ',' && t > from && (nominal || new_frame(f, z, t))) break;
    if (s == ':' && nominal) break;
    if (s == '-' && nominal && f->r->tokens[t].flags & QUOTH_TOKEN_SPACE_BEFORE) break;
    if (s) continue;
    if (t > from && t + 2 < end && q_word_at(f, t, Q_W_COORDINATOR)) {
      uint32_t u = t + 1;
      while (u < end && q_word_at(f, u, Q_W_ADVERB | Q_W_AUXILIARY) && !q_word_at(f, u, Q_W_CUE)) u++;
      if (u + 1 < end && q_says(f, u, Q_F_FIN) && f->k[u].depth == z.depth && (strong(f, u) || q_word_at(f, u + 1, Q_W_COMPLEMENTISER) || f->k[u + 1].quote_end)) break;
    }
    if (t > from && f->k[t].w->cue_count && !q_word_at(f, t, Q_W_PREPOSITION | Q_W_ACTOR) && nominal && q_says(f, t, Q_F_GER) && !q_word_at(f, t - 1, Q_W_PREPOSITION | Q_W_CONJUNCTION | Q_W_AUXILIARY)) break;
    const q_word *w;
    if (t > from + 1 && q_word_at(f, t, Q_W_BEGINS) && q_cue_phrase((q_finder *)f, t, end, &w))
      for (uint32_t i = 0; i < w->cue_count; i++) if (w->cues[i].kind == Q_CUE_PREP) { end = t; break; }
  }
  if (t > end) t = end;
  while (t > from && f->k[t - 1].depth == z.depth && (f->k[t - 1].sign == ',' || f->k[t - 1].sign == '.' || f->k[t - 1].sign == ';')) t--;
  return t;
}

uint32_t q_skip_time(const q_finder *f, q_region z, uint32_t t) {
  while (t < z.e && f->k[t].depth == z.depth && !f->k[t].sign && q_word_at(f, t, Q_W_ADVERB | Q_W_WEEKDAY | Q_W_DAY | Q_W_DAYPART) &&
         !q_word_at(f, t, Q_W_COMPLEMENTISER | Q_W_ARTICLE | Q_W_POSSESSIVE | Q_W_QUESTION | Q_W_ACTOR | Q_W_PRONOUN)) t++;
  return t;
}

static bool opens(const q_finder *f, q_region z, uint32_t t) { return t < z.e && f->k[t].quote_end && f->k[t].depth == z.depth + 1; }

/* A quotation that begins at t; goes on over "and" to the next quotation and into what follows up to the end of the clause. */
static q_range quotation(const q_finder *f, q_region z, uint32_t t) {
  uint32_t e = f->k[t].quote_end;
  if (e > z.e) e = z.e;
  if (e < z.e && !f->k[e].sign && !q_word_at(f, e, Q_W_CUE) && !q_word_at(f, e, Q_W_CONJUNCTION)) {
    uint32_t m = q_clause_end(f, z, e, true);
    if (m > e) e = m;
  } else if (e + 1 < z.e && q_word_at(f, e, Q_W_CONJUNCTION) && opens(f, z, e + 1)) e = f->k[e + 1].quote_end;
  return (q_range){ t, e };
}

bool q_has_verb(const q_finder *f, uint32_t b, uint32_t e) {
  for (uint32_t t = b + 1; t < e; t++)
    if (!f->k[t].sign && ((q_word_at(f, t, Q_W_AUXILIARY | Q_W_MODAL) && !q_word_at(f, t, Q_W_ARTICLE | Q_W_PREPOSITION | Q_W_ACTOR)) || (q_says(f, t, Q_F_FIN) && strong(f, t)))) return true;
  return false;
}

/* A word that can begin a clause without a complementiser: no preposition, conjunction or verb. */
static bool begins_clause(const q_finder *f, q_region z, uint32_t t) {
  if (t + 1 >= z.e) return false;
  if (opens(f, z, t)) return true;
  if (f->k[t].sign || q_word_at(f, t, Q_W_RELATIVE | Q_W_COMPLEMENTISER) ) return false;
  for (uint32_t n = t + 1; n < t + 3 && n < f->r->token_count; n++) if (q_word_at(f, t, Q_W_PREPOSITION) && f->r->tokens[n].flags & QUOTH_TOKEN_NUMBER) return true;
  if (q_word_at(f, t, Q_W_PREPOSITION | Q_W_CONJUNCTION | Q_W_AUXILIARY) && !q_word_at(f, t, Q_W_QUANTIFIER | Q_W_POSSESSIVE)) return false;
  return true;
}

/* Past a prepositional phrase of time, place or medium ("in a statement", "on Tuesday"). */
static uint32_t skip_phrase(const q_finder *f, q_region z, uint32_t t) {
  for (int i = 0; i < 3 && t < z.e && q_word_at(f, t, Q_W_PREPOSITION) && !q_word_at(f, t, Q_W_COMPLEMENTISER | Q_W_GENITIVE); i++) {
    uint32_t u = t + 1;
    if (u < z.e && q_word_at(f, u, Q_W_WEEKDAY | Q_W_MONTH | Q_W_DAY)) { u++; while (u < z.e && f->r->tokens[u].flags & QUOTH_TOKEN_NUMBER) u++; }
    else {
      u = q_phrase_end(f->l, f->r, u, z.e, 0);
      for (uint32_t n = t + 1; n < u; n++) /* "at least 12 people" is no adverbial, "in 2012" is */
        if (f->r->tokens[n].flags & QUOTH_TOKEN_NUMBER && f->r->tokens[n].span.end - f->r->tokens[n].span.begin != 4) return t;
    }
    if (u <= t + 1) return t;
    t = q_skip_time(f, z, u);
  }
  return t;
}

/* "that were destroyed": a complementiser that is a relative pronoun here, the subject of the verb after it. */
static bool relative(const q_finder *f, q_region z, uint32_t t) {
  return q_word_at(f, t, Q_W_RELATIVE) && t + 1 < z.e && !f->k[t + 1].sign && !q_word_at(f, t + 1, Q_W_PRONOUN | Q_W_ARTICLE | Q_W_ACTOR) &&
         (q_word_at(f, t + 1, Q_W_AUXILIARY | Q_W_MODAL) || q_says(f, t + 1, Q_F_FIN));
}

/* The complementiser, colon or quotation that opens the content, within a short way to the right; UINT32_MAX if a barrier comes first. */
static uint32_t opening(const q_finder *f, q_region z, const q_candidate *c, uint32_t from, unsigned frames, bool vso) {
  if (frames & Q_FR_PREP && c->c->prep && q_in_list(f, from, c->c->prep)) return UINT32_MAX; /* "joked about the claims that" */
  unsigned commas = 0;
  bool gap = vso || f->k[from].sign == ',' || frames & Q_FR_ADDR || q_word_at(f, from, Q_W_PREPOSITION | Q_W_ADVERB | Q_W_WEEKDAY | Q_W_DAY | Q_W_MONTH);
  uint32_t limit = from + (vso ? 24 : 16) < z.e ? from + (vso ? 24 : 16) : z.e;
  for (uint32_t t = from; t < limit; t++) {
    char s = f->k[t].sign;
    if (opens(f, z, t)) return (commas == 0 || vso || (commas == 1 && f->k[t - 1].sign == ',')) && (t > from && (f->k[t - 1].sign == ':' || f->k[t - 1].sign == ',' || vso)) && frames & (Q_FR_QUOTE | Q_FR_THAT) ? t : UINT32_MAX;
    if (s == ':') return (commas == 0 || vso) && frames & (Q_FR_QUOTE | Q_FR_THAT) ? t : UINT32_MAX;
    if (s == ';' || s == '.') return UINT32_MAX;
    if (s == ',' && ++commas > 2) return UINT32_MAX;
    if (s) continue;
    if (t > from && q_word_at(f, t, Q_W_COMPLEMENTISER) && !f->k[t - 1].sign && q_word_at(f, t - 1, Q_W_PREPOSITION | Q_W_CONJUNCTION)) return UINT32_MAX; /* "après que" */
    if (q_word_at(f, t, Q_W_COMPLEMENTISER) && !q_word_at(f, t, Q_W_ARTICLE | Q_W_PREPOSITION) && frames & (Q_FR_THAT | Q_FR_ASK))
      return (!gap && t > from) || relative(f, z, t) || (commas % 2 && !vso && !f->l->comma_clauses) ? UINT32_MAX : t;
    if (q_word_at(f, t, Q_W_COMPLEMENTISER) && f->r->tokens[t].skip) return t;
    if (q_word_at(f, t, Q_W_AUXILIARY | Q_W_MODAL) && !q_word_at(f, t, Q_W_ARTICLE | Q_W_PRONOUN)) return UINT32_MAX;
    if (q_says(f, t, Q_F_FIN)) return UINT32_MAX;
  }
  return UINT32_MAX;
}

/* A word that ends as an infinitive, in a language where one may stand without a mark before it. */
static bool infinitive(const q_finder *f, uint32_t t) {
  if (t >= f->r->token_count) return false;
  quoth_span k = f->r->tokens[t].span;
  char folded[72];
  if (k.end - k.begin > 60) return false;
  size_t n = q_fold(f->r->text + k.begin, k.end - k.begin, folded, sizeof folded);
  for (const char *at = f->l->infinitive_endings; *at;) {
    size_t m = strcspn(at, ", ");
    if (m && n > m + 1 && memcmp(folded + n - m, at, m) == 0) return true;
    at += m;
    while (*at == ',' || *at == ' ') at++;
  }
  return false;
}

/* After the mark: an infinitive, at once or after clitics and negation, where infinitives can be told by their endings. */
static bool marked_infinitive(const q_finder *f, q_region z, uint32_t t) {
  if (!*f->l->infinitive_endings) return t < z.e && !f->k[t].sign && !q_word_at(f, t, Q_W_ARTICLE | Q_W_POSSESSIVE | Q_W_DEMONSTRATIVE | Q_W_PRONOUN | Q_W_NUMBER | Q_W_STATE) && !(f->r->tokens[t].flags & (QUOTH_TOKEN_CAPITAL | QUOTH_TOKEN_NUMBER));
  for (uint32_t u = t; u < z.e && u < t + 4 && !f->k[u].sign; u++) {
    if (infinitive(f, u)) return true;
    if (!q_word_at(f, u, Q_W_PRONOUN | Q_W_NEGATION | Q_W_ADVERB)) return false;
  }
  return false;
}

static bool clause(q_finder *f, q_region z, uint32_t t, q_rule rule, q_found *s) {
  uint32_t e = q_clause_end(f, z, t, false);
  if (e < t + 2) return false;
  q_add_piece(&s->content, (q_range){ t, e });
  s->rule = (uint8_t)rule;
  return true;
}

static bool nominal(q_finder *f, q_region z, uint32_t t, q_rule rule, q_found *s) {
  uint32_t e = q_clause_end(f, z, t, true);
  if (e <= t) return false;
  q_add_piece(&s->content, (q_range){ t, e });
  s->rule = (uint8_t)rule;
  return true;
}

/* "accused X of Y": object and what introduces the complement. */
static bool object(q_finder *f, q_region z, const q_candidate *c, uint32_t t, q_found *s) {
  uint32_t e = q_clause_end(f, z, t, false);
  if (e <= t + 1) return false;
  if (*c->c->obj) {
    uint32_t u = t + 1;
    while (u < e && u < t + 25 && !(f->k[u].depth == z.depth && q_in_list(f, u, c->c->obj))) u++;
    if (u >= e || u >= t + 25) return false;
  } else {
    uint32_t u = q_phrase_end(f->l, f->r, t, e, 0);
    if (u <= t || (u >= e && (e < t + 3 || !q_word_at(f, t, Q_W_ARTICLE | Q_W_POSSESSIVE | Q_W_DEMONSTRATIVE)))) return false;
    if (u >= e) u = e - 1;
    if (q_word_at(f, u, Q_W_PREPOSITION | Q_W_CONJUNCTION | Q_W_WEEKDAY | Q_W_RELATIVE)) return false;
  }
  q_add_piece(&s->content, (q_range){ t, e });
  s->rule = Q_R_OBJ;
  return true;
}

/* A clause without complementiser right after the cue. What could be an object, an addressee or a weak cue's own business needs a verb in it. */
static bool bare(q_finder *f, q_region z, const q_candidate *c, uint32_t t, q_found *s) {
  bool addressed = c->c->frames & Q_FR_ADDR && c->c->addr && !*c->c->addr, careful = s->weak || c->adjective || !(c->c->frames & Q_FR_QUOTE) || addressed || c->c->frames & (Q_FR_NP | Q_FR_PREP);
  if (t + 1 >= z.e || f->k[t].sign || !begins_clause(f, z, t)) return false;
  if (s->weak && !(q_word_at(f, t, Q_W_PRONOUN | Q_W_ARTICLE | Q_W_POSSESSIVE | Q_W_DEMONSTRATIVE | Q_W_ACTOR | Q_W_STATE) || f->r->tokens[t].flags & QUOTH_TOKEN_CAPITAL)) return false;
  uint32_t e = q_clause_end(f, z, t, false);
  if (s->weak && !(c->c->frames & (Q_FR_NP | Q_FR_PREP | Q_FR_OBJ)) && c->c->frames & Q_FR_QUOTE && e > t + 5 && q_word_at(f, t, Q_W_ARTICLE | Q_W_PRONOUN | Q_W_POSSESSIVE)) careful = s->weak = false; /* "Giles added the victim sustained ..." */
  if (careful ? !q_has_verb(f, t, e) : e < t + (f->r->tokens[t].flags & QUOTH_TOKEN_CAPITAL || q_word_at(f, t, Q_W_PRONOUN) ? 2 : 3)) return false;
  return clause(f, z, t, c->gerund && (c->left == z.b || f->k[c->left - 1].sign) && q_has_verb(f, t, e) ? Q_R_THAT : Q_R_BARE, s);
}

/* "sagte am Samstag, das Volk habe ...": where a clause with a verb of its own begins after a comma, a little way on; UINT32_MAX if none. */
static uint32_t after_comma(const q_finder *f, q_region z, uint32_t from) {
  for (uint32_t t = from; t + 3 < z.e && t < from + 25; t++) {
    if (f->k[t].depth > z.depth) continue;
    char s = f->k[t].sign;
    if (s && s != ',' && s != '(' && s != ')' && s != '"') return UINT32_MAX;
    if (!s && q_word_at(f, t, Q_W_AUXILIARY | Q_W_MODAL) && !q_word_at(f, t, Q_W_ARTICLE | Q_W_PREPOSITION | Q_W_POSSESSIVE)) return UINT32_MAX;
    if (s != ',' || q_word_at(f, t + 1, Q_W_CONJUNCTION | Q_W_COMPLEMENTISER)) continue;
    uint32_t e = t + 1, verb = 0;
    for (; e < z.e && !(f->k[e].depth == z.depth && strchr(",.;:", f->k[e].sign ? f->k[e].sign : 'w')); e++)
      if (!verb && !f->k[e].sign && q_word_at(f, e, Q_W_AUXILIARY | Q_W_MODAL) && !q_word_at(f, e, Q_W_POSSESSIVE)) verb = e;
    if (verb && !(q_word_at(f, t + 1, Q_W_RELATIVE) && verb + 1 >= e)) return t + 1;
  }
  return UINT32_MAX;
}

bool q_content_after(q_finder *f, q_region z, const q_candidate *c, uint32_t from, q_found *s, q_range *between) {
  unsigned frames = c->c->frames;
  bool verb = c->c->kind == Q_CUE_VERB, vso = f->l->verb_first || f->l->verb_second || f->l->pro_drop;
  uint32_t t = q_skip_time(f, z, from), u;
  *between = (q_range){ 0, 0 };
  if (t >= z.e) return false;
  /* quotation, at once or after a comma or colon */
  u = t < z.e && (f->k[t].sign == ':' || f->k[t].sign == ',') ? t + 1 : t;
  if (frames & (Q_FR_QUOTE | Q_FR_THAT | Q_FR_NP) && opens(f, z, u)) {
    q_add_piece(&s->content, quotation(f, z, u));
    s->rule = verb ? Q_R_QUOTE_AFTER : Q_R_NOUN_QUOTE;
    return true;
  }
  if (f->k[t].sign == ':' && frames & (Q_FR_THAT | Q_FR_QUOTE)) return clause(f, z, t + 1, Q_R_COLON, s);
  bool comma = f->k[t].sign == ',' && t + 1 < z.e;
  u = comma ? t + 1 : t;
  if (frames & (Q_FR_THAT | Q_FR_ASK) && q_word_at(f, u, Q_W_COMPLEMENTISER) && !(comma && !f->l->comma_clauses) && !(s->weak && relative(f, z, u)))
    if (clause(f, z, u, verb ? Q_R_THAT : Q_R_NOUN_THAT, s)) return true;
  if (frames & (Q_FR_ASK | Q_FR_THAT) && q_word_at(f, u, Q_W_QUESTION) && !q_word_at(f, u, Q_W_PREPOSITION) && verb && !(comma && q_word_at(f, u, Q_W_RELATIVE))) return clause(f, z, u, Q_R_ASK, s);
  if (frames & Q_FR_THAT && !comma && t + 1 < z.e && q_word_at(f, t, Q_W_PREPOSITION) && !f->k[t + 1].sign && q_word_at(f, t + 1, Q_W_COMPLEMENTISER) && !q_word_at(f, t + 1, Q_W_ARTICLE | Q_W_PREPOSITION))
    return clause(f, z, f->l->verb_first ? t + 1 : t, verb ? Q_R_THAT : Q_R_NOUN_THAT, s); /* "de que P" */
  /* "на том, что P", "darauf, dass P": the clause, not the word that stands for it */
  if (!comma && frames & (Q_FR_PREP | Q_FR_THAT))
    for (uint32_t n = t; n < t + 4 && n + 1 < z.e && (n == t || !f->k[n].sign); n++)
      if (f->k[n + 1].sign == ',' && n + 2 < z.e && q_word_at(f, n + 2, Q_W_COMPLEMENTISER) && q_word_at(f, n, Q_W_DEMONSTRATIVE | Q_W_ADVERB | Q_W_PRONOUN))
        if (clause(f, z, n + 2, verb ? Q_R_THAT : Q_R_NOUN_THAT, s)) return true;
  /* addressee, then the clause */
  if (frames & Q_FR_THAT && verb && !comma && *f->l->infinitive_endings && !f->k[t].sign && !q_word_at(f, t, Q_W_PREPOSITION | Q_W_PRONOUN) && marked_infinitive(f, z, t)) return nominal(f, z, t, Q_R_TO, s); /* "a déclaré ne pas savoir" */
  if (frames & Q_FR_ADDR && verb && !comma && !f->l->verb_first) {
    uint32_t a = t;
    if (c->c->addr && *c->c->addr && strcmp(c->c->addr, "dat") != 0) a = q_in_list(f, t, c->c->addr) ? t + 1 : 0;
    if (a) {
      uint32_t e = q_phrase_end(f->l, f->r, a, z.e, 0);
      if (e <= a && q_word_at(f, a, Q_W_PRONOUN)) e = a + 1;
      uint32_t g = e > a ? skip_phrase(f, z, q_skip_time(f, z, e)) : 0, h = e > a && g < z.e && f->k[g].sign == ',' ? g + 1 : g;
      if (e > a && h < z.e) {
        bool de_que = q_word_at(f, h, Q_W_PREPOSITION) && h + 1 < z.e && q_word_at(f, h + 1, Q_W_COMPLEMENTISER) && !q_word_at(f, h + 1, Q_W_ARTICLE);
        bool that = de_que || q_word_at(f, h, Q_W_COMPLEMENTISER | Q_W_QUESTION), quote = opens(f, z, h) || (f->k[g].sign == ':');
        bool bare = f->l->bare_clauses && h == g && c->c->addr && !*c->c->addr && begins_clause(f, z, h);
        if (quote || that || bare) {
          q_add_piece(&s->addressee, (q_range){ a, e });
          if (opens(f, z, h)) { q_add_piece(&s->content, quotation(f, z, h)); s->rule = Q_R_QUOTE_AFTER; return true; }
          if (clause(f, z, f->k[h].sign == ':' ? h + 1 : h, quote ? Q_R_COLON : that ? Q_R_THAT : Q_R_BARE, s)) return true;
          s->addressee.count = 0;
        }
      }
    }
  }
  if (comma && frames & Q_FR_TO && verb && *f->l->infinitive_marks && f->l->comma_clauses) { /* "versprach, P zu tun" */
    uint32_t e = t + 1;
    bool to = false;
    while (e < z.e && !(f->k[e].depth == z.depth && strchr(",.;:", f->k[e].sign ? f->k[e].sign : 'w'))) { to |= q_in_list(f, e, f->l->infinitive_marks); e++; }
    if (to) return clause(f, z, t + 1, Q_R_TO, s);
  }
  /* object and complement before the wide search: "urged X to say that ..." */
  if (frames & Q_FR_THAT && frames & Q_FR_OBJ && verb && f->l->bare_clauses && !comma && bare(f, z, c, t, s)) return true;
  if (frames & Q_FR_OBJ && c->c->obj && verb && !comma && !f->k[t].sign && object(f, z, c, t, s)) return true;
  if (frames & Q_FR_TO && !f->k[t].sign) {
    uint32_t i = q_in_list(f, t, f->l->infinitive_marks) ? t : skip_phrase(f, z, t);
    if (frames & Q_FR_ADDR && *c->c->addr && q_in_list(f, t, c->c->addr) && !marked_infinitive(f, z, t + 1)) { /* "ordonné à X de P" */
      uint32_t e = q_phrase_end(f->l, f->r, t + 1, z.e, 0);
      if (e > t + 1 && e < z.e && q_in_list(f, e, f->l->infinitive_marks)) { q_add_piece(&s->addressee, (q_range){ t + 1, e }); i = e; }
    }
    bool to = i < z.e && !f->k[i].sign && ((q_in_list(f, i, f->l->infinitive_marks) && marked_infinitive(f, z, i + 1)) || (i == t && infinitive(f, t)));
    if (to) return nominal(f, z, i, verb ? Q_R_TO : Q_R_NOUN_TO, s);
  }
  u = verb ? opening(f, z, c, t, frames, vso) : opening(f, z, c, t, frames & (Q_FR_THAT | Q_FR_ASK), false);
  if (u != UINT32_MAX && u > t) {
    q_rule rule = f->k[u].sign == ':' ? Q_R_COLON : verb ? Q_R_THAT : Q_R_NOUN_THAT;
    *between = (q_range){ t, f->k[u].sign == ',' ? u : f->k[u - 1].sign == ',' || f->k[u - 1].sign == ':' ? u - 1 : u };
    if (opens(f, z, u)) { q_add_piece(&s->content, quotation(f, z, u)); s->rule = Q_R_QUOTE_AFTER; return true; }
    if (rule == Q_R_COLON && opens(f, z, u + 1)) { q_add_piece(&s->content, quotation(f, z, u + 1)); s->rule = Q_R_QUOTE_AFTER; return true; }
    if (clause(f, z, f->k[u].sign == ':' ? u + 1 : u, rule, s)) return true;
  }
  *between = (q_range){ 0, 0 };
  if (frames & Q_FR_PREP && c->c->prep && !comma && q_in_list(f, t, c->c->prep) && !(t + 1 < z.e && q_word_at(f, t + 1, Q_W_WEEKDAY | Q_W_MONTH | Q_W_DAY))) return nominal(f, z, t, verb ? Q_R_PREP : Q_R_NOUN_PREP, s);
  if (frames & Q_FR_THAT && verb && (!c->adjective || c->perfect) && !(c->c->options & Q_O_WEAK && c->infinitive)) {
    if (f->l->bare_clauses && !comma) {
      u = skip_phrase(f, z, t);
      if (bare(f, z, c, u, s)) return true;
    }
    if (!comma && f->l->comma_clauses && !s->weak && (u = after_comma(f, z, t)) != UINT32_MAX) { *between = (q_range){ t, u - 1 }; return clause(f, z, u, Q_R_BARE, s); }
    if (comma && f->l->comma_clauses && !s->weak && q_word_at(f, t + 1, Q_W_PREPOSITION) && !q_word_at(f, t + 1, Q_W_CONJUNCTION) && after_comma(f, z, t) == t + 1) return clause(f, z, t + 1, Q_R_BARE, s);
    if (comma && f->l->comma_clauses && !q_word_at(f, t + 1, Q_W_RELATIVE | Q_W_CONJUNCTION | Q_W_PREPOSITION) && begins_clause(f, z, t + 1)) return clause(f, z, t + 1, Q_R_BARE, s);
  }
  if (frames & Q_FR_NP && verb && !c->adjective && !f->k[t].sign && q_word_at(f, t, Q_W_PREPOSITION)) { /* "a exprimé à deux reprises son inquiétude" */
    u = skip_phrase(f, z, t);
    if (u > t && u < z.e && q_word_at(f, u, Q_W_ARTICLE | Q_W_POSSESSIVE) && !f->k[u].sign) return nominal(f, z, u, Q_R_NP, s);
  }
  if (frames & Q_FR_NP && verb && !c->adjective && !f->k[t].sign && (!q_word_at(f, t, Q_W_PREPOSITION) || q_word_at(f, t, Q_W_GENITIVE)) && !q_word_at(f, t, Q_W_CONJUNCTION | Q_W_RELATIVE | Q_W_AUXILIARY)) return nominal(f, z, t, Q_R_NP, s);
  return false;
}
