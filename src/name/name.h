/* name: tokens -> quantities (numbers with what they count), times and mentions of actors. */
#ifndef Q_NAME_H
#define Q_NAME_H
#include "parse/parse.h"
/* A noun phrase that can be an actor. head: token index of the word that says what it is (role noun, name); tokens from first, end exclusive. */
typedef struct q_mention {
  uint32_t first, end, head;
  uint8_t kind;             /* quoth_actor_kind; QUOTH_UNNAMED for "a source" */
  uint8_t gender, plural;   /* Q_G_*; 0 unknown */
  bool pronoun, named, document, definite;
  char iso[4];              /* state it is or belongs to ("the Russian ministry" -> RU), "" unknown */
  uint32_t name_first, name_end; /* the proper name inside it, empty if none */
  uint32_t role;            /* token of the role noun, UINT32_MAX none */
} q_mention;
/* phrase.c. What a punctuation token is: one of , . : ; - ( ) " or x for any other, 0 for a word. */
char q_sign(const quoth_report *r, uint32_t t);
/* End of the noun phrase that begins at token first (first if none does), before limit; links: how many prepositions may hang on it besides genitives. */
uint32_t q_phrase_end(const q_lang *l, const quoth_report *r, uint32_t first, uint32_t limit, unsigned links);
/* The token is marked as an indefinite accusative, which no subject is. */
bool q_phrase_accusative(const quoth_report *r, uint32_t t);
/* Where verbs stand first: begin of the object in the chain b..e of a subject and an object; e if it is the subject alone. */
uint32_t q_phrase_object(const q_lang *l, const quoth_report *r, uint32_t b, uint32_t e);
/* The folded token ends as one of the comma-separated endings, with more before it. */
bool q_phrase_ends(const quoth_report *r, uint32_t t, const char *endings);
/* Begin of the noun phrase that ends before token end and stands as the subject of a clause (end if none does), not before floor. */
uint32_t q_phrase_begin(const q_lang *l, const quoth_report *r, uint32_t end, uint32_t floor);
/* The same, but the shortest phrase: where one clause runs into the next without a comma. */
uint32_t q_phrase_short(const q_lang *l, const quoth_report *r, uint32_t end, uint32_t floor);
/* The maximal noun phrase around token t, within its sentence; false if none stands there. */
bool q_name_phrase(const q_lang *l, const quoth_report *r, uint32_t t, q_mention *out);
/* Classifies the noun phrase first..end (a statement's source). */
void q_name_describe(const q_lang *l, const quoth_report *r, uint32_t first, uint32_t end, q_mention *out);
int q_quantities(q_langs *langs, quoth_report *r, quoth_error *e);   /* fills r->quantities */
int q_times(q_langs *langs, quoth_report *r, quoth_error *e);        /* time.c: fills r->times, as seen from r->published */
#endif
