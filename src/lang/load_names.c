/* concepts.txt and sounds.txt: what the names of one actor are known by in another language. */
#include "lang/inside.h"

static void add_concept(q_load *ld, uint32_t id, uint8_t forms, const void *reading) {
  q_concept_entry x = { id, *(const q_concept *)reading };
  (void)forms;
  if (q_push(ld->scratch, &ld->concepts, x)) ld->memory = true;
}

void q_load_concepts(q_load *ld) {
  enum { IDS = 4 };
  char *line, *id;
  while ((line = q_load_line(ld))) {
    char *rest = line, *ids = q_cut(&rest, "|");
    q_concept kept[IDS];
    uint32_t count = 0;
    if (!rest || !*ids) { q_load_problem(ld, "want: ids | forms"); continue; }
    while ((id = q_word_cut(&ids)) && count < IDS)
      if (!(kept[count++] = q_strdup(ld->lex->arena, id))) { ld->memory = true; return; }
    size_t size = strlen(rest) + 1;
    for (uint32_t i = 0; i < count; i++) {
      char *copy = q_strndup(ld->scratch, rest, size);
      if (!copy) { ld->memory = true; return; }
      q_load_items(ld, copy, add_concept, &kept[i]);
    }
  }
}

static const char *kept(q_load *ld, const char *s, size_t n) {
  char *out = q_alloc(ld->lex->arena, n + 9);
  if (!out) { ld->memory = true; return ""; }
  out[q_fold_search(s, n, out, n + 8)] = 0;
  return out;
}

void q_load_sounds(q_load *ld) {
  char *line, *word;
  while ((line = q_load_line(ld))) {
    char *rest = line, *letters = q_cut(&rest, "|"), *sound = q_cut(&rest, "|");
    size_t n = strlen(letters);
    if (!sound || !n) { q_load_problem(ld, "want: letters | sound"); continue; }
    if (strcmp(letters, "-") == 0) {
      while ((word = q_word_cut(&sound))) {
        const char *particle = kept(ld, word, strlen(word));
        if (q_push(ld->scratch, &ld->particles, particle)) ld->memory = true;
      }
      continue;
    }
    q_sound x = { .begins = letters[0] == '^', .ends = letters[n - 1] == '$' };
    x.letters = kept(ld, letters + x.begins, n - x.begins - x.ends);
    x.sound = q_strdup(ld->lex->arena, sound);
    n = strlen(x.letters);
    if (!x.sound || !n || n > 32) { q_load_problem(ld, "no letters \"%s\"", letters); continue; }
    x.size = (uint8_t)n;
    if (q_push(ld->scratch, &ld->sounds, x)) ld->memory = true;
  }
}
