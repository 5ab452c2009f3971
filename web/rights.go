package web

import (
	"context"
	"iter"
	"slices"

	"parallax/export"
	"parallax/index"
	"parallax/news"
)

// A rightful is records whose texts are cut by what may be shown of them. Nearly everything of the site reads through it, so that
// no page can show more by oversight; only an export, which cuts by itself, reads what is behind it.
type rightful struct {
	Records
	standard news.Rights // of sources for which nothing else was said
}

// policy is what may be shown at the moment.
func (r rightful) policy(ctx context.Context) (export.Policy, error) {
	sources, err := r.Records.Rights(ctx)
	return export.Policy{Default: r.standard, Sources: sources}, err
}

func (r rightful) Articles(ctx context.Context, f news.ArticleFilter) (news.List[news.Article], error) {
	list, err := r.Records.Articles(ctx, f)
	if err == nil {
		list.Rows, err = r.cut(ctx, list.Rows)
	}
	return list, err
}

func (r rightful) Article(ctx context.Context, id string) (news.Article, error) {
	a, err := r.Records.Article(ctx, id)
	if err != nil {
		return a, err
	}
	p, err := r.policy(ctx)
	return p.Article(a), err
}

func (r rightful) ArticlesByID(ctx context.Context, ids []string) ([]news.Article, error) {
	all, err := r.Records.ArticlesByID(ctx, ids)
	if err == nil {
		all, err = r.cut(ctx, all)
	}
	return all, err
}

func (r rightful) Briefs(ctx context.Context, f news.ArticleFilter) (news.List[news.Article], error) {
	list, err := r.Records.Briefs(ctx, f)
	if err == nil {
		list.Rows, err = r.cut(ctx, list.Rows)
	}
	return list, err
}

func (r rightful) BriefsByID(ctx context.Context, ids []string) ([]news.Article, error) {
	all, err := r.Records.BriefsByID(ctx, ids)
	if err == nil {
		all, err = r.cut(ctx, all)
	}
	return all, err
}

func (r rightful) Sample(ctx context.Context, incident string, most int) ([]news.Article, error) {
	all, err := r.Records.Sample(ctx, incident, most)
	if err == nil {
		all, err = r.cut(ctx, all)
	}
	return all, err
}

func (r rightful) PostArticles(ctx context.Context, id string) ([]news.Article, error) {
	all, err := r.Records.PostArticles(ctx, id)
	if err == nil {
		all, err = r.cut(ctx, all)
	}
	return all, err
}

func (r rightful) cut(ctx context.Context, articles []news.Article) ([]news.Article, error) {
	p, err := r.policy(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]news.Article, len(articles))
	for i, a := range articles {
		out[i] = p.Article(a)
	}
	return out, nil
}

func (r rightful) Posts(ctx context.Context, f news.PostFilter) (news.List[news.EmbeddedPost], error) {
	list, err := r.Records.Posts(ctx, f)
	if err != nil {
		return list, err
	}
	p, err := r.policy(ctx)
	list.Rows = slices.Clone(list.Rows)
	for i := range list.Rows {
		list.Rows[i] = p.Post(list.Rows[i])
	}
	return list, err
}

func (r rightful) PostsOf(ctx context.Context, incidents []string, most int) (map[string][]news.EmbeddedPost, error) {
	posts, err := r.Records.PostsOf(ctx, incidents, most)
	if err != nil {
		return nil, err
	}
	p, err := r.policy(ctx)
	for _, list := range posts {
		for i := range list {
			list[i] = p.Post(list[i])
		}
	}
	return posts, err
}

func (r rightful) Post(ctx context.Context, id string) (news.EmbeddedPost, error) {
	post, err := r.Records.Post(ctx, id)
	if err != nil {
		return post, err
	}
	p, err := r.policy(ctx)
	return p.Post(post), err
}

func (r rightful) Sources(ctx context.Context) ([]news.SourceHealth, error) {
	all, err := r.Records.Sources(ctx)
	if err != nil {
		return nil, err
	}
	p, err := r.policy(ctx)
	all = slices.Clone(all)
	for i := range all {
		all[i].Rights = p.Of(all[i].ID)
	}
	return all, err
}

func (r rightful) Source(ctx context.Context, id string) (news.SourceHealth, error) {
	source, err := r.Records.Source(ctx, id)
	if err != nil {
		return source, err
	}
	p, err := r.policy(ctx)
	source.Rights = p.Of(source.ID)
	return source, err
}

// A rightfulSearch is a search whose hits are cut like the records. The line of a snippet or a concordance is a quotation, which
// only metadata doesn't allow. That a text of which only metadata may be shown can be found all the same quotes nothing of it.
type rightfulSearch struct {
	Searcher
	records rightful
}

func (s rightfulSearch) Search(ctx context.Context, r index.Request) (index.Result, error) {
	result, err := s.Searcher.Search(ctx, r)
	if err != nil {
		return result, err
	}
	p, err := s.records.policy(ctx)
	cutHits(p, result.Hits)
	return result, err
}

func (s rightfulSearch) Across(ctx context.Context, r index.Request) (index.AcrossResult, error) {
	result, err := s.Searcher.Across(ctx, r)
	if err != nil {
		return result, err
	}
	p, err := s.records.policy(ctx)
	for _, g := range result.Groups {
		cutHits(p, g.Hits)
		for i := range g.Others {
			g.Others[i] = p.Article(g.Others[i])
		}
	}
	return result, err
}

// cutHits leaves the snippets, but for those of articles that may not be quoted.
func cutHits(p export.Policy, hits []index.Hit) {
	for i := range hits {
		h := &hits[i]
		if h.Article = p.Article(h.Article); h.Article.Rights == news.RightsMetadata {
			h.Snippet, h.SnippetLanguage, h.SnippetInPost = nil, "", false
		}
	}
}

func (s rightfulSearch) Concordance(ctx context.Context, r index.ConcordanceRequest) (index.ConcordanceResult, error) {
	result, err := s.Searcher.Concordance(ctx, r)
	if err != nil {
		return result, err
	}
	p, err := s.records.policy(ctx)
	lines := result.Lines[:0]
	for _, line := range result.Lines {
		if line.Article = p.Article(line.Article); line.Article.Rights != news.RightsMetadata {
			lines = append(lines, line)
		}
	}
	result.Total -= len(result.Lines) - len(lines) // of this page alone; those of the others aren't known
	result.Lines = lines
	return result, err
}

func (s rightfulSearch) Lines(ctx context.Context, r index.LinesRequest) iter.Seq2[index.Line, error] {
	return func(yield func(index.Line, error) bool) {
		p, err := s.records.policy(ctx)
		if err != nil {
			yield(index.Line{}, err)
			return
		}
		for line, err := range s.Searcher.Lines(ctx, r) {
			if line.Article = p.Article(line.Article); line.Article.Rights == news.RightsMetadata && err == nil {
				continue
			}
			if !yield(line, err) {
				return
			}
		}
	}
}
