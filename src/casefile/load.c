/* A stored report -> the same plain structs that reading makes. The file may come from anybody: offsets and indices are checked. */
#include <stdlib.h>
#include "casefile/store.h"

typedef struct loader { q_case *c; quoth_report *r; int64_t row; uint32_t *bytes; /* of each code point */ quoth_error *e; } loader;

const char *q_case_path(const q_case *c) { return c->path; }

static int damaged(loader *l, const char *what) {
  return q_fail_at(l->e, QUOTH_CASE, l->c->path, 0, 0, "%s: the case is damaged (%s of report %lld)", l->c->path, what, (long long)l->row);
}

static int no_room(loader *l) { return q_fail(l->e, QUOTH_MEMORY, "out of memory"); }

static bool span_at(const loader *l, sqlite3_stmt *st, int column, quoth_span *out) {
  int64_t b = sqlite3_column_int64(st, column), e = sqlite3_column_int64(st, column + 1);
  if (b < 0 || e < b || e > l->r->characters) return false;
  *out = (quoth_span){ l->bytes[b], l->bytes[e] };
  return true;
}

static int index_points(loader *l) {
  quoth_report *r = l->r;
  if (q_utf8_valid(r->text, r->length) != r->length) return damaged(l, "the text");
  r->characters = (uint32_t)q_utf8_count(r->text, r->length);
  l->bytes = q_alloc(r->arena, ((size_t)r->characters + 1) * sizeof *l->bytes);
  if (!l->bytes) return no_room(l);
  uint32_t n = 0;
  for (uint32_t i = 0; i < r->length; i++)
    if (((unsigned char)r->text[i] & 0xc0) != 0x80) l->bytes[n++] = i;
  l->bytes[n] = r->length;
  uint32_t *points = q_alloc(r->arena, (r->length / 256 + 2) * sizeof *points);
  if (!points) return no_room(l);
  for (uint32_t b = 0, p = 0; b <= r->length; b += 256) { /* code points that begin before byte b: what quoth_points wants */
    while (p < r->characters && l->bytes[p] < b) p++;
    points[b / 256] = p;
  }
  points[r->length / 256 + (r->length % 256 != 0)] = r->characters;
  r->points = points;
  return 0;
}

/* {"title": "given", ...} as put.c writes it */
static const char *provenance(quoth_report *r, const char *json, const char *field) {
  char want[32];
  if (!json) return NULL;
  int n = snprintf(want, sizeof want, "\"%s\":\"", field);
  const char *at = strstr(json, want);
  if (!at) return NULL;
  at += n;
  return q_strndup(r->arena, at, strcspn(at, "\""));
}

static int head(loader *l) {
  quoth_report *r = l->r;
  q_arena *a = r->arena;
  sqlite3_stmt *st;
  int status = q_sql(l->c, &st, l->e, "SELECT r.id, r.source, r.url, r.format, r.language, r.title, o.name, r.published, r.published_begin, r.published_end, r.updated, r.updated_begin, r.updated_end,"
                     " r.dateline_place, r.dateline_agency, r.dateline_begin, r.dateline_end, r.text, r.provenance FROM report r LEFT JOIN outlet o USING (outlet) WHERE r.report = ?", "i", l->row);
  if (!status) status = q_row(l->c, st, l->e);
  if (status == QUOTH_NOTHING) return q_fail_at(l->e, QUOTH_NOT_FOUND, l->c->path, 0, 0, "%s: no such report", l->c->path);
  if (status) return status;
  const char **fields[] = { &r->id, &r->source, &r->url, &r->format, &r->language, &r->title, &r->outlet };
  for (int i = 0; i < 7; i++) *fields[i] = q_text_in(a, st, i);
  r->published.iso = q_text_in(a, st, 7);
  r->updated.iso = q_text_in(a, st, 10);
  r->dateline.place = q_text_in(a, st, 13);
  r->dateline.agency = q_text_in(a, st, 14);
  r->text = q_text_in(a, st, 17);
  r->length = r->text ? (uint32_t)sqlite3_column_bytes(st, 17) : 0;
  const char *from = q_text(st, 18);
  r->language_from = provenance(r, from, "language");
  r->title_from = provenance(r, from, "title");
  r->outlet_from = provenance(r, from, "outlet");
  r->published.from = provenance(r, from, "published");
  r->updated.from = provenance(r, from, "updated");
  if (!r->text || !r->id || !r->source || !r->format) status = damaged(l, "the row");
  if (!status) status = index_points(l);
  if (!status && !(span_at(l, st, 8, &r->published.span) && span_at(l, st, 11, &r->updated.span) && span_at(l, st, 15, &r->dateline.span))) status = damaged(l, "dates");
  sqlite3_reset(st);
  return status;
}

