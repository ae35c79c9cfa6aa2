#include "parse/clitics.h"
#include "parse/inside.h"

bool q_letters_of(const char *s, size_t n, q_letters *x) {
  const char *at = s, *end = s + n;
  x->n = 0;
  while (at < end) {
    const char *from = at;
    uint32_t c = q_utf8_next(&at, end);
    int class = q_class(c);
    if (c == 0x640 || (x->n && (class == Q_C_MARK || class == Q_C_HIDDEN))) continue;
    if (class != Q_C_LETTER || x->n == Q_LETTERS_MAX) return false;
    x->at[x->n] = (uint16_t)(x->n ? from - s : 0);
    x->c[x->n++] = c;
  }
  x->at[x->n] = (uint16_t)n;
  return x->n > 0;
}

/* ---- ways ---------------------------------------------------------------------------------------------------------------------------- */

static int size_if(const q_letters *x, int at, int end, const char *what) { /* letters of what, if it stands at `at`; else 0 */
  int n = 0;
  for (const char *s = what, *stop = what + strlen(what); s < stop; n++) {
    uint32_t c = q_utf8_next(&s, stop);
    if (at + n >= end || x->c[at + n] != c) return 0;
  }
  return n;
}

static int letters(const char *s) { return (int)q_utf8_count(s, strlen(s)); }

static void add_way(const q_letters *x, q_way w, int end, q_way *out, int *n) {
  bool bare = w.stem == end; /* a preposition with a pronoun: no stem between */
  if (*n == Q_WAYS_MAX || (bare && (!w.cuts || end == x->n))) return;
  w.stem_end = (uint8_t)end;
  if (end < x->n && !bare) {
    if (w.cuts == Q_CUTS_MAX) return;
    w.cut[w.cuts++] = (uint8_t)end;
  }
  out[(*n)++] = w;
}

/* Every ending behind the beginnings of w, then the same with one more beginning, from `slot` on. */
static void extend(const q_glued *g, const q_letters *x, q_way w, uint32_t slot, q_way *out, int *n) {
  add_way(x, w, x->n, out, n);
  for (uint32_t i = 0; i < g->after_count; i++) {
    int size = letters(g->after[i]), at = x->n - size;
    if (at < w.stem || !size_if(x, at, x->n, g->after[i])) continue;
    w.after = i + 1;
    add_way(x, w, at, out, n);
  }
  w.after = 0;
  for (uint32_t i = 0; i < g->before_count && w.cuts < Q_CUTS_MAX - 1; i++) {
    int size = g->slot[i] >= slot ? size_if(x, w.stem, x->n, g->before[i]) : 0;
    if (!size) continue;
    q_way more = w;
    more.stem = (uint8_t)(w.stem + size);
    more.cut[more.cuts++] = more.stem;
    more.before = w.before * 31 + i + 1;
    extend(g, x, more, g->slot[i] + 1, out, n);
  }
}

int q_clitic_ways(const q_glued *g, const q_letters *x, q_way out[Q_WAYS_MAX]) {
  int n = 0;
  extend(g, x, (q_way){ 0 }, 0, out, &n);
  return n;
}

/* ---- which one: a linear model over hashed features (Weinberger et al. 2009) --------------------------------------------------------- */

static uint32_t mix(uint32_t h, uint32_t v) {
  h = (h ^ v) * 0x9e3779b1u;
  return h ^ h >> 15;
}

static uint32_t hash_letters(uint32_t h, const q_letters *x, int from, int to) {
  for (int i = from < 0 ? 0 : from; i < to && i < x->n; i++) h = mix(h, x->c[i]);
  return h;
}

static int least(int a, int b) { return a < b ? a : b; }

int q_clitic_features(const q_letters *x, const q_way *w, const q_letters *before, const q_letters *after, uint32_t out[Q_CLITIC_FEATURES]) {
  int n = 0, b = w->stem, e = w->stem_end, size = e - b;
  uint32_t p = w->before, s = w->after, both = mix(p + 1, s + 1);
#define PUT(kind, base) out[n++] = mix(mix((uint32_t)(kind) * 0x85ebca6bu, (base)), 0x27d4eb2fu)
  PUT(1, p);
  PUT(2, s);
  PUT(3, both);
  for (int k = 1; k <= 4; k++) PUT(4 + k, hash_letters(mix(p, 11), x, b, b + least(k, size)));
  for (int k = 1; k <= 4; k++) PUT(8 + k, hash_letters(mix(s, 13), x, e - least(k, size), e));
  PUT(13, hash_letters(7, x, b, e));
  PUT(14, hash_letters(mix(p, 17), x, b, e));
  PUT(15, hash_letters(mix(s, 19), x, b, e));
  PUT(16, mix(p, (uint32_t)least(size, 7)));
  PUT(17, mix(s, (uint32_t)least(size, 7)));
  PUT(18, hash_letters(both, x, 0, x->n));
  PUT(19, hash_letters(both, x, e - least(2, size), e));
  PUT(20, hash_letters(both, x, b, b + least(2, size)));
  PUT(21, hash_letters(both, before, before->n - 2, before->n));
  PUT(22, hash_letters(both, after, 0, 2));
  PUT(23, hash_letters(mix(both, 23), before, 0, before->n));
#undef PUT
  return n;
}

int q_clitic_best(const int8_t *weights, uint32_t count, const q_letters *x, const q_way *ways, int n, const q_letters *before, const q_letters *after) {
  int best = 0, most = INT32_MIN;
  for (int i = 0; i < n; i++) {
    uint32_t f[Q_CLITIC_FEATURES];
    int sum = 0, k = q_clitic_features(x, &ways[i], before, after, f);
    while (k--) sum += weights[f[k] & (count - 1)];
    if (sum > most) { most = sum; best = i; }
  }
  return best;
}
