/* A graph as checked at load. */
#ifndef Q_NET_GRAPH_H
#define Q_NET_GRAPH_H
#include "net/kernel.h"

enum { Q_GRAPH_OPS = 256, Q_GRAPH_ARGS = 16, Q_NAME = 48 };
typedef enum q_op_kind { Q_INPUT, Q_EMBED, Q_CONCAT, Q_ADD, Q_DENSE, Q_NORM, Q_SRU, Q_WINDOW, Q_POOL } q_op_kind;

/* One operation makes one matrix; operation i makes matrix i. */
typedef struct q_op {
  q_op_kind kind;
  char name[Q_NAME];
  int args[Q_GRAPH_ARGS], arg_count;                     /* matrices read */
  int dim;
  bool pooled;                                           /* one row a segment */
  int place;                                             /* of the matrix in scratch memory: index in places, -1 for inputs */
  int last;                                              /* the last operation that reads it; the operation count for outputs */
  int port, column;                                      /* input or ids */
  int from, to;                                          /* window */
  bool root;                                             /* pool by the square root */
  bool has_highway;
  q_dense dense, highway;
  const float *g, *b, *v;                                /* norm; sru */
  const int8_t *table; const float *scale; int count;    /* embed */
} q_op;

typedef struct q_port { char name[Q_NAME]; int dim; int op; } q_port;
typedef struct q_place { int dim; bool pooled; int until; } q_place;

struct q_graph {
  q_op ops[Q_GRAPH_OPS]; int op_count;
  q_place places[Q_GRAPH_OPS]; int place_count;
  q_port inputs[Q_GRAPH_PORTS], ids[Q_GRAPH_PORTS], outputs[Q_GRAPH_PORTS];
  int input_count, ids_count, output_count;
  bool segments;                                         /* some operation looks beyond single rows */
  int widest_dense;                                      /* inputs of the widest dense: room for rounded rows */
  int widest_sru;                                        /* H of the widest sru */
};

#endif
