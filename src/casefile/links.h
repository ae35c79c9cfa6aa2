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
typedef struct q_unit { int64_t unit, report, statement, actor; uint32_t begin, end; const char *speaker, *force, *published; q_gist gist; } q_unit; /* statement, actor: 0 none; points */
int q_actor_row(q_case *c, int64_t report, uint32_t local, const quoth_actor *actor, int64_t *row, quoth_error *e); /* joins by key */
int q_unit_put(q_case *c, q_unit *u, quoth_error *e);
int q_units_near(q_case *c, const q_unit *u, q_arena *a, q_unit **out, uint32_t *count, quoth_error *e); /* of other reports, that share a key */
int q_unit_pair(q_case *c, int64_t a, int64_t b, const char *kind, const char *detail, quoth_error *e);  /* kind "same": the claims of both fall apart, to be made again */
int q_units_partners(q_case *c, int64_t report, q_arena *a, q_rows *out, quoth_error *e);    /* reports with paired units */
int q_statement_row(q_case *c, int64_t report, uint32_t seq, int64_t *row, quoth_error *e);

/* claims.c */
typedef struct q_loose { int64_t unit, report, statement, actor; uint32_t begin, end; const char *text, *id; const char *outlet; } q_loose;
int q_claims_loose(q_case *c, q_arena *a, q_loose **out, uint32_t *count, quoth_error *e);   /* units without a claim, in an order that does not depend on row numbers */
typedef struct q_edge { int64_t a, b, link; } q_edge;
int q_claims_same(q_case *c, int64_t unit, q_arena *a, q_rows *out, quoth_error *e);         /* the other ends of its same pairs */
int q_claims_links(q_case *c, int64_t report, q_arena *a, q_edge **out, uint32_t *count, quoth_error *e);
int q_claim_heard(q_case *c, const q_loose *u, bool *heard, quoth_error *e);                 /* did the outlet visibly hear the speaker itself */
int q_claim_put(q_case *c, const q_loose *const *members, uint32_t count, const char *text, int64_t actor, uint32_t least, uint32_t most, int64_t *claim, quoth_error *e);
int q_origin_put(q_case *c, int64_t claim, const int64_t *reports, uint32_t count, const int64_t *links, uint32_t link_count, quoth_error *e);
/* relations.c */
int q_relations_put(q_case *c, int64_t claim, quoth_error *e);                               /* from the pairs of its units */
#endif
