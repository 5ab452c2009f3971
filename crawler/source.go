package crawler

import (
	"context"
	"errors"
	"sync"
	"time"

	"parallax/news"
)

// sourceLife is how long an outlet's name, country and language are taken as the store last gave them.
const sourceLife = 5 * time.Minute

// A sourceCache spares the store a question for each page.
type sourceCache struct {
	book FeedBook

	mu   sync.Mutex
	byID map[string]cachedSource
}

type cachedSource struct {
	source news.Source
	until  time.Time
}

func newSourceCache(book FeedBook) *sourceCache {
	return &sourceCache{book: book, byID: map[string]cachedSource{}}
}

// reload makes the next question be answered by the store.
func (c *sourceCache) reload() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.byID)
}

// get returns an outlet as the store knows it, or with its ID alone if it doesn't.
func (c *sourceCache) get(ctx context.Context, id string, now time.Time) (news.Source, error) {
	c.mu.Lock()
	cached, ok := c.byID[id]
	c.mu.Unlock()
	if ok && now.Before(cached.until) {
		return cached.source, nil
	}
	health, err := c.book.Source(ctx, id)
	source := health.Source
	if errors.Is(err, news.ErrNotFound) {
		source, err = news.Source{ID: id, Host: id}, nil
	}
	if err != nil {
		return news.Source{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.byID[id] = cachedSource{source: source, until: now.Add(sourceLife)}
	return source, nil
}
