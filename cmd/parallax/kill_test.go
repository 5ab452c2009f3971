package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"parallax/crawler"
	"parallax/news"
	"parallax/store"
	"parallax/testdata/newsroom"
)

// killsVariable sets how many crawls are killed before one may end; there are five without it. A thousand take an hour:
//
//	PARALLAX_KILLS=1000 go test ./cmd/parallax ./store -run Killed -timeout 3h
const killsVariable = "PARALLAX_KILLS"

func kills() int {
	if n, err := strconv.Atoi(os.Getenv(killsVariable)); err == nil {
		return n
	}
	return 5
}

// TestKilledCrawlLosesAndDoublesNothing kills the program with no warning in the middle of crawls. Whatever a
// killed crawl had stored must still be there, and the last crawl must end with every article exactly once.
func TestKilledCrawlLosesAndDoublesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("kills and restarts the program several times: left out with -short")
	}
	room, port := slowNewsroom(t)
	opml := writeOPML(t, room, port)
	for left := kills(); left > 0; left -= 5 { // a folder that has everything hasn't much to lose
		killCrawls(t, room, port, opml, min(left, 5))
		if t.Failed() {
			t.Fatalf("with %d kills to go", left)
		}
	}
}

// killCrawls lets crawls of a new data folder be killed some times, and then one come to its end.
func killCrawls(t *testing.T, room *newsroom.Newsroom, port, opml string, times int) {
	t.Helper()
	data := t.TempDir()
	random := rand.New(rand.NewPCG(rand.Uint64(), 2))
	stored := map[string]bool{}
	pages := 0
	for range times {
		killCrawl(t, data, opml, time.Duration(300+random.IntN(2200))*time.Millisecond)
		now, n := articleIDs(t, data)
		for id := range stored {
			if !now[id] {
				t.Fatalf("article %s was stored before the kill and is gone", id)
			}
		}
		if n < pages {
			t.Fatalf("%d pages after the kill, %d before", n, pages)
		}
		stored, pages = now, n
	}
	if code, out := program(t, "crawl", "--data", data, "--feeds", opml, "--allow-private", "--delay", "5ms", "--all"); code != 0 {
		t.Fatalf("the crawl after the kills failed:\n%s", out)
	}
	stored, pages = articleIDs(t, data)
	for _, a := range room.Articles {
		id := news.ArticleID("http://" + a.Outlet.Host(port) + a.CanonicalPath())
		if !stored[id] {
			t.Errorf("%s is lost", a.Key)
		}
	}
	if len(stored) != len(room.Articles) {
		t.Errorf("%d articles are stored, %d were published", len(stored), len(room.Articles))
	}
	if pages != len(room.Articles) {
		t.Errorf("%d pages are stored for %d articles", pages, len(room.Articles))
	}
	if code, out := program(t, "check", "--data", data); code != 0 {
		t.Errorf("check after the kills:\n%s", out)
	}
}

// TestKilledImportLosesAndDoublesNothing kills imports of a file that can be read from its beginning alone, in the middle of reading it
// and of what follows, and lets the last one come to its end.
func TestKilledImportLosesAndDoublesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("kills and restarts the program several times: left out with -short")
	}
	const documents = markedAtOnce + 200
	var lines bytes.Buffer
	for n := range documents {
		fmt.Fprintf(&lines, `{"url":"https://tide.example/%d","title":"Gauge, number %d","language":"en","text":"It stood high."}`+"\n", n, n)
	}
	file, data := fileOf(t, "many.jsonl.gz", zipped(t, lines.Bytes())), t.TempDir()
	args := []string{"import", "--data", data, file}
	for range max(kills()/2, 1) {
		cmd := asProgram(args...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(300+rand.IntN(2500)) * time.Millisecond)
		cmd.Process.Kill()
		cmd.Wait()
	}
	if code, out := program(t, args...); code != 0 {
		t.Fatalf("the import after the kills failed:\n%s", out)
	}
	if articles, pages := articleIDs(t, data); len(articles) != documents || pages != documents {
		t.Errorf("of %d documents there are %d pages and %d articles", documents, pages, len(articles))
	}
	if code, out := program(t, "check", "--data", data); code != 0 {
		t.Errorf("check after the kills:\n%s", out)
	}
}

// slowNewsroom serves the newsroom slowly enough that a kill meets a crawl at work.
func slowNewsroom(t *testing.T) (*newsroom.Newsroom, string) {
	t.Helper()
	room, err := newsroom.Load()
	if err != nil {
		t.Fatal(err)
	}
	handler, err := room.Handler()
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(60 * time.Millisecond)
		handler.ServeHTTP(w, r)
	})}
	go server.Serve(l)
	t.Cleanup(func() { server.Close() })
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return room, port
}

func writeOPML(t *testing.T, room *newsroom.Newsroom, port string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "feeds.opml")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sources, feeds := room.Sources(port)
	if err := crawler.WriteOPML(f, feeds, sources); err != nil {
		t.Fatal(err)
	}
	return name
}

// asProgram is this test binary playing the program.
func asProgram(args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), asParallax+"=1")
	return cmd
}

func program(t *testing.T, args ...string) (code int, output string) {
	t.Helper()
	out, err := asProgram(args...).CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if exit != nil {
		return exit.ExitCode(), string(out)
	}
	return 0, string(out)
}

// killCrawl starts a crawl and kills it after a while, unless it ended before.
func killCrawl(t *testing.T, data, opml string, after time.Duration) {
	t.Helper()
	cmd := asProgram("crawl", "--data", data, "--feeds", opml, "--allow-private", "--delay", "5ms", "--all")
	cmd.Stdout, cmd.Stderr = io.Discard, io.Discard
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(after)
	cmd.Process.Kill()
	cmd.Wait()
}

// articleIDs reads what a data folder holds.
func articleIDs(t *testing.T, data string) (ids map[string]bool, pages int) {
	t.Helper()
	ids = map[string]bool{}
	st, err := store.Open(context.Background(), "sqlite:"+data, store.Options{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	for a, err := range st.EachArticle(t.Context(), "") {
		if err != nil {
			t.Fatal(err)
		}
		if ids[a.ID] {
			t.Errorf("article %s is stored twice", a.ID)
		}
		ids[a.ID] = true
	}
	counts, err := st.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return ids, counts.Pages
}

// TestExitStatus holds the three statuses that scripts rely on.
func TestExitStatus(t *testing.T) {
	for _, c := range []struct {
		want int
		args []string
	}{
		{exitDone, nil},
		{exitDone, []string{"serve", "--help"}},
		{exitUsage, []string{"nosuch"}},
		{exitUsage, []string{"export", "--format", "docx"}},
		{exitUsage, []string{"serve", "--addr", "no such host:1", "--data", t.TempDir()}},
		{exitFailed, []string{"extract", "nosuch.html"}},
		{exitFailed, []string{"import", "--data", t.TempDir(), "nosuch.html"}},
	} {
		var out, errs strings.Builder
		if got := run(t.Context(), c.args, streams{strings.NewReader(""), &out, &errs}); got != c.want {
			t.Errorf("parallax %q exits with %d, want %d; it says:\n%s", c.args, got, c.want, errs.String())
		}
	}
}
