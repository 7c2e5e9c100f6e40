package main

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"sourcemark/claims"
	"sourcemark/web/article"
)

// An endpoint is one of our own addresses. openapi.json describes them, and TestDescription compares the two.
type endpoint struct {
	path   string // "{id}" at its end is any name
	method string // GET stands for HEAD too
	works  bool   // it has work done that can be a lot: see limits.go
	serve  func(s *server, r *http.Request, id string) (*answer, error)
}

// endpoints returns all of them. It is a function because a table with functions in it would be built before main.
func endpoints() []endpoint {
	return []endpoint{
		{"/v1/check", http.MethodPost, true, (*server).check},
		{"/v1/match", http.MethodPost, true, (*server).match},
		{"/v1/render", http.MethodPost, true, (*server).renderPosted},
		{"/v1/records", http.MethodGet, false, (*server).records},
		{"/v1/records/{id}", http.MethodGet, true, (*server).record},
		{"/v1/anchors", http.MethodGet, true, (*server).anchors},
		{"/v1/summary", http.MethodGet, true, (*server).summary},
		{"/v1/claimreview", http.MethodGet, true, (*server).claimreview},
		{"/v1/annotations", http.MethodGet, true, (*server).annotations},
		{"/v1/feed.json", http.MethodGet, true, (*server).feed},
		{"/v1/bundle", http.MethodGet, false, (*server).newestBundle},
		{"/v1/lint", http.MethodPost, true, (*server).lint},
		{"/v1/openapi.json", http.MethodGet, false, (*server).openapi},
		{"/oembed", http.MethodGet, false, (*server).oembed},
		{"/embed/{id}", http.MethodGet, false, (*server).embed},
		{"/sourcemark.css", http.MethodGet, false, (*server).stylesheet},
		{"/sourcemark.card.css", http.MethodGet, false, (*server).cardStylesheet},
		{"/sourcemark.part.css", http.MethodGet, false, (*server).partStylesheet},
		{"/healthz", http.MethodGet, false, (*server).health},
	}
}

// endpointOf returns the endpoint at a path below the base, and the name at the end of the path; nil if there is none.
func endpointOf(path string) (*endpoint, string) {
	if path == "" || path[0] != '/' {
		return nil, ""
	}
	for _, e := range endpoints() {
		before, named := strings.CutSuffix(e.path, "{id}")
		id, ok := strings.CutPrefix(path, before)
		if ok && (named && id != "" && !strings.Contains(id, "/") || !named && id == "") {
			return &e, id
		}
	}
	return nil, ""
}

// An apiError is an error that the client can correct. It becomes the problem in the answer.
type apiError struct {
	status        int
	title, detail string
}

func (m *apiError) Error() string { return m.title }

// badRequest returns an apiError with status 400. detail is a format for args.
func badRequest(title, detail string, args ...any) error {
	return &apiError{http.StatusBadRequest, title, fmt.Sprintf(detail, args...)}
}

// serve answers at an endpoint. Anybody may read, and nobody is told apart: no cookies, no credentials.
func (s *server) serve(w http.ResponseWriter, r *http.Request, e *endpoint, id string) {
	defer func() {
		if p := recover(); p != nil {
			s.log("%s: panic: %v", r.URL.Path, p)
			s.recycle()
			s.problem(w, r, http.StatusInternalServerError, "Something went wrong here", "")
		}
	}()
	h := w.Header()
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("X-Content-Type-Options", "nosniff")
	allowed := e.method + ", OPTIONS"
	if e.method == http.MethodGet {
		allowed = "GET, HEAD, OPTIONS"
	}
	switch r.Method {
	case e.method:
	case http.MethodHead:
		if e.method == http.MethodGet {
			break
		}
		fallthrough
	default:
		h.Set("Allow", allowed)
		s.problem(w, r, http.StatusMethodNotAllowed, r.Method+" is not allowed here", "use one of "+allowed)
		return
	case http.MethodOptions:
		h.Set("Access-Control-Allow-Methods", allowed)
		h.Set("Access-Control-Allow-Headers", "Content-Type, If-None-Match")
		h.Set("Access-Control-Max-Age", "86400") // s; what is allowed does not change
		s.respond(w, r, &answer{status: http.StatusNoContent, header: h})
		return
	}
	a, err := s.answerOf(r, e, id)
	var m *apiError
	switch {
	case errors.As(err, &m):
		s.problem(w, r, m.status, m.title, m.detail)
	case err != nil:
		s.unreachable(w, r, err)
	case a.passed != nil:
		pass(w, a.passed, "")
	default:
		if r.Method != http.MethodPost && a.header.Get("Cache-Control") == "" {
			// A minute, so that a correction is seen soon, and what was there while that is looked up; five in all, as
			// for pages.
			a.header.Set("Cache-Control", "public, max-age=60, stale-while-revalidate=240")
		}
		s.respond(w, r, a)
	}
}

