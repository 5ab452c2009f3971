package extract

import (
	"strings"
)

// What a page may make the parser build: so many elements, and one more for each so many bytes. Real pages stay
// far below; without the cap a page of empty tags takes fifty times its size in memory.
const (
	fewElements     = 20_000
	bytesPerElement = 40
	maxAttributes   = 64 // kept of one element
)

// elementsOf is how many elements a page of so many bytes may have.
func elementsOf(size int) int { return fewElements + size/bytesPerElement }

// A pruner copies a page without what no later step reads: scripts and style sheets, comments, drawings, and the
// attributes that only browsers care for. That is half of the bytes of the press, and the parser goes through
// them byte by byte. It cuts the page into tags as the HTML standard's tokenizer does; where a page is so written that
// more than this cut would have to be known to see where a script ends, the rest is left as it is.
type pruner struct {
	page   string
	at     int // everything before is dealt with
	copied int // everything before is in out or dropped
	out    []byte

	beside   bool   // nothing but white space since a tag that interrupts text
	headline bool   // an h1 is open, whose parts may be kickers and dates
	spans    uint64 // of the innermost spans that are open, a bit each: 1 for those left out

	elements   int // start tags kept
	formatting int // formatting elements open
	reopened   int // formatting elements that the parser will open anew, at a guess; see maxReopened
}

