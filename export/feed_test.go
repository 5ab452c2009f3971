package export_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"

	"parallax/export"
)

func sampleFeed() export.Feed {
	return export.Feed{
		Title: "Parallax: incidents", Link: "https://parallax.example/", Self: "https://parallax.example/feed.xml",
		Description: "What happened, in every language",
		Items: []export.FeedItem{
			{ID: "urn:parallax:incident:a", Title: "Стена <выдержала> & стоит", Link: "https://parallax.example/incidents/a", Language: "ru",
				Summary: "Пять языков", Authors: []string{"Ана Рейш", " "}, Published: noon, Updated: noon.Add(time.Hour)},
			{Title: "السد صمد", Link: "https://parallax.example/incidents/b", Language: "ar", Published: noon.Add(-time.Hour)},
			{Title: "<script>alert(1)</script> ]]> \x00\x1b\x08\ufffe \xff", Link: "https://parallax.example/?a=1&b=\"2\""},
		},
	}
}

type writer func(io.Writer, export.Feed) error

func written(t *testing.T, write writer) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, sampleFeed()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestFeedsAreReadBackByAFeedReader(t *testing.T) {
	for name, write := range map[string]writer{"RSS": export.RSS, "Atom": export.Atom, "JSON Feed": export.JSONFeed} {
		t.Run(name, func(t *testing.T) {
			f, err := gofeed.NewParser().ParseString(written(t, write))
			if err != nil {
				t.Fatal(err)
			}
			if f.Title != "Parallax: incidents" || f.Link != "https://parallax.example/" || f.FeedLink != "https://parallax.example/feed.xml" {
				t.Errorf("the feed is %q at %q, itself at %q", f.Title, f.Link, f.FeedLink)
			}
			if len(f.Items) != 3 {
				t.Fatalf("%d items, want 3", len(f.Items))
			}
			first, second, hostile := f.Items[0], f.Items[1], f.Items[2]
			if first.GUID != "urn:parallax:incident:a" || first.Title != "Стена <выдержала> & стоит" || first.Link != "https://parallax.example/incidents/a" ||
				first.PublishedParsed == nil || !first.PublishedParsed.Equal(noon) {
				t.Errorf("the first item is %+v", first)
			}
			if len(first.Authors) != 1 || first.Authors[0].Name != "Ана Рейш" {
				t.Errorf("its authors are %+v", first.Authors)
			}
			if second.GUID != second.Link {
				t.Errorf("without an ID the item has the GUID %q", second.GUID)
			}
			if strings.TrimSpace(hostile.Title) != "<script>alert(1)</script> ]]>" || hostile.Link != "https://parallax.example/?a=1&b=\"2\"" {
				t.Errorf("the hostile item is %q at %q", hostile.Title, hostile.Link)
			}
		})
	}
}

func TestXMLFeedsAreWellFormed(t *testing.T) {
	for name, write := range map[string]writer{"RSS": export.RSS, "Atom": export.Atom} {
		dec := xml.NewDecoder(strings.NewReader(written(t, write)))
		for {
			if _, err := dec.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
}

func TestItemsSayTheirLanguage(t *testing.T) {
	for want, write := range map[string]writer{
		"<dc:language>ar</dc:language>": export.RSS,
		`<entry xml:lang="ar">`:         export.Atom,
		`"language": "ar"`:              export.JSONFeed,
	} {
		if text := written(t, write); !strings.Contains(text, want) {
			t.Errorf("there is no %s in\n%s", want, text)
		}
	}
}

// What RFC 4287 wants of every feed and entry.
func TestAtomHasWhatItMustHave(t *testing.T) {
	var f struct {
		ID      string `xml:"http://www.w3.org/2005/Atom id"`
		Updated string `xml:"http://www.w3.org/2005/Atom updated"`
		Author  string `xml:"http://www.w3.org/2005/Atom author>name"`
		Entries []struct {
			ID      string `xml:"id"`
			Title   string `xml:"title"`
			Updated string `xml:"updated"`
		} `xml:"http://www.w3.org/2005/Atom entry"`
	}
	if err := xml.Unmarshal([]byte(written(t, export.Atom)), &f); err != nil {
		t.Fatal(err)
	}
	if f.ID == "" || f.Updated != "2026-03-14T13:00:00Z" || f.Author == "" {
		t.Errorf("the feed is %+v", f)
	}
	for _, e := range f.Entries {
		if _, err := time.Parse(time.RFC3339, e.Updated); err != nil || e.ID == "" || e.Title == "" {
			t.Errorf("an entry is %+v", e)
		}
	}
}

func TestJSONFeedHasWhatItMustHave(t *testing.T) {
	var f struct {
		Version string           `json:"version"`
		Items   []map[string]any `json:"items"`
	}
	if err := json.Unmarshal([]byte(written(t, export.JSONFeed)), &f); err != nil {
		t.Fatal(err)
	}
	if f.Version != "https://jsonfeed.org/version/1.1" {
		t.Errorf("version %q", f.Version)
	}
	for _, it := range f.Items {
		if _, ok := it["content_text"]; !ok || it["id"] == "" {
			t.Errorf("an item is %+v", it)
		}
	}
	if _, ok := f.Items[2]["date_published"]; ok {
		t.Error("an item without a date has one")
	}
}

func TestFeedsReportAFullDisk(t *testing.T) {
	full := failing{errors.New("no space")}
	for name, write := range map[string]writer{"RSS": export.RSS, "Atom": export.Atom, "JSON Feed": export.JSONFeed} {
		if err := write(full, sampleFeed()); !errors.Is(err, full.err) {
			t.Errorf("%s: %v", name, err)
		}
		if err := write(io.Discard, export.Feed{}); err != nil {
			t.Errorf("an empty %s: %v", name, err)
		}
	}
}
