package incident

import (
	"cmp"
	"slices"
	"time"

	"parallax/news"
)

const (
	coreSize        = 24   // articles that stand for a group, the founder among them
	corePerLanguage = 7    // of them in one language
	coreScore       = 0.6  // how surely an article must have joined to stand for its group
	mergeScore      = 0.6  // how surely an article must fit a second group to make it one with the first
	mergePair       = -4.2 // how well the two groups' founders, and their cores on average, have to fit
)

// A group is the live articles of one incident.
type group struct {
	id      string
	opened  int          // seq of the first article
	members []*document  // in no order
	core    []*document  // in the order of document.place, the founder first
	room    [2]*document // of members and core while there is one of each, as in most groups
}

// group returns the group of an incident, opening it if there is none.
func (g *Grouper) group(id string, seq int) *group {
	gr := g.groups[id]
	if gr == nil {
		gr = &group{id: id, opened: seq}
		gr.members, gr.core = gr.room[0:0:1], gr.room[1:1:2]
		g.groups[id] = gr
	}
	return gr
}

// closed reports whether the first article of an incident has left the window. What happened once is told within days: a group that took
// more for ever, judged by whichever of its articles are still live, would wander from one thing to the next.
func (gr *group) closed(w *window) bool { return gr.opened < w.first }

// admit makes a document a member.
func (gr *group) admit(d *document) {
	d.incident, d.at = gr, uint32(len(gr.members))
	gr.members = append(gr.members, d)
}

// dismiss takes a member out.
func (gr *group) dismiss(d *document) {
	last := gr.members[len(gr.members)-1]
	gr.members[d.at], last.at = last, d.at
	gr.members = gr.members[:len(gr.members)-1]
	if d.core {
		gr.core = slices.DeleteFunc(gr.core, func(c *document) bool { return c == d })
	}
}

func (g *Grouper) join(d *document, gr *group) {
	g.touch(d)
	gr.admit(d)
	switch {
	case len(gr.core) == 0:
		g.represent(d)
	case d.founder:
		d.core, d.place = true, gr.core[0].place-1
		gr.core = slices.Insert(gr.core, 0, d)
	}
}

// represent makes a member the last of the core.
func (g *Grouper) represent(d *document) {
	g.touch(d)
	gr := d.incident
	d.core, d.place = true, 0
	if n := len(gr.core); n > 0 {
		d.place = gr.core[n-1].place + 1
	}
	gr.core = append(gr.core, d)
}

// promote makes a member one of the core, while there is room for its language.
func (g *Grouper) promote(d *document) {
	gr := d.incident
	if len(gr.core) >= coreSize || d.core {
		return
	}
	n := 0
	for _, c := range gr.core {
		if c.language == d.language {
			n++
		}
	}
	if n < corePerLanguage {
		g.represent(d)
	}
}

// merge unites the first group of the verdicts with the others that d, a bridge between them, fits as surely, and
// whose cores fit each other. Of a headline, which is a weak bridge, more is asked: see unite.
func (g *Grouper) merge(d *document, verdicts []verdict) []news.Merge {
	if d.bare() {
		return g.unite(d, verdicts)
	}
	if verdicts[0].score < mergeScore {
		return nil
	}
	var merges []news.Merge
	for _, v := range verdicts[1:] {
		if v.score < mergeScore {
			break
		}
		if gr := d.incident; !g.corrections.separate(gr.id, v.group.id) && alike(gr, v.group) {
			merges = append(merges, g.absorb(gr, v.group))
		}
	}
	return merges
}

// absorb makes two groups one. The older incident keeps its ID.
func (g *Grouper) absorb(a, b *group) news.Merge {
	older, younger := a, b
	if younger.opened < older.opened {
		older, younger = younger, older
	}
	g.corrections.rename(younger.id, older.id)
	g.stories.rename(younger.id, older.id)
	for _, m := range younger.members {
		older.admit(m)
	}
	for _, c := range younger.core {
		c.core = false
		g.touch(c)
		g.promote(c)
	}
	delete(g.groups, younger.id)
	return news.Merge{From: younger.id, Into: older.id}
}

