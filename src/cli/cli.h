/* cli: the quoth command. Uses only quoth.h, view.h and what the table in main.c names. */
#ifndef Q_CLI_H
#define Q_CLI_H
#include "view/view.h"
typedef struct command { const char *name, *arguments, *summary; int (*run)(int argc, char **argv); } command;
int cli_read(int argc, char **argv);
#endif
