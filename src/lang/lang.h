/* lang: the folders lang/<code>/ in memory, and which language a text is in. See lang/README.md for the files. */
#ifndef Q_LANG_H
#define Q_LANG_H
#include "base/base.h"

enum { /* what a word can be; bits of q_word.classes */
  Q_W_ARTICLE = 1 << 0, Q_W_PREPOSITION = 1 << 1, Q_W_CONJUNCTION = 1 << 2, Q_W_COMPLEMENTISER = 1 << 3, Q_W_QUESTION = 1 << 4, Q_W_RELATIVE = 1 << 5,
  Q_W_NEGATION = 1 << 6, Q_W_AUXILIARY = 1 << 7, Q_W_MODAL = 1 << 8, Q_W_ADVERB = 1 << 9, Q_W_POSSESSIVE = 1 << 10, Q_W_DEMONSTRATIVE = 1 << 11,
  Q_W_QUANTIFIER = 1 << 12, Q_W_PRONOUN = 1 << 13, Q_W_CUE = 1 << 14, Q_W_ACTOR = 1 << 15, Q_W_STATE = 1 << 16, Q_W_MONTH = 1 << 17, Q_W_WEEKDAY = 1 << 18,
  Q_W_DAY = 1 << 19, Q_W_DAYPART = 1 << 20, Q_W_NUMBER = 1 << 21, Q_W_APPROXIMATE = 1 << 22, Q_W_ABBREVIATION = 1 << 23, Q_W_MALE = 1 << 24, Q_W_FEMALE = 1 << 25,
  Q_W_STOP = 1 << 26, Q_W_BEGINS = 1 << 27, /* begins a form of several words: ask q_lang_phrase */
  Q_W_PASSIVE = 1 << 28, /* auxiliary that with a participle makes a passive */ Q_W_GENITIVE = 1 << 29, /* hangs a noun on the noun before: of, de, der */
  Q_W_AGENT = 1 << 30, /* introduces who does it in a passive: by, par, von */
  Q_W_COORDINATOR = INT32_MIN /* conjunction that joins equals: and, or, but (the last bit) */ };

enum { Q_F_INF = 1, Q_F_FIN = 2, Q_F_PART = 4, Q_F_GER = 8 };                    /* verb form tags */
enum { Q_FR_THAT = 1, Q_FR_QUOTE = 2, Q_FR_NP = 4, Q_FR_TO = 8, Q_FR_OBJ = 16, Q_FR_ASK = 32, Q_FR_PREP = 64, Q_FR_ADDR = 128 };
enum { Q_O_WEAK = 1, Q_O_NEG = 2, Q_O_NOONE = 4, Q_O_GENITIVE = 8, Q_O_OWN = 16, Q_O_POST = 32 };
enum { Q_CUE_VERB, Q_CUE_NOUN, Q_CUE_PREP };

typedef struct q_cue {            /* one reading of a form as a cue */
  uint8_t kind, forms, force, options; /* Q_CUE_*, Q_F_*, quoth_force, Q_O_* */
  uint16_t frames;
  const char *obj;                /* what introduces the complement of obj:, "" when nothing must; comma-separated alternatives; NULL without the frame */
  const char *prep;               /* prepositions, comma-separated, or NULL */
  const char *addr;               /* preposition or "dat" of the addressee, "" = direct object, or NULL */
  const char *sep, *with;         /* separable particle; fixed words right after; or NULL */
  uint32_t lemma;                 /* line of cues.txt: forms of one entry share it */
} q_cue;
enum { Q_A_PERSON, Q_A_TITLE, Q_A_ORGANISATION, Q_A_STATE, Q_A_GROUP, Q_A_OUTLET, Q_A_DOCUMENT, Q_A_UNNAMED };
enum { Q_G_M = 1, Q_G_F = 2, Q_G_N = 4 };
typedef struct q_actor_word { uint8_t kind, gender, voice, plural; uint32_t lemma; } q_actor_word;
enum { Q_S_NAME, Q_S_ADJECTIVE, Q_S_PEOPLE, Q_S_SEAT };
typedef struct q_state_word { char iso[4]; uint8_t part; } q_state_word;
enum { Q_P_SUBJ = 1, Q_P_OBJ = 2, Q_P_POSS = 4, Q_P_REFL = 8 };
typedef struct q_pronoun { uint8_t person, plural, gender, cases; } q_pronoun;

