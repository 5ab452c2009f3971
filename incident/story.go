package incident

import (
	"cmp"
	"slices"

	"parallax/news"
)

// A story links the incidents of one affair: the days of a trial, a storm's landfall and its clean-up. It decides nothing about
// incidents, and no incident is ever in two.
//
// Two incidents are linked when an article that stands for one resembles the core of the other enough to tell of the same affair,
// though not of the same incident. What joins later is judged against the first incidents of the story and the names that they
// share, never against what joined before it: so a story can't wander from one affair to the next, and what it costs to ask
// doesn't grow with it.
type story struct {
	id      string
	opened  int              // number in the order of stories
	members map[string]int64 // incidents that may be live, and the time of the article that linked them
	firsts  []first
	names   map[uint64]bool // keys of the names that the affair is known by; see know
}

// A first is an article that stands for one of the first incidents of a story. It goes on to after it has left the window.
type first struct {
	incident string
	document *document
}

const (
	storyOdds    = -2.0 // log-odds, of one incident, from which on two articles may tell of one affair
	storyMeaning = 0.2  // least cosine of what the two mean
	storyName    = 5.0  // weight of a shared name that is rare enough to tell an affair by
	storyNames   = 2    // names that they share, that one among them
	storyCast    = 0.12 // least cosine of all their names: an affair has its people and places, and not only one in passing
	storyWords   = 0.3  // least cosine of their words in one language; in two, it takes one name more in place of words
	storyKinds   = 3    // independent kinds of evidence
	storyFirsts  = 6    // articles that stand for a story
	storyRivals  = 10   // groups that a filing is compared with
)

// akin reports whether two articles may tell of one affair, and the log-odds that they tell of one incident. The bounds were chosen on pairs that people judged (SemEval-2022 task 8; see
// TestStoryPairs): to pairs of one affair they say yes in two of five cases, and are right in six of seven. Among the incidents of a whole
// window, where few pairs have anything in common, that is the safer side.
func akin(s *similarity, a, b *document) (odds float64, ok bool) {
	names, words := storyNames, storyWords
	if !s.same {
		names, words = names+1, 0
	}
	if s.shared[kindName] < names || s.top[kindName] < storyName || s.cosine[kindName] < storyCast || s.cosine[kindWord] < words ||
		s.meaning < storyMeaning || s.independent() < storyKinds {
		return unfit, false
	}
	odds = pairScore(s, a, b)
	return odds, odds >= storyOdds
}

// stories are those with incidents in the window.
type stories struct {
	byID     map[string]*story
	of       map[string]*story // by incident
	next     int               // number of the next one
	changed  map[string]bool   // IDs of those to be saved, or to be dropped where they are gone; see Unsaved
	recalled map[string]string // where articles stood for stories when these were saved, until they are taken back themselves
}

func newStories() *stories {
	return &stories{byID: map[string]*story{}, of: map[string]*story{}, changed: map[string]bool{}, recalled: map[string]string{}}
}

// relate links the incident of a document to the one among the verdicts on it that most surely belongs to the same affair.
func (g *Grouper) relate(d *document, s *surfaces, verdicts []verdict) []news.Link {
	for _, v := range verdicts[:min(len(verdicts), storyRivals)] {
		if v.group == d.incident || g.groups[v.group.id] != v.group || !v.closestKin(d) {
			continue
		}
		if links := g.stories.link(d, v.group, v.best); links != nil {
			return reasoned(links, d, explain(d, s, &v))
		}
	}
	return nil
}

// closestKin makes the core article that is most surely akin to a document the best of a verdict; it returns false if there is none.
func (v *verdict) closestKin(d *document) bool {
	if v.best == nil || pairScore(v.pair, d, v.best) < storyOdds {
		return false // no other article of the core fits better
	}
	most := unfit
	for _, c := range v.group.core {
		var names similarity // which are compared first, for few have any in common
		if names.overlap(d, c, kindName, nil); names.shared[kindName] < storyNames || names.top[kindName] < storyName {
			continue
		}
		pair := compare(d, c)
		if odds, ok := akin(&pair, d, c); ok && odds > most {
			most, v.best, v.pair = odds, c, &pair
		}
	}
	return most > unfit
}

// reasoned gives the last of some links, the one that was decided on, its evidence: the words are those of d, which the other article,
// or where the link is that article's, d has too.
func reasoned(links []news.Link, d *document, why []news.Evidence) []news.Link {
	last := &links[len(links)-1]
	if last.Incident != d.incident.id {
		for i := range why {
			why[i].Article = d.id
		}
	}
	last.Evidence = why
	return links
}

// link makes the incidents of two akin articles one story, if what stands for the stories that they are in allows it. It
// returns nil if not, or if they are in one.
func (s *stories) link(d *document, other *group, o *document) []news.Link {
	mine, theirs := s.of[d.incident.id], s.of[other.id]
	switch {
	case mine == nil && theirs == nil:
		return s.open(d, other, o)
	case mine == theirs:
		return nil
	case mine == nil && theirs.takes(d):
		return s.add(theirs, first{d.incident.id, d})
	case theirs == nil && mine.takes(o):
		return s.add(mine, first{other.id, o})
	case mine != nil && theirs != nil && mine.isOneWith(theirs):
		return s.unite(mine, theirs)
	}
	return nil
}

