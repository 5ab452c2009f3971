package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"parallax/news"
)

// PutSource adds a source, or updates what is said of a known one; a field left empty stays as it was. The error wraps ErrForgotten if
// it was asked to be forgotten.
func (s *Store) PutSource(ctx context.Context, src news.Source) error {
	return s.update(ctx, "put source", func(t *tx) error {
		if src.ID == "" {
			return fmt.Errorf("source %q has no ID", src.Name)
		}
		if unwanted, err := t.forgotten(src.ID); err != nil {
			return err
		} else if unwanted {
			return fmt.Errorf("source %s: %w", src.ID, ErrForgotten)
		}
		_, err := t.exec(`INSERT INTO sources (id, name, host, country, language) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET name = COALESCE(NULLIF(excluded.name, ''), name),
				host = COALESCE(NULLIF(excluded.host, ''), host), country = COALESCE(NULLIF(excluded.country, ''), country),
				language = COALESCE(NULLIF(excluded.language, ''), language)`,
			src.ID, src.Name, src.Host, src.Country, src.Language)
		return err
	})
}

// addSource adds a source that a page or an article names, or fills in what isn't known of it yet.
func (t *tx) addSource(src news.Source) error {
	if src.ID == "" {
		return nil
	}
	_, err := t.exec(`INSERT INTO sources (id, name, host, country, language) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET name = COALESCE(NULLIF(name, ''), excluded.name),
			host = COALESCE(NULLIF(host, ''), excluded.host), country = COALESCE(NULLIF(country, ''), excluded.country),
			language = COALESCE(NULLIF(language, ''), excluded.language)
		WHERE name = '' AND excluded.name <> '' OR host = '' AND excluded.host <> '' OR
			country = '' AND excluded.country <> '' OR language = '' AND excluded.language <> ''`,
		src.ID, src.Name, src.Host, src.Country, src.Language)
	return err
}

// PutFeed adds a feed, and its source if that is new. Of a known feed it updates source, title and language and
// leaves the state of its crawl alone.
func (s *Store) PutFeed(ctx context.Context, f news.Feed) error {
	return s.update(ctx, "put feed", func(t *tx) error {
		if f.URL == "" {
			return fmt.Errorf("feed %q has no address", f.Title)
		}
		if f.Source == "" {
			f.Source = news.SourceID(f.URL)
		}
		if unwanted, err := t.forgotten(f.Source, f.URL); err != nil {
			return err
		} else if unwanted {
			return fmt.Errorf("feed %s: %w", f.URL, ErrForgotten)
		}
		if err := t.addSource(news.Source{ID: f.Source, Host: f.Source, Language: f.Language}); err != nil {
			return err
		}
		_, err := t.exec(`INSERT INTO feeds (url, source, title, language) VALUES (?, ?, ?, ?)
			ON CONFLICT (url) DO UPDATE SET source = excluded.source, title = COALESCE(NULLIF(excluded.title, ''), title),
				language = COALESCE(NULLIF(excluded.language, ''), language)`, f.URL, f.Source, f.Title, f.Language)
		return err
	})
}

// RemoveFeed forgets a feed and its state. What it brought stays, and so does its source. The error wraps
// news.ErrNotFound if there is no such feed.
func (s *Store) RemoveFeed(ctx context.Context, url string) error {
	return s.update(ctx, "remove feed", func(t *tx) error {
		result, err := t.exec(`DELETE FROM feeds WHERE url = ?`, url)
		if err != nil {
			return err
		}
		if n, _ := result.RowsAffected(); n == 0 {
			return fmt.Errorf("feed %s: %w", url, news.ErrNotFound)
		}
		return nil
	})
}

const feedColumns = `url, source, title, language, etag, last_modified, last_fetch, last_success, next_fetch, interval,
	failures, last_error, cause, gone, moved, imprint`

func scanFeed(r *sql.Rows) (f news.Feed, err error) {
	var fetch, success, next sql.NullInt64
	var interval int64
	var cause string
	err = r.Scan(&f.URL, &f.Source, &f.Title, &f.Language, &f.ETag, &f.LastModified, &fetch, &success, &next, &interval,
		&f.Failures, &f.LastError, &cause, &f.Gone, &f.Moved, &f.Imprint)
	f.LastFetch, f.LastSuccess, f.NextFetch = unstamp(fetch), unstamp(success), unstamp(next)
	f.Interval, f.LastCause = time.Duration(interval)*time.Microsecond, causeOf(cause)
	return f, err
}

