/* view: what people and programs read: terminal, JSON, CSV. Reads layers and query results, changes nothing. */
#ifndef Q_VIEW_H
#define Q_VIEW_H
#include "casefile/casefile.h"
int q_view_report_json(const quoth_report *r, q_buf *out);
#endif
