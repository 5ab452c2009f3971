// Package export writes records out of Parallax: for programs as JSON Lines, for spreadsheets as CSV, for newsrooms as IPTC
// ninjs, for statistics as Parquet, for whoever cites them as a Data Package, and for feed readers as RSS, Atom and JSON Feed.
//
//	err := export.Write(ctx, w, records, export.Selection{What: export.Articles, Format: export.CSV})
//
// Write streams the records of a Selection in constant memory, in the order of their IDs, so that an export that broke off can
// be taken up behind the last record that came. What it writes depends on the records and the selection alone, on no clock and no
// chance: of one state of the records it writes the same bytes every time.
//
// Every text passes a Policy (rights.go), which cuts it by what the outlet's rights allow; a record says by which. Schemas holds
// a JSON Schema for the JSON of each kind, Columns the columns of its table. A Data Package (package.go) is a zip with the
// tables of all kinds that describes itself. RSS, Atom and JSONFeed write a Feed, which the caller makes out of whatever it lists.
//
// The package chooses nothing and knows neither where records come from nor where they go.
package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"time"

	"parallax/news"
)

// Records is where the records to write come from. Streams come by ID, from the first one behind after on.
type Records interface {
	EachArticle(ctx context.Context, after string) iter.Seq2[news.Article, error]
	EachIncident(ctx context.Context, after string) iter.Seq2[news.Incident, error]
	EachPost(ctx context.Context, after string) iter.Seq2[news.EmbeddedPost, error]
	ArticlesByID(ctx context.Context, ids []string) ([]news.Article, error)
	Article(ctx context.Context, id string) (news.Article, error)
	Incident(ctx context.Context, id string) (news.Incident, error)
	Post(ctx context.Context, id string) (news.EmbeddedPost, error)
	Sources(ctx context.Context) ([]news.SourceHealth, error)
	StateTime(ctx context.Context) (time.Time, error)
}

// A Selection is what of the records to write, and how.
type Selection struct {
	What    Kind // without meaning in a Data Package, which has all kinds
	Format  Format
	Query   string                   // as it was asked, for a Data Package to tell
	Found   iter.Seq2[string, error] // IDs of the articles that the query finds, ascending; nil for all there is
	After   string                   // the cursor: ID of the last record that one has; empty to begin at the first
	Policy  Policy
	Version string          // of the program, for a Data Package to tell
	Done    func(id string) // called behind each record that was written; may be nil
}

// Write writes a selection of the records. Each record of a format that is Resumable is one call of w.Write. The IDs of what a
// query found are kept in memory, the rest is not. A selection that means nothing is a *Fault and nothing is written; any
// other error is that of the records or of the writer and comes behind what was written.
func Write(ctx context.Context, w io.Writer, records Records, s Selection) error {
	if err := s.Check(ctx, records); err != nil {
		return err
	}
	h := &holdings{records: records, found: s.Found, after: s.After, policy: s.Policy}
	if s.Format == DataPackage {
		return wrap(writePackage(ctx, w, h, s))
	}
	var err error
	switch s.What {
	case Articles:
		err = writeRows(h.articles(ctx), articleEncoder(w, s), s.Done)
	case Incidents:
		err = writeRows(h.incidents(ctx), incidentEncoder(w, s), s.Done)
	case Posts:
		err = writeRows(h.posts(ctx), encoderOf(w, s, postColumns, postID, parquetPost), s.Done)
	case Filings:
		err = writeRows(h.filings(ctx), encoderOf(w, s, filingColumns, filingID, parquetFiling), s.Done)
	case Sources:
		err = writeRows(h.sources(ctx), encoderOf(w, s, sourceColumns, sourceID, parquetSource), s.Done)
	}
	return wrap(err)
}

func wrap(err error) error {
	if err != nil {
		err = fmt.Errorf("export: %w", err)
	}
	return err
}

// Check refuses a selection that means nothing, as Write does: its error is a *Fault, or that of reading the records.
func (s *Selection) Check(ctx context.Context, records Records) error {
	if _, err := ParseFormat(string(s.Format)); err != nil {
		return err
	}
	if _, err := ParseKind(string(s.What)); err != nil && s.Format != DataPackage {
		return err
	}
	switch {
	case !s.Format.Holds(s.What) && s.Format != DataPackage:
		return &Fault{
			Param: "format", Value: string(s.Format), Message: "ninjs has a form for articles and incidents only; choose another format for " + string(s.What),
			Code: FaultNoForm, Args: []string{"format", string(s.Format), "kinds", "articles, incidents", "kind", string(s.What)},
		}
	case s.After == "":
		return nil
	case !s.Format.Resumable():
		return &Fault{
			Param: "cursor", Value: s.After, Message: "only jsonl, csv and ninjs can be taken up in the middle; leave it out",
			Code: FaultNotResumable, Args: []string{"formats", "jsonl, csv, ninjs"},
		}
	}
	known, err := hasRecord(ctx, records, s.What, s.After)
	if err == nil && !known {
		return &Fault{
			Param: "cursor", Value: s.After,
			Message: "it is not the ID of one of the " + string(s.What) + "; give that of the last record that you have, or leave it out to begin anew",
			Code:    FaultNoRecord, Args: []string{"kind", string(s.What)},
		}
	}
	return err
}

// hasRecord reports whether there is a record with an ID.
func hasRecord(ctx context.Context, records Records, k Kind, id string) (bool, error) {
	var err error
	switch k {
	case Articles, Filings:
		_, err = records.Article(ctx, id)
	case Incidents:
		_, err = records.Incident(ctx, id)
	case Posts:
		_, err = records.Post(ctx, id)
	case Sources:
		var all []news.SourceHealth
		all, err = records.Sources(ctx)
		for _, s := range all {
			if s.ID == id {
				return true, err
			}
		}
		return false, err
	}
	if errors.Is(err, news.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}
