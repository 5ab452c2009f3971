package web

import (
	"net/http"

	"parallax/web/view"
)

// about says what the site is and how it works.
func (s *site) about(w http.ResponseWriter, r *http.Request) error {
	counts, err := s.records.Counts(r.Context())
	if err != nil {
		return err
	}
	p := view.AboutProps{Page: s.frame(r, "About"), Counts: counts}
	p.Section = "/about"
	return s.render(w, r, http.StatusOK, view.About(p))
}
