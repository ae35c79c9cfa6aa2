/* Statements by network: cues first, then source, addressee and content for each cue by itself (as in semantic role labelling), so that they may nest and overlap. */
#include <math.h>
#include "say/network.h"
#include "say/path.h"

enum { LEAST_PERCENT = 20,              /* a cue less likely than this is none */
       TOGETHER = 8 };                  /* cues whose surroundings are run at once */

/* One segment of a report on its way through the network. */
typedef struct labels {
  q_finder *f;
  q_say *s;
  q_say_worker *w;
  q_say_rows rows;
  int32_t *head, *relation, *sentence;  /* of all rows */
  int guide, language;
  int from, count;                      /* the segment's rows */
  const float *word, *own;              /* role_dim a row, from the trunk */
  float *p;                             /* probabilities of Q_SAY_CUES a row */
  uint8_t *state;                       /* the likeliest of them */
  Q_VEC(q_found) found;
  quoth_error *e;
} labels;

typedef struct window { int cue, from, to; bool quote; } window; /* rows of the report */

double q_say_exp(double x) {
  if (x < -700) return 0;
  double k = floor(x * 1.4426950408889634 + 0.5), r = x - k * 0.6931471805599453, sum = 1;
  for (int i = 12; i > 0; i--) sum = 1 + sum * r / i;
  return ldexp(sum, (int)k);
}

double q_say_log(double x) {
  int k;
  double m = frexp(x > 1e-300 ? x : 1e-300, &k), sum = 0;
  if (m < 0.7071067811865476) { m *= 2; k--; }
  double s = (m - 1) / (m + 1), s2 = s * s;
  for (int i = 17; i > 0; i -= 2) sum = sum * s2 + 1.0 / i;
  return k * 0.6931471805599453 + 2 * s * sum;
}

static void softmax(const float *scores, int n, float *out) {
  double sum = 0, most = scores[0];
  double each[8];
  for (int i = 1; i < n; i++) if (scores[i] > most) most = scores[i];
  for (int i = 0; i < n; i++) sum += each[i] = scores[i] - most < -17 ? 0 : q_say_exp(scores[i] - most); /* below what a float shows beside 1 */
  for (int i = 0; i < n; i++) out[i] = (float)(each[i] / sum);
}

/* ---- the trunk: cues ---- */

static int run_trunk(labels *x) {
  size_t n = (size_t)x->count;
  const q_say *s = x->s;
  q_form *forms = q_say_room(x->w, 0, n * sizeof *forms);
  float *word = q_say_room(x->w, 2, n * q_forms_dim(s->forms) * sizeof *word), *bits = q_say_room(x->w, 3, n * Q_ROW_BITS * sizeof *bits);
  int32_t *context = q_say_room(x->w, 4, n * 4 * sizeof *context), start = 0;
  x->p = q_say_room(x->w, 5, n * Q_SAY_CUES * sizeof *x->p);
  x->state = q_say_room(x->w, 6, n);
  if (!forms || !word || !bits || !context || !x->p || !x->state) return q_fail(x->e, QUOTH_MEMORY, "out of memory");
  const q_say_row *rows = x->rows.at + x->from;
  for (size_t i = 0; i < n; i++) {
    quoth_span at = x->f->r->tokens[rows[i].token].span;
    forms[i] = (q_form){ x->f->r->text + at.begin, at.end - at.begin };
    for (int k = 0; k < Q_ROW_BITS; k++) bits[i * Q_ROW_BITS + (size_t)k] = rows[i].bits[k];
    memcpy(context + 4 * i, (int32_t[]){ rows[i].upos, rows[i].relation, x->guide, x->language }, 4 * sizeof *context);
  }
  const float *out[Q_GRAPH_PORTS];
  q_feed feed = { .inputs = { word, bits }, .ids = { context } };
  int status = q_forms_vectors(s->forms, x->w->words, forms, x->count, word, x->e);
  if (!status) status = q_graph_run(s->trunk, x->w->trunks, x->count, &start, 1, &feed, out, x->e);
  if (status) return status;
  x->word = out[1];
  x->own = out[2];
  for (size_t i = 0; i < n; i++) {
    float *p = x->p + i * Q_SAY_CUES;
    softmax(out[0] + i * Q_SAY_CUES, Q_SAY_CUES, p);
    x->state[i] = 0;
    for (int k = 1; k < Q_SAY_CUES; k++) if (p[k] > p[x->state[i]]) x->state[i] = (uint8_t)k;
  }
  return 0;
}

