/* What belongs together by content alone, so that neither the order of adding nor row ids decide: versions of one report, and the ids that are printed.
 *
 * Versions: reports of one outlet that were given with the same id or URL, and reports joined by these in turn. The latest is the one with the greatest time.
 * Ids: a report's base is the id that it was given with, else the short hash of its text. Where several reports have one base, the latest of them keeps it if all are
 * versions of one report; the others, and all of them if they are different reports, are told apart by a mark: "base~1f09ab". */
#include <stdlib.h>
#include "casefile/store.h"

enum { MARK = 6, LONGEST_BASE = 200 };
typedef struct member { int64_t report, group; char mark[20]; } member;
typedef Q_VEC(member) members;

/* Ids that could be taken for another kind of id, or for a marked one, are always marked. */
static bool plain(const char *base) {
  static const char *const kinds[] = { "claim:", "link:", "actor:", "report:" };
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (strncmp(base, kinds[i], strlen(kinds[i])) == 0) return false;
  return !strchr(base, '~') && base[0] != '-';
}

void q_same_base(const quoth_input *given, const quoth_report *r, const char *outlet_key, char base[256], char mark[20]) {
  uint64_t text = q_hash(r->text, r->length, 0);
  if (given->id && *given->id && strlen(given->id) <= LONGEST_BASE) snprintf(base, 256, "%s", given->id);
  else snprintf(base, 256, "%010llx", (unsigned long long)(text >> 24));
  snprintf(mark, 20, "%016llx", (unsigned long long)q_hash(outlet_key ? outlet_key : "", outlet_key ? strlen(outlet_key) : 0, text));
}

static bool marks_collide(const members *m) {
  for (uint32_t i = 0; i < m->count; i++)
    for (uint32_t k = i + 1; k < m->count; k++)
      if (strncmp(m->at[i].mark, m->at[k].mark, MARK) == 0) return true;
  return false;
}

static int collect(q_case *c, q_arena *a, members *m, sqlite3_stmt *st, quoth_error *e) {
  int status;
  while ((status = q_row(c, st, e)) == 0) {
    member one = { sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1), "" };
    const char *mark = q_text(st, 2);
    snprintf(one.mark, sizeof one.mark, "%s", mark ? mark : "");
    if (q_push(a, m, one)) { sqlite3_reset(st); return q_fail(e, QUOTH_MEMORY, "out of memory"); }
  }
  return status == QUOTH_NOTHING ? 0 : status;
}

static int rename_to(q_case *c, int64_t report, const char *id, quoth_error *e) {
  return q_run(c, e, "UPDATE report SET id = ?2 WHERE report = ?1 AND id <> ?2", "it", report, id);
}

int q_same_ids(q_case *c, const char *base, quoth_error *e) {
  q_arena *a = q_arena_new();
  members m = {0};
  sqlite3_stmt *st;
  char id[300];
  if (!a) return q_fail(e, QUOTH_MEMORY, "out of memory");
  int status = q_sql(c, &st, e, "SELECT report, coalesce(version_of, report), mark FROM report WHERE base = ? ORDER BY coalesce(updated, published) DESC, text_hash, mark", "t", base);
  if (!status) status = collect(c, a, &m, st, e);
  bool keeps = plain(base), wide = m.count > 1 && marks_collide(&m);
  for (uint32_t i = 1; i < m.count; i++)
    if (m.at[i].group != m.at[0].group) keeps = false;
  for (uint32_t i = 0; m.count > 1 && i < m.count && !status; i++) { /* out of each other's way first */
    snprintf(id, sizeof id, "~%lld", (long long)m.at[i].report);
    status = rename_to(c, m.at[i].report, id, e);
  }
  for (uint32_t i = 0; i < m.count && !status; i++) {
    if (keeps && i == 0) snprintf(id, sizeof id, "%s", base);
    else snprintf(id, sizeof id, "%s~%.*s", base, wide ? 16 : MARK, m.at[i].mark);
    status = rename_to(c, m.at[i].report, id, e);
  }
  q_arena_free(a);
  return status;
}

/* All versions of the report, itself included, latest first. */
static int versions(q_case *c, int64_t report, q_arena *a, members *m, quoth_error *e) {
  sqlite3_stmt *st;
  int status = q_sql(c, &st, e,
    "WITH RECURSIVE mine(outlet) AS (SELECT outlet FROM report WHERE report = ?1), v(report) AS (SELECT ?1"
    " UNION SELECT g.report FROM v JOIN given m ON m.report = v.report AND m.known = 1 JOIN given g ON g.id = m.id AND g.known = 1 JOIN report r ON r.report = g.report WHERE r.outlet = (SELECT outlet FROM mine)"
    " UNION SELECT g.report FROM v JOIN given m ON m.report = v.report AND m.known = 1 JOIN given g ON g.url = m.url AND g.known = 1 JOIN report r ON r.report = g.report WHERE r.outlet = (SELECT outlet FROM mine))"
    " SELECT r.report, 0, r.base FROM v JOIN report r USING (report) ORDER BY coalesce(r.updated, r.published) DESC, r.text_hash, r.mark", "i", report);
  return status ? status : collect(c, a, m, st, e);
}

int q_same_settle(q_case *c, int64_t report, quoth_error *e) {
  q_arena *a = q_arena_new();
  members m = {0};
  if (!a) return q_fail(e, QUOTH_MEMORY, "out of memory");
  int status = versions(c, report, a, &m, e);
  for (uint32_t i = 0; i < m.count && !status; i++) {
    int64_t latest = i == 0;
    status = latest ? q_run(c, e, "UPDATE report SET version_of = NULL, latest = 1, linked = 0 WHERE report = ? AND latest = 0", "i", m.at[i].report)
                    : q_run(c, e, "UPDATE report SET linked = CASE latest WHEN 1 THEN 0 ELSE linked END, version_of = ?2, latest = 0 WHERE report = ?1 AND version_of IS NOT ?2", "ii", m.at[i].report, m.at[0].report);
  }
  for (uint32_t i = 0; i < m.count && !status; i++) {
    sqlite3_stmt *st;
    char base[256] = "";
    if ((status = q_sql(c, &st, e, "SELECT base FROM report WHERE report = ?", "i", m.at[i].report)) || (status = q_row(c, st, e))) break;
    snprintf(base, sizeof base, "%s", q_text(st, 0));
    sqlite3_reset(st);
    status = q_same_ids(c, base, e);
  }
  q_arena_free(a);
  return status;
}

/* Before the report goes: its other versions stand alone until they are settled again. */
int q_same_part(q_case *c, int64_t report, int64_t **others, uint32_t *count, q_arena *a, quoth_error *e) {
  members m = {0};
  int status = versions(c, report, a, &m, e);
  *count = 0;
  if (!status && !(*others = q_alloc(a, (m.count + 1) * sizeof **others))) status = q_fail(e, QUOTH_MEMORY, "out of memory");
  for (uint32_t i = 0; i < m.count && !status; i++) {
    if (m.at[i].report == report) continue;
    (*others)[(*count)++] = m.at[i].report;
    status = q_run(c, e, "UPDATE report SET version_of = NULL, latest = 1, linked = 0 WHERE report = ?", "i", m.at[i].report);
  }
  return status;
}
