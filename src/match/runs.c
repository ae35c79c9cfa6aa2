/* Runs of words that two reports share, and boxes of runs that lie near to one another on both sides. */
#include "match/inside.h"

enum { GRAM = 3,            /* words of a seed */
       CHAIN = 12 };        /* places of one gram that are looked at: a gram more frequent than that says nothing */

typedef struct grams { uint32_t *slots, *next; uint64_t *hash; uint32_t mask, count; } grams;

static uint64_t gram(const q_stem *s) {
  uint64_t parts[GRAM];
  for (int i = 0; i < GRAM; i++) parts[i] = s[i].hash;
  return q_hash(parts, sizeof parts, 13);
}

static int index_grams(const q_stems *s, q_arena *arena, grams *g) {
  g->count = s->count >= GRAM ? s->count - GRAM + 1 : 0;
  g->mask = 63;
  while (g->mask < g->count * 2) g->mask = g->mask * 2 + 1;
  g->slots = q_alloc(arena, ((size_t)g->mask + 1) * sizeof *g->slots);
  g->next = q_alloc(arena, ((size_t)g->count + 1) * sizeof *g->next);
  g->hash = q_alloc(arena, ((size_t)g->count + 1) * sizeof *g->hash);
  if (!g->slots || !g->next || !g->hash) return QUOTH_MEMORY;
  for (uint32_t i = g->count; i-- > 0;) {
    g->hash[i] = gram(&s->at[i]);
    uint32_t *slot = &g->slots[g->hash[i] & g->mask];
    g->next[i] = *slot;
    *slot = i + 1;
  }
  return 0;
}

/* A run is found once, at its beginning. */
int q_find_runs(const q_stems *a, const q_stems *b, q_arena *arena, q_runs *out) {
  grams g;
  if (index_grams(a, arena, &g)) return QUOTH_MEMORY;
  for (uint32_t j = 0; j + GRAM <= b->count; j++) {
    uint64_t h = gram(&b->at[j]);
    uint32_t seen = 0;
    for (uint32_t i = g.slots[h & g.mask]; i && seen < CHAIN; i = g.next[i - 1]) {
      uint32_t at = i - 1, n = 0, telling = 0;
      if (g.hash[at] != h) continue;
      seen++;
      if (at && j && a->at[at - 1].hash == b->at[j - 1].hash) continue;
      while (at + n < a->count && j + n < b->count && a->at[at + n].hash == b->at[j + n].hash) telling += !a->at[at + n].common, n++;
      if (n >= GRAM && telling >= 2 && q_push(arena, out, ((q_run){ at, j, n }))) return QUOTH_MEMORY;
    }
  }
  return 0;
}

static uint32_t distance(uint32_t p0, uint32_t p1, uint32_t q0, uint32_t q1) { return p1 <= q0 ? q0 - p1 : q1 <= p0 ? p0 - q1 : 0; }

static void widen(q_box *c, const q_box *x) {
  if (x->a0 < c->a0) c->a0 = x->a0;
  if (x->a1 > c->a1) c->a1 = x->a1;
  if (x->b0 < c->b0) c->b0 = x->b0;
  if (x->b1 > c->b1) c->b1 = x->b1;
  c->words += x->words;
}

/* Runs of at least `least` words come in order of b; one joins the open boxes that it is near to on both sides, and may thereby join them to each other. */
int q_join_runs(const q_runs *runs, uint32_t least, uint32_t gap, q_arena *arena, q_boxes *out) {
  uint32_t open = 0, kept = 0;                                            /* boxes before open end too far back in b */
  for (uint32_t k = 0; k < runs->count; k++) {
    const q_run *r = &runs->at[k];
    q_box x = { r->a, r->a + r->n, r->b, r->b + r->n, r->n, 0 };
    uint32_t home = UINT32_MAX;
    if (r->n < least) continue;
    while (open < out->count && out->at[open].b1 + gap < x.b0) open++;
    for (uint32_t i = open; i < out->count; i++) {
      q_box *c = &out->at[i];
      if (!c->words || distance(c->b0, c->b1, x.b0, x.b1) > gap || distance(c->a0, c->a1, x.a0, x.a1) > gap) continue;
      if (home == UINT32_MAX) { widen(c, &x); home = i; }
      else { widen(&out->at[home], c); c->words = 0; }
    }
    if (home == UINT32_MAX && q_push(arena, out, x)) return QUOTH_MEMORY;
  }
  for (uint32_t i = 0; i < out->count; i++)
    if (out->at[i].words) out->at[kept++] = out->at[i];
  out->count = kept;
  return 0;
}

static bool lies_in(const q_run *r, const q_box *box) { return r->a >= box->a0 && r->a + r->n <= box->a1 && r->b >= box->b0 && r->b + r->n <= box->b1; }

uint32_t q_longest_inside(const q_runs *runs, const q_box *box) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < runs->count; i++)
    if (runs->at[i].n > n && lies_in(&runs->at[i], box)) n = runs->at[i].n;
  return n;
}

/* The same words may lie in several runs: never more than the shorter side has. */
uint32_t q_words_inside(const q_runs *runs, const q_box *box) {
  uint32_t words = 0, na = box->a1 - box->a0, nb = box->b1 - box->b0;
  for (uint32_t i = 0; i < runs->count; i++)
    if (lies_in(&runs->at[i], box)) words += runs->at[i].n;
  return words < na ? words < nb ? words : nb : na < nb ? na : nb;
}
