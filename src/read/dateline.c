/* The dateline before the first paragraph: PLACE[, REGION][, DATE][, AGENCY | (AGENCY) | /AGENCY/] MARK, in any script. Told by form; names of states, capitals
 * and agencies help where the form alone is weak. */
#include "read/inside.h"

enum { PLACE_WORDS = 4, REACH = 160 };

typedef struct scan {
  q_page *p;
  const char *t;
  uint32_t at, end;
  uint32_t place, place_end;     /* empty: none */
  uint32_t agency, agency_end;
  uint32_t found_end;            /* behind the last part, before the mark that closes */
  bool cased, upper, known_agency, bracket, dated, closed, strong; /* strong: the mark is a dash between blanks */
} scan;

static uint32_t peek(const scan *s, uint32_t at, uint32_t *next) {
  const char *p = s->t + at;
  uint32_t c = at < s->end ? q_utf8_next(&p, s->t + s->end) : 0;
  *next = (uint32_t)(p - s->t);
  return c;
}

static uint32_t blanks(const scan *s, uint32_t at) {
  uint32_t next;
  for (uint32_t c; (c = peek(s, at, &next)) && q_is_space(c) && c != '\n';) at = next;
  return at;
}

static bool is_dash(uint32_t c) { return c == '-' || (c >= 0x2010 && c <= 0x2015); }
static bool is_comma(uint32_t c) { return c == ',' || c == 0x60c; }

bool q_agency_name(const q_page *p, uint32_t begin, uint32_t end) {
  char folded[140];
  if (end <= begin || end - begin > 120) return false;
  return q_langs_agency(p->langs, folded, q_fold(p->r->text + begin, end - begin, folded, sizeof folded)) != NULL;
}

bool q_place_known(const q_page *p, uint32_t begin, uint32_t end) {
  const q_lang *langs[] = { p->lang, p->english };
  char folded[140];
  if (end <= begin || end - begin > 120) return false;
  size_t n = q_fold(p->r->text + begin, end - begin, folded, sizeof folded);
  for (int i = 0; i < 2; i++) {
    unsigned skip = 0;
    uint32_t id = langs[i] ? q_lang_find(langs[i], folded, n, &skip) : 0;
    const q_word *w = id && !skip ? q_lang_word(langs[i], id) : NULL;
    for (uint32_t k = 0; w && k < w->state_count; k++)
      if (w->states[k].part == Q_S_NAME || w->states[k].part == Q_S_SEAT) return true;
  }
  return false;
}

/* The end of a word: letters, digits, inner hyphens, apostrophes and stops ("D.C.", "al-Hol", "L'Aquila"). */
static uint32_t word(const scan *s, uint32_t at, bool *capital, bool *upper, uint32_t *letters) {
  uint32_t next, first = 0;
  *letters = 0;
  *upper = true;
  for (uint32_t c; (c = peek(s, at, &next)); at = next) {
    if (q_is_letter(c) || q_is_mark(c)) {
      if (!first) first = c;
      ++*letters;
      if (!q_is_upper(c)) *upper = false;
      continue;
    }
    uint32_t after, d = peek(s, next, &after);
    bool joins = (c == '-' || c == '\'' || c == 0x2019 || c == '/') && q_is_letter(d) && (s->cased || c != '-');
    bool stop = c == '.' && *letters > 0 && (q_is_letter(d) || (*letters <= 2 && d == ' ')) && q_is_upper(first);
    if (!joins && !stop) break;
  }
  *capital = q_is_upper(first);
  return at;
}

static bool read_place(scan *s) {
  uint32_t at = s->at, words = 0, next, letters;
  bool capital, upper, all_upper = true;
  s->place = at;
  while (words < (s->cased ? PLACE_WORDS : 3)) {
    uint32_t from = blanks(s, at), to = word(s, from, &capital, &upper, &letters);
    if (to == from || letters == 0) break;
    if (s->cased && !capital && (words == 0 || letters > 3)) break;
    at = to;
    words++;
    all_upper = all_upper && upper;
    uint32_t c = peek(s, blanks(s, at), &next);
    if (is_comma(c) || c == '(' || c == '/' || c == ':' || is_dash(c) || c == '.') break;
    if (s->cased && upper && q_place_known(s->p, s->place, at) && letters >= 4) break;
  }
  s->place_end = at;
  s->upper = all_upper && at - s->place >= 4;
  s->at = s->found_end = at;
  return words > 0;
}

/* An item up to a mark that divides the parts of a dateline. */
static uint32_t item(const scan *s, uint32_t at, uint32_t closing) {
  uint32_t from = at, next, before = 0;
  for (uint32_t c; (c = peek(s, at, &next)) && at - from < 60; before = c, at = next) {
    uint32_t after, d = peek(s, next, &after);
    if (c == closing || c == '\n') break;
    if (closing) continue;
    if (is_comma(c) || c == '(' || c == '/' || c == ':' || (is_dash(c) && (c != '-' || before == ' ' || d == ' '))) break;
    if (c == '.' && !(q_is_digit(before) && d == ' ') && !(d == ' ' && at - from <= 10 && q_is_digit(peek(s, after, &after)))) break;
  }
  while (at > from && s->t[at - 1] == ' ') at--;
  return at;
}

