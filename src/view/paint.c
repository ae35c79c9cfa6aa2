#include <utf8proc.h>
#include "view/paint.h"

static const char *const codes[] = { "", "\033[1m", "\033[2m", "\033[1;32m", "\033[33m", "\033[36m", "\033[31m" };

void q_paint_ink(q_paint *p, q_ink ink) {
  if (!p->colors || ink == p->ink) return;
  if (p->ink != Q_PLAIN) q_buf_str(p->out, "\033[0m");
  q_buf_str(p->out, codes[ink]);
  p->ink = ink;
}

static void pad(q_paint *p) {
  for (; p->column < p->indent; p->column++) q_buf_char(p->out, ' ');
}

/* A right-to-left line stands in an isolate of its own, so that it cannot reorder what is printed around it (Unicode annex 9). */
static void open_line(q_paint *p) {
  if (p->column >= p->indent && p->column > 0) return;
  pad(p);
  if (p->rtl) q_buf_str(p->out, "\u2067");
}

static void close_line(q_paint *p) {
  if (p->rtl && p->column > 0) q_buf_str(p->out, "\u2069");
  q_buf_char(p->out, '\n');
  p->column = 0;
}

static bool printable(uint32_t c) {
  return c >= 0x20 && c != 0x7f && !(c >= 0x80 && c < 0xa0) && !(c >= 0x200b && c <= 0x200f) && !(c >= 0x202a && c <= 0x202e) && !(c >= 0x2066 && c <= 0x2069) && c != 0xfeff;
}

static int width_of(const char *s, size_t n) {
  const char *at = s, *end = s + n;
  int width = 0;
  while (at < end) {
    int w = utf8proc_charwidth((utf8proc_int32_t)q_utf8_next(&at, end));
    width += w > 0 ? w : 0;
  }
  return width;
}

static void put_word(q_paint *p, const char *s, size_t n) {
  const char *at = s, *end = s + n;
  while (at < end) {
    const char *from = at;
    if (printable(q_utf8_next(&at, end))) q_buf_add(p->out, from, (size_t)(at - from));
  }
}

void q_paint_text(q_paint *p, const char *s, size_t n) {
  const char *at = s, *end = s + n;
  while (at < end) {
    const char *from = at;
    bool blank = false;
    while (at < end) {
      const char *next = at;
      if (!q_is_space(q_utf8_next(&next, end))) break;
      blank = true;
      at = next;
    }
    from = at;
    while (at < end) {
      const char *next = at;
      if (q_is_space(q_utf8_next(&next, end))) break;
      at = next;
    }
    int width = width_of(from, (size_t)(at - from));
    if (p->column > p->indent && p->column + blank + width > p->width && blank) close_line(p);
    else if (blank && p->column > p->indent && at > from) { q_buf_char(p->out, ' '); p->column++; }
    else if (blank && at == from && p->column > p->indent) { q_buf_char(p->out, ' '); p->column++; }
    if (at == from) continue;
    open_line(p);
    put_word(p, from, (size_t)(at - from));
    p->column += width;
  }
}

void q_paint_str(q_paint *p, const char *s) { q_paint_text(p, s, strlen(s)); }

void q_paint_line(q_paint *p) {
  q_paint_ink(p, Q_PLAIN);
  close_line(p);
}

bool q_paint_is_rtl(const char *s, size_t n) {
  const char *at = s, *end = s + n;
  while (at < end) {
    uint32_t c = q_utf8_next(&at, end);
    if ((c >= 0x590 && c < 0x900) || (c >= 0xfb1d && c < 0xfe00) || (c >= 0xfe70 && c < 0xff00)) return true;
    if (q_is_letter(c)) return false;
  }
  return false;
}

const char *q_view_day(const char *iso, char out[17]) {
  snprintf(out, 17, "%s", iso ? iso : "no date");
  for (char *t = out; *t && iso; t++)
    if (*t == 'T') *t = ' ';
  return out;
}
