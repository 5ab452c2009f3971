package index

import (
	"cmp"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// A keeper writes the columns of the segments that an index has got, beside everything else that goes on, and removes
// those of segments that are no more. So no search has to wait until columns are made, and none after the index was opened again.
type keeper struct {
	ix     *Index
	folder string
	known  []segmentKey // in the last round
	failed bool         // and the log says so

	stop, done chan struct{}
}

// columnsFolder is where the columns are kept in the index's folder.
const columnsFolder = "columns"

// keepEvery is how long a keeper waits before it looks again. It is the time for which searches may have to make columns
// of their own after bleve has merged segments.
const keepEvery = 2 * time.Second

func (ix *Index) startKeeper() {
	ix.keeper = &keeper{ix: ix, folder: ix.columns.folder, stop: make(chan struct{}), done: make(chan struct{})}
	go ix.keeper.run()
}

func (k *keeper) run() {
	defer close(k.done)
	tick := time.NewTicker(keepEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			k.round()
		case <-k.stop:
			k.round()
			return
		}
	}
}

// close looks for the last time, so that the next process finds all columns.
func (k *keeper) close() {
	close(k.stop)
	<-k.done
}

// round writes what is missing. That it can't is no reason to stop: searches are slower then.
func (k *keeper) round() {
	err := guarded(func() error { return k.ix.look(k.keep) })
	if err != nil && !k.failed {
		k.failed = true
		k.ix.log.Warn("the columns of the search index can't be kept; the first searches after a start will be slow", "folder", k.folder, "error", err)
	}
}

func (k *keeper) keep(v *view) error {
	var keys []segmentKey
	for _, p := range v.parts {
		if key, ok := p.key(); ok {
			keys = append(keys, key)
			if err := k.write(p, key); err != nil {
				return err
			}
		}
	}
	slices.SortFunc(keys, func(a, b segmentKey) int { return cmp.Compare(a.number, b.number) })
	if slices.Equal(keys, k.known) {
		return nil
	}
	k.known = keys
	return k.clean(keys)
}

// write writes the columns of a part, unless they are there.
func (k *keeper) write(p *part, key segmentKey) error {
	if p.columns.isKept() {
		return nil
	}
	b, err := p.allColumns(key)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(k.folder, 0o755); err != nil {
		return err
	}
	path := key.file(k.folder)
	if err := os.WriteFile(path+".new", b, 0o644); err != nil {
		return err
	}
	if err := os.Rename(path+".new", path); err != nil {
		return err
	}
	file, err := openColumns(k.folder, key)
	if err != nil {
		return err
	}
	p.columns.mu.Lock()
	defer p.columns.mu.Unlock()
	p.columns.file = file
	return nil
}

func (c *columns) isKept() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.file != nil
}

// allColumns is the content of the part's column file.
func (p *part) allColumns(key segmentKey) ([]byte, error) {
	var columns [][]byte
	times, err := p.times()
	if err != nil {
		return nil, err
	}
	ids, err := p.ids()
	if err != nil {
		return nil, err
	}
	incidents, err := p.incidents()
	if err != nil {
		return nil, err
	}
	columns = append(columns, appendNumbers(nil, times), appendNumbers(nil, ids), appendNumbers(nil, incidents))
	for _, field := range keptValueColumns {
		values, err := p.values(field)
		if err != nil {
			return nil, err
		}
		columns = append(columns, appendValues(nil, values))
	}
	b := columnHeader(key)
	for _, c := range columns {
		b = binary.LittleEndian.AppendUint64(b, uint64(len(c)))
		b = binary.LittleEndian.AppendUint32(b, crc32.Checksum(c, castagnoli))
	}
	return append(b, slices.Concat(columns...)...), nil
}

// clean removes the files of other segments.
func (k *keeper) clean(keys []segmentKey) error {
	files, err := os.ReadDir(k.folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, f := range files {
		path := filepath.Join(k.folder, f.Name())
		if slices.ContainsFunc(keys, func(key segmentKey) bool { return key.file(k.folder) == path }) {
			continue
		}
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	return nil
}
