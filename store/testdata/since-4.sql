-- What version 4 added: memory of an article.
UPDATE states SET body = x'0102' WHERE n = 1;
