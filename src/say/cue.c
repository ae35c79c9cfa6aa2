/* Cues in their places: which words signal a statement here, with their auxiliaries, negation and particles. */
#include "say/find.h"

/* The longest form of several words at t. */
static void look_up_phrase(q_finder *f, uint32_t t) {
  enum { WORDS = 8, ROOM = 64 };
  q_folded words;
  uint32_t end = t, id;
  while (end < f->r->token_count && end - t < WORDS && !f->k[end].sign) end++;
  q_fold_tokens(f->r, t, end, WORDS, ROOM, &words);
  uint32_t n = q_lang_phrase(f->l, words.at, words.size, words.count, &id);
  f->k[t].phrase_known = true;
  f->k[t].phrase = n ? q_lang_word(f->l, id) : NULL;
  f->k[t].phrase_words = (uint8_t)(n && f->k[t].phrase->cue_count ? n : 0);
}

uint32_t q_cue_phrase(q_finder *f, uint32_t t, uint32_t limit, const q_word **w) {
  *w = NULL;
  if (!q_word_at(f, t, Q_W_BEGINS)) return 0;
  if (!f->k[t].phrase_known) look_up_phrase(f, t);
  if (t + f->k[t].phrase_words > limit) return 0;
  *w = f->k[t].phrase;
  return f->k[t].phrase_words;
}

bool q_says(const q_finder *f, uint32_t t, unsigned forms) {
  const q_word *w = f->k[t].w;
  if (w->classes & (Q_W_ACTOR | Q_W_PREPOSITION) && !(forms & Q_F_GER)) return false;
  if (t > 0 && !(forms & Q_F_GER) && !f->k[t - 1].sign && q_word_at(f, t - 1, Q_W_ARTICLE | Q_W_POSSESSIVE) && !q_word_at(f, t - 1, Q_W_PRONOUN)) return false;
  for (uint32_t i = 0; i < w->cue_count; i++)
    if (w->cues[i].kind == Q_CUE_VERB && w->cues[i].forms & forms && w->cues[i].frames & (Q_FR_THAT | Q_FR_QUOTE)) return true;
  return false;
}

/* The fixed words that follow the cue; false if the reading wants others. *e is moved past them. */
static bool with_words(const q_finder *f, const char *words, uint32_t limit, uint32_t *e) {
  uint32_t t = *e;
  for (const char *at = words; *at;) {
    size_t m = strcspn(at, " _");
    char one[64];
    if (m >= sizeof one || t >= limit) return false;
    memcpy(one, at, m);
    one[m] = 0;
    if (!q_in_list(f, t, one)) return false;
    t++;
    at += m;
    while (*at == ' ' || *at == '_') at++;
  }
  *e = t;
  return true;
}

/* The content ends with a question mark. */
static bool asks(const q_finder *f, const q_found *s) {
  for (uint32_t t = s->content.at[0].e, n = 0; t > s->content.at[0].b && n < 4; t--, n++) {
    const char *p = f->r->text + f->r->tokens[t - 1].span.begin;
    if (*p == '?' || memcmp(p, "؟", 2) == 0) return true;
  }
  return false;
}

/* A noun cue that heads the object of the verb cue before it says nothing of its own: "expressed concern about P". */
static bool doubles(const q_finder *f, q_region z, const q_found *s) {
  for (uint32_t i = f->found.count; i > z.first_found; i--) {
    const q_found *o = &f->found.at[i - 1];
    if (o->depth == s->depth && o->content.count && o->content.at[0].b == s->content.at[0].b && o->content.at[0].b > s->head) return true;
    if (o->depth == s->depth && o->rule == Q_R_NP && o->content.at[0].b <= s->head && o->content.at[0].b + 3 > s->head && o->content.at[0].e > s->head) return true;
  }
  return false;
}

/* ---- all readings at a place; the surest wins ------------------------------------------------------------------------------------------------ */

