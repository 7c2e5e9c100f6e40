//go:build !js

// Package workerd runs the worker in Cloudflare's own runtime on this machine, for tests. Its KV namespace and its
// cache are in the test, behind the protocols that workerd speaks with Cloudflare's, so they can be slow or broken when
// a test wants.
package workerd

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// A Server is workerd with our worker in it.
type Server struct {
	URL   string     // where it listens, without a slash at the end
	KV    *Namespace // what the worker reads as RECORDS
	Cache *Cache     // Cloudflare's Cache API
	cmd   *exec.Cmd
	log   *log
}

// Options say what runs.
type Options struct {
	Root   string // the top of the project, seen from the test
	Worker string // the folder in dist/ with the worker's modules; edge if it is ""
	Script string // in the place of the folder's worker.mjs, if it is not ""
	// the folder whose dossiers the worker carries, as built with DOSSIERS=FOLDER; "" for none
	Records string
	Vars    map[string]string // settings of the worker, on top of those of all tests
}

// modules are the files of the worker: its script, program, words and languages. A test whose worker is not built is
// skipped.
func (o Options) modules(t testing.TB) [4]string {
	t.Helper()
	folder := filepath.Join(o.Root, "dist", cmp.Or(o.Worker, "edge"))
	modules := [4]string{cmp.Or(o.Script, filepath.Join(folder, "worker.mjs"))}
	for i, name := range [...]string{"edge.wasm", "words.txt", "languages.txt"} {
		modules[i+1] = filepath.Join(folder, name)
	}
	for i, file := range modules {
		if _, err := os.Stat(file); err != nil {
			t.Skip(file + " is not built; ./build.sh test builds it and then runs this test")
		}
		var err error
		if modules[i], err = filepath.Abs(file); err != nil {
			t.Fatal(err)
		}
	}
	if o.Records != "" {
		modules[0] = carrying(t, modules[0], o.Records)
	}
	return modules
}

// carrying is a worker's script with the dossiers of a folder in it, where the bundler puts them.
func carrying(t testing.TB, script, folder string) string {
	t.Helper()
	const none = `"records":{}`
	names, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, name := range names {
		if strings.HasSuffix(name, ".schema.json") || strings.HasSuffix(name, ".links.json") {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(name)] = string(data)
	}
	records, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(script)
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(data, []byte(none)); n != 1 || len(all) == 0 {
		t.Fatalf("%s has %s %d times, and %s has %d dossiers; want the worker without dossiers, and a folder of some",
			script, none, n, folder, len(all))
	}
	file := filepath.Join(t.TempDir(), "worker.mjs")
	data = bytes.Replace(data, []byte(none), append([]byte(`"records":`), records...), 1)
	if err := os.WriteFile(file, data, 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}

// Patient are the settings under which a reader waits for as long as anything takes, on a busy machine nothing is slow;
// and may post as much as he likes. Tests of what is slow, or too much, have settings of their own.
func Patient(vars map[string]string) map[string]string {
	all := map[string]string{"PATIENCE": "1h", "POSTS": "off"}
	maps.Copy(all, vars)
	return all
}

// patience is how long a test waits for what never comes.
const patience = 3 * time.Minute

// Start starts workerd, and ends it with the test. Where it is not installed or the worker is not built, the test is
// skipped.
func Start(t testing.TB, o Options) *Server {
	t.Helper()
	binary := filepath.Join(o.Root, "wasm", "edge", "node_modules", "@cloudflare", "workerd-linux-64", "bin", "workerd")
	if _, err := os.Stat(binary); err != nil {
		t.Skip("workerd is not installed; ./build.sh test installs it and then runs this test")
	}
	modules := o.modules(t)
	w := &Server{KV: NewNamespace(), Cache: &Cache{kept: map[string][]byte{}}, log: &log{}}
	kv, cache := httptest.NewServer(w.KV), httptest.NewServer(w.Cache)
	t.Cleanup(kv.Close)
	t.Cleanup(cache.Close)
	var bindings strings.Builder
	for name, value := range Patient(o.Vars) {
		fmt.Fprintf(&bindings, "(name = %q, text = %q),\n", name, value)
	}
	config := fmt.Sprintf(`using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [
        (name = "worker.mjs", esModule = embed %q),
        (name = "edge.wasm", wasm = embed %q),
        (name = "words.txt", text = embed %q),
        (name = "languages.txt", text = embed %q)],
      compatibilityDate = "2025-11-01",
      bindings = [%s (name = "RECORDS", kvNamespace = "kv")],
      cacheApiOutbound = "cache")),
    (name = "internet", network = (allow = ["private"])),
    (name = "kv", external = (address = %q, http = ())),
    (name = "cache", external = (address = %q, http = ()))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")]);
`, modules[0], modules[1], modules[2], modules[3], bindings.String(), kv.Listener.Addr(), cache.Listener.Addr())
	file := filepath.Join(t.TempDir(), "config.capnp")
	// workerd wants paths relative to the file's folder or absolute ones, which begin at an import path.
	if err := os.WriteFile(file, []byte(config), 0o666); err != nil {
		t.Fatal(err)
	}
	control, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer control.Close()
	w.cmd = exec.Command(binary, "serve", "--import-path=/", "--control-fd=3", file)
	w.cmd.Stderr, w.cmd.Stdout, w.cmd.ExtraFiles = w.log, w.log, []*os.File{write}
	err = w.cmd.Start()
	write.Close()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = w.cmd.Process.Kill()
		_ = w.cmd.Wait()
		if t.Failed() {
			t.Logf("workerd says:\n%s", w.log)
		}
	})
	var listens struct {
		Event string
		Port  int
	}
	if err := json.NewDecoder(control).Decode(&listens); err != nil || listens.Event != "listen" {
		t.Fatalf("workerd does not listen: %v, %+v\n%s", err, listens, w.log)
	}
	w.URL = fmt.Sprintf("http://127.0.0.1:%d", listens.Port)
	return w
}

