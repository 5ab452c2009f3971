package index

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

// inParallel does n pieces of work on all processors and returns one of their errors, if there are any. A panic, which
// damaged files can bring about in bleve, is an error too: nobody could catch it outside of its goroutine.
func inParallel(n int, work func(i int) error) error {
	var next atomic.Int64
	var failed atomic.Pointer[error]
	worker := func() {
		for failed.Load() == nil {
			i := int(next.Add(1)) - 1
			if i >= n {
				return
			}
			if err := guarded(func() error { return work(i) }); err != nil {
				failed.CompareAndSwap(nil, &err)
			}
		}
	}
	var others sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) - 1 {
		others.Go(worker)
	}
	worker()
	others.Wait()
	if err := failed.Load(); err != nil {
		return *err
	}
	return nil
}

func guarded(work func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("reading the index: %v", p)
		}
	}()
	return work()
}
