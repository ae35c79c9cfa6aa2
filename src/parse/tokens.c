/* Paragraph -> tokens, as Universal Dependencies cut them where that needs no network. One pass; every character that is not blank lies in one token. */
#include "parse/inside.h"

/* The folded form's word; *skip: bytes of the text before the part that it names (proclitics, with any vowel marks among them). */
uint32_t q_lookup(const q_lang *l, const char *s, size_t n, uint8_t *skip) {
  char folded[Q_WORD_MAX + 16];
  unsigned out = 0;
  *skip = 0;
  if (!l || !n || n > Q_WORD_MAX) return 0;
  size_t size = q_fold(s, n, folded, sizeof folded);
  uint32_t id = size ? q_lang_find(l, folded, size, &out) : 0;
  if (!id || !out) return id;
  char piece[16];
  const char *at = s, *end = s + n;
  for (size_t done = 0; done < out && at < end;) {
    const char *from = at;
    q_utf8_next(&at, end);
    done += q_fold(from, (size_t)(at - from), piece, sizeof piece);
  }
  *skip = at - s <= UINT8_MAX ? (uint8_t)(at - s) : 0;
  return id;
}

static unsigned case_flags(const char *text, uint32_t begin, uint32_t end) {
  uint32_t at = begin, next, letters = 0, uppers = 0;
  unsigned flags = 0;
  while (at < end) {
    unsigned char b = (unsigned char)text[at];
    uint32_t c = b < 0x80 ? (next = at + 1, b) : q_point(text, at, end, &next);
    bool upper = q_is_upper(c);
    if (upper && !letters) flags |= QUOTH_TOKEN_CAPITAL;
    if (upper || q_class(c) == Q_C_LETTER) letters++;
    uppers += upper;
    if (letters > 1 && uppers < letters) break;
    at = next;
  }
  return letters > 1 && uppers == letters ? flags | QUOTH_TOKEN_UPPER : flags;
}

static void push(q_scan *s, quoth_token t, unsigned flags) {
  if (s->tokens->count == s->first || s->tokens->at[s->tokens->count - 1].span.end < t.span.begin) flags |= QUOTH_TOKEN_SPACE_BEFORE;
  t.flags = (uint16_t)flags;
  if (q_push(s->arena, s->tokens, t)) s->memory = true;
}

void q_emit(q_scan *s, uint32_t begin, uint32_t end, unsigned flags) {
  quoth_token t = { .span = { begin, end } };
  if (begin == end) return;
  if (flags & QUOTH_TOKEN_WORD) flags |= case_flags(s->text, begin, end);
  t.word = q_lookup(s->lang, s->text + begin, end - begin, &t.skip);
  push(s, t, flags);
}

void q_emit_folded(q_scan *s, uint32_t begin, uint32_t end, unsigned flags, const char *folded, size_t n) {
  unsigned skip = 0;
  quoth_token t = { .span = { begin, end } };
  t.word = s->lang ? q_lang_find(s->lang, folded, n, &skip) : 0;
  t.skip = t.word && skip <= UINT8_MAX ? (uint8_t)skip : 0;
  push(s, t, flags);
}

static bool address_mark(uint32_t c) { return c > ' ' && c != '<' && c != '>' && c != '"' && c != 0xab && c != 0xbb && !(c >= 0x2018 && c <= 0x201f) && q_class(c) != Q_C_SPACE; }

/* The end of a URL leaves out the punctuation of the sentence around it. */
static uint32_t address_end(const q_scan *s, uint32_t at) {
  uint32_t next, open = 0, end = at;
  for (uint32_t c; (c = q_point(s->text, at, s->end, &next)) && address_mark(c); at = next) {
    if (c == '(') open++;
    else if (c == ')' && !open--) break;
    if (!strchr(".,;:!?'*", c < 0x80 ? (int)c : 'x')) end = next;
  }
  return end;
}

static bool begins(const q_scan *s, const char *with) {
  size_t n = strlen(with);
  return s->end - s->at > n && memcmp(s->text + s->at, with, n) == 0;
}

uint32_t q_scan_address(const q_scan *s) {
  uint32_t next, c = q_point(s->text, s->at, s->end, &next), end;
  if (c == 'h' || c == 'w' || c == 'f' || c == 'H' || c == 'W') {
    if (begins(s, "http://") || begins(s, "https://") || begins(s, "www.") || begins(s, "ftp://") || begins(s, "Http://") || begins(s, "WWW."))
      return address_end(s, s->at);
    return 0;
  }
  if (c != '#' && c != '@') return 0;
  if (q_class(q_point(s->text, next, s->end, &end)) == Q_C_DIGIT) return 0;
  for (end = next; (c = q_point(s->text, end, s->end, &next)); end = next) {
    int class = q_class(c);
    if (class != Q_C_LETTER && class != Q_C_DIGIT && class != Q_C_MARK && c != '_' && c != '-') break;
  }
  return end > s->at + 1 ? end : 0;
}

/* ":-)" and its like, with nothing glued behind. */
static uint32_t smiley_end(const q_scan *s) {
  uint32_t at = s->at, next;
  uint32_t c = q_point(s->text, at, s->end, &at);
  if (c != ':' && c != ';' && c != '=') return 0;
  c = q_point(s->text, at, s->end, &next);
  if (c == '-') { at = next; c = q_point(s->text, at, s->end, &next); }
  if (!c || c > 0x7f || !strchr(")(DPp", (int)c)) return 0;
  while (c == ')' || c == '(') { at = next; if (q_point(s->text, at, s->end, &next) != c) break; }
  c = q_point(s->text, at, s->end, &next);
  if (c == 'D' || c == 'P' || c == 'p') { at = next; c = q_point(s->text, at, s->end, &next); }
  return !c || (q_class(c) != Q_C_LETTER && q_class(c) != Q_C_DIGIT) ? at : 0;
}

