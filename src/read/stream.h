/* A file or standard input as bytes and lines; gzip is unpacked on the way. */
#ifndef Q_READ_STREAM_H
#define Q_READ_STREAM_H
#include "base/base.h"
typedef struct q_stream q_stream;
/* path must outlive the stream; "-": standard input. */
int q_stream_open(const char *path, q_stream **out, quoth_error *e);
void q_stream_close(q_stream *s);
/* At least `want` bytes where the file has them; the bytes stay where they are. */
int q_stream_peek(q_stream *s, size_t want, const char **bytes, size_t *size, quoth_error *e);
int q_stream_all(q_stream *s, size_t limit, const char **bytes, size_t *size, quoth_error *e);
/* The next line without its end, valid until the next call; QUOTH_NOTHING at the end. A line beyond the limit is passed over with QUOTH_LIMIT. */
int q_stream_line(q_stream *s, size_t limit, uint64_t record, const char **line, size_t *size, quoth_error *e);
#endif
