/* quoth find, show, export, sql: what reads a case. */
#include <stdlib.h>
#include <unistd.h>
#include "cli/cli.h"
#include "view/found.h"

static int index_in(const char *word, const char *(*name)(int), int count) {
  for (int i = 0; i < count; i++)
    if (strcmp(word, name(i)) == 0) return i;
  return -1;
}
static const char *kind_at(int i) { return q_kind_name((quoth_kind)i); }
static const char *force_at(int i) { return q_force_name((quoth_force)i); }

typedef struct printer { const options *o; q_buf out; uint64_t count; } printer;

static int print(void *user, const quoth_found *f) {
  printer *p = user;
  p->out.count = 0;
  if (p->o->json) q_view_found_json(f, &p->out);
  else q_view_found_text(f, p->o->colors, cli_width(), &p->out);
  p->count++;
  return p->out.failed || fwrite(p->out.at, 1, p->out.count, stdout) != p->out.count ? QUOTH_SYSTEM : 0;
}

static char *joined(const options *o) {
  size_t n = 1;
  for (size_t i = 1; i < o->path_count; i++) n += strlen(o->paths[i]) + 1;
  char *words = calloc(n, 1);
  for (size_t i = 1; words && i < o->path_count; i++) {
    if (i > 1) strcat(words, " ");
    strcat(words, o->paths[i]);
  }
  return words;
}

/* Opens the case that comes first among the paths. */
int cli_open_case(const char *command, const options *o, size_t least, quoth_case **c) {
  quoth_error e = {0};
  if (o->path_count < least) {
    fprintf(stderr, "quoth %s: %s; see quoth help %s\n", command, least > 1 ? "a case and an id are wanted" : "a case is wanted", command);
    return 2;
  }
  return quoth_case_open(o->paths[0], QUOTH_READ, c, &e) ? cli_fail(&e) : 0;
}

int cli_find(int argc, char **argv) {
  static const char *const values[] = { "--speaker", "--about", "--outlet", "--language", "--since", "--until", "--kind", "--force", "--report", NULL };
  const char *v[9] = {0};
  options o = {0};
  quoth_case *c = NULL;
  quoth_error e = {0};
  quoth_query query = QUOTH_QUERY_ANY;
  char *words = NULL;
  printer p = { .o = &o };
  int status = cli_options(&o, argc, argv, values, v, NULL, NULL);
  if (!status && v[6] && (query.kind = index_in(v[6], kind_at, 3)) < 0) { fprintf(stderr, "quoth find: --kind wants direct, indirect or mixed\n"); status = 2; }
  if (!status && v[7] && (query.force = index_in(v[7], force_at, 8)) < 0) { fprintf(stderr, "quoth find: --force wants assert, deny, accuse, demand, ask, promise, praise or think\n"); status = 2; }
  if (!status) status = cli_open_case("find", &o, 1, &c);
  if (!status) {
    words = joined(&o);
    query.words = words && *words ? words : NULL;
    query.speaker = v[0]; query.about = v[1]; query.outlet = v[2]; query.language = v[3]; query.since = v[4]; query.until = v[5]; query.report = v[8];
    query.limit = o.limit >= 0 ? o.limit : o.json || !isatty(1) ? -1 : 100;
    int got = quoth_case_find(c, &query, print, &p, &e);
    status = got == QUOTH_NOTHING ? 1 : got == QUOTH_SYSTEM && !e.message[0] ? 0 : got ? cli_fail(&e) : 0;
    if (!o.json && !o.quiet && query.limit > 0 && p.count == (uint64_t)query.limit) fprintf(stderr, "(the first %ld; --limit N for more)\n", query.limit);
  }
  q_buf_free(&p.out);
  free(words);
  quoth_case_close(c, NULL);
  free(o.paths);
  return cli_finish(status);
}

