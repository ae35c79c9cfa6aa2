/* Who is who across the reports and languages of a case: names -> actors. A function of the set of reports and of what a person has fixed: names are taken in order of their keys, and
 * joined by rules in order of sureness. A wrong join is worse than a missed one. */
#include <stdlib.h>
#include "link/actors.h"

uint32_t q_people_root(people *p, uint32_t i) {
  while (p->nodes[i].up != i) { p->nodes[i].up = p->nodes[p->nodes[i].up].up; i = p->nodes[i].up; }
  return i;
}

static bool apart(people *p, uint32_t x, uint32_t y, int64_t fix) {
  for (uint32_t c = 0; c + 2 < p->cuts.count; c += 3) {
    if ((int64_t)p->cuts.at[c] <= fix) continue;
    uint32_t u = q_people_root(p, p->cuts.at[c + 1]), v = q_people_root(p, p->cuts.at[c + 2]);
    if ((u == x && v == y) || (u == y && v == x)) return true;
  }
  return false;
}

int q_people_join(people *p, uint32_t i, uint32_t j, const char *why, int64_t fix) {
  uint32_t x = q_people_root(p, i), y = q_people_root(p, j);
  if (x == y || apart(p, x, y, fix)) return 0;
  if (x < y) p->nodes[y].up = x;
  else p->nodes[x].up = y;
  q_joined made = { p->nodes[i < j ? i : j].key, p->nodes[i < j ? j : i].key, why };
  return q_push(p->a, &p->joins, made) ? q_fail(p->l->e, QUOTH_MEMORY, "out of memory") : 0;
}

bool q_people_abjad(const node *n) { return n->k.language_size == 2 && memcmp(n->k.language, "ar", 2) == 0; }

/* ---- names ---- */

static const q_lang *language_of(const people *p, const q_key *k) {
  char code[8] = "";
  if (k->language_size < sizeof code) memcpy(code, k->language, k->language_size);
  return q_langs_get(p->l->langs, code);
}

/* "the ministry", "two residents", "a source": somebody else in each report. */
static bool is_local(const q_key *k) {
  if (k->kind == 'u') return true;
  if (k->kind == 's') return !*k->iso;
  bool named = !k->described && k->name_size;
  if (named) return false;
  if (q_key_kind_concept(k, "#")) return k->name_size > 0;
  if (k->kind == 'p') return k->name_size || !*k->iso || !(q_key_kind_concept(k, "!") || (q_key_kind_concept(k, "?") && q_key_kind_concept(k, "."))) || q_key_kind_concept(k, "");
  return k->name_size || !*k->iso || !q_key_kind_concept(k, "");
}

static bool is_full(const q_lang *l, const q_key *k) {
  uint32_t words = 0, given = 0;
  for (const char *w = k->name, *end = w + k->name_size; w < end;) {
    const char *blank = memchr(w, ' ', (size_t)(end - w));
    size_t n = (size_t)((blank ? blank : end) - w);
    words++;
    given += l && (q_lang_word(l, q_lang_find(l, w, n, NULL))->classes & (Q_W_MALE | Q_W_FEMALE)) != 0;
    w += n + (blank != NULL);
  }
  return words > 1 && words > given;
}

static bool shorter(const char *a, const char *b) {
  size_t n = strlen(a), m = strlen(b);
  return n != m ? n < m : strcmp(a, b) < 0;
}

static int add_node(people *p, uint32_t first, uint32_t end) {
  const q_named *x = &p->named[first];
  node *n = &p->nodes[p->count];
  uint32_t kinds[6] = {0};
  *n = (node){ .key = x->key, .name = x->name ? x->name : "", .spelled = "", .first = first, .count = end - first, .up = p->count };
  for (uint32_t i = first; i < end; i++) {
    kinds[p->named[i].kind % 6]++;
    n->reports += i == first || p->named[i].report != p->named[i - 1].report;
    if (p->named[i].name && shorter(p->named[i].name, n->name)) n->name = p->named[i].name;
  }
  for (uint8_t k = 1; k < 6; k++) if (kinds[k] > kinds[n->kind]) n->kind = k;
  p->count++;
  if (!q_key_parse(n->key, &n->k)) { n->local = true; return 0; }
  const q_lang *l = language_of(p, &n->k);
  n->local = is_local(&n->k) || n->k.name[n->k.name_size] == '@';
  n->full = is_full(l, &n->k);
  if (l && n->k.name_size && n->k.name_size < 200) {
    char sounds[256];
    size_t size = q_spell(l, n->k.name, n->k.name_size, sounds, sizeof sounds);
    n->spelled = q_strndup(p->a, sounds, size);
  }
  return n->spelled ? 0 : QUOTH_MEMORY;
}

