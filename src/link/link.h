/* link: stored reports -> families of copies, direction, claims, origins, relations, actors across reports. Everything here can be made again from the reports. */
#ifndef Q_LINK_H
#define Q_LINK_H
#include "casefile/casefile.h"
/* Completes the links that are owed (reports with linked = 0), in transactions of its own; the result does not depend on the order of reports. */
int q_link_owed(q_case *c, q_langs *langs, quoth_error *e);
#endif
