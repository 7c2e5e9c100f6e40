//go:build !js || !wasm

// What a reverse proxy has to see to, and Cloudflare does for the worker: who asks, connections on which nothing moves,
// an end that waits for nobody in particular, and files of which not all are for everybody.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"sourcemark/web/gallery"
)

// peer is the address at the other end of the connection.
func peer(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// proxies are those whose word counts for who asks.
type proxies []netip.Prefix

func (all *proxies) read(setting string) error {
	for v := range strings.FieldsSeq(setting) {
		p, err := netip.ParsePrefix(v)
		if a, err2 := netip.ParseAddr(v); err2 == nil {
			p, err = netip.PrefixFrom(a, a.BitLen()), nil
		}
		if err != nil {
			return fmt.Errorf("TRUST: %q: want the addresses of your own proxies, such as 127.0.0.1 or 10.0.0.0/8", v)
		}
		*all = append(*all, p)
	}
	return nil
}

// trusts reports whether an address is that of such a proxy.
func (all proxies) trusts(address string) bool {
	a, err := netip.ParseAddr(address)
	return err == nil && slices.ContainsFunc(all, func(p netip.Prefix) bool { return p.Contains(a.Unmap()) })
}

// asker is the address of who asks: of all that a request has come by, the last that is no proxy we trust.
func (s *settings) asker(r *http.Request) string {
	at := peer(r)
	by := strings.Split(all(r.Header, "X-Forwarded-For"), ",")
	for len(by) > 0 && s.trusts(at) {
		before := strings.TrimSpace(by[len(by)-1])
		if _, err := netip.ParseAddr(before); err != nil {
			break
		}
		at, by = before, by[:len(by)-1]
	}
	return at
}

// told reports whether a header says for whom a proxy asks, and where. Anybody can send it. An underscore counts as a hyphen: to many
// origins, by way of CGI and its like, the two are one.
func told(name string) bool {
	switch name = http.CanonicalHeaderKey(strings.ReplaceAll(name, "_", "-")); name {
	case "Forwarded", "X-Remote-Addr", "X-Azure-Clientip", "X-Original-Host", "X-Host":
		return true
	}
	return strings.HasSuffix(name, "-Ip") || strings.HasPrefix(name, "X-Forwarded-") || strings.HasPrefix(name, "X-Original-Forwarded-")
}

// introduce tells the origin who has asked us, and how. What others say of it goes on only where they are trusted.
func (s *settings) introduce(up, r *http.Request) {
	h := up.Header
	up.Close = false // that is between the reader and us
	withoutHops(h)   // before anything is added: Connection could name it
	by := peer(r)
	trusted := s.trusts(by)
	for name := range h {
		if told(name) && (!trusted || strings.Contains(name, "_")) { // no proxy writes it so: it is the reader's
			delete(h, name)
		}
	}
	if before := all(h, "X-Forwarded-For"); before != "" {
		by = before + ", " + by
	}
	h["X-Forwarded-For"] = []string{by}
	if len(h["X-Forwarded-Proto"]) == 0 {
		scheme := "http"
		if s.site != nil {
			scheme = s.site.Scheme // that of readers; what is in front of us may have taken TLS off
		}
		h["X-Forwarded-Proto"] = []string{scheme}
	}
	if len(h["X-Forwarded-Host"]) == 0 {
		h["X-Forwarded-Host"] = []string{r.Host}
	}
}

// What RFC 9110 section 7.6.1 keeps between two neighbours.
var hopByHop = [...]string{"Connection", "Http2-Settings", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "Te", "Trailer", "Transfer-Encoding", "Upgrade"}

func withoutHops(h http.Header) {
	for _, line := range h["Connection"] {
		for name := range strings.SplitSeq(line, ",") {
			h.Del(strings.TrimSpace(name))
		}
	}
	for _, name := range hopByHop {
		h.Del(name)
	}
}

// accepts reports whether a request takes an encoding, RFC 9110 section 12.5.3.
func accepts(h http.Header, coding string) bool {
	others := false
	for one := range strings.SplitSeq(all(h, "Accept-Encoding"), ",") {
		name, params, _ := strings.Cut(one, ";")
		takes := true
		for p := range strings.SplitSeq(params, ";") {
			if key, q, _ := strings.Cut(p, "="); strings.EqualFold(strings.TrimSpace(key), "q") {
				weight, err := strconv.ParseFloat(strings.TrimSpace(q), 64)
				takes = err == nil && weight > 0
			}
		}
		switch name = strings.TrimSpace(name); {
		case strings.EqualFold(name, coding):
			return takes
		case name == "*":
			others = takes
		}
	}
	return others
}

// A patient handler ends a connection on which nothing has moved for so long, in either direction, and no other: an
// upload or a download takes as long as it takes.
type patient struct {
	http.Handler
	idle time.Duration
}

func (p patient) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c := http.NewResponseController(w)
	out := &slowWriter{w, c, p.idle}
	out.wait()
	defer out.wait() // for what is still in the buffer
	if r.Body != nil && r.Body != http.NoBody {
		in := &slowReader{ReadCloser: r.Body, conn: c, idle: p.idle}
		in.wait() // should nobody read it
		r.Body = in
	}
	p.Handler.ServeHTTP(out, r)
}

