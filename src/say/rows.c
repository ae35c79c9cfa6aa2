/* What the network of statements reads: letters, lexicon, quotation state, place, tree, and what the rules found. */
#include "say/rows.h"

static const char *const relations[] = { "acl", "advcl", "advmod", "amod", "appos", "aux", "case", "cc", "ccomp", "clf", "compound", "conj", "cop", "csubj", "dep", "det", "discourse",
  "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark", "nmod", "nsubj", "nummod", "obj", "obl", "orphan", "parataxis", "punct", "reparandum", "root", "vocative", "xcomp" };

int32_t q_row_relation(const char *relation) {
  size_t n = relation ? strcspn(relation, ":") : 0;
  for (size_t i = 0; n && i < sizeof relations / sizeof *relations; i++)
    if (strncmp(relations[i], relation, n) == 0 && !relations[i][n]) return (int32_t)i + 1;
  return 0;
}

int32_t q_row_distance(int32_t d) {
  static const int32_t from[] = { 1, 2, 3, 4, 5, 7, 10, 15, 25, 50 };
  enum { STEPS = sizeof from / sizeof *from };
  int32_t n = d < 0 ? -d : d, k = 0;
  while (k < STEPS && n >= from[k]) k++;
  return d < 0 ? STEPS - k : STEPS + k;
}

static bool in_pieces(const q_pieces *p, uint32_t token) {
  for (int i = 0; i < p->count; i++) if (token >= p->at[i].b && token < p->at[i].e) return true;
  return false;
}

int32_t q_row_by_rule(const q_finder *f, int32_t rule, uint32_t token) {
  if (rule < 0) return 0;
  const q_found *s = &f->found.at[rule];
  return in_pieces(&s->cue, token) ? 5 : in_pieces(&s->source, token) ? 3 : in_pieces(&s->addressee, token) ? 4 : in_pieces(&s->content, token) ? 2 : 1;
}

/* ---- bits of a row ---- */
enum { FLAGS = 0, MARKS = 9, PLACE = 15, CLASSES = 20, CUES = 52, ACTORS = 76, STATES = 84, PRONOUNS = 88, RULES = 96 };

static void spread(uint8_t *bits, uint32_t value, int count) {
  for (int i = 0; i < count; i++) if (value >> i & 1) bits[i] = 1;
}

static void lexicon_bits(const q_finder *f, uint32_t t, uint8_t *b) {
  const q_word *w = f->k[t].w;
  spread(b + CLASSES, w->classes, 32);
  for (uint32_t i = 0; i < w->cue_count; i++) {
    b[CUES + w->cues[i].kind] = 1;
    spread(b + CUES + 3, w->cues[i].forms, 4);
    spread(b + CUES + 7, w->cues[i].frames, 8);
    spread(b + CUES + 15, w->cues[i].options, 6);
    if (w->cues[i].with || w->cues[i].sep) b[CUES + 21] = 1;
  }
  for (uint32_t i = 0; i < w->actor_count; i++) b[ACTORS + w->actors[i].kind] = 1;
  for (uint32_t i = 0; i < w->state_count; i++) b[STATES + w->states[i].part] = 1;
  for (uint32_t i = 0; i < w->pronoun_count; i++) spread(b + PRONOUNS, w->pronouns[i].cases, 4);
  for (uint32_t i = 0; i < w->pronoun_count; i++) if (w->pronouns[i].person == 3) b[PRONOUNS + 4] = 1;
}

static void make_bits(const q_finder *f, uint32_t t, const quoth_section *section, bool paragraph, uint8_t *b) {
  const quoth_token *k = &f->r->tokens[t];
  spread(b + FLAGS, k->flags, 9);
  if (k->mark) b[MARKS + k->mark - 1] = 1;
  b[PLACE] = paragraph;
  b[PLACE + 1] = section->kind == QUOTH_HEADLINE;
  b[PLACE + 2] = section->kind == QUOTH_CAPTION;
  b[PLACE + 3] = f->k[t].depth >= 1;
  b[PLACE + 4] = f->k[t].depth >= 2;
  lexicon_bits(f, t, b);
}