// answerOf returns the answer of an endpoint. A client that needs work done is admitted first.
func (s *server) answerOf(r *http.Request, e *endpoint, id string) (*answer, error) {
	if !e.works {
		return e.serve(s, r, id)
	}
	v := &visit{client: s.client(r)}
	defer v.end()
	leave, err := s.quotas.admit(v.client)
	if err != nil {
		return nil, err
	}
	v.hold(leave)
	r = r.WithContext(context.WithValue(r.Context(), visitKey{}, v))
	if e.method != http.MethodPost {
		if err := s.awaitTurn(r); err != nil {
			return nil, err
		}
	}
	return e.serve(s, r, id)
}

// okAnswer returns an answer with a body of a media type, and an entity tag made of its bytes.
func okAnswer(kind string, body []byte) *answer {
	h := fnv.New64a()
	h.Write(body)
	tag := `"` + hex.EncodeToString(h.Sum(nil)) + `"`
	return &answer{status: http.StatusOK, header: http.Header{"Content-Type": {kind}, "Etag": {tag}}, body: body}
}

const (
	asJSON   = "application/json"
	asJSONLD = "application/ld+json"
)

// withModified adds to an answer when records were last changed, and returns it.
func withModified(a *answer, set *dossierSet) *answer {
	day, _, _ := strings.Cut(set.modified(), "T")
	if t, err := time.Parse(time.DateOnly, day); err == nil {
		a.header.Set("Last-Modified", t.UTC().Format(http.TimeFormat))
	}
	return a
}

// onSite returns the canonical address of a page of the site, for an address in a request.
func (s *server) onSite(given string, r *http.Request) (*url.URL, error) {
	if given == "" {
		return nil, badRequest("Which page?", "add ?url= and the address of an article on this site")
	}
	u, err := url.Parse(given)
	if err != nil {
		return nil, badRequest("url is not an address", "use the address of an article on this site; %v", err)
	}
	if u = r.URL.ResolveReference(u); !s.ours(u, r.URL) {
		return nil, &apiError{http.StatusForbidden, "That page is on another site",
			"use the address of a page on the site that this worker stands in front of"}
	}
	return s.canonical(u), nil
}

// requestedPage returns the page that a request names in its query, and the records about it.
func (s *server) requestedPage(r *http.Request) (*url.URL, *dossierSet, error) {
	at, err := s.onSite(r.URL.Query().Get("url"), r)
	if err != nil {
		return nil, nil, err
	}
	set, err := s.recordsOf(r, at)
	return at, set, err
}

// recordsOf returns the records about a page; an apiError if there are none.
func (s *server) recordsOf(r *http.Request, at *url.URL) (*dossierSet, error) {
	set, err := s.store.forPage(r.Context(), at)
	if err != nil {
		s.log("%s: %v", at.Path, err)
	}
	s.time(r, "records")
	if set == nil {
		return nil, &apiError{http.StatusNotFound, "No records", "no dossier is about " + at.String()}
	}
	return set, nil
}

// checkPage returns the page that a request names, and what the records say about it. The page is fetched as anybody
// would: what is behind a login, or not for caches, is not told.
func (s *server) checkPage(r *http.Request) (*url.URL, *claims.Report, *dossierSet, error) {
	at, err := s.onSite(r.URL.Query().Get("url"), r)
	if err != nil {
		return nil, nil, nil, err
	}
	set, err := s.recordsOf(r, at)
	if err != nil && !s.store.hasOthers() {
		return nil, nil, nil, err
	}
	p, err2 := s.fetchPage(r, at, set)
	if err2 != nil {
		return nil, nil, nil, err2
	}
	if set = s.withArticles(r, at, p.Text, set); set == nil {
		return nil, nil, nil, err
	}
	report, _, _ := s.report(r, at, p.Text, set)
	return at, report, set, nil
}

