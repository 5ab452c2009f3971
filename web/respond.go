package web

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"
	"parallax/web/view"
)

// render writes a whole page. The page is drawn into memory first, so that a failure in the middle of it can
// still become an error page.
func (s *site) render(w http.ResponseWriter, r *http.Request, status int, c templ.Component) error {
	var page bytes.Buffer
	if err := c.Render(r.Context(), &page); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", s.editionOf(r).Lang())
	h.Set("Cache-Control", "no-cache")
	if chosenBy(r) == nil {
		h.Add("Vary", "Accept-Language")
	}
	w.WriteHeader(status)
	_, err := w.Write(page.Bytes()) // a reader who has left is no failure of ours
	_ = err
	return nil
}

// reader is whom a page is for.
func (s *site) reader(r *http.Request) view.Reader {
	reader := view.NewReader(s.editionOf(r), nil, s.now())
	reader.Chosen = chosenBy(r) != nil
	return reader
}

// frame is what surrounds every page: whom it is for, its title, its canonical address.
func (s *site) frame(r *http.Request, title string) view.Page {
	p := view.Page{
		Reader: s.reader(r), Site: s.site, Title: title,
		Origin: s.origin(r), Path: r.URL.EscapedPath(), Here: r.URL.RequestURI(), Editions: s.editions.List(),
	}
	switch theme := r.URL.Query().Get("theme"); theme {
	case "light", "dark":
		p.Theme = theme
	}
	return p
}

// origin is scheme and host of the site, as configured or else as the request names it.
func (s *site) origin(r *http.Request) string {
	if s.base != "" {
		return s.base
	}
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	if origin := scheme + "://" + r.Host; isOrigin(origin) {
		return origin
	}
	return scheme + "://localhost"
}

// isOrigin reports whether address is an http or https address of a host and nothing more.
func isOrigin(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" &&
		u.Path == "" && u.RawQuery == "" && u.Fragment == "" && u.User == nil && !strings.ContainsAny(u.Host, "<>\"' ")
}
