#include "casefile/links.h"
#include "casefile/store.h"

int q_claims_loose(q_case *c, q_arena *a, q_loose **out, uint32_t *count, quoth_error *e) {
  Q_VEC(q_loose) v = {0};
  sqlite3_stmt *st;
  int status = q_sql(c, &st, e, "SELECT u.unit, u.report, u.statement, l.actor, u.begin, u.end, substr(r.text, u.begin + 1, u.end - u.begin), r.id, o.name FROM unit u JOIN report r USING (report)"
                     " LEFT JOIN outlet o USING (outlet) LEFT JOIN statement s ON s.statement = u.statement LEFT JOIN local_actor l ON l.report = s.report AND l.local = s.speaker WHERE u.claim IS NULL ORDER BY r.id, u.begin, u.end, u.statement", "");
  while (!status && (status = q_row(c, st, e)) == 0) {
    q_loose x = { sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1), sqlite3_column_int64(st, 2), sqlite3_column_int64(st, 3), (uint32_t)sqlite3_column_int64(st, 4),
                  (uint32_t)sqlite3_column_int64(st, 5), q_text_in(a, st, 6), q_text_in(a, st, 7), q_text_in(a, st, 8) };
    if (!x.text || !x.id || q_push(a, &v, x)) { sqlite3_reset(st); return q_fail(e, QUOTH_MEMORY, "out of memory"); }
  }
  *out = v.at;
  *count = v.count;
  return status == QUOTH_NOTHING ? 0 : status;
}

int q_claims_same(q_case *c, int64_t unit, q_arena *a, q_rows *out, quoth_error *e) {
  sqlite3_stmt *st;
  int status = q_sql(c, &st, e, "SELECT b FROM unit_pair WHERE a = ?1 AND kind = 'same' UNION SELECT a FROM unit_pair WHERE b = ?1 AND kind = 'same'", "i", unit);
  return status ? status : q_rows_left(c, st, a, out, e);
}

int q_claims_links(q_case *c, int64_t report, q_arena *a, q_edge **out, uint32_t *count, quoth_error *e) {
  Q_VEC(q_edge) v = {0};
  sqlite3_stmt *st;
  int status = q_sql(c, &st, e, "SELECT a, b, link FROM link WHERE a = ?1 UNION SELECT a, b, link FROM link WHERE b = ?1", "i", report);
  while (!status && (status = q_row(c, st, e)) == 0) {
    q_edge x = { sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1), sqlite3_column_int64(st, 2) };
    if (q_push(a, &v, x)) { sqlite3_reset(st); return q_fail(e, QUOTH_MEMORY, "out of memory"); }
  }
  *out = v.at;
  *count = v.count;
  return status == QUOTH_NOTHING ? 0 : status;
}

/* The addressee is the outlet itself ("told the Harbour Post"), or the speaker is ("River Watch said" in a release by River Watch). */
int q_claim_heard(q_case *c, const q_loose *u, bool *heard, quoth_error *e) {
  int64_t n = 0;
  *heard = false;
  if (!u->outlet || !u->statement) return 0;
  int status = q_number(c, &n, e, "SELECT count(*) FROM statement s JOIN report r USING (report) JOIN outlet o USING (outlet) LEFT JOIN local_actor x ON x.report = s.report AND x.local = s.speaker WHERE s.statement = ?1 AND"
                        " (instr(lower(x.name), lower(o.name)) OR EXISTS (SELECT 1 FROM statement_span p WHERE p.statement = s.statement AND p.label = 'addressee'"
                        " AND instr(lower(substr(r.text, p.begin + 1, p.end - p.begin)), lower(o.name))))", "i", u->statement);
  *heard = n > 0;
  return status;
}

static int summary(q_case *c, int64_t claim, quoth_error *e) {
  return q_run(c, e, "UPDATE claim SET reports = (SELECT count(DISTINCT report) FROM claim_member m WHERE m.claim = ?1),"
               " outlets = (SELECT count(DISTINCT r.outlet) FROM claim_member m JOIN report r USING (report) WHERE m.claim = ?1),"
               " languages = (SELECT group_concat(language, ' ') FROM (SELECT DISTINCT r.language FROM claim_member m JOIN report r USING (report) WHERE m.claim = ?1 AND r.language IS NOT NULL ORDER BY 1)),"
               " first = (SELECT min(r.published) FROM claim_member m JOIN report r USING (report) WHERE m.claim = ?1) WHERE claim = ?1", "i", claim);
}

int q_claim_put(q_case *c, const q_loose *const *members, uint32_t count, const char *text, int64_t actor, uint32_t least, uint32_t most, int64_t *claim, quoth_error *e) {
  int status = q_run(c, e, "INSERT INTO claim(text, speaker, least, most) VALUES(?, nullif(?, 0), ?, ?)", "tiii", text, actor, (int64_t)least, (int64_t)most);
  *claim = sqlite3_last_insert_rowid(c->db);
  for (uint32_t i = 0; i < count && !status; i++) {
    const q_loose *m = members[i];
    status = q_run(c, e, "INSERT OR IGNORE INTO claim_member(claim, report, statement, begin, end) VALUES(?, ?, nullif(?, 0), ?, ?)", "iiiii", *claim, m->report, m->statement, (int64_t)m->begin, (int64_t)m->end);
    if (!status) status = q_run(c, e, "UPDATE unit SET claim = ? WHERE unit = ?", "ii", *claim, m->unit);
  }
  return status ? status : summary(c, *claim, e);
}

int q_origin_put(q_case *c, int64_t claim, const int64_t *reports, uint32_t count, const int64_t *links, uint32_t link_count, quoth_error *e) {
  int status = q_run(c, e, "INSERT INTO origin(claim) VALUES(?)", "i", claim);
  int64_t origin = sqlite3_last_insert_rowid(c->db);
  for (uint32_t i = 0; i < count && !status; i++) status = q_run(c, e, "INSERT OR IGNORE INTO origin_report(origin, report) VALUES(?, ?)", "ii", origin, reports[i]);
  for (uint32_t i = 0; i < link_count && !status; i++) status = q_run(c, e, "INSERT OR IGNORE INTO origin_link(origin, link) VALUES(?, ?)", "ii", origin, links[i]);
  return status;
}
