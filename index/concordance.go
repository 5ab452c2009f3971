package index

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"parallax/news"
)

// A ConcordanceRequest asks for the words of a query in their context.
type ConcordanceRequest struct {
	Query  string // needs at least one word; conditions choose the articles
	Sort   string // ByDate (also ""), ByLeft or ByRight
	Limit  int    // lines on the page: 0 means 20, at most 200
	Cursor string // Next of the page before; empty for the first page
}

// The orders of a concordance.
const (
	ByDate  = "date"  // newest article first, then as in the text
	ByLeft  = "left"  // by what stands before the match, from the match outwards
	ByRight = "right" // by what stands behind the match
)

// A ConcordanceResult is one page of a concordance (KWIC, H. P. Luhn, "Keyword-in-context index for technical
// literature", American Documentation 11, 1960).
type ConcordanceResult struct {
	Total      int // lines in all
	Lines      []Line
	Next       string // cursor of the page that follows; empty at the end
	Understood string // see Query.String
	Articles   int    // articles that the query finds
	Examined   int    // those of them, the newest, that the lines are from
}

// A Line is one occurrence with its context, in reading order: in a right-to-left text Left is what comes
// before the match, and stands to the right of it on the page. Line breaks are spaces, no character is cut in two.
type Line struct {
	Article            news.Article
	Left, Match, Right string
	Language           string // BCP 47; not the article's where the line is from a post
	InPost             bool   // whether it is from a post that the article embeds
}

const (
	maxExamined  = 1000 // articles that are read for one concordance
	examineChunk = 100
	contextWidth = 80 // columns of context on each side
)

// Concordance returns the occurrences of a query's words in titles, leads, texts and posts, with their context. It
// reads the newest 1,000 of the articles that the query finds. The error is a *SyntaxError or ErrBadCursor
// where the request is at fault.
func (ix *Index) Concordance(ctx context.Context, r ConcordanceRequest) (ConcordanceResult, error) {
	q, err := Parse(r.Query)
	if err != nil {
		return ConcordanceResult{}, err
	}
	m := newMarker(q, &ix.memo)
	switch {
	case len(m.nodes) == 0:
		return ConcordanceResult{}, &SyntaxError{0, "a concordance needs a word to show in its context"}
	case !slices.Contains([]string{"", ByDate, ByLeft, ByRight}, r.Sort):
		return ConcordanceResult{}, &SyntaxError{0, "there is no order " + strconv.Quote(r.Sort) + "; sort by date, left or right"}
	}
	key := cursorKey("concordance", q.String(), r.Sort)
	offset := 0
	if r.Cursor != "" {
		if offset, err = readOffset(r.Cursor, key); err != nil {
			return ConcordanceResult{}, err
		}
	}
	result := ConcordanceResult{Understood: q.String()}
	lines, err := ix.lines(ctx, q, m, &result)
	if err != nil {
		return result, err
	}
	sortLines(lines, r.Sort)
	result.Total = len(lines)
	limit := pageSize(r.Limit)
	lines = lines[min(offset, len(lines)):]
	if len(lines) > limit {
		lines = lines[:limit]
		result.Next = writeCursor(key, []string{strconv.Itoa(offset + limit)})
	}
	result.Lines = lines
	return result, nil
}

// lines reads the newest articles that the query finds, newest first.
func (ix *Index) lines(ctx context.Context, q Query, m *marker, result *ConcordanceResult) ([]Line, error) {
	order, err := sortOrder(SortNewest)
	if err != nil {
		return nil, err
	}
	req := bleve.NewSearchRequestOptions(ix.compile(q), maxExamined, 0, false)
	req.SortBy(order)
	req.Score = "none"
	found, err := ix.bleve.SearchInContext(ctx, req)
	if err != nil {
		return nil, searchError(err)
	}
	result.Articles, result.Examined = int(found.Total), len(found.Hits)
	var lines []Line
	for chunk := range slices.Chunk(found.Hits, examineChunk) {
		ids := make([]string, len(chunk))
		for i, hit := range chunk {
			ids[i] = hit.ID
		}
		articles, err := ix.fetch(ctx, ids)
		if err != nil {
			return nil, err
		}
		for _, a := range articles {
			lines = append(lines, m.lines(a)...)
		}
	}
	return lines, nil
}

// lines are the occurrences in one article, in reading order.
func (m *marker) lines(a news.Article) []Line {
	var lines []Line
	add := func(field string, p passage) {
		for _, r := range m.find(field, p) {
			lines = append(lines, Line{
				Article:  a,
				Left:     leftContext(p.text, r.start),
				Match:    oneLine(p.text[r.start:r.end]),
				Right:    rightContext(p.text, r.end),
				Language: p.language,
				InPost:   field == fieldPost,
			})
		}
	}
	add(fieldTitle, passage{a.Title, a.Language})
	if !strings.HasPrefix(a.Text, a.Lead) { // many texts begin with their lead, which is no second occurrence
		add(fieldLead, passage{a.Lead, a.Language})
	}
	add(fieldText, passage{a.Text, a.Language})
	for _, p := range a.Posts {
		add(fieldPost, passage{p.Text, p.Language})
	}
	return lines
}

// leftContext is what stands before a place, back to a paragraph's beginning or about contextWidth. It begins with
// a whole word where the script divides words.
func leftContext(text string, at int) string {
	from := retreat(text, at, contextWidth)
	if i := strings.LastIndex(text[from:at], "\n\n"); i >= 0 {
		from += i + 2
	} else if before, _ := utf8.DecodeLastRuneInString(text[:from]); from > 0 && !unicode.IsSpace(before) {
		if i := strings.IndexFunc(text[from:at], unicode.IsSpace); i >= 0 && from+i+1 < at {
			from += i + 1
		}
	}
	return oneLine(text[from:at])
}

func rightContext(text string, at int) string {
	until := advance(text, at, contextWidth)
	if i := strings.Index(text[at:until], "\n\n"); i >= 0 {
		until = at + i
	}
	return oneLine(text[at:until])
}

// sortLines orders lines by their context; lines that are equal there stay in the order of dates. The order of
// words is that of the Unicode Collation Algorithm.
func sortLines(lines []Line, by string) {
	if by != ByLeft && by != ByRight {
		return
	}
	c := collate.New(language.Und, collate.IgnoreCase, collate.IgnoreWidth)
	buf := &collate.Buffer{}
	type keyed struct {
		key  string
		line Line
	}
	rows := make([]keyed, len(lines))
	for i, l := range lines {
		context := l.Right
		if by == ByLeft {
			context = outwards(l.Left)
		}
		rows[i] = keyed{string(c.KeyFromString(buf, strings.TrimSpace(context))), l}
		buf.Reset()
	}
	slices.SortStableFunc(rows, func(a, b keyed) int { return strings.Compare(a.key, b.key) })
	for i := range rows {
		lines[i] = rows[i].line
	}
}

// outwards turns the words of a left context around, so that the one beside the match comes first; unspaced
// text is turned around character by character.
func outwards(left string) string {
	words := strings.Fields(left)
	slices.Reverse(words)
	for i, w := range words {
		if utf8.RuneCountInString(w) > 20 {
			chars := []rune(w)
			slices.Reverse(chars)
			words[i] = string(chars)
		}
	}
	return strings.Join(words, " ")
}
