package incident

import (
	"context"
	"unicode"

	"parallax/incident/meaning"
	"parallax/news"
)

// An Embedder knows the meaning of texts better than the built-in table of package meaning: a model of the user's own.
type Embedder interface {
	// Space names the model and all else that its vectors depend on: vectors of one name are comparable.
	Space() string
	// Embed returns as many vectors as there are texts, all of one length between 1 and meaning.MaxDims; nil where there is none
	// this time.
	Embed(ctx context.Context, texts []string) [][]float32
}

// The vectors of an Embedder come to be a document's in three steps. Embed asks for those of the articles that are filed
// next, many at once, for each question takes its time. Filing takes them from there. And the space calibrates itself by the
// first of them; see meaning.Space. Whatever fails on that way, the document has no vectors of its own.
//
// For every document has the vectors of the built-in table, and they are what two documents are compared by unless both have
// vectors of one and the same space. So a model that is down for an hour, is exchanged for another or has just been taken leaves no hole.
type embeddings struct {
	space   *meaning.Space // nil before the first vector
	fresh   bool           // it has changed since it was saved
	waiting map[string]embedded
}

// An embedded article is one that Embed has asked about.
type embedded struct {
	content uint64
	vectors [2][]float32 // by headVector and wholeVector; neither nil
}

// ownVectors are those of a document by an Embedder.
type ownVectors struct {
	space   *meaning.Space // calibrated
	vectors [2]meaning.Vector
}

// What an Embedder is given of an article, in letters: about as much as the built-in table reads, and not more than models
// take that read up to 512 pieces of words.
const (
	headLetters  = 4 * headPieces
	wholeLetters = 4 * wholePieces
	broadLetters = 3 // as many letters count as one character of Chinese, Japanese or Korean
)

// Embed asks the Embedder of the Options, if there is one, for the vectors of articles. They serve where these are filed before
// Embed is called again.
func (g *Grouper) Embed(ctx context.Context, articles []news.Article) {
	if g.options.Embedder == nil {
		return
	}
	g.embeddings.waiting = map[string]embedded{}
	var texts []string
	numbers := map[string]int{} // of texts
	ask := func(text string) int {
		n, known := numbers[text]
		if !known {
			n = len(texts)
			numbers[text] = n
			texts = append(texts, text)
		}
		return n
	}
	type asked struct {
		id      string
		content uint64
		texts   [2]int
	}
	var list []asked
	for i := range articles {
		a := &articles[i]
		content := contentHash(a)
		if old := g.window.documents[a.ID]; old != nil && old.content == content {
			continue
		}
		title, body := articleText(a)
		if whole := clipLetters(title+"\n"+body, wholeLetters); hasLetter(whole) {
			list = append(list, asked{a.ID, content, [2]int{headVector: ask(clipLetters(whole, headLetters)), wholeVector: ask(whole)}})
		}
	}
	if len(texts) == 0 {
		return
	}
	vectors := g.options.Embedder.Embed(ctx, texts)
	for _, a := range list {
		e := embedded{content: a.content}
		for v, n := range a.texts {
			e.vectors[v] = vectors[n]
		}
		if e.vectors[headVector] != nil && e.vectors[wholeVector] != nil {
			g.embeddings.waiting[a.id] = e
		}
	}
}

// take gives a document, whose vectors by the table are known, those of the Embedder, or has the space learn by it until there
// are any.
func (e *embeddings) take(d *document, name string) {
	w, ok := e.waiting[d.id]
	if !ok || w.content != d.content {
		return
	}
	delete(e.waiting, d.id)
	head, whole := w.vectors[headVector], w.vectors[wholeVector]
	if e.space == nil || e.space.Name() != name || e.space.Dims() != len(whole) {
		e.space = meaning.NewSpace(name, len(whole))
	}
	if !e.space.Calibrated() {
		e.space.Learn(whole, d.vectors[wholeVector])
		e.fresh = true
		return
	}
	d.own = &ownVectors{e.space, [2]meaning.Vector{headVector: e.space.Vector(head), wholeVector: e.space.Vector(whole)}}
}

// closeness is the cosine of a vector of one document with one of another, in a space that both have vectors of.
func closeness(a *document, ofA int, b *document, ofB int) float64 {
	if a.own != nil && b.own != nil && a.own.space.ID() == b.own.space.ID() {
		return a.own.space.Cosine(&a.own.vectors[ofA], &b.own.vectors[ofB])
	}
	return a.vectors[ofA].Cosine(&b.vectors[ofB])
}

// clipLetters is the beginning of a text, of about so many letters.
func clipLetters(text string, letters int) string {
	for i, r := range text {
		if letters--; unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			letters -= broadLetters - 1
		}
		if letters < 0 {
			return text[:i]
		}
	}
	return text
}

func hasLetter(text string) bool {
	for _, r := range text {
		if unicode.IsLetter(r) {
			return true
		}
	}
	return false
}

// spacePart is the calibration of the space among what is saved.
const spacePart = "space"

func (e *embeddings) appendUnsaved(states []news.State) []news.State {
	if !e.fresh {
		return states
	}
	e.fresh = false
	return append(states, news.State{Part: spacePart, Body: seal(spacePart, e.space.Append(make([]byte, sealSize)))})
}

func (e *embeddings) recall(body []byte) error {
	r, err := unseal(spacePart, body)
	if err != nil {
		return err
	}
	s, err := meaning.ReadSpace(r.rest)
	if err != nil {
		return ErrState
	}
	e.space = s
	return nil
}