static int sections(loader *l) {
  quoth_report *r = l->r;
  Q_VEC(quoth_section) v = {0};
  sqlite3_stmt *st;
  int status = q_sql(l->c, &st, l->e, "SELECT kind, role, begin, end, language FROM section WHERE report = ? ORDER BY seq", "i", l->row);
  while (!status && (status = q_row(l->c, st, l->e)) == 0) {
    quoth_section s = { 0, q_text_in(r->arena, st, 1), {0, 0}, q_text_in(r->arena, st, 4) };
    int kind = q_section_named(q_text(st, 0));
    if (kind < 0 || !span_at(l, st, 2, &s.span)) status = damaged(l, "sections");
    s.kind = (quoth_section_kind)kind;
    if (!status && q_push(r->arena, &v, s)) status = no_room(l);
  }
  r->sections = v.at;
  r->section_count = v.count;
  return status == QUOTH_NOTHING ? 0 : status;
}

static int credits(loader *l) {
  quoth_report *r = l->r;
  Q_VEC(quoth_credit) v = {0};
  sqlite3_stmt *st;
  int status = q_sql(l->c, &st, l->e, "SELECT kind, name, begin, end FROM credit WHERE report = ? ORDER BY seq", "i", l->row);
  while (!status && (status = q_row(l->c, st, l->e)) == 0) {
    quoth_credit k = { 0, q_text_in(r->arena, st, 1), {0, 0} };
    int kind = q_credit_named(q_text(st, 0));
    if (kind < 0 || !k.name || !span_at(l, st, 2, &k.span)) status = damaged(l, "credits");
    k.kind = (quoth_credit_kind)kind;
    if (!status && q_push(r->arena, &v, k)) status = no_room(l);
  }
  r->credits = v.at;
  r->credit_count = v.count;
  return status == QUOTH_NOTHING ? 0 : status;
}

static int times(loader *l) {
  quoth_report *r = l->r;
  Q_VEC(quoth_time) v = {0};
  sqlite3_stmt *st;
  int status = q_sql(l->c, &st, l->e, "SELECT begin, end, value, kind FROM time WHERE report = ? ORDER BY seq", "i", l->row);
  while (!status && (status = q_row(l->c, st, l->e)) == 0) {
    quoth_time t = { {0, 0}, q_text_in(r->arena, st, 2), 0 };
    int kind = q_time_named(q_text(st, 3));
    if (kind < 0 || !span_at(l, st, 0, &t.span)) status = damaged(l, "times");
    t.kind = (quoth_time_kind)kind;
    if (!status && q_push(r->arena, &v, t)) status = no_room(l);
  }
  r->times = v.at;
  r->time_count = v.count;
  return status == QUOTH_NOTHING ? 0 : status;
}

static int pool(loader *l, quoth_span s, quoth_spans *into) {
  quoth_report *r = l->r;
  if (r->span_count == r->span_room && q_vec_room(r->arena, &r->spans, &r->span_room, r->span_count, sizeof *r->spans)) return no_room(l);
  if (into->count == 0) into->first = r->span_count;
  r->spans[r->span_count++] = s;
  into->count++;
  return 0;
}

static int actors(loader *l) {
  quoth_report *r = l->r;
  Q_VEC(quoth_actor) v = {0};
  sqlite3_stmt *st;
  int status = q_sql(l->c, &st, l->e, "SELECT name, kind, role, of, key FROM local_actor WHERE report = ? ORDER BY local", "i", l->row);
  while (!status && (status = q_row(l->c, st, l->e)) == 0) {
    quoth_actor a = { q_text_in(r->arena, st, 0), 0, q_text_in(r->arena, st, 2), sqlite3_column_type(st, 3) == SQLITE_NULL ? -1 : sqlite3_column_int(st, 3), {0, 0}, q_text_in(r->arena, st, 4) };
    int kind = q_actor_named(q_text(st, 1));
    if (kind < 0) status = damaged(l, "actors");
    a.kind = (quoth_actor_kind)kind;
    if (!status && q_push(r->arena, &v, a)) status = no_room(l);
  }
  if (status == QUOTH_NOTHING) status = 0;
  r->actors = v.at;
  r->actor_count = v.count;
  for (uint32_t i = 0; i < v.count; i++)
    if (v.at[i].of >= (int32_t)v.count) return damaged(l, "actors");
  if (!status) status = q_sql(l->c, &st, l->e, "SELECT local, begin, end FROM mention WHERE report = ? ORDER BY local, begin, end", "i", l->row);
  while (!status && (status = q_row(l->c, st, l->e)) == 0) {
    int64_t local = sqlite3_column_int64(st, 0);
    quoth_span s;
    if (local < 0 || local >= v.count || !span_at(l, st, 1, &s)) status = damaged(l, "mentions");
    else status = pool(l, s, &v.at[local].mentions);
  }
  return status == QUOTH_NOTHING ? 0 : status;
}

