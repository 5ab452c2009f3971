-- Version 19. Why feeds and pages failed, as data beside the words: news.Cause as JSON, empty where nobody has noted one.

ALTER TABLE feeds ADD COLUMN cause TEXT NOT NULL DEFAULT '';
ALTER TABLE problems ADD COLUMN cause TEXT NOT NULL DEFAULT '';
