/* What a noun phrase is: person, organisation, state, group, outlet, document or unnamed; its name, role, gender, state. From the lexicon, capitals and order. */
#include "name/name.h"

static const q_word *word_at(const q_lang *l, const quoth_report *r, uint32_t t) { return q_lang_word(l, r->tokens[t].word); }
enum { FORM = 5 };          /* words of a form at most */

/* The state or role that the longest form beginning at t names: *taken tokens; a word with no classes if none. */
static const q_word *form_at(const q_lang *l, const quoth_report *r, uint32_t t, uint32_t end, uint32_t *taken) {
  const q_word *w = word_at(l, r, t);
  *taken = 1;
  if (!(w->classes & Q_W_BEGINS)) return w;
  q_folded words;
  q_fold_tokens(r, t, end, FORM, 60, &words);
  uint32_t id = 0, n = q_lang_phrase(l, words.at, words.size, words.count, &id);
  const q_word *form = n ? q_lang_word(l, id) : NULL;
  if (!form || !(form->state_count || form->actor_count || form->concept_count)) return w;
  *taken = n;
  return form;
}

static bool is_capital(const quoth_report *r, uint32_t t) { return r->tokens[t].flags & (QUOTH_TOKEN_CAPITAL | QUOTH_TOKEN_UPPER); }
static bool is_word(const quoth_report *r, uint32_t t) { return r->tokens[t].flags & QUOTH_TOKEN_WORD; }

enum { LINKING = Q_W_PREPOSITION | Q_W_RELATIVE | Q_W_COMPLEMENTISER | Q_W_CONJUNCTION };

/* The first segment of the phrase ends before a preposition, a comma, a relative clause or an inner article ("des Ministeriums"). */
static uint32_t segment_end(const q_lang *l, const quoth_report *r, uint32_t first, uint32_t end) {
  for (uint32_t t = first; t < end; t++) {
    const q_word *w = word_at(l, r, t);
    if (t == first) continue;
    if ((r->tokens[t].flags & QUOTH_TOKEN_PUNCT) && r->tokens[t].span.end - r->tokens[t].span.begin == 1 && strchr(",;:(", r->text[r->tokens[t].span.begin])) return t;
    if ((w->classes & LINKING) && !is_capital(r, t)) return t;
    if ((w->classes & Q_W_ARTICLE) && !is_capital(r, t)) return t;
  }
  return end;
}

static const q_actor_word *actor_of(const q_lang *l, const quoth_report *r, uint32_t t) {
  const q_word *w = word_at(l, r, t);
  return w->actor_count ? w->actors : NULL;
}

/* Rank among the role words of a segment: who it is beats where he works. */
static int rank_of(uint8_t kind) {
  switch (kind) {
    case Q_A_PERSON: return 4;
    case Q_A_TITLE: return 3;
    case Q_A_UNNAMED: return 3;
    case Q_A_DOCUMENT: return 2;
    default: return 1;
  }
}

static uint32_t head_of(const q_lang *l, const quoth_report *r, uint32_t first, uint32_t end) {
  bool last_wins = strcmp(l->script, "Latin") == 0;
  uint32_t head = UINT32_MAX;
  int best = 0;
  for (uint32_t t = first; t < end; t++) {
    const q_actor_word *a = actor_of(l, r, t);
    if (!a) continue;
    int rank = rank_of(a->kind);
    if (rank > best || (rank == best && last_wins && rank == 1)) { best = rank; head = t; }
  }
  return head;
}

/* "London-based": the state is only where it sits. */
static bool seat_only(const q_lang *l, const quoth_report *r, uint32_t t, uint32_t end) {
  if (t < end && q_sign(r, t) == '-') t++;
  const q_word *w = t < end ? word_at(l, r, t) : NULL;
  return w && w->concept_count && strcmp(w->concepts[0], "@") == 0;
}

static void find_state(const q_lang *l, const quoth_report *r, uint32_t first, uint32_t end, q_mention *m) {
  for (uint32_t t = first, taken; t < end && !m->iso[0]; t += taken) {
    const q_word *w = form_at(l, r, t, end, &taken);
    if (w->state_count && (is_capital(r, t) || strcmp(l->script, "Latin")) && !seat_only(l, r, t + taken, end)) memcpy(m->iso, w->states[0].iso, sizeof m->iso);
  }
}

/* The proper name: the longest run of capitalised words that are neither roles nor states; without capitals (Arabic) what follows the role. */
static void find_name(const q_lang *l, const quoth_report *r, uint32_t first, uint32_t end, q_mention *m) {
  bool cased = strcmp(l->script, "Arabic") != 0;
  uint32_t best_first = first, best_end = first, from = UINT32_MAX, form = first, taken;
  const q_word *w = NULL;
  for (uint32_t t = first; t <= end; t++) {
    bool name = false;
    if (t < end && t >= form) { w = form_at(l, r, t, end, &taken); form = t + taken; }
    if (t < end && is_word(r, t)) {
      bool role = w->actor_count && !(w->classes & (Q_W_MALE | Q_W_FEMALE));
      if (cased) name = is_capital(r, t) && !role && !w->state_count && !((r->tokens[t].flags & QUOTH_TOKEN_FIRST) && (w->classes & (Q_W_STOP | Q_W_ARTICLE | Q_W_PRONOUN | LINKING)));
      else name = !role && !w->state_count && !(w->classes & (Q_W_STOP | LINKING)) && m->head != UINT32_MAX && t > m->head;
    }
    if (name && from == UINT32_MAX) from = t;
    if (!name && from != UINT32_MAX) {
      bool joins = t < end && from + 1 <= t && t + 1 < end && !is_word(r, t) && r->text[r->tokens[t].span.begin] == '-' && is_capital(r, t + 1);
      if (joins) continue;
      if (t - from >= best_end - best_first) { best_first = from; best_end = t; }
      from = UINT32_MAX;
    }
  }
  m->name_first = best_first;
  m->name_end = best_end;
  m->named = best_end > best_first;
}

