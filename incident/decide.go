package incident

import (
	"cmp"
	"math"
	"slices"

	"parallax/news"
)

const (
	searched  = 40    // candidate documents of a filing
	meanShare = 0.15  // part of a group's score that is the mean over its core; the rest is the best of the core
	worstPair = -2.0  // one core article on another side of the affair counts against the group down to this
	backScore = -0.5  // how well a core article has to fit to back the best one
	backing   = 0.5   // what those that do add to a group's score, times the logarithm of their number
	keepScore = -0.15 // a changed article stays where it is down to this score
)

// A verdict is how well an article fits a group.
type verdict struct {
	group *group
	score float64
	best  *document   // the core article that it fits best
	pair  *similarity // with that article, until the next rank
	worst float64     // the score of the core article that it fits worst
	rival float64     // of a headline: the best score of a pair with an article of another group, unfit where there is none
}

// decide files a new document.
func (g *Grouper) decide(d *document, s *surfaces) Decision {
	finds := g.window.search(d, searched)
	copying := g.copying(d, finds)
	all := g.rank(d, finds, copying.twin)
	verdicts := slices.DeleteFunc(slices.Clone(all), func(v verdict) bool { return v.group.closed(g.window) })
	if len(verdicts) == 0 || verdicts[0].score <= 0 {
		d.founder = true
		g.join(d, g.group(news.IncidentID(d.id), d.seq))
		return Decision{Filing: founded(d), Links: g.relate(d, s, all)}
	}
	v := verdicts[0]
	g.join(d, v.group)
	copies := copying.copies(d)
	if v.score >= coreScore && !copies {
		g.promote(d)
	}
	merges := g.merge(d, verdicts)
	var moved []news.Filing
	if !copies {
		moved = g.lookAgain(d, &v, finds)
	}
	f := founded(d)
	if v.best != nil { // or a split has left d alone
		f.Evidence = explain(d, s, &v)
	}
	copying.mark(&f)
	decision := g.remember(d, f, merges, copying)
	decision.Moved = append(moved, decision.Moved...)
	if !copies {
		decision.Links = g.relate(d, s, all)
	}
	return decision
}

func founded(d *document) news.Filing {
	return news.Filing{Article: d.id, Incident: d.incident.id, Evidence: []news.Evidence{{Kind: news.EvidenceFounder, Article: d.id, Weight: 1}}}
}

// remember keeps what has to be known of a filing.
func (g *Grouper) remember(d *document, f news.Filing, merges []news.Merge, c copying) Decision {
	d.copyOf = f.CopyOf
	d.hidden = len(g.window.copies[f.CopyOf]) >= indexedCopies
	return Decision{Filing: f, Merges: merges, Moved: g.adopt(d, c)}
}

// rank scores the groups of the candidates, best first. The group of an article with the same text goes before all.
func (g *Grouper) rank(d *document, finds []found, twin *document) []verdict {
	groups := make([]*group, 0, len(finds))
	pairs := g.pairs[:0]
	g.marks.set(d)
	for _, f := range finds {
		if gr := f.document.incident; !slices.Contains(groups, gr) {
			if len(pairs) > mostPairs {
				break // of so many, those that were found last decide nothing
			}
			groups = append(groups, gr)
			pairs = pairUp(pairs, d, gr.core, &g.marks)
			if d.short() {
				pairs = pairFound(pairs, d, gr, finds, &g.marks)
			}
		}
	}
	scoreAll(pairs, d)
	g.pairs = pairs
	verdicts := make([]verdict, 0, len(groups))
	first, second := contender{score: unfit}, contender{score: unfit}
	if d.short() {
		first, second = contenders(pairs)
	}
	for _, gr := range groups {
		n := 0
		for n < len(pairs) && pairs[n].other.incident == gr {
			n++
		}
		rival := first
		if rival.group == gr {
			rival = second
		}
		v := conclude(d, gr, pairs[:n], rival.score)
		pairs = pairs[n:]
		if twin != nil && twin.incident == gr {
			pair := compare(d, twin)
			v.best, v.pair = twin, &pair
			v.score = max(v.score, pairScore(v.pair, d, twin), 0) + copyBonus
		}
		verdicts = append(verdicts, v)
	}
	slices.SortFunc(verdicts, func(a, b verdict) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.group.opened, b.group.opened))
	})
	return verdicts
}

// A contender is a group with the best score of a pair with one of its articles.
type contender struct {
	group *group
	score float64
}

// contenders are the two groups with the best scores, unfit where there are none.
func contenders(pairs []pairing) (first, second contender) {
	first, second = contender{score: unfit}, contender{score: unfit}
	for i := range pairs {
		switch c := (contender{pairs[i].other.incident, pairs[i].score}); {
		case c.group == first.group:
			first.score = max(first.score, c.score)
		case c.score > first.score:
			first, second = c, first
		case c.score > second.score:
			second = c
		}
	}
	return first, second
}

// mostPairs is from how many articles compared on no other group is asked, which bounds the time where a window is full of what is alike.
const mostPairs = 400

// A pairing is the comparison of a document with another one.
type pairing struct {
	other *document
	similarity
	score float64 // see pairScore
}

// pairUp appends the comparisons of a document with others, as with those that stand for a group, itself left out. The marks are the document's, or nil.
func pairUp(pairs []pairing, d *document, others []*document, m *marks) []pairing {
	for _, o := range others {
		if o != d {
			pairs = append(pairs, pairing{other: o, similarity: m.compare(d, o)})
		}
	}
	return pairs
}

