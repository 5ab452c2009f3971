package main

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"html"
	"io"
	"net"
	"net/http"
	"net/url"
	"runtime/pprof"
	"strconv"
	"sync"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"parallax/crawler"
	"parallax/news"
)

// A press is the outlets of a synthetic world as servers on loopback, each at an address of its own: robots.txt, a feed, the pages,
// and a hub that pushes the feed.
type press struct {
	*synthetic
	addresses []string // of the outlets, as in http://127.0.0.1:4000

	mu         sync.Mutex
	published  [][]int               // by outlet: the numbers of its articles
	subscribed map[string]subscriber // by feed
}

// A subscriber is where and with which secret a hub pushes a feed.
type subscriber struct{ callback, secret string }

func newPress(b *testing.B, w *synthetic) *press {
	b.Helper()
	p := &press{synthetic: w, published: make([][]int, w.hosts), subscribed: map[string]subscriber{}}
	for outlet := range w.hosts {
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.%d.%d:0", outlet/250, 1+outlet%250))
		if err != nil {
			b.Skip("this system has no such addresses of loopback: ", err)
		}
		p.addresses = append(p.addresses, "http://"+l.Addr().String())
		server := &http.Server{Handler: p.outlet(outlet)}
		go pprof.Do(context.Background(), pprof.Labels("stage", presses), func(context.Context) { server.Serve(l) })
		b.Cleanup(func() { server.Close() })
	}
	return p
}

// What is no stage of the pipeline in profiles.
const (
	presses  = "servers"
	crawling = "crawl"
)

// feedLength is how many items a page of a feed has.
const feedLength = 400

func (p *press) feed(outlet int) string { return p.addresses[outlet] + "/feed" }

func (p *press) outlet(outlet int) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /feed", func(w http.ResponseWriter, r *http.Request) {
		page, _ := strconv.Atoi(r.URL.Query().Get("page"))
		p.mu.Lock()
		numbers := p.published[outlet]
		p.mu.Unlock()
		first := min(page*feedLength, len(numbers))
		next := ""
		if first+feedLength < len(numbers) {
			next = fmt.Sprintf("%s?page=%d", p.feed(outlet), page+1)
		}
		w.Header().Set("Content-Type", "application/atom+xml")
		w.Write(p.atom(outlet, next, numbers[first:min(first+feedLength, len(numbers))]))
	})
	mux.HandleFunc("GET /{place}/{number}", func(w http.ResponseWriter, r *http.Request) {
		n, err := strconv.Atoi(r.PathValue("number"))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write(p.article(n).html)
	})
	mux.HandleFunc("POST /hub", func(w http.ResponseWriter, r *http.Request) {
		topic, s := r.FormValue("hub.topic"), subscriber{r.FormValue("hub.callback"), r.FormValue("hub.secret")}
		w.WriteHeader(http.StatusAccepted)
		go p.confirm(topic, s)
	})
	return mux
}

// atom writes some of an outlet's articles as a feed.
func (p *press) atom(outlet int, next string, numbers []int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `<feed xmlns="http://www.w3.org/2005/Atom"><id>%[1]s</id><title>Paper %[2]d</title><link rel="self" href="%[1]s"/><link rel="hub" href="%[3]s/hub"/>`,
		p.feed(outlet), outlet, p.addresses[outlet])
	if next != "" {
		fmt.Fprintf(&b, `<link rel="next" href="%s"/>`, next)
	}
	for _, n := range numbers {
		a := p.article(n)
		fmt.Fprintf(&b, `<entry><id>%[1]s</id><link href="%[1]s"/><updated>%[2]s</updated><title>%[3]s</title></entry>`,
			p.addresses[outlet]+a.path, a.at.Format(time.RFC3339), html.EscapeString(a.title))
	}
	b.WriteString("</feed>")
	return b.Bytes()
}

// confirm asks a subscriber whether it meant to subscribe, as WebSub has it.
func (p *press) confirm(topic string, s subscriber) {
	const challenge = "meant"
	answer, err := http.Get(s.callback + "?" + url.Values{"hub.mode": {"subscribe"}, "hub.topic": {topic}, "hub.challenge": {challenge}, "hub.lease_seconds": {"86400"}}.Encode())
	if err != nil {
		return
	}
	defer answer.Body.Close()
	if body, err := io.ReadAll(answer.Body); err != nil || string(body) != challenge {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.subscribed[topic] = s
}

// publish puts an article into the feed of its outlet and pushes it to the subscriber, if there is one.
func (p *press) publish(n int) error {
	outlet := p.article(n).outlet
	p.mu.Lock()
	p.published[outlet] = append(p.published[outlet], n)
	s, pushed := p.subscribed[p.feed(outlet)]
	p.mu.Unlock()
	if !pushed {
		return nil
	}
	body := p.atom(outlet, "", []int{n})
	mac := hmac.New(sha256.New, []byte(s.secret))
	mac.Write(body)
	request, err := http.NewRequest(http.MethodPost, s.callback, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/atom+xml")
	request.Header.Set("X-Hub-Signature", fmt.Sprintf("sha256=%x", mac.Sum(nil)))
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusAccepted {
		return fmt.Errorf("the subscriber answers %s", answer.Status)
	}
	return nil
}

// subscribers is how many feeds somebody wants to be pushed.
func (p *press) subscribers() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.subscribed)
}

// known are the outlets and their feeds.
func (p *press) known() (sources []news.Source, feeds []news.Feed) {
	for outlet, address := range p.addresses {
		id := news.SourceID(address)
		sources = append(sources, news.Source{ID: id, Host: id})
		feeds = append(feeds, news.Feed{URL: p.feed(outlet), Source: id})
	}
	return sources, feeds
}

// crawled takes everything that is published all the way, as parallax serve does: while pages are fetched, those that are there are
// read.
func (p *press) crawled(ctx context.Context, f *folder) error {
	sources, feeds := p.known()
	if err := configure(ctx, f.store, sources, feeds); err != nil {
		return err
	}
	c := crawler.New(crawler.Options{Store: f.store, AllowPrivate: true, Delay: -1, NoVisits: true})
	work, ctx := errgroup.WithContext(ctx)
	done := make(chan struct{})
	work.Go(func() (err error) {
		defer close(done)
		pprof.Do(ctx, pprof.Labels("stage", crawling), func(ctx context.Context) {
			var s crawler.Summary
			s, err = c.Round(ctx, crawler.RoundOptions{})
			if err == nil && s.FeedsFailed+s.PagesFailed > 0 {
				err = fmt.Errorf("the crawl failed in part: %+v", s)
			}
		})
		return err
	})
	work.Go(func() error {
		for {
			if err := f.pipeline.advance(ctx); err != nil {
				return err
			}
			select {
			case <-done:
				return f.pipeline.advance(ctx)
			case <-time.After(followPause):
			}
		}
	})
	return work.Wait()
}
