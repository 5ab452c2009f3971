package export

import (
	"encoding/json"
	"fmt"
	"io"
	"time"
)

// JSONFeed writes a feed as JSON Feed 1.1.
func JSONFeed(w io.Writer, f Feed) error {
	root := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: clean(f.Title), Home: clean(f.Link), Self: clean(f.Self),
		Description: clean(f.Description), Language: clean(f.Language), Items: []jsonItem{},
	}
	for i := range f.Items {
		it := &f.Items[i]
		item := jsonItem{
			ID: clean(it.id()), URL: clean(it.Link), Title: clean(it.Title), Text: clean(it.Summary), Image: clean(it.Image),
			Published: it.Published.UTC(), Language: clean(it.Language),
		}
		if !it.Updated.IsZero() && !it.Updated.Equal(it.Published) {
			item.Modified = it.Updated.UTC()
		}
		for _, name := range cleanAll(it.Authors) {
			item.Authors = append(item.Authors, jsonAuthor{name})
		}
		root.Items = append(root.Items, item)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(root); err != nil {
		return fmt.Errorf("export: writing JSON Feed: %w", err)
	}
	return nil
}

type jsonFeed struct {
	Version     string     `json:"version"`
	Title       string     `json:"title"`
	Home        string     `json:"home_page_url,omitempty"`
	Self        string     `json:"feed_url,omitempty"`
	Description string     `json:"description,omitempty"`
	Language    string     `json:"language,omitempty"`
	Items       []jsonItem `json:"items"`
}

type jsonItem struct {
	ID        string       `json:"id"`
	URL       string       `json:"url,omitempty"`
	Title     string       `json:"title,omitempty"`
	Text      string       `json:"content_text"` // an item must have it, even if empty
	Image     string       `json:"image,omitempty"`
	Published time.Time    `json:"date_published,omitzero"`
	Modified  time.Time    `json:"date_modified,omitzero"`
	Authors   []jsonAuthor `json:"authors,omitempty"`
	Language  string       `json:"language,omitempty"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}
