#include "view/view.h"

static const char *const sections[] = { "headline", "body", "caption", "credit", "related", "furniture", "comment" };
static const char *const credits[] = { "agency", "photo", "translation", "source", "byline" };
static const char *const kinds[] = { "direct", "indirect", "mixed" };
static const char *const forces[] = { "assert", "deny", "accuse", "demand", "ask", "promise", "praise", "think" };
static const char *const actors[] = { "person", "organisation", "state", "group", "outlet", "unnamed" };

const char *q_section_name(quoth_section_kind k) { return sections[k]; }
const char *q_credit_name(quoth_credit_kind k) { return credits[k]; }
const char *q_kind_name(quoth_kind k) { return kinds[k]; }
const char *q_force_name(quoth_force f) { return forces[f]; }
const char *q_actor_name(quoth_actor_kind k) { return actors[k]; }
