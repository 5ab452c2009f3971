package store_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"parallax/news"
	"parallax/store"
)

// A model is a store as a few lines of maps, to compare the real one with.
type model struct {
	articles map[string]news.Article
	redirect map[string]string // incident → where its articles are now
	known    map[int]bool      // posts that have been seen with their address, as long as one embeds them
	indexed  map[string]news.Article
	mark     int64
}

var modelOutlets = []news.Source{outlet("tide.example", "PT"), outlet("dune.example", "MA"), outlet("fjord.example", "NO"), outlet("nowhere.example", "")}

// TestAgainstAModel runs random work through a store and a model and compares everything that can be read.
func TestAgainstAModel(t *testing.T) {
	s := open(t, t.TempDir())
	var once sync.Mutex // one store for all runs; each begins with a Reset
	rapid.Check(t, func(rt *rapid.T) {
		once.Lock()
		defer once.Unlock()
		ctx := context.Background()
		ok(rt, s.Reset(ctx))
		m := model{articles: map[string]news.Article{}, redirect: map[string]string{}, known: map[int]bool{}, indexed: map[string]news.Article{}}
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			switch rapid.IntRange(0, 4).Draw(rt, "step") {
			case 0, 1:
				m.put(rt, s)
			case 2, 3:
				m.file(rt, s)
			case 4:
				m.index(rt, s)
			}
		}
		m.compare(rt, s)
		m.index(rt, s)
		equal(rt, "index", m.indexed, m.articles)
		wrong, err := s.Check(ctx)
		ok(rt, err)
		for _, w := range wrong {
			rt.Errorf("check: %s", w)
		}
	})
}

func ok(rt *rapid.T, err error) {
	if err != nil {
		rt.Fatal(err)
	}
}

func equal(rt *rapid.T, what string, got, want any) {
	if d := gocmp.Diff(want, got); d != "" {
		rt.Errorf("%s (-want +got):\n%s", what, d)
	}
}

// put writes one to three articles with random language and posts.
func (m *model) put(rt *rapid.T, s *store.Store) {
	var batch []news.Article
	for range rapid.IntRange(1, 3).Draw(rt, "articles") {
		n := rapid.IntRange(0, 9).Draw(rt, "article")
		language := rapid.SampledFrom([]string{"pt", "ar", "en", news.Undetermined}).Draw(rt, "language")
		a := article(modelOutlets[n%len(modelOutlets)], language, n)
		a.Published = a.Published.Truncate(5 * time.Minute) // some at the same time
		posts := rapid.SliceOfNDistinct(rapid.IntRange(0, 3), 0, 2, rapid.ID[int]).Draw(rt, "posts")
		for _, p := range posts {
			a.Posts = append(a.Posts, modelPost(p, rapid.Bool().Draw(rt, "addressed")))
			a.Blocks = append(a.Blocks, news.Block{Type: news.BlockPost, Post: a.Posts[len(a.Posts)-1].ID})
		}
		batch = append(batch, a)
	}
	ok(rt, s.PutArticles(context.Background(), batch, nil, 0))
	for _, a := range batch {
		m.putOne(a)
	}
	for n := range m.known {
		m.known[n] = m.known[n] && m.embeds(modelPost(n, true).ID)
	}
}

func (m *model) embeds(post string) bool {
	for _, a := range m.articles {
		if slices.ContainsFunc(a.Posts, func(p news.Post) bool { return p.ID == post }) {
			return true
		}
	}
	return false
}

func modelPost(n int, addressed bool) news.Post {
	p := news.Post{Platform: news.Twitter, Handle: "ana", Text: fmt.Sprintf("The water stands at mark number %d", n)}
	p.ID = news.UnaddressedPostID(p.Platform, p.Handle, p.Text)
	if addressed {
		p.ID = fmt.Sprint(1000 + n)
	}
	return p
}

