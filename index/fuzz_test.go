package index_test

import (
	"errors"
	"testing"
	"unicode/utf8"

	"parallax/index"
	"parallax/news"
)

var fuzzSeeds = []string{
	"", "a", `title:(a OR "b c"~3) -lang:fr after:2017-11`, `"`, "(((", ")", "OR OR", "NOT NOT NOT a", "- -", "--a", "*", "**", "a**", "a*b",
	"lang:", "lang:(fr)", `lang:"fr"`, "date:2017-1-1", "date:9999-12-31", "date:0000", "after:0001", "handle:@", "source:", "source:(a b)", "字*", `"字 字"~50`, "ก*",
	`צה"ל`, `"צה"ל"`, "\x00", "\xff\xfe", "İ", "ﷺ", "a:b:c", "http://x/y?z=1", "10:30", "１２３", "😀*", "#", "@", "#a*", "e\u0301*", "“a”", "a\u200bb",
	"e-mail", "F-16*", "U.S.", "Ο.Η.Ε.", "1 250 000", "col·legi", "和服务员", "パンダ", "말하다", "見つける", `"a-b c"~2`, "-a-b-c", "1 2503", "رئیس\u200cجمهور",
	"title:*", "*:*", `""`, `"" OR a`, "a AND AND b", "~5", `"a"~`, `"a b"~0`, "l’*", "'*", "ｔｉｔｌｅ:a", "\u202ea",
}

// FuzzParse checks that any string is a query or a SyntaxError inside it, and that what was understood is
// understood in the same way again.
func FuzzParse(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, err := index.Parse(s)
		if err != nil {
			var syntax *index.SyntaxError
			if !errors.As(err, &syntax) || syntax.Pos < 0 || syntax.Pos > utf8.RuneCountInString(s) {
				t.Fatalf("%q: %#v", s, err)
			}
			return
		}
		again, err := index.Parse(q.String())
		if err != nil {
			t.Fatalf("%q is understood as %q, which is no query: %v", s, q, err)
		}
		if again.String() != q.String() {
			t.Fatalf("%q is understood as %q, then as %q", s, q, again)
		}
	})
}

// FuzzSearch checks that any string can be searched, and any cursor and order given.
func FuzzSearch(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add(s, "", "")
		f.Add("*", s, s)
	}
	articles := press()
	for _, s := range fuzzSeeds {
		articles = append(articles, news.Article{ID: news.ArticleID("https://example.org/" + s), Language: "zh", Title: s, Text: s + " " + s})
	}
	ix, _ := openWith(f, articles...)
	f.Fuzz(func(t *testing.T, query, cursor, sort string) {
		ctx := t.Context()
		var syntax *index.SyntaxError
		helps := func(what string, err error) {
			if err != nil && !errors.As(err, &syntax) && !errors.Is(err, index.ErrBadCursor) {
				t.Fatalf("%s of %q, cursor %q, order %q: %v", what, query, cursor, sort, err)
			}
		}
		r, err := ix.Search(ctx, index.Request{Query: query, Cursor: cursor, Sort: sort, Facets: true})
		helps("search", err)
		for _, h := range r.Hits {
			if title := plainText(h.Title); title != h.Article.Title {
				t.Fatalf("%q: the spans of title %q say %q", query, h.Article.Title, title)
			}
		}
		_, err = ix.Concordance(ctx, index.ConcordanceRequest{Query: query, Cursor: cursor, Sort: sort})
		helps("concordance", err)
		lines := 0
		for _, err := range ix.Lines(ctx, index.LinesRequest{Query: query, Sort: sort}) {
			helps("all lines", err)
			if err == nil {
				lines++
			}
		}
		f, err := ix.Frequencies(ctx, index.FrequenciesRequest{Query: query})
		helps("frequencies", err)
		if f.Hits != lines && lines > 0 { // there are none where the order makes no sense
			t.Fatalf("%q: %d occurrences are counted, %d shown", query, f.Hits, lines)
		}
		_, err = ix.Collocates(ctx, index.CollocatesRequest{Query: query, Sort: sort, Least: 1, Window: len(cursor)})
		helps("collocates", err)
		_, err = ix.Across(ctx, index.Request{Query: query, Cursor: cursor, Sort: sort})
		helps("across", err)
		_, err = ix.Trends(ctx, index.TrendsRequest{Queries: []string{query}, By: sort, Split: cursor})
		helps("trends", err)
	})
}

func plainText(spans []index.Span) string {
	s := ""
	for _, span := range spans {
		s += span.Text
	}
	return s
}
