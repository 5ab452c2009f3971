package web

import (
	"net/http"
	"slices"
	"strings"
	"unicode"

	"parallax/index"
	"parallax/web/view"
)

// facetFields are the fields of the query language that the facets of a result narrow by.
var facetFields = []struct{ facet, field string }{
	{"language", "lang"},
	{"country", "country"},
	{"source", "source"},
	{"author", "author"},
	{"day", "date"},
	{"platform", "platform"},
}

// facetsShown is how many values of a facet a page offers.
const facetsShown = 15

// facetGroups makes each value of a facet a link that adds it to the query, or takes it out again.
func facetGroups(r *http.Request, reader view.Reader, query string, facets []index.Facet) []view.FacetGroup {
	var out []view.FacetGroup
	for _, f := range facetFields {
		at := slices.IndexFunc(facets, func(x index.Facet) bool { return x.Field == f.facet })
		if at < 0 || len(facets[at].Values) == 0 {
			continue
		}
		g := view.FacetGroup{Name: reader.FacetName(f.facet), Open: f.facet == "language" || f.facet == "country"}
		for _, v := range facets[at].Values[:min(len(facets[at].Values), facetsShown)] {
			narrowed, set := toggle(query, f.field, v.Value)
			c := view.Choice{Label: reader.FacetValue(f.facet, v.Value), Count: v.Count, Current: set}
			c.Href = address(r, "q", narrowed, "cursor", "")
			g.Open = g.Open || set
			g.Values = append(g.Values, c)
		}
		out = append(out, g)
	}
	return out
}

// conditionsOf are the conditions that stand in a query besides its words, each as a link that takes it out.
func conditionsOf(r *http.Request, reader view.Reader, query string) []view.Choice {
	var out []view.Choice
	words := topWords(query)
	if slices.Contains(words, "OR") {
		return nil // no condition holds for the whole
	}
	for i, word := range words {
		not := strings.TrimPrefix(word, "-")
		field, value, ok := strings.Cut(not, ":")
		label := reader.Condition(strings.ToLower(field), strings.Trim(value, `"`), not != word)
		if !ok || value == "" || label == "" || i > 0 && words[i-1] == "NOT" {
			continue
		}
		rest := strings.Join(slices.Delete(slices.Clone(words), i, i+1), " ")
		if rest == "" {
			rest = "*"
		}
		out = append(out, view.Choice{Label: label, Href: address(r, "q", rest, "cursor", "")})
	}
	return out
}

// toggle adds the condition field:value to a query, or takes it out where it stands there already.
func toggle(query, field, value string) (narrowed string, set bool) {
	token := field + ":" + value
	if strings.ContainsFunc(value, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`:*()"`, r) }) {
		token = field + `:"` + strings.ReplaceAll(value, `"`, "") + `"`
	}
	words := topWords(query)
	if at := slices.Index(words, token); at >= 0 {
		rest := strings.Join(slices.Delete(words, at, at+1), " ")
		if rest == "" {
			rest = "*"
		}
		return rest, true
	}
	if slices.Contains(words, "OR") {
		query = "(" + query + ")" // AND binds more strongly
	}
	return strings.TrimPrefix(query+" "+token, "* "), false
}

// topWords cuts a query at the spaces that stand outside of quotes and parentheses.
func topWords(query string) []string {
	var words []string
	start, depth := -1, 0
	quoted := false
	end := func(i int) {
		if start >= 0 {
			words = append(words, query[start:i])
		}
		start = -1
	}
	for i, r := range query {
		switch {
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == '(':
			depth++
		case r == ')':
			depth = max(0, depth-1)
		}
		if unicode.IsSpace(r) && !quoted && depth == 0 {
			end(i)
		} else if start < 0 {
			start = i
		}
	}
	end(len(query))
	return words
}
