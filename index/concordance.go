package index

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"parallax/news"
)

// A ConcordanceRequest asks for the words of a query in their context.
type ConcordanceRequest struct {
	Query  string // needs at least one word; conditions choose the articles
	Sort   string // ByDate (also ""), ByLeft or ByRight
	Limit  int    // lines on the page: 0 means 20, at most 200; AllLines for all that there are
	Cursor string // Next of the page before; empty for the first page
}

// The orders of a concordance.
const (
	ByDate  = "date"  // newest article first, then as in the text
	ByLeft  = "left"  // by what stands before the match, from the match outwards
	ByRight = "right" // by what stands behind the match
)

// AllLines is the Limit of a concordance on a single page.
const AllLines = -1

// MostExamined is how many articles are read for a concordance that isn't sorted by date, and for statistics: half a
// second's work of two cores.
const MostExamined = 2500

// A ConcordanceResult is one page of a concordance (KWIC, H. P. Luhn, "Keyword-in-context index for technical
// literature", American Documentation 11, 1960).
type ConcordanceResult struct {
	Total      int  // lines in all, as far as articles were examined; by date, in all articles
	Estimated  bool // whether Total is an estimate, from the articles of the first page
	Lines      []Line
	Next       string // cursor of the page that follows; empty at the end
	Understood string // see Query.String
	Articles   int    // articles that the query finds
	Examined   int    // how many were read: the newest of them, or those that the page needed
}

// A Line is one occurrence with its context, in reading order: in a right-to-left text Left is what comes
// before the match, and stands to the right of it on the page. Line breaks are spaces, no character is cut in two.
type Line struct {
	Article            news.Article
	Left, Match, Right string
	Language           string // BCP 47; not the article's where the line is from a post
	InPost             bool   // whether it is from a post that the article embeds
	Embedded           int    // how many of the articles that were read embed that post; it has its lines once
}

const (
	maxExamined     = MostExamined
	maxExaminedText = 32 << 20 // bytes of their texts
	maxLines        = 20000
	contextWidth    = 80 // columns of context on each side
)

// Concordance returns the occurrences of a query's words in titles, leads, texts and posts, with their context. By date
// it leads through all articles that the query finds. In another order, or on a single page, it reads the newest 2,500 of
// them, and stops at 20,000 lines or 32 MiB of text. The error is a *SyntaxError or ErrBadCursor where the request is at
// fault.
func (ix *Index) Concordance(ctx context.Context, r ConcordanceRequest) (ConcordanceResult, error) {
	q, m, err := ix.wordQuery(r.Query)
	if err != nil {
		return ConcordanceResult{}, err
	}
	if !slices.Contains([]string{"", ByDate, ByLeft, ByRight}, r.Sort) {
		return ConcordanceResult{}, &SyntaxError{Message: "there is no order " + strconv.Quote(r.Sort) + "; sort by date, left or right"}
	}
	key := cursorKey("concordance", q.String(), r.Sort)
	if r.Sort == ByLeft || r.Sort == ByRight || r.Limit == AllLines {
		return ix.linesByContext(ctx, q, m, r)
	}
	var from *datePlace
	if r.Cursor != "" {
		if from, err = readDatePlace(r.Cursor, key); err != nil {
			return ConcordanceResult{}, err
		}
	}
	result, next, err := ix.linesByDate(ctx, q, m, datePage{from, pageSize(r.Limit)})
	result.Understood = q.String()
	if next != nil {
		result.Next = writeCursor(cursor{Key: key, After: next.values()})
	}
	return result, err
}

// linesByContext sorts the lines of the newest articles.
func (ix *Index) linesByContext(ctx context.Context, q Query, m *marker, r ConcordanceRequest) (ConcordanceResult, error) {
	key := cursorKey("concordance", q.String(), r.Sort)
	offset := 0
	var err error
	if r.Cursor != "" {
		if offset, err = readOffset(r.Cursor, key); err != nil {
			return ConcordanceResult{}, err
		}
	}
	result := ConcordanceResult{Understood: q.String()}
	found, err := ix.occurrences(ctx, q, m, &result)
	if err != nil {
		return result, err
	}
	result.Total = len(found)
	limit := pageSize(r.Limit)
	if r.Limit == AllLines {
		limit = len(found)
	}
	from := min(offset, len(found))
	until := min(from+limit, len(found))
	if until < len(found) {
		result.Next = writeCursor(cursor{Key: key, After: []string{strconv.Itoa(until)}})
	}
	lines := linesOf(found)
	sortLines(lines, r.Sort)
	result.Lines = lines[from:until]
	return result, nil
}

// wordQuery parses a query that needs a word to look for.
func (ix *Index) wordQuery(query string) (Query, *marker, error) {
	q, err := Parse(query)
	if err != nil {
		return q, nil, err
	}
	m := newMarker(q, &ix.memo)
	if len(m.nodes) == 0 {
		return q, nil, wrong(0, noContext)
	}
	return q, m, nil
}

// An occurrence is a line that is not cut yet.
type occurrence struct {
	article *news.Article
	text    *reading
	at      region
}

// occurrences reads the newest articles that the query finds, newest first.
func (ix *Index) occurrences(ctx context.Context, q Query, m *marker, result *ConcordanceResult) ([]occurrence, error) {
	var list []occurrence
	var err error
	result.Articles, result.Examined, err = ix.examine(ctx, q, m, func(a *news.Article, texts []reading) bool {
		list = append(list, occurrencesIn(a, texts)...)
		return len(list) < maxLines
	})
	return list[:min(len(list), maxLines)], err
}

// occurrencesIn are the occurrences in the texts of an article, without those in posts that were read before.
func occurrencesIn(a *news.Article, texts []reading) []occurrence {
	var list []occurrence
	for i := range texts {
		r := &texts[i]
		r.tokens = nil // so that they can go
		if r.again {
			continue
		}
		for _, at := range r.regions {
			list = append(list, occurrence{a, r, at})
		}
	}
	return list
}

func linesOf(found []occurrence) []Line {
	lines := make([]Line, len(found))
	for i, o := range found {
		lines[i] = Line{
			Article:  *o.article,
			Left:     leftContext(o.text.text, o.at.start),
			Match:    oneLine(o.text.text[o.at.start:o.at.end]),
			Right:    rightContext(o.text.text, o.at.end),
			Language: o.text.language,
			InPost:   o.text.field == fieldPost,
		}
		if o.text.embedded != nil {
			lines[i].Embedded = *o.text.embedded
		}
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
