package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"parallax/news"
	"parallax/store"
)

// grouped is a store with articles filed under incidents, which the first article of each opened: "aab" is three articles,
// of which the first two are one incident. It returns the articles' IDs.
func grouped(t testing.TB, s *store.Store, incidents string) (ids []string) {
	t.Helper()
	opened := map[rune]string{}
	src := outlet("tide.example", "PT")
	var articles []news.Article
	var filings []news.Filing
	for n, letter := range incidents {
		a := article(src, "pt", n)
		if opened[letter] == "" {
			opened[letter] = news.IncidentID(a.ID)
		}
		evidence := []news.Evidence{{Kind: news.EvidenceName, Values: []string{string(letter)}, Weight: 1}}
		articles, ids = append(articles, a), append(ids, a.ID)
		filings = append(filings, news.Filing{Article: a.ID, Incident: opened[letter], Evidence: evidence})
	}
	must(t, s.PutArticles(t.Context(), articles, nil, 0))
	must(t, s.PutFilings(t.Context(), news.Decisions{Filings: filings}))
	return ids
}

// placed says under which incident each article is, by the number of the article that would have opened it.
func placed(t testing.TB, s *store.Store, ids []string) (places []int) {
	t.Helper()
	for _, id := range ids {
		a := get[news.Article](t)(s.Article(t.Context(), id))
		places = append(places, slices.IndexFunc(ids, func(id string) bool { return news.IncidentID(id) == a.Incident.ID }))
	}
	return places
}

func evidenceKinds(t testing.TB, s *store.Store, id string) (kinds []string) {
	for _, e := range get[news.Article](t)(s.Article(t.Context(), id)).Incident.Evidence {
		kinds = append(kinds, strings.TrimSpace(e.Kind+" "+strings.Join(e.Values, ",")))
	}
	return kinds
}

func TestAMergeByHandKeepsTheOlderID(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	ids := grouped(t, s, "abab")
	a, b := news.IncidentID(ids[0]), news.IncidentID(ids[1])
	c := get[news.Correction](t)(s.MergeIncidents(ctx, b, a, "Ana: one flood"))
	if c.N != 1 || c.Incident != b || c.Into != a || len(c.Articles) != 2 {
		t.Errorf("the correction is %+v", c)
	}
	diff(t, "places", placed(t, s, ids), []int{0, 0, 0, 0})
	diff(t, "evidence", evidenceKinds(t, s, ids[1]), []string{"correction Ana: one flood", "name b"})
	diff(t, "evidence of the others", evidenceKinds(t, s, ids[0]), []string{"name a"})
	if i := get[news.Incident](t)(s.Incident(ctx, b)); i.MergedInto != a {
		t.Errorf("the younger incident is %+v", i)
	}
	sound(t, s)
	c = get[news.Correction](t)(s.UndoCorrection(ctx, 1))
	if c.Undone.IsZero() {
		t.Errorf("undone: %+v", c)
	}
	diff(t, "places after undoing", placed(t, s, ids), []int{0, 1, 0, 1})
	diff(t, "evidence after undoing", evidenceKinds(t, s, ids[1]), []string{"name b"})
	sound(t, s)
}

func TestASplitOpensAnIncidentOfItsOwn(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	ids := grouped(t, s, "aaab")
	a := news.IncidentID(ids[0])
	c := get[news.Correction](t)(s.SplitIncident(ctx, a, []string{ids[2], ids[1]}, ""))
	if c.Into != news.IncidentID(ids[1]) {
		t.Errorf("the new incident has the ID %s, want that of its first article", c.Into)
	}
	diff(t, "places", placed(t, s, ids), []int{0, 1, 1, 3})
	diff(t, "evidence", evidenceKinds(t, s, ids[1]), []string{"correction"})
	sound(t, s)
	get[news.Correction](t)(s.UndoCorrection(ctx, c.N))
	diff(t, "places after undoing", placed(t, s, ids), []int{0, 0, 0, 3})
	if i := get[news.Incident](t)(s.Incident(ctx, c.Into)); i.MergedInto != a {
		t.Errorf("the incident that was split off is %+v, want it to lead back", i)
	}
	sound(t, s)
}

// The article that opened an incident can be split off as well: the incident goes on without it, under its ID.
func TestTheFounderCanBeSplitOff(t *testing.T) {
	s := open(t, t.TempDir())
	ids := grouped(t, s, "aaa")
	a := news.IncidentID(ids[0])
	c := get[news.Correction](t)(s.SplitIncident(t.Context(), a, ids[:1], ""))
	if c.Into == a || c.Into != news.SplitID(ids[0], 1) {
		t.Errorf("the new incident has the ID %s", c.Into)
	}
	if i := get[news.Incident](t)(s.Incident(t.Context(), a)); i.Articles != 2 {
		t.Errorf("the old incident is %+v", i)
	}
	sound(t, s)
}

