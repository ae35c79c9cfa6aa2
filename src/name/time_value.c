/* Values of times: TIMEX3 (TimeML 1.2.1, Pustejovsky et al. 2003) from the parts of an expression and the day of publication. */
#include "name/time.h"

/* ---- the calendar ------------------------------------------------------------------------------------------------------------------ */

static int32_t month_days(int32_t y, int32_t m) {
  static const uint8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  return days[m - 1] + (m == 2 && y % 4 == 0 && (y % 100 || y % 400 == 0));
}

bool q_day_real(q_day d) { return d.y > 0 && d.y < 10000 && d.m >= 1 && d.m <= 12 && d.d >= 1 && d.d <= month_days(d.y, d.m); }

/* Days since 1 March of year 0 and back (Gregorian; the method of Howard Hinnant, 2013: years begin in March). */
static int32_t number_of(q_day x) {
  int32_t y = x.y - (x.m <= 2), doy = (153 * (x.m + (x.m > 2 ? -3 : 9)) + 2) / 5 + x.d - 1;
  return y * 365 + y / 4 - y / 100 + y / 400 + doy;
}

static q_day day_of(int32_t n) {
  int32_t era = n / 146097, doe = n % 146097, yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
  q_day x = { yoe + era * 400, mp < 10 ? mp + 3 : mp - 9, doy - (153 * mp + 2) / 5 + 1 };
  x.y += x.m <= 2;
  return x;
}

static int32_t weekday_of(int32_t n) { return (n + 2) % 7 + 1; } /* 1 March 0 was a Wednesday */

/* The ISO week: that of its Thursday. */
static void week_of(int32_t n, int32_t *year, int32_t *week) {
  int32_t thursday = n - weekday_of(n) + 4;
  *year = day_of(thursday).y;
  *week = (thursday - number_of((q_day){ *year, 1, 1 })) / 7 + 1;
}

static q_day add_months(q_day x, int32_t n) {
  int32_t m = x.y * 12 + x.m - 1 + n;
  return (q_day){ m / 12, m % 12 + 1, 0 };
}

q_day q_day_of(const char *iso) {
  q_day x = { 0 };
  int y, m = 0, d = 0;
  int got = iso ? sscanf(iso, "%4d-%2d-%2d", &y, &m, &d) : 0;
  if (got < 1 || y < 1000 || y > 9000) return x;
  x.y = y;
  if (got >= 2 && m >= 1 && m <= 12) x.m = m;
  if (got >= 3 && x.m && d >= 1 && d <= month_days(y, m)) x.d = d;
  return x;
}

/* ---- shifting ---------------------------------------------------------------------------------------------------------------------- */

static int code(const char *c) { return c[0] << 8 | c[1]; }

static bool put_week(int32_t n, char *out, const char *end) {
  int32_t year, week;
  week_of(n, &year, &week);
  snprintf(out, Q_TIME_ROOM, "%04d-W%02d%s", year, week, end);
  return true;
}

static bool put_day(int32_t n, char *out, q_day *day) {
  *day = day_of(n);
  snprintf(out, Q_TIME_ROOM, "%04d-%02d-%02d", day->y, day->m, day->d);
  return true;
}

/* The unit around the day of publication, n units away. back: a weekend without more is the one before. */
static bool shift(q_day p, int unit, int64_t by, bool back, char *out, q_day *day) {
  if (by > 3000 || by < -3000 || !p.y) return false;
  int32_t n = (int32_t)by;
  if (unit == code("Y") || unit == code("DE") || unit == code("CE")) {
    int32_t y = p.y + n * (unit == code("Y") ? 1 : unit == code("DE") ? 10 : 100);
    if (y < 1 || y > 9999) return false;
    if (unit == code("CE")) snprintf(out, Q_TIME_ROOM, "%02d", y / 100);
    else if (unit == code("DE")) snprintf(out, Q_TIME_ROOM, "%03d", y / 10);
    else snprintf(out, Q_TIME_ROOM, "%04d", y);
    return true;
  }
  if (!p.m) return false;
  if (unit == code("M")) { q_day x = add_months(p, n); return snprintf(out, Q_TIME_ROOM, "%04d-%02d", x.y, x.m) > 0; }
  if (unit == code("Q") || unit == code("H")) {
    int32_t size = unit == code("Q") ? 3 : 6;
    q_day x = add_months(p, n * size);
    return snprintf(out, Q_TIME_ROOM, "%04d-%c%d", x.y, unit == code("Q") ? 'Q' : 'H', (x.m - 1) / size + 1) > 0;
  }
  if (!p.d) return false;
  if (unit == code("W")) return put_week(number_of(p) + 7 * n, out, "");
  if (unit == code("WE")) return put_week(number_of(p) + 7 * (n - (n == 0 && back && weekday_of(number_of(p)) < 5)), out, "-WE");
  return unit == code("D") && put_day(number_of(p) + n, out, day);
}

/* ---- dates ------------------------------------------------------------------------------------------------------------------------- */

