-- Version 10. Kept: what was asked to be forgotten, and files of the archive that others have taken the place of.

CREATE TABLE forgotten (
    what TEXT PRIMARY KEY, -- a host, or the news.ArticleID of an address
    name TEXT NOT NULL,    -- the host or the address as it was asked for
    time INTEGER NOT NULL
) WITHOUT ROWID;

-- WARC files whose pages are elsewhere now, or nowhere: the files are about to be removed.
CREATE TABLE superseded (file INTEGER PRIMARY KEY);

-- Derived: articles that were removed, by their place in the order of changes.
CREATE TABLE removed (changed INTEGER PRIMARY KEY, article TEXT NOT NULL);
CREATE INDEX articles_by_page ON articles (page);