static int32_t index_or_none(sqlite3_stmt *st, int column) {
  return sqlite3_column_type(st, column) == SQLITE_NULL ? -1 : sqlite3_column_int(st, column);
}

static bool statement_row(loader *l, sqlite3_stmt *st, quoth_statement *s) {
  int kind = q_kind_named(q_text(st, 0)), in = q_section_named(q_text(st, 1)), force = q_force_named(q_text(st, 2));
  *s = (quoth_statement){ .kind = (quoth_kind)kind, .in = (quoth_section_kind)in, .force = (quoth_force)force, .negated = sqlite3_column_int(st, 3) != 0, .speaker = index_or_none(st, 4),
    .target = index_or_none(st, 5), .parent = index_or_none(st, 6), .when = -1, .confidence = (float)sqlite3_column_double(st, 7), .language = q_text_in(l->r->arena, st, 8) };
  return kind >= 0 && in >= 0 && force >= 0 && s->speaker < (int32_t)l->r->actor_count && s->target < (int32_t)l->r->actor_count;
}

static int statement_spans(loader *l, quoth_statement *all, uint32_t count) {
  static const char *const labels[] = { "content", "cue", "source", "addressee" };
  sqlite3_stmt *st;
  int status = q_sql(l->c, &st, l->e, "SELECT s.seq, p.label, p.begin, p.end FROM statement s JOIN statement_span p USING (statement) WHERE s.report = ? ORDER BY s.seq, p.label, p.seq", "i", l->row);
  while (!status && (status = q_row(l->c, st, l->e)) == 0) {
    int64_t seq = sqlite3_column_int64(st, 0);
    const char *label = q_text(st, 1);
    quoth_span span;
    if (seq < 0 || seq >= count || !label || !span_at(l, st, 2, &span)) { status = damaged(l, "statements"); break; }
    quoth_spans *into[] = { &all[seq].content, &all[seq].cue, &all[seq].source, &all[seq].addressee };
    for (int k = 0; k < 4 && !status; k++)
      if (strcmp(label, labels[k]) == 0) status = pool(l, span, into[k]);
  }
  if (status == QUOTH_NOTHING) status = q_sql(l->c, &st, l->e, "SELECT s.seq, t.seq FROM statement s JOIN statement_time t USING (statement) WHERE s.report = ?", "i", l->row);
  while (!status && (status = q_row(l->c, st, l->e)) == 0) {
    int64_t seq = sqlite3_column_int64(st, 0), when = sqlite3_column_int64(st, 1);
    if (seq < 0 || seq >= count || when < 0 || when >= l->r->time_count) status = damaged(l, "statements");
    else all[seq].when = (int32_t)when;
  }
  if (status == QUOTH_NOTHING) status = q_sql(l->c, &st, l->e, "SELECT s.seq, a.local FROM statement s JOIN about a USING (statement) WHERE s.report = ? ORDER BY s.seq, a.seq", "i", l->row);
  while (!status && (status = q_row(l->c, st, l->e)) == 0) {
    int64_t seq = sqlite3_column_int64(st, 0), local = sqlite3_column_int64(st, 1);
    if (seq < 0 || seq >= count || local < 0 || local >= l->r->actor_count) status = damaged(l, "statements");
    else status = pool(l, (quoth_span){ (uint32_t)local, 0 }, &all[seq].about);
  }
  return status == QUOTH_NOTHING ? 0 : status;
}

static int statements(loader *l) {
  quoth_report *r = l->r;
  Q_VEC(quoth_statement) v = {0};
  sqlite3_stmt *st;
  int status = q_sql(l->c, &st, l->e, "SELECT kind, place, force, negated, speaker, target, parent, confidence, language, seq FROM statement WHERE report = ? ORDER BY seq", "i", l->row);
  while (!status && (status = q_row(l->c, st, l->e)) == 0) {
    quoth_statement s;
    if (sqlite3_column_int64(st, 9) != v.count || !statement_row(l, st, &s)) status = damaged(l, "statements");
    else if (q_push(r->arena, &v, s)) status = no_room(l);
  }
  if (status != QUOTH_NOTHING) return status;
  r->statements = v.at;
  r->statement_count = v.count;
  for (uint32_t i = 0; i < v.count; i++)
    if (v.at[i].parent >= (int32_t)v.count) return damaged(l, "statements");
  return statement_spans(l, v.at, v.count);
}

