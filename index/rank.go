package index

import (
	"cmp"
	"container/heap"
	"fmt"
	"math"
	"slices"
	"strconv"
)

// A placed is an article with its place in an order.
type placed struct {
	part   *part
	number uint32
	key    float64 // what is sorted by first, the larger the earlier: score, size, 0 where it is the time
	time   int64   // seconds since 1970; its negative where the oldest come first
	prefix uint64  // of the ID, see part.ids
	id     string  // "" until it is needed
}

// identify reads the ID.
func (r *placed) identify() error {
	if r.id != "" {
		return nil
	}
	var err error
	r.id, err = r.part.articleID(r.number)
	return err
}

// A ranking keeps the first articles of an order behind a place in it. It is a heap with the last of them on top.
type ranking struct {
	limit int
	after *placed // nil for none; it has an ID and no part
	list  []*placed
	err   error // of reading an ID
}

// compare is less than 0 where a comes before b: by key, then newest first (or oldest), then by ID.
func (k *ranking) compare(a, b *placed) int {
	if c := cmp.Or(cmp.Compare(b.key, a.key), cmp.Compare(b.time, a.time), cmp.Compare(a.prefix, b.prefix)); c != 0 {
		return c
	}
	for _, r := range []*placed{a, b} {
		if err := r.identify(); err != nil && k.err == nil {
			k.err = err
		}
	}
	return cmp.Compare(a.id, b.id)
}

// Len, Less, Swap, Push and Pop are those of a heap.
func (k *ranking) Len() int           { return len(k.list) }
func (k *ranking) Less(i, j int) bool { return k.compare(k.list[i], k.list[j]) > 0 }
func (k *ranking) Swap(i, j int)      { k.list[i], k.list[j] = k.list[j], k.list[i] }
func (k *ranking) Push(x any)         { k.list = append(k.list, x.(*placed)) }
func (k *ranking) Pop() any {
	last := k.list[len(k.list)-1]
	k.list = k.list[:len(k.list)-1]
	return last
}

// offer takes an article in if it is among the first.
func (k *ranking) offer(r placed) {
	if k.after != nil && k.compare(&r, k.after) <= 0 {
		return
	}
	switch {
	case len(k.list) < k.limit:
		heap.Push(k, &r)
	case k.compare(&r, k.list[0]) < 0:
		*k.list[0] = r
		heap.Fix(k, 0)
	}
}

// finish returns the articles in order, with their IDs.
func (k *ranking) finish() ([]*placed, error) {
	slices.SortFunc(k.list, k.compare)
	for _, r := range k.list {
		if err := r.identify(); err != nil {
			return nil, err
		}
	}
	return k.list, k.err
}

// hopeless reports whether no article of this key and time can be taken in any more, so that it isn't looked at further.
func (k *ranking) hopeless(key float64, time int64) bool {
	if len(k.list) < k.limit {
		return false
	}
	last := k.list[0]
	return key < last.key || key == last.key && time < last.time
}

// rankParts ranks what was found in each part, all parts at once, and takes in the first of each. rank may be called from
// several goroutines.
func (k *ranking) rankParts(matches []match, rank func(match, *ranking) error) error {
	rankings := make([]ranking, len(matches))
	err := inParallel(len(matches), func(i int) error {
		if matches[i].found.IsEmpty() {
			return nil
		}
		rankings[i] = ranking{limit: k.limit, after: k.after}
		return rank(matches[i], &rankings[i])
	})
	if err != nil {
		return err
	}
	for i := range rankings {
		for _, r := range rankings[i].list {
			k.offer(*r)
		}
	}
	return k.err
}

// rankByTime ranks what was found by time alone.
func (k *ranking) rankByTime(matches []match, oldest bool) error {
	if foundIn(matches) > fewFound {
		var err error
		if matches, err = k.nextDays(matches, oldest); err != nil {
			return err
		}
	}
	return k.rankParts(matches, func(m match, k *ranking) error { return k.rank(m, nil, oldest) })
}

// fewFound are so many articles that it is quicker to look at each than to go over their days.
const fewFound = 10_000

// nextDays are those of the articles found that may come next by time: those of as many days as there must be.
func (k *ranking) nextDays(matches []match, oldest bool) ([]match, error) {
	if k.after != nil && k.after.time == noTime {
		return matches, nil
	}
	walk, err := newDayWalk(matches, oldest)
	if err != nil {
		return nil, err
	}
	first, last := int64(math.MinInt64), int64(math.MaxInt64)
	begin, end := &last, &first
	if oldest {
		begin, end = &first, &last
	}
	resumed := k.after != nil && k.after.key == 0
	if resumed {
		*begin = k.after.day(oldest)
		walk.skipTo(*begin)
	}
	for enough := 0; enough < k.limit; {
		day, articles, ok, err := walk.next()
		if err != nil {
			return nil, err
		}
		if !ok {
			return matches, nil
		}
		*end = day
		if !resumed || day != *begin { // else some of them came before
			enough += articles
		}
	}
	return onDays(matches, first, last)
}

// day is the day of an article that has a time.
func (r *placed) day(oldest bool) int64 {
	if oldest {
		return dayOf(-r.time)
	}
	return dayOf(r.time)
}

// rank offers the articles of a part that were found.
func (k *ranking) rank(m match, key func(uint32) float64, oldest bool) error {
	p := m.part
	times, err := p.times()
	if err != nil {
		return err
	}
	ids, err := p.ids()
	if err != nil {
		return err
	}
	for number := range each(m.found) {
		t := times[number]
		if oldest && t != noTime {
			t = -t
		}
		var by float64
		if key != nil {
			by = key(number)
		}
		if !k.hopeless(by, t) {
			k.offer(placed{part: p, number: number, key: by, time: t, prefix: ids[number]})
		}
	}
	return k.err
}

// place writes where an article stands in an order, for a cursor.
func (r *placed) place() []string {
	return []string{strconv.FormatFloat(r.key, 'g', -1, 64), strconv.FormatInt(r.time, 10), r.id}
}

// readPlace reads what place wrote.
func readPlace(after []string) (*placed, error) {
	if len(after) != 3 || after[2] == "" {
		return nil, ErrBadCursor
	}
	key, err := strconv.ParseFloat(after[0], 64)
	if err != nil || math.IsNaN(key) {
		return nil, ErrBadCursor
	}
	t, err := strconv.ParseInt(after[1], 10, 64)
	if err != nil {
		return nil, ErrBadCursor
	}
	return &placed{key: key, time: t, prefix: idPrefix(after[2]), id: after[2]}, nil
}

// checkSort refuses orders that there aren't.
func checkSort(sort string) error {
	switch sort {
	case "", SortRelevance, SortNewest, SortOldest, SortCovered:
		return nil
	}
	return &SyntaxError{Message: fmt.Sprintf("there is no order %q; sort by relevance, newest, oldest or covered", sort)}
}
