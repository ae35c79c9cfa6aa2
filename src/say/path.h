/* path.h: inside say: how a word stands to a cue in the tree. */
#ifndef Q_SAY_PATH_H
#define Q_SAY_PATH_H
#include <stdint.h>

enum { Q_PATH_UNKNOWN, Q_PATH_OTHER_SENTENCE, Q_PATH_OTHER, Q_PATH_SELF, Q_PATH_HEAD, Q_PATH_ANCESTOR, Q_PATH_BELOW /* + relation of the cue's child */, Q_PATH_RELATIONS = 38,
       Q_PATH_BESIDE = Q_PATH_BELOW + Q_PATH_RELATIONS /* + relation of the child of the cue's head */, Q_PATHS = Q_PATH_BESIDE + Q_PATH_RELATIONS };
/* For rows from..to - 1 out[i] says how each stands to the row cue. head: row, -1 root, -2 not known; relation: 0 to 37. Exported for the fitting, which compiles path.c by itself. */
void q_say_paths(const int32_t *head, const int32_t *relation, const int32_t *sentence, int32_t from, int32_t to, int32_t cue, int32_t *out);
#endif
