-- A dossier may be about several pages: the story in several languages. And a record has a row for each language that
-- its dossier has it in; the dossier of the record alone stands in the first of these.

CREATE TABLE pages (
  page TEXT NOT NULL, -- its address as readers see it
  dossier INTEGER NOT NULL REFERENCES dossiers (id),
  PRIMARY KEY (page, dossier)
) STRICT, WITHOUT ROWID;

CREATE INDEX pages_by_dossier ON pages (dossier);

INSERT INTO pages SELECT page, id FROM dossiers WHERE page <> '';

CREATE TRIGGER dossier_comes AFTER INSERT ON dossiers WHEN new.page <> '' BEGIN
  INSERT INTO pages VALUES (new.page, new.id) ON CONFLICT DO NOTHING;
END;

DROP TRIGGER dossier_goes;

CREATE TRIGGER dossier_goes BEFORE DELETE ON dossiers BEGIN
  DELETE FROM pages WHERE dossier = old.id;
  DELETE FROM records WHERE dossier = old.id;
END;

DROP INDEX dossiers_by_page;

DROP VIEW arriving;

CREATE VIEW arriving AS
  SELECT value ->> 0 AS file, value ->> 1 AS page, value ->> 2 AS hash, value ->> 3 AS data, value -> 4 AS records,
    value -> 5 AS pages
  FROM json_each((SELECT group_concat(json, '') FROM (SELECT json FROM incoming ORDER BY part)));
