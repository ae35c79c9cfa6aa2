/* Opening and closing a case, and the few calls through which all SQL goes. */
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include "casefile/store.h"

enum { WAIT_READ = 10000, WAIT_MODE = 2000, WAIT_WRITE = 200, LONGEST = 1 << 29 };

int q_db_fail(q_case *c, quoth_error *e) {
  int code = c->db ? sqlite3_extended_errcode(c->db) : SQLITE_NOMEM, system = c->db ? sqlite3_system_errno(c->db) : 0;
  const char *p = c->path;
  if ((code & 0xff) == SQLITE_FULL || (code & 0xff) == SQLITE_IOERR) c->told = true;
  switch (code & 0xff) {
  case SQLITE_NOMEM: return q_fail_at(e, QUOTH_MEMORY, p, 0, 0, "%s: out of memory", p);
  case SQLITE_FULL: return q_fail_at(e, QUOTH_SYSTEM, p, 0, 0, "%s: the disk is full; what was stored before is safe", p);
  case SQLITE_BUSY: case SQLITE_LOCKED: return q_fail_at(e, QUOTH_BUSY, p, 0, 0, "%s: another program is writing to the case; try again when it has finished", p);
  case SQLITE_NOTADB: return q_fail_at(e, QUOTH_CASE, p, 0, 0, "%s: not a case (no SQLite file)", p);
  case SQLITE_CORRUPT: return q_fail_at(e, QUOTH_CASE, p, 0, 0, "%s: the case is damaged (%s)", p, sqlite3_errmsg(c->db));
  case SQLITE_READONLY: case SQLITE_PERM: return q_fail_at(e, QUOTH_SYSTEM, p, 0, 0, "%s: no permission to write to the case or its folder", p);
  case SQLITE_TOOBIG: return q_fail_at(e, QUOTH_LIMIT, p, 0, 0, "%s: too long for the case", p);
  case SQLITE_CANTOPEN: case SQLITE_IOERR:
    return q_fail_at(e, QUOTH_SYSTEM, p, 0, 0, "%s: %s", p, system ? strerror(system) : sqlite3_errmsg(c->db));
  default: return q_fail_at(e, QUOTH_CASE, p, 0, 0, "%s: %s", p, sqlite3_errmsg(c->db));
  }
}

/* ---- statements ---- */

static int prepare(q_case *c, const char *sql, sqlite3_stmt **st, quoth_error *e) {
  for (uint32_t i = 0; i < c->prepared_count; i++)
    if (c->prepared[i].sql == sql) { *st = c->prepared[i].st; sqlite3_reset(*st); return 0; }
  q_prepared *more = realloc(c->prepared, (c->prepared_count + 1) * sizeof *more);
  if (!more) return q_fail(e, QUOTH_MEMORY, "out of memory");
  c->prepared = more;
  if (sqlite3_prepare_v3(c->db, sql, -1, SQLITE_PREPARE_PERSISTENT, st, NULL) != SQLITE_OK) return q_db_fail(c, e);
  c->prepared[c->prepared_count++] = (q_prepared){ sql, *st };
  return 0;
}

static int bind(q_case *c, sqlite3_stmt *st, const char *types, va_list args, quoth_error *e) {
  int bad = SQLITE_OK;
  for (int i = 1; types[i - 1] && bad == SQLITE_OK; i++) {
    const void *bytes;
    switch (types[i - 1]) {
    case 'i': bad = sqlite3_bind_int64(st, i, va_arg(args, int64_t)); break;
    case 'd': bad = sqlite3_bind_double(st, i, va_arg(args, double)); break;
    case 'n': bad = sqlite3_bind_null(st, i); break;
    case 's': bytes = va_arg(args, const char *); bad = sqlite3_bind_text(st, i, bytes, va_arg(args, int), SQLITE_STATIC); break;
    case 'b': bytes = va_arg(args, const void *); bad = sqlite3_bind_blob(st, i, bytes, va_arg(args, int), SQLITE_STATIC); break;
    default: bad = sqlite3_bind_text(st, i, va_arg(args, const char *), -1, SQLITE_STATIC);
    }
  }
  return bad == SQLITE_OK ? 0 : q_db_fail(c, e);
}

