/* Names that are one actor's by what they say: the same name, body or state; spellings of one name in several scripts and languages; letters that stand for a name. */
#include <stdlib.h>
#include "link/actors.h"

static int by_group(const void *x, const void *y) {
  const tag *a = x, *b = y;
  int order = strcmp(a->group, b->group);
  return order ? order : (a->node > b->node) - (a->node < b->node);
}

int q_tag(people *p, tags *v, const char *group, uint32_t node) { return !group || q_push(p->a, v, ((tag){ group, node })) ? QUOTH_MEMORY : 0; }

void q_tags_sort(tags *v) { if (v->count) qsort(v->at, v->count, sizeof *v->at, by_group); }

uint32_t q_tags_first(const tag *v, uint32_t count, const char *group) {
  uint32_t low = 0, high = count;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (strcmp(v[mid].group, group) < 0) low = mid + 1;
    else high = mid;
  }
  return low;
}

static bool is_body(const q_key *k) { return k->kind == 'o' || k->kind == 'g' || k->kind == 't'; }

/* ---- the same name, body, state ---- */

#define NAME(k) (int)(k)->name_size, (k)->name
#define CONCEPTS(k) (int)(k)->concepts_size, (k)->concepts

/* A letter for the reason, then what has to be the same. */
static int tag_node(people *p, tags *v, uint32_t i) {
  const node *n = &p->nodes[i];
  const q_key *k = &n->k;
  if (n->local && k->kind != 's') return 0;
  if (k->kind == 's') return *k->iso ? q_tag(p, v, q_printf(p->a, "s %s", k->iso), i) : 0;
  if (k->kind == 'p' && !k->described) return n->full ? q_tag(p, v, q_printf(p->a, "n%.*s", NAME(k)), i) : 0;
  if (!k->name_size) return q_tag(p, v, q_printf(p->a, "%c%s %.*s", k->kind == 'p' ? 'o' : 'b', k->iso, CONCEPTS(k)), i);
  if (k->described) return 0;
  return q_tag(p, v, q_printf(p->a, "m%.*s %.*s", CONCEPTS(k), NAME(k)), i);
}

/* Bodies of one name: of one state, or of one and of none that is told. */
static int join_bodies(people *p, const tag *t, uint32_t count) {
  const char *only = "";
  bool several = false;
  for (uint32_t i = 0; i < count; i++) {
    const char *iso = p->nodes[t[i].node].k.iso;
    if (*iso && *only && strcmp(iso, only)) several = true;
    if (*iso) only = iso;
  }
  int status = 0;
  for (uint32_t i = 1; i < count && !status; i++)
    for (uint32_t j = 0; j < i; j++) {
      if (several && strcmp(p->nodes[t[i].node].k.iso, p->nodes[t[j].node].k.iso)) continue;
      status = q_people_join(p, t[j].node, t[i].node, "name", 0);
      break;
    }
  return status;
}

static const char *reason(char mark) { return mark == 's' ? "state" : mark == 'n' ? "name" : mark == 'o' ? "office" : "body"; }

static int join_same(people *p) {
  tags v = {0};
  int status = 0;
  for (uint32_t i = 0; i < p->count; i++)
    if (tag_node(p, &v, i)) return QUOTH_MEMORY;
  q_tags_sort(&v);
  for (uint32_t i = 0, end; i < v.count && !status; i = end) {
    for (end = i + 1; end < v.count && strcmp(v.at[end].group, v.at[i].group) == 0;) end++;
    if (v.at[i].group[0] == 'm') { status = join_bodies(p, &v.at[i], end - i); continue; }
    for (uint32_t k = i + 1; k < end && !status; k++) status = q_people_join(p, v.at[i].node, v.at[k].node, reason(v.at[i].group[0]), 0);
  }
  return status;
}

