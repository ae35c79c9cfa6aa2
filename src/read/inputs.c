/* Paths -> inputs, one at a time: folders in sorted order, text files, JSON lines. A bad input is refused alone. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include "read/conllu.h"
#include "read/inside.h"
#include "read/jsonl.h"
#include "read/stream.h"

enum { PEEK = 4096, DEPTH_LIMIT = 64, LINE_LIMIT = 64 << 20 };

typedef struct folder { char *path; struct dirent **names; int count, next; } folder;

struct quoth_inputs {
  char **paths;
  size_t count, next;
  char *from, *date_order;
  folder stack[DEPTH_LIMIT];
  int depth;
  char *path;             /* the file being read */
  q_stream *stream;       /* open only while JSON lines are read, or until the next call */
  bool lines;
  q_conllu_reader *conllu; /* the file is CoNLL-U */
  uint64_t record;
  void *value;            /* parsed JSON of the last input */
  q_arena *arena;         /* strings of the last input */
};

int quoth_inputs_open(char *const *paths, size_t count, const char *from, const char *date_order, quoth_inputs **out, quoth_error *e) {
  if (from && strcmp(from, "html") == 0) return q_fail(e, QUOTH_UNSUPPORTED, "HTML is not read yet");
  if (from && strcmp(from, "text") && strcmp(from, "jsonl") && strcmp(from, "conllu")) return q_fail(e, QUOTH_USAGE, "--from %s: unknown form of input (text, jsonl, conllu)", from);
  if (date_order && strcmp(date_order, "dmy") && strcmp(date_order, "mdy") && strcmp(date_order, "ymd"))
    return q_fail(e, QUOTH_USAGE, "--date-order %s: dmy, mdy or ymd", date_order);
  quoth_inputs *in = calloc(1, sizeof *in);
  if (in) in->paths = calloc(count + 1, sizeof *in->paths);
  if (in) in->arena = q_arena_new();
  bool ok = in && in->paths && in->arena;
  for (size_t i = 0; ok && i < count; i++, in->count++) ok = (in->paths[i] = strdup(paths[i])) != NULL;
  if (ok && from) ok = (in->from = strdup(from)) != NULL;
  if (ok && date_order) ok = (in->date_order = strdup(date_order)) != NULL;
  if (!ok) {
    quoth_inputs_close(in);
    return q_fail(e, QUOTH_MEMORY, "out of memory");
  }
  *out = in;
  return 0;
}

static void leave_folder(quoth_inputs *in) {
  folder *f = &in->stack[--in->depth];
  for (int i = f->next; i < f->count; i++) free(f->names[i]);
  free(f->names);
  free(f->path);
}

static void forget_last(quoth_inputs *in) {
  q_jsonl_free(in->value);
  in->value = NULL;
  q_arena_reset(in->arena);
}

static void leave_file(quoth_inputs *in) {
  q_stream_close(in->stream);
  free(in->path);
  q_conllu_close(in->conllu);
  in->conllu = NULL;
  in->stream = NULL;
  in->path = NULL;
  in->lines = false;
}

void quoth_inputs_close(quoth_inputs *in) {
  if (!in) return;
  while (in->depth > 0) leave_folder(in);
  leave_file(in);
  if (in->value) q_jsonl_free(in->value);
  q_arena_free(in->arena);
  for (size_t i = 0; i < in->count; i++) free(in->paths[i]);
  free(in->paths);
  free(in->from);
  free(in->date_order);
  free(in);
}

static int visible(const struct dirent *d) { return d->d_name[0] != '.'; }

