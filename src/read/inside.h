/* What the files of src/read share. */
#ifndef Q_READ_INSIDE_H
#define Q_READ_INSIDE_H
#include "read/read.h"

enum { Q_REPORT_LIMIT = 16 << 20 /* bytes of a report's text */, Q_META_LIMIT = 64 << 10 /* bytes of one given field */ };

/* ---- charset.c ---- */
int q_read_utf8(q_arena *a, const char *bytes, size_t size, char **text, size_t *length); /* invalid bytes and U+0000 become U+FFFD */
const char *q_read_wide(const char *bytes, size_t size); /* a mark, or UTF-16/32 by its zero bytes; NULL: neither */

/* ---- dates.c ---- */
typedef struct q_calendar {      /* how dates are read in one report */
  const q_lang *lang, *other;    /* month names; NULL allowed */
  const char *order;             /* "dmy", "mdy", "ymd" or NULL */
  bool day_first;                /* the language writes the day before the month where nothing else says so */
} q_calendar;
typedef struct q_found_date { uint32_t begin, end; char iso[40]; } q_found_date;
/* The next date with a year in text[*at, end), with the time beside it; moves *at behind it. */
bool q_date_next(const q_calendar *c, const char *text, uint32_t *at, uint32_t end, q_found_date *out);
/* A given date: ISO 8601; other forms only where an order is set, which says how to read numbers. False: not a date. */
bool q_date_given(const q_calendar *c, const char *s, char iso[40]);

/* ---- lines.c ---- */
enum { Q_ENDS_OPEN, Q_ENDS_STOP, Q_ENDS_ELLIPSIS, Q_ENDS_COLON };
typedef struct q_line {          /* a paragraph: a line, or several lines of a text wrapped at a width */
  uint32_t begin, end;           /* without blanks at its ends; begin == end does not occur */
  uint32_t words, capitals, letters; /* capitals: words that begin with an upper-case letter */
  uint32_t stops;                /* sentence ends inside, followed by a new beginning */
  uint8_t ends;                  /* Q_ENDS_* */
  bool gap;                      /* an empty line stands before it */
  bool indented;
  bool lower;                    /* its first letter is a lower-case one */
  bool upper;                    /* all its letters are upper-case */
  bool opens;                    /* begins with a quotation mark */
  bool bullet;                   /* begins with a bullet, dash or number of a list */
  uint8_t label;                 /* Q_L_* + 1 of the label it begins with, or holds; 0 none */
  bool whole;                    /* the label is all of it */
  bool intro;                    /* the label introduces a name ("Photo by", "Source:") and is no name itself ("Getty Images") */
  uint32_t name;                 /* where what follows the label begins */
  uint8_t kind;                  /* quoth_section_kind */
  bool sure;                     /* kind was said by form alone; position changes it no more */
  const char *role;
} q_line;
typedef struct q_lines { q_line *at; uint32_t count, room; uint32_t rest; /* text from here was not cut: too many lines */ bool wrapped; } q_lines;
int q_lines_cut(q_arena *a, const char *text, uint32_t length, q_lines *out);
void q_line_measure(const char *text, q_line *x); /* fills the fields from words to bullet for begin..end */

/* ---- labels.c ---- */
typedef struct q_labels q_labels; /* the labels of the report's language and of English, by first byte */
int q_labels_make(q_arena *a, const q_lang *l, const q_lang *other, q_labels **out);
void q_label_line(const q_labels *ls, const char *text, q_line *x);
/* Is there a label of that kind in s[0, n)? */
bool q_label_within(const q_labels *ls, uint8_t kind, const char *s, size_t n);

/* ---- the report being read ---- */
typedef struct q_page {
  q_langs *langs;
  const q_lang *lang, *english;
  q_labels *labels;
  q_calendar calendar;
  quoth_report *r;
  q_lines lines;
  uint32_t headline;             /* line, UINT32_MAX none */
  uint32_t first, last;          /* first and last line of the body proper; first > last: none */
  Q_VEC(quoth_credit) credits;
  Q_VEC(quoth_section) cuts;     /* sections inside a line, in text order */
} q_page;
/* sections.c: kind and role of every line; q_sections_write makes r->sections of lines and cuts. */
void q_sections_find(q_page *p);
int q_sections_write(q_page *p);
/* headline.c */
void q_headline_find(q_page *p);
/* Where the title, which begins at `from` ignoring case and marks, ends; 0: it does not stand there. */
uint32_t q_title_prefix(const char *text, uint32_t from, uint32_t end, const char *title);
bool q_outlet_suffix(const char *text, const q_line *x, uint32_t *from, uint32_t *to);
bool q_langs_agency_line(const q_page *p, const q_line *x); /* an agency's name stands alone, in brackets or between dashes */
bool q_agency_name(const q_page *p, uint32_t begin, uint32_t end); /* a known agency */
/* dateline.c, credits.c, meta.c */
int q_dateline_find(q_page *p);
bool q_place_known(const q_page *p, uint32_t begin, uint32_t end);
int q_credits_find(q_page *p);
bool q_byline(const q_page *p, const q_line *x); /* what follows the label are names */
bool q_photo_tail(const q_page *p, const q_line *x, q_line *tail); /* "... in May. Photo by X" */
bool q_signed(const q_page *p, const q_line *x); /* a name or two stand behind the last sentence */
int q_credit_add(q_page *p, quoth_credit_kind kind, uint32_t begin, uint32_t end);
int q_prefix_find(q_page *p); /* date, title, agency glued before the first paragraph; before q_dateline_find */
uint32_t q_body_start(const q_page *p, uint32_t line); /* behind what was cut off the line's beginning */
int q_meta_find(q_page *p, const quoth_input *in);
int q_cut_add(q_page *p, quoth_section_kind kind, const char *role, uint32_t begin, uint32_t end);
#endif
