#include <errno.h>
#include <stdlib.h>
#include "base/base.h"

int q_read_file(const char *path, size_t limit, char **bytes, size_t *size, quoth_error *e) {
  FILE *f = fopen(path, "rb");
  if (!f) return q_fail_at(e, QUOTH_SYSTEM, path, 0, 0, "%s: %s", path, strerror(errno));
  char *at = NULL;
  size_t count = 0, room = 0;
  int status = 0;
  for (;;) {
    if (room - count < 2) {
      room = room ? room * 2 : 64 << 10;
      if (room > limit + 2) room = limit + 2;
      char *p = realloc(at, room);
      if (!p) { status = q_fail_at(e, QUOTH_MEMORY, path, 0, 0, "%s: out of memory", path); goto done; }
      at = p;
    }
    errno = 0;
    size_t n = fread(at + count, 1, room - count - 1, f);
    count += n;
    if (count > limit) { status = q_fail_at(e, QUOTH_LIMIT, path, 0, limit, "%s: larger than the limit of %zu bytes", path, limit); goto done; }
    if (n == 0) break;
  }
  if (ferror(f)) { status = q_fail_at(e, QUOTH_SYSTEM, path, 0, count, "%s: %s", path, strerror(errno)); goto done; }
  at[count] = 0;
  *bytes = at;
  *size = count;
done:
  fclose(f);
  if (status) free(at);
  return status;
}
