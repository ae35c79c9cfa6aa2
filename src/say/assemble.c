/* Token ranges -> the report's statements: spans, kind, parents, order. */
#include <stdlib.h>
#include "say/find.h"

/* French clitics keep their hyphens as tokens: "-t-elle" is "elle" as a source. */
static uint32_t past_hyphens(const quoth_report *r, quoth_span s) {
  if (r->text[s.begin] == '-' && s.end - s.begin > 2) return r->text[s.begin + 2] == '-' ? s.begin + 3 : s.begin + 1;
  return s.begin;
}

static int put_spans(q_finder *f, const q_pieces *p, quoth_spans *out) {
  quoth_report *r = f->r;
  out->first = r->span_count;
  out->count = 0;
  for (int i = 0; i < p->count; i++) {
    if (p->at[i].b >= p->at[i].e) continue;
    if (r->span_count == r->span_room) {
      uint32_t room = r->span_room ? r->span_room * 2 : 64;
      quoth_span *wider = q_grow(r->arena, r->spans, r->span_room * sizeof *wider, room * sizeof *wider);
      if (!wider) return QUOTH_MEMORY;
      r->spans = wider;
      r->span_room = room;
    }
    r->spans[r->span_count++] = (quoth_span){ past_hyphens(r, r->tokens[p->at[i].b].span), r->tokens[p->at[i].e - 1].span.end };
    out->count++;
  }
  return 0;
}

/* Commas and stops of the frame at the ends of a piece of content are no part of it; those inside quotation marks are. */
static void trim(const q_finder *f, q_found *s) {
  int kept = 0;
  for (int i = 0; i < s->content.count; i++) {
    q_range x = s->content.at[i];
    while (x.b < x.e && f->k[x.b].depth <= s->depth && (f->k[x.b].sign == ',' || f->k[x.b].sign == '.' || f->k[x.b].sign == ';' || f->k[x.b].sign == ':' || f->k[x.b].sign == '-')) x.b++;
    while (x.b < x.e && f->k[x.e - 1].depth <= s->depth && (f->k[x.e - 1].sign == ',' || f->k[x.e - 1].sign == ';' || f->k[x.e - 1].sign == ':' || f->k[x.e - 1].sign == '-' ||
           (f->k[x.e - 1].sign == '.' && f->r->text[f->r->tokens[x.e - 1].span.begin] == '.'))) x.e--;
    if (x.b < x.e) s->content.at[kept++] = x;
  }
  s->content.count = (uint8_t)kept;
}

static quoth_kind kind_of(const q_finder *f, const q_found *s) {
  uint32_t in = 0, out = 0;
  for (int i = 0; i < s->content.count; i++)
    for (uint32_t t = s->content.at[i].b; t < s->content.at[i].e; t++) {
      if (f->k[t].sign) continue;
      bool scare = f->k[t].depth == s->depth && s->depth == 0 && f->r->tokens[t].flags & QUOTH_TOKEN_QUOTED;
      if (f->k[t].depth > s->depth || scare) in++; else out++;
    }
  return in == 0 ? QUOTH_INDIRECT : out == 0 ? QUOTH_DIRECT : QUOTH_MIXED;
}

typedef struct order { uint32_t content, cue, index; } order;
static int by_place(const void *a, const void *b) {
  const order *x = a, *y = b;
  if (x->content != y->content) return x->content < y->content ? -1 : 1;
  if (x->cue != y->cue) return x->cue < y->cue ? -1 : 1;
  return x->index < y->index ? -1 : x->index > y->index;
}

static uint32_t size_of(const q_found *s) {
  uint32_t n = 0;
  for (int i = 0; i < s->content.count; i++) n += s->content.at[i].e - s->content.at[i].b;
  return n;
}
static bool holds(const q_found *outer, const q_found *inner) {
  for (int i = 0; i < outer->content.count; i++) {
    q_range c = outer->content.at[i];
    if (inner->head >= c.b && inner->head < c.e) return true;
  }
  return false;
}

/* The smallest statement whose content holds the cue; only near neighbours can. */
static int32_t parent_of(const q_finder *f, const order *o, uint32_t count, uint32_t n) {
  const q_found *s = &f->found.at[o[n].index];
  int32_t best = -1;
  uint32_t size = UINT32_MAX, from = n > 40 ? n - 40 : 0, to = n + 40 < count ? n + 40 : count;
  if (!s->cue.count) return -1;
  for (uint32_t i = from; i < to; i++) {
    const q_found *x = &f->found.at[o[i].index];
    if (i == n || !holds(x, s) || (holds(s, x) && size_of(x) <= size_of(s))) continue;
    if (size_of(x) < size) { size = size_of(x); best = (int32_t)i; }
  }
  return best;
}

int q_assemble(q_finder *f, quoth_error *e) {
  quoth_report *r = f->r;
  uint32_t count = 0;
  order *o = q_alloc(f->a, (f->found.count + 1) * sizeof *o);
  r->statements = q_alloc(r->arena, (f->found.count + 1) * sizeof *r->statements);
  if (!o || !r->statements) return q_fail(e, QUOTH_MEMORY, "out of memory");
  for (uint32_t i = 0; i < f->found.count; i++) {
    q_found *s = &f->found.at[i];
    trim(f, s);
    if (s->content.count) o[count++] = (order){ s->content.at[0].b, s->head, i };
  }
  qsort(o, count, sizeof *o, by_place);
  for (uint32_t i = 0; i < count; i++) {
    const q_found *s = &f->found.at[o[i].index];
    quoth_statement *x = &r->statements[i];
    uint32_t lo = 0, hi = r->sentence_count;
    while (lo + 1 < hi) { uint32_t m = (lo + hi) / 2; if (r->sentences[m].token <= s->head) lo = m; else hi = m; }
    const quoth_section *section = &r->sections[r->sentences[lo].section];
    *x = (quoth_statement){ .kind = kind_of(f, s), .force = s->force, .in = section->kind, .speaker = -1, .target = -1, .parent = parent_of(f, o, count, i), .when = -1,
                            .negated = s->negated, .confidence = (float)(q_confidence(s) > 0 ? q_confidence(s) : 0.3), .language = section->language };
    if (put_spans(f, &s->content, &x->content) || put_spans(f, &s->cue, &x->cue) || put_spans(f, &s->source, &x->source) || put_spans(f, &s->addressee, &x->addressee))
      return q_fail(e, QUOTH_MEMORY, "out of memory");
  }
  r->statement_count = count;
  return 0;
}
