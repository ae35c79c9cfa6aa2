/* Storing and forgetting reports. What the same report is (the rules of the case's vocabulary):
 * same outlet and same text: one report, every way in which it was given is noted, and the smallest of them in a fixed order (earliest date, then id) is the one whose
 * metadata it carries; same text and no outlet: belongs to the report with this text, to the one with the smallest outlet if there are several; same text, other
 * outlet: another report; same outlet and same id or URL, other text: a version (same.c). */
#include <stdlib.h>
#include "casefile/store.h"

typedef struct putter {
  q_case *c;
  const quoth_input *given;
  const quoth_report *r;
  const q_prints *prints;
  quoth_error *e;
  char *key;                /* of the outlet; NULL: unknown */
  int64_t outlet, hash;
  char rank[640], base[256], mark[20];
} putter;

static char *outlet_key(const char *name) {
  size_t n = strlen(name);
  char *key = malloc(n + 9);
  if (key) key[q_fold_search(name, n, key, n + 8)] = 0;
  return key;
}

/* The fixed order of the ways in which a report was given; what is missing comes last. */
static void rank(const quoth_input *g, char out[640]) {
  const char *fields[] = { g->published, g->id, g->url, g->title, g->language, g->outlet, g->updated, g->format, g->source };
  uint64_t h = 0;
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) h = q_hash(fields[i] ? fields[i] : "", fields[i] ? strlen(fields[i]) : 0, h + (fields[i] != NULL));
  snprintf(out, 640, "%.64s %.256s %016llx", g->published ? g->published : "~", g->id ? g->id : "~", (unsigned long long)h);
  out[q_utf8_valid(out, strlen(out))] = 0;
}

/* The spelling that is shown is the smallest, not the first. */
static int find_outlet(putter *p) {
  const char *name = p->r->outlet;
  if (!name || !*name) return 0;
  if (!(p->key = outlet_key(name))) return q_fail(p->e, QUOTH_MEMORY, "out of memory");
  int status = q_run(p->c, p->e, "INSERT INTO outlet(key, name) VALUES(?1, ?2) ON CONFLICT(key) DO UPDATE SET name = excluded.name WHERE excluded.name < name", "tt", p->key, name);
  return status ? status : q_number(p->c, &p->outlet, p->e, "SELECT outlet FROM outlet WHERE key = ?", "t", p->key);
}

static void provenance(q_buf *b, const quoth_report *r) {
  const char *pairs[][2] = { { "language", r->language_from }, { "title", r->title_from }, { "outlet", r->outlet_from }, { "published", r->published.from }, { "updated", r->updated.from } };
  q_buf_char(b, '{');
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
    if (pairs[i][1]) q_buf_printf(b, "%s\"%s\":\"%s\"", b->count > 1 ? "," : "", pairs[i][0], pairs[i][1]);
  q_buf_char(b, '}');
}

/* Writes the report row: a new one (row 0), or again over an old one. */
static int write_row(putter *p, int64_t *row) {
  const quoth_report *r = p->r;
  q_buf from = {0};
  sqlite3_stmt *st;
  provenance(&from, r);
#define POINTS(s) (int64_t)quoth_points(r, (s).begin), (int64_t)quoth_points(r, (s).end)
  int status = from.failed ? q_fail(p->e, QUOTH_MEMORY, "out of memory") : q_sql(p->c, &st, p->e,
    "INSERT INTO report(report, id, base, mark, source, url, format, language, title, outlet, published, published_begin, published_end, updated, updated_begin, updated_end,"
    " dateline_place, dateline_agency, dateline_begin, dateline_end, characters, text, text_hash, layers, provenance) VALUES(nullif(?,0),'~',?,?,?,?,?,?,?,nullif(?,0),?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
    " ON CONFLICT(report) DO UPDATE SET base = excluded.base, mark = excluded.mark, source = excluded.source, url = excluded.url, format = excluded.format, language = excluded.language,"
    " title = excluded.title, outlet = excluded.outlet, published = excluded.published, published_begin = excluded.published_begin, published_end = excluded.published_end,"
    " updated = excluded.updated, updated_begin = excluded.updated_begin, updated_end = excluded.updated_end, dateline_place = excluded.dateline_place, dateline_agency = excluded.dateline_agency,"
    " dateline_begin = excluded.dateline_begin, dateline_end = excluded.dateline_end, layers = excluded.layers, linked = 0, provenance = excluded.provenance",
    "itttttttitiitiittiiisiis", *row, p->base, p->mark, p->given->source, r->url, r->format, r->language, r->title, p->outlet, r->published.iso, POINTS(r->published.span), r->updated.iso,
    POINTS(r->updated.span), r->dateline.place, r->dateline.agency, POINTS(r->dateline.span), (int64_t)q_utf8_count(r->text, r->length), r->text, (int)r->length, p->hash, (int64_t)Q_LAYERS,
    from.at, (int)from.count);
  if (!status) status = q_row(p->c, st, p->e);
  if (status == QUOTH_NOTHING) status = 0;
  if (!status && !*row) *row = sqlite3_last_insert_rowid(p->c->db);
  q_buf_free(&from);
  return status;
}

