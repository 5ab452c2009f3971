package index

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/searcher"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"parallax/index/analysis"
)

// How much a word counts in each part of an article, relative to its text.
func boost(field string) float64 {
	switch field {
	case fieldTitle:
		return 3
	case fieldLead:
		return 1.5
	case fieldPost:
		return 0.7
	}
	return 1
}

// maxExpansion is the largest number of words that a beginning may stand for in one field.
const maxExpansion = 20000

// A compiled query makes bleve's searchers from the tree, at the time of the search, when it is known which
// terms the index holds. It implements bleve's query.Query.
type compiled struct {
	root      node
	analyzers []*analysis.Analyzer
}

// Searcher is what bleve calls to run the query.
func (c *compiled) Searcher(ctx context.Context, r bleveindex.IndexReader, _ mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	b := builder{ctx: ctx, reader: r, options: o, analyzers: c.analyzers, dicts: map[string]bleveindex.FieldDictContains{}}
	if c.root == nil {
		return b.all()
	}
	return b.node(c.root)
}

// A builder makes the searchers of one search.
type builder struct {
	ctx       context.Context
	reader    bleveindex.IndexReader
	options   search.SearcherOptions
	analyzers []*analysis.Analyzer
	dicts     map[string]bleveindex.FieldDictContains
}

func (b *builder) node(n node) (search.Searcher, error) {
	switch n := n.(type) {
	case *orNode:
		return b.each(n.kids, b.any)
	case *andNode:
		return b.and(n)
	case *notNode:
		return b.and(&andNode{[]node{n}})
	case *textNode:
		return b.text(n)
	case *valueNode:
		return b.unscored().term(n.field, n.value)
	case *timeNode:
		return b.unscored().time(n)
	}
	return b.all()
}

// unscored is for conditions that say nothing about how well an article answers the query.
func (b *builder) unscored() *builder {
	c := *b
	c.options.Score = "none"
	return &c
}

func (b *builder) all() (search.Searcher, error) {
	return searcher.NewMatchAllSearcher(b.ctx, b.reader, 1, b.options)
}

// each builds the searchers of nodes and joins them.
func (b *builder) each(nodes []node, join func([]search.Searcher) (search.Searcher, error)) (search.Searcher, error) {
	var list []search.Searcher
	for _, n := range nodes {
		s, err := b.node(n)
		if err != nil {
			closeAll(list)
			return nil, err
		}
		list = append(list, s)
	}
	return join(list)
}

// any joins searchers by OR. It owns them.
func (b *builder) any(list []search.Searcher) (search.Searcher, error) {
	switch len(list) {
	case 0:
		return searcher.NewMatchNoneSearcher(b.reader)
	case 1:
		return list[0], nil
	}
	s, err := searcher.NewDisjunctionSearcher(b.ctx, b.reader, list, 1, b.options)
	if err != nil {
		closeAll(list)
	}
	return s, err
}

// every joins searchers by AND. It owns them.
func (b *builder) every(list []search.Searcher) (search.Searcher, error) {
	if len(list) == 1 {
		return list[0], nil
	}
	s, err := searcher.NewConjunctionSearcher(b.ctx, b.reader, list, b.options)
	if err != nil {
		closeAll(list)
	}
	return s, err
}

func (b *builder) and(n *andNode) (search.Searcher, error) {
	var wanted, unwanted []node
	for _, k := range n.kids {
		if not, ok := k.(*notNode); ok {
			unwanted = append(unwanted, not.kid)
		} else {
			wanted = append(wanted, k)
		}
	}
	if len(unwanted) == 0 {
		return b.each(wanted, b.every)
	}
	if len(wanted) == 0 {
		wanted = []node{&allNode{}}
	}
	must, err := b.each(wanted, b.every)
	if err != nil {
		return nil, err
	}
	quiet := b.unscored()
	mustNot, err := quiet.each(unwanted, quiet.any)
	if err != nil {
		must.Close()
		return nil, err
	}
	s, err := searcher.NewBooleanSearcher(b.ctx, b.reader, must, nil, mustNot, b.options)
	if err != nil {
		closeAll([]search.Searcher{must, mustNot})
	}
	return s, err
}

func closeAll(list []search.Searcher) {
	for _, s := range list {
		s.Close()
	}
}

func (b *builder) term(field, term string) (search.Searcher, error) {
	return searcher.NewTermSearcher(b.ctx, b.reader, term, field, boost(field), b.options)
}

// text builds the searcher of a word, a beginning or a phrase: in each field, in each language.
func (b *builder) text(n *textNode) (search.Searcher, error) {
	var list []search.Searcher
	for _, field := range n.fields() {
		more, err := b.textInField(n, field)
		if err != nil {
			closeAll(list)
			return nil, err
		}
		list = append(list, more...)
	}
	if n.field == "source" {
		s, err := b.unscored().term(fieldSource, strings.ToLower(n.words))
		if err != nil {
			closeAll(list)
			return nil, err
		}
		list = append(list, s)
	}
	return b.any(list)
}

// fields are the index fields that the node's words are searched in.
func (n *textNode) fields() []string {
	switch n.field {
	case "":
		return bodyFields
	case "source":
		return []string{fieldOutlet}
	}
	return []string{n.field}
}

