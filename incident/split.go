package incident

import (
	"cmp"
	"math"
	"slices"

	"parallax/news"
)

// An article that tells of two incidents, as the round-up of a week does, can glue their reports into one group. What comes later
// shows it: among the articles that stand for the group are then two parts, each of reports that fit each other, that have
// nothing in common but the bridge between them. Such a group is divided: the part with the oldest report keeps the ID.
//
// The parts are found by average linkage. A bridge fits both, but it is one of several, and on average two parts that it
// holds together don't fit.

const (
	partScore  = -2.0 // how well two parts fit on average at least to be one incident
	partFloor  = -6.0 // one pair counts against that, and against a union, down to this
	partSize   = 2    // reports that a part has at least to be an incident of its own
	splitScore = -1.0 // how little two parts of headlines look like one incident at least to be divided
	witnesses  = 12   // members asked beside those that stand for the group
)

// lookAgain divides the group that an article has just joined, if the article doesn't fit all that stand for the group, and the group
// falls apart. It asks these and what of the group was found for the article. The verdict becomes one on where the article is then.
func (g *Grouper) lookAgain(d *document, v *verdict, finds []found) (moved []news.Filing) {
	if v.worst >= partScore {
		return nil
	}
	gr := d.incident
	asked := slices.Clone(gr.core)
	if !d.core {
		asked = append(asked, d)
	}
	for _, f := range finds {
		if o := f.document; o.incident == gr && !o.core && o.copyOf == "" && len(asked) < len(gr.core)+witnesses {
			asked = append(asked, o)
		}
	}
	if parts := partsOf(asked, g.pinnedTo(gr)); len(parts) > 1 && !(d.bare() && holdTogether(parts, d)) {
		moved = g.split(d, parts)
	}
	if v.best.incident != d.incident {
		*v = judge(d, d.incident)
	}
	return moved
}

// holdTogether reports whether a headline may still be right to be in a group with some parts. Two headlines on one incident often have nothing in common,
// so that their groups seem to fall apart; whether two parts are of one incident is for the forest of unions to say.
func holdTogether(parts [][]*document, d *document) bool {
	groups := make([]*group, len(parts))
	scores := make([]float64, len(parts))
	for i, part := range parts {
		groups[i] = &group{core: part, members: part}
		scores[i] = judge(d, groups[i]).score
	}
	for i := range groups {
		for j := range i {
			x := inputsOfUnion(groups[i], groups[j], d, max(scores[i], scores[j]), min(scores[i], scores[j]))
			if unionForest.score(&x) > splitScore {
				return true
			}
		}
	}
	return false
}

// split divides the group of an article into parts, of which the first stays. It returns the filings of the articles that are elsewhere
// now, d's own not among them.
func (g *Grouper) split(d *document, parts [][]*document) (moved []news.Filing) {
	gr := d.incident
	shares := g.share(gr, parts)
	for i, part := range parts[1:] {
		into := g.group(news.PartID(part[0].id, d.seq), part[0].seq)
		for _, m := range shares[i+1] {
			g.send(m, into)
			if m != d {
				moved = append(moved, news.Filing{Article: m.id, Incident: into.id, CopyOf: m.copyOf,
					Evidence: []news.Evidence{{Kind: news.EvidenceSplit, Article: part[0].id, Values: []string{gr.id}}}})
			}
		}
		part[0].founder = true
		for _, m := range part {
			g.represent(m)
		}
	}
	if len(gr.core) < partSize { // those who stood for the group are elsewhere now
		for _, m := range parts[0] {
			if !m.core {
				g.represent(m)
			}
		}
	}
	return moved
}

// pinnedTo reports of a document whether a person has put it into a group, or left it there: it can't be taken out.
func (g *Grouper) pinnedTo(gr *group) func(d *document) bool {
	return func(d *document) bool {
		p, ok := g.corrections.pins[d.id]
		return ok && p.incident == gr.id
	}
}

// send moves a document to another group, for which it doesn't stand yet.
func (g *Grouper) send(d *document, into *group) {
	from := d.incident
	g.touch(d)
	from.dismiss(d)
	d.core, d.founder = false, false
	into.admit(d)
	g.stories.moved(d.id, from.id, into.id, false)
}

