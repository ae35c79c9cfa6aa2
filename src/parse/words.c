/* Words and numbers: where one ends, whether the stop after it is its own, and what is cut off it. */
#include "parse/inside.h"

static bool alnum(int class) { return class == Q_C_LETTER || class == Q_C_DIGIT || class == Q_C_MARK; }

typedef struct word {           /* a word while it is read */
  uint32_t begin, end;
  uint32_t part;                /* where the part after the last inner stop begins */
  uint32_t letters;             /* code points of that part */
  int last;                     /* class of the last character */
  uint32_t last_point;
  bool address;                 /* it has an @ or is a host name */
  bool cuts;                    /* it has an apostrophe or a hyphen */
  bool letter;                  /* it has a letter */
} word;

static const char *const endings_of_hosts[] = { "com", "org", "net", "int", "gov", "edu", "info", "tv", "io", "ru", "de", "fr", "es", "uk", "eu", "us", "html", "htm", "pdf", "php", "doc", "jpg", "png",
  "pl", "nl", "cz", "ch", "jp", "cn", "br", "kz", "ua", "tr", "sy", "ir", "iq", "il", "eg", "qa", "ae", "sa", "lb", "jo" };

/* A host, file or group name ("alt.pets.birds"): lower case, the last part one of the usual or three parts of more than a letter. at: the first stop. */
static bool host_from(const q_scan *s, uint32_t at, bool longer) {
  uint32_t part = at + 1, i = part, parts = longer ? 1 : 0;
  for (; i < s->end && i - at < 80; i++) {
    char c = s->text[i];
    if (c == '.' && i > part && i + 1 < s->end && s->text[i + 1] >= 'a' && s->text[i + 1] <= 'z') { parts += i > part + 1; part = i + 1; }
    else if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) break;
  }
  if (i < s->end && ((unsigned char)s->text[i] >= 0x80 || (s->text[i] >= 'A' && s->text[i] <= 'Z'))) return false;
  if (parts >= 2 && i > part + 1) return true;
  for (size_t k = 0; k < sizeof endings_of_hosts / sizeof *endings_of_hosts; k++)
    if (strlen(endings_of_hosts[k]) == i - part && memcmp(endings_of_hosts[k], s->text + part, i - part) == 0) return true;
  return false;
}

static bool mail_from(const q_scan *s, uint32_t at) {
  for (uint32_t i = at; i < s->end && i - at < 64; i++) {
    char c = s->text[i];
    if (c == '@') return i + 1 < s->end && q_class((unsigned char)s->text[i + 1]) == Q_C_LETTER;
    if (!((c | 32) >= 'a' && (c | 32) <= 'z') && !(c >= '0' && c <= '9') && c != '.' && c != '-' && c != '_' && c != '+') return false;
  }
  return false;
}

static uint32_t letters_from(const q_scan *s, uint32_t at, uint32_t limit, uint32_t *end) {
  uint32_t n = 0, next, c;
  for (; n < limit && (c = q_point(s->text, at, s->end, &next)) && q_class(c) == Q_C_LETTER; at = next) n++;
  *end = at;
  return n;
}

/* A stop between two letters: of an abbreviation (U.S, p.m, Ph.D) or an address it is part of the word; else a blank is missing after it. */
static bool inner_stop(const q_scan *s, word *w, uint32_t at) {
  uint32_t end, after = letters_from(s, at + 1, 3, &end);
  if (w->address) return !q_is_upper((unsigned char)s->text[at + 1]) || q_is_upper(w->last_point); /* "velm.example.The" lacks a blank */
  if ((w->last_point < 0x80 && host_from(s, at, w->letters > 1 && w->part == w->begin && s->text[w->begin] >= 'a')) || mail_from(s, at)) return w->address = true;
  if (w->letters == 1) return after == 1 || (s->text[at + 1] == '-' && letters_from(s, at + 2, 2, &end) == 1); /* J.-C. */
  return w->letters <= 2 && after == 1 && end < s->end && s->text[end] == '.';
}

static uint32_t digits_from(const q_scan *s, uint32_t at) { /* how many, at most 25 */
  uint32_t n = 0;
  while (n < 25 && at + n < s->end && s->text[at + n] >= '0' && s->text[at + n] <= '9') n++;
  return n;
}

/* The hyphen at `at` inside figures: two numbers of about one size are a range ("10-15", "1994-95"), anything else a telephone number, a code, a date. */
static bool range(const q_scan *s, const word *w, uint32_t at) {
  uint32_t first = at - w->begin, second = digits_from(s, at + 1), beyond = at + 1 + second;
  if (first > 24) return false;
  if (digits_from(s, w->begin) != first) return w->letters == 0 && !memchr(s->text + w->begin, '-', first);
  if (beyond + 1 < s->end && s->text[beyond] == '-' && digits_from(s, beyond + 1)) return false;
  return first == second ? first < 5 : first < 3 ? second == first + 1 : first == 4 && second == 2;
}

