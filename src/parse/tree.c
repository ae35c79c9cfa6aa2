/* The maximum spanning arborescence by contraction of cycles (Chu and Liu 1965, Edmonds 1967) on a path that grows backwards from a word (Gabow, Galil, Spencer and Tarjan 1986):
 * every step looks at one column of a dense matrix and every contraction folds columns together, so all of it is O(n^2). One root: arcs from the root are counted, and of two sets
 * of arcs the one with fewer of them is the better, whatever the scores (a pair compared in order subtracts and adds like a number). */
#include <stdbool.h>
#include "parse/tree.h"

typedef struct value { double score; int32_t roots; } value;  /* roots: arcs from the root, negated */
typedef struct arc { value v; uint16_t from, to; } arc;        /* from, to: 0 the root, else words from 1 */
typedef struct forest {
  int size;                      /* slots: clusters that are not folded into another; slot 0 is the root */
  arc *in;                       /* in[u * size + v]: the best arc from the cluster in slot u to that in slot v */
  arc *enter;                    /* by node: the arc chosen into it */
  int *node, *up, *down, *next;  /* slot -> node; node -> cluster made of it, its first part, its next sibling; -1 none */
  int *path, *state;             /* slots of the path; FREE, DONE or the place in the path */
  int nodes, length;
} forest;
enum { FREE = -1, DONE = -2, GONE = -3 };

static value minus(value a, value b) { return (value){ a.score - b.score, a.roots - b.roots }; }
static bool better(value a, value b) { return a.roots != b.roots ? a.roots > b.roots : a.score > b.score; }

static double sane(float x) {
  const double most = 1e12;
  return x > most ? most : x > -most ? (double)x : -most; /* NaN compares false */
}

static size_t parts(int n, size_t at[9]) {
  size_t size = (size_t)n + 1, nodes = 2 * size, sum = 0;
  size_t bytes[] = { size * size * sizeof(arc), nodes * sizeof(arc), size * sizeof(int), nodes * sizeof(int), nodes * sizeof(int), nodes * sizeof(int), size * sizeof(int), size * sizeof(int) };
  for (int i = 0; i < 8; i++) { at[i] = sum; sum += (bytes[i] + 15) & ~(size_t)15; }
  return sum + 16;
}

size_t q_tree_scratch(int n) {
  size_t at[9];
  return parts(n, at);
}

static void lay_out(forest *f, const float *score, int n, char *scratch) {
  size_t at[9];
  parts(n, at);
  scratch += (16 - (uintptr_t)scratch % 16) % 16;
  f->in = (arc *)(void *)(scratch + at[0]);
  f->enter = (arc *)(void *)(scratch + at[1]);
  f->node = (int *)(void *)(scratch + at[2]);
  f->up = (int *)(void *)(scratch + at[3]);
  f->down = (int *)(void *)(scratch + at[4]);
  f->next = (int *)(void *)(scratch + at[5]);
  f->path = (int *)(void *)(scratch + at[6]);
  f->state = (int *)(void *)(scratch + at[7]);
  f->size = n + 1;
  f->nodes = n + 1;
  for (int i = 0; i < 2 * f->size; i++) f->up[i] = f->down[i] = f->next[i] = -1;
  for (int u = 0; u <= n; u++) {
    f->node[u] = u;
    f->state[u] = u ? FREE : DONE;
    for (int v = 1; v <= n; v++)
      f->in[u * f->size + v] = (arc){ { u == v ? 0 : sane(score[(size_t)u * (size_t)n + (size_t)v - 1]), u ? 0 : -1 }, (uint16_t)u, (uint16_t)v };
  }
}

/* The slot that the best arc into slot v comes from; of equals the first. */
static int best_into(const forest *f, int v) {
  int best = -1;
  for (int u = 0; u < f->size; u++)
    if (u != v && f->state[u] != GONE && (best < 0 || better(f->in[u * f->size + v].v, f->in[best * f->size + v].v))) best = u;
  return best;
}

/* The slots of the path from place `from` on become one, in the first of them. */
static void contract(forest *f, int from) {
  int keep = f->path[from], made = f->nodes++;
  for (int i = from; i < f->length; i++) {
    int w = f->path[i], part = f->node[w];
    f->up[part] = made;
    f->next[part] = f->down[made];
    f->down[made] = part;
    for (int x = 0; x < f->size; x++) {
      arc *into = &f->in[x * f->size + w], *out = &f->in[w * f->size + x];
      into->v = minus(into->v, f->enter[part].v);
      if (w == keep) continue;
      arc *kept_into = &f->in[x * f->size + keep], *kept_out = &f->in[keep * f->size + x];
      if (better(into->v, kept_into->v)) *kept_into = *into;
      if (x && better(out->v, kept_out->v)) *kept_out = *out;
    }
    if (w != keep) f->state[w] = GONE;
  }
  f->node[keep] = made;
  f->length = from + 1;
}

static void grow(forest *f, int start) {
  f->length = 0;
  f->path[f->length] = start;
  f->state[start] = f->length++;
  for (;;) {
    int v = f->path[f->length - 1], u = best_into(f, v);
    f->enter[f->node[v]] = f->in[u * f->size + v];
    if (f->state[u] == DONE) break;
    if (f->state[u] >= 0) { contract(f, f->state[u]); continue; }
    f->path[f->length] = u;
    f->state[u] = f->length++;
  }
  while (f->length) f->state[f->path[--f->length]] = DONE;
}

/* The arc into a cluster breaks the cycles that it is made of where it enters; the other parts keep theirs. todo: the path's place, free by now. */
static void expand(forest *f, int top, int *head) {
  int *todo = f->path, count = 0;
  todo[count++] = top;
  while (count) {
    int whole = todo[--count];
    arc a = f->enter[whole];
    head[a.to - 1] = a.from;
    for (int x = a.to; x != whole; x = f->up[x])
      for (int y = f->down[f->up[x]]; y >= 0; y = f->next[y])
        if (y != x) todo[count++] = y;
  }
}

void q_tree(const float *score, int n, int *head, void *scratch) {
  forest f = { 0 };
  lay_out(&f, score, n, scratch);
  for (int v = 1; v <= n; v++)
    if (f.state[v] == FREE) grow(&f, v);
  for (int v = 1; v <= n; v++)
    if (f.state[v] != GONE) expand(&f, f.node[v], head);
}
