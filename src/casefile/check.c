/* The schema: made from schema.sql, and held against it when a file is opened. */
#include <stdlib.h>
#include "casefile/store.h"

static int make(sqlite3 *db) {
  q_buf sql = {0};
  for (size_t i = 0; q_schema[i]; i++) q_buf_str(&sql, q_schema[i]);
  int got = sql.failed ? SQLITE_NOMEM : sqlite3_exec(db, sql.at, NULL, NULL, NULL);
  q_buf_free(&sql);
  return got;
}

int q_schema_make(q_case *c, quoth_error *e) {
  char mark[96];
  if (make(c->db) != SQLITE_OK) return q_db_fail(c, e);
  snprintf(mark, sizeof mark, "PRAGMA application_id = %d; PRAGMA user_version = %d", Q_CASE_ID, Q_CASE_VERSION);
  return sqlite3_exec(c->db, mark, NULL, NULL, NULL) == SQLITE_OK ? 0 : q_db_fail(c, e);
}

static int step(sqlite3_stmt *st, const char **name, const char **type, const char **sql) {
  int got = sqlite3_step(st);
  if (got != SQLITE_ROW) return got;
  *name = q_text(st, 0);
  *type = q_text(st, 1);
  *sql = q_text(st, 2);
  return got;
}

static bool equal(const char *a, const char *b) { return a && b ? strcmp(a, b) == 0 : a == b; }

/* Both lists are in order of name: every object of ours must be there, word for word. What else there is may be a user's; a trigger is refused. */
static bool agrees(sqlite3_stmt *ours, sqlite3_stmt *theirs) {
  const char *name, *type, *sql, *n = NULL, *t = NULL, *s = NULL;
  int got = step(theirs, &n, &t, &s);
  for (; step(ours, &name, &type, &sql) == SQLITE_ROW; got = step(theirs, &n, &t, &s)) {
    while (got == SQLITE_ROW && n && strcmp(n, name) < 0) {
      if (equal(t, "trigger")) return false;
      got = step(theirs, &n, &t, &s);
    }
    if (got != SQLITE_ROW || !equal(n, name) || !equal(t, type) || !equal(s, sql)) return false;
  }
  for (; got == SQLITE_ROW; got = step(theirs, &n, &t, &s))
    if (equal(t, "trigger")) return false;
  return got == SQLITE_DONE;
}

/* Layers of older reports stay as they are until `quoth refresh`. */
int q_schema_upgrade(q_case *c, quoth_error *e) {
  sqlite3 *model = NULL;
  sqlite3_stmt *ours = NULL;
  int status = 0;
  int64_t there;
  char mark[64];
  if (sqlite3_open_v2(":memory:", &model, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK || make(model) != SQLITE_OK ||
      sqlite3_prepare_v2(model, "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB '*_words_*' ORDER BY rowid", -1, &ours, NULL) != SQLITE_OK)
    status = q_fail(e, QUOTH_MEMORY, "%s: no room to bring the case up to date: %s", c->path, sqlite3_errmsg(model));
  while (!status && sqlite3_step(ours) == SQLITE_ROW) {
    status = q_number(c, &there, e, "SELECT count(*) FROM sqlite_schema WHERE name = ?", "t", q_text(ours, 0));
    if (!status && !there && sqlite3_exec(c->db, q_text(ours, 1), NULL, NULL, NULL) != SQLITE_OK) status = q_db_fail(c, e);
  }
  snprintf(mark, sizeof mark, "PRAGMA user_version = %d", Q_CASE_VERSION);
  if (!status && sqlite3_exec(c->db, mark, NULL, NULL, NULL) != SQLITE_OK) status = q_db_fail(c, e);
  sqlite3_finalize(ours);
  sqlite3_close(model);
  return status;
}

int q_schema_check(q_case *c, quoth_error *e) {
  /* The tables behind a full-text table are FTS5's own and may look different in another release of SQLite. */
  static const char list[] = "SELECT name, type, sql FROM sqlite_schema WHERE name NOT GLOB '*_words_*' ORDER BY name COLLATE BINARY";
  sqlite3 *model = NULL;
  sqlite3_stmt *ours = NULL, *theirs = NULL;
  int status = 0;
  if (sqlite3_open_v2(":memory:", &model, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK || make(model) != SQLITE_OK ||
      sqlite3_prepare_v2(model, list, -1, &ours, NULL) != SQLITE_OK) status = q_fail(e, QUOTH_MEMORY, "%s: no room to check the case: %s", c->path, sqlite3_errmsg(model));
  else if (sqlite3_prepare_v2(c->db, list, -1, &theirs, NULL) != SQLITE_OK) status = q_db_fail(c, e);
  else if (!agrees(ours, theirs)) status = q_fail_at(e, QUOTH_CASE, c->path, 0, 0, "%s: the case is damaged (its tables are not those that quoth makes)", c->path);
  sqlite3_finalize(ours);
  sqlite3_finalize(theirs);
  sqlite3_close(model);
  return status;
}
