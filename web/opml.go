package web

import (
	"cmp"
	"encoding/xml"
	"net/http"
	"slices"
	"strings"

	"parallax/news"
	"parallax/web/view"
)

// An opml is a list of feeds as readers of feeds exchange them (OPML 2.0).
type opml struct {
	XMLName  xml.Name  `xml:"opml"`
	Version  string    `xml:"version,attr"`
	Title    string    `xml:"head>title"`
	Outlines []outline `xml:"body>outline"`
}

// An outline is a feed, or a group of feeds.
type outline struct {
	Type     string    `xml:"type,attr,omitempty"`
	Text     string    `xml:"text,attr"`
	Title    string    `xml:"title,attr,omitempty"` // the same, for readers that look there
	Feed     string    `xml:"xmlUrl,attr,omitempty"`
	Page     string    `xml:"htmlUrl,attr,omitempty"`
	Language string    `xml:"language,attr,omitempty"`
	Outlines []outline `xml:"outline"`
}

// writeOPML offers a list of feeds as a file of a name.
func writeOPML(w http.ResponseWriter, name string, list opml) error {
	list.Version = "2.0"
	for i := range list.Outlines {
		list.Outlines[i].Title = list.Outlines[i].Text
	}
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	return writeXML(w, "text/x-opml; charset=utf-8", list)
}

// sourcesOPML lists the feeds of all sources by language, to be taken over by another reader of feeds.
func (s *site) sourcesOPML(w http.ResponseWriter, r *http.Request) error {
	sources, err := s.records.Sources(r.Context())
	if err != nil {
		return err
	}
	reader := s.feedReader(r)
	groups := map[string]*outline{}
	for _, source := range sources {
		for _, f := range source.Feeds {
			if f.Gone {
				continue
			}
			tag := cmp.Or(f.Language, source.Language, news.Undetermined)
			if groups[tag] == nil {
				groups[tag] = &outline{Text: reader.Language(tag)}
			}
			groups[tag].Outlines = append(groups[tag].Outlines, outline{
				Text: view.Line(f.Title, 200, view.SourceName(source.Source)), Type: "rss", Feed: f.URL, Language: view.Lang(tag),
			})
		}
	}
	list := opml{Title: s.titled(reader, reader.Sources.FeedsHead)}
	for _, g := range groups {
		list.Outlines = append(list.Outlines, *g)
	}
	slices.SortFunc(list.Outlines, func(a, b outline) int { return strings.Compare(a.Text, b.Text) })
	return writeOPML(w, "feeds.opml", list)
}
