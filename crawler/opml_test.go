package crawler

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parallax/news"
)

func TestReadOPMLOfOtherReaders(t *testing.T) {
	for _, c := range []struct {
		file  string
		feeds []news.Feed
	}{
		{"miniflux.opml", []news.Feed{
			{URL: "https://tidewater.example/world.rss", Source: "tidewater.example", Title: "The Tidewater Post"},
			{URL: "https://minato.example/rss", Source: "minato.example", Title: "みなと新報"},
		}},
		{"freshrss.opml", []news.Feed{
			{URL: "https://phare.example/rss?a=1&b=2", Source: "phare.example", Title: "Le Phare"},
			{URL: "https://kyst.example/feed.json", Source: "kyst.example", Title: "Kystbladet"},
		}},
		{"newsblur.opml", []news.Feed{
			{URL: "https://tidewater.example/world.rss", Source: "tidewater.example", Title: "The Tidewater Post"},
			{URL: "https://phare.example/rss", Source: "phare.example", Title: "Le Phare"},
			{URL: "https://kyst.example/atom", Source: "kyst.example", Title: "Kystbladet"},
		}},
		{"opml10_latin1_nested_twice.opml", []news.Feed{
			{URL: "http://harbour.example/rss.xml", Source: "harbour.example", Title: "Häfen & Höfe"},
		}},
	} {
		t.Run(c.file, func(t *testing.T) {
			f, err := os.Open(fixtures + "/" + c.file)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			sources, feeds, err := ReadOPML(f)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.feeds, feeds); diff != "" {
				t.Errorf("feeds (-want +got):\n%s", diff)
			}
			if len(sources) != len(feeds) {
				t.Errorf("%d sources for %d feeds", len(sources), len(feeds))
			}
		})
	}
}

func TestOPMLIsReadBackWithoutLoss(t *testing.T) {
	wantSources, wantFeeds := Bundled()
	var b bytes.Buffer
	if err := WriteOPML(&b, wantFeeds, wantSources); err != nil {
		t.Fatal(err)
	}
	sources, feeds, err := ReadOPML(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	byURL := func(list []news.Feed) map[string]news.Feed {
		m := map[string]news.Feed{}
		for _, f := range list {
			m[f.URL] = f
		}
		return m
	}
	byID := func(list []news.Source) map[string]news.Source {
		m := map[string]news.Source{}
		for _, s := range list {
			s.Host = strings.TrimPrefix(s.Host, "www.")
			m[s.ID] = s
		}
		return m
	}
	if diff := cmp.Diff(byURL(wantFeeds), byURL(feeds)); diff != "" {
		t.Errorf("feeds (-written +read):\n%s", diff)
	}
	if diff := cmp.Diff(byID(wantSources), byID(sources)); diff != "" {
		t.Errorf("sources (-written +read):\n%s", diff)
	}
}

func TestWhatIsNoOPMLIsNamed(t *testing.T) {
	for body, want := range map[string]string{
		"":                               "this is not an OPML file",
		"<rss/>":                         "this is not an OPML file",
		"<opml><body><outline xmlUrl='x": "this is not well-formed XML",
		"\x00\x01binary":                 "this is not an OPML file",
	} {
		if _, _, err := ReadOPML(strings.NewReader(body)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", body, err, want)
		}
	}
}

func FuzzReadOPML(f *testing.F) {
	for _, name := range []string{"miniflux.opml", "freshrss.opml", "opml10_latin1_nested_twice.opml"} {
		if b, err := os.ReadFile(fixtures + "/" + name); err == nil {
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		sources, feeds, err := ReadOPML(bytes.NewReader(body))
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := WriteOPML(&b, feeds, sources); err != nil {
			t.Fatal(err)
		}
		_, again, err := ReadOPML(&b)
		if err != nil || len(again) != len(feeds) {
			t.Errorf("%d feeds were written, %d read back: %v", len(feeds), len(again), err)
		}
	})
}
