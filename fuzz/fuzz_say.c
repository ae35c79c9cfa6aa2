/* Any bytes through every stage up to statements and speakers: nothing crashes, every span and every index points at what it may, and the JSON is made. */
#include <stdlib.h>
#include "quoth.h"

static quoth *context(void) {
  static quoth *q;
  if (!q && quoth_open(&(quoth_options){ .data = ROOT }, &q, NULL) != 0) abort();
  return q;
}

static void check_span(const quoth_report *r, quoth_span s) {
  if (s.begin > s.end || s.end > r->length) abort();
  if (s.begin < r->length && ((unsigned char)r->text[s.begin] & 0xc0) == 0x80) abort();
}

static void check_spans(const quoth_report *r, quoth_spans at, int are_actors) {
  if ((uint64_t)at.first + at.count > r->span_count) abort();
  for (uint32_t i = 0; i < at.count; i++) {
    if (!are_actors) check_span(r, r->spans[at.first + i]);
    else if (r->spans[at.first + i].begin >= r->actor_count) abort();
  }
}

static void check(const quoth_report *r) {
  for (uint32_t i = 0; i < r->statement_count; i++) {
    const quoth_statement *s = &r->statements[i];
    if (!s->content.count) abort();
    check_spans(r, s->content, 0);
    check_spans(r, s->cue, 0);
    check_spans(r, s->source, 0);
    check_spans(r, s->addressee, 0);
    check_spans(r, s->about, 1);
    if (s->speaker >= (int32_t)r->actor_count || s->target >= (int32_t)r->actor_count || s->parent >= (int32_t)r->statement_count || s->parent == (int32_t)i) abort();
    if (s->confidence < 0 || s->confidence > 1) abort();
  }
  for (uint32_t i = 0; i < r->actor_count; i++) check_spans(r, r->actors[i].mentions, 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  static const char *const languages[] = { "en", "fr", "de", "es", "ru", "ar", NULL };
  quoth_report *r = NULL;
  quoth_input in = { .source = "fuzz", .bytes = (const char *)bytes, .size = size, .format = "text", .language = languages[size % 7] };
  if (quoth_read(context(), &in, &r, NULL) != 0) return 0;
  check(r);
  FILE *out = fopen("/dev/null", "w");
  if (out) { quoth_write_json(r, out); fclose(out); }
  quoth_report_free(r);
  return 0;
}
