package export

import (
	"encoding/xml"
	"io"
	"time"
)

// RSS writes a feed as RSS 2.0, with the language and the authors of items in Dublin Core, as RSS has no place for them.
func RSS(w io.Writer, f Feed) error {
	channel := rssChannel{
		Title: clean(f.Title), Link: clean(f.Link), Description: clean(f.Description), Language: clean(f.Language),
		Updated: rssTime(f.updated()), Generator: generator,
	}
	if f.Self != "" {
		channel.Self = &rssSelf{Rel: "self", Type: "application/rss+xml", Href: clean(f.Self)}
	}
	for i := range f.Items {
		it := &f.Items[i]
		channel.Items = append(channel.Items, rssItem{
			Title: clean(it.Title), Link: clean(it.Link), Description: clean(it.Summary), Published: rssTime(it.Published),
			GUID:     rssGUID{Value: clean(it.id()), PermaLink: it.id() == it.Link},
			Language: clean(it.Language), Authors: cleanAll(it.Authors),
		})
	}
	return writeXML(w, "RSS", rssRoot{Version: "2.0", Atom: atomNamespace, DC: "http://purl.org/dc/elements/1.1/", Channel: channel})
}

type rssRoot struct {
	XMLName xml.Name   `xml:"rss"`
	Version string     `xml:"version,attr"`
	Atom    string     `xml:"xmlns:atom,attr"`
	DC      string     `xml:"xmlns:dc,attr"`
	Channel rssChannel `xml:"channel"`
}

type rssChannel struct {
	Title       string    `xml:"title"`
	Link        string    `xml:"link"`
	Description string    `xml:"description"`
	Language    string    `xml:"language,omitempty"`
	Updated     string    `xml:"lastBuildDate,omitempty"`
	Generator   string    `xml:"generator"`
	Self        *rssSelf  `xml:"atom:link"`
	Items       []rssItem `xml:"item"`
}

type rssSelf struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type rssItem struct {
	Title       string   `xml:"title"`
	Link        string   `xml:"link,omitempty"`
	Description string   `xml:"description,omitempty"`
	Published   string   `xml:"pubDate,omitempty"`
	GUID        rssGUID  `xml:"guid"`
	Language    string   `xml:"dc:language,omitempty"`
	Authors     []string `xml:"dc:creator"`
}

type rssGUID struct {
	Value     string `xml:",chardata"`
	PermaLink bool   `xml:"isPermaLink,attr"`
}

func rssTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC1123Z)
}
