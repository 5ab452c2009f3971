package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"parallax/news"
	"parallax/web/view"
	"parallax/web/words"
)

// front is the page of the incidents now.
func (s *site) front(w http.ResponseWriter, r *http.Request) error {
	q := queryOf(r)
	filter := news.IncidentFilter{
		Window:   news.Window{Limit: pageRows, Cursor: q.cursor()},
		Language: q.language("lang"), Country: q.country("country"), Topic: q.topic("topic"), Rank: true,
	}
	span := spanNamed(q.choice("when", spanNames()...))
	filter.Since = span.since(s.now())
	if q.err != nil {
		return q.err
	}
	counts, err := s.totals.now(r.Context())
	if err != nil {
		return err
	}
	list, err := s.records.Incidents(r.Context(), filter)
	if err != nil {
		return err
	}
	places, err := s.places.now(r.Context())
	if err != nil {
		return err
	}
	p := view.FrontProps{
		Page: s.frame(r, ""), Counts: counts, Total: list.Total,
		Language: filter.Language, Country: filter.Country, Topic: filter.Topic, When: span.label(s.reader(r)),
	}
	p.Section, p.Path = "/", pathOf(filter, span)
	p.Summary = p.Reader.Front.Summary
	p.Feeds = feedLinks(p.Reader.Words.Feeds.All, "")
	if filter.Language != "" {
		p.Feeds = feedLinks(words.Fill(p.Reader.Front.IncidentsIn, "language", p.Reader.LanguageName(filter.Language)), "/languages/"+filter.Language)
	}
	if p.Rows, err = s.rows(r.Context(), list.Rows, prefersFirst(filter.Language, prefers(r))); err != nil {
		return err
	}
	p.Rows = fold(p.Rows)
	if list.Total == 0 && span.name != "" {
		if p.Wider, err = s.wider(r, p.Reader, filter, span); err != nil {
			return err
		}
	}
	p.Spans = spanChoices(r, p.Reader, span)
	p.Languages = places.languageChoices(r, p.Reader, filter.Language)
	p.Countries = places.countryChoices(r, p.Reader, filter.Country)
	p.Topics = places.topicChoices(r, p.Reader, filter.Topic)
	if p.Paging = pagingOf(r, list.Next); p.Paging.First == "" && filter.Topic == "" { // of what is new the topic isn't known yet
		p.Events = p.Reader.To("/events" + strings.TrimPrefix(p.Path, "/"))
	}
	p.Linked = about(p.Page, "CollectionPage", "mainEntity", linkedIncidents(p.Page, p.Rows))
	return s.render(w, r, http.StatusOK, view.Front(p))
}

// pathOf is the address of the front page with a filter set.
func pathOf(f news.IncidentFilter, span span) string {
	q := url.Values{}
	if span.name != "" {
		q.Set("when", span.name)
	}
	if f.Language != "" {
		q.Set("lang", f.Language)
	}
	if f.Country != "" {
		q.Set("country", f.Country)
	}
	if f.Topic != "" {
		q.Set("topic", f.Topic)
	}
	if len(q) == 0 {
		return "/"
	}
	return "/?" + q.Encode()
}

// prefersFirst puts a language that a list is filtered by before those that the reader reads.
func prefersFirst(filter string, reads []language.Tag) []language.Tag {
	if tag, err := language.Parse(filter); err == nil && filter != "" {
		return append([]language.Tag{tag}, reads...)
	}
	return reads
}

// postsTried is among how many of an incident's posts one is looked for that says something.
const postsTried = 3

// rows makes incidents the lines of a list, each with the post that most of its articles embed and that came with
// its text.
func (s *site) rows(ctx context.Context, incidents []news.Incident, reads []language.Tag) ([]view.IncidentRow, error) {
	out := make([]view.IncidentRow, 0, len(incidents))
	ids := make([]string, len(incidents))
	for n, i := range incidents {
		ids[n] = i.ID
	}
	tallies, err := s.records.Tallies(ctx, ids)
	if err != nil {
		return nil, err
	}
	posts, err := s.records.PostsOf(ctx, ids, postsTried)
	if err != nil {
		return nil, err
	}
	for _, i := range incidents {
		line := row(i, reads)
		line.Tallies = tallies[i.ID]
		says := func(p news.EmbeddedPost) bool { return view.Line(p.Text, 1, "") != "" }
		if at := slices.IndexFunc(posts[i.ID], says); at >= 0 {
			line.Post = &posts[i.ID][at]
		}
		out = append(out, line)
	}
	return out, nil
}

// pagingOf leads from the page that a request asks for to the next one, and back to the first.
func pagingOf(r *http.Request, next string) view.Paging {
	var p view.Paging
	if next != "" {
		p.Next = address(r, "cursor", next)
	}
	if r.URL.Query().Get("cursor") != "" {
		p.First = address(r, "cursor", "")
	}
	return p
}
