// Package index searches the articles in every language. It is a full-text index on disk (bleve), the query
// language that searches it, and what a reader or a researcher makes of the hits: ranked lists with facets
// and snippets, the same incidents in other languages (across.go), concordances with frequencies and collocates
// (concordance.go, frequency.go, collocates.go), counts over time, and how languages tell one incident (compare.go).
//
//	ix, err := index.Open("bleve:"+dir, index.Options{Articles: store})
//	err = ix.Update(ctx, changed, mark)                      // at least once, any number of times
//	r, err := ix.Search(ctx, index.Request{Query: `élections OR выборах lang:ru`})
//
// The index is disposable. It holds no text, only terms: what it shows comes from the store by way of
// Options.Articles, and everything in it can be derived again. Open therefore starts afresh where it finds an
// index that is damaged or of another version, and Mark says from which of the store's changes on the index
// wants to be fed.
//
// A query is parsed by Parse into a tree of its own (query.go has the language), which is matched against the segments
// that bleve keeps the index in (view.go), all at once (parallel.go), as sets of articles (match.go). Bleve writes, merges and
// stores; what is found is ranked (score.go, rank.go), counted (facet.go, trends.go) and paged here, by columns that are made
// from the index and kept beside it (columns.go, keeper.go). A search word is analysed in the language of the text that it meets: texts are
// indexed by the rules of their language under terms that carry the language's name (package analysis), and
// a query word becomes the terms that it has in each of the languages of the index. Nothing of bleve is
// visible outside of this package.
//
// The package does not correct spelling, translate, or know synonyms.
package index

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2"

	"parallax/index/analysis"
	"parallax/news"
)

// Articles is where the texts of hits come from. They are returned in the order of the IDs; those that aren't
// there any more are left out.
type Articles interface {
	ArticlesByID(ctx context.Context, ids []string) ([]news.Article, error)
}

// Options configure an Index. The zero value works; hits then carry the ID of their article only.
type Options struct {
	Articles Articles
	Logger   *slog.Logger
	Mapped   int64 // bytes of mapped files that may count as memory of the process, as far as the system can tell; 0 for any number
	ReadOnly bool  // search only: any number of processes at a time may, in a folder that can't be written to as well
}

// An Index is safe for concurrent use; Update and Delete take turns.
type Index struct {
	bleve    bleve.Index
	readOnly bool
	articles Articles
	log      *slog.Logger

	building atomic.Bool

	memo     analysis.Memo
	columns  columnCache
	coverage coverage
	keeper   *keeper // nil if it is read only
	lender   *lender // nil if any number of bytes may be mapped

	writing sync.Mutex // held by whoever writes

	mu        sync.RWMutex
	analyzers []*analysis.Analyzer // those whose terms are in the index
}

// Keys of what the index remembers besides documents.
var (
	keyVersion   = []byte("parallax version")   // see version
	keyMark      = []byte("parallax mark")      // decimal
	keyAnalyzers = []byte("parallax analyzers") // names, separated by spaces
)

// batchSize is the number of articles that are written at once. It bounds the memory that Update takes.
const batchSize = 1000

// Mark returns the number that the last complete Update was given, 0 for a new index.
func (ix *Index) Mark() (int64, error) {
	value, err := ix.bleve.GetInternal(keyMark)
	if err != nil {
		return 0, fmt.Errorf("index: reading its mark: %w", err)
	}
	if value == nil {
		return 0, nil
	}
	return strconv.ParseInt(string(value), 10, 64)
}

// Update adds articles or replaces those of the same ID, and moves the mark to upto. The mark becomes durable
// together with the last of the articles: after a crash the same Update is asked for again, never a later one.
func (ix *Index) Update(ctx context.Context, articles []news.Article, upto int64) error {
	if ix.readOnly {
		return errReadOnly
	}
	ix.writing.Lock()
	defer ix.writing.Unlock()
	for {
		n := min(len(articles), batchSize)
		last := n == len(articles)
		batch := ix.bleve.NewBatch()
		names := ix.analyzerNames()
		for i := range articles[:n] {
			a := &articles[i]
			if a.ID == "" {
				continue
			}
			if err := batch.IndexAdvanced(newDocument(a, &ix.memo)); err != nil {
				return fmt.Errorf("index: article %s: %w", a.ID, err)
			}
			names = addAnalyzers(names, a)
		}
		if last {
			batch.SetInternal(keyMark, []byte(strconv.FormatInt(upto, 10)))
		}
		batch.SetInternal(keyAnalyzers, []byte(strings.Join(names, " ")))
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := ix.bleve.Batch(batch); err != nil {
			return explain(fmt.Sprintf("writing %d articles", n), err)
		}
		ix.setAnalyzers(names)
		if last {
			return nil
		}
		articles = articles[n:]
	}
}

// Delete removes articles. IDs that aren't there are no error.
func (ix *Index) Delete(ctx context.Context, ids []string) error {
	if ix.readOnly {
		return errReadOnly
	}
	ix.writing.Lock()
	defer ix.writing.Unlock()
	for chunk := range slices.Chunk(ids, 1000) {
		if err := ctx.Err(); err != nil {
			return err
		}
		batch := ix.bleve.NewBatch()
		for _, id := range chunk {
			if id != "" {
				batch.Delete(id)
			}
		}
		if err := ix.bleve.Batch(batch); err != nil {
			return explain(fmt.Sprintf("deleting %d articles", len(chunk)), err)
		}
	}
	return nil
}

// Count returns the number of articles in the index.
func (ix *Index) Count() (int, error) {
	n, err := ix.bleve.DocCount()
	if err != nil {
		return 0, fmt.Errorf("index: counting: %w", err)
	}
	return int(n), nil
}

// ErrBuilding is returned by searches while the index is being built.
var ErrBuilding = errors.New("index: it is being built again from the stored articles; searches are answered when it is done")

// Building says that so much is missing in the index from now on that answers would mislead, or that it no longer is.
// Until then whatever searches returns ErrBuilding.
func (ix *Index) Building(on bool) { ix.building.Store(on) }

// Close releases the index. Nothing may be called afterwards.
func (ix *Index) Close() error {
	if ix.keeper != nil {
		ix.keeper.close()
	}
	if ix.lender != nil {
		ix.lender.close()
	}
	if err := ix.bleve.Close(); err != nil {
		return explain("closing", err)
	}
	return nil
}

// present returns the analyzers that query words have to be analysed by.
func (ix *Index) present() []*analysis.Analyzer {
	ix.mu.RLock()
	defer ix.mu.RUnlock()
	return ix.analyzers
}

func (ix *Index) analyzerNames() []string {
	var names []string
	for _, a := range ix.present() {
		names = append(names, a.Name())
	}
	return names
}

func (ix *Index) setAnalyzers(names []string) {
	list := make([]*analysis.Analyzer, 0, len(names))
	for _, name := range names {
		if a := analysis.Named(name); a != nil {
			list = append(list, a)
		}
	}
	ix.mu.Lock()
	defer ix.mu.Unlock()
	ix.analyzers = list
}

// addAnalyzers adds the analyzers of an article and its posts to a list of names. The one for no language in
// particular is always there: any text may hold a word in another script.
func addAnalyzers(names []string, a *news.Article) []string {
	add := func(tag string) {
		if name := analysis.For(tag).Name(); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	add(news.Undetermined)
	add(a.Language)
	for _, p := range a.Posts {
		add(p.Language)
	}
	return names
}
