/* The `read --json` object: version 1 of the format, a report a line. */
#include "view/view.h"

static void field(q_buf *b, const char *name, const char *value) {
  q_buf_printf(b, "\"%s\": ", name);
  if (value) q_buf_json(b, value, strlen(value));
  else q_buf_str(b, "null");
}

static void span(q_buf *b, const quoth_report *r, quoth_span s) {
  q_buf_printf(b, "[%u,%u]", quoth_points(r, s.begin), quoth_points(r, s.end));
}

static void spans(q_buf *b, const quoth_report *r, const char *name, quoth_spans s) {
  q_buf_printf(b, "\"%s\": [", name);
  for (uint32_t i = 0; i < s.count; i++) {
    if (i) q_buf_char(b, ',');
    span(b, r, r->spans[s.first + i]);
  }
  q_buf_char(b, ']');
}

static void index_or_null(q_buf *b, const char *name, int32_t i) {
  if (i >= 0) q_buf_printf(b, "\"%s\": %d", name, i);
  else q_buf_printf(b, "\"%s\": null", name);
}

static void bylines(q_buf *b, const quoth_report *r) {
  q_buf_str(b, "\"bylines\": [");
  bool first = true;
  for (uint32_t i = 0; i < r->credit_count; i++) {
    if (r->credits[i].kind != QUOTH_CREDIT_BYLINE) continue;
    if (!first) q_buf_str(b, ", ");
    q_buf_json(b, r->credits[i].name, strlen(r->credits[i].name));
    first = false;
  }
  q_buf_str(b, "], ");
}

static void credits(q_buf *b, const quoth_report *r) {
  q_buf_str(b, "\"credits\": [");
  bool first = true;
  for (uint32_t i = 0; i < r->credit_count; i++) {
    const quoth_credit *c = &r->credits[i];
    if (c->kind == QUOTH_CREDIT_BYLINE) continue;
    q_buf_printf(b, "%s{\"kind\": \"%s\", ", first ? "" : ", ", q_credit_name(c->kind));
    field(b, "name", c->name);
    q_buf_str(b, ", \"span\": ");
    span(b, r, c->span);
    q_buf_char(b, '}');
    first = false;
  }
  q_buf_str(b, "], ");
}

static void provenance(q_buf *b, const quoth_report *r) {
  const char *pairs[][2] = { { "language", r->language_from }, { "title", r->title_from }, { "outlet", r->outlet_from }, { "published", r->published.from }, { "updated", r->updated.from } };
  q_buf_str(b, "\"provenance\": {");
  bool first = true;
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    if (!pairs[i][1]) continue;
    if (!first) q_buf_str(b, ", ");
    field(b, pairs[i][0], pairs[i][1]);
    first = false;
  }
  q_buf_str(b, "}, ");
}

static void head(q_buf *b, const quoth_report *r) {
  const char *pairs[][2] = { { "id", r->id }, { "source", r->source }, { "url", r->url }, { "format", r->format }, { "language", r->language },
                             { "title", r->title }, { "outlet", r->outlet }, { "published", r->published.iso }, { "updated", r->updated.iso } };
  q_buf_str(b, "\"report\": {");
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    field(b, pairs[i][0], pairs[i][1]);
    q_buf_str(b, ", ");
  }
  bylines(b, r);
  q_buf_str(b, "\"dateline\": ");
  if (r->dateline.span.end > r->dateline.span.begin) {
    q_buf_char(b, '{');
    field(b, "place", r->dateline.place);
    q_buf_str(b, ", ");
    field(b, "agency", r->dateline.agency);
    q_buf_str(b, ", \"span\": ");
    span(b, r, r->dateline.span);
    q_buf_char(b, '}');
  } else q_buf_str(b, "null");
  q_buf_str(b, ", ");
  credits(b, r);
  provenance(b, r);
  q_buf_printf(b, "\"characters\": %u}, ", r->characters);
}

