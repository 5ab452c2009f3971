package extract

import (
	"regexp"
	"strings"
	"time"

	"parallax/news"
)

// maxTitle is where a title made of an article's first sentence is cut, in user-perceived characters.
const maxTitle = 120

// datePrefix is how archives of plain text give the day of publication, before the first paragraph.
var datePrefix = regexp.MustCompile(`^\s*date\s+(\d{4}-\d{2}-\d{2})\s+`)

// plain reads a document of plain text that holds one article: paragraphs parted by blank lines, or one a
// line where there are none. It has no title line, so that its first sentence becomes the title.
func plain(p news.Page, o Options) (news.Article, error) {
	text := string(decode(p.Body, p.ContentType))
	var published time.Time
	if m := datePrefix.FindStringSubmatchIndex(text); m != nil {
		if t, err := time.Parse(time.DateOnly, text[m[2]:m[3]]); err == nil {
			published, text = t, text[m[1]:]
		}
	}
	blocks, gaps := paragraphs(text)
	blocks, _ = liftFlat(blocks, gaps, p.Item.Language)
	a := begin(p)
	if a.CanonicalURL = news.CanonicalURL(p.FinalURL); a.CanonicalURL == "" {
		a.CanonicalURL = news.CanonicalURL(p.URL)
	}
	a.ID = news.ArticleID(a.CanonicalURL)
	write(&a, blocks, o)
	if a.Text == "" && len(a.Posts) == 0 {
		return refuse("empty", news.CausePageEmpty)
	}
	a.Published = reached(p.Fetched, published, p.Item.Published, latestPost(a.Posts))
	a.Title = tidy(p.Item.Title)
	if a.Title == "" {
		first, _, _ := strings.Cut(a.Text, "\n")
		a.Title = cut(firstSentence(first), maxTitle)
	}
	a.Lead, a.Authors = tidy(p.Item.Summary), p.Item.Authors
	return a, nil
}

// latestPost is the time of the newest dated post. A document without any date is taken to be of that day: it
// can't be older, and the texts that quote posts are seldom much younger.
func latestPost(posts []news.Post) time.Time {
	var latest time.Time
	for i := range posts {
		if posts[i].Published.After(latest) {
			latest = posts[i].Published
		}
	}
	return latest
}

// paragraphs cuts plain text. gaps[i] tells that more than one blank line stands before paragraph i.
func paragraphs(text string) (blocks []block, gaps []bool) {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	hasBlank := false
	for i := 1; i+1 < len(lines); i++ {
		if strings.TrimSpace(lines[i]) == "" && strings.TrimSpace(lines[i+1]) != "" {
			hasBlank = true
		}
	}
	var part []string
	blank, gap := 0, false
	end := func() {
		if t := tidy(strings.Join(part, " ")); t != "" && len(blocks) < maxBlocks {
			blocks = append(blocks, block{kind: kindParagraph, text: t, words: words(t)})
			gaps = append(gaps, gap)
		}
		part = part[:0]
	}
	for _, line := range lines {
		if strings.TrimSpace(line) == "" {
			blank++
			continue
		}
		if blank > 0 || !hasBlank {
			end()
			gap = blank > 1
		}
		blank = 0
		part = append(part, line)
	}
	end()
	return blocks, gaps
}
