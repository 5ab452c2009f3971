package crawler

import (
	"context"
	"time"

	"parallax/news"
)

// A batch of pages is written when it has this many pages or bytes, or when its first page has waited this long. Each write
// ends with the disk's word that it is safe, which costs the same for one page and for twenty.
const (
	batchPages = 20
	batchBytes = 16 << 20
	batchWait  = time.Second
)

// An archivist gathers pages and writes them to the archive in batches.
type archivist struct {
	archive PageArchive
	pages   chan news.Page
	flush   chan struct{} // asks for the batch at hand to be written now
	saved   func(pages []news.Page, err error)
}

func newArchivist(archive PageArchive, saved func([]news.Page, error)) *archivist {
	return &archivist{archive: archive, pages: make(chan news.Page), flush: make(chan struct{}, 1), saved: saved}
}

// run writes until pages is closed, then what is left. It finishes the batch at hand even when ctx has ended: what was
// fetched isn't to be fetched again.
func (a *archivist) run(ctx context.Context) {
	ctx = context.WithoutCancel(ctx)
	var batch []news.Page
	var size int
	timer := time.NewTimer(batchWait)
	defer timer.Stop()
	write := func() {
		if len(batch) > 0 {
			a.saved(batch, a.archive.PutPages(ctx, batch))
		}
		batch, size = nil, 0
	}
	for {
		select {
		case p, open := <-a.pages:
			if !open {
				write()
				return
			}
			if len(batch) == 0 {
				timer.Reset(batchWait)
			}
			batch = append(batch, p)
			size += len(p.Body)
			if len(batch) >= batchPages || size >= batchBytes {
				write()
			}
		case <-timer.C:
			write()
		case <-a.flush:
			write()
		}
	}
}
