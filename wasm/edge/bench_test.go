//go:build !js

package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sourcemark/wasm/edge/workerd"
)

// connections is how many readers ask at once.
const connections = 16

// A pace is how fast a worker answers.
type pace struct {
	perSecond float64
	p50, p99  time.Duration
	errors    int
}

// pacing asks for a page for some time, all connections at once.
func pacing(t testing.TB, url string, lasting time.Duration) pace {
	t.Helper()
	var mu sync.Mutex
	var took []time.Duration
	var p pace
	client := &http.Client{Transport: &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: connections}}
	begun := time.Now()
	var wg sync.WaitGroup
	for range connections {
		wg.Go(func() {
			for time.Since(begun) < lasting {
				at := time.Now()
				resp, err := client.Get(url)
				bad := err != nil
				if err == nil {
					n, err := io.Copy(io.Discard, resp.Body)
					resp.Body.Close()
					bad = err != nil || resp.StatusCode != http.StatusOK || !strings.HasPrefix(resp.Header.Get("Sourcemark"), "annotated; items=37") || n < 100_000
				}
				d := time.Since(at)
				mu.Lock()
				took = append(took, d)
				if bad {
					p.errors++
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	all := time.Since(begun)
	slices.Sort(took)
	p.perSecond = float64(len(took)) / all.Seconds()
	p.p50, p.p99 = took[len(took)/2], took[len(took)*99/100]
	return p
}

// TestPace has the story annotated by the worker and, in the same run and by turns, by the same program started anew for each
// request, as the workers library's own loader does. At least eight times as many in a second are wanted.
func TestPace(t *testing.T) {
	lasting := 700 * time.Millisecond // of each of three turns; SOURCEMARK_PACE for longer
	if d, err := time.ParseDuration(os.Getenv("SOURCEMARK_PACE")); err == nil {
		lasting = d
	}
	story := storyPage(t)
	o := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(story)
	}))
	t.Cleanup(o.Close)
	vars := map[string]string{"ORIGIN": o.URL, "CACHE": "off"}
	ours := workerd.Start(t, workerd.Options{Root: root, Vars: vars})
	theirs := workerd.Start(t, workerd.Options{Root: root, Script: perRequest(t), Vars: vars})
	hosts := map[string]string{"ours": ours.URL + "/", "theirs": theirs.URL + "/"}
	for _, url := range hosts { // compiled, and warm
		pacing(t, url, lasting)
	}
	turns := map[string][]pace{}
	for range 3 {
		for name, url := range hosts {
			turns[name] = append(turns[name], pacing(t, url, lasting))
		}
	}
	median := func(name string) pace {
		all := turns[name]
		slices.SortFunc(all, func(a, b pace) int { return int(a.perSecond - b.perSecond) })
		for _, p := range all {
			if p.errors > 0 {
				t.Errorf("%s: %d errors", name, p.errors)
			}
		}
		return all[len(all)/2]
	}
	a, b := median("ours"), median("theirs")
	for name, p := range map[string]pace{"one program for all": a, "one for each request": b} {
		t.Logf("%s: %.0f requests a second, p50 %.1f ms, p99 %.1f ms", name, p.perSecond, float64(p.p50.Microseconds())/1000, float64(p.p99.Microseconds())/1000)
	}
	t.Logf("%.1f times as many", a.perSecond/b.perSecond)
	if a.perSecond < 8*b.perSecond {
		t.Errorf("%.0f requests a second against %.0f: want eight times as many", a.perSecond, b.perSecond)
	}
}

// perRequest is the worker with a new program for each request.
func perRequest(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile(root + "/dist/edge/worker.mjs")
	if err != nil {
		t.Skip("dist/ is not built; ./build.sh test builds it and then runs this test")
	}
	once := regexp.MustCompile(`\(!current\|\|\s*current\.worn\)\s*&&\s*(\(current\s*=\s*new Program\(\w+\)\))`)
	if n := len(once.FindAll(data, -1)); n != 1 {
		t.Fatalf("worker.mjs does not start its program where it did: %s is there %d times", once, n)
	}
	file := filepath.Join(t.TempDir(), "stock.mjs")
	if err := os.WriteFile(file, once.ReplaceAll(data, []byte("$1")), 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}
