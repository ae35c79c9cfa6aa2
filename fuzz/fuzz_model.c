/* Any bytes as a model file (those that begin with Q), or as the graph of a sound one: refused with a reason, or it runs and gives what its outputs promise. */
#include "file.h"
#include "net/net.h"
#include "../tests/model_writer.h"

enum { ROWS = 5 };

static void run(const q_graph *g) {
  static float in[ROWS * Q_GRAPH_DIM], sum;
  static int32_t ids[ROWS * Q_GRAPH_DIM];
  int32_t starts[3] = { 0, 2, 2 };
  const float *outputs[Q_GRAPH_PORTS] = { NULL };
  q_feed feed;
  quoth_error e;
  if (in[0] == 0) for (int i = 0; i < ROWS * Q_GRAPH_DIM; i++) { in[i] = (float)(i % 17 - 8); ids[i] = i % 7 - 1; }
  for (int i = 0; i < Q_GRAPH_PORTS; i++) { feed.inputs[i] = in; feed.ids[i] = ids; }
  q_work *w = q_work_new();
  if (w && q_graph_run(g, w, ROWS, starts, 3, &feed, outputs, &e) == 0)
    for (int i = 0; i < Q_GRAPH_PORTS; i++) if (outputs[i]) sum += outputs[i][0];
  q_work_free(w);
}

static void open_file(const char *path) {
  q_model *m;
  q_graph *g;
  quoth_error e = { 0 };
  if (q_model_open(path, &m, &e) != 0) { if (!*e.message) abort(); return; }
  q_model_verify(m, NULL);
  if (q_graph_open(m, "graph", &g, &e) == 0) { run(g); q_graph_close(g); }
  else if (!strstr(e.message, "block graph") || !strstr(e.file, path)) abort();
  q_model_close(m);
}

/* The given text as the graph in front of good layers. */
static unsigned char *with_graph(const uint8_t *bytes, size_t size, size_t *whole) {
  model_writer w = { .count = 0 };
  model_of_all(&w);
  free(w.blocks[0].bytes);
  w.blocks[0].size = w.blocks[0].dim[0] = (uint32_t)size;
  w.blocks[0].bytes = malloc(size);
  memcpy(w.blocks[0].bytes, bytes, size);
  return model_bytes(&w, whole);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  char path[] = FUZZ_PATH;
  unsigned char *made = NULL;
  size_t whole = size;
  if (size == 0 || size > 1 << 20) return 0;
  if (bytes[0] != 'Q') made = with_graph(bytes, size, &whole);
  if (fuzz_file(path, made ? made : bytes, whole)) open_file(path);
  unlink(path);
  free(made);
  return 0;
}
