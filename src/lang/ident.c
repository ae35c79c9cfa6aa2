/* Which language a text is in: the script of its letters, then the share of words that are function words of each language (stop.txt), words that several
 * languages share counting less (Grefenstette 1995, small words). Letters that none of our languages has tell the neighbours apart: "other". */
#include "lang/inside.h"

enum { LATIN, CYRILLIC, ARABIC, SCRIPTS, LANGS_MAX = 32, WORD_MAX = 96 };

typedef struct tongue { const char *code; int script; } tongue;
struct q_ident {
  q_map *words;                  /* stop words of all languages */
  uint32_t *masks, room;         /* by word id: which languages have it */
  tongue tongues[LANGS_MAX];
  uint32_t count, ours;          /* ours come first, then the neighbours */
};

static int script_named(const char *s) {
  return strcasecmp(s, "Latin") == 0 ? LATIN : strcasecmp(s, "Cyrillic") == 0 ? CYRILLIC : strcasecmp(s, "Arabic") == 0 ? ARABIC : SCRIPTS;
}

static int script_of(uint32_t c) {
  if (c < 0x80 || (c >= 0xc0 && c < 0x250) || (c >= 0x1e00 && c < 0x1f00)) return LATIN;
  if (c >= 0x400 && c < 0x530) return CYRILLIC;
  return (c >= 0x620 && c < 0x700) || (c >= 0x750 && c < 0x780) || c >= 0xfb50 ? ARABIC : SCRIPTS;
}

/* Letters frequent in other languages of the script. */
static bool is_foreign(uint32_t c) {
  static const uint16_t letters[] = { 0xe3, 0xf5, 0xe5, 0xf8, 0xf0, 0xfe, 0x456, 0x457, 0x454, 0x491, 0x45e, 0x452, 0x458, 0x459, 0x45a, 0x45b, 0x45f, 0x67e, 0x686, 0x698, 0x6a9, 0x6af, 0x6cc, 0x679, 0x688, 0x6d2, 0x6be, 0x6ba };
  if (c >= 0x101 && c < 0x180) return c != 0x153;
  if (c >= 0x1e00 && c < 0x1f00) return true;
  for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
    if (letters[i] == c) return true;
  return false;
}

static int add_word(q_arena *a, q_ident *x, const char *s, uint32_t language) {
  char folded[WORD_MAX + 16];
  size_t n = strlen(s);
  if (n > 1 && s[n - 1] == '\'') n--; /* "l'": words are runs of letters here */
  if (n == 0 || n > WORD_MAX) return 0;
  uint32_t id = q_map_add(x->words, folded, q_fold(s, n, folded, sizeof folded));
  if (!id) return QUOTH_MEMORY;
  if (id >= x->room) {
    uint32_t *wider = q_grow(a, x->masks, x->room * sizeof *wider, (size_t)(id + 512) * 2 * sizeof *wider);
    if (!wider) return QUOTH_MEMORY;
    x->masks = wider;
    x->room = (id + 512) * 2;
  }
  x->masks[id] |= UINT32_C(1) << language;
  return 0;
}

static int read_language(q_arena *a, q_ident *x, const char *dir, const char *code, quoth_error *e) {
  q_load ld = { .dir = q_printf(a, "%s/%s", dir, code) };
  char *line, *word;
  uint32_t k = x->count;
  if (!ld.dir) return QUOTH_MEMORY;
  int status = q_load_open(&ld, "language.txt", e), script = LATIN;
  while (!status && (line = q_load_line(&ld))) {
    char *rest = line, *key = q_cut(&rest, ":");
    if (key && strcmp(key, "script") == 0) script = script_named(rest + strspn(rest, " \t"));
  }
  if (!status) status = q_load_open(&ld, "stop.txt", e);
  while (!status && (line = q_load_line(&ld)))
    while (!status && (word = q_word_cut(&line))) status = add_word(a, x, word, k);
  x->tongues[k] = (tongue){ code, script };
  x->count++;
  return status;
}

