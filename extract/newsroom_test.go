package extract

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"parallax/extract/measure"
	"parallax/news"
	"parallax/testdata/newsroom"
)

// newsroomPages are the pages of all articles of the bundled newsroom, as its servers send them.
func newsroomPages(tb testing.TB) ([]*newsroom.Article, []news.Page) {
	tb.Helper()
	n, err := newsroom.Load()
	if err != nil {
		tb.Fatal(err)
	}
	handler, err := n.Handler()
	if err != nil {
		tb.Fatal(err)
	}
	pages := make([]news.Page, len(n.Articles))
	for i, a := range n.Articles {
		address := "http://" + a.Outlet.Host("8080") + a.Path()
		r := httptest.NewRecorder()
		handler.ServeHTTP(r, httptest.NewRequest(http.MethodGet, address, nil))
		if r.Code != http.StatusOK {
			tb.Fatalf("%s: status %d", address, r.Code)
		}
		pages[i] = news.Page{URL: address, FinalURL: address, Status: r.Code, ContentType: r.Header().Get("Content-Type"), Body: r.Body.Bytes()}
	}
	return n.Articles, pages
}

// TestNewsroomFrontPages are lists of articles, and must not become articles themselves.
func TestNewsroomFrontPages(t *testing.T) {
	n, err := newsroom.Load()
	if err != nil {
		t.Fatal(err)
	}
	handler, err := n.Handler()
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range n.Outlets {
		address := "http://" + o.Host("8080") + "/"
		r := httptest.NewRecorder()
		handler.ServeHTTP(r, httptest.NewRequest(http.MethodGet, address, nil))
		a, err := Article(news.Page{URL: address, FinalURL: address, Status: r.Code, ContentType: r.Header().Get("Content-Type"), Body: r.Body.Bytes()})
		if err == nil {
			t.Errorf("%s was taken for an article: %q", address, cut(a.Text, 100))
		}
	}
}

// TestNewsroom reads all pages of the bundled newsroom: its layouts are those of real publishing systems, its
// languages many, and what each page holds is known to the letter.
func TestNewsroom(t *testing.T) {
	gold, pages := newsroomPages(t)
	body, layouts := &measure.Means{}, map[string]*measure.Means{}
	right, all := map[string]float64{}, map[string]float64{}
	judge := func(field, key string, ok bool) {
		all[field]++
		if ok {
			right[field]++
		} else {
			t.Logf("%s: wrong %s", key, field)
		}
	}
	for i, g := range gold {
		a, err := Article(pages[i])
		if err != nil {
			t.Errorf("%s: %v", g.Key, err)
			continue
		}
		tp, fp, fn := measure.Match(g.Text(), a.Text)
		if layouts[g.Outlet.Layout] == nil {
			layouts[g.Outlet.Layout] = &measure.Means{}
		}
		layouts[g.Outlet.Layout].Add(tp, fp, fn)
		body.Add(tp, fp, fn)
		if fp+fn > .1 {
			t.Logf("%s (%s): %.2f of the text found wrongly, %.2f missed", g.Key, g.Outlet.Layout, fp, fn)
		}
		judge("title", g.Key, a.Title == tidy(g.Title))
		judge("published", g.Key, a.Published.Equal(g.Published.Truncate(0)) || a.Published.Equal(g.Published.UTC().Truncate(24*60*60*1e9)))
		judge("authors", g.Key, strings.Join(a.Authors, ";") == strings.Join(g.Authors, ";"))
		judge("canonical", g.Key, a.CanonicalURL == news.CanonicalURL("http://"+g.Outlet.Host("8080")+g.CanonicalPath()))
		posts := map[string]bool{}
		for _, p := range a.Posts {
			posts[p.ID] = true
			posts[news.ContentKey(p.Platform, p.Handle, p.Text)] = true
		}
		for _, p := range g.Posts() {
			judge("posts", g.Key, posts[p.ID()] || posts[news.ContentKey(p.Platform, p.Handle, p.Text)])
		}
		judge("no other posts", g.Key, len(a.Posts) == len(g.Posts()))
	}
	got := figures{"body": round(body.F1())}
	for layout, t := range layouts {
		got["body, "+layout] = round(t.F1())
	}
	for field, n := range all {
		got[field] = round(right[field] / n)
	}
	compareGolden(t, goldenNewsroom, map[string]figures{"newsroom": got})
}
