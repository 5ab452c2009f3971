package embedder_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parallax/embedder"
)

// A server is a model's server on loopback. What it answers may be exchanged between requests.
type server struct {
	*httptest.Server
	mu       sync.Mutex
	answer   http.HandlerFunc
	requests []request
}

// answers says what the server answers from now on.
func (s *server) answers(h http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer = h
}

// asked is what it was asked so far.
func (s *server) asked() []request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.requests
}

type request struct {
	path, key string
	Model     string
	Input     []string
}

func serve(t *testing.T) *server {
	s := &server{answer: vectors(3)}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got := request{path: r.Method + " " + r.URL.Path, key: r.Header.Get("Authorization")}
		if err := json.Unmarshal(body, &got); err != nil {
			t.Errorf("the request %q: %v", body, err)
		}
		s.mu.Lock()
		s.requests = append(s.requests, got)
		answer := s.answer
		s.mu.Unlock()
		r.Body = io.NopCloser(bytes.NewReader(body))
		answer(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// vectors answers with vectors of dims numbers that tell texts apart by their length, last text first.
func vectors(dims int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		type vector struct {
			Object    string    `json:"object"`
			Index     int       `json:"index"`
			Embedding []float32 `json:"embedding"`
		}
		var data []vector
		for i, text := range inputOf(r) {
			data = append([]vector{{"embedding", i, vectorOf(text, dims)}}, data...)
		}
		json.NewEncoder(w).Encode(map[string]any{"object": "list", "data": data, "usage": map[string]int{"total_tokens": 1}})
	}
}

func inputOf(r *http.Request) []string {
	var q request
	json.NewDecoder(r.Body).Decode(&q)
	return q.Input
}

func vectorOf(text string, dims int) []float32 {
	v := make([]float32, dims)
	v[0] = float32(len(text))
	v[dims-1] = 0.5
	return v
}

// text answers with a body as it stands.
func text(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(status)
		io.WriteString(w, body)
	}
}

// A fixture is a client of a server, with a clock and a log.
type fixture struct {
	*embedder.Client
	now time.Time
	log bytes.Buffer
}

