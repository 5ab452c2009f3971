package web_test

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"parallax/news"
)

// memory holds records for tests: web.Records over plain slices.
type memory struct {
	articles []news.Article
	sources  []news.SourceHealth
	merged   map[string]string
	stories  map[string][]string // the incidents of each
	rights   map[string]news.Rights
	broken   error // returned by everything, where set
}

func missing(kind, id string) error { return fmt.Errorf("%s %q: %w", kind, id, news.ErrNotFound) }

// page cuts the window out of rows; its cursors are plain offsets.
func page[T any](rows []T, w news.Window) (news.List[T], error) {
	list := news.List[T]{Total: len(rows)}
	start := 0
	if w.Cursor != "" {
		n, err := strconv.Atoi(w.Cursor)
		if err != nil || n < 0 || n > len(rows) {
			return list, fmt.Errorf("cursor %q: %w", w.Cursor, news.ErrBadCursor)
		}
		start = n
	}
	end := len(rows)
	if w.Limit > 0 && start+w.Limit < end {
		end = start + w.Limit
		list.Next = strconv.Itoa(end)
	}
	list.Rows = slices.Clone(rows[start:end])
	return list, nil
}

func (m *memory) byIncident(id string) []news.Article {
	var out []news.Article
	for _, a := range m.articles {
		if a.Incident != nil && a.Incident.ID == id {
			out = append(out, a)
		}
	}
	slices.SortFunc(out, func(a, b news.Article) int { return a.Time().Compare(b.Time()) })
	return out
}

// ordered is the distinct values of a slice, the most frequent first.
func ordered(values []string) []string {
	counts := map[string]int{}
	var out []string
	for _, v := range values {
		if v == "" {
			continue
		}
		if counts[v]++; counts[v] == 1 {
			out = append(out, v)
		}
	}
	slices.SortStableFunc(out, func(a, b string) int { return counts[b] - counts[a] })
	return out
}

func (m *memory) summary(id string) news.Incident {
	articles := m.byIncident(id)
	i := news.Incident{ID: id, Articles: len(articles), Schema: news.SchemaVersion}
	seen := map[string]bool{}
	var languages, countries, sources, posts []string
	for _, a := range articles {
		if a.CopyOf == "" {
			i.Independent++
		}
		if !seen[a.Language] {
			seen[a.Language] = true
			i.Headlines = append(i.Headlines, news.Headline{
				Article: a.ID, Title: a.Title, Language: a.Language, Source: a.Source, Published: a.Time(),
			})
		}
		languages = append(languages, a.Language)
		countries = append(countries, a.Source.Country)
		sources = append(sources, a.Source.ID)
		for _, p := range a.Posts {
			posts = append(posts, p.ID)
		}
	}
	i.Languages, i.Countries = ordered(languages), ordered(countries)
	i.Sources, i.Posts = len(ordered(sources)), len(ordered(posts))
	if len(articles) > 0 {
		i.First, i.Last = articles[0].Time(), articles[len(articles)-1].Time()
	}
	for story, members := range m.stories {
		if at := slices.Index(members, id); at >= 0 {
			i.Story = &news.Chapter{ID: story, Incidents: len(members)}
			if at > 0 {
				i.Story.Evidence = []news.Evidence{{Kind: news.EvidenceName, Values: []string{"Aurelia", "Мессина"}, Article: m.byIncident(members[0])[0].ID, Weight: 1.5}}
			}
		}
	}
	return i
}

func (m *memory) Story(_ context.Context, id string) (news.Story, error) {
	if into := m.merged[id]; into != "" {
		return news.Story{ID: id, MergedInto: into, Languages: []string{}}, nil
	}
	s := news.Story{ID: id, Incidents: len(m.stories[id]), Schema: news.SchemaVersion}
	if s.Incidents == 0 {
		return s, cmp.Or(m.broken, missing("story", id))
	}
	var languages []string
	for _, incident := range m.stories[id] {
		i := m.summary(incident)
		s.Articles += i.Articles
		languages = append(languages, i.Languages...)
		if s.First.IsZero() || i.First.Before(s.First) {
			s.First = i.First
		}
		if i.Last.After(s.Last) {
			s.Last = i.Last
		}
	}
	s.Languages = ordered(languages)
	return s, m.broken
}

