package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/publicsuffix"
)

// An outlet is what a page's publisher goes by: names to be cut off headlines and left out of bylines.
type outlet struct {
	site     string   // the name as the page gives it, "" if it doesn't
	names    []string // folded: the name, the parts of a long one, the publisher of JSON-LD, the host
	initials string   // of the name's words, if there are at least two
	label    string   // the part of the host that the publisher chose: "ledger" of www.ledger.co.uk
}

func newOutlet(site, host string, articles []linked) outlet {
	host = siteHost(host)
	o := outlet{site: site, label: hostLabel(host)}
	add := func(name string) {
		if key := fold(name); key != "" && len(name) < 100 && len(o.names) < 20 {
			o.names = append(o.names, key)
		}
	}
	if parts := strings.Fields(site); len(parts) > 1 && len(parts) < 6 {
		for _, w := range parts {
			r, _ := utf8.DecodeRuneInString(w)
			o.initials += strings.ToLower(string(r))
		}
	}
	add(site)
	for _, part := range strings.FieldsFunc(site, func(r rune) bool { return strings.ContainsRune("|–—•·:", r) }) {
		if words(part) > 0 && len(strings.TrimSpace(part)) > 3 {
			add(part)
		}
	}
	for _, a := range articles {
		add(a.text("publisher"))
	}
	add(host)
	return o
}

// hostLabel is the label of a host that stands before the public suffix.
func hostLabel(host string) string {
	domain, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		return ""
	}
	label, _, _ := strings.Cut(domain, ".")
	return fold(label)
}

// is reports whether a text is no more than the outlet's name, or a part of it.
func (o outlet) is(text string) bool {
	key := fold(text)
	if key == "" {
		return false
	}
	if key == o.label || key == o.initials {
		return true
	}
	for _, name := range o.names {
		if key == name || len(key) > 3 && strings.Contains(name, key) {
			return true
		}
	}
	return false
}

// isIn reports whether the outlet's name stands in a text.
func (o outlet) isIn(text string) bool {
	key := fold(text)
	for _, name := range o.names {
		if len(name) > 2 && strings.Contains(key, name) {
			return true
		}
	}
	return len(o.label) > 3 && strings.Contains(key, o.label)
}

// siteName is the outlet's name as the page gives it: what it calls itself in its tags, its publisher, or the piece of its
// title that its address has as well. A name as long as a sentence is the page's own headline, put into the wrong field.
func (s *survey) siteName(t tags, articles []linked, host string) string {
	label := hostLabel(siteHost(host))
	name := html.UnescapeString(t.first("og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:app:name:iphone"))
	misused := words(name) > 5 && (strings.HasPrefix(fold(s.title), fold(name)) || strings.HasPrefix(fold(name), fold(t.first("og:title"))) && t.first("og:title") != "")
	if name != "" && !misused && !strings.Contains(name, "://") && !strings.HasPrefix(name, "@") && !strings.ContainsAny(name, "{}") {
		return name
	}
	for _, a := range articles {
		if n := a.text("publisher"); n != "" && !strings.Contains(n, "/") {
			return n
		}
	}
	return pieceNamed(label, s.title)
}

// pieceNamed is the last piece of a title that is a host's label, written out: "The Ledger" for the-ledger.example.
func pieceNamed(label, title string) string {
	if len(label) < 3 {
		return ""
	}
	for _, dash := range []string{" | ", " - ", " – ", " — ", " :: ", " · ", " • ", " » ", ": "} {
		if _, tail, found := cutLast(title, dash); found {
			if key := fold(tail); key == label || key == "the"+label || "the"+key == label {
				return tail
			}
		}
	}
	return ""
}
