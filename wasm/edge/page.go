package main

import (
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"sourcemark/web/article"
)

const (
	// largest is the longest page that is annotated, and the longest text that may be posted, in bytes.
	largest = article.MaxSize
	// stalest is how long an annotated page may be kept by caches at most: a verdict may be taken back.
	stalest = 5 * time.Minute
)

// headerName is the header in which the worker says what it did to a page, and if nothing, why.
const headerName = "Sourcemark"

// passed is the methods that reach the origin. What others do there is nothing for readers: to a cache, PURGE is an order; TRACE
// shows what proxies have added, and CONNECT asks for a connection to anywhere.
const passed = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"

// servePage answers for the publisher's own origin. Only a whole HTML servePage, asked for and answered in public, is annotated; all else
// goes on as it came.
func (s *server) servePage(w http.ResponseWriter, r *http.Request) {
	if !slices.Contains(strings.Split(passed, ", "), r.Method) {
		w.Header().Set("Allow", passed)
		s.problem(w, r, http.StatusMethodNotAllowed, "The method of this request is not passed on", "want "+passed)
		return
	}
	up := s.forward(r)
	at := s.canonical(r.URL)
	var of *dossierSet
	if why := s.requestRefusal(r); why == "" {
		var err error
		if of, err = s.store.forPage(r.Context(), at); err != nil {
			s.log("%s: %v", at.Path, err)
		}
		s.time(r, "records")
	}
	key := ""
	if of != nil {
		if key = s.cacheKey(r, at, of); key != "" && !has(r.Header, "Cache-Control", "no-cache") {
			hit, err := s.cache.match(r.Context(), key)
			switch {
			case err != nil:
				s.log("%s: cache: %v", at.Path, err)
			case hit != nil && etagMatches(all(r.Header, "If-None-Match"), hit.Header.Get("ETag")):
				s.respond(w, r, &answer{status: http.StatusNotModified, header: hit.Header})
				return
			case hit != nil:
				pass(w, hit, "")
				return
			}
		}
		of.revalidate(up.Header)
	}
	resp, err := s.upstreams.RoundTrip(up)
	s.time(r, "origin")
	if err != nil {
		s.unreachable(w, r, err)
		return
	}
	defer resp.Body.Close()
	if of != nil && resp.StatusCode == http.StatusNotModified {
		if tag := up.Header.Get("If-None-Match"); tag != "" {
			resp.Header.Set("ETag", of.tag(tag))
			resp.Header.Del("Last-Modified")
			capCaches(resp.Header, time.Now()) // a cache that is told so keeps what it has for so long again
			s.respond(w, r, &answer{status: resp.StatusCode, header: resp.Header})
			return
		}
	}
	if !isPage(resp) {
		pass(w, resp, "")
		return
	}
	if why := s.responseRefusal(r, resp, of); why != "" {
		pass(w, resp, untouched(why))
		return
	}
	if key != "" && (r.Method != http.MethodGet || lifetime(resp.Header) == 0) {
		key = ""
	}
	if key != "" {
		open, err := s.upstreams.RoundTrip(asAnybody(r.Context(), up.URL))
		s.time(r, "origin")
		switch {
		case err != nil:
			key = ""
		case !isPage(open) || s.responseRefusal(r, open, of) != "" || lifetime(open.Header) == 0:
			open.Body.Close()
			key = ""
		default:
			resp.Body.Close()
			resp = open
			defer resp.Body.Close()
		}
	}
	if r.Method == http.MethodHead {
		// What its headers are is only known once it has been annotated.
		get := s.forward(r)
		get.Method = http.MethodGet
		of.revalidate(get.Header)
		resp.Body.Close()
		if resp, err = s.upstreams.RoundTrip(get); err != nil {
			s.unreachable(w, r, err)
			return
		}
		defer resp.Body.Close()
	}
	done, why := s.annotateResponse(r, at, resp, of)
	if why != "" {
		if s.unchanged(r, resp.Header) {
			s.respond(w, r, &answer{status: http.StatusNotModified, header: resp.Header})
			return
		}
		pass(w, resp, untouched(why))
		return
	}
	a := &answer{status: http.StatusOK, header: s.headers(resp.Header, of, done), body: done.page}
	if key != "" && !done.partial {
		s.cache.put(r.Context(), key, a, lifetime(resp.Header))
	}
	s.respond(w, r, a)
}

// forward is a request as it goes on to the origin.
func (s *server) forward(r *http.Request) *http.Request {
	up := r.Clone(r.Context())
	up.URL = s.upstream(r.URL)
	up.Host, up.RequestURI = up.URL.Host, ""
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		// A body has no meaning there (RFC 9110 section 9.3.1). It could be sent only once, and workers cannot send it at all.
		up.Body, up.ContentLength, up.TransferEncoding = http.NoBody, 0, nil
		up.Header.Del("Content-Length")
	}
	if s.addForwarded != nil {
		s.addForwarded(up, r)
	}
	return up
}

