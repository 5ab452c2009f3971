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
		{"https://example.org/a%2fb/%7euser/%d0%b0", "https://example.org/a%2Fb/~user/%D0%B0"},
		{"https://example.org/а", "https://example.org/%D0%B0"},
		{"https://example.org//news//1", "https://example.org/news//1"},
		{"https://example.org/a%20", "https://example.org/a"},
		{"https://example.org/a.do;jsessionid=0AF3?id=7", "https://example.org/a.do?id=7"},
		{"https://example.org/Default.aspx", "https://example.org/"},
		{"https://example.org/index.php?id=7", "https://example.org/index.php?id=7"},
		{"https://example.org/a/amp/", "https://example.org/a"},
		{"https://example.org/a.amp.html", "https://example.org/a.html"},
		{"https://example.org/a/amp.html?amp=1&outputType=amp", "https://example.org/a"},
		{"https://example.org/amp", "https://example.org/amp"},
		{"https://example.org/camp", "https://example.org/camp"},
		{"https://example.org/a?amp", "https://example.org/a"},
		{"https://example.org/a?amp=12345", "https://example.org/a?amp=12345"},
		{"https://example.org/a?ref=rss&src=twitter_main&ref=12345&from=lisbon", "https://example.org/a?ref=12345&from=lisbon"},
		{"https://www.google.com/amp/s/www.example.org/a/amp?usqp=x", "https://www.example.org/a"},
		{"https://www.google.co.uk/amp/example.org/a", "http://example.org/a"},
		{"https://www.google.com/amp/", "https://www.google.com/amp"},
		{"https://www-example-org.cdn.ampproject.org/c/s/www.example.org/a?id=7&amp_js_v=0.1", "https://www.example.org/a?id=7"},
		{"https://www-example-org.cdn.ampproject.org/i/s/www.example.org/p.jpg", "https://www-example-org.cdn.ampproject.org/i/s/www.example.org/p.jpg"},
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
	for _, same := range []string{"http://example.org/a/", "https://EXAMPLE.org/a?utm_medium=rss", "https://example.org:443/a#x",
		"https://www.example.org/a", "https://m.example.org/a", "https://amp.example.org/a/amp/", "https://mobile.example.org/a?mobile=1",
		"https://www.google.com/amp/s/amp.example.org/a"} {
		if got := news.ArticleID(same); got != id {
			t.Errorf("ArticleID(%q) = %q, want %q", same, got, id)
		}
	}
	for _, other := range []string{"https://example.org/b", "https://m.org/a", "https://news.example.org/a", "https://example.org/a?id=1"} {
		if news.ArticleID(other) == id {
			t.Errorf("another article, %s, has the same ID", other)
		}
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

func TestSourceIDIsOneForEveryFormOfASite(t *testing.T) {
	for address, want := range map[string]string{
		"https://www.example.org/a": "example.org", "http://m.example.org": "example.org", "https://amp.example.org/a": "example.org",
		"https://news.example.org/": "news.example.org", "https://m.org/": "m.org", "http://127.0.0.1:8080/": "127.0.0.1:8080", "nonsense": "",
	} {
		if got := news.SourceID(address); got != want {
			t.Errorf("SourceID(%q) = %q, want %q", address, got, want)
		}
	}
}

func FuzzCanonicalURL(f *testing.F) {
	for _, seed := range []string{"https://example.org/a%2fb;jsessionid=1?amp&x=%zz", "https://www.google.com/amp/s/a.b/c", "http://[::1]:80/%20", "urn:a:b", "https://a.b//amp.html/", "http://a.b/?%%370"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		c := news.CanonicalURL(raw)
		if again := news.CanonicalURL(c); c != "" && again != c {
			t.Errorf("%q becomes %q, and that %q", raw, c, again)
		}
		if (c == "") != (news.ArticleID(raw) == "") {
			t.Errorf("%q: canonical %q, ID %q", raw, c, news.ArticleID(raw))
		}
	})
}
