/* A report's words through the core, and what it says of them into the report. */
#include <stdlib.h>
#include <utf8proc.h>
#include "parse/core.h"

enum { ROWS = 384,                                       /* words a batch: enough for the kernels, few enough for the caches */
       LONGEST = 240 };                                  /* a longer sentence goes through in parts */

typedef struct part { uint32_t word; int32_t words; bool more; /* of the sentence before */ } part;

typedef struct batch {
  part parts[ROWS];
  int32_t starts[ROWS + 1];
  int32_t rows, count;
  q_form forms[ROWS + LONGEST];
  int32_t spaces[ROWS + LONGEST];
  q_core_out out[ROWS + LONGEST];
} batch;

typedef struct syntax {
  q_core *core;
  const q_core_language *lang;
  q_core_worker *worker;
  quoth_report *report;
  q_map *strings;                                        /* of features */
  Q_VEC(const char *) texts;
  int32_t root;                                          /* of the sentence that is being put together */
  quoth_error *e;
} syntax;

static const q_core_language *language_of(const q_core *c, const char *code) {
  for (int i = 0; code && i < c->language_count; i++)
    if (strcmp(c->languages[i].code, code) == 0) return &c->languages[i];
  return NULL;
}

static q_form form_of(const quoth_report *r, const quoth_word *w) {
  return w->form ? (q_form){ w->form, (uint32_t)strlen(w->form) } : (q_form){ r->text + w->span.begin, w->span.end - w->span.begin };
}

/* ---- lemmas ---- */

static size_t put_folded(char *out, const char *s, const char *end, bool lower) {
  size_t n = 0;
  while (s < end) {
    uint32_t c = q_utf8_next(&s, end);
    n += q_utf8_put(out + n, lower ? (uint32_t)utf8proc_tolower((utf8proc_int32_t)c) : c);
  }
  return n;
}

/* The first letter of s a capital. A capital may be longer than its small letter by a byte at most; s has room. */
static size_t raise_first(char *s, size_t n) {
  const char *at = s;
  char head[4];
  uint32_t c = q_utf8_next(&at, s + n);
  size_t old = (size_t)(at - s), new = q_utf8_put(head, (uint32_t)utf8proc_toupper((utf8proc_int32_t)c));
  memmove(s + new, s + old, n - old);
  memcpy(s, head, new);
  return n - old + new;
}

const char *q_core_lemma(q_arena *a, const q_script *s, const char *form, size_t n) {
  if (s->how == '=') return s->back;
  const char *from = form, *to = form + n;
  int left = s->drop + s->cut;
  for (const char *p = form; p < form + n && left >= 0; left--) q_utf8_next(&p, form + n);
  if (left >= 0) return q_strndup(a, form, n);           /* shorter than what would be taken away, or just as long */
  for (int i = 0; i < s->drop; i++) q_utf8_next(&from, to);
  for (int i = 0; i < s->cut; i++) q_utf8_prev(from, &to);
  char *out = q_alloc(a, s->front_size + s->back_size + (size_t)(to - from) * 2 + 8);
  if (!out) return NULL;
  memcpy(out, s->front, s->front_size);
  size_t size = s->front_size + put_folded(out + s->front_size, from, to, s->how != 'u');
  memcpy(out + size, s->back, s->back_size);
  size += s->back_size;
  if (s->how == 't' && size) size = raise_first(out, size);
  out[size] = 0;
  return out;
}

/* ---- into the report ---- */

static const char *features_text(syntax *x, const q_core_out *o) {
  char text[1024];
  size_t n = 0;
  for (int k = 0; k < x->core->feature_count; k++) {
    const q_core_feature *f = &x->core->features[k];
    int v = o->features[k];
    if (!v || n + f->name_size + f->sizes[v] + 3 > sizeof text) continue;
    if (n) text[n++] = '|';
    memcpy(text + n, f->name, f->name_size);
    n += f->name_size;
    text[n++] = '=';
    memcpy(text + n, f->values[v], f->sizes[v]);
    n += f->sizes[v];
  }
  uint32_t id = q_map_add(x->strings, text, n);
  if (id > x->texts.count && q_push(x->report->arena, &x->texts, (const char *)q_strndup(x->report->arena, text, n))) return NULL;
  return id ? x->texts.at[id - 1] : NULL;
}

