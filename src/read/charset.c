/* Bytes -> valid UTF-8. Order of trust: byte-order mark, valid UTF-8, UTF-16/32 by the place of its zero bytes, a charset that the text declares, uchardet's guess,
 * windows-1252. Whatever cannot be decoded becomes U+FFFD; a text that is UTF-8 but for a few bytes stays UTF-8. */
#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <uchardet.h>
#include "read/inside.h"

static const char REPLACEMENT[] = "\xef\xbf\xbd";

/* Room for the worst case: every byte replaced. */
static size_t mend(const char *bytes, size_t size, char *out) {
  size_t count = 0, at = 0;
  while (at < size) {
    size_t good = q_utf8_valid(bytes + at, size - at);
    if (out) memcpy(out + count, bytes + at, good);
    count += good;
    at += good;
    if (at < size) {
      if (out) memcpy(out + count, REPLACEMENT, 3);
      count += 3;
      at++;
    }
  }
  return count;
}

/* U+0000 becomes U+FFFD; needs a copy only where there is one. */
static int drop_zeros(q_arena *a, char **text, size_t *length) {
  size_t zeros = 0;
  for (const char *p = *text, *end = p + *length; (p = memchr(p, 0, (size_t)(end - p))); p++) zeros++;
  if (!zeros) return 0;
  char *out = q_alloc(a, *length + 2 * zeros + 1);
  if (!out) return QUOTH_MEMORY;
  size_t count = 0;
  for (size_t i = 0; i < *length; i++) {
    if ((*text)[i]) { out[count++] = (*text)[i]; continue; }
    memcpy(out + count, REPLACEMENT, 3);
    count += 3;
  }
  *text = out;
  *length = count;
  return 0;
}

int q_read_utf8(q_arena *a, const char *bytes, size_t size, char **text, size_t *length) {
  size_t need = q_utf8_valid(bytes, size) == size ? size : mend(bytes, size, NULL);
  char *out = q_alloc(a, need + 1);
  if (!out) return QUOTH_MEMORY;
  if (need == size) memcpy(out, bytes, size);
  else mend(bytes, size, out);
  *text = out;
  *length = need;
  return drop_zeros(a, text, length);
}

/* How many bytes iconv must skip to get past one that it cannot decode. */
static size_t unit_of(const char *name) {
  return strncmp(name, "UTF-32", 6) == 0 ? 4 : strncmp(name, "UTF-16", 6) == 0 ? 2 : 1;
}

static int decode(q_arena *a, const char *name, const char *bytes, size_t size, char **text, size_t *length) {
  iconv_t cd = iconv_open("UTF-8", name);
  if (cd == (iconv_t)-1) return QUOTH_UNSUPPORTED;
  size_t room = size * 3 + 16, left = room, in = size;
  char *out = q_alloc(a, room), *to = out, *from;
  memcpy(&from, &bytes, sizeof from);
  int status = out ? 0 : QUOTH_MEMORY;
  while (!status && in > 0 && iconv(cd, &from, &in, &to, &left) == (size_t)-1) {
    size_t unit = unit_of(name);
    if (errno == E2BIG || left < 8) { status = QUOTH_LIMIT; break; }
    memcpy(to, REPLACEMENT, 3);
    to += 3;
    left -= 3;
    if (unit > in) unit = in;
    from += unit;
    in -= unit;
  }
  iconv_close(cd);
  if (status) return status;
  *length = (size_t)(to - out);
  *text = out;
  if (q_utf8_valid(out, *length) != *length) return q_read_utf8(a, out, *length, text, length);
  return drop_zeros(a, text, length);
}

/* Hardly any code unit is a control character: a text, not numbers in a binary file. */
static bool no_controls(const char *bytes, size_t n, const char *name) {
  size_t unit = unit_of(name), odd = 0;
  bool little = name[6] == 'L';
  for (size_t i = 0; i + unit <= n; i += unit) {
    uint32_t c = 0;
    for (size_t k = 0; k < unit; k++) c |= (uint32_t)(unsigned char)bytes[i + k] << 8 * (little ? k : unit - 1 - k);
    odd += (c < ' ' && c != '\t' && c != '\n' && c != '\r') || c > 0x10ffff;
  }
  return odd * unit * 50 <= n;
}

