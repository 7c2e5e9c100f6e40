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
	// stalest is the longest that caches may keep an annotated page, because a verdict can be withdrawn.
	stalest = 5 * time.Minute
)

// headerName is the header that says what the worker did to a page; if nothing, why.
const headerName = "Sourcemark"

// passed is the methods that reach the origin. The others are nothing for readers: PURGE is an order to a cache, TRACE
// shows what proxies have added, and CONNECT asks for a connection to anywhere.
const passed = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"

// servePage answers in place of the origin. Only a whole HTML page that is asked for and answered in public is
// annotated; everything else passes through as it came.
func (s *server) servePage(w http.ResponseWriter, r *http.Request) {
	if !slices.Contains(strings.Split(passed, ", "), r.Method) {
		w.Header().Set("Allow", passed)
		s.problem(w, r, http.StatusMethodNotAllowed, "This method is not passed on", "use one of "+passed)
		return
	}
	up := s.forward(r)
	at := s.canonical(r.URL)
	var set *dossierSet
	if s.requestRefusal(r) == "" {
		var err error
		if set, err = s.recordsOn(r.Context(), at); err != nil {
			s.log("%s: %v", at.Path, err)
		}
		s.time(r, "records")
	}
	key := ""
	if set != nil {
		if set.empty() {
			// it is read for the articles that it may have, which decide what is cached
		} else if key = s.cacheKey(r, at, set); key != "" && s.serveCached(w, r, at, key) {
			return
		}
		if !set.empty() || strings.Contains(r.Header.Get("Accept"), "text/html") { // or it may be no page at all
			set.revalidate(up.Header)
		}
	}
	resp, err := s.upstreams.RoundTrip(up)
	s.time(r, "origin")
	if err != nil {
		s.unreachable(w, r, err)
		return
	}
	defer func() { resp.Body.Close() }()
	if tag := up.Header.Get("If-None-Match"); !set.empty() && resp.StatusCode == http.StatusNotModified && tag != "" {
		resp.Header.Set("ETag", set.tag(tag))
		resp.Header.Del("Last-Modified")
		capCaches(resp.Header, time.Now()) // a cache that is told so keeps what it has for as long again
		s.respond(w, r, &answer{status: resp.StatusCode, header: resp.Header})
		return
	}
	if !isPage(resp) {
		pass(w, resp, "")
		return
	}
	if why := s.responseRefusal(r, resp, set); why != "" {
		pass(w, resp, untouched(why))
		return
	}
	resp, shared, err := s.pageToAnnotate(r, up, resp, set, key != "")
	if err != nil {
		s.unreachable(w, r, err)
		return
	}
	done, why := s.annotateResponse(r, at, resp, set)
	if why != "" {
		if s.unchanged(r, resp.Header) {
			s.respond(w, r, &answer{status: http.StatusNotModified, header: resp.Header})
			return
		}
		pass(w, resp, untouched(why))
		return
	}
	a := &answer{status: http.StatusOK, header: s.headers(resp.Header, done.set, done), body: done.page}
	if shared && !done.partial && done.set.version == set.version {
		s.cache.put(r.Context(), key, a, lifetime(resp.Header))
	}
	s.respond(w, r, a)
}

// serveCached answers from the shared cache, and reports whether it has what is asked for.
func (s *server) serveCached(w http.ResponseWriter, r *http.Request, at *url.URL, key string) bool {
	if has(r.Header, "Cache-Control", "no-cache") {
		return false
	}
	hit, err := s.cache.match(r.Context(), key)
	switch {
	case err != nil:
		s.log("%s: cache: %v", at.Path, err)
		return false
	case hit == nil:
		return false
	case etagMatches(all(r.Header, "If-None-Match"), hit.Header.Get("ETag")):
		s.respond(w, r, &answer{status: http.StatusNotModified, header: hit.Header})
	default:
		pass(w, hit, "")
	}
	return true
}

// pageToAnnotate returns the response whose page is annotated: resp, which answers up, unless the origin has to be
// asked once more. A page for the shared cache is asked for as anybody would, and is shared if it is public then too.
// For HEAD the page itself is needed, because only what is annotated has its headers. If another response is returned,
// resp is closed; with an error, it is returned as it is.
func (s *server) pageToAnnotate(r, up *http.Request, resp *http.Response, set *dossierSet, cacheable bool) (
	page *http.Response, shared bool, err error) {
	if cacheable && r.Method == http.MethodGet && lifetime(resp.Header) > 0 {
		public, err := s.upstreams.RoundTrip(asAnybody(r.Context(), up.URL))
		s.time(r, "origin")
		switch {
		case err != nil:
		case !isPage(public) || s.responseRefusal(r, public, set) != "" || lifetime(public.Header) == 0:
			public.Body.Close()
		default:
			resp.Body.Close()
			return public, true, nil
		}
	}
	if r.Method != http.MethodHead {
		return resp, false, nil
	}
	get := s.forward(r)
	get.Method = http.MethodGet
	set.revalidate(get.Header)
	whole, err := s.upstreams.RoundTrip(get)
	if err != nil {
		return resp, false, err
	}
	resp.Body.Close()
	return whole, false, nil
}

