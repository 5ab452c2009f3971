-- Version 3. Kept: what people have corrected.

CREATE TABLE corrections (
    n        INTEGER PRIMARY KEY AUTOINCREMENT,
    body     TEXT NOT NULL,      -- news.Correction as JSON
    before   TEXT NOT NULL,      -- what undoing it brings back; see formerState
    undone   INTEGER,            -- when it was taken back; NULL as long as it holds
    revision INTEGER NOT NULL    -- the value of corrected when it was made or undone
);
INSERT INTO numbers VALUES ('corrected', 0); -- how often something was corrected or undone

-- The last page there was when everything derived was dropped: until it is derived again, a rebuild is under way.
INSERT INTO numbers VALUES ('rebuilding', 0);

-- Derived: how many articles of an incident are no copies, in its body.
UPDATE incidents SET body = json_set(body, '$.independent',
    (SELECT COUNT(*) FROM articles a WHERE a.incident = incidents.n AND a.copy_of = '')) WHERE articles > 0;
