/* Any valid UTF-8 in any language: tokens and sentences are in order and cover the text, quantities lie in it, nothing crashes. The first byte picks the language (a: en). */
#include <stdlib.h>
#include "name/name.h"

static void check(const quoth_report *r) {
  uint32_t at = 0, token = 0;
  for (uint32_t i = 0; i < r->token_count; i++) {
    quoth_span s = r->tokens[i].span;
    if (s.begin < at || s.end <= s.begin || s.end > r->length || ((unsigned char)r->text[s.begin] & 0xc0) == 0x80 || ((unsigned char)r->text[s.end] & 0xc0) == 0x80) abort();
    at = s.end;
  }
  for (uint32_t i = 0; i < r->sentence_count; i++) {
    if (r->sentences[i].token != token || !r->sentences[i].tokens) abort();
    token += r->sentences[i].tokens;
  }
  if (token != r->token_count) abort();
  for (uint32_t i = 0; i < r->quantity_count; i++) {
    const quoth_quantity *q = &r->quantities[i];
    if (q->low > q->high || q->span.end > r->length || q->counted.end > r->length || q->span.begin >= q->span.end || q->counted.begin > q->counted.end) abort();
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  static const char *const codes[] = { "en", "fr", "de", "es", "ru", "ar", "xx" };
  static q_langs *langs;
  if (!langs && q_langs_open(ROOT "/lang", &langs, NULL) != 0) abort();
  if (size < 2 || size > 1 << 20) return 0;
  quoth_report r = { .arena = q_arena_new(), .language = codes[(bytes[0] + 1) % 7] };
  r.length = (uint32_t)q_utf8_valid((const char *)bytes + 1, size - 1);
  r.text = q_strndup(r.arena, (const char *)bytes + 1, r.length);
  quoth_section body = { QUOTH_BODY, NULL, { 0, r.length }, NULL };
  r.sections = &body;
  r.section_count = 1;
  if (q_parse(langs, &r, NULL) == 0 && q_quotes(langs, &r, NULL) == 0 && q_quantities(langs, &r, NULL) == 0) check(&r);
  q_arena_free(r.arena);
  return 0;
}
