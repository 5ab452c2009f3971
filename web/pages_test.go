package web_test

import (
	"encoding/xml"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"parallax/news"
	"parallax/web"
)

func TestFrontLeadsWithTheReadersLanguage(t *testing.T) {
	s := siteOf(t, world())
	for _, c := range []struct{ accept, lang, dir, title string }{
		{"fr-CA,fr;q=0.9,en;q=0.5", "fr", "ltr", "Collision en mer dans le détroit de Messine : 312 passagers évacués"},
		{"sv, ar;q=0.8, en;q=0.1", "ar", "rtl", "تصادم عبّارة وسفينة شحن في مضيق ميسينا وإجلاء 312 راكبًا"},
		{"en", "en", "ltr", "Ferry carrying 312 struck by cargo ship off Messina"},
		{"", "it", "ltr", "Scontro tra traghetto e mercantile nello Stretto, quaranta feriti"},
		{"sv", "it", "ltr", "Scontro tra traghetto e mercantile nello Stretto, quaranta feriti"},
		{"fr;q=0, en", "en", "ltr", "Ferry carrying 312 struck by cargo ship off Messina"},
		{"\x00;;;q=", "it", "ltr", "Scontro tra traghetto e mercantile nello Stretto, quaranta feriti"},
	} {
		first := s.page("/", "Accept-Language", c.accept).Find(".incident").First()
		head := first.Find("h2 a")
		want(t, c.accept+": headline", text(head), c.title)
		want(t, c.accept+": lang", attribute(head, "lang"), c.lang)
		want(t, c.accept+": dir", attribute(head, "dir"), c.dir)
		if got := first.Find(".others li").Length(); got != 12 {
			t.Errorf("%s: %d other languages, want 12", c.accept, got)
		}
	}
	foreign := s.page("/", "Accept-Language", "sv").Find(".incident").First().Find(".in-language")
	want(t, "language named", text(foreign), "in Italian")
	wantCount(t, s.page("/", "Accept-Language", "it"), ".incident:first-child .in-language", 0)
}

func TestFrontSaysWhatThereIsAtAGlance(t *testing.T) {
	d := siteOf(t, world()).page("/", "Accept-Language", "en")
	want(t, "heading", text(d.Find("h1")), "5 incidents in 13 languages")
	first := d.Find(".incident").First()
	wantHas(t, "kicker", text(first.Find(".kicker")), "13 languages 16 articles, 15 independent reports 14 sources 2 posts")
	wantHas(t, "first report", text(first.Find(".others li").First()), "Italian firstScontro")
	wantHas(t, "post", text(first.Find(".post footer")), "embedded by 7 articles in 6 languages")
	if got := first.Find(".byline .country").Length(); got != 14 {
		t.Errorf("%d countries, want 14", got)
	}
	if got := first.Find(".spread circle").Length(); got != 13 {
		t.Errorf("%d marks on the line of time, want 13", got)
	}
}

func TestFrontFilters(t *testing.T) {
	s := siteOf(t, world())
	d := s.page("/?lang=ja")
	wantCount(t, d, ".incident", 2)
	want(t, "lead in the filtered language", attribute(d.Find(".incident h2 a").First(), "lang"), "ja")
	want(t, "current", text(d.Find(`.choices [aria-current]`).Eq(1)), "Japanese")
	want(t, "feed", attribute(d.Find(`link[rel=alternate]`).First(), "href"), "/languages/ja/feed.xml")
	d = s.page("/?country=IL&lang=he")
	wantCount(t, d, ".incident", 1)
	d = s.page("/?country=BR")
	wantHas(t, "nothing fits", text(d.Find(".empty")), "No incident matches")
	for _, address := range []string{"/?lang=!!", "/?country=Atlantis", "/?cursor=nonsense", "/?lang=" + strings.Repeat("x", 100)} {
		r := s.get(address)
		if r.StatusCode != http.StatusBadRequest {
			t.Errorf("%s: %s, want 400", address, r.Status)
		}
		wantHas(t, address, text(parsed(t, r).Find("main")), "address")
	}
}

