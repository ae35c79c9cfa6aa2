/* cli: the quoth command. One table of subcommands in main.c, one file each. Exit status: 0 done, 1 nothing found, 2 usage or failure, 3 done in part. */
#ifndef Q_CLI_H
#define Q_CLI_H
#include "view/view.h"
typedef struct options {
  quoth_options open;
  const char *from, *date_order, *color, *output;
  int threads;              /* 0: as many as there are cores */
  long limit;               /* -1: not given */
  bool json, quiet, colors;
  char **paths; size_t path_count;   /* what is no option, in order */
} options;
/* Reads the shared options and a command's own: values[k] (NULL-ended) goes to into[k], flags[k] to set[k]. Returns 0, or 2 after a message. */
int cli_options(options *o, int argc, char **argv, const char *const *values, const char **into, const char *const *flags, bool *set);
int cli_fail(const quoth_error *e);      /* prints, returns 2 */
int cli_finish(int status);              /* flushes standard output; 2 if it could not be written */
int cli_width(void);                      /* columns of the terminal, 100 if standard output is none */
int cli_print(const options *o, const quoth_report *r); /* a report as JSON or as text */
typedef struct command { const char *name; int (*run)(int argc, char **argv); } command;
int cli_help(const char *name, bool failed); /* the overview without a name; failed: to standard error, returns 2 */
int cli_read(int argc, char **argv);
int cli_parse(int argc, char **argv);
int cli_add(int argc, char **argv);
int cli_find(int argc, char **argv);
int cli_claims(int argc, char **argv);
int cli_trace(int argc, char **argv);
int cli_show(int argc, char **argv);
int cli_compare(int argc, char **argv);
int cli_refresh(int argc, char **argv);
int cli_forget(int argc, char **argv);
int cli_export(int argc, char **argv);
int cli_sql(int argc, char **argv);
/* Opens the case that comes first among the paths, of which least are wanted; 0, or 2 after a message. */
int cli_open_case(const char *command, const options *o, size_t least, quoth_case **c);
#endif
