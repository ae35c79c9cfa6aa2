/* Verbs as cues: auxiliaries, negation and particles around them; subject and content before, after or around, active and passive. */
#include "say/find.h"

static bool any_pronoun(const q_finder *f, uint32_t t, uint8_t cases) {
  const q_word *w = f->k[t].w;
  for (uint32_t i = 0; i < w->pronoun_count; i++) if (w->pronouns[i].cases & cases) return true;
  return false;
}

/* Auxiliaries, modals, negation, clitics and adverbs to the left of the verb. Those that touch it belong to the cue. */
static void verb_group(const q_finder *f, q_region z, q_candidate *c) {
  bool touching = true, first = true;
  uint32_t t = c->head;
  for (int steps = 0; t > z.b && steps < 7; steps++) {
    uint32_t p = t - 1, w = f->k[p].w->classes;
    if (f->k[p].depth != z.depth || f->k[p].sign) break;
    if (f->r->tokens[p].flags & QUOTH_TOKEN_UPPER && f->r->tokens[p].span.end - f->r->tokens[p].span.begin > 1 && f->in != QUOTH_HEADLINE) break; /* "AM" is no auxiliary */
    if (w & Q_W_MONTH && f->r->tokens[p].flags & QUOTH_TOKEN_CAPITAL && p > z.b) break; /* "on 5 May denied" */
    bool clitic = any_pronoun(f, p, Q_P_OBJ | Q_P_REFL) && !any_pronoun(f, p, Q_P_SUBJ | Q_P_POSS) && !(w & Q_W_ARTICLE && !first);
    if (q_apostrophe(f, p) && w & Q_W_AUXILIARY && !(w & Q_W_NEGATION) && p > z.b && !q_word_at(f, p - 1, Q_W_PRONOUN | Q_W_QUESTION | Q_W_DEMONSTRATIVE)) break; /* "X's alleged" */
    if (w & (Q_W_AUXILIARY | Q_W_MODAL) && !(w & (Q_W_ACTOR | Q_W_RELATIVE))) {
      if (first && w & Q_W_PASSIVE) c->passive = c->participle;
      if (w & Q_W_MODAL) c->modal = true;
      if (w & Q_W_NEGATION) c->negated = true;
      c->perfect = true;
      first = false;
    } else if (w & Q_W_NEGATION && !(w & (Q_W_PRONOUN | Q_W_QUANTIFIER | Q_W_ARTICLE))) c->negated = true;
    else if (q_in_list(f, p, f->l->infinitive_marks) && c->c->forms & Q_F_INF && first) { c->infinitive = true; touching = false; first = false; }
    else if (clitic && !(w & Q_W_PREPOSITION)) { if (any_pronoun(f, p, Q_P_REFL)) { first = false; c->passive = false; } }
    else if (w & Q_W_ADVERB && !(w & (Q_W_ACTOR | Q_W_ARTICLE | Q_W_CONJUNCTION))) touching = false;
    else if (!c->perfect && first && c->participle && (any_pronoun(f, p, Q_P_SUBJ) || f->r->text[f->r->tokens[p].span.begin] == '-') && p > z.b && q_word_at(f, p - 1, Q_W_AUXILIARY)) { c->inverted = (q_range){ p, t }; touching = false; }
    else break;
    t = p;
    if (touching) c->b = t;
  }
  c->left = t;
  /* "hat ... gesagt": the auxiliary stands at the head of the clause */
  if (c->participle && !c->perfect && (f->l->verb_second || !(c->c->forms & Q_F_FIN)))
    for (uint32_t u = c->left; u > z.b && c->head - u < 30; u--) {
      if (f->k[u - 1].depth != z.depth) continue;
      if (f->k[u - 1].sign) break;
      if (q_word_at(f, u - 1, Q_W_AUXILIARY | Q_W_MODAL) && !q_word_at(f, u - 1, Q_W_PREPOSITION | Q_W_ARTICLE)) { c->perfect = true; c->passive = q_word_at(f, u - 1, Q_W_PASSIVE); break; }
    }
}

/* Separable particle: the last word of the clause. */
static bool find_particle(const q_finder *f, q_region z, q_candidate *c) {
  for (uint32_t t = c->e; t < z.e && t < c->e + 40; t++) {
    if (f->k[t].depth > z.depth) continue;
    if (!f->k[t].sign && q_in_list(f, t, c->c->sep) && (t + 1 >= z.e || f->k[t + 1].sign || q_word_at(f, t + 1, Q_W_CONJUNCTION | Q_W_COMPLEMENTISER))) { c->particle = t; return true; }
    if (f->k[t].sign == '.' || f->k[t].sign == ';') break;
  }
  return false;
}

