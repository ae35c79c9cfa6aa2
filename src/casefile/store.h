/* store: what the files of this folder share. Only they include it. */
#ifndef Q_STORE_H
#define Q_STORE_H
#include <sqlite3.h>
#include "casefile/casefile.h"
enum { Q_CASE_ID = 0x71756f74 /* "quot" */, Q_CASE_VERSION = 2, Q_LAYERS = 2 /* version of the layers that a report carries */ };
typedef struct q_prepared { const char *sql; sqlite3_stmt *st; } q_prepared;
struct q_case {
  sqlite3 *db;
  char *path;
  bool writes, inside;      /* inside a transaction */
  bool told;                /* that the disk is full or cannot be written: closing need not say it again */
  int64_t run;              /* of the ledger; 0: not begun */
  sqlite3_stmt *givens;     /* q_case_given is at work; one of prepared */
  q_prepared *prepared; uint32_t prepared_count;
};
/* db.c. A statement of the cache, reset and bound: types has a letter an argument: i int64_t, d double, t text (NULL is allowed), n no argument: NULL, b const void * and int (blob), s const char * and int (text with its length).
 * Give sql as a literal: the cache compares addresses. Texts must live until the statement is used again or reset. */
int q_sql(q_case *c, sqlite3_stmt **st, quoth_error *e, const char *sql, const char *types, ...);
int q_row(q_case *c, sqlite3_stmt *st, quoth_error *e);                          /* QUOTH_OK: a row; QUOTH_NOTHING: no more, statement reset; negative: error, reset */
int q_run(q_case *c, quoth_error *e, const char *sql, const char *types, ...);   /* bound as above, run to the end */
/* The first column of the first row as an integer; QUOTH_NOTHING when there is no row. */
int q_number(q_case *c, int64_t *out, quoth_error *e, const char *sql, const char *types, ...);
/* The first column of all rows that are left, as integers. */
int q_rows_left(q_case *c, sqlite3_stmt *st, q_arena *a, q_rows *out, quoth_error *e);
int q_db_fail(q_case *c, quoth_error *e);                                        /* the connection's last error as a quoth_error */
const char *q_text(sqlite3_stmt *st, int column);                                /* NULL or a string; valid until the next step */
const char *q_text_in(q_arena *a, sqlite3_stmt *st, int column);                 /* copied; NULL for NULL (or out of memory) */
/* schema.c, made from schema.sql: pieces in order, NULL at the end */
extern const char *const q_schema[];
/* check.c: the schema in the file is the one that this version makes; extra tables, views and indexes are allowed, triggers are not */
int q_schema_make(q_case *c, quoth_error *e);
int q_schema_check(q_case *c, quoth_error *e);
int q_schema_upgrade(q_case *c, quoth_error *e); /* a case of an older version gets what it lacks; inside a transaction */
/* words.c: full text */
int q_words_report(q_case *c, int64_t report, const char *title, const char *text, bool add, quoth_error *e);
int q_words_statement(q_case *c, int64_t statement, const char *const parts[4], bool add, quoth_error *e);
/* "folded query" for FTS5 in one column: words of s, all of them, "..." a phrase, word* a beginning. Adds nothing and returns false when s holds no word. */
bool q_words_query(q_buf *b, const char *column, const char *s);
/* The same words as an SQL condition on a column of folded words with a blank on each side; false when s holds no word. */
bool q_words_known(q_buf *b, const char *column, const char *s);
/* same.c: which reports are versions of one another, and the ids that are printed */
void q_same_base(const quoth_input *given, const quoth_report *r, const char *outlet_key, char base[256], char mark[20]);
int q_same_settle(q_case *c, int64_t report, quoth_error *e);                    /* versions, and the ids of their bases */
int q_same_ids(q_case *c, const char *base, quoth_error *e);                     /* the ids of all reports of this base */
int q_same_part(q_case *c, int64_t report, int64_t **others, uint32_t *count, q_arena *a, quoth_error *e);
/* layers.c: what hangs on a report row, and what was worked out from it across reports (its links, and its neighbours are owed again) */
int q_layers_put(q_case *c, int64_t row, const quoth_report *r, const q_prints *prints, quoth_error *e);
int q_layers_drop(q_case *c, int64_t row, quoth_error *e);
#endif