func (s *Store) feeds(ctx context.Context, where string, args ...any) ([]news.Feed, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+feedColumns+` FROM feeds `+where, args...)
	feeds, err := collect(rows, err, scanFeed)
	return feeds, s.explain("read feeds", err)
}

// Feeds returns all feeds, by source and address.
func (s *Store) Feeds(ctx context.Context) ([]news.Feed, error) {
	return s.feeds(ctx, `ORDER BY source, url`)
}

// longestWait is the longest that a feed is put off for: a day, and the days on which it wishes to be left alone. A feed that
// is to wait for longer was put off by a clock that has been set back since.
const longestWait = 8 * 24 * time.Hour

// DueFeeds returns the feeds that may be fetched now, those that have waited longest first.
func (s *Store) DueFeeds(ctx context.Context, now time.Time) ([]news.Feed, error) {
	return s.feeds(ctx, `WHERE gone = 0 AND (next_fetch IS NULL OR next_fetch <= ? OR next_fetch > ?) ORDER BY next_fetch, url`,
		stamp(now), stamp(now.Add(longestWait)))
}

// FeedFetched records, in one transaction, the state of a feed's crawl after an attempt and the items that it
// named. Items whose address has never been seen (neither queued, nor archived, nor known as an article's) are
// queued; fresh says how many those are. An item whose URL isn't an address is passed over. A feed that was removed
// meanwhile stays removed, and its items aren't queued.
//
// raw are the documents that the feed was read out of, with Feed set. They are archived; one with a body that the archive has, or
// answered with "not modified", as a revisit. Those that speak of what was asked to be forgotten are not.
func (s *Store) FeedFetched(ctx context.Context, f news.Feed, items []news.Item, raw ...news.Page) (fresh int, err error) {
	err = s.recordWith(ctx, "record feed", raw, func(t *tx) (bool, error) {
		fresh = 0
		result, err := t.exec(`UPDATE feeds SET title = ?, language = ?, etag = ?, last_modified = ?, last_fetch = ?,
			last_success = ?, next_fetch = ?, interval = ?, failures = ?, last_error = ?, cause = ?, gone = ?, moved = ?,
			imprint = ?
			WHERE url = ?`,
			f.Title, f.Language, f.ETag, f.LastModified, stamp(f.LastFetch), stamp(f.LastSuccess), stamp(f.NextFetch),
			f.Interval.Microseconds(), f.Failures, f.LastError, causeText(f.LastCause), f.Gone, f.Moved, f.Imprint, f.URL)
		if err != nil {
			return false, err
		}
		if n, _ := result.RowsAffected(); n == 0 {
			return false, nil
		}
		fresh, err = t.enqueueAll(f, items, stamp(s.now()))
		return true, err
	})
	return fresh, err
}

// enqueueAll adds those of a feed's items whose address hasn't been seen, and counts them.
func (t *tx) enqueueAll(f news.Feed, items []news.Item, due sql.NullInt64) (fresh int, err error) {
	for _, it := range items {
		if it.Feed == "" {
			it.Feed = f.URL
		}
		if it.Source == "" {
			it.Source = f.Source
		}
		added, err := t.enqueue(it, due)
		if err != nil {
			return 0, err
		}
		if added {
			fresh++
		}
	}
	return fresh, nil
}

// enqueue adds an item whose address hasn't been seen.
func (t *tx) enqueue(it news.Item, due sql.NullInt64) (bool, error) {
	id := news.ArticleID(it.URL)
	if id == "" {
		return false, nil
	}
	if unwanted, err := t.forgotten(it.Source, it.URL); unwanted || err != nil {
		return false, err
	}
	tidyItem(&it)
	text, err := json.Marshal(it)
	if err != nil {
		return false, err
	}
	result, err := t.exec(`INSERT INTO queue (article, source, item, state, due)
		SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS (SELECT 1 FROM articles WHERE id = ?1)
		ON CONFLICT (article) DO NOTHING`, id, it.Source, string(text), itemWaiting, due.Int64)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n > 0, err
}
