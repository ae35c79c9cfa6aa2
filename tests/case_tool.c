/* case_tool dump CASE: the case in lines that do not depend on row ids. case_tool check CASE: what must hold of every case; exit status 1 if something does not.
 * case_tool count CASE: reports. */
#include <string.h>
#include "case_dump.h"

int main(int argc, char **argv) {
  sqlite3 *db;
  if (argc != 3) return 2;
  if (sqlite3_open_v2(argv[2], &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) { fprintf(stderr, "%s: %s\n", argv[2], sqlite3_errmsg(db)); return 2; }
  int status = 2;
  if (strcmp(argv[1], "dump") == 0) status = case_dump(db, stdout);
  else if (strcmp(argv[1], "check") == 0) status = case_check(db) != 0;
  else if (strcmp(argv[1], "count") == 0) {
    sqlite3_stmt *st;
    sqlite3_prepare_v2(db, "SELECT count(*) FROM report", -1, &st, NULL);
    status = sqlite3_step(st) == SQLITE_ROW ? !printf("%d\n", sqlite3_column_int(st, 0)) : 1;
    sqlite3_finalize(st);
  }
  sqlite3_close(db);
  return status;
}
