/* found: one statement of a case, for people and as JSON. */
#ifndef Q_FOUND_H
#define Q_FOUND_H
#include "view/view.h"
void q_view_found_text(const quoth_found *f, bool colors, int width, q_buf *out);
void q_view_found_json(const quoth_found *f, q_buf *out);
#endif
