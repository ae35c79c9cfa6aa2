/* For each line of standard input, what src/lang/grams.c says of it: uint32 letters of each script, uint32 count, then that many uint32 grams. Little-endian: train/language.py reads it. */
#include <stdio.h>
#include <stdlib.h>
#include "lang/grams.h"

typedef struct list { uint32_t *at; size_t count, room; } list;

static void take(void *to, const uint32_t *grams, uint32_t count) {
  list *l = to;
  if (l->count + count > l->room) {
    l->room = (l->count + count) * 2;
    l->at = realloc(l->at, l->room * sizeof *l->at);
    if (!l->at) exit(2);
  }
  memcpy(l->at + l->count, grams, count * sizeof *grams);
  l->count += count;
}

int main(void) {
  char *line = NULL;
  size_t room = 0;
  ssize_t n;
  list l = { 0 };
  while ((n = getline(&line, &room, stdin)) >= 0) {
    uint32_t head[Q_SCRIPTS + 1] = { 0 };
    l.count = 0;
    q_grams_of(line, q_utf8_valid(line, (size_t)n), take, &l, head);
    head[Q_SCRIPTS] = (uint32_t)l.count;
    fwrite(head, sizeof head, 1, stdout);
    fwrite(l.at, sizeof *l.at, l.count, stdout);
  }
  free(line);
  free(l.at);
  return ferror(stdout) ? 1 : 0;
}