/* Is this name of this report spoken of in a fix by itself. */
static bool set_apart(const people *p, const q_named *x) {
  size_t n = strlen(x->key);
  for (uint32_t f = 0; f < p->fix_count; f++)
    for (uint32_t k = 0; k < p->fixes[f].key_count; k++) {
      const char *key = p->fixes[f].keys[k].key;
      if (strncmp(key, x->key, n) == 0 && key[n] == '@' && strcmp(key + n + 1, x->id) == 0) return true;
    }
  return false;
}

static int by_key(const void *x, const void *y) {
  const q_named *a = x, *b = y;
  int order = strcmp(a->key, b->key);
  if (!order) order = strcmp(a->id, b->id);
  return order ? order : (a->local > b->local) - (a->local < b->local);
}

static int make_nodes(people *p) {
  const char *last = "";
  bool local = true;
  q_key k;
  int status = 0;
  for (uint32_t i = 0; i < p->named_count; i++) {
    q_named *x = &p->named[i];
    if (!i || x->key != last) local = !q_key_parse(x->key, &k) || is_local(&k);
    last = x->key;
    if ((local || (p->fix_count && set_apart(p, x))) && !(x->key = q_printf(p->a, "%s@%s", x->key, x->id))) return QUOTH_MEMORY;
  }
  if (p->named_count) qsort(p->named, p->named_count, sizeof *p->named, by_key);
  p->nodes = q_alloc(p->a, (p->named_count + 1) * sizeof *p->nodes);
  if (!p->nodes) return QUOTH_MEMORY;
  for (uint32_t i = 0, end; i < p->named_count && !status; i = end) {
    for (end = i + 1; end < p->named_count && strcmp(p->named[end].key, p->named[i].key) == 0;) end++;
    status = add_node(p, i, end);
  }
  return status;
}

/* ---- what a person has fixed ---- */

static bool same_name(const q_key *a, const q_key *b) {
  return a->kind == b->kind && a->name_size == b->name_size && memcmp(a->name, b->name, a->name_size) == 0 && a->language_size == b->language_size &&
         memcmp(a->language, b->language, a->language_size) == 0 && strcmp(a->name + a->name_size, b->name + b->name_size) == 0;
}

/* The nodes that a key of a fix means: that of this key, else (the rules have changed, or the state is now known) those of its kind, language and name. */
static int meant(people *p, const char *key, q_rows *out) {
  uint32_t low = 0, high = p->count;
  q_key k;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (strcmp(p->nodes[mid].key, key) < 0) low = mid + 1;
    else high = mid;
  }
  out->count = 0;
  if (low < p->count && strcmp(p->nodes[low].key, key) == 0) { out->at[out->count++] = low; return 0; }
  if (!q_key_parse(key, &k) || !k.name_size) return 0;
  for (uint32_t i = 0; i < p->count; i++)
    if (same_name(&p->nodes[i].k, &k)) out->at[out->count++] = i;
  return 0;
}

typedef struct sided { uint32_t side, node; } sided;

static int fixed_nodes(people *p, const q_fix *f, sided **out, uint32_t *count) {
  Q_VEC(sided) v = {0};
  q_rows at = { q_alloc(p->a, (p->count + 1) * sizeof *at.at), 0 };
  if (!at.at) return QUOTH_MEMORY;
  for (uint32_t k = 0; k < f->key_count; k++) {
    meant(p, f->keys[k].key, &at);
    for (uint32_t i = 0; i < at.count; i++)
      if (q_push(p->a, &v, ((sided){ f->keys[k].side, (uint32_t)at.at[i] }))) return QUOTH_MEMORY;
  }
  *out = v.at;
  *count = v.count;
  return 0;
}