/* times.txt. Classes of words that rules of time are made of: those below, then the language's own from Q_T_OWN on; Q_T_N to Q_T_NUMERIC are read from digits and number words. */
enum { Q_T_MONTH, Q_T_WEEKDAY, Q_T_DAY, Q_T_UNIT, Q_T_DAYTIME, Q_T_SEASON, Q_T_ORDINAL, Q_T_N, Q_T_YEAR, Q_T_DOM /* day of a month */, Q_T_CLOCK, Q_T_DECADE, Q_T_NUMERIC /* 9.6.2017 */,
       Q_T_SIGN, Q_T_PHRASE /* begins a form of several words */, Q_T_FUTURE /* tells that what is said lies ahead */, Q_T_SUFFIX /* after a day in digits: th, er */, Q_T_OWN };
enum { Q_TO_DATE, Q_TO_SHIFT, Q_TO_FOR, Q_TO_EACH, Q_TO_DECADE, Q_TO_CENTURY, Q_TO_QUARTER /* the quarter that the report spoke of last */, Q_TO_GIVEN, Q_TO_NONE };
typedef struct q_time_word { uint16_t class; bool capital /* only where written with a capital */; int16_t value /* number, or two letters of a code */; } q_time_word;
typedef struct q_time_part { uint16_t class; char sign; bool optional, context /* beside the expression */; } q_time_part;
typedef struct q_time_rule {
  const q_time_part *parts;
  uint8_t count, op;              /* Q_TO_* */
  int8_t by;                      /* how far to shift; or the direction: -1, +1, 0 this one, Q_TIME_NEAREST */
  bool by_number;                 /* by is the sign of the number found */
  bool pm, set, vague;
  int16_t unit;                   /* two letters; 0: the one found */
  const char *given;              /* the value itself */
} q_time_rule;
enum { Q_TIME_NEAREST = 100 };
/* concepts.txt: an office, body or field by the id that all languages share. Its last letter says what it is: ! an office that one holds, ? a role of many, . a field, # a name;
 * "=XX" the state it belongs to, "-" a word that says nothing; else a body. */
typedef const char *q_concept;
/* sounds.txt: letters, folded for search, and how they sound; begins, ends: only there in a word. */
typedef struct q_sound { const char *letters, *sound; uint8_t size; bool begins, ends; } q_sound;

typedef struct q_word {           /* all readings of one folded form */
  const q_cue *cues;
  const q_actor_word *actors;
  const q_state_word *states;
  const q_pronoun *pronouns;
  const q_time_word *times;
  const q_concept *concepts;
  int64_t number;                 /* value of a number word; month 1-12, weekday 1-7, day offset for those classes */
  uint32_t classes;
  uint16_t cue_count, actor_count, state_count, pronoun_count, time_count, concept_count;
  char approximate[3];            /* "~" ">=" ">" "<=" "<"; ".." between the ends of a range, "of" before what a number counts, "%" a share; "+" a number word that says at least so many (dozens) */
} q_word;

typedef struct q_label { uint8_t kind; bool anywhere; const char *pattern; size_t size; } q_label; /* pattern is folded */
enum { Q_L_RELATED, Q_L_CAPTION, Q_L_PHOTO, Q_L_TRANSLATION, Q_L_SOURCE, Q_L_PUBLISHED, Q_L_UPDATED, Q_L_BYLINE, Q_L_FURNITURE, Q_L_COMMENT, Q_L_AGENCY };
typedef struct q_quote_pair { uint32_t open, close; } q_quote_pair;

typedef struct q_lang {
  const char *code, *name, *script;
  bool bare_clauses, comma_clauses; /* a clause may follow a cue without complementiser: at once, after a comma */
  bool verb_second, verb_first;   /* where the verb of a main clause stands, if not after its subject */
  const char *as_words;           /* comma-separated: "as" in "P, as X said"; "" none */
  const char *infinitive_marks;   /* words before an infinitive, comma-separated; "" none */
  const char *infinitive_endings; /* where an infinitive may stand without such a word: its endings; "" none */
  const char *noun_links;         /* prepositions that hang a noun phrase on a noun in a source, comma-separated; "" any */
  const char *genitive_endings, *nominative_endings, *dative_endings; /* of nouns, where cases tell how they hang together; "" none */
  bool pro_drop;
  const char *proclitics;         /* folded letters without blanks, "" none */
  const char *const *elisions; uint32_t elision_count;      /* "l'", "qu'" ... folded, longest first */
  const char *const *clitics; uint32_t clitic_count;        /* "n't", "-t-il" ...: tokens of their own at the end of a word; longest first */
  bool split_hyphens;             /* "cease-fire" is three tokens */
  bool ordinal_stop;              /* a stop after digits makes an ordinal ("am 8. Juni") */
  bool compound_numbers;          /* "zweihundertfünfzig" is one word */
  bool capital_nouns;             /* nouns are written with a capital: a capital says little about a sentence's beginning */
  bool things_gendered;           /* he and she are said of things too: le ministère, il */
  const q_quote_pair *quotes; uint32_t quote_count;
  uint32_t decimal, thousands;
  const q_label *labels; uint32_t label_count;
  const q_time_rule *times; uint32_t time_count;            /* in the order of times.txt */
  const uint16_t *time_starts; const uint32_t *time_first;  /* rules that may begin with a word of class c: time_starts[time_first[c]] up to time_first[c + 1] */
  bool day_first, month_first;    /* how a date in digits is read where both are possible */
  const char *const *endings; uint32_t ending_count;        /* longest first */
  const char *const *stops; uint32_t stop_count;
  const q_sound *sounds; uint32_t sound_count;              /* longest letters first */
  const char *const *particles; uint32_t particle_count;    /* words of names that are often left out: al, van; folded for search */
  void *inside;                   /* tables of lang.c */
} q_lang;

