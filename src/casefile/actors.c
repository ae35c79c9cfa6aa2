/* Actors across reports: the names that reports give, and whose they are. What is written again is only what has changed. */
#include "casefile/links.h"
#include "casefile/store.h"

static int no_room(quoth_error *e) { return q_fail(e, QUOTH_MEMORY, "out of memory"); }

int q_actors_named(q_case *c, q_arena *a, q_named **out, uint32_t *count, quoth_error *e) {
  Q_VEC(q_named) v = {0};
  sqlite3_stmt *st;
  int status = q_sql(c, &st, e, "SELECT l.key, r.id, l.name, l.kind, l.report, l.local, l.actor FROM local_actor l JOIN report r USING (report) WHERE l.key IS NOT NULL ORDER BY l.key, r.id, l.local", "");
  while (!status && (status = q_row(c, st, e)) == 0) {
    const char *key = q_text(st, 0), *id = q_text(st, 1);
    const q_named *last = v.count ? &v.at[v.count - 1] : NULL;
    int kind = q_actor_named(q_text(st, 3));
    q_named x = { .name = q_text_in(a, st, 2), .kind = kind < 0 ? QUOTH_UNNAMED : (uint8_t)kind, .report = sqlite3_column_int64(st, 4), .local = (uint32_t)sqlite3_column_int64(st, 5), .actor = sqlite3_column_int64(st, 6) };
    x.key = last && strcmp(last->key, key) == 0 ? last->key : q_strdup(a, key);
    x.id = last && last->report == x.report ? last->id : q_strdup(a, id ? id : "");
    if (!x.key || !x.id || q_push(a, &v, x)) { sqlite3_reset(st); return no_room(e); }
  }
  *out = v.at;
  *count = v.count;
  return status == QUOTH_NOTHING ? 0 : status;
}

static bool same(const char *a, const char *b) { return a && b ? strcmp(a, b) == 0 : a == b; }

/* An actor keeps its row as long as its smallest name stays. */
static int identity_put(q_case *c, q_identity *x, const q_identity *old, quoth_error *e) {
  if (old) x->row = old->row;
  if (old && x->reports == old->reports && same(x->name, old->name) && same(x->kind, old->kind) && same(x->state, old->state) && same(x->languages, old->languages) && same(x->words, old->words)) return 0;
  int status = q_run(c, e, "INSERT INTO actor(actor, key, name, kind, state, languages, reports, words) VALUES(nullif(?,0),?,?,?,?,?,?,?) ON CONFLICT(actor) DO UPDATE SET name = excluded.name, kind = excluded.kind,"
                     " state = excluded.state, languages = excluded.languages, reports = excluded.reports, words = excluded.words", "itttttit", x->row, x->key, x->name, x->kind, x->state, x->languages,
                     (int64_t)x->reports, x->words);
  if (!x->row) x->row = sqlite3_last_insert_rowid(c->db);
  return status;
}

int q_identities_put(q_case *c, q_identity *x, uint32_t count, quoth_error *e) {
  q_arena *a = q_arena_new();
  Q_VEC(q_identity) old = {0};
  sqlite3_stmt *st;
  uint32_t k = 0;
  int status = a ? q_sql(c, &st, e, "SELECT actor, key, name, kind, state, languages, reports, words FROM actor ORDER BY key", "") : no_room(e);
  while (!status && (status = q_row(c, st, e)) == 0) {
    q_identity y = { .row = sqlite3_column_int64(st, 0), .key = q_text_in(a, st, 1), .name = q_text_in(a, st, 2), .kind = q_text_in(a, st, 3), .state = q_text_in(a, st, 4), .languages = q_text_in(a, st, 5),
                     .reports = (uint32_t)sqlite3_column_int64(st, 6), .words = q_text_in(a, st, 7) };
    if (!y.key || q_push(a, &old, y)) { sqlite3_reset(st); status = no_room(e); }
  }
  if (status == QUOTH_NOTHING) status = 0;
  for (uint32_t i = 0; i < count && !status; i++) {
    while (k < old.count && strcmp(old.at[k].key, x[i].key) < 0) k++;
    status = identity_put(c, &x[i], k < old.count && strcmp(old.at[k].key, x[i].key) == 0 ? &old.at[k] : NULL, e);
  }
  q_arena_free(a);
  return status;
}

