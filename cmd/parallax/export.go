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

	"parallax/export"
	"parallax/index"
)

// exportCommand writes records out.
type exportCommand struct {
	dataFlag
	What   string `default:"articles" enum:"articles,incidents,posts" help:"What to write: articles, incidents or posts. [${default}]"`
	Format string `default:"jsonl" enum:"jsonl,csv" help:"jsonl or csv. [${default}]"`
	Query  string `placeholder:"Q" help:"Only articles that the query finds, the incidents they belong to, or the posts they embed."`
	Output string `short:"o" placeholder:"FILE" help:"File to write; standard output where not given."`
}

func (c *exportCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	st, err := c.reading(ctx, log)
	if err != nil {
		return err
	}
	defer st.Close()
	selection := export.Selection{What: c.What}
	if selection.Format, err = export.ParseFormat(c.Format); err != nil {
		return usageError{err}
	}
	if c.Query != "" {
		ix, err := c.searching(ctx, st, log)
		if err != nil {
			return err
		}
		defer ix.Close()
		if _, err := index.Parse(c.Query); err != nil {
			return queryError(c.Query, err)
		}
		selection.Found = ix.IDs(ctx, c.Query)
	}
	return writeOutput(c.Output, s.out, func(w io.Writer) error { return export.Write(ctx, w, st, selection) })
}

// writeOutput writes to a file that appears whole or not at all, or to standard output.
func writeOutput(name string, stdout io.Writer, write func(io.Writer) error) error {
	if name == "" {
		w := bufio.NewWriter(stdout)
		return errors.Join(write(w), w.Flush())
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return writeTo(name, write) // a pipe or a device can't be replaced
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
