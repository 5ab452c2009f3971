package incident_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"parallax/incident"
	"parallax/news"
)

// TestSeedsJoinEachOtherAlone files the two seed articles, one English without a title and one French, among all
// articles of the worlds.
func TestSeedsJoinEachOtherAlone(t *testing.T) {
	english := seed(t, "000_6e48f269a06af173.txt", "en")
	french := seed(t, "004_047b20bc6ebabfa1.txt", "fr")
	worlds := visible(t)["ntrex-world"]
	g := incident.New(incident.Options{Window: 10 * 365 * 24 * time.Hour})
	a, b := g.File(english), g.File(french)
	if a.Filing.Incident != b.Filing.Incident {
		t.Fatalf("the seeds are apart: %s, %s", a.Filing.Incident, b.Filing.Incident)
	}
	for _, e := range b.Filing.Evidence {
		t.Logf("%-6s %5.2f %q", e.Kind, e.Weight, e.Values)
	}
	for i, r := range worlds {
		// The worlds hold the same stories in several languages, so each gets IDs and a time of its own.
		r.article.Published = english.Published.Add(time.Duration(i%48) * time.Hour)
		if d := g.File(r.article); d.Filing.Incident == a.Filing.Incident {
			t.Errorf("%s joined the seeds: %q, %v", r.article.ID, r.article.Title, d.Filing.Evidence)
		}
	}
}

// attribution is how the seeds' tweets end: "… — Name (@handle) November 3, 2017".
var attribution = regexp.MustCompile(`(?m)(^[^\n]*?|[^\n]*\n)\s*— ([^\n(]+) \(@(\w+)\) [^\n]*$`)

// seed reads a seed and takes its flattened tweets out of the text, as extraction does.
func seed(t *testing.T, file, lang string) news.Article {
	t.Helper()
	b, err := os.ReadFile(shared + "seeds/" + file)
	if err != nil {
		t.Skip("the seeds are not at hand: ", err)
	}
	a := news.Article{ID: file, Language: lang, Published: time.Date(2017, 11, 3, 12, 0, 0, 0, time.UTC)}
	text := string(b)
	for _, m := range attribution.FindAllStringSubmatch(text, -1) {
		p := news.Post{Platform: news.Twitter, Author: m[2], Handle: m[3], Text: strings.TrimSpace(m[1])}
		p.ID = news.UnaddressedPostID(p.Platform, p.Handle, p.Text)
		a.Posts = append(a.Posts, p)
	}
	a.Text = attribution.ReplaceAllString(text, "")
	if len(a.Posts) < 2 {
		t.Fatalf("%s: only %d tweets found", file, len(a.Posts))
	}
	return a
}
