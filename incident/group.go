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
	coreScore       = 1.0  // how surely an article must have joined to stand for its group
	mergeScore      = 2.0  // how surely an article must fit a second group to make it one with the first
	mergePair       = -1.0 // how well the two groups' founders, and their cores on average, have to fit
)

// A group is the live articles of one incident.
type group struct {
	id      string
	opened  int         // seq of the first article
	members []*document // in order of filing
	core    []*document // the founder first
}

// group returns the group of an incident, opening it if there is none.
func (g *Grouper) group(id string, seq int) *group {
	gr := g.groups[id]
	if gr == nil {
		gr = &group{id: id, opened: seq}
		g.groups[id] = gr
	}
	return gr
}

func (g *Grouper) join(d *document, gr *group) {
	d.incident = gr
	gr.members = append(gr.members, d)
	switch {
	case len(gr.core) == 0:
		gr.core = append(gr.core, d)
	case d.founder:
		gr.core = slices.Insert(gr.core, 0, d)
	}
}

// promote makes a member one of the core, while there is room for its language.
func promote(d *document) {
	gr := d.incident
	if len(gr.core) >= coreSize || slices.Contains(gr.core, d) {
		return
	}
	n := 0
	for _, c := range gr.core {
		if c.language == d.language {
			n++
		}
	}
	if n < corePerLanguage {
		gr.core = append(gr.core, d)
	}
}

// merge unites the first group of the verdicts with the others that d, a bridge between them, fits as surely, and
// whose cores fit each other. The older incident keeps its ID.
func (g *Grouper) merge(d *document, verdicts []verdict) []news.Merge {
	if verdicts[0].score < mergeScore {
		return nil
	}
	var merges []news.Merge
	for _, v := range verdicts[1:] {
		if v.score < mergeScore {
			break
		}
		older, younger := d.incident, v.group
		if g.corrections.separate(older.id, younger.id) || !alike(older, younger) {
			continue
		}
		if younger.opened < older.opened {
			older, younger = younger, older
		}
		merges = append(merges, news.Merge{From: younger.id, Into: older.id})
		g.corrections.rename(younger.id, older.id)
		for _, m := range younger.members {
			m.incident = older
		}
		older.members = append(older.members, younger.members...)
		slices.SortFunc(older.members, func(a, b *document) int { return cmp.Compare(a.seq, b.seq) })
		for _, c := range younger.core {
			promote(c)
		}
		delete(g.groups, younger.id)
	}
	return merges
}

// alike reports whether two groups are of one incident by themselves: their founders fit, and their cores on average.
func alike(a, b *group) bool {
	sum := 0.0
	for i, x := range a.core {
		for j, y := range b.core {
			pair := compare(x, y)
			score := pairScore(&pair, x, y)
			if i == 0 && j == 0 && score < mergePair {
				return false
			}
			sum += max(score, worstPair)
		}
	}
	return sum >= mergePair*float64(len(a.core)*len(b.core))
}

// drop takes documents out of the window and of their groups.
func (g *Grouper) drop(documents ...*document) {
	gone := map[*document]bool{}
	var groups []*group
	seen := map[*group]bool{}
	for _, d := range documents {
		gone[d] = true
		g.window.remove(d)
		if !seen[d.incident] {
			seen[d.incident] = true
			groups = append(groups, d.incident)
		}
	}
	isGone := func(d *document) bool { return gone[d] }
	for _, gr := range groups {
		gr.members = slices.DeleteFunc(gr.members, isGone)
		gr.core = slices.DeleteFunc(gr.core, isGone)
		switch {
		case len(gr.members) == 0:
			delete(g.groups, gr.id)
		case len(gr.core) == 0:
			gr.core = append(gr.core, gr.members[0])
		}
	}
}

// sweep drops what has left the window, once in a twentieth of its length.
func (g *Grouper) sweep() {
	now, length := g.window.clock(), int64(g.options.Window/time.Second)
	since := now - g.window.swept
	if now == 0 || (since < length/20 && since > -length) {
		return
	}
	g.window.swept = now
	g.forget(now - length)
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
	g.drop(old...)
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
	copying := g.copying(d, g.window.search(d, searched))
	copying.mark(&f)
	return g.remember(d, f, nil, copying)
}
