/* Options that every command shares; long options anywhere, -- ends them. */
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include "cli/cli.h"

/* "--name value" and "--name=value"; *i moves past a separate value. NULL: not this option. */
static const char *value_of(const char *name, int argc, char **argv, int *i, bool *missing) {
  size_t n = strlen(name);
  if (strncmp(argv[*i], name, n) != 0) return NULL;
  if (argv[*i][n] == '=') return argv[*i] + n + 1;
  if (argv[*i][n]) return NULL;
  if (*i + 1 >= argc) { *missing = true; return ""; }
  return argv[++*i];
}

static int unknown(const char *command, const char *option) {
  fprintf(stderr, "quoth %s: unknown option %s; see quoth help %s\n", command, option, command);
  return 2;
}

static bool flag(options *o, const char *a) {
  if (strcmp(a, "--json") == 0) return o->json = true;
  if (strcmp(a, "--quiet") == 0) return o->quiet = true;
  return false;
}

int cli_options(options *o, int argc, char **argv, const char *const *values, const char **into, const char *const *flags, bool *set) {
  static const char *const shared[] = { "--from", "--date-order", "--data", "--outlets", "--color", "-o", "--threads", "--min-confidence", "--limit", "--guide", NULL };
  const char *threads = NULL, *confidence = NULL, *limit = NULL;
  const char **places[] = { &o->from, &o->date_order, &o->open.data, &o->open.outlets, &o->color, &o->output, &threads, &confidence, &limit, &o->open.guide };
  bool missing = false, ended = false;
  o->paths = calloc((size_t)argc + 1, sizeof *o->paths);
  if (!o->paths) return 2;
  for (int i = 1; i < argc; i++) {
    const char *a = argv[i], *v = NULL;
    if (ended || a[0] != '-' || !a[1]) { o->paths[o->path_count++] = argv[i]; continue; }
    if (strcmp(a, "--") == 0) { ended = true; continue; }
    if (flag(o, a)) continue;
    bool known = false;
    for (int k = 0; shared[k] && !known; k++)
      if ((v = value_of(shared[k], argc, argv, &i, &missing))) { *places[k] = v; known = true; }
    for (int k = 0; values && values[k] && !known; k++)
      if ((v = value_of(values[k], argc, argv, &i, &missing))) { into[k] = v; known = true; }
    for (int k = 0; flags && flags[k] && !known; k++)
      if (strcmp(a, flags[k]) == 0) set[k] = known = true;
    if (!known) return unknown(argv[0], a);
    if (missing) { fprintf(stderr, "quoth %s: %s wants a value\n", argv[0], a); return 2; }
  }
  o->threads = threads ? atoi(threads) : 0;
  o->limit = limit ? atol(limit) : -1;
  o->open.min_confidence = confidence ? atof(confidence) > 0 ? (float)atof(confidence) : -1 : 0;
  if (o->color && strcmp(o->color, "auto") && strcmp(o->color, "always") && strcmp(o->color, "never")) {
    fprintf(stderr, "quoth %s: --color wants auto, always or never\n", argv[0]);
    return 2;
  }
  const char *no = getenv("NO_COLOR");
  o->colors = o->color && strcmp(o->color, "auto") ? strcmp(o->color, "always") == 0 : isatty(1) && !(no && *no);
  if (o->output && strcmp(o->output, "-") && !freopen(o->output, "wb", stdout)) {
    perror(o->output);
    return 2;
  }
  return 0;
}

int cli_fail(const quoth_error *e) {
  fprintf(stderr, "quoth: %s\n", e->message);
  return 2;
}

int cli_width(void) {
  struct winsize w;
  return ioctl(1, TIOCGWINSZ, &w) == 0 && w.ws_col ? w.ws_col : 100;
}

/* Last of every command: standard output could be written. */
int cli_finish(int status) {
  if (fflush(stdout) != 0 || ferror(stdout)) {
    perror("quoth: standard output");
    return 2;
  }
  return status;
}
