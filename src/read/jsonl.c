/* One line of JSON -> an input. The strings belong to the parsed value, which lives until the next line. */
#include <stdlib.h>
#include <jansson.h>
#include "read/jsonl.h"
#include "read/inside.h"

/* Escapes of lone surrogates name no character: they become \ufffd in place. */
static void mend_surrogates(char *s, size_t n) {
  for (size_t i = 0; i + 5 < n; i++) {
    if (s[i] != '\\') continue;
    if (s[i + 1] != 'u') { i++; continue; }
    char hex[5] = { s[i + 2], s[i + 3], s[i + 4], s[i + 5], 0 };
    unsigned long c = strtoul(hex, NULL, 16), low = 0;
    if (c >= 0xd800 && c < 0xdc00 && i + 11 < n && s[i + 6] == '\\' && s[i + 7] == 'u') {
      char next[5] = { s[i + 8], s[i + 9], s[i + 10], s[i + 11], 0 };
      low = strtoul(next, NULL, 16);
    }
    if (low >= 0xdc00 && low < 0xe000) i += 11;
    else if (c >= 0xd800 && c < 0xe000) memcpy(s + i + 2, "fffd", 4), i += 5;
  }
}

static json_t *parse(q_arena *a, const char *line, size_t size, json_error_t *je, bool *memory) {
  const size_t flags = JSON_ALLOW_NUL;
  json_t *root = json_loadb(line, size, flags, je);
  if (root) return root;
  char *again;
  size_t length;
  if (q_read_utf8(a, line, size, &again, &length)) { *memory = true; return NULL; }
  mend_surrogates(again, length);
  json_error_t second;
  return json_loadb(again, length, flags, &second);
}

static const char *string(q_arena *a, const json_t *root, const char *key, const char *other) {
  const json_t *v = json_object_get(root, key);
  if (!v || json_is_null(v)) v = other ? json_object_get(root, other) : NULL;
  if (json_is_integer(v)) return q_printf(a, "%" JSON_INTEGER_FORMAT, json_integer_value(v));
  if (!json_is_string(v) || json_string_length(v) == 0 || json_string_length(v) > Q_META_LIMIT) return NULL;
  return json_string_value(v);
}

int q_jsonl(q_arena *a, const char *name, uint64_t record, const char *line, size_t size, const char *date_order, void **value, quoth_input *out, quoth_error *e) {
  json_error_t je = { 0 };
  bool memory = false;
  json_t *root = parse(a, line, size, &je, &memory);
  if (memory) return q_fail_at(e, QUOTH_MEMORY, name, record, 0, "%s: line %llu: out of memory", name, (unsigned long long)record);
  if (!root)
    return q_fail_at(e, QUOTH_DATA, name, record, (uint64_t)je.position, "%s: line %llu, byte %d: broken JSON: %s", name, (unsigned long long)record, je.position, je.text);
  *value = root;
  const json_t *text = json_object_get(root, "text");
  if (!json_is_object(root)) return q_fail_at(e, QUOTH_DATA, name, record, 0, "%s: line %llu: not a JSON object", name, (unsigned long long)record);
  if (!json_is_string(text)) return q_fail_at(e, QUOTH_DATA, name, record, 0, "%s: line %llu: no \"text\" (a string) in the object", name, (unsigned long long)record);
  if (json_string_length(text) == 0) return q_fail_at(e, QUOTH_DATA, name, record, 0, "%s: line %llu: the text is empty", name, (unsigned long long)record);
  if (json_string_length(text) > Q_REPORT_LIMIT)
    return q_fail_at(e, QUOTH_LIMIT, name, record, Q_REPORT_LIMIT, "%s: line %llu: the text is larger than the limit of %d MB", name, (unsigned long long)record, Q_REPORT_LIMIT >> 20);
  *out = (quoth_input){ .source = name, .bytes = json_string_value(text), .size = json_string_length(text), .format = "jsonl", .record = record, .date_order = date_order,
    .id = string(a, root, "id", NULL), .title = string(a, root, "title", NULL), .language = string(a, root, "language", NULL),
    .outlet = string(a, root, "outlet", "publisher"), .url = string(a, root, "url", NULL),
    .published = string(a, root, "published", "date"), .updated = string(a, root, "updated", NULL) };
  return 0;
}

void q_jsonl_free(void *value) { json_decref(value); }
