package index

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"parallax/news"
)

// snippetWidth is how much text a snippet shows, in terminal columns: Chinese characters count twice, as they
// say as much.
const snippetWidth = 280

// title is an article's title with its matches.
func (m *marker) title(a *news.Article) []Span {
	return spans(a.Title, m.find(fieldTitle, passage{a.Title, a.Language}), 0, len(a.Title))
}

// snippet gives a hit the part of its article that shows best why it was found: the window with the most different
// words of the query in the text, else in the lead, else in a post; the beginning where nothing is to be
// marked.
func (m *marker) snippet(a *news.Article, hit *Hit) {
	type source struct {
		field string
		passage
	}
	sources := []source{{fieldText, passage{a.Text, a.Language}}, {fieldLead, passage{a.Lead, a.Language}}}
	for _, p := range a.Posts {
		sources = append(sources, source{fieldPost, passage{p.Text, p.Language}})
	}
	most := 0
	for _, s := range sources {
		if most == len(m.nodes) {
			break
		}
		if w, regions := m.window(s.field, s.passage); w.words > most {
			most = w.words
			hit.Snippet, hit.SnippetLanguage, hit.SnippetInPost = w.spans(s.text, regions), s.language, s.field == fieldPost
		}
	}
	if most == 0 {
		start := a.Lead
		if start == "" {
			start = a.Text
		}
		hit.Snippet, hit.SnippetLanguage = windowOf(start, nil, -1).spans(start, nil), a.Language
	}
}

// A window is the stretch of a text that a snippet shows, and how many different words of the query are in it.
type window struct{ from, until, words int }

// window finds the window of a text, and what is to be marked in it. It reads no more paragraphs than it needs: words of a
// phrase stand in the same one, and no window is better than one with all words.
func (m *marker) window(field string, p passage) (window, []region) {
	all := m.nodesIn(field)
	if all == 0 {
		return window{}, nil
	}
	var regions []region
	var best window
	near := 0 // the first region that may share a window with those of the next paragraph
	text := clip(p.text, maxText)
	for end, start := 0, 0; start < len(text); start = end {
		end = paragraphEnd(text, start)
		for _, r := range m.find(field, passage{text[start:end], p.language}) {
			regions = append(regions, region{r.start + start, r.end + start, r.node})
		}
		if best.words < all {
			for near < len(regions) && start-regions[near].start >= snippetWidth {
				near++
			}
			if first, words := densest(regions[near:], all); words == all {
				best = windowOf(p.text, regions, near+first)
				best.words = words
			}
		}
		if best.words == all && best.until <= end {
			return best, regions
		}
	}
	first, words := densest(regions, all)
	best = windowOf(p.text, regions, first)
	best.words = words
	return best, regions
}

// paragraphEnd is where the paragraph ends that begins at a place, behind the blank line that follows it.
func paragraphEnd(text string, start int) int {
	if i := strings.Index(text[start:], "\n\n"); i >= 0 {
		return start + i + 2
	}
	return len(text)
}

// windowOf is the stretch of about snippetWidth around one of the regions, or at the beginning of the text if that is -1. It
// begins at a sentence or a word, and ends at a word.
func windowOf(text string, regions []region, first int) window {
	w := window{}
	if first >= 0 {
		w.from = sentenceStart(text, regions[first].start)
	}
	w.until = advance(text, w.from, snippetWidth)
	if first >= 0 {
		w.until = max(w.until, regions[first].end)
	}
	return w
}

// spans cuts the window out of its text.
func (w window) spans(text string, regions []region) []Span {
	list := spans(text, regions, w.from, w.until)
	for i := range list {
		list[i].Text = oneLine(list[i].Text)
	}
	if w.from > 0 && len(list) > 0 {
		list = append([]Span{{Text: "… "}}, list...)
	}
	if w.until < len(text) {
		list = append(list, Span{Text: " …"})
	}
	return list
}

// densest returns the first of the regions around which the most different words of the query stand, -1 without
// regions. There are so many words in all.
func densest(regions []region, all int) (first, count int) {
	first = -1
	for i := range regions {
		if count == all {
			break
		}
		seen := map[int]bool{}
		for j := i; j < len(regions) && regions[j].end-regions[i].start < snippetWidth; j++ {
			seen[regions[j].node] = true
		}
		if len(seen) > count {
			first, count = i, len(seen)
		}
	}
	return first, count
}

// sentenceStart goes back from a place to where its sentence begins, or to a word's beginning a third of a
// snippet before it.
func sentenceStart(text string, at int) int {
	floor := retreat(text, at, snippetWidth/3)
	if floor == 0 && at < snippetWidth {
		return 0
	}
	for i := at; i > floor; {
		r, n := utf8.DecodeLastRuneInString(text[:i])
		if r == '\n' || isFullStop(r) {
			return skipSpace(text, i, at)
		}
		if isStop(r) && i < at && unicode.IsSpace(firstRune(text[i:])) {
			return skipSpace(text, i, at)
		}
		i -= n
	}
	if i := strings.IndexFunc(text[floor:at], unicode.IsSpace); i >= 0 {
		return skipSpace(text, floor+i, at)
	}
	return floor
}

func skipSpace(text string, i, limit int) int {
	for i < limit {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsSpace(r) && r != '»' && r != '”' && r != '"' && r != '」' {
			break
		}
		i += n
	}
	return i
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// isStop covers the marks that end a sentence where a space follows; isFullStop those that need no space.
func isStop(r rune) bool {
	switch r {
	case '.', '!', '?', '…', ';', '؟', '۔', '։', '।', '॥', '၊', '။':
		return true
	}
	return false
}

func isFullStop(r rune) bool { return r == '。' || r == '！' || r == '？' }

// advance goes on from a place by so many columns, and back to the last space if there is one nearby; it never
// breaks a character.
func advance(text string, from, columns int) int {
	at := from
	lastSpace := -1
	state := -1
	for at < len(text) {
		cluster, _, width, next := uniseg.FirstGraphemeClusterInString(text[at:], state)
		if columns -= width; columns < 0 {
			if lastSpace > from && at-lastSpace < 60 {
				return lastSpace
			}
			return at
		}
		if unicode.IsSpace(firstRune(cluster)) {
			lastSpace = at
		}
		at += len(cluster)
		state = next
	}
	return at
}

// retreat goes back from a place by about so many columns without breaking a character.
func retreat(text string, at, columns int) int {
	from := max(0, at-columns*4)
	for from > 0 && !utf8.RuneStart(text[from]) {
		from--
	}
	var starts, widths []int
	total := 0
	state := -1
	for i := from; i < at; {
		cluster, _, width, next := uniseg.FirstGraphemeClusterInString(text[i:at], state)
		starts, widths = append(starts, i), append(widths, width)
		total += width
		i += len(cluster)
		state = next
	}
	k := 0
	for k < len(starts) && total > columns {
		total -= widths[k]
		k++
	}
	switch {
	case k == len(starts):
		return at
	case k == 0 && from > 0 && len(starts) > 1:
		return starts[1] // the first piece may begin inside a character
	}
	return starts[k]
}

// oneLine puts spaces for line breaks.
func oneLine(s string) string {
	if !strings.ContainsAny(s, "\n\r\t") {
		return s
	}
	return strings.NewReplacer("\r\n", " ", "\n\n", " ", "\n", " ", "\r", " ", "\t", " ").Replace(s)
}
