package view

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"parallax/index"
	"parallax/news"
)

// ComparisonProps is what the page shows that sets side by side how the languages tell one incident.
type ComparisonProps struct {
	Page
	Incident    news.Incident
	Lead        news.Headline
	Foreign     bool
	Compared    int    // articles
	Unavailable string // why words, names and numbers aren't there; empty where they are
	Firsts      []FirstReport
	Comparison  index.Comparison
	Posts       []QuotedPost
	CSV         string // address of the tables as CSV, without the name of the table
}

// A FirstReport is the first report of one language.
type FirstReport struct {
	Headline news.Headline
	Articles int           // compared in that language
	Later    time.Duration // than the very first report
	Timed    bool          // whether Later is known
}

// A QuotedPost is an embedded post with how many articles of each language embed it.
type QuotedPost struct {
	Post      news.Post
	Languages map[string]int
}

// Articles are all that embed it.
func (p *QuotedPost) Articles() int {
	n := 0
	for _, k := range p.Languages {
		n += k
	}
	return n
}

// Tags are the languages of the articles that embed it, most articles first.
func (p *QuotedPost) Tags() []string {
	var tags []string
	for tag := range p.Languages {
		tags = append(tags, tag)
	}
	slices.SortFunc(tags, func(a, b string) int { return cmp.Or(p.Languages[b]-p.Languages[a], strings.Compare(a, b)) })
	return tags
}

// postsCompared is how many posts the page sets beside each other; the CSV has all.
const postsCompared = 24

// A crossRow is a line of a table whose columns are languages.
type crossRow struct {
	forms []crossForm // in the order of the columns, one for each
	count int         // columns that aren't empty
}

type crossForm struct {
	text     string
	articles int
}

// columnsOf are the languages of a comparison.
func (p ComparisonProps) columnsOf() []string {
	var tags []string
	for _, l := range p.Comparison.Languages {
		tags = append(tags, l.Language)
	}
	if tags == nil { // nothing is compared without an index
		for _, f := range p.Firsts {
			tags = append(tags, f.Headline.Language)
		}
	}
	return tags
}

func crossMention(columns []string, m index.Mention) crossRow {
	row := crossRow{forms: make([]crossForm, len(columns))}
	for _, f := range m.Forms {
		if at := slices.Index(columns, f.Language); at >= 0 {
			row.forms[at] = crossForm{f.Text, f.Articles}
			row.count++
		}
	}
	return row
}

func crossPost(columns []string, p QuotedPost) crossRow {
	row := crossRow{forms: make([]crossForm, len(columns))}
	for at, tag := range columns {
		if n := p.Languages[tag]; n > 0 {
			row.forms[at] = crossForm{"", n}
			row.count++
		}
	}
	return row
}

// spellings are the different ways in which the languages write a mention.
func spellings(m index.Mention) []index.MentionForm {
	var out []index.MentionForm
	for _, f := range m.Forms {
		if !slices.ContainsFunc(out, func(other index.MentionForm) bool { return strings.EqualFold(other.Text, f.Text) }) {
			out = append(out, f)
		}
	}
	return out
}

// fewTexts is how many articles of a language there have to be in the index, besides those compared, for its
// distinctive words to say much.
const fewTexts = 30

func isThin(l index.Telling) bool { return l.Indexed-l.Articles < fewTexts }

// lateness places the first report of a language between the very first and the last of these.
func lateness(f FirstReport, all []FirstReport) string {
	longest := time.Duration(0)
	for _, other := range all {
		longest = max(longest, other.Later)
	}
	start := time.Time{}
	return position(start.Add(f.Later), start, start.Add(longest))
}
