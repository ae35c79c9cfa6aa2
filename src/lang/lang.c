/* The languages of a folder, and looking up words in one. */
#include <dirent.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>
#include "lang/inside.h"

typedef struct slot { char code[8]; _Atomic(q_lang *) lang; bool failed; } slot;
struct q_langs {
  char *dir;
  slot *slots; uint32_t count;
  pthread_mutex_t lock;          /* held while a language is loaded */
  q_arena *arena;
  q_ident *ident;
  q_map *agencies; const char **names; /* alias -> id -> canonical name */
};

/* ---- the folder -------------------------------------------------------------------------------------------------------------------- */

static int by_code(const void *a, const void *b) { return strcmp(((const slot *)a)->code, ((const slot *)b)->code); }

static int list_codes(q_langs *l, quoth_error *e) {
  Q_VEC(slot) found = { 0 };
  int status = 0;
  DIR *d = opendir(l->dir);
  if (!d) return q_fail(e, QUOTH_SYSTEM, "no folder of languages at %s", l->dir);
  for (struct dirent *x; !status && (x = readdir(d));) {
    size_t n = strlen(x->d_name);
    char path[4096];
    slot s = { 0 };
    if (n < 2 || n >= sizeof s.code || x->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "%s/%s/language.txt", l->dir, x->d_name);
    FILE *there = fopen(path, "r");
    if (!there) continue;
    fclose(there);
    memcpy(s.code, x->d_name, n);
    status = q_push(l->arena, &found, s);
  }
  closedir(d);
  if (status) return q_fail(e, status, "out of memory");
  if (!found.count) return q_fail(e, QUOTH_DATA, "no language in %s", l->dir);
  qsort(found.at, found.count, sizeof *found.at, by_code);
  l->slots = found.at;
  l->count = found.count;
  return 0;
}

static bool add_agency(q_langs *l, uint32_t *room, const char *alias, const char *name) {
  char key[1024];
  size_t n = strlen(alias);
  if (!n || n > sizeof key - 8) return true;
  uint32_t id = q_map_add(l->agencies, key, q_fold(alias, n, key, sizeof key));
  if (!id) return false;
  if (id >= *room) {
    const char **wider = q_grow(l->arena, l->names, *room * sizeof *wider, (size_t)*room * 2 * sizeof *wider);
    if (!wider) return false;
    l->names = wider;
    *room *= 2;
  }
  if (!l->names[id]) l->names[id] = name;
  return true;
}

static int load_agencies(q_langs *l, q_buf *problems, quoth_error *e) {
  q_load ld = { .dir = l->dir, .problems = problems };
  uint32_t room = 512;
  char *line, *alias;
  l->agencies = q_map_new(l->arena);
  l->names = q_alloc(l->arena, room * sizeof *l->names);
  if (!l->agencies || !l->names) return q_fail(e, QUOTH_MEMORY, "out of memory");
  int status = q_load_open(&ld, "agencies.txt", e);
  while (!status && (line = q_load_line(&ld))) {
    char *rest = line, *names = q_cut(&rest, "|"), *first = q_cut(&names, ";");
    const char *name = first && *first ? q_strdup(l->arena, first) : NULL;
    if (!name) { q_load_problem(&ld, "want: name; alias; ... | place"); continue; }
    bool good = add_agency(l, &room, name, name);
    while (good && (alias = q_cut(&names, ";"))) good = add_agency(l, &room, alias, name);
    if (!good) status = q_fail(e, QUOTH_MEMORY, "out of memory");
  }
  free(ld.bytes);
  return status;
}

/* models/ beside the folder; a folder of languages alone identifies none. */
static int open_ident(q_langs *l, quoth_error *e) {
  const char *models = q_printf(l->arena, "%s/../models", l->dir);
  const char *path = models ? q_printf(l->arena, "%s/language.qm", models) : NULL;
  if (!path) return q_fail(e, QUOTH_MEMORY, "out of memory");
  return access(models, F_OK) == 0 ? q_ident_open(l->arena, path, &l->ident, e) : 0;
}

const char *q_langs_identify(const q_langs *l, const char *text, size_t n, float *sureness) { return q_ident_text(l->ident, text, n, sureness); }

