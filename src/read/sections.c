/* The part that each line plays, told from its form (length, capitals, how it ends, label words) and its place: before, in or after the body. */
#include "read/inside.h"

enum { BODY_WORDS = 12 };

static void set(q_line *x, quoth_section_kind kind, const char *role, bool sure) {
  x->kind = (uint8_t)kind;
  x->role = role;
  x->sure = sure;
}

static bool is_sentence(const q_line *x) { return x->ends == Q_ENDS_STOP || x->ends == Q_ENDS_COLON; }

/* A paragraph of running text. */
static bool is_prose(const q_line *x) {
  if (x->upper && x->words < 25) return false;
  return x->words >= 25 || (x->words >= BODY_WORDS && (x->ends != Q_ENDS_OPEN || x->stops > 0)) || (x->words >= 6 && is_sentence(x)) || (x->opens && x->words >= 3 && x->ends == Q_ENDS_STOP);
}

/* Longer than links are, though the last stop is missing: a paragraph, among others. */
static bool is_unfinished(const q_line *x) { return x->words >= (x->capitals == 0 ? 15 : x->capitals * 2 < x->words ? 18 : 25); }

/* Words of the line that are no part of a date, a time or a label about dates. */
static bool is_date_line(const q_page *p, const q_line *x) {
  q_found_date d;
  uint32_t at = x->begin, from = x->begin, left = 0, found = 0;
  if (x->words > 16 || x->end - x->begin > 240) return false;
  while (q_date_next(&p->calendar, p->r->text, &at, x->end, &d)) {
    q_line part = { .begin = from, .end = d.begin };
    if (part.begin < part.end) q_line_measure(p->r->text, &part);
    left += part.words;
    from = d.end;
    found++;
  }
  if (!found) return false;
  q_line part = { .begin = from, .end = x->end };
  if (part.begin < part.end) q_line_measure(p->r->text, &part);
  left += part.words;
  return left <= 4 + (x->label == Q_L_PUBLISHED + 1 || x->label == Q_L_UPDATED + 1) * 4u;
}

/* Addresses, counters, rows of marks. */
static bool is_noise(const char *text, const q_line *x) {
  uint32_t n = x->end - x->begin;
  if (x->letters == 0) return true;
  if (x->words > 6) return false;
  return memmem(text + x->begin, n, "http://", 7) || memmem(text + x->begin, n, "https://", 8) || memmem(text + x->begin, n, "www.", 4) ||
    (x->words == 1 && memchr(text + x->begin, '@', n));
}

/* "... (Photo by AFP)", "... (Foto: dpa)": a picture's text ends with its credit in brackets. */
static bool ends_in_photo(const q_page *p, const q_line *x) {
  const char *text = p->r->text, *end = text + x->end;
  if (x->words > 90 || x->end - x->begin < 6) return false;
  q_line tail;
  if (q_photo_tail(p, x, &tail)) return true;
  if (end[-1] == '.') end--;
  if (end[-1] != ')' && end[-1] != ']') return false;
  const char *open = end - 1;
  while (open > text + x->begin && end - open < 120 && *open != '(' && *open != '[') open--;
  if (*open != '(' && *open != '[') return false;
  q_line in = { .begin = (uint32_t)(open + 1 - text), .end = (uint32_t)(end - 1 - text) };
  if (in.begin >= in.end) return false;
  q_line_measure(text, &in);
  q_label_line(p->labels, text, &in);
  if (in.label == Q_L_PHOTO + 1 || in.label == Q_L_CAPTION + 1) return true;
  return q_label_within(p->labels, Q_L_PHOTO, text + in.begin, in.end - in.begin) || memmem(text + in.begin, in.end - in.begin, "hoto", 4);
}

