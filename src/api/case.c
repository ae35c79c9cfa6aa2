/* The case in quoth.h: adding, refreshing, forgetting, answers. */
#include <stdlib.h>
#include "casefile/spread.h"
#include "api/flow.h"
#include "view/view.h"

/* A batch is a transaction. */
enum { BATCH = 64, BATCH_BYTES = 8 << 20 };

struct quoth_case { q_case *store; };

typedef struct writer {
  q_case *store;
  q_langs *langs;
  const quoth_work *work;
  quoth_counts *counts;
  quoth_counts safe;        /* as of the last commit */
  uint32_t batch;
  size_t bytes;
} writer;

int quoth_case_open(const char *path, quoth_mode mode, quoth_case **out, quoth_error *e) {
  static const q_case_mode modes[] = { Q_CASE_READ, Q_CASE_WRITE, Q_CASE_CREATE };
  quoth_case *c = calloc(1, sizeof *c);
  if (!c) return q_fail(e, QUOTH_MEMORY, "out of memory");
  int status = q_case_open(path, modes[mode], &c->store, e);
  if (status) { free(c); return status; }
  *out = c;
  return 0;
}

int quoth_case_close(quoth_case *c, quoth_error *e) {
  int status = c ? q_case_close(c->store, e) : 0;
  free(c);
  return status;
}


/* ---- what adding and refreshing share ---- */

static int commit(void *to, quoth_error *e) {
  writer *w = to;
  int status = w->batch ? q_case_commit(w->store, e) : 0;
  if (!status) w->safe = *w->counts;
  w->batch = 0;
  w->bytes = 0;
  return status;
}

static int full(writer *w, const q_job *job, quoth_error *e) {
  w->batch++;
  w->bytes += job->input.size;
  return w->batch >= BATCH || w->bytes >= BATCH_BYTES ? commit(w, e) : 0;
}

static void show_progress(const writer *w, quoth_stage stage) {
  if (w->work && w->work->progress) w->work->progress(w->work->user, stage, w->counts);
}

static void refused(writer *w, const q_job *job) {
  w->counts->refused++;
  if (w->work && w->work->refused) w->work->refused(w->work->user, &job->error);
}

/* The last batch, then the links that are owed. After an error in the flow its batch goes, and nothing before it. */
static int finish(writer *w, const quoth *q, int flowed, quoth_error *e) {
  if (flowed && flowed != QUOTH_STOPPED) {
    q_case_rollback(w->store);
    *w->counts = w->safe;
    return flowed;
  }
  quoth_error stop = e ? *e : (quoth_error){0};
  int status = q_outlets_note(q->outlet_list, w->store, e);
  if (!status) status = q_case_made_by(w->store, QUOTH_VERSION, e);
  if (!status) status = q_case_commit(w->store, e);
  if (status) { *w->counts = w->safe; return status; }
  if (flowed) { if (e) *e = stop; return flowed; }
  show_progress(w, QUOTH_LINKING);
  status = q_link_owed(w->store, q->langs, e);
  return status ? status : q_case_commit(w->store, e);
}

static q_flow flow_of(const quoth *q, const quoth_work *work, writer *w) {
  return (q_flow){ .q = q, .threads = work ? work->threads : 0, .stop = work ? work->stop : NULL, .idle = commit, .to = w };
}

/* ---- add ---- */

static int next_input(void *from, q_job *job, bool *fatal) {
  *fatal = false;
  return quoth_inputs_next(from, &job->input, &job->error);
}

static void count(writer *w, const quoth_report *r) {
  w->counts->statements += r->statement_count;
  w->counts->unread += !r->language || !q_langs_get(w->langs, r->language);
}

static int take_input(void *to, q_job *job, quoth_error *e) {
  writer *w = to;
  quoth_counts *n = w->counts;
  int status;
  n->inputs++;
  if (job->status) {
    refused(w, job);
    status = q_case_refuse(w->store, job->error.file, job->error.record, job->error.byte, job->error.message, e);
  } else {
    q_fate fate;
    int64_t row;
    status = q_case_put(w->store, &job->input, job->report, &job->prints, true, &fate, &row, e);
    if (!status) (*(fate == Q_DUPLICATE ? &n->duplicates : &n->stored))++;
    if (!status && fate == Q_VERSION) n->versions++;
    if (!status && fate != Q_DUPLICATE) count(w, job->report);
  }
  if (!status) status = full(w, job, e);
  show_progress(w, QUOTH_READING);
  return status;
}

int quoth_case_add(quoth_case *c, const quoth *q, quoth_inputs *in, const quoth_work *work, quoth_counts *counts, quoth_error *e) {
  quoth_counts none;
  writer w = { .store = c->store, .langs = q->langs, .work = work, .counts = counts ? counts : &none };
  *w.counts = (quoth_counts){0};
  q_flow f = flow_of(q, work, &w);
  f.next = next_input;
  f.from = in;
  f.take = take_input;
  int status = q_case_begin(c->store, e);
  if (!status) status = q_flow_run(&f, e);
  return finish(&w, q, status, e);
}

/* ---- refresh: the case is read through a second connection while it is written ---- */

