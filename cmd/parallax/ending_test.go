package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The program ends in good order when it is told to, whatever is under way: a server that doesn't answer the crawler, a reader who
// listens to events. What it is given a long time for here takes seconds.
func TestServeEndsWhileOthersHang(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program: left out with -short")
	}
	asked := make(chan struct{}, 100)
	outlet := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked <- struct{}{}
		<-r.Context().Done()
	}))
	defer outlet.Close()
	feeds := filepath.Join(t.TempDir(), "feeds.opml")
	opml := fmt.Sprintf(`<opml version="2.0"><body><outline type="rss" xmlUrl="%s/feed"/></body></opml>`, outlet.URL)
	if err := os.WriteFile(feeds, []byte(opml), 0o666); err != nil {
		t.Fatal(err)
	}
	data := t.TempDir()
	storedPages(t, data, 2)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := asProgram("serve", "--data", data, "--feeds", feeds, "--allow-private", "--addr", "127.0.0.1:0")
	var log strings.Builder
	cmd.Stderr = &log
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	defer context.AfterFunc(ctx, func() { cmd.Process.Kill() })()
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	events, err := http.Get(strings.TrimSpace(address) + "events")
	if err != nil {
		t.Fatal(err)
	}
	defer events.Body.Close()
	select {
	case <-asked:
	case <-ctx.Done():
		t.Fatal("the crawler asks for nothing")
	}
	metrics := fetched(t, strings.TrimSpace(address)+"metrics")
	if !strings.Contains(metrics, `parallax_crawl_total{what="feeds"}`) {
		t.Error("/metrics tells nothing of the crawl")
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, events.Body) // ends with the program
	if err := cmd.Wait(); err != nil || ctx.Err() != nil || strings.Contains(log.String(), "cut short") {
		t.Errorf("it ends with %v (%v) and says\n%s", err, ctx.Err(), log.String())
	}
}
