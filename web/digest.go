package web

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"sync"
	"time"

	"parallax/index"
	"parallax/news"
)

const (
	digestArticles = 60 // of an incident, the newest, are compared for its digest; the page of the comparison takes more
	digestNames    = 6
	digestNumbers  = 3
	digestsKept    = 512
)

// digests keeps what the pages of incidents say about what only some languages tell. To find it out means to read the articles
// whole; it stays true until there is another article.
type digests struct {
	mu   sync.Mutex
	kept map[digestKey][]index.Mention
	old  []digestKey // in the order in which they came, to be dropped
}

type digestKey struct {
	incident string
	articles int
	last     time.Time
}

// onlySome are the names and numbers of an incident that some of its languages mention and others don't, those first that most
// articles have.
func (s *site) onlySome(ctx context.Context, i news.Incident) ([]index.Mention, error) {
	if s.search == nil || len(i.Languages) < 2 {
		return nil, nil
	}
	key := digestKey{i.ID, i.Articles, i.Last}
	if found, ok := s.digests.get(key); ok {
		return found, nil
	}
	articles, err := s.articlesOf(ctx, i.ID, digestArticles)
	if err != nil {
		return nil, err
	}
	c, err := s.search.Compare(ctx, articles)
	if err != nil {
		return nil, err
	}
	found := digestOf(c)
	s.digests.put(key, found)
	return found, nil
}

// digestOf picks some names and some telling numbers that at most half of the languages have.
func digestOf(c index.Comparison) []index.Mention {
	numbers := slices.DeleteFunc(slices.Clone(c.Numbers), func(m index.Mention) bool { return !isTelling(m.Text) })
	return append(rareAmong(c.Names, len(c.Languages), digestNames), rareAmong(numbers, len(c.Languages), digestNumbers)...)
}

// isTelling reports whether a number is likely to be one of the incident: not a day, an hour or a minute, which any report has, nor
// the year.
func isTelling(number string) bool {
	n, err := strconv.Atoi(number)
	return err != nil || n >= 60 && (n < 1900 || n > 2100)
}

func rareAmong(mentions []index.Mention, languages, most int) []index.Mention {
	var out []index.Mention
	for _, m := range mentions {
		if 2*len(m.Forms) <= languages {
			out = append(out, m)
		}
	}
	slices.SortStableFunc(out, func(a, b index.Mention) int { return cmp.Compare(articlesWith(b), articlesWith(a)) })
	return out[:min(len(out), most)]
}

func articlesWith(m index.Mention) (n int) {
	for _, f := range m.Forms {
		n += f.Articles
	}
	return n
}

func (d *digests) get(k digestKey) ([]index.Mention, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	found, ok := d.kept[k]
	return found, ok
}

func (d *digests) put(k digestKey, found []index.Mention) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.kept == nil {
		d.kept = map[digestKey][]index.Mention{}
	}
	if _, ok := d.kept[k]; ok {
		return
	}
	if len(d.old) == digestsKept {
		delete(d.kept, d.old[0])
		d.old = d.old[1:]
	}
	d.kept[k], d.old = found, append(d.old, k)
}
