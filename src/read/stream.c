/* A file or standard input as a stream of bytes, packed with gzip or not, and its lines. What comes before damage in a packed file is still given. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>
#include "read/stream.h"

enum { CHUNK = 256 << 10, INPUT = 64 << 10 };

struct q_stream {
  int fd;
  const char *name;
  char *at;                      /* unpacked bytes; those not yet given are begin..end */
  size_t room, begin, end;
  bool over, started, packed, inside; /* over: no more will come; inside: in the middle of a gzip member */
  uint64_t taken;                /* bytes read from the file */
  z_stream z;
  unsigned char input[INPUT];
};

int q_stream_open(const char *path, q_stream **out, quoth_error *e) {
  q_stream *s = calloc(1, sizeof *s);
  if (!s) return q_fail(e, QUOTH_MEMORY, "out of memory");
  s->name = path;
  s->fd = strcmp(path, "-") == 0 ? dup(0) : open(path, O_RDONLY | O_CLOEXEC);
  if (s->fd < 0) {
    int why = errno;
    free(s);
    return q_fail_at(e, QUOTH_SYSTEM, path, 0, 0, "%s: %s", path, strerror(why));
  }
  *out = s;
  return 0;
}

void q_stream_close(q_stream *s) {
  if (!s) return;
  if (s->packed) inflateEnd(&s->z);
  close(s->fd);
  free(s->at);
  free(s);
}

static int give_up(q_stream *s, int status, uint64_t record, const char *why, quoth_error *e) {
  s->over = true;
  s->begin = s->end;
  return q_fail_at(e, status, s->name, record, s->taken, "%s: %s", s->name, why);
}

/* Up to n bytes of the file. -1: the system refused. */
static ssize_t take(q_stream *s, void *to, size_t n) {
  ssize_t got;
  do got = read(s->fd, to, n);
  while (got < 0 && errno == EINTR);
  if (got > 0) s->taken += (uint64_t)got;
  return got;
}

/* Are there packed bytes waiting? 1 yes, 0 the file is over, -1 the system refused. */
static int feed(q_stream *s) {
  if (s->z.avail_in > 0) return 1;
  ssize_t got = take(s, s->input, INPUT);
  s->z.next_in = s->input;
  s->z.avail_in = got > 0 ? (uInt)got : 0;
  return got > 0 ? 1 : got < 0 ? -1 : 0;
}

/* The first bytes say whether the file is packed. */
static int start(q_stream *s, uint64_t record, quoth_error *e) {
  s->started = true;
  while (s->z.avail_in < 2) {
    ssize_t got = take(s, s->input + s->z.avail_in, INPUT - s->z.avail_in);
    if (got < 0) return give_up(s, QUOTH_SYSTEM, record, strerror(errno), e);
    if (got == 0) break;
    s->z.avail_in += (uInt)got;
  }
  s->z.next_in = s->input;
  s->packed = s->z.avail_in >= 2 && s->input[0] == 0x1f && s->input[1] == 0x8b;
  if (s->packed && inflateInit2(&s->z, 15 + 16) != Z_OK) { s->packed = false; return give_up(s, QUOTH_MEMORY, record, "out of memory", e); }
  s->inside = s->packed;
  return 0;
}

static int unpack(q_stream *s, uint64_t record, size_t *got, quoth_error *e) {
  s->z.next_out = (Bytef *)s->at + s->end;
  s->z.avail_out = CHUNK;
  while (s->z.avail_out == CHUNK) {
    int more = feed(s);
    if (more < 0) return give_up(s, QUOTH_SYSTEM, record, strerror(errno), e);
    if (!more && s->inside) return give_up(s, QUOTH_DATA, record, "the gzip data end too early (truncated)", e);
    if (!more) { s->over = true; break; }
    if (!s->inside) { /* another member, or zeros that fill up a tape block */
      while (s->z.avail_in > 0 && *s->z.next_in == 0) { s->z.next_in++; s->z.avail_in--; }
      if (s->z.avail_in == 0) continue;
      inflateReset(&s->z);
      s->inside = true;
    }
    int status = inflate(&s->z, Z_NO_FLUSH);
    if (status == Z_STREAM_END) s->inside = false;
    else if (status == Z_MEM_ERROR) return give_up(s, QUOTH_MEMORY, record, "out of memory", e);
    else if (status != Z_OK && status != Z_BUF_ERROR) return give_up(s, QUOTH_DATA, record, "damaged gzip data", e);
  }
  *got = CHUNK - s->z.avail_out;
  return 0;
}

static int plain(q_stream *s, uint64_t record, size_t *got, quoth_error *e) {
  if (s->z.avail_in > 0) {
    memcpy(s->at + s->end, s->z.next_in, s->z.avail_in);
    *got = s->z.avail_in;
    s->z.avail_in = 0;
    return 0;
  }
  ssize_t n = take(s, s->at + s->end, CHUNK);
  if (n < 0) return give_up(s, QUOTH_SYSTEM, record, strerror(errno), e);
  s->over = n == 0;
  *got = (size_t)n;
  return 0;
}

static int make_room(q_stream *s, uint64_t record, quoth_error *e) {
  if (s->begin > 0 && s->room - s->end < CHUNK + 1) {
    memmove(s->at, s->at + s->begin, s->end - s->begin);
    s->end -= s->begin;
    s->begin = 0;
  }
  if (s->room - s->end >= CHUNK + 1) return 0;
  size_t room = s->room * 2 > s->end + CHUNK + 1 ? s->room * 2 : s->end + CHUNK + 1;
  char *p = realloc(s->at, room);
  if (!p) return give_up(s, QUOTH_MEMORY, record, "out of memory", e);
  s->at = p;
  s->room = room;
  return 0;
}

/* More bytes behind those held; at the end of the file s->over is set. */
static int fill(q_stream *s, uint64_t record, quoth_error *e) {
  size_t got = 0;
  if (s->begin == s->end) s->begin = s->end = 0;
  int status = make_room(s, record, e);
  if (!status && !s->started) status = start(s, record, e);
  if (!status) status = s->packed ? unpack(s, record, &got, e) : plain(s, record, &got, e);
  s->end += got;
  s->at[s->end] = 0;
  return status;
}

int q_stream_peek(q_stream *s, size_t want, const char **bytes, size_t *size, quoth_error *e) {
  int status = 0;
  while (!status && !s->over && s->end - s->begin < want) status = fill(s, 0, e);
  *bytes = s->at ? s->at + s->begin : "";
  *size = s->end - s->begin;
  return status;
}


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
