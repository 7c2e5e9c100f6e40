package main

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
)

// The entity tag of an annotated page is the origin's, followed by the version of its records: it changes with either.
// The origin's was a strong tag or a weak one.
const (
	strong = ";sm="
	weak   = ";smw="
)

// tag returns the entity tag of an annotated page, for that of the origin.
func (x *dossierSet) tag(origin string) string {
	mark := strong
	if rest, ok := strings.CutPrefix(origin, "W/"); ok {
		origin, mark = rest, weak
	}
	return `W/"` + strings.Trim(origin, `"`) + mark + x.version + `"`
}

// revalidate turns the conditions of a request into those of the origin. It drops them if the records have changed, or
// if the reader's copy is from before there were any: then the origin's "not modified" would be wrong.
func (x *dossierSet) revalidate(h http.Header) {
	tag := strings.TrimSpace(all(h, "If-None-Match"))
	h.Del("If-None-Match")
	h.Del("If-Modified-Since")
	inner, ok := strings.CutSuffix(tag, x.version+`"`)
	if !ok {
		return
	}
	inner = strings.TrimPrefix(inner, "W/")
	if origin, ok := strings.CutSuffix(inner, strong); ok {
		h.Set("If-None-Match", origin+`"`)
	} else if origin, ok := strings.CutSuffix(inner, weak); ok {
		h.Set("If-None-Match", "W/"+origin+`"`)
	}
}

// unchanged reports whether a reader's copy of a page that is left unchanged is the newest. revalidate has dropped that
// condition, so the origin could not say.
func (s *server) unchanged(r *http.Request, h http.Header) bool {
	return etagMatches(all(r.Header, "If-None-Match"), h.Get("ETag"))
}

// etagMatches reports whether a list of entity tags, as in If-None-Match, has one, by weak comparison (RFC 9110 section
// 8.8.3.2).
func etagMatches(list, tag string) bool {
	if strings.TrimSpace(list) == "*" {
		return true
	}
	if tag == "" {
		return false
	}
	for one := range strings.SplitSeq(list, ",") {
		if strings.TrimPrefix(strings.TrimSpace(one), "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}

// An answer is a response that the program has made.
type answer struct {
	status int
	header http.Header
	body   []byte
	passed *http.Response // goes to the reader as it came, in the place of all this; nil for none
}

// respond writes an answer, or that it has not changed.
func (s *server) respond(w http.ResponseWriter, r *http.Request, a *answer) {
	h := w.Header()
	for name, values := range a.header {
		h[name] = values
	}
	if t := timings(r); t != "" {
		h.Add("Server-Timing", t)
	}
	tag := a.header.Get("ETag")
	if a.status == http.StatusOK && tag != "" && etagMatches(all(r.Header, "If-None-Match"), tag) {
		a = &answer{status: http.StatusNotModified}
	}
	if a.status == http.StatusNotModified {
		h.Del("Content-Length")
		w.WriteHeader(a.status)
		return
	}
	body := a.body
	if encoding := h.Get("Content-Encoding"); encoding != "" {
		body = encoded(encoding, body)
	} else {
		h.Set("Content-Length", strconv.Itoa(len(body)))
	}
	w.WriteHeader(a.status)
	if r.Method == http.MethodHead {
		return
	}
	if out, ok := w.(interface{ give(body []byte) }); ok { // it need not be copied
		out.give(body)
		return
	}
	_, _ = w.Write(body) // an error means that the reader has left
}

// unreachable answers that the origin did not.
func (s *server) unreachable(w http.ResponseWriter, r *http.Request, err error) {
	s.log("%s: origin: %v", r.URL.Path, err)
	status, title := http.StatusBadGateway, "The site behind this address cannot be reached"
	late := new(interface{ Timeout() bool })
	if errors.Is(err, context.DeadlineExceeded) || errors.As(err, late) && (*late).Timeout() ||
		strings.Contains(err.Error(), "timeout") { // workers have it in words only
		status, title = http.StatusGatewayTimeout, "The site behind this address took too long to answer"
	}
	s.problem(w, r, status, title, "")
}
