/* pair: what two reports are to each other, from their passages, credits and times. No store. */
#ifndef Q_PAIR_H
#define Q_PAIR_H
#include "match/match.h"
typedef enum q_pair_kind { Q_NO_LINK, Q_REPRINT, Q_EXCERPT, Q_TRANSLATION, Q_RESTS_ON, Q_SAME_AGENCY } q_pair_kind;
typedef enum q_from { Q_FROM_UNKNOWN, Q_FROM_A, Q_FROM_B, Q_FROM_AGENCY } q_from;
typedef struct q_evidence { const char *why; bool of_b; quoth_span span; } q_evidence;
typedef struct q_pair { q_pair_kind kind; q_from from; const char *agency; q_passages passages; Q_VEC(q_evidence) evidence; } q_pair;
/* names: other names of an outlet (outlets file), may be NULL. Symmetric but for the sides. */
int q_pair_judge(q_langs *langs, const quoth_report *a, const quoth_report *b, q_arena *arena, q_pair *out);
/* agency.c. The agency whose text it is, canonical; NULL none. span: where it says so. written: it is credited, or is the outlet; else an agency's people are spoken of. */
const char *q_pair_agency(q_langs *langs, const quoth_report *r, quoth_span *span, bool *written);
/* Does the text name this outlet as a credit or as a source? span: where. */
bool q_pair_names(const quoth_report *r, const char *outlet, quoth_span *span);
const char *q_pair_kind_name(q_pair_kind k);             /* NULL for none */
const char *q_from_name(q_from f);
bool q_same_outlet(const char *a, const char *b);        /* folded, articles and blanks left out */
#endif
