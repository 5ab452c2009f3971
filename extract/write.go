package extract

import (
	"net/url"
	"strings"

	"parallax/news"
)

// begin is an article with what is known before its page is read.
func begin(p news.Page) news.Article {
	a := news.Article{URL: webAddress(first(p.FinalURL, p.URL)), Source: p.Source, Fetched: p.Fetched.UTC(), Schema: news.SchemaVersion}
	if a.Source.ID == "" {
		a.Source.ID = news.SourceID(a.URL)
	}
	if a.Source.Host == "" {
		if u, err := url.Parse(a.URL); err == nil {
			a.Source.Host = u.Host
		}
	}
	return a
}

// write puts the blocks of a body into an article: Text, Blocks and Posts.
func write(a *news.Article, blocks []block, o Options) {
	var text []string
	index := map[string]int{}
	for i := range blocks {
		b := &blocks[i]
		if b.embed != nil {
			if addPost(a, index, b.embed.post) {
				a.Blocks = append(a.Blocks, news.Block{Type: news.BlockPost, Post: b.embed.post.ID})
				if o.PostsInText && b.embed.shown != "" {
					text = append(text, b.embed.shown)
				}
			}
			continue
		}
		if b.kind == kindClock {
			a.Blocks = append(a.Blocks, news.Block{Type: news.BlockHeading, Text: b.text})
			continue
		}
		text = append(text, b.text)
		t := blockType(b.kind)
		if last := len(a.Blocks) - 1; t == news.BlockList && last >= 0 && i > 0 && blocks[i-1].list == b.list && a.Blocks[last].Type == t {
			a.Blocks[last].Text += "\n" + b.text
			continue
		}
		a.Blocks = append(a.Blocks, news.Block{Type: t, Text: b.text})
	}
	a.Text = strings.Join(text, "\n\n")
}

// addPost adds a post to an article and reports whether it is new to it. A second copy fills what the first
// one left open.
func addPost(a *news.Article, index map[string]int, p news.Post) bool {
	if i, known := index[p.ID]; known {
		have := &a.Posts[i]
		have.Author, have.Handle, have.Text = first(have.Author, p.Author), first(have.Handle, p.Handle), first(have.Text, p.Text)
		have.Language = first(have.Language, p.Language)
		return false
	}
	if len(a.Posts) >= maxPosts {
		return false
	}
	index[p.ID] = len(a.Posts)
	a.Posts = append(a.Posts, p)
	return true
}

func blockType(k kind) string {
	switch k {
	case kindHeading:
		return news.BlockHeading
	case kindItem:
		return news.BlockList
	case kindQuote:
		return news.BlockQuote
	}
	return news.BlockParagraph
}
