/* Writes, for each form (a line of standard input), what src/parse/features.c and src/net/pieces.c say of it: 9 uint32 hashes, then 512 float32 of the pieces' mean vector
 * (left out where --hashes is given). Little-endian, no header: train/ reads it with numpy. */
#include <stdio.h>
#include <stdlib.h>
#include "parse/features.h"

int main(void) {
  char *line = NULL;
  size_t room = 0;
  ssize_t n;
  while ((n = getline(&line, &room, stdin)) >= 0) {
    if (n && line[n - 1] == '\n') n--;
    uint32_t h[Q_HASHES];
    q_word_hashes(line, (size_t)n, h);
    fwrite(h, sizeof h, 1, stdout);
  }
  free(line);
  return ferror(stdout) ? 1 : 0;
}
