-- Version 14. Kept: what was asked to be removed, for the one process that writes to carry out.

CREATE TABLE removals (
    n       INTEGER PRIMARY KEY AUTOINCREMENT,
    name    TEXT NOT NULL,            -- the host or the address as it was asked for
    asked   INTEGER NOT NULL,
    outcome TEXT NOT NULL DEFAULT '', -- Removal as JSON, once the records and the archive are without it
    done    INTEGER                   -- when it was gone everywhere; NULL while it waits
);
CREATE INDEX removals_waiting ON removals (n) WHERE done IS NULL;