static int note_given(putter *p, int64_t row, bool chosen) {
  const quoth_input *g = p->given;
  int status = chosen ? q_run(p->c, p->e, "UPDATE given SET chosen = 0 WHERE report = ?", "i", row) : 0;
  return status ? status : q_run(p->c, p->e, "INSERT INTO given(report, rank, chosen, known, source, format, id, url, title, language, outlet, published, updated, date_order) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
    " ON CONFLICT DO UPDATE SET chosen = max(chosen, excluded.chosen), known = excluded.known", "itiitttttttttt", row, p->rank, (int64_t)chosen, (int64_t)(p->outlet != 0), g->source, g->format,
    g->id, g->url, g->title, g->language, g->outlet, g->published, g->updated, g->date_order);
}

/* The report at row is made new from p: its layers and metadata. */
static int make_over(putter *p, int64_t row) {
  char old[256] = "";
  sqlite3_stmt *st;
  int status = q_sql(p->c, &st, p->e, "SELECT base FROM report WHERE report = ?", "i", row);
  if (!status && (status = q_row(p->c, st, p->e)) == 0) { snprintf(old, sizeof old, "%s", q_text(st, 0)); sqlite3_reset(st); }
  if (!status) status = q_layers_drop(p->c, row, p->e);
  if (!status) status = write_row(p, &row);
  if (!status) status = note_given(p, row, true);
  if (!status) status = q_layers_put(p->c, row, p->r, p->prints, p->e);
  if (!status && strcmp(old, p->base) != 0) status = q_same_ids(p->c, old, p->e);
  return status ? status : q_same_settle(p->c, row, p->e);
}

/* Givens without an outlet go with the smallest outlet that has the text. */
static int draw_unknown(putter *p, int64_t row) {
  int64_t holder = 0;
  int status = q_number(p->c, &holder, p->e, "SELECT r.report FROM report r JOIN outlet o USING (outlet) WHERE r.text_hash = ? AND r.text = ? AND r.report <> ? AND o.key > ? ORDER BY o.key LIMIT 1", "isit",
                        p->hash, p->r->text, (int)p->r->length, row, p->key);
  if (status) return status == QUOTH_NOTHING ? 0 : status;
  return q_run(p->c, p->e, "UPDATE OR IGNORE given SET report = ?2 WHERE report = ?1 AND known = 0", "ii", holder, row);
}

static int store_new(putter *p, int64_t *row, q_fate *fate) {
  int64_t grouped = 0, others = 0;
  int status = write_row(p, row);
  if (!status) status = note_given(p, *row, true);
  if (!status && p->key) status = draw_unknown(p, *row);
  if (!status) status = q_layers_put(p->c, *row, p->r, p->prints, p->e);
  if (!status) status = q_same_settle(p->c, *row, p->e);
  if (!status) status = q_number(p->c, &grouped, p->e, "SELECT version_of IS NOT NULL FROM report WHERE report = ?", "i", *row);
  if (!status) status = q_number(p->c, &others, p->e, "SELECT count(*) FROM report WHERE version_of = ?", "i", *row);
  *fate = grouped || others ? Q_VERSION : Q_STORED;
  return status;
}

