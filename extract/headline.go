package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// headlines are the texts that may be a page's headline.
type headlines struct {
	claims []string // what OpenGraph, JSON-LD, microdata and the title element say, without the outlet's name
	parts  []string // pieces of those, cut at bars and dashes, the longest of each first
	shown  []string // the h1 elements

	// ends are, for each h1, its folded text up to the end of each piece of markup, and starts from there on: what
	// a subtitle, a kicker or a count of comments within the h1 is told by.
	ends, starts []map[string]bool
}

// headline is the title: the h1 if what the page says of itself elsewhere bears it out, else the part of its title
// that stands on the page as a text of its own, else what OpenGraph, JSON-LD and the title element say.
func (s *survey) headline(t tags, articles []linked, o outlet) string {
	h := s.headlines(t, articles, o)
	for _, list := range [][]string{h.claims, h.parts} {
		for i := range h.shown {
			if said := h.agreeing(i, list); said != "" {
				return said
			}
		}
	}
	if len(h.shown) == 1 {
		if n := words(h.shown[0]); n > 3 && n < 40 || n == 3 && sharesWords(h.shown[0], h.claims, 2) {
			return h.shown[0]
		}
	}
	if part := s.standing(h.parts); part != "" {
		return part
	}
	for _, h1 := range h.shown {
		if n := words(h1); n > 3 && n < 40 && sharesWords(h1, h.claims, 1) {
			return h1
		}
	}
	for _, c := range h.claims {
		if words(c) > 1 {
			return c
		}
	}
	return first(append(h.shown, h.claims...)...)
}

func (s *survey) headlines(t tags, articles []linked, o outlet) *headlines {
	h := &headlines{}
	claim := func(values ...string) {
		for _, v := range values {
			if v = plainOf(html.UnescapeString(v)); words(v) == 0 || len(v) > 500 || len(h.claims) > 20 {
				continue
			}
			h.parts = append(h.parts, titleParts(v)...)
			whole := v
			if v = withoutOutlet(v, o); words(v) > 0 && !o.is(v) {
				h.claims = append(h.claims, v)
			}
			if v == whole {
				h.parts = append(h.parts, v)
			}
		}
	}
	claim(t.first("og:title"), t.first("twitter:title"))
	for _, a := range articles {
		claim(a.text("headline", "name"))
	}
	claim(s.property("headline")...)
	claim(s.title, t.first("dc.title", "sailthru.title", "parsely-title", "title"))
	seen := map[string]bool{}
	for i, n := range s.headings {
		if text := tidy(visible(n)); i < 50 && words(text) > 0 && len(text) < 500 && !o.is(text) && !seen[fold(text)] {
			seen[fold(text)] = true
			h.shown = append(h.shown, text)
			ends, starts := pieces(n)
			h.ends, h.starts = append(h.ends, ends), append(h.starts, starts)
		}
	}
	return h
}

// pieces are the folded beginnings and ends of an element's text, as its pieces of text make them.
func pieces(n *html.Node) (ends, starts map[string]bool) {
	ends, starts = map[string]bool{}, map[string]bool{}
	var texts []string
	find(n, func(c *html.Node) bool {
		if c.Type == html.TextNode && len(texts) < 20 {
			if key := fold(tidy(c.Data)); key != "" {
				texts = append(texts, key)
			}
		}
		return false
	})
	for i := 1; i < len(texts); i++ {
		ends[strings.Join(texts[:i], "")] = true
		starts[strings.Join(texts[i:], "")] = true
	}
	return ends, starts
}

// agreeing is the headline that an h1 and one of the claims have in common: the h1, or the claim where the markup of
// the h1 parts it from more than the headline: a kicker before it, a subtitle, a date or a count of comments after it. It
// is "" where none agrees.
func (h *headlines) agreeing(i int, claims []string) string {
	h1 := h.shown[i]
	key := fold(h1)
	for _, c := range claims {
		switch {
		case fold(c) != key:
		case words(c) > words(h1):
			return c // the markup of the h1 glues its parts together
		default:
			return h1
		}
	}
	for _, c := range claims {
		if k := fold(c); (h.ends[i][k] || h.starts[i][k]) && 2*len(k) > len(key) && words(c) > 2 {
			return c
		}
	}
	for _, c := range h.claims {
		switch k := fold(c); {
		case k == "" || words(c) < 2:
		case strings.HasSuffix(h1, c) && isTrail(h1[:len(h1)-len(c)]) && words(c) > 2:
			return c
		case strings.HasPrefix(key, k) && 2*len(k) > len(key), strings.HasSuffix(key, k) && 2*len(k) > len(key), strings.Contains(k, key) && 3*len(key) > 2*len(k):
			return h1
		}
	}
	return ""
}

