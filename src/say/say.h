/* say: tokens, quotation state and lexicon -> statements; then the report's actors and each statement's speaker. */
#ifndef Q_SAY_H
#define Q_SAY_H
#include "name/name.h"
/* find.c and friends: r->statements with spans, kind, force, negated, parent, confidence; speaker -1. In text order of content, then cue.
 * A statement in the headline, body or caption only. An issue to come puts a network behind this same call. */
int q_statements(q_langs *langs, quoth_report *r, quoth_error *e);
/* speaker.c and friends: r->actors; speaker, target and about of every statement. Cueless quotations take the speaker of the one before. */
int q_speakers(q_langs *langs, quoth_report *r, quoth_error *e);
#endif