/* " - Name" or " | Name" at the end: a page's title or the text of a picture, from another page of the outlet. */
bool q_outlet_suffix(const char *text, const q_line *x, uint32_t *from, uint32_t *to) {
  const char *begin = text + x->begin, *end = text + x->end, *p = end;
  while (p > begin + 3 && end - p < 60) {
    const char *q = p;
    uint32_t c = q_utf8_prev(begin, &q);
    bool bar = c == '|' || c == 0xbb, dash = c == '-' || c == 0x2013 || c == 0x2014;
    if ((bar || dash) && q[-1] == ' ' && p < end && *p == ' ') {
      q_line part = { .begin = (uint32_t)(p + 1 - text), .end = x->end };
      q_line_measure(text, &part);
      *from = part.begin;
      *to = part.end;
      return part.words >= 1 && part.words <= 4 && part.capitals + 1 >= part.words && part.capitals > 0 && part.ends == Q_ENDS_OPEN;
    }
    p = q;
  }
  return false;
}

/* Begins with a copyright mark: 2 where a year follows (the page's own line), 1 where a name does (a picture's), 3 with the picture's text; 0: it does not. */
static uint32_t copyright_mark(const char *text, const q_line *x) {
  const char *p = text + x->begin, *end = text + x->end;
  if (x->words > 60) return 0;
  if (end - p > 3 && strncasecmp(p, "(c)", 3) == 0) p += 3;
  else if (end - p > 2 && memcmp(p, "\xc2\xa9", 2) == 0) p += 2;
  else return 0;
  while (p < end && (*p == ' ' || *p == ':')) p++;
  if (p < end && ((*p >= '0' && *p <= '9') || strncasecmp(p, "copyright", 9) == 0)) return 2;
  return x->words > 14 || (x->words > 6 && x->stops > 0) ? 3 : 1;
}

/* What form alone says. */
static void by_form(q_page *p, q_line *x) {
  const char *text = p->r->text;
  q_label_line(p->labels, text, x);
  uint32_t copy = copyright_mark(text, x);
  if (copy == 3) { set(x, QUOTH_CAPTION, NULL, true); return; }
  if (copy) { set(x, copy == 2 || x->label == Q_L_FURNITURE + 1 ? QUOTH_FURNITURE : QUOTH_CREDIT, copy == 2 ? "copyright" : "photo", true); return; }
  if (x->label == Q_L_BYLINE + 1 && x > p->lines.at && q_byline(p, x)) { set(x, QUOTH_CREDIT, "byline", true); return; }
  if (is_date_line(p, x)) { set(x, QUOTH_FURNITURE, "date", true); return; }
  if (is_noise(text, x)) { set(x, QUOTH_FURNITURE, NULL, true); return; }
  if (ends_in_photo(p, x)) { set(x, QUOTH_CAPTION, NULL, true); return; }
  switch (x->label - 1) {
    case Q_L_RELATED: set(x, QUOTH_RELATED, x->whole ? "label" : "link", true); break;
    case Q_L_CAPTION: set(x, x->words > 6 ? QUOTH_CAPTION : QUOTH_CREDIT, x->words > 6 ? NULL : "photo", true); break;
    case Q_L_PHOTO:
      if (x->words <= 12) set(x, QUOTH_CREDIT, "photo", true);
      else set(x, QUOTH_CAPTION, NULL, true);
      break;
    case Q_L_TRANSLATION: if (x->words <= 20) set(x, QUOTH_CREDIT, "translation", true); break;
    case Q_L_SOURCE: if (x->words <= 20) set(x, QUOTH_CREDIT, "source", true); break;
    case Q_L_AGENCY: if (x->words <= 10) set(x, QUOTH_CREDIT, "agency", true); break;
    case Q_L_PUBLISHED: case Q_L_UPDATED: set(x, QUOTH_FURNITURE, "date", true); break;
    case Q_L_FURNITURE: set(x, QUOTH_FURNITURE, NULL, true); break;
    case Q_L_COMMENT: set(x, QUOTH_COMMENT, "label", true); break;
    default:
      if (q_langs_agency_line(p, x)) set(x, QUOTH_CREDIT, "agency", true);
      else set(x, QUOTH_BODY, NULL, false);
  }
  if (!x->sure && x->ends == Q_ENDS_OPEN && q_signed(p, x)) x->ends = Q_ENDS_STOP;
}

