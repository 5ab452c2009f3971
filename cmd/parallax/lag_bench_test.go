package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"parallax/crawler"
	"parallax/news"
)

const (
	lagPace    = 50 * time.Millisecond // between two publications
	lagWatched = 10                    // of so many articles one is watched
	lagPolled  = 500 * time.Millisecond
	lagPatient = 3 * time.Minute
)

// lagArticles is how many articles BenchmarkLag publishes. PARALLAX_BENCH_LAG sets another number; 1,200 come in a minute.
func lagArticles() int {
	if n, err := strconv.Atoi(os.Getenv("PARALLAX_BENCH_LAG")); err == nil {
		return n
	}
	return 400
}

// BenchmarkLag tells how long it takes until a reader finds what was published. 500 outlets on loopback publish 20 articles a second
// between them; their hubs push the feeds to parallax serve, a process of its own with the settings it has by default, which fetches the pages with
// its usual delays, and may know of an article when the hub pushes it. (A feed without a hub is asked every 15 minutes, or 5 if it wishes so;
// that wait is the publishers' and is no part of this.) Of every ten articles one is looked for twice a second: by the search of the API, and on
// the page of its incident that shows its language. What is reported is the time between the publication and the first answer that has it.
//
//	PARALLAX_BENCH_LAG=3600 go test ./cmd/parallax -bench Lag -benchtime 1x -run '^$' -timeout 0
func BenchmarkLag(b *testing.B) {
	w := newSynthetic(b)
	w.paced(lagPace)
	w.begins, w.beside = time.Now(), 4000
	p := newPress(b, w)
	for b.Loop() {
		site := newLagSite(b, p)
		b.Logf("%d hubs push", site.subscribed(b))
		found, shown := site.watch(b)
		if err := site.end(); err != nil {
			b.Fatal(err)
		}
		report(b, found, "search")
		report(b, shown, "incident")
	}
}

// report tells the distribution of some times.
func report(b *testing.B, times []time.Duration, what string) {
	slices.Sort(times)
	for _, q := range []struct {
		name  string
		place int
	}{{"p50", len(times) / 2}, {"p95", len(times) * 95 / 100}, {"max", len(times) - 1}} {
		b.ReportMetric(times[q.place].Seconds(), q.name+"-s-"+what)
	}
}

// A lagSite is parallax serve at work.
type lagSite struct {
	press   *press
	address string
	end     func() error
}

func newLagSite(b *testing.B, p *press) *lagSite {
	b.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0") // a port that is free; serve has to know it before it listens
	if err != nil {
		b.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	opml := filepath.Join(b.TempDir(), "feeds.opml")
	file, err := os.Create(opml)
	if err == nil {
		sources, feeds := p.known()
		err = crawler.WriteOPML(file, feeds, sources)
	}
	if err != nil {
		b.Fatal(err)
	}
	file.Close()
	cmd := asProgram("serve", "--data", b.TempDir(), "--addr", address, "--public", "http://"+address, "--feeds", opml, "--allow-private", "--log-level", "WARN")
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { cmd.Process.Kill() }) // unless it has ended
	return &lagSite{press: p, address: "http://" + address, end: func() error {
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			return err
		}
		return cmd.Wait()
	}}
}

// subscribed waits until all the feeds are pushed, or no more of them.
func (s *lagSite) subscribed(b *testing.B) (feeds int) {
	for deadline := time.Now().Add(lagPatient); time.Now().Before(deadline); time.Sleep(time.Second) {
		if feeds = s.press.subscribers(); feeds == len(s.press.addresses) {
			return feeds
		}
	}
	if feeds == 0 {
		b.Fatal("no feed is subscribed to")
	}
	return feeds
}

// watch publishes, and returns how long it took until what is watched was found, and shown with its incident.
func (s *lagSite) watch(b *testing.B) (found, shown []time.Duration) {
	var mu sync.Mutex
	var work sync.WaitGroup
	tick := time.NewTicker(lagPace)
	defer tick.Stop()
	for n := range lagArticles() {
		<-tick.C
		published := time.Now()
		if err := s.press.publish(n); err != nil {
			b.Fatal(err)
		}
		if n%lagWatched != 0 {
			continue
		}
		work.Go(func() {
			a := s.press.article(n)
			incident, searched, err := s.search(a)
			if err == nil {
				err = s.showing(incident, a)
			}
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				b.Error(err)
				return
			}
			found = append(found, searched.Sub(published))
			shown = append(shown, time.Since(published))
		})
	}
	work.Wait()
	if len(found) == 0 {
		b.Fatal("nothing was found")
	}
	return found, shown
}

// search asks the API for an article until it finds it, and returns its incident.
func (s *lagSite) search(a told) (incident string, at time.Time, err error) {
	address := s.address + "/api/v1/search?" + url.Values{"q": {a.name}}.Encode()
	err = patiently(a, func() (bool, error) {
		body, err := body(address)
		if err != nil {
			return false, err
		}
		var answer struct {
			Items []struct{ Article news.Article }
		}
		if err := json.Unmarshal(body, &answer); err != nil {
			return false, err
		}
		for _, hit := range answer.Items {
			if strings.HasSuffix(hit.Article.URL, a.path) && hit.Article.Incident != nil {
				incident, at = hit.Article.Incident.ID, time.Now()
			}
		}
		return incident != "", nil
	})
	return incident, at, err
}

// showing asks for the page of an incident until an article is on it.
func (s *lagSite) showing(incident string, a told) error {
	id := news.ArticleID(s.press.addresses[a.outlet] + a.path)
	return patiently(a, func() (bool, error) {
		body, err := body(s.address + "/incidents/" + incident + "?lang=" + a.language)
		return strings.Contains(string(body), id), err
	})
}

// patiently asks again and again until something is there.
func patiently(a told, there func() (bool, error)) error {
	for deadline := time.Now().Add(lagPatient); time.Now().Before(deadline); time.Sleep(lagPolled) {
		if ok, err := there(); ok || err != nil {
			return err
		}
	}
	return fmt.Errorf("%s isn't there after %v", a.path, lagPatient)
}

// body fetches a page. An index that isn't filled yet has none.
func body(address string) ([]byte, error) {
	answer, err := http.Get(address)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if answer.StatusCode == http.StatusServiceUnavailable {
		return []byte("{}"), err
	}
	if answer.StatusCode != http.StatusOK {
		err = cmp.Or(err, fmt.Errorf("%s: %s", address, answer.Status))
	}
	return body, err
}