/* Whether the mark c at `at` joins what stands before and behind it into one word. */
static bool joins(const q_scan *s, word *w, uint32_t c, uint32_t at, uint32_t next) {
  uint32_t after, d = q_point(s->text, next, s->end, &after);
  if (c == 0xb0) return w->letters == 1 && w->part == w->begin; /* n° */
  if (!d) return false;
  int class = q_class(d);
  bool split = s->lang && s->lang->split_hyphens, letter = w->last == Q_C_LETTER || w->last == Q_C_MARK, digits = w->last == Q_C_DIGIT && class == Q_C_DIGIT;
  switch (c) {
    case '\'': case 0x2019: case 0x2bc: return alnum(class) && (w->cuts = true);
    case '-': case 0x2010: case 0x2011:
      return alnum(class) && !(split && digits && range(s, w, at)) && (w->cuts = true);
    case '_': return true;
    case '@': return alnum(class) && c < 0x80 && w->last_point < 0x80 && (w->address = true);
    case '&': return letter && q_is_upper(w->last_point) && q_is_upper(d);
    case '.': return digits || (letter && (class == Q_C_LETTER || d == '-') && inner_stop(s, w, at)) || (w->address && alnum(class) && !(q_is_upper(d) && !q_is_upper(w->last_point)));
    case ',': case ':': case 0x66b: case 0x66c: return digits;
    case '/': return digits || (w->address && alnum(class));
    case 0xb7: case 0x387: return letter && class == Q_C_LETTER;
    case 0xa0: case 0x202f: case 0x2009: case ' ': {
      if (!digits || at - w->begin > 24 || (c == ' ' && !(s->lang && q_is_space(s->lang->thousands)))) return false;
      uint32_t run = 0, before = 0, i;
      for (i = next; i < s->end && s->text[i] >= '0' && s->text[i] <= '9'; i++) run++;
      for (i = at; i > w->begin && s->text[i - 1] >= '0' && s->text[i - 1] <= '9'; i--) before++;
      bool all = i == w->begin || before == 3;
      return run == 3 && before && before <= 3 && all && !(s->text[w->begin] == '0');
    }
    default: return false;
  }
}

static word read_word(const q_scan *s) {
  word w = { .begin = s->at, .end = s->at, .part = s->at };
  uint32_t at = s->at, next, c;
  while ((c = q_point(s->text, at, s->end, &next))) {
    int class = q_class(c);
    if (class == Q_C_HIDDEN) { at = next; continue; }
    if (alnum(class)) {
      w.letters += class == Q_C_LETTER;
      w.letter |= class == Q_C_LETTER;
    } else {
      if (!w.letters && w.last == 0) break;
      if (at != w.end || !joins(s, &w, c, at, next)) break;
      if (c == '.') { w.part = next; w.letters = 0; }
    }
    w.last = class;
    w.last_point = c;
    w.end = at = next;
  }
  return w;
}

/* ---- the stop after a word ---------------------------------------------------------------------------------------------------------- */

enum { FUNCTION = Q_W_ARTICLE | Q_W_PREPOSITION | Q_W_CONJUNCTION | Q_W_PRONOUN | Q_W_NEGATION | Q_W_AUXILIARY | Q_W_MODAL | Q_W_STOP | Q_W_ADVERB };

/* Number with a stop: an ordinal (German) when a month, a word in lower case or, after a function word, any word follows. */
static bool ordinal(const q_scan *s, const word *w) {
  uint32_t next, at = w->end + 1, end, c;
  uint8_t skip;
  if (!s->lang || !s->lang->ordinal_stop || w->end - w->begin > 2) return false;
  c = q_point(s->text, at, s->end, &next);
  if (c == ',' || c == '-' || c == ')') return false;
  while (c && q_class(c) == Q_C_SPACE) { at = next; c = q_point(s->text, at, s->end, &next); }
  if (!c || q_class(c) != Q_C_LETTER) return false;
  if (!q_is_upper(c)) return true;
  letters_from(s, at, 40, &end);
  uint32_t id = q_lookup(s->lang, s->text + at, end - at, &skip);
  if (q_lang_word(s->lang, id)->classes & Q_W_MONTH) return true;
  if (q_lang_word(s->lang, id)->classes & FUNCTION) return false;
  if (s->tokens->count == s->first) return false;
  return q_lang_word(s->lang, s->tokens->at[s->tokens->count - 1].word)->classes & (Q_W_ARTICLE | Q_W_PREPOSITION | Q_W_POSSESSIVE | Q_W_DEMONSTRATIVE);
}

static bool digit_follows(const q_scan *s, uint32_t at) {
  while (at < s->end && s->text[at] == ' ') at++;
  return at < s->end && s->text[at] >= '0' && s->text[at] <= '9';
}

static bool has_vowel(const char *s, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (s[i] & 0x80 || strchr("aeiouyAEIOUY", s[i])) return true;
  return false;
}