func (m *memory) Incidents(_ context.Context, f news.IncidentFilter) (news.List[news.Incident], error) {
	var ids []string
	for _, a := range m.articles {
		if a.Incident != nil {
			ids = append(ids, a.Incident.ID)
		}
	}
	var rows []news.Incident
	for _, id := range ordered(ids) {
		i := m.summary(id)
		if f.Language != "" && !slices.Contains(i.Languages, f.Language) ||
			f.Country != "" && !slices.Contains(i.Countries, f.Country) ||
			f.Topic != "" && !slices.ContainsFunc(m.byIncident(id), func(a news.Article) bool { return news.TopicOf(&a) == f.Topic }) ||
			i.Last.Before(f.Since) || f.Handle != "" && !m.embeds(id, f) ||
			f.Story != "" && !slices.Contains(m.stories[f.Story], id) {
			continue
		}
		rows = append(rows, i)
	}
	list, err := page(rows, f.Window)
	return list, cmp.Or(m.broken, err)
}

func (m *memory) Incident(_ context.Context, id string) (news.Incident, error) {
	if into := m.merged[id]; into != "" {
		return news.Incident{ID: id, MergedInto: into}, nil
	}
	i := m.summary(id)
	if i.Articles == 0 {
		return i, cmp.Or(m.broken, missing("incident", id))
	}
	return i, m.broken
}

func (m *memory) Tallies(_ context.Context, incidents []string) (map[string][]news.Tally, error) {
	out := map[string][]news.Tally{}
	for _, id := range incidents {
		for _, a := range m.byIncident(id) {
			t := news.Tally{Hour: a.Time().Truncate(time.Hour), Language: a.Language, Country: a.Source.Country, Articles: 1}
			if a.CopyOf != "" {
				t.Copies = 1
			}
			out[id] = append(out[id], t)
		}
	}
	return out, m.broken
}

func (m *memory) Articles(_ context.Context, f news.ArticleFilter) (news.List[news.Article], error) {
	var rows []news.Article
	for _, a := range m.articles {
		switch {
		case f.Incident != "" && (a.Incident == nil || a.Incident.ID != f.Incident),
			f.Language != "" && a.Language != f.Language,
			f.Country != "" && a.Source.Country != f.Country,
			f.Source != "" && a.Source.ID != f.Source,
			!f.Since.IsZero() && a.Time().Before(f.Since),
			!f.Until.IsZero() && !a.Time().Before(f.Until):
			continue
		}
		rows = append(rows, a)
	}
	slices.SortFunc(rows, func(a, b news.Article) int { return b.Time().Compare(a.Time()) })
	list, err := page(rows, f.Window)
	return list, cmp.Or(m.broken, err)
}

func (m *memory) Article(_ context.Context, id string) (news.Article, error) {
	for _, a := range m.articles {
		if a.ID == id {
			return a, m.broken
		}
	}
	return news.Article{}, cmp.Or(m.broken, missing("article", id))
}

func (m *memory) ArticlesByID(_ context.Context, ids []string) ([]news.Article, error) {
	var out []news.Article
	for _, id := range ids {
		for _, a := range m.articles {
			if a.ID == id {
				out = append(out, a)
			}
		}
	}
	return out, m.broken
}

// brief is an article without what a list of reports may not need.
func brief(a news.Article) news.Article {
	b := news.Article{ID: a.ID, Source: a.Source, Title: a.Title, Lead: a.Lead, Language: a.Language, CopyOf: a.CopyOf, Incident: a.Incident, Published: a.Published}
	if a.Published.IsZero() {
		b.Fetched = a.Fetched
	}
	return b
}

func briefs(articles []news.Article) []news.Article {
	out := make([]news.Article, len(articles))
	for i, a := range articles {
		out[i] = brief(a)
	}
	return out
}

