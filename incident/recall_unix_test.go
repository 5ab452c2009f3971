//go:build unix

package incident_test

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"parallax/incident"
	"parallax/news"
)

// BenchmarkRecall takes a window full of articles back, made as those of BenchmarkWindow, as a program does that starts. Reported are the
// processor time and the time for an article.
func BenchmarkRecall(b *testing.B) {
	for _, live := range benchLive() {
		b.Run(fmt.Sprint(live), func(b *testing.B) {
			made := newGenerator(1)
			parts, states, filings := templates(b, made, 4000)
			var spent, passed time.Duration
			for b.Loop() {
				g := incident.New(incident.Options{Durable: true})
				for _, p := range parts {
					if err := g.Recall(p, news.Filing{}); err != nil {
						b.Fatal(err)
					}
				}
				cloner := incident.New(incident.Options{})
				for recalled := 0; recalled < live; {
					var chunk []incident.Remembered
					for ; len(chunk) < 10_000 && recalled < live; recalled++ {
						f, nth := filings[recalled%len(filings)], recalled/len(filings)
						s, err := cloner.Clone(states[recalled%len(states)], nth)
						if err != nil {
							b.Fatal(err)
						}
						f.Article, f.Incident, f.CopyOf = s.Article, fmt.Sprint(f.Incident, "-", nth), ""
						chunk = append(chunk, incident.Remembered{State: s, Filing: f})
					}
					from, at := cpu(), time.Now()
					if _, err := g.RecallArticles(chunk); err != nil {
						b.Fatal(err)
					}
					spent, passed = spent+cpu()-from, passed+time.Since(at)
				}
				runtime.KeepAlive(g)
			}
			n := float64(live * b.N)
			b.ReportMetric(float64(spent.Microseconds())/n, "cpu-µs/article")
			b.ReportMetric(float64(passed.Microseconds())/n, "µs/article")
		})
	}
}
