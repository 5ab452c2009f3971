package web

import (
	"context"
	"net/http"
	"slices"

	"parallax/news"
	"parallax/web/view"
	"parallax/web/words"
)

const (
	chaptersShown  = 200 // incidents on a page of a story
	chaptersBeside = 8   // of its story on the page of an incident
)

// story is the page of one story: its incidents from the first to the latest.
func (s *site) story(w http.ResponseWriter, r *http.Request) error {
	q := queryOf(r)
	cursor := q.cursor()
	if q.err != nil {
		return q.err
	}
	story, err := s.storyOf(r.Context(), r.PathValue("id"), "")
	if err != nil {
		return err
	}
	list, err := s.records.Incidents(r.Context(), news.IncidentFilter{Story: story.ID, Window: news.Window{Limit: chaptersShown, Cursor: cursor}})
	if err != nil {
		return err
	}
	rows := inOrder(list.Rows, r)
	p := view.StoryProps{Story: story, Rows: rows, Paging: pagingOf(r, list.Next)}
	p.Lead = leadOf(rows)
	p.Page = s.frame(r, "")
	title := view.Line(p.Lead.Title, 120, p.Reader.Words.Story.Untitled)
	p.Title = words.Fill(p.Reader.Words.Story.Title, "title", title)
	p.Section = "/"
	p.Summary = words.Fill(p.Reader.Words.Story.Summary, "story", p.Reader.N(p.Reader.Row.StoryOf, story.Incidents), "title", title)
	p.Feeds = feedLinks(p.Reader.Words.Feeds.Story, "/stories/"+story.ID)
	p.Linked = about(p.Page, "CollectionPage", "mainEntity", linkedIncidents(p.Page, p.Rows))
	return s.render(w, r, http.StatusOK, view.Story(p))
}

// leadOf is the headline that stands for a story: of the first of its incidents with one in a language that the reader reads.
func leadOf(rows []view.IncidentRow) news.Headline {
	at := slices.IndexFunc(rows, func(row view.IncidentRow) bool { return !row.Foreign })
	switch {
	case at >= 0:
		return rows[at].Lead
	case len(rows) > 0:
		return rows[0].Lead
	}
	return news.Headline{}
}

// storyOf finds a story; one that was merged away becomes a redirect to the same page (suffix) of the one that it was merged into.
func (s *site) storyOf(ctx context.Context, id, suffix string) (news.Story, error) {
	story, err := s.records.Story(ctx, id)
	if err == nil && story.MergedInto != "" && story.MergedInto != id {
		return story, &movedTo{"/stories/" + pathEscape(story.MergedInto) + suffix}
	}
	return story, err
}

// storyPart is the story of an incident for the page of that incident, nil where it is part of none. Of a long story, the latest
// incidents are shown, and this one.
func (s *site) storyPart(r *http.Request, i news.Incident) (*view.StoryPart, error) {
	if i.Story == nil {
		return nil, nil
	}
	list, err := s.records.Incidents(r.Context(), news.IncidentFilter{Story: i.Story.ID, Window: news.Window{Limit: chaptersBeside}})
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(list.Rows, func(other news.Incident) bool { return other.ID == i.ID }) {
		list.Rows = append(list.Rows, i)
	}
	linked := news.Article{Incident: &news.Place{Evidence: i.Story.Evidence}}
	known := view.Known{Headlines: map[string]news.Headline{}, Posts: map[string]news.Post{}}
	if err := s.learn(r.Context(), known, i.Story.Evidence); err != nil {
		return nil, err
	}
	return &view.StoryPart{
		ID: i.Story.ID, Incidents: i.Story.Incidents, Rows: inOrder(list.Rows, r), Why: s.reader(r).Why(linked, known),
	}, nil
}

// inOrder makes incidents the lines of a list, in the order in which they were reported first.
func inOrder(incidents []news.Incident, r *http.Request) []view.IncidentRow {
	incidents = slices.Clone(incidents)
	slices.SortStableFunc(incidents, func(a, b news.Incident) int { return a.First.Compare(b.First) })
	reads := prefers(r)
	rows := make([]view.IncidentRow, len(incidents))
	for n, i := range incidents {
		i.Story = nil // which the page is about
		rows[n] = row(i, reads)
	}
	return rows
}