func (m *memory) Briefs(ctx context.Context, f news.ArticleFilter) (news.List[news.Article], error) {
	list, err := m.Articles(ctx, f)
	list.Rows = briefs(list.Rows)
	return list, err
}

func (m *memory) BriefsByID(ctx context.Context, ids []string) ([]news.Article, error) {
	all, err := m.ArticlesByID(ctx, ids)
	return briefs(all), err
}

func (m *memory) Sample(_ context.Context, incident string, most int) ([]news.Article, error) {
	groups := map[string][]news.Article{}
	for _, a := range m.byIncident(incident) {
		groups[a.Language] = append(groups[a.Language], a)
	}
	var out []news.Article
	for _, g := range groups {
		first, rest := g[0], slices.Clone(g[1:])
		slices.SortStableFunc(rest, func(a, b news.Article) int {
			return cmp.Or(min(len(a.CopyOf), 1)-min(len(b.CopyOf), 1), b.Time().Compare(a.Time()))
		})
		out = append(append(out, first), rest[:min(len(rest), most-1)]...)
	}
	slices.SortFunc(out, func(a, b news.Article) int { return a.Time().Compare(b.Time()) })
	return briefs(out), m.broken
}

func (m *memory) posts(incident string) []news.EmbeddedPost {
	var out []news.EmbeddedPost
	at := map[string]int{}
	languages := map[string][]string{}
	for _, a := range m.articles {
		if incident != "" && (a.Incident == nil || a.Incident.ID != incident) {
			continue
		}
		for _, p := range a.Posts {
			if _, ok := at[p.ID]; !ok {
				at[p.ID] = len(out)
				out = append(out, news.EmbeddedPost{Post: p})
			}
			out[at[p.ID]].Articles++
			languages[p.ID] = append(languages[p.ID], a.Language)
		}
	}
	for i := range out {
		out[i].Languages = ordered(languages[out[i].ID])
	}
	slices.SortStableFunc(out, func(a, b news.EmbeddedPost) int { return b.Articles - a.Articles })
	return out
}

// embeds reports whether an article of an incident embeds a post of the author that a filter names.
func (m *memory) embeds(incident string, f news.IncidentFilter) bool {
	return slices.ContainsFunc(m.posts(incident), func(p news.EmbeddedPost) bool {
		return p.Platform == f.Platform && strings.EqualFold(p.Handle, f.Handle)
	})
}

func (m *memory) Posts(_ context.Context, f news.PostFilter) (news.List[news.EmbeddedPost], error) {
	var rows []news.EmbeddedPost
	for _, p := range m.posts(f.Incident) {
		if (f.Platform == "" || p.Platform == f.Platform) && (f.Handle == "" || strings.EqualFold(p.Handle, f.Handle)) {
			rows = append(rows, p)
		}
	}
	list, err := page(rows, f.Window)
	return list, cmp.Or(m.broken, err)
}

func (m *memory) PostsOf(_ context.Context, incidents []string, most int) (map[string][]news.EmbeddedPost, error) {
	out := map[string][]news.EmbeddedPost{}
	for _, id := range incidents {
		if posts := m.posts(id); len(posts) > 0 {
			out[id] = posts[:min(len(posts), most)]
		}
	}
	return out, m.broken
}

func (m *memory) Post(_ context.Context, id string) (news.EmbeddedPost, error) {
	for _, p := range m.posts("") {
		if p.ID == id {
			return p, m.broken
		}
	}
	return news.EmbeddedPost{}, cmp.Or(m.broken, missing("post", id))
}

func (m *memory) PostArticles(_ context.Context, id string) ([]news.Article, error) {
	var out []news.Article
	for _, a := range m.articles {
		if slices.ContainsFunc(a.Posts, func(p news.Post) bool { return p.ID == id }) {
			out = append(out, a)
		}
	}
	slices.SortFunc(out, func(a, b news.Article) int { return a.Time().Compare(b.Time()) })
	return briefs(out), m.broken
}