/* What the rules found, over all their statements. */
static void rule_bits(const q_finder *f, const q_say_rows *rows) {
  for (uint32_t i = 0; i < f->found.count; i++) {
    const q_found *s = &f->found.at[i];
    const q_pieces *const all[] = { &s->cue, &s->content, &s->source, &s->addressee };
    for (int k = 0; k < 4; k++)
      for (int p = 0; p < all[k]->count; p++)
        for (uint32_t t = all[k]->at[p].b; t < all[k]->at[p].e && t < f->r->token_count; t++) {
          if (rows->of_token[t] < 0) continue;
          uint8_t *b = rows->at[rows->of_token[t]].bits + RULES + 3 * k;
          b[t == all[k]->at[p].b ? 0 : 1] = 1;
          if (t + 1 == all[k]->at[p].e) b[2] = 1;
        }
    uint32_t t = s->cue.count ? s->cue.at[0].b : s->content.count ? s->content.at[0].b : UINT32_MAX;
    if (t >= f->r->token_count || rows->of_token[t] < 0) continue;
    if (!s->cue.count) rows->at[rows->of_token[t]].bits[RULES + 12] = 1;
    else if (rows->at[rows->of_token[t]].rule < 0) rows->at[rows->of_token[t]].rule = (int32_t)i;
  }
}

/* ---- trees ---- */

/* The word of a token that hangs on a word outside it is the token's head word; the token hangs on that word's token. */
static void tree_of(const quoth_report *r, q_say_rows *rows) {
  for (uint32_t i = 0; i < r->word_count; i++) {
    const quoth_word *w = &r->words[i];
    int32_t row = w->token < r->token_count ? rows->of_token[w->token] : -1;
    if (row < 0 || !w->relation || (w->head >= 0 && (uint32_t)w->head >= r->word_count)) continue;
    uint32_t on = w->head >= 0 ? r->words[w->head].token : UINT32_MAX;
    if (on == w->token) continue;
    if (on < r->token_count && rows->of_token[on] < 0) continue;
    q_say_row *x = &rows->at[row];
    x->head = on < r->token_count ? rows->of_token[on] : -1;
    x->upos = w->upos;
    x->relation = q_row_relation(w->relation);
  }
}

/* ---- the rows ---- */

static bool said_here(const quoth_section *s) { return s->kind == QUOTH_HEADLINE || s->kind == QUOTH_BODY || s->kind == QUOTH_CAPTION; }

/* Segments: cut before a paragraph, or a sentence, where the one before would grow too long. */
static int cut(q_finder *f, q_say_rows *rows) {
  rows->starts = q_alloc(f->a, (rows->count / (Q_ROW_SEGMENT / 2) + 3) * sizeof *rows->starts);
  if (!rows->starts) return QUOTH_MEMORY;
  uint32_t from = 0, at = 0, n = 0;
  while (at < rows->count) {
    uint32_t end = from + Q_ROW_SEGMENT, last = 0;
    if (end >= rows->count) break;
    for (uint32_t i = end; i > from + Q_ROW_SEGMENT / 2 && !last; i--) if (rows->at[i].paragraph != rows->at[i - 1].paragraph) last = i;
    for (uint32_t i = end; i > from + Q_ROW_SEGMENT / 2 && !last; i--) if (rows->at[i].sentence != rows->at[i - 1].sentence) last = i;
    at = last ? last : end;
    rows->starts[++n] = (int32_t)at;
    from = at;
  }
  if (rows->count > from) rows->starts[++n] = (int32_t)rows->count;
  rows->segments = n;
  return 0;
}

int q_rows_make(q_finder *f, q_langs *langs, q_say_rows *rows) {
  const quoth_report *r = f->r;
  *rows = (q_say_rows){ 0 };
  rows->of_token = q_alloc(f->a, (r->token_count + 1) * sizeof *rows->of_token);
  rows->at = q_alloc(f->a, (r->token_count + 1) * sizeof *rows->at);
  if (!rows->of_token || !rows->at) return QUOTH_MEMORY;
  for (uint32_t t = 0; t < r->token_count; t++) rows->of_token[t] = -1;
  for (uint32_t i = 0; i < r->sentence_count; i++) {
    const quoth_sentence *s = &r->sentences[i];
    const quoth_section *section = &r->sections[s->section];
    if (!said_here(section) || !q_langs_get(langs, section->language ? section->language : r->language)) continue;
    bool paragraph = i == 0 || r->sentences[i - 1].paragraph != s->paragraph;
    for (uint32_t t = s->token; t < s->token + s->tokens; t++) {
      q_say_row *row = &rows->at[rows->count];
      rows->of_token[t] = (int32_t)rows->count++;
      *row = (q_say_row){ .token = t, .sentence = i, .paragraph = s->paragraph, .head = -2, .rule = -1 };
      make_bits(f, t, section, paragraph && t == s->token, row->bits);
    }
  }
  tree_of(r, rows);
  rule_bits(f, rows);
  return cut(f, rows);
}
