#include <stdlib.h>
#include "match/match.h"

static int by_value(const void *x, const void *y) {
  uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
  return (a > b) - (a < b);
}

static bool inside(quoth_span s, const quoth_span *spans, uint32_t count) {
  for (uint32_t i = 0; i < count; i++)
    if (s.begin >= spans[i].begin && s.end <= spans[i].end) return true;
  return false;
}

static uint32_t first_after(const q_stems *stems, uint32_t byte) {
  uint32_t low = 0, high = stems->count;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (stems->at[mid].span.begin < byte) low = mid + 1;
    else high = mid;
  }
  return low;
}

/* The stem of the thing counted: the last word of the counted phrase that is no function word. */
static uint64_t counted(const q_stems *stems, quoth_span of) {
  uint64_t hash = 0;
  for (uint32_t i = first_after(stems, of.begin); i < stems->count && stems->at[i].span.begin < of.end; i++)
    if (!stems->at[i].common) hash = stems->at[i].hash;
  return hash;
}

static int add_counts(const quoth_report *r, const q_stems *stems, const quoth_span *spans, uint32_t count, q_arena *a, q_gist *out) {
  out->counts = q_alloc(a, (r->quantity_count + 1) * sizeof *out->counts);
  if (!out->counts) return QUOTH_MEMORY;
  for (uint32_t i = 0; i < r->quantity_count && out->count_count < 16; i++) {
    const quoth_quantity *q = &r->quantities[i];
    if (!inside(q->span, spans, count)) continue;
    out->counts[out->count_count++] = (q_count){ q->low, q->high, counted(stems, q->counted) };
  }
  return 0;
}

static bool negates(q_langs *langs, const quoth_report *r, const quoth_span *spans, uint32_t count) {
  const q_lang *l = r->language ? q_langs_get(langs, r->language) : NULL;
  if (!l) return false;
  uint32_t low = 0, high = r->token_count;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (r->tokens[mid].span.begin < spans[0].begin) low = mid + 1;
    else high = mid;
  }
  for (; low < r->token_count && r->tokens[low].span.begin < spans[count - 1].end; low++)
    if ((q_lang_word(l, r->tokens[low].word)->classes & Q_W_NEGATION) && inside(r->tokens[low].span, spans, count)) return true;
  return false;
}

int q_gist_of(q_langs *langs, const quoth_report *r, const q_stems *stems, const quoth_span *spans, uint32_t count, q_arena *a, q_gist *out) {
  *out = (q_gist){0};
  if (!count) return 0;
  uint32_t from = first_after(stems, spans[0].begin), to = first_after(stems, spans[count - 1].end), n = 0;
  out->stems = q_alloc(a, (to - from + 1) * sizeof *out->stems);
  if (!out->stems) return QUOTH_MEMORY;
  for (uint32_t i = from; i < to; i++)
    if (!stems->at[i].common && !stems->at[i].number && inside(stems->at[i].span, spans, count)) out->stems[n++] = stems->at[i].hash;
  qsort(out->stems, n, sizeof *out->stems, by_value);
  for (uint32_t i = 0; i < n; i++)
    if (!i || out->stems[i] != out->stems[i - 1]) out->stems[out->stem_count++] = out->stems[i];
  out->negated = negates(langs, r, spans, count);
  return add_counts(r, stems, spans, count, a, out);
}

static uint32_t shared(const q_gist *a, const q_gist *b) {
  uint32_t n = 0;
  for (uint32_t i = 0, j = 0; i < a->stem_count && j < b->stem_count;) {
    if (a->stems[i] == b->stems[j]) n++, i++, j++;
    else if (a->stems[i] < b->stems[j]) i++;
    else j++;
  }
  return n;
}

/* Between the overlap of sets (Dice 1945) and containment, so that a short form of a long statement is still near it. */
double q_topic(const q_gist *a, const q_gist *b) {
  if (!a->stem_count || !b->stem_count) return 0;
  double n = shared(a, b), small = a->stem_count < b->stem_count ? a->stem_count : b->stem_count;
  double dice = 2 * n / (a->stem_count + b->stem_count), held = n / small;
  if (small < 3) held *= small / 3;
  return n < 2 && a->stem_count + b->stem_count > 3 ? dice / 2 : (dice + held) / 2;
}

static bool exclude(const q_count *x, const q_count *y) { return x->low > y->high || y->low > x->high; }

bool q_counts_differ(const q_gist *a, const q_gist *b) {
  bool differ = false;
  for (uint32_t i = 0; i < a->count_count; i++)
    for (uint32_t j = 0; j < b->count_count; j++) {
      if (!a->counts[i].of || a->counts[i].of != b->counts[j].of) continue;
      if (a->counts[i].low == b->counts[j].low && a->counts[i].high == b->counts[j].high) return false;
      differ |= exclude(&a->counts[i], &b->counts[j]) || (a->counts[i].low != b->counts[j].low && a->counts[i].low > 0 && b->counts[j].low > 0);
    }
  return differ;
}

static bool share_count(const q_gist *a, const q_gist *b) {
  for (uint32_t i = 0; i < a->count_count; i++)
    for (uint32_t j = 0; j < b->count_count; j++)
      if (a->counts[i].low == b->counts[j].low && a->counts[i].high == b->counts[j].high && a->counts[i].low > 2) return true;
  return false;
}

double q_same(const q_gist *a, const q_gist *b) {
  double same = q_topic(a, b);
  if (a->negated != b->negated) same *= 0.5;
  if (q_counts_differ(a, b)) return same * 0.4;
  return share_count(a, b) ? same + (1 - same) * 0.4 : same;
}

static uint64_t least(const q_gist *g, uint64_t seed) {
  uint64_t best = UINT64_MAX;
  for (uint32_t i = 0; i < g->stem_count; i++) {
    uint64_t h = q_hash(&g->stems[i], sizeof g->stems[i], seed);
    if (h < best) best = h;
  }
  return best;
}

uint32_t q_gist_keys(const q_gist *g, uint64_t keys[Q_GIST_KEYS]) {
  if (g->stem_count < 2) return 0;
  for (uint64_t i = 0; i < Q_GIST_KEYS; i++) {
    uint64_t pair[3] = { i, least(g, 100 + 2 * i), least(g, 101 + 2 * i) };
    keys[i] = q_hash(pair, sizeof pair, 17);
  }
  return Q_GIST_KEYS;
}
