package web

import (
	"encoding/xml"
	"iter"
	"net/http"
	"strings"
	"time"

	"parallax/news"
)

// A sitemap tells search engines which pages there are (sitemaps.org). It may name 50,000; where there are more incidents than
// sitemapRows, /sitemap.xml is an index of sitemaps, each of which has the incidents whose IDs begin with the same letters. IDs are
// digests, so that such parts are of about the same size, and nothing has to be counted to cut them.

// sitemapRows is how many incidents one sitemap should have; those of the same index vary by some hundreds around their mean.
const sitemapRows = 40_000

// idLetters are the letters that the IDs of incidents are written with.
const idLetters = "234567abcdefghijklmnopqrstuvwxyz"

// sitemapRest is the name of the sitemap that has what is no incident.
const sitemapRest = "pages"

const xmlType = "application/xml; charset=utf-8"

type sitemapFile struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapURL struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod,omitempty"`
}

type sitemapIndex struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
	Parts   []sitemapURL `xml:"sitemap"`
}

// sitemap names all pages, or the sitemaps that do.
func (s *site) sitemap(w http.ResponseWriter, r *http.Request) error {
	counts, err := s.totals.now(r.Context())
	if err != nil {
		return err
	}
	if parts := sitemapParts(counts.Incidents); len(parts) > 1 {
		index := sitemapIndex{}
		for _, part := range append(parts, sitemapRest) {
			index.Parts = append(index.Parts, sitemapURL{Loc: s.origin(r) + "/sitemaps/" + part + ".xml"})
		}
		return writeXML(w, xmlType, index)
	}
	pages, err := s.standingPages(r)
	if err != nil {
		return err
	}
	incidents, err := s.incidentPages(r, "")
	if err != nil {
		return err
	}
	return writeXML(w, xmlType, sitemapFile{URLs: append(pages, incidents...)})
}

// sitemapPart is one of the sitemaps that the index names.
func (s *site) sitemapPart(w http.ResponseWriter, r *http.Request) error {
	part, named := strings.CutSuffix(r.PathValue("part"), ".xml")
	var pages []sitemapURL
	var err error
	switch {
	case named && part == sitemapRest:
		pages, err = s.standingPages(r)
	case named && part != "" && len(part) <= 3 && strings.Trim(part, idLetters) == "":
		pages, err = s.incidentPages(r, part)
	default:
		return errNoPage
	}
	if err != nil {
		return err
	}
	return writeXML(w, xmlType, sitemapFile{URLs: pages})
}

// sitemapParts are the beginnings of IDs by which so many incidents are cut into sitemaps; a single empty one where they need not be.
func sitemapParts(incidents int) []string {
	parts := []string{""}
	for mean := incidents; mean > sitemapRows; mean /= len(idLetters) {
		var longer []string
		for _, part := range parts {
			for _, letter := range idLetters {
				longer = append(longer, part+string(letter))
			}
		}
		parts = longer
	}
	return parts
}

// standingPages are the pages that are always there, and those of the sources.
func (s *site) standingPages(r *http.Request) ([]sitemapURL, error) {
	base := s.origin(r)
	var pages []sitemapURL
	for _, path := range []string{"/", "/sources", "/about", "/export"} {
		pages = append(pages, sitemapURL{Loc: base + path})
	}
	sources, err := s.records.Sources(r.Context())
	for _, source := range sources {
		pages = append(pages, sitemapURL{Loc: base + "/sources/" + pathEscape(source.ID), LastMod: lastMod(source.LastArticle)})
	}
	return pages, err
}

// incidentPages are the pages of the incidents whose IDs begin with some letters.
func (s *site) incidentPages(r *http.Request, letters string) ([]sitemapURL, error) {
	base := s.origin(r)
	var pages []sitemapURL
	for i, err := range beginning(s.records.EachIncident(r.Context(), letters), letters) {
		if err != nil {
			return nil, err
		}
		pages = append(pages, sitemapURL{Loc: base + "/incidents/" + pathEscape(i.ID), LastMod: lastMod(i.Last)})
	}
	return pages, nil
}

// beginning gives, of incidents that come by ID, those whose IDs begin with some letters and that weren't merged away.
func beginning(all iter.Seq2[news.Incident, error], letters string) iter.Seq2[news.Incident, error] {
	return func(yield func(news.Incident, error) bool) {
		for i, err := range all {
			switch {
			case err == nil && !strings.HasPrefix(i.ID, letters):
				return
			case err == nil && i.MergedInto != "":
			case !yield(i, err):
				return
			}
		}
	}
}

func lastMod(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
