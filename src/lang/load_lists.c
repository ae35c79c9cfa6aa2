/* language.txt and the plain lists: numbers, abbreviations, labels, given names, stop words, endings. */
#include <errno.h>
#include <stdlib.h>
#include "lang/inside.h"

static void add_string(q_load *ld, q_strings *list, const char *s) {
  const char *kept = q_keep(ld, s);
  if (*kept && q_push(ld->scratch, list, kept)) ld->memory = true;
}

/* ---- language.txt ------------------------------------------------------------------------------------------------------------------ */

static void add_quotes(q_load *ld, const char *pair) {
  const char *at = pair, *end = pair + strlen(pair);
  q_quote_pair q = { .open = q_utf8_next(&at, end) };
  q.close = q_utf8_next(&at, end);
  if (!q.close || at != end) { q_load_problem(ld, "\"%s\" is no pair of quotation marks", pair); return; }
  if (q_push(ld->scratch, &ld->quotes, q)) ld->memory = true;
}

static void add_proclitic(q_load *ld, const char *s, q_buf *letters) {
  const char *kept = q_keep(ld, s);
  q_text t = { kept, strlen(kept) };
  if (!t.size) return;
  if (q_push(ld->scratch, &ld->proclitics, t)) ld->memory = true;
  if (q_utf8_count(kept, t.size) == 1) q_buf_str(letters, kept);
}

static void add_whole(q_load *ld, const char *s) {
  const char *kept = q_keep(ld, s);
  if (!ld->lex->whole && !(ld->lex->whole = q_map_new(ld->lex->arena))) { ld->memory = true; return; }
  if (*kept && !q_map_add(ld->lex->whole, kept, strlen(kept))) ld->memory = true;
}

static uint32_t first_point(const char *s, uint32_t otherwise) {
  uint32_t c = q_utf8_next(&s, s + strlen(s));
  return c ? c : otherwise;
}

static void property(q_load *ld, const char *key, char *value, q_buf *letters) {
  q_lang *l = ld->lang;
  char *word;
  if (strcmp(key, "name") == 0) l->name = q_strdup(ld->lex->arena, value);
  else if (strcmp(key, "script") == 0) l->script = q_strdup(ld->lex->arena, value);
  else if (strcmp(key, "pro-drop") == 0) l->pro_drop = strcmp(value, "yes") == 0;
  else if (strcmp(key, "clauses") == 0) { l->bare_clauses = strstr(value, "bare") != NULL; l->comma_clauses = strstr(value, "comma") != NULL; }
  else if (strcmp(key, "order") == 0) { l->verb_second = strcmp(value, "v2") == 0; l->verb_first = strcmp(value, "vso") == 0; }
  else if (strcmp(key, "as") == 0) l->as_words = q_keep(ld, value);
  else if (strcmp(key, "infinitive-marks") == 0) l->infinitive_marks = q_keep(ld, value);
  else if (strcmp(key, "infinitive-endings") == 0) l->infinitive_endings = q_keep(ld, value);
  else if (strcmp(key, "noun-links") == 0) l->noun_links = q_keep(ld, value);
  else if (strcmp(key, "genitive-endings") == 0) l->genitive_endings = q_keep(ld, value);
  else if (strcmp(key, "nominative-endings") == 0) l->nominative_endings = l->dative_endings = q_keep(ld, value);
  else if (strcmp(key, "dative-endings") == 0) l->dative_endings = q_keep(ld, value);
  else if (strcmp(key, "decimal") == 0) l->decimal = first_point(value, '.');
  else if (strcmp(key, "thousands") == 0) l->thousands = first_point(value, ' ');
  else if (strcmp(key, "hyphens") == 0) l->split_hyphens = strcmp(value, "split") == 0;
  else if (strcmp(key, "compound-numbers") == 0) l->compound_numbers = strcmp(value, "yes") == 0;
  else if (strcmp(key, "ordinal-stop") == 0) l->ordinal_stop = strcmp(value, "yes") == 0;
  else if (strcmp(key, "things-gendered") == 0) l->things_gendered = strcmp(value, "yes") == 0;
  else if (strcmp(key, "capital-nouns") == 0) l->capital_nouns = strcmp(value, "yes") == 0;
  else if (strcmp(key, "quotes") == 0) while ((word = q_word_cut(&value))) add_quotes(ld, word);
  else if (strcmp(key, "elisions") == 0) while ((word = q_word_cut(&value))) add_string(ld, &ld->elisions, word);
  else if (strcmp(key, "clitics") == 0) while ((word = q_word_cut(&value))) add_string(ld, &ld->clitics, word);
  else if (strcmp(key, "whole") == 0) while ((word = q_word_cut(&value))) add_whole(ld, word);
  else if (strcmp(key, "proclitics") == 0) while ((word = q_word_cut(&value))) add_proclitic(ld, word, letters);
  else q_load_problem(ld, "no property \"%s\"", key);
}

