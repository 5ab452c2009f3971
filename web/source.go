package web

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"parallax/news"
	"parallax/web/view"
)

// daysOfSource is of how many days the page of a source tells.
const daysOfSource = 30

// sources is the list of outlets with the health of their feeds, by name or as the address says.
func (s *site) sources(w http.ResponseWriter, r *http.Request) error {
	q := queryOf(r)
	tag, country := q.language("lang"), q.country("country")
	order := q.choice("sort", "name", "country", "articles", "latest")
	if q.err != nil {
		return q.err
	}
	counts, err := s.totals.now(r.Context())
	if err != nil {
		return err
	}
	list, err := s.records.Sources(r.Context())
	if err != nil {
		return err
	}
	places := placesOf(list)
	p := view.SourcesProps{Page: s.frame(r, ""), Counts: counts, Any: len(list) > 0, Sort: order, Narrowed: country != "" || tag != ""}
	p.Sources = slices.DeleteFunc(list, func(h news.SourceHealth) bool {
		return country != "" && h.Country != country || tag != "" && !slices.Contains(h.Languages, tag)
	})
	sortSources(p.Sources, order)
	p.Languages, p.Countries = places.languageChoices(r, p.Reader, tag), places.countryChoices(r, p.Reader, country)
	p.Orders = ordersOf(r, p.Reader, order)
	p.Title, p.Section = p.Reader.Nav.Sources, "/sources"
	return s.render(w, r, http.StatusOK, view.Sources(p))
}

// ordersOf offers the list of sources in each of its orders.
func ordersOf(r *http.Request, reader view.Reader, order string) []view.Choice {
	var all []view.Choice
	for _, o := range [][2]string{
		{"name", reader.Sources.Source}, {"country", reader.Sources.Country}, {"articles", reader.Sources.Articles}, {"latest", reader.Sources.Latest},
	} {
		value := o[0]
		if value == "name" {
			value = "" // as the list comes
		}
		all = append(all, view.Choice{Label: o[1], Href: address(r, "sort", value), Current: o[0] == order})
	}
	return all
}

// sortSources orders sources by name, and where the order is another by that first. It is the same for readers of every
// language: names are ordered by Unicode's root collation, countries by their codes.
func sortSources(list []news.SourceHealth, order string) {
	collator := collate.New(language.Und)
	slices.SortFunc(list, func(a, b news.SourceHealth) int {
		first := 0
		switch order {
		case "country":
			first = strings.Compare(a.Country, b.Country)
		case "articles":
			first = b.Articles - a.Articles
		case "latest":
			first = b.LastArticle.Compare(a.LastArticle)
		}
		return cmp.Or(first, collator.CompareString(view.SourceName(a.Source), view.SourceName(b.Source)), strings.Compare(a.ID, b.ID))
	})
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
	if p.Activity, err = s.records.Activity(r.Context(), source.ID, daysOfSource, s.now()); err != nil {
		return err
	}
	p.Section = "/sources"
	p.Feeds = feedLinks(view.SourceName(source.Source), "/sources/"+pathEscape(source.ID))
	var listed []linked
	for _, a := range p.Articles {
		listed = append(listed, linkedArticle(a))
	}
	p.Linked = about(p.Page, "CollectionPage", "about", linkedOutlet(source.Source), "hasPart", listed)
	return s.render(w, r, http.StatusOK, view.Source(p))
}