// prune returns the page as the parser is to read it, and whether it asks for more than its share of elements.
func prune(page string) (kept []byte, excessive bool) {
	p := pruner{page: page, out: make([]byte, 0, len(page)/2+512)}
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
	i := strings.IndexByte(p.page[p.at:], '<')
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
	case strings.HasPrefix(p.page[start:], "<!--"):
		p.at = p.commentEnd(start)
		p.drop(start, p.at)
	case c == '/', c == '!', c == '?': // up to the next > whatever stands before it
		p.at = start + 2
		if gt := strings.IndexByte(p.page[p.at:], '>'); gt >= 0 {
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
	for _, c := range []byte(p.page[p.at:start]) {
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
	if p.beside || interrupts(p.nameAt(next)) != never {
		p.drop(p.at, start)
	}
}

// interruption says how surely a tag interrupts a run of text.
type interruption uint8

const (
	never  interruption = iota
	mostly              // white space on one side of it may go: the parser ignores the tag where it has no place
	surely              // its start tag does, wherever it stands
)

// interrupts knows the frequent elements.
func interrupts(name string) interruption {
	switch strings.ToLower(name) {
	case "div", "p", "li", "ul", "ol", "section", "article", "header", "footer", "nav", "main", "aside", "figure":
		return surely
	case "table", "tbody", "tr", "td", "th", "form", "meta", "link", "head", "body", "html":
		return mostly
	}
	return never
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// commentEnd is where the comment that begins at start ends, as the standard has it.
func (p *pruner) commentEnd(start int) int {
	body := p.page[start+4:]
	if strings.HasPrefix(body, ">") {
		return start + 5
	}
	if strings.HasPrefix(body, "->") {
		return start + 6
	}
	for from := 0; ; {
		i := strings.Index(body[from:], "--")
		if i < 0 {
			return len(p.page)
		}
		from += i + 2
		switch rest := body[from:]; {
		case strings.HasPrefix(rest, ">"):
			return start + 4 + from + 1
		case strings.HasPrefix(rest, "!>"):
			return start + 4 + from + 2
		case strings.HasPrefix(rest, "-"):
			from-- // of three dashes the last two may close
		}
	}
}

func isHeadline(tag string) bool { return len(tag) > 1 && tag[0]|0x20 == 'h' && tag[1] == '1' }

// nameAt is the name of the tag whose name begins at i if it consists of letters, at most 8; "" otherwise.
func (p *pruner) nameAt(i int) string {
	name := tagName(p.page[i:])
	if end := i + len(name); end < len(p.page) {
		if c := p.page[end]; c != '>' && c != '/' && !isTagSpace(c) {
			return ""
		}
	}
	return name
}

func (p *pruner) endTag(start int) {
	name := p.nameAt(start + 2)
	switch {
	case isFormatting(name):
		p.formatting = max(0, p.formatting-1)
	case len(name) == 1 && name[0]|0x20 == 'p', len(name) == 2 && strings.EqualFold(name, "br"):
		p.elements++ // opens one where none is open
	}
	p.beside = false
	p.at, _ = p.attributes(name, start+2)
	if isHeadline(p.page[start+2:]) {
		p.headline = false
	} else if strings.EqualFold(name, "span") {
		if p.spans&1 != 0 {
			p.drop(start, p.at)
		}
		p.spans >>= 1
	}
}

func (p *pruner) startTag(start int) {
	name := p.nameAt(start + 1)
	before, copied := len(p.out), p.copied
	end, telling := p.attributes(name, start+1)
	p.at = end
	idle := !telling && isIdle(name) && !p.headline
	if isHeadline(p.page[start+1:]) {
		p.headline = true
	} else if strings.EqualFold(name, "span") {
		p.spans <<= 1
		if idle {
			p.spans |= 1
		}
	}
	if idle {
		p.out, p.copied = p.out[:before], copied
		p.drop(start, end)
		return
	}
	if len(name) >= 3 {
		if stop, unread := p.contents(name, start, end); stop > 0 {
			p.at = stop
			if unread {
				p.out, p.copied = p.out[:before], copied // with what was kept of the tag itself
				p.drop(start, stop)
				return
			}
		}
	}
	p.beside = interrupts(name) == surely
	p.elements++
	if isFormatting(name) {
		p.formatting++
	} else {
		p.reopened += max(0, p.formatting-maxFormatting)
	}
}

// attributes goes through the attributes of the tag whose name begins at i, drops those that nothing reads, and
// returns where the tag ends, and whether any that is kept tells of more than an address.
func (p *pruner) attributes(tag string, i int) (end int, telling bool) {
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
		key, value := page[start:i], ""
		i, value = attributeValue(page, i)
		if count++; count > maxAttributes || !isRead(tag, key, value) {
			p.drop(start, i)
			count--
		} else if len(key) != len("href") || !strings.EqualFold(key, "href") {
			telling = true
		}
	}
}

// attributeValue reads the value that follows an attribute's name at i, and returns where it ends.
func attributeValue(page string, i int) (int, string) {
	from := i
	for i < len(page) && isTagSpace(page[i]) {
		i++
	}
	if i >= len(page) || page[i] != '=' {
		return from, ""
	}
	for i++; i < len(page) && isTagSpace(page[i]); {
		i++
	}
	if i >= len(page) || page[i] == '>' {
		return i, ""
	}
	if quote := page[i]; quote == '"' || quote == '\'' {
		n := strings.IndexByte(page[i+1:], quote)
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

func isTagSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// isRead reports whether a later step may look at an attribute of the named element. Whoever reads another one
// adds it here; TestReadAttributesAreKept finds it if they forget.
func isRead(tag, key, value string) bool {
	switch strings.ToLower(key) {
	case "href", "itemprop", "content", "datetime", "pubdate", "lang", "xml:lang", "property", "http-equiv":
		return true
	case "class":
		return !isInline(tag) || isByline(value)
	case "id", "role", "hidden", "aria-hidden", "name", "value", "type", "title", "aria-label",
		"src", "data-src", "data-lazy-src", "data-original", "data-url", "data-href":
		return !isInline(tag)
	case "rel":
		return strings.Contains(value, "author") || containsWord(strings.ToLower(value), "canonical")
	case "style":
		return !isInline(tag) && isHidingStyle(value)
	case "cite", "srcdoc", "videoid", "videotitle", "playlabel", "tweet-id",
		"data-bluesky-uri", "data-cmp-src", "data-cookieblock-src", "data-embed-url", "data-instgrm-permalink", "data-oembed-url",
		"data-permalink", "data-shortcode", "data-telegram-post", "data-text-post-permalink", "data-title", "data-tweet",
		"data-tweet-id", "data-tweet-url", "data-tweetid", "data-twitter", "data-twitter-id", "data-videoid":
		return true
	}
	return strings.Contains(value, tweetClass)
}

// isInline names the elements whose look, name and place mean nothing to any step.
func isInline(tag string) bool {
	switch strings.ToLower(tag) {
	case "a", "span", "img", "i", "source", "input", "b", "em", "strong", "font", "small":
		return true
	}
	return false
}

// isIdle reports whether an element can be left out of the page if it has no attribute that is read, or none but
// an address.
func isIdle(tag string) bool {
	switch strings.ToLower(tag) {
	case "img", "source", "input", "link", "span":
		return true
	}
	return false
}

// contents is where the element whose start tag stands at [start:end] ends, and whether nothing reads it, for the
// elements whose contents are no markup, and for drawings; 0 for all others.
func (p *pruner) contents(name string, start, end int) (stop int, unread bool) {
	switch name[0] | 0x20 {
	case 's':
		switch {
		case strings.EqualFold(name, "script"):
			return p.script(start, end)
		case strings.EqualFold(name, "style"):
			stop, _ = p.closing(name, end)
			return stop, true
		case strings.EqualFold(name, "svg"):
			return p.drawing(end)
		}
	case 'n':
		switch {
		case strings.EqualFold(name, "noscript"):
			stop, inner := p.closing(name, end)
			return stop, !strings.Contains(inner, tweetClass)
		case strings.EqualFold(name, "noembed"), strings.EqualFold(name, "noframes"):
			stop, _ = p.closing(name, end)
			return stop, true
		}
	case 't', 'i', 'x':
		if strings.EqualFold(name, "title") || strings.EqualFold(name, "textarea") || strings.EqualFold(name, "iframe") || strings.EqualFold(name, "xmp") {
			stop, _ = p.closing(name, end)
			return stop, false
		}
	}
	return 0, false
}

// tweetClass marks the markup of embedded tweets wherever it stands escaped.
const tweetClass = "twitter-tweet"

// script is where a script ends, and whether it is neither data nor holds an embedded post.
func (p *pruner) script(start, end int) (int, bool) {
	stop, inner := p.closing("script", end)
	if i := strings.Index(inner, "<!--"); i >= 0 && strings.Contains(strings.ToLower(inner[i:]), "<script") {
		return len(p.page), false // a script in a comment in a script: where it ends is for the parser to tell
	}
	tag := p.page[start:end]
	return stop, !strings.Contains(strings.ToLower(tag), "ld+json") && !strings.Contains(tag, "telegram") && !strings.Contains(inner, tweetClass)
}

// closing is where the end tag of the named element, the first after from, ends, and what stands before it.
func (p *pruner) closing(name string, from int) (stop int, inner string) {
	for at := from; ; {
		i := strings.Index(p.page[at:], "</")
		if i < 0 {
			return len(p.page), p.page[from:]
		}
		tag := at + i
		at = tag + 2
		after := at + len(name)
		if after >= len(p.page) || !strings.EqualFold(p.page[at:after], name) {
			continue
		}
		if c := p.page[after]; c != '>' && c != '/' && !isTagSpace(c) {
			continue
		}
		gt := strings.IndexByte(p.page[after:], '>')
		if gt < 0 {
			return len(p.page), p.page[from:tag]
		}
		return after + gt + 1, p.page[from:tag]
	}
}

// drawing is where an svg element ends, 0 where it holds anything that could end it before its end tag.
func (p *pruner) drawing(end int) (int, bool) {
	if p.page[end-2] == '/' {
		return end, true
	}
	depth := 1
	for at := end; ; {
		i := strings.IndexByte(p.page[at:], '<')
		if i < 0 || at+i+1 >= len(p.page) {
			return 0, false
		}
		at += i + 1
		closes := p.page[at] == '/'
		if closes {
			at++
		}
		name := tagName(p.page[at:])
		gt := strings.IndexByte(p.page[at:], '>')
		if gt < 0 || !isDrawn(name) {
			return 0, false
		}
		isSVG := strings.EqualFold(name, "svg")
		switch at += gt + 1; {
		case !isSVG:
		case closes:
			depth--
		case p.page[at-2] != '/':
			depth++
		}
		if depth == 0 {
			return at, true
		}
	}
}

// isDrawn names the elements of drawings, by the first 8 bytes of their names.
func isDrawn(name string) bool {
	switch strings.ToLower(name) {
	case "svg", "g", "path", "circle", "rect", "line", "polyline", "polygon", "ellipse", "use", "defs", "symbol", "title", "desc",
		"clippath", "mask", "lineargr", "radialgr", "stop", "text", "tspan", "filter", "image", "pattern", "style", "animate", "metadata":
		return true
	}
	return len(name) > 2 && strings.EqualFold(name[:2], "fe")
}
