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
	"runtime"
	"strconv"
	"strings"
	"time"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/web/article"
)

// An endpoint is one of our own addresses. openapi.json describes them, and a test holds the two against each other.
type endpoint struct {
	path   string // "{id}" at its end is any name
	method string // GET stands for HEAD too
	works  bool   // it has work done that can be a lot: see gate.go
	serve  func(s *server, r *http.Request, id string) (*answer, error)
}

// endpoints is all of them. It is a function since tables with functions in them would be built before main.
func endpoints() []endpoint {
	return []endpoint{
		{"/v1/check", http.MethodPost, true, (*server).check},
		{"/v1/match", http.MethodPost, true, (*server).match},
		{"/v1/records", http.MethodGet, false, (*server).records},
		{"/v1/records/{id}", http.MethodGet, true, (*server).record},
		{"/v1/anchors", http.MethodGet, true, (*server).anchors},
		{"/v1/summary", http.MethodGet, true, (*server).summary},
		{"/v1/claimreview", http.MethodGet, true, (*server).claimreview},
		{"/v1/annotations", http.MethodGet, true, (*server).annotations},
		{"/v1/feed.json", http.MethodGet, true, (*server).feed},
		{"/v1/bundle", http.MethodGet, false, (*server).bundled},
		{"/v1/lint", http.MethodPost, true, (*server).lint},
		{"/v1/openapi.json", http.MethodGet, false, (*server).openapi},
		{"/oembed", http.MethodGet, false, (*server).oembed},
		{"/embed/{id}", http.MethodGet, false, (*server).embed},
		{"/sourcemark.css", http.MethodGet, false, func(s *server, r *http.Request, _ string) (*answer, error) { return sheet(r, s.css), nil }},
		{"/sourcemark.card.css", http.MethodGet, false, func(s *server, r *http.Request, _ string) (*answer, error) { return sheet(r, s.cardCSS), nil }},
		{"/healthz", http.MethodGet, false, (*server).health},
	}
}

// endpointOf is the endpoint at a path below the base, and the name in it; nil if there is none.
func endpointOf(path string) (*endpoint, string) {
	if path == "" || path[0] != '/' {
		return nil, ""
	}
	for _, e := range endpoints() {
		before, named := strings.CutSuffix(e.path, "{id}")
		if id, ok := strings.CutPrefix(path, before); ok && (named && id != "" && !strings.Contains(id, "/") || !named && id == "") {
			return &e, id
		}
	}
	return nil, ""
}

// A mistake is what somebody who asked can mend: it becomes a problem in the answer.
type mistake struct {
	status        int
	title, detail string
}

func (m *mistake) Error() string { return m.title }

func bad(title, detail string, args ...any) error {
	return &mistake{http.StatusBadRequest, title, fmt.Sprintf(detail, args...)}
}

