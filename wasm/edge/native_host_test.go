//go:build !js

package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// behind starts the server, as the network reaches it, in front of an origin.
func behind(t *testing.T, vars map[string]string, origin http.Handler) *host {
	t.Helper()
	o := httptest.NewServer(origin)
	t.Cleanup(o.Close)
	all := map[string]string{"ORIGIN": o.URL}
	maps.Copy(all, vars)
	s := newServerOf(t, all, "")
	server := httptest.NewUnstartedServer(nil)
	server.Config = listener(s, time.Hour)
	server.Start()
	t.Cleanup(server.Close)
	return &host{T: t, url: server.URL, server: s, origin: o}
}

// TestClientAddress checks that the origin is told who the client is and how it came, and that only proxies that the
// publisher trusts are believed.
func TestClientAddress(t *testing.T) {
	var asked http.Header
	for _, c := range []struct {
		trust, site string
		sent, want  map[string]string
		client      string
	}{
		{"", "", nil, map[string]string{"X-Forwarded-For": "127.0.0.1", "X-Forwarded-Proto": "http", "X-Forwarded-Host": "HOST"}, "127.0.0.1"},
		{"", "https://news.example", map[string]string{"X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "ftp", "X-Forwarded-Host": "evil.example", "Forwarded": "for=192.0.2.1", "X-Real-Ip": "192.0.2.1",
			"True-Client-Ip": "192.0.2.1", "X-Forwarded-Prefix": "/evil", "Cf-Connecting-Ip": "192.0.2.1"},
			map[string]string{"X-Forwarded-For": "127.0.0.1", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "HOST", "Forwarded": "", "X-Real-Ip": "", "True-Client-Ip": "", "X-Forwarded-Prefix": "", "Cf-Connecting-Ip": ""}, "127.0.0.1"},
		{"127.0.0.1", "", map[string]string{"X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "news.example", "X-Real-Ip": "192.0.2.1"},
			map[string]string{"X-Forwarded-For": "192.0.2.1, 127.0.0.1", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "news.example", "X-Real-Ip": "192.0.2.1"}, "192.0.2.1"},
		{"127.0.0.0/8 10.0.0.0/8", "", map[string]string{"X-Forwarded-For": "198.51.100.9, 192.0.2.1, 10.1.2.3"}, map[string]string{"X-Forwarded-For": "198.51.100.9, 192.0.2.1, 10.1.2.3, 127.0.0.1"}, "192.0.2.1"},
		{"127.0.0.0/8", "", map[string]string{"X-Forwarded-For": "192.0.2.1, nonsense"}, map[string]string{"X-Forwarded-For": "192.0.2.1, nonsense, 127.0.0.1"}, "127.0.0.1"},
		{"10.0.0.0/8", "", map[string]string{"X-Forwarded-For": "192.0.2.1"}, map[string]string{"X-Forwarded-For": "127.0.0.1"}, "127.0.0.1"},
		// To many origins an underscore is a hyphen, and more names than these are believed by some.
		{"", "", map[string]string{"X_forwarded_for": "192.0.2.1", "X-Forwarded_host": "evil.example", "X_real_ip": "192.0.2.1", "Client-Ip": "192.0.2.1", "Fly-Client-Ip": "192.0.2.1", "X-Original-Forwarded-For": "192.0.2.1", "X_trip": "kept"},
			map[string]string{"X-Forwarded-For": "127.0.0.1", "X_forwarded_for": "", "X-Forwarded_host": "", "X_real_ip": "", "Client-Ip": "", "Fly-Client-Ip": "", "X-Original-Forwarded-For": "", "X_trip": "kept"}, "127.0.0.1"},
		{"127.0.0.1", "", map[string]string{"X_forwarded_for": "192.0.2.1"}, map[string]string{"X-Forwarded-For": "127.0.0.1", "X_forwarded_for": ""}, "127.0.0.1"},
		// What Connection names goes no further, and is not used to take away what we say.
		{"", "", map[string]string{"Connection": "X-Forwarded-For, X-Secret, close", "X-Secret": "x", "Keep-Alive": "timeout=5", "Proxy-Authorization": "x", "Te": "trailers", "X-Kept": "kept"},
			map[string]string{"X-Forwarded-For": "127.0.0.1", "X-Secret": "", "Keep-Alive": "", "Proxy-Authorization": "", "Te": "", "X-Kept": "kept", "Connection": ""}, "127.0.0.1"},
	} {
		client := ""
		h := behind(t, map[string]string{"TRUST": c.trust, "SITE": c.site}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked = r.Header.Clone()
			w.Header().Set("Connection", "X-Hop")
			w.Header().Set("X-Hop", "hop")
			w.Header().Set("Keep-Alive", "timeout=1")
			_, _ = io.WriteString(w, "text")
		}))
		asker := h.server.client
		h.server.client = func(r *http.Request) string { client = asker(r); return client }
		var headers []string
		for name, value := range c.sent {
			headers = append(headers, name, value)
		}
		if got := h.get("/ferry", headers...); got.Header.Get("X-Hop")+got.Header.Get("Keep-Alive") != "" || got.body != "text" {
			t.Errorf("trusting %q, %v: it answers %q %v", c.trust, c.sent, got.body, got.Header)
		}
		for name, want := range c.want {
			if want == "HOST" {
				want = strings.TrimPrefix(h.url, "http://")
			}
			if got := all(asked, name); got != want {
				t.Errorf("trusting %q, %v: %s is %q, want %q", c.trust, c.sent, name, got, want)
			}
		}
		h.ask(http.MethodPost, "/v1/lint", strings.NewReader("{}"), headers...)
		if client != c.client {
			t.Errorf("trusting %q, %v: the client is %s, want %s", c.trust, c.sent, client, c.client)
		}
	}
	if _, err := configure(func(name string) string { return map[string]string{"TRUST": "localhost"}[name] }); err == nil || !strings.Contains(err.Error(), "TRUST") {
		t.Errorf("TRUST=localhost: %v", err)
	}
}

