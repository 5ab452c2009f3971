package web

import (
	"context"
	"net/http"
	"strings"

	"parallax/web/view"
	"parallax/web/words"
)

// An address may begin with the language of the interface: /fr/sources is /sources in French. A page so addressed depends on
// nothing but its address, so that caches keep one copy of it, search engines find each language, and a link that is passed on
// stays in it. An address without a language is answered in the one that suits Accept-Language best, and says so in Vary; its
// links have no language either. Feeds without a language are in English, since readers of feeds name none.
//
// The language is taken off the address before it is routed, and what remains means the same in every language: what is found,
// and in which order, never depends on it.

// An editionChoice is the edition of a request: chosen by its address, or else, once a page has asked for it, the one that suits
// its reader best.
type editionChoice struct{ chosen, suits *words.Edition }

// editionKey is the key of a request's *editionChoice in its context.
type editionKey struct{}

// editionIn is the choice that a request has made. One that didn't come by the handler of the site has chosen nothing.
func editionIn(r *http.Request) *editionChoice {
	if c, ok := r.Context().Value(editionKey{}).(*editionChoice); ok {
		return c
	}
	return &editionChoice{}
}

// chosenBy is the edition that a request's address names, or nil.
func chosenBy(r *http.Request) *words.Edition { return editionIn(r).chosen }

// to is the address of a page in the edition that a request has chosen.
func to(r *http.Request, path string) string {
	if e := chosenBy(r); e != nil {
		return view.EditionPath(e, path)
	}
	return path
}

// here is the address that was asked for, its edition and all.
func here(r *http.Request) string { return to(r, r.URL.RequestURI()) }

// editionOf is the edition that a page is given in: as its address says, or as suits the reader best.
func (s *site) editionOf(r *http.Request) *words.Edition {
	choice := editionIn(r)
	if choice.chosen != nil {
		return choice.chosen
	}
	if choice.suits == nil {
		choice.suits = s.editions.For(prefers(r))
	}
	return choice.suits
}

// sameEverywhere are the beginnings of addresses that are the same in every language, and so have none.
var sameEverywhere = []string{"/api/", "/assets/", "/schemas/", "/healthz", "/readyz", "/metrics", "/robots.txt", "/sitemap.xml", "/sitemaps/", "/favicon.ico"}

// takeEdition takes the language off a request's address and keeps it in the context. Where the language is written in another
// way than ours, as in /zh-TW/ or /FR/, it returns the address to go to instead.
func (s *site) takeEdition(r *http.Request) (request *http.Request, elsewhere string) {
	choice := &editionChoice{}
	r = r.WithContext(context.WithValue(r.Context(), editionKey{}, choice))
	tag, rest, slash := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	rest = "/" + rest
	for _, prefix := range sameEverywhere {
		if strings.HasPrefix(rest, prefix) {
			return r, ""
		}
	}
	e := s.editions.Named(tag)
	if e == nil || !slash {
		if e = s.editions.Nearest(tag); e == nil {
			return r, ""
		}
		u := *r.URL
		u.Path, u.RawPath = view.EditionPath(e, rest), ""
		return r, u.RequestURI()
	}
	choice.chosen = e
	u := *r.URL
	u.Path = rest
	u.RawPath, _ = strings.CutPrefix(u.RawPath, "/"+tag)
	r.URL = &u
	return r, ""
}
