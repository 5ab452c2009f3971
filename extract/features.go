package extract

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A feature is something that is true of a block. Features come in groups: of each group a block has one value
// (its kind, its length class) or, for sets of marks, any number. A feature's number is the group's offset and
// the value; its name, as in weights.tsv, is "group:value".
type feature = uint16

type group uint8

const (
	groupBias group = iota
	groupShape
	groupLinks
	groupEnd
	groupStart
	groupOwn
	groupAround
	groupCompany
	groupLetters
	groupRepeated
	groupTitle
	groupSummary
	groupAnchor
	groupPhrase
	groupBefore
	groupAfter
	groupPlace
	groupBroken
	groupCrowd
	groupsEnd
)

// groups names the groups and says how many values each has.
var groups = [groupsEnd]struct {
	name   string
	values int
}{
	groupBias:     {"bias", 1},
	groupShape:    {"shape", kinds * lengths},
	groupLinks:    {"links", 3 * densities},
	groupEnd:      {"end", 3 * lengths},
	groupStart:    {"start", 2 * 6},
	groupOwn:      {"own", markCount},
	groupAround:   {"around", markCount},
	groupCompany:  {"company", 5},
	groupLetters:  {"letters", 6},
	groupRepeated: {"repeated", 3},
	groupTitle:    {"title", 2},
	groupSummary:  {"summary", 3},
	groupAnchor:   {"anchor", 3 * 2},
	groupPhrase:   {"phrase", phrases * 2},
	groupBefore:   {"before", kinds*3*2 + 1},
	groupAfter:    {"after", kinds*3*2 + 1},
	groupPlace:    {"place", 10},
	groupBroken:   {"broken", 2},
	groupCrowd:    {"crowd", 6},
}

const (
	kinds     = 11 // see shapeOf
	lengths   = 9
	densities = 6
	scores    = 12
	markCount = 40
	phrases   = 12
)

// offsets are the numbers of each group's first feature; the last one is the number of all features.
var offsets = func() [groupsEnd + 1]feature {
	var o [groupsEnd + 1]feature
	for g := range groupsEnd {
		o[g+1] = o[g] + feature(groups[g].values)
	}
	return o
}()

func (g group) value(v int) feature { return offsets[g] + feature(v) }

// flag is g's value 1 for what is true, 0 for what isn't.
func (g group) flag(b bool) feature {
	if b {
		return g.value(1)
	}
	return g.value(0)
}

// A view is what the features of a page's blocks are read from.
type view struct {
	*survey
	meta     *metadata
	around   []marks           // by box: what the box and those around it say
	repeated map[string]copies // by text
	anchor   anchor            // folded articleBody
	title    string            // folded
	summary  []string          // folded
	total    int               // words on the page
	looks    []look            // by block
	headline int               // the block that has the title, -1 where there is none
	crowd    []int             // by box: paragraphs that stand in it or in one of its children
	thread   []bool            // by box: it stands among what readers wrote
}

// copies counts how often a text stands on a page, and in how many places: what comes again beside itself, as lines of a recipe or of a
// song do, stands in one place.
type copies struct {
	times, places int
	last          int // box of the last copy
}

func (c *copies) add(box int) {
	if c.times++; c.times == 1 || box != c.last {
		c.places++
	}
	c.last = box
}

func newView(s *survey, m *metadata) *view {
	v := &view{survey: s, meta: m, repeated: map[string]copies{}, title: fold(m.title)}
	if words(m.body) >= 40 {
		v.anchor = newAnchor(fold(m.body))
	}
	for _, lead := range m.summaries {
		if f := fold(lead); len(f) > 20 {
			v.summary = append(v.summary, f)
		}
	}
	for i := range s.blocks {
		v.total += s.blocks[i].words
		if s.blocks[i].embed == nil {
			c := v.repeated[s.blocks[i].text]
			c.add(s.boxes[s.blocks[i].box].parent)
			v.repeated[s.blocks[i].text] = c
		}
	}
	v.looks = make([]look, len(s.blocks))
	for i := range s.blocks {
		v.looks[i] = v.lookAt(&s.blocks[i])
	}
	v.headline = v.findHeadline()
	v.surround()
	v.crowds()
	v.threads()
	return v
}

// prose is a rough count of a block's words of running text, before anything is known of the page.
func (b *block) prose() int {
	if b.words < 10 || b.linked*3 > b.words {
		return 0
	}
	return b.words
}

