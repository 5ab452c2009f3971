package web_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"strings"
	"testing"
)

// What is vendored is what its script fetches.
func TestHtmxIsAsPublished(t *testing.T) {
	script, err := os.ReadFile("htmx/fetch")
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile("assets/htmx.js")
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(file)
	wantHas(t, "the hash in the script", string(script), "sha256="+hex.EncodeToString(sum[:])+"\n")
	licence, err := os.ReadFile("htmx/README.md")
	if err != nil {
		t.Fatal(err)
	}
	wantHas(t, "its notice", string(licence), "Zero-Clause BSD")
}

// Elements that change in place have to be there to be found.
func TestLinksThatChangeThePageInPlace(t *testing.T) {
	m := largeIncident(200)
	s := siteOf(t, m)
	d := s.page("/incidents/large")
	links := d.Find(".tongue-group [hx-boost]")
	if links.Length() != 12 {
		t.Errorf("%d languages unfold in place, want 12", links.Length())
	}
	for _, link := range links.EachIter() {
		there := s.page(attribute(link, "href"))
		wantCount(t, d, attribute(link, "hx-target"), 1)
		wantCount(t, there, attribute(link, "hx-select"), 1)
		wantCount(t, there, "#paging", 0) // or the rest of it could not be reached
		if strings.Contains(text(there.Find(attribute(link, "hx-select"))), "more in") && there.Find(".copies a").Length() == 0 {
			t.Errorf("%s leads to another part", attribute(link, "href"))
		}
	}
	for _, address := range []string{"/", "/sources"} {
		d := s.page(address)
		wantCount(t, d, "#main, #editions", 2)
		want(t, address, attribute(d.Find("nav.filters"), "hx-select"), "#main > *")
	}
}
