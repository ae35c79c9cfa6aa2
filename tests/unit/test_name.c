/* Numbers with what they count in six languages; the calendar behind times. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>
#include "api/api.h"
#include "name/time.h"

static quoth *context;

static int open_context(void **state) {
  quoth_options o = { .data = ROOT };
  (void)state;
  return quoth_open(&o, &context, NULL);
}
static int close_context(void **state) { (void)state; quoth_close(context); return 0; }

/* "20..: people; 10..15: boats": the numbers of a sentence with their bounds and what they count. */
static void quantities(const char *language, const char *text, const char *want) {
  char whole[1024];
  q_buf got = { 0 };
  quoth_report *r = NULL;
  quoth_error e = { 0 };
  snprintf(whole, sizeof whole, "X\n\n%s", text);
  quoth_input in = { .source = "x", .bytes = whole, .size = strlen(whole), .format = "jsonl", .language = language };
  if (quoth_read(context, &in, &r, &e)) fail_msg("%s", e.message);
  q_buf_str(&got, "");
  for (uint32_t i = 0; i < r->quantity_count; i++) {
    const quoth_quantity *q = &r->quantities[i];
    if (i) q_buf_str(&got, "; ");
    if (q->low != INT64_MIN) q_buf_printf(&got, "%lld", (long long)q->low);
    if (q->low != q->high) q_buf_str(&got, "..");
    if (q->low != q->high && q->high != INT64_MAX) q_buf_printf(&got, "%lld", (long long)q->high);
    q_buf_str(&got, " ");
    q_buf_add(&got, r->text + q->counted.begin, q->counted.end - q->counted.begin);
  }
  if (strcmp(got.at, want)) fail_msg("%s: %s\n  want %s\n  got  %s", language, text, want, got.at);
  q_buf_free(&got);
  quoth_report_free(r);
}

static void test_english(void **state) {
  (void)state;
  quantities("en", "At least 20 people died and more than 1,500 were hurt.", "20.. people; 1501.. ");
  quantities("en", "Between 10 and 15 soldiers fled; 30 to 40 villagers stayed.", "10..15 soldiers; 30..40 villagers");
  quantities("en", "Two hundred and fifty houses burned and twenty-three fishermen drowned.", "250 houses; 23 fishermen");
  quantities("en", "The fund got $2.5 million; about 40 percent went to schools.", "2500000 $; 36..44 percent");
  quantities("en", "Hundreds of residents and dozens of goats were moved; several thousand people fled.", "100.. residents; 12.. goats; 1000.. people");
  quantities("en", "Up to 300 families lost one or two children; an estimated 3,000 tonnes of oil leaked.", "..300 families; 1..2 children; 2700..3300 tonnes");
}

static void test_german(void **state) {
  (void)state;
  quantities("de", "Mindestens 20 Menschen starben, mehr als 1.500 wurden verletzt.", "20.. Menschen; 1501.. ");
  quantities("de", "Zwischen 10 und 15 Soldaten flohen; 30 bis 40 Dorfbewohner blieben.", "10..15 Soldaten; 30..40 Dorfbewohner");
  quantities("de", "Der Fonds bekam 2,5 Millionen Euro; rund 40 Prozent gingen an Schulen.", "2500000 Euro; 36..44 Prozent");
  quantities("de", "Zweihundertfünfzig Häuser brannten; Dutzende Ziegen starben.", "250 Häuser; 12.. Ziegen");
  quantities("de", "Bis zu 300 Familien verloren ein oder zwei Kinder.", "..300 Familien; 1..2 Kinder");
}

static void test_french(void **state) {
  (void)state;
  quantities("fr", "Au moins 20 personnes sont mortes et plus de 1 500 ont été blessées.", "20.. personnes; 1501.. ");
  quantities("fr", "Entre 10 et 15 soldats ont fui ; de 30 à 40 villageois sont restés.", "10..15 soldats; 30..40 villageois");
  quantities("fr", "Soixante-douze moutons, quatre-vingt-dix-sept vaches et des dizaines de chèvres.", "72 moutons; 97 vaches; 10.. chèvres");
  quantities("fr", "Quelque 3 000 tonnes ont coulé, soit environ 40 %.", "2700..3300 tonnes; 36..44 %");
}

static void test_spanish(void **state) {
  (void)state;
  quantities("es", "Al menos 20 personas murieron y entre 10 y 15 soldados huyeron.", "20.. personas; 10..15 soldados");
  quantities("es", "Doscientas cincuenta casas ardieron; se quedaron de 30 a 40 vecinos.", "250 casas; 30..40 vecinos");
  quantities("es", "Cientos de vecinos y decenas de cabras; varios miles de personas huyeron.", "100.. vecinos; 10.. cabras; 1000.. personas");
  quantities("es", "Unos 60 médicos atendieron a uno o dos hijos; cerca del 40 por ciento se curó.", "54..66 médicos; 1..2 hijos; 36..44 por ciento");
}

