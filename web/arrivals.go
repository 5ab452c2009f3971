package web

import (
	"context"
	"slices"
	"sync"
	"time"

	"parallax/news"
)

const (
	arrivalsEvery = 5 * time.Second // how often it is looked whether there are new incidents, as long as somebody waits for them
	arrivalsRead  = 100             // incidents that are looked at each time, those with the latest reports
	arrivalsKept  = 500             // new incidents that are remembered
	arrivalsKnown = 20_000          // incidents that are known not to be new
	arrivalsFresh = 48 * time.Hour  // an incident whose first report is older has been there, or was brought by an import
)

// arrivals are the incidents that are new since somebody has first asked for them, numbered in the order in which they were
// seen. Nothing is read while nobody asks.
type arrivals struct {
	records IncidentRecords
	clock   func() time.Time

	mu    sync.Mutex
	read  time.Time
	known map[string]bool
	list  []news.Incident // the latest of them, the last one with number count
	count int
}

// refresh looks for new incidents, unless that has just been done, and returns how many there have been since the start.
func (a *arrivals) refresh(ctx context.Context) (int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	now := a.clock()
	if !a.read.IsZero() && now.Sub(a.read) < arrivalsEvery {
		return a.count, nil
	}
	latest, err := a.records.Incidents(ctx, news.IncidentFilter{Window: news.Window{Limit: arrivalsRead}})
	if err != nil {
		return a.count, err
	}
	first := a.read.IsZero()
	a.read = now
	if len(a.known) > arrivalsKnown || a.known == nil {
		a.known = map[string]bool{} // those that still matter are put in again at once
		first = true
	}
	for _, i := range slices.Backward(latest.Rows) {
		if a.known[i.ID] {
			continue
		}
		a.known[i.ID] = true
		if !first && i.First.After(now.Add(-arrivalsFresh)) {
			a.list = append(a.list, i)
			a.count++
		}
	}
	a.list = a.list[max(0, len(a.list)-arrivalsKept):]
	return a.count, nil
}

// since counts the incidents after number from that a filter lets pass.
func (a *arrivals) since(from int, f news.IncidentFilter) (n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, i := range a.list[min(len(a.list), max(0, len(a.list)-(a.count-from))):] {
		if (f.Language == "" || slices.Contains(i.Languages, f.Language)) && (f.Country == "" || slices.Contains(i.Countries, f.Country)) {
			n++
		}
	}
	return n
}
