package web

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/text/language"

	"parallax/export"
	"parallax/index"
	"parallax/news"
	"parallax/web/view"
	"parallax/web/words"
)

// feedItems is how many entries a feed has.
const feedItems = 50

// feedLinks are the two forms of a page as a feed. Base is the page's path without its last slash.
func feedLinks(title, base string) []view.FeedLink {
	return []view.FeedLink{
		{Title: title + " (Atom)", Type: "application/atom+xml", Href: base + "/feed.xml"},
		{Title: title + " (JSON Feed)", Type: "application/feed+json", Href: base + "/feed.json"},
	}
}

// A feeder lists what a feed holds; the addresses in it are paths.
type feeder func(r *http.Request) (export.Feed, error)

// feeds routes the feeds.
func (s *site) feeds(mux *http.ServeMux) {
	for base, f := range map[string]feeder{
		"":                s.incidentsFeed,
		"/languages/{id}": s.languageFeed,
		"/incidents/{id}": s.incidentFeed,
		"/stories/{id}":   s.storyFeed,
		"/sources/{id}":   s.sourceFeed,
		"/search":         s.searchFeed,

		"/authors/{platform}/{handle}": s.authorFeed,
	} {
		mux.Handle("GET "+base+"/feed.xml", s.page(s.feed(f, false)))
		mux.Handle("GET "+base+"/feed.json", s.page(s.feed(f, true)))
	}
}

// feed writes a feed as JSON Feed, or as Atom, or with ?format=rss as RSS.
func (s *site) feed(f feeder, asJSON bool) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		q := queryOf(r)
		write, contentType := export.Atom, export.AtomContentType
		switch {
		case asJSON:
			write, contentType = export.JSONFeed, export.JSONFeedContentType
		case q.choice("format", "atom", "rss") == "rss":
			write, contentType = export.RSS, export.RSSContentType
		}
		if q.err != nil {
			return q.err
		}
		feed, err := f(r)
		if err != nil {
			return err
		}
		base := s.origin(r)
		feed.Self, feed.Link = base+here(r), base+to(r, feed.Link)
		for i := range feed.Items {
			feed.Items[i].Link = base + to(r, feed.Items[i].Link)
		}
		var b bytes.Buffer
		if err := write(&b, feed); err != nil {
			return err
		}
		w.Header().Set("Content-Type", contentType)
		w.Header().Set("Cache-Control", "no-cache")
		_, _ = w.Write(b.Bytes())
		return nil
	}
}

// feedReader is whom feeds and what browsers keep are for: a reader of the edition that its address names, or else of English.
func (s *site) feedReader(r *http.Request) view.Reader {
	e := chosenBy(r)
	if e == nil {
		e = s.editions.English()
	}
	return view.NewReader(e, nil, s.now())
}

// prefersFeed is the languages that a feed's reader reads: that of the edition in its address, if there is one.
func prefersFeed(r *http.Request) []language.Tag {
	if e := chosenBy(r); e != nil {
		return []language.Tag{e.Tag}
	}
	return nil
}

// titled is the title of a feed about something.
func (s *site) titled(reader view.Reader, subject string) string {
	return words.Fill(reader.Feeds.Titled, "site", s.site.Title, "subject", subject)
}

// incidentsFeed is the latest incidents, each under its earliest headline.
func (s *site) incidentsFeed(r *http.Request) (export.Feed, error) {
	return s.incidentsIn(r, news.IncidentFilter{}, export.Feed{
		Title: s.site.Title, Link: "/", Description: s.feedReader(r).Feeds.Description,
	})
}

// languageFeed is the latest incidents that a language reports, under its headlines.
func (s *site) languageFeed(r *http.Request) (export.Feed, error) {
	q := &params{values: url.Values{"lang": {r.PathValue("id")}}}
	tag := q.language("lang")
	if q.err != nil {
		return export.Feed{}, q.err
	}
	reader := s.feedReader(r)
	name := reader.Language(tag)
	return s.incidentsIn(r, news.IncidentFilter{Language: tag}, export.Feed{
		Title: s.titled(reader, name), Link: "/?lang=" + url.QueryEscape(tag), Language: tag,
		Description: words.Fill(reader.Feeds.InLanguage, "language", reader.LanguageName(tag)),
	})
}

// storyFeed is the latest incidents of a story.
func (s *site) storyFeed(r *http.Request) (export.Feed, error) {
	story, err := s.storyOf(r.Context(), r.PathValue("id"), strings.TrimPrefix(r.URL.Path, "/stories/"+r.PathValue("id")))
	if err != nil {
		return export.Feed{}, err
	}
	list, err := s.records.Incidents(r.Context(), news.IncidentFilter{Story: story.ID, Window: news.Window{Limit: chaptersShown}})
	if err != nil {
		return export.Feed{}, err
	}
	reader := s.feedReader(r)
	return s.incidentsIn(r, news.IncidentFilter{Story: story.ID}, export.Feed{
		Title: view.Line(leadOf(inOrder(list.Rows, r)).Title, 300, reader.Story.Untitled), Link: "/stories/" + pathEscape(story.ID), Description: reader.Feeds.StoryText,
	})
}

