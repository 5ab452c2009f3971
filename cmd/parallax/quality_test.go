package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"parallax/news"
	"parallax/testdata/newsroom"
)

// TestNewsroomQuality scores the whole way from feeds to filings on the newsroom and compares the scores with a
// committed golden, so that every change of quality shows as a diff.
func TestNewsroomQuality(t *testing.T) {
	c := needNewsroom(t)
	got := map[string]float64{}
	read := c.articles(t)
	maps.Copy(got, scoreExtraction(t, c.room, read))
	maps.Copy(got, scoreGrouping(c.room, read))
	maps.Copy(got, scoreSearch(t, c, read))
	compareWithGolden(t, "newsroom.json", got)
}

// articles are the stored articles by the newsroom's keys.
func (c *crawled) articles(t *testing.T) map[string]news.Article {
	t.Helper()
	read := map[string]news.Article{}
	for _, a := range c.room.Articles {
		id := news.ArticleID("http://" + a.Outlet.Host(c.port) + a.CanonicalPath())
		stored, err := c.store.Article(t.Context(), id)
		if err != nil {
			t.Errorf("%s: %v", a.Key, err)
			continue
		}
		read[a.Key] = stored
	}
	return read
}

// scoreExtraction compares what was extracted with what was published: mean F1 of the text over 4-grams of words,
// shares of right titles, days, author lists and languages, precision and recall of posts.
func scoreExtraction(t *testing.T, room *newsroom.Newsroom, read map[string]news.Article) map[string]float64 {
	var f1, titles, days, authors, languages, found, expected, given float64
	n := float64(len(room.Articles))
	for _, a := range room.Articles {
		got := read[a.Key]
		f := shingleF1(a.Text(), got.Text)
		if f1 += f; f < 0.9 {
			t.Logf("%s: text F1 %.3f", a.Key, f)
		}
		if titles += share(sameWords(got.Title, a.Title)); !sameWords(got.Title, a.Title) {
			t.Logf("%s: title %q, want %q", a.Key, got.Title, a.Title)
		}
		days += share(got.Published.Equal(a.Published))
		authors += share(len(a.Authors) == 0 || slices.Equal(got.Authors, a.Authors))
		if languages += share(got.Language == a.Outlet.Language); got.Language != a.Outlet.Language {
			t.Logf("%s: language %q, want %q", a.Key, got.Language, a.Outlet.Language)
		}
		if !slices.Equal(got.Authors, a.Authors) {
			t.Logf("%s: authors %q, want %q", a.Key, got.Authors, a.Authors)
		}
		ids := map[string]bool{}
		for _, p := range got.Posts {
			ids[p.ID] = true
		}
		given += float64(len(ids))
		for _, p := range a.Posts() {
			expected++
			if ids[p.ID()] {
				found++
			} else if !flattened(a, p) {
				t.Logf("%s: post %s (%s) is missing", a.Key, p.Key, p.ID())
			} else if hasPost(got, p) {
				found++
			}
		}
	}
	return map[string]float64{
		"extract: text F1": f1 / n, "extract: titles": titles / n, "extract: publication times": days / n,
		"extract: authors": authors / n, "extract: posts recall": found / expected, "extract: posts precision": found / given,
		"language: accuracy": languages / n,
	}
}

func share(ok bool) float64 {
	if ok {
		return 1
	}
	return 0
}

func flattened(a *newsroom.Article, p *newsroom.Post) bool {
	for _, b := range a.Blocks {
		if b.Post == p && b.Kind == "flat" {
			return true
		}
	}
	return false
}

// hasPost finds a post that came without address. The store may have given it the address from another article.
func hasPost(a news.Article, p *newsroom.Post) bool {
	return slices.ContainsFunc(a.Posts, func(q news.Post) bool {
		return news.ContentKey(q.Platform, q.Handle, q.Text) == news.ContentKey(p.Platform, p.Handle, p.Text)
	})
}

// shingleF1 is the F1 of the multisets of 4-grams of words; a character of a script without spaces is a word.
func shingleF1(want, got string) float64 {
	w, g := shingles(want), shingles(got)
	common, all := 0, 0
	for s, n := range w {
		common += min(n, g[s])
		all += n
	}
	for _, n := range g {
		all += n
	}
	if all == 0 {
		return 1
	}
	return 2 * float64(common) / float64(all)
}

