package extract

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"parallax/news"
)

// liftFlat turns tweets that were flattened into paragraphs back into posts. What is left of such a tweet is
// its attribution,
//
//	text — Name (@handle) November 3, 2017
//
// at the end of a paragraph or as one of its own. The text is what stands before it: in the same paragraph
// back to the attribution before, else the paragraph before, and further paragraphs where the tweet visibly
// spans them. gaps[i] tells that paragraph i was parted from the one before by more than the usual distance,
// which documents of plain text do inside of a tweet; it may be nil.
//
// moved[i] is where what was blocks[i] went; moved[len(blocks)] is the number of all blocks that are left.
func liftFlat(blocks []block, gaps []bool, language string) (lifted []block, moved []int) {
	l := lifter{blocks: make([]block, 0, len(blocks)), gaps: make([]bool, 0, len(blocks))}
	moved = make([]int, len(blocks)+1)
	for i, b := range blocks {
		moved[i] = len(l.blocks)
		l.take(b, i < len(gaps) && gaps[i], language)
		for j := i; j >= 0 && moved[j] > l.lowest; j-- {
			moved[j] = l.lowest
		}
		l.lowest = len(l.blocks)
	}
	moved[len(blocks)] = len(l.blocks)
	return l.blocks, moved
}

// A lifter is the output of liftFlat as far as it has come.
type lifter struct {
	blocks []block
	gaps   []bool
	lowest int // fewest blocks there were since the last block was begun
}

// take adds a block, or the tweets that it closes.
func (l *lifter) take(b block, gap bool, language string) {
	var found []flatTweet
	rest := b.text
	if b.embed == nil && strings.Contains(b.text, "@") {
		found, rest = splitAttributions(b.text, language)
	}
	for j, a := range found {
		var text []string
		if j == 0 {
			n := linesAbove(l.blocks, l.gaps, a.text, gap)
			keep := len(l.blocks) - n
			for _, above := range l.blocks[keep:] {
				text = append(text, above.text)
			}
			l.blocks, l.gaps, l.lowest = l.blocks[:keep], l.gaps[:keep], min(l.lowest, keep)
		}
		if a.text != "" {
			text = append(text, a.text)
		}
		if len(text) > 0 {
			e := a.embed(strings.Join(text, "\n"))
			l.add(block{kind: kindPost, box: b.box, embed: &e}, false)
		}
	}
	if len(found) > 0 {
		b.text, b.words, b.linked, gap = rest, words(rest), 0, false
	}
	if b.text != "" || b.embed != nil {
		l.add(b, gap)
	}
}

func (l *lifter) add(b block, gap bool) {
	l.blocks, l.gaps = append(l.blocks, b), append(l.gaps, gap)
}

// liftFlat replaces the flattened tweets among the blocks of a page.
func (s *survey) liftFlat() {
	var moved []int
	s.blocks, moved = liftFlat(s.blocks, nil, s.language)
	for i := range s.boxes {
		b := &s.boxes[i]
		b.first, b.last = moved[b.first], moved[b.last]
	}
}

// A flatTweet is one attribution and the text before it in its paragraph.
type flatTweet struct {
	text, name, handle string
	date               time.Time
	line               string // the attribution as written
}

// splitAttributions cuts a paragraph at its attributions. Each must be followed by a date; rest is what
// follows the last one.
func splitAttributions(text, language string) (found []flatTweet, rest string) {
	rest = text
	for len(found) < 100 {
		at := attribution.FindStringSubmatchIndex(rest)
		if at == nil {
			break
		}
		date, after, ok := scanDate(rest[at[1]:], language)
		if !ok || !beginsDate(rest[at[1]:], language) || !isTweetHandle(rest[at[4]:at[5]]) {
			break
		}
		found = append(found, flatTweet{
			text:   strings.TrimSpace(rest[:at[0]]),
			name:   tidy(rest[at[2]:at[3]]),
			handle: rest[at[4]:at[5]],
			date:   date,
			line:   strings.TrimSpace(rest[at[0] : len(rest)-len(after)]),
		})
		rest = strings.TrimSpace(after)
	}
	return found, rest
}

// beginsDate reports whether the first word of s is a number or a month: the date of an attribution follows
// the handle at once, other than in prose that happens to have a date further on.
func beginsDate(s, language string) bool {
	word, _ := nextWord(joinMonths(s[:min(len(s), longestDate)]))
	return word != "" && (isNumber(word) || monthByName(strings.ToLower(word), language) > 0)
}

// maxHandle is what the oldest accounts have; new ones stop at 15.
const maxHandle = 20

func isTweetHandle(s string) bool { return len(s) <= maxHandle && !strings.ContainsAny(s, ".-@") }

// embed is the record of a flattened tweet with the given text.
func (a flatTweet) embed(text string) embed {
	text = cut(text, maxPostText)
	p := news.Post{
		ID:       news.UnaddressedPostID(news.Twitter, a.handle, text),
		Platform: news.Twitter, Author: a.name, Handle: a.handle, Text: text,
		Published: a.date, DateOnly: true,
	}
	for word := range strings.FieldsSeq(text) {
		if strings.HasPrefix(word, "pic.twitter.com/") || strings.HasPrefix(word, "https://t.co/") {
			p.Media = append(p.Media, word)
		}
	}
	return embed{post: p, shown: strings.ReplaceAll(text, "\n", " ") + " " + a.line}
}

// linesAbove is how many of the paragraphs before an attribution belong to its tweet; text is what stands in
// the attribution's own paragraph. Paragraphs are taken while the whole stays within a tweet's length.
func linesAbove(above []block, gaps []bool, text string, gap bool) int {
	n, length := 0, utf8.RuneCountInString(text)
	take := func() bool {
		if n >= len(above) || n >= 4 {
			return false
		}
		b := above[len(above)-1-n]
		size := utf8.RuneCountInString(b.text)
		if b.embed != nil || b.kind == kindHeading || n > 0 && length+size > maxFlatTweet || strings.HasSuffix(b.text, ":") && (n > 0 || text != "") {
			return false
		}
		n, length = n+1, length+size
		return true
	}
	if text == "" {
		if !take() {
			return 0
		}
		if i := len(above) - 1; i < len(gaps) {
			gap = gaps[i]
		}
	}
	first := text
	for {
		if n > 0 {
			first = above[len(above)-n].text
			if i := len(above) - n; i < len(gaps) {
				gap = gaps[i]
			}
		}
		if n >= len(above) || !gap && !isDialogue(above[len(above)-1-n].text, first) || !take() {
			return n
		}
	}
}

// maxFlatTweet is how many characters a tweet over several paragraphs may have: 280 and what its links and
// entities add.
const maxFlatTweet = 400

// isDialogue reports whether two lines are built alike as the halves of a joke are: each a short label, a
// colon, a text ("1944: … / 2017: …", "My mom: … / Me: …").
func isDialogue(a, b string) bool { return hasLabel(a) && hasLabel(b) }

func hasLabel(s string) bool {
	label, rest, ok := strings.Cut(s, ":")
	if !ok || rest == "" || !strings.HasPrefix(rest, " ") {
		return false
	}
	for _, r := range label {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != ' ' && r != '\'' && r != '’' {
			return false
		}
	}
	return label != "" && len(strings.Fields(label)) <= 3 && utf8.RuneCountInString(label) <= 24
}
