/* times.txt: words of time, and the rules that make expressions of them. */
#include <stdlib.h>
#include "lang/inside.h"

enum { PARTS_MAX = 16 };

static void add_reading(q_load *ld, uint32_t id, q_time_word reading) {
  q_time_entry x = { id, reading };
  for (uint32_t i = ld->times.count; i-- > 0 && i + 64 > ld->times.count;)
    if (ld->times.at[i].id == id && ld->times.at[i].reading.class == reading.class) {
      ld->times.at[i].reading.capital &= reading.capital;
      return;
    }
  if (q_push(ld->scratch, &ld->times, x)) ld->memory = true;
}

static void add_time(q_load *ld, uint32_t id, uint8_t forms, const void *reading) {
  (void)forms;
  uint32_t begins = ld->begins;
  add_reading(ld, id, *(const q_time_word *)reading);
  if (begins) add_reading(ld, begins, (q_time_word){ Q_T_PHRASE, false, 0 });
}

/* Forms divided by ';'. A form that the list writes with a capital is one only with a capital ("May"). */
static void add_forms(q_load *ld, char *rest, q_time_word reading, const q_basis *basis, bool single) {
  char *form;
  while ((form = q_cut(&rest, ";"))) {
    if (!*form) continue;
    const char *at = form;
    reading.capital = q_is_upper(q_utf8_next(&at, form + strlen(form)));
    bool words = strchr(form, ' ') != NULL;
    if (basis) q_load_item(ld, form, q_load_value, basis);
    if (!single || !words) q_load_item(ld, form, add_time, &reading);
  }
}

/* ---- classes ----------------------------------------------------------------------------------------------------------------------- */

static const struct { const char *name; uint16_t class; } named[] = {
  { "month", Q_T_MONTH }, { "weekday", Q_T_WEEKDAY }, { "day", Q_T_DAY }, { "unit", Q_T_UNIT }, { "daytime", Q_T_DAYTIME }, { "season", Q_T_SEASON }, { "ordinal", Q_T_ORDINAL },
  { "n", Q_T_N }, { "year", Q_T_YEAR }, { "dom", Q_T_DOM }, { "clock", Q_T_CLOCK }, { "decade", Q_T_DECADE }, { "numeric", Q_T_NUMERIC }, { "future", Q_T_FUTURE }, { "suffix", Q_T_SUFFIX } };

/* The class of a name, or of a set of words written out ("last/past"); new if it was not known. */
static uint16_t class_named(q_load *ld, const char *name, bool *fresh) {
  *fresh = false;
  for (size_t i = 0; i < sizeof named / sizeof *named; i++)
    if (strcmp(named[i].name, name) == 0) return named[i].class;
  for (uint32_t i = 0; i < ld->time_classes.count; i++)
    if (strcmp(ld->time_classes.at[i], name) == 0) return (uint16_t)(Q_T_OWN + i);
  const char *kept = q_strdup(ld->scratch, name);
  if (!kept || q_push(ld->scratch, &ld->time_classes, kept)) { ld->memory = true; return Q_T_OWN; }
  *fresh = true;
  return (uint16_t)(Q_T_OWN + ld->time_classes.count - 1);
}

static void read_word(q_load *ld, const char *name, char *forms) {
  char key[80];
  bool fresh;
  bool builtin = strcmp(name, "future") == 0 || strcmp(name, "suffix") == 0;
  snprintf(key, sizeof key, builtin ? "%s" : "<%s>", name);
  add_forms(ld, forms, (q_time_word){ class_named(ld, key, &fresh), false, 0 }, NULL, false);
}

/* ---- rules ------------------------------------------------------------------------------------------------------------------------- */

static uint16_t literal(q_load *ld, char *words) {
  char key[256], *rest = words, *word;
  bool fresh;
  snprintf(key, sizeof key, "=%s", words);
  uint16_t class = class_named(ld, key, &fresh);
  if (!fresh) return class;
  while ((word = q_cut(&rest, "/"))) {
    uint32_t id = q_load_form(ld, word, strlen(word), 0);
    if (ld->begins) q_load_problem(ld, "\"%s\" is several words", word);
    else if (id) add_reading(ld, id, (q_time_word){ class, false, 0 });
  }
  return class;
}

