//go:build !js

package main

import (
	"errors"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"syscall"
	"testing"

	"sourcemark/wasm/edge/workerd"
)

// root is the top of the project, seen from this package, and stories the folder of the story's dossier, which hosts
// are given: by themselves they have none.
const (
	root    = "../.."
	stories = root + "/claims/records"
)

// A host is the worker as clients reach it: behind net/http, or in workerd.
type host struct {
	*testing.T
	name, url string
	kv        *workerd.Namespace
	cache     *workerd.Cache // nil natively
	server    *server        // nil in workerd
	origin    *httptest.Server
}

// hosts runs a test in both hosts, in front of an origin.
func hosts(t *testing.T, vars map[string]string, origin http.Handler, test func(h *host)) {
	t.Helper()
	hostsWith(t, stories, vars, origin, test)
}

// hostsWith is hosts with the dossiers of another folder.
func hostsWith(t *testing.T, folder string, vars map[string]string, origin http.Handler, test func(h *host)) {
	t.Helper()
	o := httptest.NewServer(origin)
	t.Cleanup(o.Close)
	all := workerd.Patient(map[string]string{"ORIGIN": o.URL, "FRESH": "0s"})
	maps.Copy(all, vars)
	t.Run("native", func(t *testing.T) {
		h := &host{T: t, name: "native", kv: workerd.NewNamespace(), origin: o}
		s := newServerOf(t, all, folder)
		s.store.published = h.kv.Get
		server := httptest.NewServer(s)
		t.Cleanup(server.Close)
		h.url, h.server = server.URL, s
		test(h)
	})
	t.Run("workerd", func(t *testing.T) {
		w := workerd.Start(t, workerd.Options{Root: root, Records: folder, Vars: all})
		test(&host{T: t, name: "workerd", url: w.URL, kv: w.KV, cache: w.Cache, origin: o})
	})
}

// ferryHas asks for the ferry article, and wants words in it and in the header that says what was done to it.
func (h *host) ferryHas(step, words, from string) reply {
	h.Helper()
	got := h.get("/ferry?utm_source=letter")
	if !strings.Contains(got.body, words) || !strings.Contains(got.Header.Get("Sourcemark"), from) {
		h.Errorf("%s: want %q and %q, have %q and\n%s", step, words, from, got.Header.Get("Sourcemark"), got.body)
	}
	return got
}

// A reply is what came of a request.
type reply struct {
	*http.Response
	body string
	err  error // of reading the body
}

// plain asks as it is told: no redirects, no encodings of its own.
var plain = &http.Client{
	Transport:     &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 32},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// ask makes a request of a host. headers are names and values in turn.
func (h *host) ask(method, path string, body io.Reader, headers ...string) reply {
	h.Helper()
	r, err := http.NewRequest(method, h.url+path, body)
	if err != nil {
		h.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	resp, err := plain.Do(r)
	const tries = 5 // a server that refuses a long body answers and closes, and whoever still writes may miss the answer
	for i := 1; i < tries && r.GetBody != nil && (errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)); i++ {
		if r.Body, err = r.GetBody(); err == nil {
			resp, err = plain.Do(r)
		}
	}
	if err != nil {
		h.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	return reply{resp, string(data), err}
}

func (h *host) get(path string, headers ...string) reply {
	h.Helper()
	return h.ask(http.MethodGet, path, nil, headers...)
}

// until asks for a page until it has some words, for a host without patience: on a busy machine a store may be slow
// without being told to be.
func (h *host) until(path, words string) {
	h.Helper()
	for range 1000 {
		if strings.Contains(h.get(path).body, words) {
			return
		}
	}
	h.Fatalf("%s never has %q", path, words)
}

// withStory answers /story with the demonstration, and everything else as pages does.
func withStory(t testing.TB) http.HandlerFunc {
	t.Helper()
	story := storyPage(t)
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/story" {
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write(story)
			return
		}
		pages(w, r)
	}
}

// newServerOf returns a server that is set up by variables and has the dossiers of a folder; "" for none.
func newServerOf(t testing.TB, vars map[string]string, folder string) *server {
	t.Helper()
	settings, err := configure(func(name string) string { return vars[name] })
	if err != nil {
		t.Fatal(err)
	}
	store, err := readStore(settings, folder)
	if err != nil {
		t.Fatal(err)
	}
	s := newServer(settings, store, newOrigin())
	s.out = func(line string) { t.Log(line) }
	return s
}

// storyPage returns the page of the demonstration.
func storyPage(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile(root + "/index.html")
	if err != nil {
		t.Fatal(err)
	}
	return data
}
