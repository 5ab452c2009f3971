package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"
	"time"
)

// policy is the Content-Security-Policy of every answer: nothing but our own style, script, pictures and forms.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; " +
	"manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// answerTime is how long a page may take before its reader is told so. Streams and counts over all articles are not limited by it.
const answerTime = 30 * time.Second

// around is what happens to every request: headers, methods, counting, compression, and the rescue of a panic.
func (s *site) around(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := s.now()
		r, elsewhere := s.takeEdition(r)
		setHeaders(w.Header(), r.URL.Path)
		if !takesAnyTime(r) {
			ctx, cancel := context.WithTimeout(r.Context(), answerTime)
			defer cancel()
			r = r.WithContext(ctx)
		}
		out := newAnswer(w, r)
		s.metrics.inFlight.Inc()
		defer func() {
			s.metrics.inFlight.Dec()
			s.metrics.observe(r.Method, r.Pattern, out.status, s.now().Sub(began))
		}()
		if elsewhere != "" {
			http.Redirect(out, r, elsewhere, http.StatusMovedPermanently)
			out.finish()
			return
		}
		s.answer(mux, out, r)
	})
}

// answer gives the answer that was kept for a request, or makes and keeps one.
func (s *site) answer(mux *http.ServeMux, out *answer, r *http.Request) {
	if s.state == nil || r.Method != http.MethodGet && r.Method != http.MethodHead {
		s.rescue(mux, out, r)
		out.finish()
		return
	}
	key := s.keyOf(r)
	if found := s.again(r.Context(), key); found != nil {
		r.Pattern = found.route
		out.repeat(found)
		return
	}
	state, err := s.state(r.Context()) // before it is made: what is written meanwhile may be in it or not
	s.rescue(mux, out, r)
	if err == nil {
		s.keep(key, state, out, r)
	}
	out.finish()
}

func setHeaders(h http.Header, path string) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	if isData(path) {
		h.Set("Access-Control-Allow-Origin", "*") // public data, no credentials: other sites' scripts may read it
	}
}

// isData reports the addresses that programs read.
func isData(path string) bool {
	return isAPI(path) || strings.HasPrefix(path, "/schemas/") ||
		strings.HasSuffix(path, "/feed.xml") || strings.HasSuffix(path, "/feed.json")
}

func isAPI(path string) bool { return strings.HasPrefix(path, "/api/") }

// takesAnyTime reports whether a request is for a stream, or for a count over all articles.
func takesAnyTime(r *http.Request) bool {
	switch r.URL.Path {
	case "/api/v1/export", "/events":
		return true
	case "/concordance.csv", "/api/v1/concordance", "/api/v1/frequencies", "/api/v1/collocates":
		return queryOf(r).choice("whole", "", "1") == "1"
	}
	return false
}

// rescue serves a request and turns a panic, which only a fault of ours can cause, into the page for such faults.
func (s *site) rescue(mux *http.ServeMux, w *answer, r *http.Request) {
	defer func() {
		fault := recover()
		if fault == nil {
			return
		}
		if err, ok := fault.(error); ok && errors.Is(err, http.ErrAbortHandler) {
			panic(fault)
		}
		err := fmt.Errorf("panic: %v\n%s", fault, debug.Stack())
		if !w.reset() {
			s.log.Error("request failed after its answer had begun", "path", r.URL.Path, "error", err)
			panic(http.ErrAbortHandler)
		}
		s.page(func(http.ResponseWriter, *http.Request) error { return err }).ServeHTTP(w, r)
	}()
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "This site only answers GET and HEAD: nothing here can be changed over HTTP.", http.StatusMethodNotAllowed)
		return
	}
	mux.ServeHTTP(w, r)
}
