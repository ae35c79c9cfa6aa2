#include "view/found.h"
#include "view/paint.h"

static q_ink ink_of(const quoth_found *f, uint32_t byte) {
  q_ink ink = Q_PLAIN;
  for (uint32_t i = 0; i < f->piece_count; i++) {
    const quoth_piece *p = &f->pieces[i];
    if (byte < p->span.begin || byte >= p->span.end) continue;
    if (strcmp(p->label, "cue") == 0) return Q_CUE;
    if (strcmp(p->label, "source") == 0) ink = Q_SOURCE;
    if (strcmp(p->label, "content") == 0 && ink == Q_PLAIN) ink = Q_CONTENT;
  }
  return ink;
}

/* One name stands in the other, whatever their case and accents. */
static bool holds(const char *a, const char *b) {
  char x[600], y[600];
  size_t n = strlen(a), m = strlen(b);
  if (n > 500 || m > 500) return true;
  x[q_fold_search(a, n, x, sizeof x - 1)] = 0;
  y[q_fold_search(b, m, y, sizeof y - 1)] = 0;
  return strstr(x, y) != NULL;
}

static void head(q_paint *p, const quoth_found *f) {
  char day[17];
  q_paint_ink(p, Q_DIM);
  q_paint_str(p, q_view_day(f->published, day));
  q_paint_str(p, " · ");
  q_paint_ink(p, Q_PLAIN);
  q_paint_str(p, f->outlet ? f->outlet : f->report);
  q_paint_str(p, " · ");
  q_paint_ink(p, Q_SOURCE);
  q_paint_str(p, f->speaker ? f->speaker : "speaker not named");
  q_paint_ink(p, Q_DIM);
  if (f->speaker && f->actor_name && !holds(f->speaker, f->actor_name) && !holds(f->actor_name, f->speaker)) {
    q_paint_str(p, " (");
    q_paint_str(p, f->actor_name);
    q_paint_str(p, ")");
  }
  q_paint_str(p, f->negated ? " — negated, " : " — ");
  q_paint_str(p, q_force_name(f->force));
  q_paint_line(p);
}

void q_view_found_text(const quoth_found *f, bool colors, int width, q_buf *out) {
  q_paint p = { .out = out, .colors = colors, .width = width };
  uint32_t begin = UINT32_MAX, end = 0;
  head(&p, f);
  for (uint32_t i = 0; i < f->piece_count; i++) {
    if (f->pieces[i].span.begin < begin) begin = f->pieces[i].span.begin;
    if (f->pieces[i].span.end > end) end = f->pieces[i].span.end;
  }
  p.indent = 4;
  p.rtl = begin < end && q_paint_is_rtl(f->text + begin, end - begin);
  for (uint32_t from = begin, at = begin; from < end; from = at) {
    q_ink ink = ink_of(f, from);
    while (at < end && ink_of(f, at) == ink) at++;
    q_paint_ink(&p, ink == Q_PLAIN ? Q_DIM : ink);
    q_paint_text(&p, f->text + from, at - from);
  }
  q_paint_line(&p);
}

static void field(q_buf *b, const char *name, const char *value) {
  q_buf_printf(b, "\"%s\": ", name);
  if (value) q_buf_json(b, value, strlen(value));
  else q_buf_str(b, "null");
  q_buf_str(b, ", ");
}

void q_view_found_json(const quoth_found *f, q_buf *b) {
  static const char *const labels[] = { "content", "cue", "source", "addressee" };
  q_buf_str(b, "{\"quoth\": 1, ");
  field(b, "report", f->report);
  q_buf_printf(b, "\"statement\": %u, ", f->statement);
  field(b, "outlet", f->outlet);
  field(b, "published", f->published);
  field(b, "language", f->language);
  field(b, "title", f->title);
  field(b, "source_file", f->path);
  field(b, "speaker", f->speaker);
  if (f->actor) q_buf_printf(b, "\"actor\": %lld, ", (long long)f->actor);
  else q_buf_str(b, "\"actor\": null, ");
  field(b, "actor_name", f->actor_name);
  field(b, "role", f->speaker_role);
  field(b, "target", f->target);
  q_buf_printf(b, "\"kind\": \"%s\", \"force\": \"%s\", \"in\": \"%s\", \"negated\": %s, \"confidence\": %.2f, ", q_kind_name(f->kind), q_force_name(f->force), q_section_name(f->in), f->negated ? "true" : "false", f->confidence);
  field(b, "text", f->content);
  for (int k = 0; k < 4; k++) {
    bool first = true;
    q_buf_printf(b, "\"%s\": [", labels[k]);
    for (uint32_t i = 0; i < f->piece_count; i++) {
      if (strcmp(f->pieces[i].label, labels[k])) continue;
      q_buf_printf(b, "%s[%u,%u]", first ? "" : ",", f->pieces[i].begin, f->pieces[i].end);
      first = false;
    }
    q_buf_str(b, k < 3 ? "], " : "]}\n");
  }
}
