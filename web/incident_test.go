package web_test

import (
	"os"
	"regexp"
	"testing"

	"parallax/news"
)

func TestIncidentShowsWhereItIsReported(t *testing.T) {
	m := world()
	s := siteOf(t, m)
	d := s.page("/incidents/" + news.IncidentID("ferry"))
	want(t, "the map says", attribute(d.Find(".world > svg"), "aria-label"), "World map with the 14 countries that reports come from")
	wantCount(t, d, ".world circle", 14)
	want(t, "the country of the first report", text(d.Find(".world circle.first title")), "Italy: 1")
	wantCount(t, d, ".world tbody tr", 14)
	wantHas(t, "the table", text(d.Find(".world tbody")), "United Kingdom 2")
	outlines, err := os.ReadFile("assets/world.svg")
	if err != nil {
		t.Fatal(err)
	}
	if len(outlines) > 60<<10 {
		t.Errorf("the outlines of the countries take %d bytes, want at most 60 KB", len(outlines))
	}
	for n := range d.Find(".world use").Length() {
		href := attribute(d.Find(".world use").Eq(n), "href")
		id := regexp.MustCompile(`^/assets/world\.svg\?v=\w+#(\w+)$`).FindStringSubmatch(href)
		if id == nil || !regexp.MustCompile(`id="`+id[1]+`"`).Match(outlines) {
			t.Errorf("%s leads to no outline", href)
		}
	}
}

func TestIncidentSaysWhatOnlySomeLanguagesTell(t *testing.T) {
	m := world()
	for i := range m.articles {
		if a := &m.articles[i]; a.Source.ID == "harbourpost.example" && a.Incident.ID == news.IncidentID("ferry") {
			a.Text = "The harbour master, Theodora Quillfeather, spoke to 417 reporters at 23. Later Theodora Quillfeather left the 417 at 23."
		}
	}
	d := siteOf(t, m, indexed(t, m)).page("/incidents/" + news.IncidentID("ferry"))
	wantHas(t, "the digest", text(d.Find(".only-some")), "Quillfeather English")
	digest := text(d.Find(".only-some li"))
	wantHas(t, "the digest", digest, "417 English")
	if regexp.MustCompile(`23`).MatchString(digest) {
		t.Errorf("an hour, which any report may have, stands in the digest: %s", digest)
	}
	wantCount(t, d, `.only-some a[href$="/compare"]`, 1)
	wantCount(t, siteOf(t, m).page("/incidents/"+news.IncidentID("ferry")), ".only-some", 0) // there is no index
}
