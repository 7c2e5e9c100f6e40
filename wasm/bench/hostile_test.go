//go:build !js

package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	mostBeside = 3.0   // ms, of half of what a reader asks for beside sixteen who post: what readers do not notice
	mostMemory = 500.0 // MB, of the server when 300 ask for one long page that nobody has asked for before
)

// TestHostile measures what those who want to keep the ordinary server busy take from its readers: how long these wait
// beside clients who post 2 MiB again and again, each from an address of his own, and how much memory it has when very
// many ask for one long page at one moment.
func TestHostile(t *testing.T) {
	rounds, lasting := 1, time.Second
	if long() != "" {
		rounds, lasting = 5, 3*time.Second
	}
	story, err := os.ReadFile(top + "/dist/plain.html")
	if err != nil {
		t.Skip("dist/ is not built; ./build.sh test builds it and then runs this test")
	}
	page := "<!doctype html><article>" + strings.Repeat("<p>The harbour ferry carried 41,200 passengers. ", 40_000) // 1.9 MB
	o := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if r.URL.Path == "/long" {
			_, _ = io.WriteString(w, page)
			return
		}
		_, _ = w.Write(story)
	}))
	t.Cleanup(o.Close)
	var results []Result
	const said = `The harbour master said: “It carried 41,200 passengers.” `
	posted := []byte(strings.Repeat(said, 2<<20/len(said)))
	for _, posters := range []int{0, 1, 4, 16} {
		var p50, answered []float64
		for range rounds {
			w := natively(t, o.URL, "POSTS=off", "TRUST=127.0.0.1")
			w.items = marked(t, w.url) // and the page is known
			ctx, stop := context.WithCancel(t.Context())
			var wg sync.WaitGroup
			var mu sync.Mutex
			n := 0.0
			for i := range posters {
				wg.Go(func() {
					for ctx.Err() == nil {
						if post(ctx, w.url, fmt.Sprintf("192.0.2.%d", i), posted) == http.StatusOK {
							mu.Lock()
							n++
							mu.Unlock()
						}
					}
				})
			}
			client := &http.Client{Transport: &http.Transport{DisableCompression: true}}
			var took []float64
			for begun := time.Now(); time.Since(begun) < lasting; {
				at := time.Now()
				ask(t, client, w, "/")
				took = append(took, float64(time.Since(at).Microseconds())/1000)
			}
			stop()
			wg.Wait()
			client.CloseIdleConnections()
			p50, answered = append(p50, of("", "", 0, "", took).Median), append(answered, n)
		}
		r := of("half of a reader's pages within, beside clients who post 2 MiB", native, float64(posters), "ms", p50)
		r.Note = fmt.Sprintf("%.0f posts answered in %v", of("", "", 0, "", answered).Median, lasting)
		if results = append(results, r); posters == 16 && r.Median > mostBeside {
			overdue(t, "beside %d who post, half of a reader's pages take %.1f ms, want %v at most", posters, r.Median,
				mostBeside)
		}
	}
	var peaks []float64
	for range rounds {
		w := natively(t, o.URL)
		var wg sync.WaitGroup
		for i := range 300 {
			wg.Go(func() {
				resp, err := http.Get(fmt.Sprintf("%s/long?%d", w.url, i))
				if err != nil {
					t.Error(err)
					return
				}
				defer resp.Body.Close()
				if n, err := io.Copy(io.Discard, resp.Body); n < int64(len(page)) || err != nil {
					t.Errorf("a reader gets %d bytes of %d, %v", n, len(page), err)
				}
			})
		}
		wg.Wait()
		peaks = append(peaks, peak(t, w.pid))
	}
	r := of("memory at most, 300 first readers of a page of 1.9 MB", native, 0, "MB", peaks)
	if results = append(results, r); r.Median > mostMemory {
		t.Errorf("300 first readers of one page take %.0f MB, want %v at most", r.Median, mostMemory)
	}
	save(t, "hostile", results)
}

// post posts a text from an address, and returns the status; 0 where it was broken off.
func post(ctx context.Context, url, from string, text []byte) int {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url+"/v1/check", bytes.NewReader(text))
	if err != nil {
		return 0
	}
	r.Header.Set("Content-Type", "text/plain")
	r.Header.Set("X-Forwarded-For", from)
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode
}

// peak is the most memory that a process has had so far, in MB.
func peak(t *testing.T, pid int) float64 {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	kB, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
	if err != nil {
		t.Fatal(err)
	}
	return kB / 1000
}