/* ---- roles: source and content of some cues ---- */

static int32_t mark_of(const labels *x, const window *w, int row) {
  if (row == w->cue) return w->quote ? 5 : 4;
  uint8_t state = x->state[row - x->from];
  return state == Q_SAY_Q ? 0 : state;
}

static int run_roles(labels *x, const window *at, int count, const float **out) {
  int32_t starts[TOGETHER], rows = 0;
  for (int k = 0; k < count; k++) { starts[k] = rows; rows += at[k].to - at[k].from; }
  size_t dim = x->s->role_dim;
  float *sum = q_say_room(x->w, 7, (size_t)rows * dim * sizeof *sum);
  int32_t *place = q_say_room(x->w, 8, (size_t)rows * 4 * sizeof *place), *paths = q_say_room(x->w, 9, (2 * Q_SAY_REACH + 1) * sizeof *paths);
  if (!sum || !place || !paths) return q_fail(x->e, QUOTH_MEMORY, "out of memory");
  for (int k = 0; k < count; k++) {
    const float *own = x->own + (size_t)(at[k].cue - x->from) * dim;
    int32_t rule = x->rows.at[at[k].cue].rule;
    q_say_paths(x->head, x->relation, x->sentence, at[k].from, at[k].to, at[k].cue, paths);
    for (int i = at[k].from; i < at[k].to; i++) {
      size_t o = (size_t)(starts[k] + i - at[k].from);
      const float *word = x->word + (size_t)(i - x->from) * dim;
      for (size_t j = 0; j < dim; j++) { float v = word[j] + own[j]; sum[o * dim + j] = v > 0 ? v : 0; }
      memcpy(place + 4 * o, (int32_t[]){ q_row_distance(i - at[k].cue), paths[i - at[k].from], q_row_by_rule(x->f, rule, x->rows.at[i].token), mark_of(x, &at[k], i) }, 4 * sizeof *place);
    }
  }
  q_feed feed = { .inputs = { sum }, .ids = { place } };
  return q_graph_run(x->s->role, x->w->roles, rows, starts, count, &feed, out, x->e);
}

/* Best path, its log probability. A state that begins inside is refused. */
static int decode(labels *x, const float *scores, int n, int k, const float *allowed, int32_t *path, double *sure) {
  float *own = q_say_room(x->w, 10, (size_t)(n * k) * sizeof *own), p[8];
  if (!own) return QUOTH_MEMORY;
  memcpy(own, scores, (size_t)(n * k) * sizeof *own);
  for (int s = 0; s < k; s++) own[s] += allowed[s];
  int status = q_viterbi(own, n, k, allowed, path, x->w->roles);
  *sure = 0;
  for (int i = 0; i < n && !status; i++) {
    softmax(scores + i * k, k, p);
    if (p[path[i]] < 1) *sure += q_say_log(p[path[i]]);
  }
  return status;
}

#define NO (-1e4f)
static const float content_moves[] = { 0, 0, NO, 0, 0, 0, 0, 0, 0 };
static const float source_moves[] = { 0, 0, NO, 0, NO, 0, 0, 0, 0, NO, 0, 0, 0, 0, NO, 0, 0, NO, 0, 0, 0, 0, NO, 0, 0 };

static void add_runs(const labels *x, const window *w, const int32_t *path, int begin, q_pieces *out) {
  for (int i = 0, n = w->to - w->from; i < n; i++) {
    if (path[i] != begin) continue;
    int e = i + 1;
    while (e < n && path[e] == begin + 1) e++;
    q_add_piece(out, (q_range){ x->rows.at[w->from + i].token, x->rows.at[w->from + e - 1].token + 1 });
  }
}