// TestAccepts checks that an encoding is sent only to clients that accept it.
func TestAccepts(t *testing.T) {
	for header, want := range map[string]bool{"gzip": true, "gzip;q=0": false, "gzip; q=0.000": false, "GZIP;Q=0.5": true, "br, gzip": true, "br": false, "": false, "*": true, "*;q=0": false, "gzip;q=0, *": false, "*;q=0, gzip": true,
		"x-gzip2": false, "identity;q=0": false, "gzip;q=nonsense": false} {
		if got := accepts(http.Header{"Accept-Encoding": {header}}, "gzip"); got != want {
			t.Errorf("%q: %v", header, got)
		}
	}
	var asked string
	h := behind(t, nil, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { asked = r.Header.Get("Accept-Encoding") }))
	if h.get("/ferry", "Accept-Encoding", "gzip;q=0"); asked != "" {
		t.Errorf("who takes no gzip has the origin asked for %q", asked)
	}
}

// TestPublicFiles has in a folder what is not for everybody: names that begin with a dot, links to elsewhere,
// lists, and what is no file.
func TestPublicFiles(t *testing.T) {
	outside, dir := t.TempDir(), t.TempDir()
	write := func(file, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(outside, "secret.txt"), "SECRET")
	write(filepath.Join(outside, "secret.txt.br"), "SECRET")
	write(filepath.Join(outside, "index.html"), "SECRET")
	for _, name := range []string{".git/config", ".git/index.html", ".env", ".env.br", ".htpasswd.txt", "a/.hidden/index.html", "list/SECRET.txt", "a/.secret.json.br"} {
		write(filepath.Join(dir, name), "SECRET")
	}
	write(filepath.Join(dir, "page.html"), "page")
	write(filepath.Join(dir, "inside", "index.html"), "inside")
	write(filepath.Join(dir, ".well-known", "security.txt"), "security")
	for name, to := range map[string]string{"link.txt": filepath.Join(outside, "secret.txt"), "linked": outside, "up.txt": "../" + filepath.Base(outside) + "/secret.txt", "packed.txt.br": filepath.Join(outside, "secret.txt.br"), "alias.html": "page.html"} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.txt"), 0o666); err != nil {
		t.Fatal(err)
	}
	h, err := site(dir)
	if err != nil {
		t.Fatal(err)
	}
	get := func(path string) (int, string) {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1/", nil)
		r.URL.Path = path
		r.Header.Set("Accept-Encoding", "br")
		h.ServeHTTP(w, r)
		return w.Code, w.Body.String()
	}
	for path, want := range map[string]string{"/page.html": "page", "/inside/": "inside", "/.well-known/security.txt": "security", "/alias.html": "page"} {
		if status, body := get(path); status != http.StatusOK || body != want {
			t.Errorf("%s: %d %q", path, status, body)
		}
	}
	for _, path := range []string{"/.git/config", "/.git/", "/.env", "/.htpasswd.txt", "/a/.hidden/", "/a/.secret.json", "/list/", "/list", "/", "/link.txt", "/linked/secret.txt", "/linked/", "/up.txt", "/packed.txt", "/pipe.txt",
		"/../" + filepath.Base(outside) + "/secret.txt", "/inside/../.git/config", "/gallery/.git/config", "/gallery/../.git/config", "//.git/config"} {
		if status, body := get(path); status == http.StatusOK || strings.Contains(body, "SECRET") {
			t.Errorf("%s: %d %q", path, status, body)
		}
	}
	if _, err := site(filepath.Join(dir, "none")); err == nil {
		t.Error("a folder that is not there is no error")
	}
}

