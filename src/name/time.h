/* time.h: what time.c finds and time_value.c makes a value of. */
#ifndef Q_NAME_TIME_H
#define Q_NAME_TIME_H
#include "name/number.h"

/* What the parts of an expression say, by class (Q_T_MONTH ...): v[class] where the bit of has is set. */
typedef struct q_time_slots { int32_t v[Q_T_NUMERIC + 1]; int32_t minute; uint32_t has; bool vague; } q_time_slots;
static inline bool q_time_has(const q_time_slots *s, int class) { return s->has >> class & 1; }

typedef struct q_day { int32_t y, m, d; } q_day;                 /* m, d 0: not known; y 0: nothing is */
enum { Q_TENSE_UNKNOWN, Q_TENSE_PAST, Q_TENSE_FUTURE };
enum { Q_TIME_ROOM = 48 };

/* The value of an expression in the TIMEX3 form, as seen from the day of publication (y 0: unknown); false and "" where it cannot be told. *day: the day it names, y 0 none.
 * quarter: the year and (as m) the quarter that the report spoke of last, y 0 none. */
bool q_time_value(const q_time_rule *rule, const q_time_slots *s, q_day published, q_day quarter, int tense, char out[Q_TIME_ROOM], quoth_time_kind *kind, q_day *day);
/* An ISO date as far as it goes ("2017-06-09T16:48", "2017"). */
q_day q_day_of(const char *iso);
bool q_day_real(q_day d);
#endif
