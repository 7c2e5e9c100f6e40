//go:build !js

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"sourcemark/wasm/edge/workerd"
)

// fails is a host whose program fails on the pages /panic and /fatal.
func fails(t *testing.T) *host {
	t.Helper()
	o := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, "<!doctype html><title>%s</title>%s", r.URL.Path, ferry)
	}))
	t.Cleanup(o.Close)
	w := workerd.Start(t, workerd.Options{Root: root, Worker: ".faults", Records: stories, Vars: map[string]string{"ORIGIN": o.URL, "FRESH": "0s", "CACHE": "off"}})
	return &host{T: t, url: w.URL, kv: w.KV, cache: w.Cache, origin: o}
}

// TestFailures has the program panic on one page and exit on another, among pages of others: those two pass through
// unchanged, and the others get their checks.
func TestFailures(t *testing.T) {
	for _, failing := range []string{"/panic", "/fatal"} {
		t.Run(failing[1:], func(t *testing.T) {
			h := fails(t)
			h.kv.Set(func() {
				h.kv.Values[h.url+"/good"] = ferryDossier(h.url+"/good", "Wrong number", "2026-11-23")
				h.kv.Values[h.url+failing] = ferryDossier(h.url+failing, "Wrong number", "2026-11-23")
			})
			untouched := h.origin.URL
			whole := (&host{T: t, url: untouched}).get(failing).body
			for range 3 {
				if got := h.get("/good"); !strings.Contains(got.body, "Wrong number") {
					t.Fatalf("a good page has no checks: %q", got.Header.Get("Sourcemark"))
				}
				if got := h.get(failing); got.StatusCode != http.StatusOK || got.body != whole {
					t.Errorf("the page that fails: %d, %q", got.StatusCode, got.body)
				}
			}
			// A program that ends takes the checks of those with it who were waiting, and of nobody after them; a panic
			// takes nobody's.
			for range 6 {
				var wg sync.WaitGroup
				var mu sync.Mutex
				annotated := 0
				for i := range 10 {
					wg.Go(func() {
						path := "/good"
						if i == 5 {
							path = failing
						}
						got := h.get(path)
						mu.Lock()
						defer mu.Unlock()
						if got.StatusCode != http.StatusOK || !strings.HasSuffix(got.body, "</html>") && !strings.Contains(got.body, "41,200") {
							t.Errorf("%s among others: %d", path, got.StatusCode)
						}
						if strings.Contains(got.body, "Wrong number") {
							annotated++
						}
					})
				}
				wg.Wait()
				if failing == "/panic" && annotated != 9 {
					t.Errorf("%d of 9 good pages have their checks", annotated)
				}
				if got := h.get("/good"); !strings.Contains(got.body, "Wrong number") {
					t.Error("after all that, a good page has no checks")
				}
			}
		})
	}
}

// TestProgramEnds ends the program under many who wait for the origin. Its answers, to them and to the one who ends it,
// come at one moment.
func TestProgramEnds(t *testing.T) {
	const many = 20 // of each of three kinds; there is room for 32 pages that are half there (newGates), and /busy needs some
	var come chan struct{}
	asked := make(chan struct{}, 4*many)
	o := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		page := fmt.Sprintf("<!doctype html><title>%s</title>%s", r.URL.Path, ferry)
		if r.URL.Path == "/good" || r.URL.Path == "/fatal" {
			wait := come
			if r.URL.RawQuery != "late" {
				_, _ = io.WriteString(w, page[:len(page)/2])
				_ = http.NewResponseController(w).Flush()
				page = page[len(page)/2:]
			}
			asked <- struct{}{}
			<-wait
		}
		_, _ = io.WriteString(w, page)
	}))
	t.Cleanup(o.Close)
	w := workerd.Start(t, workerd.Options{Root: root, Worker: ".faults", Vars: map[string]string{"ORIGIN": o.URL, "CACHE": "off"}})
	h := &host{T: t, url: w.URL}
	w.KV.Set(func() {
		for _, path := range []string{"/good", "/busy0", "/busy1", "/busy2", "/fatal"} {
			w.KV.Values[h.url+path] = ferryDossier(h.url+path, "Wrong number", "2026-11-23")
		}
	})
	for round := range 3 {
		come = make(chan struct{})
		var wg sync.WaitGroup
		ask := func(path string) {
			wg.Go(func() {
				if got := h.get(path); got.StatusCode != http.StatusOK || !strings.Contains(got.body, "41,200") {
					t.Errorf("%s: %d", path, got.StatusCode)
				}
			})
		}
		ask("/fatal")
		<-asked
		for range many {
			ask("/good?late")
			ask("/good?late")
			ask("/good")
		}
		for range 3 * many {
			<-asked
		}
		busy := fmt.Sprintf("/busy%d", round)
		ask(busy)
		if !w.Says(busy + ": begun") {
			t.Error("the program does not get busy")
		}
		close(come)
		wg.Wait()
	}
}

