/* parse: report -> sentences, tokens; then the quotation state. Adds those layers, changes no earlier one. */
#ifndef Q_PARSE_H
#define Q_PARSE_H
#include "lang/lang.h"
#include "net/net.h"
/* tokens.c, sentences.c: every section but furniture, related and credit is cut into sentences and tokens (those too, but statements skip them). A sentence
 * lies within one section and one paragraph. Tokens follow Universal Dependencies where that needs no network: clitics of English ("n't", "'s") and French
 * elisions ("l'") are tokens of their own; Arabic tokens stay as written. token.word is looked up in the language of the section. */
int q_parse(q_langs *langs, quoth_report *r, quoth_error *e);
/* quote.c: token.mark and QUOTH_TOKEN_QUOTED. A missing or doubled mark spoils its own paragraph at most, and at most three sentences of it; a quotation over
 * several paragraphs has an opening mark at each. */
enum { Q_MARK_NONE, Q_MARK_OPEN, Q_MARK_CLOSE, Q_MARK_OPEN_INNER, Q_MARK_CLOSE_INNER, Q_MARK_SCARE /* around a word or name */, Q_MARK_LOOSE /* unpaired */ };
int q_quotes(q_langs *langs, quoth_report *r, quoth_error *e);
/* split.c: r->words, after q_quotes (an apostrophe is no quotation mark). model: models/words.qm; NULL: words with clitics glued to them stay whole. */
int q_words(q_langs *langs, const q_model *model, quoth_report *r, quoth_error *e);
/* given.c: flags and lexicon words of tokens whose spans are given, in place of q_parse. */
int q_given_tokens(q_langs *langs, quoth_report *r, quoth_error *e);
#endif