// serve answers at an endpoint. Everybody may read, and nobody is told apart: no cookies, no credentials.
func (s *server) serve(w http.ResponseWriter, r *http.Request, e *endpoint, id string) {
	defer func() {
		if p := recover(); p != nil {
			s.log("%s: panic: %v", r.URL.Path, p)
			s.wear()
			s.problem(w, r, http.StatusInternalServerError, "A mistake of ours", "")
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
		s.problem(w, r, http.StatusMethodNotAllowed, r.Method+" is not understood here", "want "+allowed)
		return
	case http.MethodOptions:
		h.Set("Access-Control-Allow-Methods", allowed)
		h.Set("Access-Control-Allow-Headers", "Content-Type, If-None-Match")
		h.Set("Access-Control-Max-Age", "86400") // s; what is allowed does not change
		s.respond(w, r, &answer{status: http.StatusNoContent, header: h})
		return
	}
	a, err := s.answerOf(r, e, id)
	var m *mistake
	switch {
	case errors.As(err, &m):
		s.problem(w, r, m.status, m.title, m.detail)
	case err != nil:
		s.unreachable(w, r, err)
	case a.passed != nil:
		pass(w, a.passed, "")
	default:
		if r.Method != http.MethodPost && a.header.Get("Cache-Control") == "" {
			// A minute, so that a correction is seen soon, and what was there while that is looked up; five in all, as for pages.
			a.header.Set("Cache-Control", "public, max-age=60, stale-while-revalidate=240")
		}
		s.respond(w, r, a)
	}
}

// answerOf is the answer of an endpoint, and who has work done for it is let in first.
func (s *server) answerOf(r *http.Request, e *endpoint, id string) (*answer, error) {
	if !e.works {
		return e.serve(s, r, id)
	}
	v := &visit{client: s.client(r)}
	defer v.end()
	leave, err := s.posters.come(v.client)
	if err != nil {
		return nil, err
	}
	v.hold(leave)
	r = r.WithContext(context.WithValue(r.Context(), visitKey{}, v))
	if e.method != http.MethodPost {
		if err := s.turnOf(r); err != nil {
			return nil, err
		}
	}
	return e.serve(s, r, id)
}

// ok is an answer with a body of some type, tagged by its bytes.
func ok(kind string, body []byte) *answer {
	h := fnv.New64a()
	h.Write(body)
	return &answer{status: http.StatusOK, header: http.Header{"Content-Type": {kind}, "Etag": {`"` + hex.EncodeToString(h.Sum(nil)) + `"`}}, body: body}
}

const (
	asJSON   = "application/json"
	asJSONLD = "application/ld+json"
)

// dated says when records were last changed.
func dated(a *answer, of *set) *answer {
	day, _, _ := strings.Cut(of.modified(), "T")
	if t, err := time.Parse(time.DateOnly, day); err == nil {
		a.header.Set("Last-Modified", t.UTC().Format(http.TimeFormat))
	}
	return a
}

// onSite is the canonical address of a page of the site, as a request gives it.
func (s *server) onSite(given string, r *http.Request) (*url.URL, error) {
	if given == "" {
		return nil, bad("Which page?", "want ?url= and the address of an article on this site")
	}
	u, err := url.Parse(given)
	if err != nil {
		return nil, bad("url is no address", "want the address of an article on this site; %v", err)
	}
	if u = r.URL.ResolveReference(u); !s.ours(u, r.URL) {
		return nil, &mistake{http.StatusForbidden, "That page is of another site", "this worker answers for the pages of its own site only"}
	}
	return s.canonical(u), nil
}

// about is the page that a request names in its query, and its records.
func (s *server) about(r *http.Request) (*url.URL, *set, error) {
	at, err := s.onSite(r.URL.Query().Get("url"), r)
	if err != nil {
		return nil, nil, err
	}
	of, err := s.recordsOf(r, at)
	return at, of, err
}

// recordsOf is the records of a page.
func (s *server) recordsOf(r *http.Request, at *url.URL) (*set, error) {
	of, err := s.store.of(r.Context(), at)
	if err != nil {
		s.log("%s: %v", at.Path, err)
	}
	s.time(r, "records")
	if of == nil {
		return nil, &mistake{http.StatusNotFound, "No records", "there is no dossier about " + at.String()}
	}
	return of, nil
}

// checked is the page that a request names, and what the records say about it. The page is asked for as anybody would: what is
// behind a login, or not for caches, is not told.
func (s *server) checked(r *http.Request) (*url.URL, *claims.Report, *set, error) {
	at, of, err := s.about(r)
	if err != nil {
		return nil, nil, nil, err
	}
	src, err := s.read(r, at)
	if err != nil {
		return nil, nil, nil, err
	}
	report, _ := s.report(r, at, article.Read(src).Text, of)
	return at, report, of, nil
}

// redirects is how many are followed to a page.
const redirects = 3

// read is a page of the site as the public sees it.
func (s *server) read(r *http.Request, at *url.URL) ([]byte, error) {
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
				return nil, &mistake{http.StatusBadGateway, "That page leads to another site", "it is not followed there"}
			}
			at = s.canonical(next)
			continue
		}
		defer resp.Body.Close()
		switch {
		case resp.StatusCode != http.StatusOK:
			return nil, &mistake{http.StatusNotFound, "No such page", fmt.Sprintf("the site answers %d", resp.StatusCode)}
		case has(resp.Header, "Cache-Control", "private", "no-store") || len(resp.Header["Set-Cookie"]) > 0:
			return nil, &mistake{http.StatusForbidden, "That page is not public", "it is private, not to be stored or comes with cookies"}
		case !isPage(resp) || !readable(all(resp.Header, "Content-Encoding")):
			return nil, &mistake{http.StatusUnprocessableEntity, "That is no HTML page", "it is " + resp.Header.Get("Content-Type")}
		}
		src, leave, why := s.whole(ctx, resp)
		switch why {
		case "":
			visitOf(r).hold(leave)
			return src, nil
		case "busy":
			return nil, busy
		}
		return nil, &mistake{http.StatusBadGateway, "That page did not come whole", why}
	}
	return nil, &mistake{http.StatusBadGateway, "That page leads from one to another", fmt.Sprintf("%d redirects were followed", redirects)}
}