func TestFrontContinuesOnFurtherPages(t *testing.T) {
	m := world()
	for i := range 60 {
		a := m.articles[0]
		a.ID, a.Posts, a.Blocks = news.ArticleID("https://many.example/"+string(rune('a'+i%26))+strings.Repeat("x", i)), nil, nil
		a.Incident = &news.Place{ID: news.IncidentID(a.ID)}
		m.articles = append(m.articles, a)
	}
	s := siteOf(t, m)
	seen := map[string]bool{}
	address := "/?lang=it"
	for pages := 0; address != ""; pages++ {
		if pages > 10 {
			t.Fatal("the pages have no end")
		}
		d := s.page(address)
		d.Find(".incident h2 a, .folded li > a").Each(func(_ int, a *goquery.Selection) { seen[attribute(a, "href")] = true })
		address = attribute(d.Find(`.paging [rel=next]`), "href")
		if address != "" {
			wantHas(t, "next page", address, "lang=it")
		}
	}
	if len(seen) != 61 {
		t.Errorf("%d incidents on all pages, want 61", len(seen))
	}
}

func TestIncidentSetsLanguagesSideBySide(t *testing.T) {
	m := world()
	d := siteOf(t, m).page("/incidents/"+news.IncidentID("ferry"), "Accept-Language", "de")
	want(t, "heading", text(d.Find("h1")), "Frachter rammt Fähre vor Messina – Kapitän berichtet von dichtem Nebel")
	want(t, "heading's language", attribute(d.Find("h1"), "lang"), "de")
	wantCount(t, d, ".tongue-group", 13)
	wantCount(t, d, ".coverage .report", 15)
	wantHas(t, "kicker", text(d.Find(".incident-head .kicker")), "16 Artikel, 15 eigenständige Berichte")
	wantHas(t, "most articles first", text(d.Find(".tongue-group h3").First()), "English")
	hebrew := d.Find("#in-he .report")
	want(t, "direction of Hebrew", attribute(hebrew, "dir"), "rtl")
	want(t, "language of Hebrew", attribute(hebrew.Find("h4"), "lang"), "he")
	wantHas(t, "autonym", text(d.Find("#in-he h3")), "עברית")
	wantCount(t, d, ".coverage .badge.first", 1)
	wantCount(t, d, "#in-it .badge.first", 1)
	copies := d.Find("#in-en .report .copies")
	want(t, "copies", text(copies.Find("summary").First()), "1 Kopie: Tidewater Ledger")
	wantCount(t, d, "#in-en .copies > ul > li", 1)
	wantHas(t, "under their original", text(copies.Closest(".report").Find("h4")), "Ferry carrying 312")
	wantCount(t, d, ".chronicle li", 13)
	wantCount(t, d, ".chronicle .dot.copy", 1)
	wantCount(t, d, ".timeline li", 15)
	wantHas(t, "told first", text(d.Find(".timeline li").First()), "Scontro")
	wantCount(t, d, ".posts .post", 2)
	wantHas(t, "post", text(d.Find(".posts .post").First()), "eingebettet von 7 Artikeln in 6 Sprachen")
	why := text(d.Find("#in-ar .why"))
	for _, part := range []string{"Bettet denselben Post ein", "Guardia Costiera Stretto (Twitter)", "Gleiche Namen", "Aurelia", "Gleiche Zahlen", "312",
		"Gemeinsam mit Scontro tra traghetto", "Corriere del Mare Italienisch", "Veröffentlicht Abstand 1 Stunde"} {
		wantHas(t, "why", why, part)
	}
	value := d.Find("#in-ar .values bdi").FilterFunction(func(_ int, s *goquery.Selection) bool { return s.Text() == "Aurelia" })
	want(t, "language of a shared name", attribute(value, "lang"), "ar")
	want(t, "its direction", attribute(value, "dir"), "rtl")
	wantHas(t, "the founder's", text(d.Find("#in-it .why")), "Er hat dieses Ereignis eröffnet")
}

func TestWhatAPersonPlacedSaysSo(t *testing.T) {
	m := world()
	for i := range m.articles {
		if p := m.articles[i].Incident; m.articles[i].Language == "he" {
			p.Evidence = append([]news.Evidence{{Kind: news.EvidenceCorrection, Values: []string{"נועה: אותה מעבורת"}}}, p.Evidence...)
		}
	}
	s := siteOf(t, m)
	d := s.page("/incidents/" + news.IncidentID("ferry"))
	wantCount(t, d, ".badge.by-hand", 1)
	wantHas(t, "who and why", text(d.Find("#in-he .why")), "A person put it here: נועה: אותה מעבורת")
	d = s.page("/articles/" + idOf(m, "ferry", "hamigdalor.example"))
	wantHas(t, "on its own page", text(d.Find(".article-aside")), "A person put it here: נועה: אותה מעבורת")
	wantHas(t, "its incident", text(d.Find(".article-aside .strong")), "16 articles, 15 independent reports in 13 languages")
	wantHas(t, "in JSON", bodyOf(t, s.get("/api/v1/articles/"+idOf(m, "ferry", "hamigdalor.example"))), `{"kind":"correction","values":["נועה: אותה מעבורת"]`)
}

