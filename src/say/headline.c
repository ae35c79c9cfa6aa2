/* "Ministry: P", "P - Ministry": a colon or dash as the cue, where nothing else is one. */
#include "say/find.h"

static bool actor_between(const q_finder *f, uint32_t b, uint32_t e) {
  bool name = false;
  for (uint32_t t = b; t < e; t++) {
    if (f->k[t].sign && f->k[t].sign != '-' && f->k[t].sign != '.') return false;
    if (q_word_at(f, t, Q_W_AUXILIARY | Q_W_MODAL) && !q_word_at(f, t, Q_W_ACTOR)) return false;
    name |= q_word_at(f, t, Q_W_ACTOR | Q_W_STATE) || f->r->tokens[t].flags & (QUOTH_TOKEN_CAPITAL | QUOTH_TOKEN_UPPER);
  }
  return name && e > b;
}

static bool actor_word(const q_finder *f, uint32_t b, uint32_t e) {
  for (uint32_t t = b; t < e; t++) {
    const q_word *w = f->k[t].w;
    for (uint32_t i = 0; i < w->actor_count; i++) if (w->actors[i].kind != Q_A_DOCUMENT) return true;
    for (uint32_t i = 0; i < w->state_count; i++) if (w->states[i].part == Q_S_SEAT || e - b > 1) return true;
    if (f->r->tokens[t].flags & QUOTH_TOKEN_UPPER && f->r->tokens[t].span.end - f->r->tokens[t].span.begin > 1) return true;
  }
  return false;
}

/* One to three capitals that are no state: a surname before its words. */
static bool only_names(const q_finder *f, uint32_t b, uint32_t e) {
  for (uint32_t t = b; t < e; t++)
    if (!(f->r->tokens[t].flags & QUOTH_TOKEN_CAPITAL) || f->k[t].w->classes) return false;
  return e - b < 4;
}

static int add(q_finder *f, q_region z, q_range source, q_range cue, q_range content) {
  q_found s = { .rule = Q_R_HEADLINE, .depth = z.depth, .head = cue.b };
  q_add_piece(&s.source, source);
  q_add_piece(&s.cue, cue);
  q_add_piece(&s.content, content);
  return q_push(f->a, &f->found, s);
}

int q_find_headline(q_finder *f, q_region z) {
  uint32_t e = z.e;
  bool headline = f->in == QUOTH_HEADLINE;
  if (e < z.b + 4 || e - z.b > 400) return 0;
  if (f->k[e - 1].sign == '.') e--;
  for (uint32_t t = z.b + 1; t < e && t < z.b + 11; t++) {
    if (f->k[t].depth) break;
    if (f->k[t].sign != ':') continue;
    bool quote = t + 1 < e && f->k[t + 1].quote_end;
    if (t + 3 < e && actor_between(f, z.b, t) && (quote || (headline && (actor_word(f, z.b, t) || (only_names(f, z.b, t) && q_has_verb(f, t + 1, e)))))) {
      for (uint32_t i = z.first_found; i < f->found.count; i++) if (f->found.at[i].head < t) return 0;
      uint32_t end = quote ? f->k[t + 1].quote_end : e;
      return add(f, z, (q_range){ z.b, t }, (q_range){ t, t + 1 }, (q_range){ t + 1, end < e ? end : e });
    }
    break;
  }
  if (!headline) return 0;
  for (uint32_t t = e; t > z.b + 3 && e - t < 6; t--) { /* "P - X" */
    if (f->k[t - 1].sign != '-' || f->k[t - 1].depth || !(f->r->tokens[t - 1].flags & QUOTH_TOKEN_SPACE_BEFORE)) continue;
    if (t < e && actor_between(f, t, e) && actor_word(f, t, e)) return add(f, z, (q_range){ t, e }, (q_range){ t - 1, t }, (q_range){ z.b, t - 1 });
    break;
  }
  return 0;
}
