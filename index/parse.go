package index

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"parallax/index/analysis"
)

// What a query may hold. The limits keep any query answerable in reasonable time; no one meets them by hand.
const (
	maxQueryLength = 2000 // characters
	maxQueryTerms  = 64   // words and conditions
	maxQueryDepth  = 16   // parentheses inside parentheses
	minPrefix      = 2    // letters before a star
)

// Parse reads a query. An empty query finds everything. The error is always a *SyntaxError.
func Parse(query string) (Query, error) {
	query = norm.NFC.String(strings.ToValidUTF8(query, "\uFFFD"))
	chars := []rune(query)
	if len(chars) > maxQueryLength {
		return Query{}, wrong(maxQueryLength, tooLong, "n", len(chars), "most", maxQueryLength)
	}
	tokens, err := lex(chars)
	if err != nil {
		return Query{}, err
	}
	p := parser{tokens: tokens}
	root, err := p.or("")
	if err != nil {
		return Query{}, err
	}
	if t := p.peek(); t.kind != tokenEnd {
		return Query{}, wrong(t.pos, strayClose)
	}
	if root == nil && strings.TrimFunc(query, unicode.IsSpace) != "" {
		return Query{}, wrong(0, noWord)
	}
	return Query{root}, nil
}

// A parser is a recursive-descent parser. Each method returns nil where it finds nothing to search for, as in
// a group of punctuation only.
type parser struct {
	tokens []token
	i      int
	depth  int
	terms  int
}

func (p *parser) peek() token { return p.tokens[p.i] }

func (p *parser) next() token {
	t := p.tokens[p.i]
	if t.kind != tokenEnd {
		p.i++
	}
	return t
}

// or = and { "OR" and }
func (p *parser) or(field string) (node, error) {
	var kids []node
	for {
		kid, err := p.and(field)
		if err != nil {
			return nil, err
		}
		if kid != nil {
			kids = append(kids, kid)
		}
		if p.peek().kind != tokenOr {
			break
		}
		operator := p.next()
		if kid == nil {
			return nil, wrong(operator.pos, orBefore)
		}
		if k := p.peek().kind; k == tokenEnd || k == tokenClose || k == tokenOr {
			return nil, wrong(operator.pos, orBehind)
		}
	}
	if len(kids) > 1 {
		return &orNode{flattenOr(kids)}, nil
	}
	return only(kids), nil
}

// and = unary { ["AND"] unary }
func (p *parser) and(field string) (node, error) {
	var kids []node
	for {
		switch t := p.peek(); t.kind {
		case tokenEnd, tokenClose, tokenOr:
			if len(kids) > 1 {
				return &andNode{flattenAnd(kids)}, nil
			}
			return only(kids), nil
		case tokenAnd:
			p.next()
			if k := p.peek().kind; len(kids) == 0 || k == tokenEnd || k == tokenClose || k == tokenOr || k == tokenAnd {
				return nil, wrong(t.pos, andSides)
			}
		}
		kid, err := p.unary(field)
		if err != nil {
			return nil, err
		}
		if kid != nil {
			kids = append(kids, kid)
		}
	}
}

// unary = ["-" | "NOT"] primary
func (p *parser) unary(field string) (node, error) {
	t := p.peek()
	if t.kind != tokenNot {
		return p.primary(field)
	}
	p.next()
	if err := p.enter(t); err != nil {
		return nil, err
	}
	defer p.leave()
	switch p.peek().kind {
	case tokenEnd, tokenClose, tokenOr, tokenAnd:
		return nil, wrong(t.pos, notWord)
	}
	kid, err := p.unary(field)
	if err != nil || kid == nil {
		return nil, err
	}
	if inner, ok := kid.(*notNode); ok {
		return inner.kid, nil
	}
	return &notNode{kid}, nil
}

func (p *parser) enter(t token) error {
	p.depth++
	if p.depth > maxQueryDepth {
		return wrong(t.pos, tooDeep, "most", maxQueryDepth)
	}
	return nil
}

func (p *parser) leave() { p.depth-- }

// primary = [field ":"] ( "(" or ")" | phrase | word )
func (p *parser) primary(field string) (node, error) {
	t := p.next()
	if t.kind == tokenField {
		if field != "" {
			return nil, wrong(t.pos, fieldInside, "inner", t.text, "outer", field)
		}
		switch k := p.peek().kind; k {
		case tokenOpen, tokenPhrase, tokenWord:
			return p.primary(t.text)
		}
		return nil, wrong(t.pos, noValue, "field", t.text, "example", example(t.text))
	}
	if t.kind == tokenOpen {
		if err := p.enter(t); err != nil {
			return nil, err
		}
		defer p.leave()
		kid, err := p.or(field)
		if err != nil {
			return nil, err
		}
		if p.next().kind != tokenClose {
			return nil, wrong(t.pos, openParenthesis)
		}
		return kid, nil
	}
	p.terms++
	if p.terms > maxQueryTerms {
		return nil, wrong(t.pos, tooManyWords, "most", maxQueryTerms)
	}
	return p.term(field, t)
}

// term makes a node of a word or phrase.
func (p *parser) term(field string, t token) (node, error) {
	if isValueField(field) {
		return condition(field, t)
	}
	n := &textNode{field: field, words: t.text, phrase: t.kind == tokenPhrase, slop: t.slop, pos: t.pos}
	if t.kind == tokenWord && strings.HasSuffix(t.text, "*") {
		n.words, n.prefix = strings.TrimRight(t.text, "*"), true
	}
	if n.prefix && n.words == "" && field == "" {
		return &allNode{}, nil
	}
	if strings.Contains(n.words, "*") && !n.phrase {
		return nil, wrong(t.pos, starInside)
	}
	slots := analysis.For("").Words(n.words)
	if len(slots) == 0 {
		if n.prefix {
			return nil, wrong(t.pos, starAlone)
		}
		return nil, nil
	}
	if n.prefix {
		n.prefix = slots[0].Prefix == "" && len(slots) == 1 // unspaced text is searched inside words anyway
		if start := analysis.For("").Beginning(n.words); n.prefix && isPair(slots[0]) {
			n.prefix = false
		} else if len([]rune(start)) < minPrefix && n.prefix {
			return nil, wrong(t.pos, starShort, "word", n.words+"*", "least", minPrefix)
		}
	}
	return n, nil
}

// isPair reports whether the slot is one of unspaced text.
func isPair(s analysis.Slot) bool {
	return !strings.Contains(s.Terms[0], ":") && strings.IndexFunc(s.Terms[0], func(r rune) bool {
		return r < 0x0E00 || unicode.IsDigit(r)
	}) < 0
}

func only(kids []node) node {
	if len(kids) == 0 {
		return nil
	}
	return kids[0]
}

func flattenOr(kids []node) []node {
	var flat []node
	for _, k := range kids {
		if inner, ok := k.(*orNode); ok {
			flat = append(flat, inner.kids...)
		} else {
			flat = append(flat, k)
		}
	}
	return flat
}

func flattenAnd(kids []node) []node {
	var flat []node
	for _, k := range kids {
		if inner, ok := k.(*andNode); ok {
			flat = append(flat, inner.kids...)
		} else {
			flat = append(flat, k)
		}
	}
	return flat
}

// parseSlop reads the number behind "…"~.
func parseSlop(digits string, pos int) (int, error) {
	n, err := strconv.Atoi(digits)
	if err != nil || n > analysis.MaxDistance {
		return 0, wrong(pos, badDistance, "most", analysis.MaxDistance)
	}
	return n, nil
}
