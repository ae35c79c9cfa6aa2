/* The usual word in one pass: Latin or Cyrillic letters that folding changes one to one, up to a blank or a mark that joins nothing. It gives what q_scan_word
 * would give; it exists because nine words of ten are such. */
#include "parse/inside.h"

typedef struct plain { char folded[Q_WORD_MAX + 4]; uint32_t size, letters, uppers; bool capital; } plain;

/* A letter of two bytes, folded into to; false: none that is known here. */
static bool two_bytes(const unsigned char *p, char *to, bool *upper) {
  unsigned a = p[0], b = p[1];
  *upper = false;
  if (a == 0xc3) { /* U+00C0 to U+00FF */
    if (b == 0x97 || b == 0xb7) return false;
    *upper = b < 0x9f;
    to[0] = (char)a;
    to[1] = (char)(*upper ? b + 0x20 : b);
    return true;
  }
  unsigned c = (a & 0x1fu) << 6 | (b & 0x3fu);
  if (a == 0xd0 || a == 0xd1) { /* U+0410 to U+044F, and yo as ye */
    if (c == 0x401 || c == 0x451) { *upper = c == 0x401; c = 0x435; }
    else if (c < 0x410 || c > 0x44f) return false;
    else if (c < 0x430) { *upper = true; c += 0x20; }
    to[0] = (char)(0xc0 | c >> 6);
    to[1] = (char)(0x80 | (c & 0x3f));
    return true;
  }
  return false;
}

static bool letter(unsigned char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

static uint32_t read_plain(const q_scan *s, plain *w) {
  const unsigned char *p = (const unsigned char *)s->text;
  uint32_t at = s->at, limit = s->end - at > Q_WORD_MAX ? at + Q_WORD_MAX : s->end;
  while (at < limit) {
    bool upper = false;
    if (letter(p[at])) {
      upper = p[at] < 'a';
      w->folded[w->size++] = (char)(p[at++] | 32);
    } else if (p[at] < 0x80 || at + 1 >= limit || !two_bytes(p + at, w->folded + w->size, &upper)) {
      break;
    } else {
      at += 2;
      w->size += 2;
    }
    w->capital |= upper && !w->letters;
    w->uppers += upper;
    w->letters++;
  }
  return at;
}

bool q_scan_plain(q_scan *s) {
  plain w;
  w.size = w.letters = w.uppers = 0;
  w.capital = false;
  uint32_t end = read_plain(s, &w);
  if (end == s->at || end - s->at >= Q_WORD_MAX) return false;
  unsigned char next = end < s->end ? (unsigned char)s->text[end] : ' ';
  if (next >= 0x80 || letter(next) || (next >= '0' && next <= '9') || strchr("'-_@&.", next)) return false;
  if (next == ':' && end + 2 < s->end && s->text[end + 1] == '/') return false; /* an address */
  unsigned flags = QUOTH_TOKEN_WORD | (w.capital ? QUOTH_TOKEN_CAPITAL : 0) | (w.letters > 1 && w.uppers == w.letters ? QUOTH_TOKEN_UPPER : 0);
  q_emit_folded(s, s->at, end, flags, w.folded, w.size);
  s->at = end;
  return true;
}