/* What one report takes for a person and another for a body, under one whole name; agencies by the names that agencies.txt gives them. */
static int join_kinds(people *p) {
  tags v = {0};
  int status = 0;
  for (uint32_t i = 0; i < p->count; i++) {
    const node *n = &p->nodes[i];
    const q_key *k = &n->k;
    if (n->local || k->described || !k->name_size) continue;
    const char *agency = k->concepts_size ? NULL : q_langs_agency(p->l->langs, k->name, k->name_size);
    if (agency && (k->kind == 't' || k->kind == 'o')) { if (q_tag(p, &v, q_printf(p->a, "a%s", agency), i)) return QUOTH_MEMORY; }
    else if (n->full && (k->kind == 'p' || (is_body(k) && !k->concepts_size)) && q_tag(p, &v, q_printf(p->a, "k%.*s", NAME(k)), i)) return QUOTH_MEMORY;
  }
  q_tags_sort(&v);
  for (uint32_t i = 1; i < v.count && !status; i++)
    if (strcmp(v.at[i].group, v.at[i - 1].group) == 0) status = q_people_join(p, v.at[i - 1].node, v.at[i].node, "name", 0);
  return status;
}

/* ---- spelling ---- */

enum { NEAR = 200 };        /* names of one bucket that a name is held against: those before it */

/* First and last two consonants, by kind. */
static char *bucket(people *p, char mark, const char *spelled) {
  char c[4] = { 0 };
  size_t n = strlen(spelled), k = 1;
  for (size_t i = 0; i < n && !c[0]; i++) c[0] = q_spell_coarse(spelled[i]);
  for (size_t i = n; i-- > 0 && k < 3;) if (q_spell_coarse(spelled[i])) c[k++] = q_spell_coarse(spelled[i]);
  return c[0] ? q_printf(p->a, "%c%s", mark, c) : NULL;
}

/* A phrase in a script without capitals that may be a foreign name and nothing else. */
static bool maybe_name(const node *n) {
  if (!q_people_abjad(n) || n->k.concepts_size || (n->k.kind != 'u' && !n->k.described)) return false;
  uint32_t words = 1;
  for (const char *s = n->spelled; *s; s++) words += *s == ' ';
  return words > 1 && words < 4;
}

static bool is_person(const node *n) { return n->k.kind == 'p' && n->full && !n->k.described; }

static uint32_t words_in(const char *s) {
  uint32_t n = *s != 0;
  for (; *s; s++) n += *s == ' ';
  return n;
}

static bool one_language(const node *a, const node *b) { return a->k.language_size == b->k.language_size && memcmp(a->k.language, b->k.language, a->k.language_size) == 0; }

/* 0: other than Latin letters. */
static bool latin(const node *n) {
  for (uint16_t i = 0; i < n->k.name_size; i++)
    if ((unsigned char)n->k.name[i] >= 0xd0) return false;
  return true;
}

static bool alike(const node *a, const node *b) {
  bool abjad = q_people_abjad(a) != q_people_abjad(b), close = latin(a) == latin(b) && !abjad, strict = one_language(a, b);
  if (is_person(a) || is_person(b)) {
    if ((maybe_name(a) || maybe_name(b)) && !abjad) return false;
    return q_spell_same(a->spelled, b->spelled, abjad, close, strict);
  }
  if (a->k.concepts_size != b->k.concepts_size || memcmp(a->k.concepts, b->k.concepts, a->k.concepts_size)) return false;
  if (strcmp(a->k.iso, b->k.iso) && (a->k.concepts_size || (*a->k.iso && *b->k.iso))) return false;
  if (strict || words_in(a->spelled) != words_in(b->spelled)) return false;
  if (words_in(a->spelled) > 1) return q_spell_same(a->spelled, b->spelled, abjad, close, strict);
  size_t n = strlen(a->spelled), m = strlen(b->spelled);
  int consonants = q_spell_consonants(a->spelled, n);
  return consonants >= 3 && !close && a->spelled[0] && q_spell_cost(a->spelled, n, b->spelled, m, abjad) <= 4 + 8 * consonants;
}

