/* spread: claims and links as quoth.h shows them. */
#ifndef Q_SPREAD_H
#define Q_SPREAD_H
#include "casefile/casefile.h"
int q_case_claims(q_case *c, const quoth_claim_query *q, int (*each)(void *, const quoth_claim *), void *user, quoth_error *e);
int q_case_trace(q_case *c, const char *id, int (*each)(void *, const quoth_link *), void *user, quoth_error *e);
#endif