/* A label of comments counts only behind a body; before it, it is a counter or a link. */
static uint32_t comments_from(q_page *p) {
  uint32_t before = 0, all = 0;
  for (uint32_t i = 0; i < p->lines.count; i++)
    if (p->lines.at[i].kind == QUOTH_BODY && is_prose(&p->lines.at[i])) all += p->lines.at[i].words;
  for (uint32_t i = 0; i < p->lines.count; i++) {
    q_line *x = &p->lines.at[i];
    if (x->kind == QUOTH_BODY && is_prose(x)) before += x->words;
    if (x->kind != QUOTH_COMMENT) continue;
    if (before >= 60 || (before >= BODY_WORDS && before * 2 > all)) return i;
    set(x, QUOTH_FURNITURE, NULL, true);
  }
  return p->lines.count;
}

/* At the end of a page: "Title / A first sentence that is cut off ...", once or several times, with a heading of a few words above: links to other reports. */
static void teasers(q_page *p, uint32_t end) {
  uint32_t low = end;
  while (low > 0) {
    const q_line *x = &p->lines.at[low - 1];
    bool pair = low >= 2 && !x->sure && x->ends == Q_ENDS_ELLIPSIS && !x[-1].sure && x[-1].ends == Q_ENDS_OPEN && x[-1].words <= 25;
    if (!pair && !(x->sure && x->kind != QUOTH_CAPTION && low < end)) break;
    low -= pair ? 2 : 1;
  }
  if (low > 0 && low < end && p->lines.at[low - 1].words <= 3 && p->lines.at[low - 1].ends == Q_ENDS_OPEN && !p->lines.at[low - 1].sure) low--;
  if (low == 0) return;
  for (uint32_t i = low; i < end; i++)
    if (!p->lines.at[i].sure) set(&p->lines.at[i], QUOTH_RELATED, "list", true);
}

/* What a line says for (words of running text) or against (links, labels) lying inside the body. */
static int weight(const q_line *x) {
  if (x->sure) return x->kind == QUOTH_RELATED ? (x->whole ? -20 : -4) : x->kind == QUOTH_FURNITURE && !x->role ? -3 : 0;
  if (is_prose(x)) return x->words < 80 ? (int)x->words : 80;
  if (is_sentence(x)) return 2;
  if (is_unfinished(x)) return 0;
  return x->bullet || x->lower || x->opens ? 0 : x->words >= 8 ? -8 : x->words > 3 ? -6 : -4;
}

/* The body proper is the stretch of lines with the greatest sum of weights (maximum subsequence segmentation, Pasternack and Roth 2009). Running text outside
 * it belongs to other things on the page. */
static void find_body(q_page *p, uint32_t end) {
  int64_t sum = 0, best = 0;
  uint32_t start = 0, from = 0, to = 0;
  for (uint32_t i = 0; i < end; i++) {
    if (sum <= 0) { sum = 0; start = i; }
    sum += weight(&p->lines.at[i]);
    if (sum > best) { best = sum; from = start; to = i; }
  }
  p->first = UINT32_MAX;
  p->last = 0;
  for (uint32_t i = 0; i < end; i++) {
    q_line *x = &p->lines.at[i];
    bool inside = best > 0 && i >= from && i <= to;
    if (x->sure || !is_prose(x)) continue;
    if (best > 0 && i > to) { set(x, QUOTH_RELATED, "teaser", true); continue; }
    if (!inside) { if (best > 0 && x->words >= 25) set(x, QUOTH_FURNITURE, NULL, true); continue; }
    p->last = i;
    if (p->first == UINT32_MAX || (p->lines.at[p->first].words < BODY_WORDS && x->words >= BODY_WORDS && i <= p->first + 2)) p->first = i;
  }
}

/* A heading of links takes the link-like lines below it; teasers (a sentence under its title) too, unless running text goes on. */
static void related_blocks(q_page *p, uint32_t end) {
  for (uint32_t i = 0; i < end; i++) {
    q_line *x = &p->lines.at[i];
    if (x->kind != QUOTH_RELATED || !x->whole) continue;
    uint32_t k = i + 1, links = 0;
    for (; k < end; k++) {
      q_line *y = &p->lines.at[k];
      if (y->sure && y->kind != QUOTH_RELATED && y->kind != QUOTH_FURNITURE) break;
      if (y->sure) continue;
      bool teaser = y->words <= 45 && links > 0 && p->lines.at[k - 1].kind == QUOTH_RELATED && p->lines.at[k - 1].ends == Q_ENDS_OPEN;
      if (is_prose(y) && y->ends != Q_ENDS_ELLIPSIS && !(teaser && (k + 1 >= end || !is_prose(&p->lines.at[k + 1])))) break;
      links++;
      set(y, QUOTH_RELATED, "list", true);
    }
    i = k - 1;
  }
}

