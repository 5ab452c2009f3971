package extract

import (
	"bytes"
	"sync"
)

// What a page may make the parser build: so many elements, and one more for each so many bytes. Real pages stay
// far below; without the cap a page of empty tags takes fifty times its size in memory.
const (
	fewElements     = 20_000
	bytesPerElement = 64
	maxAttributes   = 64 // kept of one element
)

// elementsOf is how many elements a page of so many bytes may have.
func elementsOf(size int) int { return fewElements + size/bytesPerElement }

// A pruner copies a page without what no later step reads: scripts and style sheets, comments, drawings, pictures,
// spans and attributes that only browsers care for, and white space between blocks. That is two thirds of the bytes
// of the press, and the parser goes through them one by one. It cuts the page into tags as the tokenizer of the HTML
// standard does; where more would have to be known to see where a script ends, the rest is left as it is.
type pruner struct {
	page   []byte
	at     int // everything before is dealt with
	copied int // everything before is in out or dropped
	out    []byte

	beside   bool   // nothing but white space since a tag that interrupts text
	tables   int    // tables open
	headline bool   // an h1 is open, whose parts may be kickers and dates
	spans    uint64 // of the innermost spans that are open, a bit each: 1 for those left out

	wasted     int // bytes looked at for ends that were not found
	elements   int // start tags kept
	formatting int // formatting elements open
	reopened   int // formatting elements that the parser will open anew, at a guess
}

// pruned holds buffers for what prune returns: the parser copies what it keeps.
var pruned = sync.Pool{New: func() any { return new([]byte) }}

// longestPooled is the size from which a buffer is left to the garbage collector.
const longestPooled = 1 << 20

// prune appends to buffer the page as the parser is to read it, and reports whether the page asks for more than
// its share of elements.
func prune(page, buffer []byte) (kept []byte, excessive bool) {
	if len(page) > longestPooled {
		buffer = make([]byte, 0, len(page))
	}
	p := pruner{page: page, out: buffer}
	for p.next() {
	}
	p.out = append(p.out, p.page[p.copied:]...)
	return p.out, p.elements+p.reopened > elementsOf(len(page))
}

// drop leaves page[from:to] out, unless that would make a tag of a "<" before it.
func (p *pruner) drop(from, to int) {
	if from > 0 && p.page[from-1] == '<' {
		return
	}
	p.out = append(p.out, p.page[p.copied:from]...)
	p.copied = to
}

// next deals with the text up to the next tag, and with that tag; false at the end.
func (p *pruner) next() bool {
	i := bytes.IndexByte(p.page[p.at:], '<')
	if i < 0 || p.at+i+1 >= len(p.page) {
		return false
	}
	start := p.at + i
	p.blank(start)
	switch c := p.page[start+1]; {
	case isLetter(c):
		p.startTag(start)
	case c == '/' && start+2 < len(p.page) && isLetter(p.page[start+2]):
		p.endTag(start)
	case bytes.HasPrefix(p.page[start:], []byte("<!--")):
		p.at = p.commentEnd(start)
		p.drop(start, p.at)
	case c == '/', c == '!', c == '?': // up to the next > whatever stands before it
		p.at = start + 2
		if gt := bytes.IndexByte(p.page[p.at:], '>'); gt >= 0 {
			p.at += gt + 1
		} else {
			p.at = len(p.page)
		}
	default:
		p.at = start + 1
		p.beside = false
	}
	return true
}

// blank drops the text before the tag at start if it is white space beside an element that interrupts text anyway.
// Such text is a third of a document's nodes.
func (p *pruner) blank(start int) {
	for _, c := range p.page[p.at:start] {
		if !isTagSpace(c) {
			p.beside = false
			return
		}
	}
	if p.at == start {
		return
	}
	next := start + 1
	if next < len(p.page) && p.page[next] == '/' {
		next++
	}
	if tag := p.tagAt(next); p.beside || p.interrupts(&tag) {
		p.drop(p.at, start)
	}
}

// interrupts reports whether a tag interrupts a run of text.
func (p *pruner) interrupts(tag *tagName) bool {
	return tag.interrupts() || p.tables > 0 && tag.isTablePart() || p.elements < 4 && tag.isFrame()
}