/* A proclitic that only a noun takes: an article, alone or after others ("الأمن", "بالكامل"). */
static bool noun_proclitic(const q_finder *f, uint32_t t) {
  char folded[72];
  const quoth_token *k = &f->r->tokens[t];
  if (!k->skip || k->span.end - k->span.begin > 60) return false;
  q_fold(f->r->text + k->span.begin, k->span.end - k->span.begin, folded, sizeof folded);
  for (unsigned at = 0; at < k->skip; at += 2) {
    uint32_t id = q_lang_find(f->l, folded + at, k->skip - at, NULL);
    if (id && q_lang_word(f->l, id)->classes & (Q_W_ARTICLE | Q_W_GENITIVE)) return true;
  }
  return false;
}

/* A noun stands here, not the verb of the same form: after a determiner or preposition. */
static bool stands_as_noun(const q_finder *f, q_region z, const q_candidate *c) {
  uint32_t p = c->head;
  if (noun_proclitic(f, p)) return true;
  if (p == z.b || (c->c->forms & Q_F_GER && !(c->c->forms & Q_F_FIN))) return false;
  p--;
  if (f->k[p].sign) return false;
  uint32_t w = f->k[p].w->classes;
  if (any_pronoun(f, p, Q_P_SUBJ | Q_P_OBJ | Q_P_REFL) && !(w & Q_W_GENITIVE) && (w & Q_W_PRONOUN || !(w & Q_W_POSSESSIVE))) {
    bool has_noun = false;
    for (uint32_t i = 0; i < f->k[c->head].w->cue_count; i++) has_noun |= f->k[c->head].w->cues[i].kind == Q_CUE_NOUN;
    if (!(w & Q_W_ARTICLE) || !has_noun) return false;
  }
  if (q_in_list(f, p, f->l->infinitive_marks)) return false;
  if (w & (Q_W_RELATIVE | Q_W_COMPLEMENTISER | Q_W_CONJUNCTION)) return false;
  if (w & (Q_W_ARTICLE | Q_W_POSSESSIVE | Q_W_PREPOSITION | Q_W_GENITIVE)) return true;
  bool says = q_says(f, c->head, Q_F_FIN) && c->c->frames & Q_FR_QUOTE && !(c->c->options & Q_O_WEAK) && c->e < z.e && !f->k[c->e].sign && q_word_at(f, c->e, Q_W_PRONOUN | Q_W_ARTICLE | Q_W_COMPLEMENTISER | Q_W_DEMONSTRATIVE | Q_W_POSSESSIVE);
  if (q_apostrophe(f, p) && !says && !(w & Q_W_NEGATION) && p > z.b && !q_word_at(f, p - 1, Q_W_PRONOUN | Q_W_QUESTION)) return true;
  /* "the minister's command has ...": a verb follows */
  uint32_t n = c->e;
  if (n < z.e && f->l->bare_clauses && !f->k[n].sign && q_word_at(f, n, Q_W_AUXILIARY | Q_W_MODAL) && !q_word_at(f, n, Q_W_NEGATION | Q_W_ARTICLE | Q_W_PREPOSITION | Q_W_PRONOUN)) return true;
  /* "by absurd claims": a determiner before an adjective */
  bool noun = false;
  for (uint32_t i = 0; i < f->k[c->head].w->cue_count; i++) noun |= f->k[c->head].w->cues[i].kind == Q_CUE_NOUN;
  if (!noun || f->k[p].w->classes || f->r->tokens[p].flags & QUOTH_TOKEN_CAPITAL || p == z.b) return false;
  return !f->k[p - 1].sign && q_word_at(f, p - 1, Q_W_ARTICLE | Q_W_POSSESSIVE | Q_W_PREPOSITION | Q_W_GENITIVE);
}

/* ---- the content before the cue ---------------------------------------------------------------------------------------------------------- */

typedef struct front { uint32_t b, e; bool quote, comma; } front;

