/* Statements by words, speaker, outlet, time and the rest, in order of time. */
#include <stdlib.h>
#include "casefile/store.h"

/* Matches are fetched and sorted, or, where they are many and few are wanted, reports are walked in order of time until there are enough: whichever looks cheaper. */
enum { MOST = 200000, PROBE = 4 /* looking a statement up among the matches, against fetching and sorting one */ };

typedef struct finder { q_case *c; const quoth_query *q; q_buf match, said /* FTS5 query for the speaker as the report names him */, known /* condition on actors, by all their names */, where; char *values[12]; int value_count; quoth_error *e; } finder;

static int add(finder *f, const char *condition, const char *value) {
  if (!value) return 0;
  if (!(f->values[f->value_count] = strdup(value))) return q_fail(f->e, QUOTH_MEMORY, "out of memory");
  f->value_count++;
  q_buf_printf(&f->where, " AND (%s)", condition);
  return 0;
}

static int fold_value(finder *f, const char *condition, const char *s) {
  if (!s) return 0;
  size_t n = strlen(s);
  char *folded = malloc(n + 9);
  if (!folded) return q_fail(f->e, QUOTH_MEMORY, "out of memory");
  folded[q_fold_search(s, n, folded, n + 8)] = 0;
  int status = add(f, condition, folded);
  free(folded);
  return status;
}

/* A time that is only begun covers all that begins so: until 2017-06 takes in June. */
static int until(finder *f, const char *s) {
  if (!s) return 0;
  char end[80];
  snprintf(end, sizeof end, "%.64s\x7f", s);
  return add(f, "r.published <= ?", end);
}

static bool words_match(finder *f, const char *column, const char *s, bool *empty) {
  if (!s) return false;
  bool any = q_words_query(&f->match, column, s);
  if (!any) *empty = true;
  return any;
}

/* The speaker by words of any name of his in the case, or as "actor:3". false: no word in s. */
static bool speaker(finder *f, const char *s) {
  if (!s) return true;
  if (strncmp(s, "actor:", 6) == 0) { q_buf_printf(&f->known, "x.actor = %lld", atoll(s + 6)); return true; }
  return q_words_query(&f->said, "{speaker source}", s) && q_words_known(&f->known, "x.words", s);
}

/* The conditions, with a ? for each of f->values. *empty: nothing can be found (words without a letter). */
static int conditions(finder *f, bool *empty) {
  const quoth_query *q = f->q;
  words_match(f, "{content source speaker}", q->words, empty);
  if (!speaker(f, q->speaker)) *empty = true;
  words_match(f, "{about content}", q->about, empty);
  int status = fold_value(f, "r.outlet = (SELECT outlet FROM outlet WHERE key = ?)", q->outlet);
  if (!status) status = add(f, "coalesce(s.language, r.language) = ?", q->language);
  if (!status) status = add(f, "r.published >= ?", q->since);
  if (!status) status = until(f, q->until);
  if (!status) status = add(f, "r.id = ?", q->report);
  if (!status && q->kind >= 0) status = add(f, "s.kind = ?", q_kind_name((quoth_kind)q->kind));
  if (!status && q->force >= 0) status = add(f, "s.force = ?", q_force_name((quoth_force)q->force));
  if (!status && q->negated >= 0) status = add(f, "s.negated = CAST(? AS INTEGER)", q->negated ? "1" : "0");
  if (!status && !q->report) q_buf_str(&f->where, " AND r.latest = 1");
  return status || !(f->match.failed || f->where.failed || f->said.failed || f->known.failed) ? status : q_fail(f->e, QUOTH_MEMORY, "out of memory");
}

static int by_time(finder *f, bool *walk) {
  int64_t n = 0, all = 0;
  *walk = false;
  if (f->q->limit < 0) return 0;
  int status = q_number(f->c, &n, f->e, "SELECT count(*) FROM (SELECT 1 FROM statement_words WHERE statement_words MATCH ?1 LIMIT ?2)", "ti", f->match.at, (int64_t)MOST);
  if (!status) status = q_number(f->c, &all, f->e, "SELECT coalesce(max(statement), 0) FROM statement", "");
  *walk = n > 0 && (double)n > (double)f->q->limit * PROBE * (double)all / (double)n;
  return status;
}

