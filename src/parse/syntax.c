/* Words -> tags, features, lemmas, trees, where a network is there. */
#include "parse/syntax.h"

int q_core_open(const char *dir, q_core **out, quoth_error *e) {
  (void)dir;
  (void)e;
  *out = NULL;
  return QUOTH_NOTHING;
}

void q_core_close(q_core *core) { (void)core; }

int q_syntax(const q_core *core, q_langs *langs, quoth_report *r, quoth_error *e) {
  (void)core;
  (void)langs;
  (void)r;
  (void)e;
  return 0;
}
