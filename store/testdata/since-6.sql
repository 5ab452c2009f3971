-- What version 6 added: rights.
INSERT INTO rights VALUES ('dune.example', 'excerpt');
