/* Which language a text is in: each hashed letter sequence of its words adds a row of small integers, a number a class, and the class with the largest mean wins: a linear softmax
 * (as in Joulin et al. 2016), fitted by train/language.py. Several classes are called "other": groups of languages that we do not read. */
#include "lang/grams.h"
#include "lang/inside.h"
#include "net/net.h"

enum { CLASSES = 16, CODE = 8 };

struct q_ident {
  q_model *model;
  const int8_t (*rows)[CLASSES];
  float bias[CLASSES], scale, damp; /* damp: added to the count of rows, so that few say little */
  char codes[CLASSES][CODE];
};

static int wrong(const q_ident *x, const char *block, quoth_error *e) {
  const char *path = q_model_path(x->model);
  return q_fail_at(e, QUOTH_DATA, path, 0, 0, "%s: block %s is missing or not as language identification needs it", path, block);
}

static bool read_codes(q_ident *x) {
  uint32_t dim[4], k = 0, n = 0;
  const char *s = q_model_block(x->model, "classes", Q_U8, 1, dim);
  for (uint32_t i = 0; s && i < dim[0]; i++) {
    bool blank = s[i] == ' ';
    if (blank && (n < 2 || ++k == CLASSES)) return false;
    if (!blank && (s[i] < 'a' || s[i] > 'z' || n + 1 == CODE)) return false;
    if (blank) n = 0;
    else x->codes[k][n++] = s[i];
  }
  return s && k + 1 == CLASSES && n >= 2;
}

static int read_model(q_ident *x, quoth_error *e) {
  uint32_t dim[4];
  x->rows = (const int8_t (*)[CLASSES])q_model_block(x->model, "grams.w", Q_I8, 2, dim);
  if (!x->rows || dim[0] != 1u << Q_GRAM_BITS || dim[1] != CLASSES) return wrong(x, "grams.w", e);
  const float *bias = q_model_block(x->model, "grams.b", Q_F32, 1, dim);
  if (!bias || dim[0] != CLASSES) return wrong(x, "grams.b", e);
  memcpy(x->bias, bias, sizeof x->bias);
  const float *scale = q_model_block(x->model, "grams.s", Q_F32, 1, dim);
  if (!scale || dim[0] != 2 || !(scale[0] > 0 && scale[0] < 1e6f && scale[1] >= 1 && scale[1] < 1e6f)) return wrong(x, "grams.s", e);
  x->scale = scale[0];
  x->damp = scale[1];
  return read_codes(x) ? 0 : wrong(x, "classes", e);
}

int q_ident_open(q_arena *a, const char *path, q_ident **out, quoth_error *e) {
  q_ident *x = q_alloc(a, sizeof *x);
  if (!x) return q_fail(e, QUOTH_MEMORY, "out of memory");
  int status = q_model_open(path, &x->model, e);
  if (!status) status = read_model(x, e);
  *out = x;
  if (status) { q_model_close(x->model); *out = NULL; }
  return status;
}

void q_ident_close(q_ident *x) { if (x) q_model_close(x->model); }

typedef struct sums { const q_ident *x; int64_t all[CLASSES]; uint64_t count; } sums;

static void add_word(void *to, const uint32_t *grams, uint32_t count) {
  sums *s = to;
  int16_t part[CLASSES] = { 0 };
  _Static_assert(Q_GRAM_MOST * 127 <= INT16_MAX, "a word's sum fits 16 bits");
  for (uint32_t i = 0; i < count; i++) {
    const int8_t *row = s->x->rows[grams[i]];
    for (int k = 0; k < CLASSES; k++) part[k] = (int16_t)(part[k] + row[k]);
  }
  for (int k = 0; k < CLASSES; k++) s->all[k] += part[k];
  s->count += count;
}

/* The best class, and by how much it leads before those of another code. */
static int best_of(const q_ident *x, const sums *s, float *lead) {
  float y[CLASSES], rival = -1e30f;
  int best = 0;
  for (int k = 0; k < CLASSES; k++) {
    y[k] = (float)s->all[k] * x->scale / ((float)s->count + x->damp) + x->bias[k];
    if (y[k] > y[best]) best = k;
  }
  for (int k = 0; k < CLASSES; k++)
    if (y[k] > rival && strcmp(x->codes[k], x->codes[best]) != 0) rival = y[k];
  *lead = y[best] - rival;
  return best;
}

const char *q_ident_text(const q_ident *x, const char *text, size_t n, float *sureness) {
  static const float unsure = 0.5f, sure = 4; /* of log odds */
  uint32_t letters[Q_SCRIPTS] = { 0 }, all = 0, script = 0;
  sums s = { .x = x };
  float lead, *said = sureness ? sureness : &lead;
  *said = 0;
  if (!x) return "und";
  q_grams_of(text, n, add_word, &s, letters);
  for (uint32_t i = 0; i < Q_SCRIPTS; i++) {
    all += letters[i];
    if (letters[i] > letters[script]) script = i;
  }
  if (all < 2 || s.count == 0) return "und";
  if (script == Q_SCRIPT_OTHER) { *said = 1; return "other"; }
  int best = best_of(x, &s, &lead);
  if (lead < unsure) return "und";
  if (sureness) *sureness = lead > sure ? 1 : lead / sure;
  return x->codes[best];
}
