/* Claims and links as they are shown. */
#include <stdlib.h>
#include "casefile/spread.h"
#include "casefile/store.h"

static int no_room(quoth_error *e) { return q_fail(e, QUOTH_MEMORY, "out of memory"); }

static int members(q_case *c, int64_t claim, q_arena *a, quoth_claim *out, quoth_error *e) {
  Q_VEC(quoth_member) v = {0};
  sqlite3_stmt *st;
  int status = q_sql(c, &st, e, "SELECT r.id, o.name, r.published, r.language, s.seq, m.begin, m.end, substr(r.text, m.begin + 1, m.end - m.begin) FROM claim_member m JOIN report r USING (report) LEFT JOIN outlet o USING (outlet)"
                     " LEFT JOIN statement s ON s.statement = m.statement WHERE m.claim = ? ORDER BY r.published IS NULL, r.published, r.id, m.begin, m.end", "i", claim);
  while (!status && (status = q_row(c, st, e)) == 0) {
    quoth_member m = { q_text_in(a, st, 0), q_text_in(a, st, 1), q_text_in(a, st, 2), q_text_in(a, st, 3), sqlite3_column_type(st, 4) == SQLITE_NULL ? -1 : sqlite3_column_int(st, 4),
                       (uint32_t)sqlite3_column_int64(st, 5), (uint32_t)sqlite3_column_int64(st, 6), q_text_in(a, st, 7) };
    if (!m.report || !m.text || q_push(a, &v, m)) { sqlite3_reset(st); return no_room(e); }
  }
  out->members = v.at;
  out->member_count = v.count;
  return status == QUOTH_NOTHING ? 0 : status;
}

static int links_of(q_case *c, int64_t origin, q_arena *a, quoth_origin *out, quoth_error *e) {
  sqlite3_stmt *st;
  q_rows links = {0};
  int status = q_sql(c, &st, e, "SELECT link FROM origin_link WHERE origin = ? ORDER BY link", "i", origin);
  if (!status) status = q_rows_left(c, st, a, &links, e);
  out->links = links.at;
  out->link_count = links.count;
  return status;
}

static int origins(q_case *c, int64_t claim, q_arena *a, quoth_claim *out, quoth_error *e) {
  Q_VEC(quoth_origin) v = {0};
  Q_VEC(int64_t) ids = {0};
  Q_VEC(const char *) names = {0};
  sqlite3_stmt *st;
  int64_t last = 0;
  int status = q_sql(c, &st, e, "SELECT g.origin, r.id FROM origin g JOIN origin_report x USING (origin) JOIN report r ON r.report = x.report WHERE g.claim = ? ORDER BY (SELECT min(y.id) FROM origin_report z JOIN report y"
                     " ON y.report = z.report WHERE z.origin = g.origin), r.id", "i", claim);
  while (!status && (status = q_row(c, st, e)) == 0) {
    int64_t origin = sqlite3_column_int64(st, 0);
    if (origin != last || !v.count) {
      names = (__typeof__(names)){0};
      if (q_push(a, &v, ((quoth_origin){0})) || q_push(a, &ids, origin)) { sqlite3_reset(st); return no_room(e); }
      last = origin;
    }
    if (q_push(a, &names, q_text_in(a, st, 1))) { sqlite3_reset(st); return no_room(e); }
    v.at[v.count - 1].reports = names.at;
    v.at[v.count - 1].report_count = names.count;
  }
  if (status == QUOTH_NOTHING) status = 0;
  for (uint32_t i = 0; i < v.count && !status; i++) status = links_of(c, ids.at[i], a, &v.at[i], e);
  out->origins = v.at;
  out->origin_count = v.count;
  return status;
}

static int passages(q_case *c, int64_t relation, q_arena *a, quoth_relation *out, quoth_error *e) {
  Q_VEC(quoth_member) v = {0};
  sqlite3_stmt *st;
  int status = q_sql(c, &st, e, "SELECT r.id, o.name, r.published, r.language, p.begin, p.end, substr(r.text, p.begin + 1, p.end - p.begin) FROM relation_passage p JOIN report r USING (report) LEFT JOIN outlet o USING (outlet)"
                     " WHERE p.relation = ? ORDER BY p.seq", "i", relation);
  while (!status && (status = q_row(c, st, e)) == 0) {
    quoth_member m = { q_text_in(a, st, 0), q_text_in(a, st, 1), q_text_in(a, st, 2), q_text_in(a, st, 3), -1, (uint32_t)sqlite3_column_int64(st, 4), (uint32_t)sqlite3_column_int64(st, 5), q_text_in(a, st, 6) };
    if (!m.report || !m.text || q_push(a, &v, m)) { sqlite3_reset(st); return no_room(e); }
  }
  out->passages = v.at;
  out->passage_count = v.count;
  return status == QUOTH_NOTHING ? 0 : status;
}

