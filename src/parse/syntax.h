/* syntax: words -> tags, features, lemmas, trees. The one place where the network is asked. */
#ifndef Q_PARSE_SYNTAX_H
#define Q_PARSE_SYNTAX_H
#include "base/base.h"
typedef struct q_core q_core;   /* the fitted network with its tables: shared by threads */
/* dir: the folder models/. QUOTH_NOTHING: no model lies there, *out is NULL and that is no failure. */
int q_core_open(const char *dir, q_core **out, quoth_error *e);
void q_core_close(q_core *core); /* NULL allowed */
/* For every sentence of r: upos, feats, lemma, head, relation of its words. head is an index in r->words within the same sentence; exactly one word of a sentence has head -1, with
 * relation "root". Strings lie in r->arena or live as long as core. A word whose part fails keeps 0 and NULL. core NULL: nothing is filled, returns 0. */
int q_syntax(q_core *core, quoth_report *r, quoth_error *e);
#endif
