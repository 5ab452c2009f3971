package extract

import (
	"golang.org/x/net/html/atom"
)

// arrange gives the chosen body the structure that it has on the page: text that layouts repeat comes once, paragraphs
// that are one link stay between their neighbours, what opens an accordion is a heading, and the entries of a live blog
// have their times.
func (s *survey) arrange(body []block) []block {
	body = s.withClocks(s.withLinks(once(body)))
	for i := range body {
		if b := &body[i]; b.embed == nil && s.boxes[b.box].node.DataAtom == atom.Summary {
			b.kind, b.level = kindHeading, 4
		}
	}
	return body
}

// once drops second copies as layouts for wide and narrow screens have them: a paragraph right after itself, and a run of
// pieces that repeats, in their order, at least two fifths of the words before it. Other repetitions are the author's: the
// same question to several people, the same meal on several days.
func once(body []block) []block {
	place, total := map[string]int{}, 0 // where each text stands first, and how many words there are before the block
	out := body[:0:0]
	for i := 0; i < len(body); i++ {
		b := &body[i]
		if from, seen := place[b.text]; seen && b.embed == nil {
			if from == i-1 && b.words >= wordsOfSentence {
				continue
			}
			if n, words := copied(body, from, i); n > 1 && words*5 >= total*2 {
				i += n - 1
				continue
			}
		} else if b.embed == nil {
			place[b.text] = i
		}
		total += b.words
		out = append(out, *b)
	}
	return out
}

// copied is how many blocks from the one at i on are those from the one at from on, and how many words they have.
func copied(body []block, from, i int) (n, words int) {
	for i+n < len(body) && from+n < i && body[i+n].text == body[from+n].text {
		words += body[i+n].words
		n++
	}
	return n, words
}

// wordsOfSentence is how many words make a text that isn't said twice by chance.
const wordsOfSentence = 8

// withLinks puts back the paragraphs that are one link and a whole sentence, where their neighbours on both sides are
// of the body and one of them is a paragraph in the same element.
func (s *survey) withLinks(body []block) []block {
	var out []block
	at := 0
	for i := range s.blocks {
		b := &s.blocks[i]
		if at < len(body) && s.same(b, &body[at]) {
			out = append(out, body[at])
			at++
			continue
		}
		if at > 0 && at < len(body) && i > 0 && i+1 < len(s.blocks) && b.kind == kindParagraph && b.linked == b.words && b.words >= wordsOfSentence && endsSentence(b.text) &&
			s.same(&s.blocks[i-1], &body[at-1]) && s.same(&s.blocks[i+1], &body[at]) && (s.beside(b, &s.blocks[i-1]) || s.beside(b, &s.blocks[i+1])) {
			out = append(out, *b)
		}
	}
	if at < len(body) {
		return body
	}
	return out
}

func (s *survey) same(a, b *block) bool {
	return a.box == b.box && a.text == b.text && a.embed == b.embed
}

// beside reports whether two blocks are paragraphs in the same element.
func (s *survey) beside(a, b *block) bool {
	return b.kind == kindParagraph && b.embed == nil && s.boxes[a.box].parent == s.boxes[b.box].parent
}
