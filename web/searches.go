package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"parallax/index"
	"parallax/web/view"
	"parallax/web/words"
)

// maxSearches is how many searches one list holds.
const maxSearches = 30

// A list of searches is its address: /searches?q=…&q=…. It can be bookmarked, sent, and followed in a feed reader by
// its OPML; nothing of it is kept here.

// version checks the version of the query language that an address was written for.
func (p *params) version() {
	v := p.text("v", 16)
	if v != "" && v != strconv.Itoa(index.LanguageVersion) {
		p.fail("v", v, func(w words.Failure) string {
			return words.Fill(w.BadVersion, "n", strconv.Itoa(index.LanguageVersion))
		})
	}
}

// saveProps are the ways to keep and follow a search.
func (s *site) saveProps(r *http.Request, query, understood string) view.SaveProps {
	permanent := func(query string) string {
		v := url.Values{"q": {query}, "v": {strconv.Itoa(index.LanguageVersion)}}
		for _, name := range []string{"sort", "across"} {
			if value := r.URL.Query().Get(name); value != "" {
				v.Set(name, value)
			}
		}
		return to(r, "/search?"+v.Encode())
	}
	tomorrow := s.now().UTC().AddDate(0, 0, 1).Format(time.DateOnly)
	upToNow, _ := toggle(understood, "before", tomorrow)
	return view.SaveProps{
		Query: query, Permalink: permanent(understood), UpToNow: permanent(upToNow),
		List: to(r, searchesAddress("/searches", []string{query})), Feeds: s.searchFeeds(r, query),
	}
}

func searchesAddress(path string, queries []string) string {
	if len(queries) == 0 {
		return path
	}
	return path + "?" + url.Values{"q": queries}.Encode()
}

// searchFeeds are the forms of a search as a feed.
func (s *site) searchFeeds(r *http.Request, query string) []view.FeedLink {
	asked := url.QueryEscape(query)
	links := feedLinks(s.reader(r).Feeds.Search, "/search")
	for i := range links {
		links[i].Href += "?q=" + asked
	}
	return append(links, view.FeedLink{
		Title: s.reader(r).Feeds.Search + " (RSS)", Type: "application/rss+xml", Href: "/search/feed.xml?format=rss&q=" + asked,
	})
}

// listed are the searches that an address lists, each once.
func listed(q *params) []string {
	var queries []string
	for _, query := range q.values["q"] {
		query = strings.TrimSpace(query)
		switch {
		case len(query) > maxQuery:
			q.fail("q", query, func(w words.Failure) string { return words.Fill(w.TooLong, "n", strconv.Itoa(maxQuery)) })
		case query != "" && !slices.Contains(queries, query):
			queries = append(queries, query)
		}
	}
	if len(queries) > maxSearches {
		q.fail("q", "", func(w words.Failure) string { return words.Fill(w.TooManySearches, "n", strconv.Itoa(maxSearches)) })
	}
	return queries
}

// searchesPage lists searches with what is new in each.
func (s *site) searchesPage(w http.ResponseWriter, r *http.Request) error {
	q := queryOf(r)
	queries := listed(q)
	if q.err != nil {
		return q.err
	}
	p := view.SearchesProps{Page: s.frame(r, ""), OPML: searchesAddress("/searches.opml", queries)}
	p.Title, p.Section, p.NoIndex = p.Reader.Saved.Title, "/search", true
	if s.search == nil {
		p.Unavailable = p.Reader.Failure.NoIndexText
	}
	for i, query := range queries {
		saved := view.SavedSearch{
			Query: query, Href: to(r, "/search?sort=newest&q="+url.QueryEscape(query)), Feeds: s.searchFeeds(r, query),
			Without: to(r, searchesAddress("/searches", slices.Delete(slices.Clone(queries), i, i+1))),
		}
		if s.search != nil {
			result, err := s.search.Search(r.Context(), index.Request{Query: query, Sort: index.SortNewest, Limit: 1})
			var syntax *index.SyntaxError
			switch {
			case errors.As(err, &syntax):
				message, ok := inWords(p.Reader.Edition, syntax)
				saved.Trouble, saved.English = placed(p.Reader.Edition, message, syntax), !ok
			case err != nil:
				return err
			case len(result.Hits) > 0:
				saved.Newest = &result.Hits[0].Article
			}
			saved.Total = result.Total
		}
		p.Searches = append(p.Searches, saved)
		p.Hidden = append(p.Hidden, view.Hidden{Name: "q", Value: query})
	}
	return s.render(w, r, http.StatusOK, view.Searches(p))
}

// searchesOPML gives the feeds of a list of searches for a feed reader.
func (s *site) searchesOPML(w http.ResponseWriter, r *http.Request) error {
	q := queryOf(r)
	queries := listed(q)
	if q.err != nil {
		return q.err
	}
	list := opml{Title: s.site.Title}
	origin, reader := s.origin(r), s.feedReader(r)
	for _, query := range queries {
		asked := "?q=" + url.QueryEscape(query)
		list.Outlines = append(list.Outlines, outline{
			Type: "rss", Text: s.titled(reader, view.Line(query, 200, reader.Feeds.AllArticles)),
			Feed: origin + to(r, "/search/feed.xml"+asked), Page: origin + to(r, "/search"+asked),
		})
	}
	return writeOPML(w, "searches.opml", list)
}
