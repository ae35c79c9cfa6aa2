/* Title, outlet and dates: given, or shown by the page. What was given wins. */
#include "read/inside.h"

static char *squeezed(q_arena *a, const char *s, size_t n) {
  char *out = q_alloc(a, n + 1), *to = out;
  for (const char *p = s; out && p < s + n;) {
    const char *from = p;
    uint32_t c = q_utf8_next(&p, s + n);
    if (!q_is_space(c)) { memcpy(to, from, (size_t)(p - from)); to += p - from; }
    else if (to > out && to[-1] != ' ') *to++ = ' ';
  }
  return out;
}

/* ---- what stands glued before the first paragraph ----------------------------------------------------------------------------------- */

uint32_t q_body_start(const q_page *p, uint32_t line) {
  const q_line *x = &p->lines.at[line];
  uint32_t at = x->begin;
  for (uint32_t i = 0; i < p->cuts.count; i++) {
    const quoth_section *c = &p->cuts.at[i];
    if (c->span.begin >= x->begin && c->span.end <= x->end && c->span.begin <= at + 1 && c->span.end > at) at = c->span.end;
  }
  while (at < x->end && p->r->text[at] == ' ') at++;
  return at;
}

static bool is_weekday(const q_page *p, uint32_t begin, uint32_t end) {
  const q_lang *langs[] = { p->lang, p->english };
  char folded[80];
  if (end - begin > 60) return false;
  size_t n = q_fold(p->r->text + begin, end - begin, folded, sizeof folded);
  for (int i = 0; i < 2; i++) {
    unsigned skip;
    uint32_t id = langs[i] ? q_lang_find(langs[i], folded, n, &skip) : 0;
    if (id && q_lang_word(langs[i], id)->classes & Q_W_WEEKDAY) return true;
  }
  return false;
}

static uint32_t word_end(const q_page *p, uint32_t at, uint32_t end) {
  const char *s = p->r->text + at, *e = p->r->text + end;
  while (s < e) {
    const char *q = s;
    uint32_t c = q_utf8_next(&q, e);
    if (!q_is_letter(c) && !q_is_mark(c) && c != '.') break;
    s = q;
  }
  return (uint32_t)(s - p->r->text);
}

static uint32_t past_marks(const q_page *p, uint32_t at, uint32_t end) {
  while (at < end && strchr(" ,|:-;)", p->r->text[at]) && p->r->text[at]) at++;
  return at;
}

typedef struct dates { q_found_date published, updated, plain; bool has_published, has_updated, has_plain; } dates;

static void note_date(dates *ds, const q_found_date *d, uint8_t label) {
  if (label == Q_L_UPDATED + 1) { if (!ds->has_updated) { ds->updated = *d; ds->has_updated = true; } }
  else if (label == Q_L_PUBLISHED + 1) { if (!ds->has_published) { ds->published = *d; ds->has_published = true; } }
  else if (!ds->has_plain) { ds->plain = *d; ds->has_plain = true; }
}

/* A date at the very beginning, behind a label or a weekday at most; text goes on with a new sentence. */
static bool date_prefix(q_page *p, uint32_t at, uint32_t end, dates *ds, uint32_t *to) {
  const char *t = p->r->text;
  uint32_t near = end - at > 90 ? at + (uint32_t)q_utf8_valid(t + at, 90) : end, from = at;
  q_found_date d;
  uint8_t label = 0;
  uint32_t seek = at;
  if (!q_date_next(&p->calendar, t, &seek, near, &d)) return false;
  if (d.begin > at) {
    q_line head = { .begin = at, .end = d.begin };
    while (head.end > head.begin && strchr(" ,:-(", t[head.end - 1])) head.end--;
    if (head.end > head.begin) q_line_measure(t, &head);
    uint32_t w = word_end(p, at, near);
    if (w > at && is_weekday(p, at, w)) { from = past_marks(p, w, near); head.begin = from; }
    if (from < d.begin && head.words > 4) return false;
    if (from < d.begin) {
      if (q_label_within(p->labels, Q_L_UPDATED, t + at, head.end - at)) label = Q_L_UPDATED + 1;
      else if (q_label_within(p->labels, Q_L_PUBLISHED, t + at, head.end - at)) label = Q_L_PUBLISHED + 1;
      else return false;
    }
  }
  const char *next = t + past_marks(p, d.end, end);
  uint32_t c = q_utf8_next(&next, t + end);
  bool comma = d.end < end && t[d.end] == ',';
  if (!label && (comma || (q_is_letter(c) && !q_is_upper(c) && (c < 0x590 || c > 0x8ff)))) return false;
  note_date(ds, &d, label);
  *to = d.end;
  if (t[d.end] == '(') { /* "(updated 21:50 09.06.2017)" */
    q_found_date u;
    uint32_t after = d.end + 1;
    if (q_date_next(&p->calendar, t, &after, near, &u) && u.begin - d.end < 40 && q_label_within(p->labels, Q_L_UPDATED, t + d.end + 1, u.begin - d.end - 1)) {
      note_date(ds, &u, Q_L_UPDATED + 1);
      *to = u.end;
    }
  }
  *to = past_marks(p, *to, end);
  return true;
}

