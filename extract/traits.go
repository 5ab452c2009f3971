package extract

import (
	"math/bits"
	"strings"
)

// A trait is something that is more or less true of a block, for the second pass: a small number. Unlike the
// features of the first pass, which are added up, traits are compared to bounds, one after the other, so that each can
// mean another thing beside the others.
type trait uint8

// The traits of a block by itself, of its neighbours, of its surroundings, and of the body that the first pass made
// out. Scores are in quarters of log-odds (see quarters), shares in 32nds, counts of words in classes of magnitude.
const (
	traitShape trait = iota
	traitWords
	traitLinked
	traitEnd
	traitStart
	traitLetters
	traitRepeated
	traitTitle
	traitSummary
	traitAnchor
	traitPhrase
	traitBroken
	traitStyled
	traitTarget
	traitPlace
	traitSinceHeadline
	traitCrowd
	traitCompany

	traitShapeBefore
	traitWordsBefore
	traitLinkedBefore
	traitShapeAfter
	traitWordsAfter
	traitLinkedAfter
	traitLettersBefore
	traitPhraseBefore
	traitPhraseAfter

	traitScore
	traitScoreBefore
	traitScoreAfter
	traitScoreAround
	traitScoreFar
	traitBest
	traitGood
	traitInside
	traitDepth
	traitLike
	traitLikeWords
	traitSiblings
	traitSiblingsWords
	traitParentGood
	traitAway
	traitProgress
	traitSinceGood
	traitUntilGood
	traitBesideGood
	traitNextText
	traitHeading
	traitHeadingAway
	traitHeadingPhrase
	traitFirstGood

	traitOwn
	traitAround = traitOwn + markCount
	traitsEnd   = traitAround + markCount
)

// traitNames are the names of the traits up to traitOwn, as in forest.tsv; the marks follow as "own:N" and "around:N".
var traitNames = [traitOwn]string{
	"shape", "words", "linked", "end", "start", "letters", "repeated", "title", "summary", "anchor", "phrase", "broken",
	"styled", "target", "place", "since-headline", "crowd", "company",
	"shape-before", "words-before", "linked-before", "shape-after", "words-after", "linked-after",
	"letters-before", "phrase-before", "phrase-after",
	"score", "score-before", "score-after", "score-around", "score-far", "best", "good", "inside", "depth", "like",
	"like-words", "siblings", "siblings-words", "parent-good", "away", "progress", "since-good", "until-good", "beside-good",
	"next-text", "heading", "heading-away", "heading-phrase", "first-good",
}

// traits are all of a block's. There is room for any number that a trait can be, so that no bounds are checked.
type traits [256]uint8

// maxTrait is the largest value of a trait.
const maxTrait = 63

// traitsOf sets x to the traits of block i.
func (o *outline) traitsOf(i int, x *traits) {
	*x = traits{}
	o.traitsByItself(i, x)
	o.traitsOfPlace(i, x)
	o.traitsOfOutline(i, x)
	own := o.ownMarks(&o.blocks[i])
	around := o.around[o.blocks[i].box]
	for m := own; m != 0; m &= m - 1 {
		x[traitOwn+trait(bits.TrailingZeros64(uint64(m)))] = 1
	}
	for m := around; m != 0; m &= m - 1 {
		x[traitAround+trait(bits.TrailingZeros64(uint64(m)))] = 1
	}
}

func (o *outline) traitsByItself(i int, x *traits) {
	b, l := &o.blocks[i], &o.looks[i]
	x[traitShape], x[traitEnd], x[traitStart], x[traitLetters] = l.shape, l.end, l.start, l.letters
	x[traitTitle], x[traitSummary], x[traitAnchor], x[traitPhrase] = truth01(l.title), l.summary, l.anchor, l.phrase
	x[traitWords] = magnitude(b.words)
	x[traitLinked], x[traitStyled] = share(b.linked, b.words), share(b.styled, b.words)
	x[traitRepeated] = uint8(min(3, o.repeated[b.text].times))
	x[traitBroken] = truth01(b.broken)
	x[traitTarget] = targetOf(b)
}

func (o *outline) traitsOfPlace(i int, x *traits) {
	b := &o.blocks[i]
	x[traitPlace] = uint8(o.placeOf(i))
	if o.headline >= 0 && i > o.headline {
		x[traitSinceHeadline] = uint8(min(maxTrait, i-o.headline))
	}
	x[traitCrowd] = uint8(min(maxTrait, o.crowd[o.boxes[b.box].parent]))
	x[traitCompany] = uint8(min(maxTrait, o.boxes[b.box].last-o.boxes[b.box].first-1))
	if i > 0 {
		n := &o.blocks[i-1]
		x[traitShapeBefore], x[traitWordsBefore], x[traitLinkedBefore] = o.looks[i-1].shape+1, magnitude(n.words), share(n.linked, n.words)
		x[traitLettersBefore], x[traitPhraseBefore] = o.looks[i-1].letters, o.looks[i-1].phrase
	}
	if i+1 < len(o.blocks) {
		n := &o.blocks[i+1]
		x[traitShapeAfter], x[traitWordsAfter], x[traitLinkedAfter] = o.looks[i+1].shape+1, magnitude(n.words), share(n.linked, n.words)
		x[traitPhraseAfter] = o.looks[i+1].phrase
	}
}

