package export

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

// A Feed is what RSS, Atom and JSONFeed write. Text is plain text; what XML can't hold is taken out.
type Feed struct {
	Title       string
	Link        string // address of the page that shows the same
	Self        string // address of the feed itself
	Description string
	Language    string    // BCP 47, of the feed as a whole; empty for one in many languages
	Updated     time.Time // zero: that of the newest item
	Items       []FeedItem
}

// A FeedItem is one entry of a Feed.
type FeedItem struct {
	ID        string // permanent and unique, an absolute URI ("urn:…" will do); empty: Link
	Title     string
	Link      string
	Summary   string
	Language  string // BCP 47
	Authors   []string
	Published time.Time
	Updated   time.Time // zero: Published
	Image     string    // address
}

// The media types of the feeds.
const (
	RSSContentType      = "application/rss+xml; charset=utf-8"
	AtomContentType     = "application/atom+xml; charset=utf-8"
	JSONFeedContentType = "application/feed+json; charset=utf-8"
)

func (i *FeedItem) id() string {
	if i.ID == "" {
		return i.Link
	}
	return i.ID
}

func (i *FeedItem) updated() time.Time {
	if i.Updated.IsZero() {
		return i.Published
	}
	return i.Updated
}

func (f *Feed) updated() time.Time {
	latest := f.Updated
	if !latest.IsZero() {
		return latest
	}
	for i := range f.Items {
		if at := f.Items[i].updated(); at.After(latest) {
			latest = at
		}
	}
	return latest
}

const (
	generator     = "Parallax"
	atomNamespace = "http://www.w3.org/2005/Atom"
)

func writeXML(w io.Writer, format string, root any) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return fmt.Errorf("export: writing %s: %w", format, err)
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", " ")
	if err := enc.Encode(root); err != nil {
		return fmt.Errorf("export: writing %s: %w", format, err)
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// clean takes out what XML 1.0 can't hold even escaped: control characters, halves of pairs, bytes that aren't UTF-8.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return r
		case r < ' ' || 0x7f <= r && r < 0xa0 || r == 0xfffe || r == 0xffff || r == utf8.RuneError:
			return -1
		}
		return r
	}, text)
}

// cleanAll cleans names and leaves out those of which nothing remains.
func cleanAll(names []string) []string {
	var kept []string
	for _, name := range names {
		if name = strings.TrimSpace(clean(name)); name != "" {
			kept = append(kept, name)
		}
	}
	return kept
}
