/* Mentions -> actors of the report, in text order: same name, same role, same state, or the nearest one that a pronoun fits. */
#include "say/actors.h"

enum { REACH = 12,          /* sentences that a pronoun looks back */
       CAST = 400 };        /* actors that a mention is held against: bounds the work on hostile text */

static uint32_t role_lemma(const cast *c, const mention *m) {
  if (m->is.role == UINT32_MAX) return 0;
  const q_word *w = q_lang_word(q_cast_lang(c, m->sentence), c->r->tokens[m->is.role].word);
  return w->actor_count ? w->actors[0].lemma + 1 : 0;
}

static char *fold_tokens(cast *c, uint32_t first, uint32_t end, const q_lang *l) {
  const quoth_report *r = c->r;
  size_t size = first < end ? r->tokens[end - 1].span.end - r->tokens[first].span.begin : 0, n = 0;
  char *out = q_alloc(c->a, size + (end - first) + 16);
  if (!out) return NULL;
  for (uint32_t t = first; t < end; t++) {
    if (!(r->tokens[t].flags & (QUOTH_TOKEN_WORD | QUOTH_TOKEN_NUMBER))) continue;
    if (t == first && l && (q_lang_word(l, r->tokens[t].word)->classes & Q_W_ARTICLE)) continue;
    if (n) out[n++] = ' ';
    n += q_fold_search(r->text + r->tokens[t].span.begin, r->tokens[t].span.end - r->tokens[t].span.begin, out + n, size + 8 - (n < size ? n : size) + 8);
  }
  out[n] = 0;
  return out;
}

static bool has_word(const char *phrase, const char *word, size_t n) {
  for (const char *p = phrase; *p;) {
    size_t k = strcspn(p, " ");
    if (k == n && memcmp(p, word, n) == 0) return true;
    p += k;
    while (*p == ' ') p++;
  }
  return false;
}

/* Every word of a stands in b. */
static bool words_within(const char *a, const char *b) {
  if (!*a) return false;
  for (const char *p = a; *p;) {
    size_t k = strcspn(p, " ");
    if (!has_word(b, p, k)) return false;
    p += k;
    while (*p == ' ') p++;
  }
  return true;
}

static const char *last_word(const char *s) {
  const char *p = strrchr(s, ' ');
  return p ? p + 1 : s;
}

/* "sohr" for "syrian observatory for human rights": first letters, short words left out or not. */
static bool is_acronym(const char *acronym, const char *phrase) {
  size_t n = strlen(acronym);
  if (n < 2 || n > 8 || strchr(acronym, ' ')) return false;
  const char *at = acronym, *tight = acronym;
  for (const char *p = phrase; *p;) {
    size_t k = strcspn(p, " ");
    if (*at && *at == *p) at++;
    else if (k > 3) at = acronym + n + 1 > at ? "\1" : at;
    if (*tight == *p && *tight) tight++;
    p += k;
    while (*p == ' ') p++;
  }
  return !*at || (!*tight && tight == acronym + n && strchr(phrase, ' '));
}

static bool genders_fit(uint8_t a, uint8_t b) { return !a || !b || (a & b); }

/* Names of persons: the family name is the last word and has to be the same; given names must not contradict. */
static bool same_person(const char *a, const char *b) {
  if (strcmp(a, b) == 0) return true;
  bool one_a = !strchr(a, ' '), one_b = !strchr(b, ' ');
  if (one_a || one_b) return has_word(one_a ? b : a, one_a ? a : b, strlen(one_a ? a : b));
  if (strcmp(last_word(a), last_word(b))) return false;
  return words_within(a, b) || words_within(b, a) || *a == *b;
}

static bool isos_fit(const char *a, const char *b) { return !*a || !*b || strcmp(a, b) == 0; }

typedef struct look { const mention *m; const char *folded; uint32_t lemma; bool gendered; } look;

