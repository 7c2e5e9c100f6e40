//go:build !js

package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/websocket"

	"sourcemark/web/article"
)

// zipped returns data in gzip, made so that compressing it again gives other bytes.
func zipped(data []byte) []byte {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.HuffmanOnly)
	_, _ = z.Write(data)
	_ = z.Close()
	return b.Bytes()
}

// unzipped returns the body of a reply as a browser has it.
func unzipped(r reply) string {
	if r.Header.Get("Content-Encoding") != "gzip" {
		return r.body
	}
	z, err := gzip.NewReader(strings.NewReader(r.body))
	if err != nil {
		return err.Error()
	}
	data, err := io.ReadAll(z)
	if err != nil {
		return err.Error()
	}
	return string(data)
}

// A served is what the origin has at a path.
type served struct {
	status int
	header []string // names and values in turn
	body   []byte
	chunks int // bytes of each, 0 for all at once
	cut    bool
	stall  chan struct{} // in the middle of the body
}

func (s *served) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h["Date"] = []string{"Wed, 25 Nov 2026 00:00:00 GMT"}
	for i := 0; i < len(s.header); i += 2 {
		if h.Add(s.header[i], s.header[i+1]); s.header[i+1] == "" {
			h[s.header[i]] = nil // or net/http would guess one
		}
	}
	if s.chunks == 0 && !s.cut && s.stall == nil && s.status != http.StatusNotModified && s.status != http.StatusNoContent {
		h.Set("Content-Length", fmt.Sprint(len(s.body)))
	}
	if s.cut {
		h.Set("Content-Length", fmt.Sprint(len(s.body)*2))
	}
	if s.status != 0 {
		w.WriteHeader(s.status)
	}
	if r.Method == http.MethodHead {
		return
	}
	if s.stall != nil {
		_, _ = w.Write(s.body[:len(s.body)/2])
		_ = http.NewResponseController(w).Flush()
		select {
		case <-s.stall:
		case <-r.Context().Done():
			return
		}
		_, _ = w.Write(s.body[len(s.body)/2:])
		return
	}
	if s.chunks == 0 {
		_, _ = w.Write(s.body)
	}
	for rest := s.body; s.chunks > 0 && len(rest) > 0; {
		n := min(s.chunks, len(rest))
		_, _ = w.Write(rest[:n])
		_ = http.NewResponseController(w).Flush()
		rest = rest[n:]
	}
	if s.cut {
		panic(http.ErrAbortHandler)
	}
}

