package web

import (
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	"parallax/export"
	"parallax/index"
	"parallax/web/view"
)

// exporting routes the data: the page about it, the schemas of the records, and the records as a stream.
func (s *site) exporting(mux *http.ServeMux) {
	mux.Handle("GET /export", s.page(s.exportPage))
	mux.HandleFunc("GET /api/v1/export", s.exportStream)
	mux.HandleFunc("GET /schemas/{$}", s.schemas)
	mux.HandleFunc("GET /schemas/{name}", s.schema)
}

// exportPage says what can be had as data. Its form leads back here: a choice that means something goes on to the file, of another one
// the page says what is wrong with it, in the reader's language.
func (s *site) exportPage(w http.ResponseWriter, r *http.Request) error {
	status, wrong := http.StatusOK, ""
	if r.URL.Query().Has("format") {
		err := s.checkExport(r)
		if err == nil {
			w.Header().Set("Cache-Control", "no-store")
			http.Redirect(w, r, "/api/v1/export?"+r.URL.Query().Encode(), http.StatusSeeOther)
			return nil
		}
		f, expected := expectedFailure(s.editionOf(r), err)
		if !expected || f.status != http.StatusBadRequest {
			return err
		}
		status, wrong = f.status, f.message
	}
	q := queryOf(r)
	query := q.text("q", maxQuery)
	if q.err != nil && wrong == "" {
		return q.err
	}
	counts, err := s.records.Counts(r.Context())
	if err != nil {
		return err
	}
	policy, err := s.records.policy(r.Context())
	if err != nil {
		return err
	}
	p := view.ExportProps{Page: s.frame(r, ""), Counts: counts, Rights: policy.Of(""), Others: len(policy.Sources), Schemas: schemaNames(), Wrong: wrong}
	p.Title, p.Section, p.NoIndex = p.Reader.Data.Title, "/export", wrong != ""
	p.Query, p.What, p.Format = query, export.Kind(r.URL.Query().Get("what")), export.Format(r.URL.Query().Get("format"))
	return s.render(w, r, status, view.Export(p))
}

// checkExport says whether what a request asks for can be exported.
func (s *site) checkExport(r *http.Request) error {
	selection, err := s.selectionOf(r)
	if err != nil {
		return err
	}
	return selection.Check(r.Context(), s.records.Records)
}

// exportStream writes the records of a selection in constant memory and however long it takes. An error before the first
// byte is a problem as everywhere; after it the connection is broken off, so that nobody takes a part for the whole.
func (s *site) exportStream(w http.ResponseWriter, r *http.Request) {
	err := s.export(w, r)
	if err == nil || r.Context().Err() != nil {
		return
	}
	if out, ok := w.(*answer); ok && out.reset() {
		out.Header().Del("Content-Disposition")
		s.problem(w, r, err)
		return
	}
	s.log.Error("export broken off", "query", r.URL.RawQuery, "error", err)
	panic(http.ErrAbortHandler)
}

func (s *site) export(w http.ResponseWriter, r *http.Request) error {
	selection, err := s.selectionOf(r)
	if err != nil {
		return err
	}
	if selection.Policy, err = s.records.policy(r.Context()); err != nil {
		return err
	}
	name := "parallax"
	if selection.Format != export.DataPackage {
		name += "-" + string(selection.What)
	}
	w.Header().Set("Content-Type", selection.Format.ContentType())
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+selection.Format.Extension()+`"`)
	if r.Method == http.MethodHead {
		return nil
	}
	out := &patient{out: w, control: http.NewResponseController(w)}
	out.wait()
	if selection.Format != export.DataPackage {
		return export.Write(r.Context(), out, s.records.Records, selection)
	}
	return s.writePackage(r.Context(), out, selection)
}

// selectionOf reads what is asked for. What can't be answered is an error.
func (s *site) selectionOf(r *http.Request) (selection export.Selection, err error) {
	q := queryOf(r)
	selection = export.Selection{
		What: choiceOf(q, "what", export.Kinds()), Format: choiceOf(q, "format", export.Formats()), Query: q.text("q", maxQuery),
		After: q.text("cursor", maxCursor), Version: s.version,
	}
	if q.err != nil {
		return selection, q.err
	}
	if selection.Query == "" {
		return selection, nil
	}
	if s.search == nil {
		return selection, errNoIndex
	}
	if _, err := index.Parse(selection.Query); err != nil {
		return selection, err
	}
	selection.Found = s.search.IDs(r.Context(), selection.Query)
	return selection, nil
}

// choiceOf is one of the values given, or the first of them where the parameter is missing.
func choiceOf[V ~string](q *params, name string, values []V) V {
	names := make([]string, len(values))
	for i, v := range values {
		names[i] = string(v)
	}
	return V(q.choice(name, names...))
}

const (
	packagesAtOnce = 2   // each holds a snapshot, behind which the store can't tidy up
	packageWait    = 120 // seconds that somebody who comes too many is asked to wait
)

var errPackaging = errors.New("as many data packages as there may be are being written")

// writePackage writes a Data Package of the records as they are now.
func (s *site) writePackage(ctx context.Context, w io.Writer, selection export.Selection) error {
	select {
	case s.packaging <- struct{}{}:
	default:
		return errPackaging
	}
	defer func() { <-s.packaging }()
	if s.snapshot == nil {
		return export.Write(ctx, w, s.records.Records, selection)
	}
	snapshot, err := s.snapshot(ctx)
	if err != nil {
		return err
	}
	defer snapshot.Close()
	return export.Write(ctx, w, snapshot, selection)
}

// patience is how long a reader may take for the next 64 KiB of an export. A server's limits are for pages: an export may
// take hours, but who takes nothing has gone.
const patience = 2 * time.Minute

// A patient writer puts off the deadline as long as something is taken.
type patient struct {
	out     io.Writer
	control *http.ResponseController
	passed  int
}

func (p *patient) Write(b []byte) (int, error) {
	if p.passed += len(b); p.passed >= 64<<10 {
		p.passed = 0
		p.wait()
	}
	return p.out.Write(b)
}

// wait sets the deadline anew. Recorders and other writers without limits have none to set.
func (p *patient) wait() { _ = p.control.SetWriteDeadline(time.Now().Add(patience)) }
