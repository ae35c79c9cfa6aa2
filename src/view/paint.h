/* paint: text for a terminal: colours, control characters stripped, right-to-left isolated, lines filled. */
#ifndef Q_PAINT_H
#define Q_PAINT_H
#include "view/view.h"
typedef enum q_ink { Q_PLAIN, Q_BOLD, Q_DIM, Q_SOURCE, Q_CUE, Q_CONTENT, Q_WARN } q_ink;
typedef struct q_paint { q_buf *out; bool colors; int width, indent, column; bool rtl; q_ink ink; } q_paint;
void q_paint_ink(q_paint *p, q_ink ink);
void q_paint_text(q_paint *p, const char *s, size_t n);  /* filled to width with the indent; blanks and line ends fold into one */
void q_paint_str(q_paint *p, const char *s);
void q_paint_line(q_paint *p);                           /* ends the line and any ink */
bool q_paint_is_rtl(const char *s, size_t n);            /* first strong letter is Arabic or Hebrew */
const char *q_view_day(const char *iso, char out[17]);   /* "2017-06-09 16:48"; "no date" for NULL */
#endif
