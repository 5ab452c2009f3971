package export

import (
	"bytes"
	"encoding/json"
	"io"
	"iter"

	"parallax/news"
)

// An encoder writes records of one kind in one format.
type encoder[T any] interface {
	id(*T) string
	begin() error
	write(*T) error
	end() error
}

// writeRows writes what comes, and ends the file only where all of it has come.
func writeRows[T any](rows iter.Seq2[T, error], enc encoder[T], done func(string)) error {
	if err := enc.begin(); err != nil {
		return err
	}
	for row, err := range rows {
		if err == nil {
			err = enc.write(&row)
		}
		if err != nil {
			return err
		}
		if done != nil {
			done(enc.id(&row))
		}
	}
	return enc.end()
}

func articleEncoder(w io.Writer, s Selection) encoder[news.Article] {
	if s.Format == NinJS {
		return newLines(w, articleID, ninjsArticle)
	}
	return encoderOf(w, s, articleColumns, articleID, parquetArticle)
}

func incidentEncoder(w io.Writer, s Selection) encoder[news.Incident] {
	if s.Format == NinJS {
		return newLines(w, incidentRecordID, ninjsIncident)
	}
	return encoderOf(w, s, incidentColumns, incidentRecordID, parquetIncident)
}

// encoderOf is the encoder of a format that is the same for all kinds: JSONL, CSV or Parquet.
func encoderOf[T, R any](w io.Writer, s Selection, columns []column[T], id func(*T) string, row func(*T) R) encoder[T] {
	switch s.Format {
	case JSONL:
		return newLines(w, id, func(row *T) *T { return row })
	case CSV:
		return &table[T]{w: w, columns: columns, key: id, headless: s.After != "", render: forPeople}
	}
	return newColumnar(w, s.Version, id, row)
}

// What records of each kind are ordered by.

func articleID(a *news.Article) string         { return a.ID }
func incidentRecordID(i *news.Incident) string { return i.ID }
func postID(p *news.EmbeddedPost) string       { return p.ID }
func filingID(f *news.Filing) string           { return f.Article }
func sourceID(s *Source) string                { return s.ID }

// lines writes a JSON object a line, of what shape makes of a record.
type lines[T, S any] struct {
	w     io.Writer
	line  bytes.Buffer
	json  *json.Encoder
	key   func(*T) string
	shape func(*T) S
}

func newLines[T, S any](w io.Writer, id func(*T) string, shape func(*T) S) *lines[T, S] {
	l := &lines[T, S]{w: w, key: id, shape: shape}
	l.json = json.NewEncoder(&l.line)
	l.json.SetEscapeHTML(false)
	return l
}

func (l *lines[T, S]) id(row *T) string { return l.key(row) }
func (l *lines[T, S]) begin() error     { return nil }
func (l *lines[T, S]) end() error       { return nil }

func (l *lines[T, S]) write(row *T) error {
	l.line.Reset()
	if err := l.json.Encode(l.shape(row)); err != nil {
		return err
	}
	_, err := l.w.Write(l.line.Bytes())
	return err
}

// table writes CSV.
type table[T any] struct {
	w        io.Writer
	line     bytes.Buffer
	columns  []column[T]
	key      func(*T) string
	headless bool // it is the continuation of a table that has its header
	render   func(any) string
}

func (t *table[T]) id(row *T) string { return t.key(row) }
func (t *table[T]) end() error       { return nil }

func (t *table[T]) begin() error {
	if t.headless {
		return nil
	}
	return t.put(func(i int) string { return t.columns[i].Name })
}

func (t *table[T]) write(row *T) error {
	return t.put(func(i int) string { return t.render(t.columns[i].cell(row)) })
}

func (t *table[T]) put(cell func(int) string) error {
	t.line.Reset()
	appendLine(&t.line, len(t.columns), cell)
	_, err := t.w.Write(t.line.Bytes())
	return err
}
