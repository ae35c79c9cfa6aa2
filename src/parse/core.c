/* Opening the model of the language core. */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#include "parse/core.h"
#include "parse/features.h"

typedef struct opening { q_core *core; const char *path; quoth_error *e; } opening;

static int bad(opening *o, const char *block, const char *why) { return q_fail_at(o->e, QUOTH_DATA, o->path, 0, 0, "%s: block %s: %s", o->path, block, why); }

/* Lines of a text block, each cut at tabs. Returns the count of lines, -1 on failure; fields[i] points at `columns` strings, "" where a line is shorter. */
static int lines_of(opening *o, const char *block, int columns, const char ****fields) {
  uint32_t dim[4];
  const char *text = q_model_block(o->core->model, block, Q_U8, 1, dim);
  if (!text || dim[0] > 1 << 20) return bad(o, block, text ? "too large" : "not there"), -1;
  char *copy = q_strndup(o->core->arena, text, dim[0]);
  int count = 0;
  for (uint32_t i = 0; i < dim[0]; i++) count += text[i] == '\n';
  const char ***rows = q_alloc(o->core->arena, ((size_t)count + 1) * sizeof *rows);
  if (!copy || !rows) return q_fail(o->e, QUOTH_MEMORY, "out of memory"), -1;
  for (int i = 0; i < count; i++) {
    char *end = strchr(copy, '\n');
    if (!end) return bad(o, block, "holds a NUL"), -1;
    *end = 0;
    if (!(rows[i] = q_alloc(o->core->arena, (size_t)columns * sizeof **rows))) return q_fail(o->e, QUOTH_MEMORY, "out of memory"), -1;
    for (int k = 0; k < columns; k++) {
      rows[i][k] = copy;
      copy += strcspn(copy, "\t");
      if (*copy) *copy++ = 0;
    }
    copy = end + 1;
  }
  *fields = rows;
  return count;
}

static int read_tags(opening *o) {
  static const char *const names[] = { "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X" };
  const char ***rows;
  uint32_t dim;
  int n = lines_of(o, "upos", 1, &rows);
  if (n < 0) return QUOTH_DATA;
  if (q_graph_output(o->core->sentence, "upos", &dim) < 0 || dim != (uint32_t)n || n > 64) return bad(o, "upos", "not as many as the network has");
  if (!(o->core->upos = q_alloc(o->core->arena, (size_t)n))) return q_fail(o->e, QUOTH_MEMORY, "out of memory");
  for (int i = 0; i < n; i++)
    for (int k = 0; k < 17; k++)
      if (strcmp(rows[i][0], names[k]) == 0) o->core->upos[i] = (uint8_t)(k + 1);
  o->core->upos_count = (uint32_t)n;
  return 0;
}

static int read_relations(opening *o) {
  const char ***rows;
  uint32_t dim;
  int n = lines_of(o, "relations", 1, &rows);
  if (n < 0) return QUOTH_DATA;
  if (q_graph_output(o->core->relation, "relation", &dim) < 0 || dim != (uint32_t)n || n < 2 || strcmp(rows[0][0], "root") != 0) return bad(o, "relations", "not as the network has them, \"root\" first");
  if (!(o->core->relations = q_alloc(o->core->arena, (size_t)n * sizeof(char *)))) return q_fail(o->e, QUOTH_MEMORY, "out of memory");
  for (int i = 0; i < n; i++) o->core->relations[i] = rows[i][0];
  o->core->relation_count = (uint32_t)n;
  return 0;
}

static int read_features(opening *o) {
  enum { MOST = 64 };
  const char ***rows;
  uint32_t dim = 0;
  int n = lines_of(o, "features", MOST, &rows), column = 0;
  if (n < 0) return QUOTH_DATA;
  if (n > Q_CORE_FEATURES) return bad(o, "features", "too many");
  for (int i = 0; i < n; i++) {
    q_core_feature *f = &o->core->features[i];
    f->name = rows[i][0];
    f->name_size = strlen(f->name);
    f->values = rows[i];                                 /* class 0 stands where the name does: it is never printed */
    f->column = column;
    if (!(f->sizes = q_alloc(o->core->arena, MOST * sizeof *f->sizes))) return q_fail(o->e, QUOTH_MEMORY, "out of memory");
    for (f->count = 1; f->count < MOST && *f->values[f->count]; f->count++) f->sizes[f->count] = strlen(f->values[f->count]);
    column += f->count;
  }
  o->core->feature_count = n;
  if (q_graph_output(o->core->sentence, "features", &dim) < 0 || dim != (uint32_t)column) return bad(o, "features", "not as many as the network has");
  return 0;
}

