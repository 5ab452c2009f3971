package index

import (
	"cmp"
	"slices"
	"time"

	"github.com/RoaringBitmap/roaring/v2"
)

// The articles of each day are a set in the index. What is only about the newest articles (their page, or which of a
// hundred thousand are scored) is found by going from day to day, however many articles there are before.

// A partDay is a day on which articles of a part were published.
type partDay struct {
	number int64 // in days since 1970
	term   string
}

// days are the days of a part, the first one first.
func (p *part) days() ([]partDay, error) {
	column, err := p.values(fieldDay)
	if err != nil {
		return nil, err
	}
	p.columns.mu.Lock()
	defer p.columns.mu.Unlock()
	if p.columns.days == nil {
		list := make([]partDay, len(column.terms))
		for i, term := range column.terms {
			t, err := time.Parse(time.DateOnly, term)
			if err != nil {
				return nil, err
			}
			list[i] = partDay{dayOf(t.Unix()), term}
		}
		p.columns.days = list
	}
	return p.columns.days, nil
}

const secondsPerDay = 24 * 60 * 60

// dayOf is the day of a time in seconds since 1970.
func dayOf(unix int64) int64 { return evenStep(secondsPerDay, 0).of(unix) }

// between is onDays for a part.
func (p *part) between(found *roaring.Bitmap, first, last int64) (*roaring.Bitmap, error) {
	days, err := p.days()
	if err != nil {
		return nil, err
	}
	var list []*roaring.Bitmap
	for _, d := range days {
		if d.number < first || d.number > last {
			continue
		}
		t, err := p.postings(fieldDay, d.term)
		if err != nil {
			return nil, err
		}
		list = append(list, t.articles)
	}
	return roaring.And(found, union(list)), nil
}

// onDays are those of the articles found that were published from one day on up to another one, both included.
func onDays(matches []match, first, last int64) ([]match, error) {
	on := make([]match, len(matches))
	for i, m := range matches {
		found, err := m.part.between(m.found, first, last)
		if err != nil {
			return nil, err
		}
		on[i] = match{m.matcher, found}
	}
	return on, nil
}

// A dayWalk goes over the days of what was found, in all parts at once.
type dayWalk struct {
	oldest bool // begins with the first day, not with the last
	parts  []dayWalker
}

type dayWalker struct {
	match
	days []partDay // that are to come, in the order of the walk
}

func newDayWalk(matches []match, oldest bool) (*dayWalk, error) {
	w := &dayWalk{oldest: oldest}
	for _, m := range matches {
		if m.found.IsEmpty() {
			continue
		}
		days, err := m.part.days()
		if err != nil {
			return nil, err
		}
		if !oldest {
			days = slices.Clone(days)
			slices.Reverse(days)
		}
		w.parts = append(w.parts, dayWalker{m, days})
	}
	return w, nil
}

// compare orders days as the walk does.
func (w *dayWalk) compare(a, b int64) int {
	if w.oldest {
		return cmp.Compare(a, b)
	}
	return cmp.Compare(b, a)
}

// next goes on to the next day, and counts the articles found that were published on it; false at the end.
func (w *dayWalk) next() (day int64, articles int, ok bool, err error) {
	for i := range w.parts {
		if days := w.parts[i].days; len(days) > 0 && (!ok || w.compare(days[0].number, day) < 0) {
			day, ok = days[0].number, true
		}
	}
	for i := range w.parts {
		p := &w.parts[i]
		if len(p.days) == 0 || p.days[0].number != day {
			continue
		}
		published, err := p.part.postings(fieldDay, p.days[0].term)
		if err != nil {
			return 0, 0, false, err
		}
		articles += int(p.found.AndCardinality(published.articles))
		p.days = p.days[1:]
	}
	return day, articles, ok, nil
}

// skipTo leaves out the days that come before one.
func (w *dayWalk) skipTo(day int64) {
	for i := range w.parts {
		p := &w.parts[i]
		for len(p.days) > 0 && w.compare(p.days[0].number, day) < 0 {
			p.days = p.days[1:]
		}
	}
}