func (m *model) putOne(a news.Article) {
	for n := range 4 {
		if slices.ContainsFunc(a.Posts, func(p news.Post) bool { return p.ID == modelPost(n, true).ID }) {
			m.known[n] = true
		}
	}
	a.Posts, a.Blocks = slices.Clone(a.Posts), slices.Clone(a.Blocks)
	if old, there := m.articles[a.ID]; there {
		a.Incident, a.CopyOf = old.Incident, old.CopyOf
	}
	m.articles[a.ID] = a
	for n, known := range m.known {
		if !known {
			continue
		}
		one, other := modelPost(n, false).ID, modelPost(n, true).ID
		for _, a := range m.articles {
			for i := range a.Posts {
				if a.Posts[i].ID == one {
					a.Posts[i].ID = other
				}
			}
			for i := range a.Blocks {
				if a.Blocks[i].Post == one {
					a.Blocks[i].Post = other
				}
			}
		}
	}
}

func (m *model) resolve(incident string) string {
	for m.redirect[incident] != "" {
		incident = m.redirect[incident]
	}
	return incident
}

// file files some articles at random, and merges incidents now and then.
func (m *model) file(rt *rapid.T, s *store.Store) {
	var filings []news.Filing
	for _, id := range m.ids() {
		if !rapid.Bool().Draw(rt, "file") {
			continue
		}
		f := news.Filing{Article: id, Incident: rapid.SampledFrom([]string{"A", "B", "C", "D"}).Draw(rt, "incident")}
		if rapid.Bool().Draw(rt, "copy") {
			f.CopyOf = "x"
		}
		filings = append(filings, f)
	}
	var merges []news.Merge
	if rapid.IntRange(0, 2).Draw(rt, "merge") == 0 {
		pair := rapid.Permutation([]string{"A", "B", "C", "D"}).Draw(rt, "pair")
		merges = append(merges, news.Merge{From: pair[0], Into: pair[1]})
	}
	ok(rt, s.PutFilings(context.Background(), news.Decisions{Filings: filings, Merges: merges}))
	for _, f := range filings {
		a := m.articles[f.Article]
		a.Incident, a.CopyOf = &news.Place{ID: m.resolve(f.Incident)}, f.CopyOf
		if f.CopyOf != "" {
			a.Incident.Evidence = []news.Evidence{{Kind: news.EvidenceCopy, Article: f.CopyOf}}
		}
		m.articles[f.Article] = a
	}
	for _, merge := range merges {
		from, into := m.resolve(merge.From), m.resolve(merge.Into)
		if from == into {
			continue
		}
		m.redirect[from] = into
		for id, a := range m.articles {
			if a.Incident != nil && a.Incident.ID == from {
				a.Incident = &news.Place{ID: into, Evidence: a.Incident.Evidence}
				m.articles[id] = a
			}
		}
	}
}

// index takes changes in, as a search index does.
func (m *model) index(rt *rapid.T, s *store.Store) {
	for change, err := range s.Changes(context.Background(), m.mark) {
		ok(rt, err)
		if change.Seq <= m.mark {
			rt.Fatalf("change %d comes after %d", change.Seq, m.mark)
		}
		m.mark = change.Seq
		m.indexed[change.Article.ID] = change.Article
	}
}

