package main

import (
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
		for path, want := range map[string]string{"/healthz": "ok", "/readyz": "ready", "/": "Gauge number",
			"/metrics": `parallax_stage_records_total{stage="index"}`} {
			if got := fetched(t, address+path); !strings.Contains(got, want) {
				t.Errorf("%s doesn't say %q", path, want)
			}
		}
		if answer, err := http.Get(address + "/nosuch"); err != nil || answer.StatusCode != http.StatusNotFound {
			t.Errorf("a page that isn't there: %v", err)
		}
	})
}
