package incident

import (
	"cmp"
	"hash/fnv"
	"math"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"parallax/incident/meaning"
	"parallax/news"
)

// What of an article is read at most. News says what happened at its beginning, and what comes later is background
// that other incidents share.
const (
	textRunes   = 5000
	titleRunes  = 400
	maxNames    = 60
	maxWords    = 120
	maxPlaces   = 20
	maxAttached = 40 // posts, and links
	headPieces  = 80 // of the text, in the vector of its beginning
	wholePieces = 400
)

// features reads an article. The vocabulary is asked how rare its words are, and then told of them.
func (g *Grouper) features(a *news.Article) (*document, *surfaces) {
	id := g.languages.id(a.Language)
	lang := g.languages.code(id)
	title, body := articleText(a)
	d := &draft{seen: &g.lexicon.seen, rooms: &g.rooms}
	stats := g.vocabulary.lang(lang)

	tokens := appendTokens(g.rooms.tokens[:0], title, true, 0)
	tokens = markTitleCase(appendTokens(tokens, body, false, len(tokens)))
	g.rooms.tokens = tokens
	dictionary := g.lexicon.of(lang)
	dictionary.annotate(tokens)
	observed := d.addNames(dictionary.names(tokens), stats)
	observed = append(observed, d.addWords(tokens, stats)...)
	quotes := g.addQuotations(d, body, dictionary, stats)
	stats.observe(observed)

	known := d.addOrganisations(dictionary.organisations.find(tokens), g.places)
	g.places.observe(append(known, d.addPlaces(dictionary.gazetteer.find(tokens), g.places)...))
	whole := title + "\n" + body
	runes := appendRunes(g.rooms.runes[:0], whole)
	g.rooms.runes = runes
	for _, f := range figures(runes) {
		d.add(kindNumber, key('#', f.value), f.weight, f.surface)
		d.addUnits(&f)
	}
	for _, day := range append(days(runes), relativeDays(tokens, lang, a.Published)...) {
		d.add(kindDate, key('d', day.String()), 1, day.surface)
	}
	d.addAttached(a)
	packed := &document{id: a.ID, language: id, script: scriptOf(lang), time: articleTime(a), content: contentHash(a)}
	packed.headline = newHeadline(title)
	packed.sketch, packed.marks = packSketch(sketch(body))
	vectors := g.reader.Vectors(whole, headPieces, wholePieces)
	packed.vectors = [2]meaning.Vector{headVector: vectors[0], wholeVector: vectors[1]}
	packed.quotes = quotes
	if g.options.Embedder != nil { // which is calibrated by vectors that are not centred yet
		g.embeddings.take(packed, g.options.Embedder.Space())
	}
	d.pack(packed)
	g.centre(packed, &d.surfaces)
	for i, region := range g.window.meanings.Regions(&packed.vectors[wholeVector], indexedRegions) {
		packed.regions[i] = region + 1
	}
	return packed, &d.surfaces
}

// rooms are what the reading of an article takes, to be used for the next one again.
type rooms struct {
	tokens []token
	runes  []rune
	uses   []wordUse
}

func appendRunes(runes []rune, text string) []rune {
	for _, r := range text {
		runes = append(runes, r)
	}
	return runes
}

// articleText is the title and the part of lead and text that is read, a repeated lead once.
func articleText(a *news.Article) (title, body string) {
	title = clipRunes(a.Title, titleRunes)
	body = clipRunes(a.Text, textRunes)
	lead := clipRunes(a.Lead, titleRunes)
	if lead != "" && !strings.Contains(body, clipRunes(lead, 60)) {
		body = lead + "\n" + body
	}
	return strings.ToValidUTF8(title, " "), strings.ToValidUTF8(body, " ")
}

// articleTime is the time of an article in seconds since 1970, 0 where it is missing or absurd: before 1990, after 2200, or
// later than its fetching.
func articleTime(a *news.Article) int64 {
	t := a.Published
	if !a.Fetched.IsZero() && (t.IsZero() || t.After(a.Fetched.Add(48*time.Hour))) {
		t = a.Fetched
	}
	if t.Year() < 1990 || t.Year() > 2200 {
		return 0
	}
	return t.Unix()
}

