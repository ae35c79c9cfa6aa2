/* One input -> one report up to the section layer. */
#include <stdlib.h>
#include "read/conllu.h"
#include "read/inside.h"

static char *given(q_arena *a, const char *s) {
  char *out;
  size_t n;
  if (!s || !*s || strlen(s) > Q_META_LIMIT || q_read_utf8(a, s, strlen(s), &out, &n)) return NULL;
  return out;
}

static int take_text(quoth_report *r, const quoth_input *in, quoth_error *e) {
  char *text;
  size_t length;
  const char *name = NULL;
  int status = strcmp(r->format, "jsonl") == 0 ? q_read_utf8(r->arena, in->bytes, in->size, &text, &length) : q_charset(r->arena, in->bytes, in->size, &text, &length, &name, e);
  if (status) return status;
  if (length > 3ul * Q_REPORT_LIMIT) return QUOTH_LIMIT;
  r->text = text;
  r->length = (uint32_t)length;
  r->characters = (uint32_t)q_utf8_count(text, length);
  return 0;
}

static int take_given(quoth_report *r, const quoth_input *in) {
  q_arena *a = r->arena;
  r->id = given(a, in->id);
  r->source = given(a, in->source);
  r->url = given(a, in->url);
  r->title = given(a, in->title);
  r->outlet = given(a, in->outlet);
  r->language = given(a, in->language);
  r->title_from = r->title ? "given" : NULL;
  r->outlet_from = r->outlet ? "given" : NULL;
  r->language_from = r->language ? "given" : NULL;
  return 0;
}

static int given_date(const q_page *p, const char *s, quoth_date *out) {
  char iso[40];
  if (!s || !q_date_given(&p->calendar, s, iso)) return 0;
  *out = (quoth_date){ q_strdup(p->r->arena, iso), "given", { 0, 0 } };
  return out->iso ? 0 : QUOTH_MEMORY;
}

/* "en-GB", "EN" -> "en". */
static void short_code(char *code) {
  for (char *c = code; *c; c++) {
    if (*c == '-' || *c == '_') { *c = 0; break; }
    if (*c >= 'A' && *c <= 'Z') *c = (char)(*c + 32);
  }
}

enum { WINDOWS = 3, WINDOW = 400 };

/* A text that is long is judged by the middles of its thirds, and by all of it where they say nothing. */
static const char *language_of(const q_langs *langs, const char *text, uint32_t length) {
  char sample[WINDOWS * (WINDOW + 1)];
  size_t n = 0;
  if (length <= WINDOWS * WINDOW) return q_langs_identify(langs, text, length, NULL);
  for (uint32_t i = 0; i < WINDOWS; i++) {
    uint32_t from = (uint32_t)((uint64_t)length * (2 * i + 1) / (2 * WINDOWS)) - WINDOW / 2, to = from + WINDOW;
    while (from < to && ((unsigned char)text[from] & 0xc0) == 0x80) from++;
    while (to > from && to < length && ((unsigned char)text[to] & 0xc0) == 0x80) to--;
    memcpy(sample + n, text + from, to - from);
    n += to - from;
    sample[n++] = '\n';
  }
  const char *code = q_langs_identify(langs, sample, n, NULL);
  return strcmp(code, "und") == 0 ? q_langs_identify(langs, text, length, NULL) : code;
}

static int find_language(quoth_report *r, q_langs *langs) {
  if (r->language) {
    char *code = q_strdup(r->arena, r->language);
    if (!code) return QUOTH_MEMORY;
    short_code(code);
    r->language = code;
    return 0;
  }
  r->language = language_of(langs, r->text, r->length);
  r->language_from = "text";
  return 0;
}

static int by_begin(const void *a, const void *b) {
  const quoth_section *x = a, *y = b;
  return (x->span.begin > y->span.begin) - (x->span.begin < y->span.begin);
}

static int layers(q_langs *langs, const quoth_input *in, quoth_report *r) {
  q_page p = { .langs = langs, .r = r };
  int status = find_language(r, langs);
  p.lang = q_langs_get(langs, r->language);
  p.english = q_langs_get(langs, "en");
  p.calendar = (q_calendar){ p.lang, p.english, in->date_order, p.lang && p.lang != p.english };
  if (!status) status = given_date(&p, in->published, &r->published);
  if (!status) status = given_date(&p, in->updated, &r->updated);
  if (!status) status = q_labels_make(r->arena, p.lang, p.english, &p.labels);
  if (!status) status = q_lines_cut(r->arena, r->text, r->length, &p.lines);
  if (status) return status;
  q_sections_find(&p);
  status = q_prefix_find(&p);
  if (!status) status = q_dateline_find(&p);
  if (!status) status = q_credits_find(&p);
  if (!status) status = q_meta_find(&p, in);
  if (status) return status;
  if (p.cuts.count > 1) qsort(p.cuts.at, p.cuts.count, sizeof *p.cuts.at, by_begin);
  return q_sections_write(&p);
}

int q_read_report(q_langs *langs, const quoth_input *in, quoth_report **out, quoth_error *e) {
  if (in->size > Q_REPORT_LIMIT) return q_fail_at(e, QUOTH_LIMIT, in->source, in->record, 0, "%s: larger than the limit of %d MB for one report", in->source ? in->source : "?", Q_REPORT_LIMIT >> 20);
  q_arena *a = q_arena_new();
  quoth_report *r = a ? q_alloc(a, sizeof *r) : NULL;
  int status = r ? 0 : QUOTH_MEMORY;
  if (!status) {
    r->arena = a;
    r->format = in->format && strcmp(in->format, "jsonl") == 0 ? "jsonl" : "text";
    status = take_given(r, in);
  }
  if (!status) status = take_text(r, in, e);
  if (!status) status = layers(langs, in, r);
  if (status) {
    q_arena_free(a);
    return q_fail_at(e, status, in->source, in->record, 0, "%s: %s", in->source ? in->source : "?", status == QUOTH_MEMORY ? "out of memory" : "cannot be read");
  }
  *out = r;
  return 0;
}

int q_read_conllu(q_langs *langs, const quoth_input *in, quoth_report **out, quoth_error *e) {
  q_arena *a = q_arena_new();
  quoth_report *r = a ? q_alloc(a, sizeof *r) : NULL;
  int status = r ? 0 : QUOTH_MEMORY;
  if (!status) {
    r->arena = a;
    r->format = "conllu";
    status = take_given(r, in);
  }
  if (!status) status = q_conllu_report(r, in->bytes, in->size);
  if (!status) status = find_language(r, langs);
  if (!status) { *out = r; return 0; }
  q_arena_free(a);
  return q_fail_at(e, status, in->source, in->record, 0, "%s: out of memory", in->source ? in->source : "?");
}
