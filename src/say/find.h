/* find.h: inside say: how statements are found by rule. Everything here works on token ranges of one report; spans are made at the end. */
#ifndef Q_SAY_FIND_H
#define Q_SAY_FIND_H
#include "say/say.h"

typedef struct q_range { uint32_t b, e; } q_range;             /* tokens, end exclusive; empty: b >= e */
enum { Q_PIECES = 4 };
typedef struct q_pieces { q_range at[Q_PIECES]; uint8_t count; } q_pieces;

/* How a statement was found; confidence.c knows how often each is right. */
typedef enum q_rule {
  Q_R_QUOTE_AFTER, Q_R_QUOTE_BEFORE, Q_R_COLON, Q_R_THAT, Q_R_BARE, Q_R_ASK, Q_R_TO, Q_R_OBJ, Q_R_PREP, Q_R_NP, Q_R_FRONT, Q_R_FRONT_BARE, Q_R_ACCORDING,
  Q_R_NOUN_THAT, Q_R_NOUN_TO, Q_R_NOUN_PREP, Q_R_NOUN_QUOTE, Q_R_PASSIVE_THAT, Q_R_PASSIVE_OBJ, Q_R_PASSIVE_NP, Q_R_GROUND /* "on suspicion of P" */, Q_R_HEADLINE, Q_R_CHAIN, Q_R_NETWORK, Q_RULES
} q_rule;

typedef struct q_found {
  q_pieces content, cue, source, addressee;
  uint8_t rule, force, negated, depth;
  uint32_t head;                    /* token of the cue, or of the content's first token */
  bool weak, infinitive, gerund;
  float sure;                       /* of the network; 0: confidence.c knows */
} q_found;

/* A token as the rules see it. */
typedef struct q_atom {
  const q_word *w;
  uint32_t quote_end;               /* at the first token of a quotation: the token after it, else 0 */
  uint32_t quote_begin;             /* at the last token of a quotation: its first token + 1, else 0 */
  char sign;
  uint8_t depth;                    /* in how many quotations */
  bool taken;                       /* belongs to a cue already */
  bool phrase_known; uint8_t phrase_words; const q_word *phrase; /* form of several words that begins here, looked up once */
} q_atom;

typedef struct q_finder {
  quoth_report *r;
  const q_lang *l;
  q_arena *a;                       /* scratch */
  q_atom *k;                        /* parallel to r->tokens */
  quoth_section_kind in;
  Q_VEC(q_found) found;
} q_finder;

/* Where a cue may look for its parts: a run of sentences that quotations hold together, or a sentence inside a quotation. */
typedef struct q_region { uint32_t b, e; uint8_t depth; uint32_t first_found; } q_region;

/* A cue in its place: its verb group or words. */
typedef struct q_candidate {
  const q_cue *c;
  uint32_t b, e;                    /* contiguous cue words, auxiliaries and negation beside it included */
  uint32_t head, left;              /* the word itself; where the verb group begins, auxiliaries and adverbs included */
  uint32_t particle;                /* separable particle, UINT32_MAX none */
  q_range inverted;                 /* subject pronoun between auxiliary and participle */
  bool passive, negated, modal, perfect, infinitive, gerund, participle, adjective;
} q_candidate;

/* ---- statements.c: all that the rules find; f has r and a ---- */
int q_find_by_rule(q_finder *f, q_langs *langs);

/* ---- cue.c ---- */
/* Runs all cues of the region, in order. */
int q_find_region(q_finder *f, q_region z);
/* Words of a form of several words at t, as a cue; 0 none. */
uint32_t q_cue_phrase(q_finder *f, uint32_t t, uint32_t limit, const q_word **w);
/* A finite cue verb that can take a clause or quotation stands at t. */
bool q_says(const q_finder *f, uint32_t t, unsigned forms);

/* ---- verb.c, noun.c: what a cue in its place says; content stays empty if nothing ---- */
void q_verb_cue(q_finder *f, q_region z, q_candidate *c, q_found *s);
void q_noun_cue(q_finder *f, q_region z, q_candidate *c, q_found *s);
void q_preposition_cue(q_finder *f, q_region z, q_candidate *c, q_found *s);

/* ---- content.c ---- */
uint32_t q_skip_time(const q_finder *f, q_region z, uint32_t t);   /* past adverbs and words of time */
bool q_has_verb(const q_finder *f, uint32_t b, uint32_t e);     /* an auxiliary, a modal or a verb of saying is among the tokens */
/* Content to the right of the cue, from token `from`; fills content and addressee, and *between: what stands before it (a subject after the verb). */
bool q_content_after(q_finder *f, q_region z, const q_candidate *c, uint32_t from, q_found *s, q_range *between);
/* End of a clause that begins at `from`. nominal: a noun phrase or infinitive, which a comma ends. */
uint32_t q_clause_end(const q_finder *f, q_region z, uint32_t from, bool nominal);
bool q_in_list(const q_finder *f, uint32_t t, const char *list); /* the token's folded form is one of the comma-separated words */

/* ---- source.c ---- */
q_range q_source_before(const q_finder *f, q_region z, uint32_t end);
q_range q_source_after(const q_finder *f, q_region z, uint32_t from);
bool q_speaks(const q_finder *f, q_range s);                    /* has a name, an actor noun or a pronoun in it */

/* ---- others ---- */
int q_find_headline(q_finder *f, q_region z);                   /* headline.c: "X: P", "P - X" */
int q_find_chains(q_finder *f, uint32_t b, uint32_t e);         /* chain.c: quotations without a cue */
int q_assemble(q_finder *f, quoth_error *e);                    /* assemble.c */
double q_confidence(const q_found *s);                          /* confidence.c */

static inline bool q_word_at(const q_finder *f, uint32_t t, uint32_t classes) { return (f->k[t].w->classes & classes) != 0; }
/* "'s", "’re": a clitic with its apostrophe. */
static inline bool q_apostrophe(const q_finder *f, uint32_t t) {
  if (t >= f->r->token_count) return false;
  const char *s = f->r->text + f->r->tokens[t].span.begin;
  return *s == '\'' || (f->r->tokens[t].span.end - f->r->tokens[t].span.begin > 3 && memcmp(s, "\u2019", 3) == 0);
}
static inline void q_add_piece(q_pieces *p, q_range r) { if (r.b < r.e && p->count < Q_PIECES) p->at[p->count++] = r; }
#endif