type log struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// A Namespace is a KV namespace as workerd asks it: GET /key?urlencoded=true. What is in it is changed within Set.
type Namespace struct {
	mu     sync.Mutex
	Values map[string]string // by key
	Broken bool              // it answers every request with an error
	Slow   chan struct{}     // answers wait for it to be closed; nil if they need not
}

// NewNamespace is an empty one.
func NewNamespace() *Namespace { return &Namespace{Values: map[string]string{}} }

// Set changes what is in the namespace, and how it answers.
func (n *Namespace) Set(f func()) {
	n.mu.Lock()
	defer n.mu.Unlock()
	f()
}

func (n *Namespace) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n.mu.Lock()
	value, ok := n.Values[strings.TrimPrefix(r.URL.Path, "/")]
	broken, slow := n.Broken, n.Slow
	n.mu.Unlock()
	if slow != nil {
		select {
		case <-slow:
		case <-r.Context().Done():
			return
		}
	}
	switch {
	case broken:
		http.Error(w, "broken", http.StatusInternalServerError)
	case !ok:
		http.Error(w, "no such key", http.StatusNotFound)
	default:
		fmt.Fprint(w, value)
	}
}

// A Cache is the Cache API as workerd asks it: GET with only-if-cached, PUT of a whole response.
type Cache struct {
	mu   sync.Mutex
	kept map[string][]byte
	hits int
}

func (c *Cache) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	key := r.Host + r.URL.String()
	switch r.Method {
	case http.MethodPut:
		var b bytes.Buffer
		_, _ = b.ReadFrom(r.Body)
		c.kept[key] = b.Bytes()
		w.WriteHeader(http.StatusNoContent)
	case http.MethodGet:
		data, ok := c.kept[key]
		if !ok {
			w.Header().Set("CF-Cache-Status", "MISS")
			w.WriteHeader(http.StatusGatewayTimeout)
			return
		}
		c.hits++
		resp, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(data)), nil)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		for name, values := range resp.Header {
			w.Header()[name] = values
		}
		w.Header().Set("CF-Cache-Status", "HIT")
		w.WriteHeader(resp.StatusCode)
		_, _ = io.Copy(w, resp.Body)
	}
}

// Get is the namespace as the native host asks it.
func (n *Namespace) Get(ctx context.Context, page string) ([]byte, error) {
	n.mu.Lock()
	value, ok := n.Values[page]
	broken, slow := n.Broken, n.Slow
	n.mu.Unlock()
	if slow != nil {
		return nil, errors.New("nothing within 300 ms")
	}
	if broken {
		return nil, errors.New("broken")
	}
	if !ok {
		return nil, nil
	}
	return []byte(value), nil
}

// Wait waits until so many responses are kept: a worker puts them in after it has answered.
func (c *Cache) Wait(n int) {
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		c.mu.Lock()
		done := len(c.kept) >= n
		c.mu.Unlock()
		if done {
			return
		}
	}
}

// Resident returns the resident memory of workerd as Linux words it: "61234 kB".
func (w *Server) Resident() string {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", w.cmd.Process.Pid))
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	line, _, _ := strings.Cut(rest, "\n")
	return strings.TrimSpace(line)
}

// Processor returns the processor time of workerd so far, all its threads together.
func (w *Server) Processor() time.Duration { return Processor(w.cmd.Process.Pid) }

// Processor returns the processor time of a process so far: the sum of what Linux counts, in ns, for each of its
// threads (Documentation/scheduler/sched-stats.rst). The time of threads that have ended is not in it; those of workerd
// do not end.
func Processor(pid int) time.Duration {
	var all time.Duration
	threads, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", pid))
	for _, file := range threads {
		var ns time.Duration
		if data, err := os.ReadFile(file); err == nil {
			fmt.Sscan(string(data), &ns)
		}
		all += ns
	}
	return all
}

// Len returns the number of responses in the cache.
func (c *Cache) Len() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.kept)
}

// Log returns the output of workerd so far.
func (w *Server) Log() string { return w.log.String() }

// Says reports whether workerd says something, and waits for that: what it writes comes by a pipe.
func (w *Server) Says(words string) bool {
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if strings.Contains(w.Log(), words) {
			return true
		}
	}
	return false
}
