/* The quoth command: one table of subcommands, one file each; its help is in help.c. */
#include "cli/cli.h"

static const command commands[] = {
  { "read", cli_read }, { "parse", cli_parse },
  { "add", cli_add },       { "find", cli_find },       { "claims", cli_claims }, { "trace", cli_trace },   { "show", cli_show },
  { "compare", cli_compare }, { "refresh", cli_refresh }, { "forget", cli_forget }, { "export", cli_export }, { "sql", cli_sql },
};

int main(int argc, char **argv) {
  if (argc < 2 || strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0) return cli_help(argc > 2 ? argv[2] : NULL, argc < 2);
  if (strcmp(argv[1], "--version") == 0) { printf("quoth %s\n", QUOTH_VERSION); return cli_finish(0); }
  for (int i = 2; i < argc && strcmp(argv[i], "--"); i++)
    if (strcmp(argv[i], "--help") == 0) return cli_help(argv[1], false);
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
    if (strcmp(argv[1], commands[i].name) == 0) return commands[i].run(argc - 1, argv + 1);
  fprintf(stderr, "quoth: unknown command '%s'; see quoth help\n", argv[1]);
  return 2;
}
