/* A context, and the one place where the order of the stages stands. */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "api/api.h"
#include "read/read.h"


static bool holds_lang(const char *dir) {
  char path[4200];
  struct stat st;
  snprintf(path, sizeof path, "%s/lang", dir);
  return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Beside the binary: in its folder or the one above it (build/quoth in a checkout). */
static bool beside_binary(char *dir, size_t room) {
  ssize_t n = readlink("/proc/self/exe", dir, room - 1);
  if (n <= 0) return false;
  dir[n] = 0;
  for (int up = 0; up < 3; up++) {
    char *slash = strrchr(dir, '/');
    if (!slash || slash == dir) return false;
    *slash = 0;
    if (holds_lang(dir)) return true;
  }
  return false;
}

static int find_data(const quoth_options *o, char *dir, size_t room, quoth_error *e) {
  const char *given = o && o->data ? o->data : getenv("QUOTH_DATA");
  if (given) {
    snprintf(dir, room, "%s", given);
    return holds_lang(dir) ? 0 : q_fail(e, QUOTH_SYSTEM, "%s: no folder lang/ in the data folder", given);
  }
  if (beside_binary(dir, room)) return 0;
  snprintf(dir, room, "%s", QUOTH_PREFIX "/share/quoth");
  return holds_lang(dir) ? 0 : q_fail(e, QUOTH_SYSTEM, "the languages were not found: give --data DIR or set QUOTH_DATA (looked beside the command and in %s)", dir);
}

/* How words with clitics are cut; languages without are read without it. */
static int open_words(const char *models, q_model **out, quoth_error *e) {
  char path[4300];
  snprintf(path, sizeof path, "%s/words.qm", models);
  return access(path, F_OK) ? 0 : q_model_open(path, out, e);
}

static int guide_of(const char *name, int *out, quoth_error *e) {
  static const char *const names[] = { "quoth", "polnear", "wikinews" }; /* by Q_GUIDE_* */
  for (*out = 0; name && *out < 3; ++*out) if (strcmp(name, names[*out]) == 0) return 0;
  *out = 0;
  return name ? q_fail(e, QUOTH_USAGE, "%s: no such guide: quoth, polnear, wikinews", name) : 0;
}

int quoth_open(const quoth_options *options, quoth **out, quoth_error *e) {
  char dir[4096], lang[4200], models[4200];
  int status = find_data(options, dir, sizeof dir, e);
  if (status) return status;
  quoth *q = calloc(1, sizeof *q);
  if (!q || !(q->data = strdup(dir))) { free(q); return q_fail(e, QUOTH_MEMORY, "out of memory"); }
  snprintf(lang, sizeof lang, "%s/lang", dir);
  status = q_langs_open(lang, &q->langs, e);
  if (!status) status = guide_of(options ? options->guide : NULL, &q->guide, e);
  if (!status && options && options->outlets) status = q_outlets_open(options->outlets, &q->outlet_list, e);
  snprintf(models, sizeof models, "%s/models", dir);
  if (!status) status = open_words(models, &q->words, e);
  if (!status && (status = q_core_open(models, &q->core, e)) == QUOTH_NOTHING) status = 0;
  if (!status && (status = q_say_open(models, &q->say, e)) == QUOTH_NOTHING) status = 0;
  if (status) { quoth_close(q); return status; }
  q->min_confidence = options ? options->min_confidence : 0;
  *out = q;
  return 0;
}

void quoth_close(quoth *q) {
  if (!q) return;
  if (q->langs) q_langs_close(q->langs);
  free(q->data);
  q_say_close(q->say);
  q_core_close(q->core);
  q_model_close(q->words);
  q_outlets_close(q->outlet_list);
  free(q);
}

/* Statements below the limit go, with what they were the parent of re-hung one higher. */
static void keep_confident(quoth_report *r, float limit) {
  uint32_t kept = 0;
  int32_t *place = q_alloc(r->arena, (r->statement_count + 1) * sizeof *place);
  if (!place) return;
  for (uint32_t i = 0; i < r->statement_count; i++) {
    quoth_statement *s = &r->statements[i];
    bool keep = s->confidence >= limit;
    place[i] = keep ? (int32_t)kept : s->parent >= 0 && s->parent < (int32_t)i ? place[s->parent] : -1;
    if (keep) r->statements[kept++] = *s;
  }
  for (uint32_t i = 0; i < kept; i++)
    if (r->statements[i].parent >= 0) r->statements[i].parent = place[r->statements[i].parent];
  r->statement_count = kept;
}

int q_layers(const quoth *q, quoth_report *r, quoth_error *e) {
  q_langs *langs = q->langs;
  int status = q_points_index(r);
  if (!status) status = q_parse(langs, r, e);
  if (!status) status = q_quotes(langs, r, e);
  if (!status && q->say && q->core) status = q_words(langs, q->words, r, e); /* only the network of statements reads trees */
  if (!status && q->say && q->core) status = q_syntax(q->core, r, e);
  if (!status) status = q_quantities(langs, r, e);
  if (!status) status = q_times(langs, r, e);
  if (!status) status = q_statements(langs, q->say, q->guide, r, e);
  if (!status) status = q_speakers(langs, r, e);
  if (!status) q_whens(langs, r);
  return status;
}

int quoth_read(const quoth *q, const quoth_input *input, quoth_report **out, quoth_error *e) {
  quoth_report *r = NULL;
  if (input->format && strcmp(input->format, "conllu") == 0) return q_fail_at(e, QUOTH_UNSUPPORTED, input->source, input->record, 0, "%s: CoNLL-U is read by quoth parse only", input->source);
  int status = q_read_report(q->langs, input, &r, e);
  if (!status) status = q_layers(q, r, e);
  if (!status && q->outlet_list && r->outlet && !(r->outlet = q_strdup(r->arena, q_outlets_name(q->outlet_list, r->outlet)))) status = q_fail(e, QUOTH_MEMORY, "out of memory");
  if (status) { quoth_report_free(r); return status; }
  float least = q->min_confidence || !q->say ? q->min_confidence : q_say_least(q->say, q->guide, r->language);
  if (least > 0) keep_confident(r, least);
  *out = r;
  return 0;
}

void quoth_report_free(quoth_report *r) {
  if (r) q_arena_free(r->arena);
}