func (b *builder) textInField(n *textNode, field string) ([]search.Searcher, error) {
	if n.prefix && isBodyField(field) {
		s, err := b.beginning(n, field)
		if s == nil || err != nil {
			return nil, err
		}
		return []search.Searcher{s}, nil
	}
	var list []search.Searcher
	for _, p := range n.patterns(b.analyzers, field) {
		s, err := b.pattern(p, field)
		if err != nil {
			closeAll(list)
			return nil, err
		}
		if s != nil {
			list = append(list, s)
		}
	}
	return list, nil
}

// beginning builds the searcher of elect*, nil if no word begins so.
func (b *builder) beginning(n *textNode, field string) (search.Searcher, error) {
	var terms []string
	for _, start := range n.beginnings(b.analyzers) {
		found, err := b.expand(field+wordsSuffix, start, maxExpansion+1-len(terms))
		if err != nil {
			return nil, err
		}
		terms = append(terms, found...)
	}
	if len(terms) > maxExpansion {
		return nil, &SyntaxError{n.pos, fmt.Sprintf("%s* stands for more than %d words; write more letters before the star", n.words, maxExpansion)}
	}
	if len(terms) == 0 {
		return nil, nil
	}
	slices.Sort(terms)
	quiet := b.unscored()
	return searcher.NewMultiTermSearcher(b.ctx, b.reader, slices.Compact(terms), field+wordsSuffix, 1, quiet.options, false)
}

// expand lists the terms of a field that begin so, at most limit.
func (b *builder) expand(field, start string, limit int) ([]string, error) {
	dict, err := b.reader.FieldDictPrefix(field, []byte(start))
	if err != nil {
		return nil, err
	}
	defer dict.Close()
	var terms []string
	for len(terms) < limit {
		entry, err := dict.Next()
		if err != nil {
			return nil, err
		}
		if entry == nil {
			break
		}
		terms = append(terms, entry.Term)
	}
	return terms, nil
}

// has reports whether any article has the term in the field. Asking first keeps the searchers few: most words
// exist in few of the languages that they are analysed by.
func (b *builder) has(field, term string) (bool, error) {
	dict, ok := b.dicts[field]
	if !ok {
		r, can := b.reader.(bleveindex.IndexReaderContains)
		if !can {
			return true, nil
		}
		var err error
		if dict, err = r.FieldDictContains(field); err != nil {
			return false, err
		}
		b.dicts[field] = dict
	}
	if dict == nil {
		return true, nil
	}
	return dict.Contains([]byte(term))
}

// pattern builds the searcher of one language's way to read the node's words, nil if nothing can match.
func (b *builder) pattern(p pattern, field string) (search.Searcher, error) {
	if char := p.character(); char != "" && isBodyField(field) {
		return b.unscored().term(field+wordsSuffix, char)
	}
	resolved := make([][]slotTerms, len(p.words))
	for i, word := range p.words {
		for _, slot := range word {
			s, err := b.slotTerms(field, slot)
			if err != nil {
				return nil, err
			}
			if len(s.terms) == 0 {
				return nil, nil
			}
			resolved[i] = append(resolved[i], s)
		}
	}
	if len(resolved) == 1 && len(resolved[0]) == 1 {
		return b.oneOf(field, resolved[0][0])
	}
	return b.near(field, resolved, p.slop)
}

// near builds the searcher of several slots that have to stand beside or near each other.
func (b *builder) near(field string, words [][]slotTerms, slop int) (search.Searcher, error) {
	located := *b
	located.options.IncludeTermVectors = true
	var list []search.Searcher
	for _, word := range words {
		for _, slot := range word {
			s, err := located.oneOf(field, slot)
			if err != nil {
				closeAll(list)
				return nil, err
			}
			list = append(list, s)
		}
	}
	all, err := located.every(list)
	if err != nil {
		return nil, err
	}
	f := newNearFilter(words, slop)
	return searcher.NewFilteringSearcher(b.ctx, all, f.accept), nil
}

// slotTerms are the terms of the index that fill a slot, and where it stands in its word.
type slotTerms struct {
	terms         []string
	exact         int // how many of the terms, from the first on, fill it as it was typed
	offset, width int
}

func (b *builder) slotTerms(field string, slot analysis.Slot) (slotTerms, error) {
	s := slotTerms{offset: slot.Offset, width: slot.Width}
	exact, err := b.present(field, slot.Terms)
	if err != nil {
		return s, err
	}
	if slot.Prefix != "" {
		pairs, err := b.expand(field, slot.Prefix, maxExpansion)
		if err != nil {
			return s, err
		}
		exact = append(exact, pairs...)
	}
	loose, err := b.present(field, slot.Loose)
	s.terms, s.exact = append(exact, loose...), len(exact)
	return s, err
}

// present are those of the terms that some article has in the field.
func (b *builder) present(field string, terms []string) ([]string, error) {
	var list []string
	for _, t := range terms {
		ok, err := b.has(field, t)
		if err != nil {
			return nil, err
		}
		if ok {
			list = append(list, t)
		}
	}
	return list, nil
}

// looseBoost is how much a word counts that has marks which the searcher left out, relative to the word as typed.
const looseBoost = 0.2

func (b *builder) oneOf(field string, slot slotTerms) (search.Searcher, error) {
	var list []search.Searcher
	for i, t := range slot.terms {
		weight := boost(field)
		if i >= slot.exact {
			weight *= looseBoost
		}
		s, err := searcher.NewTermSearcher(b.ctx, b.reader, t, field, weight, b.options)
		if err != nil {
			closeAll(list)
			return nil, err
		}
		list = append(list, s)
	}
	return b.any(list)
}
