/* Nouns and prepositions as cues: "the claim that P", "according to X". */
#include "say/find.h"

void q_noun_cue(q_finder *f, q_region z, q_candidate *c, q_found *s) {
  q_range between;
  uint32_t t = c->e, p = c->head;
  bool possessed = false;
  /* "X's claim", "its claim" */
  while (p > z.b && c->head - p < 4 && !f->k[p - 1].sign && !q_word_at(f, p - 1, Q_W_PREPOSITION | Q_W_AUXILIARY | Q_W_ARTICLE | Q_W_CONJUNCTION) && !q_word_at(f, p - 1, Q_W_POSSESSIVE)) {
    quoth_span k = f->r->tokens[p - 1].span;
    if (f->r->text[k.begin] == '\'' || memcmp(f->r->text + k.begin, "\u2019", 3) == 0) {
      uint32_t b = q_phrase_short(f->l, f->r, p - 1, z.b);
      if (b < p - 1) { q_add_piece(&s->source, (q_range){ b, p - 1 }); possessed = true; }
      break;
    }
    p--;
  }
  if (!possessed && p > z.b && q_word_at(f, p - 1, Q_W_POSSESSIVE) && !f->k[p - 1].sign) { q_add_piece(&s->source, (q_range){ p - 1, p }); possessed = true; }
  if (!possessed && t < z.e && q_word_at(f, t, Q_W_GENITIVE | Q_W_AGENT) && c->c->options & (Q_O_GENITIVE | Q_O_OWN)) {
    uint32_t e = q_phrase_end(f->l, f->r, t + 1, z.e, 0);
    if (e > t + 1 && e < z.e && (q_word_at(f, e, Q_W_COMPLEMENTISER) || q_in_list(f, e, f->l->infinitive_marks) || q_in_list(f, e, c->c->prep))) { q_add_piece(&s->source, (q_range){ t + 1, e }); t = e; }
  }
  if (!q_content_after(f, z, c, t, s, &between)) s->content.count = 0;
}

void q_preposition_cue(q_finder *f, q_region z, q_candidate *c, q_found *s) {
  uint32_t b = c->b, e = c->e, start = z.b;
  bool noone = (c->c->options & Q_O_NOONE) != 0;
  if (c->c->frames & Q_FR_NP && !(c->c->frames & Q_FR_THAT)) { /* "on suspicion of murder" */
    uint32_t end = q_clause_end(f, z, e, true);
    if (end > e) { q_add_piece(&s->content, (q_range){ e, end }); s->rule = Q_R_GROUND; }
    return;
  }
  if (c->c->options & Q_O_POST) {
    q_range x = { q_phrase_short(f->l, f->r, b, z.b), b };
    if (x.b >= x.e) return;
    q_add_piece(&s->source, x);
    b = x.b;
  } else if (!noone && b > z.b) {
    if (e < z.e && q_word_at(f, e, Q_W_GENITIVE) && q_word_at(f, e, Q_W_PREPOSITION)) e++;
    q_range x = q_source_after(f, z, e);
    if (x.b >= x.e) return;
    q_add_piece(&s->source, x);
    e = x.e;
  } else if (!noone) {
    if (e < z.e && q_word_at(f, e, Q_W_GENITIVE) && q_word_at(f, e, Q_W_PREPOSITION)) e++;
    q_range x = q_source_after(f, z, e);
    if (x.b >= x.e) return;
    if (x.e + 1 >= z.e || f->k[x.e].sign == '.') x.e = q_phrase_end(f->l, f->r, x.b, z.e, 2); /* what looked like an apposition is the clause */
    if (x.e < z.e && q_word_at(f, x.e, Q_W_RELATIVE) && !f->k[x.e].sign) {
      uint32_t t = x.e;
      while (t < z.e && t < x.e + 25 && f->k[t].sign != ',') t++;
      if (t < z.e && f->k[t].sign == ',') x.e = t;
    }
    q_add_piece(&s->source, x);
    e = x.e;
  }
  while (start < b && (f->k[start].sign == '-' || (q_word_at(f, start, Q_W_CONJUNCTION | Q_W_ADVERB) && !q_word_at(f, start, Q_W_ARTICLE | Q_W_PRONOUN) && start + 1 >= b))) start++;
  uint32_t stop = b;
  while (stop > start && (f->k[stop - 1].sign == ',' || f->k[stop - 1].sign == '-' || q_word_at(f, stop - 1, Q_W_CONJUNCTION)) && f->k[stop - 1].depth == z.depth) stop--;
  for (uint32_t t = stop; t > start; t--) if (f->k[t - 1].depth == z.depth && f->k[t - 1].sign == ';') { start = t; break; }
  bool opening = stop <= start;
  if (c->c->options & Q_O_WEAK && (opening || stop == b || !s->source.count || !q_speaks(f, s->source.at[0]) || !(e >= z.e || f->k[e].sign))) return;
  if (!opening) q_add_piece(&s->content, (q_range){ start, stop });
  uint32_t next = e;
  while (next < z.e && (f->k[next].sign == ',' || f->k[next].sign == ':' || f->k[next].sign == '-')) next++;
  bool goes_on = opening || noone || (f->l->verb_second && stop == b && next == e && next < z.e && !f->k[next].sign) || (next > e && next < z.e && !q_word_at(f, next, Q_W_CONJUNCTION | Q_W_RELATIVE) && !q_says(f, next, Q_F_GER));
  if (goes_on && next < z.e) q_add_piece(&s->content, (q_range){ next, q_clause_end(f, z, next, false) });
  s->rule = Q_R_ACCORDING;
}