static front front_of(const q_finder *f, q_region z, uint32_t left) {
  front o = { z.b, left, false, false };
  if (o.e > z.b + 1 && f->k[o.e - 1].sign == '"' && f->r->tokens[o.e - 1].mark == Q_MARK_SCARE && f->k[o.e - 2].sign == ',') o.comma = true;
  if (o.e > z.b && f->k[o.e - 1].depth == z.depth && (f->k[o.e - 1].sign == ',' || f->k[o.e - 1].sign == '-')) { o.e--; o.comma = true; }
  if (o.e > z.b && f->k[o.e - 1].depth > z.depth) {
    o.quote = true;
    uint32_t b = o.e;
    while (b > z.b && f->k[b - 1].depth > z.depth) b--;
    if (b > z.b && f->k[b - 1].sign == ':') o.b = b;
  }
  for (uint32_t t = o.e; t > o.b; t--) if (f->k[t - 1].depth == z.depth && f->k[t - 1].sign == ';') { o.b = t; break; }
  while (o.b < o.e && (f->k[o.b].sign == ',' || (f->k[o.b].sign == '-' && f->k[o.b].depth == z.depth) || f->k[o.b].sign == '.')) o.b++;
  /* what an earlier cue says already ends before this one begins */
  for (uint32_t i = z.first_found; i < f->found.count; i++) {
    const q_found *s = &f->found.at[i];
    if (s->depth != z.depth || !s->cue.count) continue;
    uint32_t last = 0;
    for (int p = 0; p < s->content.count; p++) if (s->content.at[p].e > last) last = s->content.at[p].e;
    if (s->head < o.e && last < o.e && last > o.b && f->k[last].sign == ',' && o.quote && f->k[last + 1].depth > z.depth) o.b = last + 1;
  }
  return o;
}

static bool front_holds(const q_finder *f, front o) {
  if (o.e <= o.b) return false;
  if (o.quote) return true;
  uint32_t n = o.e - o.b;
  return o.comma && n >= 3 && !(q_word_at(f, o.b, Q_W_PREPOSITION | Q_W_CONJUNCTION | Q_W_ADVERB) && (n < 8 || !q_has_verb(f, o.b, o.e)));
}

/* After "he said,": the rest of an interrupted quotation or clause. */
static void resume(const q_finder *f, q_region z, uint32_t t, bool quote, q_found *s) {
  if (t >= z.e || (f->k[t].sign != ',' && f->k[t].sign != '-' && f->k[t].sign != ':')) return;
  t++;
  if (t >= z.e) return;
  if (f->k[t].depth > z.depth && f->k[t].quote_end) {
    q_add_piece(&s->content, (q_range){ t, f->k[t].quote_end < z.e ? f->k[t].quote_end : z.e });
  } else if (!quote && t + 2 < z.e && !q_word_at(f, t, Q_W_CONJUNCTION | Q_W_RELATIVE | Q_W_PREPOSITION) && !q_says(f, t, Q_F_GER)) {
    q_add_piece(&s->content, (q_range){ t, q_clause_end(f, z, t, false) });
  }
}

/* "P, X told Y", "P, said X to Y": who it was said to, right after the frame. */
static void addressee(const q_finder *f, q_region z, const q_candidate *c, uint32_t t, q_found *s) {
  if (!(c->c->frames & Q_FR_ADDR) || !c->c->addr || s->addressee.count) return;
  t = q_skip_time(f, z, t);
  bool direct = !*c->c->addr || strcmp(c->c->addr, "dat") == 0;
  if (!direct && !(t < z.e && q_in_list(f, t, c->c->addr))) return;
  if (!direct) t++;
  if (t >= z.e || f->k[t].sign || q_word_at(f, t, Q_W_PREPOSITION | Q_W_CONJUNCTION | Q_W_COMPLEMENTISER)) return;
  uint32_t e = q_phrase_end(f->l, f->r, t, z.e, 0);
  if (e > t) q_add_piece(&s->addressee, (q_range){ t, e });
}

/* Nothing but adverbials up to the next comma or the end. */
static bool only_adverbials(const q_finder *f, q_region z, uint32_t t) {
  for (int i = 0; i < 6 && t < z.e; i++) {
    if (f->k[t].sign) return f->k[t].sign != '"' && f->k[t].sign != ':';
    uint32_t w = f->k[t].w->classes;
    if (w & Q_W_COMPLEMENTISER && !(w & (Q_W_PREPOSITION | Q_W_CONJUNCTION))) return false;
    if (w & (Q_W_ADVERB | Q_W_WEEKDAY | Q_W_DAY | Q_W_DAYPART | Q_W_MONTH)) { t++; continue; }
    if (w & (Q_W_CONJUNCTION | Q_W_RELATIVE)) return true;
    if (!(w & Q_W_PREPOSITION)) return false;
    if (t + 1 < z.e && q_word_at(f, t + 1, Q_W_WEEKDAY | Q_W_MONTH | Q_W_DAY)) { t += 2; continue; }
    uint32_t e = q_phrase_end(f->l, f->r, t + 1, z.e, 1);
    if (e <= t + 1) return false;
    t = e;
  }
  return true;
}