// share gives each member of a group, in the order of filing, to one of its parts: to the one that it fits best, a copy to the one where
// its original goes, and what a person has put into the group to the first.
func (g *Grouper) share(gr *group, parts [][]*document) [][]*document {
	goes := make(map[*document]int, len(gr.members))
	for i, part := range parts {
		for _, c := range part {
			goes[c] = i
		}
	}
	var copies []*document
	pinned := g.pinnedTo(gr)
	for _, m := range gr.members {
		_, known := goes[m]
		switch {
		case known:
		case pinned(m):
			goes[m] = 0
		case m.copyOf != "":
			copies = append(copies, m)
		default:
			goes[m] = nearest(m, parts)
		}
	}
	for _, m := range copies {
		if i, ok := goes[g.window.documents[m.copyOf]]; ok {
			goes[m] = i
		} else {
			goes[m] = nearest(m, parts)
		}
	}
	shares := make([][]*document, len(parts))
	for m, i := range goes {
		shares[i] = append(shares[i], m)
	}
	for _, share := range shares {
		slices.SortFunc(share, inOrder)
	}
	return shares
}

// nearest is the part that a document fits best.
func nearest(d *document, parts [][]*document) (best int) {
	most := unfit
	for i, part := range parts {
		if score := judge(d, &group{core: part}).score; score > most {
			best, most = i, score
		}
	}
	return best
}

// inOrder compares documents by the order of their filing.
func inOrder(a, b *document) int { return cmp.Compare(a.seq, b.seq) }

// partsOf returns the parts that some articles fall into, each in the order of filing: first the one of those that have to stay
// together, or else the oldest. It returns one at most if they don't fall apart.
func partsOf(articles []*document, together func(*document) bool) [][]*document {
	if len(articles) < 2*partSize {
		return nil
	}
	l := newLinkage(articles)
	kept := -1
	for i, d := range articles {
		switch {
		case !together(d):
		case kept < 0:
			kept = i
		default:
			l.unite(kept, i)
		}
	}
	for a, b := l.closest(); b >= 0 && l.fit[a][b] >= partScore; a, b = l.closest() {
		l.unite(a, b)
	}
	// What is too little to be an incident of its own goes with the part that it fits best.
	firm := func(i int) bool { return i == kept || len(l.parts[i]) >= partSize }
	for i := range l.parts {
		if len(l.parts[i]) == 0 || firm(i) {
			continue
		}
		into := l.nearest(i, firm)
		if into < 0 {
			return nil
		}
		l.unite(into, i)
	}
	return l.inOrder(kept)
}

// A linkage is a set of parts, some of them empty, with how well each two fit on average.
type linkage struct {
	parts [][]*document
	fit   [][]float64
}

// newLinkage makes a part of each article.
func newLinkage(articles []*document) *linkage {
	l := &linkage{make([][]*document, len(articles)), make([][]float64, len(articles))}
	for i, d := range articles {
		l.parts[i], l.fit[i] = []*document{d}, make([]float64, len(articles))
		for j, o := range articles[:i] {
			pair := compare(d, o)
			score := max(pairScore(&pair, d, o), partFloor)
			l.fit[i][j], l.fit[j][i] = score, score
		}
	}
	return l
}

// closest are the two parts that fit best, the second -1 where there are no two.
func (l *linkage) closest() (a, b int) {
	b = -1
	for i := range l.parts {
		if j := l.nearest(i, func(j int) bool { return j > i }); j >= 0 && (b < 0 || l.fit[i][j] > l.fit[a][b]) {
			a, b = i, j
		}
	}
	return a, b
}

// nearest is the part that fits another one best, of some; -1 where there is none.
func (l *linkage) nearest(of int, some func(int) bool) (part int) {
	part = -1
	for i, fit := range l.fit[of] {
		if len(l.parts[of]) > 0 && len(l.parts[i]) > 0 && i != of && some(i) && (part < 0 || fit > l.fit[of][part]) {
			part = i
		}
	}
	return part
}

// unite adds part b to part a.
func (l *linkage) unite(a, b int) {
	m, n := float64(len(l.parts[a])), float64(len(l.parts[b]))
	for i := range l.parts {
		l.fit[a][i] = (m*l.fit[a][i] + n*l.fit[b][i]) / (m + n)
		l.fit[i][a] = l.fit[a][i]
	}
	l.parts[a], l.parts[b] = append(l.parts[a], l.parts[b]...), nil
}

// inOrder returns the parts that aren't empty, one of them first if kept isn't negative, the others by their oldest articles.
func (l *linkage) inOrder(kept int) [][]*document {
	for _, p := range l.parts {
		slices.SortFunc(p, inOrder)
	}
	oldest := func(i int) int {
		switch {
		case len(l.parts[i]) == 0:
			return math.MaxInt
		case i == kept:
			return -1
		}
		return l.parts[i][0].seq
	}
	order := make([]int, len(l.parts))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(oldest(a), oldest(b)) })
	var parts [][]*document
	for _, i := range order {
		if len(l.parts[i]) > 0 {
			parts = append(parts, l.parts[i])
		}
	}
	return parts
}
