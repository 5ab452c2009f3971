package index

import (
	"context"
	"hash/fnv"
	"slices"
	"strings"

	"parallax/index/analysis"
	"parallax/news"
)

// A reading is one text of an article with what a query finds in it.
type reading struct {
	field string
	passage
	tokens  []analysis.Token
	regions []region

	post     uint64 // key of the post that it is the text of, 0 if it isn't
	embedded *int   // how many of the articles that were read embed the post
	again    bool   // whether one of them was read before
}

// readings reads the texts of an article that the query looks into, in reading order.
func (m *marker) readings(a *news.Article) []reading {
	var list []reading
	read := func(field string, p passage, post uint64) {
		if tokens := m.tokens(field, p); len(tokens) > 0 {
			list = append(list, reading{field: field, passage: p, tokens: tokens, regions: m.regions(field, p, tokens), post: post})
		}
	}
	read(fieldTitle, passage{a.Title, a.Language}, 0)
	if !strings.HasPrefix(a.Text, a.Lead) { // many texts begin with their lead, which is no second occurrence
		read(fieldLead, passage{a.Lead, a.Language}, 0)
	}
	read(fieldText, passage{a.Text, a.Language}, 0)
	for i := range a.Posts {
		read(fieldPost, passage{a.Posts[i].Text, a.Posts[i].Language}, postKey(&a.Posts[i]))
	}
	return list
}

// postKey tells posts apart.
func postKey(p *news.Post) uint64 {
	h := fnv.New64a()
	h.Write([]byte(p.Platform + "\x00" + p.ID))
	if p.ID == "" {
		h.Write([]byte(p.Text))
	}
	return max(h.Sum64(), 1)
}

// A postFold recognises posts that were read before: many articles embed the same one, and what it says is said once.
type postFold map[uint64]*int

// maxPosts is how many posts are recognised, the first ones of which that are read.
const maxPosts = 1 << 20

// fold marks those of the readings of an article whose post was read before.
func (f postFold) fold(texts []reading) {
	for i := range texts {
		r := &texts[i]
		if r.post == 0 {
			continue
		}
		r.embedded = f[r.post]
		r.again = r.embedded != nil
		if !r.again {
			r.embedded = new(int)
			if len(f) < maxPosts {
				f[r.post] = r.embedded
			}
		}
		if !slices.ContainsFunc(texts[:i], func(before reading) bool { return before.post == r.post }) {
			*r.embedded++
		}
	}
}

// readAll reads several articles, on all processors.
func (m *marker) readAll(ctx context.Context, articles []news.Article) ([][]reading, error) {
	texts := make([][]reading, len(articles))
	err := inParallel(len(articles), func(i int) error {
		texts[i] = m.readings(&articles[i])
		return ctx.Err()
	})
	return texts, err
}
