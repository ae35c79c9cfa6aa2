/* Units -> claims: connected components of the same pairs. Origins: the reports of a claim, joined where a link says that one has it from the other or both from one place. */
#include <stdlib.h>
#include "link/inside.h"

typedef struct forest { uint32_t *up; } forest;

static uint32_t root(forest *f, uint32_t i) {
  while (f->up[i] != i) { f->up[i] = f->up[f->up[i]]; i = f->up[i]; }
  return i;
}

static void join(forest *f, uint32_t i, uint32_t j) {
  i = root(f, i);
  j = root(f, j);
  if (i < j) f->up[j] = i;
  else f->up[i] = j;
}

static bool plant(forest *f, uint32_t n, q_arena *a) {
  f->up = q_alloc(a, (n + 1) * sizeof *f->up);
  for (uint32_t i = 0; f->up && i < n; i++) f->up[i] = i;
  return f->up != NULL;
}

typedef struct place { int64_t key; uint32_t at; } place;
static int by_key(const void *x, const void *y) {
  int64_t a = ((const place *)x)->key, b = ((const place *)y)->key;
  return (a > b) - (a < b);
}
static const place *find(const place *p, uint32_t n, int64_t key) {
  place want = { key, 0 };
  return n ? bsearch(&want, p, n, sizeof *p, by_key) : NULL;
}

/* Shown: a short member that still says it; the first of equals. */
static const char *text_of(const q_loose *const *m, uint32_t count) {
  const q_loose *best = m[0];
  for (uint32_t i = 1; i < count; i++) {
    uint32_t x = m[i]->end - m[i]->begin, y = best->end - best->begin;
    if ((y < 30 && x > y) || (x < y && x >= 30)) best = m[i];
  }
  return best->text;
}

typedef struct group { int64_t *reports, *links; uint32_t report_count, link_count; bool heard; } group;

/* What one outlet says twice comes in by one channel. */
static void join_outlets(const q_loose *const *m, uint32_t count, const place *reports, uint32_t n, forest *f) {
  for (uint32_t i = 1; i < count; i++)
    for (uint32_t k = 0; k < i; k++)
      if (m[i]->report != m[k]->report && m[i]->outlet && m[k]->outlet && strcmp(m[i]->outlet, m[k]->outlet) == 0) {
        join(f, find(reports, n, m[i]->report)->at, find(reports, n, m[k]->report)->at);
        break;
      }
}

static int64_t speaker_of(const q_loose *const *m, uint32_t count) {
  for (uint32_t i = 0; i < count; i++)
    if (m[i]->actor) return m[i]->actor;
  return 0;
}

/* The reports of a claim fall into groups by the links among them. */
static int groups_of(q_linker *l, const q_loose *const *m, uint32_t count, q_arena *a, group **out, uint32_t *group_count) {
  place *reports = q_alloc(a, (count + 1) * sizeof *reports);
  forest f;
  uint32_t n = 0;
  if (!reports || !plant(&f, count, a)) return q_fail(l->e, QUOTH_MEMORY, "out of memory");
  for (uint32_t i = 0; i < count; i++) {
    bool seen = false;
    for (uint32_t k = n; k-- > 0 && !seen;) seen = reports[k].key == m[i]->report;
    if (!seen) reports[n] = (place){ m[i]->report, 0 }, n++;
  }
  qsort(reports, n, sizeof *reports, by_key);
  for (uint32_t i = 0; i < n; i++) reports[i].at = i;
  Q_VEC(q_edge) used = {0};
  for (uint32_t i = 0; i < n && n > 1; i++) {
    q_edge *edges = NULL;
    uint32_t edge_count = 0;
    int status = q_claims_links(l->c, reports[i].key, a, &edges, &edge_count, l->e);
    if (status) return status;
    for (uint32_t k = 0; k < edge_count; k++) {
      const place *x = find(reports, n, edges[k].a), *y = find(reports, n, edges[k].b);
      if (!x || !y || x->at > y->at ? !x || !y || y->at != i : x->at != i) continue;
      join(&f, x->at, y->at);
      if (q_push(a, &used, edges[k])) return q_fail(l->e, QUOTH_MEMORY, "out of memory");
    }
  }
  join_outlets(m, count, reports, n, &f);
  group *g = q_alloc(a, (n + 1) * sizeof *g);
  uint32_t *of = q_alloc(a, (n + 1) * sizeof *of);
  if (!g || !of) return q_fail(l->e, QUOTH_MEMORY, "out of memory");
  *group_count = 0;
  for (uint32_t i = 0; i < n; i++) {
    if (root(&f, i) == i) {
      of[i] = (*group_count)++;
      g[of[i]].reports = q_alloc(a, (n + 1) * sizeof *g->reports);
      g[of[i]].links = q_alloc(a, (used.count + 1) * sizeof *g->links);
      if (!g[of[i]].reports || !g[of[i]].links) return q_fail(l->e, QUOTH_MEMORY, "out of memory");
    }
    group *home = &g[of[root(&f, i)]];
    home->reports[home->report_count++] = reports[i].key;
  }
  for (uint32_t k = 0; k < used.count; k++) {
    group *home = &g[of[root(&f, find(reports, n, used.at[k].a)->at)]];
    home->links[home->link_count++] = used.at[k].link;
  }
  *out = g;
  for (uint32_t i = 0; i < count; i++) {
    bool heard = false;
    int status = n > 1 ? q_claim_heard(l->c, m[i], &heard, l->e) : 0;
    if (status) return status;
    if (heard) g[of[root(&f, find(reports, n, m[i]->report)->at)]].heard = true;
  }
  return 0;
}

