/* Checked CoNLL-U sentences -> a report that keeps them: the text is put together from the forms. */
#include "read/conllu.h"

typedef struct maker {
  quoth_report *r;
  q_arena *a, *scratch, *other;  /* arrays grow in the scratch arenas */
  q_buf text;
  Q_VEC(quoth_sentence) sentences;
  Q_VEC(quoth_token) tokens;
  Q_VEC(quoth_word) words;
  Q_VEC(q_kept_row) rows;
  Q_VEC(uint32_t) first_row;
  Q_VEC(const char *) comments;
  uint16_t paragraph;
  bool memory;
} maker;

typedef struct row { const char *col[10]; size_t size[10]; } row;

static row cut(const char *s, size_t n) {
  row x;
  for (int i = 0; i < 10; i++) {
    const char *tab = i < 9 ? memchr(s, '\t', n) : NULL;
    x.col[i] = s;
    x.size[i] = tab ? (size_t)(tab - s) : n;
    n -= tab ? x.size[i] + 1 : x.size[i];
    s += tab ? x.size[i] + 1 : x.size[i];
  }
  return x;
}

static const char *keep(maker *m, const char *s, size_t n) {
  const char *out = n == 1 && *s == '_' ? "_" : q_strndup(m->a, s, n);
  if (!out) m->memory = true;
  return out;
}

/* Whether NAME=No stands among the attributes of MISC. */
static bool glued(const row *x) {
  static const char want[] = "SpaceAfter=No";
  const char *s = x->col[9], *end = s + x->size[9];
  while (s < end) {
    const char *bar = memchr(s, '|', (size_t)(end - s));
    size_t n = (size_t)((bar ? bar : end) - s);
    if (n == sizeof want - 1 && memcmp(s, want, n) == 0) return true;
    s += n + 1;
  }
  return false;
}

static quoth_span add_text(maker *m, const row *x) {
  quoth_span s = { (uint32_t)m->text.count, 0 };
  q_buf_add(&m->text, x->col[1], x->size[1]);
  s.end = (uint32_t)m->text.count;
  return s;
}

static void add_token(maker *m, quoth_span span) {
  quoth_token t = { .span = span };
  if (q_push(m->scratch, &m->tokens, t)) m->memory = true;
}

static void add_row(maker *m, uint8_t kind, const row *x) {
  q_kept_row k = { .kind = kind, .word = m->words.count, .id = keep(m, x->col[0], x->size[0]), .form = keep(m, x->col[1], x->size[1]), .deps = keep(m, x->col[8], x->size[8]),
                   .misc = keep(m, x->col[9], x->size[9]) };
  if (q_push(m->other, &m->rows, k)) m->memory = true;
}

static void add_word(maker *m, const row *x, quoth_span span, uint32_t range, bool own) {
  quoth_word w = { .span = span, .token = m->tokens.count - 1, .range = (uint16_t)range, .head = -1 };
  if (!own && !(w.form = q_strndup(m->a, x->col[1], x->size[1]))) m->memory = true;
  if (q_push(m->scratch, &m->words, w)) m->memory = true;
}

/* The rows under a range, s behind it. Where their forms spell the range's, each is a token with its own characters; else all lie in one. */
static void add_range(maker *m, const row *head, uint32_t count, const char **s, const char *end) {
  row x[64];
  size_t sum = 0;
  bool spelled = count <= 64;
  const char *at = *s;
  for (uint32_t i = 0; i < count && at < end;) {
    const char *nl = memchr(at, '\n', (size_t)(end - at));
    row y = cut(at, (size_t)(nl - at));
    at = nl + 1;
    if (memchr(y.col[0], '.', y.size[0])) { spelled = false; continue; }
    spelled = spelled && sum + y.size[1] <= head->size[1] && memcmp(head->col[1] + sum, y.col[1], y.size[1]) == 0;
    sum += y.size[1];
    if (i < 64) x[i] = y;
    i++;
  }
  quoth_span whole = add_text(m, head);
  if (spelled && sum == head->size[1]) {
    uint32_t from = whole.begin;
    for (uint32_t i = 0; i < count; i++) {
      quoth_span own = { from, from + (uint32_t)x[i].size[1] };
      from = own.end;
      add_token(m, own);
      add_row(m, Q_ROW_WORD, &x[i]);
      add_word(m, &x[i], own, i ? 0 : count, true);
    }
    *s = at;
    return;
  }
  add_token(m, whole);
  for (uint32_t i = 0; i < count && *s < end;) {
    const char *nl = memchr(*s, '\n', (size_t)(end - *s));
    row y = cut(*s, (size_t)(nl - *s));
    bool empty = memchr(y.col[0], '.', y.size[0]) != NULL;
    add_row(m, empty ? Q_ROW_EMPTY : Q_ROW_WORD, &y);
    if (empty && m->rows.count) m->rows.at[m->rows.count - 1].line = keep(m, *s, (size_t)(nl - *s));
    if (!empty) add_word(m, &y, whole, i++ ? 0 : count, false);
    *s = nl + 1;
  }
}

