package incident

import (
	"cmp"
	"slices"

	"parallax/news"
)

const (
	searched  = 40 // candidate documents of a filing
	coreSize  = 8  // articles that stand for a group, the founder among them
	coreScore = 1  // how surely an article must have joined to stand for its group
	keepScore = -1 // a changed article stays where it is down to this score
)

// A verdict is how well an article fits a group.
type verdict struct {
	group  *group
	score  float64
	best   *document // the core article it fits best
	likely similarity
}

// decide files a new document.
func (g *Grouper) decide(d *document, s *surfaces) Decision {
	verdicts := g.rank(d)
	if len(verdicts) == 0 || verdicts[0].score <= 0 {
		d.founder = true
		id := news.IncidentID(d.id)
		g.join(d, g.group(id, d.seq))
		return g.remember(d, news.Filing{Article: d.id, Incident: id, Evidence: []news.Evidence{{Kind: news.EvidenceFounder, Weight: 1}}}, nil)
	}
	v := verdicts[0]
	merges := g.mergeInto(d, verdicts)
	g.join(d, v.group)
	if v.score >= coreScore {
		g.promote(d)
	}
	return g.remember(d, news.Filing{Article: d.id, Incident: v.group.id, Evidence: explain(d, s, v), CopyOf: g.copyOf(d)}, merges)
}

func (g *Grouper) remember(d *document, f news.Filing, merges []news.Merge) Decision {
	d.decision = Decision{Filing: f, Merges: merges}
	return d.decision
}

// rank scores the groups of the candidates, best first.
func (g *Grouper) rank(d *document) []verdict {
	var verdicts []verdict
	seen := map[*group]bool{}
	for _, f := range g.window.search(d, searched) {
		if gr := f.document.incident; !seen[gr] {
			seen[gr] = true
			verdicts = append(verdicts, judge(d, gr))
		}
	}
	slices.SortFunc(verdicts, func(a, b verdict) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.group.opened, b.group.opened))
	})
	return verdicts
}

// judge scores a document against a group.
func judge(d *document, gr *group) verdict {
	v := verdict{group: gr, score: -100}
	sum, n := 0.0, 0
	for _, c := range gr.core {
		if c == d {
			continue
		}
		sim := compare(d, c)
		score := pairScore(&sim, d, c)
		if score > v.score {
			v.score, v.best, v.likely = score, c, sim
		}
		sum += max(score, -4)
		n++
	}
	if n > 0 {
		v.score = (1-meanShare)*v.score + meanShare*sum/float64(n)
	}
	return v
}

const meanShare = 0.4

// pairScore is the logit that two articles tell of one incident.
func pairScore(s *similarity, a, b *document) float64 {
	x := s.inputs(a, b)
	w := &crossWeights
	if s.same {
		w = &sameWeights
	}
	score := 0.0
	for i := range x {
		score += w[i] * x[i]
	}
	return score
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
	if len(gr.core) == 0 {
		gr.core = append(gr.core, d)
	}
}

// promote makes a member one of the core: the first of its language, while there is room.
func (g *Grouper) promote(d *document) {
	gr := d.incident
	if len(gr.core) >= coreSize {
		return
	}
	n := 0
	for _, c := range gr.core {
		if c.language == d.language {
			n++
		}
	}
	if n < 2 {
		gr.core = append(gr.core, d)
	}
}

func (g *Grouper) copyOf(d *document) string { return "" }

func (g *Grouper) mergeInto(d *document, verdicts []verdict) []news.Merge { return nil }

func explain(d *document, s *surfaces, v verdict) []news.Evidence { return nil }

// drop takes a document out of the window and of its group.
func (g *Grouper) drop(d *document) {
	g.window.remove(d)
	gr := d.incident
	is := func(o *document) bool { return o == d }
	gr.members = slices.DeleteFunc(gr.members, is)
	gr.core = slices.DeleteFunc(gr.core, is)
	switch {
	case len(gr.members) == 0:
		delete(g.groups, gr.id)
	case len(gr.core) == 0:
		gr.core = append(gr.core, gr.members[0])
	}
}

// live is all live documents in order of filing.
func (g *Grouper) live() []*document {
	list := make([]*document, 0, len(g.window.documents))
	for _, d := range g.window.documents {
		list = append(list, d)
	}
	slices.SortFunc(list, func(a, b *document) int { return cmp.Compare(a.seq, b.seq) })
	return list
}

// sweep drops what has left the window, once in a twentieth of its length.
func (g *Grouper) sweep() {
	now := g.window.clock()
	if now.Sub(g.window.swept) < g.options.Window/20 {
		return
	}
	g.window.swept = now
	g.Forget(now.Add(-g.options.Window))
}

// refile replaces a document that has changed.
func (g *Grouper) refile(old *document, a *news.Article) Decision {
	gr, founder := old.incident, old.founder
	d, s := g.features(a)
	d.seq, d.founder = old.seq, founder
	g.drop(old)
	if founder {
		d.incident = g.group(gr.id, gr.opened)
		d.incident.members = append(d.incident.members, d)
		d.incident.core = append([]*document{d}, d.incident.core...)
		g.window.add(d)
		return g.remember(d, news.Filing{Article: d.id, Incident: gr.id, Evidence: []news.Evidence{{Kind: news.EvidenceFounder, Weight: 1}}}, nil)
	}
	decision := Decision{}
	if v := judge(d, gr); len(gr.members) > 0 && v.score >= keepScore {
		g.join(d, gr)
		decision = g.remember(d, news.Filing{Article: d.id, Incident: gr.id, Evidence: explain(d, s, v), CopyOf: g.copyOf(d)}, nil)
	} else {
		decision = g.decide(d, s)
	}
	g.window.add(d)
	return decision
}