// memoryOf is how much memory the program has from the system, in bytes.
func memoryOf(h *host) int {
	h.Helper()
	var health struct{ Memory int }
	if err := json.Unmarshal([]byte(h.get("/healthz").body), &health); err != nil {
		h.Fatal(err)
	}
	return health.Memory
}

// TestMemory asks for pages of many kinds for a while: the program is no larger than after the first of each.
func TestMemory(t *testing.T) {
	n := 3000 // a few seconds
	if s := os.Getenv("SOURCEMARK_REQUESTS"); s != "" {
		n, _ = strconv.Atoi(s)
	}
	story := storyPage(t)
	o := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if strings.HasPrefix(r.URL.Path, "/story") {
			_, _ = w.Write(story)
			return
		}
		fmt.Fprintf(w, "<title>%s</title>%s", r.URL, ferry)
	}))
	t.Cleanup(o.Close)
	w := workerd.Start(t, workerd.Options{Root: root, Records: stories, Vars: map[string]string{"ORIGIN": o.URL, "CACHE": "off"}})
	h := &host{T: t, url: w.URL}
	round := func(from, to int) {
		var wg sync.WaitGroup
		next := make(chan int)
		for range 16 {
			wg.Go(func() {
				for i := range next {
					path := [...]string{"/story", "/a?x=%d", "/v1/records/c01", "/b/%d", "/story", "/v1/summary?url=/story", "/%d.png"}[i%7]
					if strings.Contains(path, "%d") {
						path = fmt.Sprintf(path, i)
					}
					resp, err := plain.Get(h.url + path)
					if err != nil {
						t.Error(err)
						continue
					}
					_, err = io.Copy(io.Discard, resp.Body)
					resp.Body.Close()
					if err != nil || resp.StatusCode != http.StatusOK {
						t.Errorf("%s: %d, %v", path, resp.StatusCode, err)
					}
				}
			})
		}
		for i := from; i < to; i++ {
			next <- i
		}
		close(next)
		wg.Wait()
	}
	round(0, n/3)
	before := memoryOf(h)
	round(n/3, n)
	after := memoryOf(h)
	t.Logf("%d requests: Go has %.1f MB after a third of them, %.1f at the end; workerd %s", n, float64(before)/1e6, float64(after)/1e6, w.Resident())
	// The memo is full and all kinds of pages have been seen after the first third: twice the story with all that is made
	// of it on sixteen connections is 8 MB, and more is a leak.
	if after > before+8<<20 {
		t.Errorf("the program has grown from %d to %d bytes", before, after)
	}
}

// TestWrongSetting starts workers that cannot start their program: pages pass through unchanged, or the answer says
// what is wrong.
func TestWrongSetting(t *testing.T) {
	o := httptest.NewServer(http.HandlerFunc(pages))
	t.Cleanup(o.Close)
	for _, c := range []struct {
		name, value, log string
		status           int
		has              string
	}{
		{"BASE", "checks", `BASE="checks": use a path`, 200, ferry},
		{"KEYS", " ; ", `add at least one key`, 200, ferry},
		{"KEYS", "", `add at least one key`, 200, ferry},
		{"ORIGIN", "origin.example", `ORIGIN="origin.example": use an address`, 503, "setting ORIGIN is not an address such as https://origin.example"},
		{"ORIGIN", "ftp://origin.example", `use an address`, 503, "setting ORIGIN is not an address"},
		{"ORIGIN", "http://127.0.0.1:1/a", `use an address without a path`, 502, "cannot be reached"},
	} {
		t.Run(c.name+"="+c.value, func(t *testing.T) {
			t.Parallel()
			vars := map[string]string{"ORIGIN": o.URL}
			vars[c.name] = c.value
			w := workerd.Start(t, workerd.Options{Root: root, Vars: vars})
			h := &host{T: t, url: w.URL}
			for range 3 {
				if got := h.get("/ferry"); got.StatusCode != c.status || !strings.Contains(got.body, c.has) {
					t.Errorf("%d, %q", got.StatusCode, got.body)
				}
			}
			if !w.Says(c.log) || strings.Count(w.Log(), "until this is right") != 1 {
				t.Errorf("the log says\n%s", w.Log())
			}
			if _, err := configure(func(name string) string { return settable(name, vars[name], name == c.name) }); err == nil {
				t.Error("natively it is no error")
			}
		})
	}
}
