package crawler

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"parallax/news"
)

const (
	maxOPMLBytes = 32 << 20
	maxOutlines  = 200_000
	// opmlNamespace marks the attributes that OPML itself doesn't have.
	opmlNamespace = "urn:parallax:opml"
)

// ReadOPML reads a list of feeds as feed readers export it (Miniflux, FreshRSS, NewsBlur and others), OPML 1.0 or 2.0:
// outlines with an xmlUrl, however deep in folders. A feed's outlet is the site that its htmlUrl names, else its own
// host. Country and language are read where WriteOPML writes them. Both results are free of duplicates and in the
// file's order.
func ReadOPML(r io.Reader) ([]news.Source, []news.Feed, error) {
	body, err := io.ReadAll(io.LimitReader(r, maxOPMLBytes+1))
	if err != nil {
		return nil, nil, fmt.Errorf("read OPML: %w", err)
	}
	if len(body) > maxOPMLBytes {
		return nil, nil, errors.New("read OPML: the file is larger than " + sizeText(maxOPMLBytes))
	}
	text, _ := toUTF8(body, "")
	if at := bytes.IndexByte(text, '<'); at > 0 {
		text = text[at:]
	}
	d := xml.NewDecoder(bytes.NewReader(text))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // toUTF8 has seen to that
	var list feedList
	root := false
	for range maxOutlines {
		start, err := nextStart(d)
		if errors.Is(err, io.EOF) || (err != nil && len(list.feeds) > 0) {
			break
		}
		if err != nil {
			return nil, nil, fmt.Errorf("read OPML: this is not well-formed XML: %w", err)
		}
		root = root || strings.EqualFold(start.Name.Local, "opml")
		if root && strings.EqualFold(start.Name.Local, "outline") {
			list.addOutline(start.Attr)
		}
	}
	if !root {
		return nil, nil, errors.New("read OPML: this is not an OPML file; export the feeds of your reader as OPML")
	}
	return list.sources, list.feeds, nil
}

// nextStart returns the next start element. RawToken keeps no stack, so depth costs nothing.
func nextStart(d *xml.Decoder) (xml.StartElement, error) {
	for {
		token, err := d.RawToken()
		if err != nil {
			return xml.StartElement{}, err
		}
		if start, ok := token.(xml.StartElement); ok {
			return start, nil
		}
	}
}

// A feedList gathers feeds and their outlets without duplicates.
type feedList struct {
	sources  []news.Source
	feeds    []news.Feed
	sourceAt map[string]int // by ID
	feedAt   map[string]int // by address
}

// addOutline takes an outline that is a feed. Folders have no xmlUrl.
func (l *feedList) addOutline(attributes []xml.Attr) {
	value := map[string]string{}
	for _, a := range attributes {
		value[strings.ToLower(a.Name.Local)] = fold(a.Value)
	}
	address := resolve(nil, value["xmlurl"])
	if address == "" {
		return
	}
	site := resolve(nil, value["htmlurl"])
	if site == "" {
		site = address
	}
	title := value["title"]
	if title == "" {
		title = value["text"]
	}
	outlet := value["outlet"]
	if outlet == "" {
		outlet = title
	}
	tag := languageTag(value["language"])
	l.add(
		news.Source{ID: news.SourceID(site), Name: clip(outlet, maxTitle), Country: countryCode(value["country"]), Language: tag},
		news.Feed{URL: address, Title: clip(title, maxTitle), Language: tag},
	)
}

// add appends a feed and its outlet, unless they are known. An outlet with feeds in several languages usually writes in none
// of them.
func (l *feedList) add(s news.Source, f news.Feed) {
	if l.sourceAt == nil {
		l.sourceAt, l.feedAt = map[string]int{}, map[string]int{}
	}
	if _, known := l.feedAt[f.URL]; known || s.ID == "" {
		return
	}
	f.Source = s.ID
	l.feedAt[f.URL] = len(l.feeds)
	l.feeds = append(l.feeds, f)
	if at, known := l.sourceAt[s.ID]; known {
		if l.sources[at].Language != s.Language {
			l.sources[at].Language = ""
		}
		return
	}
	if s.Host == "" {
		s.Host = s.ID
	}
	l.sourceAt[s.ID] = len(l.sources)
	l.sources = append(l.sources, s)
}

// countryCode returns an ISO 3166-1 alpha-2 code in upper case, or "" for anything else.
func countryCode(s string) string {
	s = strings.ToUpper(s)
	if len(s) != 2 || s[0] < 'A' || s[0] > 'Z' || s[1] < 'A' || s[1] > 'Z' {
		return ""
	}
	return s
}

// An opmlOutline is written with OPML 2.0's attributes, and with country and outlet in a namespace of our own.
type opmlOutline struct {
	XMLName  xml.Name `xml:"outline"`
	Type     string   `xml:"type,attr"`
	Text     string   `xml:"text,attr"`
	Title    string   `xml:"title,attr"`
	XMLURL   string   `xml:"xmlUrl,attr"`
	HTMLURL  string   `xml:"htmlUrl,attr,omitempty"`
	Language string   `xml:"language,attr,omitempty"`
	Country  string   `xml:"parallax:country,attr,omitempty"`
	Outlet   string   `xml:"parallax:outlet,attr,omitempty"`
}

// WriteOPML writes feeds, with what is known of their outlets, as OPML 2.0 that other feed readers import, by outlet and then
// by address. ReadOPML reads it back without loss.
func WriteOPML(w io.Writer, feeds []news.Feed, sources []news.Source) error {
	byID := map[string]news.Source{}
	for _, s := range sources {
		byID[s.ID] = s
	}
	sorted := slices.Clone(feeds)
	slices.SortFunc(sorted, func(a, b news.Feed) int {
		return strings.Compare(a.Source+"\x00"+a.URL, b.Source+"\x00"+b.URL)
	})
	head := xml.Header + `<opml version="2.0" xmlns:parallax="` + opmlNamespace + `">` +
		"\n  <head>\n    <title>Parallax feeds</title>\n  </head>\n  <body>\n"
	if _, err := io.WriteString(w, head); err != nil {
		return fmt.Errorf("write OPML: %w", err)
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("    ", "  ")
	for _, f := range sorted {
		if err := encoder.Encode(outlineOf(f, byID[f.Source])); err != nil {
			return fmt.Errorf("write OPML: %w", err)
		}
	}
	if _, err := io.WriteString(w, "\n  </body>\n</opml>\n"); err != nil {
		return fmt.Errorf("write OPML: %w", err)
	}
	return nil
}

func outlineOf(f news.Feed, s news.Source) opmlOutline {
	o := opmlOutline{
		Type: "rss", Text: f.Title, Title: f.Title, XMLURL: f.URL,
		Language: f.Language, Country: s.Country, Outlet: s.Name,
	}
	if o.Text == "" {
		o.Text, o.Title = s.Name, s.Name
	}
	if o.Text == "" {
		o.Text, o.Title = f.URL, f.URL
	}
	if s.Host != "" {
		scheme := "https"
		if u, err := url.Parse(f.URL); err == nil && u.Scheme == "http" {
			scheme = "http"
		}
		o.HTMLURL = scheme + "://" + s.Host + "/"
	}
	return o
}
