package index

import (
	"strconv"
	"strings"
	"time"
)

// LanguageVersion is the version of the query language. It grows when a query that was valid changes its meaning, so that
// an address kept somewhere can say which it was written for.
//
//	1  first version
const LanguageVersion = 1

// A Query is a parsed query. Its zero value finds everything.
//
//	one two          both words, in any order             one AND two
//	one OR two       either word; weaker than AND         (a b OR c means (a AND b) OR c)
//	-one, NOT one    articles without it
//	"one two"        the words side by side
//	"one two"~5      both words with at most 5 others between them, in any order
//	elect*           words that begin so; at least two letters
//	(…)              groups, also behind a field: title:(one OR two)
//	title: text: lead: post: author:    in that part of an article; without a field: title, lead, text or post
//	source:          an outlet, by ID or by words of its name
//	lang: country:   code of a language (fr, pt-BR, zh-Hant) or a country (FR)
//	handle:          embeds a post by this account; "@" may be left out
//	platform:        embeds a post of this platform: twitter, mastodon, youtube
//	incident:        ID of an incident
//	after: before: date:    a year, month or day (UTC): 2017, 2017-11, 2017-11-01. after: begins with the
//	                 first moment of what it names, before: ends just before it
//
// Operators are written in capitals. A word is searched as the language of each text inflects it; a word that
// is cut into several by some language is a phrase there.
type Query struct {
	root node // nil finds everything
}

// String says how the query was understood, in the query language itself: with all operators, and with groups
// where they matter. Parsing it again gives the same query.
func (q Query) String() string {
	if q.root == nil {
		return ""
	}
	return q.root.write(0)
}

// A node is one part of a query.
type node interface {
	// write writes the node so that it can stand in a group of the given binding strength.
	write(strength int) string
}

// How strongly operators bind.
const (
	bindsOr = iota + 1
	bindsAnd
	bindsNot
)

type (
	orNode  struct{ kids []node }
	andNode struct{ kids []node }
	notNode struct{ kid node }

	// A textNode is a word, a beginning of words, or a phrase, in one field or in all.
	textNode struct {
		field  string // "" for the default fields
		words  string // as written, without quotes and star
		phrase bool   // it was written in quotes
		prefix bool   // it ended in a star
		slop   int    // how many other words may stand between, for phrases
		pos    int    // where it stands in the query, in characters
	}

	// A valueNode is an exact condition: lang:, country:, handle:, incident:.
	valueNode struct{ field, value string }

	// A timeNode is a condition on an article's time: from <= time < until, either of them may be zero.
	timeNode struct {
		field, value string // as written
		from, until  time.Time
	}

	// An allNode finds everything.
	allNode struct{}
)

func (n *orNode) write(strength int) string  { return group(n.kids, " OR ", bindsOr, strength) }
func (n *andNode) write(strength int) string { return group(n.kids, " AND ", bindsAnd, strength) }
func (n *notNode) write(int) string          { return "NOT " + n.kid.write(bindsNot) }
func (n *allNode) write(int) string          { return "*" }
func (n *timeNode) write(int) string         { return n.field + ":" + n.value }

func group(kids []node, operator string, own, outer int) string {
	parts := make([]string, len(kids))
	for i, k := range kids {
		parts[i] = k.write(own)
	}
	s := strings.Join(parts, operator)
	if outer > own {
		return "(" + s + ")"
	}
	return s
}

func (n *textNode) write(int) string {
	s := n.words
	switch {
	case n.prefix:
		s += "*"
	case n.phrase || needsQuotes(s):
		s = `"` + s + `"`
		if n.slop > 0 {
			s += "~" + strconv.Itoa(n.slop)
		}
	}
	if n.field != "" {
		s = n.field + ":" + s
	}
	return s
}

func (n *valueNode) write(int) string {
	if needsQuotes(n.value) {
		return n.field + `:"` + n.value + `"`
	}
	return n.field + ":" + n.value
}

// needsQuotes reports whether a word would be read as something else if it stood without quotes.
func needsQuotes(s string) bool {
	switch s {
	case "AND", "OR", "NOT", "":
		return true
	}
	return strings.HasPrefix(s, "-") || strings.ContainsAny(s, " :*()\t\n")
}
