/* quoth claims, quoth trace. */
#include <stdlib.h>
#include <unistd.h>
#include "cli/cli.h"
#include "view/spread.h"

typedef struct printer { const options *o; q_buf out; } printer;

static int flush(printer *p) {
  int status = p->out.failed || fwrite(p->out.at, 1, p->out.count, stdout) != p->out.count ? QUOTH_SYSTEM : 0;
  p->out.count = 0;
  return status;
}

static int print_claim(void *user, const quoth_claim *c) {
  printer *p = user;
  if (p->o->json) q_view_claim_json(c, &p->out);
  else q_view_claim_text(c, p->o->colors, cli_width(), &p->out);
  return flush(p);
}

static int print_link(void *user, const quoth_link *l) {
  printer *p = user;
  if (p->o->json) q_view_link_json(l, &p->out);
  else q_view_link_text(l, p->o->colors, cli_width(), &p->out);
  return flush(p);
}

/* A failed write is told by cli_finish. */
static int outcome(int got, const quoth_error *e) {
  if (got == QUOTH_NOTHING) return 1;
  if (got == QUOTH_NOT_FOUND) { cli_fail(e); return 1; }
  return got && e->message[0] ? cli_fail(e) : 0;
}

int cli_claims(int argc, char **argv) {
  static const char *const flags[] = { "--differs", NULL };
  bool differs = false;
  options o = {0};
  quoth_case *c = NULL;
  quoth_error e = {0};
  printer p = { .o = &o };
  int status = cli_options(&o, argc, argv, NULL, NULL, flags, &differs);
  if (!status) status = cli_open_case("claims", &o, 1, &c);
  if (!status) {
    quoth_claim_query q = { 0, differs, o.limit >= 0 ? o.limit : o.json ? -1 : 50 };
    if (o.path_count > 1) q.claim = atoll(strncmp(o.paths[1], "claim:", 6) == 0 ? o.paths[1] + 6 : o.paths[1]);
    status = outcome(quoth_case_claims(c, &q, print_claim, &p, &e), &e);
  }
  q_buf_free(&p.out);
  quoth_case_close(c, NULL);
  free(o.paths);
  return cli_finish(status);
}

int cli_trace(int argc, char **argv) {
  options o = {0};
  quoth_case *c = NULL;
  quoth_error e = {0};
  printer p = { .o = &o };
  int status = cli_options(&o, argc, argv, NULL, NULL, NULL, NULL);
  if (!status) status = cli_open_case("trace", &o, 1, &c);
  if (!status) status = outcome(quoth_case_trace(c, o.path_count > 1 ? o.paths[1] : NULL, print_link, &p, &e), &e);
  q_buf_free(&p.out);
  quoth_case_close(c, NULL);
  free(o.paths);
  return cli_finish(status);
}
