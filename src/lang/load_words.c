/* paradigms.txt, words.txt, cues.txt, actors.txt, states.txt, pronouns.txt. */
#include <stdlib.h>
#include <strings.h>
#include "lang/inside.h"

typedef struct name_bit { const char *name; uint32_t bit; } name_bit;

/* The value of a name in a table that ends with NULL; false if it is not there. */
static bool value_of(const name_bit *table, const char *name, uint32_t *value) {
  for (; table->name; table++)
    if (strcasecmp(table->name, name) == 0) { *value = table->bit; return true; }
  return false;
}

static void add_class(q_load *ld, uint32_t id, uint8_t forms, const void *classes) {
  (void)forms;
  ld->basis.at[id].classes |= *(const uint32_t *)classes;
}

static void read_words(q_load *ld) {
  static const name_bit categories[] = {
    { "article", Q_W_ARTICLE }, { "preposition", Q_W_PREPOSITION }, { "conjunction", Q_W_CONJUNCTION }, { "complementiser", Q_W_COMPLEMENTISER },
    { "question", Q_W_QUESTION }, { "relative", Q_W_RELATIVE }, { "negation", Q_W_NEGATION }, { "auxiliary", Q_W_AUXILIARY }, { "modal", Q_W_MODAL },
    { "adverb", Q_W_ADVERB }, { "possessive", Q_W_POSSESSIVE }, { "demonstrative", Q_W_DEMONSTRATIVE }, { "quantifier", Q_W_QUANTIFIER },
    { "pronoun", Q_W_PRONOUN }, { "passive", Q_W_PASSIVE | Q_W_AUXILIARY }, { "genitive", Q_W_GENITIVE }, { "agent", Q_W_AGENT | Q_W_PREPOSITION }, { "coordinator", (uint32_t)Q_W_COORDINATOR | Q_W_CONJUNCTION }, { NULL, 0 } };
  char *line, *word;
  while ((line = q_load_line(ld))) {
    char *rest = line, *category = q_cut(&rest, ":");
    uint32_t class;
    if (!rest) { q_load_problem(ld, "want: category: word word ..."); continue; }
    if (!value_of(categories, category, &class)) { q_load_problem(ld, "no category \"%s\"", category); continue; }
    while ((word = q_word_cut(&rest))) q_load_item(ld, word, add_class, &class);
  }
}

/* ---- cues -------------------------------------------------------------------------------------------------------------------------- */

static const name_bit forces[] = { { "assert", QUOTH_ASSERT }, { "deny", QUOTH_DENY }, { "accuse", QUOTH_ACCUSE }, { "demand", QUOTH_DEMAND }, { "ask", QUOTH_ASK },
                                   { "promise", QUOTH_PROMISE }, { "praise", QUOTH_PRAISE }, { "think", QUOTH_THINK }, { NULL, 0 } };
static const name_bit cue_kinds[] = { { "verb", Q_CUE_VERB }, { "noun", Q_CUE_NOUN }, { "prep", Q_CUE_PREP }, { NULL, 0 } };
static const name_bit cue_options[] = { { "weak", Q_O_WEAK }, { "neg", Q_O_NEG }, { "noone", Q_O_NOONE }, { "genitive", Q_O_GENITIVE }, { "own", Q_O_OWN }, { "post", Q_O_POST },
                                        { "think", 0 }, { "-", 0 }, { NULL, 0 } };
static const name_bit plain_frames[] = { { "that", Q_FR_THAT }, { "quote", Q_FR_QUOTE }, { "np", Q_FR_NP }, { "to", Q_FR_TO }, { "ask", Q_FR_ASK }, { "-", 0 }, { NULL, 0 } };

/* The words of two frames of one kind are joined: "prep:of prep:about" is "prep:of,about". */
static const char *joined(q_load *ld, const char *old, const char *words) {
  const char *more = q_keep(ld, words);
  if (!old || !*old || !*more) return old && !*more ? old : more;
  const char *both = q_printf(ld->lex->arena, "%s,%s", old, more);
  if (!both) ld->memory = true;
  return both ? both : old;
}

static void frame(q_load *ld, q_cue *c, char *item) {
  uint32_t bit;
  char *words = strchr(item, ':');
  if (words) *words++ = 0;
  if (value_of(plain_frames, item, &bit)) c->frames |= (uint16_t)bit;
  else if (strcmp(item, "obj") == 0) { c->frames |= Q_FR_OBJ; c->obj = joined(ld, c->obj, words ? words : ""); }
  else if (strcmp(item, "prep") == 0 && words) { c->frames |= Q_FR_PREP; c->prep = joined(ld, c->prep, words); }
  else if (strcmp(item, "addr") == 0) { c->frames |= Q_FR_ADDR; c->addr = joined(ld, c->addr, words ? words : ""); }
  else if (strcmp(item, "sep") == 0 && words) c->sep = q_keep(ld, words);
  else if (strcmp(item, "with") == 0 && words) c->with = q_keep(ld, words);
  else q_load_problem(ld, "no frame \"%s%s%s\"", item, words ? ":" : "", words ? words : "");
}

