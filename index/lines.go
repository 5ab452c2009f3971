package index

import (
	"context"
	"iter"
	"strconv"

	"parallax/news"
)

// A LinesRequest asks for all lines of a concordance.
type LinesRequest struct {
	Query string // needs at least one word; conditions choose the articles
	Sort  string // ByDate (also ""), ByLeft or ByRight
	Extent
}

// Lines gives all lines of a concordance in their order: those of the newest 2,500 articles, or of all that the query finds. Memory
// holds some of them; where there are more, they are sorted in a file of the system's folder for such files, a third of a
// kilobyte for each. Of the articles, what is shown beside a line is there. The error, a *SyntaxError where the request is at
// fault, comes alone or last.
func (ix *Index) Lines(ctx context.Context, r LinesRequest) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		q, m, err := ix.wordQuery(r.Query)
		if err == nil {
			err = checkLineSort(r.Sort)
		}
		if err != nil {
			yield(Line{}, err)
			return
		}
		s := newLineSorter(r.Sort)
		defer s.close()
		e := examination{r.Extent, ix, q, m}
		if _, _, err := s.read(ctx, &e); err != nil {
			yield(Line{}, err)
			return
		}
		for line, err := range s.sorted() {
			if err == nil {
				err = ctx.Err()
			}
			if !yield(line, err) || err != nil {
				return
			}
		}
	}
}

// wholeLines is a page of the lines of all articles.
func (ix *Index) wholeLines(ctx context.Context, q Query, m *marker, r ConcordanceRequest) (ConcordanceResult, error) {
	key := cursorKey("whole concordance", q.String(), r.Sort)
	offset := 0
	if r.Cursor != "" {
		var err error
		if offset, err = readOffset(r.Cursor, key); err != nil {
			return ConcordanceResult{}, err
		}
	}
	s := newLineSorter(r.Sort)
	defer s.close()
	result := ConcordanceResult{Understood: q.String()}
	var err error
	e := examination{Extent{Whole: true}, ix, q, m}
	if result.Articles, result.Examined, err = s.read(ctx, &e); err != nil {
		return result, err
	}
	result.Total = s.count
	until := offset + pageSize(r.Limit)
	if until < s.count {
		result.Next = writeCursor(cursor{Key: key, After: []string{strconv.Itoa(until)}})
	}
	at := 0
	for line, err := range s.sorted() {
		if err != nil {
			return result, err
		}
		if at >= until {
			break
		}
		if at >= offset {
			result.Lines = append(result.Lines, line)
		}
		at++
	}
	return result, nil
}

// read takes in the lines of the articles that are examined, and returns how many are found and how many were read.
func (s *lineSorter) read(ctx context.Context, e *examination) (all, read int, err error) {
	var failed error
	all, read, err = e.run(ctx, func(a *news.Article, texts []reading) bool {
		for _, o := range occurrencesIn(a, texts) {
			if !e.Whole && s.count == maxLines {
				return false
			}
			if failed = s.add(&o); failed != nil {
				return false
			}
		}
		return true
	})
	if failed != nil {
		err = failed
	}
	return all, read, err
}

// besideLine is an article without what no line shows of it.
func besideLine(a *news.Article) news.Article {
	return news.Article{
		ID: a.ID, URL: a.URL, Title: a.Title, Language: a.Language, Source: a.Source, Published: a.Published, Modified: a.Modified, Fetched: a.Fetched,
		Rights: a.Rights,
	}
}
