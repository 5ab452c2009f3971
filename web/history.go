package web

import (
	"slices"
	"strings"
	"unicode"

	"parallax/news"
	"parallax/web/view"
)

// revisionsShown is how many edits of an article its page shows, the latest ones.
const revisionsShown = 20

// revisions compares each wording of an article with the one before it, the latest first.
func revisions(a *news.Article) []view.Revision {
	if len(a.Versions) == 0 {
		return nil
	}
	wordings := append(slices.Clone(a.Versions), news.Version{Seen: a.Revised, Title: a.Title, Text: a.Text})
	var all []view.Revision
	for i := len(wordings) - 1; i > 0 && len(all) < revisionsShown; i-- {
		before, after := wordings[i-1], wordings[i]
		r := view.Revision{Seen: after.Seen, Text: changes(sentences(before.Text), sentences(after.Text))}
		if before.Title != after.Title {
			r.Before, r.After = before.Title, after.Title
		}
		all = append(all, r)
	}
	return all
}

// sentences cuts a text into its sentences. Where a script ends them with a mark and no space, as Chinese does, the mark is
// enough; a full stop needs a space behind it. What has no marks, as Thai, is cut at paragraphs alone.
func sentences(text string) []string {
	var all []string
	add := func(s string) {
		if s = strings.TrimSpace(s); s != "" {
			all = append(all, s)
		}
	}
	for paragraph := range strings.SplitSeq(text, "\n") {
		runes := []rune(paragraph)
		start := 0
		for i := 0; i < len(runes); i++ {
			if !unicode.Is(unicode.Sentence_Terminal, runes[i]) {
				continue
			}
			end := i + 1
			for end < len(runes) && closes(runes[end]) {
				end++
			}
			if end == len(runes) || unicode.IsSpace(runes[end]) || strings.ContainsRune("。！？｡", runes[i]) {
				add(string(runes[start:end]))
				start = end
			}
			i = end - 1
		}
		add(string(runes[start:]))
	}
	return all
}

// closes reports whether a character belongs to the sentence that ended before it.
func closes(r rune) bool {
	return unicode.Is(unicode.Sentence_Terminal, r) || unicode.In(r, unicode.Pe, unicode.Pf) || r == '"' || r == '\''
}

// comparedCells bounds the table by which two texts are compared: about 1,400 changed sentences in each.
const comparedCells = 2_000_000

// changes says how one text became another: what was taken out, what was added, and the sentences beside that, by their
// longest common subsequence. Texts too long for that are shown as taken out and put in as a whole between what they begin
// and end with in common.
func changes(before, after []string) []view.Change {
	head, tail := 0, 0
	for head < min(len(before), len(after)) && before[head] == after[head] {
		head++
	}
	for tail < min(len(before), len(after))-head && before[len(before)-1-tail] == after[len(after)-1-tail] {
		tail++
	}
	all := stated(view.Kept, before[:head])
	all = append(all, changesBetween(before[head:len(before)-tail], after[head:len(after)-tail])...)
	return besideChanges(append(all, stated(view.Kept, before[len(before)-tail:])...))
}

func stated(kind view.ChangeKind, sentences []string) []view.Change {
	var all []view.Change
	for _, s := range sentences {
		all = append(all, view.Change{Kind: kind, Text: s})
	}
	return all
}

func changesBetween(before, after []string) []view.Change {
	if len(before)*len(after) > comparedCells {
		return append(stated(view.Removed, before), stated(view.Added, after)...)
	}
	// common[i][j] is how many sentences before[i:] and after[j:] have in common, in order.
	width := len(after) + 1
	common := make([]int32, (len(before)+1)*width)
	for i := len(before) - 1; i >= 0; i-- {
		for j := len(after) - 1; j >= 0; j-- {
			if before[i] == after[j] {
				common[i*width+j] = common[(i+1)*width+j+1] + 1
			} else {
				common[i*width+j] = max(common[(i+1)*width+j], common[i*width+j+1])
			}
		}
	}
	var all []view.Change
	i, j := 0, 0
	for i < len(before) || j < len(after) {
		switch {
		case i < len(before) && j < len(after) && before[i] == after[j]:
			all = append(all, view.Change{Kind: view.Kept, Text: before[i]})
			i, j = i+1, j+1
		case j == len(after) || i < len(before) && common[(i+1)*width+j] >= common[i*width+j+1]:
			all = append(all, view.Change{Kind: view.Removed, Text: before[i]})
			i++
		default:
			all = append(all, view.Change{Kind: view.Added, Text: after[j]})
			j++
		}
	}
	return all
}

// besideChanges leaves out the sentences that stayed and have no change next to them.
func besideChanges(all []view.Change) []view.Change {
	changed := func(i int) bool { return i >= 0 && i < len(all) && all[i].Kind != view.Kept }
	var shown []view.Change
	for i, c := range all {
		switch {
		case changed(i-1) || changed(i) || changed(i+1):
			shown = append(shown, c)
		case len(shown) == 0 || shown[len(shown)-1].Kind != view.Gap:
			shown = append(shown, view.Change{Kind: view.Gap})
		}
	}
	if len(shown) == 1 && shown[0].Kind == view.Gap {
		return nil
	}
	return shown
}
