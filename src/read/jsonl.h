/* One line of JSON lines. */
#ifndef Q_READ_JSONL_H
#define Q_READ_JSONL_H
#include "base/base.h"
/* Fills out; its strings live in *value and the arena. *value (may be set on failure too) is freed with q_jsonl_free. */
int q_jsonl(q_arena *a, const char *name, uint64_t record, const char *line, size_t size, const char *date_order, void **value, quoth_input *out, quoth_error *e);
void q_jsonl_free(void *value);
#endif