// requestRefusal says why a request cannot be for a page that is annotated; "" if it can.
func (s *server) requestRefusal(r *http.Request) string {
	h := r.Header
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		return "method"
	case len(h["Range"]) > 0:
		return "range" // bytes of the page as it is
	case len(h["Authorization"]) > 0:
		return "authorization"
	case len(h["Upgrade"]) > 0:
		return "upgrade"
	case has(h, "Cache-Control", "no-transform"):
		return "no-transform"
	case !s.wanted(r.URL):
		return "pages"
	}
	switch h.Get("Sec-Fetch-Dest") {
	case "", "document", "iframe", "frame", "empty":
	default:
		return "destination"
	}
	switch strings.ToLower(path.Ext(r.URL.Path)) {
	case ".css", ".js", ".mjs", ".map", ".wasm", ".json", ".xml", ".txt", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico", ".woff", ".woff2", ".ttf",
		".mp3", ".mp4", ".webm", ".m4a", ".pdf", ".zip", ".gz":
		return "type"
	}
	return ""
}

// isPage reports whether a response is a whole HTML page.
func isPage(resp *http.Response) bool {
	kind, _, err := mime.ParseMediaType(all(resp.Header, "Content-Type")) // of two, browsers do not all take the same
	return resp.StatusCode == http.StatusOK && kind == "text/html" && (err == nil || errors.Is(err, mime.ErrInvalidMediaParameter))
}

// responseRefusal says why a page must be left as it is before it has been looked at; "" if nothing is known against it.
func (s *server) responseRefusal(r *http.Request, resp *http.Response, of *dossierSet) string {
	if why := s.requestRefusal(r); why != "" {
		return why
	}
	if of == nil {
		return "no records"
	}
	h := resp.Header
	switch {
	case has(h, "Cache-Control", "no-transform"):
		return "no-transform"
	case has(h, "Cache-Control", "private") && !s.private:
		return "private"
	case has(h, "Cache-Control", "no-store") && !s.private:
		return "no-store"
	case len(h["Set-Cookie"]) > 0 && !s.private:
		return "cookies"
	case has(h, "Content-Disposition", "attachment"):
		return "attachment"
	case resp.ContentLength > largest:
		return "size"
	case !readable(all(h, "Content-Encoding")):
		return "encoding"
	case len(h["Content-Range"]) > 0:
		return "range"
	}
	return ""
}

func untouched(why string) string { return "untouched; reason=" + strconv.QuoteToASCII(why) }

// An aheadBody is a body that can be read aheadBody and is all there afterwards, to be passed on. Ahead gives it whole, or says why
// it does not: "size", "slow" or "cut off".
type aheadBody interface {
	Ahead(limit int, wait time.Duration) (whole []byte, why string)
}

// annotateResponse is what became of a response that is a page; or why it is left as it is.
func (s *server) annotateResponse(r *http.Request, at *url.URL, resp *http.Response, of *dossierSet) (done *rendered, why string) {
	src, leave, why := s.readWhole(r.Context(), resp)
	s.time(r, "body")
	if why != "" {
		return nil, why
	}
	defer leave()
	defer s.time(r, "check")
	return s.annotatePage(r, at, resp.Header, src, of)
}

// annotatePage is a page with its checks; or why it is left as it is.
func (s *server) annotatePage(r *http.Request, at *url.URL, h http.Header, src []byte, of *dossierSet) (done *rendered, why string) {
	defer func() {
		// No page is lost for a mistake of ours, and what it has done to the program's memory is not waited for.
		if p := recover(); p != nil {
			s.log("%s: panic: %v", at.Path, p)
			s.recycle()
			done, why = nil, "error"
		}
	}()
	_, params, _ := mime.ParseMediaType(h.Get("Content-Type"))
	charset := params["charset"]
	key := at.String() + "\n" + of.version + "\n" + charset + "\n" + strings.Join(h["Content-Security-Policy"], "\n")
	done = s.memo.do(key, src, func(landed chan struct{}) bool { return pause(r.Context(), s.patience, landed) }, func() *rendered {
		if !s.checks.acquire(r.Context(), s.patience) {
			return nil
		}
		defer s.checks.release()
		fault(at.Path)
		done := s.render(r, at, h, charset, src, of)
		if !done.partial {
			s.memo.put(key, src, done)
		}
		return done
	})
	if done == nil {
		return nil, "busy"
	}
	return done, done.why
}

// headers is those of a page once it has been annotated: all of the origin's but what was said of its bytes. It goes on
// in the encoding in which it came.
func (s *server) headers(origin http.Header, of *dossierSet, done *rendered) http.Header {
	h := origin.Clone()
	for _, name := range [...]string{"Content-Length", "Accept-Ranges", "Last-Modified", "Content-Md5", "Digest", "Content-Digest", "Repr-Digest",
		"Sourcemark-Pass", "Sourcemark-Cache-Control"} { // the last two are between us and worker.mjs
		h.Del(name)
	}
	if tag := h.Get("ETag"); tag != "" {
		h.Set("ETag", of.tag(tag))
	}
	if done.partial {
		h.Del("ETag") // the next answer may have more
	}
	capCaches(h, time.Now())
	h.Set(headerName, fmt.Sprintf("%s; items=%d; unplaced=%d; version=%q; from=%s", done.how, done.items, done.unplaced, of.version, of.from))
	return h
}
