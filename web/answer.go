package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
)

// heldBytes is how much of an answer is held back to be tagged. A longer one is sent as it comes, without a tag.
const heldBytes = 4 << 20

// compressFrom is the shortest answer, in bytes, that is worth compressing.
const compressFrom = 1024

// An answer is a ResponseWriter that holds an answer back until it is whole, so that it can be given an ETag,
// become a 304 where the reader has it already, and be compressed. An answer that grows beyond heldBytes, or
// whose handler flushes it, is sent as it comes.
type answer struct {
	http.ResponseWriter
	request *http.Request
	status  int
	held    bytes.Buffer
	sending bool         // headers are out
	zip     *gzip.Writer // of an answer that is sent as it comes
	zipped  []byte       // the whole answer compressed, once that has been done
}

func newAnswer(w http.ResponseWriter, r *http.Request) *answer {
	return &answer{ResponseWriter: w, request: r, status: http.StatusOK}
}

func (a *answer) WriteHeader(status int) {
	if !a.sending {
		a.status = status
	}
}

func (a *answer) Write(p []byte) (int, error) {
	if !a.sending {
		if a.held.Len()+len(p) <= heldBytes {
			return a.held.Write(p)
		}
		if err := a.send(); err != nil {
			return 0, err
		}
	}
	return a.pass(p)
}

// Flush sends what was held back and all that follows at once.
func (a *answer) Flush() {
	if !a.sending {
		if a.send() != nil {
			return
		}
	}
	if a.zip != nil && a.zip.Flush() != nil {
		return
	}
	if f, ok := a.ResponseWriter.(http.Flusher); ok {
		f.Flush()
	}
}

// Unwrap lets http.ResponseController reach the connection.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// reset throws away what was held back, and returns false if some of it is out already.
func (a *answer) reset() bool {
	if a.sending {
		return false
	}
	a.held.Reset()
	a.status = http.StatusOK
	return true
}

// send begins an answer of unknown length.
func (a *answer) send() error {
	a.sending = true
	h := a.Header()
	h.Del("Content-Length")
	if a.wantsGzip() {
		h.Set("Content-Encoding", "gzip")
		a.zip = gzip.NewWriter(a.ResponseWriter)
	}
	a.ResponseWriter.WriteHeader(a.status)
	_, err := a.pass(a.held.Bytes())
	a.held = bytes.Buffer{}
	return err
}

func (a *answer) pass(p []byte) (int, error) {
	if a.request.Method == http.MethodHead {
		return len(p), nil
	}
	if a.zip != nil {
		return a.zip.Write(p)
	}
	return a.ResponseWriter.Write(p)
}

// finish sends an answer that was held back whole, or ends one that was sent as it came. Errors of writing mean
// that the reader has gone, and are nobody's concern.
func (a *answer) finish() {
	if a.sending {
		if a.zip != nil {
			_ = a.zip.Close()
		}
		return
	}
	a.prepare()
	a.give(a.held.Bytes())
}

// prepare tags an answer that was held back whole, and says on what it depends.
func (a *answer) prepare() {
	h := a.Header()
	if a.status == http.StatusOK && h.Get("ETag") == "" {
		sum := sha256.Sum256(a.held.Bytes())
		h.Set("ETag", `W/"`+base64.RawURLEncoding.EncodeToString(sum[:12])+`"`)
	}
	if a.worthZipping() && !strings.Contains(strings.Join(h.Values("Vary"), ","), "Accept-Encoding") {
		h.Add("Vary", "Accept-Encoding")
	}
}

// worthZipping reports whether an answer that was held back whole gets shorter by compression.
func (a *answer) worthZipping() bool {
	return a.held.Len() >= compressFrom && a.Header().Get("Content-Encoding") == "" && compressible(a.Header().Get("Content-Type"))
}

// repeat gives an answer that was given before.
func (a *answer) repeat(k *keptAnswer) {
	maps.Copy(a.Header(), k.header)
	a.zipped = k.zipped
	a.give(k.body)
}

// give sends a whole answer, or a 304 to a reader who has it.
func (a *answer) give(body []byte) {
	h := a.Header()
	if a.status == http.StatusOK && matches(a.request.Header.Get("If-None-Match"), h.Get("ETag")) {
		h.Del("Content-Type")
		h.Del("Content-Length")
		h.Del("Content-Encoding")
		a.status = http.StatusNotModified
		a.ResponseWriter.WriteHeader(a.status)
		return
	}
	if (a.zipped != nil || a.worthZipping()) && acceptsGzip(a.request) {
		h.Set("Content-Encoding", "gzip")
		if a.zipped == nil {
			a.zipped = zipped(body)
		}
		body = a.zipped
	}
	if bodyAllowed(a.status) {
		h.Set("Content-Length", strconv.Itoa(len(body)))
	}
	a.ResponseWriter.WriteHeader(a.status)
	if a.request.Method != http.MethodHead && bodyAllowed(a.status) {
		_, _ = a.ResponseWriter.Write(body)
	}
}

func bodyAllowed(status int) bool {
	return status != http.StatusNoContent && status != http.StatusNotModified
}

// wantsGzip decides whether to compress, and says in Vary that it was decided.
func (a *answer) wantsGzip() bool {
	h := a.Header()
	if h.Get("Content-Encoding") != "" || !compressible(h.Get("Content-Type")) {
		return false
	}
	h.Add("Vary", "Accept-Encoding")
	return acceptsGzip(a.request)
}

// zipLevel is how hard answers are compressed: harder ones save little and take twice the time.
const zipLevel = 6

// zippers are writers to be used again: each has tables of 800 kB.
var zippers = sync.Pool{New: func() any { return newZipper(zipLevel) }}

func newZipper(level int) *gzip.Writer {
	z, err := gzip.NewWriterLevel(nil, level)
	if err != nil {
		panic(err) // there is no such level
	}
	return z
}

func zipped(body []byte) []byte {
	z := zippers.Get().(*gzip.Writer)
	defer zippers.Put(z)
	return zippedBy(z, body)
}

func zippedBy(z *gzip.Writer, body []byte) []byte {
	var b bytes.Buffer
	z.Reset(&b)
	_, _ = z.Write(body) // a Buffer takes everything
	_ = z.Close()
	return b.Bytes()
}

func compressible(contentType string) bool {
	kind, _, _ := strings.Cut(contentType, ";")
	switch {
	case kind == "text/event-stream":
		return false // short pieces, each of which has to arrive
	case strings.HasPrefix(kind, "text/"), strings.HasSuffix(kind, "json"), strings.HasSuffix(kind, "xml"):
		return true
	case kind == "application/javascript", kind == "application/jsonl", kind == "application/x-ndjson":
		return true
	}
	return false
}

// acceptsGzip reports whether Accept-Encoding names gzip without refusing it.
func acceptsGzip(r *http.Request) bool {
	for _, part := range strings.Split(r.Header.Get("Accept-Encoding"), ",") {
		coding, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		if coding != "gzip" && coding != "*" {
			continue
		}
		weight = strings.ReplaceAll(weight, " ", "")
		return weight != "q=0" && weight != "q=0.0" && weight != "q=0.00" && weight != "q=0.000"
	}
	return false
}

// matches compares If-None-Match with an ETag, weakly (RFC 9110, section 13.1.2).
func matches(header, tag string) bool {
	if header == "" {
		return false
	}
	for _, candidate := range strings.Split(header, ",") {
		candidate = strings.TrimSpace(candidate)
		if candidate == "*" || strings.TrimPrefix(candidate, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}