// readPage reads a page of the site whose Content-Type names an encoding, "" if it names none. set are the dossiers about
// it, which may say where their articles are; nil for none.
func (s *server) readPage(at *url.URL, src []byte, charset string, set *dossierSet) (*article.Page, error) {
	hints := s.hintsFor(at, set)
	hints.Charset = charset
	p, err := article.ReadWith(src, hints)
	switch {
	case err != nil:
		return nil, &apiError{http.StatusNotFound, "No article", "no element of the page fits ROOT, " + s.root}
	case !p.Decoded():
		return nil, &apiError{http.StatusUnprocessableEntity, "The page's encoding is not clear",
			"name it in the Content-Type of the page, as in text/html; charset=utf-8"}
	}
	return p, nil
}

// redirects is how many redirects are followed to a page.
const redirects = 3

// fetchPage reads a page of the site as the public sees it.
func (s *server) fetchPage(r *http.Request, at *url.URL, set *dossierSet) (*article.Page, error) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*s.patience)
	defer cancel()
	for range redirects + 1 {
		resp, err := s.upstreams.RoundTrip(asAnybody(ctx, s.upstream(at)))
		s.time(r, "origin")
		if err != nil {
			return nil, err
		}
		if to := resp.Header.Get("Location"); to != "" && resp.StatusCode/100 == 3 {
			resp.Body.Close()
			next, err := at.Parse(to)
			if err != nil || !s.ours(next, at) && !s.atOrigin(next) {
				return nil, &apiError{http.StatusBadGateway,
					"That page redirects to another site", "such redirects are not followed"}
			}
			at = s.canonical(next)
			continue
		}
		defer resp.Body.Close()
		switch {
		case resp.StatusCode != http.StatusOK:
			return nil, &apiError{http.StatusNotFound, "No such page",
				fmt.Sprintf("the site answered %d", resp.StatusCode)}
		case has(resp.Header, "Cache-Control", "private", "no-store") || len(resp.Header["Set-Cookie"]) > 0:
			return nil, &apiError{http.StatusForbidden, "That page is not public",
				"it is private, no-store, or sets cookies"}
		case !isPage(resp) || !readable(all(resp.Header, "Content-Encoding")):
			return nil, &apiError{http.StatusUnprocessableEntity, "That is not an HTML page",
				"its Content-Type is " + resp.Header.Get("Content-Type")}
		}
		src, leave, why := s.readWhole(ctx, resp)
		switch why {
		case "":
			visitOf(r).hold(leave)
			_, params, _ := mime.ParseMediaType(all(resp.Header, "Content-Type"))
			return s.readPage(at, src, params["charset"], set)
		case "busy":
			return nil, busy
		}
		return nil, &apiError{http.StatusBadGateway, "That page did not arrive whole", why}
	}
	return nil, &apiError{http.StatusBadGateway, "That page redirects too often",
		fmt.Sprintf("%d redirects were followed", redirects)}
}

// atOrigin reports whether an address is at the origin that is set, under the name it has there.
func (s *server) atOrigin(u *url.URL) bool {
	return s.origin != nil && u.User == nil && u.Scheme == s.origin.Scheme && strings.EqualFold(u.Host, s.origin.Host)
}

// postedBody returns what was posted, once it is its turn.
func (s *server) postedBody(r *http.Request) ([]byte, error) {
	tooLong := &apiError{http.StatusRequestEntityTooLarge, "Too long", fmt.Sprintf("send at most %d bytes", largest)}
	if r.ContentLength > largest {
		return nil, tooLong // unread
	}
	v := visitOf(r)
	if err := s.quotas.spend(v.client, 1); err != nil {
		return nil, err
	}
	if !s.bodies.acquire(r.Context(), s.queueWait()) {
		return nil, busy
	}
	v.hold(s.bodies.release)
	if b, ok := r.Body.(interface{ within(time.Duration) }); ok {
		b.within(queueWait)
	}
	data, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, largest))
	var long *http.MaxBytesError
	switch {
	case errors.As(err, &long):
		return nil, tooLong
	case err != nil:
		return nil, badRequest("The request was cut off", "%v", err)
	}
	return data, s.awaitTurn(r)
}