func client(t *testing.T, o embedder.Options) *fixture {
	t.Helper()
	f := &fixture{now: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
	o.Model, o.Now = "m", func() time.Time { return f.now }
	o.Logger = slog.New(slog.NewTextHandler(&f.log, nil))
	var err error
	if f.Client, err = embedder.New(o); err != nil {
		t.Fatal(err)
	}
	return f
}

func (f *fixture) embed(t *testing.T, texts ...string) [][]float32 {
	t.Helper()
	got := f.Embed(t.Context(), texts)
	if len(got) != len(texts) {
		t.Fatalf("%d vectors for %d texts", len(got), len(texts))
	}
	return got
}

func TestVectorsOfManyTexts(t *testing.T) {
	s := serve(t)
	f := client(t, embedder.Options{URL: s.URL, Key: "secret", Prefix: "query: "})
	var texts []string
	var want [][]float32
	for i := range 150 {
		texts = append(texts, strings.Repeat("x", i))
		want = append(want, vectorOf("query: "+texts[i], 3))
	}
	if diff := cmp.Diff(want, f.embed(t, texts...)); diff != "" {
		t.Error(diff)
	}
	if len(s.asked()) != 3 {
		t.Errorf("%d requests for 150 texts", len(s.asked()))
	}
	first := s.asked()[0]
	if first.path != "POST /v1/embeddings" || first.key != "Bearer secret" || first.Model != "m" || first.Input[2] != "query: xx" {
		t.Errorf("the first request is %q %q for %q and %q", first.path, first.key, first.Model, first.Input[2])
	}
	if f.log.Len() > 0 {
		t.Errorf("a server that works is logged:\n%s", f.log.String())
	}
	if got := f.embed(t); len(s.asked()) != 3 {
		t.Errorf("no texts are asked about: %v", got)
	}
}

func TestAddresses(t *testing.T) {
	s := serve(t)
	for address, want := range map[string]string{
		"":                        "/v1/embeddings",
		"/":                       "/v1/embeddings",
		"/v1":                     "/v1/embeddings",
		"/v1/embeddings":          "/v1/embeddings",
		"/openai/m/embeddings":    "/openai/m/embeddings",
		"/openai/v1/":             "/openai/v1/embeddings",
		"/api?version=2024-02-01": "/api/v1/embeddings",
	} {
		client(t, embedder.Options{URL: s.URL + address}).embed(t, "a")
		if got := s.asked()[len(s.asked())-1].path; got != "POST "+want {
			t.Errorf("%q is asked at %q, not %q", address, got, want)
		}
	}
	for _, address := range []string{"", "localhost:11434", "ftp://x/", "http://", "http://[", "/v1/embeddings"} {
		if _, err := embedder.New(embedder.Options{URL: address, Model: "m"}); err == nil {
			t.Errorf("%q is taken for an address", address)
		}
	}
	if _, err := embedder.New(embedder.Options{URL: s.URL}); err == nil {
		t.Error("a client without a model is made")
	}
}

func TestFormsOfAnswers(t *testing.T) {
	packed := func(v ...float32) string {
		var b []byte
		for _, x := range v {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
		}
		return base64.StdEncoding.EncodeToString(b)
	}
	for name, body := range map[string]string{
		"lists":         `{"data":[{"index":0,"embedding":[1,0.5]},{"index":1,"embedding":[-2e0,3]}]}`,
		"another order": `{"data":[{"index":1,"embedding":[-2,3]},{"index":0,"embedding":[1,0.5]}]}`,
		"base64":        fmt.Sprintf(`{"data":[{"index":0,"embedding":%q},{"index":1,"embedding":%q}]}`, packed(1, 0.5), packed(-2, 3)),
		"no numbers":    `{"data":[{"embedding":[1,0.5]},{"embedding":[-2,3]}]}`,
	} {
		s := serve(t)
		s.answers(text(200, body))
		f := client(t, embedder.Options{URL: s.URL})
		if diff := cmp.Diff([][]float32{{1, 0.5}, {-2, 3}}, f.embed(t, "a", "b")); diff != "" {
			t.Errorf("%s: %s%s", name, diff, f.log.String())
		}
	}
}

// failures are what a server does wrong, and a word of what the log says about it.
var failures = map[string]struct {
	answer http.HandlerFunc
	says   string
}{
	"not JSON":          {text(200, "<html>welcome</html>"), "correct the address"},
	"nothing":           {text(200, ""), "correct the address"},
	"other JSON":        {text(200, `{"models":[]}`), "0 vectors for 2 texts"},
	"too few":           {text(200, `{"data":[{"index":0,"embedding":[1,2,3]}]}`), "1 vectors for 2 texts"},
	"too many":          {text(200, `{"data":[{"embedding":[1,2,3]},{"embedding":[1,2,3]},{"embedding":[1,2,3]}]}`), "3 vectors for 2 texts"},
	"one number twice":  {text(200, `{"data":[{"index":1,"embedding":[1,2,3]},{"index":1,"embedding":[1,2,3]}]}`), "numbered wrongly"},
	"a number too high": {text(200, `{"data":[{"index":0,"embedding":[1,2,3]},{"index":2,"embedding":[1,2,3]}]}`), "numbered wrongly"},
	"a negative number": {text(200, `{"data":[{"index":-1,"embedding":[1,2,3]},{"index":0,"embedding":[1,2,3]}]}`), "numbered wrongly"},
	"two lengths":       {text(200, `{"data":[{"index":0,"embedding":[1,2,3]},{"index":1,"embedding":[1,2]}]}`), "of 2 dimensions and gave some of 3"},
	"no dimensions":     {text(200, `{"data":[{"index":0,"embedding":[]},{"index":1,"embedding":[]}]}`), "0 dimensions"},
	"null":              {text(200, `{"data":[{"index":0,"embedding":null},{"index":1,"embedding":null}]}`), "0 dimensions"},
	"NaN written out":   {text(200, `{"data":[{"index":0,"embedding":[NaN,1,2]},{"index":1,"embedding":[1,2,3]}]}`), "correct the address"},
	"NaN packed":        {text(200, `{"data":[{"index":0,"embedding":"AADAfwAAwH8AAMB/"},{"index":1,"embedding":[1,2,3]}]}`), "numbers that are none"},
	"too large numbers": {text(200, `{"data":[{"index":0,"embedding":[1e99,1,2]},{"index":1,"embedding":[1,2,3]}]}`), "correct the address"},
	"bad base64":        {text(200, `{"data":[{"index":0,"embedding":"%%%"},{"index":1,"embedding":[1,2,3]}]}`), "correct the address"},
	"odd base64":        {text(200, `{"data":[{"index":0,"embedding":"AAAAAAA="},{"index":1,"embedding":[1,2,3]}]}`), "correct the address"},
	"zeros":             {text(200, `{"data":[{"index":0,"embedding":[0,0,0]},{"index":1,"embedding":[1,2,3]}]}`), "vectors of zeros"},
	"too many requests": {text(429, `{"error":{"message":"slow down please","type":"requests"}}`), `slow down please`},
	"wrong key":         {text(401, `{"error":{"message":"no such key"}}`), "PARALLAX_EMBEDDER_KEY"},
	"no such model":     {text(404, `{"error":"model not found"}`), "the model's name"},
	"too long texts":    {text(413, "Payload Too Large"), "can't take the texts"},
	"broken":            {text(500, strings.Repeat("\xff日本", 5000)), "500 Internal Server Error"},
	"a redirect": {func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
	}, "redirects to"},
	"hung up": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, "can't be reached"},
	"cut off": {func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "1000")
		io.WriteString(w, `{"data":[`)
	}, "can't be reached"},
	"slow": {func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, `{"data":[`)
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	}, "no answer within"},
	"huge": {func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, `{"data":[{"index":0,"embedding":[`)
		for zeros := bytes.Repeat([]byte("0,"), 1<<19); ; {
			if _, err := w.Write(zeros); err != nil {
				return
			}
		}
	}, "larger than 32 MB"},
}

