/* Makes model files for the tests: blocks of given or drawn numbers. Drawn numbers are the same on every machine. */
#ifndef MODEL_WRITER_H
#define MODEL_WRITER_H
#include <stdlib.h>
#include "net/net.h"

enum { MODEL_BLOCKS = 64, MODEL_HEADER = 64, MODEL_ENTRY = 96 };
typedef struct model_block { char name[48]; uint32_t type, rank, dim[4]; void *bytes; uint64_t size; } model_block;
typedef struct model_writer { model_block blocks[MODEL_BLOCKS]; int count; uint64_t seed; } model_writer;

static inline uint32_t drawn(uint64_t *seed) { /* Knuth's generator (MMIX) */
  *seed = *seed * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(*seed >> 33);
}
static inline float drawn_float(uint64_t *seed) { return (float)((int)(drawn(seed) & 0xffff) - 0x8000) / 0x4000; }

/* The block's bytes, zeroed, to be filled. */
static inline void *model_add(model_writer *w, const char *name, q_type type, int rank, uint32_t a, uint32_t b, uint32_t c, uint32_t d) {
  static const uint64_t width[] = { 1, 1, 2, 2, 4, 4, 4 };
  model_block *m = w->blocks + w->count++;
  *m = (model_block){ .type = (uint32_t)type, .rank = (uint32_t)rank, .dim = { a, b, c, d }, .size = width[type] * a * b * c * d };
  memcpy(m->name, name, strnlen(name, sizeof m->name - 1));
  m->bytes = calloc(1, m->size ? m->size : 1);
  return m->bytes;
}
static inline void model_text(model_writer *w, const char *name, const char *text) {
  memcpy(model_add(w, name, Q_U8, 1, (uint32_t)strlen(text), 1, 1, 1), text, strlen(text));
}
static inline void model_floats(model_writer *w, const char *layer, const char *part, int rank, uint32_t a, uint32_t b, uint32_t c, float scale) {
  char name[64];
  snprintf(name, sizeof name, "%.40s.%s", layer, part);
  float *x = model_add(w, name, Q_F32, rank, a, b, c, 1);
  for (uint64_t i = 0; i < (uint64_t)a * b * c; i++) x[i] = drawn_float(&w->seed) * scale;
}
static inline void model_dense(model_writer *w, const char *layer, uint32_t out, uint32_t in) {
  char name[64];
  snprintf(name, sizeof name, "%.40s.w", layer);
  uint32_t blocks = (out + 15) / 16, pairs = (in + 1) / 2;
  int8_t *x = model_add(w, name, Q_I8, 4, blocks, pairs, 16, 2);
  for (uint32_t o = 0; o < out; o++)
    for (uint32_t i = 0; i < in; i++) x[((o / 16 * pairs + i / 2) * 16 + o % 16) * 2 + i % 2] = (int8_t)((int)(drawn(&w->seed) % 255) - 127);
  model_floats(w, layer, "s", 1, out, 1, 1, 0.01f);
  model_floats(w, layer, "b", 1, out, 1, 1, 0.5f);
  snprintf(name, sizeof name, "%.40s.n", layer);
  uint32_t *n = model_add(w, name, Q_U32, 1, 2, 1, 1, 1);
  n[0] = out;
  n[1] = in;
}
static inline void model_table(model_writer *w, const char *layer, uint32_t rows, uint32_t dim) {
  char name[64];
  snprintf(name, sizeof name, "%.40s.q", layer);
  int8_t *x = model_add(w, name, Q_I8, 2, rows, dim, 1, 1);
  for (uint32_t i = 0; i < rows * dim; i++) x[i] = (int8_t)drawn(&w->seed);
  model_floats(w, layer, "s", 1, rows, 1, 1, 0.02f);
}
static inline void model_norm(model_writer *w, const char *layer, uint32_t dim) {
  model_floats(w, layer, "g", 1, dim, 1, 1, 1);
  model_floats(w, layer, "b", 1, dim, 1, 1, 1);
}
static inline void model_sru(model_writer *w, const char *layer, uint32_t h, uint32_t in) {
  char name[64];
  model_dense(w, layer, 6 * h, in);
  model_floats(w, layer, "v", 3, 2, 2, h, 1);
  snprintf(name, sizeof name, "%.40s.h", layer);
  if (in != 2 * h) model_dense(w, name, 2 * h, in);
}

