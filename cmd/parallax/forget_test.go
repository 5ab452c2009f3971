package main

import (
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"parallax/news"
)

// What is forgotten is gone from every place, stays so through a rebuild, and doesn't come back by an import of the same.
func TestForgottenEverywhere(t *testing.T) {
	data := t.TempDir()
	storedPages(t, data, 3)
	run := func(args ...string) string {
		t.Helper()
		code, out, errs := command(t, args...)
		if code != exitDone {
			t.Fatalf("parallax %q exits with %d and says:\n%s", args, code, errs)
		}
		return out + errs
	}
	says := func(got, want string) {
		t.Helper()
		if !strings.Contains(got, want) {
			t.Errorf("it says %q, want %q", got, want)
		}
	}
	says(run("forget", "--data", data, "https://tide.example/1"), "1 pages")
	gone := func() {
		t.Helper()
		run("check", "--data", data)
		says(run("search", "--data", data, "gauge"), "2 found")
		if strings.Contains(run("export", "--data", data), "https://tide.example/1\"") {
			t.Error("it is exported")
		}
	}
	gone()
	run("rebuild", "--data", data)
	gone()
	f, err := dataFlag{data}.open(t.Context(), slog.New(slog.DiscardHandler), newsroomClock(), nil)
	if err != nil {
		t.Fatal(err)
	}
	again := []news.Page{shortPage(1), shortPage(4)}
	if err := errors.Join(f.store.PutPages(t.Context(), again), f.pipeline.advance(t.Context()), f.Close()); err != nil {
		t.Fatal(err)
	}
	says(run("search", "--data", data, "gauge"), "3 found")
	says(run("forget", "--data", data, "--list"), "https://tide.example/1")
	says(run("forget", "--data", data, "tide.example"), "3 pages")
	says(run("search", "--data", data, "gauge"), "0 found")
	says(run("forget", "--data", data, "--allow", "tide.example"), "allowed again")
	run("check", "--data", data)
	if code, _, errs := command(t, "forget", "--data", data); code != exitUsage || !strings.Contains(errs, "name what to forget") {
		t.Errorf("forgetting nothing exits with %d and says %s", code, errs)
	}
}

// While the site is served what is to be forgotten is removed by the process that serves it.
func TestForgottenWhileServing(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program: left out with -short")
	}
	data := t.TempDir()
	storedPages(t, data, 3)
	serving(t, data, func(address string) {
		code, _, errs := command(t, "forget", "--data", data, "https://tide.example/1")
		if code != exitDone || !strings.Contains(errs, "another parallax is at work") || !strings.Contains(errs, "1 pages") || !strings.Contains(errs, "1 articles") {
			t.Errorf("forget exits with %d and says:\n%s", code, errs)
		}
		if found := fetched(t, address+"/api/v1/search?q=gauge"); !strings.Contains(found, `"total":2`) || strings.Contains(found, "tide.example/1\"") {
			t.Errorf("the site finds %s", found)
		}
		if code, out, errs := command(t, "forget", "--data", data, "--list"); code != exitDone || out != "https://tide.example/1\n" {
			t.Errorf("forget --list exits with %d and says:\n%s%s", code, out, errs)
		}
		if code, _, errs := command(t, "forget", "--data", data, "--allow", "https://tide.example/1"); code != exitDone {
			t.Errorf("forget --allow exits with %d and says:\n%s", code, errs)
		}
	})
	if code, out, errs := command(t, "check", "--data", data); code != exitDone {
		t.Errorf("check exits with %d and says:\n%s%s", code, out, errs)
	}
}

// What was asked for and not done, for a process ended, is done by the next command that works on the folder.
func TestForgottenByTheNext(t *testing.T) {
	data := t.TempDir()
	storedPages(t, data, 3)
	st, err := dataFlag{data}.beside(t.Context(), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	_, err = st.AskToForget(t.Context(), "https://tide.example/1")
	if err := errors.Join(err, st.Close()); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := command(t, "rebuild", "--data", data); code != exitDone || !strings.Contains(errs, "from 2 pages") {
		t.Errorf("rebuild exits with %d and says:\n%s", code, errs)
	}
}

// Age is counted from the latest page, so that a clock that is years ahead removes nothing.
func TestAClockAheadRemovesNothing(t *testing.T) {
	data := t.TempDir()
	storedPages(t, data, 3)
	f, err := dataFlag{data}.open(t.Context(), slog.New(slog.DiscardHandler), newsroomClock(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.pipeline.expire(t.Context(), keepFlags{Keep: liveWindow}, time.Now().AddDate(50, 0, 0)); err != nil {
		t.Fatal(err)
	}
	if counts, err := f.store.Counts(t.Context()); err != nil || counts.Pages != 3 {
		t.Errorf("%d of 3 pages are left (%v)", counts.Pages, err)
	}
	if code, _, errs := command(t, "serve", "--keep", "1h"); code != exitUsage || !strings.Contains(errs, "too short") {
		t.Errorf("serve --keep 1h exits with %d and says %s", code, errs)
	}
}