/* The report that p is another copy of: *row 0 if there is none. *bare: that report has no outlet. */
static int find_twin(putter *p, int64_t *row, bool *bare) {
  sqlite3_stmt *st;
  bool found = false;
  *bare = false;
  int status = q_sql(p->c, &st, p->e, "SELECT r.report, r.outlet FROM report r LEFT JOIN outlet o USING (outlet) WHERE r.text_hash = ? AND r.text = ? ORDER BY o.key", "is", p->hash, p->r->text, (int)p->r->length);
  while (!status && (status = q_row(p->c, st, p->e)) == 0) {
    bool none = sqlite3_column_type(st, 1) == SQLITE_NULL;
    if (found || !(none || !p->outlet || sqlite3_column_int64(st, 1) == p->outlet)) continue;
    *row = sqlite3_column_int64(st, 0);
    *bare = none;
    found = true;
  }
  return status == QUOTH_NOTHING ? 0 : status;
}

static int join_twin(putter *p, int64_t row, bool bare) {
  int64_t smaller = 0;
  bool over = bare && p->outlet;
  int status = 0;
  if (!over && bare == !p->outlet) { /* equals in what is known of the outlet: the smaller way of being given is chosen */
    status = q_number(p->c, &smaller, p->e, "SELECT rank > ?2 FROM given WHERE report = ?1 AND chosen = 1", "it", row, p->rank);
    over = smaller != 0;
  }
  if (status < 0) return status;
  return over ? make_over(p, row) : note_given(p, row, false);
}

static int settle_given(putter *p, int64_t row) { /* another id or URL may join versions */
  int64_t told = 0;
  int status = q_number(p->c, &told, p->e, "SELECT 1 FROM given WHERE report = ? AND rank = ?", "it", row, p->rank);
  return status == QUOTH_NOTHING ? 0 : status ? status : q_same_settle(p->c, row, p->e);
}

static const char *const fates[] = { "stored", "duplicate", "version", "refused" };

static int ledger(q_case *c, const char *source, uint64_t record, uint64_t byte, q_fate fate, int64_t row, const char *reason, quoth_error *e) {
  int status = c->run ? 0 : q_number(c, &c->run, e, "SELECT coalesce(max(run), 0) + 1 FROM ledger", "");
  if (status) return status;
  return q_run(c, e, "INSERT INTO ledger(run, source, record, byte, fate, report, reason) VALUES(?,?,nullif(?,0),nullif(?,0),?,nullif(?,0),?)", "itiitit", c->run, source, (int64_t)record, (int64_t)byte,
               fates[fate], row, reason);
}

/* Everything about the report that is asked of given and r beforehand. */
static int ready(putter *p) {
  p->hash = (int64_t)q_hash(p->r->text, p->r->length, 0);
  rank(p->given, p->rank);
  int status = find_outlet(p);
  if (!status) q_same_base(p->given, p->r, p->key, p->base, p->mark);
  return status;
}

/* row: the one that a new report is to have, 0 any; then the one it has. */
static int put(putter *p, q_fate *fate, int64_t *row) {
  int64_t twin = 0, known = 0;
  bool bare = false;
  int status = find_twin(p, &twin, &bare);
  if (status) return status;
  if (!twin) return store_new(p, row, fate);
  *fate = Q_DUPLICATE;
  *row = twin;
  status = q_number(p->c, &known, p->e, "SELECT 1 FROM given WHERE report = ? AND rank = ?", "it", twin, p->rank);
  if (status != QUOTH_NOTHING) return status;
  status = join_twin(p, twin, bare);
  return status || !p->outlet ? status : settle_given(p, twin);
}

int q_case_put(q_case *c, const quoth_input *given, const quoth_report *r, const q_prints *prints, bool note, q_fate *fate, int64_t *row, quoth_error *e) {
  putter p = { .c = c, .given = given, .r = r, .prints = prints, .e = e };
  *row = 0;
  int status = ready(&p);
  if (!status) status = put(&p, fate, row);
  if (!status && note) status = ledger(c, given->source, given->record, 0, *fate, *row, NULL, e);
  free(p.key);
  return status;
}

int q_case_refuse(q_case *c, const char *source, uint64_t record, uint64_t byte, const char *reason, quoth_error *e) {
  return ledger(c, source, record, byte, Q_REFUSED, 0, reason, e);
}

/* ---- forgetting ---- */