/* "AFP Thursday 9 Jul 2015 ...": an agency before a date. */
static bool agency_prefix(q_page *p, uint32_t at, uint32_t end, uint32_t *to) {
  uint32_t w = word_end(p, at, end), after = past_marks(p, w, end), then;
  dates none = { 0 };
  if (w == at || !q_agency_name(p, at, w)) return false;
  *to = w;
  return date_prefix(p, after, end, &none, &then);
}

/* The given title, whole or without the outlet and rubrics that a page's title ends with. */
static uint32_t title_here(const q_page *p, uint32_t at, uint32_t end) {
  const char *title = p->r->title;
  uint32_t to = title ? q_title_prefix(p->r->text, at, end, title) : 0;
  char cut[400];
  if (to || !title || strlen(title) >= sizeof cut) return to;
  strcpy(cut, title);
  for (int i = 0; i < 3 && !to; i++) {
    char *dash = NULL, *c = cut;
    for (; *c; c++)
      if (c > cut && c[-1] == ' ' && c[1] == ' ' && (*c == '-' || *c == '|')) dash = c;
    if (!dash || dash - cut < 20) break;
    *dash = 0;
    to = q_title_prefix(p->r->text, at, end, cut);
  }
  return to;
}

static int prefix_of(q_page *p, uint32_t line, dates *ds) {
  const q_line *x = &p->lines.at[line];
  uint32_t at = x->begin, to;
  int status = 0;
  bool titled = false;
  for (int i = 0; i < 5 && !status; i++, at = to) {
    if (date_prefix(p, at, x->end, ds, &to)) status = q_cut_add(p, QUOTH_FURNITURE, "date", at, to);
    else if (!titled && (to = title_here(p, at, x->end))) {
      titled = true;
      status = q_cut_add(p, QUOTH_HEADLINE, NULL, at, to);
    } else if (agency_prefix(p, at, x->end, &to)) {
      status = q_credit_add(p, QUOTH_CREDIT_AGENCY, at, to);
      if (!status) status = q_cut_add(p, QUOTH_CREDIT, "agency", at, to);
    } else break;
    to = past_marks(p, to, x->end);
  }
  return status;
}

static bool set_date(q_arena *a, quoth_date *out, const q_found_date *d, const char *from) {
  if (out->iso) return true;
  *out = (quoth_date){ q_strdup(a, d->iso), from, { d->begin, d->end } };
  return out->iso != NULL;
}

static bool settle(q_page *p, const dates *ds) {
  quoth_report *r = p->r;
  bool ok = true;
  if (ds->has_published) ok = set_date(r->arena, &r->published, &ds->published, "text");
  else if (ds->has_plain) ok = set_date(r->arena, &r->published, &ds->plain, "text");
  if (ok && ds->has_updated) ok = set_date(r->arena, &r->updated, &ds->updated, "text");
  return ok;
}

int q_prefix_find(q_page *p) {
  dates ds = { 0 };
  if (p->first > p->last) return 0;
  int status = prefix_of(p, p->first, &ds);
  return status ? status : settle(p, &ds) ? 0 : QUOTH_MEMORY;
}

/* ---- dates of the page -------------------------------------------------------------------------------------------------------------- */

static void dates_of_line(q_page *p, const q_line *x, bool plain_too, dates *ds) {
  const char *t = p->r->text;
  uint32_t at = x->begin, from = x->begin;
  q_found_date d;
  if (x->end - x->begin > 600) return;
  while (q_date_next(&p->calendar, t, &at, x->end, &d)) {
    uint8_t label = 0;
    uint32_t n = d.begin - from;
    if (n > 0 && q_label_within(p->labels, Q_L_UPDATED, t + from, n)) label = Q_L_UPDATED + 1;
    else if (n > 0 && q_label_within(p->labels, Q_L_PUBLISHED, t + from, n)) label = Q_L_PUBLISHED + 1;
    else if (from == x->begin && (x->label == Q_L_UPDATED + 1 || x->label == Q_L_PUBLISHED + 1)) label = x->label;
    if (label || plain_too) note_date(ds, &d, label);
    from = d.end;
  }
}