/* "рассказал газете Times Иван Петров": past a body in the dative and its foreign or quoted name, where a subject follows; t if none stands there. */
static uint32_t dative(const q_finder *f, q_region z, const q_candidate *c, uint32_t t, q_found *s) {
  uint32_t u = t + 1;
  if (!(c->c->frames & Q_FR_ADDR) || !c->c->addr || strcmp(c->c->addr, "dat") != 0 || !*f->l->dative_endings || u >= z.e || f->k[t].sign) return t;
  if (!q_word_at(f, t, Q_W_ACTOR) || f->r->tokens[t].flags & QUOTH_TOKEN_CAPITAL || !q_phrase_ends(f->r, t, f->l->dative_endings)) return t;
  while (u < z.e && u < t + 8 && (f->k[u].sign == '"' || f->k[u].depth > z.depth || (unsigned char)f->r->text[f->r->tokens[u].span.begin] < 0x80) && (!f->k[u].sign || f->k[u].sign == '"')) u++;
  if (u >= z.e || f->k[u].sign) return t;
  q_add_piece(&s->addressee, (q_range){ t, u });
  return u;
}

/* ---- verbs ------------------------------------------------------------------------------------------------------------------------------- */

static bool shared_subject(const q_finder *f, q_region z, const q_candidate *c, q_found *s) {
  if (c->left == z.b) return false;
  uint32_t p = c->left - 1;
  if (!(q_word_at(f, p, Q_W_CONJUNCTION) || f->k[p].sign == ',')) return false;
  for (uint32_t i = f->found.count; i > z.first_found; i--) {
    const q_found *o = &f->found.at[i - 1];
    if (o->depth != z.depth || !o->source.count || o->rule == Q_R_ACCORDING || o->source.at[0].b > p) continue;
    bool inside = false;
    for (int n = 0; n < o->content.count; n++) inside |= o->content.at[n].b < p && o->content.at[n].e > p;
    if (inside) continue;
    s->source = o->source;
    return true;
  }
  if (f->k[p].sign == ',') return false;
  /* the first noun phrase of the sentence that no preposition governs */
  uint32_t b = z.b;
  for (int i = 0; i < 4 && b < p; i++) {
    if (f->k[b].sign == ',' || (q_word_at(f, b, Q_W_ADVERB | Q_W_CONJUNCTION) && !q_word_at(f, b, Q_W_ARTICLE | Q_W_PRONOUN))) { b++; continue; }
    if (!q_word_at(f, b, Q_W_PREPOSITION) || q_word_at(f, b, Q_W_ARTICLE)) break;
    uint32_t e = q_phrase_end(f->l, f->r, b + 1, p, 1);
    if (e <= b + 1) break;
    b = e;
  }
  uint32_t e = q_phrase_end(f->l, f->r, b, p, 2);
  if (e > b && q_speaks(f, (q_range){ b, e })) { q_add_piece(&s->source, (q_range){ b, e }); return true; }
  return false;
}

/* «P, — said X. — P»: the frame stands inside the quotation, between dashes. */
static bool inside_quote(q_finder *f, q_region z, const q_candidate *c, q_found *s) {
  uint32_t dash = c->left, b = z.b;
  if (dash < z.b + 3 || f->k[dash - 1].sign != '-' || !f->k[dash - 2].sign) return false;
  q_range source = q_source_after(f, z, c->e);
  uint32_t t = source.b < source.e ? source.e : c->e;
  while (b > 0 && f->k[b].depth >= z.depth && !(f->k[b].quote_end && f->k[b].depth == z.depth)) b--;
  uint32_t end = f->k[b].quote_end;
  if (end <= t || f->k[b].depth != z.depth) return false;
  q_add_piece(&s->content, (q_range){ b, f->k[dash - 2].sign == ',' ? dash - 2 : dash - 1 });
  for (uint32_t u = t; u < end && u < t + 12; u++)
    if (f->k[u].sign == '-' && f->r->tokens[u].flags & QUOTH_TOKEN_SPACE_BEFORE) { q_add_piece(&s->content, (q_range){ u + 1, end }); break; }
  q_add_piece(&s->source, source);
  s->rule = Q_R_QUOTE_BEFORE;
  s->depth = (uint8_t)(z.depth - 1);
  return true;
}

