/* A model file in memory: mapped read-only, so threads and processes share it, and checked before anything in it is used. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "net/net.h"

enum { VERSION = 1, ORDER = 0x01020304, NAME = 48, BLOCKS = 1024, ALIGN = 64 };
#define FILE_LIMIT ((uint64_t)1 << 30)

typedef struct header { char magic[8]; uint32_t version, order; uint64_t file_size, checksum; uint32_t block_count, zero[7]; } header;
typedef struct entry { char name[NAME]; uint32_t type, rank, dim[4]; uint64_t offset, bytes, zero; } entry;
_Static_assert(sizeof(header) == 64 && sizeof(entry) == 96, "the file's layout");

struct q_model { const unsigned char *at; size_t size; const entry *entries; uint32_t count; char *path; };

static const unsigned char width[] = { 1, 1, 2, 2, 4, 4, 4 };

static int check_header(const q_model *m, quoth_error *e) {
  const header *h = (const void *)m->at;
  if (m->size < sizeof *h || memcmp(h->magic, "QUOTHMDL", 8) != 0) return q_fail_at(e, QUOTH_DATA, m->path, 0, 0, "%s: not a model file", m->path);
  if (h->order != ORDER) return q_fail_at(e, QUOTH_DATA, m->path, 0, 12, "%s: a model file of another byte order than this machine's", m->path);
  if (h->version != VERSION) return q_fail_at(e, QUOTH_DATA, m->path, 0, 8, "%s: a model file of version %u, this program reads version %d", m->path, h->version, VERSION);
  if (h->file_size != m->size) return q_fail_at(e, QUOTH_DATA, m->path, 0, 16, "%s: holds %zu bytes where its header says %llu", m->path, m->size, (unsigned long long)h->file_size);
  if (h->block_count == 0 || h->block_count > BLOCKS) return q_fail_at(e, QUOTH_LIMIT, m->path, 0, 32, "%s: %u blocks, 1 to %d are read", m->path, h->block_count, BLOCKS);
  if (sizeof *h + (uint64_t)h->block_count * sizeof(entry) > m->size) return q_fail_at(e, QUOTH_DATA, m->path, 0, 32, "%s: the directory reaches beyond the file", m->path);
  for (int i = 0; i < 7; i++) if (h->zero[i]) return q_fail_at(e, QUOTH_DATA, m->path, 0, 36, "%s: the header has something where zeros belong", m->path);
  return 0;
}

/* Why an entry cannot be used, or NULL. */
static const char *wrong(const q_model *m, const entry *b) {
  uint64_t bytes = 1;
  if (b->type > Q_F32) return "has an unknown type";
  if (b->rank < 1 || b->rank > 4) return "has not one to four dimensions";
  bytes = width[b->type];
  for (uint32_t i = 0; i < 4; i++) {
    if (b->dim[i] == 0) return "has a dimension of 0";
    if (i >= b->rank && b->dim[i] != 1) return "has a dimension beyond its rank";
    bytes *= b->dim[i];
    if (bytes > FILE_LIMIT) return "is larger than a model file may be";
  }
  if (bytes != b->bytes) return "has a size that does not fit its dimensions";
  if (b->zero) return "has something where zeros belong";
  if (b->offset % ALIGN) return "does not begin at a multiple of 64";
  if (b->offset < sizeof(header) + (uint64_t)m->count * sizeof *b) return "begins inside the directory";
  if (b->offset > m->size || b->bytes > m->size - b->offset) return "reaches beyond the file";
  return NULL;
}

static bool name_is_good(const char *name) {
  size_t n = strnlen(name, NAME);
  if (n == 0 || n == NAME) return false;
  for (size_t i = 0; i < NAME; i++) if (i < n ? name[i] <= ' ' || name[i] > '~' : name[i] != 0) return false;
  return true;
}

static int by_name(const void *a, const void *b) {
  return strcmp((*(const entry *const *)a)->name, (*(const entry *const *)b)->name);
}

static int check_names(const q_model *m, quoth_error *e) {
  const entry *sorted[BLOCKS];
  for (uint32_t i = 0; i < m->count; i++) sorted[i] = m->entries + i;
  qsort(sorted, m->count, sizeof *sorted, by_name);
  for (uint32_t i = 1; i < m->count; i++)
    if (strcmp(sorted[i - 1]->name, sorted[i]->name) == 0) return q_fail_at(e, QUOTH_DATA, m->path, 0, 0, "%s: two blocks are called %s", m->path, sorted[i]->name);
  return 0;
}

