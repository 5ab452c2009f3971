-- What version 3 added: a correction by a person.
INSERT INTO corrections (body, before, revision) VALUES ('{"n":1,"kind":"move","articles":["a2"],"into":"one","time":"2026-03-14T12:00:00Z"}', '{}', 1);
UPDATE numbers SET value = 1 WHERE name = 'corrected';
