package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// The site answers before the language models and the memory of the grouping are loaded, tells monitors so, counts each stage, and
// ends when it is told to.
func TestTheSiteIsReadyAndMetered(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program: left out with -short")
	}
	data := t.TempDir()
	storedPages(t, data, 2)
	serving(t, data, func(address string) {
		metrics := fetched(t, address+"/metrics")
		for s := range stages {
			for _, name := range []string{"parallax_stage_records_total", "parallax_stage_busy_seconds_total"} {
				if !strings.Contains(metrics, fmt.Sprintf("%s{stage=%q} ", name, s)) {
					t.Errorf("/metrics has no %s of the stage %s", name, s)
				}
			}
		}
		for _, name := range []string{`parallax_crawl_total{what="feeds"} `, "parallax_crawl_bytes_total ", `parallax_records{kind="articles"} 2`,
			"parallax_http_requests_in_flight ", "go_goroutines ", "process_resident_memory_bytes "} {
			if !strings.Contains(metrics, "\n"+name) {
				t.Errorf("/metrics has no %s", name)
			}
		}
		for path, want := range map[string]string{"/healthz": "ok", "/readyz": "ready", "/": "Gauge number",
			"/metrics": `parallax_http_requests_total{method="GET",`} {
			if got := fetched(t, address+path); !strings.Contains(got, want) {
				t.Errorf("%s doesn't say %q", path, want)
			}
		}
		if answer, err := http.Get(address + "/nosuch"); err != nil || answer.StatusCode != http.StatusNotFound {
			t.Errorf("a page that isn't there: %v", err)
		}
	})
}

// The log can be read by programs: each line of it is an object with a time, a level and a message.
func TestTheLogCanBeJSON(t *testing.T) {
	code, _, errs := command(t, "crawl", "--data", t.TempDir(), "--feeds", fileOf(t, "none.opml", []byte(`<opml version="2.0"><body/></opml>`)),
		"--log-format", "json", "--log-level", "debug")
	lines := 0
	for line := range strings.Lines(errs) {
		if !strings.HasPrefix(line, "{") {
			continue // what is said to a person
		}
		lines++
		var entry struct{ Time, Level, Msg string }
		if err := json.Unmarshal([]byte(line), &entry); err != nil || entry.Time == "" || entry.Level == "" || entry.Msg == "" {
			t.Errorf("a line of the log is %q (%v)", line, err)
		}
	}
	if lines == 0 {
		t.Errorf("exit status %d, and nothing is logged:\n%s", code, errs)
	}
}
