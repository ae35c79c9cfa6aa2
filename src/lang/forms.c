/* Forms: inflection by paradigm, and the shape in which a form stands in the lexicon: folded, cut as src/parse cuts text, one blank between words. */
#include <stdlib.h>
#include "lang/inside.h"

static uint8_t tag_of(const char *s, size_t n) {
  static const struct { const char *name; uint8_t bit; } tags[] = {
    { "inf", Q_F_INF }, { "fin", Q_F_FIN }, { "part", Q_F_PART }, { "ger", Q_F_GER } };
  for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
    if (strlen(tags[i].name) == n && memcmp(tags[i].name, s, n) == 0) return tags[i].bit;
  return 0;
}

/* "inf,fin:rest": the tags, *item moved to rest. No tags: 0, *item as it was. false: a colon after something that is no tag. */
static bool tags_of(char **item, uint8_t *forms) {
  char *colon = strchr(*item, ':');
  *forms = 0;
  if (!colon || colon == *item) return true;
  for (char *s = *item; s < colon;) {
    char *end = s;
    while (end < colon && *end != ',') end++;
    uint8_t bit = tag_of(s, (size_t)(end - s));
    if (!bit) return false;
    *forms |= bit;
    s = end + 1;
  }
  *item = colon + 1;
  return true;
}

static q_text folded(q_load *ld, const char *s, size_t n) {
  char *out = q_alloc(ld->scratch, n + 9);
  if (!out) { ld->memory = true; return (q_text){ "", 0 }; }
  return (q_text){ out, q_fold(s, n, out, n + 8) };
}

void q_load_paradigm(q_load *ld, char *line) {
  char *rest = line, *name = q_cut(&rest, "|"), *item;
  Q_VEC(q_ending) endings = { 0 };
  if (!*name || !rest) { q_load_problem(ld, "want: name | tag:-ending ..."); return; }
  while ((item = q_word_cut(&rest))) {
    q_ending x = { 0 };
    char *hyphen;
    if (!tags_of(&item, &x.forms) || !(hyphen = strchr(item, '-'))) {
      q_load_problem(ld, "\"%s\" is not tag:-ending", item);
      continue;
    }
    x.before = folded(ld, item, (size_t)(hyphen - item));
    x.after = folded(ld, hyphen + 1, strlen(hyphen + 1));
    if (q_push(ld->scratch, &endings, x)) ld->memory = true;
  }
  q_paradigm p = { q_strdup(ld->scratch, name), endings.at, endings.count };
  if (!p.name || q_push(ld->scratch, &ld->paradigms, p)) ld->memory = true;
}

static const q_paradigm *paradigm(const q_load *ld, const char *name) {
  for (uint32_t i = 0; i < ld->paradigms.count; i++)
    if (strcmp(ld->paradigms.at[i].name, name) == 0) return &ld->paradigms.at[i];
  return NULL;
}

/* Folds and cuts a form: blanks and '_' become one blank, and the elisions, clitics and hyphens that are tokens of their own are set off. */
static size_t shape(const q_load *ld, const char *s, size_t n, char *out) {
  char raw[Q_FORM_MAX + 16];
  size_t size = q_fold(s, n, raw, n + 8), count = 0;
  for (size_t i = 0; i < size;) {
    while (i < size && (raw[i] == ' ' || raw[i] == '_')) i++;
    size_t end = i;
    while (end < size && raw[end] != ' ' && raw[end] != '_') end++;
    while (i < end) {
      size_t piece = q_lang_piece(ld->lang, raw + i, end - i);
      if (count) out[count++] = ' ';
      memcpy(out + count, raw + i, piece);
      count += piece;
      i += piece;
    }
  }
  return count;
}

/* The entry for a shaped form; the first word of a form of several learns that it begins one. */
static uint32_t enter(q_load *ld, const char *s, size_t n, uint32_t classes) {
  uint32_t id = q_map_add(ld->lex->map, s, n), words = 1;
  q_basis none = { 0 };
  while (id && ld->basis.count <= id)
    if (q_push(ld->basis_arena, &ld->basis, none)) id = 0;
  if (!id) { ld->memory = true; return 0; }
  if (s[n - 1] == '.' && n > 1) classes |= Q_W_ABBREVIATION;
  ld->basis.at[id].classes |= classes;
  const char *blank = memchr(s, ' ', n);
  ld->begins = 0;
  if (!blank) return id;
  for (size_t i = 0; i < n; i++) words += s[i] == ' ';
  if (words > ld->lex->longest) ld->lex->longest = words;
  uint32_t begins = enter(ld, s, (size_t)(blank - s), Q_W_BEGINS);
  ld->begins = begins;
  return id;
}

uint32_t q_load_form(q_load *ld, const char *form, size_t size, uint32_t classes) {
  char out[3 * Q_FORM_MAX];
  if (size > Q_FORM_MAX) { q_load_problem(ld, "a form is longer than %d bytes", Q_FORM_MAX); return 0; }
  size_t n = shape(ld, form, size, out);
  if (!n) { q_load_problem(ld, "an empty form"); return 0; }
  return enter(ld, out, n, classes);
}

static void inflect(q_load *ld, const char *stem, const q_paradigm *p, uint8_t forms, q_form_fn *fn, const void *reading) {
  char form[5 * Q_FORM_MAX], base[3 * Q_FORM_MAX];
  size_t n = shape(ld, stem, strlen(stem), base);
  for (uint32_t i = 0; i < p->count; i++) {
    const q_ending *x = &p->endings[i];
    size_t size = x->before.size + n + x->after.size;
    if (!size || size > sizeof form || x->before.size > Q_FORM_MAX || x->after.size > Q_FORM_MAX) { q_load_problem(ld, "an empty or endless form of \"%s\"", stem); continue; }
    memcpy(form, x->before.at, x->before.size);
    memcpy(form + x->before.size, base, n);
    memcpy(form + x->before.size + n, x->after.at, x->after.size);
    uint32_t id = enter(ld, form, size, 0);
    if (id) fn(ld, id, forms ? forms : x->forms, reading);
  }
}

void q_load_item(q_load *ld, char *item, q_form_fn *fn, const void *reading) {
  uint8_t forms;
  char *whole = item;
  if (!tags_of(&item, &forms)) { item = whole; forms = 0; }
  char *at = strrchr(item, '@');
  if (!at) {
    uint32_t id = q_load_form(ld, item, strlen(item), 0);
    if (id) fn(ld, id, forms, reading);
    return;
  }
  *at = 0;
  const q_paradigm *p = paradigm(ld, at + 1);
  if (!p) { q_load_problem(ld, "no paradigm \"%s\"", at + 1); return; }
  if (strlen(item) > Q_FORM_MAX) { q_load_problem(ld, "a form is longer than %d bytes", Q_FORM_MAX); return; }
  inflect(ld, item, p, forms, fn, reading);
}

void q_load_items(q_load *ld, char *items, q_form_fn *fn, const void *reading) {
  char *rest = items, *item, *word;
  while ((item = q_cut(&rest, ";"))) {
    if (!*item) continue;
    if (!strchr(item, '@')) { q_load_item(ld, item, fn, reading); continue; }
    while ((word = q_word_cut(&item))) q_load_item(ld, word, fn, reading);
  }
}