// commentEnd is where the comment that begins at start ends, as the standard has it.
func (p *pruner) commentEnd(start int) int {
	body := p.page[start+4:]
	if bytes.HasPrefix(body, []byte(">")) {
		return start + 5
	}
	if bytes.HasPrefix(body, []byte("->")) {
		return start + 6
	}
	for from := 0; ; {
		i := bytes.Index(body[from:], []byte("--"))
		if i < 0 {
			return len(p.page)
		}
		from += i + 2
		switch rest := body[from:]; {
		case bytes.HasPrefix(rest, []byte(">")):
			return start + 4 + from + 1
		case bytes.HasPrefix(rest, []byte("!>")):
			return start + 4 + from + 2
		case bytes.HasPrefix(rest, []byte("-")):
			from-- // of three dashes the last two may close
		}
	}
}

func (p *pruner) endTag(start int) {
	tag := p.tagAt(start + 2)
	switch {
	case tag.isFormatting():
		p.formatting = max(0, p.formatting-1)
	case tag.is("p"), tag.is("br"):
		p.elements++ // opens one where none is open
	case tag.is("h1"):
		p.headline = false
	case tag.is("table"):
		p.tables = max(0, p.tables-1)
	}
	p.beside = p.beside && tag.isUnseen()
	p.at, _ = p.attributes(tag, start+2)
	if tag.is("span") {
		if p.spans&1 != 0 {
			p.drop(start, p.at)
		}
		p.spans >>= 1
	}
}

func (p *pruner) startTag(start int) {
	tag := p.tagAt(start + 1)
	before, copied := len(p.out), p.copied
	end, telling := p.attributes(tag, start+1)
	stop, unread := p.contents(tag, start, end)
	unread = unread || !telling && tag.isIdle() && !p.headline
	p.at = stop
	if tag.is("span") {
		p.spans <<= 1
		if unread {
			p.spans |= 1
		}
	}
	if unread {
		p.out, p.copied = p.out[:before], copied // without what was kept of its attributes
		p.drop(start, stop)
		return
	}
	p.headline = p.headline || tag.is("h1")
	p.beside = p.interrupts(&tag) || p.beside && tag.isUnseen()
	if tag.is("table") {
		p.tables++
	}
	p.elements++
	if tag.isFormatting() {
		p.formatting++
	} else {
		p.reopened += max(0, p.formatting-maxFormatting)
	}
}

// attributes goes through the attributes of the tag whose name begins at i, drops those that nothing reads, and
// returns where the tag ends, and whether any that is kept tells of more than an address.
func (p *pruner) attributes(tag tagName, i int) (end int, telling bool) {
	page, count := p.page, 0
	for i < len(page) && !isTagSpace(page[i]) && page[i] != '/' && page[i] != '>' {
		i++
	}
	for {
		for i < len(page) && (isTagSpace(page[i]) || page[i] == '/') {
			i++
		}
		if i >= len(page) {
			return len(page), telling
		}
		if page[i] == '>' {
			return i + 1, telling
		}
		start := i
		for i++; i < len(page) && page[i] != '=' && page[i] != '>' && page[i] != '/' && !isTagSpace(page[i]); {
			i++
		}
		key := page[start:i]
		var value []byte
		i, value = attributeValue(page, i)
		if count++; count > maxAttributes || !isRead(tag, key, value) {
			p.drop(start, i)
			count--
		} else if !bytes.EqualFold(key, []byte("href")) {
			telling = true
		}
	}
}

// attributeValue reads the value that follows an attribute's name at i, and returns where it ends.
func attributeValue(page []byte, i int) (int, []byte) {
	from := i
	for i < len(page) && isTagSpace(page[i]) {
		i++
	}
	if i >= len(page) || page[i] != '=' {
		return from, nil
	}
	for i++; i < len(page) && isTagSpace(page[i]); {
		i++
	}
	if i >= len(page) || page[i] == '>' {
		return i, nil
	}
	if quote := page[i]; quote == '"' || quote == '\'' {
		n := bytes.IndexByte(page[i+1:], quote)
		if n < 0 {
			return len(page), page[i+1:]
		}
		return i + n + 2, page[i+1 : i+1+n]
	}
	from = i
	for i < len(page) && !isTagSpace(page[i]) && page[i] != '>' {
		i++
	}
	return i, page[from:i]
}

