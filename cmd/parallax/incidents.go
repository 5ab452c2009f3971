package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"parallax/news"
	"parallax/store"
)

// incidentsCommand corrects what belongs together.
type incidentsCommand struct {
	Merge incidentsMergeCommand `cmd:"" help:"Make two incidents one. The older keeps its ID, the younger's leads to it."`
	Split incidentsSplitCommand `cmd:"" help:"Make some articles of an incident an incident of their own."`
	Move  incidentsMoveCommand  `cmd:"" help:"File an article under another incident."`
	List  incidentsListCommand  `cmd:"" help:"List the corrections made so far."`
	Undo  incidentsUndoCommand  `cmd:"" help:"Take a correction back."`
}

// correctionFlags are the settings of every correction.
type correctionFlags struct {
	dataFlag
	Note string `placeholder:"TEXT" help:"Who corrects, and why. Shown on the site and in the article's JSON."`
}

type incidentsMergeCommand struct {
	correctionFlags
	A string `arg:"" name:"incident" help:"ID of an incident, or the address of its page."`
	B string `arg:"" name:"other" help:"ID of the other."`
}

func (c *incidentsMergeCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	return c.correct(ctx, s, log, func(st *store.Store) (news.Correction, error) {
		return st.MergeIncidents(ctx, recordID(c.A), recordID(c.B), c.Note)
	})
}

type incidentsSplitCommand struct {
	correctionFlags
	Incident string   `arg:"" help:"ID of the incident, or the address of its page."`
	Articles []string `arg:"" name:"article" help:"IDs of the articles that don't belong with the others, or addresses of their pages."`
}

func (c *incidentsSplitCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	var articles []string
	for _, a := range c.Articles {
		articles = append(articles, recordID(a))
	}
	return c.correct(ctx, s, log, func(st *store.Store) (news.Correction, error) {
		return st.SplitIncident(ctx, recordID(c.Incident), articles, c.Note)
	})
}

type incidentsMoveCommand struct {
	correctionFlags
	Article  string `arg:"" help:"ID of the article, or the address of its page."`
	Incident string `arg:"" help:"ID of the incident that it belongs to."`
}

func (c *incidentsMoveCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	return c.correct(ctx, s, log, func(st *store.Store) (news.Correction, error) {
		return st.MoveArticle(ctx, recordID(c.Article), recordID(c.Incident), c.Note)
	})
}

type incidentsUndoCommand struct {
	dataFlag
	Number int `arg:"" name:"n" help:"Number of the correction, as in parallax incidents list."`
}

func (c *incidentsUndoCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	return c.correct(ctx, s, log, func(st *store.Store) (news.Correction, error) {
		return st.UndoCorrection(ctx, c.Number)
	})
}

// recordID is the ID of a record that is named by its ID or by the address of its page on the site.
func recordID(name string) string {
	for _, folder := range []string{"/incidents/", "/articles/"} {
		if _, id, ok := strings.Cut(name, folder); ok {
			name = id
		}
	}
	return name
}

type incidentsListCommand struct {
	dataFlag
	JSON bool `help:"Each correction as a JSON object on a line of its own."`
}

func (c *incidentsListCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	st, err := c.reading(ctx, log)
	if err != nil {
		return err
	}
	defer st.Close()
	all, err := st.Corrections(ctx)
	if err != nil {
		return err
	}
	if c.JSON {
		encoder := json.NewEncoder(s.out)
		for _, correction := range all {
			if err := encoder.Encode(correction); err != nil {
				return err
			}
		}
		return nil
	}
	return writeCorrections(s.out, all)
}

func writeCorrections(w io.Writer, all []news.Correction) error {
	table := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprintln(table, "N\tMADE\tWHAT\tNOTE\tSTATE")
	for _, c := range all {
		state := "holds"
		if !c.Undone.IsZero() {
			state = "undone " + moment(c.Undone)
		}
		fmt.Fprintf(table, "%d\t%s\t%s\t%s\t%s\n", c.N, moment(c.Time), correctionLine(&c), strings.Join(strings.Fields(c.Note), " "), state)
	}
	return table.Flush()
}

// correctionLine says in a line what a correction does.
func correctionLine(c *news.Correction) string {
	articles := fmt.Sprintf("%d articles", len(c.Articles))
	if len(c.Articles) == 1 {
		articles = "article " + c.Articles[0]
	}
	switch c.Kind {
	case news.CorrectionMerge:
		return fmt.Sprintf("merge: %s is part of %s", c.Incident, c.Into)
	case news.CorrectionSplit:
		return fmt.Sprintf("split: %s of %s are %s", articles, c.Incident, c.Into)
	}
	return fmt.Sprintf("%s: %s from %s to %s", c.Kind, articles, c.Incident, c.Into)
}

// correct opens the data folder, makes a correction, and says what came of it. A parallax serve that works with the folder
// goes on and follows.
func (d dataFlag) correct(ctx context.Context, s streams, log *slog.Logger, do func(*store.Store) (news.Correction, error)) error {
	if _, err := os.Stat(d.Data); err != nil {
		return fmt.Errorf("there is no data in %s yet: crawl or import something first, or name another folder with --data", d.Data)
	}
	st, err := d.records(ctx, log, time.Now)
	alone := err == nil
	if errors.Is(err, store.ErrInUse) {
		st, err = d.beside(ctx, log)
	}
	if err != nil {
		return err
	}
	defer st.Close()
	c, err := do(st)
	var refusal *store.Refusal
	if errors.As(err, &refusal) {
		return refusal
	}
	if err != nil {
		return err
	}
	if c.Undone.IsZero() {
		fmt.Fprintf(s.out, "%d\t%s\n", c.N, correctionLine(&c))
		fmt.Fprintf(s.err, "parallax incidents undo %d takes it back\n", c.N)
	} else {
		fmt.Fprintf(s.out, "%d\tundone: %s\n", c.N, correctionLine(&c))
	}
	if !alone {
		return nil // whoever works with the folder brings its index up
	}
	return d.searchAgain(ctx, st, log)
}

// searchAgain brings the index up to the store.
func (d dataFlag) searchAgain(ctx context.Context, st *store.Store, log *slog.Logger) error {
	ix, err := d.search(st, log)
	if err != nil {
		return err
	}
	return errors.Join((&pipeline{store: st, index: ix, log: log}).search(ctx), ix.Close())
}
