package main

import (
	"slices"
	"strings"
	"testing"

	"parallax/news"
)

// The newsroom's recall of insulin pens and the search of their maker three days later are two incidents of one story, all the way
// from the feeds to the records.
func TestTheNewsroomHasAStory(t *testing.T) {
	st := needNewsroom(t).store
	place := func(title string) (incident news.Incident) {
		t.Helper()
		for a, err := range st.EachArticle(t.Context(), "") {
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasPrefix(a.Title, title) {
				continue
			}
			incident, err = st.Incident(t.Context(), a.Incident.ID)
			if err != nil {
				t.Fatal(err)
			}
			return incident
		}
		t.Fatalf("no article begins with %q", title)
		return incident
	}
	recall, search := place("Rückruf von Insulinpens"), place("Razzia bei Helvara")
	if recall.ID == search.ID || recall.Story == nil || search.Story == nil || recall.Story.ID != search.Story.ID {
		t.Fatalf("the recall is %s in %+v, the search is %s in %+v", recall.ID, recall.Story, search.ID, search.Story)
	}
	if len(search.Story.Evidence) == 0 {
		t.Error("nothing says why they are one story")
	}
	story, err := st.Story(t.Context(), recall.Story.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(story.Languages) < 3 || story.Last.Sub(story.First).Hours() < 48 {
		t.Errorf("the story is %+v", story)
	}
	list, err := st.Incidents(t.Context(), news.IncidentFilter{Story: story.ID})
	if err != nil {
		t.Fatal(err)
	}
	if list.Total != story.Incidents || !slices.ContainsFunc(list.Rows, func(i news.Incident) bool { return i.ID == search.ID }) {
		t.Errorf("the story has %d incidents, listed are %d", story.Incidents, list.Total)
	}
}