static void add_cue(q_load *ld, uint32_t id, uint8_t forms, const void *line) {
  q_cue_entry x = { id, *(const uint32_t *)line, forms };
  q_basis *b = &ld->basis.at[id];
  if (!forms && ld->cue_lines.at[x.line].kind == Q_CUE_VERB) x.forms = Q_F_INF | Q_F_FIN | Q_F_PART | Q_F_GER;
  b->classes |= Q_W_CUE;
  if (b->last_cue && ld->cues.at[b->last_cue - 1].line == x.line) { ld->cues.at[b->last_cue - 1].forms |= x.forms; return; }
  if (q_push(ld->scratch, &ld->cues, x)) ld->memory = true;
  else b->last_cue = ld->cues.count;
}

static void read_cues(q_load *ld) {
  char *line, *item;
  while ((line = q_load_line(ld))) {
    q_cue c = { .lemma = ld->line };
    uint32_t value;
    char *rest = line, *forms = q_cut(&rest, "|"), *kind = q_cut(&rest, "|"), *frames = q_cut(&rest, "|"), *force = q_cut(&rest, "|"), *options = q_cut(&rest, "|");
    if (!frames) { q_load_problem(ld, "want: forms | kind | frames | force | options"); continue; }
    if (!value_of(cue_kinds, kind, &value)) { q_load_problem(ld, "no kind of cue \"%s\"", kind); continue; }
    c.kind = (uint8_t)value;
    value = QUOTH_ASSERT;
    if (force && *force && !value_of(forces, force, &value)) q_load_problem(ld, "no force \"%s\"", force);
    c.force = (uint8_t)value;
    while ((item = q_word_cut(&frames))) frame(ld, &c, item);
    while ((item = q_word_cut(&options))) {
      if (value_of(cue_options, item, &value)) c.options |= (uint8_t)value;
      else q_load_problem(ld, "no option \"%s\"", item);
    }
    value = ld->cue_lines.count;
    if (q_push(ld->scratch, &ld->cue_lines, c)) { ld->memory = true; return; }
    while ((item = q_word_cut(&forms))) q_load_item(ld, item, add_cue, &value);
  }
}

/* ---- actors, states, pronouns ------------------------------------------------------------------------------------------------------ */

static uint8_t gender_of(const char *s) {
  uint8_t g = 0;
  for (; *s; s++) {
    if (*s == 'm') g |= Q_G_M;
    else if (*s == 'f') g |= Q_G_F;
    else if (*s == 'n') g |= Q_G_N;
    else if (*s != '-' && *s != ' ' && *s != ',' && *s != '/') return 0xff;
  }
  return g;
}

static void add_actor(q_load *ld, uint32_t id, uint8_t forms, const void *reading) {
  q_actor_entry x = { id, *(const q_actor_word *)reading };
  (void)forms;
  ld->basis.at[id].classes |= Q_W_ACTOR;
  for (uint32_t i = ld->actors.count; i-- > 0 && ld->actors.at[i].reading.lemma == x.reading.lemma;)
    if (ld->actors.at[i].id == id) return;
  if (q_push(ld->scratch, &ld->actors, x)) ld->memory = true;
}

/* A title is written without its stop too ("Maj Gen"); a single letter is not. */
static void title_without_stop(q_load *ld, const char *item, const q_actor_word *a) {
  size_t n = strlen(item);
  if (n < 3 || item[n - 1] != '.' || strchr(item, '@') || q_utf8_count(item, n) < 4) return;
  uint32_t id = q_load_form(ld, item, n - 1, 0);
  if (id) add_actor(ld, id, 0, a);
}

static void read_actors(q_load *ld) {
  static const name_bit kinds[] = { { "person", Q_A_PERSON }, { "title", Q_A_TITLE }, { "organisation", Q_A_ORGANISATION }, { "organization", Q_A_ORGANISATION },
                                    { "state", Q_A_STATE }, { "group", Q_A_GROUP }, { "outlet", Q_A_OUTLET }, { "document", Q_A_DOCUMENT }, { "unnamed", Q_A_UNNAMED }, { NULL, 0 } };
  char *line, *item;
  while ((line = q_load_line(ld))) {
    q_actor_word a = { .lemma = ld->line };
    uint32_t value;
    char *rest = line, *forms = q_cut(&rest, "|"), *kind = q_cut(&rest, "|"), *gender = q_cut(&rest, "|"), *options = q_cut(&rest, "|");
    if (!kind) { q_load_problem(ld, "want: forms | kind | gender | options"); continue; }
    if (!value_of(kinds, kind, &value)) { q_load_problem(ld, "no kind of actor \"%s\"", kind); continue; }
    a.kind = (uint8_t)value;
    a.gender = gender ? gender_of(gender) : 0;
    if (a.gender == 0xff) { q_load_problem(ld, "no gender \"%s\"", gender); a.gender = 0; }
    while ((item = q_word_cut(&options))) {
      if (strcasecmp(item, "voice") == 0) a.voice = 1;
      else if (strcasecmp(item, "plural") == 0) a.plural = 1;
      else if (strcmp(item, "-")) q_load_problem(ld, "no option \"%s\"", item);
    }
    while ((item = q_word_cut(&forms))) {
      if (a.kind == Q_A_TITLE) title_without_stop(ld, item, &a);
      q_load_item(ld, item, add_actor, &a);
    }
  }
}

