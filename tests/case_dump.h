/* A case in words that do not depend on row ids: the same reports must give the same lines. */
#ifndef CASE_DUMP_H
#define CASE_DUMP_H
#include <sqlite3.h>
#include <stdio.h>

/* The ledger is left out: it tells how the case came to be. */
static const char *const case_dump_sql[] = {
  "SELECT 'outlet', name, owner, agency FROM outlet ORDER BY key",
  "SELECT 'report', r.id, r.source, r.url, r.format, r.language, r.title, o.key, r.published, r.updated, r.dateline_place, r.dateline_agency, r.dateline_begin, r.dateline_end, r.characters,"
  " (SELECT v.id FROM report v WHERE v.report = r.version_of), r.latest, r.linked, r.provenance, r.text FROM report r LEFT JOIN outlet o USING (outlet) ORDER BY r.id",
  "SELECT 'given', r.id, g.rank, g.chosen, g.known, g.source, g.id, g.url, g.title, g.published FROM given g JOIN report r USING (report) ORDER BY r.id, g.rank",
  "SELECT 'section', r.id, s.seq, s.kind, s.role, s.begin, s.end, s.language FROM section s JOIN report r USING (report) ORDER BY r.id, s.seq",
  "SELECT 'credit', r.id, s.seq, s.kind, s.name, s.begin, s.end FROM credit s JOIN report r USING (report) ORDER BY r.id, s.seq",
  "SELECT 'actor', r.id, l.local, l.name, l.kind, l.role, l.of, l.key, a.key, a.name, a.kind FROM local_actor l JOIN report r USING (report) LEFT JOIN actor a USING (actor) ORDER BY r.id, l.local",
  "SELECT 'who', a.key, a.name, a.kind, a.state, a.languages, a.reports, a.words FROM actor a ORDER BY a.key",
  "SELECT 'name', n.key, n.name, n.reports, a.key FROM actor_name n JOIN actor a USING (actor) ORDER BY n.key",
  "SELECT 'join', a, b, why FROM actor_join ORDER BY a, b",
  "SELECT 'fix', f.kind, f.name, k.side, k.key FROM fix f LEFT JOIN fix_key k USING (fix) ORDER BY f.fix, k.side, k.key",
  "SELECT 'mention', r.id, m.local, m.begin, m.end FROM mention m JOIN report r USING (report) ORDER BY r.id, m.local, m.begin, m.end",
  "SELECT 'statement', r.id, s.seq, s.kind, s.place, s.force, s.negated, s.speaker, s.target, s.parent, s.confidence, s.content, s.cue, s.source, s.begin, s.end, s.language FROM statement s JOIN report r USING (report) ORDER BY r.id, s.seq",
  "SELECT 'time', r.id, t.seq, t.begin, t.end, t.value, t.kind FROM time t JOIN report r USING (report) ORDER BY r.id, t.seq",
  "SELECT 'when', r.id, s.seq, t.seq FROM statement_time t JOIN statement s USING (statement) JOIN report r USING (report) ORDER BY r.id, s.seq",
  "SELECT 'span', r.id, s.seq, p.label, p.seq, p.begin, p.end FROM statement_span p JOIN statement s USING (statement) JOIN report r USING (report) ORDER BY r.id, s.seq, p.label, p.seq",
  "SELECT 'about', r.id, s.seq, b.local FROM about b JOIN statement s USING (statement) JOIN report r USING (report) ORDER BY r.id, s.seq, b.seq",
  "SELECT 'print', r.id, f.hash, f.point FROM fingerprint f JOIN report r USING (report) ORDER BY r.id, f.hash",
  "SELECT 'link', min(ra.id, rb.id), max(ra.id, rb.id), l.kind, CASE l.origin WHEN 'a' THEN ra.id WHEN 'b' THEN rb.id ELSE l.origin END, l.agency, l.derived FROM link l JOIN report ra ON ra.report = l.a JOIN report rb ON rb.report = l.b ORDER BY 2, 3",
  "SELECT 'evidence', min(ra.id, rb.id), max(ra.id, rb.id), e.why, r.id, e.begin, e.end FROM link_evidence e JOIN link l USING (link) JOIN report ra ON ra.report = l.a JOIN report rb ON rb.report = l.b"
  " LEFT JOIN report r ON r.report = e.report ORDER BY 2, 3, 4, 5, 6, 7",
  "SELECT 'passage', min(ra.id, rb.id), max(ra.id, rb.id), CASE WHEN ra.id < rb.id THEN p.a_begin ELSE p.b_begin END, CASE WHEN ra.id < rb.id THEN p.a_end ELSE p.b_end END,"
  " CASE WHEN ra.id < rb.id THEN p.b_begin ELSE p.a_begin END, CASE WHEN ra.id < rb.id THEN p.b_end ELSE p.a_end END, p.kind, round(p.score, 3)"
  " FROM passage p JOIN link l USING (link) JOIN report ra ON ra.report = l.a JOIN report rb ON rb.report = l.b ORDER BY 2, 3, 4, 5, 6, 7",
  "WITH member(claim, name) AS (SELECT claim, min(r.id || ' ' || m.begin || ' ' || m.end) FROM claim_member m JOIN report r USING (report) GROUP BY claim)"
  " SELECT 'claim', k.name, c.text, a.key, c.reports, c.outlets, c.languages, c.first, c.least, c.most FROM claim c LEFT JOIN member k USING (claim) LEFT JOIN actor a ON a.actor = c.speaker ORDER BY 2, 3",
  "WITH member(claim, name) AS (SELECT claim, min(r.id || ' ' || m.begin || ' ' || m.end) FROM claim_member m JOIN report r USING (report) GROUP BY claim)"
  " SELECT 'member', k.name, r.id, s.seq, m.begin, m.end FROM claim_member m JOIN member k USING (claim) JOIN report r USING (report) LEFT JOIN statement s USING (statement) ORDER BY 2, 3, 5, 6",
  "WITH member(claim, name) AS (SELECT claim, min(r.id || ' ' || m.begin || ' ' || m.end) FROM claim_member m JOIN report r USING (report) GROUP BY claim)"
  " SELECT 'origin', k.name, (SELECT group_concat(id, ' ') FROM (SELECT r.id FROM origin_report p JOIN report r USING (report) WHERE p.origin = o.origin ORDER BY r.id)) AS reports,"
  " (SELECT count(*) FROM origin_link x WHERE x.origin = o.origin) FROM origin o JOIN member k USING (claim) ORDER BY 2, 3",
  "WITH member(claim, name) AS (SELECT claim, min(r.id || ' ' || m.begin || ' ' || m.end) FROM claim_member m JOIN report r USING (report) GROUP BY claim)"
  " SELECT 'relation', min(ka.name, kb.name), max(ka.name, kb.name), x.kind, x.detail, (SELECT count(*) FROM relation_passage p WHERE p.relation = x.relation) FROM relation x JOIN member ka ON ka.claim = x.a JOIN member kb ON kb.claim = x.b ORDER BY 2, 3, 4, 5",
  NULL };

