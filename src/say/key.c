/* An actor of the report -> its key, by which it is known in other reports and languages: kind, state, offices and bodies, and the name that is left. */
#include <stdlib.h>
#include "name/key.h"
#include "say/actors.h"

/* The concept or state that the longest form beginning at t names, else the word itself; *taken tokens. */
static const q_word *reading_at(const cast *c, const q_lang *l, uint32_t t, uint32_t end, uint32_t *taken) {
  const quoth_report *r = c->r;
  const q_word *w = q_lang_word(l, r->tokens[t].word);
  *taken = 1;
  if (!(w->classes & Q_W_BEGINS)) return w;
  q_folded words;
  q_fold_tokens(r, t, end, 6, 60, &words);
  for (uint32_t n = words.count, id = 0; n > 1; n--) { /* the longest form that says something here */
    n = q_lang_phrase(l, words.at, words.size, n, &id);
    if (!n) break;
    const q_word *form = q_lang_word(l, id);
    if (form->concept_count || form->state_count) { *taken = n; return form; }
  }
  return w;
}

static void add(actor *x, q_concept id) {
  if (strcmp(id, "-") == 0 || strcmp(id, "@") == 0) return;
  if (*id == '=') {
    if (!x->iso[0] && strlen(id) < 5) memcpy(x->iso, id + 1, strlen(id));
    return;
  }
  for (uint32_t i = 0; i < x->concept_count; i++)
    if (strcmp(x->concepts[i], id) == 0) return;
  if (x->concept_count < sizeof x->concepts / sizeof *x->concepts) x->concepts[x->concept_count++] = id;
}

static void collect(const cast *c, actor *x, const q_lang *l, uint32_t first, uint32_t end, uint32_t name_first, uint32_t name_end) {
  for (uint32_t t = first, taken; t < end; t += taken) {
    const q_word *w = reading_at(c, l, t, end, &taken);
    if (t >= name_first && t < name_end && !w->actor_count && taken == 1) continue;
    for (uint32_t i = 0; i < w->concept_count; i++) add(x, w->concepts[i]);
  }
}

/* A role without a concept of its own is one by its word. */
static void role_word(const cast *c, actor *x, const q_lang *l, uint32_t t) {
  if (t == UINT32_MAX) return;
  const q_word *w = q_lang_word(l, c->r->tokens[t].word);
  if (w->concept_count || !w->actor_count || w->actors[0].kind != Q_A_PERSON) return;
  quoth_span s = c->r->tokens[t].span;
  size_t n = s.end - s.begin;
  char *word = q_alloc(c->a, n + 10);
  if (!word) return;
  n = q_fold_search(c->r->text + s.begin, n, word, n + 8);
  for (size_t i = 0; i < n; i++)
    if (strchr(":+@", word[i])) return;
  word[n] = '?';
  add(x, word);
}

void q_key_learn(const cast *c, actor *x, const mention *m) {
  if (x->kind != QUOTH_PERSON || m->is.pronoun) return;
  const q_lang *l = q_cast_lang(c, m->sentence);
  collect(c, x, l, m->is.first, m->is.end, m->is.name_first, m->is.name_end);
  role_word(c, x, l, m->is.role);
}

static int by_text(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

static void add_word(q_buf *b, size_t from, const char *s, size_t n) {
  char folded[256];
  if (n > 200) return;
  n = q_fold_search(s, n, folded, sizeof folded);
  if (!n) return;
  if (b->count > from) q_buf_char(b, ' ');
  for (size_t i = 0; i < n; i++) q_buf_char(b, strchr(":+@~=", folded[i]) ? '.' : folded[i]);
}

/* What is left of the phrase without states, concepts and small words: the name proper. */
static void rest_of(const cast *c, actor *x, const q_lang *l, q_buf *b) {
  const quoth_report *r = c->r;
  const uint32_t small = Q_W_ARTICLE | Q_W_PREPOSITION | Q_W_GENITIVE | Q_W_DEMONSTRATIVE | Q_W_POSSESSIVE | Q_W_CONJUNCTION;
  size_t from = b->count;
  bool state = x->kind == QUOTH_STATE;
  for (uint32_t t = x->first, taken; t < x->end; t += taken) {
    const q_word *w = reading_at(c, l, t, x->end, &taken);
    quoth_span s = r->tokens[t].span;
    if (!(r->tokens[t].flags & (QUOTH_TOKEN_WORD | QUOTH_TOKEN_NUMBER)) || (r->text[s.begin] == '\'' || strncmp(r->text + s.begin, "\xe2\x80\x99", 3) == 0)) continue;
    if (w->concept_count && !state) { for (uint32_t i = 0; i < w->concept_count; i++) add(x, w->concepts[i]); continue; }
    if (w->state_count && !state) {
      uint32_t next = t + taken < x->end && q_sign(r, t + taken) == '-' ? t + taken + 1 : t + taken;
      const q_word *after = next < x->end ? q_lang_word(l, r->tokens[next].word) : NULL;
      if (after && after->concept_count && strcmp(after->concepts[0], "@") == 0) continue;
      if (!x->iso[0]) memcpy(x->iso, w->states[0].iso, sizeof x->iso);
      else if (strcmp(x->iso, w->states[0].iso)) { if (b->count > from) q_buf_char(b, ' '); q_buf_printf(b, "=%s", w->states[0].iso); }
      continue;
    }
    if ((w->classes & small) && !(r->tokens[t].flags & QUOTH_TOKEN_UPPER)) continue;
    add_word(b, from, r->text + s.begin + r->tokens[t].skip, s.end - s.begin - r->tokens[t].skip);
  }
}

const char *q_key_of(const cast *c, const actor *given) {
  actor x = *given;
  const q_lang *l = q_cast_lang(c, q_cast_sentence(c->r, x.first));
  q_buf name = {0};
  if (x.kind == QUOTH_PERSON && x.named) {
    for (const char *p = x.folded; *p; p++) q_buf_char(&name, strchr(":+@~=", *p) ? '.' : *p);
  } else {
    if (!x.named && x.kind != QUOTH_STATE) q_buf_char(&name, '~');
    rest_of(c, &x, l, &name);
  }
  qsort(x.concepts, x.concept_count, sizeof *x.concepts, by_text);
  q_buf key = {0};
  q_buf_printf(&key, "%s:%s:", q_actor_name(x.kind), x.iso);
  for (uint32_t i = 0; i < x.concept_count; i++) q_buf_printf(&key, "%s%s", i ? "+" : "", x.concepts[i]);
  q_buf_printf(&key, ":%s:%s", l->code, name.at ? name.at : "");
  const char *out = key.failed || name.failed ? NULL : q_strdup(c->r->arena, key.at);
  q_buf_free(&name);
  q_buf_free(&key);
  return out;
}
