package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/mmcdole/gofeed"

	"parallax/news"
	"parallax/web"
	"parallax/web/words"
)

func TestLanguageOfTheInterface(t *testing.T) {
	s := siteOf(t, world())
	for _, c := range []struct{ address, accept, lang, dir, sources, vary string }{
		{"/", "", "en", "ltr", "Sources", "Accept-Language"},
		{"/", "sv, de;q=0.5", "de", "ltr", "Quellen", "Accept-Language"},
		{"/sources", "zh-TW", "zh-Hant", "ltr", "來源", "Accept-Language"},
		{"/about", "iw, en", "he", "rtl", "מקורות", "Accept-Language"},
		{"/", "sv", "en", "ltr", "Sources", "Accept-Language"},
		{"/fr/", "de", "fr", "ltr", "Sources", ""},
		{"/ar/about", "de", "ar", "rtl", "المصادر", ""},
		{"/en/sources", "ar", "en", "ltr", "Sources", ""},
	} {
		r := s.get(c.address, "Accept-Language", c.accept)
		want(t, c.address+" Content-Language", r.Header.Get("Content-Language"), c.lang)
		want(t, c.address+" Vary", strings.Join(r.Header.Values("Vary"), ","), strings.Trim(c.vary+",Accept-Encoding", ","))
		d := parsed(t, r)
		want(t, c.address+" lang", attribute(d.Find("html"), "lang"), c.lang)
		want(t, c.address+" dir", attribute(d.Find("html"), "dir"), c.dir)
		want(t, c.address+" navigation", text(d.Find(`.masthead nav a[href$="/sources"]`)), c.sources)
		wantCount(t, d, `.editions [aria-current="true"][lang="`+c.lang+`"]`, 1)
	}
}

// isFile reports whether an address is that of a table or a list to take away.
func isFile(address string) bool {
	path, _, _ := strings.Cut(address, "?")
	return strings.HasSuffix(path, ".csv") || strings.HasSuffix(path, ".opml")
}

// Links of a page whose address has a language keep it, but for those of files and of the API, which have none.
func TestLinksKeepTheLanguage(t *testing.T) {
	m := world()
	s := siteOf(t, m, indexed(t, m))
	for _, address := range everyPage(m) {
		parsed(t, s.get("/fr"+address)).Find("a[href], form[action], link[rel=alternate]").Each(func(_ int, e *goquery.Selection) {
			to := attribute(e, "href") + attribute(e, "action")
			if !strings.HasPrefix(to, "/") || attribute(e, "hreflang") != "" {
				return
			}
			same := strings.HasPrefix(to, "/api/") || strings.HasPrefix(to, "/schemas/") || isFile(to)
			if strings.HasPrefix(to, "/fr/") == same {
				t.Errorf("/fr%s leads to %s", address, to)
			}
		})
		parsed(t, s.get(address)).Find("main a[href], form[action]").Each(func(_ int, e *goquery.Selection) {
			if to := attribute(e, "href") + attribute(e, "action"); strings.HasPrefix(to, "/en/") {
				t.Errorf("%s, which has no language, leads to %s", address, to)
			}
		})
	}
}

// What is found, and in which order, is the same in every language.
func TestLanguageChangesNothingThatIsFound(t *testing.T) {
	m := world()
	s := siteOf(t, m, indexed(t, m))
	found := func(address string) string {
		var ids []string
		s.page(address).Find("main .incident h2 a, main .hit h3 a, main .report h4 a, main .sources th a").Each(func(_ int, a *goquery.Selection) {
			ids = append(ids, attribute(a, "href")[strings.LastIndex(attribute(a, "href"), "/"):])
		})
		return strings.Join(ids, " ")
	}
	for _, address := range []string{"/", "/?lang=ja", "/search?q=312", "/incidents/" + news.IncidentID("ferry"), "/sources"} {
		inEnglish := found(address)
		if len(inEnglish) < 20 {
			t.Errorf("%s finds %q", address, inEnglish)
		}
		for _, e := range words.All().List() {
			want(t, e.Lang()+" "+address, found("/"+e.Lang()+address), inEnglish)
		}
	}
}