func (o *outline) traitsOfOutline(i int, x *traits) {
	b := &o.blocks[i]
	like, siblings, parent := o.like[o.alike[i]], o.siblings[o.boxes[b.box].parent], &o.boxes[o.boxes[b.box].parent]
	all := o.good[len(o.blocks)]
	x[traitScore] = quarters(o.score[i])
	x[traitScoreBefore], x[traitScoreAfter] = quarters(o.at(i-1)), quarters(o.at(i+1))
	x[traitScoreAround], x[traitScoreFar] = quarters(o.mean(i, 3)), quarters(o.mean(i, 10))
	x[traitBest], x[traitGood] = quarters(o.best), magnitude(all)
	x[traitInside] = truth01(o.in[i])
	x[traitDepth] = uint8(min(maxTrait, o.depth[i]))
	x[traitLike], x[traitLikeWords] = share(like.good, like.words), magnitude(like.words)
	x[traitSiblings], x[traitSiblingsWords] = share(siblings.good, siblings.words), magnitude(siblings.words)
	x[traitParentGood] = share(o.good[parent.last]-o.good[parent.first], all)
	x[traitAway] = o.away(i)
	x[traitProgress] = share(o.good[i], all)
	before, after := o.goodBefore[i], o.goodAfter[i]
	x[traitSinceGood], x[traitUntilGood] = uint8(min(maxTrait, i-before)), uint8(min(maxTrait, after-i))
	if before >= 0 && o.boxes[o.blocks[before].box].parent == o.boxes[b.box].parent {
		x[traitBesideGood] |= 1
	}
	if after < len(o.blocks) && o.boxes[o.blocks[after].box].parent == o.boxes[b.box].parent {
		x[traitBesideGood] |= 2
	}
	x[traitNextText] = o.nextText(i)
	if h := o.headingBefore(i); h >= 0 {
		x[traitHeading], x[traitHeadingAway] = quarters(o.score[h]), uint8(min(maxTrait, i-h))
		x[traitHeadingPhrase] = o.looks[h].phrase
	}
	x[traitFirstGood] = truth01(o.in[i] && o.good[i] == o.good[o.boxes[o.container].first])
}

func truth01(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}

// share is part of whole in 32nds.
func share(part, whole int) uint8 {
	if whole <= 0 {
		return 0
	}
	return uint8(max(0, min(32, part*32/whole)))
}

// magnitude classes a number of words: each up to 8, and four classes for each doubling from there.
func magnitude(n int) uint8 {
	if n < 8 {
		return uint8(max(0, n))
	}
	e := bits.Len(uint(n)) // 4 and more
	return uint8(min(maxTrait, 8+(e-4)*4+(n>>(e-3))&3))
}

// quarters are a score in quarters of log-odds, from −8 up.
func quarters(score float64) uint8 {
	return uint8(max(0, min(maxTrait, (score+8)*4)))
}

// The kinds of places that the first link of a block leads to.
var targets = []struct {
	kind  uint8
	parts []string
}{
	{1, []string{"#", "javascript:"}},
	{2, []string{"mailto:", "tel:", "/author", "/autor", "/auteur", "/people/", "/profile", "/staff", "/team", "/by/", "twitter.com", "facebook.com", "instagram.com", "linkedin.com", "/x.com"}},
	{3, []string{"/tag", "/topic", "/thema", "/category", "/section", "/keyword", "/label"}},
	{4, []string{"newsletter", "subscribe", "signup", "sign-up", "login", "register", "donate", "support", "abo"}},
}

// targetOf is where the links of a block lead: 0 nowhere, 1 to the page itself, 2 to people, 3 to topics, 4 to forms,
// 5 elsewhere on the site, 6 anywhere.
func targetOf(b *block) uint8 {
	if len(b.hrefs) == 0 {
		return 0
	}
	href := b.hrefs[0]
	if strings.HasPrefix(href, "#") || strings.HasPrefix(href, "javascript:") {
		return 1
	}
	for _, t := range targets[1:] {
		for _, part := range t.parts {
			if strings.Contains(href, part) {
				return t.kind
			}
		}
	}
	if strings.HasPrefix(href, "/") {
		return 5
	}
	return 6
}