/* The cue's rows: what follows its beginning, and later pieces in the same sentence before another cue. */
static void add_cue(const labels *x, const window *w, q_pieces *out) {
  int end = x->from + x->count, at = w->cue;
  if (w->quote) return;
  do {
    int e = at + 1;
    while (e < end && x->state[e - x->from] == Q_SAY_I) e++;
    q_add_piece(out, (q_range){ x->rows.at[at].token, x->rows.at[e - 1].token + 1 });
    for (at = e; at < end && x->sentence[at] == x->sentence[w->cue] && x->state[at - x->from] != Q_SAY_B && x->state[at - x->from] != Q_SAY_J; at++) {}
  } while (at < end && x->sentence[at] == x->sentence[w->cue] && x->state[at - x->from] == Q_SAY_J);
}

/* ---- confidence ---- */

static uint32_t shared(const q_pieces *a, const q_pieces *b, uint32_t *all) {
  uint32_t both = 0, sum = 0;
  for (int i = 0; i < a->count; i++) sum += a->at[i].e - a->at[i].b;
  for (int i = 0; i < b->count; i++) sum += b->at[i].e - b->at[i].b;
  for (int i = 0; i < a->count; i++)
    for (int k = 0; k < b->count; k++) {
      uint32_t from = a->at[i].b > b->at[k].b ? a->at[i].b : b->at[k].b, to = a->at[i].e < b->at[k].e ? a->at[i].e : b->at[k].e;
      if (to > from) both += to - from;
    }
  *all = sum - both;
  return both;
}

static float confidence(const labels *x, const window *w, const q_found *s, double content, double source) {
  const float *weights = x->s->sure + x->guide * q_say_weights(x->s), *p = x->p + (size_t)(w->cue - x->from) * Q_SAY_CUES;
  double begin = (double)p[Q_SAY_B] + (double)p[Q_SAY_Q], agree[3] = { 0, 0, 0 };
  if (begin > 0.9999) begin = 0.9999;
  int32_t rule = x->rows.at[w->cue].rule;
  if (rule >= 0) {
    const q_found *o = &x->f->found.at[rule];
    uint32_t all, both = shared(&o->content, &s->content, &all);
    agree[0] = 1;
    agree[1] = all ? (double)both / all : 0;
    agree[2] = (!o->source.count && !s->source.count) || shared(&o->source, &s->source, &all);
  }
  double length = 0;
  for (int i = 0; i < s->content.count; i++) length += s->content.at[i].e - s->content.at[i].b;
  double features[Q_SAY_SURE] = { 1, q_say_log(begin / (1 - begin)), content < -12 ? -12 : content, source < -12 ? -12 : source, w->quote, s->source.count > 0, agree[0], agree[1], agree[2],
                                  s->content.count > 1, q_say_log(1 + length) }, sum = 0;
  for (int i = 0; i < Q_SAY_SURE; i++) sum += (double)weights[i] * features[i];
  if (x->language >= 0) sum += (double)weights[Q_SAY_SURE + x->language];
  return (float)(1 / (1 + q_say_exp(-sum)));
}

/* ---- force, negation: as the rules know them for this cue ---- */

static bool negates(const q_finder *f, uint32_t t) { return q_word_at(f, t, Q_W_NEGATION) && !q_word_at(f, t, Q_W_QUANTIFIER | Q_W_ARTICLE); }

static void describe(const labels *x, const window *w, q_found *s) {
  const q_finder *f = x->f;
  int32_t rule = x->rows.at[w->cue].rule;
  s->head = x->rows.at[w->cue].token;
  s->depth = f->k[s->head].depth;
  if (w->quote && f->k[s->head].quote_end && s->depth) s->depth--;
  if (!s->cue.count) return;
  bool found = false;
  if (rule >= 0) {
    const q_found *o = &f->found.at[rule];
    s->force = o->force; s->negated = o->negated; s->weak = o->weak; s->infinitive = o->infinitive; s->gerund = o->gerund;
    return;
  }
  for (int i = 0; i < s->cue.count; i++)
    for (uint32_t t = s->cue.at[i].b; t < s->cue.at[i].e; t++) {
      const q_word *word = f->k[t].w;
      if (word->cue_count && !found) { s->force = word->cues[0].force; s->head = t; found = true; }
      if (negates(f, t)) s->negated = true;
    }
  uint32_t b = s->cue.at[0].b, e = s->cue.at[0].e;
  for (uint32_t t = b; t > 0 && b - t < 2 && !f->k[t - 1].sign; t--) if (negates(f, t - 1)) s->negated = true;
  if (e < f->r->token_count && negates(f, e) && !f->k[e].sign) s->negated = true;
}