/* `word`, `word/word`, `<class>`, a sign; in [] beside the expression, ? behind it may be missing. */
static bool read_part(q_load *ld, char *item, q_time_part *out) {
  size_t n = strlen(item);
  *out = (q_time_part){ 0 };
  if (n > 1 && item[n - 1] == '?') { out->optional = true; item[--n] = 0; }
  if (n > 2 && item[0] == '[' && item[n - 1] == ']') { out->context = true; item[--n] = 0; item++; n--; }
  if (n > 2 && item[0] == '<' && item[n - 1] == '>') {
    char inner[64];
    bool fresh;
    snprintf(inner, sizeof inner, "%.*s", (int)(n - 2), item + 1);
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
      if (strcmp(named[i].name, inner) == 0) { out->class = named[i].class; return true; }
    out->class = class_named(ld, item, &fresh);
    if (fresh) q_load_problem(ld, "no class \"%s\" (a word line must stand before)", item);
    return !fresh;
  }
  if (n == 1 && strchr(",-./:()", *item)) { out->class = Q_T_SIGN; out->sign = *item; return true; }
  out->class = literal(ld, item);
  return true;
}

static bool unit_code(const char *s, int16_t *value) {
  char want[8];
  snprintf(want, sizeof want, " %.3s ", s);
  if (!strstr(" S m h D W WE M Q H Y DE CE ", want)) return false;
  *value = (int16_t)(s[0] << 8 | s[1]);
  return true;
}

/* date [-1|0|1] [pm], shift N|-n|+n [UNIT], for [N|x] [UNIT], each, quarter [N], decade, century, none, or a value, which "set" may stand before. */
static bool read_value(q_load *ld, char *value, q_time_rule *rule) {
  static const struct { const char *name; uint8_t op; } ops[] = { { "date", Q_TO_DATE }, { "shift", Q_TO_SHIFT }, { "for", Q_TO_FOR }, { "each", Q_TO_EACH }, { "decade", Q_TO_DECADE },
                                                                 { "century", Q_TO_CENTURY }, { "quarter", Q_TO_QUARTER }, { "none", Q_TO_NONE } };
  char *word = q_word_cut(&value);
  int64_t by;
  if (!word) return false;
  if (strcmp(word, "set") == 0) { rule->set = true; if (!(word = q_word_cut(&value))) return false; }
  rule->op = Q_TO_GIVEN;
  rule->by = Q_TIME_NEAREST;
  for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) if (strcmp(ops[i].name, word) == 0) rule->op = ops[i].op;
  if (rule->op == Q_TO_GIVEN && !(rule->given = q_strdup(ld->lex->arena, word))) ld->memory = true;
  while ((word = q_word_cut(&value))) {
    if (strcmp(word, "pm") == 0) rule->pm = true;
    else if (strcmp(word, "-n") == 0 || strcmp(word, "+n") == 0) { rule->by_number = true; rule->by = *word == '-' ? -1 : 1; }
    else if (strcmp(word, "x") == 0) rule->vague = true;
    else if (unit_code(word, &rule->unit)) continue;
    else if (q_load_integer(word, &by) && by >= -50 && by <= 50) rule->by = (int8_t)by;
    else return false;
  }
  return true;
}

static void read_rule(q_load *ld, char *patterns, char *value) {
  q_time_rule rule = { 0 };
  char *pattern, *item;
  if (!value || !read_value(ld, value, &rule)) { q_load_problem(ld, "want: rule | pattern; pattern | date, shift, for, each, decade, century, none or a value"); return; }
  while ((pattern = q_cut(&patterns, ";"))) {
    q_time_part parts[PARTS_MAX];
    rule.count = 0;
    bool good = true;
    while (good && (item = q_word_cut(&pattern))) {
      good = rule.count < PARTS_MAX && read_part(ld, item, &parts[rule.count]);
      if (good) rule.count++;
    }
    if (!good || !rule.count) { if (rule.count == PARTS_MAX) q_load_problem(ld, "a pattern of more than %d words", PARTS_MAX); continue; }
    q_time_part *kept = q_alloc(ld->lex->arena, rule.count * sizeof *kept);
    if (!kept) { ld->memory = true; return; }
    memcpy(kept, parts, rule.count * sizeof *kept);
    rule.parts = kept;
    if (q_push(ld->scratch, &ld->time_rules, rule)) ld->memory = true;
  }
}

/* ---- lines ------------------------------------------------------------------------------------------------------------------------- */

