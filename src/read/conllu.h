/* CoNLL-U in: sentences checked one by one while a file is read, then made into a report that keeps them. */
#ifndef Q_READ_CONLLU_H
#define Q_READ_CONLLU_H
#include "base/base.h"
#include "read/stream.h"

enum { Q_ROW_WORD, Q_ROW_RANGE, Q_ROW_EMPTY };
typedef struct q_kept_row {
  uint8_t kind;
  uint32_t word;                 /* index in r->words, of a range its first */
  const char *id, *form, *deps, *misc, *line; /* as written; line: an empty node's whole line */
} q_kept_row;
struct quoth_kept {              /* quoth_report.kept */
  q_kept_row *rows; uint32_t row_count;
  uint32_t *first_row;           /* by sentence, one more at the end */
  const char **comments;         /* by sentence: lines with their ends, "" none */
};

bool q_conllu_begins(const char *s, size_t n); /* whether a file that begins so is CoNLL-U: comments, then a line of ten columns that begins with 1 */

typedef struct q_conllu_reader q_conllu_reader;
q_conllu_reader *q_conllu_open(void);
void q_conllu_close(q_conllu_reader *x);
/* The next sentences of a file that are sound, together, until the next call; *record is the line they begin at. QUOTH_NOTHING at the end. Negative: a sentence is refused for what e
 * says (file, line, byte in the file); the next call goes on behind it. */
int q_conllu_next(q_conllu_reader *x, q_stream *s, const char *path, const char **bytes, size_t *size, uint64_t *record, quoth_error *e);

/* Sound sentences -> r's text, sentences, tokens (spans only), words, kept. */
int q_conllu_report(quoth_report *r, const char *bytes, size_t size);
#endif