int q_case_load(q_case *c, q_langs *langs, int64_t row, quoth_report **out, quoth_error *e) {
  q_arena *a = q_arena_new();
  quoth_report *r = a ? q_alloc(a, sizeof *r) : NULL;
  if (!r) { q_arena_free(a); return q_fail(e, QUOTH_MEMORY, "out of memory"); }
  r->arena = a;
  loader l = { c, r, row, NULL, e };
  int status = head(&l);
  if (!status) status = sections(&l);
  if (!status) status = credits(&l);
  if (!status && langs) status = q_parse(langs, r, e);
  if (!status && langs) status = q_quotes(langs, r, e);
  if (!status && langs) status = q_quantities(langs, r, e);
  if (!status) status = times(&l);
  if (!status) status = actors(&l);
  if (!status) status = statements(&l);
  for (uint32_t i = 0; i < c->prepared_count && status; i++) sqlite3_reset(c->prepared[i].st);
  if (status) { quoth_report_free(r); return status; }
  *out = r;
  return 0;
}

/* ---- ids ---- */

static int ambiguous(q_case *c, const char *id, sqlite3_stmt *st, const char *first, quoth_error *e) {
  q_buf b = {0};
  q_buf_str(&b, first);
  int left = 8;
  do {
    q_buf_str(&b, left > 0 ? ", " : "");
    if (left-- > 0) q_buf_str(&b, q_text(st, 1));
  } while (q_row(c, st, NULL) == 0);
  int status = q_fail_at(e, QUOTH_NOT_FOUND, c->path, 0, 0, "%s: several reports were given with the id %s: %s", c->path, id, b.at ? b.at : "");
  q_buf_free(&b);
  return status;
}

int q_case_report(q_case *c, const char *id, int64_t *row, quoth_error *e) {
  sqlite3_stmt *st;
  char first[300];
  int status = q_number(c, row, e, "SELECT report FROM report WHERE id = ?", "t", id);
  if (status != QUOTH_NOTHING) return status;
  status = q_sql(c, &st, e, "SELECT DISTINCT r.report, r.id FROM report r WHERE r.report IN (SELECT report FROM given WHERE id = ?1) OR r.base = ?1 ORDER BY r.latest DESC, r.id", "t", id);
  if (!status) status = q_row(c, st, e);
  if (status == QUOTH_NOTHING) return q_fail_at(e, QUOTH_NOT_FOUND, c->path, 0, 0, "%s: no report %s", c->path, id);
  if (status) return status;
  *row = sqlite3_column_int64(st, 0);
  snprintf(first, sizeof first, "%s", q_text(st, 1));
  status = q_row(c, st, e);
  if (status == QUOTH_NOTHING) return 0;
  return status ? status : ambiguous(c, id, st, first, e);
}

/* ---- for refresh ---- */

int q_case_next(q_case *c, int64_t after, int64_t *row, quoth_error *e) {
  int status = q_number(c, row, e, "SELECT report FROM report WHERE report > ? ORDER BY report LIMIT 1", "i", after);
  if (status != QUOTH_NOTHING) return status;
  *row = 0;
  return 0;
}

int q_case_last(q_case *c, int64_t *row, quoth_error *e) {
  return q_number(c, row, e, "SELECT coalesce(max(report), 0) FROM report", "");
}

int q_case_given(q_case *c, int64_t row, bool first, quoth_input *out, quoth_error *e) {
  sqlite3_stmt *st = c->givens;
  int status = 0;
  if (first) status = q_sql(c, &c->givens, e, "SELECT g.source, r.text, g.format, g.id, g.title, g.language, g.outlet, g.published, g.updated, g.url, g.date_order FROM given g JOIN report r USING (report)"
                            " WHERE g.report = ? ORDER BY g.chosen DESC, g.rank", "i", row);
  st = c->givens;
  if (!status) status = q_row(c, st, e);
  if (status) return status;
  *out = (quoth_input){ .source = q_text(st, 0), .bytes = q_text(st, 1), .size = (size_t)sqlite3_column_bytes(st, 1), .format = q_text(st, 2), .id = q_text(st, 3), .title = q_text(st, 4),
    .language = q_text(st, 5), .outlet = q_text(st, 6), .published = q_text(st, 7), .updated = q_text(st, 8), .url = q_text(st, 9), .date_order = q_text(st, 10) };
  return out->source && out->bytes && out->format ? 0 : q_fail_at(e, QUOTH_CASE, c->path, 0, 0, "%s: the case is damaged (report %lld)", c->path, (long long)row);
}
