/* Tokens -> syntactic words (Universal Dependencies v2). Which tokens stand for several words is data: lang/<code>/multiword.txt. */
#include <utf8proc.h>
#include "parse/clitics.h"
#include "parse/inside.h"

typedef Q_VEC(quoth_word) q_words_made;

typedef struct splitter {
  quoth_report *r;
  q_arena *scratch;
  q_words_made words;
  const q_lang *lang;
  const q_model *model;
  const int8_t *weights; uint32_t weight_count;      /* of the language's clitics; NULL: none fitted */
  char before[Q_WORD_MAX + 16]; size_t before_size; /* the folded token before, in the sentence */
  uint32_t before_classes;
} splitter;

static size_t fold_token(const quoth_report *r, quoth_span s, char *out, size_t room) {
  size_t n = s.end - s.begin;
  return n <= Q_WORD_MAX ? q_fold(r->text + s.begin, n, out, room) : 0;
}

static int add(splitter *s, quoth_span span, uint32_t token, uint32_t range, const char *form) {
  quoth_word w = { .span = span, .token = token, .range = (uint16_t)range, .form = form, .head = -1 };
  return q_push(s->scratch, &s->words, w);
}

/* A part of a token that has no characters of its own, with the capitals of the token: what is written alike is taken from it. */
static const char *form_of(splitter *s, const quoth_token *t, const char *part, size_t n, bool first) {
  const char *text = s->r->text + t->span.begin, *end = s->r->text + t->span.end, *at = part, *stop = part + n, *same = part;
  q_buf b = { 0 };
  char piece[16];
  const char *out = NULL;
  bool alike = first;
  while (at < stop) {
    const char *from = text;
    size_t size = alike && text < end ? (q_utf8_next(&text, end), q_fold(from, (size_t)(text - from), piece, sizeof piece)) : 0;
    if (size && size <= (size_t)(stop - at) && memcmp(piece, at, size) == 0) { q_buf_add(&b, from, (size_t)(text - from)); at += size; continue; }
    alike = false;
    same = at;
    uint32_t c = q_utf8_next(&at, stop);
    if ((t->flags & QUOTH_TOKEN_UPPER) || (first && same == part && (t->flags & QUOTH_TOKEN_CAPITAL))) c = (uint32_t)utf8proc_toupper((utf8proc_int32_t)c);
    char put[4];
    q_buf_add(&b, put, q_utf8_put(put, c));
  }
  if (!b.failed && b.count) out = q_strndup(s->r->arena, b.at, b.count);
  q_buf_free(&b);
  return out;
}

/* Bytes of the text that fold to the first n folded bytes; 0 where no character ends there. */
static uint32_t unfolded(const quoth_report *r, quoth_span span, size_t n) {
  const char *at = r->text + span.begin, *end = r->text + span.end;
  char piece[16];
  size_t done = 0;
  while (done < n && at < end) {
    const char *from = at;
    q_utf8_next(&at, end);
    done += q_fold(from, (size_t)(at - from), piece, sizeof piece);
  }
  return done == n ? (uint32_t)(at - (r->text + span.begin)) : 0;
}

/* parts: words divided by blanks. Where together they spell the token, each keeps its own characters. */
static int add_parts(splitter *s, uint32_t token, const char *folded, size_t n, const char *parts, uint32_t count) {
  const quoth_token *t = &s->r->tokens[token];
  size_t length = strlen(parts), done = 0;
  bool spelled = length - (count - 1) == n;
  for (const char *p = parts; spelled && *p; p++)
    if (*p != ' ') spelled = folded[done++] == *p;
  uint32_t from = t->span.begin;
  done = 0;
  for (uint32_t i = 0; i < count; i++) {
    size_t size = strcspn(parts, " ");
    quoth_span span = t->span;
    const char *form = NULL;
    done += size;
    uint32_t upto = spelled ? i + 1 == count ? t->span.end : t->span.begin + unfolded(s->r, t->span, done) : 0;
    if (upto > from) { span = (quoth_span){ from, upto }; from = upto; }
    else if (!(form = form_of(s, t, parts, size, i == 0))) return QUOTH_MEMORY;
    if (add(s, span, token, i ? 0 : count, form)) return QUOTH_MEMORY;
    parts += size + (parts[size] == ' ');
  }
  return 0;
}

static bool letters_at(const splitter *s, const quoth_sentence *x, uint32_t token, q_letters *out) {
  out->n = 0;
  if (token < x->token || token >= x->token + x->tokens) return false;
  quoth_span span = s->r->tokens[token].span;
  return q_letters_of(s->r->text + span.begin, span.end - span.begin, out) || (out->n = 0);
}

