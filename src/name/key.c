/* The keys of actors taken apart and held against each other. */
#include "name/key.h"

static const char *field(const char **at, uint16_t *size) {
  const char *begin = *at, *end = strchr(begin, ':');
  if (!end || end - begin > UINT16_MAX) return NULL;
  *size = (uint16_t)(end - begin);
  *at = end + 1;
  return begin;
}

bool q_key_parse(const char *key, q_key *k) {
  uint16_t kind, iso;
  const char *at = key, *state;
  if (!key || !field(&at, &kind) || !(state = field(&at, &iso)) || iso >= sizeof k->iso) return false;
  *k = (q_key){ .kind = kind == 6 && *key == 'o' ? 't' : *key };
  memcpy(k->iso, state, iso);
  if (!(k->concepts = field(&at, &k->concepts_size)) || !(k->language = field(&at, &k->language_size))) return false;
  k->described = *at == '~';
  k->name = at + k->described;
  size_t n = strcspn(k->name, "@");
  if (n > UINT16_MAX) n = UINT16_MAX;
  k->name_size = (uint16_t)n;
  return true;
}

/* The next of the concepts joined by +; *size 0 at the end. */
static const char *concept(const char **at, const char *end, size_t *size) {
  const char *begin = *at, *plus = memchr(begin, '+', (size_t)(end - begin));
  *size = (size_t)((plus ? plus : end) - begin);
  *at = plus ? plus + 1 : end;
  return begin;
}

static bool marked(const char *c, size_t n, const char *marks) {
  bool body = !strchr("!?.#", c[n - 1]);
  return *marks ? strchr(marks, c[n - 1]) != NULL : body;
}

bool q_key_kind_concept(const q_key *k, const char *marks) {
  size_t n;
  for (const char *at = k->concepts, *end = at + k->concepts_size; at < end;) {
    const char *c = concept(&at, end, &n);
    if (n && marked(c, n, marks)) return true;
  }
  return false;
}

static bool holds(const q_key *k, const char *c, size_t n) {
  size_t m;
  for (const char *at = k->concepts, *end = at + k->concepts_size; at < end;) {
    const char *x = concept(&at, end, &m);
    if (m == n && memcmp(x, c, n) == 0) return true;
  }
  return false;
}

bool q_key_share(const q_key *a, const q_key *b, const char *marks) {
  size_t n;
  for (const char *at = a->concepts, *end = at + a->concepts_size; at < end;) {
    const char *c = concept(&at, end, &n);
    if (n && marked(c, n, marks) && holds(b, c, n)) return true;
  }
  return false;
}

bool q_key_clash(const q_key *a, const q_key *b) {
  if (*a->iso && *b->iso && strcmp(a->iso, b->iso)) return true;
  return q_key_kind_concept(a, ".") && q_key_kind_concept(b, ".") && !q_key_share(a, b, ".");
}

/* Every concept of a is one of b. */
static bool within(const q_key *a, const q_key *b) {
  size_t n;
  for (const char *at = a->concepts, *end = at + a->concepts_size; at < end;) {
    const char *c = concept(&at, end, &n);
    if (n && !holds(b, c, n)) return false;
  }
  return true;
}

static bool contains(const q_key *a, const q_key *b) { return memmem(a->name, a->name_size, b->name, b->name_size) != NULL; }

static bool same_family(const q_key *a, const q_key *b) {
  const char *x = memrchr(a->name, ' ', a->name_size), *y = memrchr(b->name, ' ', b->name_size);
  x = x ? x + 1 : a->name;
  y = y ? y + 1 : b->name;
  size_t n = (size_t)(a->name + a->name_size - x), m = (size_t)(b->name + b->name_size - y);
  return n == m && n && memcmp(x, y, n) == 0;
}

bool q_key_fit(const char *x, const char *y) {
  q_key a, b;
  if (!x || !y) return x == y;
  if (strcmp(x, y) == 0) return true;
  if (!q_key_parse(x, &a) || !q_key_parse(y, &b)) return false;
  if (a.kind == 's' || b.kind == 's') return *a.iso && strcmp(a.iso, b.iso) == 0; /* a state speaks through its offices */
  if (a.kind == 'p' && b.kind == 'p' && !a.described && !b.described) return same_family(&a, &b);
  if (!a.described && !b.described && a.name_size > 3 && b.name_size > 3 && (contains(&a, &b) || contains(&b, &a))) return true;
  if (*a.iso && *b.iso && strcmp(a.iso, b.iso)) return false;
  bool bare_a = !a.name_size && !a.concepts_size, bare_b = !b.name_size && !b.concepts_size;
  if (bare_a || bare_b) return false;
  return (within(&a, &b) && contains(&b, &a)) || (within(&b, &a) && contains(&a, &b));
}
