package view

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"parallax/index"
	"parallax/news"
	"parallax/web/words"
)

// A Hidden is a field of a form that the reader doesn't fill in.
type Hidden struct{ Name, Value string }

// A QueryTrouble is where a query can't be parsed, and why.
type QueryTrouble struct {
	Message           string
	English           bool   // whether Message is, whatever the reader reads
	Before, At, After string // the query around the fault
	Position          int    // in characters, from 1
}

// A Suggestion is another query that finds something.
type Suggestion struct {
	Query string
	Total int
}

// QueryProps is what the pages have in common that answer a query.
type QueryProps struct {
	Page
	Understood  string // how the query was read
	Trouble     *QueryTrouble
	Unavailable string // why nothing can be searched; empty where it can
	Sorts       []Choice
	Tools       []Choice // other things to do with the query
	Hidden      []Hidden // what the form keeps
	Paging      Paging
	Total       int
	Suggestions []Suggestion // where nothing was found
}

// SearchProps is what the page of search shows.
type SearchProps struct {
	QueryProps
	Hits             []index.Hit
	Across           bool                     // whether Groups are shown in their place
	Groups           []index.AcrossGroup      // incidents with the hits and what other languages say
	Here, Everywhere string                   // addresses of the same without and with the other languages
	Incidents        map[string]news.Incident // of the hits, by ID
	Facets           []FacetGroup
	Narrowed         []Choice // the conditions of the query, as links that take them out
	Save             SaveProps
}

// SaveProps is how a search can be kept and followed.
type SaveProps struct {
	Query     string
	Permalink string     // of the search as it goes on
	UpToNow   string     // of what it finds today
	List      string     // address of the list of searches with this one in it
	Feeds     []FeedLink // of what it finds
}

// A SavedSearch is one search of a list.
type SavedSearch struct {
	Query   string
	Trouble string // why it can't be answered
	English bool   // whether Trouble is, whatever the reader reads
	Total   int
	Newest  *news.Article // that it finds
	Href    string        // of its results
	Without string        // of the list without it
	Feeds   []FeedLink
}

// SearchesProps is what the page of saved searches shows.
type SearchesProps struct {
	Page
	Unavailable string
	Searches    []SavedSearch
	Hidden      []Hidden // the queries of the list, for the form that adds another
	OPML        string   // address of the list of their feeds
}

// A FacetGroup is one field by which a result can be narrowed.
type FacetGroup struct {
	Name   string
	Open   bool
	Values []Choice
}

// ToolName names what else can be done with a query, by the address of its page.
func (r Reader) ToolName(path string) string {
	switch path {
	case "/search":
		return r.Query.Articles
	case "/concordance":
		return r.Nav.Concordance
	case "/trends":
		return r.Query.OverTime
	case "#facets":
		return r.Query.Narrow
	}
	return r.Query.Download
}

// FacetName names a facet.
func (r Reader) FacetName(facet string) string {
	q := r.Query
	switch facet {
	case "language":
		return q.Language
	case "country":
		return q.Country
	case "source":
		return q.Source
	case "author":
		return q.Author
	case "day":
		return q.Day
	case "platform":
		return q.Posts
	}
	return facet
}

// FacetValue names a value of a facet.
func (r Reader) FacetValue(facet, value string) string {
	switch facet {
	case "language":
		return r.Language(value)
	case "country":
		return r.Country(value)
	case "platform":
		return PlatformName(value)
	case "day":
		if day, err := time.Parse(time.DateOnly, value); err == nil {
			return r.Day(day)
		}
	}
	return Line(value, clipName, r.Query.Unknown)
}

// Condition puts a condition of a query into words; it returns "" for what is none, as words to search for aren't.
func (r Reader) Condition(field, value string, not bool) string {
	label := ""
	switch field {
	case "lang":
		label = r.Language(value)
	case "country":
		label = r.Country(value)
	case "platform":
		label = PlatformName(value)
	case "source", "date":
		label = value
	case "author":
		label = words.Fill(r.Query.ByAuthor, "author", value)
	case "handle":
		label = "@" + strings.TrimPrefix(value, "@")
	case "incident":
		label = r.Query.OneIncident
	case "after":
		label = words.Fill(r.Query.From, "day", value)
	case "before":
		label = words.Fill(r.Query.Before, "day", value)
	default:
		return ""
	}
	if not {
		label = words.Fill(r.Query.Not, "condition", label)
	}
	return Line(label, clipName, r.Query.Unknown)
}

// ConcordanceProps is what the page of the concordance shows.
type ConcordanceProps struct {
	QueryProps
	Show        string // lines, frequencies or collocates
	Shows       []Choice
	Lines       []index.Line
	Frequencies index.Frequencies
	Collocates  index.CollocatesResult
	Windows     []Choice // words on each side
	Leasts      []Choice // times together, at least
	Articles    int      // that the query finds
	Examined    int      // those of them that were read
	Estimated   bool     // whether Total is an estimate
	ByDate      bool     // the lines lead through all articles, whatever was read for this page
	CSV         string   // address of the tables as CSV, which lacks the name of the table
}