static double readings(q_finder *f, q_region z, uint32_t t, uint32_t words, const q_word *w, q_found *best, uint32_t *taken_to) {
  double sure = 0;
  /* a capital inside a sentence: a name */
  bool name = f->r->tokens[t].flags & QUOTH_TOKEN_CAPITAL && f->in != QUOTH_HEADLINE && !(f->r->tokens[t].flags & QUOTH_TOKEN_FIRST) && t > z.b &&
              (!f->k[t - 1].sign || f->r->tokens[t - 1].mark == Q_MARK_SCARE);
  for (uint32_t i = 0; i < w->cue_count; i++) {
    q_candidate c = { .c = &w->cues[i], .b = t, .e = t + words, .head = t, .left = t, .particle = UINT32_MAX };
    q_found s = { .force = w->cues[i].force, .depth = z.depth, .head = t, .weak = (w->cues[i].options & Q_O_WEAK) != 0 };
    if (name && (c.c->kind == Q_CUE_VERB || (c.c->kind == Q_CUE_NOUN && !f->l->capital_nouns))) continue;
    if (c.c->with && !with_words(f, c.c->with, z.e, &c.e)) continue;
    if (c.c->kind == Q_CUE_VERB) q_verb_cue(f, z, &c, &s);
    else if (c.c->kind == Q_CUE_NOUN) q_noun_cue(f, z, &c, &s);
    else q_preposition_cue(f, z, &c, &s);
    if (!s.content.count) continue;
    if (s.weak && s.source.count && !q_speaks(f, s.source.at[0])) {
      if (s.rule != Q_R_THAT && s.rule != Q_R_QUOTE_AFTER) continue;
      s.source.count = 0;
    }
    if (s.weak && f->l->verb_first && !s.source.count && s.rule == Q_R_THAT) continue; /* "it seems that" */
    uint32_t own = c.e;
    if (c.c->kind == Q_CUE_PREP && !s.source.count) for (own = c.b + 1; own < c.e && !q_word_at(f, own, Q_W_POSSESSIVE); own++) {}
    q_add_piece(&s.cue, (q_range){ c.b, own });
    if (own + 1 < c.e) { /* "по его словам": the pronoun inside is the source */
      q_add_piece(&s.cue, (q_range){ own + 1, c.e });
      q_add_piece(&s.source, (q_range){ own, own + 1 });
    }
    if (c.particle != UINT32_MAX) q_add_piece(&s.cue, (q_range){ c.particle, c.particle + 1 });
    double p = q_confidence(&s) + (c.c->with ? 0.1 : 0) - (s.weak ? 0.01 : 0);
    if (c.c->frames & Q_FR_ASK && s.rule <= Q_R_COLON && asks(f, &s)) { p += 0.05; }
    if (p > sure) { sure = p; *best = s; *taken_to = c.e; }
  }
  return sure;
}

int q_find_region(q_finder *f, q_region z) {
  int status = 0;
  z.first_found = f->found.count;
  for (uint32_t t = z.b; t < z.e && !status; t++) {
    if (f->k[t].depth != z.depth || f->k[t].taken || f->k[t].sign) continue;
    const q_word *w;
    q_found best = { 0 }, alone = { 0 };
    uint32_t n = q_cue_phrase(f, t, z.e, &w), to = t + n, one = t + 1;
    double sure = n ? readings(f, z, t, n, w, &best, &to) + 0.05 : 0;
    if (f->k[t].w->cue_count && readings(f, z, t, 1, f->k[t].w, &alone, &one) > sure) { sure = 1; best = alone; to = one; }
    if (!best.content.count || (best.rule >= Q_R_NOUN_THAT && best.rule <= Q_R_NOUN_QUOTE && doubles(f, z, &best))) continue;
    for (uint32_t u = t; u < to; u++) f->k[u].taken = true;
    status = q_push(f->a, &f->found, best);
  }
  return status;
}
