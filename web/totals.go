package web

import (
	"context"
	"sync"
	"time"

	"parallax/news"
)

// totals are how much there is of everything. Pages say it in their margin and ask for it all the time, and counting takes longer
// than the rest of the front page, so they are counted again only once they are totalsAge old.
type totals struct {
	records SourceRecords
	clock   func() time.Time

	mu      sync.Mutex
	counted time.Time
	counts  news.Counts
}

const totalsAge = 10 * time.Second

// now returns the counts as they were at most totalsAge ago.
func (t *totals) now(ctx context.Context) (news.Counts, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if now := t.clock(); t.counted.IsZero() || now.Sub(t.counted) >= totalsAge {
		counts, err := t.records.Counts(ctx)
		if err != nil {
			return counts, err
		}
		t.counts, t.counted = counts, now
	}
	return t.counts, nil
}
