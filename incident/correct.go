package incident

import (
	"cmp"
	"slices"

	"parallax/news"
)

// corrections are what people have decided, as constraints of what the grouper decides. An article with a pin is filed where
// the pin says; two incidents that are apart are never merged.
type corrections struct {
	pins      map[string]pin // by article
	apart     map[[2]string]bool
	redirects map[string]string // incidents merged by hand, and where they lead
}

// A pin holds an article under an incident.
type pin struct {
	incident string
	moved    bool   // a person moved it there, rather than leaving it there
	note     string // of that person
}

// Correct tells the grouper all corrections that hold, in the order in which they were made, in place of what it was told
// before. They decide where the articles they speak of are filed from now on, and that incidents which a person has set
// apart don't merge; of two that contradict each other the later holds. Articles that are live already are not moved:
// Restore them where they are now.
func (g *Grouper) Correct(list []news.Correction) {
	c := corrections{pins: map[string]pin{}, apart: map[[2]string]bool{}, redirects: map[string]string{}}
	for _, correction := range list {
		c.add(&correction)
	}
	g.corrections = c
}

func (c *corrections) add(n *news.Correction) {
	if n.Separates() {
		c.apart[unordered(n.Incident, n.Into)] = true
	} else {
		c.rename(n.Incident, n.Into)
		c.redirects[n.Incident] = n.Into
	}
	for _, a := range n.Articles {
		c.pins[a] = pin{n.Into, true, n.Note}
	}
	c.keep(n.Received, n.Into)
	c.keep(n.Stay, n.Incident)
	delete(c.redirects, n.Into) // a split may bring back an incident that was merged
}

// keep pins articles where a correction found them. A pin that moved one there before goes on to say so.
func (c *corrections) keep(articles []string, incident string) {
	for _, a := range articles {
		if c.pins[a].incident != incident {
			c.pins[a] = pin{incident: incident}
		}
	}
}

// rename follows a merge of two incidents.
func (c *corrections) rename(from, into string) {
	for a, p := range c.pins {
		if p.incident == from {
			p.incident = into
			c.pins[a] = p
		}
	}
	for pair := range c.apart {
		if i := slices.Index(pair[:], from); i >= 0 {
			delete(c.apart, pair)
			if other := pair[1-i]; other != into {
				c.apart[unordered(into, other)] = true
			}
		}
	}
	for merged, to := range c.redirects {
		if to == from {
			c.redirects[merged] = into
		}
	}
}

// separate reports whether a person has set two incidents apart.
func (c *corrections) separate(a, b string) bool { return c.apart[unordered(a, b)] }

// merged are the incidents that a person has merged into one.
func (c *corrections) merged(into string) (merges []news.Merge) {
	for from, to := range c.redirects {
		if to == into {
			merges = append(merges, news.Merge{From: from, Into: into})
			delete(c.redirects, from) // told once
		}
	}
	slices.SortFunc(merges, func(a, b news.Merge) int { return cmp.Compare(a.From, b.From) })
	return merges
}

func unordered(a, b string) [2]string {
	if a > b {
		a, b = b, a
	}
	return [2]string{a, b}
}

// decideOrPlace files a new document: where a person has put it, or else where it fits.
func (g *Grouper) decideOrPlace(d *document, s *surfaces) Decision {
	if p, ok := g.corrections.pins[d.id]; ok {
		return g.place(d, s, p)
	}
	return g.decide(d, s)
}

// place files a document where a person has put it. Its evidence says so, and what it shares with the incident all the
// same.
func (g *Grouper) place(d *document, s *surfaces, p pin) Decision {
	finds := g.window.search(d, searched)
	gr := g.group(p.incident, d.seq)
	v := judge(d, gr)
	d.founder = news.IncidentID(d.id) == gr.id
	g.join(d, gr)
	g.stand(d, p)
	f := founded(d)
	switch {
	case v.best != nil:
		f.Evidence = explain(d, s, &v)
	case p.moved && !d.founder:
		f.Evidence = nil
	}
	copying := g.copying(d, finds)
	copying.mark(&f)
	if p.moved {
		f.Evidence = slices.Insert(f.Evidence, 0, correctionEvidence(p.note))
	}
	decision := g.remember(d, f, g.corrections.merged(gr.id), copying)
	if d.core {
		decision.Links = g.relate(d, s, g.rank(d, finds, copying.twin))
	}
	return decision
}

// stand makes a document that a person has moved one of the core of its group, where there is no room for it in the way of
// others too: what comes later and resembles it belongs there as well.
func (g *Grouper) stand(d *document, p pin) {
	g.promote(d)
	if gr := d.incident; p.moved && len(gr.core) < 2*coreSize && !d.core {
		g.represent(d)
	}
}

func correctionEvidence(note string) news.Evidence {
	e := news.Evidence{Kind: news.EvidenceCorrection}
	if note != "" {
		e.Values = []string{note}
	}
	return e
}
