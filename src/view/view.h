/* view: what people and programs read: terminal, JSON, CSV. Reads layers and query results, changes nothing. */
#ifndef Q_VIEW_H
#define Q_VIEW_H
#include "casefile/casefile.h"
#include "link/pair.h"
/* report_json.c: a report as one line of JSON with its newline */
int q_view_report_json(const quoth_report *r, q_buf *out);
/* pair_json.c: two reports, what links them and the passages they share, a line */
void q_view_pair_json(const quoth_report *a, const quoth_report *b, const char *name_a, const char *name_b, const q_pair *p, q_buf *out);
/* report_text.c: a report for people; colours or, without them, <source> {cue} [content] */
int q_view_report_text(const quoth_report *r, bool colors, int width, q_buf *out);
/* conllu.c: its words; doc in quoth.h at quoth_write_conllu */
int q_view_conllu(const quoth_report *r, q_buf *out);
/* table.c: one row */
void q_view_csv_line(q_buf *b, int columns, const char *const *values);
void q_view_json_line(q_buf *b, int columns, const char *const *names, const char *const *values);
#endif