int q_sql(q_case *c, sqlite3_stmt **st, quoth_error *e, const char *sql, const char *types, ...) {
  va_list args;
  int status = prepare(c, sql, st, e);
  if (status) return status;
  va_start(args, types);
  status = bind(c, *st, types, args, e);
  va_end(args);
  return status;
}

int q_row(q_case *c, sqlite3_stmt *st, quoth_error *e) {
  int got = sqlite3_step(st);
  if (got == SQLITE_ROW) return QUOTH_OK;
  int status = got == SQLITE_DONE ? QUOTH_NOTHING : q_db_fail(c, e);
  sqlite3_reset(st);
  return status;
}

int q_run(q_case *c, quoth_error *e, const char *sql, const char *types, ...) {
  va_list args;
  sqlite3_stmt *st;
  int status = prepare(c, sql, &st, e);
  if (status) return status;
  va_start(args, types);
  status = bind(c, st, types, args, e);
  va_end(args);
  while (!status) status = q_row(c, st, e);
  return status == QUOTH_NOTHING ? 0 : status;
}

int q_number(q_case *c, int64_t *out, quoth_error *e, const char *sql, const char *types, ...) {
  va_list args;
  sqlite3_stmt *st;
  int status = prepare(c, sql, &st, e);
  if (status) return status;
  va_start(args, types);
  status = bind(c, st, types, args, e);
  va_end(args);
  if (!status) status = q_row(c, st, e);
  if (!status) { *out = sqlite3_column_int64(st, 0); sqlite3_reset(st); }
  return status;
}

int q_rows_left(q_case *c, sqlite3_stmt *st, q_arena *a, q_rows *out, quoth_error *e) {
  Q_VEC(int64_t) v = {0};
  int status;
  while ((status = q_row(c, st, e)) == 0)
    if (q_push(a, &v, sqlite3_column_int64(st, 0))) { sqlite3_reset(st); return q_fail(e, QUOTH_MEMORY, "out of memory"); }
  *out = (q_rows){ v.at, v.count };
  return status == QUOTH_NOTHING ? 0 : status;
}

const char *q_text(sqlite3_stmt *st, int column) { return (const char *)sqlite3_column_text(st, column); }

const char *q_text_in(q_arena *a, sqlite3_stmt *st, int column) {
  const char *s = q_text(st, column);
  return s ? q_strndup(a, s, (size_t)sqlite3_column_bytes(st, column)) : NULL;
}

/* ---- transactions: a writer is inside one from opening to closing, so that a second writer is told at once ---- */

static int execute(q_case *c, const char *sql, quoth_error *e) {
  return sqlite3_exec(c->db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : q_db_fail(c, e);
}

static int enter(q_case *c, int wait, quoth_error *e) {
  sqlite3_busy_timeout(c->db, wait);
  int status = execute(c, "BEGIN IMMEDIATE", e);
  c->inside = status == 0;
  return status;
}

int q_case_begin(q_case *c, quoth_error *e) {
  return c->inside ? 0 : enter(c, WAIT_READ, e);
}

int q_case_commit(q_case *c, quoth_error *e) {
  if (!c->inside) return 0;
  int status = execute(c, "COMMIT", e);
  if (status) { q_case_rollback(c); return status; }
  c->inside = false;
  return enter(c, WAIT_READ, e);
}

void q_case_rollback(q_case *c) {
  for (uint32_t i = 0; i < c->prepared_count; i++) sqlite3_reset(c->prepared[i].st);
  if (!sqlite3_get_autocommit(c->db)) sqlite3_exec(c->db, "ROLLBACK", NULL, NULL, NULL);
  c->inside = false;
  c->run = 0;
}

/* ---- opening ---- */

/* What a hostile file could do through SQL of its own is switched off before the schema is read. */
static void defend(sqlite3 *db) {
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, (int *)NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, (int *)NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, (int *)NULL);
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, LONGEST);
  sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(db, SQLITE_LIMIT_TRIGGER_DEPTH, 16) /* cascades count as triggers */;
  sqlite3_limit(db, SQLITE_LIMIT_WORKER_THREADS, 0);
  sqlite3_busy_timeout(db, WAIT_READ);
}

