-- The case, version 2 (check.c adds to a case of version 1 what it lacks: what is new must be a table, index or view of its own). Offsets are code points of report.text, end exclusive. Rows of the second half are worked out from the first and can be made again.
CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;                         -- quoth: the version that last wrote here
-- key: the name folded, by which outlets are told apart
CREATE TABLE outlet(outlet INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, owner TEXT, agency INTEGER NOT NULL DEFAULT 0);
-- id: unique in the case; base: the id as given, else the short hash of the text; mark: tells reports of one base apart. version_of: the latest version, null when this is it
CREATE TABLE report(report INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, base TEXT NOT NULL, mark TEXT NOT NULL, source TEXT NOT NULL, url TEXT, format TEXT NOT NULL, language TEXT, title TEXT,
  outlet INTEGER REFERENCES outlet, published TEXT, published_begin INT, published_end INT, updated TEXT, updated_begin INT, updated_end INT,
  dateline_place TEXT, dateline_agency TEXT, dateline_begin INT, dateline_end INT, characters INT NOT NULL, text_hash INT NOT NULL,
  version_of INTEGER REFERENCES report ON DELETE SET NULL, latest INT NOT NULL DEFAULT 1, layers INT NOT NULL, linked INT NOT NULL DEFAULT 0, provenance TEXT, text TEXT NOT NULL /* last, so that the columns before it are reached without it */);
CREATE INDEX report_hash ON report(text_hash);
CREATE INDEX report_base ON report(base);
CREATE INDEX report_outlet ON report(outlet);
CREATE INDEX report_version ON report(version_of) WHERE version_of IS NOT NULL;
CREATE INDEX report_time ON report(published, id);
CREATE INDEX report_owed ON report(linked) WHERE linked = 0;
-- every way in which the report was given: its other ids, dates and places; chosen = 1: the one whose metadata the report carries. rank orders them, known = 1: with an outlet
CREATE TABLE given(report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, rank TEXT NOT NULL, chosen INT NOT NULL, known INT NOT NULL, source TEXT NOT NULL, format TEXT NOT NULL, id TEXT, url TEXT,
  title TEXT, language TEXT, outlet TEXT, published TEXT, updated TEXT, date_order TEXT, PRIMARY KEY(report, rank)) WITHOUT ROWID;
CREATE INDEX given_id ON given(id) WHERE id IS NOT NULL;
CREATE INDEX given_url ON given(url) WHERE url IS NOT NULL;
CREATE TABLE section(report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, seq INT, kind TEXT, role TEXT, begin INT, end INT, language TEXT, PRIMARY KEY(report, seq)) WITHOUT ROWID;
CREATE TABLE credit(report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, seq INT, kind TEXT, name TEXT, begin INT, end INT, PRIMARY KEY(report, seq)) WITHOUT ROWID;
CREATE TABLE local_actor(report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, local INT, name TEXT, kind TEXT, role TEXT, of INT, key TEXT, actor INTEGER REFERENCES actor ON DELETE SET NULL,
  PRIMARY KEY(report, local)) WITHOUT ROWID;
CREATE INDEX local_actor_actor ON local_actor(actor);
CREATE TABLE mention(report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, local INT, begin INT, end INT, PRIMARY KEY(report, local, begin, end)) WITHOUT ROWID;
CREATE TABLE statement(statement INTEGER PRIMARY KEY, report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, seq INT NOT NULL, kind TEXT, place TEXT, force TEXT, negated INT,
  speaker INT, target INT, parent INT, confidence REAL, content TEXT, cue TEXT, source TEXT, begin INT, end INT, language TEXT, UNIQUE(report, seq));
