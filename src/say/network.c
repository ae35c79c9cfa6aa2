/* Opening the network of statements, and the scratch of a thread that runs it. */
#include <stdlib.h>
#include <unistd.h>
#include "say/network.h"

enum { SLOTS = 1 << 13, FULL = SLOTS / 4 * 3, PIECES_A_WORD = 64 };

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
  if (q_graph_input(s->word, "piece", &dim) != 0 || dim != Q_PIECES_DIM || q_graph_ids(s->word, "hash", &columns) != 0 || columns != Q_HASHES || q_graph_output(s->word, "word", &s->word_dim) != 0)
    return bad(path, "graph.word reads or gives other things than a word's pieces and hashes", e);
  if (q_graph_input(s->trunk, "word", &dim) != 0 || dim != s->word_dim || q_graph_input(s->trunk, "bits", &dim) != 1 || dim != Q_ROW_BITS || q_graph_ids(s->trunk, "context", &columns) != 0 || columns != 4)
    return bad(path, "graph.trunk reads other things than rows", e);
  if (q_graph_output(s->trunk, "cue", &dim) != 0 || dim != Q_SAY_CUES || q_graph_output(s->trunk, "word", &s->role_dim) != 1 || q_graph_output(s->trunk, "own", &dim) != 2 || dim != s->role_dim)
    return bad(path, "graph.trunk gives other things than cues", e);
  if (q_graph_input(s->role, "sum", &dim) != 0 || dim != s->role_dim || q_graph_ids(s->role, "place", &columns) != 0 || columns != 4 ||
      q_graph_output(s->role, "source", &dim) != 0 || dim != Q_SAY_SOURCES || q_graph_output(s->role, "content", &dim) != 1 || dim != Q_SAY_CONTENTS)
    return bad(path, "graph.role reads or gives other things than sources and contents", e);
  for (int i = 0; i < Q_HASHES; i++) {
    char name[24];
    snprintf(name, sizeof name, "table%d.q", i);
    s->tables[i] = q_model_block(s->model, name, Q_I8, 2, d) ? d[0] : 0;
  }
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
  pthread_mutex_init(&s->lock, NULL);
  int status = q_model_open(path, &s->model, e);
  if (!status) status = q_pieces_open(dir, &s->pieces, e);
  if (!status) status = q_graph_open(s->model, "graph.word", &s->word, e);
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

static void worker_free(q_say_worker *w) {
  if (!w) return;
  q_work_free(w->words);
  q_work_free(w->trunks);
  q_work_free(w->roles);
  free(w->slots);
  free(w->vectors);
  for (size_t i = 0; i < sizeof w->room / sizeof *w->room; i++) free(w->room[i]);
  free(w);
}

void q_say_close(q_say *s) {
  if (!s) return;
  while (s->idle) {
    q_say_worker *w = s->idle;
    s->idle = w->next;
    worker_free(w);
  }
  q_graph_close(s->word);
  q_graph_close(s->trunk);
  q_graph_close(s->role);
  q_pieces_close(s->pieces);
  q_model_close(s->model);
  pthread_mutex_destroy(&s->lock);
  free(s);
}

/* ---- a thread's scratch ---- */

/* Vectors of words by two hashes of the form: that two forms agree in 128 bits does not happen. What is cached never changes an answer. */
typedef struct q_say_slot { uint64_t a, b; } slot;

q_say_worker *q_say_take(q_say *s) {
  pthread_mutex_lock(&s->lock);
  q_say_worker *w = s->idle;
  if (w) s->idle = w->next;
  pthread_mutex_unlock(&s->lock);
  if (w) return w;
  if (!(w = calloc(1, sizeof *w))) return NULL;
  w->words = q_work_new();
  w->trunks = q_work_new();
  w->roles = q_work_new();
  w->slots = calloc(SLOTS, sizeof *w->slots);
  w->vectors = malloc((size_t)SLOTS * s->word_dim * sizeof *w->vectors);
  if (w->words && w->trunks && w->roles && w->slots && w->vectors) return w;
  worker_free(w);
  return NULL;
}