/* The weekday that is meant: the latest up to the day of publication, the next where the tense or the direction says so. */
static bool weekday(q_day p, int32_t want, int by, int tense, char *out, q_day *day) {
  if (!p.d) return false;
  int32_t n = number_of(p), back = (weekday_of(n) - want + 7) % 7, at = n - back;
  if (by == 1 || (by == Q_TIME_NEAREST && tense == Q_TENSE_FUTURE && back)) at = n + 7 - back;
  else if (by == -1 && !back) at = n - 7;
  else if (by == 0) at = n - weekday_of(n) + want;
  return put_day(at, out, day);
}

/* The year of a month (and day) without one: the nearest by the tense; what lies most of a year back is ahead. */
static int32_t year_near(q_day p, int32_t m, int32_t d, int by, int tense) {
  int32_t here = p.m * 31 + (d && p.d ? p.d : 0), there = m * 31 + (d && p.d ? d : 0), ahead = there - here;
  if (by == 0) return p.y;
  if (by == -1) return ahead < 0 ? p.y : p.y - 1;
  if (by == 1) return ahead > 0 ? p.y : p.y + 1;
  if (d) { /* a day of a month: the nearest */
    if (ahead > 186) return p.y - 1;
    return ahead < -310 || (ahead < -93 && tense == Q_TENSE_FUTURE) ? p.y + 1 : p.y;
  }
  if (ahead > 0) return ahead <= (tense == Q_TENSE_FUTURE ? 340 : 93) ? p.y : p.y - 1;
  return ahead < 0 && (tense == Q_TENSE_FUTURE || ahead < -265) ? p.y + 1 : p.y;
}

static bool season(const q_time_slots *s, q_day p, int by, int tense, char *out) {
  static const struct { const char *code; int month; } begins[] = { { "SP", 3 }, { "SU", 6 }, { "FA", 9 }, { "WI", 12 } };
  int32_t y = q_time_has(s, Q_T_YEAR) ? s->v[Q_T_YEAR] : 0, value = s->v[Q_T_SEASON];
  for (int i = 0; !y && i < 4; i++)
    if (code(begins[i].code) == value && p.m) y = year_near(p, begins[i].month, 0, by, tense);
  if (y) snprintf(out, Q_TIME_ROOM, "%04d-%c%c", y, value >> 8, value & 255);
  return y != 0;
}

/* "the third quarter (of 1988)" */
static bool part_of_year(const q_time_rule *rule, const q_time_slots *s, q_day p, char *out) {
  int unit = rule->unit ? rule->unit : s->v[Q_T_UNIT], n = s->v[Q_T_ORDINAL], size = unit == code("Q") ? 3 : 6;
  if ((unit != code("Q") && unit != code("H")) || n < 1 || n > 12 / size) return false;
  int32_t y = q_time_has(s, Q_T_YEAR) ? s->v[Q_T_YEAR] : p.m ? p.y - ((n - 1) * size + 1 > p.m) : 0;
  if (y) snprintf(out, Q_TIME_ROOM, "%04d-%c%d", y, unit == code("Q") ? 'Q' : 'H', n);
  return y != 0;
}

static bool date(const q_time_rule *rule, const q_time_slots *s, q_day p, int tense, char *out, q_day *day) {
  bool y = q_time_has(s, Q_T_YEAR), m = q_time_has(s, Q_T_MONTH), d = q_time_has(s, Q_T_DOM);
  if (q_time_has(s, Q_T_DAY)) return p.d && put_day(number_of(p) + s->v[Q_T_DAY], out, day);
  if (m) {
    int32_t year = y ? s->v[Q_T_YEAR] : p.m ? year_near(p, s->v[Q_T_MONTH], d ? s->v[Q_T_DOM] : 0, rule->by, tense) : 0;
    q_day x = { year, s->v[Q_T_MONTH], d ? s->v[Q_T_DOM] : 1 };
    if (!year || !q_day_real(x)) return false;
    if (d) return put_day(number_of(x), out, day);
    snprintf(out, Q_TIME_ROOM, "%04d-%02d", x.y, x.m);
    return true;
  }
  if (q_time_has(s, Q_T_SEASON)) return season(s, p, rule->by, tense, out);
  if (q_time_has(s, Q_T_ORDINAL) && (rule->unit || q_time_has(s, Q_T_UNIT))) return part_of_year(rule, s, p, out);
  if (y) return snprintf(out, Q_TIME_ROOM, "%04d", s->v[Q_T_YEAR]) > 0;
  if (q_time_has(s, Q_T_WEEKDAY)) return weekday(p, s->v[Q_T_WEEKDAY], rule->by, tense, out, day);
  if (q_time_has(s, Q_T_DAYTIME)) return p.d && put_day(number_of(p) + (rule->by == Q_TIME_NEAREST ? 0 : rule->by), out, day);
  return false;
}

static bool add_clock(const q_time_rule *rule, const q_time_slots *s, char *out) {
  int32_t h = s->v[Q_T_CLOCK] + (rule->pm && s->v[Q_T_CLOCK] < 12 ? 12 : 0);
  size_t n = strlen(out);
  if (n != 10) return false;
  snprintf(out + n, Q_TIME_ROOM - n, "T%02d:%02d", h, s->minute);
  return true;
}

