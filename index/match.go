package index

import (
	"context"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"parallax/index/analysis"
)

// maxExpansion is the largest number of words that a beginning may stand for in one field of a segment.
const maxExpansion = 20000

// A plan is a query made ready to be matched: its words as the languages of the index read them.
type plan struct {
	root      node
	analyzers []*analysis.Analyzer
	patterns  map[*textNode][]pattern
}

func (ix *Index) plan(q Query) *plan {
	p := &plan{root: q.root, analyzers: ix.present(), patterns: map[*textNode][]pattern{}}
	p.read(q.root)
	return p
}

// read reads the words of a node and of those below it.
func (p *plan) read(n node) {
	switch n := n.(type) {
	case *orNode:
		for _, k := range n.kids {
			p.read(k)
		}
	case *andNode:
		for _, k := range n.kids {
			p.read(k)
		}
	case *notNode:
		p.read(n.kid)
	case *textNode:
		p.patterns[n] = n.patterns(p.analyzers, n.fields()[0])
	}
}

// of are the different ways to read the words of a node.
func (p *plan) of(n *textNode) []pattern { return p.patterns[n] }

// A matcher finds the articles of a part that a query is about. All of it is done on bitmaps; the places of words are
// read where a phrase or a field asks for them, and of those articles alone that may still be found.
type matcher struct {
	ctx  context.Context
	plan *plan
	part *part
	kept map[*textNode]*roaring.Bitmap // what the nodes matched, for those who score
	had  map[*textNode]*roaring.Bitmap // see having
}

// A match is what a query finds in a part.
type match struct {
	*matcher
	found *roaring.Bitmap // without deleted articles; nobody may change it
}

// all matches all parts of a view, in their order, and says how many articles there are.
func (p *plan) all(ctx context.Context, v *view) (matches []match, total int, err error) {
	matches = make([]match, len(v.parts))
	err = inParallel(len(v.parts), func(i int) error {
		found, m, err := p.match(ctx, v.parts[i])
		matches[i] = match{m, found}
		return err
	})
	if err != nil {
		return nil, 0, err
	}
	return matches, foundIn(matches), nil
}

// foundIn is how many articles were found.
func foundIn(matches []match) int {
	total := 0
	for _, m := range matches {
		total += int(m.found.GetCardinality())
	}
	return total
}

// match returns the articles of a part that a query finds, without deleted ones. The bitmap must not be changed.
func (p *plan) match(ctx context.Context, on *part) (*roaring.Bitmap, *matcher, error) {
	m := &matcher{ctx: ctx, plan: p, part: on, kept: map[*textNode]*roaring.Bitmap{}, had: map[*textNode]*roaring.Bitmap{}}
	if p.root == nil {
		return on.live(on.all()), m, ctx.Err()
	}
	found, err := m.node(p.root, nil)
	if err != nil {
		return nil, nil, err
	}
	return on.live(found), m, ctx.Err()
}

// node returns the articles that a node matches. Those outside of within are nobody's concern, and may be among them or
// not; nil is no limit. Nobody may change a bitmap that a method of the matcher returns.
func (m *matcher) node(n node, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	if err := m.ctx.Err(); err != nil {
		return nil, err
	}
	switch n := n.(type) {
	case *orNode:
		list := make([]*roaring.Bitmap, 0, len(n.kids))
		for _, k := range n.kids {
			b, err := m.node(k, within)
			if err != nil {
				return nil, err
			}
			list = append(list, b)
		}
		return union(list), nil
	case *andNode:
		return m.and(n, within)
	case *notNode:
		b, err := m.node(n.kid, within)
		if err != nil {
			return nil, err
		}
		return roaring.AndNot(orAll(within, m.part), b), nil
	case *textNode:
		b, err := m.text(n, within)
		if err == nil {
			m.kept[n] = b
		}
		return b, err
	case *valueNode:
		return m.value(n.field, n.value)
	case *timeNode:
		return m.time(n)
	}
	return orAll(within, m.part), nil
}

func orAll(b *roaring.Bitmap, p *part) *roaring.Bitmap {
	if b == nil {
		return p.all()
	}
	return b
}

