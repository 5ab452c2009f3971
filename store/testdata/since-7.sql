-- What version 7 added: a page that is looked at again.
INSERT INTO visits VALUES ('a1', 'tide.example', '{}', 1773493200000000);