static void test_russian(void **state) {
  (void)state;
  quantities("ru", "Не менее 20 человек погибли, от 10 до 15 солдат бежали.", "20.. человек; 10..15 солдат");
  quantities("ru", "Двести пятьдесят домов сгорели; 30-40 жителей остались.", "250 домов; 30..40 жителей");
  quantities("ru", "Сотни жителей и десятки коз; около 40 процентов ушло школам.", "100.. жителей; 10.. коз; 36..44 процентов");
  quantities("ru", "До 300 семей потеряли одного или двух детей; двое полицейских ранены.", "..300 семей; 1..2 детей; 2 полицейских");
}

static void test_arabic(void **state) {
  (void)state;
  quantities("ar", "فر ما بين 10 و15 جنديا وبقي من 30 إلى 40 قرويا.", "10..15 جنديا; 30..40 قرويا");
  quantities("ar", "احترق مئتان وخمسون منزلا وغرق ثلاثة وعشرون صيادا.", "250 منزلا; 23 صيادا");
  quantities("ar", "نقل مئات السكان وفر عدة آلاف من الأشخاص.", "100.. السكان; 1000.. الأشخاص");
  quantities("ar", "فقدت 300 عائلة ما لا يقل عن خمسة أطفال وذهب نحو 40 في المئة إلى المدارس.", "300 عائلة; 5.. أطفال; 36..44 في المئة");
}

/* ---- the calendar ---- */

static void value(const char *published, uint8_t op, int by, int class, int32_t v, int tense, const char *want) {
  char got[Q_TIME_ROOM];
  quoth_time_kind kind;
  q_day day;
  q_time_rule rule = { .op = op, .by = (int8_t)by };
  q_time_slots s = { .has = class == Q_T_UNIT && op == Q_TO_SHIFT ? 1u << Q_T_UNIT : 1u << class };
  s.v[class] = v;
  q_time_value(&rule, &s, q_day_of(published), (q_day){ 0 }, tense, got, &kind, &day);
  if (strcmp(got, want)) fail_msg("%s, op %d, by %d, class %d, %d: want %s, got %s", published, op, by, class, v, want, got);
}

static void test_calendar(void **state) {
  (void)state;
  const int near = Q_TIME_NEAREST;
  value("2021-03-18", Q_TO_DATE, near, Q_T_WEEKDAY, 4, Q_TENSE_UNKNOWN, "2021-03-18"); /* a Thursday: today */
  value("2021-03-18", Q_TO_DATE, near, Q_T_WEEKDAY, 5, Q_TENSE_PAST, "2021-03-12");
  value("2021-03-18", Q_TO_DATE, near, Q_T_WEEKDAY, 5, Q_TENSE_FUTURE, "2021-03-19");
  value("2021-03-18", Q_TO_DATE, -1, Q_T_WEEKDAY, 4, Q_TENSE_UNKNOWN, "2021-03-11");
  value("2021-03-18", Q_TO_DATE, 1, Q_T_WEEKDAY, 4, Q_TENSE_UNKNOWN, "2021-03-25");
  value("2020-03-01T08:00", Q_TO_DATE, near, Q_T_DAY, -1, Q_TENSE_UNKNOWN, "2020-02-29");
  value("2021-01-01", Q_TO_DATE, near, Q_T_DAY, -1, Q_TENSE_UNKNOWN, "2020-12-31");
  value("2021-01-01", Q_TO_SHIFT, 0, Q_T_UNIT, 'W' << 8, Q_TENSE_UNKNOWN, "2020-W53"); /* ISO weeks at the turn of the year */
  value("2020-12-31", Q_TO_SHIFT, 1, Q_T_UNIT, 'W' << 8, Q_TENSE_UNKNOWN, "2021-W01");
  value("2021-01-15", Q_TO_SHIFT, -1, Q_T_UNIT, 'M' << 8, Q_TENSE_UNKNOWN, "2020-12");
  value("2021-01-15", Q_TO_SHIFT, -1, Q_T_UNIT, 'Q' << 8, Q_TENSE_UNKNOWN, "2020-Q4");
  value("2021-01-15", Q_TO_SHIFT, -30, Q_T_UNIT, 'Y' << 8, Q_TENSE_UNKNOWN, "1991");
  value("2021-01-15", Q_TO_DATE, near, Q_T_MONTH, 12, Q_TENSE_UNKNOWN, "2020-12");
  value("2021-12-15", Q_TO_DATE, near, Q_T_MONTH, 1, Q_TENSE_FUTURE, "2022-01");
  value("2021", Q_TO_DATE, near, Q_T_WEEKDAY, 4, Q_TENSE_UNKNOWN, "");                 /* the day of publication is not known */
  value(NULL, Q_TO_SHIFT, -1, Q_T_UNIT, 'Y' << 8, Q_TENSE_UNKNOWN, "");
  assert_false(q_day_real((q_day){ 2021, 2, 29 }));
  assert_true(q_day_real((q_day){ 2000, 2, 29 }));
}

int main(void) {
  const struct CMUnitTest tests[] = { cmocka_unit_test(test_english), cmocka_unit_test(test_german), cmocka_unit_test(test_french), cmocka_unit_test(test_spanish), cmocka_unit_test(test_russian),
    cmocka_unit_test(test_arabic), cmocka_unit_test(test_calendar) };
  return cmocka_run_group_tests(tests, open_context, close_context);
}
