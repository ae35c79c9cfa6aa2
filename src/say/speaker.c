/* Statements -> speakers, targets and what they are about; actors into the report. */
#include "say/actors.h"

static const q_cue *cue_of(const cast *c, const quoth_statement *s) {
  if (!s->cue.count) return NULL;
  const quoth_report *r = c->r;
  quoth_span last = r->spans[s->cue.first + s->cue.count - 1];
  uint32_t end = q_cast_token(r, last.end);
  for (uint32_t k = 0; k < s->cue.count; k++) {
    quoth_span span = r->spans[s->cue.first + k];
    for (uint32_t t = q_cast_token(r, span.begin); t < end && r->tokens[t].span.begin < span.end; t++) {
      const q_word *w = q_lang_word(q_cast_lang(c, q_cast_sentence(r, t)), r->tokens[t].word);
      if (w->cue_count) return w->cues;
    }
  }
  return NULL;
}

static uint32_t sentence_of(const cast *c, const quoth_statement *s) {
  quoth_spans at = s->cue.count ? s->cue : s->content;
  return at.count ? q_cast_sentence(c->r, q_cast_token(c->r, c->r->spans[at.first].begin)) : 0;
}

static bool is_first_person(const cast *c, const mention *m) {
  const q_word *w = q_lang_word(q_cast_lang(c, m->sentence), c->r->tokens[m->is.first].word);
  return m->is.pronoun && w->pronoun_count && w->pronouns[0].person == 1;
}

static uint32_t first_mention(const cast *c, uint32_t byte) {
  uint32_t low = 0, high = c->all.count;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (c->all.at[mid].span.begin < byte) low = mid + 1;
    else high = mid;
  }
  return low;
}

/* The last actor named before the cue in its sentence, at most so many tokens away. */
static int32_t before_cue(const cast *c, const quoth_statement *s, uint32_t here, uint32_t reach) {
  const quoth_report *r = c->r;
  uint32_t cue = q_cast_token(r, r->spans[s->cue.first].begin);
  for (uint32_t k = first_mention(c, r->spans[s->cue.first].begin); k-- > 0 && c->all.at[k].sentence == here;) {
    const mention *m = &c->all.at[k];
    if (m->actor >= 0 && m->is.end <= cue && cue - m->is.end <= reach) return m->actor;
  }
  return -1;
}

/* The person named last in the sentences before: whom a verb without a subject speaks of when nobody has spoken. */
static int32_t named_before(const cast *c, const quoth_statement *s, uint32_t here) {
  enum { SENTENCES = 4 };
  for (uint32_t k = first_mention(c, c->r->spans[s->cue.first].begin); k-- > 0 && here - c->all.at[k].sentence <= SENTENCES;) {
    int32_t x = c->all.at[k].actor;
    if (x >= 0 && c->actors.at[x].kind == QUOTH_PERSON && c->actors.at[x].named) return x;
  }
  return -1;
}

/* "by his account": the cue itself holds the pronoun. */
static bool holds_pronoun(const cast *c, const quoth_statement *s, uint32_t here) {
  const quoth_report *r = c->r;
  uint32_t end = r->spans[s->cue.first + s->cue.count - 1].end;
  for (uint32_t t = q_cast_token(r, r->spans[s->cue.first].begin); t < r->token_count && r->tokens[t].span.begin < end; t++)
    if (q_lang_word(q_cast_lang(c, here), r->tokens[t].word)->classes & (Q_W_PRONOUN | Q_W_POSSESSIVE)) return true;
  return false;
}

/* A cue without a source of its own: a noun's possessor; a participle's, infinitive's or second verb's subject is who was named or spoke before it in the sentence, or, where
 * verbs need no subject, who spoke last; passives and impersonal cues name nobody. */
static int32_t unsaid(const cast *c, uint32_t i, int32_t last, uint32_t last_sentence) {
  const quoth_statement *s = &c->r->statements[i];
  const q_cue *cue = cue_of(c, s);
  uint32_t here = sentence_of(c, s);
  if (!cue || (cue->options & Q_O_NOONE)) return -1;
  if (cue->kind == Q_CUE_NOUN) return before_cue(c, s, here, 3);
  if (cue->kind == Q_CUE_PREP) return !holds_pronoun(c, s, here) ? -1 : last >= 0 ? last : named_before(c, s, here);
  if (cue->forms == Q_F_PART) return last >= 0 && here == last_sentence ? last : -1;
  if (here == last_sentence && last >= 0) return last;
  int32_t near = before_cue(c, s, here, 24);
  if (near >= 0 && !(cue->forms == Q_F_FIN && q_cast_lang(c, here)->pro_drop)) return near;
  if (!q_cast_lang(c, here)->pro_drop && !(cue->forms & Q_F_GER)) return -1;
  return last >= 0 ? last : named_before(c, s, here);
}

