package main

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// A sharedCache keeps annotated pages for everybody.
//
// It keeps a page as anybody would ask for it: once a reader's request has shown that a page may be kept, the page is
// asked for again, with nothing in the request that the reader has chosen. So no header can make others see something
// else, whatever an origin makes of it; and of an address, only what is in the key reaches the origin.
type sharedCache interface {
	// match returns the page kept under a key; nil if there is none.
	match(ctx context.Context, key string) (*http.Response, error)
	put(ctx context.Context, key string, a *answer, ttl time.Duration)
}

// cacheKey returns the key under which an annotated page is cached: its canonical address and the version of its
// records. It returns "" for a request that is neither answered from the cache nor kept there: readers who ask for
// something of their own get it, and cannot choose what others are shown.
func (s *server) cacheKey(r *http.Request, at *url.URL, set *dossierSet) string {
	u := r.URL
	if s.cache == nil || !forAnybody(r.Header) || u.ForceQuery || u.RawQuery != at.RawQuery {
		return ""
	}
	if s.origin == nil && (u.Scheme != at.Scheme || !strings.EqualFold(u.Host, at.Host)) {
		return "" // two hosts of one zone may have two pages at one path
	}
	key := *at
	if key.RawQuery != "" {
		key.RawQuery += "&"
	}
	key.RawQuery += "sourcemark=" + set.version + "-" + release
	return key.String()
}

// usualHeaders lists the headers that come with any view of a page, from browsers, Cloudflare and other proxies, beside
// Cf-…, Sec-Ch-… and Sec-Fetch-…. Any other header can ask for a different page: X-Requested-With, Turbo-Frame,
// X-Original-URL.
var usualHeaders = [...]string{
	"Accept", "Accept-Encoding", "Accept-Language", "Cache-Control", "Cdn-Loop", "Connection", "Device-Memory", "Dnt",
	"Downlink", "Dpr", "Ect", "Host", "If-Modified-Since", "If-None-Match", "Keep-Alive", "Pragma", "Priority",
	"Purpose", "Referer", "Rtt", "Save-Data", "Te", "Upgrade-Insecure-Requests", "User-Agent", "Via", "Viewport-Width",
	"X-Forwarded-For", "X-Forwarded-Proto", "X-Real-Ip",
}

// forAnybody reports whether a request is for what everybody gets at an address, by its headers.
func forAnybody(h http.Header) bool {
	for name := range h {
		switch {
		case strings.HasPrefix(name, "Cf-"), strings.HasPrefix(name, "Sec-Ch-"), strings.HasPrefix(name, "Sec-Fetch-"),
			name == "Sec-Gpc", name == "Sec-Purpose":
		case !slices.Contains(usualHeaders[:], name):
			return false
		}
	}
	accept := all(h, "Accept")
	return accept == "" || strings.HasPrefix(accept, "text/html") || strings.HasPrefix(accept, "*/*")
}

// asAnybody returns a request for a page at the origin, with nothing in it that anybody has chosen.
func asAnybody(ctx context.Context, to *url.URL) *http.Request {
	return (&http.Request{Method: http.MethodGet, URL: to, Host: to.Host,
		Header: http.Header{"Accept": {"text/html"}, "User-Agent": {"Sourcemark/" + release}}}).WithContext(ctx)
}
