/* Claims and links for people. */
#include "view/paint.h"
#include "view/spread.h"

static void quoted(q_paint *p, const char *s, q_ink ink) {
  enum { MOST = 320 };
  size_t n = strlen(s);
  bool cut = n > MOST;
  if (cut) n = q_utf8_valid(s, MOST);
  p->rtl = q_paint_is_rtl(s, n);
  q_paint_ink(p, ink);
  q_paint_text(p, s, n);
  if (cut) q_paint_str(p, " ...");
  q_paint_line(p);
  p->rtl = false;
}

static void number(q_paint *p, const char *format, uint32_t n) {
  char s[64];
  snprintf(s, sizeof s, format, n, n == 1 ? "" : "s");
  q_paint_str(p, s);
}

static void counts(q_paint *p, const quoth_claim *c) {
  q_paint_ink(p, Q_DIM);
  number(p, "%u report%s", c->reports);
  if (c->outlets) number(p, " · %u outlet%s", c->outlets);
  if (c->languages && strchr(c->languages, ' ')) { q_paint_str(p, " · "); q_paint_str(p, c->languages); }
  q_paint_str(p, " · ");
  q_paint_ink(p, Q_BOLD);
  char s[64];
  if (c->least == c->most) snprintf(s, sizeof s, "%u independent origin%s", c->most, c->most == 1 ? "" : "s");
  else snprintf(s, sizeof s, "%u to %u independent origins", c->least, c->most);
  q_paint_str(p, s);
  q_paint_line(p);
}

static void where(q_paint *p, const quoth_claim *c) {
  const char *last = "";
  uint32_t shown = 0;
  for (uint32_t i = 0; i < c->member_count && shown < 8; i++) {
    char when[17];
    const quoth_member *m = &c->members[i];
    if (strcmp(m->report, last) == 0) continue;
    last = m->report;
    shown++;
    q_paint_ink(p, Q_DIM);
    q_paint_str(p, q_view_day(m->published, when));
    q_paint_str(p, " · ");
    q_paint_ink(p, Q_PLAIN);
    q_paint_str(p, m->outlet ? m->outlet : m->report);
    q_paint_ink(p, Q_DIM);
    if (m->outlet) { q_paint_str(p, " · "); q_paint_str(p, m->report); }
    q_paint_line(p);
  }
  if (c->reports > shown) { q_paint_ink(p, Q_DIM); number(p, "and %u more", c->reports - shown); q_paint_line(p); }
}

static void against(q_paint *p, const quoth_claim *c) {
  uint32_t shown = 0;
  for (uint32_t i = 0; i < c->relation_count && shown < 5; i++) {
    const quoth_relation *n = &c->relations[i];
    if (strcmp(n->kind, "agrees") == 0) continue;
    shown++;
    p->indent = 4;
    q_paint_ink(p, Q_WARN);
    q_paint_str(p, strcmp(n->kind, "denies") == 0 ? "denied / denies: " : "differs in ");
    if (strcmp(n->kind, "denies")) { q_paint_str(p, n->in ? n->in : "detail"); q_paint_str(p, ": "); }
    q_paint_ink(p, Q_SOURCE);
    q_paint_str(p, n->speaker ? n->speaker : "(the outlets themselves)");
    q_paint_ink(p, Q_DIM);
    char id[40];
    snprintf(id, sizeof id, " · claim:%lld", (long long)n->claim);
    q_paint_str(p, id);
    q_paint_line(p);
    p->indent = 6;
    quoted(p, n->text, Q_CONTENT);
  }
}

void q_view_claim_text(const quoth_claim *c, bool colors, int width, q_buf *out) {
  q_paint p = { .out = out, .colors = colors, .width = width };
  char id[40];
  q_paint_ink(&p, Q_SOURCE);
  q_paint_str(&p, c->speaker ? c->speaker : "(the outlets themselves)");
  q_paint_ink(&p, Q_DIM);
  snprintf(id, sizeof id, " · claim:%lld", (long long)c->claim);
  q_paint_str(&p, id);
  q_paint_line(&p);
  p.indent = 2;
  quoted(&p, c->text, Q_CONTENT);
  counts(&p, c);
  p.indent = 4;
  where(&p, c);
  against(&p, c);
  q_buf_char(out, '\n');
}

static void party(q_paint *p, const char *outlet, const char *id, const char *published) {
  char when[17];
  q_paint_ink(p, Q_BOLD);
  q_paint_str(p, outlet ? outlet : id);
  q_paint_ink(p, Q_DIM);
  q_paint_str(p, " (");
  if (outlet) { q_paint_str(p, id); q_paint_str(p, ", "); }
  q_paint_str(p, q_view_day(published, when));
  q_paint_str(p, ")");
}

void q_view_link_text(const quoth_link *l, bool colors, int width, q_buf *out) {
  q_paint p = { .out = out, .colors = colors, .width = width };
  bool from_b = strcmp(l->from, "b") == 0, directed = from_b || strcmp(l->from, "a") == 0;
  if (directed && !from_b) party(&p, l->b_outlet, l->b, l->b_published);
  else party(&p, l->a_outlet, l->a, l->a_published);
  q_paint_ink(&p, Q_CUE);
  q_paint_str(&p, !directed ? " and " : strcmp(l->kind, "rests-on") == 0 ? " rests on " : strcmp(l->kind, "excerpt") == 0 ? " has passages from " : strcmp(l->kind, "translation") == 0 ? " translates " : " reprints ");
  if (directed && !from_b) party(&p, l->a_outlet, l->a, l->a_published);
  else party(&p, l->b_outlet, l->b, l->b_published);
  if (!directed) {
    q_paint_ink(&p, Q_CUE);
    q_paint_str(&p, l->agency ? " both carry " : " share text (who had it first is open)");
    if (l->agency) q_paint_str(&p, l->agency);
  }
  q_paint_line(&p);
  p.indent = 4;
  q_paint_ink(&p, Q_DIM);
  for (uint32_t i = 0; i < l->evidence_count; i++) { if (i && strcmp(l->evidence[i].why, l->evidence[i - 1].why) == 0) continue; q_paint_str(&p, i ? ", " : "because of "); q_paint_str(&p, l->evidence[i].why); }
  if (l->passage_count) number(&p, l->evidence_count ? "; %u shared passage%s" : "%u shared passage%s", l->passage_count);
  q_paint_line(&p);
  const quoth_shared *best = NULL;
  for (uint32_t i = 0; i < l->passage_count; i++)
    if (!best || l->passages[i].a[1] - l->passages[i].a[0] > best->a[1] - best->a[0]) best = &l->passages[i];
  if (best && best->text) quoted(&p, best->text, Q_CONTENT);
}
