/* Cuts text into the pieces of a unigram model, as the sentencepiece library does to the bit: normal form (nmt_nfkc), one blank between words, U+2581 for it, then
 * the way of cutting with the largest sum of scores (Viterbi 1967), in floats summed in the same order. No piece goes on after a blank, so words are cut one by one as
 * they come; the sum so far is carried on, since its size decides how ties are rounded. Tries: double arrays (Aoe 1989) in darts-clone's layout, read in place. */
#include <math.h>
#include <stdlib.h>
#include "net/pieces.h"

typedef struct trie { const uint32_t *slot; uint32_t count; } trie;

struct q_pieces {
  q_model *model;
  trie pieces, rules;
  const char *rule_text; uint32_t rule_bytes;
  const float *score; uint32_t count;
  float unknown_score;
  const uint8_t *nibbles, *codes;                        /* rows of 256 and of 16 */
  const float *scale;                                    /* by code */
  bool plain[128];                                       /* before ASCII or at the end, this byte stands for itself */
};

enum { DEEPEST = 64,                                     /* bytes of a key; the longest piece has 48 */
       LONGEST_RULE = 64,                                /* bytes that a rule writes; the longest has 33 */
       BLOCK = 32, BLOCKS = Q_PIECES_DIM / BLOCK, ROW = Q_PIECES_DIM / 2 };
#define UNKNOWN_PENALTY 10.0f
#define LARGE_SUM 100000.0f
#define NO_NODE 0x80000000u
#define ENDS 0x100u

static inline uint32_t below(uint32_t at, uint32_t unit) { return at ^ (unit >> 10) << ((unit & 512) >> 6); }

/* Follows a byte from a node (*at and its unit); false where no key goes on so. */
static inline bool step(const trie *t, uint32_t *at, uint32_t *unit, unsigned char c) {
  *at = below(*at, *unit) ^ c;
  if (*at >= t->count) return false;
  *unit = t->slot[*at];
  return (*unit & (NO_NODE | 255)) == c;
}

/* The value of the key that ends at a node; UINT32_MAX for none. */
static inline uint32_t value_at(const trie *t, uint32_t at, uint32_t unit) {
  if (!(unit & ENDS)) return UINT32_MAX;
  uint32_t v = below(at, unit);
  return v < t->count ? t->slot[v] & ~NO_NODE : UINT32_MAX;
}

/* ---- cutting a word ---- */

typedef struct cut {
  const q_pieces *p; q_pieces_scratch *s;
  uint32_t length;                                       /* of the word in s->word */
  uint32_t blanks;                                       /* due before the next byte */
  bool after_blank;
  float sum;
  int32_t *ids; int count, max;
} cut;

static inline uint32_t char_bytes(unsigned char lead) { return lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4; }

/* A piece for a stretch of the word: kept if its score is larger than what stands there; of equal ones the first. */
static inline void offer(q_pieces_scratch *s, uint32_t from, uint32_t to, int32_t id, float score) {
  if (!(score > s->score[to])) return;
  s->id[to] = id;
  s->score[to] = score;
  s->from[to] = (uint16_t)from;
}

/* Offers every piece that begins at a place; an unknown one where no piece is just this character. */
static void offer_from(const cut *c, uint32_t from) {
  const q_pieces *p = c->p;
  q_pieces_scratch *s = c->s;
  uint32_t end = c->length - from > DEEPEST ? from + DEEPEST : c->length, one = from + char_bytes((unsigned char)s->word[from]);
  uint32_t at = 0, unit = p->pieces.slot[0], to = from;
  bool single = false;
  if (one > c->length) one = c->length;
  while (to < end && step(&p->pieces, &at, &unit, (unsigned char)s->word[to])) {
    to++;
    if (!(unit & ENDS)) continue;
    uint32_t id = value_at(&p->pieces, at, unit);
    if (id >= p->count) continue;
    offer(s, from, to, (int32_t)id, p->score[id] + s->score[from]);
    if (to == one) single = true;
  }
  if (!single) offer(s, from, one, Q_PIECE_UNKNOWN, p->unknown_score + s->score[from]);
}

/* A sum so large that rounding would begin to tell is taken off wherever the way may go on. */
static void take_off(q_pieces_scratch *s, uint32_t from, uint32_t n) {
  float sum = s->score[from];
  for (uint32_t i = from; i <= n; i++) s->score[i] -= sum;
}

static void put_id(cut *c, int32_t id) {
  if (c->count == c->max || (id == Q_PIECE_UNKNOWN && c->count && c->ids[c->count - 1] == Q_PIECE_UNKNOWN)) return;
  c->ids[c->count++] = id;
}

