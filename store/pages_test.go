package store_test

import (
	"testing"

	"parallax/news"
)

func TestPagesComeBackAsTheyWere(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	src := outlet("tide.example", "PT")
	pages := []news.Page{page(src, 1), page(src, 2), page(src, 3)}
	pages[1].FinalURL = "https://tide.example/other place"
	pages[1].Header = [][2]string{{"Content-Encoding", "gzip"}, {"Content-Length", "7"}, {"X-Note", "a: b"}, {"X-Empty", ""}}
	pages[2].URL, pages[2].FinalURL, pages[2].Status, pages[2].Header = "urn:sha256:ab", "urn:sha256:ab", 0, nil
	pages[2].Body, pages[2].Item = []byte("{\"a\":1}\r\n\r\nb\x00\xff"), news.Item{}
	must(t, s.PutPages(t.Context(), pages))
	for i := range pages {
		if pages[i].Seq != int64(i+1) {
			t.Errorf("page %d has the number %d", i+1, pages[i].Seq)
		}
	}
	diff(t, "pages", all(t, s.Pages(t.Context(), 0)), pages)
	diff(t, "pages after 2", all(t, s.Pages(t.Context(), 2)), pages[2:])
	must(t, s.Close())
	diff(t, "pages of the reopened store", all(t, open(t, dir).Pages(t.Context(), 0)), pages)
}
