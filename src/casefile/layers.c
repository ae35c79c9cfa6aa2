/* A report's layers -> rows, with byte offsets turned into code points. */
#include "casefile/store.h"

/* Everything a function of this file needs. */
typedef struct writer { q_case *c; const quoth_report *r; int64_t row; quoth_error *e; } writer;

static int64_t point(const writer *w, uint32_t byte) { return quoth_points(w->r, byte); }

static int sections(const writer *w) {
  int status = 0;
  for (uint32_t i = 0; i < w->r->section_count && !status; i++) {
    const quoth_section *s = &w->r->sections[i];
    status = q_run(w->c, w->e, "INSERT INTO section(report, seq, kind, role, begin, end, language) VALUES(?,?,?,?,?,?,?)", "iittiit", w->row, (int64_t)i, q_section_name(s->kind), s->role,
                   point(w, s->span.begin), point(w, s->span.end), s->language);
  }
  for (uint32_t i = 0; i < w->r->credit_count && !status; i++) {
    const quoth_credit *k = &w->r->credits[i];
    status = q_run(w->c, w->e, "INSERT INTO credit(report, seq, kind, name, begin, end) VALUES(?,?,?,?,?,?)", "iittii", w->row, (int64_t)i, q_credit_name(k->kind), k->name,
                   point(w, k->span.begin), point(w, k->span.end));
  }
  return status;
}

static int times(const writer *w) {
  int status = 0;
  for (uint32_t i = 0; i < w->r->time_count && !status; i++) {
    const quoth_time *t = &w->r->times[i];
    status = q_run(w->c, w->e, "INSERT INTO time(report, seq, begin, end, value, kind) VALUES(?,?,?,?,?,?)", "iiiitt", w->row, (int64_t)i, point(w, t->span.begin), point(w, t->span.end), t->value,
                   q_time_name(t->kind));
  }
  return status;
}

static int bind_index(sqlite3_stmt *st, int column, int32_t value) {
  return value >= 0 ? sqlite3_bind_int(st, column, value) : sqlite3_bind_null(st, column);
}

static int actors(const writer *w) {
  int status = 0;
  for (uint32_t i = 0; i < w->r->actor_count && !status; i++) {
    const quoth_actor *a = &w->r->actors[i];
    sqlite3_stmt *st;
    status = q_sql(w->c, &st, w->e, "INSERT INTO local_actor(report, local, name, kind, role, key, of) VALUES(?,?,?,?,?,?,?)", "iitttt", w->row, (int64_t)i, a->name, q_actor_name(a->kind), a->role, a->key);
    if (!status) { bind_index(st, 7, a->of); status = q_row(w->c, st, w->e); }
    if (status == QUOTH_NOTHING) status = 0;
    for (uint32_t k = 0; k < a->mentions.count && !status; k++) {
      quoth_span s = w->r->spans[a->mentions.first + k];
      status = q_run(w->c, w->e, "INSERT OR IGNORE INTO mention(report, local, begin, end) VALUES(?,?,?,?)", "iiii", w->row, (int64_t)i, point(w, s.begin), point(w, s.end));
    }
  }
  return status;
}

/* The text of a label's pieces, joined by " ... " where something lies between. */
static void pieces(q_buf *b, const quoth_report *r, quoth_spans at) {
  b->count = 0;
  q_buf_str(b, "");
  for (uint32_t i = 0; i < at.count; i++) {
    quoth_span s = r->spans[at.first + i];
    if (i) q_buf_str(b, " ... ");
    q_buf_add(b, r->text + s.begin, s.end - s.begin);
  }
}

static void name_of(q_buf *b, const quoth_report *r, int32_t actor) {
  if (actor < 0 || (uint32_t)actor >= r->actor_count) return;
  const quoth_actor *a = &r->actors[actor];
  if (a->name) { q_buf_str(b, a->name); q_buf_char(b, ' '); }
  if (a->role) { q_buf_str(b, a->role); q_buf_char(b, ' '); }
  if (a->of >= 0 && (uint32_t)a->of < r->actor_count && r->actors[a->of].name) { q_buf_str(b, r->actors[a->of].name); q_buf_char(b, ' '); }
}