// Splitting off what was merged wrongly brings the merged incident back, under the ID it had.
func TestASplitRevivesAMergedIncident(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	ids := grouped(t, s, "aabb")
	a, b := news.IncidentID(ids[0]), news.IncidentID(ids[2])
	must(t, s.PutFilings(ctx, news.Decisions{Merges: []news.Merge{{From: b, Into: a}}}))
	get[news.Correction](t)(s.SplitIncident(ctx, a, ids[2:], ""))
	if i := get[news.Incident](t)(s.Incident(ctx, b)); i.MergedInto != "" || i.Articles != 2 {
		t.Errorf("the incident is %+v", i)
	}
	sound(t, s)
}

func TestAMoveThatLeavesNothingRedirects(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	ids := grouped(t, s, "aab")
	a, b := news.IncidentID(ids[0]), news.IncidentID(ids[2])
	get[news.Correction](t)(s.MoveArticle(ctx, ids[1], b, ""))
	diff(t, "places", placed(t, s, ids), []int{0, 2, 2})
	get[news.Correction](t)(s.MoveArticle(ctx, ids[0], b, ""))
	if i := get[news.Incident](t)(s.Incident(ctx, a)); i.MergedInto != b {
		t.Errorf("the empty incident is %+v", i)
	}
	sound(t, s)
	get[news.Correction](t)(s.UndoCorrection(ctx, 2))
	diff(t, "places after undoing the second", placed(t, s, ids), []int{0, 2, 2})
	sound(t, s)
}

func TestRefusalsSayWhatToDo(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	ids := grouped(t, s, "aabc")
	a, b, c := news.IncidentID(ids[0]), news.IncidentID(ids[2]), news.IncidentID(ids[3])
	get[news.Correction](t)(s.MergeIncidents(ctx, b, c, ""))
	unfiled := article(outlet("tide.example", "PT"), "pt", 99)
	must(t, s.PutArticles(ctx, []news.Article{unfiled}, nil, 0))
	_, twice := s.MergeIncidents(ctx, a, a, "")
	_, unknown := s.MergeIncidents(ctx, a, "nonsense", "")
	_, merged := s.MergeIncidents(ctx, a, c, "")
	_, stranger := s.SplitIncident(ctx, a, []string{ids[2]}, "")
	_, everything := s.SplitIncident(ctx, a, ids[:2], "")
	_, noArticle := s.SplitIncident(ctx, a, []string{"nonsense"}, "")
	_, none := s.SplitIncident(ctx, a, nil, "")
	_, there := s.MoveArticle(ctx, ids[0], a, "")
	_, waits := s.MoveArticle(ctx, unfiled.ID, a, "")
	_, undone := s.UndoCorrection(ctx, 7)
	for _, c := range []struct {
		err  error
		says string
	}{
		{twice, "name two incidents"}, {unknown, "there is no incident"}, {merged, "name that one"}, {stranger, "under " + b},
		{everything, "nothing would be left"}, {noArticle, "there is no article"}, {none, "no article was named"},
		{there, "already"}, {waits, "isn't filed yet"}, {undone, "parallax incidents list"},
	} {
		var refusal *store.Refusal
		if !errors.As(c.err, &refusal) || !strings.Contains(refusal.Error(), c.says) {
			t.Errorf("%v, want a refusal with %q", c.err, c.says)
		}
	}
	if n := len(get[[]news.Correction](t)(s.Corrections(ctx))); n != 1 {
		t.Errorf("%d corrections, want 1", n)
	}
	get[news.Correction](t)(s.MoveArticle(ctx, ids[1], b, ""))
	_, builds := s.UndoCorrection(ctx, 1)
	get[news.Correction](t)(s.UndoCorrection(ctx, 2))
	_, again := s.UndoCorrection(ctx, 2)
	for says, err := range map[string]error{"undo 2 first": builds, "has been undone already": again} {
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v, want %q", err, says)
		}
	}
}