static int relations(q_case *c, int64_t claim, q_arena *a, quoth_claim *out, quoth_error *e) {
  Q_VEC(quoth_relation) v = {0};
  Q_VEC(int64_t) ids = {0};
  sqlite3_stmt *st;
  int status = q_sql(c, &st, e, "SELECT n.relation, x.claim, n.kind, nullif(n.detail, ''), x.text, y.name FROM (SELECT relation, b AS other, kind, detail FROM relation WHERE a = ?1 UNION ALL SELECT relation, a, kind, detail FROM relation WHERE b = ?1) n"
                     " JOIN claim x ON x.claim = n.other LEFT JOIN actor y ON y.actor = x.speaker ORDER BY n.kind = 'agrees', n.kind, x.reports DESC, x.text LIMIT 64", "i", claim);
  while (!status && (status = q_row(c, st, e)) == 0) {
    quoth_relation n = { .claim = sqlite3_column_int64(st, 1), .kind = q_text_in(a, st, 2), .in = q_text_in(a, st, 3), .text = q_text_in(a, st, 4), .speaker = q_text_in(a, st, 5) };
    if (!n.kind || q_push(a, &v, n) || q_push(a, &ids, sqlite3_column_int64(st, 0))) { sqlite3_reset(st); return no_room(e); }
  }
  if (status == QUOTH_NOTHING) status = 0;
  for (uint32_t i = 0; i < v.count && !status; i++) status = passages(c, ids.at[i], a, &v.at[i], e);
  out->relations = v.at;
  out->relation_count = v.count;
  return status;
}

static int one_claim(q_case *c, int64_t claim, q_arena *a, quoth_claim *x, quoth_error *e) {
  sqlite3_stmt *st;
  *x = (quoth_claim){ .claim = claim };
  int status = q_sql(c, &st, e, "SELECT c.text, y.name, c.speaker, c.languages, c.first, c.reports, c.outlets, c.least, c.most FROM claim c LEFT JOIN actor y ON y.actor = c.speaker WHERE c.claim = ?", "i", claim);
  if (!status) status = q_row(c, st, e);
  if (status) return status == QUOTH_NOTHING ? q_fail(e, QUOTH_NOT_FOUND, "no claim:%lld in the case", (long long)claim) : status;
  x->text = q_text_in(a, st, 0);
  x->speaker = q_text_in(a, st, 1);
  x->actor = sqlite3_column_int64(st, 2);
  x->languages = q_text_in(a, st, 3);
  x->first = q_text_in(a, st, 4);
  x->reports = (uint32_t)sqlite3_column_int64(st, 5);
  x->outlets = (uint32_t)sqlite3_column_int64(st, 6);
  x->least = (uint32_t)sqlite3_column_int64(st, 7);
  x->most = (uint32_t)sqlite3_column_int64(st, 8);
  sqlite3_reset(st);
  status = members(c, claim, a, x, e);
  if (!status) status = origins(c, claim, a, x, e);
  return status ? status : relations(c, claim, a, x, e);
}

int q_case_claims(q_case *c, const quoth_claim_query *q, int (*each)(void *, const quoth_claim *), void *user, quoth_error *e) {
  q_arena *list = q_arena_new(), *a = q_arena_new();
  q_rows ids = {0};
  sqlite3_stmt *st;
  int status = list && a ? 0 : no_room(e);
  if (!status && q->claim) status = q_sql(c, &st, e, "SELECT ?", "i", q->claim);
  else if (!status && q->differs)
    status = q_sql(c, &st, e, "SELECT claim FROM claim c WHERE EXISTS (SELECT 1 FROM relation n WHERE n.a = c.claim AND n.kind <> 'agrees') OR EXISTS (SELECT 1 FROM relation n WHERE n.b = c.claim AND n.kind <> 'agrees')"
                   " ORDER BY reports DESC, claim LIMIT ?", "i", (int64_t)q->limit);
  else if (!status) status = q_sql(c, &st, e, "SELECT claim FROM claim ORDER BY reports DESC, claim LIMIT ?", "i", (int64_t)q->limit);
  if (!status) status = q_rows_left(c, st, list, &ids, e);
  for (uint32_t i = 0; i < ids.count && !status; i++) {
    quoth_claim x;
    q_arena_reset(a);
    status = one_claim(c, ids.at[i], a, &x, e);
    if (!status) status = each(user, &x);
  }
  q_arena_free(list);
  q_arena_free(a);
  return status ? status : ids.count ? 0 : QUOTH_NOTHING;
}