static void end_word(cut *c) {
  q_pieces_scratch *s = c->s;
  uint32_t n = c->length;
  if (!n) return;
  for (uint32_t i = 1; i <= n; i++) s->score[i] = -INFINITY;
  s->score[0] = c->sum;
  for (uint32_t i = 0; i < n; i += char_bytes((unsigned char)s->word[i])) {
    if (fabsf(s->score[i]) > LARGE_SUM) take_off(s, i, n);
    offer_from(c, i);
  }
  c->sum = s->score[n];
  /* Turn the links of the best way round, then follow them. */
  for (uint32_t to = n, from = s->from[n]; ; ) {
    uint32_t before = s->from[from];
    s->from[from] = (uint16_t)to;
    if (from == 0) break;
    to = from;
    from = before;
  }
  for (uint32_t at = s->from[0]; ; at = s->from[at]) {
    put_id(c, s->id[at]);
    if (at == n) break;
  }
  c->length = 0;
}

/* ---- normal form ---- */

static const char blank_sign[3] = { '\xe2', '\x96', '\x81' };       /* U+2581 */

static void put_blanks(cut *c) {
  for (; c->blanks; c->blanks--) {
    end_word(c);
    memcpy(c->s->word, blank_sign, 3);
    c->length = 3;
  }
}

/* Adds a character or what a rule writes for it. Blanks are held back, so that those at the end never come; one after another counts only within the text of a rule. */
static void put_normal(cut *c, const char *s, uint32_t n) {
  uint32_t i = 0;
  if (c->after_blank) while (i < n && s[i] == ' ') i++;
  if (i == n) return;
  c->after_blank = s[n - 1] == ' ';
  while (i < n) {
    if (s[i] == ' ') { c->blanks++; i++; continue; }
    if (n - i >= 3 && memcmp(s + i, blank_sign, 3) == 0) { c->blanks++; i += 3; continue; }
    if (c->blanks) put_blanks(c);
    if (c->length + 4 > Q_PIECES_WORD && (s[i] & 0xc0) != 0x80) end_word(c);
    if (c->length < Q_PIECES_WORD) c->s->word[c->length++] = s[i];
    i++;
  }
}

/* The longest rule for what begins here, else the character itself: *form and *length get its normal form. Returns the bytes read. */
static size_t normal(const q_pieces *p, const unsigned char *s, size_t n, const char **form, uint32_t *length) {
  uint32_t at = 0, unit = p->rules.slot[0], found = UINT32_MAX;
  size_t depth = 0, taken = 0;
  while (depth < n && depth < DEEPEST && step(&p->rules, &at, &unit, s[depth])) {
    depth++;
    uint32_t v = value_at(&p->rules, at, unit);
    if (v < p->rule_bytes) { found = v; taken = depth; }
  }
  if (taken) {
    *form = p->rule_text + found;
    *length = (uint32_t)strnlen(*form, LONGEST_RULE);
    return taken;
  }
  size_t one = char_bytes(s[0]);
  if (one <= n && s[0] && q_utf8_valid((const char *)s, one) == one) {
    *form = (const char *)s;
    *length = (uint32_t)one;
    return one;
  }
  *form = "\xef\xbf\xbd";
  *length = 3;
  return 1;
}

int q_pieces_cut(const q_pieces *p, const char *text, size_t bytes, q_pieces_scratch *scratch, int32_t *ids, int max) {
  cut c = { .p = p, .s = scratch, .blanks = 1, .after_blank = true, .ids = ids, .max = max };
  const unsigned char *s = (const unsigned char *)text;
  for (size_t i = 0; i < bytes && c.count < max; ) {
    const char *form = text + i;
    uint32_t length = 1;
    if (s[i] < 128 && p->plain[s[i]] && (i + 1 == bytes || s[i + 1] < 128)) i++;
    else i += normal(p, s + i, bytes - i, &form, &length);
    put_normal(&c, form, length);
  }
  end_word(&c);
  return c.count;
}

/* ---- vectors ---- */

void q_pieces_vector(const q_pieces *p, const int32_t *ids, int n, float out[Q_PIECES_DIM]) {
  for (int j = 0; j < Q_PIECES_DIM; j++) out[j] = 0;
  for (int i = 0; i < n; i++) {
    uint32_t id = ids[i] >= 0 && (uint32_t)ids[i] < p->count ? (uint32_t)ids[i] : Q_PIECE_UNKNOWN;
    const uint8_t *row = p->nibbles + (size_t)id * ROW, *code = p->codes + (size_t)id * BLOCKS;
    for (int b = 0; b < BLOCKS; b++) {
      float scale = p->scale[code[b]], *to = out + b * BLOCK;
      for (int j = 0; j < BLOCK / 2; j++) to[j] += (float)((row[b * (BLOCK / 2) + j] & 15) - 8) * scale;
      for (int j = 0; j < BLOCK / 2; j++) to[j + BLOCK / 2] += (float)((row[b * (BLOCK / 2) + j] >> 4) - 8) * scale;
    }
  }
  if (n > 1) for (int j = 0; j < Q_PIECES_DIM; j++) out[j] /= (float)n;
}

