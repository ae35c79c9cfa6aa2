/* One thread at work with the core: words through their cache, sentences through the network, trees out of its scores. */
#include <stdlib.h>
#include "parse/core.h"
#include "parse/tree.h"

enum { CACHE = 1 << 14 };

struct q_core_worker {
  q_pooled pooled;
  q_forms_cache *words;
  q_work *sentences, *rest;                              /* the outputs of one run are read while the next is made */
  size_t room;                                           /* rows that the arrays below have room for */
  float *input, *sum, *arcs;
  int32_t *context, *heads;
  size_t arcs_room;
  void *scratch;
  size_t scratch_room;
};

void q_core_worker_free(void *worker) {
  q_core_worker *w = worker;
  q_forms_cache_free(w->words);
  q_work_free(w->sentences);
  q_work_free(w->rest);
  void *own[] = { w->input, w->sum, w->arcs, w->context, w->heads, w->scratch };
  for (size_t i = 0; i < sizeof own / sizeof *own; i++) free(own[i]);
  free(w);
}

q_core_worker *q_core_take(q_core *core) {
  q_core_worker *w = q_pool_take(&core->workers);
  if (w || !(w = calloc(1, sizeof *w))) return w;
  w->words = q_forms_cache_new(core->forms, CACHE);
  w->sentences = q_work_new();
  w->rest = q_work_new();
  if (w->words && w->sentences && w->rest) return w;
  q_core_worker_free(w);
  return NULL;
}

void q_core_give(q_core *core, q_core_worker *w) { q_pool_give(&core->workers, w); }

static bool grow(void *field, size_t size) {
  void **at = field, *new = realloc(*at, size);
  if (new) *at = new;
  return new != NULL;
}

static bool room_for(const q_core *c, q_core_worker *w, size_t rows) {
  if (rows <= w->room) return true;
  bool ok = grow(&w->input, rows * q_forms_dim(c->forms) * sizeof *w->input) && grow(&w->sum, rows * c->relation_dim * sizeof *w->sum) &&
            grow(&w->context, rows * 2 * sizeof *w->context) && grow(&w->heads, rows * sizeof *w->heads);
  if (ok) w->room = rows;
  return ok;
}

/* ---- sentences ---- */

static uint32_t best_of(const float *scores, uint32_t from, uint32_t to) {
  uint32_t best = from;
  for (uint32_t i = from + 1; i < to; i++) if (scores[i] > scores[best]) best = i;
  return best - from;
}

static int heads_of(const q_core *c, q_core_worker *w, int begin, int n, const float *head, const float *dependent, const float *root) {
  size_t want = ((size_t)n + 1) * (size_t)n, scratch = q_tree_scratch(n);
  if (want > w->arcs_room) { if (!grow(&w->arcs, want * sizeof *w->arcs)) return QUOTH_MEMORY; w->arcs_room = want; }
  if (scratch > w->scratch_room) { if (!grow(&w->scratch, scratch)) return QUOTH_MEMORY; w->scratch_room = scratch; }
  memcpy(w->arcs, root + begin, (size_t)n * sizeof *w->arcs);
  int status = q_biaffine(head + (size_t)begin * c->arc_dim, n, dependent + (size_t)begin * c->arc_dim, n, (int)c->arc_dim, w->arcs + n, w->sentences);
  if (!status) q_tree(w->arcs, n, w->heads + begin, w->scratch);
  return status;
}

static int relations_of(const q_core *c, q_core_worker *w, int rows, const int32_t *starts, int segments, const float *rd, const float *rh, q_core_out *out, quoth_error *e) {
  size_t dim = c->relation_dim;
  for (int k = 0; k < segments; k++)
    for (int i = starts[k]; i < (k + 1 < segments ? starts[k + 1] : rows); i++) {
      const float *a = rd + (size_t)i * dim, *b = rh + (size_t)(w->heads[i] ? starts[k] + w->heads[i] - 1 : i) * dim;
      float *s = w->sum + (size_t)i * dim;
      for (size_t j = 0; j < dim; j++) { float v = a[j] + b[j]; s[j] = v > 0 ? v : 0; }
    }
  const float *scores[Q_GRAPH_PORTS];
  q_feed feed = { .inputs = { w->sum } };
  int status = q_graph_run(c->relation, w->rest, rows, NULL, 0, &feed, scores, e);
  for (int i = 0; !status && i < rows; i++) {
    out[i].head = w->heads[i];
    out[i].relation = (uint16_t)(w->heads[i] ? 1 + best_of(scores[0] + (size_t)i * c->relation_count, 1, c->relation_count) : 0);
  }
  return status;
}

static int scripts_of(q_core_worker *w, const q_core_language *lang, int rows, const float *lemma, q_core_out *out, quoth_error *e) {
  const float *scores[Q_GRAPH_PORTS];
  q_feed feed = { .inputs = { lemma } };
  int status = q_graph_run(lang->lemma, w->rest, rows, NULL, 0, &feed, scores, e);
  for (int i = 0; !status && i < rows; i++) out[i].script = (uint16_t)best_of(scores[0] + (size_t)i * lang->script_count, 0, lang->script_count);
  return status;
}

int q_core_run(const q_core *c, q_core_worker *w, const q_core_language *lang, const q_form *forms, const int32_t *spaces, int rows, const int32_t *starts, int segments, q_core_out *out, quoth_error *e) {
  if (!room_for(c, w, (size_t)rows)) return q_fail(e, QUOTH_MEMORY, "out of memory");
  int status = q_forms_vectors(c->forms, w->words, forms, rows, w->input, e);
  if (status) return status;
  for (int i = 0; i < rows; i++) { w->context[2 * i] = spaces[i]; w->context[2 * i + 1] = lang->convention; }
  const float *o[Q_GRAPH_PORTS];
  q_feed feed = { .inputs = { w->input }, .ids = { w->context } };
  if ((status = q_graph_run(c->sentence, w->sentences, rows, starts, segments, &feed, o, e)) != 0) return status;
#define OUTPUT(name) o[q_graph_output(c->sentence, name, NULL)]
  const float *head = OUTPUT("head"), *dependent = OUTPUT("dependent"), *root = OUTPUT("root"), *upos = OUTPUT("upos"), *features = OUTPUT("features");
  const q_core_feature *last = &c->features[c->feature_count - 1];
  for (int i = 0; i < rows; i++) {
    out[i].upos = c->upos[best_of(upos + (size_t)i * c->upos_count, 0, c->upos_count)];
    const float *f = features + (size_t)i * (size_t)(last->column + last->count);
    for (int k = 0; k < c->feature_count; k++) out[i].features[k] = (uint8_t)best_of(f, (uint32_t)c->features[k].column, (uint32_t)(c->features[k].column + c->features[k].count));
  }
  for (int k = 0; k < segments; k++) {
    int end = k + 1 < segments ? starts[k + 1] : rows;
    if (end > starts[k] && heads_of(c, w, starts[k], end - starts[k], head, dependent, root)) return q_fail(e, QUOTH_MEMORY, "out of memory");
  }
  status = relations_of(c, w, rows, starts, segments, OUTPUT("relation_dependent"), OUTPUT("relation_head"), out, e);
  return status ? status : scripts_of(w, lang, rows, OUTPUT("lemma"), out, e);
}