/* "Published:" alone on its line, the date on the next. */
static void dates_below_label(q_page *p, uint32_t i, dates *ds) {
  const q_line *x = &p->lines.at[i];
  q_found_date d;
  uint32_t at;
  if (!x->whole || i + 1 >= p->lines.count || x[1].words > 12) return;
  at = x->begin;
  if (q_date_next(&p->calendar, p->r->text, &at, x->end, &d)) return;
  at = x[1].begin;
  if (q_date_next(&p->calendar, p->r->text, &at, x[1].end, &d)) note_date(ds, &d, x->label);
}

static bool find_dates(q_page *p) {
  dates ds = { 0 };
  uint32_t body = p->first <= p->last ? p->first : p->lines.count;
  for (uint32_t i = 0; i < p->lines.count; i++) {
    const q_line *x = &p->lines.at[i];
    bool dated = x->role && strcmp(x->role, "date") == 0, byline = x->role && strcmp(x->role, "byline") == 0;
    bool head = i < body, foot = i > p->last && i <= p->last + 4;
    if (x->kind == QUOTH_BODY || x->kind == QUOTH_COMMENT || x->kind == QUOTH_CAPTION) continue;
    if (x->label == Q_L_PUBLISHED + 1 || x->label == Q_L_UPDATED + 1) dates_below_label(p, i, &ds);
    if (head || dated || byline) dates_of_line(p, x, (head && x->kind != QUOTH_RELATED) || ((dated || byline) && (i < p->last || foot)), &ds);
  }
  return settle(p, &ds);
}

/* A dateline that has the year. */
static bool date_of_dateline(q_page *p) {
  quoth_span s = p->r->dateline.span;
  q_found_date d;
  uint32_t at = s.begin;
  if (s.begin == s.end || p->r->published.iso || !q_date_next(&p->calendar, p->r->text, &at, s.end, &d)) return true;
  return set_date(p->r->arena, &p->r->published, &d, "text");
}

/* ---- title and outlet --------------------------------------------------------------------------------------------------------------- */

/* Is the last word, or any word, a noun for an outlet ("Times", "News", "Zeitung")? */
static bool names_outlet(const q_page *p, uint32_t begin, uint32_t end) {
  const q_lang *langs[] = { p->lang, p->english };
  char folded[80];
  unsigned skip;
  for (uint32_t at = begin; at < end;) {
    uint32_t to = word_end(p, at, end);
    if (to == at) { at++; while (at < end && ((unsigned char)p->r->text[at] & 0xc0) == 0x80) at++; continue; }
    for (int i = 0; i < 2 && to - at < 60; i++) {
      uint32_t id = langs[i] ? q_lang_find(langs[i], folded, q_fold(p->r->text + at, to - at, folded, sizeof folded), &skip) : 0;
      const q_word *w = id ? q_lang_word(langs[i], id) : NULL;
      for (uint32_t k = 0; w && k < w->actor_count; k++)
        if (w->actors[k].kind == Q_A_OUTLET) return true;
      if (q_agency_name(p, at, to)) return true;
    }
    at = to;
  }
  return false;
}

static bool find_title(q_page *p, uint32_t *suffix, uint32_t *suffix_end) {
  quoth_report *r = p->r;
  *suffix = *suffix_end = 0;
  if (p->headline == UINT32_MAX) return true;
  const q_line *x = &p->lines.at[p->headline];
  uint32_t end = x->end;
  bool cut = x->words >= 6 && q_outlet_suffix(r->text, x, suffix, suffix_end);
  if (cut && !names_outlet(p, *suffix, *suffix_end) && !q_agency_name(p, *suffix, *suffix_end) && r->text[*suffix - 2] != '|') {
    cut = false;
    *suffix = *suffix_end = 0;
  }
  if (cut) {
    const char *e = r->text + *suffix - 1;
    while (e > r->text + x->begin && !strchr(" ", *e)) e--;
    while (e > r->text + x->begin && (*e == ' ' || *e == '-' || *e == '|' || (unsigned char)*e >= 0x80)) e--;
    end = (uint32_t)(e + 1 - r->text);
  }
  if (r->title) return true;
  r->title = squeezed(r->arena, r->text + x->begin, end - x->begin);
  r->title_from = "text";
  return r->title != NULL;
}

/* "© 2017 The Vellin Courier. All rights reserved" -> the name. */
static void copyright_name(const q_page *p, const q_line *x, uint32_t *begin, uint32_t *end) {
  const char *t = p->r->text;
  uint32_t at = x->begin;
  while (at < x->end && !((t[at] | 32) >= 'a' && (t[at] | 32) <= 'z') && ((unsigned char)t[at] < 0xc3)) at++;
  if (x->end - at > 9 && strncasecmp(t + at, "copyright", 9) == 0) at += 9;
  while (at < x->end && (strchr(" ,:-0123456789()", t[at]) || (unsigned char)t[at] == 0xc2 || (unsigned char)t[at] == 0xa9 || (unsigned char)t[at] == 0xe2 || (unsigned char)t[at] == 0x80 || (unsigned char)t[at] == 0x93)) at++;
  *begin = at;
  while (at < x->end && !strchr(".|,;", t[at]) && !(t[at] == ' ' && at + 1 < x->end && (t[at + 1] == '-' || (unsigned char)t[at + 1] == 0xe2))) at++;
  while (at > *begin && t[at - 1] == ' ') at--;
  *end = at;
}