// pairFound appends the comparisons of a headline with the members of a group that were found for it and don't stand for the group. A headline
// has few words to be known by: of a large incident those that it shares may be with one report only, which isn't among those two dozen.
func pairFound(pairs []pairing, d *document, gr *group, finds []found, m *marks) []pairing {
	for _, f := range finds {
		if o := f.document; o.incident == gr && o != d && !o.core && o.copyOf == "" {
			pairs = append(pairs, pairing{other: o, similarity: m.compare(d, o)})
		}
	}
	return pairs
}

// scoreAll scores the comparisons of a document.
func scoreAll(pairs []pairing, d *document) {
	var x [forestWidth]inputs
	for some := range slices.Chunk(pairs, forestWidth) {
		for i := range some {
			x[i] = some[i].inputs(d, some[i].other)
		}
		scores := pairForest.scores(x[:len(some)])
		for i := range some {
			p := &some[i]
			p.score = p.odds(&x[i], scores[i], d, p.other)
		}
	}
}

const (
	unfit = -100.0
	// Among the articles of a day, and its headlines, more pairs are alike by chance than among those that people were given to judge.
	headlineOdds = 1.3
	longOdds     = 0.4
	oneKind      = -0.3 // at most, of a pair in two languages, or with a headline, with one kind of evidence
	vetoed       = -1.0 // at most, of a pair whose days and places are others; see elsewhere
)

// judge scores a document against the core of a group.
func judge(d *document, gr *group) verdict {
	pairs := pairUp(make([]pairing, 0, len(gr.core)), d, gr.core, nil)
	scoreAll(pairs, d)
	return conclude(d, gr, pairs, unfit)
}

// A standing is how the comparisons of a document with articles of a group come out.
type standing struct {
	best  int     // the pair with the best score, -1 if there is none
	worst float64 // score, or 0
	sum   float64 // of the scores, each down to worstPair
	fits  int     // pairs that fit about as well as the best one has to
}

func standingOf(pairs []pairing) standing {
	s := standing{best: -1}
	for i := range pairs {
		score := pairs[i].score
		if score > unfit && (s.best < 0 || score > pairs[s.best].score) {
			s.best = i
		}
		s.worst = min(s.worst, score)
		s.sum += max(score, worstPair)
		if score > backScore {
			s.fits++
		}
	}
	return s
}

// conclude is the verdict on a group by the comparisons of a document with its core, of a headline with other members too: by the article that is
// fitted best, tempered by the mean, and backed by the others that are fitted about as well. Of a document that is little more than a headline
// it is joinScore's, the less of it the more of a text there is. For rival see verdict.
func conclude(d *document, gr *group, pairs []pairing, rival float64) verdict {
	s := standingOf(pairs)
	v := verdict{group: gr, score: unfit, worst: s.worst, rival: rival}
	if s.best < 0 {
		return v
	}
	v.best, v.pair = pairs[s.best].other, &pairs[s.best].similarity
	v.score = (1-meanShare)*pairs[s.best].score + meanShare*s.sum/float64(len(pairs))
	if s.fits > 1 {
		v.score += backing * math.Log(float64(s.fits))
	}
	if d.short() && len(joinForest) > 0 { // when it begins to be learned there is none
		length := lengthOf(len(d.of(kindWord)))
		v.score = (1-length)*joinScore(d, gr, pairs, &s, rival) + length*v.score
	}
	return v
}

// pairScore is the log-odds that two articles tell of one incident. Across languages, and for headlines, it takes two independent
// kinds of evidence to be above zero.
func pairScore(s *similarity, a, b *document) float64 {
	x := s.inputs(a, b)
	return s.odds(&x, pairForest.score(&x), a, b)
}

// odds are what pairScore makes of the forest's score.
func (s *similarity) odds(x *inputs, forest float64, a, b *document) float64 {
	score := forest + s.attached() - s.caution()
	if !s.same {
		score += steps[a.script][b.script]
	}
	if (!s.same || s.short) && x[inKinds] < 2 {
		score = min(score, oneKind)
	}
	if s.elsewhere(a, b) {
		score = min(score, vetoed)
	}
	return score
}

// caution is what has to be taken off the odds, the more the shorter the shorter one of two articles is.
func (s *similarity) caution() float64 {
	return headlineOdds + lengthOf(s.words)*(longOdds-headlineOdds)
}

// lengthOf is 0 for as few weighty words as a headline has, and 1 for as many as an article with a text.
func lengthOf(words int) float64 {
	return max(0, min(1, float64(words-bareWords)/(shortWords-bareWords)))
}

// elsewhere reports whether two articles name days and places, and none of either in common: two storms told in the same words. A post,
// a link or a quotation that they share says more. Days alone don't tell: articles on one incident name other days too.
func (s *similarity) elsewhere(a, b *document) bool {
	return s.conflict && len(a.of(kindPlace)) > 0 && len(b.of(kindPlace)) > 0 && s.shared[kindPlace]+s.shared[kindPost]+s.shared[kindLink] == 0 && s.quoted < 1
}

// attached is what shared posts, links and quotations add to the log-odds. Too few judged articles have any to learn it from them; so it is
// set by hand. An affair's most famous post is embedded by articles on other incidents of it too, so that one doesn't decide alone.
func (s *similarity) attached() float64 {
	return postOdds*min(2, s.mass[kindPost]) + linkOdds*min(2, s.mass[kindLink]) + s.ofQuotations()
}

// ofQuotations is what shared quotations add. Of judged pairs in one language those with one in common are on one incident six times as
// often as others; pairs of translated articles are a hundred times as often, but few of the reports that journalists write quote at such length.
func (s *similarity) ofQuotations() float64 {
	odds := translatedOdds
	if s.same {
		odds = quoteOdds
	}
	return odds * min(1.5, s.quoted)
}

const postOdds, linkOdds, quoteOdds, translatedOdds = 3.0, 2.5, 1.5, 2.5
