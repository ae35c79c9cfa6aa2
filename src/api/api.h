/* api: what the files of this folder share. */
#ifndef Q_API_H
#define Q_API_H
#include "link/link.h"
#include "parse/syntax.h"
typedef struct q_outlets q_outlets;
struct quoth { q_langs *langs; char *data; q_outlets *outlet_list; float min_confidence; q_core *core; /* NULL: no network is there */ q_say *say; /* likewise */ int guide; };
/* outlets.c */
int q_outlets_open(const char *path, q_outlets **out, quoth_error *e);
void q_outlets_close(q_outlets *o);                      /* NULL allowed */
const char *q_outlets_name(const q_outlets *o, const char *s); /* the name that s is an alias of, else s; lives as long as o */
int q_outlets_note(const q_outlets *o, q_case *c, quoth_error *e); /* owners and agencies -> case; o may be NULL */
/* case.c */
int q_points_index(quoth_report *r);                     /* fills r->points and r->characters */
/* The stages that follow reading, over a report that has text, sections and language. */
int q_layers(const quoth *q, quoth_report *r, quoth_error *e);
#endif
