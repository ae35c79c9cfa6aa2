/* A file or standard input as a stream of bytes, packed with gzip or not, and its lines. */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>
#include "read/stream.h"

struct q_stream { gzFile file; char *at; size_t room, begin, end; bool over; const char *name; };

enum { CHUNK = 256 << 10 };

int q_stream_open(const char *path, q_stream **out, quoth_error *e) {
  q_stream *s = calloc(1, sizeof *s);
  if (!s) return q_fail(e, QUOTH_MEMORY, "out of memory");
  s->name = path;
  if (strcmp(path, "-") == 0) {
    int fd = dup(0);
    s->file = fd < 0 ? NULL : gzdopen(fd, "rb");
    if (!s->file && fd >= 0) close(fd);
  } else {
    s->file = gzopen(path, "rb");
  }
  if (!s->file) {
    const char *why = errno ? strerror(errno) : "out of memory";
    free(s);
    return q_fail_at(e, QUOTH_SYSTEM, path, 0, 0, "%s: %s", path, why);
  }
  gzbuffer(s->file, 128 << 10);
  *out = s;
  return 0;
}

void q_stream_close(q_stream *s) {
  if (!s) return;
  gzclose(s->file);
  free(s->at);
  free(s);
}

static int read_error(q_stream *s, uint64_t record, quoth_error *e) {
  int code = 0;
  const char *why = gzerror(s->file, &code);
  uint64_t byte = (uint64_t)gzoffset(s->file);
  s->over = true;
  if (code == Z_ERRNO) return q_fail_at(e, QUOTH_SYSTEM, s->name, record, byte, "%s: %s", s->name, strerror(errno));
  if (code == Z_BUF_ERROR) return q_fail_at(e, QUOTH_DATA, s->name, record, byte, "%s: the gzip data end too early (truncated)", s->name);
  return q_fail_at(e, code == Z_MEM_ERROR ? QUOTH_MEMORY : QUOTH_DATA, s->name, record, byte, "%s: damaged gzip data (%s)", s->name, why);
}

/* More bytes behind those held. 0 or a status; at the end of the file s->over is set. */
static int fill(q_stream *s, uint64_t record, quoth_error *e) {
  if (s->begin > 0 && s->begin == s->end) s->begin = s->end = 0;
  if (s->room - s->end < CHUNK + 1) {
    if (s->begin > 0) {
      memmove(s->at, s->at + s->begin, s->end - s->begin);
      s->end -= s->begin;
      s->begin = 0;
    }
    if (s->room - s->end < CHUNK + 1) {
      size_t room = s->room * 2 > s->end + CHUNK + 1 ? s->room * 2 : s->end + CHUNK + 1;
      char *p = realloc(s->at, room);
      if (!p) return q_fail_at(e, QUOTH_MEMORY, s->name, record, 0, "%s: out of memory", s->name);
      s->at = p;
      s->room = room;
    }
  }
  errno = 0;
  int n = gzread(s->file, s->at + s->end, CHUNK);
  if (n < 0) return read_error(s, record, e);
  if (n == 0) {
    int code = 0;
    gzerror(s->file, &code);
    if (code != Z_OK && code != Z_STREAM_END) return read_error(s, record, e);
    s->over = true;
  }
  s->end += (size_t)n;
  s->at[s->end] = 0;
  return 0;
}

int q_stream_peek(q_stream *s, size_t want, const char **bytes, size_t *size, quoth_error *e) {
  int status = 0;
  while (!status && !s->over && s->end - s->begin < want) status = fill(s, 0, e);
  *bytes = s->at ? s->at + s->begin : "";
  *size = s->end - s->begin;
  return status;
}

void q_stream_skip(q_stream *s, size_t n) { s->begin += n; }

int q_stream_all(q_stream *s, size_t limit, const char **bytes, size_t *size, quoth_error *e) {
  int status = q_stream_peek(s, limit + 1, bytes, size, e);
  if (!status && *size > limit) return q_fail_at(e, QUOTH_LIMIT, s->name, 0, limit, "%s: larger than the limit of %zu MB for one report", s->name, limit >> 20);
  return status;
}

int q_stream_line(q_stream *s, size_t limit, uint64_t record, const char **line, size_t *size, quoth_error *e) {
  size_t looked = 0;
  bool too_long = false;
  for (;;) {
    char *from = s->at ? s->at + s->begin : NULL, *nl = from ? memchr(from + looked, '\n', s->end - s->begin - looked) : NULL;
    size_t held = nl ? (size_t)(nl - from) : s->end - s->begin;
    bool ends = nl != NULL || s->over;
    if (ends && !nl && held == 0 && !too_long) return QUOTH_NOTHING;
    if (ends) {
      s->begin += held + (nl != NULL);
      if (too_long || held > limit) return q_fail_at(e, QUOTH_LIMIT, s->name, record, limit, "%s: line %llu: longer than the limit of %zu MB", s->name, (unsigned long long)record, limit >> 20);
      *line = from;
      *size = held;
      return 0;
    }
    looked = held;
    if (held > limit) { /* forget what was read of it, to stay small */
      too_long = true;
      s->begin = s->end;
      looked = 0;
    }
    int status = fill(s, record, e);
    if (status) return status;
  }
}