static uint32_t digits(const char *s, const char *end) {
  uint32_t v = 0;
  for (; s < end && *s >= '0' && *s <= '9'; s++) v = v * 10 + (uint32_t)(*s - '0');
  return v;
}

/* Returns where the next sentence begins. */
static const char *add_sentence(maker *m, const char *s, const char *end) {
  const char *comments = s;
  bool paragraph = false, space = false;
  while (s < end && *s == '#') {
    const char *nl = memchr(s, '\n', (size_t)(end - s));
    paragraph |= (nl - s >= 8 && memcmp(s, "# newpar", 8) == 0) || (nl - s >= 8 && memcmp(s, "# newdoc", 8) == 0);
    s = nl + 1;
  }
  const char *kept = s > comments ? q_strndup(m->a, comments, (size_t)(s - comments)) : "";
  if (!kept || q_push(m->other, &m->comments, kept) || q_push(m->other, &m->first_row, m->rows.count)) m->memory = true;
  if (m->text.count && paragraph) q_buf_str(&m->text, "\n\n");
  if (paragraph && m->sentences.count && m->paragraph < UINT16_MAX) m->paragraph++;
  quoth_sentence x = { .span = { (uint32_t)m->text.count, 0 }, .token = m->tokens.count, .word = m->words.count, .paragraph = m->paragraph };
  while (s < end && *s != '\n') {
    const char *nl = memchr(s, '\n', (size_t)(end - s));
    row y = cut(s, (size_t)(nl - s));
    const char *dash = memchr(y.col[0], '-', y.size[0]);
    if (memchr(y.col[0], '.', y.size[0])) {
      add_row(m, Q_ROW_EMPTY, &y);
      if (m->rows.count) m->rows.at[m->rows.count - 1].line = keep(m, s, (size_t)(nl - s));
      s = nl + 1;
      continue;
    }
    if (space) q_buf_char(&m->text, ' ');
    s = nl + 1;
    if (dash) {
      add_row(m, Q_ROW_RANGE, &y);
      add_range(m, &y, digits(dash + 1, y.col[0] + y.size[0]) - digits(y.col[0], dash) + 1, &s, end);
    } else {
      add_token(m, add_text(m, &y));
      add_row(m, Q_ROW_WORD, &y);
      if (m->tokens.count) add_word(m, &y, m->tokens.at[m->tokens.count - 1].span, 1, true);
    }
    space = !glued(&y);
  }
  x.span.end = (uint32_t)m->text.count;
  x.tokens = m->tokens.count - x.token;
  x.words = m->words.count - x.word;
  if (space) q_buf_char(&m->text, ' ');
  if (m->tokens.count > x.token) m->tokens.at[x.token].flags |= QUOTH_TOKEN_FIRST;
  if (x.words && q_push(m->other, &m->sentences, x)) m->memory = true;
  return s < end ? s + 1 : end;
}

static void *moved(maker *m, const void *at, size_t size) {
  void *out = q_alloc(m->a, size + 16);
  if (!out) m->memory = true;
  else if (size) memcpy(out, at, size);
  return out;
}

static void finish(maker *m) {
  quoth_report *r = m->r;
  struct quoth_kept *k = q_alloc(m->a, sizeof *k);
  if (!k || m->text.failed) { m->memory = true; return; }
  if (q_push(m->other, &m->first_row, m->rows.count)) m->memory = true;
  r->sentences = moved(m, m->sentences.at, m->sentences.count * sizeof *m->sentences.at);
  r->tokens = moved(m, m->tokens.at, m->tokens.count * sizeof *m->tokens.at);
  r->words = moved(m, m->words.at, m->words.count * sizeof *m->words.at);
  k->rows = moved(m, m->rows.at, m->rows.count * sizeof *m->rows.at);
  k->first_row = moved(m, m->first_row.at, m->first_row.count * sizeof *m->first_row.at);
  k->comments = moved(m, m->comments.at, m->comments.count * sizeof *m->comments.at);
  k->row_count = m->rows.count;
  r->text = q_strndup(m->a, m->text.count ? m->text.at : "", m->text.count);
  if (!r->text) m->memory = true;
  r->length = (uint32_t)m->text.count;
  r->characters = r->text ? (uint32_t)q_utf8_count(r->text, r->length) : 0;
  r->sentence_count = m->sentences.count;
  r->token_count = m->tokens.count;
  r->word_count = m->words.count;
  r->kept = k;
}

int q_conllu_report(quoth_report *r, const char *bytes, size_t size) {
  maker m = { .r = r, .a = r->arena, .scratch = q_arena_new(), .other = q_arena_new() };
  if (!m.scratch || !m.other) m.memory = true;
  for (const char *s = bytes, *end = bytes + size; s < end && !m.memory;) s = add_sentence(&m, s, end);
  if (!m.memory) finish(&m);
  q_buf_free(&m.text);
  q_arena_free(m.scratch);
  q_arena_free(m.other);
  return m.memory ? QUOTH_MEMORY : 0;
}