// A watched listener records the deadlines of its connections.
type watched struct {
	net.Listener
	mu          sync.Mutex
	read, write []time.Time
}

type watchedConn struct {
	net.Conn
	by *watched
}

func (l *watched) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	return watchedConn{c, l}, err
}

func (c watchedConn) SetReadDeadline(t time.Time) error {
	c.by.mu.Lock()
	defer c.by.mu.Unlock()
	c.by.read = append(c.by.read, t)
	return c.Conn.SetReadDeadline(t)
}

func (c watchedConn) SetWriteDeadline(t time.Time) error {
	c.by.mu.Lock()
	defer c.by.mu.Unlock()
	c.by.write = append(c.by.write, t)
	return c.Conn.SetWriteDeadline(t)
}

// TestWhatMovesIsNotCut sends a body up and another down, piece by piece: each piece has as long as the first, and
// there is no time by which all of it must be there.
func TestWhatMovesIsNotCut(t *testing.T) {
	const pieces = 5
	idle := time.Hour
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	seen := &watched{Listener: l}
	o := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b := bufio.NewReader(r.Body)
		_ = http.NewResponseController(w).EnableFullDuplex()
		for {
			line, err := b.ReadString('\n')
			if err != nil {
				return
			}
			_, _ = io.WriteString(w, line)
			_ = http.NewResponseController(w).Flush()
		}
	}))
	t.Cleanup(o.Close)
	h := listener(newServerOf(t, map[string]string{"ORIGIN": o.URL}, ""), idle)
	if h.ReadTimeout != 0 || h.WriteTimeout != 0 {
		t.Errorf("a whole body has %v to come and %v to go", h.ReadTimeout, h.WriteTimeout)
	}
	go func() { _ = h.Serve(seen) }()
	t.Cleanup(func() { _ = h.Close() })
	in, out := io.Pipe()
	r, err := http.NewRequest(http.MethodPost, "http://"+l.Addr().String()+"/upload", in)
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		for i := range pieces {
			fmt.Fprintf(out, "piece %d\n", i)
		}
		out.Close()
	}()
	begun := time.Now()
	resp, err := plain.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if body, err := io.ReadAll(resp.Body); err != nil || strings.Count(string(body), "piece") != pieces {
		t.Errorf("%q, %v", body, err)
	}
	seen.mu.Lock()
	defer seen.mu.Unlock()
	for name, all := range map[string][]time.Time{"read": seen.read, "write": seen.write} {
		n := 0
		for _, d := range all {
			if d.After(begun.Add(idle)) {
				n++
			}
		}
		if n < 2 {
			t.Errorf("%s: %d deadlines that count from a piece: %v", name, n, all)
		}
	}
}

// TestIdleClientsAreCut has clients that ask for much and read nothing, or that announce a body and do not send it:
// their connections end.
func TestIdleClientsAreCut(t *testing.T) {
	ended := make(chan string, 2)
	endless := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() { ended <- r.URL.Path }()
		if r.URL.Path == "/posts" {
			_, _ = io.ReadAll(r.Body)
			return
		}
		for b := bytes.Repeat([]byte("x"), 1<<20); ; {
			if _, err := w.Write(b); err != nil {
				return
			}
		}
	})
	server := httptest.NewUnstartedServer(nil)
	server.Config = listener(endless, 50*time.Millisecond)
	server.Start()
	t.Cleanup(server.Close)
	for _, request := range []string{"GET /never HTTP/1.1\r\nHost: x\r\n\r\n", "POST /posts HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nonly this"} {
		c, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		if _, err := io.WriteString(c, request); err != nil {
			t.Fatal(err)
		}
	}
	got := map[string]bool{<-ended: true, <-ended: true}
	if want := map[string]bool{"/never": true, "/posts": true}; !reflect.DeepEqual(got, want) {
		t.Errorf("%v have ended, want %v", got, want)
	}
}

// TestStopWithASlowReader ends the server while a client reads without end: that is no error.
func TestStopWithASlowReader(t *testing.T) {
	begun, gone := make(chan struct{}), make(chan struct{})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- serve(ctx, listener(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			close(begun)
			<-r.Context().Done()
			close(gone)
		}), time.Hour), l, time.Millisecond)
	}()
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := io.WriteString(c, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	<-begun
	stop()
	if err := <-ended; err != nil {
		t.Errorf("it ends with %v", err)
	}
	<-gone
}

// TestLogOfTheServer checks that what net/http and others log is one line, too.
func TestLogOfTheServer(t *testing.T) {
	var b bytes.Buffer
	fmt.Fprint(lineWriter{&b}, "http: panic: \x1b[2J\nedge: FORGED\n")
	if b.String() != `http: panic: \x1b[2J\nedge: FORGED`+"\n" {
		t.Errorf("%q", b.String())
	}
}
