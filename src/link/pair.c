#include "link/pair.h"

enum { SENTENCE = 19,       /* words of shared text that make an excerpt: about a sentence */
       PIECE = 10 };        /* of them in one piece */

static const char *const kinds[] = { NULL, "reprint", "excerpt", "translation", "rests-on", "same-agency" };
static const char *const froms[] = { "undetermined", "a", "b", "agency" };
const char *q_pair_kind_name(q_pair_kind k) { return kinds[k]; }
const char *q_from_name(q_from f) { return froms[f]; }

/* Letters and digits of a name, folded; a leading "the" goes. */
static size_t tight(const char *s, char *out, size_t room) {
  char folded[300];
  size_t n = strlen(s), k = 0;
  if (n > 256) n = q_utf8_valid(s, 256);
  n = q_fold_search(s, n, folded, sizeof folded);
  const char *at = folded, *end = folded + n;
  if (n > 4 && memcmp(at, "the ", 4) == 0) at += 4;
  while (at < end && k + 4 < room) {
    uint32_t c = q_utf8_next(&at, end);
    if (q_is_letter(c) || q_is_digit(c)) k += q_utf8_put(out + k, c);
  }
  return k;
}

bool q_same_outlet(const char *a, const char *b) {
  char x[300], y[300];
  if (!a || !b) return false;
  size_t n = tight(a, x, sizeof x), m = tight(b, y, sizeof y);
  return n && n == m && memcmp(x, y, n) == 0;
}

bool q_pair_names(const quoth_report *r, const char *outlet, quoth_span *span) {
  if (!outlet) return false;
  if (r->dateline.agency && q_same_outlet(r->dateline.agency, outlet)) { *span = r->dateline.span; return true; }
  for (uint32_t i = 0; i < r->credit_count; i++) {
    const quoth_credit *c = &r->credits[i];
    if (c->kind == QUOTH_CREDIT_PHOTO || !q_same_outlet(c->name, outlet)) continue;
    *span = c->span;
    return true;
  }
  for (uint32_t i = 0; i < r->statement_count; i++) {
    const quoth_spans parts[] = { r->statements[i].source, r->statements[i].addressee };
    for (size_t k = 0; k < 2; k++) {
      if (!parts[k].count) continue;
      quoth_span s = r->spans[parts[k].first];
      char name[200];
      size_t n = s.end - s.begin;
      if (n >= sizeof name) continue;
      memcpy(name, r->text + s.begin, n);
      name[n] = 0;
      if (!q_same_outlet(name, outlet)) continue;
      *span = s;
      return true;
    }
  }
  return false;
}

static uint32_t body_words(q_langs *langs, const quoth_report *r, q_arena *a) {
  q_stems s;
  return q_stems_of(langs, r, a, &s) ? 0 : s.count;
}

static int note(q_arena *arena, q_pair *p, const char *why, bool of_b, quoth_span span) {
  return q_push(arena, &p->evidence, ((q_evidence){ why, of_b, span }));
}

/* Minutes are compared only if both give them; a day against a day with minutes says nothing unless the days differ. */
static int earlier(const quoth_report *a, const quoth_report *b) {
  const char *x = a->published.iso, *y = b->published.iso;
  if (!x || !y || strlen(x) < 10 || strlen(y) < 10) return 0;
  int day = strncmp(x, y, 10);
  if (day) return day < 0 ? -1 : 1;
  if (strlen(x) < 16 || strlen(y) < 16) return 0;
  int time = strncmp(x, y, 16);
  return time ? (time < 0 ? -1 : 1) : 0;
}

/* Both have it from one agency: both show its name, or one credits it and the other shows none. An agency itself takes from nobody here. */
static int from_agency(q_langs *langs, const quoth_report *a, const quoth_report *b, q_arena *arena, q_pair *p, bool *found) {
  quoth_span at[2];
  bool written[2];
  const char *name[2] = { q_pair_agency(langs, a, &at[0], &written[0]), q_pair_agency(langs, b, &at[1], &written[1]) };
  *found = false;
  if (name[0] && name[1] ? !q_same_outlet(name[0], name[1]) : !((name[0] && written[0]) || (name[1] && written[1]))) return 0;
  if ((name[0] && q_same_outlet(name[0], a->outlet)) || (name[1] && q_same_outlet(name[1], b->outlet))) return 0;
  *found = true;
  p->kind = Q_SAME_AGENCY;
  p->from = Q_FROM_AGENCY;
  p->agency = name[0] ? name[0] : name[1];
  for (int k = 0; k < 2; k++)
    if (name[k] && note(arena, p, "credit", k, at[k])) return QUOTH_MEMORY;
  return 0;
}

/* Credit, then times, then containment; else undetermined. */
static int direct(q_langs *langs, const quoth_report *a, const quoth_report *b, q_arena *arena, q_pair *p, double share_a, double share_b) {
  quoth_span at = {0};
  bool found;
  if (q_pair_names(b, a->outlet, &at)) { p->from = Q_FROM_A; return note(arena, p, "credit", true, at); }
  if (q_pair_names(a, b->outlet, &at)) { p->from = Q_FROM_B; return note(arena, p, "credit", false, at); }
  if (from_agency(langs, a, b, arena, p, &found)) return QUOTH_MEMORY;
  if (found) return 0;
  int order = earlier(a, b);
  if (order) {
    p->from = order < 0 ? Q_FROM_A : Q_FROM_B;
    if (note(arena, p, "time", false, a->published.span)) return QUOTH_MEMORY;
    return note(arena, p, "time", true, b->published.span);
  }
  if (share_a > 0.85 && share_b < 0.6) { p->from = Q_FROM_B; return note(arena, p, "containment", false, (quoth_span){0}); }
  if (share_b > 0.85 && share_a < 0.6) { p->from = Q_FROM_A; return note(arena, p, "containment", true, (quoth_span){0}); }
  return 0;
}

int q_pair_judge(q_langs *langs, const quoth_report *a, const quoth_report *b, q_arena *arena, q_pair *out) {
  *out = (q_pair){0};
  if (q_compare(langs, a, b, arena, &out->passages)) return QUOTH_MEMORY;
  const q_passages *p = &out->passages;
  if (!p->count) return 0;
  bool copied = false;
  for (uint32_t i = 0; i < p->count; i++) copied |= p->at[i].kind != Q_QUOTATION && p->at[i].words >= SENTENCE && p->at[i].run >= PIECE;
  if (!copied) return 0;
  uint32_t na = body_words(langs, a, arena), nb = body_words(langs, b, arena), all = 0;
  for (uint32_t i = 0; i < p->count; i++) all += p->at[i].words;
  double share_a = na ? (double)all / na : 0, share_b = nb ? (double)all / nb : 0;
  out->kind = (share_a > share_b ? share_a : share_b) >= 0.7 ? Q_REPRINT : Q_EXCERPT;
  return direct(langs, a, b, arena, out, share_a, share_b);
}