// atOrigin reports whether an address is at the origin that is set, under the name it has there.
func (s *server) atOrigin(u *url.URL) bool {
	return s.origin != nil && u.User == nil && u.Scheme == s.origin.Scheme && strings.EqualFold(u.Host, s.origin.Host)
}

func (s *server) records(r *http.Request, _ string) (*answer, error) {
	_, of, err := s.about(r)
	if err != nil {
		return nil, err
	}
	if len(of.dossiers) == 0 {
		return nil, &mistake{http.StatusNotFound, "No records", "there is no dossier about this page, but those of other stories"}
	}
	part := 1
	if p := r.URL.Query().Get("part"); p != "" {
		if part, err = strconv.Atoi(p); err != nil || part < 1 || part > len(of.dossiers) {
			return nil, bad("No such part", "want a number from 1 to %d", len(of.dossiers))
		}
	}
	a := dated(ok(asJSONLD, of.dossiers[part-1].data), of)
	if part < len(of.dossiers) {
		q := r.URL.Query()
		q.Set("part", strconv.Itoa(part+1))
		a.header.Set("Link", "<?"+q.Encode()+`>; rel="next"`)
	}
	return a, nil
}

func (s *server) record(r *http.Request, id string) (*answer, error) {
	_, of, err := s.chosen(r)
	if err != nil {
		return nil, err
	}
	d, record, err := s.find(of, id)
	if err != nil {
		return nil, err
	}
	return dated(ok(asJSONLD, records.Part(d.data, record.ID)), of), nil
}

func (s *server) check(r *http.Request, _ string) (*answer, error) {
	body, err := s.body(r)
	if err != nil {
		return nil, err
	}
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return nil, &mistake{http.StatusUnsupportedMediaType, "What is it?", "want Content-Type: text/html or text/plain"}
	}
	if c := strings.ToLower(params["charset"]); c != "" && c != "utf-8" && c != "utf8" {
		return nil, &mistake{http.StatusUnsupportedMediaType, "Not in UTF-8", "want charset=utf-8"}
	}
	at, of, err := s.chosen(r)
	if err != nil {
		return nil, err
	}
	var text *claims.Text
	switch kind {
	case "text/html":
		text = article.Read(body).Text
	case "text/plain":
		text = claims.Plain(string(body))
	default:
		return nil, &mistake{http.StatusUnsupportedMediaType, kind + " is not read here", "want text/html or text/plain"}
	}
	report, _ := s.report(r, at, text, of)
	s.time(r, "check")
	return ok(asJSON, records.Report(report)), nil
}

// body is what was posted, once it is its turn.
func (s *server) body(r *http.Request) ([]byte, error) {
	tooLong := &mistake{http.StatusRequestEntityTooLarge, "Too long", fmt.Sprintf("want %d bytes at most", largest)}
	if r.ContentLength > largest {
		return nil, tooLong // unread
	}
	v := visitOf(r)
	if err := s.posters.spend(v.client, 1); err != nil {
		return nil, err
	}
	if !s.posted.enter(r.Context(), queueing) {
		return nil, busy
	}
	v.hold(s.posted.leave)
	if b, ok := r.Body.(interface{ within(time.Duration) }); ok {
		b.within(queueing)
	}
	data, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, largest))
	var long *http.MaxBytesError
	switch {
	case errors.As(err, &long):
		return nil, tooLong
	case err != nil:
		return nil, bad("The request broke off", "%v", err)
	}
	return data, s.turnOf(r)
}

// anchors is where the records of a page stand, for those who draw them without a program: by the words of the record, and
// by bytes, code points and UTF-16 units of the article's text.
func (s *server) anchors(r *http.Request, _ string) (*answer, error) {
	at, report, of, err := s.checked(r)
	if err != nil {
		return nil, err
	}
	var items []string
	for i := range report.Items {
		a := &report.Items[i]
		var o object
		o.string("record", a.Record.ID)
		o.number("number", a.Number)
		o.string("kind", a.Record.Kind.String())
		o.string("status", a.Status().String())
		o.string("placement", a.Placement.String())
		o.raw("automatic", strconv.FormatBool(a.Automatic))
		o.number("start", a.Span.Start)
		o.number("end", a.Span.End)
		if !a.Automatic {
			o.string("prefix", a.Record.Anchor.Prefix)
			o.string("exact", a.Record.Anchor.Exact)
			o.string("suffix", a.Record.Anchor.Suffix)
		}
		items = append(items, o.json())
	}
	var o object
	o.string("url", at.String())
	o.string("version", of.version)
	o.number("length", len(report.Text.String()))
	o.raw("items", "["+strings.Join(items, ",")+"]")
	o.raw("unplaced", unplaced(report))
	return dated(ok(asJSON, o.bytes()), of), nil
}

