#include "casefile/links.h"
#include "casefile/store.h"

int q_statement_row(q_case *c, int64_t report, uint32_t seq, int64_t *row, quoth_error *e) {
  return q_number(c, row, e, "SELECT statement FROM statement WHERE report = ? AND seq = ?", "ii", report, (int64_t)seq);
}

/* A gist as bytes: counts of stems and counts, flag, then both arrays; this machine's order, made again with the links. */
static size_t pack(const q_gist *g, unsigned char *out, size_t room) {
  uint32_t head[3] = { g->stem_count, g->count_count, g->negated };
  size_t stems = g->stem_count * sizeof *g->stems, counts = g->count_count * sizeof *g->counts;
  if (sizeof head + stems + counts > room) return 0;
  memcpy(out, head, sizeof head);
  if (stems) memcpy(out + sizeof head, g->stems, stems);
  if (counts) memcpy(out + sizeof head + stems, g->counts, counts);
  return sizeof head + stems + counts;
}

static bool unpack(const void *bytes, size_t size, q_arena *a, q_gist *g) {
  uint32_t head[3];
  *g = (q_gist){0};
  if (!bytes || size < sizeof head) return false;
  memcpy(head, bytes, sizeof head);
  size_t stems = (size_t)head[0] * sizeof *g->stems, counts = (size_t)head[1] * sizeof *g->counts;
  if (size != sizeof head + stems + counts) return false;
  g->stems = q_alloc(a, stems + 8);
  g->counts = q_alloc(a, counts + 8);
  if (!g->stems || !g->counts) return false;
  memcpy(g->stems, (const char *)bytes + sizeof head, stems);
  memcpy(g->counts, (const char *)bytes + sizeof head + stems, counts);
  g->stem_count = head[0];
  g->count_count = head[1];
  g->negated = head[2];
  return true;
}

enum { STEMS = 200 };       /* stems kept of one unit: a page-long quotation is compared by its smallest */

int q_unit_put(q_case *c, q_unit *u, quoth_error *e) {
  unsigned char bytes[12 + STEMS * 8 + 16 * sizeof(q_count)];
  if (u->gist.stem_count > STEMS) u->gist.stem_count = STEMS;
  int size = (int)pack(&u->gist, bytes, sizeof bytes);
  sqlite3_stmt *st;
  int status = q_sql(c, &st, e, "INSERT OR IGNORE INTO unit(report, statement, begin, end, speaker, force, gist) VALUES(?, nullif(?, 0), ?, ?, ?, ?, ?)", "iiiittb", u->report, u->statement, (int64_t)u->begin,
                     (int64_t)u->end, u->speaker, u->force, (const void *)bytes, size);
  if (!status) status = q_row(c, st, e);
  if (status < 0) return status;
  u->unit = sqlite3_last_insert_rowid(c->db);
  uint64_t keys[Q_GIST_KEYS];
  uint32_t n = q_gist_keys(&u->gist, keys);
  int64_t rank = 0;
  status = q_number(c, &rank, e, "SELECT text_hash FROM report WHERE report = ?", "i", u->report);
  rank = (int64_t)q_hash(&rank, sizeof rank, u->begin);
  for (uint32_t i = 0; i < n && !status; i++) status = q_run(c, e, "INSERT OR IGNORE INTO unit_key(hash, rank, unit) VALUES(?, ?, ?)", "iii", (int64_t)keys[i], rank, u->unit);
  return status;
}

enum { LISTED = 128 };      /* units of one key that are compared: those of the smallest rank. Beyond it what is paired may depend on the order of adding */

/* Units that share a key with this one, each once. */
static int near_ids(q_case *c, const q_unit *u, q_arena *a, q_rows *out, quoth_error *e) {
  uint64_t keys[Q_GIST_KEYS];
  uint32_t n = q_gist_keys(&u->gist, keys);
  int status = 0;
  *out = (q_rows){ q_alloc(a, Q_GIST_KEYS * LISTED * sizeof *out->at), 0 };
  if (!out->at) return q_fail(e, QUOTH_MEMORY, "out of memory");
  for (uint32_t i = 0; i < n && !status; i++) {
    sqlite3_stmt *st;
    status = q_sql(c, &st, e, "SELECT unit FROM unit_key WHERE hash = ? ORDER BY rank, unit LIMIT ?", "ii", (int64_t)keys[i], (int64_t)LISTED);
    while (!status && (status = q_row(c, st, e)) == 0) {
      int64_t id = sqlite3_column_int64(st, 0);
      bool seen = id == u->unit;
      for (uint32_t k = 0; k < out->count && !seen; k++) seen = out->at[k] == id;
      if (!seen && out->count < Q_GIST_KEYS * LISTED) out->at[out->count++] = id;
    }
    if (status == QUOTH_NOTHING) status = 0;
  }
  return status;
}

int q_units_near(q_case *c, const q_unit *u, q_arena *a, q_unit **out, uint32_t *count, quoth_error *e) {
  Q_VEC(q_unit) v = {0};
  q_rows ids = {0};
  int status = near_ids(c, u, a, &ids, e);
  for (uint32_t i = 0; i < ids.count && !status; i++) {
    sqlite3_stmt *st;
    status = q_sql(c, &st, e, "SELECT u.unit, u.report, u.statement, u.begin, u.end, u.speaker, u.force, u.gist, r.published FROM unit u JOIN report r USING (report) WHERE u.unit = ?", "i", ids.at[i]);
    if (!status) status = q_row(c, st, e);
    if (status == QUOTH_NOTHING) { status = 0; continue; }
    if (status) break;
    q_unit x = { .unit = sqlite3_column_int64(st, 0), .report = sqlite3_column_int64(st, 1), .statement = sqlite3_column_int64(st, 2), .begin = (uint32_t)sqlite3_column_int64(st, 3),
                 .end = (uint32_t)sqlite3_column_int64(st, 4), .speaker = q_text_in(a, st, 5), .force = q_text_in(a, st, 6), .published = q_text_in(a, st, 8) };
    bool whole = unpack(sqlite3_column_blob(st, 7), (size_t)sqlite3_column_bytes(st, 7), a, &x.gist);
    sqlite3_reset(st);
    if (whole && q_push(a, &v, x)) status = q_fail(e, QUOTH_MEMORY, "out of memory");
  }
  *out = v.at;
  *count = v.count;
  return status;
}

int q_unit_pair(q_case *c, int64_t a, int64_t b, const char *kind, const char *detail, quoth_error *e) {
  int64_t low = a < b ? a : b, high = a < b ? b : a;
  int status = q_run(c, e, "INSERT OR REPLACE INTO unit_pair(a, b, kind, detail) VALUES(?,?,?,?)", "iitt", low, high, kind, detail);
  if (status || strcmp(kind, "same")) return status;
  return q_run(c, e, "DELETE FROM claim WHERE claim IN (SELECT claim FROM unit WHERE unit IN (?, ?))", "ii", a, b);
}

int q_units_partners(q_case *c, int64_t report, q_arena *a, q_rows *out, quoth_error *e) {
  sqlite3_stmt *st;
  int status = q_sql(c, &st, e, "SELECT y.report FROM unit x JOIN unit_pair p ON p.a = x.unit JOIN unit y ON y.unit = p.b WHERE x.report = ?1 AND y.report <> ?1 UNION"
                     " SELECT y.report FROM unit x JOIN unit_pair p ON p.b = x.unit JOIN unit y ON y.unit = p.a WHERE x.report = ?1 AND y.report <> ?1", "i", report);
  return status ? status : q_rows_left(c, st, a, out, e);
}
