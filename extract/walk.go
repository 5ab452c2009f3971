package extract

import (
	"strings"
	"sync"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	maxBlocks  = 20_000  // blocks kept of a page; the longest live blogs have a few thousand
	maxBoxes   = 200_000 // block-level elements kept of a page
	maxNoted   = 2_000   // elements of each kind kept that carry metadata
	maxScripts = 64      // scripts kept for what they carry as data

	usualBoxes, usualBlocks = 512, 256 // what there is room for at first
)

// A survey is what one walk over a document leaves for the later steps.
type survey struct {
	doc    *goquery.Document
	boxes  []box   // block-level elements, parents before their children; boxes[0] is the document
	blocks []block // in reading order

	// Elements that carry metadata, in document order.
	metas, links, times, props, headings, bylines []*html.Node

	timesIn []int // the box that each of times stands in

	title    string
	language string   // lang attribute of the root
	data     []string // contents of JSON-LD scripts
	escaped  []string // scripts and noscripts that hold the markup of an embedded post
}

// A box is a block-level element.
type box struct {
	node        *html.Node
	parent      int
	first, last int   // its blocks are blocks[first:last]
	marks       marks // what its tag, class, id and role say
	class       string
}

// The kinds of blocks.
type kind uint8

const (
	kindLoose kind = iota // text that stands directly in a div, section, body, …
	kindParagraph
	kindHeading
	kindItem
	kindQuote
	kindCell
	kindCaption
	kindPost
	kindClock // the time over an entry of a live blog; never among the blocks of a survey
)

// A block is a run of text that no block-level element interrupts, or an embedded post.
type block struct {
	kind   kind
	level  uint8 // of a heading, 1 to 6
	broken bool  // split from its neighbour by <br><br> inside one element
	box    int
	list   int // box of the innermost list that it is an item of, 0 for none
	text   string
	words  int
	linked int      // words inside of links
	styled int      // words in bold or slanted type
	hrefs  []string // as written
	embed  *embed
}

// walker is the state of the walk.
type walker struct {
	*survey
	text    []byte // the current run; '\v' stands for <br>
	space   bool   // white space is due before the next character
	linked  int
	hrefs   []string
	inLink  int
	styled  int
	inStyle int
	marked  map[string]marks // what each class attribute says, for classes repeat
}

func walk(doc *goquery.Document) *survey {
	w := &walker{survey: surveys.Get().(*survey), marked: map[string]marks{}}
	w.doc = doc
	root := doc.Get(0)
	w.boxes = append(w.boxes, box{node: root})
	for c := root.FirstChild; c != nil; c = c.NextSibling {
		w.visit(c, 0)
	}
	w.flush(0)
	w.boxes[0].last = len(w.blocks)
	w.liftFlat()
	return w.survey
}

var surveys = sync.Pool{New: func() any {
	return &survey{boxes: make([]box, 0, usualBoxes), blocks: make([]block, 0, usualBlocks)}
}}

// release leaves the room of a survey that is done with, and of its blocks, to another one.
func (s *survey) release() {
	if cap(s.boxes) > 16*usualBoxes || cap(s.blocks) > 16*usualBlocks {
		return // of few pages there is as much
	}
	clear(s.boxes)
	clear(s.blocks)
	*s = survey{boxes: s.boxes[:0], blocks: s.blocks[:0]}
	surveys.Put(s)
}

// visit takes up node n, which stands in boxes[in]. Its depth of recursion is bounded by parse.
func (w *walker) visit(n *html.Node, in int) {
	switch n.Type {
	case html.TextNode:
		w.write(n.Data)
		return
	case html.ElementNode:
	default:
		return
	}
	if w.collect(n, in) || len(w.blocks) >= maxBlocks {
		return
	}
	if posts, whole := embedsAt(n); len(posts) > 0 {
		w.flush(in)
		for i := range posts {
			w.blocks = append(w.blocks, block{kind: kindPost, box: in, embed: &posts[i]})
		}
		if whole {
			return
		}
	}
	switch {
	case n.DataAtom == atom.Br:
		w.text = append(w.text, '\v')
		w.space = false
	case n.DataAtom == atom.A:
		w.inLink++
		if href := attr(n, "href"); href != "" && len(w.hrefs) < 200 {
			w.hrefs = append(w.hrefs, href)
		}
		w.children(n, in)
		w.inLink--
	case n.DataAtom == atom.B || n.DataAtom == atom.Strong || n.DataAtom == atom.I || n.DataAtom == atom.Em:
		w.inStyle++
		w.children(n, in)
		w.inStyle--
	case isBlock(n) && len(w.boxes) < maxBoxes:
		w.flush(in)
		w.enter(n, in)
	default:
		w.children(n, in)
	}
}

