#include <stdarg.h>
#include "base/base.h"

static int fill(quoth_error *e, int status, const char *file, uint64_t record, uint64_t byte, const char *format, va_list args) {
  if (!e) return status;
  e->status = status;
  e->record = record;
  e->byte = byte;
  snprintf(e->file, sizeof e->file, "%s", file ? file : "");
  vsnprintf(e->message, sizeof e->message, format, args);
  for (char *p = e->message; *p; p++)
    if ((unsigned char)*p < ' ') *p = ' ';
  return status;
}

int q_fail(quoth_error *e, int status, const char *format, ...) {
  va_list args;
  va_start(args, format);
  fill(e, status, NULL, 0, 0, format, args);
  va_end(args);
  return status;
}

int q_fail_at(quoth_error *e, int status, const char *file, uint64_t record, uint64_t byte, const char *format, ...) {
  va_list args;
  va_start(args, format);
  fill(e, status, file, record, byte, format, args);
  va_end(args);
  return status;
}