/* Splits first: what they took apart stays apart unless a later merge says otherwise; the latest merge comes first. */
static int apply_fixes(people *p) {
  sided *at = NULL;
  uint32_t n = 0;
  for (uint32_t f = 0; f < p->fix_count; f++) {
    if (p->fixes[f].kind != 's') continue;
    if (fixed_nodes(p, &p->fixes[f], &at, &n)) return QUOTH_MEMORY;
    for (uint32_t i = 0; i < n; i++)
      for (uint32_t j = 0; j < i; j++)
        if (at[i].side != at[j].side && at[i].node != at[j].node &&
            (q_push(p->a, &p->cuts, f + 1) || q_push(p->a, &p->cuts, at[i].node) || q_push(p->a, &p->cuts, at[j].node))) return QUOTH_MEMORY;
  }
  for (uint32_t f = p->fix_count; f-- > 0;) {
    if (p->fixes[f].kind != 'm') continue;
    if (fixed_nodes(p, &p->fixes[f], &at, &n)) return QUOTH_MEMORY;
    for (uint32_t i = 1; i < n; i++) {
      int status = q_people_join(p, at[0].node, at[i].node, "fix", (int64_t)f + 1);
      if (status) return status;
    }
  }
  return 0;
}

static const char *fixed_name(people *p, uint32_t root) {
  const char *name = NULL;
  for (uint32_t f = 0; f < p->fix_count; f++) {
    sided *at = NULL;
    uint32_t n = 0;
    if (p->fixes[f].kind != 'n' || fixed_nodes(p, &p->fixes[f], &at, &n)) continue;
    for (uint32_t i = 0; i < n; i++)
      if (q_people_root(p, at[i].node) == root) name = p->fixes[f].name;
  }
  return name;
}

/* ---- actors ---- */

typedef struct member { uint32_t root, node; } member;
static int by_root(const void *x, const void *y) {
  const member *a = x, *b = y;
  if (a->root != b->root) return a->root < b->root ? -1 : 1;
  return (a->node > b->node) - (a->node < b->node);
}

/* The name that is shown: of a person one with the whole name; else that of most reports; then the shortest, then the first. */
static bool better(const node *a, const node *b) {
  if (a->full != b->full) return a->full;
  if (a->k.described != b->k.described) return b->k.described;
  if (a->reports != b->reports) return a->reports > b->reports;
  return shorter(a->name, b->name);
}

static void add_words(q_buf *b, const char *s) {
  size_t n = strlen(s);
  char folded[600];
  if (n > 500) n = q_utf8_valid(s, 500);
  folded[q_fold_search(s, n, folded, sizeof folded - 1)] = 0;
  size_t from = b->count;
  q_buf_char(b, ' ');
  for (const char *p = folded; *p;) {
    const char *at = p;
    uint32_t ch = q_utf8_next(&at, p + strlen(p));
    if (q_is_letter(ch) || q_is_digit(ch)) q_buf_add(b, p, (size_t)(at - p));
    else if (b->at[b->count - 1] != ' ') q_buf_char(b, ' ');
    p = at;
  }
  if (b->at && b->at[b->count - 1] != ' ') q_buf_char(b, ' ');
  char *whole = b->at + from; /* said before: not again */
  if (from && !b->failed && memmem(b->at, from, whole, b->count - from)) { b->count = from; b->at[from] = 0; }
}

enum { WORDS = 4000 };      /* bytes of names by which an actor is found */

static int identity(people *p, const member *m, uint32_t count, q_identity *out) {
  const node *best = &p->nodes[m[0].node];
  uint32_t kind[6] = {0};
  q_buf words = {0}, codes = {0};
  *out = (q_identity){ .key = p->nodes[m[0].node].key };
  for (uint32_t i = 0; i < count; i++) {
    const node *n = &p->nodes[m[i].node];
    if (better(n, best)) best = n;
    kind[n->kind] += n->reports;
    if (!out->state && *n->k.iso) out->state = n->k.iso;
    char code[12];
    snprintf(code, sizeof code, " %.*s ", n->k.language_size > 8 ? 8 : (int)n->k.language_size, n->k.language ? n->k.language : "");
    if (!codes.at || !strstr(codes.at, code)) { if (codes.count) codes.count--; q_buf_str(&codes, code); }
    if (words.count < WORDS) add_words(&words, n->name);
  }
  uint8_t most = QUOTH_PERSON;
  for (uint8_t k = 1; k < 6; k++) if (k != QUOTH_UNNAMED ? kind[k] > kind[most] || most == QUOTH_UNNAMED : !kind[most] && kind[k]) most = k;
  const char *given = fixed_name(p, q_people_root(p, m[0].node));
  if (given) add_words(&words, given);
  if (codes.count) codes.at[codes.count - 1] = 0;
  out->kind = q_actor_name(most);
  out->name = given ? given : best->name;
  out->languages = q_strdup(p->a, codes.at ? codes.at + 1 : "");
  out->words = q_strdup(p->a, words.at ? words.at : "");
  bool failed = words.failed || codes.failed || !out->languages || !out->words;
  q_buf_free(&words);
  q_buf_free(&codes);
  return failed ? QUOTH_MEMORY : 0;
}