/* UTF-16 or UTF-32 without a mark: the high bytes of our scripts are 0 (Latin, blanks), 4 (Cyrillic) and 6 (Arabic), at one place of each unit. */
static const char *zeros_of(const char *bytes, size_t size) {
  size_t n = size < 4096 ? size & ~(size_t)3 : 4096, zero[4] = { 0 }, high[4] = { 0 };
  for (size_t i = 0; i < n; i++) {
    zero[i & 3] += bytes[i] == 0;
    high[i & 3] += bytes[i] == 0 || bytes[i] == 4 || bytes[i] == 6;
  }
  size_t units = n / 4, all = zero[0] + zero[1] + zero[2] + zero[3];
  if (n < 8 || all * 40 < n) return NULL;
  const char *name = NULL;
  if (zero[2] * 10 >= units * 9 && zero[3] * 10 >= units * 9) name = "UTF-32LE";
  else if (zero[0] * 10 >= units * 9 && zero[1] * 10 >= units * 9) name = "UTF-32BE";
  else if ((high[1] + high[3]) * 10 >= units * 16 && (zero[0] + zero[2]) * 10 <= units) name = "UTF-16LE";
  else if ((high[0] + high[2]) * 10 >= units * 16 && (zero[1] + zero[3]) * 10 <= units) name = "UTF-16BE";
  return name && no_controls(bytes, n, name) ? name : NULL;
}

/* "charset=NAME" among the first lines, as a saved mail or header says it. */
static bool declared(const char *bytes, size_t size, char name[40]) {
  size_t n = size < 1024 ? size : 1024, k = 0;
  for (size_t i = 0; i + 9 < n; i++) {
    if (strncasecmp(bytes + i, "charset=", 8) != 0) continue;
    i += 8;
    if (bytes[i] == '"' || bytes[i] == '\'') i++;
    while (i < n && k < 39 && (isalnum((unsigned char)bytes[i]) || strchr("-_:.", bytes[i]))) {
      if (!bytes[i]) break;
      name[k++] = (char)toupper((unsigned char)bytes[i++]);
    }
    name[k] = 0;
    return k > 1 && strncmp(name, "UTF", 3) != 0;
  }
  return false;
}

static void guess(const char *bytes, size_t size, char name[40]) {
  snprintf(name, 40, "WINDOWS-1252");
  uchardet_t u = uchardet_new();
  if (!u) return;
  if (uchardet_handle_data(u, bytes, size < 65536 ? size : 65536) == 0) {
    uchardet_data_end(u);
    const char *found = uchardet_get_charset(u);
    if (found && *found && strcmp(found, "ASCII") != 0) snprintf(name, 40, "%s", found);
  }
  uchardet_delete(u);
}

/* UTF-8 with damage: at least nine in ten of the bytes beyond ASCII belong to valid sequences. */
static bool nearly_utf8(const char *bytes, size_t size) {
  size_t high = 0, bad = 0;
  for (size_t at = 0; at < size;) {
    size_t good = q_utf8_valid(bytes + at, size - at);
    for (size_t i = at; i < at + good; i++) high += (unsigned char)bytes[i] >= 0x80;
    at += good;
    if (at < size) { bad++; at++; }
  }
  return high > 9 * bad;
}

static const char *by_mark(const char *bytes, size_t size, size_t *skip) {
  static const struct { const char *bytes; size_t size; const char *name; } marks[] = {
    { "\xff\xfe\0\0", 4, "UTF-32LE" }, { "\0\0\xfe\xff", 4, "UTF-32BE" }, { "\xef\xbb\xbf", 3, "UTF-8" }, { "\xff\xfe", 2, "UTF-16LE" }, { "\xfe\xff", 2, "UTF-16BE" } };
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (size >= marks[i].size && memcmp(bytes, marks[i].bytes, marks[i].size) == 0) { *skip = marks[i].size; return marks[i].name; }
  return NULL;
}

const char *q_read_wide(const char *bytes, size_t size) {
  size_t skip;
  const char *name = by_mark(bytes, size, &skip);
  return name ? name : zeros_of(bytes, size);
}

int q_charset(q_arena *a, const char *bytes, size_t size, char **text, size_t *length, const char **name, quoth_error *e) {
  size_t skip = 0;
  char found[40];
  int status;
  const char *mark = by_mark(bytes, size, &skip);
  bytes += skip;
  size -= skip;
  if (!mark && q_utf8_valid(bytes, size) == size && !memchr(bytes, 0, size)) mark = "UTF-8";
  if (!mark) mark = zeros_of(bytes, size);
  if (!mark && nearly_utf8(bytes, size)) mark = "UTF-8";
  if (mark && strcmp(mark, "UTF-8") == 0) {
    status = q_read_utf8(a, bytes, size, text, length);
  } else {
    if (!mark && !declared(bytes, size, found)) guess(bytes, size, found);
    status = decode(a, mark ? mark : found, bytes, size, text, length);
    if (status == QUOTH_UNSUPPORTED) { mark = "WINDOWS-1252"; status = decode(a, mark, bytes, size, text, length); }
  }
  if (name && !(*name = q_strdup(a, mark ? mark : found))) status = QUOTH_MEMORY;
  if (status == QUOTH_LIMIT) return q_fail(e, status, "the text grows beyond its limit when decoded");
  return status ? q_fail(e, status, "out of memory") : 0;
}
