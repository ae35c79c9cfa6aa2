/* Text of a graph -> operations with their weights, every shape checked. */
#include <float.h>
#include <stdarg.h>
#include <stdlib.h>
#include "net/graph.h"

enum { WORDS = Q_GRAPH_ARGS + 4, REACH = 64 };

typedef struct parse {
  const q_model *model;
  const char *block;
  unsigned line;
  q_graph *g;
  char *words[WORDS];
  int count;
  quoth_error *e;
} parse;

static int refuse(parse *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
static int refuse(parse *p, const char *format, ...) {
  char why[512];
  va_list args;
  va_start(args, format);
  vsnprintf(why, sizeof why, format, args);
  va_end(args);
  return q_fail_at(p->e, QUOTH_DATA, q_model_path(p->model), p->line, 0, "%s: block %s, line %u: %s", q_model_path(p->model), p->block, p->line, why);
}

static int number(parse *p, const char *word, int low, int high, int *out) {
  char *end;
  long n = strtol(word, &end, 10);
  if (end == word || *end || n < low || n > high) return refuse(p, "%.40s is no number from %d to %d", word, low, high);
  *out = (int)n;
  return 0;
}

static int find_port(const q_port *ports, int count, const char *name) {
  for (int i = 0; i < count; i++) if (strcmp(ports[i].name, name) == 0) return i;
  return -1;
}

static int add_port(parse *p, q_port *ports, int *count, const char *name, int dim, int op) {
  if (*count == Q_GRAPH_PORTS) return refuse(p, "more than %d of a kind", Q_GRAPH_PORTS);
  if (strlen(name) >= Q_NAME) return refuse(p, "%.40s...: a name is too long", name);
  if (find_port(ports, *count, name) >= 0) return refuse(p, "%s is declared twice", name);
  q_port *port = ports + (*count)++;
  strcpy(port->name, name);
  port->dim = dim;
  port->op = op;
  return 0;
}

/* ---- blocks of a layer ---- */

static const void *part(parse *p, const char *layer, const char *ending, q_type type, int rank, uint32_t dim[4]) {
  char name[2 * Q_NAME];
  snprintf(name, sizeof name, "%.47s.%s", layer, ending);
  return q_model_block(p->model, name, type, rank, dim);
}

static int floats(parse *p, const char *layer, const char *ending, uint32_t count, const float **out) {
  uint32_t dim[4];
  const float *at = part(p, layer, ending, Q_F32, 1, dim);
  if (!at || dim[0] != count) return refuse(p, "there is no block %s.%s of %u floats", layer, ending, count);
  for (uint32_t i = 0; i < count; i++) if (!(at[i] >= -FLT_MAX && at[i] <= FLT_MAX)) return refuse(p, "block %s.%s has a number that is not finite", layer, ending);
  *out = at;
  return 0;
}

static int load_dense(parse *p, const char *layer, int in, int out, q_dense *d) {
  uint32_t dim[4];
  const uint32_t *n = part(p, layer, "n", Q_U32, 1, dim);
  if (!n || dim[0] != 2) return refuse(p, "there is no block %s.n of two numbers", layer);
  if (n[0] < 1 || n[0] > 6 * Q_GRAPH_DIM || n[1] != (uint32_t)in) return refuse(p, "layer %s is for %u inputs and %u outputs, %d are read", layer, n[1], n[0], in);
  if (out && n[0] != (uint32_t)out) return refuse(p, "layer %s has %u outputs, %d are needed", layer, n[0], out);
  d->out = (int)n[0];
  d->in = in;
  d->w = part(p, layer, "w", Q_I8, 4, dim);
  if (!d->w || dim[0] != (uint32_t)q_blocks(d->out) || dim[1] != (uint32_t)q_pairs(in) || dim[2] != Q_BLOCK || dim[3] != 2)
    return refuse(p, "there is no block %s.w of %d x %d x 16 x 2 weights", layer, q_blocks(d->out), q_pairs(in));
  int status = floats(p, layer, "s", n[0], &d->scale);
  if (!status) status = floats(p, layer, "b", n[0], &d->bias);
  if (in > p->g->widest_dense) p->g->widest_dense = in;
  return status;
}

/* ---- operations ---- */

/* Reads the matrices named by words first .. first + count - 1 into op; rows of all alike. */
static int read_args(parse *p, q_op *op, int first, int count) {
  for (int i = 0; i < count; i++) {
    int at = p->g->op_count - 1;
    while (at >= 0 && strcmp(p->g->ops[at].name, p->words[first + i]) != 0) at--;
    if (at < 0) return refuse(p, "%.40s is not known here", p->words[first + i]);
    op->args[op->arg_count++] = at;
    if (op->arg_count == 1) op->pooled = p->g->ops[at].pooled;
    if (p->g->ops[at].pooled != op->pooled) return refuse(p, "rows of words and rows of segments do not go together");
  }
  op->dim = p->g->ops[op->args[0]].dim;
  return 0;
}

static int want(parse *p, int low, int high) { /* words after the operation's name */
  int n = p->count - 3;
  return n >= low && n <= high ? 0 : refuse(p, "%s has %d arguments", p->words[2], n);
}

static int read_input(parse *p, q_op *op) {
  int status = want(p, 2, 2);
  if (!status) status = number(p, p->words[4], 1, Q_GRAPH_DIM, &op->dim);
  if (!status) status = add_port(p, p->g->inputs, &p->g->input_count, p->words[3], op->dim, p->g->op_count);
  op->port = p->g->input_count - 1;
  return status;
}

static int read_embed(parse *p, q_op *op) {
  uint32_t dim[4];
  int status = want(p, 3, 3);
  if (status) return status;
  const char *layer = p->words[5];
  op->port = find_port(p->g->ids, p->g->ids_count, p->words[3]);
  if (op->port < 0) return refuse(p, "no ids are called %.40s", p->words[3]);
  if ((status = number(p, p->words[4], 0, p->g->ids[op->port].dim - 1, &op->column)) != 0) return status;
  op->table = part(p, layer, "q", Q_I8, 2, dim);
  if (!op->table || dim[1] > Q_GRAPH_DIM || dim[0] > INT32_MAX) return refuse(p, "there is no block %.40s.q of rows of at most %d numbers", layer, Q_GRAPH_DIM);
  op->count = (int)dim[0];
  op->dim = (int)dim[1];
  return floats(p, layer, "s", dim[0], &op->scale);
}

static int read_concat(parse *p, q_op *op) {
  int status = want(p, 1, Q_GRAPH_ARGS);
  if (!status) status = read_args(p, op, 3, p->count - 3);
  for (int i = 1; !status && i < op->arg_count; i++) op->dim += p->g->ops[op->args[i]].dim;
  return status;
}

static int read_add(parse *p, q_op *op) {
  int status = want(p, 2, 2);
  if (!status) status = read_args(p, op, 3, 2);
  if (!status && p->g->ops[op->args[1]].dim != op->dim) status = refuse(p, "%d and %d columns cannot be added", op->dim, p->g->ops[op->args[1]].dim);
  return status;
}

static int read_dense(parse *p, q_op *op) {
  static const char *const names[] = { "none", "relu", "tanh" };
  int status = want(p, 2, 3), curve = 0;
  if (!status) status = read_args(p, op, 3, 1);
  if (!status) status = load_dense(p, p->words[4], op->dim, 0, &op->dense);
  if (status) return status;
  if (p->count == 6) while (curve < 3 && strcmp(p->words[5], names[curve]) != 0) curve++;
  if (curve == 3) return refuse(p, "%.40s is no curve: none, relu, tanh", p->words[5]);
  op->dense.curve = (q_curve)curve;
  op->dim = op->dense.out;
  return 0;
}

static int read_norm(parse *p, q_op *op) {
  int status = want(p, 2, 2);
  if (!status) status = read_args(p, op, 3, 1);
  if (!status) status = floats(p, p->words[4], "g", (uint32_t)op->dim, &op->g);
  if (!status) status = floats(p, p->words[4], "b", (uint32_t)op->dim, &op->b);
  return status;
}

/* sru A NAME [Z]: Z is what passes beside the gates where it is not A (A may be Z normed). */
static int read_sru(parse *p, q_op *op) {
  uint32_t dim[4];
  int status = want(p, 2, 3);
  if (!status) status = read_args(p, op, 3, 1);
  if (!status && p->count == 6) status = read_args(p, op, 5, 1);
  if (status) return status;
  const char *layer = p->words[4];
  if (op->pooled) return refuse(p, "sru reads rows of words");
  op->v = part(p, layer, "v", Q_F32, 3, dim);
  if (!op->v || dim[0] != 2 || dim[1] != 2 || 2 * (uint64_t)dim[2] > Q_GRAPH_DIM) return refuse(p, "there is no block %s.v of 2 x 2 x H floats, H at most %d", layer, Q_GRAPH_DIM / 2);
  int h = (int)dim[2], in = op->dim, beside = p->g->ops[op->args[op->arg_count - 1]].dim;
  if (op->arg_count == 2 && beside != 2 * h) return refuse(p, "%.40s has %d columns where %.40s needs %d", p->words[5], beside, layer, 2 * h);
  for (int i = 0; i < 4 * h; i++) if (!(op->v[i] >= -FLT_MAX && op->v[i] <= FLT_MAX)) return refuse(p, "block %s.v has a number that is not finite", layer);
  status = load_dense(p, layer, in, 6 * h, &op->dense);
  op->dim = 2 * h;
  op->has_highway = op->arg_count == 1 && in != 2 * h;
  if (h > p->g->widest_sru) p->g->widest_sru = h;
  p->g->segments = true;
  if (status || !op->has_highway) return status;
  char highway[Q_NAME + 4];
  snprintf(highway, sizeof highway, "%.47s.h", layer);
  return load_dense(p, highway, in, 2 * h, &op->highway);
}

static int read_window(parse *p, q_op *op) {
  int status = want(p, 3, 3);
  if (!status) status = read_args(p, op, 3, 1);
  if (!status) status = number(p, p->words[4], -REACH, REACH, &op->from);
  if (!status) status = number(p, p->words[5], op->from, REACH, &op->to);
  if (!status && op->pooled) status = refuse(p, "window reads rows of words");
  op->dim *= op->to - op->from + 1;
  p->g->segments = true;
  return status;
}

static int read_pool(parse *p, q_op *op) {
  int status = want(p, 2, 2);
  if (!status) status = read_args(p, op, 3, 1);
  if (!status && op->pooled) status = refuse(p, "pool reads rows of words");
  if (!status && strcmp(p->words[4], "mean") != 0 && strcmp(p->words[4], "sqrt") != 0) status = refuse(p, "%.40s: pool takes mean or sqrt", p->words[4]);
  if (status) return status;
  op->root = p->words[4][0] == 's';
  op->pooled = p->g->segments = true;
  return 0;
}

/* By q_op_kind. */
static const struct { const char *name; int (*read)(parse *, q_op *); } readers[] = {
  { "input", read_input }, { "embed", read_embed }, { "concat", read_concat }, { "add", read_add }, { "dense", read_dense },
  { "norm", read_norm }, { "sru", read_sru }, { "window", read_window }, { "pool", read_pool } };

static int read_op(parse *p) {
  q_graph *g = p->g;
  const char *name = p->words[0];
  if (p->count < 4 || strcmp(p->words[1], "=") != 0) return refuse(p, "neither NAME = OPERATION ARGUMENTS, ids nor output");
  if (g->op_count == Q_GRAPH_OPS) return refuse(p, "more than %d operations", Q_GRAPH_OPS);
  if (strlen(name) >= Q_NAME) return refuse(p, "%.40s...: a name is too long", name);
  for (int i = 0; i < g->op_count; i++) if (strcmp(g->ops[i].name, name) == 0) return refuse(p, "%s is made twice", name);
  size_t kind = 0;
  while (kind < sizeof readers / sizeof *readers && strcmp(readers[kind].name, p->words[2]) != 0) kind++;
  if (kind == sizeof readers / sizeof *readers) return refuse(p, "%.40s is no operation", p->words[2]);
  q_op *op = g->ops + g->op_count;
  op->kind = (q_op_kind)kind;
  op->last = -1;
  int status = readers[kind].read(p, op);
  if (status) return status;
  if (op->dim > Q_GRAPH_DIM) return refuse(p, "%d columns, more than %d", op->dim, Q_GRAPH_DIM);
  strcpy(op->name, name);
  for (int i = 0; i < op->arg_count; i++) g->ops[op->args[i]].last = g->op_count;
  g->op_count++;
  return 0;
}

static int read_ids(parse *p) {
  int columns = 0, status;
  if (p->count != 3) return refuse(p, "ids takes a name and a number of columns");
  if ((status = number(p, p->words[2], 1, Q_GRAPH_DIM, &columns)) != 0) return status;
  return add_port(p, p->g->ids, &p->g->ids_count, p->words[1], columns, 0);
}

static int read_output(parse *p) {
  q_op found = { .dim = 0 };
  if (p->count != 3) return refuse(p, "output takes a name and a matrix");
  int status = read_args(p, &found, 2, 1);
  if (!status) status = add_port(p, p->g->outputs, &p->g->output_count, p->words[1], found.dim, found.args[0]);
  return status;
}

static int read_line(parse *p, char *line) {
  char *rest = NULL;
  p->count = 0;
  line[strcspn(line, "#")] = 0;
  for (char *word = strtok_r(line, " \t\r", &rest); word; word = strtok_r(NULL, " \t\r", &rest)) {
    if (p->count == WORDS) return refuse(p, "more than %d words", WORDS);
    p->words[p->count++] = word;
  }
  if (p->count == 0) return 0;
  if (strcmp(p->words[0], "ids") == 0) return read_ids(p);
  if (strcmp(p->words[0], "output") == 0) return read_output(p);
  return read_op(p);
}

/* ---- where each matrix stands ---- */

/* A matrix takes the place of one that nothing reads any more. */
static void give_places(q_graph *g) {
  for (int i = 0; i < g->output_count; i++) g->ops[g->outputs[i].op].last = g->op_count;
  for (int i = 0; i < g->op_count; i++) {
    q_op *op = g->ops + i;
    op->place = -1;
    if (op->kind == Q_INPUT) continue;
    int at = 0;
    while (at < g->place_count && (g->places[at].until >= i || g->places[at].pooled != op->pooled)) at++;
    if (at == g->place_count) g->places[g->place_count++] = (q_place){ .pooled = op->pooled };
    q_place *place = g->places + at;
    if (op->dim > place->dim) place->dim = op->dim;
    place->until = op->last > i ? op->last : i;
    op->place = at;
  }
}

int q_graph_open(const q_model *m, const char *block, q_graph **out, quoth_error *e) {
  uint32_t dim[4];
  parse p = { .model = m, .block = block, .e = e };
  int status = 0;
  *out = NULL;
  const char *text = q_model_block(m, block, Q_U8, 1, dim);
  if (!text) return q_fail_at(e, QUOTH_DATA, q_model_path(m), 0, 0, "%s: there is no block %s of text", q_model_path(m), block);
  if (dim[0] > 1 << 16) return q_fail_at(e, QUOTH_LIMIT, q_model_path(m), 0, 0, "%s: block %s: larger than a graph may be", q_model_path(m), block);
  char *copy = malloc(dim[0] + 1);
  p.g = calloc(1, sizeof *p.g);
  if (!copy || !p.g) { status = q_fail_at(e, QUOTH_MEMORY, q_model_path(m), 0, 0, "%s: out of memory", q_model_path(m)); goto done; }
  memcpy(copy, text, dim[0]);
  copy[dim[0]] = 0;
  if (strlen(copy) != dim[0]) { status = refuse(&p, "the text has a NUL"); goto done; }
  for (char *line = copy, *next; line && !status; line = next) {
    next = strchr(line, '\n');
    if (next) *next++ = 0;
    p.line++;
    status = read_line(&p, line);
  }
  if (!status && p.g->output_count == 0) status = refuse(&p, "the graph has no output");
  if (!status) give_places(p.g);
done:
  free(copy);
  if (status) free(p.g);
  else *out = p.g;
  return status;
}

void q_graph_close(q_graph *g) { free(g); }

static int port_of(const q_port *ports, int count, const char *name, uint32_t *dim) {
  int at = find_port(ports, count, name);
  if (at >= 0 && dim) *dim = (uint32_t)ports[at].dim;
  return at;
}

int q_graph_input(const q_graph *g, const char *name, uint32_t *dim) { return port_of(g->inputs, g->input_count, name, dim); }
int q_graph_ids(const q_graph *g, const char *name, uint32_t *columns) { return port_of(g->ids, g->ids_count, name, columns); }
int q_graph_output(const q_graph *g, const char *name, uint32_t *dim) { return port_of(g->outputs, g->output_count, name, dim); }