// ConcordanceShow names a part of the page of the concordance.
func (r Reader) ConcordanceShow(show string) string {
	switch show {
	case "frequencies":
		return r.Concordance.Frequencies
	case "collocates":
		return r.Concordance.Collocates
	}
	return r.Concordance.InContext
}

// OrderName names an order of articles, of lines of a concordance, or of collocates.
func (r Reader) OrderName(order string) string {
	switch order {
	case "relevance":
		return r.Query.Best
	case "newest":
		return r.Query.Newest
	case "oldest":
		return r.Query.Oldest
	case "covered":
		return r.Query.Covered
	case index.ByDate:
		return r.Concordance.ByDate
	case index.ByLeft:
		return r.Concordance.ByBefore
	case index.ByRight:
		return r.Concordance.ByAfter
	case index.ByLikelihood:
		return r.Concordance.Likelihood
	case index.ByDice:
		return "logDice"
	case index.ByCount:
		return r.Concordance.Together
	}
	return order
}

// TrendsProps is what the page of counts over time shows.
type TrendsProps struct {
	QueryProps
	Queries     []string // as asked; at least one field of the form is empty
	By, Split   string
	Share       bool   // of all articles instead of their number
	From, Until string // days that were asked for, empty for the usual time
	Trends      index.Trends
	Bys, Splits []Choice
	Measures    []Choice
	CSV         string // address of the same as CSV
	Permalink   string // address of the same with its beginning and its end
}

// StepName names a step of time.
func (r Reader) StepName(by string) string {
	switch by {
	case "hour":
		return r.Trends.ByHour
	case "week":
		return r.Trends.ByWeek
	case "month":
		return r.Trends.ByMonth
	}
	return r.Trends.ByDay
}

// MeasureName names what a chart shows.
func (r Reader) MeasureName(measure string) string {
	if measure == "share" {
		return r.Trends.Share
	}
	return r.Trends.Articles
}

// SplitName names the property that a query is split by.
func (r Reader) SplitName(split string) string {
	switch split {
	case "language":
		return r.Trends.ByLanguage
	case "source":
		return r.Trends.BySource
	case "country":
		return r.Trends.ByCountry
	}
	return r.Trends.Together
}

// nothing reports whether there is no article in the time that was asked for, so nothing to draw.
func (p TrendsProps) nothing() bool {
	return len(p.Trends.Series) == 0 || len(p.Trends.Totals) == 0 || slices.Max(p.Trends.Totals) == 0
}

// clipSpans makes spans safe lines and cuts them to at most n bytes or so, whole spans first.
func clipSpans(list []index.Span, n int) []index.Span {
	out := make([]index.Span, 0, len(list))
	for _, s := range list {
		text := cleanPiece(s.Text)
		if len(text) > n {
			text = Clip(text, n)
		}
		n -= len(text)
		out = append(out, index.Span{Text: text, Match: s.Match})
		if n <= 0 {
			break
		}
	}
	return out
}

// cleanPiece is Clean for a piece of a line, whose white space at the ends belongs between it and its neighbours.
func cleanPiece(s string) string {
	text := Clean(s)
	if s == "" {
		return ""
	}
	if isBlank(s[0]) && text != "" {
		text = " " + text
	}
	if isBlank(s[len(s)-1]) {
		text += " "
	}
	return text
}

// contextPiece is cleanPiece for the sides of a match. The space beside the match doesn't break, for at the end of a
// line browsers drop the others.
func contextPiece(s string) string {
	text := cleanPiece(s)
	trimmed := strings.Trim(text, " ")
	return strings.Replace(text[:len(text)-len(strings.TrimLeft(text, " "))], " ", "\u00a0", 1) + trimmed +
		strings.Replace(text[len(strings.TrimRight(text, " ")):], " ", "\u00a0", 1)
}

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// insideIncident is the address of what a query finds in one incident.
func (p SearchProps) insideIncident(id string) string {
	return queryAddress("/search", "("+p.Understood+") incident:"+id)
}

// queryAddress is the address of a page for a query.
func queryAddress(path, query string) string { return path + "?" + url.Values{"q": {query}}.Encode() }

// lonelyLanguages are the languages without a collocate, with their occurrences.
func (p ConcordanceProps) lonelyLanguages() []string {
	var names []string
	for _, l := range p.Collocates.Languages {
		if len(l.Rows) == 0 {
			names = append(names, p.Reader.Language(l.Language)+" ("+p.Reader.Number(l.Hits)+")")
		}
	}
	return names
}
