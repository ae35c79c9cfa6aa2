#include <stddef.h>
#include "base/pool.h"

void q_pool_open(q_pool *p) {
  p->idle = NULL;
  pthread_mutex_init(&p->lock, NULL);
}

void *q_pool_take(q_pool *p) {
  pthread_mutex_lock(&p->lock);
  q_pooled *x = p->idle;
  if (x) p->idle = x->next;
  pthread_mutex_unlock(&p->lock);
  return x;
}

void q_pool_give(q_pool *p, void *item) {
  q_pooled *x = item;
  if (!x) return;
  pthread_mutex_lock(&p->lock);
  x->next = p->idle;
  p->idle = x;
  pthread_mutex_unlock(&p->lock);
}

void q_pool_close(q_pool *p, void (*release)(void *item)) {
  for (void *x; (x = q_pool_take(p)) != NULL;) release(x);
  pthread_mutex_destroy(&p->lock);
}