static void add_state(q_load *ld, uint32_t id, uint8_t forms, const void *reading) {
  q_state_entry x = { id, *(const q_state_word *)reading };
  (void)forms;
  ld->basis.at[id].classes |= Q_W_STATE;
  for (uint32_t i = ld->states.count; i-- > 0 && memcmp(ld->states.at[i].reading.iso, x.reading.iso, sizeof x.reading.iso) == 0;)
    if (ld->states.at[i].id == id && ld->states.at[i].reading.part == x.reading.part) return;
  if (q_push(ld->scratch, &ld->states, x)) ld->memory = true;
}

static void read_states(q_load *ld) {
  char *line, *field;
  while ((line = q_load_line(ld))) {
    char *rest = line, *iso = q_cut(&rest, "|");
    q_state_word s = { .part = Q_S_NAME };
    size_t n = strlen(iso);
    if (!rest || !n || n >= sizeof s.iso) { q_load_problem(ld, "want: ISO | names | adjectives | people | capital; seats"); continue; }
    memcpy(s.iso, iso, n);
    for (; s.part <= Q_S_SEAT && (field = q_cut(&rest, "|")); s.part++) q_load_items(ld, field, add_state, &s);
    if (rest) q_load_problem(ld, "more than five fields");
  }
}

static void add_pronoun(q_load *ld, uint32_t id, uint8_t forms, const void *reading) {
  q_pronoun_entry x = { id, *(const q_pronoun *)reading };
  (void)forms;
  ld->basis.at[id].classes |= Q_W_PRONOUN;
  for (uint32_t i = ld->pronouns.count; i-- > 0;) {
    q_pronoun *old = &ld->pronouns.at[i].reading;
    if (ld->pronouns.at[i].id != id || old->person != x.reading.person || old->plural != x.reading.plural || old->gender != x.reading.gender) continue;
    old->cases |= x.reading.cases;
    return;
  }
  if (q_push(ld->scratch, &ld->pronouns, x)) ld->memory = true;
}

static void read_pronouns(q_load *ld) {
  static const name_bit cases[] = { { "subj", Q_P_SUBJ }, { "obj", Q_P_OBJ }, { "poss", Q_P_POSS }, { "refl", Q_P_REFL }, { NULL, 0 } };
  char *line, *word, *name;
  while ((line = q_load_line(ld))) {
    char *rest = line, *form = q_cut(&rest, "|"), *person = q_word_cut(&rest), *number = q_word_cut(&rest), *gender = q_word_cut(&rest);
    q_pronoun p = { 0 };
    if (!gender || person[0] < '1' || person[0] > '3' || person[1] || (strcmp(number, "sg") && strcmp(number, "pl"))) {
      q_load_problem(ld, "want: form | person number gender case");
      continue;
    }
    p.person = (uint8_t)(person[0] - '0');
    p.plural = number[0] == 'p';
    p.gender = gender_of(gender);
    if (p.gender == 0xff) { q_load_problem(ld, "no gender \"%s\"", gender); p.gender = 0; }
    while ((word = q_word_cut(&rest)))
      while ((name = q_cut(&word, ",/"))) {
        uint32_t bit;
        if (value_of(cases, name, &bit)) p.cases |= (uint8_t)bit;
        else q_load_problem(ld, "no case \"%s\"", name);
      }
    q_load_items(ld, form, add_pronoun, &p);
  }
}

static void read_paradigms(q_load *ld) {
  char *line;
  while ((line = q_load_line(ld))) q_load_paradigm(ld, line);
}

int q_load_entries(q_load *ld, quoth_error *e) {
  static const struct { const char *file; void (*read)(q_load *); } files[] = {
    { "paradigms.txt", read_paradigms }, { "words.txt", read_words }, { "cues.txt", read_cues }, { "actors.txt", read_actors },
    { "states.txt", read_states }, { "pronouns.txt", read_pronouns }, { "concepts.txt", q_load_concepts } };
  int status = 0;
  for (size_t i = 0; !status && i < sizeof files / sizeof *files; i++)
    if ((status = q_load_open(ld, files[i].file, e)) == 0) files[i].read(ld);
  return status;
}
