package index

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"parallax/index/analysis"
)

// version tells indexes apart that were built differently. Any change of the fields (document.go) or of the
// analysis makes another one.
//
//	1  first version
//	2  one field for the words of an article, with their places where bleve has frequencies
const version = 2

func fullVersion() string { return strconv.Itoa(version) + "." + strconv.Itoa(analysis.Version) }

// lockTimeout is how long Open waits for another process to let go of the index.
const lockTimeout = "1s"

// Open opens the index at an address, "bleve:" and a folder, and creates it where there is none. An index
// that can't be read or was built by another version is emptied, and the log says so; Mark is 0 then. An
// index that another process has open is an error, and so is a folder that can't be read or written.
//
// With Options.ReadOnly nothing is created, emptied or locked for others that read: an index that isn't there, can't be
// read or was built by another version is an error then.
func Open(url string, o Options) (*Index, error) {
	dir, ok := strings.CutPrefix(url, "bleve:")
	if !ok || dir == "" {
		return nil, fmt.Errorf("index: %q is no address of an index; write bleve:FOLDER", url)
	}
	log := o.Logger
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	dir = filepath.Clean(dir)
	var b bleve.Index
	var err error
	if o.ReadOnly {
		b, err = openToRead(dir)
	} else {
		b, err = openOrCreate(dir, log)
	}
	if err != nil {
		return nil, err
	}
	ix := &Index{bleve: b, readOnly: o.ReadOnly, articles: o.Articles, log: log}
	ix.columns.folder = filepath.Join(dir, columnsFolder)
	names, err := b.GetInternal(keyAnalyzers)
	if err != nil {
		b.Close()
		return nil, fmt.Errorf("index: reading %s: %w", dir, err)
	}
	ix.setAnalyzers(strings.Fields(string(names)))
	if !o.ReadOnly {
		ix.startKeeper()
	}
	ix.startLender(o.Mapped)
	return ix, nil
}

// openToRead opens an index that is whole and of this version.
func openToRead(dir string) (bleve.Index, error) {
	if _, err := os.Stat(filepath.Join(dir, "index_meta.json")); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("index: there is no search index in %s yet; %s", dir, howToBuild)
	}
	b, err := openExisting(dir, true)
	switch {
	case err == nil:
	case isLocked(err):
		return nil, inUse(dir)
	case isOurFault(err):
		return nil, explain("opening "+dir, err)
	default:
		return nil, fmt.Errorf("index: %s is damaged (%w); %s", dir, err, howToBuild)
	}
	if found, err := b.GetInternal(keyVersion); err != nil || string(found) != fullVersion() {
		b.Close()
		return nil, fmt.Errorf("index: %s was built by another version of parallax; %s", dir, howToBuild)
	}
	return b, nil
}

const howToBuild = "parallax crawl, serve or rebuild builds it"

func openOrCreate(dir string, log *slog.Logger) (bleve.Index, error) {
	if _, err := os.Stat(filepath.Join(dir, "index_meta.json")); errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(filepath.Join(dir, "store")); err == nil {
			log.Warn("the search index is incomplete and will be built again", "folder", dir)
		}
		return create(dir)
	}
	b, err := openExisting(dir, false)
	if err == nil {
		found, verr := b.GetInternal(keyVersion)
		if verr == nil && string(found) == fullVersion() {
			return b, nil
		}
		log.Warn("the search index was built by another version and will be built again", "folder", dir,
			"found", string(found), "want", fullVersion())
		if err := b.Close(); err != nil {
			return nil, fmt.Errorf("index: closing %s: %w", dir, err)
		}
		return create(dir)
	}
	switch {
	case isLocked(err):
		return nil, inUse(dir)
	case isOurFault(err):
		return nil, explain("opening "+dir, err)
	}
	log.Warn("the search index is damaged and will be built again", "folder", dir, "error", err)
	return create(dir)
}

// settings are what bleve is told about an index each time that it is opened. Segments are merged ten at a time, from the
// size of a batch on, so that an article is written anew once for every power of ten; and not beyond half a million
// articles, from where on it would cost more than it saves.
func settings() map[string]any {
	return map[string]any{
		"bolt_timeout":           lockTimeout,
		"scorchMergePlanOptions": map[string]any{"FloorSegmentSize": batchSize, "MaxSegmentSize": 500_000},
	}
}

// openExisting turns a panic of the library over damaged files into an error.
func openExisting(dir string, readOnly bool) (b bleve.Index, err error) {
	defer func() {
		if p := recover(); p != nil {
			b, err = nil, fmt.Errorf("unreadable: %v", p)
		}
	}()
	o := settings()
	o["read_only"] = readOnly
	return bleve.OpenUsing(dir, o)
}

// create makes an empty index, in the place of one that may have been there.
func create(dir string) (bleve.Index, error) {
	for _, name := range []string{"index_meta.json", "store", columnsFolder} { // what is of the index, and nothing else
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			return nil, fmt.Errorf("index: emptying %s: %w", dir, err)
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, explain("creating "+dir, err)
	}
	b, err := bleve.NewUsing(dir, bleve.NewIndexMapping(), scorch.Name, scorch.Name, settings())
	if err != nil {
		return nil, explain("creating "+dir, err)
	}
	if err := b.SetInternal(keyVersion, []byte(fullVersion())); err != nil {
		b.Close()
		return nil, explain("creating "+dir, err)
	}
	return b, nil
}

// ErrInUse is wrapped by the error of Open when another process has the index open.
var ErrInUse = errors.New("in use by another process")

func inUse(dir string) error {
	return fmt.Errorf("index: %s is %w; stop it, or use another data folder", dir, ErrInUse)
}

var errReadOnly = errors.New("index: it was opened for reading only")

// isLocked reports whether opening failed since another process holds the lock of the index's root file.
func isLocked(err error) bool {
	return err != nil && (errors.Is(err, syscall.EWOULDBLOCK) || strings.HasSuffix(err.Error(), "timeout"))
}

// isOurFault reports whether opening failed for a reason that emptying the index wouldn't mend.
func isOurFault(err error) bool {
	for _, e := range []error{fs.ErrPermission, syscall.ENOSPC, syscall.EMFILE, syscall.ENFILE, syscall.ENOMEM, syscall.EIO, syscall.EROFS} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}