/* "P, as X said", "As X said, P". */
static bool as_clause(q_finder *f, q_region z, const q_candidate *c, q_range before, q_found *s) {
  uint32_t subject = before.b < before.e ? before.b : c->left, as = subject, end = c->e;
  if (as == z.b || !q_in_list(f, as - 1, f->l->as_words)) return false;
  as--;
  q_range source = before;
  if (source.b >= source.e) {
    source = q_source_after(f, z, c->e);
    if (source.b < source.e) end = source.e;
  }
  while (end < z.e && !(f->k[end].depth == z.depth && strchr(",.;:-", f->k[end].sign ? f->k[end].sign : 'w')) && end < c->e + 20) end++;
  uint32_t stop = as;
  while (stop > z.b && !f->k[stop - 1].sign && q_word_at(f, stop - 1, Q_W_DEMONSTRATIVE | Q_W_ADVERB) && stop + 2 > as) stop--; /* "tal como" */
  uint32_t commas = stop;
  while (stop > z.b && (f->k[stop - 1].sign == ',' || f->k[stop - 1].sign == '-')) stop--;
  if (stop == commas && stop > z.b) return false;
  uint32_t start = z.b;
  for (uint32_t t = stop; t > start; t--) if (f->k[t - 1].depth == z.depth && f->k[t - 1].sign == ';') { start = t; break; }
  q_add_piece(&s->content, (q_range){ start, stop });
  if (end + 2 < z.e && strchr(",:-", f->k[end].sign ? f->k[end].sign : 'w')) q_add_piece(&s->content, (q_range){ end + 1, q_clause_end(f, z, end + 1, false) });
  if (!s->content.count) return false;
  q_add_piece(&s->source, source);
  s->rule = Q_R_FRONT;
  s->weak = false;
  return true;
}

static void passive(q_finder *f, q_region z, const q_candidate *c, q_found *s) {
  unsigned frames = c->c->frames;
  q_range subject = q_source_before(f, z, c->left), between;
  uint32_t t = c->e;
  if (t < z.e && q_word_at(f, t, Q_W_AGENT)) {
    q_range by = q_source_after(f, z, t + 1);
    if (by.b < by.e) { q_add_piece(&s->source, by); t = by.e; }
  }
  q_found after = *s;
  q_candidate d = *c;
  if (frames & (Q_FR_THAT | Q_FR_ASK | Q_FR_TO) && q_content_after(f, z, &d, t, &after, &between) &&
      (after.rule == Q_R_THAT || after.rule == Q_R_BARE || after.rule == Q_R_TO || after.rule == Q_R_ASK || after.rule == Q_R_QUOTE_AFTER || after.rule == Q_R_COLON)) {
    uint8_t rule = after.rule;
    *s = after;
    if (frames & Q_FR_ADDR && rule != Q_R_TO) { if (!s->addressee.count) q_add_piece(&s->addressee, subject); }
    else if (rule == Q_R_TO && subject.b < subject.e) { q_range to = s->content.at[0]; s->content.count = 0; q_add_piece(&s->content, subject); q_add_piece(&s->content, to); }
    s->rule = Q_R_PASSIVE_THAT;
    return;
  }
  if (frames & Q_FR_OBJ && c->c->obj) {
    uint32_t u = t;
    bool marked = *c->c->obj ? u < z.e && q_in_list(f, u, c->c->obj) : u < z.e && !f->k[u].sign && !q_word_at(f, u, Q_W_PREPOSITION | Q_W_CONJUNCTION | Q_W_ADVERB);
    if (marked) {
      uint32_t e = q_clause_end(f, z, u, true);
      if (c->perfect) q_add_piece(&s->content, subject);
      q_add_piece(&s->content, (q_range){ u, e });
      s->rule = Q_R_PASSIVE_OBJ;
      return;
    }
  }
  if (frames & (Q_FR_NP | Q_FR_OBJ) && c->perfect && subject.b < subject.e) {
    q_add_piece(&s->content, subject);
    s->rule = Q_R_PASSIVE_NP;
  }
}