static bool has_digit(const scan *s, uint32_t at, uint32_t end) {
  uint32_t next;
  for (; at < end; at = next)
    if (q_is_digit(peek(s, at, &next))) return true;
  return false;
}

/* Short, and every word a name: an agency by its form. */
static bool like_name(const scan *s, uint32_t begin, uint32_t end) {
  q_line x = { .begin = begin, .end = end };
  if (begin >= end || end - begin > 50) return false;
  q_line_measure(s->t, &x);
  return x.words >= 1 && x.words <= 4 && (!s->cased || x.capitals >= x.words || x.words == 1);
}

static void take_agency(scan *s, uint32_t begin, uint32_t end) {
  s->agency = begin;
  s->agency_end = end;
  s->known_agency = q_agency_name(s->p, begin, end);
}

/* After a comma: a date, an agency, or the region that the place lies in. */
static bool comma_part(scan *s, uint32_t at) {
  uint32_t from = blanks(s, at), to = item(s, from, 0);
  q_line x = { .begin = from, .end = to };
  if (to == from) { s->at = from; return true; }
  q_line_measure(s->t, &x);
  if (has_digit(s, from, to)) {
    if (x.words > 5) return false;
    s->dated = true;
  } else if (q_agency_name(s->p, from, to) || (s->cased && x.upper && x.words <= 2 && to - from <= 12 && !s->agency)) {
    take_agency(s, from, to);
  } else if (x.words <= 4 && !s->agency && (!s->cased || x.capitals == x.words)) {
    s->place_end = to;
  } else {
    return false;
  }
  s->at = s->found_end = to;
  return true;
}

/* Between brackets or slashes: an agency, several, or a date. */
static bool bracket_part(scan *s, uint32_t at, uint32_t closing) {
  uint32_t from = blanks(s, at), to = item(s, from, closing), next;
  if (to == from || peek(s, blanks(s, to), &next) != closing) return false;
  if (has_digit(s, from, to) && !q_agency_name(s->p, from, to)) s->dated = true;
  else if (like_name(s, from, to) || q_agency_name(s->p, from, to)) take_agency(s, from, to);
  else return false;
  s->bracket = true;
  s->at = s->found_end = next;
  return true;
}

/* The mark that closes, and an agency right behind it ("5 июн — РИА Новости."). */
static void close_with(scan *s, uint32_t at, uint32_t next, uint32_t c) {
  bool before = at > 0 && s->t[at - 1] == ' ';
  while (is_dash(peek(s, next, &at))) next = at;
  uint32_t from = blanks(s, next), after, to = item(s, from, 0);
  s->strong = is_dash(c) && before && from > next;
  s->closed = is_dash(c) ? s->strong || s->agency || s->dated || s->bracket : true;
  s->at = from;
  if (s->agency || !is_dash(c)) return;
  uint32_t mark = peek(s, to, &after);
  bool known = q_agency_name(s->p, from, to), formed = s->dated && like_name(s, from, to) && mark == '.';
  if (!known && !s->cased) { /* "PLACE-AGENCY text", without a mark behind the agency */
    bool x, y;
    uint32_t n;
    to = word(s, from, &x, &y, &n);
    known = q_agency_name(s->p, from, to);
    mark = known ? peek(s, to, &after) : 0;
  }
  if (!(known && (!s->cased || mark == '.' || mark == ':' || is_comma(mark) || is_dash(peek(s, blanks(s, to), &after)))) && !formed) return;
  take_agency(s, from, to);
  s->found_end = to;
  s->closed = true;
  to = blanks(s, to);
  for (uint32_t d; (d = peek(s, to, &after)) && (d == '.' || d == ':' || is_comma(d) || is_dash(d) || d == ' ');) to = after;
  s->at = to;
}

static bool parts(scan *s) {
  for (int i = 0; i < 6; i++) {
    uint32_t from = blanks(s, s->at), next, after, c = peek(s, from, &next);
    bool more;
    if (c == '.') { /* before a bracket or dash a stop is only a mark */
      uint32_t d = peek(s, blanks(s, next), &after);
      if (d != '/' && d != '(' && !is_dash(d)) {
        s->closed = s->agency > 0 || s->bracket || (s->found_end == s->place_end && q_place_known(s->p, s->place, s->place_end)); /* "Berlin. Der ..." */
        s->at = next;
        return s->closed;
      }
      s->at = next;
      continue;
    }
    if (is_comma(c)) more = comma_part(s, next);
    else if (c == '(') more = bracket_part(s, next, ')');
    else if (c == '/') more = bracket_part(s, next, '/');
    else if (is_dash(c)) { close_with(s, from, next, c); return true; }
    else if (c == ':') { close_with(s, from, next, c); return s->upper || s->agency || s->bracket; }
    else { s->at = from; return true; }
    if (!more) return false;
  }
  return false;
}