// union joins bitmaps without changing them.
func union(list []*roaring.Bitmap) *roaring.Bitmap {
	switch len(list) {
	case 0:
		return roaring.New()
	case 1:
		return list[0]
	}
	return roaring.FastOr(list...)
}

// and matches what is quick first, so that what is slow has few articles left to look at.
func (m *matcher) and(n *andNode, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	kids := slices.Clone(n.kids)
	slices.SortStableFunc(kids, func(a, b node) int { return m.effort(a) - m.effort(b) })
	for _, k := range kids {
		b, err := m.node(k, within)
		if err != nil {
			return nil, err
		}
		if within != nil {
			b = roaring.And(within, b)
		}
		if b.IsEmpty() {
			return b, nil
		}
		within = b
	}
	return orAll(within, m.part), nil
}

// effort orders nodes by the time that it takes to match them.
func (m *matcher) effort(n node) int {
	switch n := n.(type) {
	case *valueNode, *timeNode:
		return 0
	case *textNode:
		if n.prefix {
			return 3
		}
		for _, p := range m.plan.of(n) {
			if len(p.words) > 1 || len(p.words[0]) > 1 {
				return 4
			}
		}
		if _, limited := n.zone(); limited {
			return 2
		}
		return 1
	case *notNode:
		return 5
	}
	return 3
}

func (m *matcher) value(field, value string) (*roaring.Bitmap, error) {
	t, err := m.part.postings(field, value)
	if t.articles == nil {
		return roaring.New(), err
	}
	return t.articles, err
}