func (w *walker) children(n *html.Node, in int) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.visit(c, in)
	}
}

func (w *walker) enter(n *html.Node, parent int) {
	i := len(w.boxes)
	class := attr(n, "class")
	w.boxes = append(w.boxes, box{node: n, parent: parent, first: len(w.blocks), class: class, marks: w.marksOf(n, class)})
	w.children(n, i)
	w.flush(i)
	w.boxes[i].last = len(w.blocks)
}

// collect keeps the elements that carry metadata and reports whether n, which stands in boxes[in], has no text to be read.
func (w *walker) collect(n *html.Node, in int) bool {
	switch n.DataAtom {
	case atom.Html:
		w.language = attr(n, "lang")
		if w.language == "" {
			w.language = attr(n, "xml:lang")
		}
	case atom.Title:
		if w.title == "" && n.FirstChild != nil {
			w.title = tidy(n.FirstChild.Data)
		}
		return true
	case atom.Meta:
		w.metas = note(w.metas, n)
	case atom.Link:
		w.links = note(w.links, n)
	case atom.Time:
		if w.times = note(w.times, n); len(w.timesIn) < len(w.times) {
			w.timesIn = append(w.timesIn, in)
		}
	case atom.H1:
		w.headings = note(w.headings, n)
	case atom.Script:
		w.script(n)
		return len(telegram(n)) == 0
	case atom.Noscript:
		w.keepEscaped(n)
		return true
	case atom.Style, atom.Template, atom.Svg, atom.Math, atom.Select, atom.Textarea, atom.Button, atom.Input, atom.Object,
		atom.Canvas, atom.Audio, atom.Video, atom.Map, atom.Datalist, atom.Progress, atom.Meter, atom.Nobr:
		return n.DataAtom != atom.Nobr
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "itemprop":
			w.props = note(w.props, n)
		case "rel":
			if strings.Contains(a.Val, "author") {
				w.bylines = append(w.bylines, n)
			}
		case "class":
			if len(w.bylines) < 50 && isByline(a.Val) {
				w.bylines = append(w.bylines, n)
			}
		}
	}
	return false
}

// note appends n to nodes unless there are too many.
func note(nodes []*html.Node, n *html.Node) []*html.Node {
	if len(nodes) >= maxNoted {
		return nodes
	}
	return append(nodes, n)
}

func (w *walker) script(n *html.Node) {
	if n.FirstChild == nil {
		return
	}
	if strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") {
		if len(w.data) < maxScripts {
			w.data = append(w.data, n.FirstChild.Data)
		}
		return
	}
	w.keepEscaped(n)
}

func (w *walker) keepEscaped(n *html.Node) {
	if c := n.FirstChild; c != nil && len(w.escaped) < maxScripts && strings.Contains(c.Data, "twitter-tweet") {
		w.escaped = append(w.escaped, c.Data)
	}
}

// write adds text to the current run, its white space collapsed.
func (w *walker) write(s string) {
	for s != "" {
		i := 0
		for i < len(s) && isSpaceByte(s[i]) {
			i++
		}
		if i > 0 {
			w.space = len(w.text) > 0
			s = s[i:]
			continue
		}
		i = spaced(s)
		if w.space {
			w.text = append(w.text, ' ')
			w.space = false
		}
		w.text = append(w.text, s[:i]...)
		if w.inLink > 0 {
			for word := range strings.SplitSeq(s[:i], " ") {
				w.linked += words(word)
			}
		}
		if w.inStyle > 0 {
			w.styled += words(s[:i])
		}
		s = s[i:]
	}
}

