package main

import (
	"context"
	"iter"
	"runtime"
)

// inParallel applies a function to a sequence on all cores and yields the results in the sequence's order. It
// works ahead of its consumer by at most some items, so that memory stays bounded however long the sequence is.
func inParallel[In, Out any](ctx context.Context, in iter.Seq2[In, error], f func(In, error) Out, ahead int) iter.Seq[Out] {
	return func(yield func(Out) bool) {
		ctx, cancel := context.WithCancel(ctx)
		queue := make(chan chan Out, ahead) // in order; each holds one result
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

// chunks yields what a sequence yields, some at a time, the last fewer.
func chunks[T any](in iter.Seq[T], size int) iter.Seq[[]T] {
	return func(yield func([]T) bool) {
		var chunk []T
		for v := range in {
			if chunk = append(chunk, v); len(chunk) == size {
				if !yield(chunk) {
					return
				}
				chunk = nil
			}
		}
		if len(chunk) > 0 {
			yield(chunk)
		}
	}
}

// ahead yields what a stream yields in chunks, and reads the next ones while the consumer works. An error comes alone
// and ends it.
func ahead[T any](stream iter.Seq2[T, error], size int) iter.Seq2[[]T, error] {
	type answer struct {
		chunk []T
		err   error
	}
	return func(yield func([]T, error) bool) {
		answers, done := make(chan answer, 4), make(chan struct{})
		defer close(done)
		send := func(a answer) bool {
			select {
			case answers <- a:
				return true
			case <-done:
				return false
			}
		}
		go func() {
			defer close(answers)
			var chunk []T
			for v, err := range stream {
				if err != nil {
					send(answer{err: err})
					return
				}
				if chunk = append(chunk, v); len(chunk) == size {
					if !send(answer{chunk: chunk}) {
						return
					}
					chunk = nil
				}
			}
			send(answer{chunk: chunk})
		}()
		for a := range answers {
			if !yield(a.chunk, a.err) || a.err != nil {
				return
			}
		}
	}
}
