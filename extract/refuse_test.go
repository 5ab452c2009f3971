package extract

import (
	"errors"
	"os"
	"strings"
	"testing"

	"parallax/news"
)

// TestListsByTheirAddress gives one list of teasers under several addresses: what it is called depends on them.
func TestListsByTheirAddress(t *testing.T) {
	page, err := os.ReadFile("../testdata/extract/section-page.html")
	if err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]string{
		"https://ledger.example/":                  "front page",
		"https://ledger.example/en/":               "front page",
		"https://ledger.example/index.html":        "front page",
		"https://ledger.example/ships/":            "section page",
		"https://ledger.example/news/ships?page=2": "section page",
	} {
		_, err := Article(news.Page{URL: address, FinalURL: address, Status: 200, ContentType: "text/html", Body: page})
		var not *NotArticle
		if !errors.As(err, &not) || not.Reason != want || string(not.Cause.Code) != strings.ReplaceAll(want, " ", "-") {
			t.Errorf("%s: %+v, want %q", address, not, want)
		}
	}
}

// TestArticlesAreNotRefused puts the words that mark pages which are no article into articles.
func TestArticlesAreNotRefused(t *testing.T) {
	const prose = "<p>The harbour ferry Alma lost power in thick fog on Tuesday evening and drifted for forty minutes before a tug reached her, the port authority of Greyhaven said.</p>"
	for name, page := range map[string]string{
		"a brief under an offer to subscribers": "<html><body><header><p>Already a subscriber? Log in</p></header><nav><a href=/>Home</a></nav><article><h1>Ferry drifts</h1>" + prose + "</article></body></html>",
		"a brief on cookies":                    "<html><body><article><h1>Court rules on cookies</h1><p>A cookie needs consent, the court in Greyhaven ruled on Tuesday, even where it is not read again.</p>" + prose + prose + "</article></body></html>",
		"a story about errors":                  "<html><head><title>404 seamen came home</title></head><body><article><h1>404 seamen came home</h1>" + prose + prose + prose + prose + prose + prose + "</article></body></html>",
		"a story with a video": `<html><head><script type="application/ld+json">[{"@type":"NewsArticle","headline":"Ferry drifts"},{"@type":"VideoObject","name":"Fog"}]</script></head><body><article><h1>Ferry drifts</h1>` +
			prose + "<video src=v.mp4></video>" + prose + "</article></body></html>",
	} {
		if _, err := Article(news.Page{URL: "https://ledger.example/news/x", Status: 200, ContentType: "text/html", Body: []byte(page)}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
