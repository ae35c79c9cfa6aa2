/* flow: one thread reads inputs, several analyse them, the calling thread takes the results in the order of input. */
#ifndef Q_FLOW_H
#define Q_FLOW_H
#include "api/api.h"
typedef struct q_job {
  quoth_input input;        /* with copies of its own */
  char *block;              /* that they lie in */
  int64_t row; bool first;  /* of refresh: the report that it is a given of */
  quoth_report *report;     /* with fingerprints in its arena; NULL when refused */
  q_prints prints;
  int status;               /* negative: refused for the reason in error */
  quoth_error error;
  bool done;
} q_job;
typedef struct q_flow {
  const quoth *q;
  int (*make)(const quoth *q, q_job *job); /* worker's thread: input -> report; NULL: all layers and fingerprints, for a case */
  int threads;
  const volatile int *stop;
  bool kept;                /* the text is the kept text of a case already */
  /* Reader's thread: fills input (and row, first), valid until the next call. QUOTH_NOTHING: the end. Negative: one input is refused; with *fatal there is no more. */
  int (*next)(void *from, q_job *job, bool *fatal);
  void *from;
  int (*take)(void *to, q_job *job, quoth_error *e);     /* caller's thread, in order; negative ends the flow */
  int (*idle)(void *to, quoth_error *e);                 /* caller's thread, when nothing has come for a while */
  void *to;
} q_flow;
/* 0, QUOTH_STOPPED, or what take, idle or a fatal next returned. */
int q_flow_run(const q_flow *f, quoth_error *e);
#endif
