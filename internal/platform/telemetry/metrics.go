// Package telemetry tells operators how the program does, by counters for Prometheus. They hold procedures, codes,
// reasons and times, and no personal data.
package telemetry

import (
	"context"
	"database/sql"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/kartoteka/kartoteka/internal/platform/logging"
)

// scrapeTime is how long what is measured at a scrape may take.
const scrapeTime = 3 * time.Second

// Metrics count what the server does.
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	duration *prometheus.HistogramVec
}

// Sources are what is measured at a scrape.
type Sources struct {
	Version  string
	IsReady  func(context.Context) bool
	Database func() sql.DBStats
	Jobs     func(context.Context) (map[string]int, error) // by state
}

// NewMetrics returns metrics of the sources and of the requests that are to come.
func NewMetrics(of Sources) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "kartoteka_requests_total", Help: "Calls by procedure, code and the reason of a refusal.",
		}, []string{"procedure", "code", "reason"}),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "kartoteka_request_duration_seconds", Help: "How long calls took; a stream lasts until it ends.",
			Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 25},
		}, []string{"procedure"}),
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "kartoteka_build_info", Help: "1, with the version.", ConstLabels: prometheus.Labels{"version": of.Version},
	})
	build.Set(1)
	m.registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		build, m.requests, m.duration, newScraped(of))
	return m
}

// Observe counts a request that has been answered. Pages and files are not counted.
func (m *Metrics) Observe(seen logging.Seen) {
	if seen.Procedure == "" {
		return
	}
	m.requests.WithLabelValues(seen.Procedure, seen.Code, seen.Reason).Inc()
	m.duration.WithLabelValues(seen.Procedure).Observe(seen.Took.Seconds())
}

// ServeHTTP implements http.Handler.
func (m *Metrics) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError}).ServeHTTP(w, r)
}

// scraped are the metrics that are measured when somebody asks.
type scraped struct {
	of                                       Sources
	ready, connections, waits, waiting, jobs *prometheus.Desc
}

func newScraped(of Sources) scraped {
	return scraped{
		of:          of,
		ready:       prometheus.NewDesc("kartoteka_ready", "1 while the server can do all its work, as /readyz says.", nil, nil),
		connections: prometheus.NewDesc("kartoteka_database_connections", "Connections to the database, in use and idle.", []string{"state"}, nil),
		waits:       prometheus.NewDesc("kartoteka_database_waits_total", "How often somebody waited for a connection.", nil, nil),
		waiting:     prometheus.NewDesc("kartoteka_database_wait_seconds_total", "How long all waited for connections.", nil, nil),
		jobs:        prometheus.NewDesc("kartoteka_jobs", "Background jobs in the queue by state.", []string{"state"}, nil),
	}
}

// Describe implements prometheus.Collector.
func (s scraped) Describe(to chan<- *prometheus.Desc) {
	for _, metric := range []*prometheus.Desc{s.ready, s.connections, s.waits, s.waiting, s.jobs} {
		to <- metric
	}
}

// Collect implements prometheus.Collector. What cannot be measured is left out.
func (s scraped) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), scrapeTime)
	defer cancel()
	gauge := func(of *prometheus.Desc, value float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(of, prometheus.GaugeValue, value, labels...)
	}
	ready := 0.0
	if s.of.IsReady(ctx) {
		ready = 1
	}
	gauge(s.ready, ready)
	pool := s.of.Database()
	gauge(s.connections, float64(pool.InUse), "in_use")
	gauge(s.connections, float64(pool.Idle), "idle")
	to <- prometheus.MustNewConstMetric(s.waits, prometheus.CounterValue, float64(pool.WaitCount))
	to <- prometheus.MustNewConstMetric(s.waiting, prometheus.CounterValue, pool.WaitDuration.Seconds())
	counts, err := s.of.Jobs(ctx)
	if err != nil {
		return
	}
	for state, count := range counts {
		gauge(s.jobs, float64(count), state)
	}
}
