package news_test

import (
	"testing"

	"parallax/news"
)

func TestReworded(t *testing.T) {
	blocks := func(b ...news.Block) []news.Block { return b }
	paragraph := news.Block{Type: news.BlockParagraph, Text: "The dam held."}
	related := func(items string) []news.Block {
		return blocks(paragraph, news.Block{Type: news.BlockHeading, Text: "Read more"}, news.Block{Type: news.BlockList, Text: items})
	}
	for _, c := range []struct {
		name          string
		before, after news.Article
		want          bool
	}{
		{"nothing", news.Article{Title: "A", Text: "B"}, news.Article{Title: "A", Text: "B"}, false},
		{"headline", news.Article{Title: "Three dead"}, news.Article{Title: "Four dead"}, true},
		{"number in the headline", news.Article{Title: "3 dead"}, news.Article{Title: "4 dead"}, true},
		{"a corrected letter", news.Article{Text: "The goverment fell."}, news.Article{Text: "The government fell."}, true},
		{"number in a sentence", news.Article{Text: "It killed 3."}, news.Article{Text: "It killed 4."}, true},
		{"number in a short sentence of another script", news.Article{Text: "死者3名。"}, news.Article{Text: "死者4名。"}, true},
		{"spacing", news.Article{Title: "A  B ", Text: "One\u00a0two.\n\nThree."}, news.Article{Title: "A B", Text: "One two. Three."}, false},
		{"soft hyphens", news.Article{Text: "Donau\u00addampf."}, news.Article{Text: "Donaudampf."}, false},
		{"a joiner that Persian is written with", news.Article{Text: "می\u200cخواهم."}, news.Article{Text: "میخواهم."}, true},
		{"counter", news.Article{Text: "It fell.\n\n312 Kommentare"}, news.Article{Text: "It fell.\n\n1,3K Kommentare"}, false},
		{"counter behind its word", news.Article{Text: "Shares: (45)\n\nIt fell."}, news.Article{Text: "Shares: (46)\n\nIt fell."}, false},
		{"two numbers are no counter", news.Article{Text: "Final score 2:1 after 90"}, news.Article{Text: "Final score 2:2 after 90"}, true},
		{"list of other articles", news.Article{Blocks: related("Dam inspected\nMayor resigns")},
			news.Article{Blocks: related("Rain expected\nBridge closed\nMayor resigns")}, false},
		{"list that says something", news.Article{Blocks: related("Three died.\nTwo are missing.")},
			news.Article{Blocks: related("Three died.\nNobody is missing.")}, true},
		{"posts are not its prose", news.Article{Blocks: blocks(paragraph)},
			news.Article{Blocks: blocks(paragraph, news.Block{Type: news.BlockPost, Post: "1"})}, false},
		{"a paragraph more", news.Article{Blocks: blocks(paragraph)}, news.Article{Blocks: blocks(paragraph, paragraph)}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := news.Reworded(&c.before, &c.after); got != c.want {
				t.Errorf("Reworded = %v, want %v", got, c.want)
			}
			if got := news.Reworded(&c.after, &c.before); got != c.want {
				t.Errorf("Reworded the other way = %v, want %v", got, c.want)
			}
		})
	}
}