int q_namings_put(q_case *c, const q_naming *x, uint32_t count, quoth_error *e) {
  q_arena *a = q_arena_new();
  Q_VEC(q_naming) old = {0};
  sqlite3_stmt *st;
  uint32_t k = 0;
  int status = a ? q_sql(c, &st, e, "SELECT key, name, actor, reports FROM actor_name ORDER BY key", "") : no_room(e);
  while (!status && (status = q_row(c, st, e)) == 0) {
    q_naming y = { q_text_in(a, st, 0), q_text_in(a, st, 1), sqlite3_column_int64(st, 2), (uint32_t)sqlite3_column_int64(st, 3) };
    if (!y.key || q_push(a, &old, y)) { sqlite3_reset(st); status = no_room(e); }
  }
  if (status == QUOTH_NOTHING) status = 0;
  for (uint32_t i = 0; (i < count || k < old.count) && !status;) {
    int order = i == count ? 1 : k == old.count ? -1 : strcmp(x[i].key, old.at[k].key);
    if (order > 0) status = q_run(c, e, "DELETE FROM actor_name WHERE key = ?", "t", old.at[k++].key);
    else {
      bool stands = order == 0 && x[i].actor == old.at[k].actor && x[i].reports == old.at[k].reports && same(x[i].name, old.at[k].name);
      if (!stands) status = q_run(c, e, "INSERT OR REPLACE INTO actor_name(key, actor, name, reports) VALUES(?,?,?,?)", "titi", x[i].key, x[i].actor, x[i].name, (int64_t)x[i].reports);
      i++;
      k += order == 0;
    }
  }
  q_arena_free(a);
  /* what has no name any more is nobody */
  return status ? status : q_run(c, e, "DELETE FROM actor WHERE actor NOT IN (SELECT actor FROM actor_name)", "");
}

int q_joined_order(const q_joined *x, const q_joined *y) {
  int order = strcmp(x->a, y->a);
  return order ? order : strcmp(x->b, y->b);
}

int q_joins_put(q_case *c, const q_joined *x, uint32_t count, quoth_error *e) {
  q_arena *a = q_arena_new();
  Q_VEC(q_joined) old = {0};
  sqlite3_stmt *st;
  uint32_t k = 0;
  int status = a ? q_sql(c, &st, e, "SELECT a, b, why FROM actor_join ORDER BY a, b", "") : no_room(e);
  while (!status && (status = q_row(c, st, e)) == 0) {
    q_joined y = { q_text_in(a, st, 0), q_text_in(a, st, 1), q_text_in(a, st, 2) };
    if (!y.a || !y.b || !y.why || q_push(a, &old, y)) { sqlite3_reset(st); status = no_room(e); }
  }
  if (status == QUOTH_NOTHING) status = 0;
  for (uint32_t i = 0; (i < count || k < old.count) && !status;) {
    int order = i == count ? 1 : k == old.count ? -1 : q_joined_order(&x[i], &old.at[k]);
    if (order > 0) { status = q_run(c, e, "DELETE FROM actor_join WHERE a = ? AND b = ?", "tt", old.at[k].a, old.at[k].b); k++; }
    else {
      if (order < 0 || strcmp(x[i].why, old.at[k].why)) status = q_run(c, e, "INSERT OR REPLACE INTO actor_join(a, b, why) VALUES(?,?,?)", "ttt", x[i].a, x[i].b, x[i].why);
      i++;
      k += order == 0;
    }
  }
  q_arena_free(a);
  return status;
}

int q_named_put(q_case *c, const q_named *x, int64_t actor, quoth_error *e) {
  return x->actor == actor ? 0 : q_run(c, e, "UPDATE local_actor SET actor = ? WHERE report = ? AND local = ?", "iii", actor, x->report, (int64_t)x->local);
}

/* A claim's speaker is that of its first member, in an order that does not depend on row numbers. */
int q_actors_settled(q_case *c, quoth_error *e) {
  return q_run(c, e, "WITH said AS (SELECT m.claim, l.actor, row_number() OVER (PARTITION BY m.claim ORDER BY l.actor IS NULL, r.id, m.begin, m.end, s.seq) AS place FROM claim_member m JOIN report r USING (report)"
               " JOIN statement s USING (statement) LEFT JOIN local_actor l ON l.report = s.report AND l.local = s.speaker)"
               " UPDATE claim SET speaker = said.actor FROM said WHERE said.claim = claim.claim AND said.place = 1 AND claim.speaker IS NOT said.actor", "");
}
