package store_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"parallax/news"
	"parallax/store"
)

const tweetText = "Evacuate the lower town now. Sirens are no drill."

func flattened() news.Post {
	p := news.Post{Platform: news.Twitter, Author: "Ana Reis, prefeita", Handle: "anareis", Text: tweetText, Language: "en",
		Published: noon.Truncate(24 * time.Hour), DateOnly: true}
	p.ID = news.UnaddressedPostID(p.Platform, p.Handle, p.Text)
	return p
}

func embedded() news.Post {
	return news.Post{ID: "926401530013642760", Platform: news.Twitter, URL: "https://twitter.com/anareis/status/926401530013642760",
		Author: "Ana Reis", Handle: "AnaReis", Text: tweetText + " https://t.co/x", Published: noon}
}

// embedding is an article of an outlet that embeds posts.
func embedding(src news.Source, language string, n int, posts ...news.Post) news.Article {
	a := article(src, language, n)
	a.Posts = posts
	for _, p := range posts {
		a.Blocks = append(a.Blocks, news.Block{Type: news.BlockPost, Post: p.ID})
	}
	return a
}

func TestAPostIsOneWhicheverCopyComesFirst(t *testing.T) {
	want := embedded()
	want.Author, want.Language = "Ana Reis, prefeita", "en"
	tide, dune := outlet("tide.example", "PT"), outlet("dune.example", "MA")
	plain, live := embedding(tide, "pt", 1, flattened()), embedding(dune, "ar", 2, embedded())
	for name, order := range map[string][]news.Article{"flattened first": {plain, live}, "live first": {live, plain}} {
		t.Run(name, func(t *testing.T) {
			ctx := t.Context()
			s := open(t, t.TempDir())
			for _, a := range order {
				must(t, s.PutArticles(ctx, []news.Article{a}, nil, 0))
			}
			list := get[news.List[news.EmbeddedPost]](t)(s.Posts(ctx, news.PostFilter{}))
			diff(t, "posts", list.Rows, []news.EmbeddedPost{{Post: want, Articles: 2, Languages: []string{"ar", "pt"}}})
			if name == "flattened first" { // its old ID has been seen, and may have been linked to
				diff(t, "post by its old ID", get[news.EmbeddedPost](t)(s.Post(ctx, flattened().ID)).Post, want)
			}
			var ids []string
			for _, a := range get[[]news.Article](t)(s.PostArticles(ctx, want.ID)) {
				ids = append(ids, a.ID)
				a = get[news.Article](t)(s.Article(ctx, a.ID))
				if a.Posts[0].ID != want.ID || a.Blocks[1].Post != want.ID {
					t.Errorf("article in %s embeds %s in its list and %s in its text", a.Language, a.Posts[0].ID, a.Blocks[1].Post)
				}
			}
			diff(t, "articles of the post", ids, []string{plain.ID, live.ID})
			// Reading the same page again must not bring the old ID back.
			before := all(t, s.Changes(ctx, 0))
			must(t, s.PutArticles(ctx, []news.Article{plain}, nil, 0))
			diff(t, "changes by a repetition", all(t, s.Changes(ctx, before[len(before)-1].Seq)), []store.Change(nil))
			sound(t, s)
		})
	}
}

func TestAnArticleWithBothCopiesOfAPostHasItOnce(t *testing.T) {
	s := open(t, t.TempDir())
	given := []news.Post{flattened(), embedded()}
	a := embedding(outlet("tide.example", "PT"), "pt", 1, given...)
	must(t, s.PutArticles(t.Context(), []news.Article{a}, nil, 0))
	got := get[news.Article](t)(s.Article(t.Context(), a.ID))
	if len(got.Posts) != 1 || got.Posts[0].ID != embedded().ID {
		t.Errorf("it has the posts %+v", got.Posts)
	}
	diff(t, "the caller's own posts", a.Posts, given)
	sound(t, s)
}

func TestAMergedPostMakesItsArticlesComeUpForFilingAgain(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	plain, live := embedding(outlet("tide.example", "PT"), "pt", 1, flattened()), embedding(outlet("dune.example", "MA"), "ar", 2, embedded())
	must(t, s.PutArticles(ctx, []news.Article{plain}, nil, 0))
	must(t, s.PutFilings(ctx, news.Decisions{Filings: []news.Filing{{Article: plain.ID, Incident: "A"}}}))
	must(t, s.PutArticles(ctx, []news.Article{live}, nil, 0))
	var ids []string
	for _, a := range all(t, s.Unfiled(ctx)) {
		ids = append(ids, a.ID)
	}
	diff(t, "unfiled", ids, []string{plain.ID, live.ID})
}

func TestAPostLeavesWithItsLastArticle(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	a := embedding(outlet("tide.example", "PT"), "pt", 1, embedded())
	must(t, s.PutArticles(ctx, []news.Article{a}, nil, 0))
	a.Posts, a.Blocks = nil, nil
	must(t, s.PutArticles(ctx, []news.Article{a}, nil, 0))
	if _, err := s.Post(ctx, embedded().ID); !errors.Is(err, news.ErrNotFound) {
		t.Errorf("the post is still there: %v", err)
	}
	sound(t, s)
}

func TestPostsAreListedByHowManyEmbedThem(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	other := news.Post{ID: "mastodon:social.example:7", Platform: news.Mastodon, Handle: "tide@social.example", Text: "Maré alta", Language: "pt"}
	one := embedding(outlet("tide.example", "PT"), "pt", 1, embedded(), other)
	two := embedding(outlet("dune.example", "MA"), "ar", 2, embedded())
	must(t, s.PutArticles(ctx, []news.Article{one, two}, nil, 0))
	must(t, s.PutFilings(ctx, news.Decisions{Filings: []news.Filing{{Article: one.ID, Incident: "A"}, {Article: two.ID, Incident: "B"}}}))
	for _, c := range []struct {
		filter news.PostFilter
		want   []string
	}{
		{news.PostFilter{}, []string{embedded().ID, other.ID}},
		{news.PostFilter{Platform: news.Mastodon}, []string{other.ID}},
		{news.PostFilter{Handle: "@ANAREIS"}, []string{embedded().ID}},
		{news.PostFilter{Language: "pt"}, []string{other.ID}},
		{news.PostFilter{Incident: "B"}, []string{embedded().ID}},
		{news.PostFilter{Incident: "nowhere"}, nil},
	} {
		var ids []string
		list := get[news.List[news.EmbeddedPost]](t)(s.Posts(ctx, c.filter))
		for _, p := range list.Rows {
			ids = append(ids, p.ID)
		}
		if !slices.Equal(ids, c.want) || list.Total != len(c.want) {
			t.Errorf("%+v: %q of %d, want %q", c.filter, ids, list.Total, c.want)
		}
	}
}