func TestWhatWasDividedSaysFromWhat(t *testing.T) {
	m := world()
	for i := range m.articles {
		if p := m.articles[i].Incident; m.articles[i].Language == "he" {
			p.Evidence = append([]news.Evidence{{Kind: news.EvidenceSplit, Values: []string{"glued"}, Article: m.articles[i].ID}}, p.Evidence...)
		}
	}
	why := siteOf(t, m).page("/incidents/" + news.IncidentID("ferry")).Find("#in-he .why")
	wantHas(t, "why", text(why), "Was part of another incident, which turned out to be two")
	want(t, "link", attribute(why.Find(`a:contains("another incident")`), "href"), "/incidents/glued")
}

// A copy whose original is elsewhere stands by itself and says of what it is one.
func TestACopyWithoutItsOriginal(t *testing.T) {
	m := world()
	copied := idOf(m, "museum", "mirador.example")
	for i := range m.articles {
		if m.articles[i].ID == copied {
			m.articles[i].CopyOf = idOf(m, "ferry", "mirador.example")
		}
	}
	d := siteOf(t, m).page("/incidents/" + news.IncidentID("museum"))
	want(t, "badge", text(d.Find(".coverage .badge.copy")), "Copy of El Mirador")
	wantCount(t, d, ".coverage .report", 2)
	wantHas(t, "kicker", text(d.Find(".incident-head .kicker")), "2 articles, 1 independent report ")
}

func TestMergedIncidentLeadsToTheOlderOne(t *testing.T) {
	s := siteOf(t, world())
	for from, to := range map[string]string{
		"/incidents/mergedaway":                     "/incidents/" + news.IncidentID("ferry"),
		"/incidents/mergedaway?lang=fr":             "/incidents/" + news.IncidentID("ferry") + "?lang=fr",
		"/incidents/mergedaway/feed.xml?format=rss": "/incidents/" + news.IncidentID("ferry") + "/feed.xml?format=rss",
		"/api/v1/incidents/mergedaway":              "/api/v1/incidents/" + news.IncidentID("ferry"),
	} {
		r := s.get(from)
		if r.StatusCode != http.StatusMovedPermanently || r.Header.Get("Location") != to {
			t.Errorf("%s: %s to %q, want 301 to %s", from, r.Status, r.Header.Get("Location"), to)
		}
	}
}

func TestArticleNamesItsPublisherFirst(t *testing.T) {
	m := world()
	d := siteOf(t, m).page("/articles/" + idOf(m, "ferry", "almanara.example"))
	first := d.Find("main a.button").First()
	wantHas(t, "publisher's link", attribute(first, "href"), "https://almanara.example/ferry-")
	wantHas(t, "its rel", attribute(first, "rel"), "noopener")
	want(t, "direction", attribute(d.Find("h1"), "dir"), "rtl")
	want(t, "language of the text", attribute(d.Find(".prose"), "lang"), "ar")
	wantHas(t, "facts", text(d.Find(".facts")), "Arabic (99% sure)")
	var order []string
	d.Find(".prose").Children().Each(func(_ int, e *goquery.Selection) { order = append(order, goquery.NodeName(e)) })
	want(t, "blocks", strings.Join(order, " "), "p div h2 p blockquote ul")
	post := d.Find(".prose .post")
	want(t, "language of the post", attribute(post.Find(".post-text"), "lang"), "it")
	want(t, "direction of the post", attribute(post.Find(".post-text"), "dir"), "ltr")
	wantHas(t, "who else embeds it", text(post), "embedded by 7 articles in 6 languages")
	want(t, "incident", attribute(d.Find(".article-aside a.strong"), "href"), "/incidents/"+news.IncidentID("ferry"))
	wantCount(t, d, ".article-aside .others li", 12)
	for _, label := range []string{"Same names", "Both quote", "Same organisations"} {
		wantHas(t, "evidence", text(d.Find(".article-aside .reasons")), label)
	}
	want(t, "quotation", text(d.Find(".article-aside .reasons q[lang]")), "We lost the engine in the strait")
}