/* A person, not a place, before the dash. */
static bool is_given_name(const scan *s) {
  const q_lang *langs[] = { s->p->lang, s->p->english };
  uint32_t letters, to;
  bool capital, upper;
  char folded[80];
  to = word(s, s->place, &capital, &upper, &letters);
  if (to == s->place_end || to - s->place > 60) return false;
  size_t n = q_fold(s->t + s->place, to - s->place, folded, sizeof folded);
  for (int i = 0; i < 2; i++) {
    unsigned skip;
    uint32_t id = langs[i] ? q_lang_find(langs[i], folded, n, &skip) : 0;
    if (id && q_lang_word(langs[i], id)->classes & (Q_W_MALE | Q_W_FEMALE)) return true;
  }
  return false;
}

static bool convincing(const scan *s, bool first) {
  uint32_t next, c = peek(s, s->at, &next);
  if (c == 0) return false;
  if (s->agency && s->known_agency) return s->closed || s->bracket;
  if (s->agency) return s->closed;
  if (s->dated) return s->closed;
  if (s->upper && s->closed) return true;
  if (q_place_known(s->p, s->place, s->place_end)) return s->closed || (s->upper && first);
  q_line x = { .begin = s->place, .end = s->place_end };
  q_line_measure(s->t, &x);
  if (is_given_name(s)) return false;
  return first && s->strong && s->cased && x.words <= 3 && (q_is_upper(c) || c == '"' || c == 0x201c || c == 0xab);
}

/* "(Reuters) - ", "AFP - ": no place. */
static bool agency_alone(scan *s) {
  uint32_t next, c = peek(s, s->at, &next), from = s->at;
  if (c == '(' || c == '/') {
    s->place = s->place_end = from;
    if (!bracket_part(s, next, c == '(' ? ')' : '/')) return false;
  } else {
    uint32_t to = item(s, from, 0);
    if (!q_agency_name(s->p, from, to)) return false;
    take_agency(s, from, to);
    s->at = s->found_end = to;
    s->place = s->place_end = from;
  }
  from = blanks(s, s->at);
  c = peek(s, from, &next);
  if (!is_dash(c) && c != ':') return false;
  close_with(s, from, next, c);
  return s->agency && s->closed;
}

static int keep(q_page *p, const scan *s) {
  quoth_report *r = p->r;
  uint32_t begin = s->place < s->place_end ? s->place : s->agency;
  if (s->place < s->place_end && !(r->dateline.place = q_strndup(r->arena, s->t + s->place, s->place_end - s->place))) return QUOTH_MEMORY;
  if (s->agency && !(r->dateline.agency = q_strndup(r->arena, s->t + s->agency, s->agency_end - s->agency))) return QUOTH_MEMORY;
  if (s->place == s->place_end && begin > 0 && strchr("(/", s->t[begin - 1])) begin--;
  r->dateline.span = (quoth_span){ begin, s->found_end };
  return q_cut_add(p, QUOTH_CREDIT, "dateline", begin, s->at);
}

/* "PLACE, AGENCY" on a line of its own above the text. */
static bool own_line(q_page *p, scan *s) {
  for (uint32_t i = p->headline == UINT32_MAX ? 0 : p->headline + 1; i < p->first && i < p->lines.count; i++) {
    q_line *x = &p->lines.at[i];
    uint32_t next;
    if (x->words > 6 || (x->sure && x->kind != QUOTH_FURNITURE) || x->label) continue;
    *s = (scan){ .p = p, .t = p->r->text, .at = x->begin, .end = x->end };
    uint32_t c = peek(s, x->begin, &next);
    s->cased = q_is_letter(c) && (c < 0x590 || c > 0x8ff);
    if (!q_is_letter(c) || !read_place(s) || !parts(s) || !s->known_agency || s->at < s->end) continue;
    x->kind = QUOTH_CREDIT;
    x->role = "dateline";
    return true;
  }
  return false;
}

int q_dateline_find(q_page *p) {
  uint32_t tried = 0;
  scan own;
  for (uint32_t i = p->first; i <= p->last && i < p->lines.count && tried < 3; i++) {
    const q_line *x = &p->lines.at[i];
    if (x->kind != QUOTH_BODY || x->words < 6) continue;
    uint32_t begin = q_body_start(p, i), end = x->end - begin > REACH ? begin + (uint32_t)q_utf8_valid(p->r->text + begin, REACH) : x->end, next;
    scan s = { .p = p, .t = p->r->text, .at = begin, .end = end };
    uint32_t c = peek(&s, begin, &next);
    s.cased = q_is_letter(c) && (c < 0x590 || c > 0x8ff);
    scan alone = s;
    if (agency_alone(&alone)) return keep(p, &alone);
    bool weak_too = tried == 0 && x->words >= 12;
    bool found = q_is_letter(c) && (!s.cased || q_is_upper(c)) && read_place(&s) && parts(&s) && convincing(&s, weak_too) && (tried == 0 || s.agency);
    if (found) return keep(p, &s);
    tried++;
  }
  return own_line(p, &own) ? keep(p, &own) : 0;
}
