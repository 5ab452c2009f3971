package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"parallax/news"
)

// Subscriptions returns all that is agreed with hubs, by feed. It may be more than there are feeds: one that was removed is
// still to be cancelled.
func (s *Store) Subscriptions(ctx context.Context) ([]news.Subscription, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT subscription FROM subscriptions ORDER BY feed`)
	all, err := collect(rows, err, func(r *sql.Rows) (sub news.Subscription, err error) {
		var text []byte
		if err := r.Scan(&text); err != nil {
			return sub, err
		}
		return sub, json.Unmarshal(text, &sub)
	})
	return all, s.explain("read subscriptions", err)
}

// PutSubscription adds or replaces the subscription of a feed.
func (s *Store) PutSubscription(ctx context.Context, sub news.Subscription) error {
	return s.update(ctx, "put subscription", func(t *tx) error {
		if sub.Feed == "" {
			return fmt.Errorf("subscription to %q has no feed", sub.Topic)
		}
		text, err := json.Marshal(sub)
		if err != nil {
			return err
		}
		_, err = t.exec(`INSERT INTO subscriptions (feed, subscription) VALUES (?, ?)
			ON CONFLICT (feed) DO UPDATE SET subscription = excluded.subscription`, sub.Feed, string(text))
		return err
	})
}

// RemoveSubscription forgets the subscription of a feed, if there is one.
func (s *Store) RemoveSubscription(ctx context.Context, feed string) error {
	return s.update(ctx, "remove subscription", func(t *tx) error {
		_, err := t.exec(`DELETE FROM subscriptions WHERE feed = ?`, feed)
		return err
	})
}