static int evidence(q_case *c, int64_t link, q_arena *a, quoth_link *x, quoth_error *e) {
  Q_VEC(quoth_reason) v = {0};
  Q_VEC(quoth_shared) p = {0};
  sqlite3_stmt *st;
  int status = q_sql(c, &st, e, "SELECT why, r.id, begin, end FROM link_evidence v JOIN report r USING (report) WHERE link = ? ORDER BY seq", "i", link);
  while (!status && (status = q_row(c, st, e)) == 0) {
    quoth_reason y = { q_text_in(a, st, 0), q_text_in(a, st, 1), (uint32_t)sqlite3_column_int64(st, 2), (uint32_t)sqlite3_column_int64(st, 3) };
    if (!y.why || !y.report || q_push(a, &v, y)) { sqlite3_reset(st); return no_room(e); }
  }
  if (status == QUOTH_NOTHING) status = 0;
  if (!status) status = q_sql(c, &st, e, "SELECT a_begin, a_end, b_begin, b_end, p.kind, score, substr(r.text, a_begin + 1, a_end - a_begin) FROM passage p JOIN link l USING (link) JOIN report r ON r.report = l.a WHERE link = ? ORDER BY seq", "i", link);
  while (!status && (status = q_row(c, st, e)) == 0) {
    quoth_shared y = { { (uint32_t)sqlite3_column_int64(st, 0), (uint32_t)sqlite3_column_int64(st, 1) }, { (uint32_t)sqlite3_column_int64(st, 2), (uint32_t)sqlite3_column_int64(st, 3) }, q_text_in(a, st, 4),
                       sqlite3_column_double(st, 5), q_text_in(a, st, 6) };
    if (!y.kind || q_push(a, &p, y)) { sqlite3_reset(st); return no_room(e); }
  }
  x->evidence = v.at;
  x->evidence_count = v.count;
  x->passages = p.at;
  x->passage_count = p.count;
  return status == QUOTH_NOTHING ? 0 : status;
}

static int one_link(q_case *c, int64_t link, q_arena *a, quoth_link *x, quoth_error *e) {
  sqlite3_stmt *st;
  *x = (quoth_link){ .link = link };
  int status = q_sql(c, &st, e, "SELECT ra.id, rb.id, oa.name, ob.name, ra.published, rb.published, l.kind, l.origin, l.agency, l.derived FROM link l JOIN report ra ON ra.report = l.a JOIN report rb ON rb.report = l.b"
                     " LEFT JOIN outlet oa ON oa.outlet = ra.outlet LEFT JOIN outlet ob ON ob.outlet = rb.outlet WHERE link = ?", "i", link);
  if (!status) status = q_row(c, st, e);
  if (status) return status == QUOTH_NOTHING ? q_fail(e, QUOTH_NOT_FOUND, "no link:%lld in the case", (long long)link) : status;
  const char **into[] = { &x->a, &x->b, &x->a_outlet, &x->b_outlet, &x->a_published, &x->b_published, &x->kind, &x->from, &x->agency };
  for (int i = 0; i < 9; i++) *into[i] = q_text_in(a, st, i);
  x->derived = sqlite3_column_int(st, 9);
  sqlite3_reset(st);
  if (!x->a || !x->b || !x->kind || !x->from) return no_room(e);
  return evidence(c, link, a, x, e);
}

static int select_links(q_case *c, const char *id, sqlite3_stmt **st, quoth_error *e) {
  int64_t row = 0;
  if (!id) return q_sql(c, st, e, "SELECT link FROM link l JOIN report r ON r.report = l.a JOIN report s ON s.report = l.b ORDER BY r.id, s.id", "");
  if (strncmp(id, "link:", 5) == 0) return q_sql(c, st, e, "SELECT ?", "i", (int64_t)atoll(id + 5));
  if (strncmp(id, "claim:", 6) == 0) {
    row = atoll(id + 6);
    int64_t n = 0;
    int status = q_number(c, &n, e, "SELECT count(*) FROM claim WHERE claim = ?", "i", row);
    if (status || !n) return status < 0 ? status : q_fail(e, QUOTH_NOT_FOUND, "no %s in the case", id);
    return q_sql(c, st, e, "SELECT link FROM link l JOIN report r ON r.report = l.a JOIN report s ON s.report = l.b WHERE l.a IN (SELECT report FROM claim_member WHERE claim = ?1) AND l.b IN (SELECT report FROM claim_member WHERE claim = ?1)"
                   " ORDER BY r.id, s.id", "i", row);
  }
  int status = q_case_report(c, id, &row, e);
  return status ? status : q_sql(c, st, e, "SELECT link FROM link l JOIN report r ON r.report = l.a JOIN report s ON s.report = l.b WHERE l.a = ?1 OR l.b = ?1 ORDER BY r.id, s.id", "i", row);
}

int q_case_trace(q_case *c, const char *id, int (*each)(void *, const quoth_link *), void *user, quoth_error *e) {
  q_arena *list = q_arena_new(), *a = q_arena_new();
  q_rows ids = {0};
  sqlite3_stmt *st;
  int status = list && a ? select_links(c, id, &st, e) : no_room(e);
  if (!status) status = q_rows_left(c, st, list, &ids, e);
  for (uint32_t i = 0; i < ids.count && !status; i++) {
    quoth_link x;
    q_arena_reset(a);
    status = one_link(c, ids.at[i], a, &x, e);
    if (!status) status = each(user, &x);
  }
  q_arena_free(list);
  q_arena_free(a);
  return status ? status : ids.count ? 0 : QUOTH_NOTHING;
}
