/* read: bytes -> report: charset, text, sections, title, outlet, dates, dateline, credits. From one report alone; never from a list of outlets. */
#ifndef Q_READ_H
#define Q_READ_H
#include "lang/lang.h"
/* Makes r (with its arena) up to the section layer. langs decides the language unless it is given. */
int q_read_report(q_langs *langs, const quoth_input *input, quoth_report **out, quoth_error *e);
/* A report of checked CoNLL-U sentences (inputs.c): text, sentences, tokens (spans), words, what is kept. */
int q_read_conllu(q_langs *langs, const quoth_input *input, quoth_report **out, quoth_error *e);
/* charset.c: bytes of a text file -> valid UTF-8 in the arena (BOM, valid UTF-8, guess by uchardet, iconv); invalid bytes and U+0000 become U+FFFD. */
int q_charset(q_arena *a, const char *bytes, size_t size, char **text, size_t *length, const char **name, quoth_error *e);
#endif