/* First the statements in order, without their texts, then what is shown of them. CROSS JOIN keeps SQLite to the order in which the tables stand. */
static int build(finder *f, q_buf *sql) {
  bool walk = false;
  int status = f->match.count ? by_time(f, &walk) : 0;
  q_buf_str(sql, "WITH ");
  if (f->known.count) {
    q_buf_str(sql, "said(statement) AS MATERIALIZED (");
    if (f->said.count) q_buf_str(sql, "SELECT rowid FROM statement_words WHERE statement_words MATCH ? UNION ");
    q_buf_printf(sql, "SELECT y.statement FROM actor x CROSS JOIN local_actor l ON l.actor = x.actor CROSS JOIN statement y ON y.report = l.report AND y.speaker = l.local WHERE %s), ", f->known.at);
  }
  q_buf_str(sql, "top AS MATERIALIZED (SELECT s.statement AS chosen FROM ");
  if (!f->match.count && f->known.count) q_buf_str(sql, "said CROSS JOIN statement s ON s.statement = said.statement CROSS JOIN report r ON r.report = s.report");
  else if (!f->match.count) q_buf_str(sql, "report r CROSS JOIN statement s ON s.report = r.report");
  else if (!walk) q_buf_str(sql, "statement_words w CROSS JOIN statement s ON s.statement = w.rowid CROSS JOIN report r ON r.report = s.report");
  else q_buf_str(sql, "report r CROSS JOIN statement s ON s.report = r.report CROSS JOIN statement_words w ON w.rowid = s.statement");
  q_buf_str(sql, " WHERE 1");
  if (f->match.count) q_buf_str(sql, " AND w.statement_words MATCH ?");
  if (f->match.count && f->known.count) q_buf_str(sql, " AND s.statement IN (SELECT statement FROM said)");
  q_buf_add(sql, f->where.at, f->where.count);
  q_buf_str(sql, " ORDER BY r.published, r.id, s.seq LIMIT ?)"
    " SELECT s.statement, r.report, r.id, r.title, o.name, r.published, coalesce(s.language, r.language), r.source, r.text, s.seq, s.kind, s.force, s.place, s.negated, s.confidence,"
    " a.name, a.role, t.name, a.actor, s.content, s.cue, s.source, x.name FROM top CROSS JOIN statement s ON s.statement = top.chosen CROSS JOIN report r ON r.report = s.report"
    " LEFT JOIN outlet o ON o.outlet = r.outlet LEFT JOIN local_actor a ON a.report = s.report AND a.local = s.speaker LEFT JOIN local_actor t ON t.report = s.report AND t.local = s.target"
    " LEFT JOIN actor x ON x.actor = a.actor ORDER BY r.published, r.id, s.seq");
  return status || !sql->failed ? status : q_fail(f->e, QUOTH_MEMORY, "out of memory");
}

/* Byte offsets of the pieces of a statement; the text is walked once for each, from the beginning. */
static int pieces(q_case *c, sqlite3_stmt *row, quoth_found *out, quoth_piece **room, uint32_t *rooms, quoth_error *e) {
  static const char *const labels[] = { "addressee", "content", "cue", "source" };
  sqlite3_stmt *st;
  out->piece_count = 0;
  int status = q_sql(c, &st, e, "SELECT label, begin, end FROM statement_span WHERE statement = ? ORDER BY begin, end, label", "i", (int64_t)sqlite3_column_int64(row, 0));
  const char *at = out->text, *end = out->text + out->length;
  int64_t point = 0;
  while (!status && (status = q_row(c, st, e)) == 0) {
    const char *label = q_text(st, 0);
    int64_t want[2] = { sqlite3_column_int64(st, 1), sqlite3_column_int64(st, 2) };
    quoth_piece p = { "", {0, 0}, (uint32_t)want[0], (uint32_t)want[1] };
    for (int k = 0; k < 4; k++) if (label && strcmp(label, labels[k]) == 0) p.label = labels[k];
    if (want[0] < 0 || want[1] < want[0] || want[1] > out->length || !*p.label) continue;
    for (; point < want[0] && at < end; point++) q_utf8_next(&at, end);
    const char *to = at;
    for (int64_t k = point; k < want[1] && to < end; k++) q_utf8_next(&to, end);
    p.span = (quoth_span){ (uint32_t)(at - out->text), (uint32_t)(to - out->text) };
    if (out->piece_count == *rooms) {
      quoth_piece *more = realloc(*room, (*rooms = *rooms * 2 + 16) * sizeof *more);
      if (!more) { sqlite3_reset(st); return q_fail(e, QUOTH_MEMORY, "out of memory"); }
      *room = more;
    }
    (*room)[out->piece_count++] = p;
  }
  out->pieces = *room;
  return status == QUOTH_NOTHING ? 0 : status;
}

static const char *or_empty(const char *s) { return s ? s : ""; }

static bool fill(sqlite3_stmt *st, quoth_found *o) {
  int kind = q_kind_named(q_text(st, 10)), force = q_force_named(q_text(st, 11)), in = q_section_named(q_text(st, 12));
  *o = (quoth_found){ .report = or_empty(q_text(st, 2)), .title = q_text(st, 3), .outlet = q_text(st, 4), .published = q_text(st, 5), .language = q_text(st, 6), .path = or_empty(q_text(st, 7)),
    .text = or_empty(q_text(st, 8)), .length = (uint32_t)sqlite3_column_bytes(st, 8), .statement = (uint32_t)sqlite3_column_int64(st, 9), .kind = (quoth_kind)kind, .force = (quoth_force)force,
    .in = (quoth_section_kind)in, .negated = sqlite3_column_int(st, 13), .confidence = sqlite3_column_double(st, 14), .speaker = q_text(st, 15), .speaker_role = q_text(st, 16), .target = q_text(st, 17),
    .actor = sqlite3_column_int64(st, 18), .content = or_empty(q_text(st, 19)), .cue = or_empty(q_text(st, 20)), .source = or_empty(q_text(st, 21)),
    .actor_name = q_text(st, 22) };
  return kind >= 0 && force >= 0 && in >= 0 && q_utf8_valid(o->text, o->length) == o->length;
}

