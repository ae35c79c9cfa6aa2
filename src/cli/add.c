/* quoth add, refresh, forget: what changes a case. */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>
#include "cli/cli.h"

static volatile int stop;
static void interrupt(int sig) { (void)sig; stop = 1; }

typedef struct meter { bool shown, quiet; quoth_counts last; } meter;

static void progress(void *user, quoth_stage stage, const quoth_counts *n) {
  meter *m = user;
  m->last = *n;
  if (m->quiet) return;
  fprintf(stderr, "\r\033[K%s %llu reports, %llu statements%s", stage == QUOTH_READING ? "reading" : "linking", (unsigned long long)n->inputs, (unsigned long long)n->statements, n->refused ? ", some refused" : "");
  m->shown = true;
}

static void clear(meter *m) {
  if (m->shown) fputs("\r\033[K", stderr);
  m->shown = false;
}

static void refused(void *user, const quoth_error *why) {
  clear(user);
  fprintf(stderr, "quoth: %s\n", why->message);
}

static void summary(const options *o, const char *path, const quoth_counts *n) {
  if (o->json) {
    printf("{\"quoth\": 1, \"inputs\": %llu, \"stored\": %llu, \"versions\": %llu, \"duplicates\": %llu, \"refused\": %llu, \"statements\": %llu, \"unread\": %llu}\n", (unsigned long long)n->inputs, (unsigned long long)n->stored,
           (unsigned long long)n->versions, (unsigned long long)n->duplicates, (unsigned long long)n->refused, (unsigned long long)n->statements, (unsigned long long)n->unread);
  } else if (!o->quiet) {
    printf("%s: %llu stored, %llu duplicates", path, (unsigned long long)n->stored, (unsigned long long)n->duplicates);
    if (n->versions) printf(", %llu new versions", (unsigned long long)n->versions);
    if (n->refused) printf(", %llu refused", (unsigned long long)n->refused);
    if (n->unread) printf(", %llu in no language that quoth reads", (unsigned long long)n->unread);
    printf("; %llu statements\n", (unsigned long long)n->statements);
  }
}

/* Runs add (in given) or refresh (in NULL) with a meter on a terminal; Ctrl-C ends it after what is begun. */
static int work(const options *o, quoth_case *c, const quoth *q, quoth_inputs *in, quoth_error *e) {
  meter m = { .quiet = o->quiet || !isatty(2) };
  quoth_counts n = {0};
  quoth_work w = { .threads = o->threads, .stop = &stop, .progress = progress, .refused = refused, .user = &m };
  struct sigaction act = { .sa_handler = interrupt };
  sigaction(SIGINT, &act, NULL);
  sigaction(SIGTERM, &act, NULL);
  int status = in ? quoth_case_add(c, q, in, &w, &n, e) : quoth_case_refresh(c, q, &w, &n, e);
  clear(&m);
  summary(o, o->paths[0], &n);
  if (status == QUOTH_STOPPED) { fprintf(stderr, "quoth: stopped; what was read is stored, the same command goes on from here\n"); return 3; }
  return status ? cli_fail(e) : n.refused ? 3 : 0;
}

static int run(int argc, char **argv, bool add) {
  options o = {0};
  quoth *q = NULL;
  quoth_case *c = NULL;
  quoth_inputs *in = NULL;
  quoth_error e = {0};
  int status = cli_options(&o, argc, argv, NULL, NULL, NULL, NULL);
  if (!status && o.path_count < (add ? 2u : 1u)) {
    fprintf(stderr, "quoth %s: a case%s wanted; see quoth help %s\n", argv[0], add ? " and files are" : " is", argv[0]);
    status = 2;
  }
  if (!status && quoth_open(&o.open, &q, &e)) status = cli_fail(&e);
  if (!status && quoth_case_open(o.paths[0], add ? QUOTH_CREATE : QUOTH_WRITE, &c, &e)) status = cli_fail(&e);
  if (!status && add && quoth_inputs_open(o.paths + 1, o.path_count - 1, o.from, o.date_order, &in, &e)) status = cli_fail(&e);
  if (!status) status = work(&o, c, q, in, &e);
  quoth_inputs_close(in);
  if (c && quoth_case_close(c, &e)) status = cli_fail(&e);
  quoth_close(q);
  free(o.paths);
  return cli_finish(status);
}

int cli_add(int argc, char **argv) { return run(argc, argv, true); }
int cli_refresh(int argc, char **argv) { return run(argc, argv, false); }

int cli_forget(int argc, char **argv) {
  options o = {0};
  quoth *q = NULL;
  quoth_case *c = NULL;
  quoth_error e = {0};
  int status = cli_options(&o, argc, argv, NULL, NULL, NULL, NULL);
  if (!status && o.path_count < 2) {
    fprintf(stderr, "quoth forget: a case and ids of reports are wanted; see quoth help forget\n");
    status = 2;
  }
  if (!status && (quoth_open(&o.open, &q, &e) || quoth_case_open(o.paths[0], QUOTH_WRITE, &c, &e))) status = cli_fail(&e);
  for (size_t i = 1; i < o.path_count && !status; i++)
    if (quoth_case_forget(c, q, o.paths[i], &e)) status = cli_fail(&e);
  if (c && quoth_case_close(c, &e)) status = cli_fail(&e);
  quoth_close(q);
  free(o.paths);
  return cli_finish(status);
}
