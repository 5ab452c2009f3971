package incident

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"parallax/news"
)

// An affair is the invented days of one: each report names its cast and has words of its own.
var (
	trialCast    = "Gerolf Quintelier of Vlasmeer Logistics appeared before Judge Mieke Vanoverbeke in Antwerp over the Kallodok warehouse blaze. "
	electionCast = "Marjolaine Desrosiers of the Harbour Alliance and Ignace Tremblay met voters in Rimouski on the Bellechasse ballot. "
)

func told(id, cast, own string, day int) news.Article {
	return news.Article{ID: id, Language: "en", Title: own, Text: cast + own + ". " + cast, Published: time.Date(2026, 3, 2+day, 9, 0, 0, 0, time.UTC)}
}

// A linker is a grouper to which incidents are given one by one, each with one report; it skips the decision whether reports are of one
// incident, which is not what these tests are about.
type linker struct {
	g     *Grouper
	docs  map[string]*document
	story map[string]string // by incident
}

func newLinker() *linker {
	return &linker{New(Options{Durable: true}), map[string]*document{}, map[string]string{}}
}

// open files a report as an incident of its own and links that with the incident of another report, where the stories allow it.
func (l *linker) open(a news.Article, akinTo string) []news.Link {
	d, _ := l.g.features(&a)
	d.seq = l.g.seq
	l.g.seq++
	d.founder = true
	l.g.join(d, l.g.group(news.IncidentID(a.ID), d.seq))
	l.g.window.add(d)
	l.docs[a.ID] = d
	if akinTo == "" {
		return nil
	}
	o := l.docs[akinTo]
	links := l.g.stories.link(d, o.incident, o)
	for _, link := range links {
		l.story[link.Incident] = link.Story
	}
	return links
}

func TestAStoryBeginsWithTheOlderIncident(t *testing.T) {
	l := newLinker()
	l.open(told("a", trialCast, "Trial opens with the reading of nine names", 0), "")
	links := l.open(told("b", trialCast, "Foreman shows mails about closed sprinklers", 2), "a")
	want := news.StoryID(news.IncidentID("a"))
	if len(links) != 2 || links[0].Incident != news.IncidentID("a") || links[0].Story != want || links[1].Story != want {
		t.Errorf("the links are %+v", links)
	}
	if links := l.open(told("c", trialCast, "Owner gets four years after a long trial", 4), "b"); len(links) != 1 || links[0].Story != want {
		t.Errorf("the third incident is linked by %+v", links)
	}
	if links := l.g.stories.link(l.docs["c"], l.docs["a"].incident, l.docs["a"]); links != nil {
		t.Errorf("incidents of one story are linked again: %+v", links)
	}
}

// What resembles the latest incident of a story, and not its first ones, is another affair.
func TestAStoryDoesNotDrift(t *testing.T) {
	l := newLinker()
	l.open(told("a", trialCast, "Trial opens with the reading of nine names", 0), "")
	for n := range storyFirsts {
		l.open(told(fmt.Sprint("b", n), trialCast, fmt.Sprintf("Witness number %d describes the night", n), n), "a")
	}
	l.open(told("bridge", trialCast+electionCast, "Warehouse trial: the verdict, and what the ballot debate made of it", 8), "a")
	if l.story[news.IncidentID("bridge")] == "" {
		t.Fatal("what names all of the cast isn't linked")
	}
	if links := l.open(told("c", electionCast, "Candidates trade barbs on the last day", 9), "bridge"); links != nil {
		t.Errorf("an election became part of a trial: %+v", links)
	}
	if st := l.g.stories.of[news.IncidentID("a")]; len(st.firsts) != storyFirsts {
		t.Errorf("%d articles stand for the story, want %d", len(st.firsts), storyFirsts)
	}
}

func TestStoriesMerge(t *testing.T) {
	l := newLinker()
	for _, id := range []string{"a", "x"} {
		l.open(told(id, trialCast, "Trial opens with the reading of names "+id, 0), "")
		l.open(told(id+"2", trialCast, "Foreman shows mails about sprinklers "+id, 2), id)
	}
	first, second := l.story[news.IncidentID("a")], l.story[news.IncidentID("x")]
	if first == second {
		t.Fatal("there is one story already")
	}
	links := l.open(told("c", trialCast, "Owner gets four years after a long trial", 4), "x2")
	links = append(links, l.g.stories.link(l.docs["c"], l.docs["a"].incident, l.docs["a"])...)
	if len(links) != 2 || links[1].Story != first || l.g.stories.byID[second] != nil {
		t.Errorf("links %+v; the younger story is still there: %t", links, l.g.stories.byID[second] != nil)
	}
	for _, id := range []string{"a", "a2", "x", "x2", "c"} {
		if st := l.g.stories.of[news.IncidentID(id)]; st == nil || st.id != first {
			t.Errorf("%s isn't part of the older story", id)
		}
	}
}

