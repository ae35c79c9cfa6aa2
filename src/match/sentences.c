/* Sentences that use the same rare words, extended to passages (Sanchez-Perez, Sidorov and Gelbukh 2014): a sentence is a vector of its stems, each weighted by
 * how few sentences of the two reports have it; pairs near by cosine and by Dice are seeds; seeds that lie close on both sides make a fragment, whose sides
 * must be alike as wholes, else it is cut where the seeds are sparser. */
#include <math.h>
#include <stdlib.h>
#include "match/inside.h"

static const double SEED_COSINE = 0.33, SEED_DICE = 0.33, LIKE = 0.34;
enum { SHORT = 4,           /* a sentence with fewer words goes with the next */
       GAP = 4, CLOSE = 1,  /* sentences between the seeds of a fragment: at first, and at the least */
       MOST = 4000,         /* sentences of a report that are looked at */
       DEPTH = 64 };

typedef struct term { uint32_t id, times; } term;
typedef struct unit { uint32_t first, end; term *terms; uint32_t count; double norm; } unit;
typedef struct side { unit *at; uint32_t count; } side;
typedef struct seed { uint32_t a, b; } seed;
typedef struct space { q_arena *arena; uint64_t *words; uint32_t count; double *weight; side a, b; } space;

static int by_hash(const void *x, const void *y) {
  uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
  return (a > b) - (a < b);
}

static int by_id(const void *x, const void *y) {
  uint32_t a = ((const term *)x)->id, b = ((const term *)y)->id;
  return (a > b) - (a < b);
}

static int list_words(space *s, const q_stems *a, const q_stems *b) {
  uint32_t n = 0;
  s->words = q_alloc(s->arena, ((size_t)a->count + b->count + 1) * sizeof *s->words);
  if (!s->words) return QUOTH_MEMORY;
  for (uint32_t i = 0; i < a->count; i++) s->words[n++] = a->at[i].hash;
  for (uint32_t i = 0; i < b->count; i++) s->words[n++] = b->at[i].hash;
  qsort(s->words, n, sizeof *s->words, by_hash);
  for (uint32_t i = 0; i < n; i++)
    if (!i || s->words[i] != s->words[i - 1]) s->words[s->count++] = s->words[i];
  s->weight = q_alloc(s->arena, ((size_t)s->count + 1) * sizeof *s->weight);
  return s->weight ? 0 : QUOTH_MEMORY;
}

static uint32_t id_of(const space *s, uint64_t hash) {
  uint32_t low = 0, high = s->count;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (s->words[mid] < hash) low = mid + 1;
    else high = mid;
  }
  return low;
}

static int fill(space *s, const q_stems *stems, unit *u) {
  uint32_t n = u->end - u->first;
  u->terms = q_alloc(s->arena, ((size_t)n + 1) * sizeof *u->terms);
  if (!u->terms) return QUOTH_MEMORY;
  for (uint32_t i = 0; i < n; i++) u->terms[i] = (term){ id_of(s, stems->at[u->first + i].hash), 1 };
  qsort(u->terms, n, sizeof *u->terms, by_id);
  for (uint32_t i = 0; i < n; i++) {
    if (u->count && u->terms[u->count - 1].id == u->terms[i].id) u->terms[u->count - 1].times++;
    else u->terms[u->count++] = u->terms[i];
  }
  for (uint32_t i = 0; i < u->count; i++) s->weight[u->terms[i].id]++;
  return 0;
}

static int cut(space *s, const q_stems *stems, side *out) {
  Q_VEC(unit) v = {0};
  for (uint32_t i = 0; i < stems->count && v.count < MOST;) {
    uint32_t end = i + 1;
    while (end < stems->count && (stems->at[end].sentence == stems->at[end - 1].sentence || end - i < SHORT)) end++;
    unit u = { .first = i, .end = end };
    if (fill(s, stems, &u) || q_push(s->arena, &v, u)) return QUOTH_MEMORY;
    i = end;
  }
  *out = (side){ v.at, v.count };
  return 0;
}

