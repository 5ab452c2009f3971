package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"parallax/news"
)

const (
	eventReaders   = 256              // who may wait for events at once
	eventHeartbeat = 20 * time.Second // after so long without an event something is sent all the same, so that no proxy gives up
	eventTime      = time.Hour        // how long a reader is served before having to ask again
	eventRetry     = 15 * time.Second // after how long a reader that was cut off comes back
)

var errManyReaders = errors.New("as many readers as the site serves are waiting for events; ask again in a minute")

// events tells a front page that is open how many incidents have come since it was opened, in the reader's language:
//
//	id: kx3f.12.15                             the process, and the numbers of the last arrival when the page was opened and now
//	event: incidents
//	data: {"n":3,"text":"3 new incidents"}
//
// A reader that was cut off and names the last ID goes on counting from where it began. Filters of the front page hold here too.
func (s *site) events(w http.ResponseWriter, r *http.Request) error {
	q := queryOf(r)
	filter := news.IncidentFilter{Language: q.language("lang"), Country: q.country("country")} // what is new came in every time
	if q.err != nil {
		return q.err
	}
	select {
	case s.listening <- struct{}{}:
		defer func() { <-s.listening }()
	default:
		w.Header().Set("Retry-After", "60")
		http.Error(w, errManyReaders.Error(), http.StatusServiceUnavailable)
		return nil
	}
	count, err := s.arrivals.refresh(r.Context())
	if err != nil {
		return err
	}
	begin, known := s.lastEvent(r)
	if !known {
		begin = counted{count, count}
	}
	h := w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	out := http.NewResponseController(w)
	if r.Method == http.MethodHead {
		return nil
	}
	fmt.Fprintf(w, "retry: %d\n\n", eventRetry.Milliseconds())
	return s.stream(r, filter, begin, func(message string) error {
		if message != "" {
			if _, err := w.Write([]byte(message)); err != nil {
				return err
			}
		}
		return out.Flush()
	})
}

// counted is how many incidents had arrived when a reader began to wait, and when the reader was told last.
type counted struct{ from, told int }

// stream sends an event for each change of the count, until the reader leaves or has to ask again.
func (s *site) stream(r *http.Request, filter news.IncidentFilter, begin counted, send func(string) error) error {
	from, told := begin.from, begin.told
	reader := s.reader(r)
	look, end := time.NewTicker(arrivalsEvery), time.NewTimer(eventTime)
	defer look.Stop()
	defer end.Stop()
	quiet, shown := time.Now(), s.arrivals.since(from, filter)
	message := ""
	for {
		if send(message) != nil {
			return nil // the reader has left
		}
		message = ""
		select {
		case <-r.Context().Done():
			return nil
		case <-s.done:
			return nil
		case <-end.C:
			return nil
		case <-look.C:
		}
		count, err := s.arrivals.refresh(r.Context())
		if err != nil {
			s.log.Warn("new incidents can't be read", "error", err)
			continue
		}
		if n := s.arrivals.since(from, filter); count > told && n > shown {
			data, err := json.Marshal(map[string]any{"n": n, "text": reader.N(reader.Front.NewOnes, n)})
			if err != nil {
				return nil
			}
			message = fmt.Sprintf("id: %s.%d.%d\nevent: incidents\ndata: %s\n\n", s.process, from, count, data)
			told, shown, quiet = count, n, time.Now()
		} else if time.Since(quiet) >= eventHeartbeat {
			message, quiet = ": still here\n\n", time.Now()
		}
	}
}

// lastEvent reads the ID of the last event that a reader has had, if it came from this process.
func (s *site) lastEvent(r *http.Request) (counted, bool) {
	parts := strings.Split(r.Header.Get("Last-Event-ID"), ".")
	if len(parts) != 3 || parts[0] != s.process {
		return counted{}, false
	}
	from, err := strconv.Atoi(parts[1])
	told, err2 := strconv.Atoi(parts[2])
	return counted{from, told}, err == nil && err2 == nil && 0 <= from && from <= told
}
