package crawler

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestHeaderLinks(t *testing.T) {
	base, _ := url.Parse("https://tidewater.example/news/")
	for value, want := range map[string][]link{
		`<https://hub.example/>; rel=hub`: {{"https://hub.example/", "hub", ""}},
		`</feed>; rel="alternate  self"; title="a, b; <c>"; TYPE="application/RSS+xml" , <x>;rel=next`: {
			{"https://tidewater.example/feed", "alternate", "application/rss+xml"}, {"https://tidewater.example/feed", "self", "application/rss+xml"},
			{"https://tidewater.example/news/x", "next", ""}},
		`<a>; rel=one; rel=two`:        {{"https://tidewater.example/news/a", "one", ""}},
		`<a>; title="\"q\\"; rel=one`:  {{"https://tidewater.example/news/a", "one", ""}},
		`<a>; anchor; rel=one`:         {{"https://tidewater.example/news/a", "one", ""}},
		`<javascript:alert(1)>; rel=x`: nil,
		`<a`:                           nil,
		`<a>; rel="unended`:            {{"https://tidewater.example/news/a", "unended", ""}},
		`nonsense`:                     nil,
		``:                             nil,
	} {
		if diff := cmp.Diff(want, headerLinks([]string{value}, base), cmp.AllowUnexported(link{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", value, diff)
		}
	}
	if n := len(headerLinks([]string{strings.Repeat("<a>; rel=x,", 100_000)}, base)); n != maxLinks {
		t.Errorf("%d links taken, want %d", n, maxLinks)
	}
}

func FuzzHeaderLinks(f *testing.F) {
	f.Add(`<https://hub.example/>; rel="hub", </self>; rel=self; type=text/html`)
	f.Add(`<a>; title="\"q\\"; rel=one`)
	base, _ := url.Parse("https://tidewater.example/")
	f.Fuzz(func(t *testing.T, value string) {
		for _, l := range headerLinks([]string{value}, base) {
			if !strings.HasPrefix(l.address, "http") || l.rel == "" || strings.ContainsAny(l.rel, " \t") {
				t.Errorf("%+v", l)
			}
		}
	})
}