static void active(q_finder *f, q_region z, const q_candidate *c, q_found *s) {
  unsigned frames = c->c->frames;
  bool verb_first = f->l->verb_first, clausal = frames & (Q_FR_THAT | Q_FR_QUOTE);
  q_range none = { 0, 0 }, between = none, before = none, after = none;
  bool own = !(c->infinitive || c->gerund) || (c->gerund && c->perfect);
  if (own) before = c->inverted.b < c->inverted.e ? c->inverted : q_source_before(f, z, c->left);
  front direct = front_of(f, z, c->left);
  if (clausal && own && z.depth > 0 && inside_quote(f, z, c, s)) return;
  /* inversion: content, then verb, then subject */
  bool apposed = before.b < before.e && direct.comma && !direct.quote;
  if (clausal && own && direct.comma && !direct.quote && before.b >= before.e && direct.e > direct.b) { /* "Die Demokraten, sagte er, sähen ...", "Las iglesias, añadió, podrían ..." */
    q_range x = q_source_after(f, z, c->e);
    uint32_t t = x.b < x.e ? x.e : c->e;
    if (t + 3 < z.e && f->k[t].sign == ',' && (x.b < x.e || f->l->pro_drop) && x.e - x.b < 6 && !q_word_at(f, t + 1, Q_W_CONJUNCTION | Q_W_RELATIVE | Q_W_COMPLEMENTISER) && !q_says(f, t + 1, Q_F_GER)) {
      q_add_piece(&s->content, (q_range){ direct.b, direct.e });
      q_add_piece(&s->content, (q_range){ t + 1, q_clause_end(f, z, t + 1, false) });
      q_add_piece(&s->source, x);
      s->rule = Q_R_FRONT;
      s->weak = false;
      return;
    }
  }
  if (clausal && own && (before.b >= before.e || apposed) && front_holds(f, direct)) {
    after = q_source_after(f, z, dative(f, z, c, q_skip_time(f, z, c->e), s));
    uint32_t t = after.b < after.e ? after.e : c->e;
    if (apposed) { if (after.b < after.e && q_speaks(f, after) && (t >= z.e || f->k[t].sign == '.')) before = none; }
    if (before.b < before.e) after = none;
    else if (direct.quote || (after.b < after.e && (t >= z.e || only_adverbials(f, z, t))) || (f->l->pro_drop && (t >= z.e || f->k[t].sign))) {
      q_add_piece(&s->content, (q_range){ direct.b, direct.e });
      q_add_piece(&s->source, after);
      addressee(f, z, c, t, s);
      resume(f, z, t, direct.quote, s);
      s->rule = direct.quote ? Q_R_QUOTE_BEFORE : Q_R_FRONT;
      return;
    }
  }
  if (clausal && own && as_clause(f, z, c, before, s)) return;
  /* content, then subject and verb */
  if (clausal && own && before.b < before.e && !f->l->verb_second) {
    front o = front_of(f, z, c->inverted.b < c->inverted.e ? c->left : before.b);
    bool next_that = c->e < z.e && q_word_at(f, c->e, Q_W_COMPLEMENTISER) && !f->k[c->e].sign;
    bool amid = o.comma && o.e > o.b && !o.quote && c->e + 3 < z.e && f->k[c->e].sign == ',' && (q_speaks(f, before) && before.e - before.b < 8) && !q_word_at(f, c->e + 1, Q_W_CONJUNCTION | Q_W_RELATIVE) && !q_says(f, c->e + 1, Q_F_GER);
    if (amid) s->weak = false; /* "P, he added, P" */
    bool last = c->e >= z.e || f->k[c->e].sign == '.';
    if (((front_holds(f, o) && (o.quote || !s->weak || last)) || amid) && !next_that && (o.quote || (!f->k[c->e < z.e ? c->e : z.e - 1].quote_end && (c->e >= z.e || only_adverbials(f, z, c->e) || (frames & Q_FR_ADDR && c->c->addr && !*c->c->addr))) ) && !(before.e - before.b == 1 && q_word_at(f, before.b, Q_W_RELATIVE) && !o.quote)) {
      q_found try = *s;
      bool clause_after = !o.quote && q_content_after(f, z, c, c->e, &try, &between) && try.rule != Q_R_NP && try.rule != Q_R_PREP;
      if (!clause_after) {
        q_add_piece(&s->content, (q_range){ o.b, o.e });
        q_add_piece(&s->source, before);
        addressee(f, z, c, c->e, s);
        resume(f, z, s->addressee.count ? s->addressee.at[0].e : c->e, o.quote, s);
        s->rule = o.quote ? Q_R_QUOTE_BEFORE : Q_R_FRONT;
        return;
      }
    }
  }
  if (verb_first || (before.b >= before.e && own && !f->l->bare_clauses && c->left > z.b)) after = q_source_after(f, z, c->e);
  if (q_content_after(f, z, c, c->e, s, &between)) {
    if (own && between.b < between.e && (verb_first || before.b >= before.e)) {
      q_range np = q_source_after(f, z, between.b);
      if (np.b < np.e) after = (q_range){ np.b, np.e < between.e ? np.e : between.e };
      if (!s->addressee.count && np.b < np.e) addressee(f, z, c, np.e, s);
    } else if ((s->content.at[0].b <= c->e + 1 && !(verb_first && own && before.b >= before.e && (s->rule == Q_R_NP || s->rule == Q_R_OBJ))) || s->addressee.count) after = none;
    if (own && between.b < between.e && before.b < before.e && !verb_first) addressee(f, z, c, c->e, s);
    if (verb_first && after.b < after.e && s->content.at[0].b < after.e) { /* what was taken for content is the subject */
      bool subjunctive = c->left > z.b && q_word_at(f, c->left - 1, Q_W_COMPLEMENTISER); /* "أن تعلن" */
      if (q_word_at(f, c->head, Q_W_ADVERB) || (subjunctive && s->rule == Q_R_NP)) { s->content.count = 0; return; }
      if (s->rule == Q_R_NP || s->rule == Q_R_OBJ) after.e = q_phrase_object(f->l, f->r, after.b, after.e);
      if (s->rule == Q_R_NP && !q_speaks(f, after) && !(f->l->pro_drop && s->weak)) after.e = after.b; /* a subject left out */
      if (s->rule == Q_R_NP || s->rule == Q_R_OBJ) {
        uint32_t e = q_clause_end(f, z, after.e, s->rule == Q_R_NP);
        s->content.count = 0;
        if (e > after.e) q_add_piece(&s->content, (q_range){ after.e, e });
      } else after = none;
    }
    if (verb_first && s->rule == Q_R_NP && after.b >= after.e && before.b < before.e && f->in != QUOTH_HEADLINE) { s->content.count = 0; return; }
    if (own && f->l->verb_second && before.b >= before.e && after.b >= after.e && s->addressee.count == 1 && s->addressee.at[0].b == c->e) { /* "Am Dienstag erklärte die Ministerin, dass P" */
      after = s->addressee.at[0];
      s->addressee.count = 0;
    }
    q_range source = verb_first && after.b < after.e ? after : before.b < before.e ? before : after;
    if (own) { if (source.b < source.e) q_add_piece(&s->source, source); else shared_subject(f, z, c, s); }
    return;
  }
  /* "أعرب X عن P": subject, then the preposition */
  if (own && frames & Q_FR_PREP && c->c->prep && before.b >= before.e && !f->l->bare_clauses) {
    if (after.b >= after.e) after = q_source_after(f, z, c->e);
    uint32_t t = after.b < after.e ? after.e : c->e, e;
    for (uint32_t u = after.b + 1; u < after.e; u++) if (q_in_list(f, u, c->c->prep)) { after.e = t = u; break; }
    if (after.b < after.e && t + 1 < z.e && !f->k[t].sign && q_in_list(f, t, c->c->prep)) {
      bool alone = f->l->verb_first && f->r->tokens[t].skip == 0;
      e = q_clause_end(f, z, t + alone, true);
      q_add_piece(&s->content, (q_range){ t + alone, e });
      q_add_piece(&s->source, after);
      s->rule = Q_R_PREP;
      return;
    }
  }
  if (!clausal && !(frames & Q_FR_NP)) return;
  /* "X den Rückzug ankündigte": the object before a verb at the end */
  if (frames & Q_FR_NP && before.b < before.e && before.e < c->left && c->left - before.e < 20 && (c->e >= z.e || f->k[c->e].sign)) {
    q_add_piece(&s->content, (q_range){ before.e, c->left });
    q_add_piece(&s->source, before);
    s->rule = Q_R_NP;
    return;
  }
  /* no comma to tell where the subject begins: the shortest phrase before a verb that ends its sentence */
  if (clausal && own && before.b < before.e && (c->e >= z.e || only_adverbials(f, z, c->e))) {
    uint32_t b = q_phrase_short(f->l, f->r, c->left, z.b);
    bool hangs = b > z.b && q_word_at(f, b - 1, Q_W_PREPOSITION | Q_W_GENITIVE | Q_W_ARTICLE | Q_W_CONJUNCTION);
    hangs |= b > z.b && q_word_at(f, b - 1, Q_W_COMPLEMENTISER | Q_W_RELATIVE);
    if (b >= z.b + 4 && b < c->left && f->l->bare_clauses && !hangs && (!s->weak || c->e >= z.e || f->k[c->e].sign == '.') && !(c->c->forms & Q_F_GER) && q_speaks(f, (q_range){ b, c->left })) {
      q_add_piece(&s->content, (q_range){ z.b, b });
      q_add_piece(&s->source, (q_range){ b, c->left });
      s->rule = Q_R_FRONT_BARE;
      return;
    }
  }
  /* "P said Furati.": the same with verb and subject inverted */
  if (clausal && own && f->l->bare_clauses && !s->weak && frames & Q_FR_QUOTE && !(frames & Q_FR_NP) && c->left > z.b + 5) {
    q_range x = q_source_after(f, z, c->e);
    if (x.b < x.e && x.e - x.b < 7 && (x.e >= z.e || f->k[x.e].sign == '.') && f->r->tokens[x.b].flags & QUOTH_TOKEN_CAPITAL) {
      q_add_piece(&s->content, (q_range){ z.b, c->left });
      q_add_piece(&s->source, x);
      s->rule = Q_R_FRONT_BARE;
    }
  }
}

