/* Writes what the network of statements reads of each report (JSON lines on standard input), as src/say/rows.c makes it, for train/say.py. usage: say_rows DATA_DIR < IN > OUT
 * Little-endian. A report: int32 magic, rows, segments, starts[segments + 1]; a row: int32 begin, end (code points), sentence, paragraph, head, upos, relation, rule,
 * uint32 hash[9], uint8 bits[112]; for each statement by rule int32 row of the cue, first, count, and count uint8 labels (q_row_by_rule) of the rows from first on; int32 -1. */
#include <stdlib.h>
#include "api/api.h"
#include "parse/features.h"
#include "read/read.h"
#include "say/rows.h"

enum { REACH = 200 }; /* rows on each side of a cue */

static void put(int32_t v) { fwrite(&v, 4, 1, stdout); }

static void write_row(const quoth_report *r, const q_say_row *x) {
  quoth_span s = r->tokens[x->token].span;
  uint32_t hash[Q_HASHES];
  q_word_hashes(r->text + s.begin, s.end - s.begin, hash);
  put((int32_t)quoth_points(r, s.begin));
  put((int32_t)quoth_points(r, s.end));
  put((int32_t)x->sentence);
  put((int32_t)x->paragraph);
  put(x->head);
  put(x->upos);
  put(x->relation);
  put(x->rule);
  fwrite(hash, sizeof hash, 1, stdout);
  fwrite(x->bits, sizeof x->bits, 1, stdout);
}

static void write_rules(const q_finder *f, const q_say_rows *rows) {
  for (uint32_t i = 0; i < rows->count; i++) {
    if (rows->at[i].rule < 0) continue;
    uint32_t from = i > REACH ? i - REACH : 0, to = i + REACH < rows->count ? i + REACH : rows->count;
    put((int32_t)i);
    put((int32_t)from);
    put((int32_t)(to - from));
    for (uint32_t k = from; k < to; k++) putchar(q_row_by_rule(f, rows->at[i].rule, rows->at[k].token));
  }
  put(-1);
}

static int one(quoth *q, const quoth_input *input, quoth_error *e) {
  quoth_report *r = NULL;
  q_say_rows rows;
  q_finder f = { .a = q_arena_new() };
  int status = f.a ? q_read_report(q->langs, input, &r, e) : QUOTH_MEMORY;
  f.r = r;
  if (!status) status = q_points_index(r);
  if (!status) status = q_parse(q->langs, r, e);
  if (!status) status = q_quotes(q->langs, r, e);
  if (!status) status = q_quantities(q->langs, r, e);
  if (!status) status = q_words(q->langs, q->words, r, e);
  if (!status) status = q_syntax(q->core, r, e);
  if (!status) status = q_find_by_rule(&f, q->langs);
  if (!status) status = q_rows_make(&f, q->langs, &rows);
  if (!status) {
    put(0x51524f57);
    put((int32_t)rows.count);
    put((int32_t)rows.segments);
    for (uint32_t i = 0; i <= rows.segments; i++) put(rows.starts[i]);
    for (uint32_t i = 0; i < rows.count; i++) write_row(r, &rows.at[i]);
    write_rules(&f, &rows);
  }
  q_arena_free(f.a);
  quoth_report_free(r);
  return status;
}

int main(int argc, char **argv) {
  quoth_options options = { .data = argc > 1 ? argv[1] : NULL };
  quoth_error e;
  quoth *q = NULL;
  quoth_inputs *in = NULL;
  quoth_input input;
  char *standard[] = { "-" };
  int status = quoth_open(&options, &q, &e);
  if (!status) status = quoth_inputs_open(standard, 1, "jsonl", NULL, &in, &e);
  while (!status && (status = quoth_inputs_next(in, &input, &e)) == 0) status = one(q, &input, &e);
  if (status < 0) fprintf(stderr, "say_rows: %s\n", e.message);
  quoth_inputs_close(in);
  quoth_close(q);
  return status < 0 || ferror(stdout) ? 1 : 0;
}
