package crawler

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"parallax/news"
)

func addresses(feeds []news.Feed) []string {
	var list []string
	for _, f := range feeds {
		list = append(list, f.URL)
	}
	return list
}

func TestDiscover(t *testing.T) {
	feed := text("application/rss+xml", rssOf("/one"))
	sitemap := text("text/xml", `<urlset><url><loc>/one</loc><lastmod>`+noon.Format(time.RFC3339)+`</lastmod></url></urlset>`)
	for _, c := range []struct {
		name  string
		start string
		site  map[string]http.HandlerFunc
		want  []string
	}{
		{"link elements, but not those of comments or of what is no feed", "/", map[string]http.HandlerFunc{
			"/": text("text/html", `<base href="/x/"><link rel="Alternate" type="application/rss+xml" href="world.rss">
				<link rel=alternate type=application/atom+xml href="/atom"><link rel=alternate type=application/rss+xml href=/comments/feed>
				<link rel=alternate type=application/rss+xml href=/broken><link rel=stylesheet href=/s.css><a href="/other.rss">RSS</a>`),
			"/x/world.rss": feed, "/atom": feed, "/comments/feed": feed, "/other.rss": feed, "/broken": page("Nothing"),
		}, []string{"/x/world.rss", "/atom"}},
		{"ordinary links", "/news", map[string]http.HandlerFunc{
			"/news": text("text/html", `<a href="/about">About</a><a href="/all/rss.xml">RSS</a>`), "/all/rss.xml": feed,
		}, []string{"/all/rss.xml"}},
		{"common addresses and the news sitemap", "/", map[string]http.HandlerFunc{
			"/{$}": page("Front"), "/feed": feed, "/robots.txt": text("text/plain", "Sitemap: /news-sitemap.xml\nSitemap: /all.xml\n"),
			"/news-sitemap.xml": sitemap, "/all.xml": sitemap, "/rss": feed,
		}, []string{"/feed", "/news-sitemap.xml"}},
		{"the header of the page", "/", map[string]http.HandlerFunc{
			"/{$}": func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Link", `</h.rss>; rel="alternate"; type="application/rss+xml", </api>; rel=alternate; type=application/json`)
				page("Front")(w, r)
			}, "/h.rss": feed,
		}, []string{"/h.rss"}},
		{"the front page of an article's site", "/2026/ferry", map[string]http.HandlerFunc{
			"/{$}":        text("text/html", `<link rel=alternate type="application/json" href="/wp-json/1"><link rel=alternate type="application/json; charset=utf-8" href="/feed.json">`),
			"/2026/ferry": page("Ferry"), "/feed.json": text("application/json", `{"version":"https://jsonfeed.org/version/1","items":[{"url":"/one"}]}`),
		}, []string{"/feed.json"}},
		{"a sitemap where they commonly are", "/", map[string]http.HandlerFunc{
			"/{$}": page("Front"), "/sitemap_news.xml": sitemap,
		}, []string{"/sitemap_news.xml"}},
		{"any sitemap, if it has news", "/", map[string]http.HandlerFunc{
			"/{$}": page("Front"), "/robots.txt": text("text/plain", "Sitemap: /old.xml\nSitemap: /index.xml\n"),
			"/old.xml":   text("text/xml", `<urlset><url><loc>/one</loc><lastmod>2020-01-01</lastmod></url></urlset>`),
			"/index.xml": text("text/xml", `<sitemapindex><sitemap><loc>/part.xml</loc></sitemap></sitemapindex>`), "/part.xml": sitemap,
		}, []string{"/index.xml"}},
		{"a feed's own address", "/world.rss", map[string]http.HandlerFunc{"/world.rss": feed}, []string{"/world.rss"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			site := serve(t, c.site)
			feeds, err := crawl(newMemory()).Discover(t.Context(), site+c.start)
			if err != nil {
				t.Fatal(err)
			}
			var want []string
			for _, path := range c.want {
				want = append(want, site+path)
			}
			if got := addresses(feeds); !slices.Equal(got, want) {
				t.Errorf("found %v, want %v", got, want)
			}
			for _, f := range feeds {
				if f.Source != news.SourceID(site) {
					t.Errorf("%s has the source %q", f.URL, f.Source)
				}
			}
		})
	}
}

func TestDiscoverWithoutScheme(t *testing.T) {
	site := serve(t, map[string]http.HandlerFunc{"/": text("application/rss+xml", rssOf("/one"))})
	feeds, err := crawl(newMemory()).Discover(t.Context(), strings.TrimPrefix(site, "http://"))
	if err != nil || len(feeds) != 1 {
		t.Errorf("%v, %v; want the feed, found over http", feeds, err)
	}
}

func TestDiscoverSaysWhatToDo(t *testing.T) {
	site := serve(t, map[string]http.HandlerFunc{"/{$}": page("Front")})
	_, err := crawl(newMemory()).Discover(t.Context(), site)
	if err == nil || !strings.Contains(err.Error(), "none found; give the address of a feed itself") {
		t.Errorf("error %v", err)
	}
	_, err = crawl(newMemory()).Discover(t.Context(), site+"/missing")
	if err == nil || !strings.Contains(err.Error(), "nothing at this address (404)") {
		t.Errorf("error %v", err)
	}
}

func TestCheckFeed(t *testing.T) {
	old := "<rss><channel><title>Old</title><item><link>/a</link><pubDate>Tue, 24 Mar 2026 08:30:00 GMT</pubDate></item><item><link>/b</link></item></channel>"
	site := serve(t, map[string]http.HandlerFunc{
		"/old": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/new", http.StatusMovedPermanently) },
		"/new": text("text/xml", old),
		"/fine": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", `"1"`)
			w.Header().Set("Link", `<https://hub.example/>; rel=hub`)
			text("application/rss+xml", rssOf("/one"))(w, r)
		},
	})
	c := crawl(newMemory())
	r, err := c.CheckFeed(t.Context(), site+"/old")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"the feed is cut off or broken; what follows its last whole item is lost", "it has moved for good to " + site + "/new",
		"1 of its 2 items have no date", "its newest item is from 2026-03-24", "it does not say which language it is in",
		"the server gives neither ETag nor Last-Modified, so each look at it costs a whole download",
	} {
		if !slices.Contains(r.Problems, want) {
			t.Errorf("problems %q lack %q", r.Problems, want)
		}
	}
	if r.FinalURL != site+"/new" || r.Items != 2 || r.Dated != 1 || r.Title != "Old" {
		t.Errorf("report %+v", r)
	}
	fine, err := c.CheckFeed(t.Context(), site+"/fine")
	if err != nil || len(fine.Problems) != 0 || !fine.Newest.Equal(noon.Add(-time.Hour)) || fine.Hub != "https://hub.example/" {
		t.Errorf("report %+v, %v; want no problems", fine, err)
	}
	if _, err := c.CheckFeed(t.Context(), site+"/missing"); err == nil || !strings.Contains(err.Error(), "(404)") {
		t.Errorf("error %v", err)
	}
}