// TestPreserve puts the worker in front of all kinds of responses: each arrives unchanged, or is annotated and nothing
// else in it has changed. A page that is not annotated does not say that it is.
func TestPreserve(t *testing.T) {
	page := storyPage(t)
	small := []byte(`<!doctype html><title>A</title><article><h1>Xi and Putin hold their ‘first meeting’ after the war in Ukraine</h1></article>`)
	const utf8 = "text/html; charset=utf-8"
	html := func(more ...string) []string { return append([]string{"Content-Type", utf8}, more...) }
	for range 4 {
		// Long enough that one byte a chunk is many chunks, and not so long that it takes a second.
		small = append(small, []byte("<p>Nothing is said here that anybody has checked.</p>\n")...)
	}
	type want struct {
		annotated bool
		reason    string // of the header, when it is HTML and was left alone
	}
	yes := want{annotated: true}
	as := func(reason string) want { return want{reason: reason} }
	intact := want{}
	cases := []struct {
		name   string
		served served
		ask    []string // headers of the request
		method string
		want   want
	}{
		{"html", served{header: html(), body: page}, nil, "GET", yes},
		{"html in chunks of 1 byte", served{header: html(), body: small, chunks: 1}, nil, "GET", yes},
		{"html in chunks of 2 bytes", served{header: html(), body: small, chunks: 2}, nil, "GET", yes},
		{"html in chunks of 7 bytes", served{header: html(), body: small, chunks: 7}, nil, "GET", yes},
		{"html in chunks of 1,000 bytes", served{header: html(), body: page, chunks: 1000}, nil, "GET", yes},
		{"html without a charset", served{header: []string{"Content-Type", "text/html"}, body: page}, nil, "GET", yes},
		{"html in capitals", served{header: []string{"Content-Type", "Text/HTML;Charset=UTF-8"}, body: page}, nil, "GET", yes},
		{"html in gzip", served{header: html("Content-Encoding", "gzip", "Vary", "Accept-Encoding"), body: zipped(page)}, []string{"Accept-Encoding", "gzip"}, "GET", yes},
		{"html with a policy that allows the sheet", served{header: html("Content-Security-Policy", "default-src 'none'; style-src 'self'"), body: page}, nil, "GET", yes},
		{"html with a policy of scripts by nonce", served{header: html("Content-Security-Policy", "script-src 'nonce-abc' 'strict-dynamic'; style-src 'self'"), body: page}, nil, "GET", yes},
		{"html with a policy that reports", served{header: html("Content-Security-Policy-Report-Only", "default-src 'none'"), body: page}, nil, "GET", yes},
		{"html with links, languages, custom headers", served{header: html("Link", "</a.css>; rel=preload; as=style, </b.js>; rel=preload; as=script", "Content-Language", "en", "X-Custom", "a,b,  c", "Strict-Transport-Security", "max-age=63072000; includeSubDomains", "Permissions-Policy", "geolocation=(), camera=()"), body: page}, nil, "GET", yes},
		{"html for caches", served{header: html("Cache-Control", "public, max-age=30", "Vary", "Accept-Encoding"), body: page}, nil, "GET", yes},
		{"html, HEAD", served{header: html(), body: page}, nil, "HEAD", yes},
		{"html with a tracking parameter", served{header: html(), body: page}, nil, "GET", yes},

		{"no-transform", served{header: html("Cache-Control", "public, no-transform"), body: page}, nil, "GET", as("no-transform")},
		{"no-transform asked for", served{header: html(), body: page}, []string{"Cache-Control", "no-transform"}, "GET", as("no-transform")},
		{"private", served{header: html("Cache-Control", "private, max-age=0"), body: page}, nil, "GET", as("private")},
		{"no-store", served{header: html("Cache-Control", "no-store"), body: page}, nil, "GET", as("no-store")},
		{"authorization", served{header: html(), body: page}, []string{"Authorization", "Basic dTpw"}, "GET", as("authorization")},
		{"cookies set", served{header: html("Set-Cookie", "a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT; Path=/", "Set-Cookie", "b=2; HttpOnly"), body: page}, nil, "GET", as("cookies")},
		{"a policy without styles", served{header: html("Content-Security-Policy", "default-src 'none'"), body: page}, nil, "GET", as("policy: style-src")},
		{"a policy with styles by nonce", served{header: html("Content-Security-Policy", "style-src 'nonce-r4nd0m'"), body: page}, nil, "GET", as("policy: style-src")},
		{"two policies, one without styles", served{header: html("Content-Security-Policy", "style-src 'self'", "Content-Security-Policy", "style-src https://cdn.example"), body: page}, nil, "GET", as("policy: style-src")},
		{"another encoding", served{header: []string{"Content-Type", "text/html; charset=windows-1251"}, body: []byte("<article><p>\xcf\xf0\xe8\xe2\xe5\xf2</p></article>")}, nil, "GET", as("nothing to mark")},
		{"a page that React takes over", served{header: html(), body: bytes.Replace(page, []byte("<body>"), []byte(`<body><script id="__NEXT_DATA__" type="application/json">{}</script>`), 1)}, nil, "GET", as("framework: Next.js")},
		{"a page in which React draws the comments below the article", served{header: html(), body: bytes.Replace(page, []byte("</body>"), []byte(`<div id="comments"><p>3<!-- --> comments</p></div></body>`), 1)}, nil, "GET", yes},
		{"a page of AMP", served{header: html(), body: bytes.Replace(page, []byte("<html "), []byte("<html amp "), 1)}, nil, "GET", as("amp: AMP does not allow what checks need")},
		{"a page with a base", served{header: html(), body: bytes.Replace(page, []byte("<head>"), []byte(`<head><base href="https://static.news.example/">`), 1)}, nil, "GET", yes},
		{"a feed that is called HTML", served{header: html(), body: []byte(`<rss version="2.0"><channel><item><description>Xi and Putin hold their ‘first meeting’ after the war in Ukraine</description></item></channel></rss>`)}, nil, "GET", as("xml: it is a feed or other XML, not HTML")},
		{"a page about something else", served{header: html(), body: []byte("<article><p>A new bakery has opened in the old town hall.</p></article>")}, nil, "GET", as("nothing to mark")},
		{"a download", served{header: html("Content-Disposition", `attachment; filename="a.html"`), body: page}, nil, "GET", as("attachment")},
		{"too long", served{header: html(), body: append(slices.Clone(page), bytes.Repeat([]byte("<p>and so on</p>\n"), 200_000)...)}, nil, "GET", as("size")},
		{"too long, in chunks", served{header: html(), body: append(slices.Clone(page), bytes.Repeat([]byte("<p>and so on</p>\n"), 200_000)...), chunks: 100_000}, nil, "GET", as("size")},
		{"a range of html", served{status: 206, header: html("Content-Range", "bytes 0-99/1000"), body: page[:100]}, []string{"Range", "bytes=0-99"}, "GET", intact},
		{"html, though a range was asked for", served{header: html(), body: page}, []string{"Range", "bytes=0-99"}, "GET", as("range")},
		{"an encoding nobody reads", served{header: html("Content-Encoding", "zstd"), body: []byte("\x28\xb5\x2f\xfd")}, []string{"Accept-Encoding", "zstd"}, "GET", as("encoding")},

		{"not found", served{status: 404, header: html(), body: page}, nil, "GET", intact},
		{"gone", served{status: 410, header: html(), body: []byte("gone")}, nil, "GET", intact},
		{"server error", served{status: 500, header: html(), body: page}, nil, "GET", intact},
		{"unavailable", served{status: 503, header: html("Retry-After", "120"), body: []byte("later")}, nil, "GET", intact},
		{"too many requests", served{status: 429, header: html("Retry-After", "1"), body: []byte("slower")}, nil, "GET", intact},
		{"moved", served{status: 301, header: html("Location", "/elsewhere"), body: []byte("moved")}, nil, "GET", intact},
		{"found, at a private address", served{status: 302, header: html("Location", "http://169.254.169.254/latest/meta-data/"), body: nil}, nil, "GET", intact},
		{"found, at another site", served{status: 307, header: []string{"Location", "https://other.example/"}, body: nil}, nil, "GET", intact},
		{"no content", served{status: 204}, nil, "GET", intact},
		{"not modified", served{status: 304, header: []string{"ETag", `"v1"`}}, []string{"If-None-Match", `"v1"`, "Sec-Fetch-Dest", "image"}, "GET", intact},
		{"text", served{header: []string{"Content-Type", "text/plain"}, body: []byte("Xi and Putin hold their ‘first meeting’")}, nil, "GET", intact},
		{"no type at all", served{header: []string{"Content-Type", ""}, body: page}, nil, "GET", intact},
		{"json", served{header: []string{"Content-Type", "application/json"}, body: []byte(`{"a":1}`)}, nil, "GET", intact},
		{"xhtml", served{header: []string{"Content-Type", "application/xhtml+xml"}, body: page}, nil, "GET", intact},
		{"rss", served{header: []string{"Content-Type", "application/rss+xml"}, body: []byte("<rss/>")}, nil, "GET", intact},
		{"a picture", served{header: []string{"Content-Type", "image/png", "ETag", `"p"`, "Last-Modified", "Wed, 21 Oct 2026 07:28:00 GMT", "Accept-Ranges", "bytes", "Cache-Control", "public, max-age=31536000, immutable"}, body: []byte("\x89PNG\r\n\x1a\n\x00\xff")}, nil, "GET", intact},
		{"a range of a film", served{status: 206, header: []string{"Content-Type", "video/mp4", "Content-Range", "bytes 5-9/100", "Accept-Ranges", "bytes"}, body: []byte("\x00\x01\x02\x03\x04")}, []string{"Range", "bytes=5-9"}, "GET", intact},
		{"a film, HEAD", served{header: []string{"Content-Type", "video/mp4", "Accept-Ranges", "bytes"}, body: bytes.Repeat([]byte{7}, 5000)}, nil, "HEAD", intact},
		{"html compressed with a dictionary", served{header: html("Content-Encoding", "dcz", "Vary", "Accept-Encoding, Available-Dictionary"), body: []byte("\x5e\x2a\x4d\x18")}, []string{"Accept-Encoding", "br, dcz", "Available-Dictionary", ":pZGm1Av0IEBKARczz7exkNYsZb8LzaMrV7J32a2fFG4=:"}, "GET", as("encoding")},
		{"a program compressed with a dictionary", served{header: []string{"Content-Type", "application/wasm", "Content-Encoding", "dcz", "Vary", "Accept-Encoding, Available-Dictionary", "Use-As-Dictionary", `match="/sourcemark/*/sourcemark.wasm"`}, body: []byte("\x5e\x2a\x4d\x18\x20\x00\x00\x00\xff")}, []string{"Accept-Encoding", "br, dcz", "Available-Dictionary", ":pZGm1Av0IEBKARczz7exkNYsZb8LzaMrV7J32a2fFG4=:"}, "GET", intact},
		{"a script in gzip", served{header: []string{"Content-Type", "text/javascript", "Content-Encoding", "gzip", "Vary", "Accept-Encoding"}, body: zipped([]byte(strings.Repeat("let a = 1;\n", 100)))}, []string{"Accept-Encoding", "gzip"}, "GET", intact},
		{"cookies on a script", served{header: []string{"Content-Type", "text/javascript", "Set-Cookie", "a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "Set-Cookie", "b=2"}, body: []byte("1")}, nil, "GET", intact},
		{"a form", served{status: 303, header: []string{"Location", "/thanks"}, body: nil}, nil, "POST", intact},
		{"deleted", served{status: 200, header: []string{"Content-Type", "text/plain"}, body: []byte("done")}, nil, "DELETE", intact},
	}
	origin := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for i := range cases {
			if r.URL.Path == fmt.Sprintf("/%d", i) {
				cases[i].served.ServeHTTP(w, r)
				return
			}
		}
		http.NotFound(w, r)
	})
	hosts(t, nil, origin, func(h *host) {
		for i, c := range cases {
			path := fmt.Sprintf("/%d", i)
			got := h.ask(c.method, path, nil, c.ask...)
			if got.err != nil {
				h.Errorf("%s: %v", c.name, got.err)
				continue
			}
			direct := &host{T: h.T, url: h.origin.URL}
			was := direct.ask(c.method, path, nil, c.ask...)
			word := got.Header.Get("Sourcemark")
			switch {
			case c.want.annotated && !strings.HasPrefix(word, "annotated; items="):
				h.Errorf("%s: it says %q, want annotated", c.name, word)
			case c.want.reason != "" && word != fmt.Sprintf("untouched; reason=%q", c.want.reason):
				h.Errorf("%s: it says %q, want untouched because of %s", c.name, word, c.want.reason)
			case c.want == intact && word != "":
				h.Errorf("%s: it says %q of what is no page", c.name, word)
			}
			if got.StatusCode != was.StatusCode {
				h.Errorf("%s: status %d, want %d", c.name, got.StatusCode, was.StatusCode)
			}
			gone := []string{"Sourcemark", "Server-Timing"}
			if c.want.annotated {
				gone = append(gone, "Content-Length", "Etag", "Last-Modified", "Accept-Ranges", "Transfer-Encoding")
			}
			if c.served.chunks > 0 || c.want.reason == "size" {
				gone = append(gone, "Content-Length", "Transfer-Encoding")
			}
			if differ := differing(was.Header, got.Header, gone); differ != "" {
				h.Errorf("%s: %s", c.name, differ)
			}
			body := got.body
			if c.want.annotated {
				body, was.body = string(article.Strip([]byte(unzipped(got)))), unzipped(was)
			}
			if body != was.body {
				h.Errorf("%s: the body has %d bytes, want %d, and differs", c.name, len(body), len(was.body))
			}
		}
	})
}

// differing returns the first header that is not the same, except for some names; "" if there is none.
func differing(was, got http.Header, without []string) string {
	for name := range was {
		if !slices.Contains(without, name) && !slices.Equal(was[name], got[name]) {
			return fmt.Sprintf("%s is %q, want %q", name, got[name], was[name])
		}
	}
	for name := range got {
		if _, ok := was[name]; !ok && !slices.Contains(without, name) {
			return fmt.Sprintf("%s: %q was added", name, got[name])
		}
	}
	return ""
}

// TestBrokenOrigin has an origin that cuts off its answer, and one that does not answer.
func TestBrokenOrigin(t *testing.T) {
	page := storyPage(t)
	hosts(t, nil, &served{header: []string{"Content-Type", "text/html"}, body: page, cut: true}, func(h *host) {
		got := h.get("/cut")
		if got.StatusCode != 200 || got.err == nil || !strings.HasPrefix(string(page), got.body) {
			h.Errorf("cut off: status %d, error %v, %d bytes: want the same break", got.StatusCode, got.err, len(got.body))
		}
		if w := got.Header.Get("Sourcemark"); w != `untouched; reason="cut off"` {
			h.Errorf("cut off: it says %q", w)
		}
		if h.name == "native" {
			return // the origin is still needed
		}
		h.origin.Close()
		got = h.get("/gone")
		if got.StatusCode != http.StatusBadGateway || got.Header.Get("Content-Type") != "application/problem+json" {
			h.Errorf("no origin: %d %s", got.StatusCode, got.Header.Get("Content-Type"))
		}
	})
}

// TestSlowOrigin has an origin that stalls in the middle of a page until the worker has lost patience: the page passes
// through unchanged.
func TestSlowOrigin(t *testing.T) {
	page := storyPage(t)
	stalls := map[string]chan struct{}{"/native": make(chan struct{}), "/workerd": make(chan struct{})}
	hosts(t, map[string]string{"PATIENCE": "300ms"}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		(&served{header: []string{"Content-Type", "text/html"}, body: page, stall: stalls[r.URL.Path]}).ServeHTTP(w, r)
	}), func(h *host) {
		r, err := plain.Get(h.url + "/" + h.name)
		if err != nil {
			h.Fatal(err)
		}
		close(stalls["/"+h.name])
		body, err := io.ReadAll(r.Body)
		r.Body.Close()
		if string(body) != string(page) || err != nil {
			h.Errorf("%d bytes, %v", len(body), err)
		}
		if w := r.Header.Get("Sourcemark"); w != `untouched; reason="slow"` {
			h.Errorf("it says %q", w)
		}
	})
}

// TestWebSocket has a socket of the site pass through on Cloudflare; natively there is none.
func TestWebSocket(t *testing.T) {
	hosts(t, nil, websocket.Handler(func(c *websocket.Conn) { _, _ = io.Copy(c, c) }), func(h *host) {
		if h.name == "native" {
			return
		}
		c, err := websocket.Dial(strings.Replace(h.url, "http", "ws", 1)+"/live", "", h.url)
		if err != nil {
			h.Fatal(err)
		}
		defer c.Close()
		var echo string
		if err := websocket.Message.Send(c, "41,200"); err != nil {
			h.Fatal(err)
		}
		if err := websocket.Message.Receive(c, &echo); err != nil || echo != "41,200" {
			h.Errorf("the socket says %q, %v", echo, err)
		}
	})
}
