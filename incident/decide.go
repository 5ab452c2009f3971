package incident

import (
	"cmp"
	"slices"

	"parallax/news"
)

const (
	searched  = 40    // candidate documents of a filing
	meanShare = 0.3   // part of a group's score that is the mean over its core; the rest is the best of the core
	worstPair = -2.0  // one core article on another side of the affair counts against the group down to this
	keepScore = -0.15 // a changed article stays where it is down to this score
	copyDays  = 3.0   // a text that comes back later than that is an outlet's habit, as weather reports are
)

// A verdict is how well an article fits a group.
type verdict struct {
	group *group
	score float64
	best  *document  // the core article that it fits best
	pair  similarity // with that article
}

// decide files a new document.
func (g *Grouper) decide(d *document, s *surfaces) Decision {
	finds := g.window.search(d, searched)
	original := copyOf(d, finds)
	verdicts := rank(d, finds, original)
	if len(verdicts) == 0 || verdicts[0].score <= 0 {
		d.founder = true
		g.join(d, g.group(news.IncidentID(d.id), d.seq))
		return g.remember(d, founded(d), nil)
	}
	v := verdicts[0]
	f := news.Filing{Article: d.id, Incident: v.group.id, Evidence: explain(d, s, &v)}
	if original != nil {
		f.CopyOf = original.id
	}
	g.join(d, v.group)
	if v.score >= coreScore && original == nil {
		promote(d)
	}
	merges := g.merge(d, verdicts)
	f.Incident = d.incident.id
	return g.remember(d, f, merges)
}

func founded(d *document) news.Filing {
	return news.Filing{Article: d.id, Incident: d.incident.id, Evidence: []news.Evidence{{Kind: news.EvidenceFounder, Article: d.id, Weight: 1}}}
}

func (g *Grouper) remember(d *document, f news.Filing, merges []news.Merge) Decision {
	d.filing = f
	return Decision{Filing: f, Merges: merges}
}

// copyOf is the live article whose text d repeats, nil if there is none: of several the one most alike, then the
// first. A copy of a copy is a copy of the original.
func copyOf(d *document, finds []found) *document {
	var original *document
	most := copyOverlap
	for _, f := range finds {
		o := f.document
		if !f.attached || o.language != d.language {
			continue
		}
		r := resemblance(d.sketch, o.sketch)
		if r < most || (r == most && original != nil && o.seq > original.seq) {
			continue
		}
		if !d.time.IsZero() && !o.time.IsZero() && daysApart(d, o) > copyDays {
			continue
		}
		original, most = o, r
	}
	if original != nil && original.original != nil {
		original = original.original
	}
	d.original = original
	return original
}

// rank scores the groups of the candidates, best first. The group of a copied article goes before all.
func rank(d *document, finds []found, original *document) []verdict {
	var verdicts []verdict
	seen := map[*group]bool{}
	for _, f := range finds {
		gr := f.document.incident
		if seen[gr] {
			continue
		}
		seen[gr] = true
		v := judge(d, gr)
		if original != nil && original.incident == gr {
			v.best, v.pair = original, compare(d, original)
			v.score = max(v.score, pairScore(&v.pair, d, original), 0) + copyBonus
		}
		verdicts = append(verdicts, v)
	}
	slices.SortFunc(verdicts, func(a, b verdict) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.group.opened, b.group.opened))
	})
	return verdicts
}

const (
	copyBonus = 20.0
	unfit     = -100.0
	oneKind   = -0.3 // at most, of a pair in two languages with one kind of evidence
)

// judge scores a document against the core of a group: by the article that it fits best, tempered by the mean.
func judge(d *document, gr *group) verdict {
	v := verdict{group: gr, score: unfit}
	sum, n := 0.0, 0
	for _, c := range gr.core {
		if c == d {
			continue
		}
		pair := compare(d, c)
		score := pairScore(&pair, d, c)
		if score > v.score {
			v.score, v.best, v.pair = score, c, pair
		}
		sum += max(score, worstPair)
		n++
	}
	if n > 0 {
		v.score = (1-meanShare)*v.score + meanShare*sum/float64(n)
	}
	return v
}

// pairScore is the logit that two articles tell of one incident. Across languages it takes two independent kinds of
// evidence to be above zero.
func pairScore(s *similarity, a, b *document) float64 {
	x := s.inputs(a, b)
	w := weightsFor(s)
	score := 0.0
	for i := range x {
		score += w[i] * x[i]
	}
	if !s.same && s.independent() < 2 {
		score = min(score, oneKind)
	}
	return score
}
