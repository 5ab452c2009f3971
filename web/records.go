package web

import (
	"context"
	"iter"
	"time"

	"parallax/export"
	"parallax/news"
)

// Records is where the site reads what is known. Lookups by ID return an error that wraps news.ErrNotFound for
// what isn't there.
type Records interface {
	IncidentRecords
	StoryRecords
	ArticleRecords
	PostRecords
	SourceRecords
	Streams
}

// IncidentRecords gives incidents; one that was merged into another comes with MergedInto set.
type IncidentRecords interface {
	Incidents(context.Context, news.IncidentFilter) (news.List[news.Incident], error)
	Incident(ctx context.Context, id string) (news.Incident, error)
	// Tallies counts the articles of incidents, by ID, earliest hour first.
	Tallies(ctx context.Context, incidents []string) (map[string][]news.Tally, error)
}

// StoryRecords gives stories; one that turned out to be another comes with MergedInto set.
type StoryRecords interface {
	Story(ctx context.Context, id string) (news.Story, error)
}

// ArticleRecords gives articles. ArticlesByID keeps the order of its IDs and leaves out what isn't there.
type ArticleRecords interface {
	Articles(context.Context, news.ArticleFilter) (news.List[news.Article], error)
	Article(ctx context.Context, id string) (news.Article, error)
	ArticlesByID(ctx context.Context, ids []string) ([]news.Article, error)
	// Briefs and BriefsByID are the same in brief: with ID, Source, Title, Lead, Language, CopyOf, Incident and one time alone.
	Briefs(context.Context, news.ArticleFilter) (news.List[news.Article], error)
	BriefsByID(ctx context.Context, ids []string) ([]news.Article, error)
	// Sample gives of each language of an incident the first article and the latest most-1, in brief, oldest first.
	Sample(ctx context.Context, incident string, most int) ([]news.Article, error)
}

// PostRecords gives posts and the articles that embed them, in brief and oldest first.
type PostRecords interface {
	Posts(context.Context, news.PostFilter) (news.List[news.EmbeddedPost], error)
	Post(ctx context.Context, id string) (news.EmbeddedPost, error)
	// PostsOf gives of each of some incidents, by ID, at most so many posts, most embedded first.
	PostsOf(ctx context.Context, incidents []string, most int) (map[string][]news.EmbeddedPost, error)
	PostArticles(ctx context.Context, id string) ([]news.Article, error)
}

// SourceRecords gives the outlets with the health of their feeds, how much there is of everything, and the rights of those
// outlets for which a person has said some.
type SourceRecords interface {
	Rights(context.Context) (map[string]news.Rights, error)
	Sources(context.Context) ([]news.SourceHealth, error)
	Source(ctx context.Context, id string) (news.SourceHealth, error)
	Counts(context.Context) (news.Counts, error)
	// Activity counts what a source published on each of the last days, and how often it was first.
	Activity(ctx context.Context, source string, days int, now time.Time) (news.Activity, error)
}

// Streams gives everything of one kind by ID, from the first one behind after on, in constant memory, for export.
type Streams interface {
	EachArticle(ctx context.Context, after string) iter.Seq2[news.Article, error]
	EachIncident(ctx context.Context, after string) iter.Seq2[news.Incident, error]
	EachPost(ctx context.Context, after string) iter.Seq2[news.EmbeddedPost, error]
	// StateTime is when any of it was changed last, zero where there is nothing.
	StateTime(context.Context) (time.Time, error)
}

// A Snapshot is records that stay as they are until it is closed.
type Snapshot interface {
	export.Records
	Close() error
}
