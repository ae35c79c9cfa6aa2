/* actors.h: what the files that find speakers share. mentions.c -> resolve.c -> speaker.c */
#ifndef Q_SAY_ACTORS_H
#define Q_SAY_ACTORS_H
#include "say/say.h"

typedef struct mention {
  quoth_span span;
  q_mention is;
  uint32_t sentence;
  int32_t statement;        /* whose source it is, -1 */
  int32_t actor;            /* set by resolve.c, -1 none */
  bool weak;                /* one capitalised word: may be a known actor, makes no new one */
} mention;
typedef Q_VEC(mention) mentions;

typedef struct actor {
  const char *name;         /* as written, fullest */
  const char *folded;       /* q_fold_search of the name proper (persons) or of the whole phrase */
  uint8_t kind, gender, plural;
  bool named, document;
  char iso[4];
  uint32_t role;            /* token of the role word, UINT32_MAX */
  uint32_t role_lemma;      /* its line in actors.txt + 1, 0 none */
  int32_t of;
  uint32_t first, end;      /* tokens of the mention that gave the name */
  q_concept concepts[6]; uint32_t concept_count; /* of all mentions of a person; see concepts.txt */
  uint32_t last_sentence;   /* of the latest mention */
  uint32_t last_source;     /* order number of the latest mention as a source, 0 never */
  Q_VEC(quoth_span) mentions;
} actor;

typedef struct cast {
  q_langs *langs;
  quoth_report *r;
  q_arena *a;               /* scratch */
  mentions all;
  Q_VEC(actor) actors;
  int32_t *of_statement;    /* mention that is the statement's source, -1 */
  uint32_t sources;         /* sources seen so far */
} cast;

const q_lang *q_cast_lang(const cast *c, uint32_t sentence);
uint32_t q_cast_token(const quoth_report *r, uint32_t byte);      /* first token that ends after byte */
uint32_t q_cast_sentence(const quoth_report *r, uint32_t token);
bool q_is_relative(const q_lang *l, const quoth_report *r, uint32_t token); /* "who", "which"; not WHO */
/* key.c */
void q_key_learn(const cast *c, actor *x, const mention *m); /* offices and bodies that the mention tells of */
const char *q_key_of(const cast *c, const actor *x);         /* see name/key.h; NULL: out of memory */
int q_mentions(cast *c);    /* fills all, in text order, and of_statement */
int q_resolve(cast *c);     /* fills actors and each mention's actor */
#endif
