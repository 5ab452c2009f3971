-- Version 4. Derived: what the grouping remembers of the articles it may still put others beside, by the turn of the article,
-- and beside that. What is filed before this version gets an empty state, which says that it has to be made anew.

CREATE TABLE states (
    turn INTEGER PRIMARY KEY,
    n    INTEGER NOT NULL,   -- articles.n
    body BLOB NOT NULL       -- news.State.Body
);
CREATE TABLE state_parts (part TEXT PRIMARY KEY, body BLOB NOT NULL);

INSERT INTO states SELECT turn, n, x'' FROM articles
    WHERE incident IS NOT NULL AND time >= (SELECT MAX(time) FROM articles) - 1209600000000; -- 14 days

DROP INDEX articles_filed;
