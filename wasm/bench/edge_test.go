//go:build !js

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sourcemark/wasm/edge/workerd"
)

const top = "../.."

// A worker is one who annotates the story.
type worker struct {
	name  string
	url   string
	items int                  // how many it marks; of ours all
	pid   int                  // of the ordinary server
	cpu   func() time.Duration // how much processor time it has had so far
}

const (
	one    = "ours in workerd, one program for all requests"
	stock  = "the stock loader in workerd, a program for each request"
	exact  = "a worker of plain JavaScript, exact search only"
	native = "ours as an ordinary server"
)

// TestEdge has the story annotated by the worker; by the same program started anew for each request, as the workers
// library's own loader does; by a worker that only searches; and natively: all in the same run and by turns. "seen" is
// the page of which the worker remembers what became of it, "edited" one with a word in it that no request before had.
func TestEdge(t *testing.T) {
	rounds, lasting, pages := 1, 100*time.Millisecond, 1
	if long() != "" {
		rounds, lasting, pages = 9, 2*time.Second, 100
	}
	workers := workersOf(t)
	for _, w := range workers { // compiled, and warm
		pace(t, w, "/", lasting)
	}
	perSecond, p50, p99, cost, costs := map[string][]float64{}, map[string][]float64{}, map[string][]float64{}, map[string][]float64{}, map[string][]float64{}
	for range rounds {
		for _, w := range workers {
			a, b, c := pace(t, w, "/", lasting)
			perSecond[w.name] = append(perSecond[w.name], a)
			p50[w.name] = append(p50[w.name], b)
			p99[w.name] = append(p99[w.name], c)
		}
		for range pages / rounds {
			for _, w := range workers {
				cost[w.name] = append(cost[w.name], price(t, w, "/"))
				costs[w.name] = append(costs[w.name], price(t, w, "/edited"))
			}
		}
	}
	var results []Result
	for _, x := range []struct {
		what, unit string
		runs       map[string][]float64
	}{
		{fmt.Sprintf("requests a second, %d at a time", readers), "1/s", perSecond},
		{"half of them answered within", "ms", p50}, {"99 of 100 within", "ms", p99},
		{"processor time, page seen before", "ms", cost}, {"processor time, page just edited", "ms", costs},
	} {
		for _, w := range workers {
			r := of(x.what, w.name, 0, x.unit, x.runs[w.name])
			r.Note = fmt.Sprintf("%d marks", w.items)
			results = append(results, r)
		}
	}
	save(t, "edge", results)
	median := func(runs []float64) float64 { return of("", "", 0, "", runs).Median }
	if a, b := median(perSecond[one]), median(perSecond[stock]); a < 10*b {
		overdue(t, "%.0f requests a second against %.0f of the stock loader: want ten times as many", a, b)
	}
}

// workersOf starts all that are compared, before one origin.
func workersOf(t *testing.T) []worker {
	t.Helper()
	story, err := os.ReadFile(top + "/dist/plain.html")
	if err != nil {
		t.Skip("dist/ is not built; ./build.sh test builds it and then runs this test")
	}
	var edits atomic.Int64
	o := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		page := story
		if r.URL.Path == "/edited" {
			page = bytes.Replace(story, []byte("</article>"),
				fmt.Appendf(nil, "<p>Edition %d of this page.</p></article>", edits.Add(1)), 1)
		}
		_, _ = w.Write(page)
	}))
	t.Cleanup(o.Close)
	vars := map[string]string{"ORIGIN": o.URL, "CACHE": "off"}
	start := func(name, script, records string) worker {
		s := workerd.Start(t, workerd.Options{Root: top, Script: script, Records: records, Vars: vars})
		return worker{name: name, url: s.URL, cpu: s.Processor}
	}
	all := []worker{start(one, "", top+"/claims/records"), start(stock, perRequest(t), top+"/claims/records"),
		start(exact, plain(t), ""), natively(t, o.URL)}
	for i := range all {
		all[i].items = marked(t, all[i].url)
		if all[i].name != exact && all[i].items != 37 {
			t.Fatalf("%s marks %d items, want 37", all[i].name, all[i].items)
		}
	}
	return all
}

