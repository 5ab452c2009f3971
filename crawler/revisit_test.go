package crawler

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"parallax/news"
)

// A paper is a site with one article, whose crawl the test drives through a week.
type paper struct {
	answer http.HandlerFunc
	asked  []string // the If-None-Match of each request for the page
	m      *memory
	now    time.Time
	url    string
}

func newPaper(t *testing.T) *paper {
	p := &paper{now: noon, m: newMemory()}
	site := serve(t, map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			http.NotFound(w, r)
		case "/story":
			p.asked = append(p.asked, r.Header.Get("If-None-Match"))
			p.answer(w, r)
		default:
			page("Front")(w, r)
		}
	}})
	p.url = site + "/story"
	p.m.wait(p.url)
	return p
}

func (p *paper) round(t *testing.T, change ...func(*Options)) Summary {
	t.Helper()
	return round(t, crawl(p.m, append(change, func(o *Options) { o.Now = func() time.Time { return p.now } })...))
}

// visit returns the visit that is planned, a zero one if none is.
func (p *paper) visit() news.Visit { return p.m.visits[news.ArticleID(p.url)] }

// follow goes to the time of the next visit, and makes it, until there is none. It returns how long after the first fetch each was.
func (p *paper) follow(t *testing.T) (after []time.Duration, sum Summary) {
	t.Helper()
	for v := p.visit(); !v.Due.IsZero(); v = p.visit() {
		if len(after) > 20 {
			t.Fatal("the visits never end")
		}
		p.now = v.Due
		after = append(after, p.now.Sub(noon))
		s := p.round(t)
		sum.Visits, sum.Pages, sum.PagesFailed = sum.Visits+s.Visits, sum.Pages+s.Pages, sum.PagesFailed+s.PagesFailed
	}
	return after, sum
}

