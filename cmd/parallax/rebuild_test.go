package main

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parallax/language"
	"parallax/news"
	"parallax/testdata/newsroom"
)

// shortPage is a page with one article, enough for extraction.
func shortPage(n int) news.Page {
	address := fmt.Sprintf("https://tide.example/%d", n)
	body := fmt.Sprintf(`<html lang="en"><head><title>Gauge number %d</title></head><body><article><h1>Gauge number %d</h1>
<p>The tidal gauge with the number %d was read at dawn by the keeper of the lighthouse, who writes the height of the water down.</p>
<p>It stood %d centimetres above the mark of the year before, and nobody in the village remembers it so high in a month of March.</p>
</article></body></html>`, n, n, n, n)
	return news.Page{URL: address, FinalURL: address, Status: 200, ContentType: "text/html", Body: []byte(body),
		Fetched: newsroomClock()(), Source: news.Source{ID: "tide.example", Name: "Tide", Host: "tide.example"}}
}

// storedPages makes a data folder with some pages in its archive and everything derived from them. It returns where
// each page ends in the archive's only file.
func storedPages(t *testing.T, data string, pages int) (ends []int64) {
	t.Helper()
	f, err := dataFlag{data}.open(t.Context(), slog.New(slog.DiscardHandler), newsroomClock(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for n := range pages {
		if err := f.store.PutPages(t.Context(), []news.Page{shortPage(n)}); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(onlyWARC(data))
		if err != nil {
			t.Fatal(err)
		}
		ends = append(ends, info.Size())
	}
	if err := f.pipeline.advance(t.Context()); err != nil {
		t.Fatal(err)
	}
	return ends
}

func onlyWARC(data string) string { return filepath.Join(data, "pages", "parallax-000001.warc.gz") }

// command runs one command line in this process.
func command(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e strings.Builder
	code = run(t.Context(), args, streams{strings.NewReader(""), &o, &e})
	return code, o.String(), e.String()
}

// A byte that the disk has spoilt costs the one page it lies in. Everything derived is dropped and made again around
// it, and the index doesn't go on to find what isn't there.
func TestRebuildPassesOverADamagedPage(t *testing.T) {
	data := t.TempDir()
	ends := storedPages(t, data, 3)
	content, err := os.ReadFile(onlyWARC(data))
	if err != nil {
		t.Fatal(err)
	}
	content[ends[0]+40] ^= 0xff
	if err := os.WriteFile(onlyWARC(data), content, 0o666); err != nil {
		t.Fatal(err)
	}
	code, _, errs := command(t, "rebuild", "--data", data)
	if code != exitDone || !strings.Contains(errs, "passed over") || !strings.Contains(errs, "rebuilt 2 articles") {
		t.Fatalf("rebuild exits with %d and says:\n%s", code, errs)
	}
	code, out, errs := command(t, "check", "--data", data)
	if code != exitFailed || strings.Count(out, "\n") != 1 || !strings.Contains(out, "page 2 can't be read back") {
		t.Errorf("check exits with %d and says:\n%s%s", code, out, errs)
	}
	if _, _, errs := command(t, "search", "--data", data, "gauge"); !strings.Contains(errs, "2 found") {
		t.Errorf("search says:\n%s", errs)
	}
}

// Damage to what rebuild is about to drop must not keep it from dropping it.
func TestRebuildMendsDamagedRecords(t *testing.T) {
	data := t.TempDir()
	storedPages(t, data, 2)
	db, err := sql.Open("sqlite", filepath.Join(data, "parallax.db"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`UPDATE bodies SET body = x'00'`); err != nil {
		t.Fatal(err)
	}
	db.Close()
	if code, out, _ := command(t, "check", "--data", data); code != exitFailed || !strings.Contains(out, "can't be read") {
		t.Errorf("check of damaged records exits with %d and says:\n%s", code, out)
	}
	if code, _, errs := command(t, "rebuild", "--data", data); code != exitDone {
		t.Errorf("rebuild exits with %d and says:\n%s", code, errs)
	}
	if code, out, errs := command(t, "check", "--data", data); code != exitDone {
		t.Errorf("check after the rebuild exits with %d and says:\n%s%s", code, out, errs)
	}
}

// An article that claims to be from the year 2100 must not push everything else out of the live window.
func TestADateInTheFutureIsNotBelieved(t *testing.T) {
	detector, err := language.New(language.Options{})
	if err != nil {
		t.Fatal(err)
	}
	page := shortPage(1)
	page.Item.Published = page.Fetched.AddDate(74, 0, 0)
	r := (&pipeline{language: detector}).read(page, nil)
	if r.problem != nil || !r.article.Published.IsZero() {
		t.Errorf("published %v, problem %v; want an article without a date", r.article.Published, r.problem)
	}
	page.Item.Published = page.Fetched.Add(time.Hour)
	if r := (&pipeline{language: detector}).read(page, nil); !r.article.Published.Equal(page.Item.Published) {
		t.Errorf("published %v, want %v: an hour ahead is a clock that goes wrong", r.article.Published, page.Item.Published)
	}
}

// What an article said before is in the archive: a rebuild derives the same versions.
func TestRebuildKeepsVersions(t *testing.T) {
	data := t.TempDir()
	storedPages(t, data, 2)
	f, err := dataFlag{data}.open(t.Context(), slog.New(slog.DiscardHandler), newsroomClock(), nil)
	if err != nil {
		t.Fatal(err)
	}
	edit := func(hours int, old, new string) {
		page := shortPage(1)
		page.Fetched = page.Fetched.Add(time.Duration(hours) * time.Hour)
		page.Body = []byte(strings.ReplaceAll(string(page.Body), old, new))
		if err := errors.Join(f.store.PutPages(t.Context(), []news.Page{page}), f.pipeline.advance(t.Context())); err != nil {
			t.Fatal(err)
		}
	}
	edit(1, "<article>", "<article> ")
	edit(2, "lighthouse", "harbour")
	edit(3, "Gauge number", "Gauge")
	edit(-1, "at dawn", "at noon") // archived last, though it was fetched first
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	before := exported(t, data)
	if n := strings.Count(before, "seen:"); n != 3 || !strings.Contains(before, "revised:") {
		t.Errorf("%d versions are exported, want 3:\n%s", n, before)
	}
	if code, _, errs := command(t, "rebuild", "--data", data); code != exitDone {
		t.Fatal(errs)
	}
	if diff := cmp.Diff(before, exported(t, data)); diff != "" {
		t.Errorf("after the rebuild (-before +after):\n%s", diff)
	}
}

// exported is what export writes of a data folder's articles, without how they are filed.
func exported(t *testing.T, data string) string {
	t.Helper()
	code, out, errs := command(t, "export", "--data", data)
	if code != exitDone {
		t.Fatal(errs)
	}
	var lines strings.Builder
	for line := range strings.Lines(out) {
		var a map[string]any
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		delete(a, "incident")
		delete(a, "copy_of")
		fmt.Fprintln(&lines, a)
	}
	return lines.String()
}

// A search says when the index lacks what the store has.
func TestSearchSaysThatTheIndexIsBehind(t *testing.T) {
	data := t.TempDir()
	storedPages(t, data, 1)
	f, err := dataFlag{data}.open(t.Context(), slog.New(slog.DiscardHandler), newsroomClock(), nil)
	if err != nil {
		t.Fatal(err)
	}
	err = errors.Join(f.store.PutPages(t.Context(), []news.Page{shortPage(7)}), f.pipeline.extract(t.Context(), func() error { return nil }), f.Close())
	if err != nil {
		t.Fatal(err)
	}
	if _, _, errs := command(t, "search", "--data", data, "gauge"); !strings.Contains(errs, "the search index is behind") || !strings.Contains(errs, "1 found") {
		t.Errorf("search says:\n%s", errs)
	}
	if code, _, errs := command(t, "check", "--data", data); code != exitDone || !strings.Contains(errs, "1 articles wait") {
		t.Errorf("check exits with %d and says:\n%s", code, errs)
	}
}

// Articles arrive in another order than they were written, and each decision depends on those before it. A rebuild makes the
// decisions in the same order, so that articles stay under the incident they were under, by its ID; a few may go elsewhere
// since posts that were known by their text alone are known by their number from the start. A second rebuild has nothing to
// know better. No link to an incident dies.
func TestRebuildKeepsIncidents(t *testing.T) {
	data := t.TempDir()
	deriveStraight(t, data, shuffledPages(t))
	before, ids := incidentsByArticle(t, data)
	rebuilt := func() map[string]string {
		if code, _, errs := command(t, "rebuild", "--data", data); code != exitDone {
			t.Fatal(errs)
		}
		filed, _ := incidentsByArticle(t, data)
		return filed
	}
	after := rebuilt()
	if moved := elsewhere(before, after); len(after) != len(before) || moved > len(before)/20 {
		t.Errorf("%d of %d articles are under another incident after a rebuild, and %d articles are left", moved, len(before), len(after))
	}
	if diff := cmp.Diff(after, rebuilt()); diff != "" {
		t.Errorf("the second rebuild changes decisions (-first +second):\n%s", diff)
	}
	st, err := dataFlag{data}.reading(t.Context(), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	for _, id := range ids {
		if _, err := st.Incident(t.Context(), id); err != nil {
			t.Errorf("the incident %s was there before the rebuild: %v", id, err)
		}
	}
}

// deriveStraight derives everything from pages that come in some chunks to one process.
func deriveStraight(t *testing.T, data string, pages []news.Page) {
	t.Helper()
	f, err := dataFlag{data}.open(t.Context(), slog.New(slog.DiscardHandler), newsroomClock(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for chunk := range slices.Chunk(pages, 30) {
		if err := errors.Join(f.store.PutPages(t.Context(), chunk), f.pipeline.advance(t.Context())); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// elsewhere counts the articles that are filed under another incident than before, or not at all.
func elsewhere(before, after map[string]string) (n int) {
	for article, incident := range before {
		if after[article] != incident {
			n++
		}
	}
	return n
}

// incidentsByArticle reads where the articles of a data folder are filed, and the IDs of all its incidents.
func incidentsByArticle(t *testing.T, data string) (filed map[string]string, incidents []string) {
	t.Helper()
	st, err := dataFlag{data}.reading(t.Context(), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	filed = map[string]string{}
	for a, err := range st.EachArticle(t.Context(), "") {
		if err != nil {
			t.Fatal(err)
		}
		filed[a.ID] = a.Incident.ID
	}
	for i, err := range st.EachIncident(t.Context(), "") {
		if err != nil {
			t.Fatal(err)
		}
		incidents = append(incidents, i.ID)
	}
	return filed, incidents
}

// shuffledPages are the newsroom's pages in an order of no meaning, which is the same in every run. A crawl's order isn't, nor
// its port, on which the IDs of articles depend: both change decisions.
func shuffledPages(t *testing.T) []news.Page {
	t.Helper()
	const port = "18080"
	room, err := newsroom.Load()
	if err != nil {
		t.Fatal(err)
	}
	handler, err := room.Handler()
	if err != nil {
		t.Fatal(err)
	}
	sources := map[string]news.Source{}
	all, _ := room.Sources(port)
	for _, s := range all {
		sources[s.Host] = s
	}
	var pages []news.Page
	for _, a := range room.Articles {
		host := a.Outlet.Host(port)
		address := "http://" + host + a.Path()
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, address, nil))
		pages = append(pages, news.Page{
			URL: address, FinalURL: address, Status: answer.Code, ContentType: answer.Header().Get("Content-Type"),
			Body: answer.Body.Bytes(), Fetched: newsroom.PressTime, Source: sources[host],
			Item: news.Item{URL: address, Source: sources[host].ID, Title: a.Title, Language: a.Outlet.Language, Published: a.Published},
		})
	}
	random := rand.New(rand.NewPCG(3, 4))
	random.Shuffle(len(pages), func(i, j int) { pages[i], pages[j] = pages[j], pages[i] })
	return pages
}