// marked is how many items a worker says it has marked.
func marked(t *testing.T, url string) (items int) {
	t.Helper()
	resp, err := http.Get(url + "/")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	fmt.Sscanf(resp.Header.Get("Sourcemark"), "annotated; items=%d", &items)
	if items == 0 {
		t.Fatalf("%s: %d, %q", url, resp.StatusCode, resp.Header.Get("Sourcemark"))
	}
	return items
}

// perRequest is the worker with a new program for each request.
func perRequest(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(top + "/dist/edge/worker.mjs")
	if err != nil {
		t.Skip("dist/ is not built; ./build.sh test builds it and then runs this test")
	}
	once := regexp.MustCompile(`\(!current\|\|\s*current\.retired\)\s*&&\s*(\(current\s*=\s*new Program\(\w+\)\))`)
	if n := len(once.FindAll(data, -1)); n != 1 {
		t.Fatalf("worker.mjs does not start its program where it did: %s is there %d times", once, n)
	}
	return script(t, once.ReplaceAll(data, []byte("$1")))
}

// plain is plain.mjs with the story's records in it.
func plain(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("plain.mjs")
	if err != nil {
		t.Fatal(err)
	}
	records, err := os.ReadFile(top + "/dist/records.json")
	if err != nil {
		t.Fatal(err)
	}
	return script(t, bytes.Replace(data, []byte("= RECORDS."), fmt.Appendf(nil, "= (%s).", records), 1))
}

func script(t *testing.T, data []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "worker.mjs")
	if err := os.WriteFile(file, data, 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}

// natively is the worker as an ordinary program, ended with the test.
func natively(t *testing.T, origin string, settings ...string) worker {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "edge")
	if out, err := exec.Command("go", "build", "-o", binary, "sourcemark/wasm/edge").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	cmd := exec.Command(binary, "-listen", "127.0.0.1:0", "-records", top+"/claims/records")
	cmd.Env = append(append(os.Environ(), "ORIGIN="+origin), settings...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n') // "Serving at http://127.0.0.1:41234/ (interrupt to stop)"
	_, rest, ok := strings.Cut(line, "http://")
	address, _, _ := strings.Cut(rest, "/")
	if err != nil || !ok {
		t.Fatalf("the server says %q, %v", line, err)
	}
	return worker{name: native, url: "http://" + address, pid: cmd.Process.Pid,
		cpu: func() time.Duration { return workerd.Processor(cmd.Process.Pid) }}
}

// readers is how many ask at once.
const readers = 16

// pace asks for a page for some time, all readers at once: how many were answered in a second, and within how many ms.
func pace(t *testing.T, w worker, path string, lasting time.Duration) (perSecond, p50, p99 float64) {
	t.Helper()
	var mu sync.Mutex
	var took []float64
	client := &http.Client{Transport: &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: readers}}
	defer client.CloseIdleConnections()
	begun := time.Now()
	var wg sync.WaitGroup
	for range readers {
		wg.Go(func() {
			for time.Since(begun) < lasting {
				at := time.Now()
				ask(t, client, w, path)
				d := time.Since(at)
				mu.Lock()
				took = append(took, float64(d.Microseconds())/1000)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	all := time.Since(begun).Seconds()
	slices.Sort(took)
	return float64(len(took)) / all, took[len(took)/2], took[len(took)*99/100]
}

// ask asks for a page and wants it with all its marks.
func ask(t *testing.T, client *http.Client, w worker, path string) {
	resp, err := client.Get(w.url + path)
	if err != nil {
		t.Error(err)
		return
	}
	_, err = io.Copy(io.Discard, resp.Body)
	resp.Body.Close()
	if word := resp.Header.Get("Sourcemark"); err != nil || resp.StatusCode != http.StatusOK ||
		!strings.HasPrefix(word, fmt.Sprintf("annotated; items=%d", w.items)) {
		t.Errorf("%s: %d, %q, %v", w.name, resp.StatusCode, word, err)
	}
}

// price is the processor time, in ms, that a page takes the worker while nobody else asks.
func price(t *testing.T, w worker, path string) float64 {
	t.Helper()
	before := w.cpu()
	ask(t, http.DefaultClient, w, path)
	return float64((w.cpu() - before).Microseconds()) / 1000
}
