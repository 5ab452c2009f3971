-- Version 11. Kept: pages that had the same body as one before, of which the archive has the header alone.

ALTER TABLE pages ADD COLUMN refers INTEGER; -- pages.seq of the one that has the body; 0 where that is still to be found
CREATE INDEX pages_by_reference ON pages (refers) WHERE refers IS NOT NULL;
