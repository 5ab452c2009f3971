//go:build unix

package main

import (
	"syscall"
	"time"
)

// clock is the processor time that this process has used, which other processes on the machine don't count into.
func clock() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		panic("bench: no processor time: " + err.Error())
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
