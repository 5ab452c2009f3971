-- Version 1. Times are microseconds since 1970 in UTC; NULL means unknown. Flags are 0 or 1.
--
-- Kept: what can't be derived again (sources, feeds, queue), and the register of the archive (pages), which can
-- be read back from the WARC files.

CREATE TABLE sources (
    id       TEXT PRIMARY KEY,
    name     TEXT NOT NULL,
    host     TEXT NOT NULL,
    country  TEXT NOT NULL,
    language TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE feeds (
    url           TEXT PRIMARY KEY,
    source        TEXT NOT NULL,
    title         TEXT NOT NULL,
    language      TEXT NOT NULL,
    etag          TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    last_fetch    INTEGER,
    last_success  INTEGER,
    next_fetch    INTEGER,
    interval      INTEGER NOT NULL DEFAULT 0, -- microseconds
    failures      INTEGER NOT NULL DEFAULT 0,
    last_error    TEXT NOT NULL DEFAULT '',
    gone          INTEGER NOT NULL DEFAULT 0,
    moved         TEXT NOT NULL DEFAULT '' -- where permanent redirects lead
);
CREATE INDEX feeds_by_source ON feeds (source, url);

-- Every item ever named by a feed, and every page's address: what is in here isn't fetched a second time.
CREATE TABLE queue (
    article  TEXT PRIMARY KEY,             -- news.ArticleID of the address
    source   TEXT NOT NULL,
    item     TEXT NOT NULL,                -- news.Item as JSON
    state    INTEGER NOT NULL,             -- 0 waiting, 1 done, 2 given up
    attempts INTEGER NOT NULL DEFAULT 0,   -- that failed
    due      INTEGER NOT NULL              -- not before this
);
CREATE INDEX queue_waiting ON queue (source, due, article) WHERE state = 0;
CREATE INDEX queue_failed ON queue (source) WHERE state = 2;

CREATE TABLE pages (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    file    INTEGER NOT NULL, -- serial number of the WARC file
    offset  INTEGER NOT NULL, -- of the page's metadata record in it
    length  INTEGER NOT NULL, -- of the page's two records together
    article TEXT NOT NULL,    -- news.ArticleID of the address asked for
    final   TEXT NOT NULL,    -- the same of the address after redirects
    source  TEXT NOT NULL,
    fetched INTEGER,
    status  INTEGER NOT NULL,
    digest  TEXT NOT NULL     -- of the body, as in WARC-Payload-Digest
);
CREATE UNIQUE INDEX pages_by_place ON pages (file, offset, length);
CREATE INDEX pages_by_article ON pages (article, seq);
CREATE INDEX pages_by_final ON pages (final, seq);

-- One row for each thing that went wrong; when it does so again, the row is renewed.
CREATE TABLE problems (
    n      INTEGER PRIMARY KEY,
    stage  TEXT NOT NULL,
    source TEXT NOT NULL,
    url    TEXT NOT NULL,
    reason TEXT NOT NULL,
    time   INTEGER NOT NULL,
    UNIQUE (stage, url, source)
);
CREATE INDEX problems_by_source ON problems (source, time DESC);
CREATE INDEX problems_of_extract ON problems (source) WHERE stage = 'extract';

CREATE TABLE numbers (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO numbers VALUES ('changed', 0); -- the last value given to articles.changed; never goes back

-- Derived: Reset empties all that follows, and the stages fill it again from the pages.

CREATE TABLE marks (stage TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE articles (
    n        INTEGER PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,
    page     INTEGER,                  -- pages.seq it was read out of; NULL for one that came without a page
    source   TEXT NOT NULL,
    language TEXT NOT NULL,
    country  TEXT NOT NULL,
    time     INTEGER NOT NULL,         -- Article.Time; 0 where unknown
    dated    INTEGER NOT NULL,         -- whether time is the date of publication
    fetched  INTEGER,                  -- nanoseconds, for they belong to the record
    title    TEXT NOT NULL,
    hash     BLOB NOT NULL,            -- of the content, by which an unchanged article is recognized
    incident INTEGER,                  -- incidents.n
    copy_of  TEXT NOT NULL DEFAULT '',
    filed    INTEGER NOT NULL DEFAULT 0, -- whether its present content has been filed
    changed  INTEGER NOT NULL          -- place in the order of changes; see Changes
);
CREATE UNIQUE INDEX articles_by_change ON articles (changed);
CREATE INDEX articles_unfiled ON articles (time, id) WHERE filed = 0;
CREATE INDEX articles_by_time ON articles (time, id);
CREATE INDEX articles_by_source ON articles (source, time, id);
CREATE INDEX articles_by_language ON articles (language, time, id);
CREATE INDEX articles_by_country ON articles (country, time, id);
CREATE INDEX articles_by_incident ON articles (incident, time, id, language, country, source, copy_of)
    WHERE incident IS NOT NULL;

CREATE TABLE bodies (n INTEGER PRIMARY KEY, body BLOB NOT NULL);    -- articles.n; news.Article as JSON, deflated
CREATE TABLE evidence (n INTEGER PRIMARY KEY, body TEXT NOT NULL);  -- articles.n; []news.Evidence as JSON

-- How many articles there are of each kind: totals and health without counting.
CREATE TABLE coverage (
    source   TEXT NOT NULL,
    language TEXT NOT NULL,
    country  TEXT NOT NULL,
    articles INTEGER NOT NULL,
    PRIMARY KEY (source, language, country)
) WITHOUT ROWID;

CREATE TABLE incidents (
    n         INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    merged    INTEGER,                     -- incidents.n it redirects to, never one that redirects itself
    first     INTEGER NOT NULL DEFAULT 0,
    last      INTEGER NOT NULL DEFAULT 0,
    rank      REAL NOT NULL DEFAULT 0,     -- see rank
    articles  INTEGER NOT NULL DEFAULT 0,  -- 0: nothing is filed here any more; not shown
    languages INTEGER NOT NULL DEFAULT 0,
    body      TEXT NOT NULL DEFAULT ''     -- news.Incident as JSON
);
CREATE INDEX incidents_by_last ON incidents (last, id) WHERE articles > 0;
CREATE INDEX incidents_by_rank ON incidents (rank, id) WHERE articles > 0;
CREATE INDEX incidents_merged ON incidents (merged) WHERE merged IS NOT NULL;

-- The languages, countries and sources of each incident: kind is 'language', 'country' or 'source'.
CREATE TABLE incident_facets (
    incident INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    value    TEXT NOT NULL,
    PRIMARY KEY (incident, kind, value)
) WITHOUT ROWID;
CREATE INDEX incident_facets_by_value ON incident_facets (kind, value, incident);

CREATE TABLE posts (
    n         INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    platform  TEXT NOT NULL,
    handle    TEXT NOT NULL,               -- in lower case
    language  TEXT NOT NULL,
    articles  INTEGER NOT NULL DEFAULT 0,  -- that embed it
    languages TEXT NOT NULL DEFAULT '',    -- of those, most articles first, separated by spaces
    body      TEXT NOT NULL                -- news.Post as JSON
);
CREATE INDEX posts_by_articles ON posts (articles, id);
CREATE INDEX posts_by_platform ON posts (platform, articles, id);
CREATE INDEX posts_by_handle ON posts (handle, articles, id);
CREATE INDEX posts_by_language ON posts (language, articles, id);

-- The news.ContentKey of every copy of a post, by which copies without address are recognized.
CREATE TABLE post_keys (key TEXT NOT NULL, post INTEGER NOT NULL, PRIMARY KEY (key, post)) WITHOUT ROWID;
CREATE INDEX post_keys_by_post ON post_keys (post);

-- IDs of posts that turned out to be another one.
CREATE TABLE post_aliases (id TEXT PRIMARY KEY, post INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX post_aliases_by_post ON post_aliases (post);

CREATE TABLE embeds (article INTEGER NOT NULL, post INTEGER NOT NULL, PRIMARY KEY (article, post)) WITHOUT ROWID;
CREATE INDEX embeds_by_post ON embeds (post, article);
