/* spread: claims and links, for people and as JSON. */
#ifndef Q_VIEW_SPREAD_H
#define Q_VIEW_SPREAD_H
#include "view/view.h"
void q_view_claim_json(const quoth_claim *c, q_buf *out);
void q_view_link_json(const quoth_link *l, q_buf *out);
void q_view_claim_text(const quoth_claim *c, bool colors, int width, q_buf *out);
void q_view_link_text(const quoth_link *l, bool colors, int width, q_buf *out);
#endif