func shingles(text string) map[string]int {
	var words []string
	for _, field := range strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r)
	}) {
		if strings.ContainsFunc(field, func(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) }) {
			words = append(words, strings.Split(field, "")...)
		} else {
			words = append(words, field)
		}
	}
	counts := map[string]int{}
	for i := 0; i+4 <= len(words); i++ {
		counts[strings.Join(words[i:i+4], " ")]++
	}
	return counts
}

// scoreGrouping scores the filings: BCubed over all articles, F1 over pairs of articles in different languages, and
// the share of incidents told in several languages of which at least two stand together.
func scoreGrouping(room *newsroom.Newsroom, read map[string]news.Article) map[string]float64 {
	gold, predicted := map[string][]string{}, map[string][]string{}
	incidentOf, language := map[string]string{}, map[string]string{}
	for _, a := range room.Articles {
		id := a.Key
		if got := read[a.Key]; got.Incident != nil {
			id = got.Incident.ID
		}
		gold[a.Incident] = append(gold[a.Incident], a.Key)
		predicted[id] = append(predicted[id], a.Key)
		incidentOf[a.Key], language[a.Key] = id, a.Outlet.Language
	}
	var precision, recall, truePairs, goldPairs, predictedPairs, linked, linkable float64
	for _, keys := range gold {
		for _, k := range keys {
			same := overlap(keys, predicted[incidentOf[k]])
			precision += same / float64(len(predicted[incidentOf[k]]))
			recall += same / float64(len(keys))
		}
		pairs, together := crossPairs(keys, language, incidentOf)
		goldPairs, truePairs = goldPairs+pairs, truePairs+together
		if pairs > 0 {
			linkable++
			linked += share(together > 0)
		}
	}
	for _, keys := range predicted {
		pairs, _ := crossPairs(keys, language, incidentOf)
		predictedPairs += pairs
	}
	n := float64(len(room.Articles))
	return map[string]float64{
		"incident: BCubed F1":               harmonic(precision/n, recall/n),
		"incident: cross-language pairs F1": harmonic(truePairs/predictedPairs, truePairs/goldPairs),
		"incident: linked across languages": linked / linkable,
		"incident: BCubed precision":        precision / n,
		"incident: BCubed recall":           recall / n,
	}
}

func overlap(a, b []string) float64 {
	n := 0
	for _, k := range a {
		if slices.Contains(b, k) {
			n++
		}
	}
	return float64(n)
}

// crossPairs counts the pairs of different languages, and those of them that are filed together.
func crossPairs(keys []string, language, incident map[string]string) (pairs, together float64) {
	for i, a := range keys {
		for _, b := range keys[:i] {
			if language[a] != language[b] {
				pairs++
				together += share(incident[a] == incident[b])
			}
		}
	}
	return pairs, together
}

func harmonic(p, r float64) float64 {
	if p+r == 0 || p != p || r != r {
		return 0
	}
	return 2 * p * r / (p + r)
}

// tolerance is how far a score may fall below its golden before the test fails.
const tolerance = 0.002

// compareWithGolden fails where a score fell, and asks for a new golden where one rose.
func compareWithGolden(t *testing.T, name string, got map[string]float64) {
	t.Helper()
	path := filepath.Join(root, "testdata", "quality", name)
	for _, k := range slices.Sorted(maps.Keys(got)) {
		t.Logf("%-36s %.4f", k, got[k])
	}
	if *update {
		data, err := json.MarshalIndent(rounded(got), "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, append(data, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; go test ./cmd/parallax -update writes it", err)
	}
	var want map[string]float64
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	for k, w := range want {
		g, ok := got[k]
		switch {
		case !ok:
			t.Errorf("%s: not measured any more", k)
		case g < w-tolerance:
			t.Errorf("%s fell from %.4f to %.4f", k, w, g)
		case g > w+tolerance:
			t.Logf("%s rose from %.4f to %.4f: go test ./cmd/parallax -update keeps it", k, w, g)
		}
	}
}

func rounded(m map[string]float64) map[string]json.Number {
	out := map[string]json.Number{}
	for k, v := range m {
		out[k] = json.Number(fmt.Sprintf("%.4f", v))
	}
	return out
}

// sameWords compares texts without regard to the kind of space between words.
func sameWords(a, b string) bool { return slices.Equal(strings.Fields(a), strings.Fields(b)) }
