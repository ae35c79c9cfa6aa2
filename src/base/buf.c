#include <stdarg.h>
#include <stdlib.h>
#include "base/base.h"

static bool make_room(q_buf *b, size_t n) {
  if (b->failed) return false;
  if (b->room - b->count > n) return true;
  size_t room = b->room ? b->room : 256;
  while (room - b->count <= n) {
    if (room > SIZE_MAX / 2) return !(b->failed = true);
    room *= 2;
  }
  char *p = realloc(b->at, room);
  if (!p) return !(b->failed = true);
  b->at = p;
  b->room = room;
  return true;
}

void q_buf_add(q_buf *b, const void *bytes, size_t n) {
  if (!make_room(b, n)) return;
  if (n) memcpy(b->at + b->count, bytes, n);
  b->count += n;
  b->at[b->count] = 0;
}

void q_buf_str(q_buf *b, const char *s) { q_buf_add(b, s, strlen(s)); }
void q_buf_char(q_buf *b, char c) { q_buf_add(b, &c, 1); }

void q_buf_printf(q_buf *b, const char *format, ...) {
  char small[512];
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  int n = vsnprintf(small, sizeof small, format, args);
  if (n >= 0 && (size_t)n < sizeof small) q_buf_add(b, small, (size_t)n);
  else if (n >= 0 && make_room(b, (size_t)n + 1)) {
    vsnprintf(b->at + b->count, (size_t)n + 1, format, again);
    b->count += (size_t)n;
  }
  va_end(again);
  va_end(args);
}

void q_buf_json(q_buf *b, const char *s, size_t n) {
  q_buf_char(b, '"');
  size_t from = 0;
  for (size_t i = 0; i < n; i++) {
    unsigned char c = (unsigned char)s[i];
    if (c >= ' ' && c != '"' && c != '\\' && c != 0x7f) continue;
    q_buf_add(b, s + from, i - from);
    from = i + 1;
    switch (c) {
      case '"': q_buf_str(b, "\\\""); break;
      case '\\': q_buf_str(b, "\\\\"); break;
      case '\n': q_buf_str(b, "\\n"); break;
      case '\r': q_buf_str(b, "\\r"); break;
      case '\t': q_buf_str(b, "\\t"); break;
      default: q_buf_printf(b, "\\u%04x", c);
    }
  }
  q_buf_add(b, s + from, n - from);
  q_buf_char(b, '"');
}

void q_buf_free(q_buf *b) {
  free(b->at);
  *b = (q_buf){0};
}
