package web

import (
	"net/http"

	"parallax/news"
	"parallax/web/view"
)

// sources is the list of outlets with the health of their feeds.
func (s *site) sources(w http.ResponseWriter, r *http.Request) error {
	counts, err := s.records.Counts(r.Context())
	if err != nil {
		return err
	}
	list, err := s.records.Sources(r.Context())
	if err != nil {
		return err
	}
	p := view.SourcesProps{Page: s.frame(r, ""), Counts: counts, Sources: list}
	p.Title, p.Section = p.Reader.Nav.Sources, "/sources"
	return s.render(w, r, http.StatusOK, view.Sources(p))
}

// source is the page of one outlet.
func (s *site) source(w http.ResponseWriter, r *http.Request) error {
	q := queryOf(r)
	cursor := q.cursor()
	if q.err != nil {
		return q.err
	}
	source, err := s.records.Source(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	articles, err := s.records.Articles(r.Context(), news.ArticleFilter{
		Source: source.ID, Window: news.Window{Limit: pageRows, Cursor: cursor},
	})
	if err != nil {
		return err
	}
	p := view.SourceProps{
		Page: s.frame(r, view.SourceName(source.Source)), Source: source,
		Articles: articles.Rows, Total: articles.Total, Paging: pagingOf(r, articles.Next),
	}
	p.Section = "/sources"
	p.Feeds = feedLinks(view.SourceName(source.Source), "/sources/"+pathEscape(source.ID))
	return s.render(w, r, http.StatusOK, view.Source(p))
}
