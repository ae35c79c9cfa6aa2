/* api: what the files of this folder share. */
#ifndef Q_API_H
#define Q_API_H
#include "link/link.h"
struct quoth { q_langs *langs; char *data; char *outlets; float min_confidence; };
int q_points_index(quoth_report *r);                     /* fills r->points and r->characters */
/* The stages that follow reading, over a report that has text, sections and language. */
int q_layers(q_langs *langs, quoth_report *r, quoth_error *e);
#endif
