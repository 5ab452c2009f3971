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
	Limit  int    // lines on the page: 0 means 20, at most 200
	Cursor string // Next of the page before; empty for the first page
	Whole  bool   // sort and count the lines of all articles, however many; each page takes as long as all of them
}

// The orders of a concordance.
const (
	ByDate  = "date"  // newest article first, then as in the text
	ByLeft  = "left"  // by what stands before the match, from the match outwards
	ByRight = "right" // by what stands behind the match
)

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
// it leads through all articles that the query finds. In another order it reads the newest 2,500 of them, and stops at 20,000
// lines or 32 MiB of text, unless the whole is asked for. The error is a *SyntaxError or ErrBadCursor where the request is at
// fault.
func (ix *Index) Concordance(ctx context.Context, r ConcordanceRequest) (ConcordanceResult, error) {
	q, m, err := ix.wordQuery(r.Query)
	if err != nil {
		return ConcordanceResult{}, err
	}
	if err := checkLineSort(r.Sort); err != nil {
		return ConcordanceResult{}, err
	}
	key := cursorKey("concordance", q.String(), r.Sort)
	switch {
	case r.Whole:
		return ix.wholeLines(ctx, q, m, r)
	case r.Sort == ByLeft || r.Sort == ByRight:
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

func checkLineSort(sort string) error {
	if !slices.Contains([]string{"", ByDate, ByLeft, ByRight}, sort) {
		return &SyntaxError{Message: "there is no order " + strconv.Quote(sort) + "; sort by date, left or right"}
	}
	return nil
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
	from := min(offset, len(found))
	until := min(from+pageSize(r.Limit), len(found))
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
	e := examination{ix: ix, query: q, marker: m}
	result.Articles, result.Examined, err = e.run(ctx, func(a *news.Article, texts []reading) bool {
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
	for i := range found {
		lines[i] = found[i].line()
	}
	return lines
}

func (o *occurrence) line() Line {
	l := Line{
		Article:  *o.article,
		Left:     leftContext(o.text.text, o.at.start),
		Match:    oneLine(o.text.text[o.at.start:o.at.end]),
		Right:    rightContext(o.text.text, o.at.end),
		Language: o.text.language,
		InPost:   o.text.field == fieldPost,
	}
	if o.text.embedded != nil {
		l.Embedded = *o.text.embedded
	}
	return l
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
	key := contextKeys(by)
	type keyed struct {
		key  string
		line Line
	}
	rows := make([]keyed, len(lines))
	for i := range lines {
		rows[i] = keyed{key(&lines[i]), lines[i]}
	}
	slices.SortStableFunc(rows, func(a, b keyed) int { return strings.Compare(a.key, b.key) })
	for i := range rows {
		lines[i] = rows[i].line
	}
}

// contextKeys makes keys that sort lines as strings. By date all are equal.
func contextKeys(by string) func(*Line) string {
	if by != ByLeft && by != ByRight {
		return func(*Line) string { return "" }
	}
	c := collate.New(language.Und, collate.IgnoreCase, collate.IgnoreWidth)
	buf := &collate.Buffer{}
	return func(l *Line) string {
		context := l.Right
		if by == ByLeft {
			context = outwards(l.Left)
		}
		defer buf.Reset()
		return string(c.KeyFromString(buf, strings.TrimSpace(context)))
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
