package web

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"parallax/export"
	"parallax/index"
	"parallax/news"
	"parallax/web/view"
	"parallax/web/words"
)

// A handler answers a request or returns why it can't. It writes nothing before it is sure that it can.
type handler func(w http.ResponseWriter, r *http.Request) error

var (
	errNoRecords = errors.New("web: Options.Records is nil: give the opened store")
	errNoPage    = errors.New("no such page")
)

// A badBase is an Options.BaseURL that isn't scheme and host.
type badBase struct{ value string }

func (e *badBase) Error() string {
	return fmt.Sprintf("web: base URL %q: give scheme and host, as in https://news.example.org", e.value)
}

// A badParam is a parameter of an address that makes no sense. Reason says in a language what would.
type badParam struct {
	Name, Value string
	Reason      func(words.Failure) string
}

func (e *badParam) Error() string {
	return "parameter " + e.parameter() + ": " + e.Reason(words.English().Failure)
}

// parameter is the parameter as it stands in the address.
func (e *badParam) parameter() string {
	return fmt.Sprintf("%s=%q", e.Name, view.Clip(view.Clean(e.Value), 80))
}

// A movedTo is the answer for a record that now has another address.
type movedTo struct{ path string }

func (e *movedTo) Error() string { return "moved to " + e.path }

// A failure is an error as a reader gets to see it.
type failure struct {
	status  int
	heading string
	message string
	param   string // the parameter to blame, or empty
	detail  string // what is wrong with it
	at      *int   // where in it, in characters from 0
	id      string // of the log line, where the fault is ours
	retry   int    // seconds after which it makes sense to try again; 0 where nobody knows
}

// instance is the ID of a fault of ours as a URN, or empty.
func (f failure) instance() string {
	if f.id == "" {
		return ""
	}
	return "urn:parallax:fault:" + f.id
}

// askBack says when it makes sense to try again.
func (f failure) askBack(h http.Header) {
	if f.retry > 0 {
		h.Set("Retry-After", strconv.Itoa(f.retry))
	}
}

// position is where in a parameter the fault is, for JSON.
func (f failure) position() any {
	if f.at == nil {
		return nil
	}
	return map[string]int{"position": *f.at}
}

// diagnose decides what an error means to the reader of an edition, and logs one that is a fault of ours.
func (s *site) diagnose(e *words.Edition, path string, err error) failure {
	if f, expected := expectedFailure(e, err); expected {
		return f
	}
	id := strings.ToLower(rand.Text()[:10])
	s.log.Error("request failed", "id", id, "path", path, "error", err)
	return failure{status: http.StatusInternalServerError, heading: e.Failure.Fault, id: id, message: e.Failure.FaultText}
}

// expectedFailure is what an error means to the reader of an edition, unless it is a fault of ours. It is the only place where an error
// becomes another status than that of such faults.
func expectedFailure(e *words.Edition, err error) (f failure, expected bool) {
	w := e.Failure
	var param *badParam
	var syntax *index.SyntaxError
	var fault *export.Fault
	switch {
	case errors.As(err, &param):
		reason := param.Reason(w)
		return failure{
			status: http.StatusBadRequest, heading: w.BadAddress, param: param.Name, detail: reason,
			message: inAddress(e, param, reason),
		}, true
	case errors.As(err, &fault):
		reason := words.Fill(e.Faults.Of(fault.Code), told(e, fault.Args)...)
		return failure{
			status: http.StatusBadRequest, heading: w.NoExport, param: fault.Param, detail: reason,
			message: inAddress(e, &badParam{Name: fault.Param, Value: fault.Value}, reason),
		}, true
	case errors.Is(err, errPackaging):
		return failure{
			status: http.StatusServiceUnavailable, heading: w.Busy, retry: packageWait, message: w.BusyText,
		}, true
	case errors.Is(err, errCounting):
		return failure{
			status: http.StatusServiceUnavailable, heading: w.Busy, retry: packageWait, message: w.CountingText,
		}, true
	case errors.Is(err, news.ErrBadCursor), errors.Is(err, index.ErrBadCursor):
		return failure{
			status: http.StatusBadRequest, heading: w.BadCursor, param: "cursor", detail: "not given out by this list", message: w.CursorText,
		}, true
	case errors.Is(err, errNoIndex), errors.Is(err, index.ErrBuilding):
		return failure{status: http.StatusServiceUnavailable, heading: w.NoIndex, message: w.NoIndexText}, true
	case errors.As(err, &syntax):
		message, _ := inWords(e, syntax)
		return failure{
			status: http.StatusBadRequest, heading: w.BadQuery, param: "q",
			detail: message, at: &syntax.Pos, message: placed(e, message, syntax),
		}, true
	case errors.Is(err, errNoPage):
		return failure{status: http.StatusNotFound, heading: w.NoSuchPage, message: w.NoPageText}, true
	case errors.Is(err, news.ErrNotFound):
		return failure{status: http.StatusNotFound, heading: w.NoID, message: w.NoIDText}, true
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled): // of the second nobody reads
		return failure{status: http.StatusServiceUnavailable, heading: w.Slow, message: w.SlowText}, true
	}
	return failure{}, false
}

// inAddress says of a parameter what is wrong with it.
func inAddress(e *words.Edition, param *badParam, reason string) string {
	return words.Fill(e.Failure.BadParam, append(told(e, []string{"parameter", param.parameter()}), "reason", reason)...)
}

// page makes a handler of pages an http.Handler.
func (s *site) page(h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := h(w, r)
		if err == nil || r.Context().Err() == context.Canceled {
			return
		}
		var moved *movedTo
		if errors.As(err, &moved) {
			path := moved.path
			if r.URL.RawQuery != "" {
				path += "?" + r.URL.RawQuery // what was asked of the record holds of the other one
			}
			http.Redirect(w, r, to(r, path), http.StatusMovedPermanently)
			return
		}
		r = r.WithContext(context.WithoutCancel(r.Context())) // nothing is drawn in a time that is over
		p := s.frame(r, "")
		f := s.diagnose(p.Reader.Edition, r.URL.RequestURI(), err)
		p.Title = f.heading
		p.NoIndex = true
		f.askBack(w.Header())
		body := view.Failure(view.FailureProps{Page: p, Status: f.status, Heading: f.heading, Message: f.message, ID: f.id})
		if err := s.render(w, r, f.status, body); err != nil {
			s.log.Error("error page failed", "path", r.URL.Path, "error", err)
		}
	})
}
