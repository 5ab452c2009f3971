package index

import (
	"slices"
	"strings"
	"sync"

	"parallax/index/analysis"
	"parallax/news"
)

// A marker finds what a query means inside a text. It analyses the text again, just as it was indexed, and
// looks for the query's words among the tokens; so what is marked is what was found. It serves one search, and may be used
// for several texts at once.
type marker struct {
	nodes []*textNode // what the query asks for; what it excludes is not marked
	memo  *analysis.Memo

	mu       sync.Mutex
	prepared map[preparedKey]prepared
}

type preparedKey struct {
	node     *textNode
	analyzer string
}

// prepared is a node as one analyzer reads it.
type prepared struct {
	pattern    pattern
	beginnings []string
}

func newMarker(q Query, memo *analysis.Memo) *marker {
	m := &marker{prepared: map[preparedKey]prepared{}, memo: memo}
	m.collect(q.root)
	return m
}

func (m *marker) collect(n node) {
	switch n := n.(type) {
	case *orNode:
		for _, k := range n.kids {
			m.collect(k)
		}
	case *andNode:
		for _, k := range n.kids {
			m.collect(k)
		}
	case *textNode:
		m.nodes = append(m.nodes, n)
	}
}

// A region is a part of a text, in bytes, that matches.
type region struct{ start, end, node int }

// find returns the matching regions of a text that stands in a field of an article, from left to right and
// without overlaps.
func (m *marker) find(field string, p passage) []region {
	return m.regions(field, p, m.tokens(field, p))
}

// tokens analyses a text; nil if the query doesn't look into its field.
func (m *marker) tokens(field string, p passage) []analysis.Token {
	if p.text == "" || !m.wants(field) {
		return nil
	}
	return m.analyzer(field, p).Text(clip(p.text, maxText), m.memo)
}

func (m *marker) analyzer(field string, p passage) *analysis.Analyzer {
	if isBodyField(field) {
		return analysis.For(p.language)
	}
	return analysis.For(news.Undetermined)
}

// regions finds the query in the tokens of a text.
func (m *marker) regions(field string, p passage, tokens []analysis.Token) []region {
	var regions []region
	a := m.analyzer(field, p)
	for i, n := range m.nodes {
		if slices.Contains(n.fields(), field) {
			regions = append(regions, m.findNode(n, i, a, tokens)...)
		}
	}
	return merge(regions)
}

func (m *marker) wants(field string) bool { return m.nodesIn(field) > 0 }

// nodesIn is how many nodes look into a field.
func (m *marker) nodesIn(field string) int {
	nodes := 0
	for _, n := range m.nodes {
		if slices.Contains(n.fields(), field) {
			nodes++
		}
	}
	return nodes
}

func (m *marker) prepare(n *textNode, a *analysis.Analyzer) prepared {
	key := preparedKey{n, a.Name()}
	m.mu.Lock()
	defer m.mu.Unlock()
	p, ok := m.prepared[key]
	if !ok {
		p = prepared{pattern: n.pattern(a), beginnings: n.beginnings([]*analysis.Analyzer{a})}
		m.prepared[key] = p
	}
	return p
}

func (m *marker) findNode(n *textNode, i int, a *analysis.Analyzer, tokens []analysis.Token) []region {
	p := m.prepare(n, a)
	if n.prefix {
		return findBeginnings(p.beginnings, i, tokens)
	}
	var regions []region
	lists := make([][]unit, len(p.pattern.words))
	for w, slots := range p.pattern.words {
		lists[w] = findWord(slots, tokens)
	}
	if len(lists) == 1 {
		for _, u := range lists[0] {
			regions = append(regions, region{tokens[u.pos].Start, tokens[u.pos+u.length-1].End, i})
		}
		return regions
	}
	return findNear(lists, p.pattern.slop, i, tokens)
}

// findWord finds where tokens fill the slots of a word. The units count in tokens, not in positions.
func findWord(slots []analysis.Slot, tokens []analysis.Token) []unit {
	var found []unit
	for first := range tokens {
		end := first
		ok := true
		for s := range slots {
			j := first + slots[s].Offset - slots[0].Offset
			if j >= len(tokens) || tokens[j].Pos-tokens[first].Pos != j-first || !tokens[j].Fits(&slots[s]) {
				ok = false
				break
			}
			end = min(j+slots[s].Width-1, len(tokens)-1)
		}
		if ok {
			found = append(found, unit{first, end - first + 1})
		}
	}
	return found
}

// findNear finds where words stand near each other, and marks each of them.
func findNear(lists [][]unit, slop, node int, tokens []analysis.Token) []region {
	if len(lists) == 0 {
		return nil
	}
	placed := make([][]unit, len(lists)) // the same, counted in positions, with the token they begin at
	tokenAt := map[int]int{}
	for w, list := range lists {
		for _, u := range list {
			pos := tokens[u.pos].Pos
			tokenAt[pos] = u.pos
			placed[w] = append(placed[w], unit{pos, u.length})
		}
	}
	var regions []region
	nearest(placed, slop, func(chosen []unit) bool {
		for _, u := range chosen {
			t := tokenAt[u.pos]
			regions = append(regions, region{tokens[t].Start, tokens[t+u.length-1].End, node})
		}
		return true
	})
	return regions
}

func findBeginnings(beginnings []string, node int, tokens []analysis.Token) []region {
	var regions []region
	for i := range tokens {
		for _, b := range beginnings {
			if strings.HasPrefix(tokens[i].Surface, b) || strings.HasPrefix(tokens[i].Bare, b) {
				regions = append(regions, region{tokens[i].Start, tokens[i].End, node})
				break
			}
		}
	}
	return regions
}

// merge sorts regions and joins those that overlap.
func merge(regions []region) []region {
	slices.SortFunc(regions, func(a, b region) int {
		if a.start != b.start {
			return a.start - b.start
		}
		return b.end - a.end
	})
	var out []region
	for _, r := range regions {
		if n := len(out); n > 0 && r.start < out[n-1].end {
			out[n-1].end = max(out[n-1].end, r.end)
			continue
		}
		out = append(out, r)
	}
	return out
}

// spans cuts text[from:until] into what matches and what doesn't.
func spans(text string, regions []region, from, until int) []Span {
	var list []Span
	at := from
	add := func(end int, match bool) {
		if end > at {
			list = append(list, Span{text[at:end], match})
			at = end
		}
	}
	for _, r := range regions {
		if r.end <= from || r.start >= until {
			continue
		}
		add(max(r.start, from), false)
		add(min(r.end, until), true)
	}
	add(until, false)
	return list
}
