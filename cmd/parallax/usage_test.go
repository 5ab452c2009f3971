package main

import (
	"os"
	"runtime/metrics"
	"strconv"
	"strings"
	"time"
)

// processorTime is how long the process has had the processor so far; 0 where the system doesn't tell.
func processorTime() time.Duration { return processorTimeOf("self") }

// processorTimeOf is processorTime of the process with a number.
func processorTimeOf(process string) time.Duration {
	stat, err := os.ReadFile("/proc/" + process + "/stat")
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(after)
	var ticks int64
	for _, field := range fields[11:13] { // of the user and of the system, a hundred a second
		n, _ := strconv.ParseInt(field, 10, 64)
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}

// forgetPeak makes the system count the most memory that is resident anew, where it can (Linux).
func forgetPeak() { _ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) }

// residentMiB is how much memory is resident: now (VmRSS), at most so far (VmHWM), without the files that are mapped (RssAnon).
// It is 0 where the system doesn't tell.
func residentMiB(which string) float64 {
	status, err := os.ReadFile("/proc/self/status")
	_, after, found := strings.Cut(string(status), which+":")
	if err != nil || !found {
		return 0
	}
	kib, _ := strconv.ParseFloat(strings.Fields(after)[0], 64)
	return kib / 1024
}

// liveMiB is how much the last collection of garbage left on the heap.
func liveMiB() float64 {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	return float64(live[0].Value.Uint64()) / (1 << 20)
}