int q_load_properties(q_load *ld, quoth_error *e) {
  q_lang *l = ld->lang;
  q_buf letters = { 0 };
  char *line;
  int status = q_load_open(ld, "language.txt", e);
  if (status) return status;
  l->decimal = '.';
  l->as_words = l->infinitive_marks = l->infinitive_endings = l->noun_links = l->genitive_endings = l->nominative_endings = l->dative_endings = "";
  l->thousands = ',';
  while ((line = q_load_line(ld))) {
    char *rest = line, *key = q_cut(&rest, ":");
    if (!rest) q_load_problem(ld, "want: key: value");
    else { char *value = rest; while (*value == ' ') value++; property(ld, key, value, &letters); }
  }
  l->proclitics = q_strndup(ld->lex->arena, letters.count ? letters.at : "", letters.count);
  if (!l->name) l->name = l->code;
  if (!l->script) l->script = "Latin";
  bool kept = !letters.failed && l->proclitics && q_keep_language(ld);
  q_buf_free(&letters);
  return kept ? 0 : q_fail(e, QUOTH_MEMORY, "out of memory");
}

/* ---- numbers.txt ------------------------------------------------------------------------------------------------------------------ */

/* The first meaning as a number stays: a form is not both the month and the weekday. */
void q_load_value(q_load *ld, uint32_t id, uint8_t forms, const void *reading) {
  const q_basis *new = reading;
  q_basis *old = &ld->basis.at[id];
  const uint32_t valued = Q_W_NUMBER | Q_W_MONTH | Q_W_WEEKDAY | Q_W_DAY;
  (void)forms;
  if ((old->classes & valued) && (new->classes & valued) && old->number != new->number) return;
  if (new->classes & valued) old->number = new->number;
  old->classes |= new->classes;
  if (new->approximate[0]) memcpy(old->approximate, new->approximate, sizeof old->approximate);
}

bool q_load_integer(const char *s, int64_t *value) {
  char *end;
  errno = 0;
  *value = s && *s ? strtoll(s, &end, 10) : 0;
  return s && *s && !*end && !errno;
}

static void read_numbers(q_load *ld) {
  char *line;
  while ((line = q_load_line(ld))) {
    char *rest = line, *value = q_cut(&rest, "|");
    q_basis b = { .classes = Q_W_APPROXIMATE };
    if (!rest) { q_load_problem(ld, "want: N | forms"); continue; }
    static const char *const marks[] = { "~", ">=", ">", "<=", "<", "..", "of", "%" };
    bool vague = strlen(value) > 1 && value[strlen(value) - 1] == '+';
    if (vague) value[strlen(value) - 1] = 0;
    size_t mark = 0;
    while (mark < sizeof marks / sizeof *marks && strcmp(value, marks[mark])) mark++;
    if (mark < sizeof marks / sizeof *marks)
      memcpy(b.approximate, value, strlen(value));
    else if (q_load_integer(value, &b.number) && b.number >= 0) { b.classes = Q_W_NUMBER; if (vague) b.approximate[0] = '+'; }
    else { q_load_problem(ld, "no number \"%s\"", value); continue; }
    q_load_items(ld, rest, q_load_value, &b);
  }
}

