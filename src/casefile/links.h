/* links: what src/link reads and writes in a case. Row numbers are of this case only. */
#ifndef Q_LINKS_H
#define Q_LINKS_H
#include "casefile/casefile.h"

/* links.c */
int q_links_owed(q_case *c, q_arena *a, q_rows *out, quoth_error *e);                        /* reports whose links are owed, latest versions only */
int q_links_settled(q_case *c, int64_t report, quoth_error *e);                              /* nothing owed any more */
int q_links_candidates(q_case *c, int64_t report, q_arena *a, q_rows *out, quoth_error *e);  /* settled reports that share three fingerprints or more, most shared first */
int q_links_drop(q_case *c, int64_t report, quoth_error *e);                                 /* its links, units and the claims they are in */
typedef struct q_link_row { int64_t a, b; const char *kind, *from, *agency; } q_link_row;
int q_link_put(q_case *c, const q_link_row *l, int64_t *link, quoth_error *e);               /* replaces the link of this pair */
int q_link_evidence(q_case *c, int64_t link, uint32_t seq, const char *why, int64_t report, uint32_t begin, uint32_t end, quoth_error *e);
int q_link_passage(q_case *c, int64_t link, uint32_t seq, const uint32_t at[4], const char *kind, double score, quoth_error *e);
int q_links_linked(q_case *c, int64_t a, int64_t b, bool *linked, quoth_error *e);

/* units.c */
typedef struct q_unit { int64_t unit, report, statement; uint32_t begin, end; const char *speaker, *force, *published; q_gist gist; } q_unit; /* statement, actor: 0 none; points */
int q_unit_put(q_case *c, q_unit *u, quoth_error *e);
int q_units_near(q_case *c, const q_unit *u, q_arena *a, q_unit **out, uint32_t *count, quoth_error *e); /* of other reports, that share a key */
int q_unit_pair(q_case *c, int64_t a, int64_t b, const char *kind, const char *detail, quoth_error *e);  /* kind "same": the claims of both fall apart, to be made again */
int q_units_partners(q_case *c, int64_t report, q_arena *a, q_rows *out, quoth_error *e);    /* reports with paired units */
int q_statement_row(q_case *c, int64_t report, uint32_t seq, int64_t *row, quoth_error *e);

/* claims.c */
typedef struct q_loose { int64_t unit, report, statement, actor /* of the statement's speaker */; uint32_t begin, end; const char *text, *id; const char *outlet; } q_loose;
int q_claims_loose(q_case *c, q_arena *a, q_loose **out, uint32_t *count, quoth_error *e);   /* units without a claim, in an order that does not depend on row numbers */
typedef struct q_edge { int64_t a, b, link; } q_edge;
int q_claims_same(q_case *c, int64_t unit, q_arena *a, q_rows *out, quoth_error *e);         /* the other ends of its same pairs */
int q_claims_links(q_case *c, int64_t report, q_arena *a, q_edge **out, uint32_t *count, quoth_error *e);
int q_claim_heard(q_case *c, const q_loose *u, bool *heard, quoth_error *e);                 /* did the outlet visibly hear the speaker itself */
int q_claim_put(q_case *c, const q_loose *const *members, uint32_t count, const char *text, int64_t actor, uint32_t least, uint32_t most, int64_t *claim, quoth_error *e);
int q_origin_put(q_case *c, int64_t claim, const int64_t *reports, uint32_t count, const int64_t *links, uint32_t link_count, quoth_error *e);
/* actors.c. Rows of both arrays are in order of key. */
typedef struct q_named { const char *key, *id, *name; int64_t report, actor; uint32_t local; uint8_t kind; } q_named; /* an actor of a report, and whose it is so far (0 none); id: the report's */
int q_actors_named(q_case *c, q_arena *a, q_named **out, uint32_t *count, quoth_error *e);  /* in order of key, report id and number */
typedef struct q_identity { const char *key, *name, *kind, *state, *languages, *words; uint32_t reports; int64_t row; } q_identity;
typedef struct q_naming { const char *key, *name; int64_t actor; uint32_t reports; } q_naming;
typedef struct q_joined { const char *a, *b, *why; } q_joined;
int q_identities_put(q_case *c, q_identity *x, uint32_t count, quoth_error *e);              /* these and no others; fills row */
int q_namings_put(q_case *c, const q_naming *x, uint32_t count, quoth_error *e);
int q_joined_order(const q_joined *x, const q_joined *y); /* as strcmp: by a, then b */
int q_joins_put(q_case *c, const q_joined *x, uint32_t count, quoth_error *e);               /* in order of a, b */
int q_named_put(q_case *c, const q_named *x, int64_t actor, quoth_error *e);
int q_actors_settled(q_case *c, quoth_error *e);                                             /* the speakers of claims after actors have changed */
/* fixes.c: what a person decided, in order */
typedef struct q_fix_key { uint32_t side; const char *key; } q_fix_key;
typedef struct q_fix { int64_t fix; char kind; /* m s n */ const char *name; const q_fix_key *keys; uint32_t key_count; } q_fix;
int q_fixes(q_case *c, q_arena *a, q_fix **out, uint32_t *count, quoth_error *e);
/* relations.c */
int q_relations_put(q_case *c, int64_t claim, quoth_error *e);                               /* from the pairs of its units */
#endif
