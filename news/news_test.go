package news_test

import (
	"testing"

	"parallax/news"
)

func TestCanonicalURL(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"HTTPS://User:Pw@WWW.Example.org:443/a/b/?utm_source=x&id=3#top", "https://www.example.org/a/b?id=3"},
		{"http://example.org", "http://example.org/"},
		{"http://example.org:80/index.html", "http://example.org/"},
		{"http://127.0.0.1:8080/x/?fbclid=1", "http://127.0.0.1:8080/x"},
		{"https://example.org/?b=2&a=1", "https://example.org/?b=2&a=1"},
		{"https://example.org/%D0%B0/", "https://example.org/%D0%B0"},
		{"urn:sha256:ab", "urn:sha256:ab"},
		{"javascript:alert(1)", ""},
		{"/relative", ""},
		{"http://", ""},
		{"http://[::1", ""},
	} {
		if got := news.CanonicalURL(c.in); got != c.want {
			t.Errorf("CanonicalURL(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestArticleIDIsOneForEveryAddressOfAnArticle(t *testing.T) {
	id := news.ArticleID("https://example.org/a")
	if len(id) != 16 {
		t.Fatalf("ID %q has %d characters, want 16", id, len(id))
	}
	for _, same := range []string{"http://example.org/a/", "https://EXAMPLE.org/a?utm_medium=rss", "https://example.org:443/a#x"} {
		if got := news.ArticleID(same); got != id {
			t.Errorf("ArticleID(%q) = %q, want %q", same, got, id)
		}
	}
	if news.ArticleID("https://example.org/b") == id {
		t.Error("two articles share an ID")
	}
	if got := news.ArticleID("not an address"); got != "" {
		t.Errorf("ArticleID of nonsense = %q, want empty", got)
	}
}

func TestUnaddressedPostsAreRecognizedAcrossPages(t *testing.T) {
	a := news.UnaddressedPostID(news.Twitter, "@RealName", "It is down… and having an impact. https://t.co/x")
	b := news.UnaddressedPostID(news.Twitter, "realname", "It is down - and having an impact.")
	if a != b {
		t.Errorf("one post, two IDs: %s, %s", a, b)
	}
	if a == news.UnaddressedPostID(news.Twitter, "realname", "Yes") {
		t.Error("two posts share an ID")
	}
	if news.ContentKey(news.Twitter, "realname", "Yes") != "" {
		t.Error("a three-letter text is taken for recognizable")
	}
	p := news.Post{ID: a}
	if p.Addressed() {
		t.Error("a post without address claims to have one")
	}
}