/* What is searched of a statement; from the report alone, so that the index can be undone from a loaded report. */
static int words(q_case *c, const quoth_report *r, const quoth_statement *s, int64_t statement, bool add, quoth_error *e) {
  q_buf b[4] = {{0}};
  pieces(&b[0], r, s->content);
  pieces(&b[1], r, s->source);
  name_of(&b[2], r, s->speaker);
  for (uint32_t i = 0; i < s->about.count; i++) name_of(&b[3], r, (int32_t)r->spans[s->about.first + i].begin);
  if (s->target >= 0) name_of(&b[3], r, s->target);
  const char *const parts[4] = { b[0].at, b[1].at, b[2].at, b[3].at };
  int status = b[0].failed || b[1].failed || b[2].failed || b[3].failed ? q_fail(e, QUOTH_MEMORY, "out of memory") : q_words_statement(c, statement, parts, add, e);
  for (int i = 0; i < 4; i++) q_buf_free(&b[i]);
  return status;
}

static int spans(const writer *w, int64_t statement, const char *label, quoth_spans at, int64_t *begin, int64_t *end) {
  int status = 0;
  for (uint32_t i = 0; i < at.count && !status; i++) {
    quoth_span s = w->r->spans[at.first + i];
    int64_t b = point(w, s.begin), e = point(w, s.end);
    if (*begin < 0 || b < *begin) *begin = b;
    if (e > *end) *end = e;
    status = q_run(w->c, w->e, "INSERT INTO statement_span(statement, label, seq, begin, end) VALUES(?,?,?,?,?)", "itiii", statement, label, (int64_t)i, b, e);
  }
  return status;
}

static int row_of(const writer *w, uint32_t i, int64_t *statement) {
  const quoth_statement *s = &w->r->statements[i];
  q_buf b[3] = {{0}};
  sqlite3_stmt *st;
  pieces(&b[0], w->r, s->content);
  pieces(&b[1], w->r, s->cue);
  pieces(&b[2], w->r, s->source);
  int status = b[0].failed || b[1].failed || b[2].failed ? q_fail(w->e, QUOTH_MEMORY, "out of memory") : 0;
  if (!status)
    status = q_sql(w->c, &st, w->e, "INSERT INTO statement(report, seq, kind, place, force, negated, confidence, content, cue, source, language, speaker, target, parent)"
                   " VALUES(?,?,?,?,?,?,round(?, 4),?,?,?,?,?,?,?)", "iitttidssst", w->row, (int64_t)i, q_kind_name(s->kind), q_section_name(s->in), q_force_name(s->force), (int64_t)s->negated,
                   (double)s->confidence, b[0].at, (int)b[0].count, b[1].at, (int)b[1].count, b[2].at, (int)b[2].count, s->language);
  if (!status) {
    bind_index(st, 12, s->speaker);
    bind_index(st, 13, s->target);
    bind_index(st, 14, s->parent);
    status = q_row(w->c, st, w->e);
    if (status == QUOTH_NOTHING) status = 0;
    *statement = sqlite3_last_insert_rowid(w->c->db);
  }
  for (int k = 0; k < 3; k++) q_buf_free(&b[k]);
  return status;
}

static int statement(const writer *w, uint32_t i) {
  const quoth_statement *s = &w->r->statements[i];
  int64_t id = 0, begin = -1, end = -1, ignored_begin = 0, ignored_end = 0;
  int status = row_of(w, i, &id);
  if (!status) status = spans(w, id, "content", s->content, &begin, &end);
  if (!status) status = q_run(w->c, w->e, "UPDATE statement SET begin = ?2, end = ?3 WHERE statement = ?1", "iii", id, begin, end);
  if (!status) status = spans(w, id, "cue", s->cue, &ignored_begin, &ignored_end);
  if (!status) status = spans(w, id, "source", s->source, &ignored_begin, &ignored_end);
  if (!status) status = spans(w, id, "addressee", s->addressee, &ignored_begin, &ignored_end);
  for (uint32_t k = 0; k < s->about.count && !status; k++)
    status = q_run(w->c, w->e, "INSERT INTO about(statement, seq, local) VALUES(?,?,?)", "iii", id, (int64_t)k, (int64_t)w->r->spans[s->about.first + k].begin);
  if (!status && s->when >= 0 && (uint32_t)s->when < w->r->time_count) status = q_run(w->c, w->e, "INSERT INTO statement_time(statement, seq) VALUES(?,?)", "ii", id, (int64_t)s->when);
  return status ? status : words(w->c, w->r, s, id, true, w->e);
}

