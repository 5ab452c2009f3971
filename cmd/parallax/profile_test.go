package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"runtime/pprof"
	"strings"
	"time"

	"google.golang.org/protobuf/encoding/protowire"
)

// A stageProfile samples where the processor's time goes. Its methods do nothing where a profile is being made already, as by
// -cpuprofile.
type stageProfile struct {
	out     bytes.Buffer
	running bool
}

func (p *stageProfile) start() {
	p.out.Reset()
	p.running = pprof.StartCPUProfile(&p.out) == nil
}

// The lines of a profile that are of no stage.
const (
	collecting = "collect" // the garbage collector's own goroutines
	unstaged   = "other"
)

// stop ends the profile and returns the time of each stage, by its name.
func (p *stageProfile) stop() (map[string]time.Duration, error) {
	if !p.running {
		return nil, nil
	}
	pprof.StopCPUProfile()
	z, err := gzip.NewReader(&p.out)
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(z)
	if err != nil {
		return nil, err
	}
	return stageTimes(b), nil
}

// A profileFile is what is read of a profile, as github.com/google/pprof/proto/profile.proto describes it.
type profileFile struct {
	texts     []string
	names     map[uint64]uint64 // of functions, places in texts
	functions map[uint64]uint64 // of locations
	samples   [][]byte
}

// stageTimes reads a profile.
func stageTimes(b []byte) map[string]time.Duration {
	p := profileFile{names: map[uint64]uint64{}, functions: map[uint64]uint64{}}
	fields(b, func(field protowire.Number, _ uint64, body []byte) {
		switch field {
		case 2:
			p.samples = append(p.samples, body)
		case 4:
			p.location(body)
		case 5:
			of := numbers(body)
			p.names[of[1]] = of[2]
		case 6:
			p.texts = append(p.texts, string(body))
		}
	})
	times := map[string]time.Duration{}
	for _, sample := range p.samples {
		stage, took := p.sample(sample)
		times[stage] += took
	}
	return times
}

func (p *profileFile) location(b []byte) {
	fields(b, func(field protowire.Number, _ uint64, line []byte) {
		if field == 4 {
			p.functions[numbers(b)[1]] = numbers(line)[1] // the last line is the outermost of what is inlined
		}
	})
}

func (p *profileFile) sample(b []byte) (stage string, took time.Duration) {
	stage = unstaged
	var locations, values []uint64
	fields(b, func(field protowire.Number, n uint64, body []byte) {
		many := varints(body)
		if body == nil {
			many = []uint64{n}
		}
		switch field {
		case 1:
			locations = append(locations, many...)
		case 2:
			values = append(values, many...)
		case 3:
			if label := numbers(body); p.texts[label[1]] == "stage" {
				stage = p.texts[label[2]]
			}
		}
	})
	for _, location := range locations {
		switch name := p.texts[p.names[p.functions[location]]]; {
		case name == "runtime.gcBgMarkWorker":
			stage = collecting
		case stage == unstaged && strings.HasPrefix(name, "github.com/blevesearch/"):
			stage = indexStage.String() // whose workers are older than any label
		}
	}
	return stage, time.Duration(values[1])
}

// numbers are those fields of a message that are one, by their number.
func numbers(message []byte) map[protowire.Number]uint64 {
	all := map[protowire.Number]uint64{}
	fields(message, func(field protowire.Number, n uint64, body []byte) {
		if body == nil {
			all[field] = n
		}
	})
	return all
}

// fields calls f with each field of a message: with its number where it is one, else with its bytes.
func fields(message []byte, f func(field protowire.Number, n uint64, body []byte)) {
	for len(message) > 0 {
		field, kind, n := protowire.ConsumeTag(message)
		if n < 0 {
			return
		}
		message = message[n:]
		switch kind {
		case protowire.VarintType:
			v, n := protowire.ConsumeVarint(message)
			if n < 0 {
				return
			}
			f(field, v, nil)
			message = message[n:]
		case protowire.BytesType:
			v, n := protowire.ConsumeBytes(message)
			if n < 0 {
				return
			}
			f(field, 0, v)
			message = message[n:]
		default:
			return
		}
	}
}

// varints reads numbers that stand one after the other.
func varints(packed []byte) (all []uint64) {
	for len(packed) > 0 {
		v, n := protowire.ConsumeVarint(packed)
		if n < 0 {
			return all
		}
		all, packed = append(all, v), packed[n:]
	}
	return all
}
