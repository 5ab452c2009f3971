-- Version 2. Kept, so that what is derived again is what it was before: decisions depend on the order they are made in.

-- Every article that was ever filed. turn is its place in the order of first filings.
CREATE TABLE filing_order (article TEXT PRIMARY KEY, turn INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO filing_order SELECT id, ROW_NUMBER() OVER (ORDER BY time, id) FROM articles WHERE incident IS NOT NULL;
INSERT INTO numbers SELECT 'turn', COUNT(*) FROM filing_order; -- the last one given

-- The incidents of before the last Reset, each with the article that shows where it has gone.
CREATE TABLE former_incidents (id TEXT PRIMARY KEY, article TEXT NOT NULL) WITHOUT ROWID;

-- Derived: the turn of an article, or 2^62 for one that was never filed.
ALTER TABLE articles ADD COLUMN turn INTEGER NOT NULL DEFAULT 4611686018427387904;
UPDATE articles SET turn = f.turn FROM filing_order f WHERE f.article = articles.id;
DROP INDEX articles_unfiled;
CREATE INDEX articles_unfiled ON articles (turn, time, id) WHERE filed = 0;
CREATE INDEX articles_filed ON articles (turn, time, id) WHERE incident IS NOT NULL;