/* "kündigte X Y an", "gab X an, dass P": subject and object stand before the particle, a clause after it. */
static void separable(q_finder *f, q_region z, const q_candidate *c, q_found *s) {
  q_range before = q_source_before(f, z, c->left), between, after = { 0, 0 };
  uint32_t from = c->e;
  front o = front_of(f, z, c->left);
  if (before.b >= before.e) {
    after = q_source_after(f, (q_region){ z.b, c->particle, z.depth, z.first_found }, c->e);
    if (after.b < after.e) from = after.e;
  }
  q_range source = before.b < before.e ? before : after;
  q_candidate d = *c;
  d.e = c->particle + 1;
  if (before.b >= before.e && front_holds(f, o) && c->c->frames & (Q_FR_QUOTE | Q_FR_THAT) && (o.quote || d.e >= z.e || f->k[d.e].sign)) {
    q_add_piece(&s->content, (q_range){ o.b, o.e });
    q_add_piece(&s->source, after);
    resume(f, z, d.e, o.quote, s);
    s->rule = o.quote ? Q_R_QUOTE_BEFORE : Q_R_FRONT;
    return;
  }
  if (o.comma && !o.quote && before.b >= before.e && after.b < after.e && d.e + 2 < z.e && f->k[d.e].sign == ',' && o.e > o.b && o.e - o.b < 4) { /* "P, fügte er hinzu, P" */
    q_add_piece(&s->content, (q_range){ o.b, o.e });
    q_add_piece(&s->content, (q_range){ d.e + 1, q_clause_end(f, z, d.e + 1, false) });
    q_add_piece(&s->source, after);
    s->rule = Q_R_FRONT;
    s->weak = false;
    return;
  }
  bool found = d.e < z.e && f->k[d.e].sign && q_content_after(f, z, &d, d.e, s, &between);
  if (c->c->frames & (Q_FR_OBJ | Q_FR_ADDR) && found && s->rule == Q_R_TO && from < c->particle) { /* "fordert X auf, P zu tun" */
    q_range clause = s->content.at[0];
    s->content.count = 0;
    q_add_piece(&s->content, (q_range){ from, c->particle });
    q_add_piece(&s->content, clause);
  } else if (!found && c->c->frames & (Q_FR_NP | Q_FR_PREP | Q_FR_OBJ) && from < c->particle) {
    q_add_piece(&s->content, (q_range){ from, c->particle });
    s->rule = Q_R_NP;
  }
  if (source.b < source.e) q_add_piece(&s->source, source);
  else shared_subject(f, z, c, s);
}

