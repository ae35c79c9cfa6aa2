/* base: memory, text, errors, files. Knows nothing of news. Internal names start with q_. */
#ifndef Q_BASE_H
#define Q_BASE_H
#include <stdbool.h>
#include <stdint.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include "quoth.h"

/* ---- arena.c: everything about a report dies with its arena ---- */
typedef quoth_arena q_arena;
q_arena *q_arena_new(void);                              /* NULL: out of memory */
void q_arena_free(q_arena *a);                           /* NULL allowed */
void q_arena_reset(q_arena *a);                          /* forget contents, keep one block: per-thread scratch */
void *q_alloc(q_arena *a, size_t size);                  /* zeroed, aligned to 16; NULL: out of memory */
void *q_grow(q_arena *a, void *old, size_t old_size, size_t new_size); /* moves or extends; new part zeroed */
char *q_strndup(q_arena *a, const char *s, size_t n);
char *q_strdup(q_arena *a, const char *s);
char *q_printf(q_arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Faults on purpose (tests): the nth allocation from now fails; 0 switches it off. Process-wide. */
extern long q_alloc_fail_after;

/* Growable array in an arena: struct { T *at; uint32_t count, room; }. q_push evaluates to 0 or QUOTH_MEMORY. */
#define Q_VEC(T) struct { T *at; uint32_t count, room; }
int q_vec_room(q_arena *a, void *at_field, uint32_t *room, uint32_t count, size_t item);
#define q_push(arena, vec, item) \
  (((vec)->count < (vec)->room || q_vec_room((arena), &(vec)->at, &(vec)->room, (vec)->count, sizeof *(vec)->at) == 0) \
     ? ((vec)->at[(vec)->count++] = (item), 0) : QUOTH_MEMORY)

/* ---- error.c ---- */
int q_fail(quoth_error *e, int status, const char *format, ...) __attribute__((format(printf, 3, 4))); /* returns status */
int q_fail_at(quoth_error *e, int status, const char *file, uint64_t record, uint64_t byte, const char *format, ...) __attribute__((format(printf, 6, 7)));

/* ---- buf.c: a growable byte buffer on the heap, sticky failure ---- */
typedef struct q_buf { char *at; size_t count, room; bool failed; } q_buf;
void q_buf_add(q_buf *b, const void *bytes, size_t n);   /* keeps a NUL after the end */
void q_buf_str(q_buf *b, const char *s);
void q_buf_char(q_buf *b, char c);
void q_buf_printf(q_buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void q_buf_json(q_buf *b, const char *s, size_t n);      /* a JSON string with its quotation marks; s must be valid UTF-8 */
void q_buf_free(q_buf *b);

/* ---- utf8.c ---- */
/* Next code point of valid UTF-8 at *at (advanced). At the end: 0. */
uint32_t q_utf8_next(const char **at, const char *end);
uint32_t q_utf8_prev(const char *begin, const char **at);/* code point before *at, moves back; 0 at the beginning */
size_t q_utf8_put(char out[4], uint32_t c);
size_t q_utf8_valid(const char *s, size_t n);            /* length of the valid prefix; n if all valid */
size_t q_utf8_count(const char *s, size_t n);            /* code points of valid UTF-8 */
bool q_is_letter(uint32_t c);
bool q_is_mark(uint32_t c);                              /* combining */
bool q_is_digit(uint32_t c);
bool q_is_upper(uint32_t c);
bool q_is_space(uint32_t c);                             /* incl. no-break blanks, line ends, zero-width blanks */

/* ---- fold.c ---- */
/* For matching words: lower case, Arabic vowel marks and tatweel dropped, alef/ya/ta marbuta unified, ё = е, typographic apostrophe = ',
 * invisible marks dropped. Accents stay. Writes at most room bytes, returns the length (never more than n + 8; give n + 8). */
size_t q_fold(const char *s, size_t n, char *out, size_t room);
/* For search and for comparing names: q_fold and accents dropped (é = e, й = и), compatibility forms unified. */
size_t q_fold_search(const char *s, size_t n, char *out, size_t room);

/* ---- hash.c ---- */
uint64_t q_hash(const void *bytes, size_t n, uint64_t seed); /* the same on every machine */
/* String -> uint32 map in an arena; ids are dense from 1 in order of insertion. */
typedef struct q_map q_map;
q_map *q_map_new(q_arena *a);
uint32_t q_map_add(q_map *m, const char *s, size_t n);   /* id, new or old; 0: out of memory */
uint32_t q_map_find(const q_map *m, const char *s, size_t n); /* 0: not there */
uint32_t q_map_count(const q_map *m);

/* ---- file.c ---- */
/* Whole file, at most limit bytes, with a NUL after the end; free(). QUOTH_SYSTEM, QUOTH_LIMIT, QUOTH_MEMORY with the file named in e. */
int q_read_file(const char *path, size_t limit, char **bytes, size_t *size, quoth_error *e);

#endif
