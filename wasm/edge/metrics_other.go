//go:build !js || !wasm

package main

import (
	"net"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/VictoriaMetrics/metrics"
)

// meters count what the ordinary server does, for those who run it (-metrics). They know routes, status codes, steps and
// reasons, and nothing of readers: no address, no path of an article, no words.
type meters struct {
	http.Handler // what is counted
	server       *server
	set          *metrics.Set

	mu      sync.Mutex
	reasons map[string]bool // for leaving a page unchanged, that have been seen
}

// mostReasons is how many reasons are counted apart. There are about thirty; a site may send a header of its own that looks
// like ours, and each would be one more.
const mostReasons = 60

// newMeters returns meters of a server, which it has tell them how long each step takes.
func newMeters(s *server) *meters {
	metrics.ExposeMetadata(true)
	m := &meters{Handler: s, server: s, set: metrics.NewSet(), reasons: map[string]bool{}}
	s.observe = func(step string, took time.Duration) {
		m.histogram("sourcemark_step_seconds", "step", step).Update(took.Seconds())
	}
	m.set.NewGauge(named("sourcemark_build_info", "version", release, "goversion", runtime.Version()), func() float64 { return 1 })
	m.set.NewGauge("sourcemark_dossiers", func() float64 { return float64(len(s.store.bundle)) })
	m.set.NewGauge("sourcemark_records", func() float64 {
		n := 0
		for _, d := range s.store.bundle {
			n += len(d.Records)
		}
		return float64(n)
	})
	return m
}

func (m *meters) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	begun := time.Now()
	route := "page"
	if path, ok := strings.CutPrefix(r.URL.Path, m.server.base); ok {
		if e, _ := endpointOf(path); e != nil {
			route = e.path
		}
	}
	counted := &countedWriter{ResponseWriter: w}
	defer func() { // also where a reader is told of a broken page by a connection that ends
		m.set.GetOrCreateCounter(named("sourcemark_requests_total", "route", route, "code", strconv.Itoa(counted.code()))).Inc()
		m.histogram("sourcemark_answer_seconds", "route", route).Update(counted.after(begun).Seconds())
		if route == "page" {
			m.page(w.Header().Get(headerName))
		}
	}()
	m.Handler.ServeHTTP(counted, r)
}

// page counts what was done to a page, by what headerName says about it.
func (m *meters) page(said string) {
	outcome, details, _ := strings.Cut(said, "; ")
	values := map[string]string{}
	for d := range strings.SplitSeq(details, "; ") {
		name, value, _ := strings.Cut(d, "=")
		values[name] = value
	}
	switch outcome {
	case "annotated", "injected":
		m.set.GetOrCreateCounter(named("sourcemark_pages_total", "outcome", outcome, "reason", "")).Inc()
		for _, name := range [...]string{"items", "unplaced"} {
			n, _ := strconv.Atoi(values[name])
			m.set.GetOrCreateCounter(named("sourcemark_checks_total", "placed", strconv.FormatBool(name == "items"))).Add(max(0, n))
		}
	case "untouched":
		reason, err := strconv.Unquote(values["reason"])
		if err != nil {
			reason = "other"
		}
		m.set.GetOrCreateCounter(named("sourcemark_pages_total", "outcome", outcome, "reason", m.known(reason))).Inc()
	}
}

// known returns a reason, or "other" if there are too many.
func (m *meters) known(reason string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.reasons[reason] && len(m.reasons) >= mostReasons {
		return "other"
	}
	m.reasons[reason] = true
	return reason
}

// histogram returns the histogram of a name with one label. Its buckets go from a page that is remembered, half a
// millisecond, to the longest that a site may take.
func (m *meters) histogram(name, label, value string) *metrics.PrometheusHistogram {
	return m.set.GetOrCreatePrometheusHistogramExt(named(name, label, value),
		[]float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30})
}

// named returns the name of a metric with its labels.
func named(name string, labels ...string) string {
	var b strings.Builder
	b.WriteString(name)
	for i := 0; i < len(labels); i += 2 {
		b.WriteString(map[bool]string{true: "{", false: ","}[i == 0])
		b.WriteString(labels[i] + "=" + strconv.Quote(labels[i+1]))
	}
	b.WriteString("}")
	return b.String()
}

// report answers with all that was counted, in the text format of Prometheus, and with what Go and the system say about the
// process.
func (m *meters) report() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		m.set.WritePrometheus(w)
		metrics.WriteProcessMetrics(w)
	})
	return mux
}

// serveMetrics serves what meters have counted at an address of its own, which readers do not reach, until the listener is
// closed.
func serveMetrics(m *meters, l net.Listener) *http.Server {
	h := &http.Server{Handler: m.report(), ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute}
	go func() { _ = h.Serve(l) }()
	return h
}

// A countedWriter notes the status of an answer, and when it began.
type countedWriter struct {
	http.ResponseWriter
	status int
	begun  time.Time
}

func (w *countedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *countedWriter) WriteHeader(status int) {
	if w.status == 0 && status >= 200 { // or there is another to come
		w.status, w.begun = status, time.Now()
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *countedWriter) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status, w.begun = http.StatusOK, time.Now()
	}
	return w.ResponseWriter.Write(b)
}

// code returns the status that the client has seen.
func (w *countedWriter) code() int {
	if w.status == 0 {
		return http.StatusOK // nothing was written, which net/http takes for that
	}
	return w.status
}

// after returns how long after a time the answer began.
func (w *countedWriter) after(t time.Time) time.Duration {
	if w.begun.IsZero() {
		return time.Since(t)
	}
	return w.begun.Sub(t)
}
