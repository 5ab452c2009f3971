package main

import (
	"context"
	"fmt"
	"iter"
	"runtime/pprof"
	"strings"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// A stage is one step on the way from a page to a searchable article, as metrics and benchmarks name it.
type stage int

// The stages in the order in which an article passes them.
const (
	archiveStage  stage = iota // pages into the archive
	readStage                  // pages out of the archive
	extractStage               // HTML into articles
	languageStage              // which language they are in
	recordStage                // articles into the store
	loadStage                  // articles out of the store, to be grouped and to be indexed
	groupStage                 // which incident they belong to
	filingStage                // decisions into the store
	indexStage                 // articles into the index
	stages
)

var stageNames = [stages]string{"archive", "read", "extract", "language", "record", "load", "group", "file", "index"}

func (s stage) String() string { return stageNames[s] }

// A meter counts what each stage has done and how long it worked at it. It may be used by several goroutines; the time of
// stages that work on several cores at once is the sum over them. It is a prometheus.Collector; a nil one counts nothing.
type meter struct {
	records [stages]atomic.Int64
	busy    [stages]atomic.Int64 // nanoseconds
	crawl   crawlMeter
}

// begin says that from now on the goroutine, and those that it starts, work at a stage: profiles of the processor's time tell
// it by the label "stage".
func (m *meter) begin(s stage) (now time.Time) {
	pprof.SetGoroutineLabels(labelled(s))
	return time.Now()
}

// end says that the goroutine works at no stage any more.
func (m *meter) end() { pprof.SetGoroutineLabels(context.Background()) }

func labelled(s stage) context.Context {
	return pprof.WithLabels(context.Background(), pprof.Labels("stage", s.String()))
}

// did counts n records that a stage has worked at since a moment.
func (m *meter) did(s stage, n int, since time.Time) {
	if m == nil {
		return
	}
	m.records[s].Add(int64(n))
	m.busy[s].Add(int64(time.Since(since)))
}

var (
	stageRecords = prometheus.NewDesc("parallax_stage_records_total", "Pages or articles that a stage has taken in since the start.", []string{"stage"}, nil)
	stageSeconds = prometheus.NewDesc("parallax_stage_busy_seconds_total", "Time that a stage has worked since the start, summed over cores.", []string{"stage"}, nil)
)

// Describe implements prometheus.Collector.
func (m *meter) Describe(out chan<- *prometheus.Desc) {
	out <- stageRecords
	out <- stageSeconds
	m.crawl.describe(out)
}

// Collect implements prometheus.Collector.
func (m *meter) Collect(out chan<- prometheus.Metric) {
	for s := range stages {
		out <- prometheus.MustNewConstMetric(stageRecords, prometheus.CounterValue, float64(m.records[s].Load()), s.String())
		out <- prometheus.MustNewConstMetric(stageSeconds, prometheus.CounterValue, time.Duration(m.busy[s].Load()).Seconds(), s.String())
	}
	m.crawl.collect(out)
}

// timed counts what a stream yields, and the time it takes.
func timed[T any](m *meter, s stage, stream iter.Seq2[T, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		started := m.begin(s)
		for v, err := range stream {
			m.did(s, 1, started)
			if !yield(v, err) {
				return
			}
			started = m.begin(s)
		}
	}
}

// String is the profile of where time went, a line for each stage.
func (m *meter) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-9s %10s %9s %12s\n", "stage", "records", "seconds", "ms/record")
	for s := range stages {
		n, busy := m.records[s].Load(), time.Duration(m.busy[s].Load())
		fmt.Fprintf(&b, "%-9s %10d %9.2f %12.3f\n", s, n, busy.Seconds(), busy.Seconds()*1000/float64(max(n, 1)))
	}
	return b.String()
}
