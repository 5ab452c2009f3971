package web_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"parallax/news"
)

// alphabets of the languages of a large incident; their texts are invented words of these letters.
var alphabets = map[string]string{
	"en": "etaoinshrdlu", "fr": "esaitnrulodéà", "de": "enisratdhulcüß", "es": "eaosrnidlctuñí", "pt": "aeosridmntcuçã", "ru": "оеаинтсрвлкмдпу", "ar": "اليمونترسبع",
	"he": "יוהלאתרבשמ", "ja": "のにはをたがで火事日本中国大学会", "zh": "的一是在不了有和人这中大为上个国", "hi": "कारनसमहलतपवि", "ko": "이다에의는가을로하고지사",
}

// prose is so many invented words, of which, as in every language, few make up most of a text.
func prose(random *rand.Rand, letters string, words int) string {
	all := []rune(letters)
	var out []string
	for range words {
		n := int(random.ExpFloat64() * 60)
		word := rand.New(rand.NewPCG(uint64(n), uint64(all[0])))
		var b strings.Builder
		for range 2 + word.IntN(8) {
			b.WriteRune(all[word.IntN(len(all))])
		}
		out = append(out, b.String())
	}
	return strings.Join(out, " ")
}

// largeIncident is records of one incident with so many articles of 40 outlets in 12 languages, each with a post and evidence as
// the grouping gives it.
func largeIncident(articles int) *memory {
	random := rand.New(rand.NewPCG(1, 2))
	m := &memory{}
	countries := strings.Fields("US FR DE ES BR RU EG IL JP CN IN KR GB AU MX CH AT PT IT CA")
	tags := strings.Fields("en fr de es pt ru ar he ja zh hi ko")
	for n := range 40 {
		m.sources = append(m.sources, news.SourceHealth{Source: news.Source{
			ID: fmt.Sprintf("outlet%d.example", n), Name: prose(random, alphabets[tags[n%12]], 2), Country: countries[n%20], Language: tags[n%12]}})
	}
	for n := range articles {
		source := m.sources[random.IntN(40)].Source
		letters := alphabets[source.Language]
		a := news.Article{
			ID: news.ArticleID(fmt.Sprintf("https://%s/%d", source.ID, n)), Source: source, Language: source.Language, Published: noon.Add(-time.Duration(articles-n) * 7 * time.Minute),
			Title: prose(random, letters, 10), Lead: prose(random, letters, 28), Text: prose(random, letters, 60),
			Posts: []news.Post{{ID: fmt.Sprint(2030000 + n%14), Platform: news.Twitter, Handle: fmt.Sprint("witness", n%14), Text: prose(random, letters, 30), Language: source.Language, Published: noon}},
		}
		a.Incident = &news.Place{ID: "large", Evidence: []news.Evidence{
			{Kind: news.EvidenceMeaning, Weight: 4}, {Kind: news.EvidencePost, Values: []string{fmt.Sprint(2030000 + n%14)}, Weight: 3},
			{Kind: news.EvidenceName, Values: strings.Fields(prose(random, letters, 5)), Weight: 2}, {Kind: news.EvidenceTime, Values: []string{"3"}, Weight: 0.5},
		}}
		if n > 0 {
			for i := range a.Incident.Evidence {
				a.Incident.Evidence[i].Article = m.articles[random.IntN(n)].ID
			}
		}
		if n%5 == 4 {
			a.CopyOf = m.articles[n-3].ID
		}
		m.articles = append(m.articles, a)
	}
	return m
}

// weight is how many bytes a browser takes for a page with all that belongs to it, compressed.
func (s testSite) weight(address string) (page, all int) {
	s.t.Helper()
	take := func(address string) int {
		r := s.get(address, "Accept-Encoding", "gzip")
		body, err := io.ReadAll(r.Body)
		if err != nil || r.StatusCode != http.StatusOK || r.Header.Get("Content-Encoding") != "gzip" && !strings.HasPrefix(address, "/assets/") {
			s.t.Fatalf("%s: %s, %v", address, r.Status, err)
		}
		return len(body)
	}
	page = take(address)
	all = page
	parts := map[string]bool{}
	s.page(address).Find(`link[rel=stylesheet], link[rel=icon], script[src], use[href^="/assets/"]`).Each(func(_ int, e *goquery.Selection) {
		href, _, _ := strings.Cut(e.AttrOr("href", e.AttrOr("src", "")), "#")
		parts[href] = true
	})
	for part := range parts {
		all += take(part)
	}
	if len(parts) < 3 {
		s.t.Fatalf("%s has only %v", address, parts)
	}
	return page, all
}

// A page of the front and of an incident with 200 articles has to come quickly on a bad line.
func TestPagesAreLight(t *testing.T) {
	const most = 60 << 10
	front := &memory{}
	for n := range 24 {
		m := largeIncident(15)
		for i := range m.articles {
			a := m.articles[(i*7+n)%15]
			a.ID, a.CopyOf = fmt.Sprint("front", n, "-", i), ""
			a.Incident = &news.Place{ID: fmt.Sprint("front", n)}
			a.Title = prose(rand.New(rand.NewPCG(uint64(n), uint64(i))), alphabets[a.Language], 10)
			front.articles = append(front.articles, a)
		}
		front.sources = m.sources
	}
	large := largeIncident(200)
	for name, c := range map[string]struct {
		records *memory
		address string
	}{"front page": {front, "/"}, "incident": {large, "/incidents/large"}} {
		s := siteOf(t, c.records, indexed(t, c.records))
		page, all := s.weight(c.address)
		t.Logf("the %s: %d bytes, with all that belongs to it %d", name, page, all)
		if all > most {
			t.Errorf("the %s takes %d bytes, want at most %d", name, all, most)
		}
	}
}
