package view

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"parallax/news"
	"parallax/web/words"
)

func TestPostCards(t *testing.T) {
	r := NewReader(words.All().English(), nil, time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC))
	for _, c := range []struct {
		name                    string
		post                    news.Post
		label, author, dir, has string
	}{
		{"an unsigned video with its title", news.Post{ID: "y", Platform: news.YouTube, URL: "https://www.youtube.com/watch?v=y", Text: "ركلات الترجيح", Language: "ar"},
			"YouTube video", "YouTube video", "rtl", "watch at YouTube↗"},
		{"an unsigned video without its title", news.Post{ID: "y", Platform: news.YouTube, Language: news.Undetermined},
			"YouTube video", "YouTube video", "ltr", "don’t give its title"},
		{"a post without text", news.Post{ID: "1", Platform: news.Twitter, Author: "A. Writer", Handle: "writer"},
			"Post by A. Writer", "A. Writer @writer", "ltr", "No text came"},
		{"a post by a handle", news.Post{ID: "1", Platform: news.Twitter, URL: "https://twitter.com/writer/status/1", Handle: "writer", Text: "Hello", Language: "en"},
			"Post by writer", "writer", "ltr", "original↗"},
		{"a post of a platform without a name", news.Post{ID: "1", Text: "Hello"}, "Post", "Post", "ltr", "Hello"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b bytes.Buffer
			if err := postCard(r, news.EmbeddedPost{Post: c.post}).Render(t.Context(), &b); err != nil {
				t.Fatal(err)
			}
			d, err := goquery.NewDocumentFromReader(&b)
			if err != nil {
				t.Fatal(err)
			}
			card := d.Find("article.post")
			if label := card.AttrOr("aria-label", ""); label != c.label {
				t.Errorf("labelled %q, want %q", label, c.label)
			}
			if dir := card.AttrOr("dir", ""); dir != c.dir {
				t.Errorf("runs %s, want %s", dir, c.dir)
			}
			if author := strings.Join(strings.Fields(card.Find(".post-author").Text()), " "); author != c.author {
				t.Errorf("by %q, want %q", author, c.author)
			}
			if text := strings.Join(strings.Fields(card.Text()), " "); !strings.Contains(text, c.has) {
				t.Errorf("%q says nothing of %q", text, c.has)
			}
		})
	}
}