func TestArticleShowsWhatWasEdited(t *testing.T) {
	m := world()
	id := idOf(m, "ferry", "almanara.example")
	if n := siteOf(t, m).page("/articles/" + id).Find("#history").Length(); n != 0 {
		t.Errorf("an article that never changed has a history")
	}
	for i := range m.articles {
		if a := &m.articles[i]; a.ID == id {
			a.Versions = []news.Version{{Seen: noon, Title: "عنوان", Text: "جملة أولى."}}
			a.Revised = noon.Add(time.Hour)
		}
	}
	d := siteOf(t, m).page("/articles/" + id).Find("#history")
	want(t, "direction", attribute(d.Find(".edit"), "dir"), "rtl")
	want(t, "headline before", text(d.Find(".headline del")), "عنوان")
	want(t, "what was taken out", text(d.Find("p:not(.headline) del")), "جملة أولى.")
	want(t, "when", attribute(d.Find("summary time"), "datetime"), noon.Add(time.Hour).Format(time.RFC3339))
}

func TestPostPageListsEveryArticle(t *testing.T) {
	d := siteOf(t, world()).page("/posts/2030001")
	wantHas(t, "heading", text(d.Find("h2")), "Embedded by 7 articles in 6 languages")
	wantCount(t, d, ".report", 7)
	wantCount(t, d, ".tongue-group", 6)
	want(t, "original", attribute(d.Find(".post footer a[rel~=external]"), "href"), "https://twitter.com/gc_stretto/status/2030001")
	d = siteOf(t, world()).page("/posts/youtube:abcdefghijk")
	want(t, "a day without an hour", attribute(d.Find(".post time"), "datetime"), "2026-03-14")
}

func TestSourcesSayHowTheyDo(t *testing.T) {
	s := siteOf(t, world())
	d := s.page("/sources")
	wantCount(t, d, "tbody tr", 14)
	wantHas(t, "failing source", text(d.Find("tr:contains('El Mirador')")), "1 of 1 feed fails")
	wantHas(t, "new source", text(d.Find("tr:contains('灯台新聞')")), "Not fetched yet")
	d = s.page("/sources/mirador.example")
	wantHas(t, "feed", text(d.Find(".feed")), "Failed 4 times in a row")
	wantHas(t, "error in words", text(d.Find(".feed .trouble")), "the host did not answer within 20 seconds")
	wantHas(t, "problem", text(d.Find(".problems")), "Page not readable: no paragraph of text was found")
	wantCount(t, d, ".plain-list li", 2)
	wantCount(t, d, ".bars rect", 30)
	want(t, "the day before", text(d.Find(".per-day + details tbody tr").Eq(1)), "13 Mar 20261")
	wantHas(t, "its share of first reports", text(d.Find("[aria-labelledby=first-share]")), "Of 2 incidents in this period that other sources reported too, it was first on 0 (0%).")
	wantHas(t, "another's", text(s.page("/sources/lephare.example").Find("[aria-labelledby=first-share]")), "it was first on 1 (50%)")
}

func TestFeedsOfAllSourcesAsOPML(t *testing.T) {
	s := siteOf(t, world())
	want(t, "link", attribute(s.page("/sources").Find("a[type='text/x-opml']"), "href"), "/feeds.opml")
	var list struct {
		Groups []struct {
			Text  string `xml:"text,attr"`
			Feeds []struct {
				Title string `xml:"text,attr"`
				URL   string `xml:"xmlUrl,attr"`
			} `xml:"outline"`
		} `xml:"body>outline"`
	}
	if err := xml.Unmarshal([]byte(bodyOf(t, s.get("/feeds.opml"))), &list); err != nil {
		t.Fatal(err)
	}
	if len(list.Groups) != 13 {
		t.Errorf("%d languages, want 13", len(list.Groups))
	}
	for _, g := range list.Groups {
		if g.Text == "English" && (len(g.Feeds) != 2 || g.Feeds[0].URL != "https://www.harbourpost.example/rss.xml") {
			t.Errorf("%+v", g)
		}
	}
	wantHas(t, "in French", bodyOf(t, s.get("/fr/feeds.opml")), `text="Allemand"`)
}

func TestSourcesAreSortedAndNarrowed(t *testing.T) {
	s := siteOf(t, world())
	for address, names := range map[string]string{
		"/sources":                    "Corriere del Mare, Der Hafenbote, El Mirador, Le Phare, The Harbour Post, Tidewater Ledger",
		"/sources?sort=articles":      "The Harbour Post, Der Hafenbote, El Mirador, Le Phare, Tidewater Ledger",
		"/sources?lang=en":            "The Harbour Post, Tidewater Ledger",
		"/sources?lang=en&country=US": "Tidewater Ledger",
	} {
		var found []string
		d := s.page(address)
		d.Find("tbody th a").Each(func(_ int, a *goquery.Selection) {
			if strings.Contains(names, text(a)) {
				found = append(found, text(a))
			}
		})
		want(t, address, strings.Join(found, ", "), names)
	}
	d := s.page("/sources?sort=country&lang=en")
	want(t, "sorted column", text(d.Find("th[aria-sort=ascending]")), "Country")
	want(t, "the order stays when a filter is set", attribute(d.Find(".filters a:contains('French')"), "href"), "/sources?lang=fr&sort=country")
	wantHas(t, "no source", text(s.page("/sources?lang=cy").Find("main")), "No source matches these filters.")
	if status := s.get("/sources?sort=colour").StatusCode; status != 400 {
		t.Errorf("an order that isn't there: %d", status)
	}
}

