-- Version 6. Kept: how much of a source's texts may be shown and handed on, where a person has said so.

CREATE TABLE rights (source TEXT PRIMARY KEY, rights TEXT NOT NULL) WITHOUT ROWID;