// contents is where the element whose start tag stands at [start:end] ends, and whether nothing reads it, for the
// elements whose contents are no markup, for drawings and for the controls of forms. Of all others it is where the start tag ends.
func (p *pruner) contents(tag tagName, start, end int) (stop int, unread bool) {
	switch string(tag.name()) {
	case "script":
		return p.script(start, end)
	case "style", "noembed", "noframes":
		stop, _ = p.closing(tag, end)
		return stop, true
	case "noscript":
		stop, inner := p.closing(tag, end)
		return stop, !holdsTweet(inner)
	case "svg":
		return p.enclosed(tag, end, (*tagName).isDrawn)
	case "button":
		return p.enclosed(tag, end, (*tagName).isOnButton)
	case "select":
		return p.enclosed(tag, end, (*tagName).isOption)
	case "title", "textarea", "iframe", "xmp":
		stop, _ = p.closing(tag, end)
		return stop, false
	}
	return end, false
}

// holdsTweet looks for the class of embedded tweets, which marks their markup wherever it stands escaped. Dashes are rarer
// in scripts than the letters of its beginning.
func holdsTweet(code []byte) bool {
	return bytes.Contains(code, []byte("-tweet")) && bytes.Contains(code, []byte("twitter-tweet"))
}

// script is where a script ends, and whether it is neither data nor holds an embedded post.
func (p *pruner) script(start, end int) (int, bool) {
	stop, inner := p.closing(p.tagAt(start+1), end)
	if i := bytes.Index(inner, []byte("<!--")); i >= 0 && bytes.Contains(bytes.ToLower(inner[i:]), []byte("<script")) {
		return len(p.page), false // a script in a comment in a script: where it ends is for the parser to tell
	}
	tag := bytes.ToLower(p.page[start:end])
	return stop, !bytes.Contains(tag, []byte("ld+json")) && !bytes.Contains(tag, []byte("telegram")) && !holdsTweet(inner)
}

// closing is where the end tag of the named element, the first after from, ends, and what stands before it.
func (p *pruner) closing(tag tagName, from int) (stop int, inner []byte) {
	for at := from; ; {
		i := bytes.Index(p.page[at:], []byte("</"))
		if i < 0 {
			return len(p.page), p.page[from:]
		}
		start := at + i
		at = start + 2
		if p.tagAt(at) != tag || at+int(tag.length) >= len(p.page) {
			continue
		}
		before, copied := len(p.out), p.copied
		stop, _ = p.attributes(tagName{}, at)
		p.out, p.copied = p.out[:before], copied
		return stop, p.page[from:start]
	}
}

// enclosed is where the element whose start tag ends at end ends, and true; or end, and false, if anything in it that
// isn't expected there could end it before its end tag.
func (p *pruner) enclosed(tag tagName, end int, expected func(*tagName) bool) (int, bool) {
	if p.page[end-2] == '/' && tag.is("svg") {
		return end, true
	}
	if p.wasted > len(p.page) {
		return end, false // a page of elements never closed: looking for the end of each would take forever
	}
	depth := 1
	for at := end; ; {
		i := bytes.IndexByte(p.page[at:], '<')
		if i < 0 || at+i+1 >= len(p.page) {
			p.wasted += len(p.page) - end
			return end, false
		}
		at += i + 1
		closes := p.page[at] == '/'
		if closes {
			at++
		}
		gt := bytes.IndexByte(p.page[at:], '>')
		inner, same := p.lettersAt(at), p.tagAt(at) == tag
		if gt < 0 || !same && !expected(&inner) {
			p.wasted += at - end
			return end, false
		}
		switch at += gt + 1; {
		case !same:
		case closes:
			depth--
		case !tag.is("svg"):
			return end, false // these don't nest
		case p.page[at-2] != '/':
			depth++
		}
		if depth == 0 {
			return at, true
		}
	}
}
