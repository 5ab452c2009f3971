package export

import (
	"cmp"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"parallax/news"
)

// A ninjs is a news item as IPTC ninjs 3.0 writes it ("News in JSON", iptc.org/std/ninjs), as far as Parallax has something to say.
// An article is an item of type text; an incident is a composite whose associations are the first reports in each language.
type ninjs struct {
	URI            string        `json:"uri"`
	Name           string        `json:"name,omitempty"` // of an association only
	Type           string        `json:"type"`
	Representation string        `json:"representationType,omitempty"`
	FirstCreated   time.Time     `json:"firstCreated,omitzero"`
	VersionCreated time.Time     `json:"versionCreated,omitzero"`
	ContentCreated time.Time     `json:"contentCreated,omitzero"`
	PubStatus      string        `json:"pubStatus,omitempty"`
	Holder         string        `json:"copyrightHolder,omitempty"`
	UsageTerms     string        `json:"usageTerms,omitempty"`
	Language       string        `json:"language,omitempty"`
	Title          string        `json:"title,omitempty"`
	By             string        `json:"by,omitempty"`
	Headlines      []ninjsText   `json:"headlines,omitempty"`
	Descriptions   []ninjsText   `json:"descriptions,omitempty"`
	Bodies         []ninjsBody   `json:"bodies,omitempty"`
	Subjects       []ninjsThing  `json:"subjects,omitempty"`
	Events         []ninjsThing  `json:"events,omitempty"`
	InfoSources    []ninjsParty  `json:"infoSources,omitempty"`
	Renditions     []ninjsCopy   `json:"renditions,omitempty"`
	Associations   []ninjs       `json:"associations,omitempty"`
	AltIDs         []ninjsAlt    `json:"altIds,omitempty"`
	Standard       *ninjsVersion `json:"standard,omitempty"`
}

type ninjsText struct {
	Role        string `json:"role,omitempty"`
	ContentType string `json:"contentType"`
	Value       string `json:"value"`
}

type ninjsBody struct {
	ninjsText
	CharCount int `json:"charCount"`
}

type ninjsThing struct {
	Name    string `json:"name,omitempty"`
	Rel     string `json:"rel,omitempty"`
	URI     string `json:"uri,omitempty"`
	Literal string `json:"literal,omitempty"`
}

type ninjsParty struct {
	Name    string `json:"name"`
	Role    string `json:"role,omitempty"`
	URI     string `json:"uri,omitempty"`
	Literal string `json:"literal,omitempty"`
}

type ninjsCopy struct {
	Name        string `json:"name"`
	Href        string `json:"href"`
	ContentType string `json:"contentType,omitempty"`
}

type ninjsAlt struct {
	Role  string `json:"role"`
	Value string `json:"value"`
}

type ninjsVersion struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Schema  string `json:"schema"`
}

func ninjsStandard() *ninjsVersion {
	return &ninjsVersion{"ninjs", "3.0", "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json"}
}

// ninjsArticle is an article as a text item. Its embedded posts and its image are associations, its incident is an event.
func ninjsArticle(a *news.Article) ninjs {
	n := ninjs{
		URI: itemURI("article", a.ID), Type: "text", Representation: "full", Standard: ninjsStandard(),
		ContentCreated: a.Published, FirstCreated: a.Published, VersionCreated: a.Published,
		PubStatus: "usable", Holder: cmp.Or(a.Source.Name, a.Source.ID), Language: known(a.Language),
		Title: a.Title, By: strings.Join(a.Authors, ", "), Headlines: ninjsTexts("", a.Title), Descriptions: ninjsTexts("summary", a.Lead),
		Bodies: ninjsBodies(a.Text), AltIDs: []ninjsAlt{{"parallax", a.ID}},
	}
	if a.Modified.After(a.Published) {
		n.VersionCreated = a.Modified
	}
	if a.Rights != news.RightsFull && a.Rights != "" {
		n.Representation = "partial"
		n.UsageTerms = usageTerms(a.Rights)
	}
	if a.Source.ID != "" {
		n.InfoSources = []ninjsParty{{Name: cmp.Or(a.Source.Name, a.Source.ID), Role: "publisher", URI: absolute("https://" + a.Source.Host), Literal: a.Source.ID}}
	}
	if a.CanonicalURL != "" {
		n.AltIDs = append(n.AltIDs, ninjsAlt{"canonical_url", a.CanonicalURL})
	}
	if address := absolute(a.URL); address != "" {
		n.Renditions = []ninjsCopy{{"original", address, "text/html"}}
	}
	if a.Section != "" {
		n.Subjects = append(n.Subjects, ninjsThing{Name: a.Section, Rel: "section"})
	}
	for _, k := range a.Keywords {
		n.Subjects = append(n.Subjects, ninjsThing{Name: k, Rel: "keyword"})
	}
	if id := incidentOf(a).ID; id != "" {
		n.Events = []ninjsThing{{Rel: "reports", URI: itemURI("incident", id), Literal: id}}
	}
	if image := absolute(a.Image); image != "" {
		n.Associations = append(n.Associations, ninjs{URI: image, Name: "image", Type: "picture", Renditions: []ninjsCopy{{Name: "original", Href: image}}})
	}
	for i := range a.Posts {
		n.Associations = append(n.Associations, ninjsPost(&a.Posts[i]))
	}
	return n
}

