/* Writes, for each form (a line of standard input), what src/parse/features.c and src/net/pieces.c say of it: 9 uint32 hashes, then 512 float32, the mean vector of its pieces.
 * Little-endian, no header: train/parser.py reads it with numpy. usage: forms MODELS_FOLDER < FORMS > OUT */
#include <stdio.h>
#include <stdlib.h>
#include "net/pieces.h"
#include "parse/features.h"

enum { PIECES_A_WORD = 64 };

int main(int count, char **arguments) {
  q_pieces *pieces = NULL;
  quoth_error e = { 0 };
  static q_pieces_scratch scratch;
  char *line = NULL;
  size_t room = 0;
  ssize_t n;
  if (count != 2 || q_pieces_open(arguments[1], &pieces, &e)) { fprintf(stderr, "forms: %s\n", count == 2 ? e.message : "usage: forms MODELS_FOLDER"); return 2; }
  while ((n = getline(&line, &room, stdin)) >= 0) {
    if (n && line[n - 1] == '\n') n--;
    uint32_t h[Q_HASHES];
    int32_t ids[PIECES_A_WORD];
    float v[Q_PIECES_DIM];
    q_word_hashes(line, (size_t)n, h);
    q_pieces_vector(pieces, ids, q_pieces_cut(pieces, line, (size_t)n, &scratch, ids, PIECES_A_WORD), v);
    fwrite(h, sizeof h, 1, stdout);
    fwrite(v, sizeof v, 1, stdout);
  }
  free(line);
  q_pieces_close(pieces);
  return ferror(stdout) ? 1 : 0;
}