static int by_report(const void *x, const void *y) {
  int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
  return (a > b) - (a < b);
}

static int count_reports(people *p, const member *m, uint32_t count, q_identity *out) {
  Q_VEC(int64_t) rows = {0};
  if (count == 1) { out->reports = p->nodes[m[0].node].reports; return 0; }
  for (uint32_t i = 0; i < count; i++)
    for (uint32_t k = 0; k < p->nodes[m[i].node].count; k++)
      if (q_push(p->a, &rows, p->named[p->nodes[m[i].node].first + k].report)) return QUOTH_MEMORY;
  if (rows.count) qsort(rows.at, rows.count, sizeof *rows.at, by_report);
  for (uint32_t i = 0; i < rows.count; i++) out->reports += i == 0 || rows.at[i] != rows.at[i - 1];
  return 0;
}

static int by_pair(const void *x, const void *y) { return q_joined_order(x, y); }

static int write(people *p) {
  member *m = q_alloc(p->a, (p->count + 1) * sizeof *m);
  q_identity *who = q_alloc(p->a, (p->count + 1) * sizeof *who);
  q_naming *names = q_alloc(p->a, (p->count + 1) * sizeof *names);
  uint32_t *home = q_alloc(p->a, (p->count + 1) * sizeof *home), n = 0;
  int status = m && who && names && home ? 0 : QUOTH_MEMORY;
  for (uint32_t i = 0; i < p->count && !status; i++) m[i] = (member){ q_people_root(p, i), i };
  if (!status && p->count) qsort(m, p->count, sizeof *m, by_root);
  for (uint32_t i = 0, end; i < p->count && !status; i = end) { /* roots are the smallest of their actors: in order of key */
    for (end = i; end < p->count && m[end].root == m[i].root; end++) home[m[end].node] = n;
    status = identity(p, &m[i], end - i, &who[n]);
    if (!status) status = count_reports(p, &m[i], end - i, &who[n]);
    n++;
  }
  if (status) return q_fail(p->l->e, QUOTH_MEMORY, "out of memory");
  status = q_identities_put(p->l->c, who, n, p->l->e);
  for (uint32_t i = 0; i < p->count && !status; i++) {
    names[i] = (q_naming){ p->nodes[i].key, p->nodes[i].name, who[home[i]].row, p->nodes[i].reports };
    for (uint32_t k = 0; k < p->nodes[i].count && !status; k++) status = q_named_put(p->l->c, &p->named[p->nodes[i].first + k], who[home[i]].row, p->l->e);
  }
  if (p->joins.count) qsort(p->joins.at, p->joins.count, sizeof *p->joins.at, by_pair);
  if (!status) status = q_joins_put(p->l->c, p->joins.at, p->joins.count, p->l->e);
  return status ? status : q_namings_put(p->l->c, names, p->count, p->l->e);
}

int q_link_actors(q_linker *l) {
  people p = { .l = l, .a = q_arena_new() };
  int status = p.a ? q_fixes(l->c, p.a, &p.fixes, &p.fix_count, l->e) : QUOTH_MEMORY;
  if (!status) status = q_actors_named(l->c, p.a, &p.named, &p.named_count, l->e);
  if (!status) status = make_nodes(&p);
  if (!status) status = apply_fixes(&p);
  if (!status) status = q_people_names(&p);
  if (!status) status = q_people_families(&p);
  if (!status) status = write(&p);
  q_arena_free(p.a);
  return status == QUOTH_MEMORY ? q_fail(l->e, QUOTH_MEMORY, "out of memory") : status;
}
