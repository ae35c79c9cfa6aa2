#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include "api/flow.h"

enum { MOST_THREADS = 256, ROOM = 6 /* jobs a thread */ , AFLOAT = 32 << 20 /* bytes of input on the way */, PAUSE = 200 /* ms */ };

/* A ring of jobs: written <= taken <= read <= written + size. Each job belongs to the thread whose counter has not passed it. */
typedef struct ring {
  const q_flow *f;
  q_job *jobs;
  uint64_t size, read, taken, written;
  size_t afloat;
  bool ended, abandoned;
  int fatal;                /* what ended the reading, if it was no end */
  quoth_error why;
  pthread_mutex_t lock;
  pthread_cond_t filled, done, room;
} ring;

static bool stopped(const q_flow *f) { return f->stop && *f->stop; }

/* ---- the reader ---- */

static bool copy_input(q_job *job) {
  quoth_input *in = &job->input;
  const char **strings[] = { &in->source, &in->format, &in->id, &in->title, &in->language, &in->outlet, &in->published, &in->updated, &in->url, &in->date_order };
  size_t need = in->size + 1;
  for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) need += *strings[i] ? strlen(*strings[i]) + 1 : 0;
  char *at = job->block = malloc(need);
  if (!at) return false;
  if (in->size) memcpy(at, in->bytes, in->size);
  at[in->size] = 0;
  in->bytes = at;
  at += in->size + 1;
  for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
    if (!*strings[i]) continue;
    size_t n = strlen(*strings[i]) + 1;
    *strings[i] = memcpy(at, *strings[i], n);
    at += n;
  }
  return true;
}

static void *reader(void *argument) {
  ring *r = argument;
  const q_flow *f = r->f;
  for (bool more = true; more;) {
    pthread_mutex_lock(&r->lock);
    while (!r->abandoned && (r->read - r->written >= r->size || (r->afloat > AFLOAT && r->read != r->written))) pthread_cond_wait(&r->room, &r->lock);
    bool end = r->abandoned || stopped(f);
    q_job *job = &r->jobs[r->read % r->size];
    pthread_mutex_unlock(&r->lock);
    bool fatal = false;
    int got = QUOTH_NOTHING;
    if (!end) {
      *job = (q_job){0};
      got = f->next(f->from, job, &fatal);
      if (got < 0) job->input = (quoth_input){0};
      fatal = fatal && got < 0;
      job->status = got;
      if (!got && !copy_input(job)) { fatal = true; got = q_fail(&job->error, QUOTH_MEMORY, "out of memory"); }
    }
    pthread_mutex_lock(&r->lock);
    more = got != QUOTH_NOTHING && !fatal;
    if (more) { r->read++; r->afloat += job->input.size; }
    if (fatal) { r->fatal = got; r->why = job->error; }
    r->ended = !more;
    pthread_cond_broadcast(&r->filled);
    pthread_cond_signal(&r->done);
    pthread_mutex_unlock(&r->lock);
  }
  return NULL;
}

/* ---- the workers ---- */

/* A text as the case keeps it comes out of reading as it went in; should a rule of decoding ever change that, it is taken as text that is UTF-8 already. */
static int read_kept(const quoth *q, q_job *job) {
  const char *format = job->input.format;
  int status = quoth_read(q, &job->input, &job->report, &job->error);
  if (!status && job->report->length == job->input.size && memcmp(job->report->text, job->input.bytes, job->input.size) == 0) return 0;
  if (strcmp(format, "text") != 0) return status ? status : q_fail(&job->error, QUOTH_DATA, "the kept text of %s would change", job->input.source);
  quoth_report_free(job->report);
  job->report = NULL;
  quoth_input again = job->input;
  again.format = "jsonl";
  status = quoth_read(q, &again, &job->report, &job->error);
  if (!status && !(job->report->format = q_strdup(job->report->arena, format))) status = q_fail(&job->error, QUOTH_MEMORY, "out of memory");
  return status;
}

