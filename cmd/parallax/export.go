package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"

	"golang.org/x/term"

	"parallax/export"
	"parallax/index"
	"parallax/news"
	"parallax/store"
)

// exportCommand writes records out.
type exportCommand struct {
	dataFlag
	What   string `default:"articles" enum:"articles,incidents,posts,filings,sources" help:"What to write: articles, incidents, posts, filings (which article reports which incident, and why) or sources. [${default}]"`
	Format string `default:"jsonl" enum:"jsonl,csv,ninjs,parquet,datapackage" help:"jsonl: everything, for programs. csv: for spreadsheets. ninjs: IPTC ninjs 3 a line, for newsrooms, articles and incidents only. parquet: for statistics, with nested lists. datapackage: a zip with tables of all kinds that describes itself, to be published and cited. [${default}]"`
	Query  string `placeholder:"Q" help:"Only articles that the query finds, the incidents they belong to, the posts they embed, their filings, their sources."`
	Rights string `default:"full" enum:"full,excerpt,metadata" help:"How much of the texts to write: all, their first 300 characters, nothing. Sources with rights of their own (parallax feeds rights) keep them. [${default}]"`
	Output string `short:"o" placeholder:"FILE" help:"File to write; standard output where not given. It appears once it is whole; until then it is FILE.part."`
	After  string `placeholder:"ID" help:"Begin behind the record with this ID (for filings, behind that article's); CSV then has no header line. For jsonl, csv and ninjs."`
	Resume bool   `help:"Go on with an export to FILE that was interrupted, with the same flags. For jsonl, csv and ninjs."`
}

func (c *exportCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	if err := c.sensible(); err != nil {
		return usageError{err}
	}
	st, err := c.reading(ctx, log)
	if err != nil {
		return err
	}
	defer st.Close()
	selection, err := c.selection(ctx, st)
	if err != nil {
		return err
	}
	if c.Query != "" {
		if selection.Found, err = c.find(ctx, st, log); err != nil {
			return err
		}
	}
	records := st
	if selection.Format == export.DataPackage {
		if records, err = st.Snapshot(ctx); err != nil {
			return err
		}
		defer records.Close()
	}
	if c.Output == "" && isTerminal(s.out) {
		return c.explain(c.write(ctx, s.out, records, selection)) // the records themselves show how far it is
	}
	steps := newProgress(s.err)
	counted := steps.each("exporting", c.total(ctx, records, selection))
	selection.Done = func(string) { counted.add() }
	if err := c.write(ctx, s.out, records, selection); err != nil {
		steps.end()
		if ctx.Err() != nil && hasPart(c.Output) {
			steps.say("what came is kept in %s.part: the same command with --resume goes on with it", c.Output)
		}
		return c.explain(err)
	}
	steps.say("records written: %d", counted.done)
	return nil
}

// sensible refuses flags that don't go together.
func (c *exportCommand) sensible() error {
	switch format := export.Format(c.Format); {
	case c.Resume && c.Output == "":
		return errors.New("--resume goes on with a file: name it with -o")
	case c.Resume && c.After != "":
		return errors.New("--resume knows where to go on: leave --after out")
	case c.Resume && !format.Resumable():
		return fmt.Errorf("--resume: an export as %s can't be taken up in the middle; run it anew", format)
	}
	return nil
}

// selection is what the flags ask for, but for the query.
func (c *exportCommand) selection(ctx context.Context, st *store.Store) (export.Selection, error) {
	sources, err := st.Rights(ctx)
	info, _ := debug.ReadBuildInfo()
	return export.Selection{
		What: export.Kind(c.What), Format: export.Format(c.Format), Query: c.Query, After: c.After, Version: info.Main.Version,
		Policy: export.Policy{Default: news.Rights(c.Rights), Sources: sources},
	}, err
}

// find runs the query.
func (c *exportCommand) find(ctx context.Context, st *store.Store, log *slog.Logger) (found foundIDs, err error) {
	if _, err := index.Parse(c.Query); err != nil {
		return nil, queryError(c.Query, err)
	}
	ix, err := c.searching(ctx, st, log)
	if err != nil {
		return nil, err
	}
	defer ix.Close()
	var ids []string
	for id, err := range ix.IDs(ctx, c.Query) {
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return func(yield func(string, error) bool) {
		for _, id := range ids {
			if !yield(id, nil) {
				return
			}
		}
	}, nil
}

// foundIDs are the IDs of the articles that a query has found.
type foundIDs = func(yield func(string, error) bool)

// total is how many records there are to write, -1 where only writing them tells.
func (c *exportCommand) total(ctx context.Context, st *store.Store, s export.Selection) int {
	counts, err := st.Counts(ctx)
	if err != nil || s.Found != nil || s.After != "" || c.Resume {
		return -1
	}
	if s.Format == export.DataPackage {
		return 2*counts.Articles + counts.Incidents + counts.Posts + counts.Sources
	}
	return map[export.Kind]int{
		export.Articles: counts.Articles, export.Filings: counts.Articles, export.Incidents: counts.Incidents, export.Posts: counts.Posts, export.Sources: counts.Sources,
	}[s.What]
}

// write writes to a file or to standard output.
func (c *exportCommand) write(ctx context.Context, stdout io.Writer, records *store.Store, s export.Selection) error {
	whole := func(w io.Writer) error { return export.Write(ctx, w, records, s) }
	if c.Output == "" || isSpecial(c.Output) || !s.Format.Resumable() {
		return writeOutput(c.Output, stdout, whole)
	}
	p, err := openPart(c.Output, partState{What: c.What, Format: c.Format, Query: c.Query, Rights: c.Rights, After: c.After}, c.Resume)
	if err != nil {
		return err
	}
	s.After = p.state.After
	done := s.Done
	s.Done = func(id string) {
		p.done(id)
		if done != nil {
			done(id)
		}
	}
	return p.finish(export.Write(ctx, p, records, s))
}

// explain says of a fault of the selection which flag it is in.
func (c *exportCommand) explain(err error) error {
	var fault *export.Fault
	if !errors.As(err, &fault) {
		return err
	}
	flag := map[string]string{"what": "--what", "format": "--format", "cursor": "--after"}[fault.Param]
	if c.Resume && fault.Param == "cursor" {
		return fmt.Errorf("%s can't be gone on with, for the last record in it is no longer there: run the export anew without --resume", c.Output)
	}
	return usageError{fmt.Errorf("%s %s: %s", flag, fault.Value, fault.Message)}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// isSpecial reports whether a file is there that can't be replaced: a pipe or a device.
func isSpecial(name string) bool {
	info, err := os.Stat(name)
	return err == nil && !info.Mode().IsRegular() && !info.IsDir()
}

// writeOutput writes to a file that appears whole or not at all, or to standard output.
func writeOutput(name string, stdout io.Writer, write func(io.Writer) error) error {
	if name == "" {
		w := bufio.NewWriter(stdout)
		return errors.Join(write(w), w.Flush())
	}
	if isSpecial(name) {
		return writeTo(name, write)
	}
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	w := bufio.NewWriter(f)
	err = errors.Join(write(w), w.Flush(), f.Sync(), f.Close())
	if err == nil {
		err = os.Chmod(f.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name())
		return fmt.Errorf("writing %s: %w", name, err)
	}
	return nil
}

// writeTo writes to something that is there already.
func writeTo(name string, write func(io.Writer) error) error {
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	w := bufio.NewWriter(f)
	return errors.Join(write(w), w.Flush(), f.Close())
}
