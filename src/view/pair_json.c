/* `trace` and `compare`: what two reports are to each other, as JSON. */
#include "view/view.h"

static const char *const passage_kinds[] = { "copied", "reworded", "translated", "quotation" };

static void span(q_buf *b, const quoth_report *r, quoth_span s) { q_buf_printf(b, "[%u,%u]", quoth_points(r, s.begin), quoth_points(r, s.end)); }

void q_view_pair_json(const quoth_report *a, const quoth_report *b, const char *name_a, const char *name_b, const q_pair *p, q_buf *out) {
  const char *kind = q_pair_kind_name(p->kind);
  q_buf_str(out, "{\"quoth\": 1, \"a\": ");
  q_buf_json(out, name_a, strlen(name_a));
  q_buf_str(out, ", \"b\": ");
  q_buf_json(out, name_b, strlen(name_b));
  if (kind) q_buf_printf(out, ", \"kind\": \"%s\"", kind);
  else q_buf_str(out, ", \"kind\": null");
  q_buf_printf(out, ", \"from\": \"%s\", \"agency\": ", q_from_name(p->from));
  if (p->agency) q_buf_json(out, p->agency, strlen(p->agency));
  else q_buf_str(out, "null");
  q_buf_str(out, ", \"evidence\": [");
  for (uint32_t i = 0; i < p->evidence.count; i++) {
    const q_evidence *e = &p->evidence.at[i];
    q_buf_printf(out, "%s{\"why\": \"%s\", \"report\": ", i ? ", " : "", e->why);
    q_buf_json(out, e->of_b ? name_b : name_a, strlen(e->of_b ? name_b : name_a));
    q_buf_str(out, ", \"span\": ");
    span(out, e->of_b ? b : a, e->span);
    q_buf_char(out, '}');
  }
  q_buf_str(out, "], \"passages\": [");
  for (uint32_t i = 0; i < p->passages.count; i++) {
    const q_passage *x = &p->passages.at[i];
    q_buf_str(out, i ? ", {\"a\": " : "{\"a\": ");
    span(out, a, x->a);
    q_buf_str(out, ", \"b\": ");
    span(out, b, x->b);
    q_buf_printf(out, ", \"kind\": \"%s\", \"score\": %.2f}", passage_kinds[x->kind], (double)x->score);
  }
  q_buf_str(out, "]}\n");
}