static void set_speakers(cast *c) {
  quoth_report *r = c->r;
  int32_t last = -1;
  uint32_t last_sentence = UINT32_MAX;
  for (uint32_t i = 0; i < r->statement_count; i++) {
    quoth_statement *s = &r->statements[i];
    int32_t m = c->of_statement[i];
    if (m >= 0) {
      s->speaker = c->all.at[m].actor;
      int32_t outer = s->parent >= 0 && s->parent < (int32_t)i ? r->statements[s->parent].speaker : -1;
      if (is_first_person(c, &c->all.at[m]) && outer >= 0) s->speaker = outer;
    } else if (!s->cue.count) s->speaker = last;
    else s->speaker = unsaid(c, i, last, last_sentence);
    if (s->parent < 0 && s->speaker >= 0) { last = s->speaker; last_sentence = sentence_of(c, s); }
  }
}

static int to_pool(quoth_report *r, quoth_span s) {
  if (r->span_count == r->span_room && q_vec_room(r->arena, &r->spans, &r->span_room, r->span_count, sizeof *r->spans)) return QUOTH_MEMORY;
  r->spans[r->span_count++] = s;
  return 0;
}

static bool is_about(const quoth_report *r, const quoth_statement *s, uint32_t actor) {
  for (uint32_t j = 0; j < s->about.count; j++)
    if (r->spans[s->about.first + j].begin == actor) return true;
  return false;
}

enum { ABOUT = 16, NEAR = 24 }; /* actors listed at most; bytes from the beginning of the content within which the target stands */

/* The actors in a content; the first of them is the target of an accusation, demand, question or praise if it opens the content. */
static int set_about(cast *c, quoth_statement *s) {
  quoth_report *r = c->r;
  bool aimed = s->force == QUOTH_ACCUSE || s->force == QUOTH_DEMAND || s->force == QUOTH_ASK || s->force == QUOTH_PRAISE;
  s->target = -1;
  s->about = (quoth_spans){ r->span_count, 0 };
  for (uint32_t k = 0; k < s->content.count; k++) {
    quoth_span at = r->spans[s->content.first + k];
    for (uint32_t m = first_mention(c, at.begin); m < c->all.count && c->all.at[m].span.begin < at.end && s->about.count < ABOUT; m++) {
      const mention *x = &c->all.at[m];
      if (x->actor < 0 || x->actor == s->speaker || is_about(r, s, (uint32_t)x->actor)) continue;
      if (to_pool(r, (quoth_span){ (uint32_t)x->actor, (uint32_t)x->actor })) return QUOTH_MEMORY;
      s->about.count++;
      if (s->target < 0 && aimed && k == 0 && x->span.begin - at.begin < NEAR) s->target = x->actor;
    }
  }
  return 0;
}

static const char *role_text(const cast *c, uint32_t t) {
  if (t == UINT32_MAX) return NULL;
  quoth_span s = c->r->tokens[t].span;
  return q_strndup(c->r->arena, c->r->text + s.begin, s.end - s.begin);
}

static int store(cast *c) {
  quoth_report *r = c->r;
  r->actors = q_alloc(r->arena, (c->actors.count + 1) * sizeof *r->actors);
  if (!r->actors) return QUOTH_MEMORY;
  r->actor_count = c->actors.count;
  for (uint32_t i = 0; i < c->actors.count; i++) {
    const actor *x = &c->actors.at[i];
    quoth_actor *to = &r->actors[i];
    *to = (quoth_actor){ .name = x->name, .kind = x->kind, .role = role_text(c, x->role), .of = x->of, .key = q_key_of(c, x) };
    to->mentions.first = r->span_count;
    for (uint32_t k = 0; k < x->mentions.count; k++) {
      if (to_pool(r, x->mentions.at[k])) return QUOTH_MEMORY;
      to->mentions.count++;
    }
    if (!to->key) return QUOTH_MEMORY;
  }
  return 0;
}

int q_speakers(q_langs *langs, quoth_report *r, quoth_error *e) {
  cast c = { .langs = langs, .r = r, .a = q_arena_new() };
  int status = c.a ? 0 : QUOTH_MEMORY;
  if (!status) status = q_mentions(&c);
  if (!status) status = q_resolve(&c);
  if (!status) {
    set_speakers(&c);
    for (uint32_t i = 0; i < r->statement_count && !status; i++) status = set_about(&c, &r->statements[i]);
  }
  if (!status) status = store(&c);
  q_arena_free(c.a);
  return status ? q_fail(e, status, "out of memory while finding speakers") : 0;
}
