/* Readings -> words: one array of each kind of reading, in order of words, and the q_word that points into them. */
#include <stdlib.h>
#include "lang/inside.h"

/* Sorts entries by id (a counting sort, so the order of the files stays) and points words at their readings; value: the reading of entry i. */
#define LAY_OUT(entries, type, field, count_field, value)                                                       \
  do {                                                                                                      \
    type *all = q_alloc(arena, ((entries)->count + 1) * sizeof *all);                                       \
    if (!all) return false;                                                                                 \
    for (uint32_t i = 0; i < (entries)->count; i++) words[(entries)->at[i].id].count_field++;               \
    type *next = all;                                                                                       \
    for (uint32_t id = 1; id <= count; id++)                                                                \
      if (words[id].count_field) { words[id].field = next; next += words[id].count_field; words[id].count_field = 0; } \
    for (uint32_t i = 0; i < (entries)->count; i++) {                                                       \
      q_word *w = &words[(entries)->at[i].id];                                                              \
      all[(w->field - all) + w->count_field++] = (value);                                                   \
    }                                                                                                       \
  } while (0)

static q_cue cue_of(const q_load *ld, const q_cue_entry *x) {
  q_cue c = ld->cue_lines.at[x->line];
  c.forms = x->forms;
  return c;
}

static bool lay_out(q_load *ld) {
  q_arena *arena = ld->lex->arena;
  uint32_t count = q_map_count(ld->lex->map);
  q_word *words = q_alloc(arena, ((size_t)count + 1) * sizeof *words);
  if (!words) return false;
  for (uint32_t id = 1; id <= count && id < ld->basis.count; id++) {
    words[id].classes = ld->basis.at[id].classes;
    words[id].number = ld->basis.at[id].number;
    memcpy(words[id].approximate, ld->basis.at[id].approximate, sizeof words[id].approximate);
  }
  LAY_OUT(&ld->cues, q_cue, cues, cue_count, cue_of(ld, &ld->cues.at[i]));
  LAY_OUT(&ld->actors, q_actor_word, actors, actor_count, ld->actors.at[i].reading);
  LAY_OUT(&ld->states, q_state_word, states, state_count, ld->states.at[i].reading);
  LAY_OUT(&ld->pronouns, q_pronoun, pronouns, pronoun_count, ld->pronouns.at[i].reading);
  LAY_OUT(&ld->times, q_time_word, times, time_count, ld->times.at[i].reading);
  LAY_OUT(&ld->concepts, q_concept, concepts, concept_count, ld->concepts.at[i].reading);
  ld->lex->words = words;
  return true;
}

static int longest_first(const void *a, const void *b) {
  const char *x = *(const char *const *)a, *y = *(const char *const *)b;
  size_t n = strlen(x), m = strlen(y);
  return n != m ? (n < m) - (n > m) : strcmp(x, y);
}

#define KEEP_ALL(vec, type, field, count_field)                                  \
  do {                                                                           \
    type *all = q_alloc(arena, ((vec)->count + 1) * sizeof *all);                \
    if (!all) return false;                                                      \
    if ((vec)->count) memcpy(all, (vec)->at, (vec)->count * sizeof *all);        \
    field = all;                                                                 \
    count_field = (vec)->count;                                                  \
  } while (0)

static int longest_letters(const void *a, const void *b) {
  const q_sound *x = a, *y = b;
  return x->size != y->size ? (x->size < y->size) - (x->size > y->size) : x->begins != y->begins ? y->begins - x->begins : x->ends != y->ends ? y->ends - x->ends : strcmp(x->letters, y->letters);
}

static bool keep_lists(q_load *ld) {
  q_arena *arena = ld->lex->arena;
  q_lang *l = ld->lang;
  if (ld->endings.count) qsort(ld->endings.at, ld->endings.count, sizeof *ld->endings.at, longest_first);
  KEEP_ALL(&ld->labels, q_label, l->labels, l->label_count);
  KEEP_ALL(&ld->endings, const char *, l->endings, l->ending_count);
  KEEP_ALL(&ld->stops, const char *, l->stops, l->stop_count);
  if (ld->sounds.count) qsort(ld->sounds.at, ld->sounds.count, sizeof *ld->sounds.at, longest_letters);
  KEEP_ALL(&ld->sounds, q_sound, l->sounds, l->sound_count);
  KEEP_ALL(&ld->particles, const char *, l->particles, l->particle_count);
  return true;
}

/* The lists of language.txt are kept before any form is read: forms are cut by them. */
bool q_keep_language(q_load *ld) {
  q_arena *arena = ld->lex->arena;
  q_lang *l = ld->lang;
  if (ld->elisions.count) qsort(ld->elisions.at, ld->elisions.count, sizeof *ld->elisions.at, longest_first);
  if (ld->clitics.count) qsort(ld->clitics.at, ld->clitics.count, sizeof *ld->clitics.at, longest_first);
  KEEP_ALL(&ld->elisions, const char *, l->elisions, l->elision_count);
  KEEP_ALL(&ld->clitics, const char *, l->clitics, l->clitic_count);
  KEEP_ALL(&ld->quotes, q_quote_pair, l->quotes, l->quote_count);
  KEEP_ALL(&ld->proclitics, q_text, ld->lex->proclitics, ld->lex->proclitic_count);
  return true;
}

int q_load_language(const char *dir, const char *code, q_buf *problems, q_lang **out, quoth_error *e) {
  int status = QUOTH_MEMORY;
  char *folder = NULL;
  q_load ld = { .problems = problems, .scratch = q_arena_new(), .basis_arena = q_arena_new() };
  q_arena *arena = q_arena_new();
  *out = NULL;
  if (!ld.scratch || !ld.basis_arena || !arena) { q_fail(e, status, "out of memory"); goto end; }
  ld.lang = q_alloc(arena, sizeof *ld.lang);
  ld.lex = q_alloc(arena, sizeof *ld.lex);
  folder = q_printf(ld.scratch, "%s/%s", dir, code);
  if (!ld.lang || !ld.lex || !folder) { q_fail(e, status, "out of memory"); goto end; }
  ld.dir = folder;
  ld.lex->arena = arena;
  ld.lex->map = q_map_new(arena);
  ld.lang->inside = ld.lex;
  ld.lang->code = q_strdup(arena, code);
  if (!ld.lex->map || !ld.lang->code) { q_fail(e, status, "out of memory"); goto end; }
  if ((status = q_load_properties(&ld, e)) || (status = q_load_entries(&ld, e)) || (status = q_load_lists(&ld, e))) goto end;
  if (ld.memory || !lay_out(&ld) || !keep_lists(&ld) || !q_keep_times(&ld)) { status = q_fail(e, QUOTH_MEMORY, "out of memory"); goto end; }
  *out = ld.lang;
end:
  free(ld.bytes);
  q_arena_free(ld.scratch);
  q_arena_free(ld.basis_arena);
  if (status) q_arena_free(arena);
  return status;
}

void q_lang_free(q_lang *l) {
  if (l) q_arena_free(((q_lexicon *)l->inside)->arena);
}