int cli_show(int argc, char **argv) {
  options o = {0};
  quoth_case *c = NULL;
  quoth_error e = {0};
  int status = cli_options(&o, argc, argv, NULL, NULL, NULL, NULL);
  if (!status) status = cli_open_case("show", &o, 2, &c);
  for (size_t i = 1; i < o.path_count && !status; i++) {
    quoth_report *r = NULL;
    int got = quoth_case_show(c, o.paths[i], &r, &e);
    if (got) { cli_fail(&e); status = got == QUOTH_NOT_FOUND ? 1 : 2; }
    else cli_print(&o, r);
    quoth_report_free(r);
  }
  quoth_case_close(c, NULL);
  free(o.paths);
  return cli_finish(status);
}

int cli_export(int argc, char **argv) {
  static const char *const values[] = { "--to", "--view", NULL };
  const char *v[2] = {0};
  options o = {0};
  quoth_case *c = NULL;
  quoth_error e = {0};
  int status = cli_options(&o, argc, argv, values, v, NULL, NULL);
  if (!status && (!v[0] || (strcmp(v[0], "csv") && strcmp(v[0], "jsonl")))) { fprintf(stderr, "quoth export: --to csv or --to jsonl is wanted\n"); status = 2; }
  if (!status) status = cli_open_case("export", &o, 1, &c);
  if (!status && o.path_count > 1 && strcmp(o.paths[1], "-") && !freopen(o.paths[1], "wb", stdout)) { perror(o.paths[1]); status = 2; }
  if (!status && quoth_case_export(c, v[0], v[1], stdout, &e) < 0) status = cli_fail(&e);
  quoth_case_close(c, NULL);
  free(o.paths);
  return cli_finish(status);
}

static int print_row(void *user, int columns, const char *const *names, const char *const *values) {
  printer *p = user;
  p->out.count = 0;
  if (p->o->json) q_view_json_line(&p->out, columns, names, values);
  else for (int i = 0; i < columns; i++) q_buf_printf(&p->out, "%s%s", values[i] ? values[i] : "", i + 1 < columns ? "\t" : "\n");
  if (!p->o->json && !p->count++) {
    for (int i = 0; i < columns; i++) printf("%s%s", names[i], i + 1 < columns ? "\t" : "\n");
  }
  return fwrite(p->out.at, 1, p->out.count, stdout) == p->out.count ? 0 : QUOTH_SYSTEM;
}

static const char tables[] = "SELECT name, type, sql FROM sqlite_schema WHERE type IN ('table', 'view') AND sql IS NOT NULL AND name NOT LIKE '%_words%' AND name NOT LIKE 'sqlite%' ORDER BY type DESC, name";

int cli_sql(int argc, char **argv) {
  options o = {0};
  quoth_case *c = NULL;
  quoth_error e = {0};
  printer p = { .o = &o };
  int status = cli_options(&o, argc, argv, NULL, NULL, NULL, NULL);
  if (!status) status = cli_open_case("sql", &o, 1, &c);
  if (!status && o.path_count < 2) {
    if (isatty(0) && isatty(1)) {
      quoth_case_close(c, NULL);
      printf("%s is plain SQLite; views: reports, who_said, by_outlet, by_speaker, who_copied, claims, claim_passages (doc/case.md)\n", o.paths[0]);
      fflush(stdout);
      execlp("sqlite3", "sqlite3", "-readonly", "-box", o.paths[0], (char *)NULL);
      fprintf(stderr, "quoth sql: sqlite3 is not installed; give the SQL as an argument\n");
      free(o.paths);
      return 2;
    }
    if (quoth_case_sql(c, tables, print_row, &p, &e) < 0) status = cli_fail(&e);
  }
  for (size_t i = 1; i < o.path_count && !status; i++) {
    p.count = 0;
    if (quoth_case_sql(c, o.paths[i], print_row, &p, &e) < 0) status = cli_fail(&e);
  }
  q_buf_free(&p.out);
  quoth_case_close(c, NULL);
  free(o.paths);
  return cli_finish(status);
}
