package index_test

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"parallax/index"
	"parallax/news"
	"parallax/testdata/newsroom"
)

// newsroomAndMore are the articles of the newsroom, and as many newer ones.
func newsroomAndMore(t *testing.T, more int) []news.Article {
	t.Helper()
	room, err := newsroom.Load()
	if err != nil {
		t.Fatal(err)
	}
	var all []news.Article
	for i, a := range room.Articles {
		all = append(all, news.Article{ID: fmt.Sprintf("room%03d", i), Language: a.Outlet.Language, Title: a.Title, Lead: a.Lead, Text: a.Text(),
			Published: a.Published, Source: news.Source{ID: a.Outlet.ID}})
	}
	for i := range more {
		all = append(all, news.Article{ID: fmt.Sprintf("more%04d", i), Language: "en", Text: fmt.Sprintf("The ferry called at port %d.", i%7),
			Published: day("2030-01-01").Add(time.Duration(i) * time.Minute), Source: news.Source{ID: "more.example"}})
	}
	return all
}

// A naiveCount counts words the plain way.
type naiveCount struct {
	hits, near, total int
	together, all     map[string]int
}

// plainWord is a word with its apostrophes or a number with its separators and its unit.
var plainWord = regexp.MustCompile(`\d+[\p{L}\p{M}]+|\d+(?:[.,]\d+)*|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*`)

func plainWords(text string) []string { return plainWord.FindAllString(strings.ToLower(text), -1) }

// count takes in a text; window is that of the collocates.
func (c *naiveCount) count(text string, isHit func(string) bool, window int) {
	for paragraph := range strings.SplitSeq(text, "\n\n") {
		words := plainWords(paragraph)
		for i, w := range words {
			if isHit(w) {
				c.hits++
				continue
			}
			c.total++
			c.all[w]++
			if slices.ContainsFunc(words[max(0, i-window):min(len(words), i+window+1)], isHit) {
				c.near++
				c.together[w]++
			}
		}
	}
}

// TestWholeStatisticsAreThoseOfAPlainCount compares what is counted in all articles with a count that knows nothing of the index.
func TestWholeStatisticsAreThoseOfAPlainCount(t *testing.T) {
	articles := newsroomAndMore(t, index.MostExamined+20) // a page reads none of the newsroom
	ix, _ := openWith(t, articles...)
	isHit := func(w string) bool { return w == "ferry" || w == "ferries" }
	want := naiveCount{together: map[string]int{}, all: map[string]int{}}
	found := 0
	for i := range articles {
		a := &articles[i]
		texts := []string{a.Title, a.Text}
		if !strings.HasPrefix(a.Text, a.Lead) {
			texts = append(texts, a.Lead)
		}
		if a.Language != "en" || !slices.ContainsFunc(plainWords(strings.Join(texts, " ")), isHit) {
			continue
		}
		found++
		for _, text := range texts {
			want.count(text, isHit, 5)
		}
	}
	if found < index.MostExamined+22 {
		t.Fatalf("only %d articles have the word", found)
	}
	told := 0
	whole := index.Extent{Whole: true, Progress: func(read, all int) { told = read }}
	const query = "ferry lang:en"
	f, err := ix.Frequencies(t.Context(), index.FrequenciesRequest{Query: query, Extent: whole})
	if err != nil || f.Hits != want.hits || f.Articles != found || f.Examined != found || told != found || f.Words != want.hits+want.total {
		t.Errorf("%d occurrences among %d words in %d of %d articles, %v; want %d among %d in %d", f.Hits, f.Words, f.Examined, f.Articles, err, want.hits,
			want.hits+want.total, found)
	}
	c, err := ix.Collocates(t.Context(), index.CollocatesRequest{Query: query, Least: 1, Limit: 500, Extent: whole})
	if err != nil || len(c.Languages) != 1 || c.Uncounted != 0 {
		t.Fatal(c, err)
	}
	l := c.Languages[0]
	if l.Hits != want.hits || l.Words != want.total || l.Near != want.near {
		t.Errorf("%d occurrences, %d words, %d near; want %d, %d, %d", l.Hits, l.Words, l.Near, want.hits, want.total, want.near)
	}
	for _, row := range l.Rows {
		if w := strings.ToLower(row.Word); !strings.ContainsAny(w, "0123456789") && (row.Together() != want.together[w] || row.Frequency != want.all[w]) {
			t.Errorf("%s: %d near and %d in all, want %d and %d", row.Word, row.Together(), row.Frequency, want.together[w], want.all[w])
		}
	}
	quick, err := ix.Frequencies(t.Context(), index.FrequenciesRequest{Query: query})
	if err != nil || quick.Examined != index.MostExamined || quick.Articles != found || quick.Hits >= f.Hits {
		t.Errorf("%d occurrences in %d of %d articles, %v", quick.Hits, quick.Examined, quick.Articles, err)
	}
}

