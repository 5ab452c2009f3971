package incident

import (
	"cmp"
	"slices"

	"parallax/news"
)

// A text is a copy if it stands in an earlier one, or an earlier one in it, nearly whole; one that says as much again of
// its own, or more, isn't.
const (
	copyContained = 0.7 // of the shorter text, from which on the later is a copy
	copyOwn       = 0.4 // of the later text at least
	copyAgain     = 0.2 // of the shorter of two texts that are copies of one, or of copies of one
	copyDays      = 3.0 // a text that comes back later than that is an outlet's habit, as weather reports are
	copyBonus     = 20.0
	maxAdopted    = 200 // an original with so many copies stays it, whatever turns up
)

// A copying says that a document shares its text with a live one, its twin.
type copying struct {
	twin     *document // of several the most alike, then the first; nil if there is none
	original string    // ID of the article that both go back to: the document's own where it was published before the others
}

// copying looks for a document's twin among the live ones. A copy of a copy is a copy of the original, and of an original and
// its copies the one published first is the original, whichever of them came first.
func (g *Grouper) copying(d *document, finds []found) (c copying) {
	most := 0.0
	for _, f := range finds {
		o := f.document
		if o.copyOf == d.id {
			continue
		}
		if r := copied(d, o); r > most || r > 0 && r == most && o.seq < c.twin.seq {
			c.twin, most = o, r
		}
	}
	if c.twin == nil {
		return c
	}
	c.original = cmp.Or(c.twin.copyOf, c.twin.id)
	o := g.window.documents[c.original]
	if o == nil {
		return c
	}
	if ofD, ofO := inCommon(d.sketch, o.sketch); max(ofD, ofO) < copyAgain && repeated(d, o) == 0 {
		return copying{} // the twin has the words that they share from elsewhere
	}
	if earlier(d, o) && len(g.window.copies[c.original]) < maxAdopted {
		if copied(d, o) == 0 {
			return copying{} // the twin has its words from both of them
		}
		c.original = d.id
	}
	return c
}

// copied is how much of the shorter of two texts stands in the other, if the later is a copy of the earlier; else 0.
func copied(a, b *document) float64 {
	if a.language != b.language || a.time != 0 && b.time != 0 && daysApart(a, b) > copyDays {
		return 0
	}
	later, former := a, b
	if earlier(a, b) {
		later, former = b, a
	}
	if len(later.sketch) == 0 {
		return repeated(later, former)
	}
	ofLater, ofFormer := inCommon(later.sketch, former.sketch)
	if contained := max(ofLater, ofFormer); contained >= copyContained && ofLater >= copyOwn {
		return contained
	}
	return 0
}

// earlier reports whether a was published before b, an article that was filed before it. Where a day is all that is known of
// one of them, it takes an earlier day.
func earlier(a, b *document) bool {
	if a.time == 0 || b.time == 0 {
		return false
	}
	if midnight(a.time) || midnight(b.time) {
		return a.time/daySeconds < b.time/daySeconds
	}
	return a.time < b.time
}

// copies reports whether a document is a copy of another one.
func (c *copying) copies(d *document) bool { return c.twin != nil && c.original != d.id }

// mark says in a document's filing that it is a copy, if it is one.
func (c *copying) mark(f *news.Filing) {
	if c.twin == nil || c.original == f.Article {
		return
	}
	f.CopyOf = c.original
	f.Evidence = slices.Insert(f.Evidence, 0, news.Evidence{Kind: news.EvidenceCopy, Article: c.original, Weight: copyBonus})
}

// adopt makes copies of a document out of what was taken for the original before it came, and out of that one's copies.
func (g *Grouper) adopt(d *document, c copying) (copies []news.Filing) {
	if c.twin == nil || c.original != d.id {
		return nil
	}
	former := cmp.Or(c.twin.copyOf, c.twin.id)
	adopted := slices.Clone(g.window.copies[former])
	if o := g.window.documents[former]; o != nil {
		adopted = append(adopted, o)
	}
	slices.SortFunc(adopted, func(a, b *document) int { return cmp.Compare(a.seq, b.seq) })
	for _, o := range adopted {
		g.window.setCopyOf(o, d.id)
		copies = append(copies, news.Filing{Article: o.id, Incident: o.incident.id, CopyOf: d.id})
	}
	return copies
}
