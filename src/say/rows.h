/* rows.h: inside say: what the network of statements reads of a report, one row a token. Fitting reads the same through train/say_rows.c. */
#ifndef Q_SAY_ROWS_H
#define Q_SAY_ROWS_H
#include "say/find.h"

enum { Q_ROW_BITS = 112,        /* floats 0 or 1 a row: see rows.c */
       Q_ROW_SEGMENT = 1500 };  /* at most about so many rows a segment: a longer text is cut between paragraphs */

typedef struct q_say_row {
  uint32_t token;
  uint32_t sentence, paragraph;
  int32_t head;                 /* row of the token that it depends on in the tree; -1 root, -2 not known */
  int32_t upos, relation;       /* 0 not known; relation: q_row_relation */
  int32_t rule;                 /* statement in finder.found whose cue begins here, -1 none */
  uint8_t bits[Q_ROW_BITS];
} q_say_row;

typedef struct q_say_rows {
  q_say_row *at; uint32_t count;
  int32_t *starts; uint32_t segments;   /* of rows; starts[segments] = count */
  int32_t *of_token;                    /* row of each token, -1 in sections without statements */
} q_say_rows;

/* f: the finder after the rules have run; rows live in f->a. */
int q_rows_make(q_finder *f, q_langs *langs, q_say_rows *out);
/* Number of a relation's universal part, from 1; 0: none that is known. */
int32_t q_row_relation(const char *relation);
/* What the rules say of row i of the statement `rule`: 0 no statement, 1 nothing, 2 content, 3 source, 4 addressee, 5 cue. */
int32_t q_row_by_rule(const q_finder *f, int32_t rule, uint32_t token);
/* Bucket of the distance from the cue at row `cue` to row i. */
int32_t q_row_distance(int32_t from_cue);
#endif