func TestOtherSpellingsOfALanguageRedirect(t *testing.T) {
	s := siteOf(t, world())
	for from, to := range map[string]string{
		"/fr": "/fr/", "/FR/sources": "/fr/sources", "/zh-TW/": "/zh-Hant/", "/zh/search?q=%E6%B8%A1": "/zh-Hans/search?q=%E6%B8%A1", "/pt-BR/about": "/pt/about",
		"/fr/incidents/mergedaway": "/fr/incidents/" + news.IncidentID("ferry"),
	} {
		r := s.get(from)
		want(t, from, r.Status, "301 Moved Permanently")
		want(t, from, r.Header.Get("Location"), to)
	}
	for _, address := range []string{"/sv/", "/fr/fr/", "/fr/api/v1/incidents", "/fr/assets/site.css", "/fr/robots.txt", "/fr//sources", "/xx/sources", "/fr/nowhere"} {
		if r := s.get(address); r.StatusCode != http.StatusNotFound && r.Header.Get("Location") == "" {
			t.Errorf("%s: %s, want 404", address, r.Status)
		}
	}
}

func TestPagesNameTheirOtherLanguages(t *testing.T) {
	s := siteOf(t, world(), func(o *web.Options) { o.BaseURL = "https://news.example.org" })
	ferry := "/incidents/" + news.IncidentID("ferry")
	for _, c := range []struct{ address, canonical, path string }{
		{"/", "/", "/"}, {"/de/?lang=ja&theme=dark", "/de/?lang=ja", "/?lang=ja"}, {ferry, ferry, ferry}, {"/ar" + ferry, "/ar" + ferry, ferry},
	} {
		d := s.page(c.address)
		want(t, c.address, attribute(d.Find("link[rel=canonical]"), "href"), "https://news.example.org"+c.canonical)
		want(t, c.address, attribute(d.Find(`link[hreflang=x-default]`), "href"), "https://news.example.org"+c.path)
		for _, e := range words.All().List() {
			want(t, c.address, attribute(d.Find(`link[hreflang="`+e.Lang()+`"]`), "href"), "https://news.example.org/"+e.Lang()+c.path)
			link := d.Find(`.editions a[hreflang="` + e.Lang() + `"]`)
			want(t, c.address+" menu", text(link), e.Name)
			u, err := url.Parse(attribute(link, "href"))
			if err != nil || s.get(u.RequestURI()).StatusCode != http.StatusOK {
				t.Errorf("%s: %s leads nowhere", c.address, u)
			}
		}
	}
	wantHas(t, "menu keeps the rest", attribute(s.page("/?lang=ja&theme=dark").Find(`.editions a[hreflang=fr]`), "href"), "/fr/?lang=ja&theme=dark")
}

func TestFeedsHaveTheLanguageOfTheirAddress(t *testing.T) {
	s := siteOf(t, world(), func(o *web.Options) { o.BaseURL = "https://news.example.org" })
	for address, link := range map[string]string{"/feed.xml": "https://news.example.org/", "/fr/feed.xml": "https://news.example.org/fr/"} {
		r := s.get(address, "Accept-Language", "de")
		want(t, address, r.Header.Get("Vary"), "Accept-Encoding")
		feed, err := gofeed.NewParser().Parse(r.Body)
		if err != nil {
			t.Fatal(err)
		}
		want(t, address, feed.FeedLink, "https://news.example.org"+address)
		want(t, address, feed.Link, link)
		wantHas(t, address, feed.Items[0].Link, link+"incidents/")
	}
}

func TestWhatBrowsersKeepHasTheLanguageOfItsAddress(t *testing.T) {
	s := siteOf(t, world())
	manifest := bodyOf(t, s.get("/ar/manifest.webmanifest"))
	for _, part := range []string{`"lang":"ar"`, `"dir":"rtl"`, `"start_url":"/ar/"`} {
		wantHas(t, "manifest", manifest, part)
	}
	engine := bodyOf(t, s.get("/de/opensearch.xml"))
	wantHas(t, "search engine", engine, "Worüber die Presse der Welt jetzt berichtet")
	wantHas(t, "search engine", engine, "/de/search?q={searchTerms}")
	wantHas(t, "without a language", bodyOf(t, s.get("/opensearch.xml")), "What the world’s press is reporting now")
}