// incidentsIn fills a feed with the latest incidents that a filter chooses.
func (s *site) incidentsIn(r *http.Request, f news.IncidentFilter, feed export.Feed) (export.Feed, error) {
	tag := f.Language
	f.Window = news.Window{Limit: feedItems}
	list, err := s.records.Incidents(r.Context(), f)
	if err != nil {
		return feed, err
	}
	reader := s.feedReader(r)
	reads := prefersFeed(r)
	if t, err := language.Parse(tag); err == nil && tag != "" {
		reads = append([]language.Tag{t}, reads...)
	}
	for _, i := range list.Rows {
		line := row(i, reads)
		summary := []string{reader.Total(reader.Coverage(i), len(i.Languages))}
		for _, h := range line.Others {
			summary = append(summary, words.Fill(reader.Feeds.Line, "language", reader.Language(h.Language),
				"title", view.Line(h.Title, 200, reader.Row.NoTitle), "source", view.SourceName(h.Source)))
		}
		feed.Items = append(feed.Items, export.FeedItem{
			Title: view.Line(line.Lead.Title, 300, reader.Row.NoTitle), Link: "/incidents/" + pathEscape(i.ID), Language: view.Lang(line.Lead.Language),
			Summary: strings.Join(summary, "\n"), Authors: []string{view.SourceName(line.Lead.Source)}, Published: i.First, Updated: i.Last,
		})
	}
	return feed, nil
}

// incidentFeed is the reports of one incident.
func (s *site) incidentFeed(r *http.Request) (export.Feed, error) {
	i, err := s.incidentOf(r.Context(), r.PathValue("id"), strings.TrimPrefix(r.URL.Path, "/incidents/"+r.PathValue("id")))
	if err != nil {
		return export.Feed{}, err
	}
	list, err := s.records.Articles(r.Context(), news.ArticleFilter{Incident: i.ID, Window: news.Window{Limit: feedItems}})
	first, _ := lead(i.Headlines, prefersFeed(r))
	reader := s.feedReader(r)
	return export.Feed{
		Title: view.Line(first.Title, 300, reader.Incident.Untitled), Link: "/incidents/" + pathEscape(i.ID),
		Description: reader.Feeds.IncidentText, Items: itemsOf(reader, list.Rows),
	}, err
}

// sourceFeed is the articles of one outlet.
func (s *site) sourceFeed(r *http.Request) (export.Feed, error) {
	source, err := s.records.Source(r.Context(), r.PathValue("id"))
	if err != nil {
		return export.Feed{}, err
	}
	list, err := s.records.Articles(r.Context(), news.ArticleFilter{Source: source.ID, Window: news.Window{Limit: feedItems}})
	reader := s.feedReader(r)
	return export.Feed{
		Title: view.SourceName(source.Source), Link: "/sources/" + pathEscape(source.ID),
		Description: reader.Feeds.SourceText, Items: itemsOf(reader, list.Rows),
	}, err
}

// searchFeed is the newest articles that a query finds.
func (s *site) searchFeed(r *http.Request) (export.Feed, error) {
	q := queryOf(r)
	ask := index.Request{Query: q.text("q", maxQuery), Sort: index.SortNewest, Limit: feedItems}
	if q.err != nil {
		return export.Feed{}, q.err
	}
	if s.search == nil {
		return export.Feed{}, errNoIndex
	}
	result, err := s.search.Search(r.Context(), ask)
	if err != nil {
		return export.Feed{}, err
	}
	var articles []news.Article
	for _, h := range result.Hits {
		articles = append(articles, h.Article)
	}
	reader := s.feedReader(r)
	return export.Feed{
		Title: s.titled(reader, view.Line(ask.Query, 200, reader.Feeds.AllArticles)), Link: "/search?q=" + url.QueryEscape(ask.Query),
		Description: words.Fill(reader.Feeds.SearchText, "query", result.Understood), Items: itemsOf(reader, articles),
	}, nil
}

func itemsOf(reader view.Reader, articles []news.Article) []export.FeedItem {
	var out []export.FeedItem
	for _, a := range articles {
		item := export.FeedItem{
			Title: view.Line(a.Title, 300, reader.Row.NoTitle), Link: "/articles/" + pathEscape(a.ID), Summary: view.Line(a.Lead, 1000, ""),
			Language: view.Lang(a.Language), Authors: []string{view.SourceName(a.Source)}, Published: a.Time(),
		}
		if a.Modified.After(item.Published) {
			item.Updated = a.Modified
		}
		out = append(out, item)
	}
	return out
}
