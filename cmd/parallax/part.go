package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"
)

// A part is a file of records that isn't whole yet. Until it is, FILE.part holds what has come and FILE.part.json says how
// far that is good: what was interrupted, by a signal or a loss of power, goes on from there.
type part struct {
	name    string
	file    *os.File
	out     *bufio.Writer
	state   partState
	written int64 // bytes of whole records
	last    string
	records int // since the last note
	noted   time.Time
}

// A partState is how far a part is, and of what it is a part.
type partState struct {
	What   string `json:"what"`
	Format string `json:"format"`
	Query  string `json:"query"`
	Rights string `json:"rights"`
	After  string `json:"after"` // ID of the last record that is in it
	Bytes  int64  `json:"bytes"` // that are good
}

// openPart begins a part, or goes on with one of the same selection.
func openPart(name string, s partState, resume bool) (*part, error) {
	p := &part{name: name, state: s}
	if resume {
		if err := p.resume(); err != nil {
			return nil, err
		}
	}
	var err error
	if p.file, err = os.OpenFile(p.path(), os.O_WRONLY|os.O_CREATE, 0o644); err == nil {
		err = p.file.Truncate(p.state.Bytes)
	}
	if err == nil {
		_, err = p.file.Seek(p.state.Bytes, 0)
	}
	if err != nil {
		return nil, fmt.Errorf("writing %s: %w", name, err)
	}
	p.out = bufio.NewWriterSize(p.file, 64<<10)
	p.written, p.last, p.noted = p.state.Bytes, p.state.After, time.Now()
	return p, nil
}

func (p *part) path() string { return p.name + ".part" }
func (p *part) note() string { return p.name + ".part.json" }

// resume reads how far an interrupted export has come.
func (p *part) resume() error {
	body, err := os.ReadFile(p.note())
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no interrupted export of %s: run it without --resume", p.name)
	}
	var found partState
	if err == nil {
		err = json.Unmarshal(body, &found)
	}
	if err != nil {
		return fmt.Errorf("reading how far %s is: %w; run the export anew without --resume", p.name, err)
	}
	info, err := os.Stat(p.path())
	if err != nil || info.Size() < found.Bytes {
		return fmt.Errorf("%s doesn't hold what %s says: run the export anew without --resume", p.path(), p.note())
	}
	wanted := p.state
	wanted.After, wanted.Bytes = found.After, found.Bytes
	if wanted != found {
		return usageError{fmt.Errorf("what was interrupted was --what %s --format %s --rights %s --query %q: go on with the same flags, "+
			"or run the export anew without --resume", found.What, found.Format, found.Rights, found.Query)}
	}
	p.state = found
	return nil
}

// Write takes in whole records.
func (p *part) Write(record []byte) (int, error) {
	n, err := p.out.Write(record)
	p.written += int64(n)
	return n, err
}

// done says that a record was written. How far the part is good is noted now and then, for that makes the disk wait.
func (p *part) done(id string) {
	p.last = id
	if p.records++; p.records >= 5000 && time.Since(p.noted) > time.Second {
		_ = p.save() // if the disk is full, the next record says so
	}
}

// save brings what has come to the disk and notes how far it is good.
func (p *part) save() error {
	if err := errors.Join(p.out.Flush(), p.file.Sync()); err != nil {
		return err
	}
	p.state.After, p.state.Bytes = p.last, p.written
	body, err := json.Marshal(p.state)
	if err == nil {
		err = os.WriteFile(p.note()+".new", body, 0o644)
	}
	if err == nil {
		err = os.Rename(p.note()+".new", p.note())
	}
	p.records, p.noted = 0, time.Now()
	return err
}

// finish makes a part that is whole the file. What failed is kept, if there is something to go on with.
func (p *part) finish(err error) error {
	if err != nil {
		saved := p.save()
		p.file.Close()
		if p.state.Bytes == 0 {
			p.remove()
			return fmt.Errorf("writing %s: %w", p.name, err)
		}
		if saved != nil {
			err = errors.Join(err, saved)
		}
		return fmt.Errorf("writing %s: %w; what came is kept in %s, and the same command with --resume goes on with it", p.name, err, p.path())
	}
	if err := errors.Join(p.out.Flush(), p.file.Sync(), p.file.Close()); err != nil {
		return fmt.Errorf("writing %s: %w", p.name, err)
	}
	if err := os.Rename(p.path(), p.name); err != nil {
		return fmt.Errorf("writing %s: %w", p.name, err)
	}
	os.Remove(p.note())
	return nil
}

// hasPart reports whether there is something to go on with for a file.
func hasPart(name string) bool {
	_, err := os.Stat((&part{name: name}).note())
	return err == nil
}

func (p *part) remove() {
	os.Remove(p.path())
	os.Remove(p.note())
	os.Remove(p.note() + ".new")
}
