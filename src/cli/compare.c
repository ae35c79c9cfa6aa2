#include <stdlib.h>
#include "api/api.h"
#include "cli/cli.h"
#include "view/paint.h"

static int read_one(const quoth *q, const options *o, char *path, quoth_report **out, quoth_error *e) {
  quoth_inputs *in = NULL;
  quoth_input input;
  int status = quoth_inputs_open(&path, 1, o->from, o->date_order, &in, e);
  if (!status) status = quoth_inputs_next(in, &input, e);
  if (status == QUOTH_NOTHING) status = q_fail(e, QUOTH_DATA, "%s: no report in it", path);
  if (!status) status = quoth_read(q, &input, out, e);
  quoth_inputs_close(in);
  return status;
}

static void side(q_paint *p, const quoth_report *r, quoth_span s, q_ink ink) {
  p->indent = 4;
  p->rtl = q_paint_is_rtl(r->text + s.begin, s.end - s.begin);
  q_paint_ink(p, ink);
  q_paint_text(p, r->text + s.begin, s.end - s.begin);
  q_paint_line(p);
  p->rtl = false;
}

static void show(const options *o, const quoth_report *a, const quoth_report *b, char *const *paths, const q_pair *pair, q_buf *out) {
  static const char *const names[] = { "copied", "reworded", "translated", "quotation of the same speaker" };
  q_paint p = { .out = out, .colors = o->colors, .width = cli_width() };
  const char *kind = q_pair_kind_name(pair->kind);
  q_paint_ink(&p, Q_BOLD);
  q_paint_str(&p, kind ? kind : pair->passages.count ? "no link, but shared passages" : "nothing shared");
  if (pair->from == Q_FROM_A || pair->from == Q_FROM_B) { q_paint_str(&p, ", from "); q_paint_str(&p, paths[pair->from == Q_FROM_B]); }
  if (pair->from == Q_FROM_AGENCY) { q_paint_str(&p, ", both from "); q_paint_str(&p, pair->agency); }
  for (uint32_t i = 0; i < pair->evidence.count; i++) { q_paint_str(&p, i ? ", " : " because of "); q_paint_str(&p, pair->evidence.at[i].why); }
  q_paint_line(&p);
  for (uint32_t i = 0; i < pair->passages.count; i++) {
    p.indent = 2;
    q_paint_ink(&p, Q_DIM);
    q_paint_str(&p, names[pair->passages.at[i].kind]);
    q_paint_line(&p);
    side(&p, a, pair->passages.at[i].a, Q_CONTENT);
    if (pair->passages.at[i].kind != Q_COPIED || pair->passages.at[i].score < 0.98f) side(&p, b, pair->passages.at[i].b, Q_CUE);
  }
}

/* One pair; an unreadable file is a line with "error" among many pairs, a failure alone. */
static int pair(const quoth *q, const options *o, char *const *paths, bool many) {
  quoth_report *a = NULL, *b = NULL;
  quoth_error e = {0};
  q_buf out = {0};
  q_arena *arena = q_arena_new();
  q_pair p;
  int status = arena ? 0 : QUOTH_MEMORY;
  if (!status) status = read_one(q, o, paths[0], &a, &e);
  if (!status) status = read_one(q, o, paths[1], &b, &e);
  if (!status) status = q_pair_judge(q->langs, a, b, arena, &p);
  if (status) {
    cli_fail(&e);
    if (o->json && many) {
      q_buf_str(&out, "{\"quoth\": 1, \"a\": ");
      q_buf_json(&out, paths[0], strlen(paths[0]));
      q_buf_str(&out, ", \"b\": ");
      q_buf_json(&out, paths[1], strlen(paths[1]));
      q_buf_str(&out, ", \"kind\": null, \"passages\": [], \"error\": ");
      q_buf_json(&out, e.message, strlen(e.message));
      q_buf_str(&out, "}\n");
    }
  } else if (o->json) q_view_pair_json(a, b, paths[0], paths[1], &p, &out);
  else show(o, a, b, paths, &p, &out);
  if (out.count) fwrite(out.at, 1, out.count, stdout);
  q_buf_free(&out);
  q_arena_free(arena);
  quoth_report_free(a);
  quoth_report_free(b);
  return status ? many ? 3 : 2 : 0;
}

static int pairs(const quoth *q, const options *o, const char *list) {
  quoth_error e = {0};
  char *bytes, *next;
  size_t size;
  int status = 0, line = 0;
  if (q_read_file(list, 1u << 30, &bytes, &size, &e)) return cli_fail(&e);
  for (char *at = bytes; *at; at = next) {
    size_t n = strcspn(at, "\n");
    next = at + n + (at[n] == '\n');
    at[n] = 0;
    line++;
    if (!n) continue;
    char *tab = strchr(at, '\t');
    if (!tab) {
      fprintf(stderr, "quoth: %s: line %d: no tab between two files\n", list, line);
      status = 3;
      continue;
    }
    *tab = 0;
    int got = pair(q, o, (char *[]){ at, tab + 1 }, true);
    if (got) status = got;
  }
  free(bytes);
  return status;
}

int cli_compare(int argc, char **argv) {
  static const char *const values[] = { "--pairs", NULL };
  const char *list = NULL;
  options o = {0};
  quoth *q = NULL;
  quoth_error e = {0};
  int status = cli_options(&o, argc, argv, values, &list, NULL, NULL);
  if (!status && !list && o.path_count != 2) {
    fprintf(stderr, "quoth compare: two files are wanted; see quoth help compare\n");
    status = 2;
  }
  if (!status && quoth_open(&o.open, &q, &e)) status = cli_fail(&e);
  if (!status) status = cli_finish(list ? pairs(q, &o, list) : pair(q, &o, o.paths, false));
  quoth_close(q);
  free(o.paths);
  return status;
}
