package store

import (
	"testing"

	"parallax/news"
)

func FuzzFeedSpeaksOf(f *testing.F) {
	f.Add([]byte(`<link>https://www.tide.example/gone?a=1&amp;amp;b=2</link>`))
	f.Add([]byte(`{"url":"https:\/\/tide.example\/gone\u003fa"}]]>`))
	all := forgettings{{key: "tide.example", name: "tide.example", host: true}, {key: news.ArticleID("https://dune.example/1"), name: "https://dune.example/1"}}
	f.Fuzz(func(t *testing.T, body []byte) {
		all.in(&news.Page{URL: "https://other.example/feed", Body: body})
		whole := append(body[:len(body):len(body)], " https://dune.example/1 "...)
		if !all.in(&news.Page{URL: "https://other.example/feed", Body: whole}) {
			t.Errorf("%q doesn't speak of the address at its end", whole)
		}
	})
}