CREATE TABLE statement_span(statement INTEGER NOT NULL REFERENCES statement ON DELETE CASCADE, label TEXT, seq INT, begin INT, end INT, PRIMARY KEY(statement, label, seq)) WITHOUT ROWID;
CREATE TABLE about(statement INTEGER NOT NULL REFERENCES statement ON DELETE CASCADE, seq INT, local INT, PRIMARY KEY(statement, seq)) WITHOUT ROWID;
-- times that the text names, as seen from the day of publication: value in the form of TIMEX3, null where it cannot be told
CREATE TABLE time(report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, seq INT, begin INT, end INT, value TEXT, kind TEXT, PRIMARY KEY(report, seq)) WITHOUT ROWID;
-- when a statement was made, as its own clause says: seq of a time
CREATE TABLE statement_time(statement INTEGER PRIMARY KEY REFERENCES statement ON DELETE CASCADE, seq INT NOT NULL);
CREATE TABLE ledger(entry INTEGER PRIMARY KEY, run INTEGER NOT NULL, source TEXT NOT NULL, record INT, byte INT, fate TEXT NOT NULL, report INT, reason TEXT);
CREATE INDEX ledger_run ON ledger(run);
CREATE INDEX ledger_report ON ledger(report);
-- full text, folded by quoth (lower case, no accents, Arabic letter variants unified), without a copy of the text: rowid is report.report and statement.statement
CREATE VIRTUAL TABLE report_words USING fts5(title, body, content='', tokenize='unicode61');
CREATE VIRTUAL TABLE statement_words USING fts5(content, source, speaker, about, content='', tokenize='unicode61');

-- what a person has decided about actors, in order; kept when everything else is worked out again. kind: merge, split, name. fix_key: the names it is about, as in actor_name; of a split, each side apart
CREATE TABLE fix(fix INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT);
CREATE TABLE fix_key(fix INTEGER NOT NULL REFERENCES fix ON DELETE CASCADE, side INT NOT NULL, key TEXT NOT NULL, PRIMARY KEY(fix, side, key)) WITHOUT ROWID;

-- worked out across reports
CREATE TABLE fingerprint(hash INTEGER NOT NULL, report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, point INT NOT NULL, PRIMARY KEY(hash, report)) WITHOUT ROWID;
CREATE INDEX fingerprint_report ON fingerprint(report);
-- who is meant, in whatever language and spelling: names that belong together. key: the smallest of their keys; state: ISO code; words: the names folded, by which it is found
CREATE TABLE actor(actor INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL, state TEXT, languages TEXT, reports INT NOT NULL, words TEXT NOT NULL);
-- one way of naming somebody: local_actor.key, with "@report" after it where it means somebody in that report only ("the ministry")
CREATE TABLE actor_name(key TEXT PRIMARY KEY, actor INTEGER NOT NULL REFERENCES actor ON DELETE CASCADE, name TEXT NOT NULL, reports INT NOT NULL) WITHOUT ROWID;
CREATE INDEX actor_name_actor ON actor_name(actor);
-- why two names are one actor's: name, spelling, family, acronym, body, state, office, fix
CREATE TABLE actor_join(a TEXT NOT NULL, b TEXT NOT NULL, why TEXT NOT NULL, PRIMARY KEY(a, b)) WITHOUT ROWID;
CREATE INDEX actor_join_b ON actor_join(b);
CREATE TABLE link(link INTEGER PRIMARY KEY, a INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, b INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, kind TEXT NOT NULL,
  origin TEXT NOT NULL /* a, b, agency, undetermined */, agency TEXT, derived INT NOT NULL DEFAULT 0, UNIQUE(a, b));
