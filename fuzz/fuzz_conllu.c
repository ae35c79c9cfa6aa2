/* Any bytes as a CoNLL-U file: what is sound becomes reports whose sentences, tokens and words hang together, and what is written of them is sound again and the same. */
#include "file.h"
#include "view/view.h"
#include "read/read.h"

static quoth *context(void) {
  static quoth *q;
  if (!q && quoth_open(&(quoth_options){ .data = ROOT }, &q, NULL) != 0) abort();
  return q;
}

static void check(const quoth_report *r) {
  uint32_t token = 0, word = 0;
  for (uint32_t i = 0; i < r->sentence_count; i++) {
    const quoth_sentence *s = &r->sentences[i];
    if (s->token != token || s->word != word || !s->words || !s->tokens || s->span.begin > s->span.end || s->span.end > r->length) abort();
    token += s->tokens;
    word += s->words;
    uint32_t left = 0;
    for (uint32_t k = s->word; k < word; k++) {
      const quoth_word *w = &r->words[k];
      if (w->token >= token || w->span.begin >= w->span.end || w->span.end > r->length || !(w->range ? !left : left)) abort();
      left = w->range ? w->range - 1u : left - 1;
      if (w->head >= 0 && ((uint32_t)w->head < s->word || (uint32_t)w->head >= word)) abort();
    }
    if (left) abort();
  }
  if (token != r->token_count || word != r->word_count) abort();
}

/* All that a file gives, written again. */
static void through(const char *bytes, size_t size, q_buf *out) {
  char path[] = FUZZ_PATH, *paths[] = { path };
  quoth_inputs *inputs;
  quoth_input in;
  quoth_error e;
  int status;
  if (fuzz_file(path, bytes, size) && quoth_inputs_open(paths, 1, "conllu", NULL, &inputs, &e) == 0) {
    for (int n = 0; n < 1000 && (status = quoth_inputs_next(inputs, &in, &e)) != QUOTH_NOTHING; n++) {
      quoth_report *r = NULL;
      if (status || quoth_parse(context(), &in, &r, NULL)) continue;
      check(r);
      q_view_conllu(r, out);
      quoth_report_free(r);
    }
    quoth_inputs_close(inputs);
  }
  unlink(path);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  q_buf once = { 0 }, twice = { 0 };
  if (size == 0 || size > 1 << 18) return 0;
  through((const char *)bytes, size, &once);
  if (once.count) through(once.at, once.count, &twice);
  if (once.count != twice.count || (once.count && memcmp(once.at, twice.at, once.count) != 0)) abort();
  q_buf_free(&once);
  q_buf_free(&twice);
  return 0;
}
