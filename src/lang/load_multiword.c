/* multiword.txt: written tokens that stand for several words, and which tokens make one written token. */
#include "lang/inside.h"

typedef struct q_multiword_form { q_text words; q_strings unless; } q_multiword_form;
typedef struct q_stem_end { q_text from, to; } q_stem_end;
typedef struct q_clitics { q_text glued, words; uint32_t first_end, ends; } q_clitics; /* what may stand after the stem ends [first_end, first_end + ends) */

struct q_multiword {
  q_map *forms, *joined, *kept;
  Q_VEC(q_multiword_form) form;  /* by id - 1 */
  Q_VEC(q_text) marks;           /* joined marks that want a letter before them: "s'" */
  Q_VEC(q_stem_end) ends;
  Q_VEC(q_clitics) clitics;      /* longest first */
  q_glued glued;
};

static q_text kept(q_load *ld, const char *s) {
  const char *at = q_keep(ld, s);
  return (q_text){ at, strlen(at) };
}

static void add_form(q_load *ld, q_multiword *m, char *form, char *rest) {
  q_arena *a = ld->lex->arena;
  char *words = q_cut(&rest, "|"), *unless = q_cut(&rest, "|"), *item;
  q_multiword_form x = { kept(ld, words ? words : ""), { 0 } };
  q_text key = kept(ld, form);
  if (!key.size || !memchr(x.words.at, ' ', x.words.size)) { q_load_problem(ld, "want: word | form | word word | unless"); return; }
  if (unless && strncmp(unless, "unless ", 7)) { q_load_problem(ld, "want: unless ..."); return; }
  if (unless) unless += 7;
  while ((item = q_word_cut(&unless)))
    if (q_push(a, &x.unless, q_keep(ld, item))) ld->memory = true;
  uint32_t id = q_map_add(m->forms, key.at, key.size);
  if (!id || (id > m->form.count && q_push(a, &m->form, x))) { ld->memory = true; return; }
  m->form.at[id - 1] = x;
}

static void add_joined(q_load *ld, q_multiword *m, char *rest) {
  char *item;
  while ((item = q_word_cut(&rest))) {
    q_text t = kept(ld, item);
    if (t.size > 1 && t.at[t.size - 1] == '\'') { if (q_push(ld->lex->arena, &m->marks, t)) ld->memory = true; }
    else if (t.size && !q_map_add(m->joined, t.at, t.size)) ld->memory = true;
  }
}

static void add_ends(q_load *ld, q_multiword *m, char *rest) {
  q_arena *a = ld->lex->arena;
  char *ends = q_cut(&rest, "|"), *item;
  uint32_t first = m->ends.count;
  if (!rest) { q_load_problem(ld, "want: ends | stem-end from>to ... | clitics; ..."); return; }
  while ((item = q_word_cut(&ends))) {
    char *to = item, *from = q_cut(&to, ">");
    q_stem_end x = { kept(ld, from), kept(ld, to ? to : from) };
    if (x.from.size && q_push(a, &m->ends, x)) ld->memory = true;
  }
  while ((item = q_cut(&rest, ";"))) {
    q_clitics x = { .words = kept(ld, item), .first_end = first, .ends = m->ends.count - first };
    char *glued = q_strdup(a, x.words.at);
    if (!glued) { ld->memory = true; return; }
    for (size_t i = 0; i < x.words.size; i++)
      if (x.words.at[i] != ' ') glued[x.glued.size++] = x.words.at[i];
    x.glued.at = glued;
    if (x.glued.size && q_push(a, &m->clitics, x)) ld->memory = true;
    for (uint32_t k = m->clitics.count; k > 1 && m->clitics.at[k - 2].glued.size < m->clitics.at[k - 1].glued.size; k--) {
      q_clitics y = m->clitics.at[k - 1];
      m->clitics.at[k - 1] = m->clitics.at[k - 2];
      m->clitics.at[k - 2] = y;
    }
  }
}

/* "before | slot; slot", "after | words" */
static void add_glued(q_load *ld, q_glued *g, char *rest, bool before) {
  enum { MOST = 64 };
  q_arena *a = ld->lex->arena;
  char *group, *item;
  if (!g->before) { g->before = q_alloc(a, MOST * sizeof *g->before); g->slot = q_alloc(a, MOST); g->after = q_alloc(a, MOST * sizeof *g->after); }
  if (!g->before || !g->slot || !g->after) { ld->memory = true; return; }
  for (uint8_t slot = 0; (group = q_cut(&rest, ";")); slot++)
    while ((item = q_word_cut(&group))) {
      uint32_t *n = before ? &g->before_count : &g->after_count;
      if (*n == MOST) { q_load_problem(ld, "more than %d clitics", MOST); return; }
      if (before) g->slot[*n] = slot;
      if (!((before ? g->before : g->after)[(*n)++] = q_strdup(a, item))) ld->memory = true;
    }
}

