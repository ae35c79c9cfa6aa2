/* tree: scores of arcs -> one tree with one root. */
#ifndef Q_PARSE_TREE_H
#define Q_PARSE_TREE_H
#include <stddef.h>
#include <stdint.h>
size_t q_tree_scratch(int n);   /* bytes that q_tree wants for n words; aligned as a float */
/* The spanning arborescence with the highest sum among those with exactly one word under the root. arc: (n + 1) x n floats, arc[h * n + d] the score of head h (0: the root, h: word h - 1)
 * for word d; arc[(d + 1) * n + d] is not read; a NaN counts as the lowest score. head[d]: 0 the root, else the head's number from 1. n >= 1. O(n^2) time and space. */
void q_tree(const float *arc, int n, int *head, void *scratch);
#endif