static int case_dump(sqlite3 *db, FILE *out) {
  for (int i = 0; case_dump_sql[i]; i++) {
    sqlite3_stmt *st;
    if (sqlite3_prepare_v2(db, case_dump_sql[i], -1, &st, NULL) != SQLITE_OK) { fprintf(stderr, "%s\n", sqlite3_errmsg(db)); return 1; }
    while (sqlite3_step(st) == SQLITE_ROW) {
      for (int k = 0; k < sqlite3_column_count(st); k++) {
        const char *s = (const char *)sqlite3_column_text(st, k);
        fputs(k ? "\t" : "", out);
        for (s = s ? s : "\\N"; *s; s++) fputs(*s == '\n' ? "\\n" : (char[]){ *s, 0 }, out);
      }
      fputc('\n', out);
    }
    if (sqlite3_finalize(st) != SQLITE_OK) { fprintf(stderr, "%s\n", sqlite3_errmsg(db)); return 1; }
  }
  return 0;
}

/* What must hold of every case, whatever happened to its writer. Prints what does not. Returns the number of faults. */
static int case_check(sqlite3 *db) {
  static const char *const rules[][2] = {
    { "PRAGMA integrity_check(1)", "ok" },
    { "SELECT count(*) FROM pragma_foreign_key_check", "0" },
    { "INSERT INTO report_words(report_words) VALUES('integrity-check')", NULL },
    { "INSERT INTO statement_words(statement_words) VALUES('integrity-check')", NULL },
    { "SELECT (SELECT count(*) FROM report) - (SELECT count(DISTINCT report) FROM ledger WHERE fate IN ('stored', 'version') AND report IS NOT NULL)", "0" },
    { "SELECT count(*) FROM ledger WHERE fate <> 'refused' AND (reason IS NULL OR reason <> 'forgotten') AND report NOT IN (SELECT report FROM report)", "0" },
    { "SELECT count(*) FROM report r WHERE (SELECT count(*) FROM given g WHERE g.report = r.report AND g.chosen = 1) <> 1", "0" },
    { "SELECT count(*) FROM local_actor l JOIN report r USING (report) WHERE r.linked AND l.key IS NOT NULL AND l.actor IS NULL", "0" },
    { "SELECT count(*) FROM actor a WHERE a.key <> (SELECT min(n.key) FROM actor_name n WHERE n.actor = a.actor)", "0" },
    { "SELECT count(*) FROM actor a WHERE (SELECT count(*) FROM actor_name n WHERE n.actor = a.actor) - 1 <> (SELECT count(*) FROM actor_join j JOIN actor_name n ON n.key = j.a WHERE n.actor = a.actor)", "0" },
    { "SELECT count(*) FROM statement_span p WHERE NOT EXISTS (SELECT 1 FROM statement s WHERE s.statement = p.statement)", "0" },
    { "SELECT (SELECT count(*) FROM statement) - (SELECT count(*) FROM statement_words_docsize)", "0" },
    { "SELECT (SELECT count(*) FROM report) - (SELECT count(*) FROM report_words_docsize)", "0" },
    { NULL, NULL } };
  int faults = 0;
  for (int i = 0; rules[i][0]; i++) {
    sqlite3_stmt *st = NULL;
    int got = sqlite3_prepare_v2(db, rules[i][0], -1, &st, NULL);
    if (got == SQLITE_OK) got = sqlite3_step(st);
    const char *value = got == SQLITE_ROW ? (const char *)sqlite3_column_text(st, 0) : NULL;
    if (got != SQLITE_ROW && got != SQLITE_DONE) { fprintf(stderr, "%s: %s\n", rules[i][0], sqlite3_errmsg(db)); faults++; }
    else if (rules[i][1] && (!value || sqlite3_stricmp(value, rules[i][1]) != 0)) { fprintf(stderr, "%s: %s\n", rules[i][0], value ? value : "nothing"); faults++; }
    sqlite3_finalize(st);
  }
  return faults;
}
#endif
