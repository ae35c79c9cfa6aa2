/* `claims --json` and `trace --json`. */
#include "view/spread.h"

static void text(q_buf *b, const char *s) {
  if (s) q_buf_json(b, s, strlen(s));
  else q_buf_str(b, "null");
}

static void languages(q_buf *b, const char *codes) {
  q_buf_char(b, '[');
  for (const char *p = codes ? codes : ""; *p;) {
    size_t n = strcspn(p, " ");
    if (p != codes) q_buf_char(b, ',');
    q_buf_json(b, p, n);
    p += n + (p[n] == ' ');
  }
  q_buf_char(b, ']');
}

static void origins(q_buf *b, const quoth_claim *c) {
  q_buf_printf(b, ", \"origins\": {\"least\": %u, \"most\": %u, \"groups\": [", c->least, c->most);
  for (uint32_t i = 0; i < c->origin_count; i++) {
    const quoth_origin *o = &c->origins[i];
    q_buf_str(b, i ? ", {\"reports\": [" : "{\"reports\": [");
    for (uint32_t k = 0; k < o->report_count; k++) { if (k) q_buf_char(b, ','); text(b, o->reports[k]); }
    q_buf_str(b, "], \"because\": [");
    for (uint32_t k = 0; k < o->link_count; k++) q_buf_printf(b, "%s%lld", k ? "," : "", (long long)o->links[k]);
    q_buf_str(b, "]}");
  }
  q_buf_str(b, "]}");
}

static void relations(q_buf *b, const quoth_claim *c) {
  q_buf_str(b, ", \"relations\": [");
  for (uint32_t i = 0; i < c->relation_count; i++) {
    const quoth_relation *n = &c->relations[i];
    q_buf_printf(b, "%s{\"claim\": %lld, \"kind\": \"%s\", \"in\": ", i ? ", " : "", (long long)n->claim, n->kind);
    text(b, n->in);
    q_buf_str(b, ", \"passages\": [");
    for (uint32_t k = 0; k < n->passage_count; k++) {
      q_buf_str(b, k ? ", {\"report\": " : "{\"report\": ");
      text(b, n->passages[k].report);
      q_buf_printf(b, ", \"span\": [%u,%u]}", n->passages[k].begin, n->passages[k].end);
    }
    q_buf_str(b, "]}");
  }
  q_buf_str(b, "]}\n");
}

void q_view_claim_json(const quoth_claim *c, q_buf *b) {
  q_buf_printf(b, "{\"quoth\": 1, \"claim\": %lld, \"text\": ", (long long)c->claim);
  text(b, c->text);
  q_buf_str(b, ", \"speaker\": ");
  if (c->speaker) {
    q_buf_printf(b, "{\"actor\": %lld, \"name\": ", (long long)c->actor);
    text(b, c->speaker);
    q_buf_char(b, '}');
  } else q_buf_str(b, "null");
  q_buf_str(b, ", \"statements\": [");
  for (uint32_t i = 0; i < c->member_count; i++) {
    const quoth_member *m = &c->members[i];
    q_buf_str(b, i ? ", {\"report\": " : "{\"report\": ");
    text(b, m->report);
    if (m->statement >= 0) q_buf_printf(b, ", \"statement\": %d", m->statement);
    else q_buf_str(b, ", \"statement\": null");
    q_buf_printf(b, ", \"span\": [%u,%u]}", m->begin, m->end);
  }
  q_buf_printf(b, "], \"reports\": %u, \"outlets\": %u, \"languages\": ", c->reports, c->outlets);
  languages(b, c->languages);
  q_buf_str(b, ", \"first\": ");
  text(b, c->first);
  origins(b, c);
  relations(b, c);
}

void q_view_link_json(const quoth_link *l, q_buf *b) {
  q_buf_printf(b, "{\"quoth\": 1, \"link\": %lld, \"a\": ", (long long)l->link);
  text(b, l->a);
  q_buf_str(b, ", \"b\": ");
  text(b, l->b);
  q_buf_printf(b, ", \"kind\": \"%s\", \"from\": \"%s\", \"agency\": ", l->kind, l->from);
  text(b, l->agency);
  if (l->derived) q_buf_str(b, ", \"derived\": true");
  q_buf_str(b, ", \"evidence\": [");
  for (uint32_t i = 0; i < l->evidence_count; i++) {
    q_buf_printf(b, "%s{\"why\": \"%s\", \"report\": ", i ? ", " : "", l->evidence[i].why);
    text(b, l->evidence[i].report);
    q_buf_printf(b, ", \"span\": [%u,%u]}", l->evidence[i].begin, l->evidence[i].end);
  }
  q_buf_str(b, "], \"passages\": [");
  for (uint32_t i = 0; i < l->passage_count; i++) {
    const quoth_shared *p = &l->passages[i];
    q_buf_printf(b, "%s{\"a\": [%u,%u], \"b\": [%u,%u], \"kind\": \"%s\", \"score\": %.2f}", i ? ", " : "", p->a[0], p->a[1], p->b[0], p->b[1], p->kind, p->score);
  }
  q_buf_str(b, "]}\n");
}
