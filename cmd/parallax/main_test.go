package main

import (
	"context"
	"flag"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"sync"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"parallax/testdata/newsroom"
)

var update = flag.Bool("update", false, "write the golden files of testdata/quality anew")

// asParallax makes the test binary play the program itself, so that tests can kill it.
const asParallax = "PARALLAX_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asParallax) != "" {
		main()
	}
	testscript.Main(m, map[string]func(){"parallax": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(e *testscript.Env) error {
			seeds, err := filepath.Abs(filepath.Join(root, "..", "shared", "seeds"))
			e.Setenv("SEEDS", seeds)
			return err
		},
		Condition: func(name string) (bool, error) {
			if name == "seeds" {
				_, err := os.Stat(filepath.Join(root, "..", "shared", "seeds"))
				return err == nil, nil
			}
			return false, nil
		},
	})
}

// A crawled newsroom is what the demo has just before it serves, but for the edits of its outlets: every outlet crawled once, every
// article filed and indexed.
type crawled struct {
	room *newsroom.Newsroom
	port string
	*folder
	data string
}

// crawledNewsroom crawls the newsroom once for all tests of the package.
var crawledNewsroom = sync.OnceValues(func() (*crawled, error) {
	data, err := os.MkdirTemp("", "parallax-test-")
	if err != nil {
		return nil, err
	}
	ctx, _ := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	p, err := playNewsroom(ctx, "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	log := slog.New(slog.DiscardHandler)
	now := newsroomClock()
	f, err := dataFlag{data}.open(ctx, log, now, nil)
	if err != nil {
		return nil, err
	}
	sources, feeds := p.room.Sources(p.port)
	if err := configure(ctx, f.store, sources, feeds); err != nil {
		return nil, err
	}
	err = crawlNewsroom(ctx, f, now, newProgress(io.Discard))
	return &crawled{p.room, p.port, f, data}, err
})

func needNewsroom(t *testing.T) *crawled {
	t.Helper()
	c, err := crawledNewsroom()
	if err != nil {
		t.Fatal(err)
	}
	return c
}
