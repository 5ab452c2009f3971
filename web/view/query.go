package view

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"parallax/index"
	"parallax/news"
)

// A Hidden is a field of a form that the reader doesn't fill in.
type Hidden struct{ Name, Value string }

// A QueryTrouble is where a query can't be parsed, and why.
type QueryTrouble struct {
	Message           string
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
func ToolName(path string) string {
	switch path {
	case "/search":
		return "Articles"
	case "/concordance":
		return "Concordance"
	case "/trends":
		return "Over time"
	case "/export":
		return "Download"
	case "#facets":
		return "Narrow"
	}
	return path
}

// FacetName names a facet.
func FacetName(facet string) string {
	switch facet {
	case "language":
		return "Language"
	case "country":
		return "Country"
	case "source":
		return "Source"
	case "author":
		return "Author"
	case "day":
		return "Day"
	case "platform":
		return "Embedded posts"
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
	return Line(value, clipName, "unknown")
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
		label = "By " + value
	case "handle":
		label = "@" + strings.TrimPrefix(value, "@")
	case "incident":
		label = "One incident"
	case "after":
		label = "From " + value
	case "before":
		label = "Before " + value
	default:
		return ""
	}
	if not {
		label = "Not: " + label
	}
	return Line(label, clipName, "unknown")
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
func ConcordanceShow(show string) string {
	switch show {
	case "frequencies":
		return "Frequencies"
	case "collocates":
		return "Collocates"
	}
	return "In context"
}

// OrderName names an order of articles, of lines of a concordance, or of collocates.
func OrderName(order string) string {
	switch order {
	case "relevance":
		return "Best first"
	case "newest":
		return "Newest first"
	case "oldest":
		return "Oldest first"
	case "covered":
		return "Most covered first"
	case index.ByDate:
		return "By date"
	case index.ByLeft:
		return "By what stands before"
	case index.ByRight:
		return "By what stands after"
	case index.ByLikelihood:
		return "Log-likelihood"
	case index.ByDice:
		return "logDice"
	case index.ByCount:
		return "Times together"
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
func StepName(by string) string {
	switch by {
	case "hour":
		return "By hour"
	case "week":
		return "By week"
	case "month":
		return "By month"
	}
	return "By day"
}

// MeasureName names what a chart shows.
func MeasureName(measure string) string {
	if measure == "share" {
		return "Share of all articles"
	}
	return "Articles"
}

// SplitName names the property that a query is split by.
func SplitName(split string) string {
	switch split {
	case "language":
		return "By language"
	case "source":
		return "By source"
	case "country":
		return "By country"
	}
	return "Together"
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
