package web

import (
	"net/http"
	"slices"

	"golang.org/x/text/language"

	"parallax/news"
	"parallax/web/view"
)

// maxAcceptLanguage is how much of an Accept-Language header is read, in bytes.
const maxAcceptLanguage = 500

// prefers is the languages that a reader reads, best first: that of the edition chosen in the address, or else those of
// Accept-Language. A header that can't be parsed says nothing.
func prefers(r *http.Request) []language.Tag {
	if e := chosenBy(r); e != nil {
		return []language.Tag{e.Tag}
	}
	header := r.Header.Get("Accept-Language")
	if len(header) > maxAcceptLanguage {
		return nil
	}
	tags, weights, err := language.ParseAcceptLanguage(header)
	if err != nil {
		return nil
	}
	for i, weight := range weights {
		if weight <= 0 {
			return tags[:i] // sorted by weight; "q=0" means "not this one"
		}
	}
	return tags
}

// lead picks the headline that stands for an incident: in the language that the reader prefers most among those
// that there are, else the earliest one. Foreign tells that it is in none of the reader's languages; a reader
// who named no language reads every one. Headlines without anything to be seen don't count where there are others.
func lead(headlines []news.Headline, reads []language.Tag) (h news.Headline, foreign bool) {
	if titled := slices.DeleteFunc(slices.Clone(headlines), isUntitled); len(titled) > 0 {
		headlines = titled
	}
	for _, tag := range reads {
		want, _ := tag.Base()
		for _, h := range headlines {
			if got, err := language.Parse(h.Language); err == nil {
				if base, _ := got.Base(); base == want && h.Language != news.Undetermined {
					return h, false
				}
			}
		}
	}
	if len(headlines) == 0 {
		return news.Headline{}, false
	}
	return headlines[0], true
}

func isUntitled(h news.Headline) bool { return view.Line(h.Title, 1, "") == "" }

// row is an incident as a line of a list.
func row(i news.Incident, reads []language.Tag) view.IncidentRow {
	first, foreign := lead(i.Headlines, reads)
	out := view.IncidentRow{Incident: i, Lead: first, Foreign: foreign}
	for _, h := range i.Headlines {
		if h.Article != first.Article {
			out.Others = append(out.Others, h)
		}
	}
	return out
}
