package incident

import (
	"fmt"
	"slices"

	"parallax/incident/meaning"
	"parallax/news"
)

// Clone makes the state of another article out of one, the nth of it, for windows too large to be filled one article after the
// other: its posts, its links, its quotations, the sketch of its text, a quarter of its names and a tenth of its words are its own, as is its ID.
func (g *Grouper) Clone(s news.State, n int) (news.State, error) {
	d, err := decodeDocument(&s, nil)
	if err != nil || n == 0 {
		return s, err
	}
	d.language = g.languages.id(d.code)
	own := uint64(n) * 0x9e3779b97f4a7c15
	for k, start := 0, 0; k < kinds; k++ {
		terms := d.terms[start:d.ends[k]]
		for i, t := range terms {
			if k >= kindPost || (k == kindName && t.key()%4 == 0) || (k == kindWord && t.key()%10 == 0) {
				terms[i] = t ^ term(own>>24)<<24
			}
		}
		slices.Sort(terms)
		start = int(d.ends[k])
	}
	for i := range d.quotes {
		vector := d.quotes[i].vector.Append(nil)
		for at := range vector[:len(vector)/2] { // the signs
			vector[at] ^= byte(own >> (at % 8 * 8))
		}
		d.quotes[i].vector = meaning.ReadCoarse(vector)
		for k := range d.quotes[i].within {
			d.quotes[i].within[k] ^= uint16(own >> 32)
		}
	}
	for i := range d.marks {
		d.marks[i] ^= uint32(own >> 32)
	}
	for i := range d.sketch {
		d.sketch[i] ^= uint32(own >> 33)
	}
	slices.Sort(d.sketch)
	d.id = fmt.Sprintf("%s-%d", d.id, n)
	d.seq += n << 20 // after the clones of before
	d.incident = &group{opened: d.opened}
	return news.State{Article: d.id, Body: g.appendDocument(nil, d.document)}, nil
}

// Meaning is how close two live articles are by their meaning.
func (g *Grouper) Meaning(a, b string) float64 {
	pair := compare(g.window.documents[a], g.window.documents[b])
	return pair.meaning
}

// Calibrated reports whether the embedder's vectors are used.
func (g *Grouper) Calibrated() bool {
	return g.embeddings.space != nil && g.embeddings.space.Calibrated()
}
