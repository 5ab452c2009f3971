package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"parallax/news"
)

// How many of its latest problems a source shows: alone, and in the list of all.
const (
	problemsOfOne = 50
	problemsOfAll = 3
)

// Sources returns all sources by ID, each with its feeds, what came of it, and its three latest problems.
func (s *Store) Sources(ctx context.Context) ([]news.SourceHealth, error) {
	all, err := s.sources(ctx, "", problemsOfAll)
	return all, s.explain("read sources", err)
}

// Source returns one source with up to fifty of its latest problems. The error wraps news.ErrNotFound.
func (s *Store) Source(ctx context.Context, id string) (news.SourceHealth, error) {
	all, err := s.sources(ctx, id, problemsOfOne)
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("source %.80q: %w", id, news.ErrNotFound)
	}
	if err != nil {
		return news.SourceHealth{}, s.explain("read source", err)
	}
	return all[0], nil
}

// sources reads the source with an ID, or all if it is empty.
func (s *Store) sources(ctx context.Context, id string, problems int) ([]news.SourceHealth, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT s.id, s.name, s.host, s.country, s.language,
			COALESCE((SELECT MAX(a.time) FROM articles a WHERE a.source = s.id), 0),
			(SELECT COUNT(*) FROM queue q WHERE q.source = s.id AND q.state = 0),
			(SELECT COUNT(*) FROM queue q WHERE q.source = s.id AND q.state = 2)
				+ (SELECT COUNT(*) FROM problems p WHERE p.source = s.id AND p.stage = 'extract')
		FROM sources s WHERE ?1 = '' OR s.id = ?1 ORDER BY s.id`, id)
	all, err := collect(rows, err, func(r *sql.Rows) (h news.SourceHealth, err error) {
		var latest int64
		err = r.Scan(&h.ID, &h.Name, &h.Host, &h.Country, &h.Language, &latest, &h.Waiting, &h.Failed)
		h.LastArticle = fromMicro(latest)
		return h, err
	})
	if err != nil {
		return nil, err
	}
	feeds, err := s.feedsBySource(ctx, id)
	if err != nil {
		return nil, err
	}
	languages, err := s.languagesBySource(ctx, id)
	if err != nil {
		return nil, err
	}
	for i := range all {
		h := &all[i]
		h.Feeds = feeds[h.ID]
		for _, l := range languages[h.ID] {
			h.Articles += l.count
		}
		h.Languages = ordered(languages[h.ID])
		if h.Problems, err = s.problems(ctx, h.ID, problems); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (s *Store) feedsBySource(ctx context.Context, id string) (map[string][]news.Feed, error) {
	feeds, err := s.feeds(ctx, `WHERE ?1 = '' OR source = ?1 ORDER BY source, url`, id)
	bySource := map[string][]news.Feed{}
	for _, f := range feeds {
		bySource[f.Source] = append(bySource[f.Source], f)
	}
	return bySource, err
}

func (s *Store) languagesBySource(ctx context.Context, id string) (map[string][]tally, error) {
	type row struct {
		source string
		tally
	}
	rows, err := s.read.QueryContext(ctx, `SELECT source, language, SUM(articles) FROM coverage WHERE ?1 = '' OR source = ?1
		GROUP BY source, language HAVING SUM(articles) > 0`, id)
	all, err := collect(rows, err, func(r *sql.Rows) (c row, err error) {
		err = r.Scan(&c.source, &c.value, &c.count)
		return c, err
	})
	bySource := map[string][]tally{}
	for _, c := range all {
		bySource[c.source] = append(bySource[c.source], c.tally)
	}
	return bySource, err
}

// Counts says how much there is.
func (s *Store) Counts(ctx context.Context) (news.Counts, error) {
	var c news.Counts
	var latest int64
	err := s.read.QueryRowContext(ctx, `SELECT (SELECT COUNT(*) FROM sources), (SELECT COUNT(*) FROM feeds), (SELECT COUNT(*) FROM pages) - (SELECT COUNT(*) FROM pages WHERE feed = 1),
			(SELECT COALESCE(SUM(articles), 0) FROM coverage), (SELECT COUNT(*) FROM incidents WHERE articles > 0), (SELECT COUNT(*) FROM posts),
			(SELECT COUNT(DISTINCT language) FROM coverage WHERE articles > 0 AND language NOT IN ('', 'und')),
			(SELECT COUNT(*) FROM queue WHERE state = 0),
			(SELECT COUNT(*) FROM queue WHERE state = 2) + (SELECT COUNT(*) FROM problems WHERE stage = 'extract'),
			COALESCE((SELECT MAX(time) FROM articles), 0)`).Scan(
		&c.Sources, &c.Feeds, &c.Pages, &c.Articles, &c.Incidents, &c.Posts, &c.Languages, &c.Waiting, &c.Failed, &latest)
	if latest != 0 {
		c.Latest = time.UnixMicro(latest).UTC()
	}
	return c, s.explain("count", err)
}