static bool same_named(const actor *x, const look *k) {
  const q_mention *is = &k->m->is;
  if (is->kind == QUOTH_PERSON || x->kind == QUOTH_PERSON) {
    if (x->kind != is->kind && !(x->kind == QUOTH_UNNAMED || is->kind == QUOTH_UNNAMED)) return false;
    return x->named && genders_fit(x->gender, is->gender) && same_person(x->folded, k->folded);
  }
  if (is->kind == QUOTH_STATE && x->kind == QUOTH_STATE) return *is->iso && strcmp(is->iso, x->iso) == 0;
  if (!isos_fit(x->iso, is->iso)) return false;
  return strcmp(x->folded, k->folded) == 0 || is_acronym(k->folded, x->folded) || is_acronym(x->folded, k->folded);
}

/* "the ministry", "the Russian ministry", "the observatory": the same role word, nothing that contradicts. */
static bool same_role(const actor *x, const look *k) {
  const q_mention *is = &k->m->is;
  if (!k->lemma || x->role_lemma != k->lemma || !isos_fit(x->iso, is->iso) || !genders_fit(x->gender, is->gender) || x->plural != is->plural) return false;
  if (is->kind == QUOTH_PERSON && !is->named) return true;
  return words_within(k->folded, x->folded) || words_within(x->folded, k->folded) || (!is->named && *is->iso && strcmp(is->iso, x->iso) == 0);
}

/* "he", "she": a person, or someone with a role; "it": a thing; "they": several, or an organisation. Grammatical gender counts where things have one. */
static bool pronoun_fits(const actor *x, const q_mention *is, bool things_have_gender) {
  bool many = x->plural || x->kind == QUOTH_GROUP, someone = x->kind == QUOTH_PERSON || (x->kind == QUOTH_UNNAMED && x->role_lemma);
  if (is->plural) return many || (!someone && x->kind != QUOTH_UNNAMED);
  if (many) return false;
  if (is->gender == Q_G_N) return !someone && x->kind != QUOTH_UNNAMED;
  if (someone) return genders_fit(x->gender, is->gender);
  return things_have_gender && x->kind != QUOTH_UNNAMED && x->gender && x->gender != Q_G_N && genders_fit(x->gender, is->gender);
}

static uint32_t oldest(const cast *c) { return c->actors.count > CAST ? c->actors.count - CAST : 0; }

/* The likeliest of those that fit: who spoke last before who was only named, the nearer before the farther. */
static int32_t nearest(const cast *c, const mention *m, bool (*fits)(const actor *, const look *), const look *k) {
  int32_t best = -1;
  double best_score = -1;
  for (uint32_t i = oldest(c); i < c->actors.count; i++) {
    const actor *x = &c->actors.at[i];
    if (m->sentence - x->last_sentence > REACH && (k->m->is.pronoun)) continue;
    if (!fits(x, k)) continue;
    double score = 100.0 - (m->sentence - x->last_sentence) + (x->last_source ? 2.5 : 0) + (x->last_source == c->sources && c->sources ? 1 : 0) + (x->kind == QUOTH_PERSON && x->named) * 0.2;
    if (score >= best_score) { best_score = score; best = (int32_t)i; }
  }
  return best;
}

static bool fits_pronoun(const actor *x, const look *k) { return pronoun_fits(x, &k->m->is, k->gendered); }

/* "the group", "the charity" of something called by another word so far: the last of that kind to speak. */
static bool fits_kind(const actor *x, const look *k) {
  uint8_t kind = k->m->is.kind;
  if (!x->last_source || !isos_fit(x->iso, k->m->is.iso) || x->document) return false;
  if (kind == QUOTH_PERSON) return x->kind == QUOTH_PERSON && x->named && !x->role_lemma && strchr(x->folded, ' ') && genders_fit(x->gender, k->m->is.gender);
  if (kind == QUOTH_GROUP && k->m->is.plural) return false;
  return (kind == QUOTH_GROUP || kind == QUOTH_ORGANISATION || kind == QUOTH_OUTLET) && (x->kind == QUOTH_GROUP || x->kind == QUOTH_ORGANISATION || x->kind == QUOTH_OUTLET) && !x->plural && x->named;
}

/* "the statement said": the last to speak that is no document. */
static bool fits_document(const actor *x, const look *k) { (void)k; return !x->document && x->last_source && x->kind != QUOTH_OUTLET; }