static void sections(q_buf *b, const quoth_report *r) {
  q_buf_str(b, "\"sections\": [");
  for (uint32_t i = 0; i < r->section_count; i++) {
    const quoth_section *s = &r->sections[i];
    q_buf_printf(b, "%s{\"kind\": \"%s\", ", i ? ", " : "", q_section_name(s->kind));
    field(b, "role", s->role);
    q_buf_str(b, ", \"span\": ");
    span(b, r, s->span);
    if (s->language) { q_buf_str(b, ", "); field(b, "language", s->language); }
    q_buf_char(b, '}');
  }
  q_buf_str(b, "], ");
}

static void statement(q_buf *b, const quoth_report *r, uint32_t i) {
  const quoth_statement *s = &r->statements[i];
  q_buf_printf(b, "%s{\"id\": %u, \"kind\": \"%s\", \"in\": \"%s\", ", i ? ", " : "", i, q_kind_name(s->kind), q_section_name(s->in));
  const struct { const char *name; quoth_spans at; } parts[] = { { "content", s->content }, { "cue", s->cue }, { "source", s->source }, { "addressee", s->addressee } };
  for (size_t k = 0; k < 4; k++) { spans(b, r, parts[k].name, parts[k].at); q_buf_str(b, ", "); }
  index_or_null(b, "speaker", s->speaker);
  q_buf_str(b, ", ");
  index_or_null(b, "parent", s->parent);
  q_buf_printf(b, ", \"force\": \"%s\", \"negated\": %s, \"about\": [", q_force_name(s->force), s->negated ? "true" : "false");
  for (uint32_t k = 0; k < s->about.count; k++) q_buf_printf(b, "%s%u", k ? "," : "", r->spans[s->about.first + k].begin);
  q_buf_str(b, "], ");
  index_or_null(b, "target", s->target);
  q_buf_str(b, ", ");
  index_or_null(b, "when", s->when);
  q_buf_printf(b, ", \"where\": null, \"confidence\": %.2f}", (double)s->confidence);
}

static void actors(q_buf *b, const quoth_report *r) {
  q_buf_str(b, "\"actors\": [");
  for (uint32_t i = 0; i < r->actor_count; i++) {
    const quoth_actor *a = &r->actors[i];
    q_buf_printf(b, "%s{\"id\": %u, ", i ? ", " : "", i);
    field(b, "name", a->name);
    q_buf_printf(b, ", \"kind\": \"%s\", ", q_actor_name(a->kind));
    field(b, "role", a->role);
    q_buf_str(b, ", ");
    index_or_null(b, "of", a->of);
    q_buf_str(b, ", ");
    spans(b, r, "mentions", a->mentions);
    q_buf_char(b, '}');
  }
  q_buf_str(b, "], ");
}

static void times(q_buf *b, const quoth_report *r) {
  q_buf_str(b, "\"times\": [");
  for (uint32_t i = 0; i < r->time_count; i++) {
    q_buf_printf(b, "%s{\"id\": %u, \"span\": ", i ? ", " : "", i);
    span(b, r, r->times[i].span);
    q_buf_str(b, ", ");
    field(b, "value", r->times[i].value);
    q_buf_printf(b, ", \"kind\": \"%s\"}", q_time_name(r->times[i].kind));
  }
  q_buf_str(b, "], ");
}

int q_view_report_json(const quoth_report *r, q_buf *b) {
  q_buf_str(b, "{\"quoth\": 1, ");
  head(b, r);
  q_buf_str(b, "\"text\": ");
  q_buf_json(b, r->text, r->length);
  q_buf_str(b, ", ");
  sections(b, r);
  q_buf_str(b, "\"statements\": [");
  for (uint32_t i = 0; i < r->statement_count; i++) statement(b, r, i);
  q_buf_str(b, "], ");
  actors(b, r);
  times(b, r);
  q_buf_str(b, "\"places\": [], \"events\": []}\n");
  return b->failed ? QUOTH_MEMORY : 0;
}

int quoth_write_json(const quoth_report *r, FILE *out) {
  q_buf b = {0};
  int status = q_view_report_json(r, &b);
  if (!status && fwrite(b.at, 1, b.count, out) != b.count) status = QUOTH_SYSTEM;
  q_buf_free(&b);
  return status;
}