void q_say_give(q_say *s, q_say_worker *w) {
  if (!w) return;
  pthread_mutex_lock(&s->lock);
  w->next = s->idle;
  s->idle = w;
  pthread_mutex_unlock(&s->lock);
}

void *q_say_room(q_say_worker *w, int which, size_t bytes) {
  if (bytes > w->sizes[which]) {
    free(w->room[which]);
    w->room[which] = malloc(bytes + bytes / 4);
    w->sizes[which] = w->room[which] ? bytes + bytes / 4 : 0;
  }
  return w->room[which];
}

/* ---- words ---- */

static uint32_t find_slot(const q_say_worker *w, uint64_t a, uint64_t b) {
  uint32_t i = (uint32_t)a & (SLOTS - 1);
  while (w->slots[i].a && (w->slots[i].a != a || w->slots[i].b != b)) i = (i + 1) & (SLOTS - 1);
  return i;
}

static void forget(q_say_worker *w) {
  memset(w->slots, 0, SLOTS * sizeof *w->slots);
  w->used = 0;
}

/* Runs the words that wait for it and puts their vectors into their slots. */
static int fill(const q_say *s, q_say_worker *w, const uint32_t *places, int count, const float *pieces, const int32_t *hashes, quoth_error *e) {
  const float *out[Q_GRAPH_PORTS];
  q_feed feed = { .inputs = { pieces }, .ids = { hashes } };
  int status = count ? q_graph_run(s->word, w->words, count, NULL, 0, &feed, out, e) : 0;
  for (int i = 0; i < count && !status; i++) memcpy(w->vectors + (size_t)places[i] * s->word_dim, out[0] + (size_t)i * s->word_dim, s->word_dim * sizeof(float));
  return status;
}

int q_say_words(const q_say *s, q_say_worker *w, const quoth_report *r, const q_say_row *rows, int count, float *out, quoth_error *e) {
  enum { BATCH = 64 };
  int32_t ids[PIECES_A_WORD], hashes[BATCH * Q_HASHES];
  uint32_t fresh[BATCH];
  uint32_t *places = q_say_room(w, 0, (size_t)count * sizeof *places);
  float *pieces = q_say_room(w, 1, BATCH * Q_PIECES_DIM * sizeof *pieces);
  int waiting = 0, status = places && pieces ? 0 : q_fail(e, QUOTH_MEMORY, "out of memory");
  if (w->used + (uint32_t)count > FULL) forget(w);
  for (int i = 0; i < count && !status; i++) {
    quoth_span k = r->tokens[rows[i].token].span;
    const char *form = r->text + k.begin;
    size_t n = k.end - k.begin;
    uint64_t a = q_hash(form, n, 1) | 1, b = q_hash(form, n, 2);
    uint32_t at = places[i] = find_slot(w, a, b);
    if (w->slots[at].a) continue;
    w->slots[at] = (slot){ a, b };
    w->used++;
    for (int h = 0; h < Q_HASHES; h++) hashes[waiting * Q_HASHES + h] = s->tables[h] ? (int32_t)(rows[i].hash[h] % s->tables[h]) : -1;
    q_pieces_vector(s->pieces, ids, q_pieces_cut(s->pieces, form, n, &w->pieces, ids, PIECES_A_WORD), pieces + (size_t)waiting * Q_PIECES_DIM);
    fresh[waiting++] = at;
    if (waiting == BATCH) { status = fill(s, w, fresh, waiting, pieces, hashes, e); waiting = 0; }
  }
  if (!status) status = fill(s, w, fresh, waiting, pieces, hashes, e);
  if (status) { forget(w); return status; }
  for (int i = 0; i < count; i++) memcpy(out + (size_t)i * s->word_dim, w->vectors + (size_t)places[i] * s->word_dim, s->word_dim * sizeof(float));
  return 0;
}
