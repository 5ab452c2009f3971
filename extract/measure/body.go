package measure

import (
	"maps"
	"regexp"
	"strings"
	"unicode"
)

// The metric of body texts is that of the scrapinghub article-extraction-benchmark: multisets of shingles of four
// tokens; what is found rightly, wrongly and not at all, as shares of one page; F1 of the mean precision and the mean
// recall over pages. In scripts written without spaces each character is a token.

var (
	token   = regexp.MustCompile(`[\pL\pN_]+`)
	unspace = regexp.MustCompile(`([\x{3040}-\x{30ff}\x{3400}-\x{9fff}\x{f900}-\x{faff}\x{0e00}-\x{0e7f}])`)
)

const shingleSize = 4

// Tokens are the words of a text, and its characters where words aren't parted by spaces.
func Tokens(text string) []string {
	return token.FindAllString(unspace.ReplaceAllString(text, " $1 "), -1)
}

// Shingles counts the runs of four tokens in a text; a shorter text is one run.
func Shingles(text string) map[string]int {
	tokens := Tokens(text)
	count := map[string]int{}
	for i := 0; i < len(tokens) && i < max(1, len(tokens)-shingleSize+1); i++ {
		count[strings.Join(tokens[i:min(len(tokens), i+shingleSize)], " ")]++
	}
	return count
}

// Match compares a text with the true one: the shares of shingles found rightly, wrongly, and missed. They add up to
// 1, or are all 0 where neither text has a word.
func Match(truth, text string) (right, wrong, missed float64) {
	want, got := Shingles(truth), Shingles(text)
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

// Means collects the precision and the recall of pages. A page without text has no precision.
type Means struct{ precision, recall, precisions, recalls float64 }

// Add takes in what Match tells of a page.
func (m *Means) Add(right, wrong, missed float64) {
	if right+wrong > 0 {
		m.precision, m.precisions = m.precision+right/(right+wrong), m.precisions+1
	}
	if right+missed > 0 {
		m.recall, m.recalls = m.recall+right/(right+missed), m.recalls+1
	}
}

// F1 is the harmonic mean of the mean precision and the mean recall.
func (m *Means) F1() float64 {
	return harmonic(m.precision/max(1, m.precisions), m.recall/max(1, m.recalls))
}

func harmonic(a, b float64) float64 {
	if a+b == 0 {
		return 0
	}
	return 2 * a * b / (a + b)
}

// Bodies is the F1 of texts, one for each page, by source; of all pages with a whole text ("ALL"); and of the segments
// that must and must not be there, over all pages that have them ("segments").
func Bodies(pages []Page, texts []string) map[string]float64 {
	f1 := grouped(pages, texts, func(p *Page) string { return p.Source })
	f1["ALL"] = grouped(pages, texts, func(*Page) string { return "ALL" })["ALL"]
	var there, wanted, leaked float64
	for i := range pages {
		if p := &pages[i]; p.Text == "" {
			text := Collapse(texts[i])
			there += float64(contained(text, p.With))
			wanted += float64(len(p.With))
			leaked += float64(contained(text, p.Without))
		}
	}
	f1["segments"] = harmonic(there/max(1, there+leaked), there/max(1, wanted))
	return f1
}

// Languages is the F1 of texts by the language of the page, of those languages that have at least four pages with a
// whole text.
func Languages(pages []Page, texts []string) map[string]float64 {
	f1 := grouped(pages, texts, func(p *Page) string { return p.Lang })
	count := map[string]int{}
	for i := range pages {
		if pages[i].Text != "" {
			count[pages[i].Lang]++
		}
	}
	maps.DeleteFunc(f1, func(language string, _ float64) bool { return count[language] < 4 })
	return f1
}

// Failed are the IDs of pages whose text has an F1 under a half, in the order of the pages.
func Failed(pages []Page, texts []string) []string {
	var ids []string
	for i := range pages {
		if pages[i].Text == "" {
			continue
		}
		var m Means
		m.Add(Match(pages[i].Text, texts[i]))
		if m.F1() < .5 {
			ids = append(ids, pages[i].ID)
		}
	}
	return ids
}

// grouped is the F1 by group of the pages with a whole text.
func grouped(pages []Page, texts []string, group func(*Page) string) map[string]float64 {
	groups := map[string]*Means{}
	for i := range pages {
		p := &pages[i]
		if p.Text == "" {
			continue
		}
		name := group(p)
		if groups[name] == nil {
			groups[name] = &Means{}
		}
		groups[name].Add(Match(p.Text, texts[i]))
	}
	f1 := map[string]float64{}
	for name, m := range groups {
		f1[name] = m.F1()
	}
	return f1
}

func contained(text string, segments []string) int {
	n := 0
	for _, s := range segments {
		if strings.Contains(text, Collapse(s)) {
			n++
		}
	}
	return n
}

// Collapse makes each run of white space one space and drops soft hyphens.
func Collapse(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ReplaceAll(s, "\u00ad", ""), unicode.IsSpace), " ")
}