typedef struct q_langs q_langs;
/* dir holds <code>/language.txt; ../models, where it exists, language.qm. Opens quickly: a language's words are loaded at its first use (thread-safe). */
int q_langs_open(const char *dir, q_langs **out, quoth_error *e);
void q_langs_close(q_langs *l);
/* Loads every language afresh and adds a line "file:line: what" for each malformed line of any list; returns how many, or a negative status. A language
 * with malformed lines still loads, without them. */
int q_langs_verify(const q_langs *l, q_buf *problems, quoth_error *e);
const q_lang *q_langs_get(q_langs *l, const char *code);    /* loaded; NULL if there is no such folder */
uint32_t q_langs_count(const q_langs *l);
const char *q_langs_code(const q_langs *l, uint32_t i);
/* Folded form -> word id (from 1), 0 unknown. Tries the whole form, then without proclitics: *skip is then the length in bytes (of the folded form) left out. */
uint32_t q_lang_find(const q_lang *l, const char *folded, size_t n, unsigned *skip);
const q_word *q_lang_word(const q_lang *l, uint32_t id);    /* id 0: a word with no classes */
/* Longest form of several words that begins here: words joined by one blank, folded. Returns how many words it took (0 none) and its id. */
uint32_t q_lang_phrase(const q_lang *l, const char *const *folded, const size_t *sizes, uint32_t count, uint32_t *id);
/* Tokens t, t + 1, ... of the report, folded, as q_lang_phrase wants them: before token end, most of them (at most 8) at most; one of more than longest bytes (at most 88) ends them. */
typedef struct q_folded { char text[8][96]; const char *at[8]; size_t size[8]; uint32_t count; } q_folded;
void q_fold_tokens(const quoth_report *r, uint32_t t, uint32_t end, uint32_t most, uint32_t longest, q_folded *out);
/* How the lexicon and src/parse cut a folded word without blanks: length of its first token ("l'homme": 2, "didn't": 3, "cease-fire": 5 where hyphens split). */
size_t q_lang_piece(const q_lang *l, const char *folded, size_t n);
/* multiword.txt: the syntactic words that a written token stands for, folded and divided by a blank, into out; how many, 0 if it is a word itself. before: the folded token before
 * it in the sentence, "" if none; name: a capital inside a sentence. */
uint32_t q_lang_words(const q_lang *l, const char *folded, size_t n, const char *before, size_t before_size, uint32_t before_classes, bool name, char *out, size_t room);
/* Whether a token glued to the word before makes one written token with it ("n't", "'s"). */
bool q_lang_joins(const q_lang *l, const char *folded, size_t n, const char *before, size_t before_size);
typedef struct q_glued {            /* clitics that may be glued to a word, as written */
  const char **before; uint8_t *slot; uint32_t before_count; /* at most one of each slot, slots in order */
  const char **after; uint32_t after_count;
} q_glued;
const q_glued *q_lang_glued(const q_lang *l); /* NULL: the language has none */
size_t q_lang_stem(const q_lang *l, const char *folded, size_t n); /* length of the stem */

/* agencies.txt: canonical name for an alias (folded), NULL if it is none. */
const char *q_langs_agency(const q_langs *l, const char *s, size_t n);

/* ident.c. Which language a text or passage of any length is in, by models/language.qm: "en" ..., "other" (a language that the model was not fitted to tell), or "und"
 * (nothing speaks: no words, or too few that tell). *sureness: 0 to 1, near 1 from a short sentence on. The string lives as long as l. */
const char *q_langs_identify(const q_langs *l, const char *text, size_t n, float *sureness);
#endif
