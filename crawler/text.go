package crawler

import (
	"strings"

	"github.com/rivo/uniseg"
	"golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"
)

// plainText reads the words out of a piece of HTML, as feeds have it in titles and summaries: no tags, no
// scripts, entities resolved, white space folded, NFC, at most max bytes.
func plainText(s string, max int) string {
	if len(s) > 16*max {
		s = s[:16*max]
	}
	if !strings.ContainsAny(s, "<&") {
		return clip(norm.NFC.String(fold(strings.ToValidUTF8(s, "�"))), max)
	}
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	hidden := ""
	for b.Len() < 4*max {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		switch kind {
		case html.TextToken:
			if hidden == "" {
				b.Write(z.Text())
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			tag, _ := z.TagName()
			name := string(tag)
			switch {
			case kind == html.StartTagToken && (name == "script" || name == "style"):
				hidden = name
			case kind == html.EndTagToken && name == hidden:
				hidden = ""
			case !isInline(name):
				b.WriteByte(' ')
			}
		}
	}
	return clip(norm.NFC.String(fold(strings.ToValidUTF8(b.String(), "�"))), max)
}

// isInline reports whether a tag stands inside words without parting them.
func isInline(tag string) bool {
	switch tag {
	case "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "mark", "q", "rb", "rp", "rt", "ruby",
		"s", "small", "span", "strong", "sub", "sup", "u", "wbr":
		return true
	}
	return false
}

// fold replaces each run of white space by one space and drops control characters.
func fold(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7f {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// clip cuts s to at most max bytes, between two characters as a reader sees them, and marks the cut with "…".
func clip(s string, max int) string {
	if len(s) <= max {
		return s
	}
	end := 0
	for g := uniseg.NewGraphemes(s); g.Next(); {
		_, to := g.Positions()
		if to > max-len("…") {
			break
		}
		end = to
	}
	return strings.TrimRight(s[:end], " ") + "…"
}