func TestAFailureIsToldAndPasses(t *testing.T) {
	for name, failure := range failures {
		t.Run(name, func(t *testing.T) {
			s := serve(t)
			o := embedder.Options{URL: s.URL}
			if name == "slow" {
				o.Timeout = 50 * time.Millisecond
			}
			f := client(t, o)
			if f.embed(t, "a", "bc")[1] == nil {
				t.Fatalf("the server doesn't work to begin with:\n%s", f.log.String())
			}
			s.answers(failure.answer)
			if got := f.embed(t, "a", "bc"); got[0] != nil || got[1] != nil {
				t.Errorf("vectors %v", got)
			}
			if log := f.log.String(); strings.Count(log, "level=WARN") != 1 || !strings.Contains(log, failure.says) || len(log) > 1000 {
				t.Errorf("the log says, without %q:\n%s", failure.says, log)
			}
			s.answers(vectors(3))
			if got := f.embed(t, "a"); got[0] != nil || len(s.asked()) != 2 {
				t.Errorf("a server that has just failed is asked again: %d requests", len(s.asked()))
			}
			f.now = f.now.Add(time.Second)
			if f.embed(t, "a")[0] == nil {
				t.Errorf("a server that works again isn't asked:\n%s", f.log.String())
			}
			if log := f.log.String(); strings.Count(log, "level=INFO") != 1 || !strings.Contains(log, "works again") {
				t.Errorf("the log doesn't say once that it works again:\n%s", log)
			}
		})
	}
}

