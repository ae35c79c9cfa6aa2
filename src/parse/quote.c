/* Quotation state: which marks open and which close, and what stands between them. Marks are paired within a paragraph by a stack; direction
 * comes from the mark and, where it has none (ASCII) or lies, from the blanks around it. A mark without its partner is repaired within its own
 * paragraph: a missing closing mark ends at the frame that follows (", X said"), else with the sentence, the paragraph or the third sentence. */
#include "parse/parse.h"

enum { SINGLE = 1, DOUBLE = 2, ANGLE = 4 };
typedef struct mark { uint32_t token; uint8_t class, way; bool may_open, may_close; } mark; /* way: 1 opens, 2 closes, 3 says nothing */
typedef struct state {
  quoth_report *r;
  const q_lang *l;
  uint32_t begin, end;              /* tokens of the paragraph */
  uint32_t first, sentences;        /* its sentences */
  bool single;                      /* single marks are the outer ones here: an opening one follows a colon or begins a sentence */
  bool next_opens;                  /* the next paragraph begins with an opening mark */
} state;

static uint32_t char_at(const quoth_report *r, uint32_t byte) {
  const char *at = r->text + byte;
  return byte < r->length ? q_utf8_next(&at, r->text + r->length) : 0;
}
static uint32_t char_before(const quoth_report *r, uint32_t byte) {
  const char *at = r->text + byte;
  return byte ? q_utf8_prev(r->text, &at) : 0;
}
static bool opens_after(uint32_t c) { return c == 0 || q_is_space(c) || strchr("([{-/", c < 128 ? (int)c : 1) || (c >= 0x2010 && c <= 0x2015) || c == 0xbf || c == 0xa1; }
static bool closes_before(uint32_t c) { return c == 0 || q_is_space(c) || strchr(".,;:!?)]}-/", c < 128 ? (int)c : 1) || (c >= 0x2010 && c <= 0x2015) || c == 0x60c || c == 0x61b || c == 0x61f || c == 0x2026; }
static bool is_mark(uint32_t c) { return c == '"' || c == '\'' || c == '`' || c == 0xab || c == 0xbb || (c >= 0x2018 && c <= 0x201f) || c == 0x2039 || c == 0x203a; }

/* What a mark can be, from itself, its neighbours and the habits of the language. */
static mark look(const state *s, uint32_t t) {
  quoth_span k = s->r->tokens[t].span;
  uint32_t c = char_at(s->r, k.begin), before = char_before(s->r, k.begin), after = char_at(s->r, k.end);
  mark m = { t, DOUBLE, 3, false, false };
  bool german = false; /* marks that close where others open: „x“ and »x« */
  for (uint32_t i = 0; i < s->l->quote_count; i++) german |= s->l->quotes[i].open == 0x201e && s->l->quotes[i].close == 0x201c;
  switch (c) {
    case '\'': m.class = SINGLE; if (k.end - k.begin > 1) m.class = DOUBLE; break;
    case '`': m.class = k.end - k.begin > 1 ? DOUBLE : SINGLE; m.way = 1; break;
    case 0x2018: m.class = SINGLE; m.way = german ? 3 : 1; break;
    case 0x2019: m.class = SINGLE; m.way = 2; break;
    case 0x201a: m.class = SINGLE; m.way = 1; break;
    case 0x201b: m.class = SINGLE; m.way = 1; break;
    case 0x2039: case 0x203a: m.class = SINGLE; m.way = german ? 3 : c == 0x2039 ? 1 : 2; break;
    case 0x201c: m.way = german ? 3 : 1; break;
    case 0x201d: m.way = 2; break;
    case 0x201e: m.way = 1; break;
    case 0x201f: m.way = 1; break;
    case 0xab: m.class = ANGLE; m.way = german ? 3 : 1; break;
    case 0xbb: m.class = ANGLE; m.way = german ? 3 : 2; break;
    default: break;
  }
  bool left = opens_after(before) || is_mark(before), right = closes_before(after) || is_mark(after);
  m.may_open = (m.way & 1) && left && !(m.way == 3 && q_is_space(after) && m.class != ANGLE);
  m.may_close = (m.way & 2) && (right || m.class != SINGLE);
  if (m.way == 3 && left && !right) m.may_close = false;
  if (m.way == 3 && !left && right) m.may_open = false;
  if (m.way == 3 && left && right && m.class != SINGLE) m.may_open = m.may_close = true;
  if (m.way == 1 && m.class != SINGLE) m.may_open = true;
  return m;
}