static void analyse(const q_flow *f, q_job *job) {
  if (job->status) return;
  job->status = f->make ? f->make(f->q, job) : f->kept ? read_kept(f->q, job) : quoth_read(f->q, &job->input, &job->report, &job->error);
  if (!job->status && !f->make && q_fingerprint(f->q->langs, job->report, job->report->arena, &job->prints)) job->status = q_fail(&job->error, QUOTH_MEMORY, "out of memory");
  if (!job->status) return;
  if (!job->error.file[0]) snprintf(job->error.file, sizeof job->error.file, "%s", job->input.source);
  if (!job->error.record) job->error.record = job->input.record;
}

static void *worker(void *argument) {
  ring *r = argument;
  pthread_mutex_lock(&r->lock);
  for (;;) {
    while (r->taken == r->read && !r->ended && !r->abandoned) pthread_cond_wait(&r->filled, &r->lock);
    if (r->taken == r->read || r->abandoned) break;
    q_job *job = &r->jobs[r->taken++ % r->size];
    pthread_mutex_unlock(&r->lock);
    analyse(r->f, job);
    pthread_mutex_lock(&r->lock);
    job->done = true;
    pthread_cond_signal(&r->done);
  }
  pthread_mutex_unlock(&r->lock);
  return NULL;
}

/* ---- the writer ---- */

static void drop(q_job *job) {
  quoth_report_free(job->report);
  free(job->block);
  *job = (q_job){0};
}

static bool wait_a_while(ring *r) {
  struct timespec until;
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_nsec += PAUSE * 1000000L;
  until.tv_sec += until.tv_nsec / 1000000000L;
  until.tv_nsec %= 1000000000L;
  return pthread_cond_timedwait(&r->done, &r->lock, &until) != ETIMEDOUT;
}

static int write_all(ring *r, quoth_error *e) {
  const q_flow *f = r->f;
  int status = 0;
  while (!status) {
    pthread_mutex_lock(&r->lock);
    bool came = true;
    while (came && !(r->written < r->taken && r->jobs[r->written % r->size].done) && !(r->ended && r->written == r->read)) came = wait_a_while(r);
    q_job *job = r->written < r->taken && r->jobs[r->written % r->size].done ? &r->jobs[r->written % r->size] : NULL;
    bool end = !job && r->ended && r->written == r->read;
    pthread_mutex_unlock(&r->lock);
    if (end) break;
    if (!job) { status = f->idle(f->to, e); continue; }
    status = f->take(f->to, job, e);
    size_t size = job->input.size;
    drop(job);
    pthread_mutex_lock(&r->lock);
    r->written++;
    r->afloat -= size;
    pthread_cond_signal(&r->room);
    pthread_mutex_unlock(&r->lock);
  }
  return status;
}

static int thread_count(int wanted) {
  long n = wanted > 0 ? wanted : sysconf(_SC_NPROCESSORS_ONLN);
  return n < 1 ? 1 : n > MOST_THREADS ? MOST_THREADS : (int)n;
}

int q_flow_run(const q_flow *f, quoth_error *e) {
  int threads = thread_count(f->threads), started = 0;
  pthread_t ids[MOST_THREADS + 1];
  ring r = { .f = f, .size = (uint64_t)threads * ROOM, .lock = PTHREAD_MUTEX_INITIALIZER, .filled = PTHREAD_COND_INITIALIZER, .done = PTHREAD_COND_INITIALIZER, .room = PTHREAD_COND_INITIALIZER };
  if (!(r.jobs = calloc(r.size, sizeof *r.jobs))) return q_fail(e, QUOTH_MEMORY, "out of memory");
  int status = 0;
  for (; started <= threads && !status; started += status == 0)
    if (pthread_create(&ids[started], NULL, started ? worker : reader, &r)) status = q_fail(e, QUOTH_SYSTEM, "no more threads: %s", strerror(errno));
  if (!status) status = write_all(&r, e);
  pthread_mutex_lock(&r.lock);
  r.abandoned = true;
  pthread_cond_broadcast(&r.filled);
  pthread_cond_broadcast(&r.room);
  pthread_mutex_unlock(&r.lock);
  while (started > 0) pthread_join(ids[--started], NULL);
  for (uint64_t i = 0; i < r.size; i++) drop(&r.jobs[i]);
  free(r.jobs);
  if (!status && r.fatal) { status = r.fatal; if (e) *e = r.why; }
  if (!status && stopped(f)) status = q_fail(e, QUOTH_STOPPED, "interrupted; what was read is stored");
  return status;
}
