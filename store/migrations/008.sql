-- Version 8. Derived: what articles said before.

-- The wordings of an article that were replaced by others.
CREATE TABLE versions (
    article INTEGER NOT NULL, -- articles.n
    since   INTEGER NOT NULL, -- nanoseconds: when it was read first
    latest  INTEGER NOT NULL, -- nanoseconds: when it was read last
    body    BLOB NOT NULL,    -- news.Version as JSON, deflated
    PRIMARY KEY (article, since)
) WITHOUT ROWID;

ALTER TABLE articles ADD COLUMN since INTEGER;   -- as above, of the present wording
ALTER TABLE articles ADD COLUMN latest INTEGER;
ALTER TABLE articles ADD COLUMN versions INTEGER NOT NULL DEFAULT 0; -- how many there are
UPDATE articles SET since = fetched, latest = fetched;
