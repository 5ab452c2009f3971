package main

import (
	"context"
	"iter"
	"runtime"
)

// inParallel applies a function to a sequence on all cores and yields the results in the sequence's order. It
// reads ahead by at most a few items a core, so that memory stays bounded however long the sequence is.
func inParallel[In, Out any](ctx context.Context, in iter.Seq2[In, error], f func(In, error) Out) iter.Seq[Out] {
	return func(yield func(Out) bool) {
		ctx, cancel := context.WithCancel(ctx)
		queue := make(chan chan Out, 2*runtime.GOMAXPROCS(0)) // in order; each holds one result
		defer func() {
			cancel()
			for range queue { // the reader of in has stopped when this ends
			}
		}()
		slots := make(chan struct{}, runtime.GOMAXPROCS(0))
		go func() {
			defer close(queue)
			for item, err := range in {
				result := make(chan Out, 1)
				select {
				case queue <- result:
				case <-ctx.Done():
					return
				}
				slots <- struct{}{}
				go func() {
					defer func() { <-slots }()
					result <- f(item, err)
				}()
			}
		}()
		for result := range queue {
			if !yield(<-result) {
				return
			}
		}
	}
}
