/* Statements by rule: the report's sentences are held together where a quotation spans them, cues are looked for outside quotations and then
 * inside each, headlines and quotations without a cue come after. */
#include "say/network.h"

/* Words, signs and the extent of quotations (from the marks that src/parse/quote.c set). */
static int look_up(q_finder *f, q_langs *langs) {
  quoth_report *r = f->r;
  static const q_word nothing;
  enum { BEYOND = 8 }; /* rules look a few tokens ahead */
  f->k = q_alloc(f->a, (r->token_count + BEYOND) * sizeof *f->k);
  if (!f->k) return QUOTH_MEMORY;
  for (uint32_t t = 0; t < r->token_count + BEYOND; t++) f->k[t] = (q_atom){ .w = &nothing, .sign = '.' };
  for (uint32_t i = 0; i < r->sentence_count; i++) {
    const quoth_section *section = &r->sections[r->sentences[i].section];
    const q_lang *l = q_langs_get(langs, section->language ? section->language : r->language);
    uint32_t b = r->sentences[i].token, e = b + r->sentences[i].tokens;
    for (uint32_t t = b; t < e && l; t++) {
      f->k[t].w = q_lang_word(l, r->tokens[t].word);
      f->k[t].sign = q_sign(r, t);
    }
  }
  return 0;
}

static void set_quote(q_finder *f, uint32_t b, uint32_t e) {
  if (e <= b + 1) return;
  f->k[b].quote_end = e;
  f->k[e - 1].quote_begin = b + 1;
  for (uint32_t t = b; t < e; t++) if (f->k[t].depth < 255) f->k[t].depth++;
}

/* Quotations among tokens b..e of one paragraph: from an opening mark to its closing one, or as far as the text is marked as quoted. */
static void find_quotes(q_finder *f, uint32_t b, uint32_t e) {
  const quoth_token *k = f->r->tokens;
  uint32_t open[2] = { UINT32_MAX, UINT32_MAX };
  for (uint32_t t = b; t <= e; t++) {
    bool end = t == e;
    uint8_t mark = end ? Q_MARK_NONE : k[t].mark;
    if (open[0] != UINT32_MAX && (end || mark == Q_MARK_OPEN || !(k[t].flags & QUOTH_TOKEN_QUOTED))) { set_quote(f, open[0], t); open[0] = open[1] = UINT32_MAX; }
    if (end) break;
    if (mark == Q_MARK_OPEN) open[0] = t;
    else if (mark == Q_MARK_OPEN_INNER) open[1] = t;
    else if (mark == Q_MARK_CLOSE_INNER && open[1] != UINT32_MAX) { set_quote(f, open[1], t + 1); open[1] = UINT32_MAX; }
    else if (mark == Q_MARK_CLOSE) {
      uint32_t from = open[0];
      if (from == UINT32_MAX) { from = t; while (from > b && k[from - 1].flags & QUOTH_TOKEN_QUOTED && k[from - 1].mark != Q_MARK_CLOSE && k[from - 1].mark != Q_MARK_SCARE) from--; }
      set_quote(f, from, t + 1);
      open[0] = open[1] = UINT32_MAX;
    }
  }
}

/* Cues of tokens b..e at one depth, then of each sentence inside the quotations there. */
static int find_in(q_finder *f, uint32_t b, uint32_t e, uint8_t depth, uint32_t sentence, int level) {
  const quoth_report *r = f->r;
  int status = q_find_region(f, (q_region){ b, e, depth, 0 });
  if (level > 4) return status;
  for (uint32_t t = b; t < e && !status; t++) {
    if (!f->k[t].quote_end || f->k[t].depth != depth + 1) continue;
    uint32_t end = f->k[t].quote_end < e ? f->k[t].quote_end : e;
    while (sentence + 1 < r->sentence_count && r->sentences[sentence + 1].token <= t) sentence++;
    for (uint32_t s = sentence, from = t + 1; s < r->sentence_count && from < end && !status; s++) {
      uint32_t to = r->sentences[s].token + r->sentences[s].tokens;
      if (to > end) to = end;
      while (to > from && f->k[to - 1].sign == '"') to--;
      if (to > from) status = find_in(f, from, to, (uint8_t)(depth + 1), s, level + 1);
      from = r->sentences[s].token + r->sentences[s].tokens;
    }
    t = end - 1;
  }
  return status;
}

/* Sentences from i on that a quotation holds together; never over a paragraph. */
static uint32_t frame_end(const q_finder *f, uint32_t i, uint32_t limit) {
  const quoth_report *r = f->r;
  uint32_t n = i + 1;
  while (n < limit) {
    uint32_t t = r->sentences[n].token;
    if (t == 0 || f->k[t].depth == 0 || f->k[t - 1].depth == 0 || f->k[t].quote_end) break;
    n++;
  }
  return n;
}

static int paragraph(q_finder *f, uint32_t first, uint32_t end) {
  const quoth_report *r = f->r;
  int status = 0;
  uint32_t b = r->sentences[first].token, e = r->sentences[end - 1].token + r->sentences[end - 1].tokens;
  find_quotes(f, b, e);
  for (uint32_t i = first, n; i < end && !status; i = n) {
    n = frame_end(f, i, end);
    uint32_t from = r->sentences[i].token, to = r->sentences[n - 1].token + r->sentences[n - 1].tokens;
    uint32_t before = f->found.count;
    status = find_in(f, from, to, 0, i, 0);
    if (!status && (f->in == QUOTH_HEADLINE || f->found.count == before)) status = q_find_headline(f, (q_region){ from, to, 0, before });
  }
  return status;
}

/* A quotation goes on from the paragraph before into sentence n, without an opening mark of its own. */
static bool runs_on(const quoth_report *r, uint32_t n) {
  uint32_t t = r->sentences[n].token;
  return t > 0 && t < r->token_count && r->tokens[t].flags & QUOTH_TOKEN_QUOTED && r->tokens[t].mark == Q_MARK_NONE && r->tokens[t - 1].flags & QUOTH_TOKEN_QUOTED &&
         r->tokens[t - 1].mark != Q_MARK_CLOSE;
}

int q_find_by_rule(q_finder *f, q_langs *langs) {
  quoth_report *r = f->r;
  int status = look_up(f, langs);
  for (uint32_t i = 0, n; i < r->sentence_count && !status; i = n) {
    const quoth_sentence *a = &r->sentences[i];
    const quoth_section *section = &r->sections[a->section];
    n = i + 1;
    while (n < r->sentence_count && r->sentences[n].section == a->section && (r->sentences[n].paragraph == r->sentences[n - 1].paragraph || runs_on(r, n))) n++;
    f->in = section->kind;
    f->l = q_langs_get(langs, section->language ? section->language : r->language);
    if (!f->l || (section->kind != QUOTH_HEADLINE && section->kind != QUOTH_BODY && section->kind != QUOTH_CAPTION)) continue;
    status = paragraph(f, i, n);
    if (!status) status = q_find_chains(f, i, n);
  }
  return status;
}

int q_statements(q_langs *langs, q_say *say, int guide, quoth_report *r, quoth_error *e) {
  q_finder f = { .r = r, .a = q_arena_new() };
  int status = f.a ? q_find_by_rule(&f, langs) : QUOTH_MEMORY;
  if (!status && say) status = q_find_by_network(&f, langs, say, guide, e);
  if (!status) status = q_assemble(&f, e);
  q_arena_free(f.a);
  return status == QUOTH_MEMORY ? q_fail(e, status, "out of memory") : status;
}
