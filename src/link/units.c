/* What a report says, unit by unit: contents of statements, and sentences with figures that the outlet asserts itself. Each is held against the units of others
 * that share a key of its gist: the same, denied, differing in a number, or agreed to by another speaker. */
#include "link/inside.h"
#include "name/key.h"

static const double SAME = 0.52,    /* chosen on three affairs in English: tests/scores.tsv, rows claims */
  AGREES = 0.62, TOPIC = 0.32,      /* another speaker says it too; both are on one thing */
  WORDING = 0.8;                    /* so alike that it is one statement, whoever the two reports take to have made it */
enum { DAYS = 10, STEMS = 5 };      /* what lies further apart is not of one affair; fewer stems are alike by chance */

static const char *const forces[] = { "assert", "deny", "accuse", "demand", "ask", "promise", "praise", "think" };

static long day_of(const char *iso) {
  int y, m, d;
  if (!iso || sscanf(iso, "%4d-%2d-%2d", &y, &m, &d) != 3) return -1;
  y -= m <= 2;
  return 365L * y + y / 4 - y / 100 + y / 400 + (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d;
}

/* Of one affair, as far as dates can tell. */
static bool same_days(const q_unit *u, const q_unit *v) {
  long a = day_of(u->published), b = day_of(v->published);
  return a < 0 || b < 0 || (a > b ? a - b : b - a) <= DAYS;
}

static bool denies(const q_unit *a, const q_unit *b) {
  bool no_a = a->force && strcmp(a->force, "deny") == 0, no_b = b->force && strcmp(b->force, "deny") == 0;
  return (no_a ^ a->gist.negated) != (no_b ^ b->gist.negated);
}

static bool enough(const q_unit *u, const q_unit *v) { return u->gist.stem_count >= STEMS && v->gist.stem_count >= STEMS; }

/* What somebody known by name says and no figure ties to its day may be said again years later; the dead of one day are not those of another. */
static bool lasting(const q_unit *u) { return u->speaker && strncmp(u->speaker, "unnamed", 7) != 0 && !u->gist.count_count; }

static int hold(q_linker *l, const q_unit *u, const q_unit *v) {
  double same = q_same(&u->gist, &v->gist), topic = q_topic(&u->gist, &v->gist);
  bool fit = q_key_fit(u->speaker, v->speaker), within = u->report == v->report && u->begin < v->end && v->begin < u->end;
  if (topic < TOPIC) return 0;
  if (q_counts_differ(&u->gist, &v->gist)) return within || !same_days(u, v) ? 0 : q_unit_pair(l->c, u->unit, v->unit, "differs", "number", l->e);
  if (denies(u, v)) return fit || within || !same_days(u, v) ? 0 : q_unit_pair(l->c, u->unit, v->unit, "denies", NULL, l->e);
  if (same < (fit ? SAME : AGREES)) return 0;
  if ((fit || (same >= WORDING && enough(u, v))) && ((lasting(u) && lasting(v)) || same_days(u, v))) return q_unit_pair(l->c, u->unit, v->unit, "same", NULL, l->e);
  return fit || within || !same_days(u, v) ? 0 : q_unit_pair(l->c, u->unit, v->unit, "agrees", NULL, l->e);
}

static int add(q_linker *l, q_unit *u, q_arena *arena) {
  q_unit *near = NULL;
  uint32_t count = 0;
  int status = q_unit_put(l->c, u, l->e);
  if (!status) status = q_units_near(l->c, u, arena, &near, &count, l->e);
  for (uint32_t i = 0; i < count && !status; i++) status = hold(l, u, &near[i]);
  return status;
}

static int add_statement(q_linker *l, int64_t row, const quoth_report *r, const q_stems *stems, uint32_t i, q_arena *arena) {
  const quoth_statement *s = &r->statements[i];
  if (!s->content.count || s->negated) return 0;
  const quoth_span *spans = &r->spans[s->content.first];
  q_unit u = { .report = row, .begin = quoth_points(r, spans[0].begin), .end = quoth_points(r, spans[s->content.count - 1].end), .force = forces[s->force], .published = r->published.iso };
  u.speaker = s->speaker >= 0 && (uint32_t)s->speaker < r->actor_count ? r->actors[s->speaker].key : "unnamed::::";
  int status = q_statement_row(l->c, row, i, &u.statement, l->e);
  if (status) return status < 0 ? status : 0;
  if (q_gist_of(l->langs, r, stems, spans, s->content.count, arena, &u.gist)) return q_fail(l->e, QUOTH_MEMORY, "out of memory");
  return add(l, &u, arena);
}

/* Share of the sentence that lies in contents of statements: somebody else asserts that. */
static bool attributed(const quoth_report *r, quoth_span s) {
  uint32_t covered = 0;
  for (uint32_t i = 0; i < r->statement_count; i++)
    for (uint32_t k = 0; k < r->statements[i].content.count && r->statements[i].parent < 0; k++) {
      quoth_span x = r->spans[r->statements[i].content.first + k];
      uint32_t b = x.begin > s.begin ? x.begin : s.begin, e = x.end < s.end ? x.end : s.end;
      if (e > b) covered += e - b;
    }
  return covered * 3 > s.end - s.begin;
}

static bool has_figure(const quoth_report *r, quoth_span s) {
  for (uint32_t i = 0; i < r->quantity_count; i++)
    if (r->quantities[i].span.begin >= s.begin && r->quantities[i].span.end <= s.end && r->quantities[i].counted.end > r->quantities[i].counted.begin) return true;
  return false;
}

static int add_sentence(q_linker *l, int64_t row, const quoth_report *r, const q_stems *stems, uint32_t i, q_arena *arena) {
  quoth_span s = r->sentences[i].span;
  quoth_section_kind kind = r->sections[r->sentences[i].section].kind;
  if ((kind != QUOTH_HEADLINE && kind != QUOTH_BODY) || (kind == QUOTH_BODY && !has_figure(r, s)) || attributed(r, s)) return 0;
  q_unit u = { .report = row, .begin = quoth_points(r, s.begin), .end = quoth_points(r, s.end), .force = "assert", .published = r->published.iso };
  if (q_gist_of(l->langs, r, stems, &s, 1, arena, &u.gist)) return q_fail(l->e, QUOTH_MEMORY, "out of memory");
  return u.gist.stem_count < 3 ? 0 : add(l, &u, arena);
}

int q_link_units(q_linker *l, int64_t row, const quoth_report *r) {
  q_arena *arena = q_arena_new();
  q_stems stems;
  int status = !arena || q_stems_of(l->langs, r, arena, &stems) ? q_fail(l->e, QUOTH_MEMORY, "out of memory") : 0;
  for (uint32_t i = 0; i < r->statement_count && !status; i++) status = add_statement(l, row, r, &stems, i, arena);
  for (uint32_t i = 0; i < r->sentence_count && !status; i++) status = add_sentence(l, row, r, &stems, i, arena);
  q_arena_free(arena);
  return status;
}