func (m *model) ids() []string {
	var ids []string
	for id := range m.articles {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// newest returns the articles that keep says, newest first.
func (m *model) newest(keep func(a news.Article) bool) []news.Article {
	kept := []news.Article{}
	for _, id := range m.ids() {
		if a := m.articles[id]; keep(a) {
			kept = append(kept, a)
		}
	}
	slices.SortFunc(kept, func(a, b news.Article) int {
		return cmp.Or(b.Time().Compare(a.Time()), cmp.Compare(b.ID, a.ID))
	})
	return kept
}

func (m *model) compare(rt *rapid.T, s *store.Store) {
	m.compareArticles(rt, s)
	m.compareIncidents(rt, s)
	m.comparePosts(rt, s)
}

// paged reads a whole list in small pages.
func paged[T any](rt *rapid.T, page func(news.Window) (news.List[T], error)) []T {
	rows := []T{}
	w := news.Window{Limit: 2}
	for {
		list, err := page(w)
		ok(rt, err)
		rows = append(rows, list.Rows...)
		if w.Cursor = list.Next; w.Cursor == "" {
			if list.Total != len(rows) {
				rt.Errorf("the list says it has %d rows and has %d", list.Total, len(rows))
			}
			return rows
		}
	}
}

func (m *model) compareArticles(rt *rapid.T, s *store.Store) {
	f := news.ArticleFilter{
		Language: rapid.SampledFrom([]string{"", "pt", "ar", "xx"}).Draw(rt, "language"),
		Country:  rapid.SampledFrom([]string{"", "PT"}).Draw(rt, "country"),
		Source:   rapid.SampledFrom([]string{"", "tide.example", "dune.example"}).Draw(rt, "source"),
		Incident: rapid.SampledFrom([]string{"", "A", "none"}).Draw(rt, "incident"),
	}
	if rapid.Bool().Draw(rt, "dates") {
		f.Since, f.Until = noon.Add(3*time.Minute), noon.Add(6*time.Minute)
	}
	got := paged(rt, func(w news.Window) (news.List[news.Article], error) {
		f.Window = w
		return s.Articles(context.Background(), f)
	})
	equal(rt, fmt.Sprintf("articles of %+v", f), got, m.newest(func(a news.Article) bool {
		return (f.Language == "" || a.Language == f.Language) && (f.Country == "" || a.Source.Country == f.Country) &&
			(f.Source == "" || a.Source.ID == f.Source) && (f.Since.IsZero() || !a.Time().Before(f.Since)) &&
			(f.Until.IsZero() || a.Time().Before(f.Until)) &&
			(f.Incident == "" || a.Incident != nil && a.Incident.ID == m.resolve(f.Incident))
	}))
}

func (m *model) compareIncidents(rt *rapid.T, s *store.Store) {
	type summary struct {
		Articles, Sources int
		Languages         map[string]bool
		First, Last       time.Time
	}
	want := map[string]summary{}
	for _, id := range []string{"A", "B", "C", "D"} {
		filed := m.newest(func(a news.Article) bool { return a.Incident != nil && a.Incident.ID == id })
		if len(filed) == 0 {
			continue
		}
		sum := summary{Articles: len(filed), Languages: map[string]bool{}, First: filed[len(filed)-1].Time(), Last: filed[0].Time()}
		sources := map[string]bool{}
		for _, a := range filed {
			sources[a.Source.ID] = true
			if a.Language != news.Undetermined {
				sum.Languages[a.Language] = true
			}
		}
		sum.Sources = len(sources)
		want[id] = sum
	}
	f := news.IncidentFilter{
		Rank:         rapid.Bool().Draw(rt, "rank"),
		Language:     rapid.SampledFrom([]string{"", "pt"}).Draw(rt, "language of incident"),
		MinLanguages: rapid.IntRange(0, 2).Draw(rt, "languages"),
	}
	got := map[string]summary{}
	for _, i := range paged(rt, func(w news.Window) (news.List[news.Incident], error) {
		f.Window = w
		return s.Incidents(context.Background(), f)
	}) {
		sum := summary{i.Articles, i.Sources, map[string]bool{}, i.First, i.Last}
		for _, l := range i.Languages {
			sum.Languages[l] = true
		}
		got[i.ID] = sum
	}
	for id, sum := range want {
		if f.Language != "" && !sum.Languages[f.Language] || f.MinLanguages > 1 && len(sum.Languages) < f.MinLanguages {
			delete(want, id)
		}
	}
	equal(rt, fmt.Sprintf("incidents of %+v", f), got, want)
	for from := range m.redirect {
		i, err := s.Incident(context.Background(), from)
		ok(rt, err)
		if i.MergedInto != m.resolve(from) {
			rt.Errorf("%s redirects to %s, want %s", from, i.MergedInto, m.resolve(from))
		}
	}
}

func (m *model) comparePosts(rt *rapid.T, s *store.Store) {
	want := map[string]int{}
	for _, a := range m.articles {
		for _, p := range a.Posts {
			want[p.ID]++
		}
	}
	got := map[string]int{}
	for _, p := range paged(rt, func(w news.Window) (news.List[news.EmbeddedPost], error) {
		return s.Posts(context.Background(), news.PostFilter{Window: w, Handle: "@Ana"})
	}) {
		got[p.ID] = p.Articles
	}
	equal(rt, "posts", got, want)
}