uint32_t q_pieces_count(const q_pieces *p) { return p->count; }

/* ---- opening ---- */

static int refuse(const q_pieces *p, const char *block, const char *why, quoth_error *e) {
  const char *path = q_model_path(p->model);
  return q_fail_at(e, QUOTH_DATA, path, 0, 0, "%s: block %s %s", path, block, why);
}

static int get(const q_pieces *p, const char *block, q_type type, int rank, uint32_t dim[4], const void **out, quoth_error *e) {
  *out = q_model_block(p->model, block, type, rank, dim);
  return *out ? 0 : refuse(p, block, "is missing or of another type", e);
}

static int get_trie(const q_pieces *p, const char *block, trie *t, quoth_error *e) {
  uint32_t dim[4];
  const void *at;
  int status = get(p, block, Q_U32, 1, dim, &at, e);
  if (status) return status;
  *t = (trie){ at, dim[0] };
  return 0;
}

/* Tries are not walked here: whatever stands in them, every step and value is held to its bounds when it is used. */
static int get_list(q_pieces *p, quoth_error *e) {
  uint32_t dim[4];
  const void *at;
  int status;
  if ((status = get(p, "pieces.score", Q_F32, 1, dim, &at, e))) return status;
  p->score = at;
  p->count = dim[0];
  if (p->count <= Q_PIECE_END || p->count > 1 << 24) return refuse(p, "pieces.score", "has too few or too many pieces", e);
  float lowest = 0;
  for (uint32_t i = Q_PIECE_END + 1; i < p->count; i++) {
    if (!(fabsf(p->score[i]) < 1e6f)) return refuse(p, "pieces.score", "holds what is no score", e);
    if (i == Q_PIECE_END + 1 || p->score[i] < lowest) lowest = p->score[i];
  }
  p->unknown_score = lowest - UNKNOWN_PENALTY;
  if ((status = get_trie(p, "pieces.trie", &p->pieces, e)) || (status = get_trie(p, "norm.trie", &p->rules, e))) return status;
  if ((status = get(p, "norm.text", Q_U8, 1, dim, &at, e))) return status;
  p->rule_text = at;
  p->rule_bytes = dim[0];
  return p->rule_text[dim[0] - 1] == 0 ? 0 : refuse(p, "norm.text", "does not end with 0", e);
}

static int get_table(q_pieces *p, quoth_error *e) {
  uint32_t dim[4];
  const void *at;
  int status;
  if ((status = get(p, "table.q", Q_U8, 2, dim, &at, e))) return status;
  if (dim[0] != p->count || dim[1] != ROW) return refuse(p, "table.q", "has not a row of 256 bytes for every piece", e);
  p->nibbles = at;
  if ((status = get(p, "table.s", Q_U8, 2, dim, &at, e))) return status;
  if (dim[0] != p->count || dim[1] != BLOCKS) return refuse(p, "table.s", "has not a row of 16 bytes for every piece", e);
  p->codes = at;
  if ((status = get(p, "table.scale", Q_F32, 1, dim, &at, e))) return status;
  if (dim[0] != 256) return refuse(p, "table.scale", "has not 256 numbers", e);
  p->scale = at;
  for (int i = 0; i < 256; i++) if (!(fabsf(p->scale[i]) < 1e6f)) return refuse(p, "table.scale", "holds what is no scale", e);
  return 0;
}

/* Most ASCII is no rule and begins none that goes on in ASCII: such bytes skip the walk. */
static void find_plain(q_pieces *p) {
  for (unsigned c = 1; c < 128; c++) {
    uint32_t at = 0, unit = p->rules.slot[0];
    bool plain = true;
    if (step(&p->rules, &at, &unit, (unsigned char)c)) {
      plain = !(unit & ENDS);
      for (unsigned d = 1; d < 128 && plain; d++) {
        uint32_t next = at, u = unit;
        plain = !step(&p->rules, &next, &u, (unsigned char)d);
      }
    }
    p->plain[c] = plain;
  }
}

int q_pieces_open(const char *folder, q_pieces **out, quoth_error *e) {
  char path[4096];
  *out = NULL;
  if (snprintf(path, sizeof path, "%s/pieces.qm", folder) >= (int)sizeof path) return q_fail(e, QUOTH_USAGE, "%s: the path is too long", folder);
  q_pieces *p = calloc(1, sizeof *p);
  if (!p) return q_fail(e, QUOTH_MEMORY, "out of memory");
  int status = q_model_open(path, &p->model, e);
  if (!status) status = get_list(p, e);
  if (!status) status = get_table(p, e);
  if (status) { q_pieces_close(p); return status; }
  find_plain(p);
  *out = p;
  return 0;
}

void q_pieces_close(q_pieces *p) {
  if (!p) return;
  q_model_close(p->model);
  free(p);
}
