package index

import (
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

// The segments of an index are mapped into the memory of the process. When bleve merges segments, all that they hold comes to count as
// memory of the process, though the system could have it back at any time. A lender gives it back when it becomes much: what is needed
// again is found in the system's cache of files, at a millionth of a second for 64 KiB.
type lender struct {
	ix    *Index
	limit int64 // bytes
	left  int64 // what was mapped after it was last given back: the program itself, and what isn't of this index
	stop  chan struct{}
	done  chan struct{}
}

// lendEvery is how long a lender waits before it looks again.
const lendEvery = 100 * time.Millisecond

// startLender has what is mapped kept below a limit, 0 for none. Where the system doesn't tell how much is mapped, nothing happens.
func (ix *Index) startLender(limit int64) {
	if _, known := mappedBytes(); limit <= 0 || !known {
		return
	}
	ix.lender = &lender{ix: ix, limit: limit, stop: make(chan struct{}), done: make(chan struct{})}
	go ix.lender.run()
}

func (l *lender) run() {
	defer close(l.done)
	tick := time.NewTicker(lendEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			if n, _ := mappedBytes(); n > l.limit && n > l.left+l.limit/4 {
				_ = guarded(l.ix.giveBack) // what isn't given back costs memory alone
				l.left, _ = mappedBytes()
			}
		case <-l.stop:
			return
		}
	}
}

func (l *lender) close() {
	close(l.stop)
	<-l.done
}

// giveBack lets go of what the process has of the segments in its memory. They stay mapped.
func (ix *Index) giveBack() error {
	return ix.snapshot(func(snapshot *scorch.IndexSnapshot) error {
		for _, s := range snapshot.Segments() {
			if onDisk, ok := s.Segment().(segmentBytes); ok {
				letGo(onDisk.Data())
			}
		}
		return nil
	})
}
