/* A report for people: its head, then every statement marked in its sentence. */
#include "view/paint.h"

static void head(q_paint *p, const quoth_report *r) {
  const char *title = r->title ? r->title : r->id ? r->id : r->source ? r->source : "(no title)";
  p->rtl = q_paint_is_rtl(title, strlen(title));
  p->indent = 0;
  q_paint_ink(p, Q_BOLD);
  q_paint_str(p, title);
  q_paint_line(p);
  p->rtl = false;
  q_paint_ink(p, Q_DIM);
  const char *parts[] = { r->outlet, r->published.iso, r->language, r->id };
  bool first = true;
  for (size_t i = 0; i < 4; i++) {
    if (!parts[i] || (i == 3 && parts[i] == title)) continue;
    if (!first) q_paint_str(p, " · ");
    q_paint_str(p, parts[i]);
    first = false;
  }
  for (uint32_t i = 0; i < r->credit_count; i++) {
    if (r->credits[i].kind != QUOTH_CREDIT_AGENCY && r->credits[i].kind != QUOTH_CREDIT_SOURCE) continue;
    q_paint_str(p, r->credits[i].kind == QUOTH_CREDIT_AGENCY ? " · agency " : " · source ");
    q_paint_str(p, r->credits[i].name);
  }
  q_paint_line(p);
}

/* Which part of statement s the byte belongs to; cue and source win over content, since they may lie inside it. */
static q_ink ink_at(const quoth_report *r, const quoth_statement *s, uint32_t byte) {
  const struct { quoth_spans at; q_ink ink; } parts[] = { { s->cue, Q_CUE }, { s->source, Q_SOURCE }, { s->content, Q_CONTENT } };
  for (size_t k = 0; k < 3; k++)
    for (uint32_t i = 0; i < parts[k].at.count; i++) {
      quoth_span span = r->spans[parts[k].at.first + i];
      if (byte >= span.begin && byte < span.end) return parts[k].ink;
    }
  return Q_PLAIN;
}

static const char *const opens[] = { "", "", "", "<", "{", "[", "" }, *const closes[] = { "", "", "", ">", "}", "]", "" };

static void marked(q_paint *p, const quoth_report *r, const quoth_statement *s, quoth_span window) {
  uint32_t from = window.begin;
  q_ink ink = ink_at(r, s, from);
  for (uint32_t at = window.begin; at <= window.end; at++) {
    q_ink next = at < window.end ? ink_at(r, s, at) : Q_WARN;
    if (at < window.end && next == ink) continue;
    q_paint_ink(p, ink == Q_PLAIN ? Q_DIM : ink);
    q_buf run = {0};
    const char *t = r->text + from;
    uint32_t n = at - from, lead = 0, tail = 0;
    while (lead < n && t[lead] == ' ') lead++;
    while (tail < n - lead && t[n - 1 - tail] == ' ') tail++;
    q_buf_add(&run, t, lead);
    if (!p->colors) q_buf_str(&run, opens[ink]);
    q_buf_add(&run, t + lead, n - lead - tail);
    if (!p->colors) q_buf_str(&run, closes[ink]);
    q_buf_add(&run, t + n - tail, tail);
    if (run.at) q_paint_text(p, run.at, run.count);
    q_buf_free(&run);
    from = at;
    ink = next;
  }
}

/* A stored report has no sentences: the line, or what of it is near. */
static quoth_span line_around(const quoth_report *r, quoth_span w) {
  enum { NEAR = 160 };
  uint32_t begin = w.begin, end = w.end;
  while (begin > 0 && r->text[begin - 1] != '\n' && w.begin - begin < NEAR) begin--;
  while (end < r->length && r->text[end] != '\n' && end - w.end < NEAR) end++;
  if (w.begin - begin == NEAR) while (begin < w.begin && r->text[begin] != ' ') begin++;
  if (end - w.end == NEAR) while (end > w.end && r->text[end] != ' ') end--;
  return (quoth_span){ begin, end };
}

/* From the first sentence that a part of the statement touches to the last. */
static quoth_span window_of(const quoth_report *r, const quoth_statement *s) {
  quoth_span w = { UINT32_MAX, 0 };
  const quoth_spans parts[] = { s->content, s->cue, s->source };
  for (size_t k = 0; k < 3; k++)
    for (uint32_t i = 0; i < parts[k].count; i++) {
      quoth_span span = r->spans[parts[k].first + i];
      if (span.begin < w.begin) w.begin = span.begin;
      if (span.end > w.end) w.end = span.end;
    }
  if (!r->sentence_count) return line_around(r, w);
  uint32_t low = 0, high = r->sentence_count;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (r->sentences[mid].span.end <= w.begin) low = mid + 1;
    else high = mid;
  }
  if (low < r->sentence_count && r->sentences[low].span.begin < w.begin) w.begin = r->sentences[low].span.begin;
  for (; low < r->sentence_count && r->sentences[low].span.begin < w.end; low++)
    if (r->sentences[low].span.end > w.end) w.end = r->sentences[low].span.end;
  return w;
}

static void statement(q_paint *p, const quoth_report *r, uint32_t i) {
  const quoth_statement *s = &r->statements[i];
  int depth = 0;
  for (int32_t up = s->parent; up >= 0 && depth < 4; up = r->statements[up].parent) depth++;
  p->indent = 2 + 2 * depth;
  p->rtl = false;
  q_paint_ink(p, Q_SOURCE);
  q_paint_str(p, s->speaker >= 0 ? r->actors[s->speaker].name : "speaker not named");
  q_paint_ink(p, Q_DIM);
  q_paint_str(p, " — ");
  q_paint_str(p, q_force_name(s->force));
  if (s->negated) { q_paint_ink(p, Q_WARN); q_paint_str(p, " (negated: did not say it)"); q_paint_ink(p, Q_DIM); }
  q_paint_str(p, ", ");
  q_paint_str(p, q_kind_name(s->kind));
  if (s->in != QUOTH_BODY) { q_paint_str(p, ", "); q_paint_str(p, q_section_name(s->in)); }
  q_paint_line(p);
  quoth_span window = window_of(r, s);
  p->indent += 2;
  p->rtl = q_paint_is_rtl(r->text + window.begin, window.end - window.begin);
  marked(p, r, s, window);
  q_paint_line(p);
  p->rtl = false;
}

int q_view_report_text(const quoth_report *r, bool colors, int width, q_buf *out) {
  q_paint p = { .out = out, .colors = colors, .width = width > 40 ? width : 40 };
  head(&p, r);
  for (uint32_t i = 0; i < r->statement_count; i++) statement(&p, r, i);
  if (!r->statement_count && r->language && strcmp(r->language, "other") == 0) {
    q_paint_ink(&p, Q_DIM);
    q_paint_str(&p, "no statements: a language that quoth does not read");
    q_paint_line(&p);
  }
  q_buf_char(out, '\n');
  return out->failed ? QUOTH_MEMORY : 0;
}
