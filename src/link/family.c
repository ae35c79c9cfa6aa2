/* Bare family names and given names: whose they are only if office or state agree, or everybody in the case who has the name is one person whom many reports name. */
#include "link/actors.h"

static char *family_of(people *p, const node *n) {
  const char *blank = memrchr(n->k.name, ' ', n->k.name_size), *from = blank ? blank + 1 : n->k.name;
  return q_strndup(p->a, from, (size_t)(n->k.name + n->k.name_size - from));
}

static bool agree(const q_key *a, const q_key *b) { return !q_key_clash(a, b) && (q_key_share(a, b, "!?") || (*a->iso && strcmp(a->iso, b->iso) == 0)); }

typedef struct choice { uint32_t root, node, reports; bool agrees, clashes, foreign; } choice;
enum { CHOICES = 16, PROMINENT = 3 /* reports that name somebody whom others need not introduce */, NEAR = 32 };

static void consider(people *p, const node *n, uint32_t i, bool foreign, choice *c, uint32_t *count) {
  uint32_t root = q_people_root(p, i), k = 0;
  while (k < *count && c[k].root != root) k++;
  if (k == CHOICES) { c[0].clashes = true; return; }
  if (k == *count) c[(*count)++] = (choice){ .root = root, .node = i };
  c[k].reports += p->nodes[i].reports;
  c[k].clashes |= q_key_clash(&n->k, &p->nodes[i].k);
  c[k].foreign |= foreign;
  if (agree(&n->k, &p->nodes[i].k)) { if (!c[k].agrees) c[k].node = i; c[k].agrees = true; }
}

/* The last word of a whole name sounds like the bare one, in another script. */
static bool sounds_so(const node *bare, const node *n) {
  const char *blank = strrchr(n->spelled, ' '), *last = blank ? blank + 1 : n->spelled;
  bool abjad = q_people_abjad(bare) != q_people_abjad(n);
  size_t size = strlen(bare->spelled), other = strlen(last);
  int consonants = q_spell_consonants(bare->spelled, size);
  return consonants >= 3 && q_spell_cost(bare->spelled, size, last, other, abjad) <= (abjad ? 4 + 6 * consonants : 5 * consonants);
}

static int settle(people *p, uint32_t bare, const choice *c, uint32_t count) {
  const choice *chosen = NULL;
  uint32_t agreeing = 0;
  for (uint32_t k = 0; k < count; k++)
    if (c[k].agrees && !c[k].clashes) { chosen = &c[k]; agreeing++; }
  if (agreeing != 1) chosen = NULL;
  if (!agreeing && count == 1 && !c[0].clashes && !c[0].foreign && c[0].reports >= PROMINENT) chosen = &c[0];
  return chosen ? q_people_join(p, chosen->node, bare, "family", 0) : 0;
}

static int join_bare(people *p, const tag *v, uint32_t count) {
  int status = 0;
  for (uint32_t i = 0; i < p->count && !status; i++) {
    const node *n = &p->nodes[i];
    choice c[CHOICES];
    uint32_t choices = 0;
    if (n->k.kind != 'p' || n->k.described || n->full || n->local || memchr(n->k.name, ' ', n->k.name_size) || !n->k.name_size) continue;
    const char *want = q_strndup(p->a, n->k.name, n->k.name_size);
    if (!want) return QUOTH_MEMORY;
    for (uint32_t k = q_tags_first(v, count, want); k < count && strcmp(v[k].group, want) == 0; k++) consider(p, n, v[k].node, false, c, &choices);
    status = settle(p, i, c, choices);
  }
  return status;
}

/* The same across languages, where the bare name has an office or state to agree in. */
static int join_foreign(people *p, const tag *v, uint32_t count) {
  int status = 0;
  for (uint32_t i = 0; i < p->count && !status; i++) {
    const node *n = &p->nodes[i];
    choice c[CHOICES];
    uint32_t choices = 0;
    if (n->k.kind != 'p' || n->k.described || n->full || n->local || !*n->spelled || strchr(n->spelled, ' ') || !(n->k.concepts_size || *n->k.iso)) continue;
    for (uint32_t k = 0; k < count; k++) {
      const node *o = &p->nodes[v[k].node];
      bool other = o->k.language_size != n->k.language_size || memcmp(o->k.language, n->k.language, n->k.language_size);
      if (other && agree(&n->k, &o->k) && sounds_so(n, o)) consider(p, n, v[k].node, true, c, &choices);
    }
    for (uint32_t k = 0; k < choices; k++) /* what else these are called may speak against it */
      for (uint32_t x = 0; x < count; x++)
        if (q_people_root(p, v[x].node) == c[k].root && q_key_clash(&n->k, &p->nodes[v[x].node].k)) c[k].clashes = true;
    status = settle(p, i, c, choices);
  }
  return status;
}

/* Somewhere in the two actors this name has offices or states that do not go together. */
static bool quarrel(people *p, const tag *v, uint32_t count, uint32_t i, uint32_t j) {
  uint32_t x = q_people_root(p, i), y = q_people_root(p, j);
  for (uint32_t a = 0; a < count; a++)
    for (uint32_t b = 0; b < count; b++)
      if (q_people_root(p, v[a].node) == x && q_people_root(p, v[b].node) == y && q_key_clash(&p->nodes[v[a].node].k, &p->nodes[v[b].node].k)) return true;
  return false;
}

/* One bare name, or one made of given names, in several reports: the same person if office or state agree. */
static int join_each_other(people *p) {
  tags v = {0};
  int status = 0;
  for (uint32_t i = 0; i < p->count; i++) {
    const node *n = &p->nodes[i];
    if (n->k.kind != 'p' || n->k.described || n->full || n->local || !n->k.name_size) continue;
    if (q_tag(p, &v, q_printf(p->a, "%.*s:%.*s", n->k.language_size, n->k.language, n->k.name_size, n->k.name), i)) return QUOTH_MEMORY;
  }
  q_tags_sort(&v);
  for (uint32_t i = 1, from = 0; i < v.count && !status; i++) {
    if (strcmp(v.at[i].group, v.at[from].group)) from = i;
    for (uint32_t k = i > from + NEAR ? i - NEAR : from; k < i && !status; k++)
      if (agree(&p->nodes[v.at[k].node].k, &p->nodes[v.at[i].node].k) && !quarrel(p, &v.at[from], i - from + 1, v.at[k].node, v.at[i].node))
        status = q_people_join(p, v.at[k].node, v.at[i].node, "family", 0);
  }
  return status;
}

int q_people_families(people *p) {
  tags v = {0};
  for (uint32_t i = 0; i < p->count; i++) {
    const node *n = &p->nodes[i];
    if (n->k.kind != 'p' || !n->full || n->k.described || n->local) continue;
    if (q_tag(p, &v, family_of(p, n), i)) return QUOTH_MEMORY;
  }
  q_tags_sort(&v);
  int status = join_bare(p, v.at, v.count);
  if (!status) status = join_foreign(p, v.at, v.count);
  return status ? status : join_each_other(p);
}
