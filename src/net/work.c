/* The kernel for this processor, and a thread's scratch memory. */
#include <stdlib.h>
#include "net/kernel.h"

const q_kernel *q_kernel_best(void) {
  const q_kernel *all[] = { q_kernel_vnni(), q_kernel_avx2(), q_kernel_neon() };
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) if (all[i]) return all[i];
  return q_kernel_c();
}

q_work *q_work_new(void) {
  q_work *w = calloc(1, sizeof *w);
  if (w) w->kernel = q_kernel_best();
  return w;
}

void q_work_free(q_work *w) {
  if (!w) return;
  free(w->run.at);
  free(w->score.at);
  free(w);
}

void *q_room_for(q_room *r, size_t size) {
  if (size <= r->size) return r->at;
  size = (size + size / 4 + 4095) & ~(size_t)4095;
  free(r->at);
  r->size = 0;
  r->at = aligned_alloc(64, size);
  if (r->at) r->size = size;
  return r->at;
}
