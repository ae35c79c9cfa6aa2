/* say: tokens, quotation state and lexicon -> statements; then the report's actors and each statement's speaker. */
#ifndef Q_SAY_H
#define Q_SAY_H
#include "name/name.h"
/* network.c: the fitted network of statements: immutable, shared by threads. dir: the folder models/. QUOTH_NOTHING: no model lies there, *out is NULL and that is no failure. */
typedef struct q_say q_say;
int q_say_open(const char *dir, q_say **out, quoth_error *e);
void q_say_close(q_say *s);                              /* NULL allowed */
/* How sure a statement must be to be given where nobody says otherwise: at least 75 % of those are right as to content and source. 0: any. */
float q_say_least(const q_say *s, int guide, const char *language);
/* Whose convention of attribution: ours (GUIDE.md), PolNeAR's (nothing nested), Wikinews's (quotations listed again). */
enum { Q_GUIDE_QUOTH, Q_GUIDE_POLNEAR, Q_GUIDE_WIKINEWS };
/* statements.c and friends: r->statements with spans, kind, force, negated, parent, confidence; speaker -1. In text order of content, then cue.
 * A statement in the headline, body or caption only. With a network (say not NULL) cues, contents and sources are its; the rules are
 * part of what it reads. */
int q_statements(q_langs *langs, q_say *say, int guide, quoth_report *r, quoth_error *e);
/* speaker.c and friends: r->actors; speaker, target and about of every statement. Cueless quotations take the speaker of the one before. */
int q_speakers(q_langs *langs, quoth_report *r, quoth_error *e);
/* when.c: when of every statement, from r->times. */
void q_whens(q_langs *langs, quoth_report *r);
/* names.c: the spelling of enums in all output and in the case; the other way round -1: no such name */
const char *q_section_name(quoth_section_kind k);
const char *q_credit_name(quoth_credit_kind k);
const char *q_kind_name(quoth_kind k);
const char *q_force_name(quoth_force f);
const char *q_actor_name(quoth_actor_kind k);
const char *q_time_name(quoth_time_kind k);
int q_section_named(const char *s);
int q_credit_named(const char *s);
int q_kind_named(const char *s);
int q_force_named(const char *s);
int q_actor_named(const char *s);
int q_time_named(const char *s);
#endif