// spaced is how far the text at the start of s goes without white space other than single spaces.
func spaced(s string) int {
	for i := 1; i < len(s); i++ {
		if isSpaceByte(s[i]) && (s[i] != ' ' || i+1 == len(s) || isSpaceByte(s[i+1])) {
			return i
		}
	}
	return len(s)
}

func isSpaceByte(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

// flush ends the current run and files it as blocks of boxes[in]: one, or several where the run is parted by
// double line breaks.
func (w *walker) flush(in int) {
	run, linked, styled, hrefs := string(w.text), w.linked, w.styled, w.hrefs
	w.text = w.text[:0]
	w.space, w.linked, w.styled, w.hrefs = false, 0, 0, nil
	if strings.Trim(run, " \v\u00a0") == "" {
		return
	}
	parts := splitBreaks(run)
	total := words(run)
	kind, level := w.kindOf(in)
	list := 0
	if kind == kindItem {
		list = w.listOf(in)
	}
	for i, part := range parts {
		text := tidy(part)
		if text == "" || len(w.blocks) >= maxBlocks {
			continue
		}
		b := block{kind: kind, level: level, broken: len(parts) > 1, box: in, list: list, text: text, words: total}
		if text != run {
			b.words = words(text)
		}
		if total > 0 {
			b.linked = min(b.words, linked*b.words/total)
			b.styled = min(b.words, styled*b.words/total)
		}
		if i == 0 {
			b.hrefs = hrefs
		}
		if strings.HasPrefix(text, "http") {
			if e, ok := bareAddress(text); ok {
				b = block{kind: kindPost, box: in, embed: &e}
			}
		}
		w.blocks = append(w.blocks, b)
	}
}

// splitBreaks parts a run at two or more line breaks in a row and turns single ones into spaces.
func splitBreaks(run string) []string {
	if strings.IndexByte(run, '\v') < 0 {
		return []string{run}
	}
	var parts []string
	var part strings.Builder
	breaks := 0
	for _, r := range run {
		if r == '\v' {
			breaks++
			continue
		}
		if breaks > 0 && (r == ' ' || r == '\u00a0') {
			continue
		}
		switch {
		case breaks >= 2:
			parts = append(parts, part.String())
			part.Reset()
		case breaks == 1:
			part.WriteByte(' ')
		}
		breaks = 0
		part.WriteRune(r)
	}
	return append(parts, part.String())
}

// kindOf is the kind of text that stands directly in boxes[in].
func (w *walker) kindOf(in int) (kind, uint8) {
	found := kindLoose
	for i, up := in, 0; i > 0 && up < 4; i, up = w.boxes[i].parent, up+1 {
		switch n := w.boxes[i].node; n.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			return kindHeading, n.Data[1] - '0'
		case atom.Li, atom.Dt, atom.Dd:
			return kindItem, 0
		case atom.Blockquote:
			return kindQuote, 0
		case atom.Figcaption, atom.Caption:
			return kindCaption, 0
		case atom.Td, atom.Th:
			if found == kindLoose {
				return kindCell, 0
			}
			return found, 0
		case atom.P, atom.Pre:
			found = kindParagraph
		case atom.Article, atom.Section, atom.Body, atom.Main:
			return found, 0
		}
	}
	return found, 0
}

// listOf is the innermost list around boxes[in], 0 for none.
func (w *walker) listOf(in int) int {
	for i := in; i > 0; i = w.boxes[i].parent {
		if w.boxes[i].marks&markList != 0 {
			return i
		}
	}
	return 0
}

// isBlock reports whether an element interrupts a run of text.
func isBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption, atom.Center, atom.Dd, atom.Details,
		atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr, atom.Html, atom.Iframe,
		atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.P, atom.Pre, atom.Section, atom.Summary, atom.Table,
		atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul:
		return true
	}
	return n.DataAtom == 0 && strings.Contains(n.Data, "-")
}

// attr is the value of an attribute, "" where it is missing.
func attr(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}
