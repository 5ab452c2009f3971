package main

import (
	"math"
	"os"
	"runtime/debug"
)

// memorySetting is how much memory the program means to stay within.
type memorySetting struct {
	Memory float64 `default:"1" placeholder:"GIB" help:"How many GiB of memory to stay within, as far as that goes; a quarter more may be files of the index. What less costs is time. [${default}]"`
}

// garbagePercent is how much garbage may lie beside what is in use before it is collected. Twice as much takes half as many collections,
// which with the usual 100 are a tenth of the work of the pipeline.
const garbagePercent = 200

// apply sets how garbage is collected: seldom while there is room, and the more often the nearer the limit is. What the
// environment says to every program in Go, by GOGC and GOMEMLIMIT, goes before.
func (m memorySetting) apply() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbagePercent)
	}
	if os.Getenv("GOMEMLIMIT") == "" && m.Memory > 0 {
		debug.SetMemoryLimit(int64(min(m.Memory*(1<<30), math.MaxInt64/2)))
	}
}

// mappedLimit is how many bytes of the index's files may count as memory of the process: a quarter of what the program means to stay within;
// 0, for any number, where there is no limit.
func mappedLimit() int64 {
	limit := debug.SetMemoryLimit(-1)
	if limit >= math.MaxInt64/2 {
		return 0
	}
	return limit / 4
}