static int pragma(q_case *c, const char *sql, int64_t *out, quoth_error *e) {
  sqlite3_stmt *st = NULL;
  int got = sqlite3_prepare_v2(c->db, sql, -1, &st, NULL);
  if (got == SQLITE_OK) got = sqlite3_step(st);
  int status = got == SQLITE_ROW ? 0 : q_db_fail(c, e);
  if (!status) *out = sqlite3_column_int64(st, 0);
  sqlite3_finalize(st);
  return status;
}

static bool lies_beside(const char *path, const char *suffix) {
  char name[4200];
  struct stat st;
  snprintf(name, sizeof name, "%s%s", path, suffix);
  return stat(name, &st) == 0 && st.st_size > 0;
}

/* file:PATH?immutable=1, with what has a meaning in a URI escaped. */
static int open_immutable(q_case *c) {
  q_buf uri = {0};
  q_buf_str(&uri, "file:");
  for (const unsigned char *p = (const unsigned char *)c->path; *p; p++)
    if (strchr("%?#", *p)) q_buf_printf(&uri, "%%%02x", *p); else q_buf_char(&uri, (char)*p);
  q_buf_str(&uri, "?immutable=1");
  int got = uri.failed ? SQLITE_NOMEM : sqlite3_open_v2(uri.at, &c->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL);
  q_buf_free(&uri);
  return got;
}