static void weigh(space *s) {
  double all = s->a.count + s->b.count;
  for (uint32_t i = 0; i < s->count; i++) s->weight[i] = log(all / s->weight[i]);
  for (int k = 0; k < 2; k++) {
    side *of = k ? &s->b : &s->a;
    for (uint32_t i = 0; i < of->count; i++) {
      unit *u = &of->at[i];
      for (uint32_t t = 0; t < u->count; t++) { double w = u->terms[t].times * s->weight[u->terms[t].id]; u->norm += w * w; }
      u->norm = sqrt(u->norm);
    }
  }
}

typedef Q_VEC(seed) seeds;

/* All pairs that are near, by way of the terms that they share. */
static int find_seeds(space *s, seeds *out) {
  uint32_t *begin = q_alloc(s->arena, ((size_t)s->count + 2) * sizeof *begin), total = 0;
  double *dot = q_alloc(s->arena, ((size_t)s->a.count + 1) * sizeof *dot);
  uint32_t *shared = q_alloc(s->arena, ((size_t)s->a.count + 1) * sizeof *shared);
  if (!begin || !dot || !shared) return QUOTH_MEMORY;
  for (uint32_t i = 0; i < s->a.count; i++)
    for (uint32_t t = 0; t < s->a.at[i].count; t++) begin[s->a.at[i].terms[t].id + 1]++, total++;
  for (uint32_t i = 0; i < s->count; i++) begin[i + 1] += begin[i];
  seed *post = q_alloc(s->arena, ((size_t)total + 1) * sizeof *post);       /* sentence of a, times */
  uint32_t *at = q_alloc(s->arena, ((size_t)s->count + 1) * sizeof *at);
  if (!post || !at) return QUOTH_MEMORY;
  for (uint32_t i = 0; i < s->a.count; i++)
    for (uint32_t t = 0; t < s->a.at[i].count; t++) {
      term x = s->a.at[i].terms[t];
      post[begin[x.id] + at[x.id]++] = (seed){ i, x.times };
    }
  for (uint32_t j = 0; j < s->b.count; j++) {
    const unit *u = &s->b.at[j];
    memset(dot, 0, s->a.count * sizeof *dot);
    memset(shared, 0, s->a.count * sizeof *shared);
    for (uint32_t t = 0; t < u->count; t++) {
      term x = u->terms[t];
      double w = s->weight[x.id] * s->weight[x.id] * x.times;
      for (uint32_t p = begin[x.id]; p < begin[x.id + 1]; p++) { dot[post[p].a] += w * post[p].b; shared[post[p].a]++; }
    }
    for (uint32_t i = 0; i < s->a.count; i++) {
      const unit *v = &s->a.at[i];
      if (!shared[i] || 2.0 * shared[i] <= SEED_DICE * (u->count + v->count) || dot[i] <= SEED_COSINE * u->norm * v->norm) continue;
      if (q_push(s->arena, out, ((seed){ i, j }))) return QUOTH_MEMORY;
    }
  }
  return 0;
}

static int by_a(const void *x, const void *y) {
  const seed *p = x, *q = y;
  return p->a != q->a ? (p->a > q->a) - (p->a < q->a) : (p->b > q->b) - (p->b < q->b);
}
static int by_b(const void *x, const void *y) {
  const seed *p = x, *q = y;
  return p->b != q->b ? (p->b > q->b) - (p->b < q->b) : (p->a > q->a) - (p->a < q->a);
}

/* Adds the sentences from..to of a side to sum, a vector over all words. */
static double pour(const space *s, const side *of, uint32_t from, uint32_t to, double *sum) {
  double norm = 0;
  for (uint32_t i = from; i <= to; i++)
    for (uint32_t t = 0; t < of->at[i].count; t++) sum[of->at[i].terms[t].id] += of->at[i].terms[t].times;
  for (uint32_t i = from; i <= to; i++)
    for (uint32_t t = 0; t < of->at[i].count; t++) {
      uint32_t id = of->at[i].terms[t].id;
      norm += of->at[i].terms[t].times * sum[id] * s->weight[id] * s->weight[id];
    }
  return sqrt(norm);
}

