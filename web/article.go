package web

import (
	"net/http"
	"net/url"

	"parallax/news"
	"parallax/web/view"
)

func pathEscape(id string) string { return url.PathEscape(id) }

// article is the page of one article.
func (s *site) article(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	a, err := s.records.Article(ctx, r.PathValue("id"))
	if err != nil {
		return err
	}
	p := view.ArticleProps{
		Page: s.frame(r, ""), Article: a,
		Embeds: map[string]news.EmbeddedPost{}, Revisions: revisions(&a),
	}
	p.Title = view.Line(a.Title, 120, p.Reader.Article.Untitled)
	var i news.Incident
	if a.Incident != nil && a.Incident.ID != "" {
		if i, err = s.records.Incident(ctx, a.Incident.ID); err != nil {
			return err
		}
		p.Incident = &i
		for _, h := range i.Headlines {
			if h.Article != a.ID {
				p.Others = append(p.Others, h)
			}
		}
	}
	reports, err := s.reports(ctx, p.Reader, i, []news.Article{a}, true)
	if err != nil {
		return err
	}
	p.Report = reports[0]
	for _, post := range a.Posts[:min(len(a.Posts), postsShown)] {
		if e, err := s.records.Post(ctx, post.ID); err == nil {
			p.Embeds[post.ID] = e
		} // without it the post is shown all the same, only not who else embeds it
	}
	p.Section = "/"
	p.Summary = view.Line(a.Lead, 200, "")
	p.IsArticle = true
	p.Linked = about(p.Page, "WebPage", "mainEntity", linkedArticle(a))
	return s.render(w, r, http.StatusOK, view.Article(p))
}

// post is the page of one post and of every article that embeds it.
func (s *site) post(w http.ResponseWriter, r *http.Request) error {
	post, err := s.records.Post(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	articles, err := s.records.PostArticles(r.Context(), post.ID)
	if err != nil {
		return err
	}
	var reports []view.Report
	for _, a := range articles[:min(len(articles), reportsShown)] {
		reports = append(reports, view.Report{Article: a})
	}
	p := view.PostProps{Page: s.frame(r, ""), Post: post, Groups: byLanguage(reports, post.Languages)}
	p.Title, p.Section = p.Reader.PostLabel(post.Post), "/"
	p.Summary = view.Line(post.Text, 200, "")
	p.Linked = about(p.Page, "WebPage", "mainEntity", linkedPost(post.Post))
	return s.render(w, r, http.StatusOK, view.Post(p))
}
