package web

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics counts what the site answers. What the records hold is asked for when /metrics is read.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	duration *prometheus.HistogramVec
	inFlight prometheus.Gauge
	records  *prometheus.GaugeVec
}

func newMetrics(registry *prometheus.Registry) (*metrics, error) {
	m := &metrics{
		registry: registry,
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "parallax_http_requests_total", Help: "Requests answered, by route, method and status.",
		}, []string{"route", "method", "status"}),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "parallax_http_request_duration_seconds", Help: "Time from a request to the end of its answer, by route.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10, 60},
		}, []string{"route"}),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "parallax_http_requests_in_flight", Help: "Requests being answered.",
		}),
		records: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "parallax_records", Help: "Records in the store, by kind.",
		}, []string{"kind"}),
	}
	for _, c := range []prometheus.Collector{m.requests, m.duration, m.inFlight, m.records} {
		if err := registry.Register(c); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// observe counts one answer. The route is the pattern that matched, so that IDs don't become labels.
func (m *metrics) observe(method, route string, status int, took time.Duration) {
	if method != http.MethodGet && method != http.MethodHead {
		method = "other"
	}
	if route == "" {
		route = "none"
	}
	m.requests.WithLabelValues(route, method, strconv.Itoa(status)).Inc()
	m.duration.WithLabelValues(route).Observe(took.Seconds())
}

// serveMetrics shows the counts in Prometheus' text format.
func (s *site) serveMetrics(w http.ResponseWriter, r *http.Request) {
	if c, err := s.records.Counts(r.Context()); err != nil {
		s.log.Error("metrics: the store could not be counted", "error", err)
	} else {
		for kind, n := range map[string]int{
			"sources": c.Sources, "feeds": c.Feeds, "pages": c.Pages, "articles": c.Articles, "incidents": c.Incidents,
			"posts": c.Posts, "languages": c.Languages, "waiting": c.Waiting, "failed": c.Failed,
		} {
			s.metrics.records.WithLabelValues(kind).Set(float64(n))
		}
	}
	promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{DisableCompression: true}).ServeHTTP(w, r)
}