static int fingerprints(const writer *w, const q_prints *prints) {
  int status = 0;
  for (uint32_t i = 0; prints && i < prints->count && !status; i++) {
    uint32_t token = prints->at[i].token;
    int64_t at = token < w->r->token_count ? point(w, w->r->tokens[token].span.begin) : 0;
    status = q_run(w->c, w->e, "INSERT OR IGNORE INTO fingerprint(hash, report, point) VALUES(?,?,?)", "iii", (int64_t)prints->at[i].hash, w->row, at);
  }
  return status;
}

int q_layers_put(q_case *c, int64_t row, const quoth_report *r, const q_prints *prints, quoth_error *e) {
  writer w = { c, r, row, e };
  int status = sections(&w);
  if (!status) status = times(&w);
  if (!status) status = actors(&w);
  for (uint32_t i = 0; i < r->statement_count && !status; i++) status = statement(&w, i);
  if (!status) status = fingerprints(&w, prints);
  return status ? status : q_words_report(c, row, r->title, r->text, true, e);
}

static int unsearch(q_case *c, const quoth_report *r, int64_t row, quoth_error *e) {
  int status = q_words_report(c, row, r->title, r->text, false, e);
  for (uint32_t i = 0; i < r->statement_count && !status; i++) {
    int64_t id = 0;
    status = q_number(c, &id, e, "SELECT statement FROM statement WHERE report = ? AND seq = ?", "ii", row, (int64_t)i);
    if (!status) status = words(c, r, &r->statements[i], id, false, e);
  }
  return status < 0 ? status : 0;
}

int q_layers_drop(q_case *c, int64_t row, quoth_error *e) {
  quoth_report *r = NULL;
  int status = q_case_load(c, NULL, row, &r, e);
  if (!status) status = unsearch(c, r, row, e);
  quoth_report_free(r);
  if (!status) status = q_run(c, e, "UPDATE report SET linked = 0 WHERE report = ?1 OR report IN (SELECT b FROM link WHERE a = ?1) OR report IN (SELECT a FROM link WHERE b = ?1)", "i", row);
  if (!status) status = q_run(c, e, "UPDATE report SET linked = 0 WHERE report IN (SELECT report FROM claim_member WHERE claim IN (SELECT claim FROM claim_member WHERE report = ?1))", "i", row);
  if (!status) status = q_run(c, e, "DELETE FROM claim WHERE claim IN (SELECT claim FROM claim_member WHERE report = ?)", "i", row);
  if (!status) status = q_run(c, e, "DELETE FROM unit WHERE report = ?", "i", row);
  if (!status) status = q_run(c, e, "DELETE FROM link WHERE a = ?1 OR b = ?1", "i", row);
  if (!status) status = q_run(c, e, "DELETE FROM claim_member WHERE report = ?", "i", row);
  if (!status) status = q_run(c, e, "DELETE FROM section WHERE report = ?", "i", row);
  if (!status) status = q_run(c, e, "DELETE FROM credit WHERE report = ?", "i", row);
  if (!status) status = q_run(c, e, "DELETE FROM time WHERE report = ?", "i", row);
  if (!status) status = q_run(c, e, "DELETE FROM mention WHERE report = ?", "i", row);
  if (!status) status = q_run(c, e, "DELETE FROM statement WHERE report = ?", "i", row);
  if (!status) status = q_run(c, e, "DELETE FROM local_actor WHERE report = ?", "i", row);
  return status ? status : q_run(c, e, "DELETE FROM fingerprint WHERE report = ?", "i", row);
}