func (m *memory) Sources(context.Context) ([]news.SourceHealth, error) {
	var out []news.SourceHealth
	for _, s := range m.sources {
		var languages []string
		for _, a := range m.articles {
			if a.Source.ID == s.ID {
				languages = append(languages, a.Language)
				s.Articles++
				if a.Time().After(s.LastArticle) {
					s.LastArticle = a.Time()
				}
			}
		}
		s.Languages = ordered(languages)
		out = append(out, s)
	}
	return out, m.broken
}

func (m *memory) Source(ctx context.Context, id string) (news.SourceHealth, error) {
	all, err := m.Sources(ctx)
	for _, s := range all {
		if s.ID == id {
			return s, err
		}
	}
	return news.SourceHealth{}, cmp.Or(err, missing("source", id))
}

func (m *memory) Counts(context.Context) (news.Counts, error) {
	var languages, incidents []string
	var latest time.Time
	for _, a := range m.articles {
		languages = append(languages, a.Language)
		if a.Incident != nil {
			incidents = append(incidents, a.Incident.ID)
		}
		if a.Time().After(latest) {
			latest = a.Time()
		}
	}
	c := news.Counts{
		Sources: len(m.sources), Pages: len(m.articles), Articles: len(m.articles), Incidents: len(ordered(incidents)),
		Posts: len(m.posts("")), Languages: len(ordered(languages)), Latest: latest,
	}
	for _, s := range m.sources {
		c.Feeds += len(s.Feeds)
		c.Waiting += s.Waiting
		c.Failed += s.Failed
	}
	return c, m.broken
}

func (m *memory) EachArticle(_ context.Context, after string) iter.Seq2[news.Article, error] {
	all := slices.Clone(m.articles)
	slices.SortStableFunc(all, func(a, b news.Article) int { return strings.Compare(a.ID, b.ID) })
	return each(slices.DeleteFunc(all, func(a news.Article) bool { return a.ID <= after }), m.broken)
}

func (m *memory) EachIncident(ctx context.Context, after string) iter.Seq2[news.Incident, error] {
	list, err := m.Incidents(ctx, news.IncidentFilter{})
	slices.SortFunc(list.Rows, func(a, b news.Incident) int { return strings.Compare(a.ID, b.ID) })
	return each(slices.DeleteFunc(list.Rows, func(i news.Incident) bool { return i.ID <= after }), err)
}

func (m *memory) EachPost(_ context.Context, after string) iter.Seq2[news.EmbeddedPost, error] {
	all := m.posts("")
	slices.SortFunc(all, func(a, b news.EmbeddedPost) int { return strings.Compare(a.ID, b.ID) })
	return each(slices.DeleteFunc(all, func(p news.EmbeddedPost) bool { return p.ID <= after }), m.broken)
}

func (m *memory) StateTime(ctx context.Context) (time.Time, error) {
	c, err := m.Counts(ctx)
	return c.Latest, err
}

func (m *memory) Activity(_ context.Context, source string, days int, now time.Time) (news.Activity, error) {
	today := now.UTC().Truncate(24 * time.Hour)
	a := news.Activity{Since: today.AddDate(0, 0, 1-days), Days: make([]int, days)}
	counted := map[string]bool{}
	for _, article := range m.articles {
		if article.Source.ID != source {
			continue
		}
		if day := int(article.Time().Sub(a.Since).Hours() / 24); day >= 0 && day < days {
			a.Days[day]++
		}
		all := m.byIncident(article.Incident.ID)
		if !counted[article.Incident.ID] && m.summary(article.Incident.ID).Sources > 1 {
			counted[article.Incident.ID] = true
			a.Shared++
			if all[0].Source.ID == source {
				a.Earliest++
			}
		}
	}
	return a, m.broken
}

func (m *memory) Rights(context.Context) (map[string]news.Rights, error) { return m.rights, nil }

func each[T any](rows []T, err error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
		if err != nil {
			var zero T
			yield(zero, err)
		}
	}
}
