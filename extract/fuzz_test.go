package extract

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// The parsers of what publishers send are fuzzed one by one, for what breaks them seldom gets through a whole page.

func FuzzDecode(f *testing.F) {
	f.Add([]byte("<meta charset=windows-1251>\xcf\xf0\xe8\xe2\xe5\xf2"), "text/html; charset=koi8-r")
	f.Add([]byte("\xff\xfe<\x00p\x00>\x00"), "text/html")
	f.Add([]byte("<\x00p\x00>\x00a\x00 \x00p\x00a\x00g\x00e\x00"), "")
	f.Add([]byte("\x1b$B%3\x1b(B"), "text/html; charset=iso-2022-jp")
	f.Add([]byte("caf\xc3\xa9 caf\xe9 \x00"), "text/html; charset=\"")
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		page := decode(body, contentType)
		if !utf8.Valid(page) || bytes.IndexByte(page, 0) >= 0 {
			t.Errorf("%q as %q is %q", body, contentType, page)
		}
	})
}

func FuzzLinkedData(f *testing.F) {
	f.Add(`{"@graph":[{"@type":"NewsArticle","headline":"a","author":[{"@id":"#x"},{"givenName":"A","familyName":"B"}]},{"@id":"#x","name":["C"]}]}`)
	f.Add("<!--{\"@type\":[\"Article\"],\"name\":\"a\nb\",\"image\":{\"url\":[\"https://a.example/\"]}};-->")
	f.Add(`[[[[[[[[{"@type":"Article"}]]]]]]]]`)
	f.Add(`{"@id":1,"name":null,"@type":{"@value":"Article"},"author":{"name":{"name":"x"}}}`)
	f.Fuzz(func(t *testing.T, script string) {
		g := linkedData([]string{script, script})
		for _, a := range g.articles {
			if !a.isArticle() {
				t.Errorf("%v is no article", a)
			}
			for _, s := range []string{a.text("headline", "name"), a.text("articleBody"), a.text("publisher")} {
				if s != tidy(s) {
					t.Errorf("untidy %q", s)
				}
			}
			g.people(a["author"])
			a.address("image")
		}
	})
}

func FuzzDates(f *testing.F) {
	for _, s := range []string{"2017-11-03T10:00:00+01:00", "November 3, 2017", "3 de noviembre de 2017", "2017年11月3日", "令和5年11月3日", "٣ نوفمبر ٢٠١٧",
		"۱۲ آبان ۱۳۹۶", "3 พ.ย. 2560", "03.11.17", "ngày 3 tháng 11 năm 2017", "كانون الثاني 3 2017", "[\"2017-11-03\"]", "00 \"11-03T10:00:00+01:00", "1509696000000", "3 พ." + strings.Repeat("\x86", 2*longestDate)} {
		f.Add(s, "en-US")
		f.Add(s, "")
	}
	f.Fuzz(func(t *testing.T, s, language string) {
		for _, d := range []time.Time{parseTime(s, language), dateInside(s, language), dateInURL(s), scriptDate([]byte(s))} {
			if y := d.Year(); !d.IsZero() && (y < 1989 || y > 2101) {
				t.Errorf("%q is read as %v", s, d)
			}
		}
		if _, rest, ok := scanDate(s, language); !ok && rest != s {
			t.Errorf("%q holds no date but leaves %q", s, rest)
		}
	})
}

func FuzzPosts(f *testing.F) {
	f.Add(`\u003cblockquote class=\"twitter-tweet\"\u003e<p lang=en>x</p>&mdash; A (@b) <a href=\"https:\/\/twitter.com\/b\/status\/1720868212712612345\">November 4, 2023</a></blockquote>`)
	f.Add(`&lt;blockquote class=&quot;twitter-video&quot; data-tweet-id=20&gt;</blockquote>`)
	f.Add("it was fine — A B (@abc) November 3, 2017 and — C (@def) 3 noviembre 2017")
	f.Add("https://web.archive.org/web/2020/https://x.com/i/status/1720868212712612345")
	f.Add("at://did:plc:abc/app.bsky.feed.post/3kabc")
	f.Add("https://platform.twitter.com/embed/Tweet.html#id=1720868212712612345")
	f.Add("//www.facebook.com/plugins/post.php?href=https%3A%2F%2Ftwitframe.com%2F%3Furl%3D")
	f.Fuzz(func(t *testing.T, s string) {
		found := embedsInMarkup(unescape(s))
		if e, ok := addressed(s); ok {
			found = append(found, e)
		}
		tweets, rest := splitAttributions(s, "en")
		if len(rest) > len(s) {
			t.Errorf("%q leaves %q", s, rest)
		}
		for _, a := range tweets {
			found = append(found, a.embed(a.text))
		}
		for i := range found {
			if p := &found[i].post; p.ID == "" || p.Platform == "" {
				t.Errorf("a post of %q without ID or platform: %+v", s, p)
			}
		}
	})
}
