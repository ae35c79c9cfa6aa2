/* actors.h: what the files that find who is who across reports share. actors.c -> joins.c -> family.c */
#ifndef Q_LINK_ACTORS_H
#define Q_LINK_ACTORS_H
#include "link/inside.h"
#include "name/key.h"

typedef struct node {       /* one way of naming somebody */
  const char *key;          /* with "@report" where it means somebody in one report only */
  q_key k;
  const char *name;         /* as written: the shortest, the first of equals */
  const char *spelled;      /* sounds of the name; "" none */
  uint32_t first, count;    /* among the actors of reports */
  uint32_t reports;
  uint32_t up;              /* towards the root of its actor */
  uint8_t kind;
  bool local, full;         /* of one report only; a person's name of several words, not all of them given names */
} node;

typedef struct people {
  q_linker *l;
  q_arena *a;
  q_named *named; uint32_t named_count;
  node *nodes; uint32_t count;
  q_fix *fixes; uint32_t fix_count;
  Q_VEC(q_joined) joins;
  Q_VEC(uint32_t) cuts;     /* three a cut: fix, node, node: what a person took apart */
} people;

/* Names under what they may have in common. */
typedef struct tag { const char *group; uint32_t node; } tag;
typedef Q_VEC(tag) tags;
int q_tag(people *p, tags *v, const char *group, uint32_t node); /* group NULL: out of memory */
void q_tags_sort(tags *v);                                     /* by group, then node */
uint32_t q_tags_first(const tag *v, uint32_t count, const char *group); /* of sorted ones: the first that is not before group */

uint32_t q_people_root(people *p, uint32_t i);
/* One actor from now on, unless a person took them apart after fix (0: by rule). */
int q_people_join(people *p, uint32_t i, uint32_t j, const char *why, int64_t fix);
bool q_people_abjad(const node *n);
/* joins.c: rules in order of sureness; family.c: bare family names, offices */
int q_people_names(people *p);
int q_people_families(people *p);
#endif
