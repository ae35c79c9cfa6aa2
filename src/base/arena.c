/* An arena is a list of blocks; the newest is filled from the front. Freed or reset as a whole. */
#include <stdarg.h>
#include <stdlib.h>
#include "base/base.h"

typedef struct block { struct block *next; size_t used, room; } block;
struct quoth_arena { block *top; };

enum { ALIGN = 16, HEAD = (sizeof(block) + ALIGN - 1) / ALIGN * ALIGN, FIRST_BLOCK = 16 << 10, LARGEST_STEP = 4 << 20 };

long q_alloc_fail_after;

static bool fails_on_purpose(void) {
  return q_alloc_fail_after > 0 && --q_alloc_fail_after == 0;
}

static block *block_new(size_t room) {
  if (fails_on_purpose()) return NULL;
  block *b = malloc(HEAD + room);
  if (b) *b = (block){ .room = room };
  return b;
}

q_arena *q_arena_new(void) {
  q_arena *a = fails_on_purpose() ? NULL : malloc(sizeof *a);
  if (a) a->top = NULL;
  return a;
}

void q_arena_free(q_arena *a) {
  if (!a) return;
  for (block *b = a->top, *next; b; b = next) { next = b->next; free(b); }
  free(a);
}

void q_arena_reset(q_arena *a) {
  block *keep = a->top;
  if (!keep) return;
  for (block *b = keep->next, *next; b; b = next) { next = b->next; free(b); }
  keep->next = NULL;
  keep->used = 0;
}

static char *block_at(block *b) { return (char *)b + HEAD + b->used; }

void *q_alloc(q_arena *a, size_t size) {
  if (size > SIZE_MAX / 2) return NULL;
  size = (size + ALIGN - 1) / ALIGN * ALIGN;
  if (!a->top || a->top->room - a->top->used < size) {
    size_t room = a->top ? a->top->room * 2 : FIRST_BLOCK;
    if (room > LARGEST_STEP) room = LARGEST_STEP;
    block *b = block_new(room < size ? size : room);
    if (!b) return NULL;
    b->next = a->top;
    a->top = b;
  }
  void *p = block_at(a->top);
  a->top->used += size;
  return memset(p, 0, size);
}

void *q_grow(q_arena *a, void *old, size_t old_size, size_t new_size) {
  size_t held = (old_size + ALIGN - 1) / ALIGN * ALIGN, want = (new_size + ALIGN - 1) / ALIGN * ALIGN;
  block *b = a->top;
  if (old && b && (char *)old + held == block_at(b) && want >= held && b->room - b->used >= want - held) {
    memset(block_at(b), 0, want - held);
    b->used += want - held;
    return old;
  }
  void *p = q_alloc(a, new_size);
  if (p && old_size) memcpy(p, old, old_size < new_size ? old_size : new_size);
  return p;
}

char *q_strndup(q_arena *a, const char *s, size_t n) {
  char *p = q_alloc(a, n + 1);
  if (p && n) memcpy(p, s, n);
  return p;
}

char *q_strdup(q_arena *a, const char *s) { return q_strndup(a, s, strlen(s)); }

char *q_printf(q_arena *a, const char *format, ...) {
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  int n = vsnprintf(NULL, 0, format, args);
  char *p = n < 0 ? NULL : q_alloc(a, (size_t)n + 1);
  if (p) vsnprintf(p, (size_t)n + 1, format, again);
  va_end(again);
  va_end(args);
  return p;
}

int q_vec_room(q_arena *a, void *at_field, uint32_t *room, uint32_t count, size_t item) {
  if (count >= UINT32_MAX / 2) return QUOTH_MEMORY;
  uint32_t want = *room ? *room * 2 : 8;
  void *old;
  memcpy(&old, at_field, sizeof old);
  void *p = q_grow(a, old, count * item, want * item);
  if (!p) return QUOTH_MEMORY;
  memcpy(at_field, &p, sizeof p);
  *room = want;
  return 0;
}
