/* What a person decided about actors. */
#include "casefile/links.h"
#include "casefile/store.h"

int q_fixes(q_case *c, q_arena *a, q_fix **out, uint32_t *count, quoth_error *e) {
  Q_VEC(q_fix) v = {0};
  Q_VEC(q_fix_key) keys = {0};
  sqlite3_stmt *st;
  int status = q_sql(c, &st, e, "SELECT f.fix, f.kind, f.name, k.side, k.key FROM fix f JOIN fix_key k USING (fix) ORDER BY f.fix, k.side, k.key", "");
  while (!status && (status = q_row(c, st, e)) == 0) {
    int64_t fix = sqlite3_column_int64(st, 0);
    const char *kind = q_text(st, 1);
    q_fix_key key = { (uint32_t)sqlite3_column_int64(st, 3), q_text_in(a, st, 4) };
    bool fresh = !v.count || v.at[v.count - 1].fix != fix;
    if (fresh) keys = (__typeof__(keys)){0};
    if (!key.key || (fresh && q_push(a, &v, ((q_fix){ .fix = fix, .kind = kind ? *kind : 0, .name = q_text_in(a, st, 2) }))) || q_push(a, &keys, key)) {
      sqlite3_reset(st);
      return q_fail(e, QUOTH_MEMORY, "out of memory");
    }
    v.at[v.count - 1].keys = keys.at;
    v.at[v.count - 1].key_count = keys.count;
  }
  *out = v.at;
  *count = v.count;
  return status == QUOTH_NOTHING ? 0 : status;
}
