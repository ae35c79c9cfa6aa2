/* Runs a graph on a batch. */
#include "net/graph.h"

#define ROOM_LIMIT ((size_t)2 << 30)

/* Where everything of one run stands in scratch memory. */
typedef struct run {
  const q_graph *g;
  const q_kernel *k;
  const q_feed *feed;
  const int32_t *starts;
  int rows, segments;
  float *places[Q_GRAPH_OPS];
  float *gates, *z, *c, *scale;
  int16_t *rounded;
  int rounded_op;                                        /* whose rows stand in rounded, -1 none */
} run;

static size_t lay(size_t *at, size_t rows, size_t dim, size_t width) {
  size_t here = *at;
  *at += (rows * dim * width + 63) & ~(size_t)63;
  return here;
}

/* Takes the scratch memory for the run. Sizes are below 2^20 rows x 2^16 columns x 256 places, far from overflow. */
static int place(run *r, q_work *w, quoth_error *e) {
  const q_graph *g = r->g;
  size_t rows = (size_t)r->rows, total = 0, at[Q_GRAPH_OPS], h = (size_t)g->widest_sru;
  for (int i = 0; i < g->place_count; i++) at[i] = lay(&total, g->places[i].pooled ? (size_t)r->segments : rows, (size_t)g->places[i].dim, sizeof(float));
  size_t gates = lay(&total, rows, 6 * h, sizeof(float)), z = lay(&total, rows, 2 * h, sizeof(float)), c = lay(&total, 1, h, sizeof(float));
  size_t most = rows > (size_t)r->segments ? rows : (size_t)r->segments;
  size_t scale = lay(&total, most, 1, sizeof(float)), rounded = lay(&total, most, 2 * (size_t)q_pairs(g->widest_dense), sizeof(int16_t));
  if (total > ROOM_LIMIT) return q_fail(e, QUOTH_LIMIT, "a batch of %d rows needs %zu bytes: too many", r->rows, total);
  char *base = q_room_for(&w->run, total + 64);
  if (!base) return q_fail(e, QUOTH_MEMORY, "out of memory for a batch of %d rows", r->rows);
  for (int i = 0; i < g->place_count; i++) r->places[i] = (float *)(void *)(base + at[i]);
  r->gates = (float *)(void *)(base + gates);
  r->z = (float *)(void *)(base + z);
  r->c = (float *)(void *)(base + c);
  r->scale = (float *)(void *)(base + scale);
  r->rounded = (int16_t *)(void *)(base + rounded);
  return 0;
}

static const float *matrix(const run *r, int op) {
  const q_op *o = r->g->ops + op;
  return o->kind == Q_INPUT ? r->feed->inputs[o->port] : r->places[o->place];
}

static int rows_of(const run *r, const q_op *op) { return op->pooled ? r->segments : r->rows; }

/* Layers that read the same matrix one after another share its rounding. */
static void run_dense(run *r, const q_dense *d, int arg, int rows, float *out) {
  if (r->rounded_op != arg) r->k->round(matrix(r, arg), rows, d->in, r->rounded, r->scale);
  r->rounded_op = arg;
  q_rounded x = { r->rounded, r->scale, rows, q_pairs(d->in) };
  r->k->dense(d, &x, out);
}

static void run_sru(run *r, const q_op *op, float *out) {
  run_dense(r, &op->dense, op->args[0], r->rows, r->gates);
  if (op->has_highway) run_dense(r, &op->highway, op->args[0], r->rows, r->z);
  r->k->scan(&(q_scan){ r->gates, op->has_highway ? r->z : matrix(r, op->args[op->arg_count - 1]), op->v, out, r->c, r->starts, r->rows, r->segments, op->dim / 2 });
}

static void run_concat(const run *r, const q_op *op, float *out) {
  size_t rows = (size_t)rows_of(r, op), at = 0;
  for (int i = 0; i < op->arg_count; i++) {
    const float *from = matrix(r, op->args[i]);
    size_t dim = (size_t)r->g->ops[op->args[i]].dim;
    for (size_t row = 0; row < rows; row++) memcpy(out + row * (size_t)op->dim + at, from + row * dim, dim * sizeof *out);
    at += dim;
  }
}

