/* pieces MODELS-FOLDER < LINES: the ids of each line's pieces, one line for one. pieces -t MODELS-FOLDER < LINES: only how fast, on standard error. */
#include <stdlib.h>
#include <time.h>
#include "net/pieces.h"

enum { MOST = 1 << 20 };

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void print(const int32_t *ids, int n) {
  for (int i = 0; i < n; i++) printf(i ? " %d" : "%d", ids[i]);
  putchar('\n');
}

int main(int argc, char **argv) {
  bool timed = argc == 3 && strcmp(argv[1], "-t") == 0;
  q_pieces *p = NULL;
  quoth_error e = { 0 };
  char *line = NULL;
  size_t room = 0;
  ssize_t n;
  uint64_t pieces = 0, bytes = 0;
  double spent = 0, begin = seconds();
  if (argc != 2 && !timed) { fprintf(stderr, "pieces [-t] MODELS-FOLDER\n"); return 2; }
  if (q_pieces_open(argv[argc - 1], &p, &e) != 0) { fprintf(stderr, "pieces: %s\n", e.message); return 2; }
  double opened = seconds() - begin;
  q_pieces_scratch *scratch = malloc(sizeof *scratch);
  int32_t *ids = malloc(MOST * sizeof *ids);
  if (!scratch || !ids) return 2;
  while ((n = getline(&line, &room, stdin)) > 0) {
    if (line[n - 1] == '\n') n--;
    begin = seconds();
    int count = q_pieces_cut(p, line, (size_t)n, scratch, ids, MOST);
    spent += seconds() - begin;
    pieces += (uint64_t)count;
    bytes += (uint64_t)n;
    if (!timed) print(ids, count);
  }
  if (timed) fprintf(stderr, "opened in %.2f ms; %llu bytes, %llu pieces in %.3f s: %.2f million pieces, %.1f MB a second\n", opened * 1e3, (unsigned long long)bytes,
                     (unsigned long long)pieces, spent, (double)pieces / spent / 1e6, (double)bytes / spent / 1e6);
  q_pieces_close(p);
  free(line);
  free(ids);
  free(scratch);
  return 0;
}
