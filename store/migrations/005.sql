-- Version 5. Derived: the stories that link incidents. What was filed before this version is linked when it is derived again, with
-- parallax rebuild; until then stories begin with what is filed from now on.

CREATE TABLE stories (
    n      INTEGER PRIMARY KEY,  -- in the order in which they began
    id     TEXT NOT NULL UNIQUE,
    merged INTEGER               -- stories.n it redirects to, never one that redirects itself
);
CREATE INDEX stories_merged ON stories (merged) WHERE merged IS NOT NULL;

ALTER TABLE incidents ADD COLUMN story INTEGER;                -- stories.n, never one that redirects
ALTER TABLE incidents ADD COLUMN linked TEXT NOT NULL DEFAULT ''; -- []news.Evidence of that as JSON; empty for none
CREATE INDEX incidents_by_story ON incidents (story, last, id) WHERE story IS NOT NULL AND articles > 0;

-- Kept: the stories of before the last Reset, each with the article that shows where it has gone.
CREATE TABLE former_stories (id TEXT PRIMARY KEY, article TEXT NOT NULL) WITHOUT ROWID;