func TestStoriesFollowMergesOfIncidents(t *testing.T) {
	l := newLinker()
	l.open(told("a", trialCast, "Trial opens with the reading of nine names", 0), "")
	l.open(told("b", trialCast, "Foreman shows mails about closed sprinklers", 2), "a")
	l.open(told("c", electionCast, "Candidates trade barbs on the last day", 3), "")
	s := l.g.stories
	s.rename(news.IncidentID("a"), news.IncidentID("c"))
	st := s.of[news.IncidentID("c")]
	if st == nil || s.of[news.IncidentID("a")] != nil || st.firsts[0].incident != news.IncidentID("c") || len(st.members) != 2 {
		t.Errorf("after the merge the story is %+v", st)
	}
	// A person takes b's article out of its incident: it no longer stands for the story.
	s.moved("b", news.IncidentID("b"), "elsewhere", false)
	if len(st.firsts) != 1 || len(st.names) != 0 || s.of["elsewhere"] != nil {
		t.Errorf("after the move the story is %+v", st)
	}
}

// A story outlives its first incident's stay in the window and a restart, and ends with its last incident's.
func TestStoriesAreRecalled(t *testing.T) {
	l := newLinker()
	l.open(told("a", trialCast, "Trial opens with the reading of nine names", 0), "")
	l.open(told("b", trialCast, "Foreman shows mails about closed sprinklers", 9), "a")
	l.g.Forget(time.Date(2026, 3, 8, 0, 0, 0, 0, time.UTC))
	again := New(Options{Durable: true})
	for _, s := range l.g.Unsaved() {
		if err := again.Recall(s, news.Filing{Article: s.Article, Incident: news.IncidentID(s.Article)}); s.Body != nil && err != nil {
			t.Errorf("%s%s: %v", s.Article, s.Part, err)
		}
	}
	before, after := l.g.stories.of[news.IncidentID("b")], again.stories.of[news.IncidentID("b")]
	if after == nil || after.id != before.id || !maps.Equal(after.members, before.members) || len(after.firsts) != 2 || !maps.Equal(after.names, before.names) {
		t.Fatalf("the story is %+v, want %+v", after, before)
	}
	if again.stories.of[news.IncidentID("a")] != nil || again.window.documents["a"] != nil {
		t.Error("the first incident is still live")
	}
	d, _ := again.features(ptr(told("c", trialCast, "Owner gets four years after a long trial", 11)))
	if !after.takes(d) {
		t.Error("the story no longer takes what belongs to it")
	}
	again.Forget(time.Date(2026, 4, 8, 0, 0, 0, 0, time.UTC))
	states := again.Unsaved()
	dropped := slices.ContainsFunc(states, func(s news.State) bool { return s.Part == storyPart+before.id && s.Body == nil })
	if len(again.stories.byID) != 0 || !dropped {
		t.Errorf("a story without live incidents is kept: %d, dropped %t", len(again.stories.byID), dropped)
	}
}

func ptr[T any](v T) *T { return &v }

// TestStoryPairs compares what akin says of pairs of articles with what people said: that they are of one affair or not, whether of
// one incident or of two. The articles are outside the repository; the bounds below are what was measured when the constants were
// chosen, less a little.
func TestStoryPairs(t *testing.T) {
	if !*Validate {
		t.Skip("run with -validate to see what akin says of the judged pairs")
	}
	g := New(Options{})
	type pair struct {
		a, b  *document
		label string
	}
	var pairs []pair
	eachLine(t, "../../shared/eval/incidents/pairs_dev.jsonl", func(line []byte) error {
		var r struct{ ID, Set, Lang1, Lang2, Text1, Text2, Date1, Date2, Label string }
		if err := json.Unmarshal(line, &r); err != nil {
			return err
		}
		if r.Set == "tgcontest" { // which doesn't tell one affair from another
			return nil
		}
		read := func(id, lang, text, date string) *document {
			published, _ := time.Parse(time.DateOnly, date)
			d, _ := g.features(&news.Article{ID: id, Language: lang, Text: text, Published: published})
			d.seq = g.seq
			g.seq++
			d.incident = &group{}
			g.window.add(d)
			return d
		}
		pairs = append(pairs, pair{read(r.ID+"/1", r.Lang1, r.Text1, r.Date1), read(r.ID+"/2", r.Lang2, r.Text2, r.Date2), r.Label})
		return nil
	})
	said, right := map[string]int{}, map[string]int{}
	for _, p := range pairs {
		g.window.search(p.a, searched)
		g.window.search(p.b, searched)
		s := compare(p.a, p.b)
		said[p.label]++
		if _, ok := akin(&s, p.a, p.b); ok {
			right[p.label]++
		}
	}
	yes, affairs := right["same"]+right["related"], said["same"]+said["related"]
	precision, recall := float64(yes)/float64(yes+right["different"]), float64(yes)/float64(affairs)
	t.Logf("%d pairs, %d of one affair: precision %.3f, recall %.3f; yes to %d of %d same, %d of %d related, %d of %d different", len(pairs), affairs,
		precision, recall, right["same"], said["same"], right["related"], said["related"], right["different"], said["different"])
	if precision < 0.85 || recall < 0.4 {
		t.Errorf("precision %.3f, recall %.3f", precision, recall)
	}
}