/* ---- durations --------------------------------------------------------------------------------------------------------------------- */

static bool duration(const q_time_rule *rule, const q_time_slots *s, char *out) {
  int unit = rule->unit ? rule->unit : q_time_has(s, Q_T_UNIT) ? s->v[Q_T_UNIT] : 0;
  const char *t = unit == code("S") || unit == code("m") || unit == code("h") ? "T" : "";
  char letters[3] = { (char)(unit == code("m") ? 'M' : unit == code("h") ? 'H' : unit == code("H") ? 'M' : unit >> 8), (char)(unit & 255), 0 };
  int64_t n = q_time_has(s, Q_T_N) ? s->v[Q_T_N] : rule->by == Q_TIME_NEAREST ? 1 : rule->by;
  if (!unit) return false;
  if (rule->vague || s->vague) snprintf(out, Q_TIME_ROOM, "P%sX%s", t, letters);
  else snprintf(out, Q_TIME_ROOM, "P%s%lld%s", t, (long long)(unit == code("H") ? n * 6 : n), letters);
  return true;
}

static bool each(const q_time_rule *rule, const q_time_slots *s, char *out) {
  if (q_time_has(s, Q_T_WEEKDAY)) return snprintf(out, Q_TIME_ROOM, "XXXX-WXX-%d", s->v[Q_T_WEEKDAY]) > 0;
  if (q_time_has(s, Q_T_MONTH)) return snprintf(out, Q_TIME_ROOM, "XXXX-%02d", s->v[Q_T_MONTH]) > 0;
  return duration(rule, s, out);
}

static bool decade(const q_time_slots *s, char *out) {
  int32_t y = q_time_has(s, Q_T_DECADE) ? s->v[Q_T_DECADE] : q_time_has(s, Q_T_YEAR) ? s->v[Q_T_YEAR] : -1;
  if (y >= 0 && y < 100) y += 1900;
  if (y >= 0) snprintf(out, Q_TIME_ROOM, "%03d", y / 10);
  return y >= 0;
}

bool q_time_value(const q_time_rule *rule, const q_time_slots *s, q_day p, q_day quarter, int tense, char out[Q_TIME_ROOM], quoth_time_kind *kind, q_day *day) {
  bool good = false;
  *kind = rule->set || rule->op == Q_TO_EACH ? QUOTH_TIME_SET : rule->op == Q_TO_FOR ? QUOTH_TIME_DURATION : QUOTH_TIME_DATE;
  *day = (q_day){ 0 };
  out[0] = 0;
  int64_t by = rule->by_number ? (int64_t)rule->by * s->v[Q_T_N] : rule->by;
  bool clock = q_time_has(s, Q_T_CLOCK), daytime = q_time_has(s, Q_T_DAYTIME);
  switch (rule->op) {
    case Q_TO_SHIFT: good = !s->vague && shift(p, rule->unit ? rule->unit : q_time_has(s, Q_T_UNIT) ? s->v[Q_T_UNIT] : code("D"), by, tense != Q_TENSE_FUTURE, out, day); break;
    case Q_TO_DATE: good = date(rule, s, p, tense, out, day); break;
    case Q_TO_FOR: good = duration(rule, s, out); break;
    case Q_TO_EACH: good = each(rule, s, out); break;
    case Q_TO_DECADE: good = decade(s, out); break;
    case Q_TO_QUARTER: good = quarter.y && snprintf(out, Q_TIME_ROOM, "%04d-Q%d", quarter.y + (rule->by == Q_TIME_NEAREST ? 0 : rule->by), quarter.m) > 0;
      if (!good && rule->by != Q_TIME_NEAREST) good = shift(p, code("Y"), rule->by, false, out, day);
      break;
    case Q_TO_CENTURY: good = snprintf(out, Q_TIME_ROOM, "%02d", (q_time_has(s, Q_T_ORDINAL) ? s->v[Q_T_ORDINAL] : s->v[Q_T_DOM]) - 1) > 0; break;
    case Q_TO_GIVEN:
      good = snprintf(out, Q_TIME_ROOM, "%s", rule->given) > 0 && strcmp(out, "null");
      if (!rule->set && out[0] == 'P' && (out[1] == 'T' || out[1] == 'X' || (out[1] >= '0' && out[1] <= '9'))) *kind = QUOTH_TIME_DURATION;
      break;
    default: break;
  }
  if ((clock || daytime) && *kind == QUOTH_TIME_DATE) *kind = QUOTH_TIME_CLOCK;
  if (good && clock && *kind == QUOTH_TIME_CLOCK) good = add_clock(rule, s, out);
  else if (good && daytime && *kind == QUOTH_TIME_CLOCK) snprintf(out + strlen(out), Q_TIME_ROOM - strlen(out), "T%c%c", s->v[Q_T_DAYTIME] >> 8, s->v[Q_T_DAYTIME] & 255);
  if (!good) out[0] = 0;
  return good;
}