static int walk(finder *f, sqlite3_stmt *st, q_found_each each, void *user) {
  quoth_piece *room = NULL;
  uint32_t rooms = 0;
  quoth_found found;
  bool any = false;
  int status = 0, got;
  while (!status && (got = sqlite3_step(st)) != SQLITE_DONE) {
    if (got != SQLITE_ROW) { status = q_db_fail(f->c, f->e); break; }
    if (!fill(st, &found)) { status = q_fail_at(f->e, QUOTH_CASE, f->c->path, 0, 0, "%s: the case is damaged (a statement)", f->c->path); break; }
    status = pieces(f->c, st, &found, &room, &rooms, f->e);
    if (!status) status = each(user, &found);
    any = true;
  }
  free(room);
  return status || any ? status : QUOTH_NOTHING;
}

int q_case_find(q_case *c, const quoth_query *query, q_found_each each, void *user, quoth_error *e) {
  finder f = { .c = c, .q = query, .e = e };
  q_buf sql = {0};
  sqlite3_stmt *st = NULL;
  bool empty = false;
  int status = conditions(&f, &empty);
  if (!status && empty) status = QUOTH_NOTHING;
  if (!status) status = build(&f, &sql);
  if (!status && sqlite3_prepare_v2(c->db, sql.at, -1, &st, NULL) != SQLITE_OK) status = q_db_fail(c, e);
  if (!status) {
    int at = 1;
    if (f.said.count) sqlite3_bind_text(st, at++, f.said.at, (int)f.said.count, SQLITE_STATIC);
    if (f.match.count) sqlite3_bind_text(st, at++, f.match.at, (int)f.match.count, SQLITE_STATIC);
    for (int i = 0; i < f.value_count; i++) sqlite3_bind_text(st, at++, f.values[i], -1, SQLITE_STATIC);
    sqlite3_bind_int64(st, at, query->limit);
    status = walk(&f, st, each, user);
  }
  sqlite3_finalize(st);
  for (int i = 0; i < f.value_count; i++) free(f.values[i]);
  q_buf_free(&f.match);
  q_buf_free(&f.where);
  q_buf_free(&f.said);
  q_buf_free(&f.known);
  q_buf_free(&sql);
  return status;
}

/* ---- rows of any SQL that only reads ---- */

int q_case_sql(q_case *c, const char *sql, quoth_row each, void *user, quoth_error *e) {
  sqlite3_stmt *st = NULL;
  const char *tail = sql;
  const char **names = NULL, **values = NULL;
  int status = sqlite3_prepare_v2(c->db, sql, -1, &st, &tail) == SQLITE_OK ? 0 : q_fail_at(e, QUOTH_USAGE, c->path, 0, 0, "%s: %s", c->path, sqlite3_errmsg(c->db));
  if (!status && !st) status = q_fail(e, QUOTH_USAGE, "no SQL was given");
  if (!status && !sqlite3_stmt_readonly(st)) status = q_fail(e, QUOTH_USAGE, "only SQL that reads is run here; the case is written by quoth");
  if (!status && tail[strspn(tail, " \t\r\n;")]) status = q_fail(e, QUOTH_USAGE, "one statement of SQL at a time");
  int columns = status ? 0 : sqlite3_column_count(st), got;
  if (!status && (!(names = calloc((size_t)columns + 1, sizeof *names)) || !(values = calloc((size_t)columns + 1, sizeof *values)))) status = q_fail(e, QUOTH_MEMORY, "out of memory");
  for (int i = 0; i < columns && !status; i++) names[i] = or_empty(sqlite3_column_name(st, i));
  while (!status && (got = sqlite3_step(st)) != SQLITE_DONE) {
    if (got != SQLITE_ROW) { status = q_db_fail(c, e); break; }
    for (int i = 0; i < columns; i++) values[i] = q_text(st, i);
    status = each(user, columns, names, values);
  }
  free(names);
  free(values);
  sqlite3_finalize(st);
  return status;
}

int q_case_view_sql(q_case *c, const char *view, char sql[256], quoth_error *e) {
  static const char *const views[][2] = { { "who_said", "published, report, statement" }, { "reports", "published, id" }, { "by_outlet", "outlet" }, { "by_speaker", "statements DESC, speaker" }, { "actors", "reports DESC, name" }, { "actor_joins", "actor, why, a, b" },
    { "who_copied", "a, b" }, { "claims", "reports DESC, claim" }, { "claim_passages", "claim, published, report, begin" }, { "refused", "run, source, record" } };
  for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
    if (strcmp(view, views[i][0]) != 0) continue;
    snprintf(sql, 256, "SELECT * FROM %s ORDER BY %s", view, views[i][1]);
    return 0;
  }
  return q_fail_at(e, QUOTH_USAGE, c->path, 0, 0, "no view %s: who_said, reports, by_outlet, by_speaker, actors, actor_joins, who_copied, claims, claim_passages or refused", view);
}
