/* Reports that are owed their links: copies by shared fingerprints, then what they say, then claims. */
#include <stdlib.h>
#include "link/inside.h"
#include "link/link.h"

enum { KEPT = 320 };        /* loaded reports kept at hand, for loading is most of the work: families come together */
typedef struct shelf { int64_t row[KEPT]; quoth_report *r[KEPT]; uint32_t next; } shelf;

static int take(q_linker *l, shelf *s, int64_t row, quoth_report **out) {
  for (uint32_t i = 0; i < KEPT; i++)
    if (s->r[i] && s->row[i] == row) { *out = s->r[i]; return 0; }
  quoth_report *r = NULL;
  int status = q_case_load(l->c, l->langs, row, &r, l->e);
  if (status) return status;
  quoth_report_free(s->r[s->next]);
  s->r[s->next] = r;
  s->row[s->next] = row;
  s->next = (s->next + 1) % KEPT;
  *out = r;
  return 0;
}

static const char *const passage_kinds[] = { "copied", "reworded", "translated", "quotation" };

static int put(q_linker *l, int64_t row_a, int64_t row_b, const quoth_report *a, const quoth_report *b, const q_pair *p) {
  int64_t link = 0;
  q_link_row row = { row_a, row_b, q_pair_kind_name(p->kind), q_from_name(p->from), p->agency };
  int status = q_link_put(l->c, &row, &link, l->e);
  for (uint32_t i = 0; i < p->evidence.count && !status; i++) {
    const q_evidence *v = &p->evidence.at[i];
    const quoth_report *r = v->of_b ? b : a;
    status = q_link_evidence(l->c, link, i, v->why, v->of_b ? row_b : row_a, quoth_points(r, v->span.begin), quoth_points(r, v->span.end), l->e);
  }
  for (uint32_t i = 0; i < p->passages.count && !status; i++) {
    const q_passage *x = &p->passages.at[i];
    uint32_t at[4] = { quoth_points(a, x->a.begin), quoth_points(a, x->a.end), quoth_points(b, x->b.begin), quoth_points(b, x->b.end) };
    status = q_link_passage(l->c, link, i, at, passage_kinds[x->kind], (double)x->score, l->e);
  }
  return status;
}

/* a is the one whose id sorts first, whichever of the two was added first. */
static int link_pair(q_linker *l, shelf *s, int64_t row, int64_t other) {
  quoth_report *x, *y;
  int status = take(l, s, row, &x);
  if (!status) status = take(l, s, other, &y);
  if (!status) status = take(l, s, row, &x);
  if (status) return status;
  bool first = strcmp(x->id, y->id) < 0;
  q_arena *arena = q_arena_new();
  q_pair p;
  if (!arena || q_pair_judge(l->langs, first ? x : y, first ? y : x, arena, &p)) status = q_fail(l->e, QUOTH_MEMORY, "out of memory");
  else if (p.kind != Q_NO_LINK) status = put(l, first ? row : other, first ? other : row, first ? x : y, first ? y : x, &p);
  q_arena_free(arena);
  return status;
}

/* No shared wording, but the same is said, and one names the other's outlet as where it has it from; a source cannot be later. */
static int rest(q_linker *l, shelf *s, int64_t row, int64_t other) {
  quoth_report *x, *y;
  bool linked = false;
  int status = q_links_linked(l->c, row, other, &linked, l->e);
  if (status || linked) return status;
  status = take(l, s, row, &x);
  if (!status) status = take(l, s, other, &y);
  if (!status) status = take(l, s, row, &x);
  if (status || !x->outlet || !y->outlet || q_same_outlet(x->outlet, y->outlet)) return status;
  bool first = strcmp(x->id, y->id) < 0;
  const quoth_report *a = first ? x : y, *b = first ? y : x;
  quoth_span at = {0};
  bool from_b = q_pair_names(a, b->outlet, &at), from_a = !from_b && q_pair_names(b, a->outlet, &at);
  if (!from_a && !from_b) return 0;
  const quoth_report *taker = from_b ? a : b, *giver = from_b ? b : a;
  if (taker->published.iso && giver->published.iso && strncmp(giver->published.iso, taker->published.iso, 10) > 0) return 0;
  q_arena *arena = q_arena_new();
  q_pair p = { .kind = Q_RESTS_ON, .from = from_b ? Q_FROM_B : Q_FROM_A };
  if (!arena || q_push(arena, &p.evidence, ((q_evidence){ "credit", from_a, at }))) status = q_fail(l->e, QUOTH_MEMORY, "out of memory");
  else status = put(l, first ? row : other, first ? other : row, a, b, &p);
  q_arena_free(arena);
  return status;
}

static int link_report(q_linker *l, shelf *s, int64_t row, q_arena *arena) {
  q_rows near = {0};
  quoth_report *r = NULL;
  int status = q_links_candidates(l->c, row, arena, &near, l->e);
  for (uint32_t i = 0; i < near.count && !status; i++) status = link_pair(l, s, row, near.at[i]);
  if (!status) status = take(l, s, row, &r);
  if (!status) status = q_link_units(l, row, r);
  if (!status) status = q_units_partners(l->c, row, arena, &near, l->e);
  for (uint32_t i = 0; i < near.count && !status; i++) status = rest(l, s, row, near.at[i]);
  return status;
}

int q_link_owed(q_case *c, q_langs *langs, quoth_error *e) {
  q_linker l = { c, langs, e };
  shelf s = {0};
  q_rows owed = {0};
  q_arena *rows = q_arena_new(), *arena = q_arena_new();
  int status = rows && arena ? q_links_owed(c, rows, &owed, e) : q_fail(e, QUOTH_MEMORY, "out of memory");
  for (uint32_t i = 0; i < owed.count && !status; i++) status = q_links_drop(c, owed.at[i], e);
  for (uint32_t i = 0; i < owed.count && !status; i++) { /* each is held against those that are settled: no pair is judged twice */
    status = link_report(&l, &s, owed.at[i], arena);
    if (!status) status = q_links_settled(c, owed.at[i], e);
    q_arena_reset(arena);
  }
  if (!status) status = q_link_actors(&l);
  if (!status) status = q_link_claims(&l);
  if (!status) status = q_actors_settled(c, e);
  if (!status) status = q_case_commit(c, e);
  for (uint32_t i = 0; i < KEPT; i++) quoth_report_free(s.r[i]);
  q_arena_free(rows);
  q_arena_free(arena);
  return status;
}