/* most: groups as they are. least: a group that nothing shows to have heard the speaker itself may have it from another. */
static int store(q_linker *l, const q_loose *const *m, uint32_t count, q_arena *a) {
  group *g = NULL;
  uint32_t n = 0, heard = 0;
  int64_t claim = 0;
  int status = groups_of(l, m, count, a, &g, &n);
  for (uint32_t i = 0; i < n && !status; i++) heard += g[i].heard;
  uint32_t least = heard ? heard : 1;
  if (!status) status = q_claim_put(l->c, m, count, text_of(m, count), speaker_of(m, count), least < n ? least : n, n, &claim, l->e);
  for (uint32_t i = 0; i < n && !status; i++) status = q_origin_put(l->c, claim, g[i].reports, g[i].report_count, g[i].links, g[i].link_count, l->e);
  return status ? status : q_relations_put(l->c, claim, l->e);
}

typedef struct tagged { uint32_t root, at; } tagged;
static int by_root(const void *x, const void *y) {
  const tagged *a = x, *b = y;
  if (a->root != b->root) return a->root < b->root ? -1 : 1;
  return (a->at > b->at) - (a->at < b->at);
}

static int connect(q_linker *l, const q_loose *u, uint32_t n, forest *f, q_arena *a) {
  place *index = q_alloc(a, (n + 1) * sizeof *index);
  q_arena *scratch = q_arena_new();
  int status = index && scratch ? 0 : q_fail(l->e, QUOTH_MEMORY, "out of memory");
  for (uint32_t i = 0; i < n && !status; i++) index[i] = (place){ u[i].unit, i };
  if (!status) qsort(index, n, sizeof *index, by_key);
  for (uint32_t i = 0; i < n && !status; i++) {
    q_rows same = {0};
    status = q_claims_same(l->c, u[i].unit, scratch, &same, l->e);
    for (uint32_t k = 0; k < same.count && !status; k++) {
      const place *p = find(index, n, same.at[k]);
      if (p) join(f, i, p->at);
    }
    q_arena_reset(scratch);
  }
  q_arena_free(scratch);
  return status;
}

int q_link_claims(q_linker *l) {
  q_arena *a = q_arena_new(), *scratch = q_arena_new();
  q_loose *u = NULL;
  uint32_t n = 0;
  forest f;
  int status = a && scratch ? q_claims_loose(l->c, a, &u, &n, l->e) : q_fail(l->e, QUOTH_MEMORY, "out of memory");
  tagged *order = status ? NULL : q_alloc(a, (n + 1) * sizeof *order);
  const q_loose **members = status ? NULL : q_alloc(a, (n + 1) * sizeof *members);
  if (!status && (!order || !members || !plant(&f, n, a))) status = q_fail(l->e, QUOTH_MEMORY, "out of memory");
  if (!status) status = connect(l, u, n, &f, a);
  for (uint32_t i = 0; i < n && !status; i++) order[i] = (tagged){ root(&f, i), i };
  if (!status && n) qsort(order, n, sizeof *order, by_root);
  for (uint32_t i = 0; i < n && !status;) {
    uint32_t count = 0;
    for (uint32_t k = i; k < n && order[k].root == order[i].root; k++) members[count++] = &u[order[k].at];
    status = store(l, members, count, scratch);
    q_arena_reset(scratch);
    i += count;
  }
  q_arena_free(a);
  q_arena_free(scratch);
  return status;
}