// surround hands the marks of each box down to the boxes inside of it. A box that holds 40 % of the page's
// running text says nothing bad of its contents whatever it is called, unless it is called comments. A box that holds
// the page's headline and any running text isn't even those.
func (v *view) surround() {
	sums := make([]int, len(v.blocks)+1)
	for i := range v.blocks {
		sums[i+1] = sums[i] + v.blocks[i].prose()
	}
	all := sums[len(v.blocks)]
	v.around = make([]marks, len(v.boxes))
	for i := range v.boxes {
		b := &v.boxes[i]
		m, prose := b.marks, sums[b.last]-sums[b.first]
		switch {
		case b.first <= v.headline && v.headline < b.last && prose > 0:
			m &= ofBodies
		case prose*5 >= all*2:
			m &= ofBodies | markComment
		}
		if i > 0 {
			m |= v.around[b.parent]
		}
		v.around[i] = m
	}
}

// severalComments is from how many boxes on that are called comments one that holds them all is a thread of them: a single one may
// be the opinion that the page is about.
const severalComments = 4

// threads finds what readers wrote beneath an article. However long, and however much like prose it is, it isn't the article's. Where
// the headline isn't known, a box called so might be all of the page.
func (v *view) threads() {
	v.thread = make([]bool, len(v.boxes))
	if v.headline < 0 {
		return
	}
	comments := make([]int, len(v.boxes)) // called so, each with those inside
	for i := len(v.boxes) - 1; i > 0; i-- {
		if v.boxes[i].marks&markComment != 0 {
			comments[i]++
		}
		comments[v.boxes[i].parent] += comments[i]
	}
	for i := 1; i < len(v.boxes); i++ {
		b := &v.boxes[i]
		v.thread[i] = v.thread[b.parent] ||
			comments[i] >= severalComments && b.marks&markComment != 0 && (v.headline < b.first || v.headline >= b.last)
	}
}

// ofBodies are the marks that say nothing bad.
const ofBodies = markBody | markContent | markArticle | markMain | markTable | markSection

// findHeadline is the block that has the page's title, a heading if there is one; -1 where there is none.
func (v *view) findHeadline() int {
	found := -1
	for i := range v.blocks {
		if !v.looks[i].title {
			continue
		}
		if v.blocks[i].kind == kindHeading {
			return i
		}
		if found < 0 {
			found = i
		}
	}
	return found
}

// crowds counts the paragraphs that share a parent.
func (v *view) crowds() {
	v.crowd = make([]int, len(v.boxes))
	for i := range v.blocks {
		b := &v.blocks[i]
		if b.prose() > 0 {
			v.crowd[b.box]++
			v.crowd[v.boxes[b.box].parent]++
		}
	}
}

// A look is what both passes see of a block's text.
type look struct {
	shape, end, start, letters, summary, anchor, phrase uint8 // phrase 0 for none
	title                                               bool
}

func (v *view) lookAt(b *block) look {
	return look{
		shape: uint8(shapeOf(b)), end: uint8(endOf(b.text)), start: uint8(startOf(b.text)), letters: uint8(lettersOf(b.text)),
		summary: uint8(v.summaryOf(b)), anchor: uint8(v.anchorOf(b)), phrase: uint8(phraseOf(b.text, b.words) + 1), title: v.isTitle(b),
	}
}

// shapeOf tells kinds of blocks apart, headings by level.
func shapeOf(b *block) int {
	if b.kind == kindHeading {
		return 7 + min(int(b.level), 4) - 1
	}
	if b.kind == kindPost {
		return 2 // no text of its own
	}
	return [...]int{kindLoose: 0, kindParagraph: 1, kindItem: 3, kindQuote: 4, kindCell: 5, kindCaption: 6}[b.kind]
}

func lengthOf(words int) int {
	for i, most := range [...]int{1, 3, 6, 10, 16, 25, 40, 70} {
		if words <= most {
			return i
		}
	}
	return lengths - 1
}

func densityOf(b *block) int {
	switch d := float64(b.linked) / float64(max(1, b.words)); {
	case b.linked == 0:
		return 0
	case d < 0.1:
		return 1
	case d < 0.3:
		return 2
	case d < 0.6:
		return 3
	case d < 0.9:
		return 4
	}
	return 5
}

// first appends the features of block i for the first pass.
func (v *view) first(i int, out []feature) []feature {
	b, l := &v.blocks[i], &v.looks[i]
	length, density := lengthOf(b.words), densityOf(b)
	size := min(2, length/3)
	out = append(out, groupBias.value(0),
		groupShape.value(int(l.shape)*lengths+length),
		groupLinks.value(size*densities+density),
		groupEnd.value(int(l.end)*lengths+length),
		groupStart.value(min(1, size)*6+int(l.start)),
		groupLetters.value(int(l.letters)),
		groupRepeated.value(min(2, v.repeated[b.text].times-1)),
		groupTitle.flag(l.title),
		groupSummary.value(int(l.summary)),
		groupBroken.flag(b.broken),
		groupPlace.value(v.placeOf(i)),
		groupCrowd.value(min(5, bits.Len(uint(v.crowd[v.boxes[b.box].parent])))),
		groupCompany.value(min(4, v.boxes[b.box].last-v.boxes[b.box].first-1)),
		groupAnchor.value(int(l.anchor)*2+min(1, size)),
		groupBefore.value(v.neighbour(i-1)), groupAfter.value(v.neighbour(i+1)),
	)
	out = appendMarks(out, groupOwn, v.ownMarks(b))
	out = appendMarks(out, groupAround, v.around[b.box])
	if l.phrase > 0 {
		out = append(out, groupPhrase.value(int(l.phrase-1)*2+min(1, size)))
	}
	return out
}

