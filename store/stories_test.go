package store_test

import (
	"errors"
	"testing"

	"parallax/news"
	"parallax/store"
)

// linked links incidents, named by the numbers of the articles that opened them, to a story that begins with the first.
func linked(t testing.TB, s *store.Store, ids []string, incidents ...int) (story string) {
	t.Helper()
	story = news.StoryID(news.IncidentID(ids[incidents[0]]))
	var links []news.Link
	for n, i := range incidents {
		l := news.Link{Incident: news.IncidentID(ids[i]), Story: story}
		if n > 0 {
			l.Evidence = []news.Evidence{{Kind: news.EvidenceName, Values: []string{"Kallodok"}, Article: ids[incidents[0]], Weight: 1}}
		}
		links = append(links, l)
	}
	must(t, s.PutFilings(t.Context(), news.Decisions{Links: links, Corrected: get[int64](t)(s.Corrected(t.Context()))}))
	return story
}

// chapters says which story each article's incident is part of, "" for none.
func chapters(t testing.TB, s *store.Store, ids []string) (stories []string) {
	t.Helper()
	for _, id := range ids {
		a := get[news.Article](t)(s.Article(t.Context(), id))
		i := get[news.Incident](t)(s.Incident(t.Context(), a.Incident.ID))
		if i.Story == nil {
			stories = append(stories, "")
		} else {
			stories = append(stories, i.Story.ID)
		}
	}
	return stories
}

func TestAStoryLinksIncidents(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	ids := grouped(t, s, "aabcd")
	if _, err := s.Story(ctx, "none"); !errors.Is(err, news.ErrNotFound) {
		t.Errorf("a story that isn't there: %v", err)
	}
	a := linked(t, s, ids, 0, 2, 3)
	diff(t, "stories", chapters(t, s, ids), []string{a, a, a, a, ""})
	story := get[news.Story](t)(s.Story(ctx, a))
	if story.Incidents != 3 || story.Articles != 4 || story.First.IsZero() || !story.Last.After(story.First) || len(story.Languages) != 1 {
		t.Errorf("the story is %+v", story)
	}
	first, second := get[news.Incident](t)(s.Incident(ctx, news.IncidentID(ids[0]))), get[news.Incident](t)(s.Incident(ctx, news.IncidentID(ids[2])))
	diff(t, "first chapter", first.Story, &news.Chapter{ID: a, Incidents: 3})
	if second.Story == nil || len(second.Story.Evidence) != 1 || second.Story.Evidence[0].Article != ids[0] {
		t.Errorf("the second chapter is %+v", second.Story)
	}
	list := get[news.List[news.Incident]](t)(s.Incidents(ctx, news.IncidentFilter{Story: a, Window: news.Window{Limit: 2}}))
	if list.Total != 3 || len(list.Rows) != 2 || list.Next == "" {
		t.Errorf("its incidents: %d of %d, next %q", len(list.Rows), list.Total, list.Next)
	}
	rest := get[news.List[news.Incident]](t)(s.Incidents(ctx, news.IncidentFilter{Story: a, Language: "pt", Window: news.Window{Limit: 2, Cursor: list.Next}}))
	if rest.Total != 3 || len(rest.Rows) != 1 || rest.Rows[0].ID != first.ID {
		t.Errorf("the rest of its incidents: %+v", rest)
	}
	sound(t, s)
}

func TestStoriesThatAreOneRedirect(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	ids := grouped(t, s, "abcdef")
	a, c, e := linked(t, s, ids, 0, 1), linked(t, s, ids, 2, 3), linked(t, s, ids, 4, 5)
	must(t, s.PutFilings(ctx, news.Decisions{Links: []news.Link{{Incident: news.IncidentID(ids[5]), Story: c}}}))
	must(t, s.PutFilings(ctx, news.Decisions{Links: []news.Link{{Incident: news.IncidentID(ids[0]), Story: e}}}))
	diff(t, "stories", chapters(t, s, ids), []string{a, a, a, a, a, a})
	for _, id := range []string{c, e} {
		if got := get[news.Story](t)(s.Story(ctx, id)); got.MergedInto != a || got.Languages == nil {
			t.Errorf("story %s is %+v", id, got)
		}
		if list := get[news.List[news.Incident]](t)(s.Incidents(ctx, news.IncidentFilter{Story: id})); list.Total != 6 {
			t.Errorf("under the old ID are %d incidents", list.Total)
		}
	}
	sound(t, s)
}

func TestMergesOfIncidentsCarryTheirStories(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	ids := grouped(t, s, "abcde")
	b := linked(t, s, ids, 1, 2, 4)
	must(t, s.PutFilings(ctx, news.Decisions{Merges: []news.Merge{{From: news.IncidentID(ids[1]), Into: news.IncidentID(ids[0])}}}))
	diff(t, "stories", chapters(t, s, ids), []string{b, b, b, "", b})
	if i := get[news.Incident](t)(s.Incident(ctx, news.IncidentID(ids[1]))); i.Story != nil {
		t.Errorf("an incident that redirects is part of %+v", i.Story)
	}
	// By hand, and taken back.
	correction := get[news.Correction](t)(s.MergeIncidents(ctx, news.IncidentID(ids[2]), news.IncidentID(ids[3]), ""))
	diff(t, "stories after a merge by hand", chapters(t, s, ids), []string{b, b, b, b, b})
	if got := get[news.Story](t)(s.Story(ctx, b)); got.Incidents != 3 {
		t.Errorf("after a merge the story is %+v", got)
	}
	get[news.Correction](t)(s.UndoCorrection(ctx, correction.N))
	diff(t, "stories after undoing", chapters(t, s, ids), []string{b, b, b, "", b})
	sound(t, s)
}

func TestAStoryOfOneIncidentIsNone(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	ids := grouped(t, s, "abc")
	a := linked(t, s, ids, 0, 1)
	get[news.Correction](t)(s.MoveArticle(ctx, ids[1], news.IncidentID(ids[2]), "Ana: another affair"))
	if _, err := s.Story(ctx, a); err != nil {
		t.Errorf("moving the only article of an incident merges it, story and all: %v", err)
	}
	get[news.Correction](t)(s.MergeIncidents(ctx, news.IncidentID(ids[0]), news.IncidentID(ids[2]), ""))
	diff(t, "stories", chapters(t, s, ids), []string{"", "", ""})
	if _, err := s.Story(ctx, a); !errors.Is(err, news.ErrNotFound) {
		t.Errorf("the story of one incident: %v", err)
	}
	sound(t, s)
}

func TestStoriesAreFoundAfterAReset(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	ids := grouped(t, s, "abc")
	a := linked(t, s, ids, 0, 1)
	must(t, s.Reset(ctx))
	ids = grouped(t, s, "abc")
	if _, err := s.Story(ctx, a); !errors.Is(err, news.ErrNotFound) {
		t.Errorf("a story that wasn't found again: %v", err)
	}
	c := linked(t, s, ids, 2, 0)
	if got := get[news.Story](t)(s.Story(ctx, a)); got.MergedInto != c {
		t.Errorf("the former story is %+v, want one that redirects to %s", got, c)
	}
	sound(t, s)
}
