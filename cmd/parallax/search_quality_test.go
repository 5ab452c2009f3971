package main

import (
	"strings"
	"testing"
	"unicode"

	"parallax/news"
	"parallax/testdata/newsroom"
)

// scoreSearch runs the newsroom's judged queries: mean precision and recall over the queries, and the share of queries
// answered without a fault.
func scoreSearch(t *testing.T, c *crawled, read map[string]news.Article) map[string]float64 {
	var precision, recall, exact float64
	for _, q := range c.room.Queries {
		found := map[string]bool{}
		for id, err := range c.index.IDs(t.Context(), q.Query) {
			if err != nil {
				t.Fatalf("%s: %v", q.Query, err)
			}
			found[id] = true
		}
		var right, wanted, given float64
		var missed, wrong []string
		for _, a := range c.room.Articles {
			hit := found[read[a.Key].ID]
			relevant, either := judge(a, q)
			switch {
			case !relevant && either:
			case relevant && hit:
				right, wanted, given = right+1, wanted+1, given+1
			case relevant:
				wanted++
				missed = append(missed, a.Key)
			case hit:
				given++
				wrong = append(wrong, a.Key)
			}
		}
		if wanted == 0 {
			t.Errorf("%s: no article is relevant: the judgement is of no use", q.Query)
			continue
		}
		if len(missed)+len(wrong) > 0 {
			t.Logf("%s: missed %v, found wrongly %v", q.Query, missed, wrong)
		}
		if given > 0 {
			precision += right / given
		}
		recall += right / wanted
		exact += share(right == wanted && right == given)
	}
	n := float64(len(c.room.Queries))
	return map[string]float64{"search: precision": precision / n, "search: recall": recall / n, "search: faultless queries": exact / n}
}

// judge says whether a query should find an article, or else may find it. What is written in the query's language
// is to be found by every form of its word, what is written in another one by the very word that was asked for:
// an article's own text in its language, its posts in theirs.
func judge(a *newsroom.Article, q newsroom.Query) (relevant, either bool) {
	parts := [][2]string{{strings.Join([]string{a.Title, a.Lead, a.Text()}, "\n"), a.Outlet.Language}}
	for _, p := range a.Posts() {
		parts = append(parts, [2]string{p.Text, p.Language})
	}
	for _, part := range parts {
		text := strings.ToLower(part[0])
		if holdsAny(text, nil, q.Phrase) || holdsAny(text, []string{q.Query}, nil) || part[1] == q.Language && holdsAny(text, q.Forms, nil) {
			return true, true
		}
		either = either || holdsAny(text, q.Forms, nil) || holdsAny(text, q.May, nil)
	}
	return false, either
}

// holdsAny reports whether a text holds one of some words, as a whole word where its script divides words, or one of
// some phrases.
func holdsAny(text string, forms, phrases []string) bool {
	for _, form := range forms {
		form = strings.ToLower(form)
		for rest := text; ; {
			i := strings.Index(rest, form)
			if i < 0 {
				break
			}
			before, after := lastRune(rest[:i]), firstRune(rest[i+len(form):])
			if unspaced(form) || !inWord(before) && !inWord(after) {
				return true
			}
			rest = rest[i+len(form):]
		}
	}
	for _, p := range phrases {
		if strings.Contains(text, strings.ToLower(p)) {
			return true
		}
	}
	return false
}

func unspaced(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Hangul)
	})
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) }

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

func lastRune(s string) rune {
	var last rune
	for _, r := range s[max(0, len(s)-8):] {
		last = r
	}
	return last
}
