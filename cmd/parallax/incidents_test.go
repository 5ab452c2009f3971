package main

import (
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parallax/news"
)

// A corrected data folder is the newsroom's with a merge, a split and a move made beside a process that works with it.
type correctedFolder struct {
	data                string
	merged, into        string   // incidents
	split               string   // incident
	off, rest           []string // its articles: those split off, and the others
	moved, from, target string   // an article, and incidents
	left                []string // articles that were beside it
}

// TestCorrectionsOutliveEverything corrects beside a process at work, lets that process go on, and rebuilds.
func TestCorrectionsOutliveEverything(t *testing.T) {
	c := correctedFolder{data: t.TempDir()}
	f, err := dataFlag{c.data}.open(t.Context(), slog.New(slog.DiscardHandler), newsroomClock(), nil)
	if err != nil {
		t.Fatal(err)
	}
	pages := shuffledPages(t)
	early, late := pages[:len(pages)-30], pages[len(pages)-30:]
	if err := errors.Join(f.store.PutPages(t.Context(), early), f.pipeline.advance(t.Context())); err != nil {
		t.Fatal(err)
	}
	c.correct(t)
	c.holds(t, "at once")
	if err := errors.Join(f.store.PutPages(t.Context(), late), f.pipeline.advance(t.Context()), f.Close()); err != nil {
		t.Fatal(err)
	}
	c.holds(t, "after more articles")
	before, _ := incidentsByArticle(t, c.data)
	if code, _, errs := command(t, "rebuild", "--data", c.data); code != exitDone {
		t.Fatal(errs)
	}
	c.holds(t, "after a rebuild")
	after, _ := incidentsByArticle(t, c.data)
	if strayed := elsewhere(before, after); strayed > len(before)/10 {
		t.Errorf("%d of %d articles are under another incident after a rebuild", strayed, len(before))
	}
	if code, out, errs := command(t, "check", "--data", c.data); code != exitDone {
		t.Errorf("check exits with %d and says:\n%s%s", code, out, errs)
	}
	c.undo(t)
}

// correct makes the corrections through the command line.
func (c *correctedFolder) correct(t *testing.T) {
	members := map[string][]string{}
	filed, _ := incidentsByArticle(t, c.data)
	for article, incident := range filed {
		members[incident] = append(members[incident], article)
	}
	var largest []string
	for id := range members {
		largest = append(largest, id)
		slices.Sort(members[id])
	}
	slices.SortFunc(largest, func(a, b string) int { return len(members[b])*1000 - len(members[a])*1000 + strings.Compare(a, b) })
	c.into, c.merged, c.split, c.from, c.target = largest[0], largest[1], largest[2], largest[3], largest[4]
	c.off, c.rest, c.moved = members[c.split][:3], members[c.split][3:], members[c.from][0]
	c.left = members[c.from][1:]
	for _, args := range [][]string{
		{"merge", c.into, c.merged}, append([]string{"split", "http://127.0.0.1:8080/incidents/" + c.split}, c.off...),
		{"move", "--note", "Ana: another council", c.moved, c.target},
	} {
		if code, _, errs := command(t, append([]string{"incidents", args[0], "--data", c.data}, args[1:]...)...); code != exitDone {
			t.Fatalf("%v: %s", args, errs)
		}
	}
}

// holds fails the test where a correction doesn't hold.
func (c *correctedFolder) holds(t *testing.T, when string) {
	t.Helper()
	filed, _ := incidentsByArticle(t, c.data)
	code, _, errs := command(t, "incidents", "merge", "--data", c.data, c.into, c.merged)
	if code != exitFailed || !strings.Contains(errs, "already") {
		t.Errorf("%s the merged incidents can be merged: %s", when, errs)
	}
	off := map[string]bool{}
	for _, a := range c.off {
		off[filed[a]] = true
	}
	if len(off) != 1 || off[c.split] {
		t.Errorf("%s what was split off is under %v", when, off)
	}
	for _, a := range c.rest {
		if filed[a] != c.split {
			t.Errorf("%s an article that stays is under %s, want %s", when, filed[a], c.split)
		}
	}
	if filed[c.moved] != c.target {
		t.Errorf("%s the article that was moved is under %s, want %s", when, filed[c.moved], c.target)
	}
	for _, a := range c.left {
		if filed[a] != c.from {
			t.Errorf("%s an article from beside the one that was moved is under %s, want %s", when, filed[a], c.from)
		}
	}
	if !slices.ContainsFunc(evidenceOf(t, c.data, c.moved), func(e news.Evidence) bool {
		return e.Kind == news.EvidenceCorrection && slices.Equal(e.Values, []string{"Ana: another council"})
	}) {
		t.Errorf("%s the article that was moved doesn't say who moved it", when)
	}
}

func evidenceOf(t *testing.T, data, article string) []news.Evidence {
	t.Helper()
	st, err := dataFlag{data}.reading(t.Context(), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	a, err := st.Article(t.Context(), article)
	if err != nil {
		t.Fatal(err)
	}
	return a.Incident.Evidence
}

// undo takes everything back, with no other process at work.
func (c *correctedFolder) undo(t *testing.T) {
	_, out, _ := command(t, "incidents", "list", "--data", c.data)
	if !strings.Contains(out, "Ana: another council") || strings.Count(out, "holds") != 3 {
		t.Errorf("the list is\n%s", out)
	}
	for _, n := range []string{"3", "2", "1"} {
		if code, _, errs := command(t, "incidents", "undo", "--data", c.data, n); code != exitDone {
			t.Errorf("undo: %s", errs)
		}
	}
	filed, _ := incidentsByArticle(t, c.data)
	if filed[c.moved] != c.from || filed[c.off[0]] != c.split {
		t.Errorf("after undoing, articles are under %s and %s, want %s and %s", filed[c.moved], filed[c.off[0]], c.from, c.split)
	}
	_, out, _ = command(t, "incidents", "list", "--json", "--data", c.data)
	var first news.Correction
	if err := json.Unmarshal([]byte(strings.Split(out, "\n")[0]), &first); err != nil || first.Undone.IsZero() {
		t.Errorf("%v: the list is\n%s", err, out)
	}
	if code, out, errs := command(t, "check", "--data", c.data); code != exitDone || strings.Contains(errs, "wait") {
		t.Errorf("check exits with %d and says:\n%s%s", code, out, errs)
	}
}

// Two papers of the newsroom print what a partner wrote, one with a paragraph cut, one with a paragraph of its own in front.
func TestTheNewsroomsCopiesAreFound(t *testing.T) {
	c := needNewsroom(t)
	copies := map[string]string{}
	for a, err := range c.store.EachArticle(t.Context(), "") {
		if err != nil {
			t.Fatal(err)
		}
		if a.CopyOf == "" {
			continue
		}
		original, err := c.store.Article(t.Context(), a.CopyOf)
		if err != nil {
			t.Fatal(err)
		}
		copies[a.Authors[0]+" in "+a.Source.Name] = original.Source.Name
		i, err := c.store.Incident(t.Context(), a.Incident.ID)
		if err != nil || i.Independent != i.Articles-1 || original.Incident.ID != i.ID {
			t.Errorf("%s: %d of %d articles are independent; %v", a.Title, i.Independent, i.Articles, err)
		}
	}
	want := map[string]string{"Tidewater Post in The Harbour Gazette": "Tidewater Post", "The Harbour Gazette in Tidewater Post": "The Harbour Gazette"}
	if diff := cmp.Diff(want, copies); diff != "" {
		t.Error(diff)
	}
}
