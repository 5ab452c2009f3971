package index

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"parallax/news"
)

// The days that a page needs hold all of its articles: it is the page that a look at every article gives.
func TestNextDaysHoldThePage(t *testing.T) {
	ix, err := Open("bleve:"+t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	rng := rand.New(rand.NewPCG(1, 2))
	for batch := range 3 {
		var articles []news.Article
		for i := range 60 {
			a := news.Article{ID: fmt.Sprintf("%c%d-%d", 'a'+rng.IntN(26), batch, i), Language: "en", Text: "storm"}
			if rng.IntN(8) > 0 { // some have no time, some were before 1970, many at the same time
				a.Published = time.Unix(0, 0).UTC().Add(time.Duration(rng.IntN(100)-20) * 6 * time.Hour)
			}
			articles = append(articles, a)
		}
		if err := ix.Update(t.Context(), articles, int64(batch+1)); err != nil {
			t.Fatal(err)
		}
		if err := ix.Delete(t.Context(), []string{articles[7].ID}); err != nil {
			t.Fatal(err)
		}
	}
	err = ix.read(func(v *view) error {
		matches, total, err := ix.plan(Query{}).all(t.Context(), v)
		if err != nil {
			return err
		}
		for _, oldest := range []bool{false, true} {
			seen := 0
			var after *placed
			for {
				page, err := pageOf(matches, after, oldest, false)
				if err != nil {
					return err
				}
				days, err := pageOf(matches, after, oldest, true)
				if err != nil {
					return err
				}
				if !slices.EqualFunc(page, days, func(a, b *placed) bool { return a.id == b.id }) {
					t.Fatalf("oldest first %v: behind %d articles, the page by days is another one", oldest, seen)
				}
				if seen += len(page); len(page) < 7 {
					break
				}
				last := *page[6]
				last.part = nil
				after = &last
			}
			if seen != total {
				t.Errorf("oldest first %v: %d articles on all pages, want %d", oldest, seen, total)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func pageOf(matches []match, after *placed, oldest, byDays bool) ([]*placed, error) {
	k := ranking{limit: 7, after: after}
	if byDays {
		var err error
		if matches, err = k.nextDays(matches, oldest); err != nil {
			return nil, err
		}
	}
	if err := k.rankByTime(matches, oldest); err != nil {
		return nil, err
	}
	return k.finish()
}
