#include "match/match.h"

static const q_lang *lang_of(q_langs *langs, const quoth_report *r, uint32_t section) {
  const char *code = section < r->section_count && r->sections[section].language ? r->sections[section].language : r->language;
  return code ? q_langs_get(langs, code) : NULL;
}

static uint64_t stem_hash(const q_lang *l, const quoth_report *r, const quoth_token *t) {
  char folded[256];
  size_t n = t->span.end - t->span.begin;
  if (n > sizeof folded - 8) n = sizeof folded - 8;
  n = q_utf8_valid(r->text + t->span.begin, n);
  n = q_fold_search(r->text + t->span.begin, n, folded, sizeof folded);
  if (l && (t->flags & QUOTH_TOKEN_WORD)) n = q_lang_stem(l, folded, n);
  return q_hash(folded, n, 7);
}

static int collect(q_langs *langs, const quoth_report *r, bool all, q_arena *a, q_stems *out) {
  *out = (q_stems){ q_alloc(a, (r->token_count + 1) * sizeof *out->at), 0 };
  if (!out->at) return QUOTH_MEMORY;
  for (uint32_t s = 0; s < r->sentence_count; s++) {
    const quoth_sentence *sentence = &r->sentences[s];
    quoth_section_kind kind = r->sections[sentence->section].kind;
    bool aside = kind != QUOTH_HEADLINE && kind != QUOTH_BODY && kind != QUOTH_CAPTION;
    if (aside && !all) continue;
    const q_lang *l = lang_of(langs, r, sentence->section);
    for (uint32_t i = sentence->token; i < sentence->token + sentence->tokens; i++) {
      const quoth_token *t = &r->tokens[i];
      if (!(t->flags & (QUOTH_TOKEN_WORD | QUOTH_TOKEN_NUMBER))) continue;
      bool common = l && (q_lang_word(l, t->word)->classes & (Q_W_STOP | Q_W_ARTICLE | Q_W_PREPOSITION | Q_W_CONJUNCTION | Q_W_PRONOUN | Q_W_AUXILIARY));
      out->at[out->count++] = (q_stem){ stem_hash(l, r, t), t->span, s, i, common, (t->flags & QUOTH_TOKEN_NUMBER) != 0, aside };
    }
  }
  return 0;
}

int q_stems_of(q_langs *langs, const quoth_report *r, q_arena *a, q_stems *out) { return collect(langs, r, false, a, out); }
int q_stems_all(q_langs *langs, const quoth_report *r, q_arena *a, q_stems *out) { return collect(langs, r, true, a, out); }