static uint8_t kind_of(const q_actor_word *a, bool named) {
  switch (a->kind) {
    case Q_A_ORGANISATION: return QUOTH_ORGANISATION;
    case Q_A_STATE: return QUOTH_STATE;
    case Q_A_GROUP: return QUOTH_GROUP;
    case Q_A_OUTLET: return QUOTH_OUTLET;
    case Q_A_UNNAMED: return named ? QUOTH_PERSON : QUOTH_UNNAMED;
    default: return QUOTH_PERSON;
  }
}

/* A word that names a body: UN, the Pentagon. */
static bool is_body(const q_word *w) {
  for (uint32_t i = 0; i < w->concept_count; i++) {
    size_t n = strlen(w->concepts[i]);
    if (w->concepts[i][0] == '=' || w->concepts[i][n - 1] == '#') return true;
  }
  return false;
}

/* Without a role word: a state by its name, an acronym as an organisation, else a person if it has a name. */
static void guess_kind(const q_lang *l, const quoth_report *r, uint32_t first, uint32_t end, q_mention *m) {
  uint32_t states = 0, words = 0, upper = 0, given = 0, bodies = 0;
  for (uint32_t t = first, taken; t < end; t += taken) {
    const q_word *w = form_at(l, r, t, end, &taken);
    if (!is_word(r, t) || w->classes & Q_W_ARTICLE) continue;
    words += taken;
    if (w->state_count && w->states[0].part != Q_S_ADJECTIVE) states += taken;
    upper += (r->tokens[t].flags & QUOTH_TOKEN_UPPER) && r->tokens[t].span.end - r->tokens[t].span.begin > 1;
    given += (w->classes & (Q_W_MALE | Q_W_FEMALE)) != 0;
    bodies += is_body(w);
  }
  if (states && states == words) m->kind = QUOTH_STATE;
  else if (bodies) m->kind = QUOTH_ORGANISATION;
  else if (given && m->named) m->kind = QUOTH_PERSON;
  else if (upper && upper == words) m->kind = QUOTH_ORGANISATION;
  else m->kind = m->named ? QUOTH_PERSON : QUOTH_UNNAMED;
}

static void find_gender(const q_lang *l, const quoth_report *r, q_mention *m) {
  if (m->head != UINT32_MAX) {
    const q_actor_word *a = actor_of(l, r, m->head);
    if (a) { m->gender = a->gender; m->plural = a->plural; }
  }
  for (uint32_t t = m->name_first; t < m->name_end; t++) {
    const q_word *w = word_at(l, r, t);
    bool male = w->classes & Q_W_MALE, female = w->classes & Q_W_FEMALE;
    if (male == female) continue;
    m->gender = male ? Q_G_M : Q_G_F;
    break;
  }
}

static bool find_pronoun(const q_lang *l, const quoth_report *r, uint32_t first, uint32_t end, q_mention *m) {
  const q_word *w = word_at(l, r, first);
  if (end - first != 1 || !w->pronoun_count) return false;
  m->pronoun = true;
  m->head = first;
  m->gender = w->pronouns[0].gender;
  m->plural = w->pronouns[0].plural;
  for (uint32_t i = 1; i < w->pronoun_count; i++) m->gender |= w->pronouns[i].gender;
  m->kind = QUOTH_UNNAMED;
  return true;
}

void q_name_describe(const q_lang *l, const quoth_report *r, uint32_t first, uint32_t end, q_mention *m) {
  *m = (q_mention){ .first = first, .end = end, .head = UINT32_MAX, .role = UINT32_MAX, .name_first = first, .name_end = first };
  if (first >= end || find_pronoun(l, r, first, end, m)) return;
  uint32_t stop = segment_end(l, r, first, end);
  const q_word *opening = word_at(l, r, first);
  bool indefinite = (opening->classes & Q_W_ARTICLE) && (opening->classes & Q_W_QUANTIFIER);
  m->head = head_of(l, r, first, stop);
  find_name(l, r, first, stop, m);
  const q_actor_word *a = m->head != UINT32_MAX ? actor_of(l, r, m->head) : NULL;
  if (!m->named && stop < end && a && kind_of(a, false) == QUOTH_PERSON) find_name(l, r, stop, end, m); /* "the spokesman, Igor X" */
  if (m->named && m->name_first >= stop && !(r->tokens[m->name_first - 1].flags & QUOTH_TOKEN_PUNCT)) m->named = false, m->name_end = m->name_first;
  find_state(l, r, first, end, m);
  if (a) {
    m->kind = kind_of(a, m->named);
    m->document = a->kind == Q_A_DOCUMENT;
    m->role = m->head;
  } else guess_kind(l, r, first, stop, m);
  m->definite = !indefinite && ((opening->classes & (Q_W_ARTICLE | Q_W_DEMONSTRATIVE | Q_W_POSSESSIVE)) || m->named || m->kind == QUOTH_STATE);
  find_gender(l, r, m);
}
