package web

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parallax/index"
	"parallax/web/view"
)

// maxSuggestions is how many other queries are tried where one finds nothing.
const maxSuggestions = 8

// suggestions are queries like one that finds nothing, which do find something.
func (s *site) suggestions(ctx context.Context, query string) ([]view.Suggestion, error) {
	var out []view.Suggestion
	for _, other := range variants(query) {
		result, err := s.search.Search(ctx, index.Request{Query: other, Limit: 1, Sort: index.SortNewest})
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err == nil && result.Total > 0 { // a variant that is no query is nobody's fault
			out = append(out, view.Suggestion{Query: other, Total: result.Total})
		}
	}
	return out, nil
}

// variants are a query with one word or condition less, with its words joined by OR, and with a word cut short.
func variants(query string) []string {
	words := topWords(query)
	if slices.Contains(words, "OR") {
		return nil
	}
	var out []string
	add := func(words []string, by string) {
		if v := strings.Join(words, by); v != "" && v != query && !slices.Contains(out, v) && len(out) < maxSuggestions {
			out = append(out, v)
		}
	}
	if len(words) > 1 {
		for i := range words {
			add(slices.Delete(slices.Clone(words), i, i+1), " ")
		}
	}
	var plain []string
	for i, w := range words {
		if !isPlain(w) {
			continue
		}
		plain = append(plain, w)
		if n := utf8.RuneCountInString(w); n > 4 {
			shorter := slices.Clone(words)
			shorter[i] = string([]rune(w)[:n*2/3]) + "*"
			add(shorter, " ")
		}
	}
	if len(plain) > 1 {
		add(plain, " OR ")
	}
	return out
}

// isPlain reports whether a word of a query is only a word.
func isPlain(word string) bool {
	switch word {
	case "AND", "NOT":
		return false
	}
	return strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' && r != '’' }) < 0
}