// time matches a stretch of time, whole days in UTC, by the years, months and days that make it up. Ten years are a
// handful of terms that way.
func (m *matcher) time(n *timeNode) (*roaring.Bitmap, error) {
	var list []*roaring.Bitmap
	for _, r := range calendar(n.from, n.until) {
		err := m.part.eachTerm(r.field, r.terms(), r.termsEnd(), func(_ string, articles *roaring.Bitmap) error {
			list = append(list, articles)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return union(list), nil
}

// fields are the parts of an article that the node's words are searched in.
func (n *textNode) fields() []string {
	switch n.field {
	case "":
		return bodyFields
	case "source":
		return []string{fieldOutlet}
	}
	return []string{n.field}
}

// zone is the zone of the body that a node's field limits it to.
func (n *textNode) zone() (zone int, limited bool) {
	if !isBodyField(n.field) {
		return 0, false
	}
	return zoneOf(n.field), true
}

// indexField is the field of the index that has the words and places of a node's field.
func (n *textNode) indexField() string {
	switch {
	case n.field == "" || isBodyField(n.field):
		return fieldBody
	case n.field == "source":
		return fieldOutlet
	}
	return n.field
}

// text matches a word, a beginning or a phrase, in each language.
func (m *matcher) text(n *textNode, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	var list []*roaring.Bitmap
	if n.field == "source" {
		b, err := m.value(fieldSource, strings.ToLower(n.words))
		if err != nil {
			return nil, err
		}
		list = append(list, b)
	}
	field := n.indexField()
	if n.prefix && field == fieldBody {
		return m.beginning(n, n.beginnings(m.plan.analyzers))
	}
	for _, p := range m.plan.of(n) {
		b, err := m.pattern(n, p, within)
		if err != nil {
			return nil, err
		}
		if b != nil {
			list = append(list, b)
		}
	}
	return union(list), nil
}

// having returns the articles that have all words of a node somewhere, in order or not.
func (m *matcher) having(n *textNode) (*roaring.Bitmap, error) {
	if b, ok := m.had[n]; ok {
		return b, nil
	}
	var list []*roaring.Bitmap
	for _, p := range m.plan.of(n) {
		if p.character() != "" && n.indexField() == fieldBody {
			b, err := m.pattern(n, p, nil)
			if err != nil {
				return nil, err
			}
			list = append(list, b)
			continue
		}
		words, err := m.words(n.indexField(), p)
		if err != nil {
			return nil, err
		}
		if all := slotsOf(words); len(all) > 0 {
			list = append(list, roaring.FastAnd(all...))
		}
	}
	m.had[n] = union(list)
	return m.had[n], nil
}

// beginning matches elect*.
func (m *matcher) beginning(n *textNode, starts []string) (*roaring.Bitmap, error) {
	all := roaring.New()
	for _, field := range n.fields() {
		terms := 0
		for _, start := range starts {
			err := m.part.eachTerm(field+wordsSuffix, []byte(start), behind(start), func(_ string, articles *roaring.Bitmap) error {
				if terms++; terms > maxExpansion {
					return wrong(n.pos, starWide, "word", n.words+"*", "most", maxExpansion)
				}
				all.Or(articles)
				return nil
			})
			if err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

// behind is the first term behind all that begin so, nil if there can be none.
func behind(start string) []byte {
	b := []byte(start)
	for i := len(b) - 1; i >= 0; i-- {
		if b[i]++; b[i] != 0 {
			return b[:i+1]
		}
	}
	return nil
}

// pattern matches one language's way to read the node's words; nil if there is nothing.
func (m *matcher) pattern(n *textNode, p pattern, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	field := n.indexField()
	if char := p.character(); char != "" && field == fieldBody {
		var list []*roaring.Bitmap
		for _, f := range n.fields() {
			b, err := m.value(f+wordsSuffix, char)
			if err != nil {
				return nil, err
			}
			list = append(list, b)
		}
		return union(list), nil
	}
	words, err := m.words(field, p)
	if err != nil || words == nil {
		return nil, err
	}
	near := nearFilter{words: words, slop: p.slop}
	zone, limited := n.zone()
	single := len(words) == 1 && len(words[0]) == 1
	switch {
	case single && limited:
		return m.standing(words[0][0], zone, within)
	case single:
		return words[0][0].articles, nil
	case limited:
		near.zone = &zone
	}
	return near.match(m.ctx, within)
}

// standing matches what stands in a zone, wherever there.
func (m *matcher) standing(slot slotPostings, zone int, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	found := roaring.New()
	for _, t := range slot.terms {
		wanted := t.articles
		if within != nil {
			wanted = roaring.And(within, wanted)
		}
		i := placesOf(t, false)
		looked := 0
		for article := range each(wanted) {
			if looked++; looked%checkEvery == 0 && m.ctx.Err() != nil {
				return nil, m.ctx.Err()
			}
			ok, err := i.seek(article)
			if err != nil {
				return nil, err
			}
			if ok && i.standing().in(zone) {
				found.Add(article)
			}
		}
	}
	return found, nil
}

// words looks up the words of a pattern; nil if one of them is nowhere.
func (m *matcher) words(field string, p pattern) ([][]slotPostings, error) {
	var words [][]slotPostings
	for _, word := range p.words {
		var slots []slotPostings
		for _, slot := range word {
			s, err := m.slot(field, slot)
			if err != nil || s.articles == nil {
				return nil, err
			}
			slots = append(slots, s)
		}
		words = append(words, slots)
	}
	return words, nil
}

// slot looks up the terms that fill a slot.
func (m *matcher) slot(field string, slot analysis.Slot) (slotPostings, error) {
	s := slotPostings{offset: slot.Offset, width: slot.Width}
	add := func(term string) error {
		t, err := m.part.postings(field, term)
		if err == nil && t.articles != nil {
			s.terms = append(s.terms, t)
		}
		return err
	}
	for _, terms := range [][]string{slot.Terms, slot.Loose} {
		for _, t := range terms {
			if err := add(t); err != nil {
				return s, err
			}
		}
	}
	if slot.Prefix != "" {
		var pairs []string
		err := m.part.eachTerm(field, []byte(slot.Prefix), behind(slot.Prefix), func(term string, _ *roaring.Bitmap) error {
			if len(pairs) < maxExpansion {
				pairs = append(pairs, strings.Clone(term))
			}
			return nil
		})
		if err != nil {
			return s, err
		}
		for _, t := range pairs {
			if err := add(t); err != nil {
				return s, err
			}
		}
	}
	var all []*roaring.Bitmap
	for _, t := range s.terms {
		all = append(all, t.articles)
	}
	if len(all) > 0 {
		s.articles = union(all)
	}
	return s, nil
}