CREATE INDEX link_b ON link(b);
CREATE TABLE link_evidence(link INTEGER NOT NULL REFERENCES link ON DELETE CASCADE, seq INT, why TEXT, report INT, begin INT, end INT, PRIMARY KEY(link, seq)) WITHOUT ROWID;
CREATE TABLE passage(link INTEGER NOT NULL REFERENCES link ON DELETE CASCADE, seq INT, a_begin INT, a_end INT, b_begin INT, b_end INT, kind TEXT, score REAL, PRIMARY KEY(link, seq)) WITHOUT ROWID;
CREATE TABLE claim(claim INTEGER PRIMARY KEY, text TEXT, speaker INTEGER REFERENCES actor ON DELETE SET NULL, reports INT, outlets INT, languages TEXT, first TEXT, least INT, most INT);
CREATE INDEX claim_reports ON claim(reports DESC, claim);
CREATE INDEX claim_speaker ON claim(speaker);
CREATE TABLE claim_member(claim INTEGER NOT NULL REFERENCES claim ON DELETE CASCADE, report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, statement INTEGER, begin INT, end INT, PRIMARY KEY(claim, report, begin, end)) WITHOUT ROWID;
CREATE INDEX claim_member_report ON claim_member(report);
CREATE TABLE origin(origin INTEGER PRIMARY KEY, claim INTEGER NOT NULL REFERENCES claim ON DELETE CASCADE);
CREATE INDEX origin_claim ON origin(claim);
CREATE TABLE origin_report(origin INTEGER NOT NULL REFERENCES origin ON DELETE CASCADE, report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, PRIMARY KEY(origin, report)) WITHOUT ROWID;
CREATE INDEX origin_report_report ON origin_report(report);
CREATE TABLE origin_link(origin INTEGER NOT NULL REFERENCES origin ON DELETE CASCADE, link INTEGER NOT NULL, PRIMARY KEY(origin, link)) WITHOUT ROWID;
CREATE TABLE relation(relation INTEGER PRIMARY KEY, a INTEGER NOT NULL REFERENCES claim ON DELETE CASCADE, b INTEGER NOT NULL REFERENCES claim ON DELETE CASCADE, kind TEXT NOT NULL, detail TEXT, UNIQUE(a, b, kind, detail));
CREATE INDEX relation_b ON relation(b);
CREATE TABLE relation_passage(relation INTEGER NOT NULL REFERENCES relation ON DELETE CASCADE, seq INT, report INT, begin INT, end INT, PRIMARY KEY(relation, seq)) WITHOUT ROWID;

-- what claims are made of: a statement's content, or a sentence that the outlet asserts itself (statement null, speaker null). speaker: the actor's key; gist: its stems and counts
CREATE TABLE unit(unit INTEGER PRIMARY KEY, report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, statement INT, begin INT NOT NULL, end INT NOT NULL, speaker TEXT, force TEXT, gist BLOB NOT NULL, claim INTEGER REFERENCES claim ON DELETE SET NULL, UNIQUE(report, begin, end, statement));
CREATE INDEX unit_claim ON unit(claim);
CREATE TABLE unit_key(hash INTEGER NOT NULL, rank INTEGER NOT NULL, unit INTEGER NOT NULL REFERENCES unit ON DELETE CASCADE, PRIMARY KEY(hash, rank, unit)) WITHOUT ROWID;
CREATE INDEX unit_key_unit ON unit_key(unit);
-- pairs of units, a < b: same (one claim), denies, differs, agrees
CREATE TABLE unit_pair(a INTEGER NOT NULL REFERENCES unit ON DELETE CASCADE, b INTEGER NOT NULL REFERENCES unit ON DELETE CASCADE, kind TEXT NOT NULL, detail TEXT, PRIMARY KEY(a, b)) WITHOUT ROWID;
CREATE INDEX unit_pair_b ON unit_pair(b);

-- views that answer the usual questions
CREATE VIEW reports AS SELECT r.id, o.name AS outlet, r.published, r.updated, r.language, r.title, r.url, r.source, r.characters, r.latest,
  (SELECT v.id FROM report v WHERE v.report = r.version_of) AS version_of, (SELECT count(*) FROM statement s WHERE s.report = r.report) AS statements
  FROM report r LEFT JOIN outlet o USING (outlet);