static bool beside_photo(const q_page *p, uint32_t i) {
  const q_line *x = &p->lines.at[i];
  bool after = i > 0 && !x->gap && x[-1].kind == QUOTH_CREDIT && x[-1].role && strcmp(x[-1].role, "photo") == 0;
  bool before = i + 1 < p->lines.count && !x[1].gap && x[1].kind == QUOTH_CREDIT && x[1].role && strcmp(x[1].role, "photo") == 0;
  return after || (before && i > p->headline);
}

/* A line without a stop among paragraphs: an intertitle, a link, the text of a picture, an entry of a list. */
static void inner_line(q_page *p, uint32_t i) {
  q_line *x = &p->lines.at[i];
  const q_line *before = i > 0 ? x - 1 : NULL, *after = i + 1 < p->lines.count ? x + 1 : NULL;
  uint32_t from, to;
  bool list = before && ((before->ends == Q_ENDS_COLON && before->kind == QUOTH_BODY) || (before->role && before->kind == QUOTH_BODY && strcmp(before->role, "list") == 0 && !x->gap));
  bool neighbour = (before && !x->gap && before->ends == Q_ENDS_OPEN && before->kind != QUOTH_CREDIT && i > p->headline + 1) || (after && !after->gap && after->ends == Q_ENDS_OPEN && !after->sure);
  if (is_sentence(x) || is_prose(x) || is_unfinished(x) || x->ends == Q_ENDS_ELLIPSIS) return;
  if (list || x->bullet) { x->role = "list"; return; }
  if (x->opens || x->lower) return;
  if (beside_photo(p, i) && x->words <= 30) set(x, QUOTH_CAPTION, NULL, true);
  else if (x->words >= 4 && q_outlet_suffix(p->r->text, x, &from, &to)) set(x, QUOTH_CAPTION, "alt", true);
  else if (x->words >= 8 || (neighbour && x->words >= 5)) set(x, QUOTH_RELATED, "link", true);
  else x->role = "subhead";
}

/* Between the headline and the body: standfirst, outlet, byline, picture. */
static void head_line(q_page *p, uint32_t i) {
  q_line *x = &p->lines.at[i];
  uint32_t from, to;
  if (x->sure) return;
  if (i < p->headline) { set(x, QUOTH_FURNITURE, NULL, true); return; }
  if (beside_photo(p, i)) set(x, QUOTH_CAPTION, NULL, true);
  else if (q_outlet_suffix(p->r->text, x, &from, &to)) set(x, QUOTH_CAPTION, "alt", true);
  else if (p->headline != UINT32_MAX && i > p->headline + 3) set(x, x->words >= 6 ? QUOTH_RELATED : QUOTH_FURNITURE, NULL, true);
  else if (x->words >= 6 || is_sentence(x)) set(x, QUOTH_BODY, "lead", true);
  else set(x, QUOTH_FURNITURE, NULL, true);
}

void q_sections_find(q_page *p) {
  uint32_t n = p->lines.count;
  for (uint32_t i = 0; i < n; i++) by_form(p, &p->lines.at[i]);
  uint32_t end = comments_from(p);
  for (uint32_t i = end; i < n; i++)
    if (!p->lines.at[i].sure || p->lines.at[i].kind == QUOTH_RELATED) set(&p->lines.at[i], QUOTH_COMMENT, NULL, true);
  related_blocks(p, end);
  teasers(p, end);
  find_body(p, end);
  q_headline_find(p);
  if (p->first == UINT32_MAX) { /* no running text: a headline alone, or a few words */
    p->first = 1;
    p->last = 0;
    return;
  }
  for (uint32_t i = 0; i < p->first; i++)
    if (i != p->headline) head_line(p, i);
  for (uint32_t i = p->first; i <= p->last; i++)
    if (!p->lines.at[i].sure && i != p->headline) inner_line(p, i);
  for (uint32_t i = p->last + 1; i < end; i++) {
    q_line *x = &p->lines.at[i];
    const char *t = p->r->text;
    if (!x->sure && i <= p->last + 2 && t[x->begin] == '(' && t[x->end - 1] == ')' && x->words >= 1 && x->words <= 4 && x->capitals == x->words) set(x, QUOTH_CREDIT, "agency", true);
    if (!x->sure && !x->lower && !is_sentence(x) && x->ends != Q_ENDS_ELLIPSIS) set(x, x->words >= 6 ? QUOTH_RELATED : QUOTH_FURNITURE, NULL, true);
  }
}

