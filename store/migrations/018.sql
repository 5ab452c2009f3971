-- Version 18. Kept: how many bytes behind that place of a compressed file were read.

ALTER TABLE imports ADD COLUMN skip INTEGER NOT NULL DEFAULT 0; -- decompressed ones, from there on
