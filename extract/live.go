package extract

import (
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// clockLine is a line that gives the time of day and nothing else, with the day before it or the zone after it at most.
var clockLine = regexp.MustCompile(`(?i)^(?:[\p{L}\d.,/\- ]{0,24}[,|•·\-–— ]\s*)?(?:[01]?\d|2[0-3])(?:[:.][0-5]\d|[:.]?[0-5]?\d?\s?[ap]\.?m\.?|h[0-5]\d|[:.][0-5]\d\s?[ap]\.?m\.?)(?:\s?(?:uhr|h|hrs|klo|kl\.?)|\s[A-Z]{2,4}(?:[+\-]\d{1,2})?)?\.?$`)

// fewestEntries is how many entries with a time a page needs to count as a live blog.
const fewestEntries = 3

// withClocks puts the times back that stand over the entries of a live blog. They become headings among the blocks, and
// no part of the text.
func (s *survey) withClocks(body []block) []block {
	clocks := s.clockLines(body)
	if len(clocks) < fewestEntries {
		clocks = s.clockElements(body)
	}
	if len(clocks) < fewestEntries {
		return body
	}
	out := make([]block, 0, len(body)+len(clocks))
	for i := range body {
		if clock, ok := clocks[i]; ok {
			out = append(out, block{kind: kindClock, box: body[i].box, text: clock})
		}
		out = append(out, body[i])
	}
	return out
}

// clockLines are the times before blocks of the body, by the block's place, that stand as short lines of their own.
func (s *survey) clockLines(body []block) map[int]string {
	clocks := map[int]string{}
	furniture, at := 0, 0 // blocks since the last one of the body
	for i := range s.blocks {
		if at == len(body) {
			return clocks
		}
		if !s.same(&s.blocks[i], &body[at]) {
			furniture++
			continue
		}
		if clock := s.clockBefore(i, min(furniture, 3)); clock != "" {
			clocks[at] = clock
		}
		furniture = 0
		at++
	}
	if at < len(body) {
		return nil
	}
	return clocks
}

// clockBefore is the last of the n blocks before block i that is a time of day, "" if none is.
func (s *survey) clockBefore(i, n int) string {
	for j := i - 1; j >= i-n; j-- {
		b := &s.blocks[j]
		if b.isClock() {
			return b.text
		}
	}
	return ""
}

// isClock reports whether a block is a line that gives the time of day and nothing else.
func (b *block) isClock() bool {
	return b.embed == nil && b.kind != kindCell && b.words > 0 && b.words <= 8 && len(b.text) < 60 && hasDigit(b.text) && clockLine.MatchString(b.text)
}

// clockElements are the same by time elements, whatever stands beside them and however long ago they say it was.
func (s *survey) clockElements(body []block) map[int]string {
	if len(s.times) < fewestEntries {
		return nil
	}
	clocks := map[int]string{}
	at := 0
	for i, n := range s.times {
		for at < len(body) && body[at].box <= s.timesIn[i] {
			at++
		}
		if at == len(body) {
			break
		}
		if i+1 < len(s.times) && s.timesIn[i+1] < body[at].box || isForeign(n) {
			continue // another one is nearer to that block
		}
		if clock := clockOf(n); clock != "" {
			clocks[at] = clock
		}
	}
	return clocks
}

// clockOf is the time of day that a time element shows or, where it shows how long ago that was, has for machines. How
// long a video takes is no time of day.
func clockOf(n *html.Node) string {
	if strings.Contains(strings.ToLower(attr(n, "class")), "duration") || strings.HasPrefix(attr(n, "datetime"), "P") {
		return ""
	}
	shown := tidy(visible(n))
	if len(shown) < 60 && hasDigit(shown) && clockLine.MatchString(shown) {
		return shown
	}
	t, err := time.Parse(time.RFC3339, strings.TrimSpace(attr(n, "datetime")))
	if err != nil || t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 { // the day alone
		return ""
	}
	return t.Format("2006-01-02 15:04")
}