/* ---- lines and cuts -> sections ---------------------------------------------------------------------------------------------------- */

int q_cut_add(q_page *p, quoth_section_kind kind, const char *role, uint32_t begin, uint32_t end) {
  return q_push(p->r->arena, &p->cuts, ((quoth_section){ kind, role, { begin, end }, NULL }));
}

static bool same_role(const char *a, const char *b) { return a == b || (a && b && strcmp(a, b) == 0); }

typedef Q_VEC(quoth_section) sections;

/* Joins a section to the one before where both play one part. Never across a headline. */
static int add(q_page *p, sections *out, quoth_section s) {
  const char *text = p->r->text;
  while (s.span.begin < s.span.end && (unsigned char)text[s.span.begin] <= ' ') s.span.begin++;
  while (s.span.begin < s.span.end && (unsigned char)text[s.span.end - 1] <= ' ') s.span.end--;
  if (s.span.begin == s.span.end) return 0;
  quoth_section *last = out->count ? &out->at[out->count - 1] : NULL;
  if (last && last->kind == s.kind && same_role(last->role, s.role) && same_role(last->language, s.language) && s.kind != QUOTH_HEADLINE && s.kind != QUOTH_CREDIT) {
    last->span.end = s.span.end;
    return 0;
  }
  return q_push(p->r->arena, out, s);
}

static const char *identify(const q_page *p, const q_line *x, uint32_t most, float *sure) {
  const char *s = p->r->text + x->begin;
  uint32_t n = x->end - x->begin;
  return q_langs_identify(p->langs, s, n < most ? n : (uint32_t)q_utf8_valid(s, most), sure);
}

/* The language of a paragraph that is plainly not in the report's: a glance, then a closer look. */
static const char *other_language(const q_page *p, const q_line *x) {
  enum { GLANCE = 150, LOOK = 1000 };
  float sure = 0;
  if (x->words < 8 || (x->kind != QUOTH_BODY && x->kind != QUOTH_CAPTION)) return NULL;
  const char *code = identify(p, x, GLANCE, &sure);
  if (strcmp(code, p->r->language) == 0 || strcmp(code, "und") == 0) return NULL;
  code = identify(p, x, LOOK, &sure);
  if (strcmp(code, p->r->language) == 0 || strcmp(code, "und") == 0 || sure < 0.9f) return NULL;
  return q_strdup(p->r->arena, code);
}

static int add_line(q_page *p, sections *out, const q_line *x, uint32_t *cut) {
  quoth_section rest = { x->kind, x->role, { x->begin, x->end }, other_language(p, x) };
  int status = 0;
  while (!status && *cut < p->cuts.count && p->cuts.at[*cut].span.begin < x->end) {
    quoth_section c = p->cuts.at[(*cut)++];
    if (c.span.begin < rest.span.begin) continue;
    quoth_section before = rest;
    before.span.end = c.span.begin;
    status = add(p, out, before);
    if (!status) status = add(p, out, c);
    rest.span.begin = c.span.end;
  }
  return status ? status : add(p, out, rest);
}

int q_sections_write(q_page *p) {
  sections out = { 0 };
  uint32_t cut = 0;
  int status = 0;
  for (uint32_t i = 0; !status && i < p->lines.count; i++) status = add_line(p, &out, &p->lines.at[i], &cut);
  if (!status && p->lines.rest < p->r->length) status = add(p, &out, (quoth_section){ QUOTH_BODY, NULL, { p->lines.rest, p->r->length }, NULL });
  p->r->sections = out.at;
  p->r->section_count = out.count;
  return status;
}