func TestPagesAreLookedAtAgainLessAndLessOften(t *testing.T) {
	p := newPaper(t)
	p.answer = func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		if r.Header.Get("If-None-Match") == `"v1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		page("One")(w, r)
	}
	p.round(t)
	after, sum := p.follow(t)
	if fmt.Sprint(after) != fmt.Sprint(looks) {
		t.Errorf("looked again after %v, want %v", after, looks)
	}
	if sum.Visits != len(looks) || sum.Pages != 0 || len(p.m.pages) != 1 {
		t.Errorf("%+v and %d pages archived, want the first alone", sum, len(p.m.pages))
	}
	if got := strings.Join(p.asked, " "); got != ` "v1" "v1" "v1" "v1" ` {
		t.Errorf("asked with the validators %q, want none at first and at last", got)
	}
}

func TestOnlyEditsOfTheWordsAreArchivedAgain(t *testing.T) {
	p := newPaper(t)
	n := 0
	p.answer = func(w http.ResponseWriter, _ *http.Request) {
		n++
		text := strings.Repeat("The dam held through the night, the mayor said. ", 6)
		if n >= 3 {
			text = strings.Replace(text, "held", "broke", 1)
		}
		fmt.Fprintf(w, "<title>Dam</title><script>token=%d</script><div class=ad-%d>Buy %d</div><p class=x%d>%s<div>%d views</div>", n, n, n, n, text, n)
	}
	p.round(t)
	p.follow(t)
	if len(p.m.pages) != 2 || !strings.Contains(string(p.m.pages[1].Body), "broke") || p.m.pages[1].Item.URL != p.url {
		t.Errorf("%d pages archived of six, want the first and the edited one", len(p.m.pages))
	}
	if got := p.m.pages[1].Fetched.Sub(noon); got != looks[1] {
		t.Errorf("the edit was seen after %v, want %v", got, looks[1])
	}
}

func TestADigestIsThatOfTheWordsWhereverTheyStand(t *testing.T) {
	long := strings.Repeat("word ", 2*fewWords)
	for _, c := range []struct {
		name, a, b string
		same       bool
	}{
		{"an advertisement beside paragraphs", "<p>" + long + "<div>Buy</div>", "<p>" + long + "<div>Sell</div>", true},
		{"a script", "<p>Short<script>a</script>", "<p>Short<script>b</script>", true},
		{"an attribute", "<p class=a>" + long, "<p class=b>" + long, true},
		{"a paragraph", "<p>" + long + "held", "<p>" + long + "broke", false},
		{"a headline", "<h1>Held</h1><p>" + long, "<h1>Broke</h1><p>" + long, false},
		{"text without paragraphs", "<title>Dam</title><div>" + long + "held<br>", "<title>Dam</title><div>" + long + "broke<br>", false},
		{"no words at all", "<img src=a>", "<img src=b>", false},
	} {
		if same := wordsDigest([]byte(c.a)) == wordsDigest([]byte(c.b)); same != c.same {
			t.Errorf("%s: same %v, want %v", c.name, same, c.same)
		}
	}
}

// Digests are kept for a week: were they computed otherwise, every known page would be archived anew.
func TestDigestsStayAsTheyWere(t *testing.T) {
	sentence := "The dam above the town held through the night."
	for text, want := range map[string]string{
		"":                              "Nqnn8clbgv-5l0Pg",
		"\xff\x00":                      "FyKc6XOo4Uz5kfez",
		"<title>Dam</title><p>It held.": "OXjaT8TaM3VJCCWq",
		"<script>x</script><title>Dam</title><h1>Dam</h1><div>menu</div>" + strings.Repeat("<p>"+sentence+"</p>", 900): "GNarwFq-wejjagWX",
		"<nav>a b c</nav>" + strings.Repeat("<div>The dam above the town.</div>", 900):                                 "3drjfXhK2hBhUfka",
	} {
		if got := wordsDigest([]byte(text)); got != want {
			t.Errorf("the digest of %.80q is %s, was %s", text, got, want)
		}
	}
}

func TestAnArticleThatIsTakenDownIsSaidAndLeftAlone(t *testing.T) {
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		reason string
	}{
		"gone":     {status(http.StatusGone), "the server says that this is gone for good (410)"},
		"missing":  {http.NotFound, "the server has nothing at this address (404)"},
		"redirect": {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusFound) }, "the article's address leads to the front page now"},
	} {
		p := newPaper(t)
		p.answer = page("One")
		p.round(t)
		p.answer = c.answer
		after, sum := p.follow(t)
		if len(after) != 1 || sum.PagesFailed != 1 || len(p.m.pages) != 1 {
			t.Errorf("%s: looked again after %v: %+v, %d pages", name, after, sum, len(p.m.pages))
		}
		if len(p.m.problems) != 1 || p.m.problems[0].Reason != c.reason || p.m.problems[0].Stage != "visit" {
			t.Errorf("%s: problems %+v, want %q", name, p.m.problems, c.reason)
		}
	}
}

func TestAVisitThatFailsWaitsForTheNext(t *testing.T) {
	p := newPaper(t)
	p.answer = page("One")
	p.round(t)
	p.answer = status(http.StatusInternalServerError)
	p.now = p.visit().Due
	p.round(t)
	if v := p.visit(); v.Due.Sub(noon) != looks[1] || v.Digest == "" {
		t.Errorf("after a server error the next visit is %+v", v)
	}
}

func TestVisitsThatWereMissedAreMadeUpForOnce(t *testing.T) {
	p := newPaper(t)
	p.answer = page("One")
	p.round(t)
	p.now = noon.Add(4 * 24 * time.Hour) // the program didn't run
	p.round(t)
	if v := p.visit(); len(p.asked) != 2 || v.Due.Sub(noon) != looks[4] {
		t.Errorf("asked %d times, next after %v; want twice and after %v", len(p.asked), v.Due.Sub(noon), looks[4])
	}
}

func TestVisitsCanBeDoneWithoutAndOldArticlesHaveNone(t *testing.T) {
	p := newPaper(t)
	p.answer = page("One")
	p.round(t, func(o *Options) { o.NoVisits = true })
	if v := p.visit(); !v.Due.IsZero() {
		t.Errorf("a visit is planned all the same: %+v", v)
	}
	p = newPaper(t)
	p.answer = page("One")
	p.m.queue[news.ArticleID(p.url)].item.Published = noon.AddDate(0, -1, 0)
	p.round(t)
	if v := p.visit(); !v.Due.IsZero() {
		t.Errorf("a visit to an article of last month is planned: %+v", v)
	}
}

func TestNewPagesComeBeforeVisits(t *testing.T) {
	p := newPaper(t)
	var order []string
	p.answer = func(w http.ResponseWriter, r *http.Request) { order = append(order, "story"); page("One")(w, r) }
	p.round(t)
	site := strings.TrimSuffix(p.url, "/story")
	for i := range 5 {
		p.m.wait(fmt.Sprintf("%s/new-%d", site, i))
	}
	p.now = p.visit().Due
	p.round(t)
	if last := p.m.pages[len(p.m.pages)-1].URL; len(p.m.pages) != 6 || len(order) != 2 || last == p.url {
		t.Errorf("%d pages, %d requests for the known one", len(p.m.pages), len(order))
	}
}