static int check(q_model *m, quoth_error *e) {
  int status = check_header(m, e);
  if (status) return status;
  m->count = ((const header *)(const void *)m->at)->block_count;
  m->entries = (const void *)(m->at + sizeof(header));
  for (uint32_t i = 0; i < m->count; i++) {
    uint64_t at = sizeof(header) + i * sizeof(entry);
    if (!name_is_good(m->entries[i].name)) return q_fail_at(e, QUOTH_DATA, m->path, 0, at, "%s: block %u has no proper name", m->path, i);
    const char *why = wrong(m, m->entries + i);
    if (why) return q_fail_at(e, QUOTH_DATA, m->path, 0, at, "%s: block %s %s", m->path, m->entries[i].name, why);
  }
  return check_names(m, e);
}

static int map(q_model *m, quoth_error *e) {
  struct stat st;
  int status = 0, fd = open(m->path, O_RDONLY | O_CLOEXEC);
  if (fd < 0 || fstat(fd, &st) != 0) { status = q_fail_at(e, QUOTH_SYSTEM, m->path, 0, 0, "%s: %s", m->path, strerror(errno)); goto done; }
  if (!S_ISREG(st.st_mode)) { status = q_fail_at(e, QUOTH_DATA, m->path, 0, 0, "%s: not a file", m->path); goto done; }
  if ((uint64_t)st.st_size > FILE_LIMIT) { status = q_fail_at(e, QUOTH_LIMIT, m->path, 0, 0, "%s: larger than a model file may be", m->path); goto done; }
  if ((size_t)st.st_size < sizeof(header)) { status = q_fail_at(e, QUOTH_DATA, m->path, 0, 0, "%s: not a model file", m->path); goto done; }
  void *at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
  if (at == MAP_FAILED) { status = q_fail_at(e, QUOTH_SYSTEM, m->path, 0, 0, "%s: %s", m->path, strerror(errno)); goto done; }
  m->at = at;
  m->size = (size_t)st.st_size;
done:
  if (fd >= 0) close(fd);
  return status;
}

int q_model_open(const char *path, q_model **out, quoth_error *e) {
  *out = NULL;
  q_model *m = calloc(1, sizeof *m);
  if (!m || !(m->path = strdup(path))) { free(m); return q_fail_at(e, QUOTH_MEMORY, path, 0, 0, "%s: out of memory", path); }
  int status = map(m, e);
  if (!status) status = check(m, e);
  if (status) q_model_close(m);
  else *out = m;
  return status;
}

void q_model_close(q_model *m) {
  if (!m) return;
  if (m->at) munmap((void *)(uintptr_t)m->at, m->size);
  free(m->path);
  free(m);
}

const char *q_model_path(const q_model *m) { return m->path; }

const void *q_model_block(const q_model *m, const char *name, q_type type, int rank, uint32_t dim[4]) {
  for (uint32_t i = 0; i < m->count; i++) {
    const entry *b = m->entries + i;
    if (strcmp(b->name, name) != 0) continue;
    if (b->type != (uint32_t)type || b->rank != (uint32_t)rank) return NULL;
    memcpy(dim, b->dim, sizeof b->dim);
    return m->at + b->offset;
  }
  return NULL;
}

/* FNV-1a (Fowler, Noll and Vo 1991), 64 bits, over words of 8 bytes; the tail is padded with zeros. */
int q_model_verify(const q_model *m, quoth_error *e) {
  uint64_t h = 0xcbf29ce484222325u, word;
  for (size_t at = sizeof(header); at < m->size; at += sizeof word) {
    size_t n = m->size - at < sizeof word ? m->size - at : sizeof word;
    word = 0;
    memcpy(&word, m->at + at, n);
    h = (h ^ word) * 0x100000001b3u;
  }
  if (h == ((const header *)(const void *)m->at)->checksum) return 0;
  return q_fail_at(e, QUOTH_DATA, m->path, 0, 24, "%s: the checksum is wrong, the file is damaged", m->path);
}