/* Classes that may close one another: damaged text mixes “x" and «x”. Single marks pair only with single ones. */
static bool fits(const mark *open, const mark *close) { return (open->class == SINGLE) == (close->class == SINGLE) && (open->class & close->class || open->class != SINGLE); }

static uint32_t sentence_of(const state *s, uint32_t t) {
  uint32_t i = s->first;
  while (i + 1 < s->first + s->sentences && s->r->sentences[i + 1].token <= t) i++;
  return i;
}
static uint32_t sentence_end(const state *s, uint32_t i) { return s->r->sentences[i].token + s->r->sentences[i].tokens; }

static void quoted(const state *s, uint32_t from, uint32_t to) {
  for (uint32_t t = from; t < to; t++) s->r->tokens[t].flags |= QUOTH_TOKEN_QUOTED;
}

static bool says(const state *s, uint32_t t) {
  const q_word *w = q_lang_word(s->l, s->r->tokens[t].word);
  for (uint32_t i = 0; i < w->cue_count; i++) if (w->cues[i].kind == Q_CUE_VERB && w->cues[i].frames & Q_FR_QUOTE) return true;
  return false;
}
static bool comma(const state *s, uint32_t t) {
  quoth_span k = s->r->tokens[t].span;
  uint32_t c = char_at(s->r, k.begin);
  return c == ',' || c == 0x60c;
}

/* Where a quotation that lost its closing mark ends: before the last comma of a sentence after which someone says, else with the paragraph
 * when the next one opens again, else with the sentence. */
static uint32_t repair_end(const state *s, uint32_t open) {
  uint32_t i = sentence_of(s, open), last = s->first + s->sentences - 1;
  if (s->next_opens) return s->end;
  if (last > i + 2) last = i + 2;
  for (uint32_t n = i; n <= last; n++) {
    uint32_t end = sentence_end(s, n), from = n == i ? open + 1 : s->r->sentences[n].token;
    bool said = false;
    for (uint32_t t = end, steps = 0; t > from && steps < 16; t--, steps++) {
      if (says(s, t - 1)) said = true;
      if (said && comma(s, t - 1)) return t - 1;
    }
  }
  return sentence_end(s, s->next_opens ? last : i);
}

static void pair_up(const state *s, mark *open, uint32_t close, unsigned depth) {
  quoth_token *k = s->r->tokens;
  uint32_t words = 0, inside = 0;
  for (uint32_t t = open->token + 1; t < close && words <= 3; t++) {
    if (k[t].flags & (QUOTH_TOKEN_WORD | QUOTH_TOKEN_NUMBER)) words++;
    inside |= k[t].flags & QUOTH_TOKEN_PUNCT && (comma(s, t) || strchr(".!?", s->r->text[k[t].span.begin])) ? 1 : 0;
  }
  bool clause = false; /* "It must stop" at the head of a sentence */
  if (k[open->token].flags & QUOTH_TOKEN_FIRST && words > 1)
    for (uint32_t t = open->token + 1; t < close; t++) clause |= (q_lang_word(s->l, k[t].word)->classes & (Q_W_AUXILIARY | Q_W_MODAL | Q_W_PRONOUN)) != 0;
  bool scare = words <= 3 && !inside && !clause;
  k[open->token].mark = scare ? Q_MARK_SCARE : depth ? Q_MARK_OPEN_INNER : Q_MARK_OPEN;
  k[close].mark = scare ? Q_MARK_SCARE : depth ? Q_MARK_CLOSE_INNER : Q_MARK_CLOSE;
  if (!scare || depth == 0) quoted(s, open->token, close + 1);
}

static bool after_colon(const state *s, uint32_t t) {
  return t > s->begin && s->r->text[s->r->tokens[t - 1].span.begin] == ':';
}