// ownMarks are those of a block's box, and of the box around it if the block is alone in there.
func (v *view) ownMarks(b *block) marks {
	own := v.boxes[b.box].marks
	if v.crowd[b.box] < 2 {
		own |= v.boxes[v.boxes[b.box].parent].marks & v.around[b.box]
	}
	return own
}

// placeOf is the tenth of the page that block i stands in. Pages of a few blocks have no room for furniture at
// their ends: all of their blocks count as the middle.
func (v *view) placeOf(i int) int {
	if len(v.blocks) < 20 {
		return 4
	}
	return min(9, 10*i/len(v.blocks))
}

func appendMarks(out []feature, g group, m marks) []feature {
	for m != 0 {
		bit := bits.TrailingZeros64(uint64(m))
		if bit < markCount {
			out = append(out, g.value(bit))
		}
		m &= m - 1
	}
	return out
}

// neighbour describes block i in few values.
func (v *view) neighbour(i int) int {
	if i < 0 || i >= len(v.blocks) {
		return 2 * 3 * 2
	}
	b := &v.blocks[i]
	linked := 0
	if b.linked*2 > b.words {
		linked = 1
	}
	return (shapeOf(b)*3+min(2, lengthOf(b.words)/3))*2 + linked
}

func (v *view) isTitle(b *block) bool {
	return v.title != "" && b.words > 1 && len(b.text) < 3*len(v.title) &&
		strings.HasPrefix(v.title, foldStart(b.text, 1)) && fold(b.text) == v.title
}

// summaryOf is 2 for a text that is a summary of the page's metadata, 1 for one that a summary begins with or
// that begins with one.
func (v *view) summaryOf(b *block) int {
	if len(v.summary) == 0 || b.words < 5 || b.words > 120 {
		return 0
	}
	const sure = 16 // bytes: two texts of which one begins with the other share them
	f := foldStart(b.text, sure)
	for _, s := range v.summary {
		if shared := min(len(f), sure); len(s) < shared || s[:shared] != f[:shared] {
			continue
		}
		switch f := fold(b.text); {
		case f == s:
			return 2
		case len(f) > 40 && (strings.HasPrefix(s, f) || strings.HasPrefix(f, s[:min(len(s), 80)])):
			return 1
		}
	}
	return 0
}

// anchorOf is 0 where there is no articleBody, 1 for a text that isn't in it, 2 for one that is.
func (v *view) anchorOf(b *block) int {
	if v.anchor.text == "" {
		return 0
	}
	f := foldStart(b.text, 121)
	if len(f) > 120 {
		f = strings.ToValidUTF8(f[20:100], "")
	}
	if f != "" && v.anchor.contains(f) {
		return 2
	}
	return 1
}

func endOf(s string) int {
	switch {
	case strings.HasSuffix(s, ":") || strings.HasSuffix(s, "："):
		return 2
	case endsSentence(s):
		return 1
	}
	return 0
}

func startOf(s string) int {
	r, _ := utf8.DecodeRuneInString(s)
	switch {
	case unicode.IsUpper(r):
		return 0
	case unicode.IsLower(r):
		return 1
	case unicode.IsDigit(r):
		return 2
	case unicode.IsLetter(r):
		return 3
	case strings.ContainsRune("\"'“”„«»‘’—–-(「『《", r):
		return 4
	}
	return 5
}

// lettersOf classes a text by what it is made of: 0 letters mostly, 1 many digits, 2 all capitals, 3 title
// case, 4 few letters or digits, 5 an address.
func lettersOf(s string) int {
	if len(s) > 400 {
		return 0
	}
	letters, digits, upper, marks, starts, caps := 0, 0, 0, 0, 0, 0
	before := ' '
	for _, r := range s {
		switch c := classOf(r); {
		case c&isALetter != 0:
			letters++
			if c&isACapital != 0 {
				upper++
			}
			if before == ' ' {
				starts++
				if c&isACapital != 0 {
					caps++
				}
			}
		case c&isADigit != 0:
			digits++
		case r != ' ':
			marks++
		}
		before = r
	}
	switch {
	case marks > 0 && (strings.Contains(s, "://") || letters < 60 && strings.Contains(s, "@")):
		return 5
	case marks >= letters+digits:
		return 4
	case digits*4 > letters:
		return 1
	case upper > 3 && upper*10 > letters*8:
		return 2
	case starts > 1 && caps*10 > starts*8:
		return 3
	}
	return 0
}
