/* key: what an actor is known by across reports and languages, and how two spellings of a name are held against each other. */
#ifndef Q_NAME_KEY_H
#define Q_NAME_KEY_H
#include "lang/lang.h"

/* quoth_actor.key: "kind:state:concepts:language:name". concepts: ids of concepts.txt, sorted, + between. name: of a person the name proper, else the words that are neither states
 * nor concepts, folded for search; "~" before it: described, not named. "@report" after it (added across reports): what one report calls so. */
typedef struct q_key { char kind; /* its first letter: p o s g u; t for outlet */ char iso[4]; const char *concepts, *language, *name; uint16_t concepts_size, language_size, name_size; bool described; } q_key;
bool q_key_parse(const char *key, q_key *out);      /* false: not of this form; points into key */
bool q_key_kind_concept(const q_key *k, const char *marks); /* some concept ends in one of marks ("!?"); "" asks for a body, which ends in none */
bool q_key_share(const q_key *a, const q_key *b, const char *marks);
/* Different fields of office ("defence." and "foreign."), or two states. */
bool q_key_clash(const q_key *a, const q_key *b);
/* May the two be one speaker, as far as the keys tell: for holding what they say against each other. */
bool q_key_fit(const char *a, const char *b);

/* spell.c. The sounds of a folded name, words divided by blanks, particles left out, doubled sounds once; returns the length. */
size_t q_spell(const q_lang *l, const char *name, size_t n, char *out, size_t room);
/* A sound that some scripts leave out, and consonants of one kind, for finding candidates: 0 for vowels, h, v, w, f. */
char q_spell_coarse(char sound);
/* How much two spelled words or names differ (100: one other consonant); abjad: vowels are left out in one of them. */
int q_spell_cost(const char *a, size_t n, const char *b, size_t m, bool abjad);
int q_spell_consonants(const char *s, size_t n);
/* Two spelled names of several words are one: word by word, or run together, or with middle names left out. strict: of one language; close: of one script. */
bool q_spell_same(const char *a, const char *b, bool abjad, bool close, bool strict);
#endif
