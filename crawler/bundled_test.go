package crawler

import (
	"strings"
	"testing"

	"golang.org/x/text/language"

	"parallax/news"
)

func TestBundledFeedsAreWellFormed(t *testing.T) {
	kinds := map[string]bool{"agency": true, "broadcaster": true, "magazine": true, "newspaper": true, "organisation": true, "site": true}
	addresses, languages, countries := map[string]bool{}, map[string]bool{}, map[string]bool{}
	outlets := map[string]string{} // name and country by host
	for i, line := range strings.Split(strings.TrimSpace(bundledFeeds), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		column := strings.Split(line, "\t")
		if len(column) != 6 {
			t.Errorf("line %d has %d columns, want 6: %q", i+1, len(column), line)
			continue
		}
		address, outlet, host, country, tag, kind := column[0], column[1], column[2], column[3], column[4], column[5]
		if u, err := webAddress(nil, address); err != nil || u.String() != address {
			t.Errorf("line %d: %q isn't an address as it is fetched", i+1, address)
		}
		if addresses[news.CanonicalURL(address)] {
			t.Errorf("line %d: %s is listed twice", i+1, address)
		}
		addresses[news.CanonicalURL(address)] = true
		if news.SourceID("https://"+host+"/") != strings.TrimPrefix(host, "www.") || !strings.Contains(host, ".") {
			t.Errorf("line %d: %q isn't a host", i+1, host)
		}
		if known, ok := outlets[host]; ok && known != outlet+" "+country {
			t.Errorf("line %d: %s is both %s and %s %s", i+1, host, known, outlet, country)
		}
		outlets[host] = outlet + " " + country
		if r, err := language.ParseRegion(country); err != nil || r.String() != country || !r.IsCountry() {
			t.Errorf("line %d: %q isn't a country", i+1, country)
		}
		parsed, err := language.Parse(tag)
		if err != nil || parsed.String() != tag {
			t.Errorf("line %d: %q isn't a language tag in its usual form", i+1, tag)
		}
		base, _ := parsed.Base()
		languages[base.String()], countries[country] = true, true
		if !kinds[kind] || strings.TrimSpace(outlet) != outlet || outlet == "" {
			t.Errorf("line %d: outlet %q, kind %q", i+1, outlet, kind)
		}
	}
	if len(addresses) < 130 || len(languages) < 32 || len(countries) < 40 {
		t.Errorf("%d feeds in %d languages from %d countries, want at least 130, 32 and 40", len(addresses), len(languages), len(countries))
	}
}

func TestBundled(t *testing.T) {
	sources, feeds := Bundled()
	byID := map[string]news.Source{}
	for _, s := range sources {
		if byID[s.ID].ID != "" || s.Name == "" || s.Country == "" || s.Host == "" {
			t.Errorf("source %+v is incomplete or listed twice", s)
		}
		byID[s.ID] = s
	}
	for _, f := range feeds {
		if byID[f.Source].ID == "" || f.Language == "" || f.Title == "" {
			t.Errorf("feed %+v is incomplete or has no source", f)
		}
	}
	if got := byID["bbc.com"].Language; got != "" {
		t.Errorf("the BBC, which writes in forty languages, usually writes in %q", got)
	}
	if got := byID["lemonde.fr"].Language; got != "fr" {
		t.Errorf("Le Monde usually writes in %q, want fr", got)
	}
}
