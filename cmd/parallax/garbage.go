package main

import (
	"math"
	"os"
	"runtime/debug"
)

// memorySetting is how much memory the program means to stay within.
type memorySetting struct {
	Memory float64 `default:"1" placeholder:"GIB" help:"How many GiB of memory to stay within, as far as that goes; files of the index that are mapped are not counted. What less costs is time. [${default}]"`
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
