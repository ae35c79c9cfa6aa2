/* pieces: text -> word pieces (SentencePiece's unigram model, Kudo 2018) -> vectors, from one model file that is mapped and used in place.
 * A q_pieces is immutable and shared by threads. */
#ifndef Q_PIECES_H
#define Q_PIECES_H
#include "net/net.h"

enum { Q_PIECE_UNKNOWN = 0, Q_PIECE_BEGIN = 1, Q_PIECE_END = 2,   /* the ids that are no text */
       Q_PIECES_DIM = 512,
       Q_PIECES_WORD = 4096 };                           /* a run without blanks that is longer (in normal form, bytes) is cut there */

typedef struct q_pieces q_pieces;
/* What one call needs, about 45 kB; contents do not matter. One a thread. */
typedef struct q_pieces_scratch {
  char word[Q_PIECES_WORD + 8];
  float score[Q_PIECES_WORD + 8];                        /* of the best way to cut the word up to here */
  int32_t id[Q_PIECES_WORD + 8];                         /* and its last piece, */
  uint16_t from[Q_PIECES_WORD + 8];                      /* which begins there */
} q_pieces_scratch;

/* folder: models/, which holds pieces.qm. */
int q_pieces_open(const char *folder, q_pieces **out, quoth_error *e);
void q_pieces_close(q_pieces *p);                        /* NULL allowed */
uint32_t q_pieces_count(const q_pieces *p);              /* ids are below it */
/* The pieces of a text, a word or many, as if a blank stood before it; at most max, the rest is not looked at. Returns how many. Bytes that are no UTF-8, and NUL, are unknown characters. */
int q_pieces_cut(const q_pieces *p, const char *text, size_t bytes, q_pieces_scratch *scratch, int32_t *ids, int max);
/* The mean of the pieces' vectors: summed one after another, then divided. Zeros for none. */
void q_pieces_vector(const q_pieces *p, const int32_t *ids, int n, float out[Q_PIECES_DIM]);

#endif
