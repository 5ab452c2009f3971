package export

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"maps"
	"slices"

	"parallax/news"
)

// holdings are the records of a selection, each kind as a stream by ID. Texts are cut by the policy.
type holdings struct {
	records Records
	found   iter.Seq2[string, error] // IDs of articles, ascending; nil for all
	after   string
	policy  Policy
}

// foundAtOnce is how many articles of a query's result are read at once.
const foundAtOnce = 100

// stored is the articles as they are stored.
func (h *holdings) stored(ctx context.Context, after string) iter.Seq2[news.Article, error] {
	if h.found == nil {
		return h.records.EachArticle(ctx, after)
	}
	return func(yield func(news.Article, error) bool) {
		var batch []string
		pass := func() bool {
			articles, err := h.records.ArticlesByID(ctx, batch) // without those deleted since they were indexed
			batch = batch[:0]
			for _, a := range articles {
				if !yield(a, nil) {
					return false
				}
			}
			return err == nil || yield(news.Article{}, err)
		}
		for id, err := range h.found {
			if err != nil {
				yield(news.Article{}, err)
				return
			}
			if id <= after {
				continue
			}
			if batch = append(batch, id); len(batch) == foundAtOnce && !pass() {
				return
			}
		}
		if len(batch) > 0 {
			pass()
		}
	}
}

func (h *holdings) articles(ctx context.Context) iter.Seq2[news.Article, error] {
	return mapped(h.stored(ctx, h.after), func(a news.Article) (news.Article, bool) { return h.policy.Article(a), true })
}

func (h *holdings) filings(ctx context.Context) iter.Seq2[news.Filing, error] {
	return mapped(h.stored(ctx, h.after), filingOf)
}

// filingOf is the filing that an article names; false where it isn't filed yet.
func filingOf(a news.Article) (news.Filing, bool) {
	place := incidentOf(&a)
	return news.Filing{Article: a.ID, Incident: place.ID, Evidence: place.Evidence, CopyOf: a.CopyOf}, place.ID != ""
}

func (h *holdings) incidents(ctx context.Context) iter.Seq2[news.Incident, error] {
	rows := h.records.EachIncident(ctx, h.after)
	if h.found != nil {
		ids, err := collectNames(h.stored(ctx, ""), h.after, incidentNames)
		rows = named(ids, err, func(id string) (news.Incident, error) { return h.records.Incident(ctx, id) })
	}
	// Lists that a record must have are never null, whoever made it.
	return mapped(rows, func(i news.Incident) (news.Incident, bool) {
		if i.Headlines == nil {
			i.Headlines = []news.Headline{}
		}
		if i.Languages == nil {
			i.Languages = []string{}
		}
		return i, true
	})
}

func (h *holdings) posts(ctx context.Context) iter.Seq2[news.EmbeddedPost, error] {
	rows := h.records.EachPost(ctx, h.after)
	if h.found != nil {
		ids, err := h.namedPosts(ctx)
		rows = named(ids, err, func(id string) (news.EmbeddedPost, error) { return h.records.Post(ctx, id) })
	}
	return mapped(rows, func(p news.EmbeddedPost) (news.EmbeddedPost, bool) { return h.policy.Post(p), true })
}

func (h *holdings) sources(ctx context.Context) iter.Seq2[Source, error] {
	return func(yield func(Source, error) bool) {
		all, err := h.records.Sources(ctx)
		var of map[string]bool
		if err == nil && h.found != nil {
			of, err = collectNames(h.stored(ctx, ""), "", func(a news.Article) []string { return []string{a.Source.ID} })
		}
		if err != nil {
			yield(Source{}, err)
			return
		}
		all = slices.Clone(all)
		slices.SortFunc(all, func(a, b news.SourceHealth) int { return cmp.Compare(a.ID, b.ID) })
		for _, s := range all {
			if s.ID <= h.after || h.found != nil && !of[s.ID] {
				continue
			}
			if !yield(sourceOf(s, h.policy.Of(s.ID)), nil) {
				return
			}
		}
	}
}

// mapped is what f makes of each row, without those that it says to leave out.
func mapped[A, B any](rows iter.Seq2[A, error], f func(A) (B, bool)) iter.Seq2[B, error] {
	return func(yield func(B, error) bool) {
		for row, err := range rows {
			var out B
			keep := true
			if err == nil {
				out, keep = f(row)
			}
			if keep && !yield(out, err) {
				return
			}
		}
	}
}

func incidentNames(a news.Article) []string {
	if a.Incident == nil {
		return nil
	}
	return []string{a.Incident.ID}
}

func postNames(a news.Article) []string {
	return each(a.Posts, func(p news.Post) string { return p.ID })
}

// named is the records that articles name, each once, by ID. It keeps their IDs in memory; one that has gone meanwhile is left
// out.
func named[T any](ids map[string]bool, err error, get func(id string) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		if err != nil {
			var none T
			yield(none, err)
			return
		}
		for _, id := range slices.Sorted(maps.Keys(ids)) {
			record, err := get(id)
			if errors.Is(err, news.ErrNotFound) {
				continue
			}
			if !yield(record, err) || err != nil {
				return
			}
		}
	}
}

// namedPosts collects the IDs of the posts that articles embed. An article may know a post by the ID that it had before its
// address was known.
func (h *holdings) namedPosts(ctx context.Context) (map[string]bool, error) {
	ids, err := collectNames(h.stored(ctx, ""), "", postNames)
	if err != nil {
		return nil, err
	}
	for id := range maps.Clone(ids) {
		post := news.Post{ID: id}
		if post.Addressed() {
			continue
		}
		found, err := h.records.Post(ctx, id)
		if err != nil && !errors.Is(err, news.ErrNotFound) {
			return nil, err
		}
		delete(ids, id)
		ids[cmp.Or(found.ID, id)] = true
	}
	maps.DeleteFunc(ids, func(id string, _ bool) bool { return id <= h.after })
	return ids, nil
}

// collectNames collects the names behind after that articles name.
func collectNames(articles iter.Seq2[news.Article, error], after string, names func(news.Article) []string) (map[string]bool, error) {
	ids := map[string]bool{}
	for a, err := range articles {
		if err != nil {
			return nil, err
		}
		for _, id := range names(a) {
			if id > after {
				ids[id] = true
			}
		}
	}
	return ids, nil
}
