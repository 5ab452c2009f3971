package index

import (
	"math"
	"testing"
	"time"

	"parallax/news"
)

func TestTheNewestAreScored(t *testing.T) {
	ix, err := Open("bleve:"+t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	var articles []news.Article
	for i := range 40 { // four a day
		articles = append(articles, news.Article{ID: string(rune('a' + i)), Language: "en", Text: "storm", Published: time.Date(2024, 3, 1+i/4, 12, 0, 0, 0, time.UTC)})
	}
	if err := ix.Update(t.Context(), articles, 1); err != nil {
		t.Fatal(err)
	}
	err = ix.read(func(v *view) error {
		var matches []match
		for _, p := range v.parts {
			matches = append(matches, match{&matcher{part: p}, p.all()})
		}
		for limit, want := range map[int]int{40: 40, 39: 40, 36: 36, 5: 8, 4: 4, 1: 4} {
			day, err := recent(matches, limit)
			if err != nil {
				return err
			}
			scored := 0
			for _, m := range matches {
				b, err := m.part.between(m.found, day, math.MaxInt64)
				if err != nil {
					return err
				}
				scored += int(b.GetCardinality())
			}
			if scored != want {
				t.Errorf("of a limit of %d, %d are scored, want %d", limit, scored, want)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
