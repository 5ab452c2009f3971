-- What version 5 added: a story.
INSERT INTO stories (n, id) VALUES (1, 'dam');
UPDATE incidents SET story = 1 WHERE id = 'one';
