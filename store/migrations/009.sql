-- Version 9. Derived: incidents that were divided. What was filed before this version is divided when it is derived again.

ALTER TABLE incidents ADD COLUMN parted INTEGER; -- incidents.n that it was part of until that one fell apart
