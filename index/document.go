package index

import (
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2/document"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"parallax/index/analysis"
	"parallax/news"
)

// The fields of a document. Its ID is the article's.
//
//	body                   the words of the article with their places (places.go): text, title, lead and posts, each by
//	                       its language; the author's "@handle" counts among a post's words
//	title~ lead~ text~ post~   the same words unstemmed, without places: for beginnings (elect*)
//	author outlet          words with places, no language; outlet is the name of the source
//	byline                 the names of the authors, whole (facet)
//	source                 ID of the source (facet)
//	lang                   all tags that lang: finds the article by: zh-Hant-TW, zh-Hant, zh
//	language               its tag (facet)
//	country                of the source (facet)
//	handle platform        of its posts; platform is a facet
//	incident
//	year month day         of its time: 2017, 2017-11, 2017-11-05 (day is a facet)
//	time                   2017-11-05T14:30:00Z; to sort and to count by
//
// Nothing is stored and nothing has doc values: what people sort, count or facet by is kept in columns beside the
// segments (columns.go).
const (
	fieldBody     = "body"
	fieldTitle    = "title"
	fieldLead     = "lead"
	fieldText     = "text"
	fieldPost     = "post"
	fieldAuthor   = "author"
	fieldOutlet   = "outlet"
	fieldByline   = "byline"
	fieldSource   = "source"
	fieldLang     = "lang"
	fieldLanguage = "language"
	fieldCountry  = "country"
	fieldHandle   = "handle"
	fieldPlatform = "platform"
	fieldIncident = "incident"
	fieldYear     = "year"
	fieldMonth    = "month"
	fieldDay      = "day"
	fieldTime     = "time"
	fieldID       = "_id" // bleve's own

	wordsSuffix = "~"
)

// bodyFields are those that a word without a field is searched in.
var bodyFields = []string{fieldTitle, fieldLead, fieldText, fieldPost}

// zoneOf is the zone of body that a part of an article has its words in.
func zoneOf(field string) int {
	switch field {
	case fieldTitle:
		return zoneTitle
	case fieldLead:
		return zoneLead
	case fieldPost:
		return zonePost
	}
	return zoneText
}

// maxText is how much of a text is indexed, in bytes; what is longer than a book is not an article.
const maxText = 2 << 20

// A passage is a text with its language.
type passage struct{ text, language string }

// newDocument makes the document of an article. The analysis itself happens later, in bleve's workers.
func newDocument(a *news.Article, memo *analysis.Memo) *document.Document {
	d := document.NewDocument(a.ID)
	addBody(d, a, memo)
	var authors []passage
	for _, name := range a.Authors {
		authors = append(authors, passage{name, news.Undetermined})
	}
	addWords(d, fieldAuthor, authors, memo)
	addWords(d, fieldOutlet, []passage{{a.Source.Name, news.Undetermined}}, memo)

	addValues(d, fieldByline, a.Authors...)
	addValues(d, fieldSource, a.Source.ID)
	addValues(d, fieldLang, languageTags(languageOf(a))...)
	addValues(d, fieldLanguage, languageOf(a))
	addValues(d, fieldCountry, strings.ToUpper(a.Source.Country))
	var handles, platforms []string
	for _, p := range a.Posts {
		handles = append(handles, strings.ToLower(strings.TrimPrefix(p.Handle, "@")))
		platforms = append(platforms, p.Platform)
	}
	addValues(d, fieldHandle, handles...)
	addValues(d, fieldPlatform, platforms...)
	if a.Incident != nil {
		addValues(d, fieldIncident, a.Incident.ID)
	}
	t := a.Time().UTC()
	if !t.IsZero() {
		addValues(d, fieldYear, t.Format("2006"))
		addValues(d, fieldMonth, t.Format("2006-01"))
		addValues(d, fieldDay, t.Format(time.DateOnly))
		addValues(d, fieldTime, t.Format(time.RFC3339))
	}
	return d
}

func languageOf(a *news.Article) string {
	if a.Language == "" {
		return news.Undetermined
	}
	return a.Language
}

// postPassages are the searchable texts of posts: what they say, and who says it.
func postPassages(posts []news.Post) []passage {
	var list []passage
	for _, p := range posts {
		if p.Handle != "" {
			list = append(list, passage{"@" + strings.TrimPrefix(p.Handle, "@"), news.Undetermined})
		}
		list = append(list, passage{p.Text, p.Language})
	}
	return list
}

// addBody adds what the article says: the field of its words, and those of their unstemmed forms.
func addBody(d *document.Document, a *news.Article, memo *analysis.Memo) {
	parts := make([][]passage, zones)
	parts[zoneText] = []passage{{a.Text, a.Language}}
	parts[zoneTitle] = []passage{{a.Title, a.Language}}
	parts[zoneLead] = []passage{{a.Lead, a.Language}}
	parts[zonePost] = postPassages(a.Posts)
	type analysed struct {
		terms    bleveindex.TokenFrequencies
		length   int
		surfaces [zones]bleveindex.TokenFrequencies
	}
	fields := sync.OnceValue(func() (all analysed) {
		r := rooms.Get().(*room)
		defer r.giveBack()
		for zone := range parts {
			r.read(zone, parts[zone], memo)
			all.surfaces[zone] = r.surfaces(zone)
		}
		all.terms, all.length = r.terms(), lengthClass(len(r.tokens[zoneText]))
		return all
	})
	d.AddField(&field{name: fieldBody, analyze: func() (bleveindex.TokenFrequencies, int) {
		all := fields()
		return all.terms, all.length
	}})
	for _, name := range bodyFields {
		if zone := zoneOf(name); !blank(parts[zone]) {
			d.AddField(&field{name: name + wordsSuffix, analyze: func() (bleveindex.TokenFrequencies, int) {
				return fields().surfaces[zone], 0
			}})
		}
	}
}

// addWords adds a field of words in no language.
func addWords(d *document.Document, name string, passages []passage, memo *analysis.Memo) {
	if !blank(passages) {
		d.AddField(&field{name: name, analyze: func() (bleveindex.TokenFrequencies, int) {
			r := rooms.Get().(*room)
			defer r.giveBack()
			r.read(0, passages, memo)
			return r.terms(), 1
		}})
	}
}

func blank(passages []passage) bool {
	return !slices.ContainsFunc(passages, func(p passage) bool { return p.text != "" })
}

func isBodyField(field string) bool { return slices.Contains(bodyFields, field) }

// addValues adds a field of values that are found as they are.
func addValues(d *document.Document, name string, values ...string) {
	terms := bleveindex.TokenFrequencies{}
	for _, v := range values {
		if v != "" {
			terms[v] = &found
		}
	}
	if len(terms) > 0 {
		d.AddField(&field{name: name, terms: terms})
	}
}

// clip shortens a text to at most n bytes without breaking a character.
func clip(text string, n int) string {
	if len(text) <= n {
		return text
	}
	return strings.ToValidUTF8(text[:n], "")
}
