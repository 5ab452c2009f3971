package main

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parallax/news"
)

// An index that is damaged or gone is made again from the store by whatever works on the folder next, and the site says so
// as long as it would mislead.
func TestADamagedIndexIsMadeAgain(t *testing.T) {
	for name, damage := range map[string]func(dir string) error{
		"damaged": func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "store", "root.bolt"), make([]byte, 32768), 0o600)
		},
		"gone": os.RemoveAll,
	} {
		t.Run(name, func(t *testing.T) {
			data := t.TempDir()
			storedPages(t, data, 3)
			if err := damage(dataFlag{data}.index()); err != nil {
				t.Fatal(err)
			}
			f, err := dataFlag{data}.open(t.Context(), slog.New(slog.DiscardHandler), newsroomClock(), nil)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			site, err := f.site(siteOptions{now: time.Now, log: slog.New(slog.DiscardHandler), rights: news.RightsFull})
			if err != nil {
				t.Fatal(err)
			}
			get := func(path string) *httptest.ResponseRecorder {
				answer := httptest.NewRecorder()
				site.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, path, nil))
				return answer
			}
			meanwhile := 0
			f.pipeline.progress = func(work string, _ int) {
				if work != "indexing" {
					return
				}
				for _, path := range []string{"/search?q=gauge", "/api/v1/search?q=gauge", "/concordance?q=gauge", "/trends?q=gauge"} {
					meanwhile++
					if answer := get(path); answer.Code != http.StatusServiceUnavailable {
						t.Errorf("%s while the index is built: %d", path, answer.Code)
					}
				}
				if answer := get("/search?q=gauge"); !strings.Contains(answer.Body.String(), "It may be being built") {
					t.Errorf("the page while the index is built says\n%s", answer.Body)
				}
				if answer := get("/"); answer.Code != http.StatusOK {
					t.Errorf("the front page while the index is built: %d", answer.Code)
				}
			}
			if err := f.pipeline.advance(t.Context()); err != nil {
				t.Fatal(err)
			}
			if meanwhile == 0 {
				t.Error("nothing was indexed")
			}
			if answer := get("/api/v1/search?q=gauge"); answer.Code != http.StatusOK || !strings.Contains(answer.Body.String(), `"total":3`) {
				t.Errorf("afterwards: %d\n%s", answer.Code, answer.Body)
			}
		})
	}
}
