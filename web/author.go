package web

import (
	"net/http"
	"strings"

	"parallax/export"
	"parallax/news"
	"parallax/web/view"
)

// incidentsOfAuthor is how many incidents the page of an author names.
const incidentsOfAuthor = 12

// author is the page of all posts of one handle on one platform and of the incidents that they stand in.
func (s *site) author(w http.ResponseWriter, r *http.Request) error {
	q := queryOf(r)
	cursor := q.cursor()
	if q.err != nil {
		return q.err
	}
	platform, handle := r.PathValue("platform"), strings.TrimPrefix(r.PathValue("handle"), "@")
	posts, err := s.records.Posts(r.Context(), news.PostFilter{
		Platform: platform, Handle: handle, Window: news.Window{Limit: pageRows, Cursor: cursor},
	})
	if err != nil {
		return err
	}
	if posts.Total == 0 || handle == "" {
		return news.ErrNotFound
	}
	p := view.AuthorProps{
		Page: s.frame(r, ""), Posts: posts.Rows, Total: posts.Total, Author: posts.Rows[0].Post, Paging: pagingOf(r, posts.Next),
	}
	incidents, err := s.records.Incidents(r.Context(), news.IncidentFilter{
		Platform: platform, Handle: handle, Window: news.Window{Limit: incidentsOfAuthor},
	})
	if err != nil {
		return err
	}
	p.InIncidents = incidents.Total
	for _, i := range incidents.Rows {
		p.Incidents = append(p.Incidents, row(i, prefers(r)))
	}
	p.Title, p.Section, p.Path = p.Name(), "/", view.AuthorPath(p.Author)
	p.Summary = view.Line(p.Author.Text, 200, "")
	p.Feeds = feedLinks(p.Name(), p.Path)
	p.Linked = about(p.Page, "CollectionPage", "about", thing("Person", "name", p.Name()), "mainEntity", linkedIncidents(p.Page, p.Incidents))
	return s.render(w, r, http.StatusOK, view.Author(p))
}

// authorFeed is the latest incidents that an author's posts stand in.
func (s *site) authorFeed(r *http.Request) (export.Feed, error) {
	filter := news.PostFilter{
		Platform: r.PathValue("platform"), Handle: strings.TrimPrefix(r.PathValue("handle"), "@"), Window: news.Window{Limit: 1},
	}
	posts, err := s.records.Posts(r.Context(), filter)
	if err != nil {
		return export.Feed{}, err
	}
	if len(posts.Rows) == 0 || filter.Handle == "" {
		return export.Feed{}, news.ErrNotFound
	}
	reader, author := s.feedReader(r), posts.Rows[0].Post
	return s.incidentsIn(r, news.IncidentFilter{Platform: filter.Platform, Handle: filter.Handle}, export.Feed{
		Title: s.titled(reader, view.AuthorName(author)), Link: view.AuthorPath(author), Description: reader.Author.Incidents,
	})
}
