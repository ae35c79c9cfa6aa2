#include "api/api.h"

enum { STEP = 256 };

int q_points_index(quoth_report *r) {
  uint32_t *at = q_alloc(r->arena, (r->length / STEP + 2) * sizeof *at);
  if (!at) return QUOTH_MEMORY;
  uint32_t count = 0;
  for (uint32_t b = 0; b < r->length; b += STEP) {
    at[b / STEP] = count;
    uint32_t n = r->length - b < STEP ? r->length - b : STEP;
    count += (uint32_t)q_utf8_count(r->text + b, n);
  }
  at[r->length / STEP + (r->length % STEP != 0)] = count;
  r->points = at;
  r->characters = count;
  return 0;
}

uint32_t quoth_points(const quoth_report *r, uint32_t byte) {
  if (byte > r->length) byte = r->length;
  if (!r->points) return (uint32_t)q_utf8_count(r->text, byte);
  uint32_t base = byte / STEP;
  return r->points[base] + (uint32_t)q_utf8_count(r->text + base * STEP, byte - base * STEP);
}
