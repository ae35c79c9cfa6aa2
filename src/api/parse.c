/* quoth parse: inputs -> words, by as many threads as there are. */
#include "api/flow.h"
#include "read/read.h"

int quoth_has_network(const quoth *q) { return q->core != NULL; }

/* A parser's user wants every word of a text in its sentence, whatever part it plays on a page. */
static int one_section(quoth_report *r) {
  quoth_section *whole = q_alloc(r->arena, sizeof *whole);
  if (!whole) return QUOTH_MEMORY;
  *whole = (quoth_section){ QUOTH_BODY, NULL, { 0, r->length }, NULL };
  r->sections = whole;
  r->section_count = 1;
  return 0;
}

int quoth_parse(const quoth *q, const quoth_input *input, quoth_report **out, quoth_error *e) {
  quoth_report *r = NULL;
  bool given = input->format && strcmp(input->format, "conllu") == 0;
  int status = given ? q_read_conllu(q->langs, input, &r, e) : q_read_report(q->langs, input, &r, e);
  if (status) return status;
  if (one_section(r) || q_points_index(r)) status = q_fail(e, QUOTH_MEMORY, "out of memory");
  if (!status) status = given ? q_given_tokens(q->langs, r, e) : q_parse(q->langs, r, e);
  if (!status) status = q_quotes(q->langs, r, e);
  if (!status && !given) status = q_words(q->langs, q->words, r, e);
  if (!status) status = q_syntax(q->core, r, e);
  if (status) { quoth_report_free(r); return status; }
  *out = r;
  return 0;
}

typedef struct parsing {
  quoth_inputs *in;
  const char *language;
  const quoth_work *work;
  quoth_counts *counts;
  int (*each)(void *user, const quoth_report *r);
  void *user;
  int ended;                     /* what each returned */
} parsing;

static int next(void *from, q_job *job, bool *fatal) {
  parsing *p = from;
  *fatal = false;
  int status = quoth_inputs_next(p->in, &job->input, &job->error);
  if (!status && p->language) job->input.language = p->language;
  return status;
}

static int make(const quoth *q, q_job *job) { return quoth_parse(q, &job->input, &job->report, &job->error); }

static int take(void *to, q_job *job, quoth_error *e) {
  parsing *p = to;
  p->counts->inputs++;
  if (!job->status && (p->ended = p->each(p->user, job->report))) return q_fail(e, QUOTH_STOPPED, "stopped");
  if (!job->status) { p->counts->stored++; return 0; }
  p->counts->refused++;
  if (p->work && p->work->refused) p->work->refused(p->work->user, &job->error);
  return 0;
}

static int no_pause(void *to, quoth_error *e) { (void)to; (void)e; return 0; }

int quoth_parse_inputs(const quoth *q, quoth_inputs *in, const char *language, const quoth_work *work, int (*each)(void *user, const quoth_report *r), void *user, quoth_counts *counts, quoth_error *e) {
  quoth_counts none;
  parsing p = { in, language, work, counts ? counts : &none, each, user, 0 };
  *p.counts = (quoth_counts){ 0 };
  q_flow f = { .q = q, .make = make, .threads = work ? work->threads : 0, .stop = work ? work->stop : NULL, .next = next, .from = &p, .take = take, .idle = no_pause, .to = &p };
  int status = q_flow_run(&f, e);
  return p.ended ? p.ended : status;
}