/* "month 6 | ...": also the lexicon's word classes. */
static bool read_numbered(q_load *ld, const char *kind, const char *number, char *forms) {
  static const struct { const char *name; uint32_t class; uint16_t time; int64_t low, high; } kinds[] = {
    { "month", Q_W_MONTH, Q_T_MONTH, 1, 12 }, { "weekday", Q_W_WEEKDAY, Q_T_WEEKDAY, 1, 7 }, { "day", Q_W_DAY, Q_T_DAY, -9, 9 }, { "part", Q_W_DAYPART, 0, 0, 0 }, { "ordinal", 0, Q_T_ORDINAL, 1, 100 } };
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
    if (strcmp(kinds[k].name, kind)) continue;
    q_basis b = { .classes = kinds[k].class };
    bool part = kinds[k].class == Q_W_DAYPART;
    if (!part && (!q_load_integer(number, &b.number) || b.number < kinds[k].low || b.number > kinds[k].high)) {
      q_load_problem(ld, "no %s \"%s\"", kind, number ? number : "");
      return true;
    }
    if (part) { q_load_items(ld, forms, q_load_value, &b); return true; }
    add_forms(ld, forms, (q_time_word){ kinds[k].time, false, (int16_t)b.number }, b.classes ? &b : NULL, kinds[k].time == Q_T_DAY || kinds[k].time == Q_T_WEEKDAY);
    return true;
  }
  return false;
}

static bool read_coded(q_load *ld, const char *kind, const char *code, char *forms) {
  static const struct { const char *name; uint16_t class; const char *codes; } kinds[] = {
    { "unit", Q_T_UNIT, " S m h D W WE M Q H Y DE CE " }, { "daytime", Q_T_DAYTIME, " MO AF EV NI MI DT " }, { "season", Q_T_SEASON, " SP SU FA WI " } };
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
    if (strcmp(kinds[k].name, kind)) continue;
    char want[8];
    snprintf(want, sizeof want, " %.3s ", code ? code : "?");
    if (!strstr(kinds[k].codes, want)) { q_load_problem(ld, "no %s \"%s\"", kind, code ? code : ""); return true; }
    add_forms(ld, forms, (q_time_word){ kinds[k].class, false, (int16_t)(code[0] << 8 | code[1]) }, NULL, false);
    return true;
  }
  return false;
}

void q_load_times(q_load *ld) {
  char *line;
  while ((line = q_load_line(ld))) {
    char *rest = line, *head = q_cut(&rest, "|"), *kind = q_word_cut(&head), *name = q_word_cut(&head);
    if (!rest || !kind) { q_load_problem(ld, "want: month|weekday|day|unit|... N | forms, part | forms, word NAME | forms, or rule | pattern | value"); continue; }
    if (strcmp(kind, "rule") == 0) { char *patterns = q_cut(&rest, "|"); read_rule(ld, patterns, rest); }
    else if (strcmp(kind, "word") == 0 && name) read_word(ld, name, rest);
    else if (strcmp(kind, "order") == 0) { ld->lang->day_first = strstr(rest, "dmy") != NULL; ld->lang->month_first = strstr(rest, "mdy") != NULL; }
    else if (!read_numbered(ld, kind, name, rest) && !read_coded(ld, kind, name, rest)) q_load_problem(ld, "no kind of line \"%s\"", kind);
  }
}

/* ---- the index --------------------------------------------------------------------------------------------------------------------- */

/* Rules by the class that they may begin with, in their order. */
bool q_keep_times(q_load *ld) {
  q_arena *arena = ld->lex->arena;
  uint32_t classes = Q_T_OWN + ld->time_classes.count, total = 0, count = ld->time_rules.count;
  uint32_t *first = q_alloc(arena, (classes + 2) * sizeof *first);
  q_time_rule *rules = q_alloc(arena, (count + 1) * sizeof *rules);
  if (!first || !rules) return false;
  if (count) memcpy(rules, ld->time_rules.at, count * sizeof *rules);
  uint16_t *starts = NULL;
  for (int fill = 0; fill < 2; fill++) {
    if (fill) {
      if (!(starts = q_alloc(arena, (total + 1) * sizeof *starts))) return false;
      for (uint32_t c = classes + 1; c > 0; c--) first[c] = first[c - 1];
      first[0] = 0;
      for (uint32_t c = 1; c <= classes; c++) first[c] += first[c - 1];
    }
    uint32_t *next = fill ? q_alloc(ld->scratch, (classes + 2) * sizeof *next) : NULL;
    if (fill && !next) return false;
    if (fill) memcpy(next, first, (classes + 2) * sizeof *next);
    for (uint32_t i = 0; i < count; i++)
      for (uint32_t k = 0; k < rules[i].count; k++) {
        uint16_t c = rules[i].parts[k].class;
        if (fill) starts[next[c]++] = (uint16_t)i;
        else { first[c]++; total++; }
        if (!rules[i].parts[k].optional) break;
      }
  }
  ld->lang->times = rules;
  ld->lang->time_count = count;
  ld->lang->time_starts = starts;
  ld->lang->time_first = first;
  return true;
}