/* ---- together ---- */

/* Stops, commas and words of time at its ends are no part of a source, stops and commas none of a cue or an addressee. */
static void trim(const q_finder *f, q_pieces *p, bool times) {
  uint8_t kept = 0;
  for (int i = 0; i < p->count; i++) {
    q_range c = p->at[i];
    while (c.e > c.b + 1 && ((f->k[c.e - 1].sign && strchr(",.;:-", f->k[c.e - 1].sign)) || (times && q_word_at(f, c.e - 1, Q_W_WEEKDAY | Q_W_DAY) && !q_word_at(f, c.e - 1, Q_W_ACTOR)))) c.e--;
    while (c.e > c.b + 1 && f->k[c.b].sign && strchr(",.;:-", f->k[c.b].sign)) c.b++;
    p->at[kept++] = c;
  }
  p->count = kept;
}

/* Most corpora mark no addressees: the rules know more of them. What the network calls source or content stays that. */
static void add_apart(q_found *s, const q_pieces *addressee) {
  uint32_t all;
  if (!shared(addressee, &s->source, &all) && !shared(addressee, &s->content, &all) && !shared(addressee, &s->cue, &all)) s->addressee = *addressee;
}

static int keep(labels *x, const window *w, const float *source, const float *content) {
  int32_t ys[2 * Q_SAY_REACH + 1], yc[2 * Q_SAY_REACH + 1];
  int n = w->to - w->from;
  double sure_source, sure_content;
  q_found s = { .rule = Q_R_NETWORK };
  if (decode(x, source, n, Q_SAY_SOURCES, source_moves, ys, &sure_source) || decode(x, content, n, Q_SAY_CONTENTS, content_moves, yc, &sure_content)) return q_fail(x->e, QUOTH_MEMORY, "out of memory");
  add_runs(x, w, yc, 1, &s.content);
  if (!s.content.count) return 0;
  add_runs(x, w, ys, 1, &s.source);
  add_runs(x, w, ys, 3, &s.addressee);
  add_cue(x, w, &s.cue);
  trim(x->f, &s.source, true);
  int32_t rule = x->rows.at[w->cue].rule;
  if (!s.addressee.count && rule >= 0) add_apart(&s, &x->f->found.at[rule].addressee);
  trim(x->f, &s.addressee, false);
  if (s.cue.count > 1 || s.cue.count == 0 || s.cue.at[0].e > s.cue.at[0].b + 1) trim(x->f, &s.cue, false);
  s.sure = confidence(x, w, &s, sure_content, sure_source);
  describe(x, w, &s);
  return q_push(x->f->a, &x->found, s) ? q_fail(x->e, QUOTH_MEMORY, "out of memory") : 0;
}

/* Wikinews lists a quotation inside a longer content once more, as a statement of its own. */
static int list_quotations(labels *x) {
  const q_finder *f = x->f;
  for (uint32_t n = x->found.count, i = 0; i < n; i++)
    for (int p = 0; p < x->found.at[i].content.count; p++) {
      q_range c = x->found.at[i].content.at[p];
      for (uint32_t t = c.b; t < c.e; t++) {
        uint32_t end = f->k[t].quote_end, words = 0;
        if (!end || end > c.e || (t == c.b && end == c.e && x->found.at[i].content.count == 1)) continue;
        for (uint32_t u = t; u < end; u++) words += !f->k[u].sign;
        q_found s = x->found.at[i];
        s.content = (q_pieces){ .at = { { t, end } }, .count = 1 };
        s.sure *= 0.9f;
        if (words > 1 && q_push(x->f->a, &x->found, s)) return QUOTH_MEMORY;
        t = end - 1;
      }
    }
  return 0;
}