// isTrail reports whether what stands before a headline is the way through the site's sections.
func isTrail(s string) bool {
	s = strings.TrimSpace(s)
	for _, mark := range []string{">", "»", "›", "〉", "|", "/"} {
		if strings.HasSuffix(s, mark) {
			return true
		}
	}
	return false
}

// sharesWords reports whether a text has at least so many fifths of its words from one of the claims.
func sharesWords(text string, claims []string, fifths int) bool {
	own := strings.Fields(strings.ToLower(text))
	for _, c := range claims {
		theirs := set(strings.ToLower(c))
		n := 0
		for _, w := range own {
			if theirs[w] {
				n++
			}
		}
		if n*5 >= len(own)*fifths {
			return true
		}
	}
	return false
}

// standing is the longest of the parts that stands on the page as a text of its own, those of headings first; it is ""
// where none does.
func (s *survey) standing(parts []string) string {
	wanted := map[string]string{}
	for _, p := range parts {
		if words(p) > 1 {
			wanted[fold(p)] = p
		}
	}
	best, ofHeading := "", false
	for i := range s.blocks {
		b := &s.blocks[i]
		if i > 600 {
			break
		}
		if b.embed != nil || b.words < 2 || b.words > 40 {
			continue
		}
		p, ok := wanted[fold(b.text)]
		heading := b.kind == kindHeading && b.linked == 0
		if ok && (heading && !ofHeading || heading == ofHeading && words(p) > words(best)) {
			best, ofHeading = p, heading
		}
	}
	return best
}

// titleDashes are what titles put between the headline, the section and the outlet.
var titleDashes = []string{" | ", " – ", " — ", " - ", " :: ", " » ", " › ", " > ", " • ", " · ", " : ", ": ", " // ", " / ", " _ ", "｜", "│", "|", "_", " ‹ ", "：", " 〉"}

// titleParts are the runs of a title's pieces, of all kinds of dashes, that may be its headline: they open the title,
// or have its longest piece in them.
func titleParts(title string) []string {
	dashes := titleDashes
	if r, _ := utf8.DecodeRuneInString(title); isDense(r) {
		dashes = append(dashes[:len(dashes):len(dashes)], "-", " ")
	}
	var parts []string
	for _, dash := range dashes {
		pieces := strings.Split(title, dash)
		if len(pieces) < 2 || len(pieces) > 8 {
			continue
		}
		longest := 0
		for i, p := range pieces {
			if len(p) > len(pieces[longest]) {
				longest = i
			}
		}
		for n := len(pieces) - 1; n > 0; n-- {
			for i := 0; i+n <= len(pieces) && len(parts) < 100; i++ {
				if i == 0 || i <= longest && longest < i+n {
					parts = append(parts, strings.TrimSpace(strings.Join(pieces[i:i+n], dash)))
				}
			}
		}
	}
	return parts
}

// withoutOutlet cuts the outlet's name off a title: "Headline - The Outlet", "Headline | Section | Outlet",
// "Outlet: Headline".
func withoutOutlet(title string, o outlet) string { return o.cutOff(title, len(o.names) < 2) }

// cutOff cuts the outlet's name off. Short pieces before it are sections and go as well; where the outlet's name
// isn't known, the last short piece is taken for it.
func (o outlet) cutOff(title string, loose bool) string {
	for _, dash := range []string{" - ", " | ", " – ", ": ", " » ", "|", "："} {
		if head, tail, found := strings.Cut(title, dash); found && o.is(head) && words(tail) > 1 {
			return o.cutOff(strings.TrimSpace(tail), loose)
		}
	}
	for _, dash := range []string{" | ", " – ", " — ", " - ", " :: ", " » ", " • ", " · ", " : ", " // ", "｜", "│", "_", " ‹ ", " / "} {
		head, tail, found := cutLast(title, dash)
		if !found || words(head) == 0 {
			continue
		}
		if o.is(tail) || words(head) > 1 && (o.isIn(tail) || loose && isOutletTail(head, tail, dash, len(o.names) < 2)) {
			return o.cutOff(head, true)
		}
	}
	return title
}

// isOutletTail reports whether what follows a dash in a title is short enough to be an outlet's name or a section. A
// dash that sentences have as well needs a page that doesn't tell what its outlet is called.
func isOutletTail(head, tail, dash string, unnamed bool) bool {
	if words(tail) == 0 || words(tail) > 4 {
		return false
	}
	switch dash {
	case " - ", "_", " / ", " – ", " : ":
		return unnamed && words(head) >= 5
	}
	return words(head) >= 2*words(tail) || unnamed && words(head) >= 5
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+len(sep):]), true
}
