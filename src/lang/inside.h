/* inside.h: what the files of src/lang share. A load collects readings in a scratch arena; build.c then lays them out by word. */
#ifndef Q_LANG_INSIDE_H
#define Q_LANG_INSIDE_H
#include "lang/lang.h"

enum { Q_FORM_MAX = 240, Q_PHRASE_MAX = 10 };

typedef struct q_text { const char *at; size_t size; } q_text;

typedef struct q_multiword q_multiword; /* load_multiword.c */

typedef struct q_lexicon {       /* q_lang.inside */
  q_arena *arena;
  q_map *map;                    /* folded form -> id, words of a form joined by one blank */
  q_word *words;                 /* by id; [0] has no classes */
  uint32_t longest;              /* words in the longest form */
  q_text *proclitics; uint32_t proclitic_count;
  q_map *whole;                  /* words that are never cut; "co-" and "-like": beginnings and ends that stay on */
  q_multiword *multiword;
} q_lexicon;

typedef struct q_ending { q_text before, after; uint8_t forms; } q_ending;
typedef struct q_paradigm { const char *name; q_ending *endings; uint32_t count; } q_paradigm;
typedef struct q_cue_entry { uint32_t id, line; uint8_t forms; } q_cue_entry; /* line: index in q_load.cue_lines */
typedef struct q_actor_entry { uint32_t id; q_actor_word reading; } q_actor_entry;
typedef struct q_state_entry { uint32_t id; q_state_word reading; } q_state_entry;
typedef struct q_pronoun_entry { uint32_t id; q_pronoun reading; } q_pronoun_entry;
typedef struct q_time_entry { uint32_t id; q_time_word reading; } q_time_entry;
typedef struct q_concept_entry { uint32_t id; q_concept reading; } q_concept_entry;
typedef struct q_basis { uint32_t classes, last_cue /* its newest entry, from 1 */; int64_t number; char approximate[3]; } q_basis;

typedef Q_VEC(const char *) q_strings;

typedef struct q_load {
  q_lang *lang;
  q_lexicon *lex;
  q_arena *scratch, *basis_arena; /* two, so that the longest list grows in place */
  q_buf *problems;               /* a line each; NULL: not wanted */
  const char *dir;               /* lang/<code> */
  const char *file; uint32_t line;
  char *bytes, *rest;            /* the file being read */
  bool memory;                   /* an allocation failed */
  Q_VEC(q_basis) basis;          /* by id */
  Q_VEC(q_paradigm) paradigms;
  Q_VEC(q_cue) cue_lines;
  Q_VEC(q_cue_entry) cues;
  Q_VEC(q_actor_entry) actors;
  Q_VEC(q_state_entry) states;
  Q_VEC(q_pronoun_entry) pronouns;
  Q_VEC(q_time_entry) times;
  Q_VEC(q_time_rule) time_rules;
  q_strings time_classes;        /* names of the language's own */
  uint32_t begins;               /* first word of the form entered last, 0 if it is a single word */
  Q_VEC(q_concept_entry) concepts;
  Q_VEC(q_sound) sounds;
  Q_VEC(q_label) labels;
  Q_VEC(q_quote_pair) quotes;
  q_strings elisions, clitics, endings, stops, particles;
  Q_VEC(q_text) proclitics;
} q_load;

/* ---- lines.c ---- */
int q_load_open(q_load *ld, const char *file, quoth_error *e);     /* a missing file is an empty one */
char *q_load_line(q_load *ld);                                     /* next line that says something, trimmed; NULL at the end (closes) */
void q_load_problem(q_load *ld, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *q_cut(char **rest, const char *marks);                       /* next trimmed field up to one of marks; NULL when none is left */
char *q_word_cut(char **rest);                                     /* next word between blanks; NULL when none is left */
const char *q_keep(q_load *ld, const char *s);                     /* folded copy in the language's arena */

/* ---- forms.c ---- */
typedef void q_form_fn(q_load *ld, uint32_t id, uint8_t forms, const void *reading);
/* `stem@paradigm`, `tag:form` or a bare form -> fn for each inflected form. */
void q_load_item(q_load *ld, char *item, q_form_fn *fn, const void *reading);
/* Items divided by ';' (blanks inside belong to the form), or by blanks where inflected. */
void q_load_items(q_load *ld, char *items, q_form_fn *fn, const void *reading);
void q_load_paradigm(q_load *ld, char *line);
uint32_t q_load_form(q_load *ld, const char *form, size_t size, uint32_t classes);

/* ---- load_words.c, load_lists.c ---- */
int q_load_entries(q_load *ld, quoth_error *e);
int q_load_properties(q_load *ld, quoth_error *e);
int q_load_lists(q_load *ld, quoth_error *e);
void q_read_multiword(q_load *ld); /* multiword.txt */
void q_load_value(q_load *ld, uint32_t id, uint8_t forms, const void *basis); /* q_form_fn: classes and number of a q_basis */
bool q_load_integer(const char *s, int64_t *value);

/* ---- load_times.c ---- */
void q_load_times(q_load *ld);
bool q_keep_times(q_load *ld);

/* ---- load_names.c: what names are compared by ---- */
void q_load_concepts(q_load *ld);
void q_load_sounds(q_load *ld);

/* ---- ident.c ---- */
typedef struct q_ident q_ident;
int q_ident_open(q_arena *a, const char *path, q_ident **out, quoth_error *e); /* path: the model file */
void q_ident_close(q_ident *x);                                    /* NULL allowed */
/* x NULL: "und". */
const char *q_ident_text(const q_ident *x, const char *text, size_t n, float *sureness);

/* ---- build.c ---- */
int q_load_language(const char *dir, const char *code, q_buf *problems, q_lang **out, quoth_error *e);
bool q_keep_language(q_load *ld);
void q_lang_free(q_lang *l);
#endif
