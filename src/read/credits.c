/* Credits: who took the picture, who translated, whose dispatch it is, who wrote it: lines of their own, brackets in captions, signatures behind the last sentence. */
#include "read/inside.h"

static bool is_edge(uint32_t c) {
  return q_is_space(c) || c == '(' || c == ')' || c == '[' || c == ']' || c == '-' || c == ':' || c == '/' || c == '|' || c == ',' || c == 0x60c || c == 0xa9 || (c >= 0x2010 && c <= 0x2015) || c == '*' || c == ';';
}

/* Without brackets, dashes and blanks around; a closing stop goes unless it ends an abbreviation. */
static void trim_name(const char *t, uint32_t *begin, uint32_t *end) {
  const char *b = t + *begin, *e = t + *end, *q;
  for (q = b; b < e && is_edge(q_utf8_next(&q, e)); b = q) continue;
  for (q = e; b < e && is_edge(q_utf8_prev(b, &q)); e = q) continue;
  if (e - b > 3 && e[-1] == '.' && e[-3] != '.' && e[-3] != ' ') e--;
  *begin = (uint32_t)(b - t);
  *end = (uint32_t)(e - t);
}

/* A caption that ran into a name without a blank ("Anna KellerVellin"): the name ends where a capital follows four small letters or more. */
static uint32_t unglue(const char *t, uint32_t begin, uint32_t end) {
  const char *p = t + begin, *e = t + end;
  uint32_t run = 0, cut = end;
  while (p < e) {
    const char *from = p;
    uint32_t c = q_utf8_next(&p, e);
    if (!q_is_letter(c)) { run = 0; cut = end; continue; }
    if (q_is_upper(c) && run >= 4) cut = (uint32_t)(from - t);
    run = q_is_upper(c) ? 1 : run + 1;
  }
  return end - cut >= 3 ? cut : end;
}

int q_credit_add(q_page *p, quoth_credit_kind kind, uint32_t begin, uint32_t end) {
  trim_name(p->r->text, &begin, &end);
  if (kind == QUOTH_CREDIT_PHOTO) end = unglue(p->r->text, begin, end);
  if (begin >= end || end - begin > 200 || p->credits.count >= 64) return 0;
  for (uint32_t i = 0; i < p->credits.count; i++)
    if (p->credits.at[i].span.begin == begin && p->credits.at[i].kind == kind) return 0;
  char *name = q_strndup(p->r->arena, p->r->text + begin, end - begin);
  if (!name) return QUOTH_MEMORY;
  return q_push(p->r->arena, &p->credits, ((quoth_credit){ kind, name, { begin, end } }));
}

/* Behind a second label right after the first ("© Photo: X"). */
static uint32_t past_second(const q_page *p, uint32_t begin, uint32_t end) {
  q_line x = { .begin = begin, .end = end };
  if (begin >= end) return begin;
  q_line_measure(p->r->text, &x);
  q_label_line(p->labels, p->r->text, &x);
  bool again = x.label == Q_L_PHOTO + 1 || x.label == Q_L_CAPTION + 1 || x.label == Q_L_BYLINE + 1;
  return again && x.intro && !x.whole && x.name > begin && x.name < end ? x.name : begin;
}

static uint32_t past_copyright(const char *t, uint32_t begin, uint32_t end) {
  if (end - begin > 3 && strncasecmp(t + begin, "(c)", 3) == 0) return begin + 3;
  return end - begin > 2 && memcmp(t + begin, "\xc2\xa9", 2) == 0 ? begin + 2 : begin;
}

static int photo_line(q_page *p, const q_line *x) {
  uint32_t begin = past_copyright(p->r->text, x->begin, x->end);
  if (begin == x->begin) begin = x->label && x->intro && x->name < x->end ? x->name : x->begin;
  while (begin < x->end && p->r->text[begin] == ' ') begin++;
  const char *stop = memmem(p->r->text + begin, x->end - begin, ". ", 2); /* the picture's text follows */
  uint32_t end = stop && stop - p->r->text > begin + 3 ? (uint32_t)(stop - p->r->text) : x->end;
  return q_credit_add(p, QUOTH_CREDIT_PHOTO, past_second(p, begin, end), end);
}

/* The bracket or the last words of a caption. */
static int photo_bracket(q_page *p, const q_line *x) {
  const char *t = p->r->text;
  q_line tail;
  if (q_photo_tail(p, x, &tail)) return q_credit_add(p, QUOTH_CREDIT_PHOTO, tail.intro ? tail.name : tail.begin, tail.end);
  uint32_t end = x->end, open;
  if (end > x->begin && t[end - 1] == '.') end--;
  if (end <= x->begin || (t[end - 1] != ')' && t[end - 1] != ']')) return 0;
  for (open = end - 1; open > x->begin && t[open] != '(' && t[open] != '['; open--) continue;
  if (t[open] != '(' && t[open] != '[') return 0;
  uint32_t begin = open + 1;
  end--;
  for (int i = 0; i < 2; i++) begin = past_second(p, begin, end);
  static const char *const tails[] = { " photo", " photos", " photo/file" };
  for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
    uint32_t n = (uint32_t)strlen(tails[i]);
    if (end - begin > n && strncasecmp(t + end - n, tails[i], n) == 0) end -= n;
  }
  return q_credit_add(p, QUOTH_CREDIT_PHOTO, begin, end);
}

