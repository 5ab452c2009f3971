-- What a folder of version 18 may hold: a feed and a page that failed, with the reasons in words alone.
UPDATE feeds SET failures = 2, last_error = 'it did not answer' WHERE url = 'https://tide.example/feed';
INSERT INTO problems (stage, source, url, reason, time) VALUES ('extract', 'tide.example', 'https://tide.example/empty', 'it was empty', 1773489600000000);