/* A word with clitics glued to it is cut where the fitted table says; every part keeps its own characters. */
static int cut_glued(splitter *s, const quoth_sentence *x, uint32_t token, uint32_t *added) {
  const q_glued *g = s->weights ? q_lang_glued(s->lang) : NULL;
  q_letters word, before, after;
  q_way ways[Q_WAYS_MAX];
  *added = 0;
  if (!g || !letters_at(s, x, token, &word)) return 0;
  int n = q_clitic_ways(g, &word, ways);
  if (n < 2) return 0;
  letters_at(s, x, token - 1, &before);
  letters_at(s, x, token + 1, &after);
  const q_way *best = &ways[q_clitic_best(s->weights, s->weight_count, &word, ways, n, &before, &after)];
  uint32_t begin = s->r->tokens[token].span.begin, from = 0;
  for (uint32_t i = 0; best->cuts && i <= best->cuts; i++) {
    uint32_t to = word.at[i < best->cuts ? best->cut[i] : word.n];
    if (add(s, (quoth_span){ begin + from, begin + to }, token, i ? 0 : best->cuts + 1u, NULL)) return QUOTH_MEMORY;
    from = to;
    ++*added;
  }
  return 0;
}

static int add_token(splitter *s, const quoth_sentence *x, uint32_t token) {
  const quoth_token *t = &s->r->tokens[token];
  bool first = token == x->token;
  char folded[Q_WORD_MAX + 16], parts[Q_WORD_MAX + 64];
  size_t n = fold_token(s->r, t->span, folded, sizeof folded);
  uint32_t count = 0, added = 0;
  if (n && s->lang && (t->flags & QUOTH_TOKEN_WORD))
    count = q_lang_words(s->lang, folded, n, s->before, first ? 0 : s->before_size, s->before_classes, !first && (t->flags & (QUOTH_TOKEN_CAPITAL | QUOTH_TOKEN_UPPER)) == QUOTH_TOKEN_CAPITAL, parts, sizeof parts);
  int status = count > 1 ? add_parts(s, token, folded, n, parts, count) : cut_glued(s, x, token, &added);
  if (!status && count < 2 && !added) status = add(s, t->span, token, 1, NULL);
  memcpy(s->before, folded, n);
  s->before_size = n;
  s->before_classes = s->lang ? q_lang_word(s->lang, t->word)->classes : 0;
  return status;
}

/* A mark that quotation state has paired is no apostrophe. */
static bool joined(const splitter *s, uint32_t token) {
  const quoth_token *t = &s->r->tokens[token];
  char folded[Q_WORD_MAX + 16];
  if (!s->lang || !token || t[-1].span.end != t->span.begin || !(t[-1].flags & (QUOTH_TOKEN_WORD | QUOTH_TOKEN_NUMBER))) return false;
  if ((t->flags & QUOTH_TOKEN_QUOTE) && t->mark != Q_MARK_NONE && t->mark != Q_MARK_LOOSE) return false;
  size_t n = fold_token(s->r, t->span, folded, sizeof folded);
  return n && q_lang_joins(s->lang, folded, n, s->before, s->before_size);
}

static const q_lang *language_of(q_langs *langs, const quoth_report *r, const quoth_sentence *x) {
  const char *code = x->section < r->section_count ? r->sections[x->section].language : NULL;
  return q_langs_get(langs, code ? code : r->language);
}

static int split_sentence(splitter *s, quoth_sentence *x) {
  x->word = s->words.count;
  for (uint32_t t = x->token, head = 0; t < x->token + x->tokens; t++) {
    bool glued = t > x->token && joined(s, t);
    uint32_t begin = s->words.count;
    if (add_token(s, x, t)) return QUOTH_MEMORY;
    if (!glued) { head = begin; continue; }
    s->words.at[head].range = (uint16_t)(s->words.count - head);
    s->words.at[begin].range = 0;
  }
  x->words = s->words.count - x->word;
  return 0;
}

static void take_language(splitter *s, const q_lang *lang) {
  char name[32];
  uint32_t dim[4];
  if (lang == s->lang) return;
  s->lang = lang;
  s->weights = NULL;
  if (!lang || !s->model || !q_lang_glued(lang)) return;
  snprintf(name, sizeof name, "cut.%s", lang->code);
  s->weights = q_model_block(s->model, name, Q_I8, 1, dim);
  s->weight_count = dim[0];
  if (s->weights && (dim[0] & (dim[0] - 1))) s->weights = NULL;
}

int q_words(q_langs *langs, const q_model *model, quoth_report *r, quoth_error *e) {
  splitter s = { .r = r, .model = model, .scratch = q_arena_new() };
  int status = s.scratch ? 0 : QUOTH_MEMORY;
  for (uint32_t i = 0; i < r->sentence_count && !status; i++) {
    take_language(&s, language_of(langs, r, &r->sentences[i]));
    status = split_sentence(&s, &r->sentences[i]);
  }
  if (!status && !(r->words = q_alloc(r->arena, (s.words.count + 1) * sizeof *r->words))) status = QUOTH_MEMORY;
  if (!status) {
    if (s.words.count) memcpy(r->words, s.words.at, s.words.count * sizeof *r->words);
    r->word_count = s.words.count;
  }
  q_arena_free(s.scratch);
  return status ? q_fail(e, status, "out of memory") : 0;
}
