/* pool: scratch that a thread takes while it works and gives back. */
#ifndef Q_POOL_H
#define Q_POOL_H
#include <pthread.h>
typedef struct q_pooled { struct q_pooled *next; } q_pooled; /* the first member of what is pooled */
typedef struct q_pool { pthread_mutex_t lock; q_pooled *idle; } q_pool;
void q_pool_open(q_pool *p);
void *q_pool_take(q_pool *p);                              /* NULL: none is idle, make one */
void q_pool_give(q_pool *p, void *item);                   /* NULL allowed */
void q_pool_close(q_pool *p, void (*release)(void *item)); /* none may be in use */
#endif
