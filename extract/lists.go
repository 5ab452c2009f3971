package extract

import "strings"

// isList reports whether a page is a list of at least so many other pages: nothing on it claims to be an article, and JSON-LD
// calls it a list, or most of what was taken for its body are short pieces that each follow a linked headline, as many others on the page do.
func (s *survey) isList(m *metadata, body []block, teasing int) bool {
	if m.claimed || m.dated || strings.HasPrefix(m.kind, "article") {
		return false
	}
	pieces := map[string]bool{}
	for i := range body {
		b := &body[i]
		if b.embed != nil || b.isLinkedHeadline() {
			continue
		}
		if b.words > longestTeaser {
			return false
		}
		pieces[b.text] = true
	}
	if m.listing && s.listsHeadlines() {
		return true
	}
	teasers, ofBody, adjacent := 0, 0, 0
	for i := range s.blocks {
		b := &s.blocks[i]
		if b.words < 5 || b.words > longestTeaser || b.linked*2 > b.words {
			continue
		}
		follows := i > 0 && s.blocks[i-1].isLinkedHeadline()
		if !follows && !(i > 1 && s.blocks[i-2].isLinkedHeadline()) {
			continue
		}
		teasers++
		if pieces[b.text] {
			ofBody++
			if follows {
				adjacent++
			}
		}
	}
	// One piece with a date between it and the headline is as well a notice whose title links to itself.
	return teasers >= teasing && (ofBody > 1 || adjacent > 0) && ofBody*3 >= len(pieces)*2
}

// listsHeadlines reports whether a page has the linked headlines of at least five other pages.
func (s *survey) listsHeadlines() bool {
	n := 0
	for i := range s.blocks {
		if b := &s.blocks[i]; b.words >= 4 && b.isLinkedHeadline() {
			n++
		}
	}
	return n >= severalArticles
}

// longestTeaser is how many words the teasers of other pages have at most.
const longestTeaser = 80

func (b *block) isLinkedHeadline() bool { return b.words >= 3 && b.linked*5 >= b.words*4 }
