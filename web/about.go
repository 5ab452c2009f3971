package web

import (
	"net/http"

	"parallax/web/view"
	"parallax/web/words"
)

// about says what the site is and how it works.
func (s *site) about(w http.ResponseWriter, r *http.Request) error {
	counts, err := s.totals.now(r.Context())
	if err != nil {
		return err
	}
	p := view.AboutProps{Page: s.frame(r, ""), Counts: counts}
	p.Title = p.Reader.Nav.About
	p.Summary = words.Fill(p.Reader.About.Standfirst, "site", s.site.Title)
	p.Section = "/about"
	return s.render(w, r, http.StatusOK, view.About(p))
}
