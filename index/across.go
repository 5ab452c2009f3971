package index

import (
	"context"
	"slices"

	"parallax/news"
)

// An AcrossResult is a page of the incidents that a query hits, in the order of their best hits: search in your
// language, read in all.
type AcrossResult struct {
	Total      int // articles that the query itself finds
	Groups     []AcrossGroup
	Next       string // cursor of the page that follows; empty at the end
	Understood string
}

// An AcrossGroup is an incident with the articles that the query finds, and what the languages say that it finds none
// in.
type AcrossGroup struct {
	Incident   string         // empty where a hit is filed under none; it then stands alone
	Hits       []Hit          // the best, at most acrossHits
	Found      int            // hits in all
	Others     []news.Article // in other languages, the earliest first, at most acrossOthers
	OtherFound int            // such articles in all
}

const (
	acrossHits   = 5
	acrossOthers = 60
)

// Across finds articles as Search does, and with each the coverage of its incident in the languages that the query
// finds nothing in. An incident stands on the page where its best hit is, and nowhere else; so a page may have fewer
// groups than its limit, even none, and still have a next one. Facets are left out.
func (ix *Index) Across(ctx context.Context, r Request) (AcrossResult, error) {
	q, err := Parse(r.Query)
	if err != nil {
		return AcrossResult{}, err
	}
	r.Facets = false
	found, err := ix.find(ctx, q, r)
	if err != nil {
		return AcrossResult{}, err
	}
	result := AcrossResult{Total: found.Total, Next: found.Next, Understood: found.Understood}
	seen := map[string]bool{}
	for _, hit := range found.Hits {
		if hit.Article.Incident == nil {
			result.Groups = append(result.Groups, AcrossGroup{Hits: []Hit{hit}, Found: 1})
			continue
		}
		id := hit.Article.Incident.ID
		if seen[id] {
			continue
		}
		seen[id] = true
		group, err := ix.across(ctx, q, r.Sort, id)
		if err != nil {
			return AcrossResult{}, err
		}
		if group.isLedBy(found.Hits) {
			result.Groups = append(result.Groups, group)
		}
	}
	return result, nil
}

// isLedBy reports whether the best hit of a group is on the page; else the group stood on an earlier one.
func (g *AcrossGroup) isLedBy(page []Hit) bool {
	return len(g.Hits) > 0 && slices.ContainsFunc(page, func(h Hit) bool { return h.Article.ID == g.Hits[0].Article.ID })
}

// across is one incident of an AcrossResult.
func (ix *Index) across(ctx context.Context, q Query, sort, incident string) (AcrossGroup, error) {
	inside := &valueNode{"incident", incident}
	hits, err := ix.find(ctx, both(q, inside), Request{Sort: sort, Limit: acrossHits, Facets: true})
	if err != nil {
		return AcrossGroup{}, err
	}
	kids := []node{inside}
	for _, tag := range valuesOf(hits.Facets, fieldLanguage) {
		kids = append(kids, &notNode{&valueNode{"lang", tag}})
	}
	others, err := ix.find(ctx, Query{&andNode{kids}}, Request{Sort: SortOldest, Limit: acrossOthers})
	if err != nil {
		return AcrossGroup{}, err
	}
	group := AcrossGroup{Incident: incident, Hits: hits.Hits, Found: hits.Total, OtherFound: others.Total}
	for _, h := range others.Hits {
		group.Others = append(group.Others, h.Article)
	}
	return group, nil
}

func valuesOf(facets []Facet, field string) []string {
	var values []string
	if i := slices.IndexFunc(facets, func(f Facet) bool { return f.Field == field }); i >= 0 {
		for _, v := range facets[i].Values {
			values = append(values, v.Value)
		}
	}
	return values
}
