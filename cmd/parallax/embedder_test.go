package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// A modelServer gives every text a vector; once it is broken it refuses.
type modelServer struct {
	*httptest.Server
	requests, texts atomic.Int64
	broken          atomic.Bool
}

func serveModel(t *testing.T) *modelServer {
	m := &modelServer{}
	m.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if m.broken.Load() || r.Header.Get("Authorization") != "Bearer open sesame" {
			http.Error(w, "no", http.StatusServiceUnavailable)
			return
		}
		var q struct{ Input []string }
		if err := json.NewDecoder(r.Body).Decode(&q); err != nil {
			t.Error(err)
		}
		m.requests.Add(1)
		m.texts.Add(int64(len(q.Input)))
		type vector struct {
			Index     int       `json:"index"`
			Embedding []float64 `json:"embedding"`
		}
		var data []vector
		for i, text := range q.Input {
			v := vector{i, make([]float64, 300)}
			for at := range len(text) - 2 {
				c := text[at : at+3]
				v.Embedding[(int(c[0])*31*31+int(c[1])*31+int(c[2]))%300]++
			}
			data = append(data, v)
		}
		json.NewEncoder(w).Encode(map[string]any{"data": data})
	}))
	t.Cleanup(m.Close)
	t.Setenv(embedderKey, "open sesame")
	return m
}

// gaugeReports writes n articles as JSONL, numbered from a number on.
func gaugeReports(t *testing.T, from, n int) (file string) {
	t.Helper()
	var b strings.Builder
	for i := from; i < from+n; i++ {
		fmt.Fprintf(&b, `{"id":"a%d","url":"https://gauge.example/reports/number-%d-of-the-tidal-gauge","language":"en","published":"2026-03-%02dT08:00:00Z",`+
			`"title":"Gauge %d is read","text":"The tidal gauge with the number %d was read at dawn by keeper %s, who writes the height of the water down in a book of %d pages."}`+"\n",
			i, i, 1+i/20%28, i, i, strings.Repeat("Ma", 1+i%7)+fmt.Sprint("tilda", i%13), 7*i)
	}
	file = filepath.Join(t.TempDir(), "reports.jsonl")
	if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestImportAsksAnEmbedderAndDoesWithout(t *testing.T) {
	m := serveModel(t)
	data := filepath.Join(t.TempDir(), "data")
	with := []string{"--data", data, "--embedder", m.URL, "--embedder-model", "trigrams"}
	if code, _, errs := command(t, append([]string{"import", gaugeReports(t, 0, 250)}, with...)...); code != exitDone || strings.Contains(errs, "WARN") {
		t.Fatalf("status %d: %s", code, errs)
	}
	if requests, texts := m.requests.Load(), m.texts.Load(); texts < 250 || texts > 500 || requests > 20 {
		t.Errorf("%d requests for %d texts of 250 articles", requests, texts)
	}
	m.broken.Store(true)
	code, _, errs := command(t, append([]string{"import", gaugeReports(t, 250, 250)}, with...)...)
	if code != exitDone || strings.Count(errs, "level=WARN") != 1 || !strings.Contains(errs, "built-in vectors") {
		t.Fatalf("status %d where the embedder fails: %s", code, errs)
	}
	m.broken.Store(false)
	before := m.texts.Load()
	if code, _, errs := command(t, append([]string{"rebuild"}, with...)...); code != exitDone || strings.Contains(errs, "WARN") {
		t.Fatalf("status %d: %s", code, errs)
	}
	if texts := m.texts.Load() - before; texts < 500 {
		t.Errorf("a rebuild asks for %d texts of 500 articles", texts)
	}
	if filed, _ := incidentsByArticle(t, data); len(filed) != 500 {
		t.Errorf("%d articles are filed", len(filed))
	}
}

func TestGroupAsksAnEmbedder(t *testing.T) {
	m := serveModel(t)
	t.Setenv("PARALLAX_EMBEDDER", m.URL)
	t.Setenv("PARALLAX_EMBEDDER_MODEL", "trigrams")
	code, out, errs := command(t, "group", gaugeReports(t, 0, 300))
	if code != exitDone || strings.Count(out, "\n") != 300 || errs != "" {
		t.Errorf("status %d, %d lines: %s", code, strings.Count(out, "\n"), errs)
	}
	if requests, texts := m.requests.Load(), m.texts.Load(); texts < 300 || requests > 12 {
		t.Errorf("%d requests for %d texts of 300 articles", requests, texts)
	}
	for _, args := range [][]string{
		{"group", "--embedder", "localhost:11434"},
		{"group", "--embedder", m.URL, "--embedder-model", ""},
	} {
		if code, _, errs := command(t, args...); code != exitUsage || !strings.Contains(errs, "embedder") {
			t.Errorf("%q: status %d: %s", args, code, errs)
		}
	}
}