func TestAuthorPageHasAllPostsOfAHandle(t *testing.T) {
	m := world()
	s := siteOf(t, m)
	d := s.page("/posts/2030001")
	want(t, "from a post to its author", attribute(d.Find(".post-author a"), "href"), "/authors/twitter/gc_stretto")
	for _, address := range []string{"/authors/twitter/gc_stretto", "/authors/twitter/GC_Stretto", "/authors/twitter/@gc_stretto"} {
		d = s.page(address)
		want(t, "name", text(d.Find("h1 bdi").First()), "Guardia Costiera Stretto")
		want(t, "canonical address", attribute(d.Find("link[rel=canonical]"), "href"), "http://example.com/authors/twitter/gc_stretto")
		wantCount(t, d, ".post", 1)
		want(t, "incident", attribute(d.Find(".plain-list a"), "href"), "/incidents/"+news.IncidentID("ferry"))
		wantHas(t, "how often embedded", text(d.Find(".post")), "embedded by 7 articles in 6 languages")
	}
	d = s.page("/authors/mastodon/hydro@social.example")
	want(t, "incident", attribute(d.Find(".plain-list a"), "href"), "/incidents/"+news.IncidentID("dam"))
	wantHas(t, "feed", bodyOf(t, s.get("/authors/mastodon/hydro@social.example/feed.xml")), "/incidents/"+news.IncidentID("dam"))
	wantHas(t, "API", bodyOf(t, s.get("/api/v1/incidents?platform=mastodon&handle=hydro@social.example")), `"total":1`)
	for _, address := range []string{"/authors/twitter/nobody", "/authors/mastodon/gc_stretto", "/authors/twitter/@", "/authors/twitter/nobody/feed.json"} {
		if status := s.get(address).StatusCode; status != 404 {
			t.Errorf("%s: %d", address, status)
		}
	}
}

func TestEmptyInstallationSaysWhatToDo(t *testing.T) {
	d := siteOf(t, &memory{}).page("/")
	wantHas(t, "front", text(d.Find("main")), "No feeds yet")
	wantHas(t, "command", text(d.Find("pre")), "parallax feeds --data DIR add")
	wantHas(t, "sources", text(siteOf(t, &memory{}).page("/sources").Find("main")), "No sources yet")
	waiting := &memory{sources: []news.SourceHealth{{Source: news.Source{ID: "a.example"}, Feeds: []news.Feed{{URL: "https://a.example/f"}}, Waiting: 3}}}
	wantHas(t, "before the first round", text(siteOf(t, waiting).page("/").Find("main")), "1 feed is known and 3 pages are waiting")
}

func TestUnknownIDs(t *testing.T) {
	s := siteOf(t, world())
	for _, address := range []string{"/incidents/none", "/articles/none", "/posts/none", "/sources/none", "/nowhere", "/articles/" + strings.Repeat("a", 3000)} {
		r := s.get(address)
		if r.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %s, want 404", address, r.Status)
		}
		d := parsed(t, r)
		wantCount(t, d, ".masthead", 1)
		want(t, "robots", attribute(d.Find(`meta[name=robots]`), "content"), "noindex")
	}
}

func TestNoteStandsAboveEveryPage(t *testing.T) {
	s := siteOf(t, world(), func(o *web.Options) { o.Note = "An invented newsroom." })
	for _, address := range everyPage(world())[:10] {
		want(t, address, text(s.page(address).Find(".note")), "An invented newsroom.")
	}
}

func TestADemonstrationSaysSoInTheReadersLanguage(t *testing.T) {
	s := siteOf(t, world(), func(o *web.Options) { o.Demo = true })
	wantHas(t, "in English", text(s.page("/").Find(".note")), "every outlet, person and event is invented")
	wantHas(t, "in German", text(s.page("/de/about").Find(".note")), "Alle Zeitungen, Menschen und Ereignisse sind erfunden")
}
