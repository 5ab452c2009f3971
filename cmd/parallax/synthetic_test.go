package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"html"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"parallax/news"
	"parallax/testdata/newsroom"
)

// A synthetic world publishes as many articles as one likes, always the same ones. Their sentences are those of the newsroom's
// articles, in their languages, with words of no meaning in them so that a vocabulary grows as that of news does. Each
// tells of one of the incidents that go on, which have names of their own, last for two days and are told by four articles, of outlets of
// many countries. It is paced as if a million articles came in four months.
type synthetic struct {
	sentences map[string][]string // by language
	languages []string
	hosts     int
	begins    time.Time
	pace      time.Duration // between one publication and the next
	beside    int           // articles that are published while one incident is told
}

func newSynthetic(t testing.TB) *synthetic {
	t.Helper()
	room, err := newsroom.Load()
	if err != nil {
		t.Fatal(err)
	}
	w := &synthetic{sentences: map[string][]string{}, hosts: 500, begins: newsroom.PressTime, pace: 10 * time.Second}
	w.paced(w.pace)
	for _, a := range room.Articles {
		for paragraph := range strings.SplitSeq(a.Text(), "\n\n") {
			w.sentences[a.Outlet.Language] = append(w.sentences[a.Outlet.Language], paragraph)
		}
	}
	for language := range w.sentences {
		w.languages = append(w.languages, language)
	}
	slices.Sort(w.languages)
	return w
}

// paced sets the time between two publications.
func (w *synthetic) paced(pace time.Duration) {
	w.pace, w.beside = pace, max(1, int(48*time.Hour/pace))
}

// name is a word that nobody has used before: the number in syllables.
func name(n int) string {
	var b strings.Builder
	for n = n*7919 + 104729; n > 0; n /= 60 {
		b.WriteString([]string{"k", "v", "t", "l", "m", "r", "s", "d", "n", "b"}[n%10] + []string{"a", "e", "i", "o", "u", "ai"}[n%60/10])
	}
	return strings.ToUpper(b.String()[:1]) + b.String()[1:]
}

// A told article is one of a synthetic world's.
type told struct {
	outlet      int
	path, title string
	name        string // that only the articles on its incident have
	language    string
	at          time.Time
	html        []byte
}

// article is the one with a number.
func (w *synthetic) article(n int) told {
	random := rand.New(rand.NewPCG(7, uint64(n)))
	zipf := rand.NewZipf(random, 1.1, 8, 400_000)
	language := w.languages[random.IntN(len(w.languages))]
	incident := (n + random.IntN(w.beside)) / 4
	person, place, firm := name(3*incident), name(3*incident+1), name(3*incident+2)
	title := fmt.Sprintf("%s %s: %s", person, place, w.sentence(random, language, 8))
	var body strings.Builder
	for range 8 + random.IntN(8) {
		fmt.Fprintf(&body, "<p>%s %s %s, %s %s.</p>\n", html.EscapeString(w.sentence(random, language, 40)), person, place, firm, name(int(zipf.Uint64())+1_000_000))
	}
	a := told{outlet: random.IntN(w.hosts), path: fmt.Sprintf("/%s/%d", strings.ToLower(place), n), title: title, name: person, language: language, at: w.begins.Add(time.Duration(n) * w.pace)}
	a.html = fmt.Appendf(nil, syntheticPage, language, html.EscapeString(title), a.at.Format(time.RFC3339), navigation(fmt.Sprint("paper", a.outlet)),
		html.EscapeString(title), body.String(), navigation(place))
	return a
}

// page is what an article looks like at its publisher's.
func (w *synthetic) page(n int) news.Page {
	a := w.article(n)
	host := fmt.Sprintf("paper%d.example", a.outlet)
	address := "https://" + host + a.path
	return news.Page{URL: address, FinalURL: address, Fetched: a.at.Add(time.Minute), Status: 200, ContentType: "text/html; charset=utf-8",
		Header: [][2]string{{"Content-Type", "text/html; charset=utf-8"}}, Source: news.Source{ID: host, Host: host}, Body: a.html}
}

const syntheticPage = `<!DOCTYPE html><html lang="%s"><head><meta charset="utf-8"><title>%s</title>
<meta property="article:published_time" content="%s"><link rel="stylesheet" href="/main.css"><script>window.dataLayer=[];</script></head>
<body><header><nav><ul>%s</ul></nav></header><main><article><h1>%s</h1><div class="body">%s</div></article>
<aside class="related"><ul>%s</ul></aside></main><footer><p>© All rights reserved.</p></footer></body></html>`

// navigation is what stands around an article.
func navigation(of string) string {
	var b strings.Builder
	for i := range 25 {
		fmt.Fprintf(&b, `<li class="item"><a href="/%s/%d"><span>%s %d</span></a></li>`, of, i, of, i)
	}
	return b.String()
}

// sentence is one of the newsroom's in a language, cut to some words.
func (w *synthetic) sentence(random *rand.Rand, language string, words int) string {
	all := w.sentences[language]
	fields := strings.Fields(all[random.IntN(len(all))])
	return strings.Join(fields[:min(len(fields), words)], " ")
}

// writeWARC writes the first articles as Common Crawl publishes news: one gzip member for each record.
func (w *synthetic) writeWARC(out io.Writer, articles int) error {
	var member bytes.Buffer
	z := gzip.NewWriter(&member)
	for n := range articles {
		p := w.page(n)
		block := fmt.Appendf(nil, "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s", p.ContentType, len(p.Body), p.Body)
		member.Reset()
		z.Reset(&member)
		fmt.Fprintf(z, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%012d>\r\nWARC-Date: %s\r\n"+
			"WARC-Target-URI: %s\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
			n, p.Fetched.UTC().Format(time.RFC3339), p.URL, len(block), block)
		if err := z.Close(); err != nil {
			return err
		}
		if _, err := out.Write(member.Bytes()); err != nil {
			return err
		}
	}
	return nil
}