static inline void model_sum(unsigned char *at, size_t size) {
  uint64_t h = 0xcbf29ce484222325u;
  for (size_t i = MODEL_HEADER; i < size; i += 8) {
    uint64_t word = 0;
    memcpy(&word, at + i, size - i < 8 ? size - i : 8);
    h = (h ^ word) * 0x100000001b3u;
  }
  memcpy(at + 24, &h, 8);
}

/* The whole file in memory, free(); empties the writer. */
static inline unsigned char *model_bytes(model_writer *w, size_t *size) {
  size_t at = MODEL_HEADER + MODEL_ENTRY * (size_t)w->count;
  *size = at;
  for (int i = 0; i < w->count; i++) *size = (*size + 63) / 64 * 64 + w->blocks[i].size;
  unsigned char *out = calloc(1, *size);
  uint32_t numbers[2] = { 1, 0x01020304 }, count = (uint32_t)w->count;
  uint64_t whole = *size;
  memcpy(out, "QUOTHMDL", 8);
  memcpy(out + 8, numbers, 8);
  memcpy(out + 16, &whole, 8);
  memcpy(out + 32, &count, 4);
  for (int i = 0; i < w->count; i++) {
    model_block *b = w->blocks + i;
    unsigned char *entry = out + MODEL_HEADER + MODEL_ENTRY * (size_t)i;
    at = (at + 63) / 64 * 64;
    uint64_t where[2] = { at, b->size };
    memcpy(entry, b->name, 48);
    memcpy(entry + 48, &b->type, 4);
    memcpy(entry + 52, &b->rank, 4);
    memcpy(entry + 56, b->dim, 16);
    memcpy(entry + 72, where, 16);
    memcpy(out + at, b->bytes, b->size);
    at += b->size;
    free(b->bytes);
  }
  model_sum(out, *size);
  w->count = 0;
  return out;
}

static inline int model_put(const char *path, const unsigned char *bytes, size_t size) {
  FILE *f = fopen(path, "wb");
  if (!f) return -1;
  size_t n = fwrite(bytes, 1, size, f);
  return fclose(f) == 0 && n == size ? 0 : -1;
}
static inline int model_write(model_writer *w, const char *path) {
  size_t size;
  unsigned char *bytes = model_bytes(w, &size);
  int status = model_put(path, bytes, size);
  free(bytes);
  return status;
}

/* A network with every operation in it, of odd sizes. Inputs x (20 columns), ids (2 columns); outputs tags (37), arcs (24), sentence (9). */
static inline void model_of_all(model_writer *w) {
  w->seed = 7;
  model_text(w, "graph", "# every operation once\nids words 2\nx = input x 20\ne = embed words 0 forms\nf = embed words 1 ends # of words\nin = concat x e f\n"
    "near = window in -1 1\nc = dense near conv relu\nn = norm c norm\ns1 = sru n first\ns2 = sru s1 second\nboth = add s1 s2\ntags = dense both tags\narcs = dense both arcs tanh\n"
    "m = pool both mean\nr = pool both sqrt\nmr = concat m r\nsent = dense mr sent\noutput tags tags\noutput arcs arcs\noutput sentence sent\n");
  model_table(w, "forms", 50, 11);
  model_table(w, "ends", 9, 4);
  model_dense(w, "conv", 30, 105);
  model_norm(w, "norm", 30);
  model_sru(w, "first", 13, 30);
  model_sru(w, "second", 13, 26);
  model_dense(w, "tags", 37, 26);
  model_dense(w, "arcs", 24, 26);
  model_dense(w, "sent", 9, 52);
}

#endif
