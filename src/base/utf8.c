#include <utf8proc.h>
#include "base/base.h"

uint32_t q_utf8_next(const char **at, const char *end) {
  const unsigned char *p = (const unsigned char *)*at;
  if (*at >= end) return 0;
  if (p[0] < 0x80) { *at += 1; return p[0]; }
  if (p[0] < 0xe0) { *at += 2; return (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu); }
  if (p[0] < 0xf0) { *at += 3; return (p[0] & 0xfu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu); }
  *at += 4;
  return (p[0] & 7u) << 18 | (p[1] & 0x3fu) << 12 | (p[2] & 0x3fu) << 6 | (p[3] & 0x3fu);
}

uint32_t q_utf8_prev(const char *begin, const char **at) {
  if (*at <= begin) return 0;
  const char *p = *at - 1;
  while (p > begin && ((unsigned char)*p & 0xc0) == 0x80) p--;
  const char *from = p;
  uint32_t c = q_utf8_next(&from, *at);
  *at = p;
  return c;
}

size_t q_utf8_put(char out[4], uint32_t c) {
  if (c < 0x80) { out[0] = (char)c; return 1; }
  if (c < 0x800) { out[0] = (char)(0xc0 | c >> 6); out[1] = (char)(0x80 | (c & 0x3f)); return 2; }
  if (c < 0x10000) {
    out[0] = (char)(0xe0 | c >> 12); out[1] = (char)(0x80 | (c >> 6 & 0x3f)); out[2] = (char)(0x80 | (c & 0x3f));
    return 3;
  }
  out[0] = (char)(0xf0 | c >> 18); out[1] = (char)(0x80 | (c >> 12 & 0x3f)); out[2] = (char)(0x80 | (c >> 6 & 0x3f)); out[3] = (char)(0x80 | (c & 0x3f));
  return 4;
}

/* Length of the well-formed sequence at p (Unicode table 3-7), 0 if it is malformed or cut off. */
static size_t sequence(const unsigned char *p, size_t n) {
  if (p[0] < 0x80) return 1;
  if (p[0] < 0xc2 || p[0] > 0xf4) return 0;
  size_t size = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
  if (n < size) return 0;
  for (size_t i = 1; i < size; i++)
    if ((p[i] & 0xc0) != 0x80) return 0;
  if (p[0] == 0xe0 && p[1] < 0xa0) return 0;
  if (p[0] == 0xed && p[1] > 0x9f) return 0;
  if (p[0] == 0xf0 && p[1] < 0x90) return 0;
  if (p[0] == 0xf4 && p[1] > 0x8f) return 0;
  return size;
}

size_t q_utf8_valid(const char *s, size_t n) {
  const unsigned char *p = (const unsigned char *)s;
  size_t i = 0;
  while (i < n) {
    uint64_t eight;
    while (n - i >= 8 && (memcpy(&eight, p + i, 8), (eight & UINT64_C(0x8080808080808080)) == 0)) i += 8;
    if (i == n) break;
    size_t size = sequence(p + i, n - i);
    if (!size) break;
    i += size;
  }
  return i;
}

size_t q_utf8_count(const char *s, size_t n) {
  size_t count = 0;
  for (size_t i = 0; i < n; i++) count += ((unsigned char)s[i] & 0xc0) != 0x80;
  return count;
}

bool q_is_letter(uint32_t c) {
  if (c < 0x80) return (c | 32) >= 'a' && (c | 32) <= 'z';
  utf8proc_category_t g = utf8proc_category((utf8proc_int32_t)c);
  return g >= UTF8PROC_CATEGORY_LU && g <= UTF8PROC_CATEGORY_LO;
}

bool q_is_mark(uint32_t c) {
  if (c < 0x300) return false;
  utf8proc_category_t g = utf8proc_category((utf8proc_int32_t)c);
  return g >= UTF8PROC_CATEGORY_MN && g <= UTF8PROC_CATEGORY_ME;
}

bool q_is_digit(uint32_t c) {
  if (c < 0x80) return c >= '0' && c <= '9';
  return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_ND;
}

bool q_is_upper(uint32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  utf8proc_category_t g = utf8proc_category((utf8proc_int32_t)c);
  return g == UTF8PROC_CATEGORY_LU || g == UTF8PROC_CATEGORY_LT;
}

bool q_is_space(uint32_t c) {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200b) || c == 0x2028 || c == 0x2029 ||
         c == 0x202f || c == 0x205f || c == 0x3000 || c == 0xfeff;
}
