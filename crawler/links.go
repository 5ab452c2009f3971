package crawler

import (
	"net/url"
	"slices"
	"strings"
)

// maxLinks is how many links of one document or answer are looked at.
const maxLinks = 64

// A link says what another document is to the one that names it.
type link struct {
	address string // absolute
	rel     string // one relation, in lower case
	kind    string // media type, in lower case; "" if it isn't said
}

// headerLinks reads the Link fields of an answer (RFC 8288), addresses made absolute against base. A link with several
// relations comes once for each. What makes no sense is skipped.
func headerLinks(values []string, base *url.URL) []link {
	var links []link
	for _, value := range values {
		rest := value
		for len(links) < maxLinks {
			open := strings.IndexByte(rest, '<')
			if open < 0 {
				break
			}
			target, parameters, closed := strings.Cut(rest[open+1:], ">")
			if !closed {
				break
			}
			var rels, kind string
			rels, kind, rest = linkParameters(parameters)
			address := resolve(base, target)
			for _, rel := range strings.Fields(strings.ToLower(rels)) {
				if address != "" && len(links) < maxLinks {
					links = append(links, link{address: address, rel: rel, kind: strings.ToLower(kind)})
				}
			}
		}
	}
	return links
}

// linkParameters reads what follows a link's address up to the comma before the next link. The first of several values holds.
func linkParameters(s string) (rel, kind, rest string) {
	for {
		s = strings.TrimLeft(s, " \t;")
		if s == "" || s[0] == ',' {
			return rel, kind, s
		}
		end := strings.IndexAny(s, "=;,")
		if end < 0 {
			return rel, kind, ""
		}
		name, value := strings.ToLower(strings.TrimSpace(s[:end])), ""
		if s[end] == '=' {
			value, s = linkValue(s[end+1:])
		} else {
			s = s[end:]
		}
		switch {
		case name == "rel" && rel == "":
			rel = value
		case name == "type" && kind == "":
			kind = value
		}
	}
}

// linkValue reads a token or a quoted string.
func linkValue(s string) (value, rest string) {
	s = strings.TrimLeft(s, " \t")
	if !strings.HasPrefix(s, `"`) {
		end := strings.IndexAny(s, ";,")
		if end < 0 {
			end = len(s)
		}
		return strings.TrimSpace(s[:end]), s[end:]
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '"':
			return b.String(), s[i+1:]
		case '\\':
			if i++; i == len(s) {
				return b.String(), ""
			}
		}
		b.WriteByte(s[i])
	}
	return b.String(), ""
}

// maxHubs is how many hubs of one feed are remembered.
const maxHubs = 5

// takeLink notes what a feed says of another address: the hub that pushes it, its own address there, the page of it that
// has what is older (RFC 5005).
func (p *ParsedFeed) takeLink(rel, address string) {
	switch {
	case address == "":
	case rel == "hub" && len(p.Hubs) < maxHubs && !slices.Contains(p.Hubs, address):
		p.Hubs = append(p.Hubs, address)
	case rel == "self" && p.Self == "":
		p.Self = address
	case rel == "next", rel == "prev-archive" && p.Next == "":
		p.Next = address
	}
}