// Beside a process that writes another one can correct, and decisions made without knowing are turned away.
func TestCorrectionsBesideAWriter(t *testing.T) {
	ctx := t.Context()
	dir := t.TempDir()
	s := open(t, dir)
	ids := grouped(t, s, "ab")
	_, err := store.Open(ctx, "sqlite:"+dir, store.Options{})
	if !errors.Is(err, store.ErrInUse) {
		t.Fatalf("opened twice: %v", err)
	}
	beside := openWith(t, dir, store.Options{Beside: true})
	if err := beside.PutFilings(ctx, news.Decisions{}); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("filing beside the writer: %v", err)
	}
	a, b := news.IncidentID(ids[0]), news.IncidentID(ids[1])
	get[news.Correction](t)(beside.MergeIncidents(ctx, a, b, ""))
	diff(t, "places", placed(t, s, ids), []int{0, 0})
	stale := s.PutFilings(ctx, news.Decisions{Filings: []news.Filing{{Article: ids[1], Incident: b}}})
	if !errors.Is(stale, store.ErrCorrected) {
		t.Errorf("a stale decision: %v", stale)
	}
	now := get[int64](t)(s.Corrected(ctx))
	must(t, s.PutFilings(ctx, news.Decisions{Filings: []news.Filing{{Article: ids[1], Incident: a}}, Corrected: now}))
	sound(t, s)
	if _, err := openWith(t, dir, store.Options{ReadOnly: true}).MergeIncidents(ctx, a, b, ""); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("correcting a store that was opened for reading: %v", err)
	}
}

func TestCorrectionsOutliveAReset(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	src := outlet("tide.example", "PT")
	must(t, s.PutPages(ctx, []news.Page{page(src, 0), page(src, 1)}))
	ids := grouped(t, s, "ab")
	c := get[news.Correction](t)(s.MergeIncidents(ctx, news.IncidentID(ids[0]), news.IncidentID(ids[1]), "why"))
	must(t, s.Reset(ctx))
	diff(t, "corrections", get[[]news.Correction](t)(s.Corrections(ctx)), []news.Correction{c})
	refused := func(when string) {
		t.Helper()
		if _, err := s.UndoCorrection(ctx, 1); err == nil || !strings.Contains(err.Error(), "derived again") {
			t.Errorf("undone %s: %v", when, err)
		}
	}
	refused("before anything is derived")
	must(t, s.PutArticles(ctx, []news.Article{article(src, "pt", 0), article(src, "pt", 1)}, nil, 2))
	refused("before anything is filed")
	for _, id := range ids {
		must(t, s.PutFilings(ctx, news.Decisions{Filings: []news.Filing{{Article: id, Incident: news.IncidentID(id)}}, Corrected: 1}))
	}
	wrong := get[[]string](t)(s.Check(ctx))
	if len(wrong) != 1 || !strings.Contains(wrong[0], ids[1]+" isn't where a person has put it") {
		t.Errorf("check of a rebuild that forgot the corrections: %q", wrong)
	}
	get[news.Correction](t)(s.UndoCorrection(ctx, 1))
	sound(t, s)
}

// TestUndoingEverythingLeadsBack makes random corrections, takes them back in reverse, and expects what was there at first.
func TestUndoingEverythingLeadsBack(t *testing.T) {
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		ctx := context.Background()
		s := open(t, fmt.Sprintf("%s/%d", t.TempDir(), n))
		defer s.Close()
		ids := grouped(t, s, rapid.StringOfN(rapid.RuneFrom([]rune("abcd")), 4, 8, -1).Draw(rt, "incidents"))
		before := placed(t, s, ids)
		var made []int
		for range rapid.IntRange(1, 6).Draw(rt, "corrections") {
			if c, err := randomCorrection(rt, s, ids); err == nil {
				made = append(made, c.N)
			} else if refusal := new(store.Refusal); !errors.As(err, &refusal) {
				rt.Fatal(err)
			}
		}
		for _, w := range get[[]string](t)(s.Check(ctx)) {
			rt.Errorf("check: %s", w)
		}
		for _, n := range slices.Backward(made) {
			_, err := s.UndoCorrection(ctx, n)
			ok(rt, err)
		}
		equal(rt, "places", placed(t, s, ids), before)
		for _, w := range get[[]string](t)(s.Check(ctx)) {
			rt.Errorf("check after undoing: %s", w)
		}
	})
}

func randomCorrection(rt *rapid.T, s *store.Store, ids []string) (news.Correction, error) {
	ctx := context.Background()
	pick := func(what string) string { return rapid.SampledFrom(ids).Draw(rt, what) }
	under := func(id string) string {
		a, err := s.Article(ctx, id)
		ok(rt, err)
		return a.Incident.ID
	}
	first, second := pick("first"), pick("second")
	switch rapid.IntRange(0, 2).Draw(rt, "kind") {
	case 0:
		return s.MergeIncidents(ctx, under(first), under(second), "")
	case 1:
		return s.SplitIncident(ctx, under(first), []string{first, second}, "")
	}
	return s.MoveArticle(ctx, first, under(second), "")
}
