/* casefile: everything above <-> SQLite. The only SQL in the project is in this folder. doc/case.md describes the tables. One writer, many readers. */
#ifndef Q_CASEFILE_H
#define Q_CASEFILE_H
#include "match/match.h"
typedef struct q_case q_case;
typedef struct q_rows { int64_t *at; uint32_t count; } q_rows;
typedef enum q_case_mode { Q_CASE_READ, Q_CASE_WRITE, Q_CASE_CREATE } q_case_mode;
/* application_id and user_version are checked; opened defensively (trusted_schema off, defensive on, limits). QUOTH_CASE says what is wrong with it, QUOTH_BUSY that another
 * writer has it. A writer is inside a transaction from here to q_case_close: what is not committed is rolled back there. */
int q_case_open(const char *path, q_case_mode mode, q_case **out, quoth_error *e);
/* Writer: checkpoints the WAL, so that the case is one file again. */
int q_case_close(q_case *c, quoth_error *e);
const char *q_case_path(const q_case *c);
int q_case_begin(q_case *c, quoth_error *e);             /* only needed after a rollback */
int q_case_commit(q_case *c, quoth_error *e);            /* and on with the next transaction */
void q_case_rollback(q_case *c);
/* put.c. Stores a report with its layers. given: the metadata it came with (bytes are not looked at), kept so that refresh can read it again. *fate: stored, duplicate (same outlet and
 * text; ids and dates are noted), version (same outlet and id or URL, other text). *row: its report row. A ledger row is written if note. */
typedef enum q_fate { Q_STORED, Q_DUPLICATE, Q_VERSION, Q_REFUSED } q_fate;
int q_case_put(q_case *c, const quoth_input *given, const quoth_report *r, const q_prints *prints, bool note, q_fate *fate, int64_t *row, quoth_error *e);
int q_case_refuse(q_case *c, const char *source, uint64_t record, uint64_t byte, const char *reason, quoth_error *e);
/* The report and all that came from it; the ledger notes that it was forgotten. */
int q_case_forget(q_case *c, int64_t row, quoth_error *e);
/* load.c. A stored report with its layers (tokens are not stored: pass langs to parse again, NULL to leave them out). */
int q_case_load(q_case *c, q_langs *langs, int64_t row, quoth_report **out, quoth_error *e);
/* A printed id, or one that a duplicate was given with -> row. QUOTH_NOT_FOUND also when several reports were given with this id: the message names them. */
int q_case_report(q_case *c, const char *id, int64_t *row, quoth_error *e);
/* find.c: as quoth_case_find, quoth_case_sql */
typedef int (*q_found_each)(void *user, const quoth_found *found);
int q_case_find(q_case *c, const quoth_query *query, q_found_each each, void *user, quoth_error *e);
int q_case_sql(q_case *c, const char *sql, quoth_row each, void *user, quoth_error *e);
/* "SELECT * FROM view ORDER BY ..." for one of the case's own views; QUOTH_USAGE names them. */
int q_case_view_sql(q_case *c, const char *view, char sql[256], quoth_error *e);
/* For refresh. Report rows after `after`, ascending: *row 0 at the end. The ways in which a report was given, chosen first, one a call, QUOTH_NOTHING at the end; strings live until the next call. */
int q_case_next(q_case *c, int64_t after, int64_t *row, quoth_error *e);
int q_case_last(q_case *c, int64_t *row, quoth_error *e);
int q_case_given(q_case *c, int64_t row, bool first, quoth_input *out, quoth_error *e);
/* put.c. One given of the report at row, read again: first the chosen one, then the others, all in one transaction. */
int q_case_renew(q_case *c, const quoth_input *given, const quoth_report *r, const q_prints *prints, bool first, int64_t row, quoth_error *e);
/* What a file of outlets says of one; its reports are owed again if that is new. */
int q_case_outlet(q_case *c, const char *name, const char *owner, bool agency, quoth_error *e);
int q_case_made_by(q_case *c, const char *version, quoth_error *e);
#endif
