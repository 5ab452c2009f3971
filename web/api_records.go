package web

import (
	"cmp"
	"context"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"parallax/news"
)

type incidentsInput struct {
	PageInput
	Lang         string     `query:"lang" doc:"With at least one report in this language (BCP 47)"`
	Country      string     `query:"country" doc:"With at least one report from this country (ISO 3166-1)"`
	Topic        string     `query:"topic" enum:"politics,business,justice,sport,culture,science,health,environment,society" doc:"That a third of its reports with a topic have, by the sections of their outlets"`
	Source       string     `query:"source" doc:"With at least one report of this source"`
	Since        string     `query:"since" doc:"Latest report at or after this day or moment"`
	Until        string     `query:"until" doc:"Latest report before this day or moment"`
	Story        string     `query:"story" doc:"That are part of this story"`
	Platform     string     `query:"platform" doc:"Together with handle: the platform of that author"`
	Handle       string     `query:"handle" doc:"With an article that embeds a post of this author, without @"`
	MinLanguages countParam `query:"min_languages"`
	MinArticles  countParam `query:"min_articles"`
	Sort         string     `query:"sort" enum:"latest,rank" doc:"By the latest report, or by breadth and freshness"`
}

type articlesInput struct {
	PageInput
	Lang     string `query:"lang" doc:"In this language (BCP 47)"`
	Country  string `query:"country" doc:"From this country (ISO 3166-1)"`
	Source   string `query:"source" doc:"Of this source"`
	Incident string `query:"incident" doc:"Filed under this incident"`
	Since    string `query:"since" doc:"Published at or after this day or moment"`
	Until    string `query:"until" doc:"Published before this day or moment"`
}

type postsInput struct {
	PageInput
	Platform string `query:"platform" doc:"Of this platform, as in twitter or mastodon"`
	Handle   string `query:"handle" doc:"Of this author, without @"`
	Incident string `query:"incident" doc:"Embedded by articles of this incident"`
	Lang     string `query:"lang" doc:"In this language (BCP 47)"`
}

type idInput struct {
	ID string `path:"id"`
}

// recordOperations are the operations on what the store holds.
func (s *site) recordOperations(api huma.API) {
	get(s, api, operation{"incidents", "/api/v1/incidents", "Incidents, the latest or the broadest first"}, s.apiIncidents)
	get(s, api, operation{"incident", "/api/v1/incidents/{id}", "One incident; a merged one redirects"}, s.apiIncident)
	get(s, api, operation{"story", "/api/v1/stories/{id}", "One story, an affair of several incidents; a merged one redirects"}, s.apiStory)
	get(s, api, operation{"articles", "/api/v1/articles", "Articles, the newest first"}, s.apiArticles)
	get(s, api, operation{"article", "/api/v1/articles/{id}", "One article"}, s.apiArticle)
	get(s, api, operation{"posts", "/api/v1/posts", "Embedded posts, those that most articles embed first"}, s.apiPosts)
	get(s, api, operation{"sources", "/api/v1/sources", "Sources with the health of their feeds, by ID"}, s.apiSources)
}

func (s *site) apiIncidents(ctx context.Context, in *incidentsInput) (listBody[news.Incident], error) {
	q := in.query()
	f := news.IncidentFilter{
		Window: in.window(q), Since: q.moment("since"), Until: q.moment("until"),
		Language: q.language("lang"), Country: q.country("country"), Topic: q.topic("topic"), Source: q.text("source", maxID), Story: q.text("story", maxID),
		Platform: q.text("platform", maxID), Handle: q.text("handle", maxID),
		MinLanguages: q.number("min_languages", 0, 0, 1000), MinArticles: q.number("min_articles", 0, 0, 1_000_000),
		Rank: q.choice("sort", "latest", "rank") == "rank",
	}
	if q.err != nil {
		return listBody[news.Incident]{}, q.err
	}
	list, err := s.records.Incidents(ctx, f)
	return listOf(list), err
}

func (s *site) apiIncident(ctx context.Context, in *idInput) (news.Incident, error) {
	return s.incidentOf(ctx, in.ID, "")
}

func (s *site) apiStory(ctx context.Context, in *idInput) (news.Story, error) {
	return s.storyOf(ctx, in.ID, "")
}

func (s *site) apiArticles(ctx context.Context, in *articlesInput) (listBody[news.Article], error) {
	q := in.query()
	f := news.ArticleFilter{
		Window: in.window(q), Since: q.moment("since"), Until: q.moment("until"),
		Language: q.language("lang"), Country: q.country("country"),
		Source: q.text("source", maxID), Incident: q.text("incident", maxID),
	}
	if q.err != nil {
		return listBody[news.Article]{}, q.err
	}
	list, err := s.records.Articles(ctx, f)
	return listOf(list), err
}

func (s *site) apiArticle(ctx context.Context, in *idInput) (news.Article, error) {
	return s.records.Article(ctx, in.ID)
}

func (s *site) apiPosts(ctx context.Context, in *postsInput) (listBody[news.EmbeddedPost], error) {
	q := in.query()
	f := news.PostFilter{
		Window: in.window(q), Platform: q.text("platform", maxID), Handle: q.text("handle", maxID),
		Incident: q.text("incident", maxID), Language: q.language("lang"),
	}
	if q.err != nil {
		return listBody[news.EmbeddedPost]{}, q.err
	}
	list, err := s.records.Posts(ctx, f)
	return listOf(list), err
}

// apiSources pages through the sources by ID; its cursor is the last ID of the page before.
func (s *site) apiSources(ctx context.Context, in *PageInput) (listBody[news.SourceHealth], error) {
	q := in.query()
	w := in.window(q)
	if q.err != nil {
		return listBody[news.SourceHealth]{}, q.err
	}
	all, err := s.records.Sources(ctx)
	if err != nil {
		return listBody[news.SourceHealth]{}, err
	}
	slices.SortFunc(all, func(a, b news.SourceHealth) int { return cmp.Compare(a.ID, b.ID) })
	start, found := slices.BinarySearchFunc(all, w.Cursor, func(s news.SourceHealth, id string) int { return cmp.Compare(s.ID, id) })
	if found {
		start++
	} else if w.Cursor != "" {
		return listBody[news.SourceHealth]{}, news.ErrBadCursor
	}
	list := news.List[news.SourceHealth]{Total: len(all), Rows: all[start:]}
	if len(list.Rows) > w.Limit {
		list.Rows = list.Rows[:w.Limit]
		list.Next = list.Rows[w.Limit-1].ID
	}
	return listOf(list), nil
}