void q_verb_cue(q_finder *f, q_region z, q_candidate *c, q_found *s) {
  unsigned forms = c->c->forms;
  bool alone = c->e - c->head == 1 || c->c->with;
  if (forms == (Q_F_INF | Q_F_FIN | Q_F_PART | Q_F_GER)) { forms = Q_F_FIN; c->adjective = c->e - c->head == 1; } /* "worried" */
  c->participle = (forms & Q_F_PART) != 0;
  if (alone && stands_as_noun(f, z, c)) return;
  verb_group(f, z, c);
  c->gerund = (forms & Q_F_GER) && !(forms & (Q_F_FIN | Q_F_PART | Q_F_INF));
  if (!(forms & Q_F_FIN) && forms & Q_F_INF && !c->modal && !c->perfect) c->infinitive = true;
  if (c->c->sep && !find_particle(f, z, c)) return;
  if (c->e < z.e && q_word_at(f, c->e, Q_W_NEGATION) && (c->negated || !q_word_at(f, c->e, Q_W_ADVERB)) && !q_word_at(f, c->e, Q_W_ARTICLE | Q_W_QUANTIFIER | Q_W_PRONOUN | Q_W_CONJUNCTION) && !f->k[c->e].sign) { c->negated = true; c->e++; }
  s->negated = c->negated;
  s->infinitive = c->infinitive;
  s->gerund = c->gerund;
  if (c->participle && !(forms & Q_F_FIN) && !c->perfect && !c->modal) c->passive = true;
  if (c->particle != UINT32_MAX) { separable(f, z, c, s); return; }
  if (c->passive) passive(f, z, c, s);
  else active(f, z, c, s);
  if (!(c->c->options & Q_O_NEG) || !s->content.count) return;
  /* "refused to say": nothing is said; "refused to leave" is */
  q_range x = s->content.at[0];
  if (s->rule == Q_R_TO) { for (uint32_t t = x.b; t < x.e && t < x.b + 3; t++) if (!f->k[t].sign && q_word_at(f, t, Q_W_CUE) && !q_word_at(f, t, Q_W_PREPOSITION)) { s->content.count = 0; f->k[t].taken = true; } }
  else if (s->rule != Q_R_NP && s->rule != Q_R_OBJ) s->negated = !s->negated;
}
