-- Version 17. Kept: what sites have asked of crawlers.

CREATE TABLE manners (
    site  TEXT PRIMARY KEY, -- scheme and host of a robots.txt, or a host that rests
    body  BLOB NOT NULL,    -- as the crawler writes it
    until INTEGER NOT NULL  -- it means nothing any more after that
) WITHOUT ROWID;
CREATE INDEX manners_by_end ON manners (until);
