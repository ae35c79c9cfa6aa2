/* What the files of src/link share: one run over the reports that are owed. link.c -> units.c -> claims.c */
#ifndef Q_LINK_INSIDE_H
#define Q_LINK_INSIDE_H
#include "casefile/links.h"
#include "link/pair.h"
typedef struct q_linker { q_case *c; q_langs *langs; quoth_error *e; } q_linker;
/* units.c: what a report says, kept for comparing, and its pairs with what others say */
int q_link_units(q_linker *l, int64_t row, const quoth_report *r);
/* actors.c: the actors of all reports -> who is who across them */
int q_link_actors(q_linker *l);
/* claims.c: units without a claim -> claims, origins, relations */
int q_link_claims(q_linker *l);
#endif
