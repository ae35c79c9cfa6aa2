/* The spelling of enums in all output and in the case. */
#include "say/say.h"

static const char *const sections[] = { "headline", "body", "caption", "credit", "related", "furniture", "comment", NULL };
static const char *const credits[] = { "agency", "photo", "translation", "source", "byline", NULL };
static const char *const kinds[] = { "direct", "indirect", "mixed", NULL };
static const char *const forces[] = { "assert", "deny", "accuse", "demand", "ask", "promise", "praise", "think", NULL };
static const char *const actors[] = { "person", "organisation", "state", "group", "outlet", "unnamed", NULL };
static const char *const times[] = { "date", "time", "duration", "set", NULL };

const char *q_section_name(quoth_section_kind k) { return sections[k]; }
const char *q_credit_name(quoth_credit_kind k) { return credits[k]; }
const char *q_kind_name(quoth_kind k) { return kinds[k]; }
const char *q_force_name(quoth_force f) { return forces[f]; }
const char *q_actor_name(quoth_actor_kind k) { return actors[k]; }
const char *q_time_name(quoth_time_kind k) { return times[k]; }

static int place(const char *const *names, const char *s) {
  for (int i = 0; s && names[i]; i++)
    if (strcmp(names[i], s) == 0) return i;
  return -1;
}

int q_section_named(const char *s) { return place(sections, s); }
int q_credit_named(const char *s) { return place(credits, s); }
int q_kind_named(const char *s) { return place(kinds, s); }
int q_force_named(const char *s) { return place(forces, s); }
int q_actor_named(const char *s) { return place(actors, s); }
int q_time_named(const char *s) { return place(times, s); }
