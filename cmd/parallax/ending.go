package main

import (
	"context"
	"log/slog"
	"os"
	"sync"
	"time"
)

// endTime is how long the program may take to end once it was asked to; process managers kill what takes longer than ten
// seconds or more.
const endTime = 9 * time.Second

// endAnyway ends the program some time after its context has ended, unless the function that it returns was called before.
// That loses nothing: what is stored is on the disk, and what isn't is done again.
func endAnyway(ctx context.Context, log *slog.Logger) (ended func()) {
	done := make(chan struct{})
	go func() {
		select {
		case <-done:
			return
		case <-ctx.Done():
		}
		select {
		case <-done:
		case <-time.After(endTime):
			log.Warn("what was under way took too long to end and is cut short; it is done again at the next start")
			os.Exit(exitDone)
		}
	}()
	return sync.OnceFunc(func() { close(done) })
}
