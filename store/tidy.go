package store

import (
	"math"
	"slices"
	"time"

	"parallax/news"
)

// JSON can't say every time and number that Go can, and what a publisher sends may be any of them. Such a value is as
// good as unknown: it must not keep the rest from being stored.

// tidyTime clears a time that RFC 3339 has no way to write.
func tidyTime(t *time.Time) {
	if year := t.UTC().Year(); year < 1 || year > 9999 {
		*t = time.Time{}
	}
	*t = t.UTC()
}

func tidyItem(it *news.Item) { tidyTime(&it.Published) }

// tidyArticle leaves the caller's slices alone.
func tidyArticle(a *news.Article) {
	for _, t := range []*time.Time{&a.Published, &a.Modified, &a.Fetched} {
		tidyTime(t)
	}
	if math.IsNaN(a.Confidence) || math.IsInf(a.Confidence, 0) {
		a.Confidence = 0
	}
	a.Posts = slices.Clone(a.Posts)
	for i := range a.Posts {
		tidyTime(&a.Posts[i].Published)
	}
}
