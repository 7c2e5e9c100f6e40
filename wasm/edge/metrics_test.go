//go:build !js

package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
)

// TestMetrics checks what operators are told, and that nobody learns from it who reads what.
func TestMetrics(t *testing.T) {
	o := httptest.NewServer(withStory(t))
	t.Cleanup(o.Close)
	s := newServerOf(t, map[string]string{"ORIGIN": o.URL, "PAGES": "/story"}, stories)
	m := newMeters(s)
	server := httptest.NewServer(m)
	t.Cleanup(server.Close)
	h := &host{T: t, url: server.URL, server: s, origin: o}
	if got := h.get("/story"); !strings.HasPrefix(got.Header.Get("Sourcemark"), "annotated; items=37") {
		t.Fatalf("the story is %q", got.Header.Get("Sourcemark"))
	}
	h.get("/story?reader=anna")
	h.get("/elsewhere/private-thing", "X-Forwarded-For", "192.0.2.77")
	h.get("/healthz")
	h.get("/v1/records/no-such-check")
	h.get("/metrics") // of the site, if it has one

	server.Close() // a request is counted once it has been answered

	scrape := httptest.NewRecorder()
	m.report().ServeHTTP(scrape, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	told := scrape.Body.String()
	values := map[string]string{}
	for line := range strings.Lines(told) {
		if at := strings.LastIndex(line, " "); !strings.HasPrefix(line, "#") && at > 0 {
			values[line[:at]] = strings.TrimSpace(line[at:])
		}
	}
	for name, want := range map[string]string{
		`sourcemark_requests_total{route="page",code="200"}`:                                     "4",
		`sourcemark_requests_total{route="/healthz",code="200"}`:                                 "1",
		`sourcemark_requests_total{route="/v1/records/{id}",code="404"}`:                         "1",
		`sourcemark_pages_total{outcome="annotated",reason=""}`:                                  "2",
		`sourcemark_checks_total{placed="true"}`:                                                 "74",
		`sourcemark_checks_total{placed="false"}`:                                                "0",
		`sourcemark_dossiers`:                                                                    "1",
		`sourcemark_step_seconds_count{step="check"}`:                                            "1", // the second time it was remembered
		`sourcemark_answer_seconds_bucket{route="/healthz",le="+Inf"}`:                           "1",
		`sourcemark_step_seconds_bucket{step="write",le="+Inf"}`:                                 "1",
		`sourcemark_build_info{version="` + release + `",goversion="` + runtime.Version() + `"}`: "1",
	} {
		if values[name] != want {
			t.Errorf("%s is %q, want %s", name, values[name], want)
		}
	}
	if values["process_cpu_seconds_total"] == "" || values["go_goroutines"] == "" {
		t.Error("nothing is said of the process")
	}
	if !strings.Contains(told, "# TYPE sourcemark_requests_total counter") {
		t.Error("the kinds of metrics are missing")
	}
	for _, secret := range []string{"story", "anna", "elsewhere", "private-thing", "192.0.2.77", "no-such-check", "127.0.0.1"} {
		if strings.Contains(told, secret) {
			t.Errorf("it tells of %q", secret)
		}
	}
	if got := scrape.Header().Get("Content-Type"); got != "text/plain; version=0.0.4; charset=utf-8" {
		t.Errorf("it is %q", got)
	}
}

// TestMetricsAddress asks for the metrics where -metrics says they are, which is not where readers are.
func TestMetricsAddress(t *testing.T) {
	o := httptest.NewServer(http.HandlerFunc(pages))
	t.Cleanup(o.Close)
	ctx, stop := context.WithCancel(t.Context())
	lines, ended := make(firstLine, 2), make(chan error, 1)
	go func() {
		ended <- run(ctx, []string{"-listen", "127.0.0.1:0", "-metrics", "127.0.0.1:0", "-records", stories},
			func(name string) string { return map[string]string{"ORIGIN": o.URL}[name] }, lines)
	}()
	for _, c := range []struct{ line, path, want string }{
		{"Metrics at http://", "/metrics", "sourcemark_build_info"},
		{"Serving at http://", "/ferry", ferry},
	} {
		line := <-lines
		rest, ok := strings.CutPrefix(line, c.line)
		address, _, _ := strings.Cut(rest, "/")
		if !ok {
			t.Fatalf("it says %q, want %s…", line, c.line)
		}
		h := &host{T: t, url: "http://" + address}
		if got := h.get(c.path); !strings.Contains(got.body, c.want) {
			t.Errorf("%s%s: got %q", c.line, c.path, got.body)
		}
		if got := h.get("/elsewhere"); c.path == "/metrics" && got.StatusCode != http.StatusNotFound {
			t.Errorf("beside the metrics there is more: %s", got.Status)
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// TestMostReasons checks that a site whose answers look like ours does not fill the memory with reasons.
func TestMostReasons(t *testing.T) {
	m := newMeters(newServerOf(t, map[string]string{"ORIGIN": "http://127.0.0.1:1"}, stories))
	for i := range 1000 {
		m.page(untouched(strings.Repeat("x", i)))
	}
	m.page("untouched; reason=nonsense")
	m.page("something else")
	if n := len(m.set.ListMetricNames()); n > mostReasons+20 {
		t.Errorf("there are %d metrics", n)
	}
}