/* neighbours.txt: each line is a language that we do not read, "other". */
static int read_neighbours(q_arena *a, q_ident *x, const char *dir, quoth_error *e) {
  q_load ld = { .dir = dir };
  char *line, *word;
  int status = q_load_open(&ld, "neighbours.txt", e);
  while (!status && (line = q_load_line(&ld))) {
    char *words = line, *script = q_cut(&words, "|");
    if (x->count == LANGS_MAX || !words) continue;
    x->tongues[x->count] = (tongue){ "other", script_named(script) };
    while (!status && (word = q_word_cut(&words))) status = add_word(a, x, word, x->count);
    x->count++;
  }
  return status;
}

int q_ident_open(q_arena *a, const char *dir, const char *const *codes, uint32_t count, q_ident **out, quoth_error *e) {
  q_ident *x = q_alloc(a, sizeof *x);
  int status = x && (x->words = q_map_new(a)) ? 0 : QUOTH_MEMORY;
  for (uint32_t i = 0; !status && i < count && i < LANGS_MAX; i++) status = read_language(a, x, dir, codes[i], e);
  if (x) x->ours = x->count;
  if (!status) status = read_neighbours(a, x, dir, e);
  if (status == QUOTH_MEMORY) return q_fail(e, status, "out of memory");
  *out = x;
  return status;
}

typedef struct counts { uint32_t letters[SCRIPTS + 1], foreign[SCRIPTS + 1], hard, words; double hits[LANGS_MAX]; } counts;

static void count_word(const q_ident *x, const char *s, size_t n, counts *k) {
  char folded[WORD_MAX + 16];
  k->words++;
  if (n > WORD_MAX) return;
  uint32_t id = q_map_find(x->words, folded, q_fold(s, n, folded, sizeof folded)), mask = id ? x->masks[id] : 0;
  if (!mask) return;
  double weight = 1.0 / (double)__builtin_popcount(mask);
  for (uint32_t i = 0; i < x->count; i++)
    if (mask >> i & 1) k->hits[i] += 0.5 + weight / 2;
}

static void count_text(const q_ident *x, const char *p, const char *end, counts *k) {
  while (p < end) {
    const char *from = p, *to = p;
    while (p < end && ((*p | 32) >= 'a' && (*p | 32) <= 'z')) p++;
    k->letters[LATIN] += (uint32_t)(p - from);
    to = p;
    if (p < end && (unsigned char)*p < 0x80) p++;
    else for (uint32_t c; to < end && (q_is_letter(c = q_utf8_next(&p, end)) || q_is_mark(c)); to = p) {
      int s = script_of(c);
      k->letters[s]++;
      if (c >= 0x80 && is_foreign(c)) k->foreign[s]++;
      if (c == 0x44a) k->hard++;
    }
    if (to > from) count_word(x, from, (size_t)(to - from), k);
  }
}

const char *q_ident_text(const q_ident *x, const char *text, size_t n, float *sureness) {
  counts k = { 0 };
  int script = 0;
  uint32_t best = LANGS_MAX, others = 0;
  double second = 0, strange = 0; /* strange: the best of the languages that we do not read */
  count_text(x, text, text + n, &k);
  if (sureness) *sureness = 0;
  for (int s = 1; s <= SCRIPTS; s++)
    if (k.letters[s] > k.letters[script]) script = s;
  if (k.letters[script] < 2 || k.words == 0) return "und";
  for (uint32_t i = 0; i < x->count; i++) {
    if (x->tongues[i].script != script) continue;
    if (i >= x->ours) { if (k.hits[i] > strange) strange = k.hits[i]; continue; }
    others++;
    if (best == LANGS_MAX || k.hits[i] > k.hits[best]) { second = best == LANGS_MAX ? 0 : k.hits[best]; best = i; }
    else if (k.hits[i] > second) second = k.hits[i];
  }
  if (best != LANGS_MAX && strange > k.hits[best] * 1.1 + 0.5) return "other";
  if (best == LANGS_MAX || k.foreign[script] * 100 > k.letters[script] * 2 + (k.words < 20 ? 100u : 0) || (script == CYRILLIC && k.hard * 1000 > k.letters[script] * 7 + 1000)) return "other";
  double share = k.hits[best] / k.words, need = others > 1 ? 0.16 : 0.06;
  if (share < need && k.words >= 12) return "other";
  if (k.hits[best] == 0 && others > 1) return "und";
  double lead = (k.hits[best] - second) / k.words, sure = others > 1 ? lead / 0.16 : share / 0.12;
  if (sureness) *sureness = sure > 1 ? 1 : (float)sure;
  return x->tongues[best].code;
}
