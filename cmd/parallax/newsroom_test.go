package main

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"parallax/news"
	"parallax/testdata/newsroom"
)

// TestNewsroomIsWhatItPromises checks the fictional newsroom itself: enough of everything, and no slips.
func TestNewsroomIsWhatItPromises(t *testing.T) {
	room, err := newsroom.Load()
	if err != nil {
		t.Fatal(err)
	}
	languages, layouts, feeds := map[string]bool{}, map[string]bool{}, map[string]bool{}
	told := map[string]map[string]bool{}        // incident → languages
	embedded := map[string]map[string]bool{}    // post → languages of the articles that embed it
	addresses := map[string]*newsroom.Article{} // by URL
	for _, o := range room.Outlets {
		layouts[o.Layout], feeds[o.Feed] = true, true
	}
	for _, a := range room.Articles {
		languages[a.Outlet.Language] = true
		add(told, a.Incident, a.Outlet.Language)
		for _, p := range a.Posts() {
			add(embedded, p.Key, a.Outlet.Language)
		}
		address := a.Outlet.ID + a.Path()
		if other := addresses[address]; other != nil {
			t.Errorf("%s and %s have one address", a.Key, other.Key)
		}
		addresses[address] = a
		if n := size(a); n < 150 || n > 620 {
			t.Errorf("%s has %d words, want 150 to 600", a.Key, n)
		}
		if !norm.NFC.IsNormalString(a.Text() + a.Title + a.Lead) {
			t.Errorf("%s is not in NFC", a.Key)
		}
	}
	shared := 0
	for key := range room.Posts {
		if embedded[key] == nil {
			t.Errorf("no article embeds the post %s", key)
		}
		if len(embedded[key]) > 1 {
			shared++
		}
	}
	several := 0
	for incident, in := range told {
		if len(in) >= 2 {
			several++
		}
		if len(in) > 10 {
			t.Errorf("%s is told in %d languages, want at most 10", incident, len(in))
		}
	}
	for _, c := range []struct {
		what      string
		got, want int
	}{
		{"outlets", len(room.Outlets), 16}, {"languages", len(languages), 14}, {"layouts", len(layouts), 6},
		{"kinds of feeds", len(feeds), 3}, {"posts", len(room.Posts), 30}, {"posts embedded in several languages", shared, 5},
		{"incidents in several languages", several, 14}, {"incidents in one article", len(told) - several, 10},
	} {
		if c.got < c.want {
			t.Errorf("%d %s, want at least %d", c.got, c.what, c.want)
		}
	}
	for _, l := range strings.Fields("en fr es de it pt ru uk ar he hi zh ja ko") {
		if !languages[l] {
			t.Errorf("no article is in %s", l)
		}
	}
}

func add(m map[string]map[string]bool, key, value string) {
	if m[key] == nil {
		m[key] = map[string]bool{}
	}
	m[key][value] = true
}

// size counts an article's words. Scripts without spaces are counted by characters: two of Chinese or Japanese,
// five of Thai make a word.
func size(a *newsroom.Article) int {
	text := a.Text()
	characters := 0
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsMark(r) {
			characters++
		}
	}
	switch a.Outlet.Language {
	case "zh", "ja":
		return characters / 2
	case "th":
		return characters / 5
	}
	return len(strings.Fields(text))
}

// TestDemoCrawlKeepsWhatPublishersSentWrong follows the two entries of the newsroom's feeds that can't be had.
func TestDemoCrawlKeepsWhatPublishersSentWrong(t *testing.T) {
	c := needNewsroom(t)
	for outlet, want := range map[string]string{"harbour-gazette": "404", "elbbote": "robots.txt"} {
		s, err := c.store.Source(t.Context(), news.SourceID("http://"+outlet+"."+newsroom.Domain+":"+c.port))
		if err != nil {
			t.Fatal(err)
		}
		var reasons []string
		for _, p := range s.Problems {
			reasons = append(reasons, p.Reason)
		}
		if all := strings.Join(reasons, "\n"); !strings.Contains(all, want) {
			t.Errorf("%s: no problem mentions %q; there are:\n%s", outlet, want, all)
		}
	}
}