int q_langs_open(const char *dir, q_langs **out, quoth_error *e) {
  int status = QUOTH_MEMORY;
  q_langs *l = calloc(1, sizeof *l);
  *out = NULL;
  if (!l || pthread_mutex_init(&l->lock, NULL)) { free(l); return q_fail(e, QUOTH_MEMORY, "out of memory"); }
  l->arena = q_arena_new();
  l->dir = l->arena ? q_strdup(l->arena, dir) : NULL;
  if (!l->dir) { q_fail(e, QUOTH_MEMORY, "out of memory"); goto end; }
  if ((status = list_codes(l, e)) || (status = load_agencies(l, NULL, e)) || (status = open_ident(l, e))) goto end;
  *out = l;
end:
  if (status) q_langs_close(l);
  return status;
}

void q_langs_close(q_langs *l) {
  if (!l) return;
  for (uint32_t i = 0; i < l->count; i++) q_lang_free(atomic_load(&l->slots[i].lang));
  q_ident_close(l->ident);
  q_arena_free(l->arena);
  pthread_mutex_destroy(&l->lock);
  free(l);
}

uint32_t q_langs_count(const q_langs *l) { return l->count; }
const char *q_langs_code(const q_langs *l, uint32_t i) { return l->slots[i].code; }

static q_lang *load_once(q_langs *l, slot *s) {
  q_lang *lang = NULL;
  pthread_mutex_lock(&l->lock);
  lang = atomic_load(&s->lang);
  if (!lang && !s->failed) {
    s->failed = q_load_language(l->dir, s->code, NULL, &lang, NULL) < 0;
    atomic_store_explicit(&s->lang, lang, memory_order_release);
  }
  pthread_mutex_unlock(&l->lock);
  return lang;
}

const q_lang *q_langs_get(q_langs *l, const char *code) {
  for (uint32_t i = 0; code && i < l->count; i++) {
    if (strcmp(l->slots[i].code, code)) continue;
    q_lang *lang = atomic_load_explicit(&l->slots[i].lang, memory_order_acquire);
    return lang ? lang : load_once(l, &l->slots[i]);
  }
  return NULL;
}

int q_langs_verify(const q_langs *l, q_buf *problems, quoth_error *e) {
  int status = 0, count = 0;
  size_t before = problems->count;
  q_langs again = { .dir = l->dir, .arena = q_arena_new() };
  if (!again.arena) return q_fail(e, QUOTH_MEMORY, "out of memory");
  status = load_agencies(&again, problems, e);
  for (uint32_t i = 0; !status && i < l->count; i++) {
    q_lang *lang = NULL;
    status = q_load_language(l->dir, l->slots[i].code, problems, &lang, e);
    q_lang_free(lang);
  }
  q_arena_free(again.arena);
  for (size_t i = before; i < problems->count; i++) count += problems->at[i] == '\n';
  return status ? status : count;
}

const char *q_langs_agency(const q_langs *l, const char *s, size_t n) {
  uint32_t id = q_map_find(l->agencies, s, n);
  return id ? l->names[id] : NULL;
}

/* ---- words ------------------------------------------------------------------------------------------------------------------------- */

static bool starts(const char *s, size_t n, const char *with, size_t size) { return n > size && memcmp(s, with, size) == 0; }

/* Arabic writes "li" + "al..." as "ll...": the word that is meant begins with alef. */
static uint32_t find_after_lam(const q_lexicon *x, const char *s, size_t n) {
  static const char lam_lam[] = "\xd9\x84\xd9\x84", alef[] = "\xd8\xa7";
  char word[128] = "\xd8\xa7";
  if (!starts(s, n, lam_lam, 4) || n > sizeof word - 2) return 0;
  memcpy(word + sizeof alef - 1, s + 2, n - 2);
  return q_map_find(x->map, word, n);
}

static uint32_t find_bare(const q_lexicon *x, const char *s, size_t n, unsigned depth, unsigned *skip) {
  for (uint32_t i = 0; i < x->proclitic_count; i++) {
    const q_text *p = &x->proclitics[i];
    if (!starts(s, n, p->at, p->size)) continue;
    size_t left = n - p->size;
    if (q_utf8_count(s + p->size, left) < (i < 2 ? 2 : 3)) continue;
    uint32_t id = q_map_find(x->map, s + p->size, left);
    if (!id) id = find_after_lam(x, s, n);
    unsigned more = 0;
    if (!id && depth) id = find_bare(x, s + p->size, left, depth - 1, &more);
    if (id) { *skip = (unsigned)p->size + more; return id; }
  }
  return 0;
}