func ninjsPost(p *news.Post) ninjs {
	n := ninjs{
		URI: itemURI("post", p.ID), Name: "post", Type: "text", ContentCreated: p.Published, Language: known(p.Language),
		By: cmp.Or(p.Author, p.Handle), Bodies: ninjsBodies(p.Text), AltIDs: []ninjsAlt{{p.Platform, p.ID}},
	}
	if address := absolute(p.URL); address != "" {
		n.Renditions = []ninjsCopy{{Name: "original", Href: address}}
	}
	return n
}

// ninjsIncident is an incident as a composite. One that was merged is canceled, and names its heir.
func ninjsIncident(i *news.Incident) ninjs {
	n := ninjs{
		URI: itemURI("incident", i.ID), Type: "composite", Representation: "partial", PubStatus: "usable", Standard: ninjsStandard(),
		FirstCreated: i.First, VersionCreated: i.Last, AltIDs: []ninjsAlt{{"parallax", i.ID}},
	}
	if i.MergedInto != "" {
		n.PubStatus = "canceled"
		n.AltIDs = append(n.AltIDs, ninjsAlt{"merged_into", i.MergedInto})
	}
	first := firstHeadline(i)
	n.Title, n.Language, n.Headlines = first.Title, known(first.Language), ninjsTexts("", first.Title)
	for _, h := range i.Headlines {
		n.Associations = append(n.Associations, ninjs{
			URI: itemURI("article", h.Article), Name: "first report", Type: "text", Representation: "partial", ContentCreated: h.Published,
			Holder: cmp.Or(h.Source.Name, h.Source.ID), Language: known(h.Language), Title: h.Title, Headlines: ninjsTexts("", h.Title),
		})
	}
	return n
}

// itemURI names a record: ninjs wants a URI for every item, and the address of the page is not that of the record.
func itemURI(kind, id string) string { return "urn:parallax:" + kind + ":" + url.PathEscape(id) }

// absolute returns an address if it is a URI, as RFC 3986 has it, else "": what a publisher calls a link may be anything.
func absolute(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	u.RawQuery = strings.Map(uriCharacter, u.RawQuery)
	out := u.String()
	if strings.IndexFunc(out, func(r rune) bool { return uriCharacter(r) < 0 }) >= 0 {
		return ""
	}
	return out
}

func uriCharacter(r rune) rune {
	if r <= ' ' || r >= 0x7F || strings.ContainsRune("\"<>\\^`{|}", r) {
		return -1
	}
	return r
}

func known(language string) string {
	if language == news.Undetermined {
		return ""
	}
	return language
}

func ninjsTexts(role, text string) []ninjsText {
	if text == "" {
		return nil
	}
	return []ninjsText{{role, "text/plain", text}}
}

func ninjsBodies(text string) []ninjsBody {
	if text == "" {
		return nil
	}
	return []ninjsBody{{ninjsText{"", "text/plain", text}, utf8.RuneCountInString(text)}}
}

func usageTerms(r news.Rights) string {
	if r == news.RightsExcerpt {
		return "An excerpt: the beginning of the text, for quotation. The whole text is its publisher's."
	}
	return "Metadata alone: the text is its publisher's."
}