/* The size of mark of the quotation that is still open at the end, 0 none. */
static int paragraph(const state *s) {
  enum { DEEPEST = 8 };
  mark stack[DEEPEST];
  unsigned depth = 0;
  bool one = false;
  quoth_token *k = s->r->tokens;
  for (uint32_t t = s->begin; t < s->end; t++) {
    if (!(k[t].flags & QUOTH_TOKEN_QUOTE)) continue;
    mark m = look(s, t);
    k[t].mark = Q_MARK_LOOSE;
    unsigned at = depth;
    while (m.may_close && at > 0 && !fits(&stack[at - 1], &m)) at--;
    bool close = m.may_close && at > 0;
    /* A mark that could do both: it opens when the innermost open one is of the other size, closes otherwise. */
    if (close && m.may_open && m.way == 3 && at < depth) close = false;
    if (close && m.class == SINGLE && stack[at - 1].class == SINGLE && k[t].span.end < s->r->length && q_is_letter(char_at(s->r, k[t].span.end))) close = false;
    if (close) {
      pair_up(s, &stack[at - 1], t, at - 1);
      depth = at - 1;
    } else if (m.may_open && depth < DEEPEST) {
      /* The same double mark again while one is open: the first lost its end. */
      if (depth == 1 && m.way == 3 && m.class == DOUBLE && stack[0].class == DOUBLE && char_at(s->r, k[stack[0].token].span.begin) == char_at(s->r, k[t].span.begin)) {
        uint32_t end = repair_end(s, stack[0].token);
        if (end > t) end = t;
        k[stack[0].token].mark = Q_MARK_OPEN;
        quoted(s, stack[0].token, end);
        depth = 0;
      }
      stack[depth++] = m;
    } else if (m.may_close && m.class != SINGLE && t > s->begin) { /* lost its opening mark: the sentence so far */
      uint32_t b = s->r->sentences[sentence_of(s, t - 1)].token;
      bool clear = true;
      for (uint32_t u = b; u < t; u++) clear &= k[u].mark == Q_MARK_NONE;
      if (clear && t > b + 4) { k[t].mark = Q_MARK_CLOSE; quoted(s, b, t + 1); }
    }
  }
  for (unsigned i = 0; i < depth; i++) { /* unclosed */
    if (stack[i].class == SINGLE && !(i == 0 && s->single)) { one = one || (i == 0 && after_colon(s, stack[i].token)); continue; } /* an apostrophe */
    uint32_t end = repair_end(s, stack[i].token);
    k[stack[i].token].mark = Q_MARK_OPEN;
    quoted(s, stack[i].token, end);
    return DOUBLE;
  }
  return one ? SINGLE : 0;
}

/* Whether the next mark, in the sentences from i on and within three paragraphs, can only close: then a quotation runs on from the paragraph before. */
static bool runs_on(const state *s, uint32_t i) {
  const quoth_report *r = s->r;
  for (uint32_t n = i; n < r->sentence_count && r->sentences[n].paragraph < r->sentences[i].paragraph + 3u && r->sentences[n].section == r->sentences[s->first].section; n++)
    for (uint32_t t = r->sentences[n].token; t < r->sentences[n].token + r->sentences[n].tokens; t++) {
      if (!(r->tokens[t].flags & QUOTH_TOKEN_QUOTE)) continue;
      mark m = look(s, t);
      if (m.class != SINGLE || s->single) return m.may_close && !m.may_open;
    }
  return false;
}

int q_quotes(q_langs *langs, quoth_report *r, quoth_error *e) {
  (void)e;
  for (uint32_t i = 0, n; i < r->sentence_count; i += n) {
    const quoth_sentence *a = &r->sentences[i];
    const quoth_section *section = &r->sections[a->section];
    const q_lang *l = q_langs_get(langs, section->language ? section->language : r->language);
    n = 1;
    while (i + n < r->sentence_count && r->sentences[i + n].paragraph == a->paragraph && r->sentences[i + n].section == a->section) n++;
    const quoth_sentence *z = &r->sentences[i + n - 1];
    if (!l) continue;
    state s = { r, l, a->token, z->token + z->tokens, i, n, false, false };
    if (i + n < r->sentence_count) {
      uint32_t t = r->sentences[i + n].token;
      s.next_opens = t < r->token_count && r->tokens[t].flags & QUOTH_TOKEN_QUOTE && look(&s, t).may_open;
    }
    for (int more = 0, open; (open = paragraph(&s)) && !s.next_opens && more < 3 && i + n < r->sentence_count; more++) {
      s.single = open == SINGLE || s.single;
      if (!runs_on(&s, i + n)) break;
      uint32_t p = r->sentences[i + n].paragraph;
      for (uint32_t t = s.begin; t < s.end; t++) { r->tokens[t].mark = Q_MARK_NONE; r->tokens[t].flags &= (uint16_t)~QUOTH_TOKEN_QUOTED; }
      while (i + n < r->sentence_count && r->sentences[i + n].paragraph == p && r->sentences[i + n].section == a->section) n++;
      s.end = r->sentences[i + n - 1].token + r->sentences[i + n - 1].tokens;
      s.sentences = n;
      s.next_opens = false;
    }
  }
  return 0;
}
