/* net: model files and the networks in them. Knows nothing of news or language: floats and ids in, floats out. doc/models.md describes file and graph.
 * A model and its graphs are immutable and shared by threads; a q_work belongs to one thread at a time. */
#ifndef Q_NET_H
#define Q_NET_H
#include "base/base.h"

typedef struct q_model q_model;
typedef struct q_graph q_graph;
typedef struct q_work q_work;

/* ---- model.c: the file ---- */
typedef enum q_type { Q_U8, Q_I8, Q_U16, Q_I16, Q_U32, Q_I32, Q_F32 } q_type;
/* Maps the file and checks header, directory and bounds: QUOTH_SYSTEM, QUOTH_DATA, QUOTH_LIMIT with file and block named. Contents are not read. */
int q_model_open(const char *path, q_model **out, quoth_error *e);
void q_model_close(q_model *m);                          /* NULL allowed; after its graphs */
/* The block in the mapping, dimensions in dim; NULL if absent or of another type or rank. */
const void *q_model_block(const q_model *m, const char *name, q_type type, int rank, uint32_t dim[4]);
const char *q_model_path(const q_model *m);
int q_model_verify(const q_model *m, quoth_error *e);    /* the checksum; reads the whole file */

/* ---- work.c: a thread's scratch memory, which grows to what the largest batch needed ---- */
q_work *q_work_new(void);                                /* NULL: out of memory */
void q_work_free(q_work *w);                             /* NULL allowed */

/* ---- graph.c, run.c: the network that a block of text describes ---- */
enum { Q_GRAPH_PORTS = 32,                               /* at most so many inputs, ids and outputs each */
       Q_GRAPH_DIM = 8192,                               /* at most so many columns: sums of integers cannot overflow */
       Q_GRAPH_ROWS = 1 << 20 };                         /* at most so many rows a batch; some hundred are best */
int q_graph_open(const q_model *m, const char *block, q_graph **out, quoth_error *e);
void q_graph_close(q_graph *g);                          /* NULL allowed; before its model */
/* Index of a port by name, or -1; *dim gets its columns (NULL: not wanted). */
int q_graph_input(const q_graph *g, const char *name, uint32_t *dim);
int q_graph_ids(const q_graph *g, const char *name, uint32_t *columns);
int q_graph_output(const q_graph *g, const char *name, uint32_t *dim);
/* What a run reads, by index: inputs rows x dim, ids rows x columns. */
typedef struct q_feed { const float *inputs[Q_GRAPH_PORTS]; const int32_t *ids[Q_GRAPH_PORTS]; } q_feed;
/* Runs a batch: segments (sentences) one after another, the first from row starts[0] = 0, the last up to rows. A graph that looks at single rows only may be given segments 0.
 * outputs[i] gets output i, rows x dim (pooled: segments x dim), in w until the next q_graph_run with it. What stands in a batch beside a segment never changes its answer by a bit. */
int q_graph_run(const q_graph *g, q_work *w, int rows, const int32_t *starts, int segments, const q_feed *feed, const float **outputs, quoth_error *e);

/* ---- score.c: beside the graphs ---- */
/* out[i * m + j] = a[i] . b[j] for the n rows of a and the m rows of b, d <= 512 columns, both rounded to integers row by row. 0 or QUOTH_MEMORY. Leaves a run's outputs in w as they are. */
int q_biaffine(const float *a, int n, const float *b, int m, int d, float *out, q_work *w);
/* The best path through n rows of k scores with transitions[from * k + to] (Viterbi 1967); of equal ones the lower states win. Leaves a run's outputs in w as they are. */
int q_viterbi(const float *scores, int n, int k, const float *transitions, int32_t *path, q_work *w);

#endif
