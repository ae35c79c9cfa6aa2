/* core: the fitted network of tags, features, lemmas and trees, as a model file holds it (doc/network.md). Immutable, shared by threads, but for the pool of workers. */
#ifndef Q_PARSE_CORE_H
#define Q_PARSE_CORE_H
#include "base/pool.h"
#include "net/net.h"
#include "parse/forms.h"
#include "parse/syntax.h"

enum { Q_CORE_LANGUAGES = 16, Q_CORE_FEATURES = 64 };

/* An edit that makes a lemma of a form (Straka 2018): take `drop` code points from the beginning and `cut` from the end, put `front` and `back` there. how: 'u' capitals as
 * written, 'l' all in lower case, 't' lower case but a capital first, '=' back is the whole lemma. */
typedef struct q_script { char how; uint8_t drop, cut; uint16_t front_size, back_size; const char *front, *back; } q_script;

typedef struct q_core_language { char code[8]; int32_t convention; q_graph *lemma; q_script *scripts; uint32_t script_count; } q_core_language;
typedef struct q_core_feature { const char *name; size_t name_size; const char **values; size_t *sizes; int count, column; } q_core_feature; /* class 0: not there */

typedef struct q_core_worker q_core_worker;
struct q_core {
  q_model *model;
  q_forms *forms;
  q_graph *sentence, *relation;
  q_arena *arena;
  uint32_t arc_dim, relation_dim;
  const char **relations; uint32_t relation_count;
  uint8_t *upos; uint32_t upos_count;                    /* class -> QUOTH_UPOS_* */
  q_core_feature features[Q_CORE_FEATURES]; int feature_count;
  q_core_language languages[Q_CORE_LANGUAGES]; int language_count;
  q_pool workers;                                        /* scratch of threads that are not at it just now */
};

/* worker.c: a thread's scratch with its cache of words. NULL: out of memory. */
q_core_worker *q_core_take(q_core *core);
void q_core_give(q_core *core, q_core_worker *w);        /* NULL allowed */
void q_core_worker_free(void *worker);                   /* as q_pool_close wants it */

/* What the network says of a word. */
typedef struct q_core_out { uint8_t upos; uint16_t relation, script; int32_t head; /* from 1 in the segment, 0 the root */ uint8_t features[Q_CORE_FEATURES]; } q_core_out;
/* Analyses a batch: rows words in segments (starts[0] = 0), with the blanks around each (1 before, 2 after). What stands beside a segment never changes its answer. */
int q_core_run(const q_core *core, q_core_worker *w, const q_core_language *lang, const q_form *forms, const int32_t *spaces, int rows, const int32_t *starts, int segments, q_core_out *out, quoth_error *e);
/* The lemma of a form, in a. NULL: out of memory. */
const char *q_core_lemma(q_arena *a, const q_script *s, const char *form, size_t n);

#endif
