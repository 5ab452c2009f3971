-- Version 12. Derived: what articles are about by the sections of their outlets (news.TopicOf). What was read before this version
-- has no topic until it is derived again. Kind in incident_facets may be 'topic', too.

ALTER TABLE articles ADD COLUMN topic TEXT NOT NULL DEFAULT ''; -- one of news.Topics
DROP INDEX articles_by_incident;
CREATE INDEX articles_by_incident ON articles (incident, time, id, language, country, source, copy_of, topic)
    WHERE incident IS NOT NULL;
