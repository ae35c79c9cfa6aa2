/* The quoth command: one table of subcommands, one file each. */
#include <stdlib.h>
#include "cli/cli.h"

static const command commands[] = {
  { "read", "[FILE...]", "reports in, statements out; no store", cli_read },
};

int main(int argc, char **argv) {
  if (argc < 2) { fprintf(stderr, "quoth: usage: quoth COMMAND ...; see quoth help\n"); return 2; }
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
    if (strcmp(argv[1], commands[i].name) == 0) return commands[i].run(argc - 1, argv + 1);
  fprintf(stderr, "quoth: unknown command %s; see quoth help\n", argv[1]);
  return 2;
}