static bool take_outlet(q_page *p, uint32_t begin, uint32_t end) {
  p->r->outlet = squeezed(p->r->arena, p->r->text + begin, end - begin);
  p->r->outlet_from = "text";
  return p->r->outlet != NULL;
}

/* The suffix of picture texts and links, if it stands there twice. */
static bool repeated_suffix(q_page *p, uint32_t *begin, uint32_t *end) {
  uint32_t b, e, seen_begin[16], seen_end[16], seen = 0;
  for (uint32_t i = 0; i < p->lines.count; i++) {
    const q_line *x = &p->lines.at[i];
    if ((x->kind != QUOTH_CAPTION && x->kind != QUOTH_RELATED && x->kind != QUOTH_FURNITURE) || x->words > 30 || !q_outlet_suffix(p->r->text, x, &b, &e)) continue;
    for (uint32_t k = 0; k < seen; k++)
      if (seen_end[k] - seen_begin[k] == e - b && memcmp(p->r->text + seen_begin[k], p->r->text + b, e - b) == 0) { *begin = b; *end = e; return true; }
    if (seen < 16) { seen_begin[seen] = b; seen_end[seen++] = e; }
  }
  return false;
}

/* The masthead about the headline: a name that says it is an outlet's, or that the page repeats. */
static bool masthead(const q_page *p, uint32_t *begin, uint32_t *end) {
  const char *t = p->r->text;
  uint32_t top = p->first <= p->last ? p->first : 0;
  for (uint32_t i = 0, tried = 0; p->headline != UINT32_MAX && i < top && tried < 6; i++) {
    if (i == p->headline) continue;
    const q_line *x = &p->lines.at[i];
    const char *dash = memmem(t + x->begin, x->end - x->begin, " - ", 3), *bar = memmem(t + x->begin, x->end - x->begin, " | ", 3);
    q_line name = { .begin = x->begin, .end = bar ? (uint32_t)(bar - t) : dash ? (uint32_t)(dash - t) : x->end };
    if ((x->sure && x->kind != QUOTH_CAPTION && x->kind != QUOTH_FURNITURE) || x->label || (x->role && strcmp(x->role, "date") == 0) || name.end <= name.begin + 4 || name.end - name.begin > 60) continue;
    q_line_measure(t, &name);
    if (name.words < 2 || name.words > 5 || name.capitals + 1 < name.words || name.ends != Q_ENDS_OPEN) continue;
    tried++;
    bool above = i < p->headline || name.end < x->end; /* below the headline a bare name may be a person's */
    if (!names_outlet(p, name.begin, name.end) && !(above && memmem(t + x->end, p->r->length - x->end, t + name.begin, name.end - name.begin))) continue;
    *begin = name.begin;
    *end = name.end;
    return true;
  }
  return false;
}

static bool find_outlet(q_page *p, uint32_t suffix, uint32_t suffix_end) {
  uint32_t b, e, body = p->first <= p->last ? p->first : 0;
  if (p->r->outlet) return true;
  if (suffix_end > suffix) return take_outlet(p, suffix, suffix_end);
  for (uint32_t i = 0; i < p->lines.count; i++) {
    const q_line *x = &p->lines.at[i];
    if (!x->role || strcmp(x->role, "copyright") != 0) continue;
    copyright_name(p, x, &b, &e);
    if (e > b && e - b < 60) return take_outlet(p, b, e);
  }
  if (repeated_suffix(p, &b, &e) || masthead(p, &b, &e)) return take_outlet(p, b, e);
  for (uint32_t i = p->headline == UINT32_MAX ? body : p->headline + 1; i < body; i++) {
    const q_line *x = &p->lines.at[i];
    bool plain = x->kind == QUOTH_FURNITURE && !x->label && !x->role;
    if (plain && x->words >= 1 && x->words <= 4 && x->capitals == x->words && x->ends == Q_ENDS_OPEN && names_outlet(p, x->begin, x->end)) return take_outlet(p, x->begin, x->end);
  }
  return true;
}

int q_meta_find(q_page *p, const quoth_input *in) {
  uint32_t suffix, suffix_end;
  (void)in;
  bool ok = find_dates(p) && date_of_dateline(p) && find_title(p, &suffix, &suffix_end) && find_outlet(p, suffix, suffix_end);
  return ok ? 0 : QUOTH_MEMORY;
}