// TestWholeConcordance compares all lines with those of the pages, in each order.
func TestWholeConcordance(t *testing.T) {
	ix, _ := openWith(t, newsroomAndMore(t, 300)...)
	const query = "ferry lang:en before:2030-01-02"
	for _, sort := range []string{index.ByDate, index.ByLeft, index.ByRight} {
		var lines []index.Line
		for line, err := range ix.Lines(t.Context(), index.LinesRequest{Query: query, Sort: sort, Extent: index.Extent{Whole: true}}) {
			if err != nil {
				t.Fatal(err)
			}
			lines = append(lines, line)
		}
		r := index.ConcordanceRequest{Query: query, Sort: sort, Limit: 200, Whole: sort != index.ByDate}
		var pages []index.Line
		for page := 0; page == 0 || r.Cursor != ""; page++ {
			res, err := ix.Concordance(t.Context(), r)
			if err != nil {
				t.Fatal(err)
			}
			if r.Whole && (res.Total != len(lines) || res.Examined != res.Articles) {
				t.Errorf("by %s: %d lines in %d of %d articles, want %d", sort, res.Total, res.Examined, res.Articles, len(lines))
			}
			pages = append(pages, res.Lines...)
			r.Cursor = res.Next
		}
		key := func(l index.Line) string { return l.Article.ID + "|" + l.Left + "|" + l.Match + "|" + l.Right }
		var got, want []string
		for i := range pages {
			got = append(got, key(pages[i]))
		}
		for i := range lines {
			want = append(want, key(lines[i]))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("by %s (-all lines +pages):\n%s", sort, diff)
		}
	}
}

func TestWholeStopsWhenNobodyWaits(t *testing.T) {
	ix, _ := openWith(t, newsroomAndMore(t, 300)...)
	ctx, cancel := context.WithCancel(t.Context())
	r := index.FrequenciesRequest{Query: "ferry", Extent: index.Extent{Whole: true, Progress: func(int, int) { cancel() }}}
	if _, err := ix.Frequencies(ctx, r); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// TestWordsAsLongAsTextsAreShort counts words none of which anybody would write: what is kept of each is no longer than a phrase.
func TestWordsAsLongAsTextsAreShort(t *testing.T) {
	far := "\n\n" + strings.Repeat("elsewhere 다른곳 ", 20)
	ix, _ := openWith(t,
		news.Article{ID: "latin", Language: "en", Text: "The sirens drowned " + strings.Repeat("siren", 20_000) + " at noon." + far},
		news.Article{ID: "korean", Language: "ko", Text: "사이렌 " + strings.Repeat("가나다라", 20_000) + " 사이렌" + far},
		news.Article{ID: "marks", Language: "en", Text: "The sirens drowned a" + strings.Repeat("\u0301", 20_000) + " at noon." + far},
	)
	all := index.Extent{Whole: true}
	f, err := ix.Frequencies(t.Context(), index.FrequenciesRequest{Query: "siren*", Extent: all})
	if err != nil || f.Hits != 3 {
		t.Fatalf("%d occurrences, %v", f.Hits, err)
	}
	for _, form := range f.Forms {
		if len(form.Text) > 1010 {
			t.Errorf("a form of %d bytes", len(form.Text))
		}
	}
	for _, query := range []string{"drowned", "사이렌"} {
		c, err := ix.Collocates(t.Context(), index.CollocatesRequest{Query: query, Least: 1, Extent: all})
		if err != nil || len(c.Languages) == 0 || len(c.Languages[0].Rows) == 0 {
			t.Fatalf("%s: %v, %v", query, c.Languages, err)
		}
		for _, row := range c.Languages[0].Rows {
			if len(row.Word) > 250 || !utf8.ValidString(row.Word) {
				t.Errorf("%s stands beside a word of %d bytes", query, len(row.Word))
			}
		}
	}
}
