/* Shared passages: stretches of the same words, and where those end, sentences that use the same rare words. */
#include <stdlib.h>
#include "match/inside.h"
#include "name/key.h"

enum { RUN = 7, BETWEEN = 12,   /* words of a run that counts as copied, and between two of them in one passage */
       VERBATIM = 20,           /* copied words that make a passage */
       SURE = 48,               /* so many copied in one piece: the reports share text, and what is merely alike is left out */
       LIKE = 28 };             /* words of a passage that is merely alike, on its longer side */

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
  return kx && ky && q_key_fit(kx, ky);
}

static int by_a(const void *x, const void *y) {
  const q_passage *a = x, *b = y;
  if (a->a.begin != b->a.begin) return a->a.begin < b->a.begin ? -1 : 1;
  return (a->b.begin > b->b.begin) - (a->b.begin < b->b.begin);
}

static uint32_t length(uint32_t p0, uint32_t p1, uint32_t q0, uint32_t q1) { return p1 - p0 > q1 - q0 ? p1 - p0 : q1 - q0; }
static uint32_t common(uint32_t p0, uint32_t p1, uint32_t q0, uint32_t q1) {
  uint32_t from = p0 > q0 ? p0 : q0, to = p1 < q1 ? p1 : q1;
  return to > from ? to - from : 0;
}

/* More than half of the smaller lies in the other, on one side at least. */
static bool overlaps(const q_box *x, const q_box *y) {
  uint32_t xa = x->a1 - x->a0, ya = y->a1 - y->a0, xb = x->b1 - x->b0, yb = y->b1 - y->b0;
  return 2 * common(x->a0, x->a1, y->a0, y->a1) > (xa < ya ? xa : ya) || 2 * common(x->b0, x->b1, y->b0, y->b1) > (xb < yb ? xb : yb);
}

/* And is more than it by a good part, on both sides. */
static bool holds(const q_box *x, const q_box *y) {
  return x->a0 <= y->a0 && x->a1 >= y->a1 && x->b0 <= y->b0 && x->b1 >= y->b1 && 4 * (x->a1 - x->a0) > 5 * (y->a1 - y->a0) && 4 * (x->b1 - x->b0) > 5 * (y->b1 - y->b0);
}

/* What was copied word for word within x: the whole tells more. */
static void drop_held(q_boxes *chosen, const q_box *x) {
  uint32_t kept = 0;
  for (uint32_t k = 0; k < chosen->count; k++)
    if (!holds(x, &chosen->at[k])) chosen->at[kept++] = chosen->at[k];
  chosen->count = kept;
}

static bool taken(const q_boxes *chosen, const q_box *x, bool whole) {
  for (uint32_t k = 0; k < chosen->count; k++)
    if (overlaps(x, &chosen->at[k]) && !(whole && holds(x, &chosen->at[k]))) return true;
  return false;
}

static int better(const void *x, const void *y) {
  const q_box *p = x, *q = y;
  double a = (double)p->score * length(p->a0, p->a1, p->b0, p->b1), b = (double)q->score * length(q->a0, q->a1, q->b0, q->b1);
  if (a != b) return a > b ? -1 : 1;
  return p->a0 != q->a0 ? (p->a0 > q->a0) - (p->a0 < q->a0) : (p->b0 > q->b0) - (p->b0 < q->b0);
}

/* Words of links and furniture go along with the text around them; alone they say nothing of who copied whom. */
static bool is_aside(const q_stems *s, uint32_t from, uint32_t to) {
  uint32_t n = 0;
  for (uint32_t i = from; i < to; i++) n += s->at[i].aside;
  return 5 * n > 4 * (to - from);
}

/* Copied boxes first; of boxes that overlap the better one stays. */
static int choose(const q_stems *a, const q_stems *b, const q_runs *runs, const q_boxes *copied, q_boxes *like, q_arena *arena, q_boxes *out) {
  bool sure = false;
  for (uint32_t i = 0; i < copied->count; i++) {
    q_box *x = &copied->at[i];
    x->words = q_words_inside(runs, x);
    x->score = (float)x->words / (float)length(x->a0, x->a1, x->b0, x->b1);
  }
  if (copied->count) qsort(copied->at, copied->count, sizeof *copied->at, better);
  for (uint32_t i = 0; i < copied->count; i++) {
    q_box x = copied->at[i];
    if (x.words < VERBATIM || is_aside(a, x.a0, x.a1) || is_aside(b, x.b0, x.b1) || taken(out, &x, false)) continue;
    sure |= x.words >= SURE && x.score >= 0.9f;
    if (q_push(arena, out, x)) return QUOTH_MEMORY;
  }
  if (sure) return 0;
  if (like->count) qsort(like->at, like->count, sizeof *like->at, better);
  for (uint32_t i = 0; i < like->count; i++) {
    q_box x = like->at[i];
    bool free = length(x.a0, x.a1, x.b0, x.b1) >= LIKE && !is_aside(a, x.a0, x.a1) && !is_aside(b, x.b0, x.b1);
    free = free && !taken(out, &x, true);
    if (free) drop_held(out, &x);
    x.words = q_words_inside(runs, &x);
    if (free && q_push(arena, out, x)) return QUOTH_MEMORY;
  }
  return 0;
}

int q_compare(q_langs *langs, const quoth_report *a, const quoth_report *b, q_arena *arena, q_passages *out) {
  q_stems sa, sb;
  q_runs runs = {0};
  q_boxes copied = {0}, like = {0}, all = {0};
  if (q_stems_all(langs, a, arena, &sa) || q_stems_all(langs, b, arena, &sb) || q_find_runs(&sa, &sb, arena, &runs) || q_join_runs(&runs, RUN, BETWEEN, arena, &copied) ||
      q_like_sentences(&sa, &sb, arena, &like) || choose(&sa, &sb, &runs, &copied, &like, arena, &all)) return QUOTH_MEMORY;
  for (uint32_t i = 0; i < all.count; i++) {
    const q_box *c = &all.at[i];
    q_passage p = { { sa.at[c->a0].span.begin, sa.at[c->a1 - 1].span.end }, { sb.at[c->b0].span.begin, sb.at[c->b1 - 1].span.end }, Q_COPIED, c->score, c->words, q_longest_inside(&runs, c) };
    if ((float)c->words < 0.7f * (float)length(c->a0, c->a1, c->b0, c->b1)) p.kind = Q_REWORDED;
    if (is_quotation(a, b, &p)) p.kind = Q_QUOTATION;
    if (q_push(arena, out, p)) return QUOTH_MEMORY;
  }
  if (out->count) qsort(out->at, out->count, sizeof *out->at, by_a);
  return 0;
}
