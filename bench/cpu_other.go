//go:build !unix

package main

import "time"

var started = time.Now()

// clock is the time that has passed: run the benchmark on a machine with nothing else to do.
func clock() time.Duration { return time.Since(started) }