type slowReader struct {
	io.ReadCloser
	conn *http.ResponseController
	idle time.Duration
	last time.Time // when all has to be there; zero for any time
}

func (r *slowReader) wait() {
	until := time.Now().Add(r.idle)
	if !r.last.IsZero() && r.last.Before(until) {
		until = r.last
	}
	_ = r.conn.SetReadDeadline(until)
}

func (r *slowReader) Read(b []byte) (int, error) {
	r.wait()
	n, err := r.ReadCloser.Read(b)
	if err == io.EOF {
		_ = r.conn.SetReadDeadline(time.Time{}) // nothing more is expected, and the connection is listened to for its end
	}
	return n, err
}

// within wants all of it to be there in so long.
func (r *slowReader) within(d time.Duration) { r.last = time.Now().Add(d) }

type slowWriter struct {
	http.ResponseWriter
	conn *http.ResponseController
	idle time.Duration
}

func (w *slowWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *slowWriter) wait() { _ = w.conn.SetWriteDeadline(time.Now().Add(w.idle)) }

// Write writes piece by piece: each has so long.
func (w *slowWriter) Write(b []byte) (n int, err error) {
	const piece = 32 << 10 // bytes; who takes less than that in a minute does not read
	for first := true; err == nil && (first || len(b) > 0); first = false {
		var k int
		w.wait()
		k, err = w.ResponseWriter.Write(b[:min(piece, len(b))])
		n, b = n+k, b[k:]
	}
	return n, err
}

// serve serves until ctx ends, and lets what has begun come to its end, if that takes no longer than last.
func serve(ctx context.Context, h *http.Server, l net.Listener, last time.Duration) error {
	ended := make(chan error, 1)
	go func() {
		<-ctx.Done()
		c, cancel := context.WithTimeout(context.Background(), last)
		defer cancel()
		err := h.Shutdown(c)
		if errors.Is(err, context.DeadlineExceeded) {
			err = h.Close() // who still reads has had his time, and it is no fault of ours
		}
		ended <- err
	}()
	if err := h.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-ended
}

// lines writes each entry of a log as one line.
type lines struct{ io.Writer }

func (l lines) Write(b []byte) (int, error) {
	_, err := io.WriteString(l.Writer, oneLine(strings.TrimSuffix(string(b), "\n"))+"\n")
	return len(b), err
}

// shown is the files of a folder that everybody may see: no names that begin with a dot (.git, .env), nothing that a
// link leads to outside, no lists of names, and nothing that is neither file nor folder.
type shown struct{ *os.Root }

func hidden(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if len(part) > 1 && part[0] == '.' && part != ".well-known" {
			return true
		}
	}
	return false
}

func (s shown) Open(name string) (fs.File, error) {
	missing := &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	if hidden(name) {
		return nil, missing
	}
	info, err := s.Stat(name)
	if err == nil && info.IsDir() {
		_, err = s.Stat(path.Join(name, "index.html"))
	}
	if err != nil || !info.IsDir() && !info.Mode().IsRegular() {
		return nil, missing
	}
	return s.Root.Open(name)
}

// site is the files of a folder, packed where it has them packed, and the gallery.
func site(folder string) (http.Handler, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, fmt.Errorf("-files: %w", err)
	}
	of := shown{root}
	files := http.FileServerFS(of)
	mux := http.NewServeMux()
	mux.Handle("/gallery/", gallery.Handler("."))
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-cache") // they are built anew while somebody looks
		w.Header().Set("X-Content-Type-Options", "nosniff")
		name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
		kind := mime.TypeByExtension(path.Ext(name))
		if info, err := root.Stat(name + ".br"); err == nil && info.Mode().IsRegular() && !hidden(name) && kind != "" && accepts(r.Header, "br") {
			w.Header().Set("Content-Type", kind)
			w.Header().Set("Content-Encoding", "br")
			w.Header().Add("Vary", "Accept-Encoding")
			http.ServeFileFS(w, r, of, name+".br")
			return
		}
		files.ServeHTTP(w, r)
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if hidden(r.URL.Path) {
			http.NotFound(w, r)
			return
		}
		mux.ServeHTTP(w, r)
	}), nil
}
