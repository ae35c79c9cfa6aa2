-- The case, version 1. Offsets are code points, end exclusive. Rows of the second half are worked out from the first and can be made again.
CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;                         -- versions of rules and lexicons, creation
CREATE TABLE outlet(outlet INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, owner TEXT, agency INTEGER NOT NULL DEFAULT 0);
CREATE TABLE report(report INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL, url TEXT, format TEXT NOT NULL, language TEXT, title TEXT,
  outlet INTEGER REFERENCES outlet, published TEXT, updated TEXT, dateline_place TEXT, dateline_agency TEXT, dateline_begin INT, dateline_end INT,
  characters INT NOT NULL, text TEXT NOT NULL, text_hash INT NOT NULL,
  version_of INTEGER REFERENCES report, latest INT NOT NULL DEFAULT 1, layers INT NOT NULL, linked INT NOT NULL DEFAULT 0, provenance TEXT);
CREATE INDEX report_hash ON report(text_hash);
CREATE INDEX report_owed ON report(linked) WHERE linked = 0;
CREATE TABLE alias(report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, id TEXT, source TEXT NOT NULL, url TEXT, published TEXT);   -- other ids and dates of the same report
CREATE TABLE section(report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, seq INT, kind TEXT, role TEXT, begin INT, end INT, language TEXT, PRIMARY KEY(report, seq)) WITHOUT ROWID;
CREATE TABLE credit(report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, seq INT, kind TEXT, name TEXT, begin INT, end INT, PRIMARY KEY(report, seq)) WITHOUT ROWID;
CREATE TABLE local_actor(report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, local INT, name TEXT, kind TEXT, role TEXT, of INT, key TEXT, actor INTEGER REFERENCES actor, PRIMARY KEY(report, local)) WITHOUT ROWID;
CREATE TABLE mention(report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, local INT, begin INT, end INT, PRIMARY KEY(report, local, begin, end)) WITHOUT ROWID;
CREATE TABLE statement(statement INTEGER PRIMARY KEY, report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, seq INT NOT NULL, kind TEXT, place TEXT, force TEXT, negated INT,
  speaker INT, target INT, parent INT, confidence REAL, content TEXT, cue TEXT, source TEXT, begin INT, end INT, language TEXT, UNIQUE(report, seq));
CREATE TABLE statement_span(statement INTEGER NOT NULL REFERENCES statement ON DELETE CASCADE, label TEXT, seq INT, begin INT, end INT, PRIMARY KEY(statement, label, seq)) WITHOUT ROWID;
CREATE TABLE about(statement INTEGER NOT NULL REFERENCES statement ON DELETE CASCADE, local INT, PRIMARY KEY(statement, local)) WITHOUT ROWID;
CREATE TABLE ledger(entry INTEGER PRIMARY KEY, run INTEGER NOT NULL, source TEXT NOT NULL, record INT, byte INT, fate TEXT NOT NULL, report INT, reason TEXT);
CREATE INDEX ledger_run ON ledger(run);
CREATE VIRTUAL TABLE words USING fts5(folded, content='', contentless_delete=0, tokenize='unicode61');  -- rowid = report; text folded by us
-- worked out across reports (src/link)
CREATE TABLE fingerprint(hash INTEGER NOT NULL, report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, point INT NOT NULL, PRIMARY KEY(hash, report)) WITHOUT ROWID;
CREATE INDEX fingerprint_report ON fingerprint(report);
CREATE TABLE actor(actor INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT, kind TEXT);
CREATE TABLE link(link INTEGER PRIMARY KEY, a INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, b INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, kind TEXT NOT NULL,
  origin TEXT NOT NULL /* a, b, agency, undetermined */, agency TEXT, derived INT NOT NULL DEFAULT 0, UNIQUE(a, b));
CREATE INDEX link_b ON link(b);
CREATE TABLE link_evidence(link INTEGER NOT NULL REFERENCES link ON DELETE CASCADE, seq INT, why TEXT, report INT, begin INT, end INT, PRIMARY KEY(link, seq)) WITHOUT ROWID;
CREATE TABLE passage(link INTEGER NOT NULL REFERENCES link ON DELETE CASCADE, seq INT, a_begin INT, a_end INT, b_begin INT, b_end INT, kind TEXT, score REAL, PRIMARY KEY(link, seq)) WITHOUT ROWID;
CREATE TABLE claim(claim INTEGER PRIMARY KEY, text TEXT, speaker INTEGER REFERENCES actor, reports INT, outlets INT, languages TEXT, first TEXT, least INT, most INT);
CREATE INDEX claim_reports ON claim(reports DESC, claim);
CREATE TABLE claim_member(claim INTEGER NOT NULL REFERENCES claim ON DELETE CASCADE, report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, statement INTEGER, begin INT, end INT, PRIMARY KEY(claim, report, begin, end)) WITHOUT ROWID;
CREATE TABLE origin(origin INTEGER PRIMARY KEY, claim INTEGER NOT NULL REFERENCES claim ON DELETE CASCADE);
CREATE TABLE origin_report(origin INTEGER NOT NULL REFERENCES origin ON DELETE CASCADE, report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, PRIMARY KEY(origin, report)) WITHOUT ROWID;
CREATE TABLE origin_link(origin INTEGER NOT NULL REFERENCES origin ON DELETE CASCADE, link INTEGER NOT NULL, PRIMARY KEY(origin, link)) WITHOUT ROWID;
CREATE TABLE relation(relation INTEGER PRIMARY KEY, a INTEGER NOT NULL REFERENCES claim ON DELETE CASCADE, b INTEGER NOT NULL REFERENCES claim ON DELETE CASCADE, kind TEXT NOT NULL, detail TEXT, UNIQUE(a, b, kind, detail));
CREATE TABLE relation_passage(relation INTEGER NOT NULL REFERENCES relation ON DELETE CASCADE, seq INT, report INT, begin INT, end INT, PRIMARY KEY(relation, seq)) WITHOUT ROWID;
