/* Quotations without a cue that go on from a statement before them: a sentence, or several, wholly in quotation marks. */
#include "say/find.h"

static bool covered(const q_finder *f, uint32_t b, uint32_t e, uint32_t from) {
  for (uint32_t i = from; i < f->found.count; i++)
    for (int p = 0; p < f->found.at[i].content.count; p++) {
      q_range c = f->found.at[i].content.at[p];
      if (c.b < e && c.e > b && f->found.at[i].depth == 0) return true;
    }
  return false;
}

/* Sentences first..end of one paragraph. */
int q_find_chains(q_finder *f, uint32_t first, uint32_t end) {
  const quoth_report *r = f->r;
  uint32_t b = r->sentences[first].token, e = r->sentences[end - 1].token + r->sentences[end - 1].tokens, seen = f->found.count;
  /* what this paragraph and the one before found */
  uint32_t near = first;
  while (near > 0 && r->sentences[near].paragraph + 3 > r->sentences[first].paragraph && near > first - (first < 12 ? first : 12)) near--;
  uint32_t from = f->found.count;
  while (from > 0 && f->found.at[from - 1].head >= r->sentences[near].token) from--;
  bool after = seen > from;
  for (uint32_t t = b; t < e; t++) {
    if (!f->k[t].quote_end || f->k[t].depth != 1) continue;
    uint32_t q = f->k[t].quote_end < e ? f->k[t].quote_end : e, words = 0;
    for (uint32_t u = t; u < q; u++) words += !f->k[u].sign;
    bool starts = r->tokens[t].flags & QUOTH_TOKEN_FIRST || t == b, ends = q >= e || r->tokens[q].flags & QUOTH_TOKEN_FIRST || f->k[q].sign == '.';
    if (starts && ends && words > 1 && (after || (e - b <= q - t + 1)) && !covered(f, t, q, from)) {
      q_found s = { .rule = Q_R_CHAIN, .depth = 0, .head = t };
      q_add_piece(&s.content, (q_range){ t, q });
      int status = q_push(f->a, &f->found, s);
      if (status) return status;
    }
    t = q - 1;
  }
  return 0;
}