static void run_window(const run *r, const q_op *op, float *out) {
  const float *from = matrix(r, op->args[0]);
  size_t dim = (size_t)r->g->ops[op->args[0]].dim;
  for (int k = 0; k < r->segments; k++) {
    int begin = r->starts[k], end = k + 1 < r->segments ? r->starts[k + 1] : r->rows;
    for (int row = begin; row < end; row++)
      for (int at = row + op->from; at <= row + op->to; at++, out += dim) {
        if (at < begin || at >= end) memset(out, 0, dim * sizeof *out);
        else memcpy(out, from + (size_t)at * dim, dim * sizeof *out);
      }
  }
}

static void run_op(run *r, int at) {
  const q_op *op = r->g->ops + at;
  int rows = rows_of(r, op);
  float *out = op->place >= 0 ? r->places[op->place] : NULL;
  switch (op->kind) {
    case Q_INPUT: break;
    case Q_EMBED: r->k->embed(r->feed->ids[op->port] + op->column, r->g->ids[op->port].dim, rows, op->table, op->scale, op->count, op->dim, out); break;
    case Q_CONCAT: run_concat(r, op, out); break;
    case Q_ADD: r->k->add(matrix(r, op->args[0]), matrix(r, op->args[1]), (size_t)rows * (size_t)op->dim, out); break;
    case Q_DENSE: run_dense(r, &op->dense, op->args[0], rows, out); break;
    case Q_NORM: r->k->norm(matrix(r, op->args[0]), rows, op->dim, op->g, op->b, out); break;
    case Q_SRU: run_sru(r, op, out); break;
    case Q_WINDOW: run_window(r, op, out); break;
    case Q_POOL: r->k->pool(matrix(r, op->args[0]), op->dim, r->starts, r->segments, r->rows, op->root, out); break;
  }
}

static int check(const run *r, const q_work *w, quoth_error *e) {
  const q_graph *g = r->g;
  const char *own = w->run.at;
  if (r->rows < 0 || r->rows > Q_GRAPH_ROWS || r->segments < 0 || r->segments > Q_GRAPH_ROWS) return q_fail(e, QUOTH_LIMIT, "a batch of %d rows in %d segments", r->rows, r->segments);
  if (r->segments == 0 && g->segments && r->rows > 0) return q_fail(e, QUOTH_USAGE, "the graph reads segments and none are given");
  for (int i = 0; i < r->segments; i++) {
    int before = i ? r->starts[i - 1] : 0;
    if (r->starts[i] < before || r->starts[i] > r->rows || (i == 0 && r->starts[0] != 0)) return q_fail(e, QUOTH_USAGE, "segment %d starts at row %d of %d", i, r->starts[i], r->rows);
  }
  for (int i = 0; r->rows > 0 && i < g->ids_count; i++) if (!r->feed->ids[i]) return q_fail(e, QUOTH_USAGE, "ids %s are not given", g->ids[i].name);
  for (int i = 0; r->rows > 0 && i < g->input_count; i++) {
    const char *at = (const char *)r->feed->inputs[i];
    if (!at) return q_fail(e, QUOTH_USAGE, "input %s is not given", g->inputs[i].name);
    if (own && at >= own && at < own + w->run.size) return q_fail(e, QUOTH_USAGE, "input %s is an output of the run before, which this run would overwrite: use another q_work", g->inputs[i].name);
  }
  return 0;
}

int q_graph_run(const q_graph *g, q_work *w, int rows, const int32_t *starts, int segments, const q_feed *feed, const float **outputs, quoth_error *e) {
  run r = { .g = g, .k = w->kernel, .feed = feed, .starts = starts, .rows = rows, .segments = segments, .rounded_op = -1 };
  int status = check(&r, w, e);
  if (!status) status = place(&r, w, e);
  if (status) return status;
  for (int i = 0; i < g->op_count; i++) run_op(&r, i);
  for (int i = 0; i < g->output_count; i++) outputs[i] = matrix(&r, g->outputs[i].op);
  return 0;
}
