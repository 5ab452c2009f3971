// Package view draws the pages of the site: templ components that take plain props and write HTML.
//
// Every page is one exported component with one props struct of the same name (Front takes FrontProps), which
// embeds Page: whom the page is for and what surrounds it. Components read props and nothing else: no request,
// no store, no clock. What is decided per request (which headline leads, what the next page's address is) is
// decided by package web and arrives as a field.
//
// Three rules hold everywhere:
//
//   - Text that a publisher wrote is drawn through a component that gives it its own lang and dir, with
//     controls that could reorder its surroundings removed (see Clean) and its length limited (see Clip).
//   - Numbers, times, and names of languages and countries are written by Reader, so that a page in another
//     interface language differs in one place.
//   - No inline script or style, and nothing that makes a browser ask another host: the site's
//     Content-Security-Policy forbids both.
//
// The look lives in one stylesheet, ../assets/site.css, which begins with its tokens.
package view

//go:generate go tool templ generate