func TestAServerThatIsDown(t *testing.T) {
	s := serve(t)
	s.Close()
	f := client(t, embedder.Options{URL: s.URL})
	start := f.now
	for f.now.Before(start.Add(10 * time.Minute)) {
		f.embed(t, "a", "b")
		f.now = f.now.Add(500 * time.Millisecond)
	}
	log := f.log.String()
	if n := strings.Count(log, "\n"); n < 5 || n > 10 || !strings.Contains(log, "start its server") {
		t.Errorf("%d lines in ten minutes:\n%s", n, log)
	}
	if !strings.Contains(log, "texts=240") {
		t.Errorf("the log doesn't say how many texts went without, 240 in a minute:\n%s", log)
	}
}

func TestPausesGrowAndAServerMaySayHowLong(t *testing.T) {
	s := serve(t)
	f := client(t, embedder.Options{URL: s.URL})
	// asked is after how many seconds the server is asked anew.
	asked := func() (seconds int) {
		t.Helper()
		for n := len(s.asked()); len(s.asked()) == n; seconds++ {
			if seconds > 3600 {
				t.Fatal("the server isn't asked again")
			}
			f.now = f.now.Add(time.Second)
			f.embed(t, "a")
		}
		return seconds
	}
	s.answers(text(503, ""))
	f.embed(t, "a")
	var pauses []int
	for range 8 {
		pauses = append(pauses, asked())
	}
	if diff := cmp.Diff([]int{1, 2, 4, 8, 16, 32, 60, 60}, pauses); diff != "" {
		t.Error(diff)
	}
	for header, want := range map[string]int{
		"7": 7, "99999999": 600, "-3": 60, "soon": 60, "Sun, 01 Mar 2026 12:00:00 GMT": 60,
	} {
		s.answers(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Retry-After", header)
			w.WriteHeader(429)
		})
		asked()
		if got := asked(); got != want {
			t.Errorf("Retry-After: %s makes a pause of %d s, not %d", header, got, want)
		}
	}
	s.answers(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", f.now.Add(20*time.Second).Format(http.TimeFormat))
		w.WriteHeader(429)
	})
	asked()
	if got := asked(); got != 20 {
		t.Errorf("a date as Retry-After makes a pause of %d s, not 20", got)
	}
}

func TestNothingIsAskedAfterAFailureOrTheEnd(t *testing.T) {
	s := serve(t)
	f := client(t, embedder.Options{URL: s.URL})
	texts := make([]string, 300)
	for i := range texts {
		texts[i] = strings.Repeat("x", i)
	}
	work := vectors(3)
	s.answers(func(w http.ResponseWriter, r *http.Request) {
		if len(s.asked()) == 2 {
			w.WriteHeader(500)
			return
		}
		work(w, r)
	})
	got := f.embed(t, texts...)
	if len(s.asked()) != 2 || got[63] == nil || got[64] != nil || got[299] != nil {
		t.Errorf("%d requests", len(s.asked()))
	}
	if !strings.Contains(f.log.String(), "texts=236") {
		t.Errorf("the log doesn't say that 236 texts go without:\n%s", f.log.String())
	}
	f = client(t, embedder.Options{URL: s.URL})
	ctx, cancel := context.WithCancel(t.Context())
	s.answers(func(w http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	if got := f.Embed(ctx, texts); len(got) != 300 || got[0] != nil || f.log.Len() > 0 {
		t.Errorf("ending is no failure:\n%s", f.log.String())
	}
}

func TestAModelThatGivesAllTextsOneVector(t *testing.T) {
	s := serve(t)
	same := func(n int) string {
		return `{"data":[` + strings.TrimSuffix(strings.Repeat(`{"embedding":[1,2]},`, n), ",") + `]}`
	}
	f := client(t, embedder.Options{URL: s.URL})
	s.answers(text(200, same(3)))
	if f.embed(t, "a", "a", "a")[0] == nil {
		t.Errorf("three equal texts may have one vector:\n%s", f.log.String())
	}
	s.answers(text(200, same(20)))
	if f.embed(t, strings.Split("abcdefghijklmnopqrst", "")...)[0] != nil || !strings.Contains(f.log.String(), "same vector") {
		t.Errorf("a model that tells nothing is believed:\n%s", f.log.String())
	}
}
