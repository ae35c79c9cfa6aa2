/* Runs a graph on one batch: net_run MODEL BLOCK FEED >OUTPUTS. FEED is a model file itself: a block for every input (f32 rows x columns) and ids (i32 rows x columns) by its name, and
 * starts (i32). The outputs come as raw floats, one after another. */
#include <stdlib.h>
#include "net/graph.h"

/* The feed's block for a port; its rows must be as many as those before. */
static const void *port(const q_model *feed, const q_port *p, q_type type, int *rows) {
  uint32_t dim[4];
  const void *at = q_model_block(feed, p->name, type, 2, dim);
  if (!at || dim[1] != (uint32_t)p->dim || dim[0] > Q_GRAPH_ROWS || (*rows >= 0 && dim[0] != (uint32_t)*rows)) return NULL;
  *rows = (int)dim[0];
  return at;
}

int main(int argc, char **argv) {
  q_model *model = NULL, *feed_file = NULL;
  q_graph *g = NULL;
  q_work *w = q_work_new();
  quoth_error e = { .message = "usage: net_run MODEL BLOCK FEED" };
  const float *outputs[Q_GRAPH_PORTS];
  q_feed feed;
  int rows = -1, status = QUOTH_USAGE;
  uint32_t segments[4] = { 0 };
  if (argc != 4 || !w) goto done;
  if ((status = q_model_open(argv[1], &model, &e)) != 0 || (status = q_model_verify(model, &e)) != 0 || (status = q_graph_open(model, argv[2], &g, &e)) != 0) goto done;
  if ((status = q_model_open(argv[3], &feed_file, &e)) != 0) goto done;
  for (int i = 0; i < g->input_count; i++) if (!(feed.inputs[i] = port(feed_file, g->inputs + i, Q_F32, &rows))) { status = q_fail(&e, QUOTH_DATA, "%s: input %s", argv[3], g->inputs[i].name); goto done; }
  for (int i = 0; i < g->ids_count; i++) if (!(feed.ids[i] = port(feed_file, g->ids + i, Q_I32, &rows))) { status = q_fail(&e, QUOTH_DATA, "%s: ids %s", argv[3], g->ids[i].name); goto done; }
  const int32_t *starts = q_model_block(feed_file, "starts", Q_I32, 1, segments);
  status = q_graph_run(g, w, rows, starts, starts ? (int)segments[0] : 0, &feed, outputs, &e);
  for (int i = 0; !status && i < g->output_count; i++)
    fwrite(outputs[i], sizeof(float), (size_t)(g->ops[g->outputs[i].op].pooled ? (int)segments[0] : rows) * (size_t)g->outputs[i].dim, stdout);
done:
  if (status) fprintf(stderr, "net_run: %s\n", e.message);
  q_work_free(w);
  q_graph_close(g);
  q_model_close(feed_file);
  q_model_close(model);
  return status ? 2 : 0;
}
