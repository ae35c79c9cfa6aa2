/* Shared passages: runs of the same word grams as seeds, near seeds merged on both sides (after Sanchez-Perez, Sidorov and Gelbukh 2014, with runs of words
 * in the place of sentences), and what is left judged by length and density. */
#include <stdlib.h>
#include "match/match.h"

enum { GRAM = 3,            /* words of a seed */
       CHAIN = 12,          /* places of one gram that are looked at: a gram more frequent than that says nothing */
       GAP = 24,            /* words between two seeds of one passage, on either side */
       LEAST = 18,         /* matching words of a passage */
       VERBATIM = 11 };     /* enough if nearly nothing stands between them */

typedef struct run { uint32_t a, b, n; } run;                             /* n words from a in A and from b in B */
typedef struct runs { Q_VEC(run) list; } runs;
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

/* Maximal runs of equal words that hold a gram; a run is found once, at its beginning. */
static int find_runs(const q_stems *a, const q_stems *b, q_arena *arena, runs *out) {
  grams g;
  if (index_grams(a, arena, &g)) return QUOTH_MEMORY;
  for (uint32_t j = 0; j + GRAM <= b->count; j++) {
    uint64_t h = gram(&b->at[j]);
    uint32_t seen = 0;
    for (uint32_t i = g.slots[h & g.mask]; i && seen < CHAIN; i = g.next[i - 1]) {
      uint32_t at = i - 1, n = 0;
      if (g.hash[at] != h) continue;
      seen++;
      if (at && j && a->at[at - 1].hash == b->at[j - 1].hash) continue;
      uint32_t telling = 0;
      while (at + n < a->count && j + n < b->count && a->at[at + n].hash == b->at[j + n].hash) telling += !a->at[at + n].common, n++;
      if (n >= GRAM && telling >= 2 && q_push(arena, &out->list, ((run){ at, j, n }))) return QUOTH_MEMORY;
    }
  }
  return 0;
}

typedef struct cluster { uint32_t a0, a1, b0, b1, words; } cluster;
typedef struct clusters { Q_VEC(cluster) list; } clusters;

static uint32_t distance(uint32_t p0, uint32_t p1, uint32_t q0, uint32_t q1) { return p1 <= q0 ? q0 - p1 : q1 <= p0 ? p0 - q1 : 0; }

static void widen(cluster *c, const cluster *x) {
  if (x->a0 < c->a0) c->a0 = x->a0;
  if (x->a1 > c->a1) c->a1 = x->a1;
  if (x->b0 < c->b0) c->b0 = x->b0;
  if (x->b1 > c->b1) c->b1 = x->b1;
  c->words += x->words;
}

/* Seeds come in order of b; a seed joins the open clusters it is near to on both sides, and may thereby join them to each other. */
static int merge(const runs *seeds, q_arena *arena, clusters *out) {
  uint32_t open = 0;                                                      /* clusters before it end too far back in b */
  for (uint32_t k = 0; k < seeds->list.count; k++) {
    const run *r = &seeds->list.at[k];
    cluster x = { r->a, r->a + r->n, r->b, r->b + r->n, r->n };
    uint32_t home = UINT32_MAX;
    while (open < out->list.count && out->list.at[open].b1 + GAP < x.b0) open++;
    for (uint32_t i = open; i < out->list.count; i++) {
      cluster *c = &out->list.at[i];
      if (!c->words || distance(c->b0, c->b1, x.b0, x.b1) > GAP || distance(c->a0, c->a1, x.a0, x.a1) > GAP) continue;
      if (home == UINT32_MAX) { widen(c, &x); home = i; }
      else { widen(&out->list.at[home], c); c->words = 0; }
    }
    if (home == UINT32_MAX && q_push(arena, &out->list, x)) return QUOTH_MEMORY;
  }
  return 0;
}

static bool quoted(const quoth_report *r, quoth_span s, int32_t *speaker) {
  for (uint32_t i = 0; i < r->statement_count; i++) {
    const quoth_statement *st = &r->statements[i];
    if (!st->content.count) continue;
    quoth_span first = r->spans[st->content.first], last = r->spans[st->content.first + st->content.count - 1];
    if (s.begin + 8 >= first.begin && s.end <= last.end + 8) { *speaker = st->speaker; return st->kind != QUOTH_INDIRECT; }
  }
  return false;
}

/* Both sides quote the same speaker: they may have one press release in common and not each other. */
static bool is_quotation(const quoth_report *a, const quoth_report *b, const q_passage *p) {
  int32_t x = -1, y = -1;
  if (!quoted(a, p->a, &x) || !quoted(b, p->b, &y) || x < 0 || y < 0) return false;
  const char *kx = a->actors[x].key, *ky = b->actors[y].key;
  return kx && ky && strcmp(kx, ky) == 0;
}

static int by_a(const void *x, const void *y) {
  const q_passage *a = x, *b = y;
  if (a->a.begin != b->a.begin) return a->a.begin < b->a.begin ? -1 : 1;
  return (a->b.begin > b->b.begin) - (a->b.begin < b->b.begin);
}

int q_compare(q_langs *langs, const quoth_report *a, const quoth_report *b, q_arena *arena, q_passages *out) {
  q_stems sa, sb;
  runs seeds = {0};
  clusters all = {0};
  if (q_stems_of(langs, a, arena, &sa) || q_stems_of(langs, b, arena, &sb) || find_runs(&sa, &sb, arena, &seeds) || merge(&seeds, arena, &all)) return QUOTH_MEMORY;
  for (uint32_t i = 0; i < all.list.count; i++) {
    const cluster *c = &all.list.at[i];
    uint32_t longer = c->a1 - c->a0 > c->b1 - c->b0 ? c->a1 - c->a0 : c->b1 - c->b0, words = c->words < longer ? c->words : longer;
    if (words < LEAST && !(words >= VERBATIM && words * 10 >= longer * 9)) continue;
    q_passage p = { { sa.at[c->a0].span.begin, sa.at[c->a1 - 1].span.end }, { sb.at[c->b0].span.begin, sb.at[c->b1 - 1].span.end }, Q_COPIED, (float)words / (float)longer, words };
    if (p.score < 0.7f) p.kind = Q_REWORDED;
    if (is_quotation(a, b, &p)) p.kind = Q_QUOTATION;
    if (q_push(arena, out, p)) return QUOTH_MEMORY;
  }
  if (out->count) qsort(out->at, out->count, sizeof *out->at, by_a);
  return 0;
}
