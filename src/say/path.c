#include "say/path.h"

enum { DEEP = 64 };

static int32_t one(const int32_t *head, const int32_t *relation, int32_t cue, int32_t row) {
  int32_t at = row, above = head[cue];
  if (row == cue) return Q_PATH_SELF;
  if (row == above) return Q_PATH_HEAD;
  for (int i = 0; i < DEEP && at >= 0; i++) {
    int32_t on = head[at];
    if (on == cue) return Q_PATH_BELOW + relation[at];
    if (on >= 0 && on == above) return Q_PATH_BESIDE + relation[at];
    at = on;
  }
  at = above;
  for (int i = 0; i < DEEP && at >= 0; i++, at = head[at]) if (at == row) return Q_PATH_ANCESTOR;
  return Q_PATH_OTHER;
}

void q_say_paths(const int32_t *head, const int32_t *relation, const int32_t *sentence, int32_t from, int32_t to, int32_t cue, int32_t *out) {
  for (int32_t i = from; i < to; i++)
    *out++ = sentence[i] != sentence[cue] ? Q_PATH_OTHER_SENTENCE : head[cue] == -2 || head[i] == -2 ? Q_PATH_UNKNOWN : one(head, relation, cue, i);
}