bool q_langs_agency_line(const q_page *p, const q_line *x) {
  uint32_t begin = x->begin, end = x->end;
  if (x->words > 5) return false;
  trim_name(p->r->text, &begin, &end);
  return q_agency_name(p, begin, end);
}

/* Where the names of a byline end: at a bar, a date, or a dash before them. */
static uint32_t byline_end(const q_page *p, const q_line *x) {
  const char *t = p->r->text;
  q_found_date d;
  uint32_t at = x->name, end = x->end;
  if (q_date_next(&p->calendar, t, &at, end, &d)) end = d.begin;
  for (at = x->name; at + 1 < end; at++)
    if (t[at] == '|' || (t[at] == ' ' && (t[at + 1] == '-' || (unsigned char)t[at + 1] == 0xe2))) return at;
  return end;
}

bool q_byline(const q_page *p, const q_line *x) {
  q_line names = { .begin = x->name, .end = byline_end(p, x) };
  if (x->whole || names.begin >= names.end) return x->whole;
  q_line_measure(p->r->text, &names);
  if (names.words <= 8 && q_label_within(p->labels, Q_L_AGENCY, p->r->text + names.begin, names.end - names.begin)) return true;
  return names.words >= 1 && names.words <= 8 && (names.capitals == 0 ? names.words <= 5 && !names.lower : names.capitals + names.words / 3 >= names.words);
}

static int whole_line(q_page *p, const q_line *x) {
  const char *role = x->role ? x->role : "";
  uint32_t name = x->label && !x->whole ? x->name : x->begin;
  if (x->kind == QUOTH_CAPTION && past_copyright(p->r->text, x->begin, x->end) > x->begin) return photo_line(p, x);
  if (x->kind == QUOTH_CAPTION) return photo_bracket(p, x);
  if (x->kind != QUOTH_CREDIT) return 0;
  if (strcmp(role, "photo") == 0) return photo_line(p, x);
  if (strcmp(role, "translation") == 0) return q_credit_add(p, QUOTH_CREDIT_TRANSLATION, name, x->end);
  if (strcmp(role, "source") == 0) return q_credit_add(p, QUOTH_CREDIT_SOURCE, name, x->end);
  if (strcmp(role, "agency") == 0) return q_credit_add(p, QUOTH_CREDIT_AGENCY, name, x->end);
  if (strcmp(role, "byline") == 0) {
    return q_credit_add(p, QUOTH_CREDIT_BYLINE, name, byline_end(p, x));
  }
  return 0;
}

/* ---- behind the last sentence of a paragraph ---------------------------------------------------------------------------------------- */

static int tail(q_page *p, quoth_credit_kind kind, const char *role, uint32_t from, uint32_t name, uint32_t end) {
  const char *close = p->r->text[from] == '(' && name < end ? memchr(p->r->text + name, ')', end - name) : NULL;
  int status = q_credit_add(p, kind, name, close ? (uint32_t)(close - p->r->text) : end);
  return status ? status : q_cut_add(p, QUOTH_CREDIT, role, from, end);
}

/* "(AFP)", "(Source: X)" at the end. */
static int tail_bracket(q_page *p, const q_line *x, bool *done) {
  const char *t = p->r->text;
  uint32_t end = x->end, open;
  if (t[end - 1] == '.') end--;
  if (end - x->begin < 4 || t[end - 1] != ')') return 0;
  for (open = end - 1; open > x->begin && end - open < 100 && t[open] != '('; open--) continue;
  if (t[open] != '(') return 0;
  q_line in = { .begin = open + 1, .end = end - 1 };
  if (in.begin >= in.end) return 0;
  q_line_measure(t, &in);
  q_label_line(p->labels, t, &in);
  bool source = in.label == Q_L_SOURCE + 1 && !in.whole, translation = in.label == Q_L_TRANSLATION + 1 && !in.whole;
  *done = true;
  if (source || translation) return tail(p, source ? QUOTH_CREDIT_SOURCE : QUOTH_CREDIT_TRANSLATION, source ? "source" : "translation", open, in.name, end - 1);
  if (q_agency_name(p, in.begin, in.end)) return tail(p, QUOTH_CREDIT_AGENCY, "agency", open, in.begin, end - 1);
  *done = false;
  return 0;
}