static int read_scripts(opening *o, q_core_language *l) {
  char block[32];
  const char ***rows;
  uint32_t dim;
  snprintf(block, sizeof block, "graph.lemma.%s", l->code);
  int status = q_graph_open(o->core->model, block, &l->lemma, o->e);
  if (status) return status;
  snprintf(block, sizeof block, "scripts.%s", l->code);
  int n = lines_of(o, block, 5, &rows);
  if (n < 0) return QUOTH_DATA;
  if (q_graph_output(l->lemma, "script", &dim) < 0 || dim != (uint32_t)n || n > 60000) return bad(o, block, "not as many as the network has");
  if (!(l->scripts = q_alloc(o->core->arena, (size_t)n * sizeof *l->scripts))) return q_fail(o->e, QUOTH_MEMORY, "out of memory");
  for (int i = 0; i < n; i++) {
    int drop = atoi(rows[i][1]), cut = atoi(rows[i][3]);
    size_t front = strlen(rows[i][2]), back = strlen(rows[i][4]);
    if (drop < 0 || drop > 255 || cut < 0 || cut > 255 || front > 255 || back > 255) return bad(o, block, "an edit is too long");
    l->scripts[i] = (q_script){ rows[i][0][0], (uint8_t)drop, (uint8_t)cut, (uint16_t)front, (uint16_t)back, rows[i][2], rows[i][4] };
  }
  l->script_count = (uint32_t)n;
  return 0;
}

static int read_languages(opening *o) {
  const char ***rows;
  int n = lines_of(o, "languages", 2, &rows), status = 0;
  if (n < 0) return QUOTH_DATA;
  if (n > Q_CORE_LANGUAGES) return bad(o, "languages", "too many");
  for (int i = 0; i < n && !status; i++) {
    q_core_language *l = &o->core->languages[o->core->language_count++];
    snprintf(l->code, sizeof l->code, "%s", rows[i][0]);
    l->convention = (int32_t)atoi(rows[i][1]);
    status = read_scripts(o, l);
  }
  return status;
}

/* What q_core_run relies on. */
static int check_shapes(opening *o) {
  q_core *c = o->core;
  uint32_t dim, head, dependent, rd, rh, sum, columns;
  const q_graph *s = c->sentence;
  if (q_graph_input(s, "word", &dim) != 0 || dim != q_forms_dim(c->forms) || q_graph_ids(s, "context", &columns) != 0 || columns != 2) return bad(o, "graph.sentence", "reads other things than words");
  if (q_graph_output(s, "head", &head) < 0 || q_graph_output(s, "dependent", &dependent) < 0 || head != dependent || head > 512 || q_graph_output(s, "root", &dim) < 0 || dim != 1)
    return bad(o, "graph.sentence", "has no scores of heads");
  if (q_graph_output(s, "relation_dependent", &rd) < 0 || q_graph_output(s, "relation_head", &rh) < 0 || rd != rh || q_graph_input(c->relation, "sum", &sum) != 0 || sum != rd)
    return bad(o, "graph.relation", "reads other things than the sentence gives");
  c->arc_dim = head;
  c->relation_dim = sum;
  for (int i = 0; i < c->language_count; i++)
    if (q_graph_output(s, "lemma", &dim) < 0 || q_graph_input(c->languages[i].lemma, "lemma", &sum) != 0 || sum != dim) return bad(o, "graph.lemma", "reads other things than the sentence gives");
  for (int i = 0; i < Q_HASHES; i++) {
    char name[24];
    uint32_t dims[4];
    snprintf(name, sizeof name, "table%d.q", i);
    if (!q_model_block(c->model, name, Q_I8, 2, dims)) return bad(o, name, "not there");
  }
  return 0;
}

int q_core_open(const char *dir, q_core **out, quoth_error *e) {
  char path[4300];
  *out = NULL;
  snprintf(path, sizeof path, "%s/core.qm", dir);
  if (access(path, F_OK) != 0) return QUOTH_NOTHING;
  q_core *c = calloc(1, sizeof *c);
  opening o = { c, path, e };
  if (!c) return q_fail(e, QUOTH_MEMORY, "out of memory");
  q_pool_open(&c->workers);
  int status = (c->arena = q_arena_new()) ? 0 : q_fail(e, QUOTH_MEMORY, "out of memory");
  if (!status) status = q_model_open(path, &c->model, e);
  if (!status) status = q_forms_open(c->model, dir, &c->forms, e);
  if (!status) status = q_graph_open(c->model, "graph.sentence", &c->sentence, e);
  if (!status) status = q_graph_open(c->model, "graph.relation", &c->relation, e);
  if (!status) status = read_tags(&o);
  if (!status) status = read_relations(&o);
  if (!status) status = read_features(&o);
  if (!status) status = read_languages(&o);
  if (!status) status = check_shapes(&o);
  if (status) { q_core_close(c); return status; }
  *out = c;
  return 0;
}

void q_core_close(q_core *c) {
  if (!c) return;
  q_pool_close(&c->workers, q_core_worker_free);
  for (int i = 0; i < c->language_count; i++) q_graph_close(c->languages[i].lemma);
  q_graph_close(c->relation);
  q_graph_close(c->sentence);
  q_forms_close(c->forms);
  q_model_close(c->model);
  q_arena_free(c->arena);
  free(c);
}
