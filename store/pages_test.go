package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parallax/news"
	"parallax/store"
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

// Importing a WARC file twice, or the archive's own files, must not grow the archive.
func TestAPageArchivedAgainIsOnePage(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	pages := []news.Page{page(outlet("tide.example", "PT"), 1), page(outlet("tide.example", "PT"), 2)}
	must(t, s.PutPages(t.Context(), pages))
	before := size(t, filepath.Join(dir, firstWARC))
	later := page(outlet("tide.example", "PT"), 1)
	later.Fetched = later.Fetched.Add(time.Hour)
	again := []news.Page{pages[1], later, pages[0]}
	for i := range again {
		again[i].Seq = 0
	}
	must(t, s.PutPages(t.Context(), again[:1]))
	if after := size(t, filepath.Join(dir, firstWARC)); after != before || again[0].Seq != pages[1].Seq {
		t.Errorf("the archive has grown from %d bytes to %d; the page has number %d, want %d", before, after, again[0].Seq, pages[1].Seq)
	}
	must(t, s.PutPages(t.Context(), again))
	got := all(t, s.Pages(t.Context(), 0))
	if len(got) != 3 || again[1].Seq != 3 || again[2].Seq != pages[0].Seq {
		t.Errorf("the archive has %d pages, want the two and the one fetched later; numbers %d and %d", len(got), again[1].Seq, again[2].Seq)
	}
	sound(t, s)
}

// One damaged page must not hide those behind it, and must be told apart from a broken disk.
func TestPagesGoOnBehindADamagedOne(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	file := filepath.Join(dir, firstWARC)
	src := outlet("tide.example", "PT")
	must(t, s.PutPages(t.Context(), []news.Page{page(src, 1)}))
	start := size(t, file)
	must(t, s.PutPages(t.Context(), []news.Page{page(src, 2)}))
	must(t, s.PutPages(t.Context(), []news.Page{page(src, 3)}))
	content, err := os.ReadFile(file)
	must(t, err)
	content[start+30] ^= 0xff
	must(t, os.WriteFile(file, content, 0o666))
	var read []int64
	for p, err := range s.Pages(t.Context(), 0) {
		switch {
		case err == nil:
			read = append(read, p.Seq)
		case p.Seq != 2 || !errors.Is(err, store.ErrDamaged):
			t.Errorf("page %d: %v", p.Seq, err)
		}
	}
	diff(t, "pages", read, []int64{1, 3})
}

// A record that SQLite can't read as JSON is a finding like any other: the checks behind it are made.
func TestCheckNamesRecordsThatAreNoJSON(t *testing.T) {
	ctx := t.Context()
	dir := t.TempDir()
	s := open(t, dir)
	a := article(outlet("tide.example", "PT"), "pt", 1)
	must(t, s.PutArticles(ctx, []news.Article{a}, nil, 0))
	must(t, s.PutFilings(ctx, news.Decisions{Filings: []news.Filing{{Article: a.ID, Incident: news.IncidentID(a.ID)}}}))
	must(t, s.Close())
	meddle(t, dir, `UPDATE incidents SET body = '{'`)
	wrong := get[[]string](t)(open(t, dir).Check(ctx))
	if len(wrong) == 0 || !strings.Contains(strings.Join(wrong, "\n"), "parallax rebuild") {
		t.Errorf("check finds %q", wrong)
	}
}
