#include "casefile/links.h"
#include "casefile/store.h"

int q_links_owed(q_case *c, q_arena *a, q_rows *out, quoth_error *e) {
  sqlite3_stmt *st;
  int status = q_sql(c, &st, e, "SELECT report FROM report WHERE linked = 0 AND latest ORDER BY id", "");
  return status ? status : q_rows_left(c, st, a, out, e);
}

int q_links_settled(q_case *c, int64_t report, quoth_error *e) { return q_run(c, e, "UPDATE report SET linked = 1 WHERE report = ?", "i", report); }

int q_links_candidates(q_case *c, int64_t report, q_arena *a, q_rows *out, quoth_error *e) {
  sqlite3_stmt *st;
  int status = q_sql(c, &st, e, "SELECT y.report FROM fingerprint x JOIN fingerprint y USING (hash) JOIN report r ON r.report = y.report WHERE x.report = ?1 AND y.report <> ?1 AND r.latest AND r.linked"
                     " GROUP BY y.report HAVING count(*) >= 3 ORDER BY count(*) DESC, r.id LIMIT 64", "i", report);
  return status ? status : q_rows_left(c, st, a, out, e);
}

int q_links_drop(q_case *c, int64_t report, quoth_error *e) {
  int status = q_run(c, e, "DELETE FROM claim WHERE claim IN (SELECT claim FROM unit WHERE report = ?)", "i", report);
  if (!status) status = q_run(c, e, "DELETE FROM unit WHERE report = ?", "i", report);
  return status ? status : q_run(c, e, "DELETE FROM link WHERE a = ?1 OR b = ?1", "i", report);
}

int q_link_put(q_case *c, const q_link_row *l, int64_t *link, quoth_error *e) {
  int status = q_run(c, e, "DELETE FROM link WHERE a = ? AND b = ?", "ii", l->a, l->b);
  if (!status) status = q_run(c, e, "INSERT INTO link(a, b, kind, origin, agency) VALUES(?,?,?,?,?)", "iittt", l->a, l->b, l->kind, l->from, l->agency);
  *link = sqlite3_last_insert_rowid(c->db);
  return status;
}

int q_link_evidence(q_case *c, int64_t link, uint32_t seq, const char *why, int64_t report, uint32_t begin, uint32_t end, quoth_error *e) {
  return q_run(c, e, "INSERT INTO link_evidence(link, seq, why, report, begin, end) VALUES(?,?,?,?,?,?)", "iitiii", link, (int64_t)seq, why, report, (int64_t)begin, (int64_t)end);
}

int q_link_passage(q_case *c, int64_t link, uint32_t seq, const uint32_t at[4], const char *kind, double score, quoth_error *e) {
  return q_run(c, e, "INSERT INTO passage(link, seq, a_begin, a_end, b_begin, b_end, kind, score) VALUES(?,?,?,?,?,?,?,round(?, 3))", "iiiiiitd", link, (int64_t)seq, (int64_t)at[0], (int64_t)at[1],
               (int64_t)at[2], (int64_t)at[3], kind, score);
}

int q_links_linked(q_case *c, int64_t a, int64_t b, bool *linked, quoth_error *e) {
  int64_t n = 0;
  int status = q_number(c, &n, e, "SELECT count(*) FROM link WHERE (a = ?1 AND b = ?2) OR (a = ?2 AND b = ?1)", "ii", a, b);
  *linked = n > 0;
  return status;
}
