#include <stdlib.h>
#include "cli/cli.h"

static int put(void *user, const quoth_report *r) {
  (void)user;
  return quoth_write_conllu(r, stdout) ? 1 : 0;
}

static void refused(void *user, const quoth_error *why) {
  (void)user;
  cli_fail(why);
}

int cli_parse(int argc, char **argv) {
  static const char *const values[] = { "--tokens", "--language", NULL };
  const char *given[2] = { NULL, NULL };
  options o = { 0 };
  quoth *q = NULL;
  quoth_inputs *in = NULL;
  quoth_error e = { 0 };
  quoth_counts counts = { 0 };
  int status = cli_options(&o, argc, argv, values, given, NULL, NULL);
  if (status) goto done;
  status = 2;
  if (given[0] && o.path_count) { fprintf(stderr, "quoth parse: --tokens has its file; no other can be given\n"); goto done; }
  char *tokens[] = { (char *)(given[0] ? given[0] : "-") };
  char **paths = o.path_count ? o.paths : tokens;
  if (quoth_open(&o.open, &q, &e) || quoth_inputs_open(paths, o.path_count ? o.path_count : 1, given[0] ? "conllu" : o.from, o.date_order, &in, &e)) { cli_fail(&e); goto done; }
  if (!quoth_has_network(q) && !o.quiet) fprintf(stderr, "quoth: no fitted network in models/: lemmas, tags and trees stay empty (_)\n");
  quoth_work work = { .threads = o.threads, .refused = refused };
  status = quoth_parse_inputs(q, in, given[1], &work, put, NULL, &counts, &e);
  if (status == 1) status = 2; /* cli_finish says why */
  else if (status) status = cli_fail(&e);
  else status = counts.refused ? 3 : 0;
  status = cli_finish(status);
done:
  quoth_inputs_close(in);
  quoth_close(q);
  free(o.paths);
  return status;
}
