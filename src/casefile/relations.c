/* Relations of a claim: what the pairs of its units say of other claims. */
#include <stdlib.h>
#include "casefile/links.h"
#include "casefile/store.h"

typedef struct place { const char *id; int64_t report, begin, end; } place;
typedef struct tie { int64_t other; const char *kind, *detail; place left, right; } tie;

static int compare_places(const place *x, const place *y) {
  int order = strcmp(x->id, y->id);
  if (order) return order;
  if (x->begin != y->begin) return x->begin < y->begin ? -1 : 1;
  return (x->end > y->end) - (x->end < y->end);
}

static int by_tie(const void *x, const void *y) {
  const tie *a = x, *b = y;
  if (a->other != b->other) return a->other < b->other ? -1 : 1;
  int order = strcmp(a->kind, b->kind);
  if (!order) order = strcmp(a->detail, b->detail);
  if (!order) order = compare_places(&a->left, &b->left);
  return order ? order : compare_places(&a->right, &b->right);
}

static place place_in(q_arena *a, sqlite3_stmt *st, int k) {
  return (place){ q_text_in(a, st, k), sqlite3_column_int64(st, k + 1), sqlite3_column_int64(st, k + 2), sqlite3_column_int64(st, k + 3) };
}

static int list_ties(q_case *c, int64_t claim, q_arena *a, tie **out, uint32_t *count, quoth_error *e) {
  Q_VEC(tie) v = {0};
  sqlite3_stmt *st;
  int status = q_sql(c, &st, e, "SELECT y.claim, p.kind, coalesce(p.detail, ''), rx.id, x.report, x.begin, x.end, ry.id, y.report, y.begin, y.end FROM unit x JOIN unit_pair p ON p.a = x.unit JOIN unit y ON y.unit = p.b"
                     " JOIN report rx ON rx.report = x.report JOIN report ry ON ry.report = y.report WHERE x.claim = ?1 AND y.claim <> ?1 AND p.kind <> 'same' UNION ALL"
                     " SELECT y.claim, p.kind, coalesce(p.detail, ''), rx.id, x.report, x.begin, x.end, ry.id, y.report, y.begin, y.end FROM unit x JOIN unit_pair p ON p.b = x.unit JOIN unit y ON y.unit = p.a"
                     " JOIN report rx ON rx.report = x.report JOIN report ry ON ry.report = y.report WHERE x.claim = ?1 AND y.claim <> ?1 AND p.kind <> 'same'", "i", claim);
  while (!status && (status = q_row(c, st, e)) == 0) {
    tie t = { sqlite3_column_int64(st, 0), q_text_in(a, st, 1), q_text_in(a, st, 2), place_in(a, st, 3), place_in(a, st, 7) };
    if (!t.kind || !t.detail || !t.left.id || !t.right.id) { sqlite3_reset(st); return q_fail(e, QUOTH_MEMORY, "out of memory"); }
    if (compare_places(&t.left, &t.right) > 0) { place p = t.left; t.left = t.right; t.right = p; }
    if (q_push(a, &v, t)) { sqlite3_reset(st); return q_fail(e, QUOTH_MEMORY, "out of memory"); }
  }
  *out = v.at;
  *count = v.count;
  return status == QUOTH_NOTHING ? 0 : status;
}

static int put(q_case *c, int64_t claim, const tie *t, quoth_error *e) {
  int64_t low = claim < t->other ? claim : t->other, high = claim < t->other ? t->other : claim;
  int status = q_run(c, e, "INSERT OR IGNORE INTO relation(a, b, kind, detail) VALUES(?, ?, ?, ?)", "iitt", low, high, t->kind, t->detail);
  if (status || sqlite3_changes(c->db) == 0) return status;
  int64_t relation = sqlite3_last_insert_rowid(c->db);
  status = q_run(c, e, "INSERT INTO relation_passage(relation, seq, report, begin, end) VALUES(?, 0, ?, ?, ?)", "iiii", relation, t->left.report, t->left.begin, t->left.end);
  return status ? status : q_run(c, e, "INSERT INTO relation_passage(relation, seq, report, begin, end) VALUES(?, 1, ?, ?, ?)", "iiii", relation, t->right.report, t->right.begin, t->right.end);
}

/* Of the pairs that make one relation the first in order of reports is shown. */
int q_relations_put(q_case *c, int64_t claim, quoth_error *e) {
  q_arena *a = q_arena_new();
  tie *ties = NULL;
  uint32_t n = 0;
  int status = a ? list_ties(c, claim, a, &ties, &n, e) : q_fail(e, QUOTH_MEMORY, "out of memory");
  if (!status && n) qsort(ties, n, sizeof *ties, by_tie);
  for (uint32_t i = 0; i < n && !status; i++)
    if (!i || ties[i].other != ties[i - 1].other || strcmp(ties[i].kind, ties[i - 1].kind) || strcmp(ties[i].detail, ties[i - 1].detail)) status = put(c, claim, &ties[i], e);
  q_arena_free(a);
  return status;
}