typedef struct past { q_case *store; int64_t row, last; bool within; } past;

static int next_given(void *from, q_job *job, bool *fatal) {
  past *p = from;
  *fatal = true;
  for (;;) {
    bool first = !p->within;
    if (first) {
      int status = q_case_next(p->store, p->row, &p->row, &job->error);
      if (status) return status;
      if (!p->row || p->row > p->last) return QUOTH_NOTHING;
    }
    int status = q_case_given(p->store, p->row, first, &job->input, &job->error);
    p->within = status == 0;
    job->row = p->row;
    job->first = first;
    if (status != QUOTH_NOTHING) return status;
  }
}

static int take_given(void *to, q_job *job, quoth_error *e) {
  writer *w = to;
  w->counts->inputs++;
  int status = job->first ? full(w, job, e) : 0; /* between two reports only, so that none is half renewed */
  if (!status && job->status) refused(w, job);
  else if (!status) status = q_case_renew(w->store, &job->input, job->report, &job->prints, job->first, job->row, e);
  if (!status && !job->status && job->first) { w->counts->stored++; count(w, job->report); }
  show_progress(w, QUOTH_READING);
  return status;
}

static int no_pause(void *to, quoth_error *e) { (void)to; (void)e; return 0; }

int quoth_case_refresh(quoth_case *c, const quoth *q, const quoth_work *work, quoth_counts *counts, quoth_error *e) {
  quoth_counts none;
  writer w = { .store = c->store, .langs = q->langs, .work = work, .counts = counts ? counts : &none };
  past p = {0};
  *w.counts = (quoth_counts){0};
  int status = q_case_begin(c->store, e);
  if (!status) status = q_case_last(c->store, &p.last, e);
  if (!status) status = q_case_open(q_case_path(c->store), Q_CASE_READ, &p.store, e);
  if (status) return status;
  q_flow f = flow_of(q, work, &w);
  f.kept = true;
  f.next = next_given;
  f.from = &p;
  f.take = take_given;
  f.idle = no_pause;
  status = q_flow_run(&f, e);
  q_case_close(p.store, NULL);
  return finish(&w, q, status, e);
}

/* ---- the rest ---- */

int quoth_case_forget(quoth_case *c, const quoth *q, const char *id, quoth_error *e) {
  int64_t row;
  int status = q_case_begin(c->store, e);
  if (!status) status = q_case_report(c->store, id, &row, e);
  if (!status) status = q_case_forget(c->store, row, e);
  if (status) { q_case_rollback(c->store); return status; }
  status = q_case_commit(c->store, e);
  if (!status) status = q_link_owed(c->store, q->langs, e);
  return status ? status : q_case_commit(c->store, e);
}

int quoth_case_show(quoth_case *c, const char *id, quoth_report **out, quoth_error *e) {
  int64_t row;
  int status = q_case_report(c->store, id, &row, e);
  return status ? status : q_case_load(c->store, NULL, row, out, e);
}

int quoth_case_find(quoth_case *c, const quoth_query *query, int (*each)(void *, const quoth_found *), void *user, quoth_error *e) {
  return q_case_find(c->store, query, each, user, e);
}

int quoth_case_sql(quoth_case *c, const char *sql, quoth_row each, void *user, quoth_error *e) {
  return q_case_sql(c->store, sql, each, user, e);
}

/* ---- export ---- */

typedef struct table { FILE *out; bool csv, begun; q_buf line; } table;

static int write_table_row(void *user, int columns, const char *const *names, const char *const *values) {
  table *t = user;
  t->line.count = 0;
  if (t->csv && !t->begun) q_view_csv_line(&t->line, columns, names);
  t->begun = true;
  if (t->csv) q_view_csv_line(&t->line, columns, values);
  else q_view_json_line(&t->line, columns, names, values);
  if (t->line.failed) return QUOTH_MEMORY;
  return fwrite(t->line.at, 1, t->line.count, t->out) == t->line.count ? 0 : QUOTH_SYSTEM;
}

int quoth_case_export(quoth_case *c, const char *format, const char *view, FILE *out, quoth_error *e) {
  table t = { .out = out, .csv = strcmp(format, "csv") == 0 };
  char sql[256];
  if (!t.csv && strcmp(format, "jsonl") != 0) return q_fail(e, QUOTH_USAGE, "unknown format %s: csv or jsonl", format);
  int status = q_case_view_sql(c->store, view ? view : "who_said", sql, e);
  if (!status) status = q_case_sql(c->store, sql, write_table_row, &t, e);
  q_buf_free(&t.line);
  if (status == QUOTH_SYSTEM) return q_fail(e, status, "the export could not be written");
  return status;
}

int quoth_case_claims(quoth_case *c, const quoth_claim_query *query, int (*each)(void *, const quoth_claim *), void *user, quoth_error *e) {
  return q_case_claims(c->store, query, each, user, e);
}

int quoth_case_trace(quoth_case *c, const char *id, int (*each)(void *, const quoth_link *), void *user, quoth_error *e) {
  return q_case_trace(c->store, id, each, user, e);
}