/* A case whose writer was killed is still in WAL mode; in a folder that may not be written SQLite then refuses to read it, although all is in the one file. */
static int connect_reader(q_case *c, quoth_error *e) {
  int64_t ignored;
  int got = sqlite3_open_v2(c->path, &c->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
  if (got == SQLITE_OK) { defend(c->db); if (!pragma(c, "PRAGMA schema_version", &ignored, e)) return 0; }
  if (!c->db) return q_fail(e, QUOTH_MEMORY, "out of memory");
  int code = sqlite3_errcode(c->db);
  if ((code != SQLITE_CANTOPEN && code != SQLITE_READONLY) || lies_beside(c->path, "-wal")) return q_db_fail(c, e);
  sqlite3_close(c->db);
  c->db = NULL;
  if (open_immutable(c) != SQLITE_OK) return q_db_fail(c, e);
  defend(c->db);
  return pragma(c, "PRAGMA schema_version", &ignored, e);
}

static int connect_writer(q_case *c, bool create, quoth_error *e) {
  int64_t version;
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (create ? SQLITE_OPEN_CREATE : 0);
  if (sqlite3_open_v2(c->path, &c->db, flags, NULL) != SQLITE_OK) return q_db_fail(c, e);
  defend(c->db);
  int status = pragma(c, "PRAGMA schema_version", &version, e);
  if (!status && sqlite3_db_readonly(c->db, "main")) status = q_fail_at(e, QUOTH_SYSTEM, c->path, 0, 0, "%s: no permission to write to the case", c->path);
  return status;
}

static int identify(q_case *c, bool create, bool *fresh, bool *old, quoth_error *e) {
  int64_t id = 0, version = 0, schema = 0;
  int status = pragma(c, "PRAGMA application_id", &id, e);
  if (!status) status = pragma(c, "PRAGMA user_version", &version, e);
  if (!status) status = pragma(c, "SELECT count(*) FROM sqlite_schema", &schema, e);
  if (status) return status;
  *fresh = id == 0 && version == 0 && schema == 0;
  if (*fresh && create) return 0;
  if (*fresh) return q_fail_at(e, QUOTH_CASE, c->path, 0, 0, "%s: not a case (an empty file)", c->path);
  if (id != Q_CASE_ID) return q_fail_at(e, QUOTH_CASE, c->path, 0, 0, "%s: not a case (another program's SQLite file)", c->path);
  if (version > Q_CASE_VERSION)
    return q_fail_at(e, QUOTH_CASE, c->path, 0, 0, "%s: written by a newer quoth (case version %lld, this one knows %d)", c->path, (long long)version, Q_CASE_VERSION);
  *old = version == 1;
  if (*old && !c->writes) return q_fail_at(e, QUOTH_CASE, c->path, 0, 0, "%s: written by an older quoth; `quoth refresh` brings it up to date", c->path);
  if (version != Q_CASE_VERSION && !*old) return q_fail_at(e, QUOTH_CASE, c->path, 0, 0, "%s: the case is damaged (version %lld)", c->path, (long long)version);
  return 0;
}

static int look(const char *path, bool create, quoth_error *e) {
  struct stat st;
  if (!*path) return q_fail(e, QUOTH_USAGE, "the case has no name");
  if (stat(path, &st) != 0) return errno == ENOENT && create ? 0 : q_fail_at(e, QUOTH_SYSTEM, path, 0, 0, "%s: %s", path, strerror(errno));
  if (S_ISDIR(st.st_mode)) return q_fail_at(e, QUOTH_CASE, path, 0, 0, "%s: a folder, not a case", path);
  if (!S_ISREG(st.st_mode)) return q_fail_at(e, QUOTH_CASE, path, 0, 0, "%s: not a case (no regular file)", path);
  return 0;
}

static int ready_writer(q_case *c, bool fresh, bool old, quoth_error *e) {
  sqlite3_busy_timeout(c->db, WAIT_MODE);
  int status = execute(c, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY", e);
  if (!status) status = enter(c, WAIT_WRITE, e);
  if (!status && fresh) {
    int64_t tables = 0;
    status = pragma(c, "SELECT count(*) FROM sqlite_schema", &tables, e);
    if (!status && tables == 0) { status = q_schema_make(c, e); if (!status) status = q_case_commit(c, e); }
  }
  if (!status && old) {
    status = q_schema_upgrade(c, e);
    if (!status) status = q_schema_check(c, e);
    if (!status) status = q_case_commit(c, e);
  }
  return status;
}

int q_case_open(const char *path, q_case_mode mode, q_case **out, quoth_error *e) {
  bool create = mode == Q_CASE_CREATE, fresh = false, old = false;
  int status = look(path, create, e);
  if (status) return status;
  q_case *c = calloc(1, sizeof *c);
  if (!c || !(c->path = strdup(path))) { free(c); return q_fail(e, QUOTH_MEMORY, "out of memory"); }
  c->writes = mode != Q_CASE_READ;
  status = c->writes ? connect_writer(c, create, e) : connect_reader(c, e);
  if (!status) status = identify(c, create, &fresh, &old, e);
  if (!status && !fresh && !old) status = q_schema_check(c, e);
  if (!status && c->writes) status = ready_writer(c, fresh, old, e);
  if (!status && !c->writes) sqlite3_exec(c->db, "PRAGMA query_only = ON; PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY", NULL, NULL, NULL);
  if (status) { c->writes = false; q_case_close(c, NULL); return status; }
  *out = c;
  return 0;
}

static void finalize_all(q_case *c) {
  for (uint32_t i = 0; i < c->prepared_count; i++) sqlite3_finalize(c->prepared[i].st);
  free(c->prepared);
  c->prepared = NULL;
  c->prepared_count = 0;
}

/* Back to one file. Readers that are still at work keep the WAL alive: then the last of them, or the next writer, tidies up. */
static int tidy(q_case *c, quoth_error *e) {
  int status = 0;
  sqlite3_busy_timeout(c->db, WAIT_MODE);
  if (!sqlite3_get_autocommit(c->db)) status = execute(c, "ROLLBACK", e);
  if (!status && sqlite3_wal_checkpoint_v2(c->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) != SQLITE_OK && sqlite3_errcode(c->db) != SQLITE_BUSY) status = q_db_fail(c, e);
  if (!status && sqlite3_exec(c->db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL) != SQLITE_OK && sqlite3_errcode(c->db) != SQLITE_BUSY) status = q_db_fail(c, e);
  return status;
}

int q_case_close(q_case *c, quoth_error *e) {
  if (!c) return 0;
  bool told = c->told;
  int status = 0;
  finalize_all(c);
  if (c->db && c->writes) status = tidy(c, told ? NULL : e);
  if (told) status = 0;
  sqlite3_close(c->db);
  free(c->path);
  free(c);
  return status;
}