/* A character reference that a page left in its text: "&quot;", "&#39;&#39;". 0: none. */
static uint32_t reference_end(const q_scan *s, uint32_t at) {
  uint32_t i = at + 1, limit = at + 9 < s->end ? at + 9 : s->end;
  if (s->text[at] != '&') return 0;
  bool number = i < limit && s->text[i] == '#';
  for (i += number; i < limit && s->text[i] != ';'; i++)
    if (number ? s->text[i] < '0' || s->text[i] > '9' : s->text[i] < 'a' || s->text[i] > 'z') return 0;
  if (i >= limit || i < at + 3) return 0;
  uint32_t size = ++i - at;
  while (i + size <= s->end && memcmp(s->text + at, s->text + i, size) == 0) i += size;
  return i;
}

/* The end of an emoji with its joiners, variation selectors, skin tones, tags; of a flag's two letters. */
static uint32_t symbol_end(const q_scan *s, uint32_t c, uint32_t at) {
  uint32_t next, d;
  if (c >= 0x1f1e6 && c <= 0x1f1ff && (d = q_point(s->text, at, s->end, &next)) >= 0x1f1e6 && d <= 0x1f1ff) at = next;
  while ((d = q_point(s->text, at, s->end, &next))) {
    if (q_is_mark(d) || (d >= 0x1f3fb && d <= 0x1f3ff) || (d >= 0xe0020 && d <= 0xe007f)) at = next;
    else if (d == 0x200d) {
      uint32_t after, e = q_point(s->text, next, s->end, &after);
      at = e && q_class(e) == Q_C_SYMBOL ? after : next;
    } else break;
  }
  return at;
}

/* Runs of one mark are one token: "...", "--", "!!!", also "?!" and "?.."; so are closing brackets that nothing opened, the Russian smile: ")))". */
static uint32_t run_end(const q_scan *s, uint32_t c, uint32_t at) {
  uint32_t next, after, d;
  bool stop = c == '.' || c == '!' || c == '?' || c == 0x2026, again = stop || strchr("-*=~_+$", c < 0x80 && c ? (int)c : 'x') || (c == ')' && !s->open);
  if (c == '<' || c == '>' || c == '\'' || c == '`') return q_point(s->text, at, s->end, &next) == c ? next : at;
  while (again && (d = q_point(s->text, at, s->end, &next))) {
    bool same = d == c || (stop && (d == '!' || d == '?'));
    if (!same && stop && d == '.') same = q_point(s->text, next, s->end, &after) == '.' || s->text[at - 1] == '.'; /* one stop after "?" is a token */
    if (!same) break;
    at = next;
  }
  return at;
}

static void scan_mark(q_scan *s, uint32_t c, uint32_t next) {
  static const char *const quotes[] = { "&quot;", "&#39;", "&#34;", "&laquo;", "&raquo;", "&ldquo;", "&rdquo;" };
  uint32_t begin = s->at, end = reference_end(s, begin);
  bool quote = false;
  for (size_t i = 0; end && i < sizeof quotes / sizeof *quotes; i++) quote |= strncmp(s->text + begin, quotes[i], strlen(quotes[i])) == 0;
  if (!end) end = smiley_end(s);
  if (!end) end = run_end(s, c, next);
  end = symbol_end(s, c, end);
  unsigned flags = QUOTH_TOKEN_PUNCT;
  if (c == '(') s->open++;
  else if (c == ')' && s->open) s->open--;
  if (quote || q_is_quote(c) || (end - begin == 2 && (c == '<' || c == '>'))) flags |= QUOTH_TOKEN_QUOTE;
  q_emit(s, begin, end, flags);
  s->at = end;
}

static bool may_be_address(uint32_t c) { return c == 'h' || c == 'w' || c == 'f' || c == 'H' || c == 'W' || c == '#' || c == '@'; }

/* A comma or a stop before a blank: nothing can join it. */
static bool lone_mark(const q_scan *s) {
  char c = s->text[s->at];
  return (c == ',' || c == '.') && s->at + 1 < s->end && s->text[s->at + 1] == ' ';
}

int q_tokenise(q_scan *s) {
  s->first = s->tokens->count;
  while (s->at < s->end && !s->memory) {
    if (s->text[s->at] == ' ') { s->at++; continue; }
    if (lone_mark(s)) { q_emit(s, s->at, s->at + 1, QUOTH_TOKEN_PUNCT); s->at += 2; continue; }
    uint32_t next, c = q_point(s->text, s->at, s->end, &next), end = may_be_address(c) ? q_scan_address(s) : 0;
    if (end) { q_emit(s, s->at, end, QUOTH_TOKEN_WORD); s->at = end; continue; }
    if (q_scan_plain(s)) continue;
    int class = q_class(c);
    if (class == Q_C_SPACE || class == Q_C_HIDDEN) s->at = next;
    else if (class == Q_C_LETTER || class == Q_C_DIGIT || class == Q_C_MARK) q_scan_word(s);
    else scan_mark(s, c, next);
  }
  return s->memory ? QUOTH_MEMORY : 0;
}
