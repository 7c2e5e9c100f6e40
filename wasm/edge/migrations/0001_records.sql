-- A newsroom's records, for the worker to find by what they say. README.md beside this folder tells how to set it up,
-- `sourcemark push` fills it, and database.go asks it.
--
-- Only dossiers and records are ever written; terms, frequencies and corpus follow by themselves, in the same
-- transaction, whoever writes.

-- A dossier as it was published, without drafts.
CREATE TABLE dossiers (
  id INTEGER PRIMARY KEY,
  file TEXT NOT NULL UNIQUE, -- its @id
  page TEXT NOT NULL, -- the address of its article as readers see it; '' if it is about none
  hash TEXT NOT NULL, -- of all that is stored of it: push sends again what has another one
  data TEXT NOT NULL
) STRICT;

CREATE INDEX dossiers_by_page ON dossiers (page) WHERE page <> '';

-- A record of one of them, which can be read without the others.
CREATE TABLE records (
  id INTEGER PRIMARY KEY,
  dossier INTEGER NOT NULL REFERENCES dossiers (id),
  name TEXT NOT NULL, -- its @id, "#c01"
  speaker TEXT NOT NULL, -- surname, folded; '' for nobody
  length REAL NOT NULL, -- as the engine counts it
  terms TEXT NOT NULL, -- those of the engine, each once: a list in JSON
  data TEXT -- a dossier of this record alone; NULL where its dossier is that
) STRICT;

CREATE INDEX records_by_dossier ON records (dossier);

-- In which records a term is. The terms are the engine's own, so that both cut words alike: the tokenizer leaves whole
-- what stands between two blanks. detail=none keeps no positions, which nobody asks for, and columnsize=0 no lengths,
-- which records have; the words themselves are in records (content='').
CREATE VIRTUAL TABLE terms USING fts5 (
  record, content = '', detail = none, columnsize = 0,
  tokenize = "ascii tokenchars '!""#$%&''()*+,-./:<=>?@[]\^_`{|}~'"
);

-- In how many records. fts5vocab would say the same, but goes through the whole list of a term to count it.
CREATE TABLE frequencies (term TEXT PRIMARY KEY, records INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- All of them together: one row.
CREATE TABLE corpus (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  edition INTEGER NOT NULL, -- rises with every push that changes anything
  records INTEGER NOT NULL,
  length REAL NOT NULL -- of all records
) STRICT;

INSERT INTO corpus VALUES (1, 0, 0, 0);

CREATE TRIGGER record_comes AFTER INSERT ON records BEGIN
  INSERT INTO terms (rowid, record) SELECT new.id, group_concat(value, ' ') FROM json_each(new.terms);
  INSERT INTO frequencies SELECT value, 1 FROM json_each(new.terms) WHERE true
    ON CONFLICT (term) DO UPDATE SET records = records + 1;
  UPDATE corpus SET records = records + 1, length = length + new.length;
END;

CREATE TRIGGER record_goes AFTER DELETE ON records BEGIN
  INSERT INTO terms (terms, rowid, record) SELECT 'delete', old.id, group_concat(value, ' ') FROM json_each(old.terms);
  UPDATE frequencies SET records = records - 1 WHERE term IN (SELECT value FROM json_each(old.terms));
  DELETE FROM frequencies WHERE records = 0 AND term IN (SELECT value FROM json_each(old.terms));
  UPDATE corpus SET records = records - 1, length = length - old.length;
END;

CREATE TRIGGER dossier_goes BEFORE DELETE ON dossiers BEGIN
  DELETE FROM records WHERE dossier = old.id;
END;

-- What push is about to store, as JSON in pieces, for a statement may be no longer than 100 kB; empty between two pushes.
CREATE TABLE incoming (part INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT;

CREATE VIEW arriving AS
  SELECT value ->> 0 AS file, value ->> 1 AS page, value ->> 2 AS hash, value ->> 3 AS data, value -> 4 AS records
  FROM json_each((SELECT group_concat(json, '') FROM (SELECT json FROM incoming ORDER BY part)));
