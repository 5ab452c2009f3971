package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"parallax/news"
)

// The states of an item in the queue.
const (
	itemWaiting = 0
	itemDone    = 1
	itemGivenUp = 2
)

// DueItems returns at most limit items (all if limit is 0) whose page may be fetched now, with the number of
// Attempts that failed. They are dealt out source by source, the longest waiting of each first, so that one source
// with a thousand items doesn't keep the others waiting. An item is due until PutPages has its page or ItemFailed
// puts it off. One that is put off for longer than any is was so by a clock that has been set back since.
func (s *Store) DueItems(ctx context.Context, now time.Time, limit int) ([]news.Item, error) {
	if limit <= 0 {
		limit = -1
	}
	rows, err := s.read.QueryContext(ctx, `SELECT q.item, q.attempts FROM
		(SELECT article, ROW_NUMBER() OVER (PARTITION BY source ORDER BY due, article) AS turn FROM queue
			WHERE state = 0 AND (due <= ? OR due > ?) ORDER BY turn LIMIT ?) t
		JOIN queue q ON q.article = t.article ORDER BY t.turn, q.source`, now.UnixMicro(), now.Add(longestWait).UnixMicro(), limit)
	items, err := collect(rows, err, func(r *sql.Rows) (it news.Item, err error) {
		var text []byte
		var attempts int
		if err := r.Scan(&text, &attempts); err != nil {
			return it, err
		}
		err = json.Unmarshal(text, &it)
		it.Attempts = attempts
		return it, err
	})
	return items, s.explain("read the queue", err)
}

// Announced queues the items that a feed's hub has pushed and whose address has never been seen, and returns how many those are.
// Items of a feed that was removed aren't queued. raw is archived as by FeedFetched.
func (s *Store) Announced(ctx context.Context, feed string, items []news.Item, raw ...news.Page) (fresh int, err error) {
	err = s.recordWith(ctx, "queue items", raw, func(t *tx) (bool, error) {
		fresh = 0
		f := news.Feed{URL: feed}
		found, err := t.row([]any{&f.Source}, `SELECT source FROM feeds WHERE url = ?`, feed)
		if err != nil || !found {
			return false, err
		}
		fresh, err = t.enqueueAll(f, items, stamp(s.now()))
		return true, err
	})
	return fresh, err
}

// ItemFailed records that an item's page could not be fetched, with the reason as a problem of stage "fetch". The item
// comes up again at retry; with a zero retry it is given up, and isn't queued again when a feed names it once more. Of one that was asked
// to be forgotten nothing is recorded.
func (s *Store) ItemFailed(ctx context.Context, it news.Item, why news.Reason, retry time.Time) error {
	return s.update(ctx, "put an item off", func(t *tx) error {
		id := news.ArticleID(it.URL)
		if id == "" {
			return fmt.Errorf("item %q has no address", it.URL)
		}
		if unwanted, err := t.forgotten(it.Source, it.URL); unwanted || err != nil {
			return err
		}
		state := itemWaiting
		if retry.IsZero() {
			state = itemGivenUp
		}
		tidyItem(&it)
		text, err := json.Marshal(it)
		if err != nil {
			return err
		}
		_, err = t.exec(`INSERT INTO queue (article, source, item, state, attempts, due) VALUES (?, ?, ?, ?, 1, ?)
			ON CONFLICT (article) DO UPDATE SET state = excluded.state, attempts = attempts + 1, due = excluded.due
				WHERE state <> ?`, id, it.Source, string(text), state, stamp(retry).Int64, itemDone)
		if err != nil {
			return err
		}
		return t.putProblem(news.Problem{Source: it.Source, URL: it.URL, Stage: "fetch", Reason: why.Text, Cause: why.Cause, Time: s.now()})
	})
}