static int join_alike(people *p) {
  tags v = {0};
  int status = 0;
  for (uint32_t i = 0; i < p->count; i++) {
    const node *n = &p->nodes[i];
    bool person = is_person(n), maybe = maybe_name(n), body = is_body(&n->k) && !n->k.described && !n->local;
    if (!*n->spelled || (n->local && !maybe) || !(person || maybe || body)) continue;
    char *group = bucket(p, body && !maybe ? 'b' : 'p', n->spelled);
    if (group && q_tag(p, &v, group, i)) return QUOTH_MEMORY;
  }
  q_tags_sort(&v);
  for (uint32_t i = 1, from = 0; i < v.count && !status; i++) {
    if (strcmp(v.at[i].group, v.at[from].group)) from = i;
    for (uint32_t k = i > from + NEAR ? i - NEAR : from; k < i && !status; k++) {
      const node *a = &p->nodes[v.at[i].node], *b = &p->nodes[v.at[k].node];
      if (!(maybe_name(a) && maybe_name(b)) && q_people_root(p, v.at[i].node) != q_people_root(p, v.at[k].node) && alike(a, b)) status = q_people_join(p, v.at[k].node, v.at[i].node, "spelling", 0);
    }
  }
  return status;
}

/* ---- letters that stand for a name: "LRW" for "Lorn River Watch" ---- */

static char *initials(people *p, const node *n, bool small) {
  char folded[400], out[40];
  size_t size = strlen(n->name), count = 0;
  if (size > 300) return NULL;
  folded[q_fold_search(n->name, size, folded, sizeof folded - 1)] = 0;
  for (const char *s = folded; *s;) {
    size_t k = strcspn(s, " -/");
    const char *at = s;
    if (k && (small || q_utf8_count(s, k) > 3) && count + 4 < sizeof out) count += q_utf8_put(out + count, q_utf8_next(&at, s + k));
    s += k + (s[k] != 0);
  }
  return q_utf8_count(out, count) > 2 ? q_printf(p->a, "%.*s:%.*s", n->k.language_size, n->k.language, (int)count, out) : NULL;
}

static int join_acronyms(people *p) {
  tags v = {0};
  int status = 0;
  for (uint32_t i = 0; i < p->count; i++) {
    const node *n = &p->nodes[i];
    if (n->local || n->k.described || !(is_body(&n->k) || (n->k.kind == 'p' && n->full)) || !strchr(n->name, ' ')) continue;
    for (int small = 0; small < 2; small++) {
      char *letters = initials(p, n, small);
      if (letters && q_tag(p, &v, letters, i)) return QUOTH_MEMORY;
    }
  }
  q_tags_sort(&v);
  for (uint32_t i = 0; i < p->count && !status; i++) {
    const node *n = &p->nodes[i];
    size_t letters = q_utf8_count(n->k.name, n->k.name_size);
    if (n->local || n->k.described || n->k.concepts_size || letters < 3 || letters > 7 || memchr(n->k.name, ' ', n->k.name_size) || n->k.kind == 's' || n->k.kind == 'u') continue;
    char *want = q_printf(p->a, "%.*s:%.*s", n->k.language_size, n->k.language, NAME(&n->k));
    if (!want) return QUOTH_MEMORY;
    uint32_t found = UINT32_MAX;
    bool one = true;
    for (uint32_t k = q_tags_first(v.at, v.count, want); k < v.count && strcmp(v.at[k].group, want) == 0; k++) {
      if (found != UINT32_MAX && q_people_root(p, found) != q_people_root(p, v.at[k].node)) one = false;
      found = v.at[k].node;
    }
    if (found != UINT32_MAX && one && !q_key_clash(&n->k, &p->nodes[found].k)) status = q_people_join(p, found, i, "acronym", 0);
  }
  return status;
}

int q_people_names(people *p) {
  int status = join_same(p);
  if (!status) status = join_kinds(p);
  if (!status) status = join_alike(p);
  return status ? status : join_acronyms(p);
}