static int32_t find(const cast *c, const mention *m, const look *k) {
  const q_mention *is = &m->is;
  if (is->pronoun) return nearest(c, m, fits_pronoun, k);
  if (is->document && is->definite && !is->named) {
    int32_t by_role = nearest(c, m, same_role, k);
    return by_role >= 0 ? by_role : nearest(c, m, fits_document, k);
  }
  int32_t i = nearest(c, m, same_named, k);
  if (i >= 0) return i;
  for (uint32_t n = oldest(c); n < c->actors.count; n++)
    if (strcmp(c->actors.at[n].folded, k->folded) == 0) return (int32_t)n;
  if (!is->definite || m->weak || (is->kind == QUOTH_PERSON && is->named)) return -1;
  i = nearest(c, m, same_role, k);
  return i >= 0 || is->named || *is->iso ? i : nearest(c, m, fits_kind, k);
}

static int create(cast *c, const mention *m, const look *k, int32_t *out) {
  actor x = { .kind = m->is.kind, .gender = m->is.gender, .plural = m->is.plural, .named = m->is.named, .document = m->is.document, .role = m->is.role,
              .role_lemma = k->lemma, .of = -1, .folded = k->folded, .last_sentence = m->sentence };
  memcpy(x.iso, m->is.iso, sizeof x.iso);
  x.name = q_strndup(c->r->arena, c->r->text + m->span.begin, m->span.end - m->span.begin);
  if (!x.name) return QUOTH_MEMORY;
  x.first = m->is.first;
  x.end = m->is.end;
  *out = (int32_t)c->actors.count;
  return q_push(c->a, &c->actors, x);
}

/* "the spokesman, who said": the mention that ends right before. */
static bool is_relative(const cast *c, const mention *m) { return m->statement >= 0 && q_is_relative(q_cast_lang(c, m->sentence), c->r, m->is.first); }

/* A fuller mention gives the actor its name; any mention may add role, gender and state. */
static void learn(cast *c, actor *x, const mention *m, const look *k) {
  if (m->is.pronoun || is_relative(c, m) || (m->is.document && !x->document)) return;
  bool fuller = strlen(k->folded) > strlen(x->folded) && (m->is.named || !x->named);
  q_key_learn(c, x, m);
  if (fuller) {
    x->folded = k->folded;
    x->first = m->is.first;
    x->end = m->is.end;
    char *name = q_strndup(c->r->arena, c->r->text + m->span.begin, m->span.end - m->span.begin);
    if (name) x->name = name;
  }
  if (!x->gender) x->gender = m->is.gender;
  if (x->role == UINT32_MAX) { x->role = m->is.role; x->role_lemma = k->lemma; }
  if (!x->iso[0]) memcpy(x->iso, m->is.iso, sizeof x->iso);
  if (m->is.named && !x->named) { x->named = true; if (x->kind == QUOTH_UNNAMED) x->kind = m->is.kind; }
}

static int32_t antecedent(const cast *c, uint32_t i) {
  for (uint32_t k = i; k-- > 0 && c->all.at[k].sentence == c->all.at[i].sentence;)
    if (c->all.at[k].actor >= 0 && c->all.at[i].is.first - c->all.at[k].is.end < 8) return c->all.at[k].actor;
  return -1;
}

int q_resolve(cast *c) {
  for (uint32_t i = 0; i < c->all.count; i++) {
    mention *m = &c->all.at[i];
    const q_lang *l = q_cast_lang(c, m->sentence);
    bool person = m->is.kind == QUOTH_PERSON && m->is.named;
    look k = { m, person ? fold_tokens(c, m->is.name_first, m->is.name_end, NULL) : fold_tokens(c, m->is.first, m->is.end, l), role_lemma(c, m), l->things_gendered };
    if (!k.folded) return QUOTH_MEMORY;
    m->actor = is_relative(c, m) ? antecedent(c, i) : find(c, m, &k);
    if (m->actor < 0) {
      if (m->is.pronoun || m->weak || is_relative(c, m)) continue;
      int status = create(c, m, &k, &m->actor);
      if (status) return status;
    }
    actor *x = &c->actors.at[m->actor];
    learn(c, x, m, &k);
    x->last_sentence = m->sentence;
    if (m->statement >= 0 && c->r->statements[m->statement].parent < 0) x->last_source = ++c->sources;
    if (q_push(c->a, &x->mentions, m->span)) return QUOTH_MEMORY;
  }
  return 0;
}
