package export_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"
	"pgregory.net/rapid"

	"parallax/export"
	"parallax/news"
)

func TestExcerpts(t *testing.T) {
	sentence := "The harbour master said on Monday that the quay would stay closed until the cavity is filled. " // 94
	for name, c := range map[string]struct{ text, end string }{
		"nothing":              {"", ""},
		"short":                {"The dam held.", "The dam held."},
		"at a sentence":        {strings.Repeat(sentence, 4), "until the cavity is filled. …"},
		"at a word":            {strings.Repeat("and so on ", 50), "and so on and so…"},
		"without spaces":       {strings.Repeat("x", 500), "xxxx…"},
		"Chinese":              {strings.Repeat("市长周一表示，码头将继续关闭。", 30), "码头将继续关闭。 …"},
		"Thai":                 {strings.Repeat("ท่าเรือยังคงปิดอยู่", 40), "…"},
		"Arabic":               {strings.Repeat("قال رئيس الميناء إن الرصيف سيبقى مغلقًا. ", 20), "سيبقى مغلقًا. …"},
		"families":             {strings.Repeat("👩‍👩‍👧‍👦", 200), "👩‍👩‍👧‍👦…"},
		"marks without end":    {"Z" + strings.Repeat("\u0300", 40_000) + "algo", "…"},
		"nothing with a width": {strings.Repeat("\u200b", 5000), "…"},
		"two paragraphs":       {strings.Repeat(sentence, 2) + "\n\n" + strings.Repeat(sentence, 2), "until the cavity is filled. …"},
	} {
		got := export.Excerpt(c.text)
		if !strings.HasSuffix(got, c.end) {
			t.Errorf("%s: ends in %q, want %q", name, got[max(0, len(got)-60):], c.end)
		}
		if again := export.Excerpt(got); again != got {
			t.Errorf("%s: an excerpt of the excerpt is another one: %q, then %q", name, got, again)
		}
	}
}

// TestExcerptsBreakNothing cuts texts of all kinds.
func TestExcerptsBreakNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		piece := rapid.SampledFrom([]string{"word", " ", ". ", "。", "字", "e\u0301", "👩‍👩‍👧‍👦", "\n\n", "नमस्ते", "ก็", "\r\n", "ـ", "🇫🇷", "\u0301", "a"})
		text := strings.Join(rapid.SliceOfN(piece, 0, 600).Draw(t, "text"), "")
		got := export.Excerpt(text)
		body := strings.TrimSuffix(strings.TrimSuffix(got, "…"), " ")
		switch {
		case got == text:
			if uniseg.StringWidth(text) > 2*export.ExcerptLength {
				t.Fatalf("a long text isn't cut: %q", text)
			}
		case !strings.HasPrefix(text, body):
			t.Fatalf("%q isn't the beginning of %q", got, text)
		case uniseg.GraphemeClusterCount(got) > export.ExcerptLength:
			t.Fatalf("%q is too long", got)
		case uniseg.GraphemeClusterCount(body)+uniseg.GraphemeClusterCount(text[len(body):]) != uniseg.GraphemeClusterCount(text):
			t.Fatalf("a character is cut in two: %q in %q", got, text)
		case !utf8.ValidString(got):
			t.Fatalf("%q is no UTF-8", got)
		}
	})
}

func TestPolicyCuts(t *testing.T) {
	long := strings.Repeat("The dam held, the mayor said. ", 20)
	whole := news.Article{
		ID: "a", Source: news.Source{ID: "tide.example"}, Title: "Dam holds", Lead: long, Text: long, Blocks: []news.Block{{Type: news.BlockParagraph, Text: long}},
		Posts: []news.Post{{ID: "1", Text: long, Author: "Ada"}}, Versions: []news.Version{{Title: "Dam breaks", Lead: long, Text: long}},
	}
	kept := whole
	cut := export.Excerpt(long)
	excerpt, metadata := whole, whole
	excerpt.Lead, excerpt.Text, excerpt.Blocks, excerpt.Rights = cut, cut, nil, news.RightsExcerpt
	excerpt.Posts, excerpt.Versions = []news.Post{{ID: "1", Text: cut, Author: "Ada"}}, []news.Version{{Title: "Dam breaks", Lead: cut, Text: cut}}
	metadata.Lead, metadata.Text, metadata.Blocks, metadata.Rights = "", "", nil, news.RightsMetadata
	metadata.Posts, metadata.Versions = []news.Post{{ID: "1", Author: "Ada"}}, []news.Version{{Title: "Dam breaks"}}
	full := whole
	full.Rights = news.RightsFull
	sources := func(r news.Rights) map[string]news.Rights { return map[string]news.Rights{"tide.example": r} }
	for name, c := range map[string]struct {
		policy export.Policy
		given  news.Article
		want   news.Article
	}{
		"nothing said":                 {export.Policy{}, whole, full},
		"excerpt":                      {export.Policy{Default: news.RightsExcerpt}, whole, excerpt},
		"metadata":                     {export.Policy{Default: news.RightsMetadata}, whole, metadata},
		"a source that allows more":    {export.Policy{news.RightsMetadata, sources(news.RightsFull)}, whole, full},
		"a source that allows less":    {export.Policy{news.RightsFull, sources(news.RightsMetadata)}, whole, metadata},
		"another source":               {export.Policy{news.RightsExcerpt, map[string]news.Rights{"ebb.example": news.RightsFull}}, whole, excerpt},
		"it came cut":                  {export.Policy{}, excerpt, excerpt},
		"it came cut and is cut again": {export.Policy{Default: news.RightsMetadata}, excerpt, metadata},
		"a right that nobody knows":    {export.Policy{Default: "some"}, whole, func() news.Article { a := metadata; a.Rights = "some"; return a }()},
	} {
		if d := cmp.Diff(c.want, c.policy.Article(c.given)); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
	if d := cmp.Diff(kept, whole); d != "" {
		t.Errorf("the article itself has changed (-want +got):\n%s", d)
	}
	if q := (export.Policy{Default: news.RightsExcerpt}).Quotable(whole); q.Text != long {
		t.Error("an article that may be quoted is cut")
	}
	if q := (export.Policy{Default: news.RightsMetadata}).Quotable(whole); q.Text+q.Lead+q.Posts[0].Text != "" {
		t.Error("an article that may not be quoted has a text")
	}
	post := news.EmbeddedPost{Post: news.Post{ID: "1", Text: long}}
	for r, want := range map[news.Rights]string{news.RightsFull: long, news.RightsExcerpt: cut, news.RightsMetadata: ""} {
		if got := (export.Policy{Default: r}).Post(post); got.Text != want || got.Rights != r {
			t.Errorf("post by %s: %q, %s", r, got.Text, got.Rights)
		}
	}
}
