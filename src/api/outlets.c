/* The file of outlets: "NAME<tab>ALIAS;ALIAS...<tab>OWNER<tab>yes|no" a line; yes: an agency. What is after the name may be missing; # begins a comment. */
#include <stdlib.h>
#include "api/api.h"

enum { LARGEST = 16 << 20 };
typedef struct outlet { const char *name, *owner; bool agency; } outlet;
struct q_outlets { q_arena *arena; q_map *names; Q_VEC(uint32_t) of; Q_VEC(outlet) list; };

static char *folded(q_arena *a, const char *s, size_t n) {
  char *f = q_alloc(a, n + 9);
  if (f) f[q_fold_search(s, n, f, n + 8)] = 0;
  return f;
}

static char *trimmed(q_arena *a, const char *s, size_t n) {
  while (n && strchr(" \t\r", s[n - 1])) n--;
  while (n && strchr(" \t\r", *s)) { s++; n--; }
  return q_strndup(a, s, n);
}

static int name(q_outlets *o, const char *s, size_t n, uint32_t which) {
  char *plain = trimmed(o->arena, s, n), *key = plain ? folded(o->arena, plain, strlen(plain)) : NULL;
  if (!key) return QUOTH_MEMORY;
  if (!*key) return 0;
  uint32_t id = q_map_add(o->names, key, strlen(key));
  if (!id) return QUOTH_MEMORY;
  return id > o->of.count ? q_push(o->arena, &o->of, which) : 0;
}

static int line(q_outlets *o, const char *s, size_t n) {
  const char *field[4] = { s, "", "", "" };
  size_t size[4] = { n, 0, 0, 0 };
  for (int i = 0; i < 3; i++) {
    const char *tab = memchr(field[i], '\t', size[i]);
    if (!tab) break;
    field[i + 1] = tab + 1;
    size[i + 1] = size[i] - (size_t)(tab + 1 - field[i]);
    size[i] = (size_t)(tab - field[i]);
  }
  outlet one = { trimmed(o->arena, field[0], size[0]), trimmed(o->arena, field[2], size[2]), size[3] > 0 && *field[3] == 'y' };
  if (!one.name || !one.owner || q_push(o->arena, &o->list, one)) return QUOTH_MEMORY;
  int status = name(o, field[0], size[0], o->list.count - 1);
  for (const char *at = field[1], *end = at + size[1]; at < end && !status;) {
    const char *stop = memchr(at, ';', (size_t)(end - at));
    if (!stop) stop = end;
    status = name(o, at, (size_t)(stop - at), o->list.count - 1);
    at = stop + 1;
  }
  return status;
}

int q_outlets_open(const char *path, q_outlets **out, quoth_error *e) {
  char *bytes = NULL;
  size_t size = 0, row = 0;
  int status = q_read_file(path, LARGEST, &bytes, &size, e);
  if (status) return status;
  q_arena *a = q_arena_new();
  q_outlets *o = a ? q_alloc(a, sizeof *o) : NULL;
  if (o) { o->arena = a; o->names = q_map_new(a); }
  if (!o || !o->names) status = q_fail(e, QUOTH_MEMORY, "out of memory");
  for (const char *at = bytes, *end = bytes + size; at < end && !status;) {
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    if (!stop) stop = end;
    size_t n = (size_t)(stop - at);
    row++;
    if (q_utf8_valid(at, n) != n) status = q_fail_at(e, QUOTH_DATA, path, row, 0, "%s:%zu: not UTF-8", path, row);
    else if (n && *at != '#' && *at != '\t' && *at != '\r' && line(o, at, n)) status = q_fail(e, QUOTH_MEMORY, "out of memory");
    at = stop + 1;
  }
  free(bytes);
  if (status) { q_arena_free(a); return status; }
  *out = o;
  return 0;
}

void q_outlets_close(q_outlets *o) {
  if (o) q_arena_free(o->arena);
}

const char *q_outlets_name(const q_outlets *o, const char *s) {
  char small[512], *key = small;
  size_t n = s ? strlen(s) : 0;
  if (!o || !n || n + 9 > sizeof small) return s;
  uint32_t id = q_map_find(o->names, key, q_fold_search(s, n, key, n + 8));
  return id ? o->list.at[o->of.at[id - 1]].name : s;
}

int q_outlets_note(const q_outlets *o, q_case *c, quoth_error *e) {
  int status = 0;
  for (uint32_t i = 0; o && i < o->list.count && !status; i++) status = q_case_outlet(c, o->list.at[i].name, o->list.at[i].owner, o->list.at[i].agency, e);
  return status;
}
