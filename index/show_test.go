package index_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"parallax/index"
	"parallax/news"
)

// marked writes spans with their matches in brackets.
func marked(spans []index.Span) string {
	var b strings.Builder
	for _, s := range spans {
		if s.Match {
			b.WriteString("[" + s.Text + "]")
		} else {
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

func TestMatchesAreMarkedInEveryScript(t *testing.T) {
	for _, c := range []struct{ lang, title, query, want string }{
		{"en", "Elections: the elected mayor’s votes", "election", "[Elections]: the [elected] mayor’s votes"},
		{"fr", "L’élection à l’Élysée", "elections elysée", "[L’élection] à [l’Élysée]"},
		{"ru", "О выборах и о выборе", "выборы", "О [выборах] и о [выборе]"},
		{"ar", "نتائج الانتخابات المحلّية", "انتخابات", "نتائج [الانتخابات] المحلّية"},
		{"he", "הַבְּחִירוֹת נדחו", "בחירות", "[הַבְּחִירוֹת] נדחו"},
		{"zh", "市长选举推迟，选举委员会", "选举", "市长[选举]推迟，[选举]委员会"},
		{"zh", "中国国家博物馆", "国家博物馆", "中国[国家博物馆]"},
		{"zh", "村里缺水，雨水不足", "水", "村里缺[水]，雨[水]不足"},
		{"ja", "ﾄﾖﾀの車", "トヨタ", "[ﾄﾖﾀ]の車"},
		{"ko", "선거가 끝났다", "선거를 끝났다", "[선거]가 [끝났다]"},
		{"th", "การเลือกตั้งถูกเลื่อน", "เลือกตั้ง", "การ[เลือกตั้ง]ถูกเลื่อน"},
		{"hi", "चुनावों में", "चुनाव", "[चुनावों] में"},
		{"tr", "İSTANBUL'da IŞIK", "istanbul ışık", "[İSTANBUL'da] [IŞIK]"},
		{"de", "Straßenbahn, Strasse", "straße", "[Straßenbahn], [Strasse]"},
		{"en", "old stone bridge, stone by stone", `"stone bridge"`, "old [stone bridge], stone by stone"},
		{"en", "one two three four", `"one three"~1`, "[one] two [three] four"},
		{"en", "bridging the bridges", "bridg*", "[bridging] the [bridges]"},
		{"en", "#Storm or @Storm", "#storm", "[#Storm] or @Storm"},
		{"en", "Storm in Lyon", "storm -calm lang:en text:lyon", "[Storm] in Lyon"},
		{"und", "<b>Storm</b> & co", "storm", "<b>[Storm]</b> & co"},
	} {
		ix, _ := openWith(t, news.Article{ID: "a", Language: c.lang, Title: c.title, Text: "lyon"})
		r, err := ix.Search(t.Context(), index.Request{Query: c.query})
		if err != nil || len(r.Hits) != 1 {
			t.Errorf("%s in %s: %d hits, %v", c.query, c.title, len(r.Hits), err)
			continue
		}
		if got := marked(r.Hits[0].Title); got != c.want {
			t.Errorf("%s: %s, want %s", c.query, got, c.want)
		}
	}
}

func TestSnippets(t *testing.T) {
	filler := strings.Repeat("Nothing of note happened in the valley that day. ", 20)
	for _, c := range []struct {
		name string
		a    news.Article
		want string // how it begins
	}{
		{"from the sentence", news.Article{Language: "en", Text: filler + "The ferry sank at dawn. " + filler}, "… The [ferry] [sank] at dawn. Nothing"},
		{"where most words are", news.Article{Language: "en", Text: "A ferry left.\n\n" + filler + "Then the ferry sank."}, "… Then the [ferry] [sank]."},
		{"from the lead", news.Article{Language: "en", Lead: "The ferry sank.", Text: "It was dark."}, "The [ferry] [sank]."},
		{"from a post", news.Article{Language: "fr", Text: "Il faisait nuit.", Posts: []news.Post{{ID: "1", Language: "en", Text: "ferry sank!"}}}, "[ferry] [sank]!"},
		{"from the title only", news.Article{Language: "en", Title: "Ferry sank", Text: "It was dark."}, "It was dark."},
		{"in Chinese", news.Article{Language: "zh", Text: strings.Repeat("什么事也没有发生。", 60) + "渡轮 ferry sank 沉没了。"}, "… 渡轮 [ferry] [sank] 沉没了。"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.a.ID = "a"
			ix, _ := openWith(t, c.a)
			r, err := ix.Search(t.Context(), index.Request{Query: "ferry sank"})
			if err != nil || len(r.Hits) != 1 {
				t.Fatalf("%d hits, %v", len(r.Hits), err)
			}
			got := marked(r.Hits[0].Snippet)
			if !strings.HasPrefix(got, c.want) {
				t.Errorf("snippet %q, want it to begin %q", got, c.want)
			}
			if n := utf8.RuneCountInString(got); n > 320 {
				t.Errorf("snippet of %d characters: %q", n, got)
			}
		})
	}
}

func TestConcordance(t *testing.T) {
	ix, _ := openWith(t,
		news.Article{ID: "new", Language: "en", Published: day("2020-01-02"), Title: "Zebra bridge",
			Text: "An old bridge collapsed.\n\nThe bridges were closed."},
		news.Article{ID: "old", Language: "ar", Published: day("2020-01-01"), Text: "أُغلق الجسر القديم. bridge"})
	for _, c := range []struct {
		query, sort string
		want        [][3]string
	}{
		{"bridge", index.ByDate, [][3]string{{"Zebra ", "bridge", ""}, {"An old ", "bridge", " collapsed."}, {"The ", "bridges", " were closed."}, {"أُغلق الجسر القديم. ", "bridge", ""}}},
		{"bridge lang:en", index.ByLeft, [][3]string{{"An old ", "bridge", " collapsed."}, {"The ", "bridges", " were closed."}, {"Zebra ", "bridge", ""}}},
		{"bridge lang:en", index.ByRight, [][3]string{{"Zebra ", "bridge", ""}, {"An old ", "bridge", " collapsed."}, {"The ", "bridges", " were closed."}}},
		{"جسر", index.ByDate, [][3]string{{"أُغلق ", "الجسر", " القديم. bridge"}}},
	} {
		r, err := ix.Concordance(t.Context(), index.ConcordanceRequest{Query: c.query, Sort: c.sort})
		if err != nil {
			t.Fatal(err)
		}
		var got [][3]string
		for _, l := range r.Lines {
			got = append(got, [3]string{l.Left, l.Match, l.Right})
		}
		if diff := cmp.Diff(c.want, got); diff != "" || r.Total != len(c.want) {
			t.Errorf("%s by %s: total %d (-want +got):\n%s", c.query, c.sort, r.Total, diff)
		}
	}
}

func TestConcordancePages(t *testing.T) {
	ix, _ := openWith(t, news.Article{ID: "a", Language: "en", Text: strings.Repeat("bell rings ", 45)})
	r := index.ConcordanceRequest{Query: "bell", Sort: index.ByLeft, Limit: 20}
	lines := 0
	for page := 0; page == 0 || r.Cursor != ""; page++ {
		res, err := ix.Concordance(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		lines += len(res.Lines)
		r.Cursor = res.Next
	}
	if lines != 45 {
		t.Errorf("%d lines, want 45", lines)
	}
}

// A post that many articles embed has its lines once: in the newest article, on whichever page, in whichever order.
func TestPostsAreReadOnce(t *testing.T) {
	var articles []news.Article
	for i := range 30 {
		a := news.Article{ID: fmt.Sprintf("a%02d", i), Language: "en", Source: news.Source{ID: "s"}, Text: "storm near",
			Published: day("2020-01-01").Add(time.Duration(i) * time.Hour)}
		a.Posts = []news.Post{{ID: "same", Platform: news.Twitter, Language: "en", Text: "great storm storm"}, {ID: fmt.Sprint(i), Platform: news.Twitter, Language: "en", Text: "my storm"}}
		if i%2 == 0 {
			a.Posts = append(a.Posts, a.Posts[0]) // twice in one article
		}
		articles = append(articles, a)
	}
	ix, _ := openWith(t, articles...)
	for _, sort := range []string{index.ByDate, index.ByLeft} {
		for _, limit := range []int{2, 7, 200} {
			r := index.ConcordanceRequest{Query: "storm", Sort: sort, Limit: limit}
			var same []index.Line
			lines := 0
			for page := 0; page == 0 || r.Cursor != ""; page++ {
				res, err := ix.Concordance(t.Context(), r)
				if err != nil {
					t.Fatal(err)
				}
				if want := 30*2 + 2; res.Total != want {
					t.Errorf("by %s, %d a page: %d lines in all, want %d", sort, limit, res.Total, want)
				}
				lines += len(res.Lines)
				for _, l := range res.Lines {
					if strings.HasPrefix(l.Left, "great") {
						same = append(same, l)
					}
				}
				r.Cursor = res.Next
			}
			if lines != 30*2+2 || len(same) != 2 {
				t.Errorf("by %s, %d a page: %d lines, %d of them of the post that all embed", sort, limit, lines, len(same))
			}
			for _, l := range same {
				if l.Article.ID != "a29" || limit > 2 && l.Embedded != 30 { // small pages read fewer
					t.Errorf("by %s, %d a page: the post's line is of %s, embedded by %d", sort, limit, l.Article.ID, l.Embedded)
				}
			}
		}
	}
	f, err := ix.Frequencies(t.Context(), index.FrequenciesRequest{Query: "storm"})
	if err != nil || f.Hits != 30*2+2 || len(f.Sources) != 1 || f.Sources[0].Texts != 30 {
		t.Errorf("%d occurrences, %+v, %v", f.Hits, f.Sources, err)
	}
	c, err := ix.Collocates(t.Context(), index.CollocatesRequest{Query: "storm", Least: 1})
	if err != nil || len(c.Languages) != 1 || c.Languages[0].Hits != 30*2+2 {
		t.Errorf("%+v, %v", c.Languages, err)
	}
}

// TestContextsBreakNoCharacter looks at contexts that are cut in the middle of long texts of combined characters.
func TestContextsBreakNoCharacter(t *testing.T) {
	family := "👩‍👩‍👧‍👦"
	text := strings.Repeat("नि"+family, 200) + " storm " + strings.Repeat(family+"é́", 200)
	ix, _ := openWith(t, news.Article{ID: "a", Language: "en", Text: text})
	r, err := ix.Concordance(t.Context(), index.ConcordanceRequest{Query: "storm"})
	if err != nil || len(r.Lines) != 1 {
		t.Fatal(r, err)
	}
	l := r.Lines[0]
	for _, context := range []string{l.Left, l.Right} {
		if !utf8.ValidString(context) || strings.Count(context, "👩")%2 != 0 || strings.HasPrefix(context, "ि") {
			t.Errorf("a character is broken in %q", context)
		}
	}
	if !strings.Contains(l.Left, family) || !strings.Contains(l.Right, family) {
		t.Errorf("contexts %q and %q are too short", l.Left, l.Right)
	}
}

func TestTrends(t *testing.T) {
	at := func(s string) time.Time {
		v, err := time.Parse("2006-01-02T15:04", s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	ix, _ := openWith(t,
		news.Article{ID: "1", Language: "en", Title: "storm", Published: at("2020-03-01T10:30"), Source: news.Source{ID: "x", Country: "GB"}},
		news.Article{ID: "2", Language: "fr", Title: "storm", Published: at("2020-03-01T23:59"), Source: news.Source{ID: "y", Country: "FR"}},
		news.Article{ID: "3", Language: "en", Title: "calm", Published: at("2020-03-02T00:00"), Source: news.Source{ID: "x", Country: "GB"}},
		news.Article{ID: "4", Language: "en", Title: "storm", Published: at("2020-03-10T12:00"), Source: news.Source{ID: "x", Country: "GB"}},
		news.Article{ID: "5", Language: "en", Title: "storm"})
	type row struct {
		Label  string
		Counts []int
	}
	for _, c := range []struct {
		name    string
		r       index.TrendsRequest
		buckets []string
		totals  []int
		rows    []row
	}{
		{"months", index.TrendsRequest{Queries: []string{"storm", "calm"}, By: index.ByMonth},
			[]string{"2020-03-01T00"}, []int{4}, []row{{"storm", []int{3}}, {"calm", []int{1}}}},
		{"weeks begin on Monday", index.TrendsRequest{Queries: []string{"storm"}, By: index.ByWeek},
			[]string{"2020-02-24T00", "2020-03-02T00", "2020-03-09T00"}, []int{2, 1, 1}, []row{{"storm", []int{2, 0, 1}}}},
		{"days between bounds", index.TrendsRequest{Queries: []string{""}, Since: at("2020-03-01T11:00"), Until: at("2020-03-04T00:00")},
			[]string{"2020-03-01T00", "2020-03-02T00", "2020-03-03T00"}, []int{1, 1, 0}, []row{{"*", []int{1, 1, 0}}}},
		{"hours by language", index.TrendsRequest{Queries: []string{"storm"}, By: index.ByHour, Split: "language", Since: at("2020-03-01T22:00"), Until: at("2020-03-02T01:00")},
			[]string{"2020-03-01T22", "2020-03-01T23", "2020-03-02T00"}, []int{0, 1, 1}, []row{{"storm · fr", []int{0, 1, 0}}}},
		{"by country", index.TrendsRequest{Queries: []string{"storm"}, By: index.ByMonth, Split: "country"},
			[]string{"2020-03-01T00"}, []int{4}, []row{{"storm · GB", []int{2}}, {"storm · FR", []int{1}}}},
		{"nothing", index.TrendsRequest{Queries: []string{"absent"}, By: index.ByMonth},
			[]string{"2020-03-01T00"}, []int{4}, []row{{"absent", []int{0}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := ix.Trends(t.Context(), c.r)
			if err != nil {
				t.Fatal(err)
			}
			var buckets []string
			for _, b := range got.Buckets {
				buckets = append(buckets, b.Format("2006-01-02T15"))
			}
			var rows []row
			for _, s := range got.Series {
				rows = append(rows, row{s.Label, s.Counts})
			}
			if diff := cmp.Diff([]any{c.buckets, c.totals, c.rows}, []any{buckets, got.Totals, rows}); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	many := index.TrendsRequest{Queries: []string{"storm"}, By: index.ByHour, Since: day("1900-01-01"), Until: day("2020-01-01")}
	if _, err := ix.Trends(t.Context(), many); err == nil {
		t.Error("a million buckets are no error")
	}
}

// TestTextsOfPostsKeepTheirLanguage looks at snippets and lines that are from a post in another language.
func TestTextsOfPostsKeepTheirLanguage(t *testing.T) {
	ix, _ := openWith(t, news.Article{ID: "a", Language: "de", Lead: "Es war dunkel.", Text: "Es war dunkel. Die Brücke brach.",
		Posts: []news.Post{{ID: "1", Language: "ar", Text: "أُغلق الجسر القديم"}}})
	for _, c := range []struct {
		query, language string
		inPost          bool
	}{{"جسر", "ar", true}, {"Brücken", "de", false}} {
		r, err := ix.Search(t.Context(), index.Request{Query: c.query})
		if err != nil || len(r.Hits) != 1 {
			t.Fatalf("%s: %d hits, %v", c.query, len(r.Hits), err)
		}
		if h := r.Hits[0]; h.SnippetLanguage != c.language || h.SnippetInPost != c.inPost {
			t.Errorf("%s: snippet in %q, in a post: %t", c.query, h.SnippetLanguage, h.SnippetInPost)
		}
		k, err := ix.Concordance(t.Context(), index.ConcordanceRequest{Query: c.query})
		if err != nil || len(k.Lines) != 1 {
			t.Fatalf("%s: %d lines, %v", c.query, len(k.Lines), err)
		}
		if l := k.Lines[0]; l.Language != c.language || l.InPost != c.inPost {
			t.Errorf("%s: line in %q, in a post: %t", c.query, l.Language, l.InPost)
		}
	}
	k, err := ix.Concordance(t.Context(), index.ConcordanceRequest{Query: "dunkel"})
	if err != nil || k.Total != 1 {
		t.Errorf("a lead that the text begins with gives %d lines, %v", k.Total, err)
	}
}

// TestConcordanceByDateLeadsThroughEverything pages through more articles than are read for one page, with pages that end
// inside of an article, while newer ones come in.
func TestConcordanceByDateLeadsThroughEverything(t *testing.T) {
	var articles []news.Article
	want := 0
	for i := range 1300 {
		n := i%3 + 1
		want += n
		articles = append(articles, news.Article{
			ID: fmt.Sprintf("a%04d", i), Language: "en", Published: day("2020-01-01").Add(time.Duration(i) * time.Hour), Text: strings.Repeat("storm came. ", n),
		})
	}
	ix, shelf := openWith(t, articles...)
	r := index.ConcordanceRequest{Query: "storm", Limit: 100}
	seen := map[string]int{}
	last := ""
	for page := 0; page == 0 || r.Cursor != ""; page++ {
		res, err := ix.Concordance(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		if page == 0 && (!res.Estimated || res.Total < want*9/10 || res.Total > want*11/10 || res.Articles != 1300 || res.Examined > 100) {
			t.Errorf("estimated %t: %d lines of %d in %d articles, %d read", res.Estimated, res.Total, want, res.Articles, res.Examined)
		}
		for _, l := range res.Lines {
			if last != "" && l.Article.ID > last {
				t.Fatalf("%s stands behind %s", l.Article.ID, last)
			}
			last = l.Article.ID
			seen[last]++
		}
		if page == 1 {
			late := news.Article{ID: "late", Language: "en", Published: day("2030-01-01"), Text: "storm"}
			shelf[late.ID] = late
			if err := ix.Update(t.Context(), []news.Article{late}, 2); err != nil {
				t.Fatal(err)
			}
		}
		r.Cursor = res.Next
	}
	for i, a := range articles {
		if seen[a.ID] != i%3+1 {
			t.Errorf("%s has %d lines, want %d", a.ID, seen[a.ID], i%3+1)
		}
	}
	exact, err := ix.Concordance(t.Context(), index.ConcordanceRequest{Query: "storm before:2020-01-03", Limit: 5})
	if err != nil || exact.Estimated || exact.Total != 96 || len(exact.Lines) != 5 {
		t.Errorf("%d lines of %d, estimated %t, %v", len(exact.Lines), exact.Total, exact.Estimated, err)
	}
}
