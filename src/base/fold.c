#include <utf8proc.h>
#include "base/base.h"

/* One code point folded for matching words; 0: dropped. */
static uint32_t fold(uint32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if (c >= 0x410 && c <= 0x42f) return c + 32;
  if (c == 0x401 || c == 0x451) return 0x435;
  if (c >= 0x430 && c <= 0x44f) return c;
  if (c >= 0x600 && c < 0x700) {
    if ((c >= 0x64b && c <= 0x65f) || c == 0x670 || c == 0x640 || (c >= 0x610 && c <= 0x61a)) return 0;
    if (c == 0x622 || c == 0x623 || c == 0x625 || c == 0x671) return 0x627;
    if (c == 0x649 || c == 0x6cc) return 0x64a;
    if (c == 0x629) return 0x647;
    if (c >= 0x660 && c <= 0x669) return c - 0x660 + '0';
    return c;
  }
  if (c == 0x2019 || c == 0x2018 || c == 0x2bc || c == 0xb4 || c == 0x60) return '\'';
  if (c == 0xad || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2069) || c == 0xfeff) return 0;
  if (c == 0x2010 || c == 0x2011) return '-';
  return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

size_t q_fold(const char *s, size_t n, char *out, size_t room) {
  const char *at = s, *end = s + n;
  size_t count = 0;
  while (at < end && count + 4 <= room) {
    unsigned char b = (unsigned char)*at;
    if (b && b < 0x80 && b != '`') { out[count++] = (char)(b >= 'A' && b <= 'Z' ? b + 32 : b); at++; continue; }
    uint32_t c = fold(q_utf8_next(&at, end));
    if (c) count += q_utf8_put(out + count, c);
  }
  return count;
}

/* Compatibility decomposition of one code point, marks dropped, then folded. A decomposition that would grow the text is left alone. */
static size_t fold_wide(uint32_t c, size_t size, char *out) {
  utf8proc_int32_t parts[8];
  int class = 0;
  utf8proc_ssize_t k = utf8proc_decompose_char((utf8proc_int32_t)c, parts, 8, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE, &class);
  char wide[40];
  size_t count = 0;
  for (utf8proc_ssize_t i = 0; i < k && i < 8; i++) {
    uint32_t f = fold((uint32_t)parts[i]);
    if (f && !q_is_mark(f)) count += q_utf8_put(wide + count, f);
  }
  if (k < 0 || k > 8 || count > size) return q_utf8_put(out, c);
  memcpy(out, wide, count);
  return count;
}

size_t q_fold_search(const char *s, size_t n, char *out, size_t room) {
  const char *at = s, *end = s + n;
  size_t count = 0;
  while (at < end && count + 4 <= room) {
    const char *from = at;
    uint32_t c = q_utf8_next(&at, end);
    if (c < 0x80 || (c >= 0x410 && c <= 0x44f && c != 0x419 && c != 0x439)) {
      count += q_utf8_put(out + count, fold(c));
      continue;
    }
    uint32_t f = fold(c);
    if (!f) continue;
    count += fold_wide(f, (size_t)(at - from), out + count);
  }
  return count;
}