// forward returns a request as it goes on to the origin.
func (s *server) forward(r *http.Request) *http.Request {
	up := r.Clone(r.Context())
	up.URL = s.upstream(r.URL)
	up.Host, up.RequestURI = up.URL.Host, ""
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		// A body has no meaning there (RFC 9110 section 9.3.1). It could be sent only once, and workers cannot send it
		// at all.
		up.Body, up.ContentLength, up.TransferEncoding = http.NoBody, 0, nil
		up.Header.Del("Content-Length")
	}
	if s.addForwarded != nil {
		s.addForwarded(up, r)
	}
	return up
}

// requestRefusal returns why a request cannot be for a page that is annotated; "" if it can.
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
	case ".css", ".js", ".mjs", ".map", ".wasm", ".json", ".xml", ".txt", ".svg", ".png", ".jpg", ".jpeg", ".gif",
		".webp", ".avif", ".ico", ".woff", ".woff2", ".ttf", ".mp3", ".mp4", ".webm", ".m4a", ".pdf", ".zip", ".gz":
		return "type"
	}
	return ""
}

// isPage reports whether a response is a whole HTML page.
func isPage(resp *http.Response) bool {
	kind, _, err := mime.ParseMediaType(all(resp.Header, "Content-Type")) // of two, browsers do not all take the same
	return resp.StatusCode == http.StatusOK && kind == "text/html" &&
		(err == nil || errors.Is(err, mime.ErrInvalidMediaParameter))
}

// responseRefusal returns why a page must be left unchanged before anybody has looked at it; "" if nothing is known
// against it. set is nil if there are no records about the page.
func (s *server) responseRefusal(r *http.Request, resp *http.Response, set *dossierSet) string {
	if why := s.requestRefusal(r); why != "" {
		return why
	}
	if set == nil {
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

// untouched returns the value of headerName for a page that is left unchanged.
func untouched(why string) string { return "untouched; reason=" + strconv.QuoteToASCII(why) }

// An aheadBody is the body of a response that can be read ahead, and can still be passed on afterwards. Ahead returns
// all of it, or why it does not: "size" if it is longer than limit bytes, "slow" after wait, "encoding", or "cut off".
type aheadBody interface {
	Ahead(limit int, wait time.Duration) (whole []byte, why string)
}

// annotateResponse returns what becomes of the page of a response, or why the page is left unchanged.
func (s *server) annotateResponse(r *http.Request, at *url.URL, resp *http.Response, set *dossierSet) (
	done *rendered, why string) {
	src, leave, why := s.readWhole(r.Context(), resp)
	s.time(r, "body")
	if why != "" {
		return nil, why
	}
	defer leave()
	defer s.time(r, "memory") // what was kept of the page, or will be
	return s.annotatePage(r, at, resp.Header, src, set)
}

// annotatePage returns a page with its checks, from memory if it has been checked before; or why it is left unchanged.
func (s *server) annotatePage(r *http.Request, at *url.URL, h http.Header, src []byte, set *dossierSet) (
	done *rendered, why string) {
	defer func() {
		// No page is lost to a bug of ours, and nobody waits to see what it has done to the program's memory.
		if p := recover(); p != nil {
			s.log("%s: panic: %v", at.Path, p)
			s.recycle()
			done, why = nil, "error"
		}
	}()
	_, params, _ := mime.ParseMediaType(h.Get("Content-Type"))
	charset := params["charset"]
	wait := func(landed chan struct{}) bool { return pause(r.Context(), s.patience, landed) }
	for again := true; ; again = false {
		key := at.String() + "\n" + set.version + "\n" + charset + "\n" + strings.Join(h["Content-Security-Policy"], "\n")
		done = s.memo.do(key, src, wait, func() *rendered {
			if !s.checks.acquire(r.Context(), s.patience) {
				return nil
			}
			defer s.checks.release()
			s.time(r, "wait")
			fault(at.Path)
			done := s.render(r, at, h, charset, src, set)
			if !done.partial {
				s.memo.put(key, src, done)
			}
			return done
		})
		if done == nil {
			return nil, "busy"
		}
		s.fronts.put(at.String(), front{done.articles, s.store.now()}, mostFronts)
		with, err := s.store.forPage(r.Context(), at, done.articles...)
		if err != nil {
			s.log("%s: %v", at.Path, err)
		}
		if !again || with.empty() || with.version == set.version {
			return done, done.why
		}
		set = with // the page has other articles than it was known for
	}
}

// headers returns the headers of a page that has been annotated: all of the origin's, except those about its bytes. The
// page goes on in the encoding in which it came.
func (s *server) headers(origin http.Header, set *dossierSet, done *rendered) http.Header {
	h := origin.Clone()
	for _, name := range [...]string{
		"Content-Length", "Accept-Ranges", "Last-Modified", "Content-Md5", "Digest", "Content-Digest", "Repr-Digest",
		"Sourcemark-Pass", "Sourcemark-Cache-Control", // between us and worker.mjs
	} {
		h.Del(name)
	}
	if tag := h.Get("ETag"); tag != "" {
		h.Set("ETag", set.tag(tag))
	}
	if done.partial {
		h.Del("ETag") // the next answer may have more
	}
	capCaches(h, time.Now())
	h.Set(headerName, fmt.Sprintf("%s; items=%d; unplaced=%d; version=%q; from=%s",
		done.how, done.items, done.unplaced, set.version, set.from))
	return h
}
