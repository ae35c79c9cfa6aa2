/* network.h: inside say: the fitted network of statements, as models/say.qm holds it (train/say.py, train/say_export.py). Immutable, shared by threads, but for the pool of workers. */
#ifndef Q_SAY_NETWORK_H
#define Q_SAY_NETWORK_H
#include "base/pool.h"
#include "parse/forms.h"
#include "say/rows.h"

enum { Q_SAY_LANGUAGES = 16, Q_SAY_REACH = 70 /* rows on each side of a cue that its own labels look at */, Q_SAY_SURE = 11 /* what confidence rests on */ };
enum { Q_SAY_O, Q_SAY_B, Q_SAY_I, Q_SAY_J /* begins a later piece of a cue */, Q_SAY_Q /* begins a statement without a cue */, Q_SAY_CUES };
enum { Q_SAY_SOURCES = 5 /* O, B and I of the source, B and I of the addressee */, Q_SAY_CONTENTS = 3 };

typedef struct q_say_worker q_say_worker;
struct q_say {
  q_model *model;
  q_forms *forms;
  q_graph *trunk, *role;
  uint32_t role_dim;
  char languages[Q_SAY_LANGUAGES][8]; int language_count;
  const float *sure;                    /* for each guide: weights of confidence, Q_SAY_SURE and one a language; then for each language what is sure enough to be given */
  q_pool workers;
};

struct q_say_worker {
  q_pooled pooled;
  q_forms_cache *words;
  q_work *trunks, *roles;               /* the outputs of one run are read while the next is made */
  void *room[12]; size_t sizes[12];     /* arrays that grow: q_say_room */
};

static inline int q_say_weights(const q_say *s) { return Q_SAY_SURE + 2 * s->language_count; }
q_say_worker *q_say_take(q_say *s);     /* NULL: out of memory */
void q_say_give(q_say *s, q_say_worker *w); /* NULL allowed */
void *q_say_room(q_say_worker *w, int which, size_t bytes); /* NULL: out of memory */

/* label.c: in place of what the rules found, what the network finds. */
int q_find_by_network(q_finder *f, q_langs *langs, q_say *s, int guide, quoth_error *e);
/* The same to the last bit on every machine, unlike the C library's. */
double q_say_exp(double x);
double q_say_log(double x);
#endif
