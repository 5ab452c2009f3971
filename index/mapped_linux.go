package index

import (
	"bytes"
	"os"
	"strconv"
	"syscall"
)

// mappedBytes is how much of mapped files the process has in its memory, the program's own among them.
func mappedBytes() (n int64, known bool) {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0, false
	}
	fields := bytes.Fields(text) // pages: size, resident, of files, …
	if len(fields) < 3 {
		return 0, false
	}
	pages, err := strconv.ParseInt(string(fields[2]), 10, 64)
	return pages * int64(os.Getpagesize()), err == nil
}

// letGo has a mapped file that is only read out of the memory of the process.
func letGo(mapped []byte) {
	if len(mapped) > 0 {
		_ = syscall.Madvise(mapped, syscall.MADV_DONTNEED) // where it isn't done, nothing is lost
	}
}
