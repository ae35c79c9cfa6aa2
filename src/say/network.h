/* network.h: inside say: the fitted network of statements, as models/say.qm holds it (train/say.py, train/say_export.py). Immutable, shared by threads, but for the pool of workers. */
#ifndef Q_SAY_NETWORK_H
#define Q_SAY_NETWORK_H
#include <pthread.h>
#include "net/pieces.h"
#include "say/rows.h"

enum { Q_SAY_LANGUAGES = 16, Q_SAY_REACH = 70 /* rows on each side of a cue that its own labels look at */, Q_SAY_SURE = 11 /* what confidence rests on */ };
enum { Q_SAY_O, Q_SAY_B, Q_SAY_I, Q_SAY_J /* begins a later piece of a cue */, Q_SAY_Q /* begins a statement without a cue */, Q_SAY_CUES };
enum { Q_SAY_SOURCES = 5 /* O, B and I of the source, B and I of the addressee */, Q_SAY_CONTENTS = 3 };

typedef struct q_say_worker q_say_worker;
struct q_say {
  q_model *model;
  q_pieces *pieces;
  q_graph *word, *trunk, *role;
  uint32_t tables[Q_HASHES];            /* rows of each hashed table, 0 not used */
  uint32_t word_dim, role_dim;
  char languages[Q_SAY_LANGUAGES][8]; int language_count;
  const float *sure;                    /* for each guide: weights of confidence, Q_SAY_SURE and one a language; then for each language what is sure enough to be given */
  pthread_mutex_t lock;
  q_say_worker *idle;
};

struct q_say_worker {
  q_say_worker *next;
  q_work *words, *trunks, *roles;       /* the outputs of one run are read while the next is made */
  struct q_say_slot *slots; float *vectors; uint32_t used; /* words met lately */
  q_pieces_scratch pieces;
  void *room[12]; size_t sizes[12];     /* arrays that grow: q_say_room */
};

static inline int q_say_weights(const q_say *s) { return Q_SAY_SURE + 2 * s->language_count; }
q_say_worker *q_say_take(q_say *s);     /* NULL: out of memory */
void q_say_give(q_say *s, q_say_worker *w);
void *q_say_room(q_say_worker *w, int which, size_t bytes); /* NULL: out of memory */
/* Vectors of the words of rows, one after another, into out. */
int q_say_words(const q_say *s, q_say_worker *w, const quoth_report *r, const q_say_row *rows, int count, float *out, quoth_error *e);

/* label.c: in place of what the rules found, what the network finds. */
int q_find_by_network(q_finder *f, q_langs *langs, q_say *s, int guide, quoth_error *e);
/* The same to the last bit on every machine, unlike the C library's. */
double q_say_exp(double x);
double q_say_log(double x);
#endif
