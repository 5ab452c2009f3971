package view

import (
	"github.com/a-h/templ"

	"parallax/news"
)

// A Report is an article as one of an incident's reports.
type Report struct {
	Article         news.Article
	First           bool // the first of the whole incident
	FirstInLanguage bool
	Why             Why
	Original        *news.Headline // of which it is a copy, where that is known
	Copies          []Report       // of it, folded under it, oldest first
}

// Articles counts the articles of a group, copies and all.
func (g LanguageGroup) Articles() int { return max(g.Total, len(g.all())) }

// all are the articles of a group that are here, each followed by its copies.
func (g LanguageGroup) all() []Report {
	var out []Report
	for n, report := range g.Reports {
		out = append(append(out, report), report.Copies...)
		if n > 0 {
			continue
		}
		for _, folded := range g.Folded {
			out = append(append(out, folded), folded.Copies...)
		}
	}
	return out
}

// Elsewhere counts the articles of a group that aren't here.
func (g LanguageGroup) Elsewhere() int { return g.Articles() - len(g.all()) }

// unfolds is up to how many articles of a group come into their place on the page of the incident. More have pages of their own.
const unfolds = 100

func (g LanguageGroup) unfolding() templ.Attributes {
	if g.Articles() > unfolds {
		return nil
	}
	return unfolding("in-" + g.Language)
}

// The ways in which a card can say why its report is here.
type whySaid int

const (
	whyUnsaid whySaid = iota
	whyInFull
	whyLinked  // to the page of the article
	whyBriefly // so, too, and only the first report of a language tells its lead
)

func (p IncidentProps) why() whySaid {
	switch {
	case p.Brief && p.Language == "":
		return whyBriefly
	case p.Brief:
		return whyLinked
	}
	return whyInFull
}

// chapterSize says of an incident of a story how many reports it has, and in how many languages.
func chapterSize(r Reader, i news.Incident) string {
	reports := r.N(r.Counts.Reports, i.Articles)
	if len(i.Languages) < 2 {
		return reports
	}
	return r.Join(reports, r.N(r.Counts.Languages, len(i.Languages)))
}

// Coverage says how many articles an incident has, and how many of them are reports of their own rather than copies.
func (r Reader) Coverage(i news.Incident) string {
	switch {
	case i.Articles == 1 && i.Independent == 1:
		return r.N(r.Counts.Reports, 1)
	case i.Independent >= i.Articles:
		return r.N(r.Counts.Independent, i.Articles)
	case i.Independent == 0:
		return r.N(r.Counts.CopiesAlone, i.Articles)
	}
	return r.Join(r.N(r.Counts.Articles, i.Articles), r.N(r.Counts.Independent, i.Independent))
}