// alike reports whether two groups are of one incident by themselves: their founders fit, and their cores on average, and together they
// wouldn't fall apart.
func alike(a, b *group) bool {
	sum := 0.0
	for i, x := range a.core {
		for j, y := range b.core {
			pair := compare(x, y)
			score := pairScore(&pair, x, y)
			if i == 0 && j == 0 && score < mergePair {
				return false
			}
			sum += max(score, worstPair+mergePair) - mergePair
		}
	}
	return sum >= 0 && len(partsOf(slices.Concat(a.core, b.core), nobody)) < 2
}

// nobody is no document.
func nobody(*document) bool { return false }

// drop takes a document out of the window and of its group.
func (g *Grouper) drop(d *document) {
	g.window.remove(d)
	if g.options.Durable {
		g.gone = append(g.gone, d.id)
	}
	gr := d.incident
	gr.dismiss(d)
	switch {
	case len(gr.members) == 0:
		delete(g.groups, gr.id)
	case len(gr.core) == 0:
		g.represent(slices.MinFunc(gr.members, func(a, b *document) int { return cmp.Compare(a.seq, b.seq) }))
	}
}

// sweep drops what has left the window, once in a twentieth of its length, and of too many articles those filed first.
func (g *Grouper) sweep() {
	if len(g.window.documents) > g.options.Live {
		g.thin()
	}
	now, length := g.window.clock(), int64(g.options.Window/time.Second)
	since := now - g.window.swept
	if now == 0 || (since < length/20 && since > -length) {
		return
	}
	g.window.swept = now
	g.forget(now - length)
}

// thin drops the twentieth of the live articles that was filed first.
func (g *Grouper) thin() {
	live := slices.DeleteFunc(slices.Clone(g.window.slots), func(d *document) bool { return d == nil })
	slices.SortFunc(live, func(a, b *document) int { return cmp.Compare(a.seq, b.seq) })
	for _, d := range live[:len(live)/20+1] {
		g.drop(d)
	}
	g.window.lookBack()
}

// Forget drops the articles older than a time from the live window: nothing can join them any more. Articles
// without a time go with those that were filed before them.
func (g *Grouper) Forget(before time.Time) { g.forget(before.Unix()) }

func (g *Grouper) forget(before int64) {
	var old []*document
	last := 0
	for _, d := range g.window.slots {
		if d != nil && d.time != 0 && d.time < before {
			old = append(old, d)
			last = max(last, d.seq)
		}
	}
	for _, d := range g.window.slots {
		if d != nil && d.time == 0 && d.seq < last {
			old = append(old, d)
		}
	}
	slices.SortFunc(old, func(a, b *document) int { return cmp.Compare(a.seq, b.seq) })
	for _, d := range old {
		g.drop(d)
	}
	g.window.lookBack()
	g.stories.forget(before, g.groups)
}

// refile replaces a document that has changed.
func (g *Grouper) refile(old *document, a *news.Article) Decision {
	gr := old.incident
	d, s := g.features(a)
	d.seq, d.founder = old.seq, old.founder
	g.drop(old)
	defer g.window.add(d)
	if p, ok := g.corrections.pins[d.id]; ok {
		return g.place(d, s, p)
	}
	finds := g.window.search(d, searched)
	if d.founder {
		g.join(d, g.group(gr.id, gr.opened))
		return Decision{Filing: founded(d)}
	}
	v := judge(d, gr)
	if len(gr.members) == 0 || v.score < keepScore {
		return g.decide(d, s)
	}
	g.join(d, gr)
	f := news.Filing{Article: d.id, Incident: gr.id, Evidence: explain(d, s, &v)}
	copying := g.copying(d, finds)
	copying.mark(&f)
	return g.remember(d, f, nil, copying)
}
