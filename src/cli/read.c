#include <stdlib.h>
#include "cli/cli.h"

int cli_print(const options *o, const quoth_report *r) {
  if (o->json) return quoth_write_json(r, stdout);
  q_buf b = {0};
  int status = q_view_report_text(r, o->colors, cli_width(), &b);
  if (!status && fwrite(b.at, 1, b.count, stdout) != b.count) status = QUOTH_SYSTEM;
  q_buf_free(&b);
  return status;
}

int cli_read(int argc, char **argv) {
  options o = {0};
  quoth *q = NULL;
  quoth_inputs *in = NULL;
  quoth_error e = {0};
  int status = cli_options(&o, argc, argv, NULL, NULL, NULL, NULL), got;
  if (status) goto done;
  char *standard_input[] = { "-" };
  if (quoth_open(&o.open, &q, &e) || quoth_inputs_open(o.path_count ? o.paths : standard_input, o.path_count ? o.path_count : 1, o.from, o.date_order, &in, &e)) {
    status = cli_fail(&e);
    goto done;
  }
  quoth_input input;
  while ((got = quoth_inputs_next(in, &input, &e)) != QUOTH_NOTHING) {
    quoth_report *r = NULL;
    if (got || quoth_read(q, &input, &r, &e)) { cli_fail(&e); status = 3; continue; }
    int wrote = cli_print(&o, r);
    quoth_report_free(r);
    if (wrote) break;
  }
  status = cli_finish(status);
done:
  quoth_inputs_close(in);
  quoth_close(q);
  free(o.paths);
  return status;
}
