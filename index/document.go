package index

import (
	"strings"
	"sync"
	"time"

	bleveanalysis "github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"parallax/index/analysis"
	"parallax/news"
)

// The fields of a document. Its ID is the article's.
//
//	title lead text post   words with positions, by the language of the article or the post; the author's
//	                       "@handle" counts among a post's words
//	… + wordsSuffix        the same words unstemmed, without positions: for beginnings (elect*)
//	author outlet          words with positions, no language; outlet is the name of the source
//	source                 ID of the source (facet)
//	lang                   all tags that lang: finds the article by: zh-Hant-TW, zh-Hant, zh
//	language               its tag (facet)
//	country                of the source (facet)
//	handle platform        of its posts; platform is a facet
//	incident
//	year month day         of its time: 2017, 2017-11, 2017-11-05 (day is a facet)
//	time                   2017-11-05T14:30:00Z; to sort and to count by
const (
	fieldTitle    = "title"
	fieldLead     = "lead"
	fieldText     = "text"
	fieldPost     = "post"
	fieldAuthor   = "author"
	fieldOutlet   = "outlet"
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

	wordsSuffix = "~"
)

// bodyFields are those that a word without a field is searched in.
var bodyFields = []string{fieldTitle, fieldLead, fieldText, fieldPost}

// How fields are indexed. Values that people sort, count or facet by have doc values.
const (
	asWords    = bleveindex.IndexField | bleveindex.IncludeTermVectors
	asSurfaces = bleveindex.IndexField | bleveindex.SkipFreqNorm
	asValue    = bleveindex.IndexField | bleveindex.SkipFreqNorm
	asFacet    = asValue | bleveindex.DocValues
)

// maxText is how much of a text is indexed, in bytes; what is longer than a book is not an article.
const maxText = 2 << 20

// A passage is a text with its language.
type passage struct{ text, language string }

// newDocument makes the document of an article. The analysis itself happens later, in bleve's workers.
func newDocument(a *news.Article, memo *analysis.Memo) *document.Document {
	d := document.NewDocument(a.ID)
	addPassages := func(field string, passages ...passage) { addPassages(d, field, passages, memo) }
	addPassages(fieldTitle, passage{a.Title, a.Language})
	addPassages(fieldLead, passage{a.Lead, a.Language})
	addPassages(fieldText, passage{a.Text, a.Language})
	addPassages(fieldPost, postPassages(a.Posts)...)
	var authors []passage
	for _, name := range a.Authors {
		authors = append(authors, passage{name, news.Undetermined})
	}
	addPassages(fieldAuthor, authors...)
	addPassages(fieldOutlet, passage{a.Source.Name, news.Undetermined})

	addValues(d, fieldSource, asFacet, a.Source.ID)
	addValues(d, fieldLang, asValue, languageTags(languageOf(a))...)
	addValues(d, fieldLanguage, asFacet, languageOf(a))
	addValues(d, fieldCountry, asFacet, strings.ToUpper(a.Source.Country))
	for _, p := range a.Posts {
		addValues(d, fieldHandle, asValue, strings.ToLower(strings.TrimPrefix(p.Handle, "@")))
		addValues(d, fieldPlatform, asFacet, p.Platform)
	}
	if a.Incident != nil {
		addValues(d, fieldIncident, asValue, a.Incident.ID)
	}
	t := a.Time().UTC()
	if !t.IsZero() {
		addValues(d, fieldYear, asValue, t.Format("2006"))
		addValues(d, fieldMonth, asValue, t.Format("2006-01"))
		addValues(d, fieldDay, asFacet, t.Format(time.DateOnly))
	}
	addValues(d, fieldTime, asFacet, t.Format(time.RFC3339))
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

func addPassages(d *document.Document, field string, passages []passage, memo *analysis.Memo) {
	size := 0
	for _, p := range passages {
		size += len(p.text)
	}
	if size == 0 {
		return
	}
	tokens := sync.OnceValue(func() []analysis.Token { return tokensOf(passages, memo) })
	d.AddField(document.NewTextFieldCustom(field, nil, nil, asWords, termStream(tokens)))
	if isBodyField(field) {
		d.AddField(document.NewTextFieldCustom(field+wordsSuffix, nil, nil, asSurfaces, surfaceStream(tokens)))
	}
}

func isBodyField(field string) bool {
	for _, f := range bodyFields {
		if f == field {
			return true
		}
	}
	return false
}

func addValues(d *document.Document, field string, options bleveindex.FieldIndexingOptions, values ...string) {
	for _, v := range values {
		if v != "" {
			d.AddField(document.NewTextFieldCustom(field, nil, []byte(v), options, nil))
		}
	}
}

// tokensOf analyses passages, each in its own language, and lines their tokens up: positions go on from one to
// the next, at a distance that no phrase bridges.
func tokensOf(passages []passage, memo *analysis.Memo) []analysis.Token {
	var all []analysis.Token
	start := 0
	for _, p := range passages {
		tokens := analysis.For(p.language).Text(clip(p.text, maxText), memo)
		for i := range tokens {
			tokens[i].Pos += start
		}
		if n := len(tokens); n > 0 {
			start = tokens[n-1].Pos + 1 + analysis.MaxDistance + 1
		}
		all = append(all, tokens...)
	}
	return all
}

// A termStream hands the terms of its tokens to bleve, whatever bleve asks it to analyse.
type termStream func() []analysis.Token

// Analyze returns tokens whose byte offsets are 0: offsets are found again from the text when they are needed,
// and would take a third of the space of positions.
func (s termStream) Analyze([]byte) bleveanalysis.TokenStream {
	tokens := s()
	stream := make(bleveanalysis.TokenStream, 0, len(tokens))
	for i := range tokens {
		for _, term := range tokens[i].Terms {
			stream = append(stream, &bleveanalysis.Token{Term: []byte(term), Position: tokens[i].Pos + 1})
		}
	}
	return stream
}

// A surfaceStream hands the different surfaces of its tokens to bleve.
type surfaceStream func() []analysis.Token

// Analyze returns each surface once.
func (s surfaceStream) Analyze([]byte) bleveanalysis.TokenStream {
	tokens := s()
	seen := make(map[string]bool, len(tokens))
	var stream bleveanalysis.TokenStream
	for i := range tokens {
		for _, surface := range []string{tokens[i].Surface, tokens[i].Bare} {
			if surface != "" && !seen[surface] {
				seen[surface] = true
				stream = append(stream, &bleveanalysis.Token{Term: []byte(surface)})
			}
		}
	}
	return stream
}

// clip shortens a text to at most n bytes without breaking a character.
func clip(text string, n int) string {
	if len(text) <= n {
		return text
	}
	return strings.ToValidUTF8(text[:n], "")
}
