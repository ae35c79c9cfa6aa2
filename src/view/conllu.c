/* The words of a report as CoNLL-U (Universal Dependencies v2). Columns that nobody has filled are "_". */
#include "read/conllu.h"
#include "view/view.h"

static const char *const tags[] = { "_", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X" };

/* A column holds no tab and no line end, and is not empty. */
static void put_column(q_buf *b, const char *s, size_t n) {
  bool space = false;
  if (!n) q_buf_char(b, '_');
  for (const char *end = s + n; s < end; s++) {
    bool blank = *s == '\t' || *s == '\n' || *s == '\r' || *s == '\v' || *s == '\f' || *s == ' ';
    if (!blank) q_buf_char(b, *s);
    else if (!space) q_buf_char(b, ' ');
    space = blank;
  }
}

static void put_string(q_buf *b, const char *s) { put_column(b, s ? s : "_", s ? strlen(s) : 1); }

static void put_number(q_buf *b, uint32_t v) {
  char digits[12], *at = digits + sizeof digits;
  do *--at = (char)('0' + v % 10); while (v /= 10);
  q_buf_add(b, at, (size_t)(digits + sizeof digits - at));
}

/* Columns 2 to 8. */
static void put_word(q_buf *b, const quoth_report *r, const quoth_sentence *x, uint32_t i) {
  const quoth_word *w = &r->words[i];
  q_buf_char(b, '\t');
  if (w->form) put_column(b, w->form, strlen(w->form));
  else put_column(b, r->text + w->span.begin, w->span.end - w->span.begin);
  q_buf_char(b, '\t');
  put_string(b, w->lemma);
  q_buf_char(b, '\t');
  q_buf_str(b, w->upos < sizeof tags / sizeof *tags ? tags[w->upos] : "_");
  q_buf_str(b, "\t_\t");
  put_string(b, w->feats);
  q_buf_char(b, '\t');
  if (!w->relation) q_buf_char(b, '_');
  else put_number(b, w->head < 0 ? 0 : (uint32_t)w->head - x->word + 1);
  q_buf_char(b, '\t');
  put_string(b, w->relation);
}

/* ---- an input's own words ------------------------------------------------------------------------------------------------------------ */

static void put_kept(q_buf *b, const quoth_report *r, uint32_t sentence) {
  const struct quoth_kept *k = r->kept;
  const quoth_sentence *x = &r->sentences[sentence];
  q_buf_str(b, k->comments[sentence]);
  for (uint32_t i = k->first_row[sentence]; i < k->first_row[sentence + 1]; i++) {
    const q_kept_row *row = &k->rows[i];
    if (row->kind == Q_ROW_EMPTY) { q_buf_str(b, row->line); q_buf_char(b, '\n'); continue; }
    q_buf_str(b, row->id);
    if (row->kind == Q_ROW_RANGE) { q_buf_char(b, '\t'); q_buf_str(b, row->form); q_buf_str(b, "\t_\t_\t_\t_\t_\t_"); }
    else put_word(b, r, x, row->word);
    q_buf_char(b, '\t');
    q_buf_str(b, row->deps);
    q_buf_char(b, '\t');
    q_buf_str(b, row->misc);
    q_buf_char(b, '\n');
  }
  q_buf_char(b, '\n');
}

/* ---- words that quoth cut ------------------------------------------------------------------------------------------------------------ */

static void put_name(q_buf *b, const quoth_report *r) {
  const char *name = r->id ? r->id : r->source && strcmp(r->source, "-") ? r->source : "stdin";
  put_column(b, name, strlen(name));
}

/* The written token of the words [i, i + range): its span. */
static quoth_span written(const quoth_report *r, uint32_t i, uint32_t range) { return (quoth_span){ r->words[i].span.begin, r->words[i + range - 1].span.end }; }

static void put_misc(q_buf *b, const quoth_report *r, quoth_span s, bool glued) {
  q_buf_str(b, glued ? "\t_\tSpaceAfter=No|TokenRange=" : "\t_\tTokenRange=");
  put_number(b, quoth_points(r, s.begin));
  q_buf_char(b, ':');
  put_number(b, quoth_points(r, s.end));
  q_buf_char(b, '\n');
}

static void put_own(q_buf *b, const quoth_report *r, uint32_t sentence) {
  const quoth_sentence *x = &r->sentences[sentence];
  bool glued = false;
  if (!sentence || x->paragraph != x[-1].paragraph) q_buf_str(b, "# newpar\n");
  q_buf_str(b, "# sent_id = ");
  put_name(b, r);
  q_buf_printf(b, "-%u\n# text = ", sentence + 1);
  put_column(b, r->text + x->span.begin, x->span.end - x->span.begin);
  q_buf_char(b, '\n');
  for (uint32_t i = x->word; i < x->word + x->words; i++) {
    const quoth_word *w = &r->words[i];
    if (w->range) {
      quoth_span s = written(r, i, w->range);
      glued = i + w->range < r->word_count && r->words[i + w->range].span.begin == s.end;
      if (w->range > 1) {
        q_buf_printf(b, "%u-%u\t", i - x->word + 1, i - x->word + w->range);
        put_column(b, r->text + s.begin, s.end - s.begin);
        q_buf_str(b, "\t_\t_\t_\t_\t_\t_");
        put_misc(b, r, s, glued);
      }
    }
    put_number(b, i - x->word + 1);
    put_word(b, r, x, i);
    if (w->range == 1) put_misc(b, r, w->span, glued);
    else q_buf_str(b, "\t_\t_\n");
  }
  q_buf_char(b, '\n');
}

int q_view_conllu(const quoth_report *r, q_buf *b) {
  if (!r->kept) {
    q_buf_str(b, "# newdoc id = ");
    put_name(b, r);
    q_buf_char(b, '\n');
  }
  for (uint32_t i = 0; i < r->sentence_count; i++) {
    if (r->kept) put_kept(b, r, i);
    else put_own(b, r, i);
  }
  return b->failed ? QUOTH_MEMORY : 0;
}

int quoth_write_conllu(const quoth_report *r, FILE *out) {
  q_buf b = { 0 };
  int status = q_view_conllu(r, &b);
  if (!status && fwrite(b.at ? b.at : "", 1, b.count, out) != b.count) status = QUOTH_SYSTEM;
  q_buf_free(&b);
  return status;
}
