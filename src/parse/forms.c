#include <stdlib.h>
#include "net/pieces.h"
#include "parse/features.h"
#include "parse/forms.h"

enum { BATCH = 64,                                       /* new words that go through the network at once */
       PIECES_A_WORD = 64 };

struct q_forms {
  q_pieces *pieces;
  q_graph *graph;
  uint32_t tables[Q_HASHES];                             /* rows of each hashed table; 0: the model has none */
  uint32_t dim;
};

/* By two hashes of the form. That two forms agree in 128 bits does not happen. a is never 0 in a slot that is taken. */
typedef struct slot { uint64_t a, b; } slot;

struct q_forms_cache {
  q_work *work;
  slot *slots;
  float *vectors;                                        /* dim a slot */
  uint32_t slot_count, used;
  uint32_t place[Q_FORMS_LEAST];                         /* slot of each word asked for */
  uint32_t fresh[BATCH];                                 /* slots that wait for their vectors */
  int waiting;
  float pieces[BATCH * Q_PIECES_DIM];
  int32_t hashes[BATCH * Q_HASHES];
  q_pieces_scratch cut;
};

int q_forms_open(const q_model *m, const char *folder, q_forms **out, quoth_error *e) {
  uint32_t dim, columns, rows[4];
  q_forms *f = calloc(1, sizeof *f);
  *out = NULL;
  if (!f) return q_fail(e, QUOTH_MEMORY, "out of memory");
  int status = q_pieces_open(folder, &f->pieces, e);
  if (!status) status = q_graph_open(m, "graph.word", &f->graph, e);
  if (!status && (q_graph_input(f->graph, "piece", &dim) != 0 || dim != Q_PIECES_DIM || q_graph_ids(f->graph, "hash", &columns) != 0 || columns != Q_HASHES ||
                  q_graph_output(f->graph, "word", &f->dim) != 0))
    status = q_fail_at(e, QUOTH_DATA, q_model_path(m), 0, 0, "%s: block graph.word: reads or gives other things than a word's pieces and hashes", q_model_path(m));
  for (int i = 0; i < Q_HASHES && !status; i++) {
    char name[24];
    snprintf(name, sizeof name, "table%d.q", i);
    f->tables[i] = q_model_block(m, name, Q_I8, 2, rows) ? rows[0] : 0;
  }
  if (status) q_forms_close(f);
  else *out = f;
  return status;
}

void q_forms_close(q_forms *f) {
  if (!f) return;
  q_graph_close(f->graph);
  q_pieces_close(f->pieces);
  free(f);
}

uint32_t q_forms_dim(const q_forms *f) { return f->dim; }

q_forms_cache *q_forms_cache_new(const q_forms *f, uint32_t slots) {
  q_forms_cache *c = calloc(1, sizeof *c);
  if (!c) return NULL;
  c->slot_count = slots;
  c->work = q_work_new();
  c->slots = calloc(slots, sizeof *c->slots);
  c->vectors = malloc((size_t)slots * f->dim * sizeof *c->vectors);
  if (c->work && c->slots && c->vectors) return c;
  q_forms_cache_free(c);
  return NULL;
}

void q_forms_cache_free(q_forms_cache *c) {
  if (!c) return;
  q_work_free(c->work);
  free(c->slots);
  free(c->vectors);
  free(c);
}

static void forget(q_forms_cache *c) {
  memset(c->slots, 0, c->slot_count * sizeof *c->slots);
  c->used = 0;
  c->waiting = 0;
}

static uint32_t find_slot(const q_forms_cache *c, uint64_t a, uint64_t b) {
  uint32_t mask = c->slot_count - 1, i = (uint32_t)a & mask;
  while (c->slots[i].a && (c->slots[i].a != a || c->slots[i].b != b)) i = (i + 1) & mask;
  return i;
}

/* Runs the words that wait and puts their vectors into their slots. */
static int fill(const q_forms *f, q_forms_cache *c, quoth_error *e) {
  const float *out[Q_GRAPH_PORTS];
  q_feed feed = { .inputs = { c->pieces }, .ids = { c->hashes } };
  int status = c->waiting ? q_graph_run(f->graph, c->work, c->waiting, NULL, 0, &feed, out, e) : 0;
  for (int i = 0; i < c->waiting && !status; i++) memcpy(c->vectors + (size_t)c->fresh[i] * f->dim, out[0] + (size_t)i * f->dim, f->dim * sizeof(float));
  c->waiting = 0;
  return status;
}

/* Lets the word of a new slot wait for the network. */
static void describe(const q_forms *f, q_forms_cache *c, const q_form *form, uint32_t slot) {
  uint32_t h[Q_HASHES];
  int32_t ids[PIECES_A_WORD], *hashes = c->hashes + c->waiting * Q_HASHES;
  q_word_hashes(form->text, form->size, h);
  for (int k = 0; k < Q_HASHES; k++) hashes[k] = f->tables[k] ? (int32_t)(h[k] % f->tables[k]) : -1;
  int n = q_pieces_cut(f->pieces, form->text, form->size, &c->cut, ids, PIECES_A_WORD);
  q_pieces_vector(f->pieces, ids, n, c->pieces + (size_t)c->waiting * Q_PIECES_DIM);
  c->fresh[c->waiting++] = slot;
}

int q_forms_vectors(const q_forms *f, q_forms_cache *c, const q_form *forms, int count, float *out, quoth_error *e) {
  int status = 0;
  if (count > Q_FORMS_LEAST) return q_fail(e, QUOTH_LIMIT, "%d words at once, more than %d", count, Q_FORMS_LEAST);
  if (c->used + (uint32_t)count > c->slot_count / 4 * 3) forget(c);
  for (int i = 0; i < count && !status; i++) {
    uint64_t a = q_hash(forms[i].text, forms[i].size, 1) | 1, b = q_hash(forms[i].text, forms[i].size, 2);
    uint32_t at = c->place[i] = find_slot(c, a, b);
    if (c->slots[at].a) continue;
    c->slots[at] = (slot){ a, b };
    c->used++;
    describe(f, c, &forms[i], at);
    if (c->waiting == BATCH) status = fill(f, c, e);
  }
  if (!status) status = fill(f, c, e);
  if (status) { forget(c); return status; }
  for (int i = 0; i < count; i++) memcpy(out + (size_t)i * f->dim, c->vectors + (size_t)c->place[i] * f->dim, f->dim * sizeof(float));
  return 0;
}
