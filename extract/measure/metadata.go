package measure

import (
	"regexp"
	"strings"
	"time"
	"unicode"
)

// A Reading is what an extractor made of a page.
type Reading struct {
	Text, Title string
	Published   time.Time
	Authors     []string
}

// Fields judges the fields that the page has gold of: title, day and authors. Pages of the daniel corpus have no gold of
// the day, for its dates are those of a crawl.
func (p *Page) Fields(r Reading) map[string]bool {
	right := map[string]bool{}
	if title := strings.TrimSpace(p.Title); title != "" {
		right["title"] = SameHeadline(title, r.Title)
	}
	if p.Source == "daniel" {
		return right
	}
	if p.Date != "" {
		right["day"] = SameDay(p.Date, r.Published)
	}
	if strings.TrimSpace(p.Author) != "" {
		right["authors"] = SameSigners(p.Author, r.Authors)
	}
	return right
}

// Signers are the names of a byline, as SameSigners parts those of the gold.
func Signers(byline string) []string {
	var names []string
	for name := range strings.SplitSeq(byline, ";") {
		for _, part := range between.Split(strings.TrimSpace(name), -1) {
			if part = strings.TrimSpace(part); part != "" && !isDegree(part) {
				names = append(names, part)
			}
		}
	}
	return names
}

// SameHeadline compares letters and digits, in any case. One of the two may have a piece more, parted by a bar or a dash
// and at most five words long: an outlet, a section.
func SameHeadline(a, b string) bool {
	return fold(a) == fold(b) || fold(withoutTail(a)) == fold(b) || fold(withoutTail(b)) == fold(a)
}

func withoutTail(s string) string {
	for _, dash := range []string{" | ", " - ", " – ", " — ", "_", " : "} {
		i := strings.LastIndex(s, dash)
		if i < 0 {
			continue
		}
		head, tail := strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+len(dash):])
		if n := wordCount(tail); n <= 5 && wordCount(head) > n {
			return head
		}
	}
	return s
}

// wordCount is the number of words; where words aren't parted, two characters count as one.
func wordCount(s string) int {
	letters := len(unspace.FindAllString(s, -1))
	return len(token.FindAllString(unspace.ReplaceAllString(s, " "), -1)) + (letters+1)/2
}

// SameDay compares the day as printed: that of the page's time in its own zone, or, where the gold has a zone, in that.
func SameDay(gold string, got time.Time) bool {
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04:05Z07:00"} {
		if t, err := time.Parse(layout, gold); err == nil && got.In(t.Location()).Format(time.DateOnly) == t.Format(time.DateOnly) {
			return true
		}
	}
	return strings.HasPrefix(strings.ReplaceAll(gold, ".", "-"), got.Format(time.DateOnly))
}

// SameSigners compares sets of names by their letters. In the gold, names stand one after the other in several ways,
// with academic degrees among them.
func SameSigners(gold string, names []string) bool {
	want := map[string]bool{}
	for _, name := range Signers(gold) {
		want[fold(name)] = true
	}
	if len(names) != len(want) {
		return false
	}
	for _, name := range names {
		if !want[fold(name)] {
			return false
		}
	}
	return true
}

// isDegree reports whether a piece of a byline is a handful of capitals that aren't an agency's.
func isDegree(s string) bool { return degree.MatchString(s) && !agency.MatchString(s) }

var (
	between = regexp.MustCompile(`\s*(?:[,;|/•·●⋅、，؛،／]|\s(?:and|und|et|y|e|i|og|och|en|ja|и|та|και|&|with|mit|avec|con|com|ve|a|và|dan|و|ו)\s)\s*`)
	degree  = regexp.MustCompile(`^(?:(?:\p{Lu}\.?){1,5}|PhD|Ph\.D\.?|MPhil|MSc|BSc|EdD)$`)
	agency  = regexp.MustCompile(`^(?:AP|AFP|DPA|APA|EFE|ANSA|SID|KNA|EPD|PAP|TASS|UPI|ANI|PTI|IANS|ANP|NTB|TT|STT|MTI|ČTK|HINA|BTA|AA|DHA|IHA|DDP|OTS|SDA|ATS|PA|AAP|CNN|BBC)$`)
)

// fold keeps letters, marks and digits, in lower case.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.L, unicode.M, unicode.N) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
