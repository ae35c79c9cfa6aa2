/* Fits the table of src/parse/clitics.c: an averaged perceptron (Collins 2002) over the ways to cut a word. Called by train/words.py.
 * usage: words LANG-FOLDER CODE BITS ROUNDS < lines "weight TAB before TAB pieces divided by blanks TAB after TAB set"; set c: checked only. Weights (i8, 2^BITS) on standard output,
 * what was reached on standard error. */
#include <math.h>
#include <stdlib.h>
#include "parse/clitics.h"

typedef struct example { q_letters x, before, after; int weight, right; bool check; } example;

static char *field(char **rest) { char *s = strsep(rest, "\t\n"); return s ? s : ""; }

/* The way whose cuts are those of the pieces; -1: none. */
static int right_way(const q_way *ways, int n, char *pieces) {
  uint8_t cut[Q_LETTERS_MAX];
  int cuts = 0, at = 0;
  for (char *p; (p = strsep(&pieces, " "));) {
    q_letters x;
    if (!q_letters_of(p, strlen(p), &x)) return -1;
    at += x.n;
    if (pieces && cuts < Q_CUTS_MAX) cut[cuts] = (uint8_t)at;
    if (pieces && ++cuts > Q_CUTS_MAX) return -1;
  }
  for (int i = 0; i < n; i++)
    if (ways[i].cuts == cuts && memcmp(ways[i].cut, cut, (size_t)cuts) == 0) return i;
  return -1;
}

static bool read_example(char *line, const q_glued *g, example *e) {
  char *rest = line, joined[1024], *to = joined;
  q_way ways[Q_WAYS_MAX];
  e->weight = atoi(field(&rest));
  char *before = field(&rest), *pieces = field(&rest), *after = field(&rest);
  e->check = *field(&rest) == 'c';
  for (char *s = pieces; *s && to < joined + sizeof joined - 1; s++) if (*s != ' ') *to++ = *s;
  if (!q_letters_of(joined, (size_t)(to - joined), &e->x)) return false;
  if (!q_letters_of(before, strlen(before), &e->before)) e->before.n = 0;
  if (!q_letters_of(after, strlen(after), &e->after)) e->after.n = 0;
  e->right = right_way(ways, q_clitic_ways(g, &e->x, ways), pieces);
  return true;
}

static double sum_of(const double *w, uint32_t mask, const uint32_t *f, int n) {
  double sum = 0;
  while (n--) sum += w[f[n] & mask];
  return sum;
}

static void learn(const example *e, const q_glued *g, double *w, double *total, double step, uint32_t mask) {
  q_way ways[Q_WAYS_MAX];
  uint32_t f[Q_WAYS_MAX][Q_CLITIC_FEATURES];
  int n = q_clitic_ways(g, &e->x, ways), size = 0, best = 0;
  double most = -1e300;
  for (int i = 0; i < n; i++) {
    size = q_clitic_features(&e->x, &ways[i], &e->before, &e->after, f[i]);
    double s = sum_of(w, mask, f[i], size) + (i != e->right); /* a margin of one */
    if (s > most) { most = s; best = i; }
  }
  if (best == e->right) return;
  for (int k = 0; k < size; k++) {
    w[f[best][k] & mask] -= e->weight; total[f[best][k] & mask] -= e->weight * step;
    w[f[e->right][k] & mask] += e->weight; total[f[e->right][k] & mask] += e->weight * step;
  }
}

static void score(const example *e, size_t count, const q_glued *g, const int8_t *w, uint32_t size, bool check) {
  size_t right = 0, all = 0, cut = 0;
  for (size_t i = 0; i < count; i++) {
    q_way ways[Q_WAYS_MAX];
    if (e[i].check != check) continue;
    int n = q_clitic_ways(g, &e[i].x, ways);
    all++;
    cut += e[i].right != 0;
    right += q_clitic_best(w, size, &e[i].x, ways, n, &e[i].before, &e[i].after) == e[i].right;
  }
  fprintf(stderr, "%s: %zu words, %.2f %% cut, %.2f %% right\n", check ? "checked" : "fitted", all, 100.0 * (double)cut / (double)all, 100.0 * (double)right / (double)all);
}

int main(int argc, char **argv) {
  q_langs *langs = NULL;
  quoth_error err;
  if (argc != 5 || q_langs_open(argv[1], &langs, &err)) return 2;
  const q_glued *g = q_lang_glued(q_langs_get(langs, argv[2]));
  uint32_t size = 1u << atoi(argv[3]);
  size_t count = 0, room = 1u << 20, line_room = 0;
  example *e = malloc(room * sizeof *e);
  double *w = calloc(size, sizeof *w), *total = calloc(size, sizeof *total), most = 0, step = 1;
  int8_t *out = calloc(size, 1);
  char *line = NULL;
  if (!g || !e || !w || !total || !out) return 2;
  while (count < room && getline(&line, &line_room, stdin) > 0) count += read_example(line, g, &e[count]);
  uint64_t seed = 7;
  for (int round = 0; round < atoi(argv[4]); round++) {
    for (size_t i = count; i > 1; i--) { /* a new order every round (Fisher and Yates) */
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      size_t k = (size_t)(seed >> 33) % i;
      example x = e[i - 1]; e[i - 1] = e[k]; e[k] = x;
    }
    for (size_t i = 0; i < count; i++, step++)
      if (!e[i].check && e[i].right >= 0) learn(&e[i], g, w, total, step, size - 1);
  }
  for (uint32_t i = 0; i < size; i++) { w[i] -= total[i] / step; if (fabs(w[i]) > most) most = fabs(w[i]); }
  for (uint32_t i = 0; i < size; i++) out[i] = (int8_t)lrint(fmax(-127, fmin(127, w[i] * 127 * 4 / most))); /* the few largest are cut off: the rest keeps its detail */
  score(e, count, g, out, size, false);
  score(e, count, g, out, size, true);
  fwrite(out, 1, size, stdout);
  q_langs_close(langs);
  return 0;
}
