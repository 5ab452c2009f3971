package main

import (
	"regexp"
	"strings"
	"unicode"
)

// The metric is that of the scrapinghub article-extraction-benchmark: multisets of shingles of four tokens; what
// is found rightly, wrongly and not at all, normalized by page; F1 of the mean precision and the mean recall. In
// scripts written without spaces each character is a token. Segments count by substring, over all pages.

var (
	token   = regexp.MustCompile(`[\pL\p{Mn}\p{Mc}\pN_]+`)
	unspace = regexp.MustCompile(`([\x{3040}-\x{30ff}\x{3400}-\x{9fff}\x{f900}-\x{faff}\x{0e00}-\x{0e7f}])`)
)

const shingleSize = 4

// shingles counts the runs of four tokens in a text; a shorter text is one run.
func shingles(text string) map[string]int {
	tokens := token.FindAllString(unspace.ReplaceAllString(text, " $1 "), -1)
	count := map[string]int{}
	for i := 0; i < len(tokens) && i < max(1, len(tokens)-shingleSize+1); i++ {
		count[strings.Join(tokens[i:min(len(tokens), i+shingleSize)], " ")]++
	}
	return count
}

// compare gives the shares of shingles found rightly, wrongly, and missed.
func compare(truth, text string) (right, wrong, missed float64) {
	want, got := shingles(truth), shingles(text)
	for s, n := range want {
		both := min(n, got[s])
		right += float64(both)
		missed += float64(n - both)
	}
	for s, n := range got {
		wrong += float64(n - min(n, want[s]))
	}
	if sum := right + wrong + missed; sum > 0 {
		return right / sum, wrong / sum, missed / sum
	}
	return 0, 0, 0
}

// means collects precision and recall over pages; a page without text has no precision.
type means struct{ precision, recall, precisions, recalls float64 }

func (m *means) add(right, wrong, missed float64) {
	if right+wrong > 0 {
		m.precision, m.precisions = m.precision+right/(right+wrong), m.precisions+1
	}
	if right+missed > 0 {
		m.recall, m.recalls = m.recall+right/(right+missed), m.recalls+1
	}
}

func (m *means) f1() float64 {
	return harmonic(m.precision/max(1, m.precisions), m.recall/max(1, m.recalls))
}

func harmonic(a, b float64) float64 {
	if a+b == 0 {
		return 0
	}
	return 2 * a * b / (a + b)
}

// score is F1 by source, of all pages with a whole text ("ALL"), and of the segments ("segments").
func score(pages []page, texts []string) map[string]float64 {
	groups := map[string]*means{"ALL": {}}
	var there, wanted, leaked float64
	for i := range pages {
		p := &pages[i]
		if p.Text == "" {
			text := collapse(texts[i])
			there += float64(contained(text, p.With))
			wanted += float64(len(p.With))
			leaked += float64(contained(text, p.Without))
			continue
		}
		if groups[p.Source] == nil {
			groups[p.Source] = &means{}
		}
		right, wrong, missed := compare(p.Text, texts[i])
		groups[p.Source].add(right, wrong, missed)
		groups["ALL"].add(right, wrong, missed)
	}
	f1 := map[string]float64{"segments": harmonic(there/max(1, there+leaked), there/max(1, wanted))}
	for name, m := range groups {
		f1[name] = m.f1()
	}
	return f1
}

func contained(text string, segments []string) int {
	n := 0
	for _, s := range segments {
		if strings.Contains(text, collapse(s)) {
			n++
		}
	}
	return n
}

// collapse makes each run of white space one space and drops soft hyphens.
func collapse(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ReplaceAll(s, "\u00ad", ""), unicode.IsSpace), " ")
}
