-- Version 7. Kept: what the crawl knows of feeds and pages beyond the state of their last answers.

ALTER TABLE feeds ADD COLUMN imprint BLOB; -- of the items of the last fetch, as the crawler writes it

-- When the page of an article is looked at again for edits.
CREATE TABLE visits (
    article TEXT PRIMARY KEY, -- news.ArticleID of the item's address
    source  TEXT NOT NULL,
    visit   TEXT NOT NULL,    -- news.Visit as JSON
    due     INTEGER NOT NULL  -- not before this
) WITHOUT ROWID;
CREATE INDEX visits_due ON visits (due, source, article);

-- What is agreed with hubs that push feeds (WebSub).
CREATE TABLE subscriptions (
    feed         TEXT PRIMARY KEY, -- address of the feed
    subscription TEXT NOT NULL     -- news.Subscription as JSON
) WITHOUT ROWID;
