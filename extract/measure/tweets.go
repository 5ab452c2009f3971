package measure

import (
	"slices"
	"strings"
)

// TweetFigures are what was found of the tweets that pages embed: recall, precision, and the shares of those found whose
// text and whose handle are right. Missed and Extra name the tweets behind the first two, as "page tweet".
type TweetFigures struct {
	Recall, Precision, Text, Handle float64
	Missed, Extra                   []string
}

// Tweets compares what read finds in each page, by ID, with what it embeds. Mere links are no embeddings, unless embedded
// says otherwise, by "page tweet".
func Tweets(pages []Embedding, embedded map[string]bool, read func(*Embedding) []Tweet) TweetFigures {
	var f TweetFigures
	var hit, texts, sameText, handles, sameHandle float64
	for i := range pages {
		page := &pages[i]
		got := map[string]Tweet{}
		for _, t := range read(page) {
			got[t.ID] = t
		}
		done := map[string]bool{}
		for _, want := range page.Tweets {
			if done[want.ID] || want.Form == "plain_link" && !embedded[page.ID+" "+want.ID] {
				continue
			}
			done[want.ID] = true
			t, found := got[want.ID]
			delete(got, want.ID)
			if !found {
				f.Missed = append(f.Missed, page.ID+" "+want.ID)
				continue
			}
			hit++
			if want.Text != "" {
				if texts++; fold(want.Text) == fold(t.Text) {
					sameText++
				}
			}
			if want.Handle != "" && t.Handle != "" {
				if handles++; strings.EqualFold(want.Handle, t.Handle) {
					sameHandle++
				}
			}
		}
		for id := range got {
			f.Extra = append(f.Extra, page.ID+" "+id)
		}
	}
	slices.Sort(f.Extra)
	f.Recall, f.Precision = hit/max(1, hit+float64(len(f.Missed))), hit/max(1, hit+float64(len(f.Extra)))
	f.Text, f.Handle = sameText/max(1, texts), sameHandle/max(1, handles)
	return f
}

// Listed are the first cells, parted by spaces, of a table of tab-separated values, those of lines that begin with "#" left out.
func Listed(table string, cells int) map[string]bool {
	listed := map[string]bool{}
	for line := range strings.Lines(table) {
		if row := strings.Split(strings.TrimSuffix(line, "\n"), "\t"); len(row) > cells && !strings.HasPrefix(line, "#") {
			listed[strings.Join(row[:cells], " ")] = true
		}
	}
	return listed
}