uint32_t q_lang_find(const q_lang *l, const char *folded, size_t n, unsigned *skip) {
  const q_lexicon *x = l->inside;
  uint32_t id = q_map_find(x->map, folded, n);
  if (skip) *skip = 0;
  if (!x->proclitic_count || !skip) return id;
  if (!id) return find_bare(x, folded, n, 1, skip);
  /* "الرئيس" begins forms of several words, but by itself is the noun with its article */
  if (x->words[id].classes & ~(uint32_t)(Q_W_BEGINS | Q_W_STOP)) return id;
  uint32_t bare = find_bare(x, folded, n, 1, skip);
  if (bare && x->words[bare].classes & (Q_W_ACTOR | Q_W_STATE)) return bare;
  *skip = 0;
  return id;
}

const q_word *q_lang_word(const q_lang *l, uint32_t id) { return &((const q_lexicon *)l->inside)->words[id]; }

uint32_t q_lang_phrase(const q_lang *l, const char *const *folded, const size_t *sizes, uint32_t count, uint32_t *id) {
  const q_lexicon *x = l->inside;
  char key[Q_FORM_MAX * 3];
  size_t ends[Q_PHRASE_MAX], n = 0;
  uint32_t words = 0;
  *id = 0;
  if (count > x->longest) count = x->longest;
  if (count < 2) return 0;
  for (; words < count && words < Q_PHRASE_MAX && n + sizes[words] + 1 < sizeof key; words++) {
    if (words) key[n++] = ' ';
    memcpy(key + n, folded[words], sizes[words]);
    ends[words] = n += sizes[words];
  }
  for (; words > 1; words--)
    if ((*id = q_map_find(x->map, key, ends[words - 1]))) return words;
  return 0;
}

void q_fold_tokens(const quoth_report *r, uint32_t t, uint32_t end, uint32_t most, uint32_t longest, q_folded *out) {
  for (out->count = 0; out->count < most && t < end; out->count++, t++) {
    quoth_span s = r->tokens[t].span;
    if (s.end - s.begin > longest) break;
    out->at[out->count] = out->text[out->count];
    out->size[out->count] = q_fold(r->text + s.begin, s.end - s.begin, out->text[out->count], sizeof out->text[0]);
  }
}

static bool whole(const q_lexicon *x, const char *s, size_t n) { return x->whole && q_map_find(x->whole, s, n); }

/* Where the first hyphen between two parts of the word stands that splits it, n if none does. */
static size_t hyphen_cut(const q_lexicon *x, const char *s, size_t n) {
  if (n > 1 && s[0] == '-') return 1;
  for (size_t i = 1; i + 1 < n; i++)
    if (s[i] == '-' && s[i - 1] != '-' && s[i + 1] != '-' && !whole(x, s, i + 1) && !whole(x, s + i, n - i)) return i;
  return n;
}

size_t q_lang_piece(const q_lang *l, const char *s, size_t n) {
  const q_lexicon *x = l->inside;
  if (!memchr(s, '\'', n) && !memchr(s, '-', n)) return n;
  if (whole(x, s, n)) return n;
  for (uint32_t i = 0; i < l->elision_count; i++) {
    size_t size = strlen(l->elisions[i]);
    if (starts(s, n, l->elisions[i], size)) return size;
  }
  size_t cut = n;
  for (uint32_t i = 0; i < l->clitic_count; i++) {
    size_t size = strlen(l->clitics[i]);
    if (size == n && memcmp(s, l->clitics[i], n) == 0) return n;
    if (size < n && memcmp(s + n - size, l->clitics[i], size) == 0) { cut = n - size; break; }
  }
  if (!l->split_hyphens) return cut;
  size_t hyphen = hyphen_cut(x, s, cut);
  return hyphen < cut ? hyphen : cut;
}

size_t q_lang_stem(const q_lang *l, const char *s, size_t n) {
  for (uint32_t i = 0; i < l->ending_count; i++) {
    size_t size = strlen(l->endings[i]);
    if (size < n && memcmp(s + n - size, l->endings[i], size) == 0 && q_utf8_count(s, n - size) >= 3) return n - size;
  }
  return n;
}
