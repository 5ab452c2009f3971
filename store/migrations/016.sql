-- Version 16. Kept: how far files were read whose import was interrupted.

CREATE TABLE imports (
    file TEXT PRIMARY KEY, -- what the file is known by, as the importer names it
    at   INTEGER NOT NULL  -- bytes of it
) WITHOUT ROWID;