/* A later part of a long sentence hangs under the root of the first. */
static int fill(syntax *x, const part *p, const q_core_out *o) {
  for (int32_t i = 0; i < p->words; i++) {
    quoth_word *w = &x->report->words[p->word + (uint32_t)i];
    q_form form = form_of(x->report, w);
    w->upos = o[i].upos;
    w->relation = x->core->relations[o[i].relation];
    w->head = o[i].head ? (int32_t)p->word + o[i].head - 1 : -1;
    if (w->head < 0 && p->more) { w->head = x->root; w->relation = "parataxis"; }
    else if (w->head < 0) x->root = (int32_t)p->word + i;
    w->feats = features_text(x, &o[i]);
    w->lemma = q_core_lemma(x->report->arena, &x->lang->scripts[o[i].script], form.text, form.size);
    if (!w->feats || !w->lemma) return q_fail(x->e, QUOTH_MEMORY, "out of memory");
  }
  return 0;
}

static int32_t spaces(const quoth_report *r, uint32_t first, uint32_t count, uint32_t i) {
  const quoth_word *w = &r->words[first + i];
  bool before = i == 0 || (w->range && w->span.begin > w[-1].span.end), after = i + 1 == count || (w[1].range && w[1].span.begin > w->span.end);
  return before + 2 * after;
}

static int run_batch(syntax *x, batch *b) {
  quoth_report *r = x->report;
  int32_t rows = 0;
  for (int32_t k = 0; k < b->count; k++) {
    const part *p = &b->parts[k];
    b->starts[k] = rows;
    for (int32_t i = 0; i < p->words; i++, rows++) {
      b->forms[rows] = form_of(r, &r->words[p->word + (uint32_t)i]);
      b->spaces[rows] = spaces(r, p->word, (uint32_t)p->words, (uint32_t)i);
    }
  }
  int status = q_core_run(x->core, x->worker, x->lang, b->forms, b->spaces, rows, b->starts, b->count, b->out, x->e);
  for (int32_t k = 0; k < b->count && !status; k++) status = fill(x, &b->parts[k], b->out + b->starts[k]);
  b->count = b->rows = 0;
  return status;
}

/* Where a long sentence is cut: after the last comma-like mark in reach, else at the limit. */
static uint32_t cut_at(const quoth_report *r, uint32_t word, uint32_t left) {
  if (left <= LONGEST) return left;
  for (uint32_t k = LONGEST; k > LONGEST / 2; k--) {
    const quoth_token *t = &r->tokens[r->words[word + k - 1].token];
    if (t->flags & QUOTH_TOKEN_PUNCT && !(t->flags & QUOTH_TOKEN_QUOTE)) return k;
  }
  return LONGEST;
}

int q_syntax(q_core *core, quoth_report *r, quoth_error *e) {
  syntax x = { .core = core, .report = r, .lang = core ? language_of(core, r->language) : NULL, .e = e };
  int status = 0;
  if (!x.lang || !r->word_count) return 0;
  x.worker = q_core_take(core);
  x.strings = q_map_new(r->arena);
  batch *b = calloc(1, sizeof *b);
  if (!x.worker || !x.strings || !b) status = q_fail(e, QUOTH_MEMORY, "out of memory");
  for (uint32_t s = 0; s < r->sentence_count && !status; s++) {
    uint32_t word = r->sentences[s].word, all = r->sentences[s].words;
    for (uint32_t at = 0, n; at < all && !status; at += n) {
      n = cut_at(r, word + at, all - at);
      b->parts[b->count++] = (part){ word + at, (int32_t)n, at > 0 };
      b->rows += (int32_t)n;
      if (b->rows >= ROWS || b->count == ROWS) status = run_batch(&x, b);
    }
  }
  if (!status && b->count) status = run_batch(&x, b);
  free(b);
  q_core_give(core, x.worker);
  return status;
}
