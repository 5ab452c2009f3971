-- Version 13. Kept: the documents of feeds in the archive.

-- 1 for a document of a feed; 0 for the page of an article. What is said of pages elsewhere holds of the latter alone.
ALTER TABLE pages ADD COLUMN feed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX pages_of_feeds ON pages (seq) WHERE feed = 1;