/* ---- lists ------------------------------------------------------------------------------------------------------------------------- */

static void read_abbreviations(q_load *ld) {
  char *line, *word;
  while ((line = q_load_line(ld))) {
    q_load_form(ld, line, strlen(line), Q_W_ABBREVIATION);
    if (!strchr(line, ' ')) continue;
    while ((word = q_word_cut(&line)))
      if (word[strlen(word) - 1] == '.') q_load_form(ld, word, strlen(word), Q_W_ABBREVIATION);
  }
}

static void read_labels(q_load *ld) {
  static const char *const kinds[] = { "related", "caption", "photo", "translation", "source", "published", "updated", "byline", "furniture", "comment", "agency" };
  char *line, *pattern;
  while ((line = q_load_line(ld))) {
    char *rest = line, *kind = q_cut(&rest, "|");
    q_label x = { 0 };
    while (x.kind <= Q_L_AGENCY && strcmp(kinds[x.kind], kind)) x.kind++;
    if (!rest || x.kind > Q_L_AGENCY) { q_load_problem(ld, "want: kind | pattern; pattern; ..."); continue; }
    while ((pattern = q_cut(&rest, ";"))) {
      x.anywhere = *pattern == '~';
      while (x.anywhere && (*pattern == '~' || *pattern == ' ')) pattern++;
      if (!*pattern) continue;
      x.pattern = q_keep(ld, pattern);
      x.size = strlen(x.pattern);
      if (x.size && q_push(ld->scratch, &ld->labels, x)) ld->memory = true;
    }
  }
}

static void read_given(q_load *ld) {
  char *line, *name;
  while ((line = q_load_line(ld))) {
    char *rest = line, *gender = q_cut(&rest, "|");
    if (!rest || (strcmp(gender, "m") && strcmp(gender, "f"))) { q_load_problem(ld, "want: m | names, or f | names"); continue; }
    for (char *s = rest; *s; s++)
      if (*s == ';' || *s == ',') *s = ' ';
    q_basis b = { .classes = *gender == 'm' ? Q_W_MALE : Q_W_FEMALE };
    while ((name = q_word_cut(&rest))) q_load_item(ld, name, q_load_value, &b);
  }
}

static void read_stops(q_load *ld) {
  char *line, *word;
  while ((line = q_load_line(ld)))
    while ((word = q_word_cut(&line))) {
      if (q_load_form(ld, word, strlen(word), Q_W_STOP)) add_string(ld, &ld->stops, word);
    }
}

static void read_endings(q_load *ld) {
  char *line, *word;
  while ((line = q_load_line(ld)))
    while ((word = q_word_cut(&line))) {
      if (*word == '-') add_string(ld, &ld->endings, word + 1);
      else q_load_problem(ld, "\"%s\" is not -ending", word);
    }
}

int q_load_lists(q_load *ld, quoth_error *e) {
  static const struct { const char *file; void (*read)(q_load *); } files[] = {
    { "times.txt", q_load_times }, { "numbers.txt", read_numbers }, { "abbreviations.txt", read_abbreviations }, { "labels.txt", read_labels },
    { "given.txt", read_given }, { "stop.txt", read_stops }, { "endings.txt", read_endings }, { "multiword.txt", q_read_multiword }, { "sounds.txt", q_load_sounds } };
  int status = 0;
  for (size_t i = 0; !status && i < sizeof files / sizeof *files; i++)
    if ((status = q_load_open(ld, files[i].file, e)) == 0) files[i].read(ld);
  return status;
}