/* Where the last sentence ends, if something short without a stop follows it; x->end otherwise. */
static uint32_t sentence_end(const q_page *p, const q_line *x) {
  const char *t = p->r->text, *low = t + (x->end - x->begin > 90 ? x->end - 90 : x->begin), *at = t + x->end;
  while (((unsigned char)*low & 0xc0) == 0x80) low++;
  for (const char *q = at; q > low;) {
    const char *here = q;
    uint32_t c = q_utf8_prev(low, &q);
    if (c != '.' && c != '!' && c != '?' && c != 0x61f && c != 0x2026) continue;
    const char *after = here;
    for (const char *z = after; z < at; after = z) { /* closing quotation marks belong to the sentence */
      uint32_t d = q_utf8_next(&z, at);
      if (d != '"' && d != 0x201d && d != 0xbb && d != ')' && d != 0x2019) break;
    }
    if (after >= at) return x->end;
    const char *b = q;
    uint32_t before = q_utf8_prev(low, &b);
    uint32_t next = q_utf8_next(&after, at);
    if (next != ' ' && next != '-' && next != '(' && !q_is_space(next)) continue;
    if (q_is_upper(before)) return x->end; /* an initial or an abbreviation */
    uint32_t n = 0;
    for (const char *z = q; z > low; n++) {
      const char *y = z;
      uint32_t d = q_utf8_prev(low, &y);
      if (!q_is_letter(d)) { if (n && n <= 4 && q_is_upper(q_utf8_next(&z, at))) return x->end; break; }
      z = y;
    }
    return (uint32_t)(here - t);
  }
  return x->end;
}

bool q_photo_tail(const q_page *p, const q_line *x, q_line *tail) {
  *tail = (q_line){ .begin = x->words < 8 ? x->end : sentence_end(p, x), .end = x->end };
  if (tail->begin >= tail->end) return false;
  while (tail->begin < tail->end && p->r->text[tail->begin] == ' ') tail->begin++;
  q_line_measure(p->r->text, tail);
  q_label_line(p->labels, p->r->text, tail);
  return tail->label == Q_L_PHOTO + 1 && tail->words <= 12 && tail->words > 0 && tail->ends == Q_ENDS_OPEN;
}

bool q_signed(const q_page *p, const q_line *x) {
  if (x->words < 6) return false;
  q_line in = { .begin = sentence_end(p, x), .end = x->end };
  if (in.begin >= in.end) return false;
  q_line_measure(p->r->text, &in);
  return in.words >= 1 && in.words <= 4 && in.capitals == in.words;
}

/* "-- Reuters", "Source X", "H. Zain" behind the last stop. */
static int tail_words(q_page *p, const q_line *x) {
  const char *t = p->r->text;
  uint32_t from = sentence_end(p, x);
  if (from >= x->end) return 0;
  while (from < x->end && (strchr(" \"')", t[from]) || memcmp(t + from, "\xe2\x80\x9d", x->end - from < 3 ? x->end - from : 3) == 0 || memcmp(t + from, "\xc2\xbb", x->end - from < 2 ? x->end - from : 2) == 0))
    from += (unsigned char)t[from] == 0xe2 ? 3 : (unsigned char)t[from] == 0xc2 ? 2 : 1;
  q_line in = { .begin = from, .end = x->end };
  if (in.begin >= in.end) return 0;
  q_line_measure(t, &in);
  if (in.words == 0 || in.words > 8) return 0;
  q_label_line(p->labels, t, &in);
  uint32_t name = from, end = x->end;
  trim_name(t, &name, &end);
  bool dash = name > from && (t[from] == '-' || (unsigned char)t[from] == 0xe2);
  switch (in.label - 1) {
    case Q_L_SOURCE: return in.whole ? 0 : tail(p, QUOTH_CREDIT_SOURCE, "source", from, in.name, x->end);
    case Q_L_TRANSLATION: return in.whole ? 0 : tail(p, QUOTH_CREDIT_TRANSLATION, "translation", from, in.name, x->end);
    case Q_L_RELATED: return q_cut_add(p, QUOTH_RELATED, "label", from, x->end);
    case Q_L_AGENCY: return tail(p, QUOTH_CREDIT_AGENCY, "agency", from, name, x->end);
    default: break;
  }
  if (q_agency_name(p, name, end)) return tail(p, QUOTH_CREDIT_AGENCY, "agency", from, name, x->end);
  bool names = in.capitals == in.words && in.words <= 4 && (in.ends == Q_ENDS_OPEN || in.words <= 3);
  if (dash && names) return tail(p, QUOTH_CREDIT_AGENCY, "agency", from, name, x->end);
  if (in.label == Q_L_FURNITURE + 1) return q_cut_add(p, QUOTH_FURNITURE, NULL, from, x->end);
  if (names && in.ends == Q_ENDS_OPEN && in.words <= 3) return q_cut_add(p, QUOTH_CREDIT, "signature", from, x->end);
  return 0;
}

int q_credits_find(q_page *p) {
  int status = 0;
  for (uint32_t i = 0; !status && i < p->lines.count; i++)
    if (p->lines.at[i].sure && p->lines.at[i].kind != QUOTH_COMMENT) status = whole_line(p, &p->lines.at[i]);
  for (uint32_t i = p->first; !status && i <= p->last && i < p->lines.count; i++) {
    const q_line *x = &p->lines.at[i];
    bool done = false;
    if (x->kind != QUOTH_BODY || x->words < 6 || (i != p->last && x->words > 60)) continue;
    status = tail_bracket(p, x, &done);
    if (!status && !done && i == p->last) status = tail_words(p, x);
  }
  p->r->credits = p->credits.at;
  p->r->credit_count = p->credits.count;
  return status;
}
