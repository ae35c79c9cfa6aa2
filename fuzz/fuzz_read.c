/* Any bytes as a text, as one JSON text with given metadata, and as a file of unknown kind: nothing crashes, every span lies inside the text and on a character. */
#include "file.h"
#include "read/read.h"

static void check_span(const quoth_report *r, quoth_span s) {
  if (s.begin > s.end || s.end > r->length) abort();
  if (s.begin < r->length && ((unsigned char)r->text[s.begin] & 0xc0) == 0x80) abort();
  if (s.end < r->length && ((unsigned char)r->text[s.end] & 0xc0) == 0x80) abort();
}

static void check(const quoth_report *r) {
  if (q_utf8_valid(r->text, r->length) != r->length || memchr(r->text, 0, r->length)) abort();
  for (uint32_t i = 0; i < r->section_count; i++) {
    check_span(r, r->sections[i].span);
    if (i > 0 && r->sections[i].span.begin < r->sections[i - 1].span.end) abort();
  }
  for (uint32_t i = 0; i < r->credit_count; i++) check_span(r, r->credits[i].span);
  check_span(r, r->dateline.span);
  check_span(r, r->published.span);
  check_span(r, r->updated.span);
}

static void read_as(q_langs *langs, const quoth_input *in) {
  quoth_report *r = NULL;
  if (q_read_report(langs, in, &r, NULL) != 0) return;
  check(r);
  q_arena_free(r->arena);
}

static void read_file(q_langs *langs, const char *bytes, size_t size) {
  char path[] = FUZZ_PATH, *paths[] = { path };
  quoth_inputs *inputs;
  quoth_input in;
  quoth_error e;
  int status;
  if (fuzz_file(path, bytes, size) && quoth_inputs_open(paths, 1, NULL, NULL, &inputs, &e) == 0) {
    for (int n = 0; n < 1000 && (status = quoth_inputs_next(inputs, &in, &e)) != QUOTH_NOTHING; n++)
      if (status == 0) read_as(langs, &in);
    quoth_inputs_close(inputs);
  }
  unlink(path);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  static q_langs *langs;
  if (!langs && q_langs_open(ROOT "/lang", &langs, NULL) != 0) abort();
  if (size == 0 || size > 1 << 20) return 0;
  char title[60];
  size_t n = size < sizeof title - 1 ? size : sizeof title - 1;
  memcpy(title, bytes, n);
  title[n] = 0;
  read_as(langs, &(quoth_input){ .source = "fuzz", .bytes = (const char *)bytes, .size = size, .format = "text" });
  read_as(langs, &(quoth_input){ .source = "fuzz", .bytes = (const char *)bytes, .size = size, .format = "jsonl", .title = title, .published = title, .language = bytes[0] & 1 ? "en" : "ru" });
  read_file(langs, (const char *)bytes, size);
  return 0;
}