static int by_bytes(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

static int enter_folder(quoth_inputs *in, char *path, quoth_error *e) {
  int status = 0;
  struct dirent **names = NULL;
  int count = 0;
  if (in->depth == DEPTH_LIMIT) status = q_fail_at(e, QUOTH_LIMIT, path, 0, 0, "%s: folders nested deeper than %d", path, DEPTH_LIMIT);
  else if ((count = scandir(path, &names, visible, by_bytes)) < 0) status = q_fail_at(e, QUOTH_SYSTEM, path, 0, 0, "%s: %s", path, strerror(errno));
  else if (count == 0) status = q_fail_at(e, QUOTH_DATA, path, 0, 0, "%s: the folder holds no files", path);
  if (status) {
    if (count == 0) free(names);
    free(path);
    return status;
  }
  in->stack[in->depth++] = (folder){ path, names, count, 0 };
  return 0;
}

/* The next path in order, folders not yet entered; NULL: the end, or out of memory with *status set. */
static char *next_path(quoth_inputs *in, bool *inside, int *status) {
  char *path = NULL;
  while (in->depth > 0) {
    folder *f = &in->stack[in->depth - 1];
    if (f->next == f->count) { leave_folder(in); continue; }
    struct dirent *d = f->names[f->next++];
    size_t n = strlen(f->path);
    const char *slash = n > 0 && f->path[n - 1] == '/' ? "" : "/";
    if (asprintf(&path, "%s%s%s", f->path, slash, d->d_name) < 0) { path = NULL; *status = QUOTH_MEMORY; }
    free(d);
    *inside = true;
    return path;
  }
  *inside = false;
  if (in->next == in->count) return NULL;
  path = strdup(in->paths[in->next++]);
  if (!path) *status = QUOTH_MEMORY;
  return path;
}

/* The first bytes that say what a file is, past marks and blanks. */
static bool begins(const char *s, size_t n, const char *what) { return n >= strlen(what) && strncasecmp(s, what, strlen(what)) == 0; }

static void past_blanks(const char **s, size_t *n) {
  if (begins(*s, *n, "\xef\xbb\xbf")) { *s += 3; *n -= 3; }
  while (*n > 0 && strchr(" \t\r\n", **s) && **s) { ++*s; --*n; }
}

static bool is_html(const char *s, size_t n) {
  static const char *const signs[] = { "<!doctype html", "<html", "<head", "<body", "<!-- saved from", "<div", "<meta", "<script", "<?xml" };
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (begins(s, n, signs[i])) return true;
  return false;
}

static bool is_jsonl(const char *s, size_t n) {
  if (n == 0 || *s != '{') return false;
  do { s++; n--; } while (n > 0 && (*s == ' ' || *s == '\t'));
  return n > 0 && (*s == '"' || *s == '}');
}

static bool is_json_spread(const char *s, size_t n) {
  if (n == 0 || (*s != '{' && *s != '[')) return false;
  char first = *s;
  do { s++; n--; } while (n > 0 && strchr(" \t\r\n", *s) && *s);
  return n > 0 && (first == '{' ? *s == '"' : *s == '{');
}

/* Control characters that no text has, in bytes that are not UTF-16 or UTF-32. */
static bool is_binary(const char *s, size_t n) {
  static const char *const signs[] = { "%PDF-", "PK\3\4", "\x7f" "ELF", "\x89PNG", "\xff\xd8\xff", "GIF8", "{\\rtf", "SQLite format 3", "BZh", "\xfd" "7zXZ", "\x28\xb5\x2f\xfd" };
  size_t odd = 0;
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (n >= strlen(signs[i]) && memcmp(s, signs[i], strlen(signs[i])) == 0) return true;
  if (q_read_wide(s, n)) return false;
  for (size_t i = 0; i < n; i++) {
    unsigned char c = (unsigned char)s[i];
    odd += (c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b) * (c == 0 ? 4 : 1);
  }
  return odd > 4 && odd * 50 > n;
}

static int refuse(const quoth_inputs *in, int status, const char *why, quoth_error *e) {
  return q_fail_at(e, status, in->path, 0, 0, "%s: %s", in->path, why);
}

/* What kind of file this is, by its first bytes unless it was said. */
static int look(quoth_inputs *in, quoth_error *e) {
  const char *s;
  size_t n;
  int status = q_stream_peek(in->stream, PEEK, &s, &n, e);
  if (status && n == 0) return status;
  if (n == 0) return refuse(in, QUOTH_DATA, "empty", e);
  const char *t = s;
  size_t left = n;
  past_blanks(&t, &left);
  in->lines = in->from ? strcmp(in->from, "jsonl") == 0 : is_jsonl(t, left);
  bool conllu = in->from ? strcmp(in->from, "conllu") == 0 : !in->lines && q_conllu_begins(s, n);
  if (conllu && !(in->conllu = q_conllu_open())) return q_fail(e, QUOTH_MEMORY, "out of memory");
  if (in->from || conllu) return 0;
  if (is_binary(s, n)) return refuse(in, QUOTH_DATA, "not a text (binary data)", e);
  if (is_html(t, left)) return refuse(in, QUOTH_UNSUPPORTED, "HTML is not read yet", e);
  if (!in->lines && is_json_spread(t, left)) return refuse(in, QUOTH_UNSUPPORTED, "JSON over several lines; JSON lines have one object a line", e);
  return 0;
}

/* Opens a path. QUOTH_NOTHING: it was a folder, now entered. */
static int enter(quoth_inputs *in, char *path, bool inside, quoth_error *e) {
  struct stat st;
  if (strcmp(path, "-") != 0 || inside) {
    if ((inside ? lstat(path, &st) : stat(path, &st)) == 0 && S_ISDIR(st.st_mode)) {
      int status = enter_folder(in, path, e);
      return status ? status : QUOTH_NOTHING;
    }
    int status = 0;
    if (stat(path, &st) != 0) status = q_fail_at(e, QUOTH_SYSTEM, path, 0, 0, "%s: %s", path, strerror(errno));
    else if (inside && S_ISDIR(st.st_mode)) status = q_fail_at(e, QUOTH_UNSUPPORTED, path, 0, 0, "%s: a link to a folder is not followed", path);
    else if (inside && !S_ISREG(st.st_mode)) status = q_fail_at(e, QUOTH_UNSUPPORTED, path, 0, 0, "%s: not a regular file", path);
    if (status) { free(path); return status; }
  }
  in->path = path;
  in->record = 0;
  int status = q_stream_open(path, &in->stream, e);
  if (!status) status = look(in, e);
  return status;
}

static bool only_blanks(const char *s, size_t n) {
  past_blanks(&s, &n);
  return n == 0;
}

static int next_line(quoth_inputs *in, quoth_input *out, quoth_error *e) {
  const char *line;
  size_t size;
  for (;;) {
    int status = q_stream_line(in->stream, LINE_LIMIT, ++in->record, &line, &size, e);
    if (status) return status;
    if (in->record == 1 && begins(line, size, "\xef\xbb\xbf")) { line += 3; size -= 3; }
    if (only_blanks(line, size)) continue;
    return q_jsonl(in->arena, in->path, in->record, line, size, in->date_order, &in->value, out, e);
  }
}

static int whole_file(quoth_inputs *in, quoth_input *out, quoth_error *e) {
  const char *bytes;
  size_t size;
  int status = q_stream_all(in->stream, Q_REPORT_LIMIT, &bytes, &size, e);
  if (status) return status;
  if (only_blanks(bytes, size)) return refuse(in, QUOTH_DATA, "empty", e);
  *out = (quoth_input){ .source = in->path, .bytes = bytes, .size = size, .format = "text", .date_order = in->date_order };
  in->record = 1;
  return 0;
}

static int next_sentences(quoth_inputs *in, quoth_input *out, quoth_error *e) {
  const char *bytes;
  size_t size;
  uint64_t record;
  int status = q_conllu_next(in->conllu, in->stream, in->path, &bytes, &size, &record, e);
  if (!status) *out = (quoth_input){ .source = in->path, .bytes = bytes, .size = size, .format = "conllu", .record = record };
  return status;
}

int quoth_inputs_next(quoth_inputs *in, quoth_input *out, quoth_error *e) {
  forget_last(in);
  for (;;) {
    int status = 0;
    if (in->stream && !in->lines && !in->conllu) leave_file(in);
    if (!in->stream) {
      bool inside;
      char *path = next_path(in, &inside, &status);
      if (!path) return status ? q_fail(e, status, "out of memory") : QUOTH_NOTHING;
      leave_file(in);
      status = enter(in, path, inside, e);
      if (status == QUOTH_NOTHING) continue;
      if (status) { in->lines = false; return status; }
    }
    status = in->conllu ? next_sentences(in, out, e) : in->lines ? next_line(in, out, e) : whole_file(in, out, e);
    if (status != QUOTH_NOTHING) return status;
    leave_file(in);
  }
}