func contentHash(a *news.Article) uint64 {
	h := fnv.New64a()
	for _, part := range []string{a.ID, a.Language, a.Title, a.Lead, a.Text, a.Published.UTC().String()} {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	for _, p := range a.Posts {
		h.Write([]byte(p.ID + p.Text))
	}
	for _, l := range a.Links {
		h.Write([]byte(l))
	}
	return h.Sum64()
}

// markTitleCase treats a headline written with a capital on most words as one where capitals say nothing.
func markTitleCase(tokens []token) []token {
	capitals, words := 0, 0
	for _, t := range tokens {
		if t.headline && t.script == cased {
			words++
			if t.capital {
				capitals++
			}
		}
	}
	titled := words >= 4 && 10*capitals >= 6*words
	for i := range tokens {
		tokens[i].headline = tokens[i].headline && titled
	}
	return tokens
}

// emphasis makes what stands early and often count more: twice for the first 60 words, and by the logarithm of uses.
func emphasis(order, count int) float64 {
	e := 1 + 0.5*math.Log(float64(count))
	if order < 60 {
		e *= 1.3
	}
	return e
}

// leadWords is how many words of headline and text say what an article is about; the rest is how it came to that.
const leadWords = 40

func leadMark(order int) term {
	if order < leadWords {
		return leadBit
	}
	return 0
}

const minRarity = 1.5 // what more than one article in five has is no evidence

func (d *draft) addNames(list []candidate, stats *langStats) (observed []uint64) {
	type weighed struct {
		candidate
		rarity float64
		weight float64
	}
	var names []weighed
	observed = make([]uint64, 0, len(list))
	for _, c := range list {
		rarity := stats.rarity(c.keys[0], stats.background.skeletons)
		observed = append(observed, c.keys[0])
		if rarity >= minRarity {
			names = append(names, weighed{c, rarity, rarity * emphasis(c.order, c.count)})
		}
	}
	slices.SortStableFunc(names, func(a, b weighed) int { return cmp.Compare(b.weight, a.weight) })
	for _, n := range names[:min(len(names), maxNames)] {
		word, _ := d.word(kindName, n.surface)
		for i, k := range n.keys {
			w := n.weight
			if i > 0 {
				w = min(w, stats.rarity(k, stats.background.skeletons)*emphasis(n.order, n.count))
			}
			d.terms[kindName] = append(d.terms[kindName], newTerm(k, w, word)|leadMark(n.order))
		}
	}
	return observed
}

// A wordUse is a word with how often, and where first, it is used.
type wordUse struct {
	key          uint64
	surface      string
	count, order int
	weight       float64
}

func (d *draft) addWords(tokens []token, stats *langStats) (observed []uint64) {
	d.seen.open()
	uses := d.rooms.uses[:0]
	count := func(k uint64, surface string, order int) {
		if i, known := d.seen.number(k); known {
			uses[i].count++
			return
		}
		uses = append(uses, wordUse{key: k, surface: surface, count: 1, order: order})
	}
	eachWord(tokens, count)
	observed = make([]uint64, 0, len(uses))
	kept := uses[:0]
	for _, u := range uses {
		observed = append(observed, u.key)
		if r := stats.rarity(u.key, stats.background.stems); r >= minRarity {
			u.weight = r * emphasis(u.order, u.count)
			kept = append(kept, u)
		}
	}
	heaviest := make([]int, len(kept))
	for i := range heaviest {
		heaviest[i] = i
	}
	slices.SortFunc(heaviest, func(a, b int) int { return cmp.Or(cmp.Compare(kept[b].weight, kept[a].weight), a-b) })
	for _, i := range heaviest[:min(len(kept), maxWords)] {
		u := &kept[i]
		if word, ok := d.word(kindWord, u.surface); ok {
			d.terms[kindWord] = append(d.terms[kindWord], newTerm(u.key, u.weight, word)|leadMark(u.order))
		}
	}
	d.rooms.uses = uses
	return observed
}

// eachWord calls yield with what the words of a text are compared by. Those of scripts without spaces are cut into grams.
func eachWord(tokens []token, yield func(key uint64, surface string, order int)) {
	for i := range tokens {
		t := &tokens[i]
		switch t.script {
		case cased, caseless:
			if n := utf8.RuneCountInString(t.text); n >= 3 || (n == 2 && t.script == caseless) {
				yield(t.stemKey(), t.text, t.order)
			}
		case katakana:
			yield(t.stemKey(), t.text, t.order)
		default:
			first, _ := firstRune(t.text)
			grams(t.text, gramLength(first), func(g string) { yield(key('w', g), g, t.order) })
		}
	}
}

// addUnits adds what the figure that was added last measures: keys of the same word, which counts once.
func (d *draft) addUnits(f *figure) {
	for _, k := range f.units {
		d.terms[kindNumber] = append(d.terms[kindNumber], newTerm(k, f.weight, len(d.surfaces[kindNumber])-1))
	}
}

// addAttached adds posts and links. A post is known by its ID and by its content, so that a tweet flattened into plain
// text meets its embedded original. An article's own address stands among its links: others link to it.
func (d *draft) addAttached(a *news.Article) {
	for _, p := range a.Posts[:min(len(a.Posts), maxAttached)] {
		word, _ := d.word(kindPost, p.ID)
		if p.Addressed() {
			d.terms[kindPost] = append(d.terms[kindPost], newTerm(key('p', p.ID), 1, word))
		}
		if c := news.ContentKey(p.Platform, p.Handle, p.Text); c != "" {
			d.terms[kindPost] = append(d.terms[kindPost], newTerm(key('q', c), 1, word))
		}
	}
	own := news.SourceID(a.URL)
	for _, l := range a.Links[:min(len(a.Links), maxAttached)] {
		if c := linkKey(l); c != "" {
			weight := 1.0
			if news.SourceID(l) == own {
				// An outlet links its own pages out of habit.
				weight = 0.5
			}
			d.add(kindLink, key('l', c), weight, l)
		}
	}
	for _, l := range []string{a.CanonicalURL, a.URL} {
		if c := linkKey(l); c != "" {
			d.add(kindLink, key('l', c), 1, l)
			break
		}
	}
}

// linkKey is what a link is compared by; a site's front page and shallow sections are no evidence and give "".
func linkKey(address string) string {
	c := news.CanonicalURL(address)
	u, err := url.Parse(c)
	if c == "" || err != nil || u.Host == "" || (len(u.Path) < 16 && u.RawQuery == "") {
		return ""
	}
	return strings.TrimPrefix(u.Host, "www.") + u.Path + "?" + u.RawQuery
}
