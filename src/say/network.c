/* Opening the network of statements, and the scratch of a thread that runs it. */
#include <stdlib.h>
#include <unistd.h>
#include "say/network.h"

enum { CACHE = 1 << 13 };

static int bad(const char *path, const char *what, quoth_error *e) { return q_fail_at(e, QUOTH_DATA, path, 0, 0, "%s: %s", path, what); }

static int read_languages(q_say *s, const char *path, quoth_error *e) {
  uint32_t dim[4];
  const char *text = q_model_block(s->model, "languages", Q_U8, 1, dim);
  for (uint32_t i = 0, n = 0; text && i < dim[0]; i++) {
    if (text[i] == '\n') { s->language_count++; n = 0; continue; }
    if (s->language_count == Q_SAY_LANGUAGES || n + 1 >= sizeof s->languages[0]) return bad(path, "block languages: too many or too long", e);
    s->languages[s->language_count][n++] = text[i];
  }
  return s->language_count ? 0 : bad(path, "block languages: not there", e);
}

/* What label.c relies on. */
static int check(q_say *s, const char *path, quoth_error *e) {
  uint32_t dim, columns, d[4];
  if (q_graph_input(s->trunk, "word", &dim) != 0 || dim != q_forms_dim(s->forms) || q_graph_input(s->trunk, "bits", &dim) != 1 || dim != Q_ROW_BITS || q_graph_ids(s->trunk, "context", &columns) != 0 || columns != 4)
    return bad(path, "graph.trunk reads other things than rows", e);
  if (q_graph_output(s->trunk, "cue", &dim) != 0 || dim != Q_SAY_CUES || q_graph_output(s->trunk, "word", &s->role_dim) != 1 || q_graph_output(s->trunk, "own", &dim) != 2 || dim != s->role_dim)
    return bad(path, "graph.trunk gives other things than cues", e);
  if (q_graph_input(s->role, "sum", &dim) != 0 || dim != s->role_dim || q_graph_ids(s->role, "place", &columns) != 0 || columns != 4 ||
      q_graph_output(s->role, "source", &dim) != 0 || dim != Q_SAY_SOURCES || q_graph_output(s->role, "content", &dim) != 1 || dim != Q_SAY_CONTENTS)
    return bad(path, "graph.role reads or gives other things than sources and contents", e);
  s->sure = q_model_block(s->model, "confidence", Q_F32, 2, d);
  return s->sure && d[0] == 3 && d[1] == (uint32_t)q_say_weights(s) ? 0 : bad(path, "block confidence: not as many weights as there are languages", e);
}

int q_say_open(const char *dir, q_say **out, quoth_error *e) {
  char path[4300];
  *out = NULL;
  snprintf(path, sizeof path, "%s/say.qm", dir);
  if (access(path, F_OK) != 0) return QUOTH_NOTHING;
  q_say *s = calloc(1, sizeof *s);
  if (!s) return q_fail(e, QUOTH_MEMORY, "out of memory");
  q_pool_open(&s->workers);
  int status = q_model_open(path, &s->model, e);
  if (!status) status = q_forms_open(s->model, dir, &s->forms, e);
  if (!status) status = q_graph_open(s->model, "graph.trunk", &s->trunk, e);
  if (!status) status = q_graph_open(s->model, "graph.role", &s->role, e);
  if (!status) status = read_languages(s, path, e);
  if (!status) status = check(s, path, e);
  if (status) q_say_close(s);
  else *out = s;
  return status;
}

float q_say_least(const q_say *s, int guide, const char *language) {
  for (int i = 0; language && i < s->language_count; i++)
    if (strcmp(s->languages[i], language) == 0) return s->sure[guide * q_say_weights(s) + Q_SAY_SURE + s->language_count + i];
  return 0;
}

static void worker_free(void *worker) {
  q_say_worker *w = worker;
  q_forms_cache_free(w->words);
  q_work_free(w->trunks);
  q_work_free(w->roles);
  for (size_t i = 0; i < sizeof w->room / sizeof *w->room; i++) free(w->room[i]);
  free(w);
}

void q_say_close(q_say *s) {
  if (!s) return;
  q_pool_close(&s->workers, worker_free);
  q_graph_close(s->trunk);
  q_graph_close(s->role);
  q_forms_close(s->forms);
  q_model_close(s->model);
  free(s);
}

/* ---- a thread's scratch ---- */

q_say_worker *q_say_take(q_say *s) {
  q_say_worker *w = q_pool_take(&s->workers);
  if (w || !(w = calloc(1, sizeof *w))) return w;
  w->words = q_forms_cache_new(s->forms, CACHE);
  w->trunks = q_work_new();
  w->roles = q_work_new();
  if (w->words && w->trunks && w->roles) return w;
  worker_free(w);
  return NULL;
}

void q_say_give(q_say *s, q_say_worker *w) { q_pool_give(&s->workers, w); }

void *q_say_room(q_say_worker *w, int which, size_t bytes) {
  if (bytes > w->sizes[which]) {
    free(w->room[which]);
    w->room[which] = malloc(bytes + bytes / 4);
    w->sizes[which] = w->room[which] ? bytes + bytes / 4 : 0;
  }
  return w->room[which];
}
