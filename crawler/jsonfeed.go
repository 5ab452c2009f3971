package crawler

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/url"
	"strings"

	"parallax/news"
)

// jsonFeed is a JSON Feed (version 1 and 1.1, jsonfeed.org) without its items.
type jsonFeed struct {
	Version     loose `json:"version"`
	Title       loose `json:"title"`
	HomePageURL loose `json:"home_page_url"`
	Language    loose `json:"language"`
	FeedURL     loose `json:"feed_url"`
	NextURL     loose `json:"next_url"` // the page with older items
	Hubs        []struct {
		URL loose `json:"url"`
	} `json:"hubs"`
}

type jsonItem struct {
	ID            loose        `json:"id"`
	URL           loose        `json:"url"`
	Title         loose        `json:"title"`
	Summary       loose        `json:"summary"`
	ContentText   loose        `json:"content_text"`
	DatePublished loose        `json:"date_published"`
	DateModified  loose        `json:"date_modified"`
	Author        jsonAuthor   `json:"author"` // version 1
	Authors       []jsonAuthor `json:"authors"`
	Language      loose        `json:"language"`
}

type jsonAuthor struct {
	Name loose `json:"name"`
}

// A loose string also takes what feeds write where a string belongs: numbers as they are, and the rest as empty.
type loose string

// UnmarshalJSON never fails, so that one odd value doesn't cost the item.
func (l *loose) UnmarshalJSON(b []byte) error {
	var s string
	switch {
	case len(b) > 0 && b[0] == '"' && json.Unmarshal(b, &s) == nil:
		*l = loose(s)
	case len(b) > 0 && (b[0] == '-' || b[0] >= '0' && b[0] <= '9'):
		*l = loose(b)
	}
	return nil
}

// parseJSON reads a JSON Feed one item at a time, so that a document of millions of them takes no more memory
// than its first maxParsedItems.
func parseJSON(text []byte, base *url.URL) (ParsedFeed, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	if _, err := d.Token(); err != nil {
		return ParsedFeed{}, err
	}
	var head jsonFeed
	var items []jsonItem
	found := false
	broken := ""
	for d.More() {
		key, err := d.Token()
		if err != nil {
			break
		}
		if key == "items" && !found {
			found = true
			if items, broken, err = jsonItems(d); err != nil || broken != "" {
				break
			}
			continue
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			break
		}
		if name, ok := key.(string); ok {
			head.set(name, value)
		}
	}
	p := ParsedFeed{
		Kind:     "json",
		Title:    plainText(string(head.Title), maxTitle),
		Language: languageTag(string(head.Language)),
		Site:     resolve(base, string(head.HomePageURL)),
	}
	p.takeLink("self", resolve(base, string(head.FeedURL)))
	p.takeLink("next", resolve(base, string(head.NextURL)))
	for _, hub := range head.Hubs[:min(len(head.Hubs), maxLinks)] {
		p.takeLink("hub", resolve(base, string(hub.URL)))
	}
	if broken != "" {
		p.Repairs = append(p.Repairs, broken)
	}
	c := newCollector(p.Language)
	for _, it := range items {
		c.add(it.item(base, c.dates))
	}
	p.Items = c.items
	if len(p.Items) == 0 && (broken != "" || !strings.Contains(string(head.Version), "jsonfeed.org")) {
		return ParsedFeed{}, errNotAFeed
	}
	return p, nil
}

// set takes a member of the feed. One that is of another type than it should be is left out.
func (f *jsonFeed) set(name string, value []byte) {
	text := map[string]*loose{
		"version": &f.Version, "title": &f.Title, "home_page_url": &f.HomePageURL, "language": &f.Language,
		"feed_url": &f.FeedURL, "next_url": &f.NextURL,
	}
	if field := text[name]; field != nil {
		_ = field.UnmarshalJSON(value)
	}
	if name == "hubs" {
		_ = json.Unmarshal(value, &f.Hubs)
	}
}

// jsonItems reads the array of items. broken says in words why it ended early, "" if it didn't.
func jsonItems(d *json.Decoder) (items []jsonItem, broken string, err error) {
	open, err := d.Token()
	if err != nil || open != json.Delim('[') {
		return nil, "", errors.New("items is not an array")
	}
	for d.More() {
		if len(items) == maxParsedItems {
			return items, "there are more items than are taken from one feed", nil
		}
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return items, "the feed is cut off or broken; what follows its last whole item is lost", nil
		}
		var it jsonItem
		if json.Unmarshal(raw, &it) == nil {
			items = append(items, it)
		}
	}
	_, err = d.Token()
	return items, "", err
}

func (j *jsonItem) item(base *url.URL, dates *dateReader) news.Item {
	it := news.Item{
		URL:       resolve(base, string(j.URL)),
		GUID:      cutBytes(string(j.ID), maxGUID),
		Title:     plainText(string(j.Title), maxTitle),
		Summary:   plainText(string(j.Summary), maxSummary),
		Published: dates.read(string(j.DatePublished), nil),
	}
	if it.URL == "" && strings.HasPrefix(it.GUID, "http") {
		it.URL = resolve(base, it.GUID)
	}
	if it.Summary == "" {
		it.Summary = plainText(string(j.ContentText), maxSummary)
	}
	if it.Published.IsZero() {
		it.Published = dates.read(string(j.DateModified), nil)
	}
	for _, a := range append(j.Authors, j.Author) {
		it.Authors = appendAuthor(it.Authors, string(a.Name))
	}
	return it
}
