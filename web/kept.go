package web

import (
	"context"
	"maps"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// Pages, feeds and answers of the API are kept as they were answered, compressed, while the records stay as they are, so that
// what many ask for is made and compressed once. What is kept is at most keptFor old, since pages say how long ago things were and show what the index
// finds, which follows the records; within freshFor nobody looks whether it still holds. When it doesn't, one request draws it anew,
// and those that come meanwhile get the old one.

const (
	freshFor  = time.Second
	keptFor   = 10 * time.Second
	keptBytes = 16 << 20 // of one generation; there are two
	keptLimit = 1 << 20  // of one answer
)

// A keptKey is all of a request that an answer depends on.
type keptKey struct{ origin, edition, reads, address string }

// A keptAnswer is a whole answer that was given once.
type keptAnswer struct {
	header       http.Header // with its ETag, without what depends on the reader
	body, zipped []byte      // zipped is nil for what isn't worth it
	route        string      // the pattern of the mux that matched, for the metrics
	state        int64
	made         time.Time
	renewing     atomic.Bool
}

// keptAnswers holds answers in two generations: once the new one is full, it becomes the old one, and what was old and isn't asked for
// again is gone.
type keptAnswers struct {
	mu     sync.Mutex
	recent map[keptKey]*keptAnswer
	older  map[keptKey]*keptAnswer
	bytes  int // of recent
}

// keyOf is what the answer to a request is kept under.
func (s *site) keyOf(r *http.Request) keptKey {
	k := keptKey{origin: s.origin(r), address: r.URL.RequestURI()}
	switch e := chosenBy(r); {
	case e != nil:
		k.edition = e.Lang()
	case !isAPI(r.URL.Path): // which is the same in every language
		k.reads = r.Header.Get("Accept-Language")
	}
	return k
}

// again is the answer that was kept for a request, or nil if it has to be made anew.
func (s *site) again(ctx context.Context, k keptKey) *keptAnswer {
	found := s.kept.get(k)
	if found == nil {
		return nil
	}
	age := time.Since(found.made)
	if age < freshFor {
		return found
	}
	if age < keptFor {
		if state, err := s.state(ctx); err == nil && state == found.state {
			return found
		}
		if !found.renewing.CompareAndSwap(false, true) {
			return found
		}
	}
	return nil
}

// keep keeps an answer that was just given, if it is one that says that it may be.
func (s *site) keep(k keptKey, state int64, a *answer, r *http.Request) {
	h := a.Header()
	if r.Method != http.MethodGet || a.sending || a.status != http.StatusOK || h.Get("Cache-Control") != "no-cache" || a.held.Len() > keptLimit {
		return
	}
	a.prepare()
	answer := &keptAnswer{header: maps.Clone(h), body: a.held.Bytes(), route: r.Pattern, state: state, made: time.Now()}
	if a.worthZipping() {
		answer.zipped = zipped(answer.body)
		a.zipped = answer.zipped
	}
	s.kept.put(k, answer)
}

func (c *keptAnswers) get(k keptKey) *keptAnswer {
	c.mu.Lock()
	defer c.mu.Unlock()
	if found := c.recent[k]; found != nil {
		return found
	}
	found := c.older[k]
	if found != nil {
		c.add(k, found)
	}
	return found
}

func (c *keptAnswers) put(k keptKey, a *keptAnswer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.add(k, a)
}

func (c *keptAnswers) add(k keptKey, a *keptAnswer) {
	size := func(a *keptAnswer) int {
		if a == nil {
			return 0
		}
		return len(a.body) + len(a.zipped) + len(k.address) + len(k.reads)
	}
	if c.recent == nil || c.bytes+size(a) > keptBytes {
		c.recent, c.older, c.bytes = map[keptKey]*keptAnswer{}, c.recent, 0
	}
	c.bytes += size(a) - size(c.recent[k])
	c.recent[k] = a
}
