#include <stdlib.h>
#include "base/base.h"

static uint64_t mix(uint64_t x) { /* the finaliser of splitmix64 (Steele, Lea and Flood 2014) */
  x ^= x >> 30; x *= 0xbf58476d1ce4e5b9u;
  x ^= x >> 27; x *= 0x94d049bb133111ebu;
  return x ^ x >> 31;
}

uint64_t q_hash(const void *bytes, size_t n, uint64_t seed) {
  const unsigned char *p = bytes;
  uint64_t h = mix(seed + 0x9e3779b97f4a7c15u + n);
  for (; n >= 8; n -= 8, p += 8) {
    uint64_t w = 0;
    for (int i = 7; i >= 0; i--) w = w << 8 | p[i];
    h = mix(h ^ w);
  }
  uint64_t w = 0;
  for (size_t i = n; i > 0; i--) w = w << 8 | p[i - 1];
  return mix(h ^ w);
}

typedef struct entry { const char *key; size_t size; uint64_t hash; } entry;
struct q_map { q_arena *arena; Q_VEC(entry) entries; uint32_t *slots; uint32_t mask; char *pool; size_t left, step; /* keys lie close together */ };

q_map *q_map_new(q_arena *a) {
  q_map *m = q_alloc(a, sizeof *m);
  if (!m) return NULL;
  m->arena = a;
  m->mask = 63;
  m->slots = q_alloc(a, 64 * sizeof *m->slots);
  return m->slots ? m : NULL;
}

static uint32_t *slot_of(const q_map *m, const char *s, size_t n, uint64_t hash) {
  for (uint32_t i = (uint32_t)hash & m->mask;; i = (i + 1) & m->mask) {
    uint32_t id = m->slots[i];
    if (!id) return &m->slots[i];
    const entry *e = &m->entries.at[id - 1];
    if (e->hash == hash && e->size == n && memcmp(e->key, s, n) == 0) return &m->slots[i];
  }
}

static bool widen(q_map *m) {
  uint32_t mask = m->mask * 2 + 1;
  uint32_t *slots = q_alloc(m->arena, ((size_t)mask + 1) * sizeof *slots);
  if (!slots) return false;
  for (uint32_t id = 1; id <= m->entries.count; id++) {
    uint32_t i = (uint32_t)m->entries.at[id - 1].hash & mask;
    while (slots[i]) i = (i + 1) & mask;
    slots[i] = id;
  }
  m->slots = slots;
  m->mask = mask;
  return true;
}

static char *keep_key(q_map *m, const char *s, size_t n) {
  if (n >= 256) return q_strndup(m->arena, s, n);
  if (m->left <= n) {
    m->step = m->step ? m->step < 32768 ? m->step * 2 : m->step : 512;
    m->pool = q_alloc(m->arena, m->step);
    m->left = m->pool ? m->step : 0;
    if (!m->pool) return NULL;
  }
  char *key = m->pool;
  if (n) memcpy(key, s, n);
  m->pool += n + 1;
  m->left -= n + 1;
  return key;
}

uint32_t q_map_add(q_map *m, const char *s, size_t n) {
  uint64_t hash = q_hash(s, n, 0);
  uint32_t *slot = slot_of(m, s, n, hash);
  if (*slot) return *slot;
  char *key = keep_key(m, s, n);
  entry e = { key, n, hash };
  if (!key || q_push(m->arena, &m->entries, e)) return 0;
  *slot = m->entries.count;
  if (m->entries.count > m->mask / 2 && !widen(m) && m->entries.count > m->mask - 2) return 0;
  return m->entries.count;
}

uint32_t q_map_find(const q_map *m, const char *s, size_t n) { return *slot_of(m, s, n, q_hash(s, n, 0)); }

uint32_t q_map_count(const q_map *m) { return m->entries.count; }
