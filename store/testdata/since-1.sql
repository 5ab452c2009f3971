-- What a folder of version 1 held: two outlets, a feed, an item that waits, and two articles under one incident. The bodies are
-- filled in by the test.
INSERT INTO sources VALUES ('tide.example', 'Tide', 'tide.example', 'PT', 'pt'), ('dune.example', 'Dune', 'dune.example', 'MA', 'ar');
INSERT INTO feeds (url, source, title, language) VALUES ('https://tide.example/feed', 'tide.example', 'News', 'pt');
INSERT INTO queue (article, source, item, state, due) VALUES
    ('00000000000000aa', 'tide.example', '{"url":"https://tide.example/waits","source":"tide.example"}', 0, 0);
INSERT INTO problems (stage, source, url, reason, time) VALUES ('feed', 'dune.example', 'https://dune.example/feed', 'no answer', 1773489600000000);
INSERT INTO articles (id, source, language, country, time, dated, fetched, title, hash, incident, filed, changed) VALUES
    ('a1', 'tide.example', 'pt', 'PT', 1773489600000000, 1, 1773489660000000000, 'A barragem', x'01', 1, 1, 1),
    ('a2', 'dune.example', 'ar', 'MA', 1771761600000000, 1, 1773489720000000000, 'السد', x'02', 1, 1, 2);
INSERT INTO incidents (id, first, last, rank, articles, languages, body) VALUES ('one', 1771761600000000, 1773489600000000, 1, 2, 2,
    '{"id":"one","articles":2,"sources":2,"posts":0,"languages":["ar","pt"],"countries":["MA","PT"],"headlines":[],"schema":1}');
INSERT INTO incident_facets VALUES (1, 'language', 'pt'), (1, 'language', 'ar'), (1, 'country', 'PT'), (1, 'country', 'MA'),
    (1, 'source', 'tide.example'), (1, 'source', 'dune.example');
INSERT INTO evidence VALUES (1, '[]'), (2, '[]');
INSERT INTO coverage VALUES ('tide.example', 'pt', 'PT', 1), ('dune.example', 'ar', 'MA', 1);
UPDATE numbers SET value = 2 WHERE name = 'changed';
