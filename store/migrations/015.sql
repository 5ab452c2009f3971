-- Version 15. Derived: the lead beside the title, so that lists need not inflate bodies. Of what was read before this version it is
-- NULL, and read from the body, until it is derived again.

ALTER TABLE articles ADD COLUMN lead TEXT;