/* A whole quotation that goes on after the frame is a statement of its own, without a cue (ours); a cue before it that took it too gives it back. */
static void part_quotations(labels *x) {
  for (uint32_t i = 0; i < x->found.count; i++) {
    const q_found *q = &x->found.at[i];
    if (q->cue.count || q->sure < 0.3f || q->content.count != 1) continue;
    q_range c = q->content.at[0];
    for (uint32_t k = i > 20 ? i - 20 : 0; k < x->found.count && k < i + 20; k++) {
      q_found *s = &x->found.at[k];
      if (!s->cue.count || s->content.count < 2 || s->depth != q->depth) continue;
      uint8_t kept = 0;
      for (int p = 0; p < s->content.count; p++) {
        q_range o = s->content.at[p];
        bool same = o.b + 3 > c.b && o.b < c.b + 3 && o.e + 3 > c.e && o.e < c.e + 3;
        if (!same || (p + 1 == s->content.count && !kept)) s->content.at[kept++] = o;
      }
      s->content.count = kept;
    }
  }
}

static int segment(labels *x) {
  window some[TOGETHER];
  int count = 0, end = x->from + x->count, status = run_trunk(x);
  for (int i = x->from; i <= end && !status; i++) {
    if (i < end) {
      const float *p = x->p + (size_t)(i - x->from) * Q_SAY_CUES;
      uint8_t state = x->state[i - x->from];
      if (p[Q_SAY_B] + p[Q_SAY_Q] >= LEAST_PERCENT / 100.f && state != Q_SAY_I && state != Q_SAY_J)
        some[count++] = (window){ i, i - x->from > Q_SAY_REACH ? i - Q_SAY_REACH : x->from, end - i > Q_SAY_REACH + 1 ? i + Q_SAY_REACH + 1 : end, p[Q_SAY_Q] > p[Q_SAY_B] };
    }
    if (!count || (count < TOGETHER && i < end)) continue;
    const float *out[Q_GRAPH_PORTS];
    status = run_roles(x, some, count, out);
    for (int k = 0, at = 0; k < count && !status; at += some[k].to - some[k].from, k++) status = keep(x, &some[k], out[0] + at * Q_SAY_SOURCES, out[1] + at * Q_SAY_CONTENTS);
    count = 0;
  }
  return status;
}

static int prepare(labels *x, q_langs *langs) {
  if (q_rows_make(x->f, langs, &x->rows)) return QUOTH_MEMORY;
  size_t n = x->rows.count + 1;
  x->head = q_alloc(x->f->a, n * sizeof *x->head);
  x->relation = q_alloc(x->f->a, n * sizeof *x->relation);
  x->sentence = q_alloc(x->f->a, n * sizeof *x->sentence);
  if (!x->head || !x->relation || !x->sentence) return QUOTH_MEMORY;
  for (uint32_t i = 0; i < x->rows.count; i++) {
    x->head[i] = x->rows.at[i].head;
    x->relation[i] = x->rows.at[i].relation;
    x->sentence[i] = (int32_t)x->rows.at[i].sentence;
  }
  return 0;
}

int q_find_by_network(q_finder *f, q_langs *langs, q_say *s, int guide, quoth_error *e) {
  labels x = { .f = f, .s = s, .guide = guide, .language = -1, .e = e };
  for (int i = 0; i < s->language_count; i++) if (f->r->language && strcmp(s->languages[i], f->r->language) == 0) x.language = i;
  if (x.language < 0) return 0;
  x.w = q_say_take(s);
  int status = x.w ? prepare(&x, langs) : QUOTH_MEMORY;
  if (status) status = q_fail(e, status, "out of memory");
  for (uint32_t i = 0; i < x.rows.segments && !status; i++) {
    x.from = x.rows.starts[i];
    x.count = x.rows.starts[i + 1] - x.from;
    if (x.count) status = segment(&x);
  }
  if (!status && guide == Q_GUIDE_QUOTH) part_quotations(&x);
  if (!status && guide == Q_GUIDE_WIKINEWS && list_quotations(&x)) status = q_fail(e, QUOTH_MEMORY, "out of memory");
  q_say_give(s, x.w);
  if (!status) { f->found.at = x.found.at; f->found.count = x.found.count; f->found.room = x.found.room; }
  return status;
}
