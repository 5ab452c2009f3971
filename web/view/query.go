package view

import (
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
}

// SearchProps is what the page of search shows.
type SearchProps struct {
	QueryProps
	Hits      []index.Hit
	Incidents map[string]news.Incident // of the hits, by ID
	Facets    []FacetGroup
}

// A FacetGroup is one field by which a result can be narrowed.
type FacetGroup struct {
	Name   string
	Open   bool
	Values []Choice
}

// ConcordanceProps is what the page of the concordance shows.
type ConcordanceProps struct {
	QueryProps
	Lines []index.Line
}

// TrendsProps is what the page of counts over time shows.
type TrendsProps struct {
	QueryProps
	Queries      []string // as asked; at least one field of the form is empty
	By, Split    string
	Share        bool // of all articles instead of their number
	Since, Until time.Time
	Trends       index.Trends
	Bys, Splits  []Choice
	Measures     []Choice
	CSV          string // address of the same as CSV
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