// open begins a story with two incidents. Its ID derives from the older one.
func (s *stories) open(d *document, other *group, o *document) []news.Link {
	older, younger := first{other.id, o}, first{d.incident.id, d}
	if d.incident.opened < other.opened {
		older, younger = younger, older
	}
	st := &story{id: news.StoryID(older.incident), opened: s.next, members: map[string]int64{}}
	if s.byID[st.id] != nil { // a person has brought that incident back out of the one it was merged into
		return nil
	}
	s.next++
	s.byID[st.id] = st
	return append(s.add(st, older), s.add(st, younger)...)
}

// add makes an incident part of a story.
func (s *stories) add(st *story, f first) []news.Link {
	s.of[f.incident] = st
	st.members[f.incident] = f.document.time
	if len(st.firsts) < storyFirsts {
		st.firsts = append(st.firsts, f)
		st.know()
	}
	s.changed[st.id] = true
	return []news.Link{{Incident: f.incident, Story: st.id}}
}

// know works out which names a story is known by: those rare ones that two of its first incidents share.
func (st *story) know() {
	st.names = map[uint64]bool{}
	for i, a := range st.firsts {
		for _, b := range st.firsts[:i] {
			for _, t := range a.document.of(kindName) {
				if weightOf(b.document, t.key()) >= storyName && t.weight() >= storyName {
					st.names[t.key()] = true
				}
			}
		}
	}
}

// weightOf is the weight of a name in a document, 0 where it isn't there.
func weightOf(d *document, name uint64) float64 {
	names := d.of(kindName)
	at, found := slices.BinarySearchFunc(names, name, func(t term, key uint64) int { return cmp.Compare(t.key(), key) })
	if !found {
		return 0
	}
	return names[at].weight()
}

// takes reports whether an article's incident belongs to a story: it names what the story is known by, and is akin to what
// stands for it.
func (st *story) takes(d *document) bool {
	if !slices.ContainsFunc(d.of(kindName), func(t term) bool { return st.names[t.key()] && t.weight() >= storyName }) {
		return false
	}
	return slices.ContainsFunc(st.firsts, func(f first) bool { return f.kin(d) })
}

func (f *first) kin(d *document) bool {
	if f.document.id == d.id {
		return true
	}
	pair := compare(d, f.document)
	_, ok := akin(&pair, d, f.document)
	return ok
}

// isOneWith reports whether two stories turned out to be one: they are known by a name in common, and half of what stands for them
// is akin.
func (st *story) isOneWith(other *story) bool {
	common, kin := false, 0
	for k := range st.names {
		common = common || other.names[k]
	}
	if !common {
		return false
	}
	for _, f := range st.firsts {
		for _, o := range other.firsts {
			if f.kin(o.document) {
				kin++
			}
		}
	}
	return 2*kin >= len(st.firsts)*len(other.firsts)
}

// unite makes two stories one. The older keeps its ID, and what stands for it.
func (s *stories) unite(a, b *story) []news.Link {
	older, younger := a, b
	if younger.opened < older.opened {
		older, younger = younger, older
	}
	bridge := ""
	for m, at := range younger.members {
		older.members[m], s.of[m] = at, older
		if bridge == "" || m < bridge {
			bridge = m
		}
	}
	for _, f := range younger.firsts {
		if len(older.firsts) < storyFirsts {
			older.firsts = append(older.firsts, f)
		}
	}
	older.know()
	delete(s.byID, younger.id)
	s.changed[older.id], s.changed[younger.id] = true, true
	return []news.Link{{Incident: bridge, Story: older.id}}
}

// rename follows a merge of two incidents. If both are in a story, the two stories are one.
func (s *stories) rename(from, into string) {
	st := s.of[from]
	if st == nil {
		return
	}
	if other := s.of[into]; other != nil && other != st {
		s.unite(st, other)
		st = s.of[from]
	}
	s.of[into] = st
	st.members[into] = max(st.members[into], st.members[from])
	delete(s.of, from)
	delete(st.members, from)
	for i := range st.firsts {
		if st.firsts[i].incident == from {
			st.firsts[i].incident = into
		}
	}
	s.changed[st.id] = true
}

// moved follows a person who has put an article under another incident: it no longer stands for the one it was taken out of.
// Where nothing is left there, the two incidents were merged.
func (s *stories) moved(article, from, into string, emptied bool) {
	if from == into {
		return
	}
	if emptied {
		s.rename(from, into)
	}
	st := s.of[from]
	if st == nil {
		return
	}
	s.displace(st, article)
}

// displace takes an article out of what stands for a story.
func (s *stories) displace(st *story, article string) {
	before := len(st.firsts)
	st.firsts = slices.DeleteFunc(st.firsts, func(f first) bool { return f.document.id == article })
	if len(st.firsts) < before {
		st.know()
		s.changed[st.id] = true
	}
}

// forget drops incidents that are no longer live and were linked by an article before a time, and stories that have no others.
func (s *stories) forget(before int64, live map[string]*group) {
	for id, st := range s.byID {
		for m, at := range st.members {
			if live[m] == nil && at < before {
				delete(st.members, m)
				delete(s.of, m)
				s.changed[id] = true
			}
		}
		if len(st.members) == 0 {
			delete(s.byID, id)
		}
	}
}

// inOrder returns the IDs of those that have changed, and forgets that they have.
func (s *stories) inOrder() []string {
	ids := make([]string, 0, len(s.changed))
	for id := range s.changed {
		ids = append(ids, id)
	}
	clear(s.changed)
	slices.SortFunc(ids, cmp.Compare)
	return ids
}