/* The lexicon's entry for the word with its stop; of a compound ("Korr-Str.") for its last part. */
static uint32_t with_stop(const q_scan *s, const word *w) {
  uint8_t skip;
  uint32_t end = w->end + 1, id = q_lookup(s->lang, s->text + w->begin, end - w->begin, &skip), at = w->end;
  if (id && !skip) return id;
  while (w->cuts && s->lang->split_hyphens && at > w->begin && s->text[at - 1] != '-') at--;
  id = at > w->begin && at < w->end ? q_lookup(s->lang, s->text + at, end - at, &skip) : 0;
  return skip ? 0 : id;
}

/* Whether the stop at w->end belongs to the word: initials, acronyms with stops, abbreviations of the language. */
static bool own_stop(const q_scan *s, const word *w) {
  uint8_t skip;
  size_t n = w->end - w->begin;
  if (w->address || n > Q_WORD_MAX || w->end >= s->end || s->text[w->end] != '.') return false;
  if (w->end + 1 < s->end && s->text[w->end + 1] == '.') return false;
  if (w->last == Q_C_DIGIT) return ordinal(s, w);
  if (w->letters == 1 && w->part > w->begin) return true;
  if (!s->lang) return w->letters == 1 && q_is_upper(w->last_point);
  uint32_t bare = q_lang_word(s->lang, q_lookup(s->lang, s->text + w->begin, n, &skip))->classes & FUNCTION;
  if (w->letters == 1 && w->part == w->begin && q_is_upper(w->last_point) && (!bare || s->lang->script[0] != 'L' || w->last_point != 'I')) return true;
  uint32_t id = with_stop(s, w);
  if (!id || !(q_lang_word(s->lang, id)->classes & Q_W_ABBREVIATION)) return false;
  if (w->letters == 1 && !(bare & (Q_W_PRONOUN | Q_W_CONJUNCTION | Q_W_NEGATION | Q_W_AUXILIARY))) return true;
  return !bare || digit_follows(s, w->end + 1) || !has_vowel(s->text + w->begin, n);
}

/* ---- cutting ------------------------------------------------------------------------------------------------------------------------ */

/* Bytes of the text that fold to `folded` bytes. */
static uint32_t unfold(const char *s, size_t n, size_t folded) {
  const char *at = s, *end = s + n;
  char piece[16];
  for (size_t done = 0; done < folded && at < end;) {
    const char *from = at;
    q_utf8_next(&at, end);
    done += q_fold(from, (size_t)(at - from), piece, sizeof piece);
  }
  return (uint32_t)(at - s);
}

static void emit_pieces(q_scan *s, uint32_t begin, uint32_t end, unsigned flags) {
  char folded[Q_WORD_MAX + 16];
  size_t n = q_fold(s->text + begin, end - begin, folded, sizeof folded), done = 0;
  while (done < n) {
    size_t piece = q_lang_piece(s->lang, folded + done, n - done);
    done += piece;
    uint32_t to = done < n ? begin + unfold(s->text + begin, end - begin, piece) : end;
    bool mark = piece == 1 && folded[done - 1] == '-';
    unsigned digit = q_class((unsigned char)s->text[begin]) == Q_C_DIGIT ? QUOTH_TOKEN_NUMBER : 0;
    q_emit(s, begin, to, mark ? QUOTH_TOKEN_PUNCT : (flags & ~(unsigned)QUOTH_TOKEN_NUMBER) | digit);
    begin = to;
  }
}

/* An elided word before a mark: l'« accord ». Its apostrophe is part of it. */
static uint32_t elided_end(const q_scan *s, const word *w) {
  char folded[32];
  uint32_t next, after, c = q_point(s->text, w->end, s->end, &next), size = next - w->begin;
  if ((c != '\'' && c != 0x2019) || !s->lang || !s->lang->elision_count || size > 16) return w->end;
  c = q_point(s->text, next, s->end, &after);
  if (!q_is_quote(c) || c == 0xbb) return w->end;
  size_t n = q_fold(s->text + w->begin, size, folded, sizeof folded);
  for (uint32_t i = 0; i < s->lang->elision_count; i++)
    if (strlen(s->lang->elisions[i]) == n && memcmp(s->lang->elisions[i], folded, n) == 0) return next;
  return w->end;
}

void q_scan_word(q_scan *s) {
  word w = read_word(s);
  uint32_t next, first = q_point(s->text, w.begin, s->end, &next);
  if (w.end == w.begin) w.end = next;
  unsigned flags = QUOTH_TOKEN_WORD;
  if (q_class(first) == Q_C_DIGIT) flags = w.letters ? QUOTH_TOKEN_NUMBER | QUOTH_TOKEN_WORD : QUOTH_TOKEN_NUMBER;
  uint32_t end = own_stop(s, &w) ? w.end + 1 : elided_end(s, &w);
  if (w.cuts && w.letter && !w.address && s->lang && end - w.begin <= Q_WORD_MAX) emit_pieces(s, w.begin, end, flags);
  else q_emit(s, w.begin, end, flags);
  s->at = end;
}
