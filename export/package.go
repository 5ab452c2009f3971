package export

import (
	"archive/zip"
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"iter"
	"slices"
	"time"
)

// A Data Package (datapackage.org, version 2.0) is a zip with
//
//	articles.csv  filings.csv  incidents.csv  posts.csv  sources.csv   the tables
//	datapackage.json    what is in them: schemas, keys, counts, sizes and SHA-256 of the tables, the query, the time, the program
//	README.md           the same in words, and how to cite it
//	CITATION.cff        the same for programs that cite (citation-file-format.github.io, version 1.2.0)
//
// The tables come first, for what describes them is known behind them; so the whole is written in one go, in constant memory.

// A resource is one table of a package and what became of it.
type resource struct {
	kind  Kind
	rows  int
	bytes int64
	hash  hash.Hash
}

// writePackage writes the tables in an order in which what a row refers to is read behind it. Only then nothing is missing
// where records are added meanwhile; the rest is up to whoever hands in records that stay as they are.
func writePackage(ctx context.Context, w io.Writer, h *holdings, s Selection) error {
	if err := h.remember(); err != nil {
		return err
	}
	at, err := h.records.StateTime(ctx)
	if err != nil {
		return err
	}
	p := &archive{zip: zip.NewWriter(w), at: at, done: s.Done}
	err = writeTable(p, Articles, articleColumns, articleID, h.articles(ctx))
	if err == nil {
		err = writeTable(p, Filings, filingColumns, filingID, h.filings(ctx))
	}
	if err == nil {
		err = writeTable(p, Incidents, incidentColumns, incidentRecordID, h.incidents(ctx))
	}
	if err == nil {
		err = writeTable(p, Posts, postColumns, postID, h.posts(ctx))
	}
	if err == nil {
		err = writeTable(p, Sources, sourceColumns, sourceID, h.sources(ctx))
	}
	if err == nil {
		err = p.describe(s)
	}
	if err != nil {
		return err
	}
	return p.zip.Close()
}

// remember makes what a query found a list, so that all tables are of the same articles.
func (h *holdings) remember() error {
	if h.found == nil {
		return nil
	}
	var ids []string
	for id, err := range h.found {
		if err != nil {
			return err
		}
		ids = append(ids, id)
	}
	h.found = func(yield func(string, error) bool) {
		for _, id := range ids {
			if !yield(id, nil) {
				return
			}
		}
	}
	return nil
}

// An archive is a package that is being written.
type archive struct {
	zip    *zip.Writer
	at     time.Time // of the state
	tables []resource
	done   func(string)
}

// create begins a file. The zip format knows no time before 1980.
func (p *archive) create(name string) (io.Writer, error) {
	at := p.at
	if at.Year() < 1980 {
		at = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return p.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: at})
}

func (p *archive) write(name string, body []byte) error {
	f, err := p.create(name)
	if err == nil {
		_, err = f.Write(body)
	}
	return err
}

func writeTable[T any](p *archive, k Kind, columns []column[T], id func(*T) string, rows iter.Seq2[T, error]) error {
	f, err := p.create(tableName(k))
	if err != nil {
		return err
	}
	r := resource{kind: k, hash: sha256.New()}
	out := bufio.NewWriterSize(io.MultiWriter(f, &r), 64<<10)
	counted := func(id string) {
		r.rows++
		if p.done != nil {
			p.done(id)
		}
	}
	if err := writeRows(rows, &table[T]{w: out, columns: columns, key: id, render: forPrograms}, counted); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	p.tables = append(p.tables, r)
	return nil
}

func tableName(k Kind) string { return string(k) + ".csv" }

// Write takes in what a table consists of.
func (r *resource) Write(b []byte) (int, error) {
	r.bytes += int64(len(b))
	return r.hash.Write(b)
}

func (r *resource) digest() string { return "sha256:" + hex.EncodeToString(r.hash.Sum(nil)) }

// table returns what became of the table of a kind.
func (p *archive) table(k Kind) resource {
	return p.tables[slices.IndexFunc(p.tables, func(r resource) bool { return r.kind == k })]
}
