/* casefile: everything above <-> SQLite. The only SQL in the project is in this folder. doc/case.md describes the tables. One writer, many readers. */
#ifndef Q_CASEFILE_H
#define Q_CASEFILE_H
#include "match/match.h"
typedef struct q_case q_case;
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
/* Report row and all that hangs on it. keep: as part of refreshing, so that its row may be put again; else the ledger notes that it was forgotten. */
int q_case_forget(q_case *c, int64_t row, quoth_error *e);
/* load.c. A stored report with its layers (tokens are not stored: pass langs to parse again, NULL to leave them out). */
int q_case_load(q_case *c, q_langs *langs, int64_t row, quoth_report **out, quoth_error *e);
/* A printed id, or one that a duplicate was given with -> row. QUOTH_NOT_FOUND also when several reports were given with this id: the message names them. */
int q_case_report(q_case *c, const char *id, int64_t *row, quoth_error *e);
#endif
