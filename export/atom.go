package export

import (
	"encoding/xml"
	"io"
	"time"
)

// Atom writes a feed as Atom 1.0 (RFC 4287). Entries whose authors aren't known have the feed's title as author, since
// Atom insists on one.
func Atom(w io.Writer, f Feed) error {
	root := atomFeed{
		Namespace: atomNamespace, Lang: clean(f.Language), ID: clean(f.Self), Title: clean(f.Title), Subtitle: clean(f.Description),
		Updated: atomTime(f.updated()), Authors: []atomAuthor{{clean(f.Title)}}, Generator: generator,
		Links: []atomLink{{Rel: "alternate", Href: clean(f.Link)}},
	}
	if root.ID == "" {
		root.ID = clean(f.Link)
	} else {
		root.Links = append(root.Links, atomLink{Rel: "self", Type: "application/atom+xml", Href: root.ID})
	}
	for i := range f.Items {
		it := &f.Items[i]
		updated := it.updated()
		if updated.IsZero() {
			updated = f.updated()
		}
		entry := atomEntry{
			Lang: clean(it.Language), ID: clean(it.id()), Title: clean(it.Title), Link: atomLink{Rel: "alternate", Href: clean(it.Link)},
			Summary: clean(it.Summary), Updated: atomTime(updated),
		}
		if !it.Published.IsZero() {
			entry.Published = atomTime(it.Published)
		}
		for _, name := range cleanAll(it.Authors) {
			entry.Authors = append(entry.Authors, atomAuthor{name})
		}
		root.Entries = append(root.Entries, entry)
	}
	return writeXML(w, "Atom", root)
}

type atomFeed struct {
	XMLName   xml.Name     `xml:"feed"`
	Namespace string       `xml:"xmlns,attr"`
	Lang      string       `xml:"xml:lang,attr,omitempty"`
	ID        string       `xml:"id"`
	Title     string       `xml:"title"`
	Subtitle  string       `xml:"subtitle,omitempty"`
	Updated   string       `xml:"updated"`
	Authors   []atomAuthor `xml:"author"`
	Generator string       `xml:"generator"`
	Links     []atomLink   `xml:"link"`
	Entries   []atomEntry  `xml:"entry"`
}

type atomEntry struct {
	Lang      string       `xml:"xml:lang,attr,omitempty"`
	ID        string       `xml:"id"`
	Title     string       `xml:"title"`
	Link      atomLink     `xml:"link"`
	Summary   string       `xml:"summary,omitempty"`
	Published string       `xml:"published,omitempty"`
	Updated   string       `xml:"updated"`
	Authors   []atomAuthor `xml:"author"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

func atomTime(t time.Time) string { return t.UTC().Format(time.RFC3339) }