func unplaced(report *claims.Report) string {
	var out []string
	for i := range report.Unplaced {
		u := &report.Unplaced[i]
		var o object
		o.string("record", u.Record.ID)
		o.string("placement", u.Placement.String())
		out = append(out, o.json())
	}
	return "[" + strings.Join(out, ",") + "]"
}

func (s *server) summary(r *http.Request, _ string) (*answer, error) {
	at, report, of, err := s.checked(r)
	if err != nil {
		return nil, err
	}
	n := report.Counts()
	var o object
	o.string("url", at.String())
	o.string("version", of.version)
	o.string("modified", of.modified())
	o.number("claims", n.Claims)
	o.number("quotes", n.Quotations)
	o.number("sourced", n.Sourced)
	o.number("disputed", n.Disputed)
	o.number("neutral", n.Neutral)
	o.number("unsourced", n.Unsourced)
	o.number("unplaced", len(report.Unplaced))
	return dated(ok(asJSON, o.bytes()), of), nil
}

func (s *server) claimreview(r *http.Request, _ string) (*answer, error) {
	at, report, of, err := s.checked(r)
	if err != nil {
		return nil, err
	}
	data := records.Markup(at.String(), records.Shown(report)...)
	if data == nil {
		return nil, &mistake{http.StatusNotFound, "Nothing to say", "no record of this page is one that schema.org has a word for"}
	}
	return dated(ok(asJSONLD, data), of), nil
}

func (s *server) annotations(r *http.Request, _ string) (*answer, error) {
	at, report, of, err := s.checked(r)
	if err != nil {
		return nil, err
	}
	return dated(ok(`application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"`, records.Annotations(at.String(), report)), of), nil
}

func (s *server) feed(*http.Request, string) (*answer, error) {
	all := s.store.all()
	var of []*claims.Dossier
	for _, d := range all.dossiers {
		of = append(of, d.Dossier)
	}
	return dated(ok(asJSONLD, records.Feed(of...)), all), nil
}

func (s *server) lint(r *http.Request, _ string) (*answer, error) {
	body, err := s.body(r)
	if err != nil {
		return nil, err
	}
	o := records.LintOptions{Today: time.Now().Format(time.DateOnly)}
	if r.URL.Query().Has("url") {
		u, err := s.onSite(r.URL.Query().Get("url"), r)
		if err != nil {
			return nil, err
		}
		src, err := s.read(r, u)
		if err != nil {
			return nil, err
		}
		o.Articles = append(o.Articles, article.Read(src).Text)
	}
	var found []string
	counts := map[records.Severity]int{}
	for _, f := range records.Lint("", body, o) {
		counts[f.Severity]++
		var one object
		one.string("rule", f.Rule)
		one.string("severity", f.Severity.String())
		one.number("line", f.Line)
		one.number("column", f.Column)
		one.string("path", f.Path)
		one.string("message", f.Message)
		one.string("fix", f.Fix)
		found = append(found, one.json())
	}
	var all object
	all.number("errors", counts[records.Error])
	all.number("warnings", counts[records.Warning])
	all.raw("findings", "["+strings.Join(found, ",")+"]")
	return ok(asJSON, all.bytes()), nil
}

func (s *server) openapi(*http.Request, string) (*answer, error) {
	return ok(asJSON, s.description), nil
}

func sheet(r *http.Request, css string) *answer {
	a := ok("text/css; charset=utf-8", []byte(css))
	if r.URL.RawQuery == "v="+release {
		a.header.Set("Cache-Control", "public, max-age=31536000, immutable") // a year; another version has another address
	}
	return a
}

func (s *server) health(*http.Request, string) (*answer, error) {
	var o object
	o.string("status", "ok")
	o.string("version", release)
	o.number("dossiers", len(s.store.bundle))
	o.raw("kv", strconv.FormatBool(s.store.published != nil))
	o.raw("d1", strconv.FormatBool(s.store.database != nil))
	o.number("checked", s.memo.times())
	o.number("memory", int(memory()))
	a := ok(asJSON, o.bytes())
	a.header.Set("Cache-Control", "no-store")
	return a, nil
}

// memory is how much of it Go has from the system, in bytes.
func memory() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.Sys
}
