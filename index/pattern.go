package index

import (
	"fmt"
	"slices"
	"strings"

	"parallax/index/analysis"
)

// A pattern is one way to find the words of a textNode: how one or more languages cut and stem them.
type pattern struct {
	words [][]analysis.Slot // the words, each a sequence of slots
	slop  int
}

// character is the single character of unspaced text that the pattern stands for, or "".
func (p *pattern) character() string {
	if len(p.words) == 1 && len(p.words[0]) == 1 {
		return p.words[0][0].Prefix
	}
	return ""
}

// patterns analyses the node's words by all analyzers that the field's texts may have been analysed by, and
// returns the different results.
func (n *textNode) patterns(present []*analysis.Analyzer, field string) []pattern {
	if !isBodyField(field) {
		present = []*analysis.Analyzer{analysis.For("")}
	}
	var list []pattern
	seen := map[string]bool{}
	add := func(p pattern) {
		if key := fmt.Sprint(p); len(p.words) > 0 && !seen[key] {
			seen[key] = true
			list = append(list, p)
		}
	}
	joined := analysis.Joined(n.words)
	for _, a := range present {
		add(n.pattern(a))
		if joined != "" && n.slop == 0 {
			add(pattern{words: [][]analysis.Slot{a.Words(joined)}})
		}
	}
	return list
}

// pattern analyses the node's words by one analyzer. Without a distance all of them are one sequence; with one,
// each word as written is a sequence of its own, and they may come in any order.
func (n *textNode) pattern(a *analysis.Analyzer) pattern {
	if n.slop == 0 {
		slots := a.Words(n.words)
		if len(slots) == 0 {
			return pattern{}
		}
		if len(slots) == 1 && n.indexField() == fieldBody {
			slots[0].Alone = true
		}
		return pattern{words: [][]analysis.Slot{slots}}
	}
	p := pattern{slop: n.slop}
	for _, word := range strings.Fields(n.words) {
		if slots := a.Words(word); len(slots) > 0 {
			p.words = append(p.words, slots)
		}
	}
	return p
}

// beginnings are what words have to begin with to be found by a node with a star, in any of the languages.
func (n *textNode) beginnings(present []*analysis.Analyzer) []string {
	var list []string
	for _, a := range present {
		if s := a.Beginning(n.words); s != "" && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}