void q_read_multiword(q_load *ld) {
  q_arena *a = ld->lex->arena;
  q_multiword *m = q_alloc(a, sizeof *m);
  char *line, *item;
  if (m) { m->forms = q_map_new(a); m->joined = q_map_new(a); m->kept = q_map_new(a); }
  if (!m || !m->forms || !m->joined || !m->kept) ld->memory = true;
  while ((line = q_load_line(ld))) {
    if (ld->memory) continue;
    char *rest = line, *kind = q_cut(&rest, "|");
    if (!rest) q_load_problem(ld, "want: word|join|ends|keep|before|after | ...");
    else if (strcmp(kind, "word") == 0) { char *form = q_cut(&rest, "|"); add_form(ld, m, form, rest); }
    else if (strcmp(kind, "join") == 0) add_joined(ld, m, rest);
    else if (strcmp(kind, "ends") == 0) add_ends(ld, m, rest);
    else if (strcmp(kind, "keep") == 0) { while ((item = q_word_cut(&rest))) { q_text t = kept(ld, item); if (t.size && !q_map_add(m->kept, t.at, t.size)) ld->memory = true; } }
    else if (strcmp(kind, "before") == 0 || strcmp(kind, "after") == 0) add_glued(ld, &m->glued, rest, kind[0] == 'b');
    else q_load_problem(ld, "no kind \"%s\"", kind);
  }
  ld->lex->multiword = m;
}

/* ---- asking -------------------------------------------------------------------------------------------------------------------------- */

static bool ends_with(q_text s, q_text end) { return s.size >= end.size && memcmp(s.at + s.size - end.size, end.at, end.size) == 0; }

/* An item of unless: "^" the sentence's beginning, "@preposition" a class, "-er" an ending, "," a mark or word. */
static bool holds(const char *item, q_text before, uint32_t classes) {
  static const struct { const char *name; uint32_t class; } known[] = {
    { "@preposition", Q_W_PREPOSITION }, { "@coordinator", (uint32_t)Q_W_COORDINATOR }, { "@complementiser", Q_W_COMPLEMENTISER }, { "@auxiliary", Q_W_AUXILIARY }, { "@modal", Q_W_MODAL } };
  q_text x = { item, strlen(item) };
  if (strcmp(item, "^") == 0) return before.size == 0;
  if (item[0] == '@') {
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
      if (strcmp(known[i].name, item) == 0) return classes & known[i].class;
    return false;
  }
  if (item[0] == '-' && x.size > 1) return before.size > x.size && ends_with(before, (q_text){ x.at + 1, x.size - 1 });
  return before.size == x.size && memcmp(before.at, x.at, x.size) == 0;
}

static uint32_t count_words(const char *s, size_t n) {
  uint32_t count = 1;
  for (size_t i = 0; i < n; i++) count += s[i] == ' ';
  return count;
}

/* A verb's form with its pronouns: stem end and clitics of the lists. */
static uint32_t split_end(const q_multiword *m, q_text s, char *out, size_t room) {
  for (uint32_t i = 0; i < m->clitics.count; i++) {
    const q_clitics *c = &m->clitics.at[i];
    if (!ends_with(s, c->glued)) continue;
    q_text stem = { s.at, s.size - c->glued.size };
    for (uint32_t k = c->first_end; k < c->first_end + c->ends; k++) {
      const q_stem_end *x = &m->ends.at[k];
      if (!ends_with(stem, x->from)) continue;
      size_t root = stem.size - x->from.size, n = root + x->to.size + 1 + c->words.size;
      if (n >= room) return 0;
      memcpy(out, s.at, root);
      memcpy(out + root, x->to.at, x->to.size);
      out[root + x->to.size] = ' ';
      memcpy(out + n - c->words.size, c->words.at, c->words.size);
      out[n] = 0;
      return count_words(out, n);
    }
  }
  return 0;
}

uint32_t q_lang_words(const q_lang *l, const char *folded, size_t n, const char *before, size_t before_size, uint32_t before_classes, bool name, char *out, size_t room) {
  const q_multiword *m = l ? ((const q_lexicon *)l->inside)->multiword : NULL;
  uint32_t id = m ? q_map_find(m->forms, folded, n) : 0;
  if (!m) return 0;
  if (!id) return name || !m->clitics.count || q_map_find(m->kept, folded, n) ? 0 : split_end(m, (q_text){ folded, n }, out, room);
  const q_multiword_form *x = &m->form.at[id - 1];
  if (x->words.size >= room) return 0;
  for (uint32_t i = 0; i < x->unless.count; i++)
    if (holds(x->unless.at[i], (q_text){ before, before_size }, before_classes)) return 0;
  memcpy(out, x->words.at, x->words.size + 1);
  return count_words(out, x->words.size);
}

bool q_lang_joins(const q_lang *l, const char *folded, size_t n, const char *before, size_t before_size) {
  const q_multiword *m = l ? ((const q_lexicon *)l->inside)->multiword : NULL;
  if (!m) return false;
  if (q_map_find(m->joined, folded, n)) return true;
  for (uint32_t i = 0; i < m->marks.count; i++) {
    q_text x = { m->marks.at[i].at, m->marks.at[i].size - 1 };
    if (n == 1 && folded[0] == '\'' && ends_with((q_text){ before, before_size }, x)) return true;
  }
  return false;
}

const q_glued *q_lang_glued(const q_lang *l) {
  const q_multiword *m = l ? ((const q_lexicon *)l->inside)->multiword : NULL;
  return m && m->glued.before_count + m->glued.after_count ? &m->glued : NULL;
}