static void drain(const side *of, uint32_t from, uint32_t to, double *sum) {
  for (uint32_t i = from; i <= to; i++)
    for (uint32_t t = 0; t < of->at[i].count; t++) sum[of->at[i].terms[t].id] = 0;
}

typedef struct extender { space *s; double *sum_a, *sum_b; q_boxes *out; int depth; } extender;

static double alike(const extender *x, uint32_t a0, uint32_t a1, uint32_t b0, uint32_t b1) {
  const space *s = x->s;
  double na = pour(s, &s->a, a0, a1, x->sum_a), nb = pour(s, &s->b, b0, b1, x->sum_b), dot = 0;
  for (uint32_t j = b0; j <= b1; j++)
    for (uint32_t t = 0; t < s->b.at[j].count; t++) {
      term u = s->b.at[j].terms[t];
      dot += u.times * x->sum_a[u.id] * s->weight[u.id] * s->weight[u.id];
    }
  drain(&s->a, a0, a1, x->sum_a);
  drain(&s->b, b0, b1, x->sum_b);
  return na > 0 && nb > 0 ? dot / (na * nb) : 0;
}

static int extend(extender *x, seed *list, uint32_t count, bool on_b, bool whole, uint32_t gap);

/* A set of seeds that hangs together on both sides. */
static int settle(extender *x, seed *list, uint32_t count, uint32_t gap) {
  uint32_t a0 = UINT32_MAX, a1 = 0, b0 = UINT32_MAX, b1 = 0;
  for (uint32_t i = 0; i < count; i++) {
    if (list[i].a < a0) a0 = list[i].a;
    if (list[i].a > a1) a1 = list[i].a;
    if (list[i].b < b0) b0 = list[i].b;
    if (list[i].b > b1) b1 = list[i].b;
  }
  double score = alike(x, a0, a1, b0, b1);
  if (score >= LIKE) {
    const space *s = x->s;
    q_box box = { s->a.at[a0].first, s->a.at[a1].end, s->b.at[b0].first, s->b.at[b1].end, 0, (float)score };
    return q_push(x->s->arena, x->out, box);
  }
  return gap > CLOSE ? extend(x, list, count, false, false, gap - 1) : 0;
}

/* Cuts the seeds where the gap on one side is too wide, then each part on the other side, until nothing is cut. whole: the other side did not cut. */
static int extend(extender *x, seed *list, uint32_t count, bool on_b, bool whole, uint32_t gap) {
  int status = 0;
  if (x->depth >= DEPTH) return 0;
  x->depth++;
  qsort(list, count, sizeof *list, on_b ? by_b : by_a);
  for (uint32_t i = 0; i < count && !status;) {
    uint32_t end = i + 1;
    while (end < count && (on_b ? list[end].b - list[end - 1].b : list[end].a - list[end - 1].a) <= gap + 1) end++;
    bool all = i == 0 && end == count;
    status = all && whole ? settle(x, list, count, gap) : extend(x, list + i, end - i, !on_b, all, gap);
    i = end;
  }
  x->depth--;
  return status;
}

int q_like_sentences(const q_stems *a, const q_stems *b, q_arena *arena, q_boxes *out) {
  space s = { .arena = arena };
  seeds list = {0};
  if (!a->count || !b->count) return 0;
  if (list_words(&s, a, b) || cut(&s, a, &s.a) || cut(&s, b, &s.b)) return QUOTH_MEMORY;
  weigh(&s);
  if (find_seeds(&s, &list)) return QUOTH_MEMORY;
  extender x = { &s, q_alloc(arena, ((size_t)s.count + 1) * sizeof(double)), q_alloc(arena, ((size_t)s.count + 1) * sizeof(double)), out, 0 };
  if (!x.sum_a || !x.sum_b) return QUOTH_MEMORY;
  return list.count ? extend(&x, list.at, list.count, false, false, GAP) : 0;
}
