//go:build !js

package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
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

// root is the top of the project, seen from this package.
const root = "../.."

// A workerd is Cloudflare's own runtime with our worker in it, on this machine. Its KV namespace and its cache are in the
// test, behind the protocol that workerd speaks with those of Cloudflare.
type workerd struct {
	url   string
	kv    *namespaceServer
	cache *cacheServer
	cmd   *exec.Cmd
	log   *lockedBuffer
}

// The programs that build.sh test compiles: the worker, and one that fails where faults_on.go says.
const (
	sound  = root + "/dist/edge/edge.wasm"
	faulty = root + "/dist/.faults.wasm"
)

// start starts workerd with the worker, or another program in its place, and some variables; and ends it with the test.
func start(t testing.TB, wasm string, vars map[string]string) *workerd {
	t.Helper()
	return startWith(t, root+"/dist/edge/worker.mjs", wasm, vars)
}

func startWith(t testing.TB, script, wasm string, vars map[string]string) *workerd {
	t.Helper()
	binary := filepath.Join("node_modules", "@cloudflare", "workerd-linux-64", "bin", "workerd")
	if _, err := os.Stat(binary); err != nil {
		t.Skip("workerd is not installed; ./build.sh test installs it and then runs this test")
	}
	if _, err := os.Stat(wasm); err != nil {
		t.Skip(wasm + " is not built; ./build.sh test builds it and then runs this test")
	}
	w := &workerd{kv: &namespaceServer{values: map[string]string{}}, cache: &cacheServer{kept: map[string][]byte{}}, log: &lockedBuffer{}}
	kv, cache := httptest.NewServer(w.kv), httptest.NewServer(w.cache)
	t.Cleanup(kv.Close)
	t.Cleanup(cache.Close)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	var bindings strings.Builder
	for name, value := range vars {
		fmt.Fprintf(&bindings, "(name = %q, text = %q),\n", name, value)
	}
	if script, err = filepath.Abs(script); err != nil {
		t.Fatal(err)
	}
	if wasm, err = filepath.Abs(wasm); err != nil {
		t.Fatal(err)
	}
	config := fmt.Sprintf(`using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [
        (name = "worker.mjs", esModule = embed %q),
        (name = "edge.wasm", wasm = embed %q)],
      compatibilityDate = "2025-11-01",
      bindings = [%s (name = "RECORDS", kvNamespace = "kv")],
      cacheApiOutbound = "cache")),
    (name = "internet", network = (allow = ["private"])),
    (name = "kv", external = (address = %q, http = ())),
    (name = "cache", external = (address = %q, http = ()))],
  sockets = [(name = "http", address = %q, http = (), service = "main")]);
`, script, wasm, bindings.String(), kv.Listener.Addr(), cache.Listener.Addr(), address)
	file := filepath.Join(t.TempDir(), "config.capnp")
	// workerd wants paths relative to the file's folder or absolute ones, which begin at an import path.
	if err := os.WriteFile(file, []byte(config), 0o666); err != nil {
		t.Fatal(err)
	}
	w.cmd = exec.Command(binary, "serve", "--import-path=/", file)
	w.cmd.Stderr, w.cmd.Stdout = w.log, w.log
	if err := w.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = w.cmd.Process.Kill()
		_ = w.cmd.Wait()
		if t.Failed() {
			t.Logf("workerd says:\n%s", w.log)
		}
	})
	w.url = "http://" + address
	for deadline := time.Now().Add(20 * time.Second); ; {
		c, err := net.Dial("tcp", address)
		if err == nil {
			c.Close()
			return w
		}
		if time.Now().After(deadline) {
			t.Fatalf("workerd does not listen: %v\n%s", err, w.log)
		}
		time.Sleep(20 * time.Millisecond) // there is nothing to wait for but the port
	}
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// A namespaceServer is a KV namespace as workerd asks it: GET /key?urlencoded=true.
type namespaceServer struct {
	mu     sync.Mutex
	values map[string]string
	broken bool
	slow   chan struct{} // answers wait for it to be closed; nil if they need not
}

func (n *namespaceServer) set(f func()) {
	n.mu.Lock()
	defer n.mu.Unlock()
	f()
}

func (n *namespaceServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n.mu.Lock()
	value, ok := n.values[strings.TrimPrefix(r.URL.Path, "/")]
	broken, slow := n.broken, n.slow
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

// A cacheServer is the Cache API as workerd asks it: GET with only-if-cached, PUT of a whole response.
type cacheServer struct {
	mu   sync.Mutex
	kept map[string][]byte
	hits int
}

func (c *cacheServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
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

// get is the namespace as the native host asks it.
func (n *namespaceServer) get(ctx context.Context, page string) ([]byte, error) {
	n.mu.Lock()
	value, ok := n.values[page]
	broken, slow := n.broken, n.slow
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

// wait waits until so many responses are kept: a worker puts them in after it has answered.
func (c *cacheServer) wait(n int) {
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		c.mu.Lock()
		done := len(c.kept) >= n
		c.mu.Unlock()
		if done {
			return
		}
	}
}

// resident is how much memory workerd has, as the system says it.
func resident(w *workerd) string {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", w.cmd.Process.Pid))
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	line, _, _ := strings.Cut(rest, "\n")
	return strings.TrimSpace(line)
}

func envOr(name, without string) string {
	if v := os.Getenv(name); v != "" {
		return v
	}
	return without
}
