package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"parallax/store"
)

// backupCommand copies a data folder into one file, while another process may be at work on it.
type backupCommand struct {
	dataFlag
	File string `arg:"" help:"File to write, a tar file; - is standard output. One that is there is replaced once the backup is whole."`
}

func (c *backupCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	st, err := c.reading(ctx, log)
	if err != nil {
		return err
	}
	defer st.Close()
	var made store.Backup
	if c.File == "-" {
		made, err = st.Backup(ctx, s.out)
	} else {
		err = writeWhole(c.File, func(out io.Writer) (err error) {
			made, err = st.Backup(ctx, out)
			return err
		})
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(s.err, "backed up %d pages and %d articles; parallax restore brings them back\n", made.Pages, made.Articles)
	return nil
}

// writeWhole writes a file under another name and gives it its own when it is whole and on the disk.
func writeWhole(name string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+"-*")
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	defer os.Remove(f.Name()) // fails when all went well
	if err = write(f); err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), name); err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	return nil
}

// restoreCommand makes a data folder out of a backup.
type restoreCommand struct {
	workFlags
	File string `arg:"" help:"Backup to read; - is standard input."`
}

func (c *restoreCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	in := s.in
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	of, err := store.Restore(c.Data, in)
	if err != nil {
		return err
	}
	f, err := c.open(ctx, log, time.Now)
	if err != nil {
		return err
	}
	defer f.Close()
	steps := newProgress(s.err)
	f.pipeline.progress = steps.work
	if err := f.pipeline.advance(ctx); err != nil { // the index isn't in the backup
		return err
	}
	steps.say("restored %d pages and %d articles as they were on %s", of.Pages, of.Articles, of.Time.Format("2 January 2006 15:04 MST"))
	return nil
}
