package extract

import (
	"bytes"
	"strings"
)

// A tagName is the name of a tag as prune knows it: at most 8 letters and digits, in lower case. Longer names, and
// those with other characters, are the zero value.
type tagName struct {
	letters [8]byte
	length  uint8
}

func (t *tagName) name() []byte        { return t.letters[:t.length] }
func (t *tagName) is(name string) bool { return string(t.name()) == name }

// tagAt is the name that begins at page[i].
func (p *pruner) tagAt(i int) tagName {
	t := p.lettersAt(i)
	if end := i + int(t.length); end < len(p.page) {
		if c := p.page[end]; c != '>' && c != '/' && !isTagSpace(c) {
			return tagName{}
		}
	}
	return t
}

// lettersAt is what page[i:] begins with of a name.
func (p *pruner) lettersAt(i int) (t tagName) {
	for ; i < len(p.page) && int(t.length) < len(t.letters); i++ {
		c := p.page[i]
		if !isLetter(c) && (c < '0' || c > '9') {
			break
		}
		t.letters[t.length] = c | 0x20 // which leaves digits as they are
		t.length++
	}
	return t
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isTagSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// interrupts knows the frequent elements that interrupt a run of text wherever they stand.
func (t *tagName) interrupts() bool {
	switch string(t.name()) {
	case "div", "p", "li", "ul", "ol", "section", "article", "header", "footer", "nav", "main", "aside", "figure", "table",
		"h1", "h2", "h3", "h4", "h5", "h6":
		return true
	}
	return false
}

// isTablePart names the elements that do so inside of tables alone.
func (t *tagName) isTablePart() bool {
	switch string(t.name()) {
	case "tbody", "tr", "td", "th":
		return true
	}
	return false
}

// isFrame names the elements that open a document, and mean nothing once it has begun.
func (t *tagName) isFrame() bool { return t.is("html") || t.is("head") || t.is("body") }

// isUnseen names the elements between which and their neighbours white space makes no difference but that of what
// stands around them.
func (t *tagName) isUnseen() bool {
	switch string(t.name()) {
	case "meta", "link", "title", "script", "style", "noscript":
		return true
	}
	return false
}

func (t *tagName) isFormatting() bool {
	return isFormatting(string(t.name()))
}

// isInline names the elements whose look, name and place mean nothing to any step.
func (t *tagName) isInline() bool {
	switch string(t.name()) {
	case "a", "span", "img", "i", "source", "input", "link", "b", "em", "strong", "font", "small":
		return true
	}
	return false
}

// isIdle reports whether an element can be left out of the page if it has no attribute that is read, or none but
// an address.
func (t *tagName) isIdle() bool {
	switch string(t.name()) {
	case "img", "source", "input", "link", "span":
		return true
	}
	return false
}

// isDrawn names the elements of drawings, by what their names begin with.
func (t *tagName) isDrawn() bool {
	switch string(t.name()) {
	case "svg", "g", "path", "circle", "rect", "line", "polyline", "polygon", "ellipse", "use", "defs", "symbol", "title", "desc",
		"clippath", "mask", "lineargr", "radialgr", "stop", "text", "tspan", "filter", "image", "pattern", "style", "animate", "animatet", "animatem", "textpath", "metadata":
		return true
	}
	return t.length > 2 && t.letters[0] == 'f' && t.letters[1] == 'e'
}

// isOnButton names what stands on buttons.
func (t *tagName) isOnButton() bool {
	return t.isInline() && !t.is("a") && !t.is("input") || t.isDrawn()
}

// isOption names the parts of a list to select from.
func (t *tagName) isOption() bool { return t.is("option") || t.is("optgroup") }

// isRead reports whether a later step may look at an attribute of the named element. Whoever reads another one
// adds it here; TestReadAttributesAreKept finds it if they forget.
func isRead(tag tagName, key, value []byte) bool {
	var lower [32]byte
	if len(key) > len(lower) {
		return holdsTweet(value)
	}
	for i, c := range key {
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		lower[i] = c
	}
	switch string(lower[:len(key)]) {
	case "href", "itemprop", "content", "datetime", "pubdate", "lang", "xml:lang", "property", "http-equiv":
		return true
	case "class":
		return !tag.isInline() || isByline(string(value))
	case "id", "role", "hidden", "aria-hidden", "name", "value", "type", "title", "aria-label",
		"src", "data-src", "data-lazy-src", "data-original", "data-url", "data-href":
		return !tag.isInline()
	case "rel":
		rel := strings.ToLower(string(value))
		return strings.Contains(rel, "author") || rel == "image_src" || containsWord(rel, "canonical")
	case "style":
		return !tag.isInline() && isHidingStyle(string(value))
	case "cite", "srcdoc", "videoid", "videotitle", "playlabel", "tweet-id",
		"data-bluesky-uri", "data-cmp-src", "data-cookieblock-src", "data-embed-url", "data-instgrm-permalink", "data-oembed-url",
		"data-permalink", "data-shortcode", "data-telegram-post", "data-text-post-permalink", "data-title", "data-tweet",
		"video-id", "data-video-id", "data-id", "data-embed-id", "data-vid", "data-youtube", "data-youtube-id", "data-youtubeid",
		"data-youtube-video-id", "data-youtube-videoid", "data-yt-id", "data-ytid", "data-yt", "youtube-id", "data-provider", "data-type",
		"data-service", "data-platform", "data-video-provider", "data-embed-type",
		"data-tweet-id", "data-tweet-url", "data-tweetid", "data-twitter", "data-twitter-id", "data-videoid":
		return true
	}
	return holdsTweet(value) || tag.is("iframe") && bytes.Contains(value, []byte("//")) // loaders have many names for it
}