static int sweep(q_case *c, quoth_error *e) { return q_run(c, e, "DELETE FROM outlet WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.outlet = outlet.outlet)", ""); }

/* note: the ledger says so; else the row comes back at once. */
static int forget(q_case *c, int64_t row, bool note, quoth_error *e) {
  q_arena *a = q_arena_new();
  int64_t *others = NULL;
  uint32_t count = 0;
  char base[256] = "";
  sqlite3_stmt *st;
  int status = a ? q_sql(c, &st, e, "SELECT base FROM report WHERE report = ?", "i", row) : q_fail(e, QUOTH_MEMORY, "out of memory");
  if (!status) status = q_row(c, st, e);
  if (status == QUOTH_NOTHING) status = q_fail_at(e, QUOTH_NOT_FOUND, c->path, 0, 0, "%s: no such report", c->path);
  if (!status) { snprintf(base, sizeof base, "%s", q_text(st, 0)); sqlite3_reset(st); }
  if (!status) status = q_same_part(c, row, &others, &count, a, e);
  if (!status) status = q_layers_drop(c, row, e);
  if (!status && note) status = q_run(c, e, "UPDATE ledger SET report = NULL, reason = 'forgotten' WHERE report = ?", "i", row);
  if (!status) status = q_run(c, e, "DELETE FROM report WHERE report = ?", "i", row);
  for (uint32_t i = 0; i < count && !status; i++) status = q_same_settle(c, others[i], e);
  if (!status) status = q_same_ids(c, base, e);
  q_arena_free(a);
  return status;
}

int q_case_forget(q_case *c, int64_t row, quoth_error *e) {
  int status = forget(c, row, true, e);
  return status ? status : sweep(c, e);
}

/* ---- refreshing ---- */

/* Whether the stored report at row has p's outlet: 1 or 0; QUOTH_NOTHING: it is gone, or not given in p's way any more. */
static int stands(putter *p, int64_t row, int64_t *same) {
  return q_number(p->c, same, p->e, "SELECT coalesce(r.outlet, 0) = ?3 FROM report r JOIN given g ON g.report = r.report AND g.rank = ?2 WHERE r.report = ?1", "iti", row, p->rank, p->outlet);
}

int q_case_renew(q_case *c, const quoth_input *given, const quoth_report *r, const q_prints *prints, bool first, int64_t row, quoth_error *e) {
  putter p = { .c = c, .given = given, .r = r, .prints = prints, .e = e };
  int64_t same = 0, at = first ? row : 0;
  q_fate fate;
  int status = ready(&p);
  if (!status) status = stands(&p, row, &same);
  bool gone = status == QUOTH_NOTHING;
  if (gone) status = 0;
  if (!status && first && same) status = make_over(&p, row);
  else if (!status && first && !gone) { status = forget(c, row, false, e); if (!status) status = put(&p, &fate, &at); }
  else if (!status && !same) { /* it may belong elsewhere now */
    if (!gone) status = q_run(c, e, "DELETE FROM given WHERE report = ? AND rank = ? AND chosen = 0", "it", row, p.rank);
    if (!status) status = put(&p, &fate, &at);
  }
  free(p.key);
  return status;
}

int q_case_outlet(q_case *c, const char *name, const char *owner, bool agency, quoth_error *e) {
  char *key = outlet_key(name);
  int64_t outlet = 0;
  if (!key) return q_fail(e, QUOTH_MEMORY, "out of memory");
  int status = q_number(c, &outlet, e, "SELECT outlet FROM outlet WHERE key = ? AND (owner IS NOT nullif(?, '') OR agency <> ?)", "tti", key, owner, (int64_t)agency);
  if (!status) status = q_run(c, e, "UPDATE outlet SET owner = nullif(?, ''), agency = ? WHERE outlet = ?", "tii", owner, (int64_t)agency, outlet);
  if (!status) status = q_run(c, e, "UPDATE report SET linked = 0 WHERE outlet = ?", "i", outlet);
  free(key);
  return status == QUOTH_NOTHING ? 0 : status;
}

int q_case_made_by(q_case *c, const char *version, quoth_error *e) {
  return q_run(c, e, "INSERT INTO meta(key, value) VALUES('quoth', ?1) ON CONFLICT DO UPDATE SET value = excluded.value WHERE value IS NOT excluded.value", "t", version);
}