CREATE VIEW who_said AS SELECT r.id AS report, s.seq AS statement, r.published, o.name AS outlet, coalesce(s.language, r.language) AS language, a.name AS speaker, a.kind AS speaker_kind, a.role, s.kind, s.force, s.negated,
  s.cue, s.content, t.name AS target, s.source, s.begin, s.end, s.confidence, s.place AS section, r.title, r.latest, a.actor, x.name AS actor_name
  FROM statement s JOIN report r USING (report) LEFT JOIN outlet o ON o.outlet = r.outlet
  LEFT JOIN local_actor a ON a.report = s.report AND a.local = s.speaker LEFT JOIN local_actor t ON t.report = s.report AND t.local = s.target
  LEFT JOIN actor x ON x.actor = a.actor;
CREATE VIEW times AS SELECT r.id AS report, t.seq AS time, t.value, t.kind, t.begin, t.end, substr(r.text, t.begin + 1, t.end - t.begin) AS words, r.published, r.latest FROM time t JOIN report r USING (report);
CREATE VIEW by_outlet AS SELECT o.name AS outlet, o.owner, count(*) AS reports, min(r.published) AS first, max(r.published) AS last,
  sum((SELECT count(*) FROM statement s WHERE s.report = r.report)) AS statements FROM report r LEFT JOIN outlet o USING (outlet) WHERE r.latest GROUP BY r.outlet;
CREATE VIEW by_speaker AS SELECT coalesce(x.name, a.name) AS speaker, coalesce(x.kind, a.kind) AS kind, count(*) AS statements, count(DISTINCT s.report) AS reports, count(DISTINCT r.outlet) AS outlets
  FROM statement s JOIN report r USING (report) JOIN local_actor a ON a.report = s.report AND a.local = s.speaker LEFT JOIN actor x ON x.actor = a.actor WHERE r.latest GROUP BY coalesce(x.actor, a.name);
CREATE VIEW who_copied AS SELECT l.link, ra.id AS a, oa.name AS a_outlet, ra.published AS a_published, rb.id AS b, ob.name AS b_outlet, rb.published AS b_published, l.kind,
  CASE l.origin WHEN 'a' THEN ra.id WHEN 'b' THEN rb.id WHEN 'agency' THEN l.agency END AS taken_from, l.agency, l.derived
  FROM link l JOIN report ra ON ra.report = l.a JOIN report rb ON rb.report = l.b LEFT JOIN outlet oa ON oa.outlet = ra.outlet LEFT JOIN outlet ob ON ob.outlet = rb.outlet;
CREATE VIEW claims AS SELECT c.claim, c.text, a.name AS speaker, c.reports, c.outlets, c.languages, c.first, c.least AS origins_least, c.most AS origins_most FROM claim c LEFT JOIN actor a ON a.actor = c.speaker;
CREATE VIEW claim_passages AS SELECT m.claim, r.id AS report, o.name AS outlet, r.published, m.begin, m.end, substr(r.text, m.begin + 1, m.end - m.begin) AS passage
  FROM claim_member m JOIN report r USING (report) LEFT JOIN outlet o USING (outlet);
CREATE VIEW actors AS SELECT x.actor, x.name, x.kind, x.state, x.languages, x.reports, (SELECT count(*) FROM local_actor l JOIN statement s ON s.report = l.report AND s.speaker = l.local WHERE l.actor = x.actor) AS statements,
  (SELECT group_concat(name, ' | ') FROM (SELECT n.name FROM actor_name n WHERE n.actor = x.actor GROUP BY n.name ORDER BY sum(n.reports) DESC, n.name)) AS names FROM actor x;
CREATE VIEW actor_joins AS SELECT n.actor, j.why, n.name AS a, (SELECT min(r.id) FROM local_actor l JOIN report r USING (report) WHERE l.actor = n.actor AND j.a IN (l.key, l.key || '@' || r.id)) AS a_report,
  m.name AS b, (SELECT min(r.id) FROM local_actor l JOIN report r USING (report) WHERE l.actor = n.actor AND j.b IN (l.key, l.key || '@' || r.id)) AS b_report
  FROM actor_join j JOIN actor_name n ON n.key = j.a JOIN actor_name m ON m.key = j.b;
CREATE VIEW refused AS SELECT run, source, record, byte, reason FROM ledger WHERE fate = 'refused';
