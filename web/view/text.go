package view

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"golang.org/x/text/language"

	"parallax/news"
)

// longestHeading is the size in bytes of the longest heading within an article. What is longer is a paragraph with the wrong mark.
const longestHeading = 1000

// How many user-perceived characters of a publisher's text a place on a page takes.
const (
	clipHeadline = 220  // in lists
	clipTitle    = 1000 // as the heading of its own page
	clipLead     = 600
	clipName     = 80 // of an outlet, an author, a handle
	clipPost     = 2000
	clipValue    = 120 // one value of evidence
)

// Dir is the direction that text of a language runs in: "rtl", "ltr", or "auto" where the language isn't
// known and the text itself has to tell.
func Dir(tag string) string {
	if tag == "" || tag == news.Undetermined {
		return "auto"
	}
	t, err := language.Parse(tag)
	if err != nil {
		return "auto"
	}
	script, _ := t.Script()
	switch script.String() {
	case "Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Mand", "Samr":
		return "rtl"
	}
	return "ltr"
}

// Lang is the value of a lang attribute: HTML writes an unknown language as the empty string.
func Lang(tag string) string {
	if tag == news.Undetermined {
		return ""
	}
	return tag
}

// Clean takes out of a line of foreign text what would deceive or break a page: control characters, and the
// Unicode controls that embed, override or isolate directions (UAX #9), since each text stands in an element
// with a dir of its own. Joiners stay: Persian, Hindi and emoji need them. Runs of white space become one space, which doesn't
// break before the marks that French sets apart, nor inside its quotation marks.
func Clean(s string) string {
	const noBreak, narrowNoBreak = 0xA0, 0x202F
	var b strings.Builder
	space, opened := false, false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) && r != noBreak && r != narrowNoBreak:
			space = true
		case unicode.IsControl(r), r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0xFEFF, r == unicode.ReplacementChar:
		default:
			switch {
			case !space || b.Len() == 0:
			case opened, strings.ContainsRune(":;!?»›", r):
				b.WriteRune(noBreak)
			default:
				b.WriteByte(' ')
			}
			space, opened = false, r == '«' || r == '‹'
			b.WriteRune(r)
		}
	}
	return b.String()
}

// CleanLines is Clean for a text of several lines, which stay.
func CleanLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = Clean(line)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// maxClusterBytes is the most that one user-perceived character may take. Family emoji need 25 to 35 bytes;
// beyond twice that it is marks stacked to reach over the neighbouring lines.
const maxClusterBytes = 64

// Clip cuts text to at most n user-perceived characters (UAX #29) and marks the cut with an ellipsis. Characters
// beyond maxClusterBytes are left out.
func Clip(s string, n int) string {
	if len(s) <= n && (len(s) <= maxClusterBytes || isASCII(s)) {
		return s
	}
	var b strings.Builder
	state := -1
	for count := 0; len(s) > 0; {
		var cluster string
		cluster, s, _, state = uniseg.FirstGraphemeClusterInString(s, state)
		if len(cluster) > maxClusterBytes {
			continue
		}
		if count == n {
			return strings.TrimRightFunc(b.String(), unicode.IsSpace) + "…"
		}
		b.WriteString(cluster)
		count++
	}
	return b.String()
}

// isASCII reports whether each byte of a text is a character of its own, as in most English.
func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Line is a publisher's text as one safe line of at most n characters, or fallback where nothing visible is left.
func Line(s string, n int, fallback string) string {
	s = Clip(Clean(s), n)
	for _, r := range s {
		if unicode.IsGraphic(r) && !unicode.IsSpace(r) && !isInvisible(r) {
			return s
		}
	}
	return fallback
}

// isInvisible reports letters that fonts draw as nothing, which IsGraphic counts as visible.
func isInvisible(r rune) bool {
	return r == 0x115F || r == 0x1160 || r == 0x3164 || r == 0xFFA0 || r == 0x2800 || unicode.Is(unicode.Mn, r)
}

// Paragraphs splits a text at its blank lines.
func Paragraphs(text string) []string {
	var out []string
	for _, p := range strings.Split(text, "\n\n") {
		if p = CleanLines(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// SourceName is what to call an outlet: its name, or else its ID or its host.
func SourceName(s news.Source) string {
	return Line(s.Name, clipName, Line(s.ID, clipName, Line(s.Host, clipName, "?")))
}

// The addresses of the site's own pages.

func incidentPath(id string) string { return "/incidents/" + url.PathEscape(id) }
func comparePath(id string) string  { return incidentPath(id) + "/compare" }
func storyPath(id string) string    { return "/stories/" + url.PathEscape(id) }
func articlePath(id string) string  { return "/articles/" + url.PathEscape(id) }
func postPath(id string) string     { return "/posts/" + url.PathEscape(id) }

// AuthorPath is the address of the page of a post's author, or empty where no handle is known.
func AuthorPath(p news.Post) string {
	if Line(p.Handle, 1, "") == "" || p.Platform == "" {
		return ""
	}
	return "/authors/" + url.PathEscape(p.Platform) + "/" + url.PathEscape(p.Handle)
}

// authorQuery asks the API for an author's records.
func authorQuery(p news.Post) string {
	return url.Values{"platform": {p.Platform}, "handle": {p.Handle}}.Encode()
}

func sourcePath(id string) string { return "/sources/" + url.PathEscape(id) }

// webAddress returns address if it is an absolute http or https address, else "": what a publisher calls a
// link may be anything.
func webAddress(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return ""
	}
	return u.String()
}
