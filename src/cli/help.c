/* quoth help [COMMAND]: usage and examples. */
#include "cli/cli.h"

static const struct { const char *name, *arguments, *summary, *text; } pages[] = {
  { "read", "[FILE...]", "reports in, statements out; no store",
    "Reads text files, folders, JSON lines (.jsonl, .gz too) or standard input and prints who said what.\n"
    "  --json             one line of JSON a report\n"
    "  --from text|jsonl  else by content\n"
    "  --min-confidence X only statements at least so sure (0 to 1; 0 shows all; else as sure as it takes that three in four are right)\n"
    "  --guide NAME       whose convention of attribution: quoth (default), polnear, wikinews\n"
    "Examples:\n"
    "  quoth read page.txt\n"
    "  cat reports.jsonl | quoth read --json --from jsonl - > statements.jsonl\n" },
  { "parse", "[FILE...]", "sentences, tokens, words, tags, lemmas, trees as CoNLL-U",
    "Reads what `quoth read` reads and prints every word of it by the rules of Universal Dependencies v2; TokenRange in MISC is where a token stands in the text (code points).\n"
    "Multiword tokens (du, don't, dárselo, Arabic words with their clitics) are ranges with their words under them.\n"
    "  --tokens FILE      keeps sentences, tokens, words, comments and MISC of a CoNLL-U file (- for standard input); only columns 3 to 8 are filled.\n"
    "                     Without it, an input that looks like CoNLL-U is taken so too. A malformed sentence is left out and named (exit status 3).\n"
    "  --language CODE    of all inputs (else told from the text)\n"
    "  --from text|jsonl|conllu  else by content\n"
    "  --threads N        (default: as many as there are cores); the output is in the order of the inputs\n"
    "Examples:\n"
    "  quoth parse page.txt > page.conllu\n"
    "  quoth parse --tokens gold.conllu --language de\n" },
  { "add", "CASE FILE...", "read reports into a case",
    "CASE is made if it is not there. The same report twice is stored once. What cannot be read is refused with its reason (exit status 3); the rest goes on.\n"
    "  --threads N        readers (default: as many as there are cores)\n"
    "  --outlets FILE     aliases, owners and agencies of outlets: NAME<tab>ALIASES;...<tab>OWNER<tab>yes|no a line\n"
    "  --quiet            no progress, no summary\n"
    "Examples:\n"
    "  quoth add war.db saved-pages/\n"
    "  zcat feed.jsonl.gz | quoth add war.db --from jsonl -\n" },
  { "find", "CASE [WORDS]", "statements, one a line",
    "  --speaker NAME --about NAME --outlet NAME --language CODE --since DATE --until DATE\n"
    "  --kind direct|indirect|mixed --force assert|deny|accuse|demand|ask|promise|praise|think --limit N --json\n"
    "Exit status 1 if nothing is found.\n"
    "Examples:\n"
    "  quoth find war.db bridge --speaker ministry --force accuse\n"
    "  quoth find war.db --outlet 'Harbour Post' --since 2025-03-03 --json\n" },
  { "claims", "CASE", "same statements together: reports, outlets, languages, independent origins, differences",
    "A claim is one proposition by one speaker, in whatever words and reports. Origins are the channels by which it came in:\n"
    "'1-2 origins' says that at least one and at most two reports have it independently of each other.\n"
    "  --limit N          the N claims with most reports (default 50 on a terminal) --json\n"
    "Examples:\n"
    "  quoth claims war.db\n"
    "  quoth claims war.db --json | jq 'select(.origins.most == 1 and .reports > 3)'\n" },
  { "trace", "CASE [ID]", "how a report or a claim spread; without ID, every link",
    "ID is a report's, or claim:N or link:N.\n"
    "Examples:\n"
    "  quoth trace war.db\n"
    "  quoth trace war.db claim:12\n" },
  { "show", "CASE ID", "one report with its statements marked",
    "  --json             the object of `quoth read --json`\n"
    "Example:\n"
    "  quoth show war.db harbour-77\n" },
  { "compare", "A B", "the passages that two reports share",
    "  --pairs LIST       many pairs: two files a line, a tab between --json\n"
    "Example:\n"
    "  quoth compare original.txt reprint.txt\n" },
  { "refresh", "CASE", "work everything out again after rules or models have changed", "Example:\n  quoth refresh war.db\n" },
  { "forget", "CASE ID", "remove a report and all that came from it", "Example:\n  quoth forget war.db harbour-77\n" },
  { "export", "CASE --to FORMAT [OUT]", "the statements as a table",
    "  --to csv|jsonl     OUT or standard output\n"
    "Example:\n"
    "  quoth export war.db --to csv statements.csv\n" },
  { "sql", "CASE [SQL]", "where the tables are, and a prompt for them",
    "The case is plain SQLite: sqlite3 and Datasette open it. doc/case.md describes tables and views.\n"
    "Example:\n"
    "  quoth sql war.db 'SELECT outlet, count(*) FROM who_said GROUP BY outlet'\n" },
};

static void overview(FILE *out) {
  fprintf(out, "usage: quoth COMMAND [OPTION...] ...\n\nWho said what, in which report, from which origin. quoth never says what is true.\n\n");
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) fprintf(out, "  %-8s %-22s %s\n", pages[i].name, pages[i].arguments, pages[i].summary);
  fprintf(out, "\nOptions of all: --json --quiet -o FILE --color auto|always|never --data DIR; `--` ends options, `-` is standard input.\n"
               "quoth help COMMAND shows options and examples. Exit status: 0 done, 1 nothing found, 2 failure, 3 done in part.\n");
}

int cli_help(const char *name, bool failed) {
  if (!name) {
    overview(failed ? stderr : stdout);
    return failed ? 2 : cli_finish(0);
  }
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
    if (strcmp(name, pages[i].name)) continue;
    printf("usage: quoth %s %s\n%s.\n\n%s", name, pages[i].arguments, pages[i].summary, pages[i].text);
    return cli_finish(0);
  }
  fprintf(stderr, "quoth: no help for '%s'; see quoth help\n", name);
  return 2;
}
