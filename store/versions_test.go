package store_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"parallax/news"
	"parallax/store"
)

// readAgain is article(src, "pt", 1) with another text, read some hours after the first time.
func readAgain(hours int, text string) news.Article {
	a := article(outlet("tide.example", "PT"), "pt", 1)
	a.Text, a.Blocks = text, nil
	a.Fetched = a.Fetched.Add(time.Duration(hours) * time.Hour)
	return a
}

// said are the wordings of an article in order, each with the hours between the first reading and its own.
func said(t *testing.T, s *store.Store) (all []string) {
	t.Helper()
	first := readAgain(0, "").Fetched
	a := get[news.Article](t)(s.Article(t.Context(), readAgain(0, "").ID))
	for _, v := range a.Versions {
		all = append(all, fmt.Sprintf("%v %s", v.Seen.Sub(first).Hours(), v.Text))
	}
	if a.Revised.IsZero() {
		a.Revised = a.Fetched
	}
	return append(all, fmt.Sprintf("%v %s", a.Revised.Sub(first).Hours(), a.Text))
}

func TestEditsBecomeVersions(t *testing.T) {
	s := open(t, t.TempDir())
	read := func(hours int, text string, want ...string) {
		t.Helper()
		must(t, s.PutArticles(t.Context(), []news.Article{readAgain(hours, text)}, nil, 0))
		diff(t, "what it said", said(t, s), want)
		sound(t, s)
	}
	read(0, "It hold.", "0 It hold.")
	read(1, "It hold.", "0 It hold.")
	read(1, "It  hold.", "0 It  hold.")
	read(3, "It held.", "0 It  hold.", "3 It held.")
	read(4, "It broke.", "0 It  hold.", "3 It held.", "4 It broke.")
	read(5, "It held.", "0 It  hold.", "3 It held.", "4 It broke.", "5 It held.")
	read(8, "It held.", "0 It  hold.", "3 It held.", "4 It broke.", "5 It held.")
	t.Run("read late", func(t *testing.T) {
		read(7, "It may have held.", "0 It  hold.", "3 It held.", "4 It broke.", "5 It held.", "7 It may have held.", "8 It held.")
		read(2, "It held.", "0 It  hold.", "2 It held.", "4 It broke.", "5 It held.", "7 It may have held.", "8 It held.")
		read(-1, "Rain.", "-1 Rain.", "0 It  hold.", "2 It held.", "4 It broke.", "5 It held.", "7 It may have held.", "8 It held.")
		read(1, "It hold.", "-1 Rain.", "0 It  hold.", "2 It held.", "4 It broke.", "5 It held.", "7 It may have held.", "8 It held.")
	})
	a := readAgain(9, "It held. Text of the page for telephones.")
	a.URL += "?kind=phone"
	must(t, s.PutArticles(t.Context(), []news.Article{a}, nil, 0))
	if got := get[news.Article](t)(s.Article(t.Context(), a.ID)); len(got.Versions) != 6 {
		t.Errorf("another address of the article made %d versions of it, want the 6 there were", len(got.Versions))
	}
	must(t, s.Reset(t.Context()))
	sound(t, s)
}

// Whatever was archived first, the wordings come in the order in which they stood on the page.
func TestVersionsDontDependOnTheOrderOfReading(t *testing.T) {
	texts := []string{"One.", "Two.", "Two.", "Three.", "One.", "Four."}
	want := []string{"0 One.", "1 Two.", "3 Three.", "4 One.", "5 Four."}
	random := rand.New(rand.NewPCG(5, 6))
	for range 20 {
		s := open(t, t.TempDir())
		for _, hours := range random.Perm(len(texts)) {
			must(t, s.PutArticles(t.Context(), []news.Article{readAgain(hours, texts[hours])}, nil, 0))
		}
		diff(t, "what it said", said(t, s), want)
		sound(t, s)
	}
}

func TestATickerKeepsItsFirstAndItsLatestVersions(t *testing.T) {
	s := open(t, t.TempDir())
	for hours := range 150 {
		must(t, s.PutArticles(t.Context(), []news.Article{readAgain(hours, fmt.Sprint("Minute ", hours, "."))}, nil, 0))
	}
	got := said(t, s)
	diff(t, "the first two", got[:2], []string{"0 Minute 0.", "50 Minute 50."})
	diff(t, "how many", len(got), 101)
}

func TestVersionsComeWithAnExportedArticle(t *testing.T) {
	s, other := open(t, t.TempDir()), open(t, t.TempDir())
	for hours, text := range []string{"One.", "Two.", "Three."} {
		must(t, s.PutArticles(t.Context(), []news.Article{readAgain(hours, text)}, nil, 0))
	}
	exported := all(t, s.EachArticle(t.Context(), ""))
	must(t, other.PutArticles(t.Context(), exported, nil, 0))
	diff(t, "the articles", all(t, other.EachArticle(t.Context(), "")), exported)
	sound(t, other)
}
