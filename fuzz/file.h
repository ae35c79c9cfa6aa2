/* What a target is given, as a file. */
#ifndef FUZZ_FILE_H
#define FUZZ_FILE_H
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#define FUZZ_PATH "/tmp/quoth-fuzz-XXXXXX"
/* path: an array holding FUZZ_PATH; it gets the name. The file is there to be unlinked unless no name was to be had (abort). false: not all of it could be written. */
static inline bool fuzz_file(char *path, const void *bytes, size_t size) {
  int fd = mkstemp(path);
  if (fd < 0) abort();
  bool whole = write(fd, bytes, size) == (ssize_t)size;
  close(fd);
  return whole;
}
#endif
