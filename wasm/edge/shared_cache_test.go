//go:build !js

package main

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// mirror is a page for caches that contains all that the origin was asked.
func mirror(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	w.Header().Set("Cache-Control", "public, max-age=600")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, "%s<!-- %s %q %q %q -->", ferry, r.Method, r.RequestURI, r.Header, body)
}

// TestCacheIsNobodysChoice asks for a page in all ways that an origin may react to without saying so: the shared cache
// has the page that everybody gets.
func TestCacheIsNobodysChoice(t *testing.T) {
	attacks := []struct {
		query   string // instead of id=1
		headers []string
		usual   bool // comes with any view of a page: may be answered from the cache
	}{
		{query: "id=1&id=EVIL"}, {query: "id=EVIL&id=1"}, {query: "id=1&x;EVIL"}, {query: "id=1;EVIL"}, {query: "a;b=EVIL"}, {query: "id=1&EVIL=%zz"}, {query: "id=1&&EVIL"},
		{query: "id=1&=EVIL"}, {query: "id=1&EVIL"}, {query: "id=1&evil=EVIL"}, {query: "id=1&id[]=EVIL"}, {query: "id=1&%69d=EVIL"}, {query: "id=1&sourcemark=EVIL"}, {query: "id=1%00EVIL"},
		{query: "id=1&EVIL;"}, {query: "%69d=1&EVIL="}, {query: "id=1?EVIL"}, {query: "id=1&ID=EVIL"}, {query: "id=1&id"}, {query: "id=%31"}, {query: "?id=1"},
		{headers: []string{"X-Forwarded-Host", "EVIL"}}, {headers: []string{"X-Host", "EVIL"}}, {headers: []string{"Forwarded", "host=EVIL"}}, {headers: []string{"X-Forwarded-Server", "EVIL"}},
		{headers: []string{"X-Forwarded-Scheme", "EVIL"}}, {headers: []string{"X-Forwarded-Port", "EVIL"}}, {headers: []string{"X-Forwarded-Prefix", "EVIL"}}, {headers: []string{"X-Original-Url", "/EVIL"}},
		{headers: []string{"X-Rewrite-Url", "/EVIL"}}, {headers: []string{"X-Http-Method-Override", "EVIL"}}, {headers: []string{"X-Method-Override", "EVIL"}}, {headers: []string{"Origin", "https://EVIL"}},
		{headers: []string{"Cookie", "a=EVIL"}}, {headers: []string{"Authorization", "EVIL"}}, {headers: []string{"Range", "bytes=0-EVIL"}}, {headers: []string{"X-Nobody-Knows", "EVIL"}},
		{headers: []string{"Prefer", "EVIL"}}, {headers: []string{"Accept", "application/EVIL"}}, {headers: []string{"X-Requested-With", "EVIL"}}, {headers: []string{"Content-Language", "EVIL"}},
		{headers: []string{"If-Match", `"EVIL"`}}, {headers: []string{"X-Forwarded-Proto", "https", "X-Forwarded-Host", "EVIL"}},
		{headers: []string{"User-Agent", "EVIL"}, usual: true}, {headers: []string{"Accept-Language", "EVIL"}, usual: true}, {headers: []string{"Referer", "https://EVIL/"}, usual: true},
		{headers: []string{"X-Forwarded-For", "EVIL"}, usual: true}, {headers: []string{"X-Forwarded-Proto", "EVIL"}, usual: true}, {headers: []string{"X-Real-Ip", "EVIL"}, usual: true},
		{headers: []string{"Cf-Ipcountry", "EVIL"}, usual: true}, {headers: []string{"Sec-Ch-Ua-Mobile", "EVIL"}, usual: true}, {headers: []string{"Accept-Encoding", "EVIL"}, usual: true},
		{headers: []string{"Accept", "text/html, EVIL"}, usual: true}, {headers: []string{"Cache-Control", "EVIL"}, usual: true}, {headers: []string{"If-None-Match", `"EVIL"`}, usual: true},
	}
	var mu sync.Mutex
	asked := map[string]int{}
	hosts(t, map[string]string{"QUERY": "id"}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked[r.URL.Path]++
		mu.Unlock()
		mirror(w, r)
	}), func(h *host) {
		for i, a := range attacks {
			path := fmt.Sprintf("/%s/%d", h.name, i)
			address := h.url + path + "?id=1"
			h.kv.Set(func() { h.kv.Values[address] = ferryDossier(address, "Wrong number", "2026-11-23") })
			query := a.query
			if query == "" {
				query = "id=1"
			}
			name := fmt.Sprintf("?%s %q", query, a.headers)
			attack := func() (reached bool) {
				mu.Lock()
				before := asked[path]
				mu.Unlock()
				h.get(path+"?"+query, a.headers...)
				mu.Lock()
				defer mu.Unlock()
				return asked[path] > before
			}
			attack()
			attack()
			for _, view := range []string{"the next reader", "the one after"} {
				if got := h.get(path + "?id=1"); strings.Contains(got.body, "EVIL") || !strings.Contains(got.body, "Wrong number") || !strings.Contains(got.body, path+"?id=1") {
					h.Errorf("%s: %s is shown\n%s", name, view, got.body[max(0, strings.LastIndex(got.body, "<!--")):])
				}
			}
			if !a.usual && !attack() {
				h.Errorf("%s: who asks so is answered from the cache", name)
			}
		}
		if h.cache == nil {
			return // natively there is none
		}
		// And there is a cache all the same.
		h.cache.Wait(len(attacks))
		mu.Lock()
		clear(asked)
		mu.Unlock()
		for i := range attacks {
			h.get(fmt.Sprintf("/%s/%d?id=1", h.name, i), "User-Agent", "a browser", "Accept", "text/html,*/*;q=0.8", "Sec-Fetch-Dest", "document", "X-Forwarded-For", "192.0.2.1")
		}
		mu.Lock()
		defer mu.Unlock()
		if len(asked) > 0 {
			h.Errorf("the origin is asked for %d pages that are in the cache", len(asked))
		}
	})
}

// TestCacheAsksOriginLeave has pages that must not be kept for everybody, by any line of any header, or by what they
// say to anybody else.
func TestCacheAsksOriginLeave(t *testing.T) {
	for name, h := range map[string]http.Header{
		"two lines":             {"Cache-Control": {"public, max-age=600", "private"}},
		"no-store, second line": {"Cache-Control": {"public, max-age=600", "no-store"}},
		"for some headers":      {"Cache-Control": {`public, max-age=600, private="X-Reader, X-Name"`}},
		"never closed":          {"Cache-Control": {`public, max-age="600, private`}},
		"for shared caches":     {"Cache-Control": {"public, max-age=600"}, "Cdn-Cache-Control": {"no-store"}},
		"for Cloudflare":        {"Cache-Control": {"public, max-age=600"}, "Cloudflare-Cdn-Cache-Control": {"private"}},
		"for surrogates":        {"Cache-Control": {"public, max-age=600"}, "Surrogate-Control": {"no-store"}},
		"Vary, second line":     {"Cache-Control": {"public, max-age=600"}, "Vary": {"Accept-Encoding", "Cookie"}},
		"Vary, second word":     {"Cache-Control": {"public, max-age=600"}, "Vary": {"Accept-Encoding, User-Agent"}},
		"Vary, all":             {"Cache-Control": {"public, max-age=600"}, "Vary": {"*"}},
		"cookies":               {"Cache-Control": {"public, max-age=600"}, "Set-Cookie": {"a=1"}},
		"must be looked up":     {"Cache-Control": {"public, max-age=600", "must-revalidate"}},
		"nothing said":          {},
		"not a moment":          {"Cache-Control": {"max-age=0"}},
		"shared, not a moment":  {"Cache-Control": {"max-age=600, s-maxage=0"}},
		"less than nothing":     {"Cache-Control": {"max-age=-600"}},
	} {
		if d := lifetime(h); d != 0 {
			t.Errorf("%s: %q is kept for %v", name, h, d)
		}
	}
	for _, h := range []http.Header{
		{"Cache-Control": {"public, max-age=600"}},
		{"Cache-Control": {"public", `MAX-AGE = "600"`}, "Vary": {"accept-encoding"}},
		{"Cache-Control": {"max-age=0, s-maxage=99999999999999999999"}, "Vary": {"Accept-Encoding "}},
	} {
		if d := lifetime(h); d != time.Minute {
			t.Errorf("%q is kept for %v", h, d)
		}
	}
}

// TestVerdictsOutliveNoCache gives a page headers of all kinds that let caches keep it for long: none of them lets a
// verdict be kept for more than five minutes.
func TestVerdictsOutliveNoCache(t *testing.T) {
	const date = "Wed, 25 Nov 2026 00:00:00 GMT"
	now, _ := http.ParseTime(date)
	cases := []struct{ name, value, want string }{
		{"Cache-Control", "max-age=600", "max-age=300"},
		{"Cache-Control", `max-age="600"`, "max-age=300"},
		{"Cache-Control", "max-age = 600, s-maxage =600", "max-age=300, s-maxage=300"},
		{"Cache-Control", "Max-Age=600", "max-age=300"},
		{"Cache-Control", "max-age=600.5", "max-age=300"},
		{"Cache-Control", "max-age=99999999999999999999", "max-age=300"},
		{"Cache-Control", "max-age=0, max-age=86400", "max-age=0, max-age=300"},
		{"Cache-Control", "max-age=600;private", "max-age=300, private"},
		{"Cache-Control", `no-cache="a, max-age=86400", max-age=600`, "no-cache, max-age=300"},
		{"Cache-Control", `max-age="600, private`, "max-age=300, private"},
		{"Cache-Control", "max-age=-1", "max-age=0"},
		{"Cache-Control", "max-age=soon", "max-age=0"},
		{"Cache-Control", "immutable, max-age=60, stale-while-revalidate=86400, stale-if-error=86400", "max-age=60, stale-while-revalidate=240, stale-if-error=240"},
		{"Cache-Control", "max-age=300, stale-if-error=60", "max-age=300, stale-if-error=0"},
		{"Cache-Control", "public, max-age=60", "public, max-age=60"},
		{"Cache-Control", "max-age=600\nprivate, no-store", "max-age=300, private, no-store"},
		{"Cache-Control", "max-age=600\nmust-revalidate", "max-age=300, must-revalidate"},
		{"Cache-Control", `no-store="x"`, "no-store"},
		{"Surrogate-Control", `max-age=3600+600, content="ESI/1.0"`, "max-age=300, content=ESI/1.0"},
		{"Cdn-Cache-Control", "max-age=86400", "max-age=300"},
		{"Cloudflare-Cdn-Cache-Control", "public, s-maxage=86400", "public, s-maxage=300"},
		{"Netlify-Cdn-Cache-Control", "max-age=86400, durable", "max-age=300, durable"},
		{"Edge-Control", "!no-store, max-age=1000, downstream-ttl=1d, cache-maxage=400m", "!no-store, max-age=300, downstream-ttl=1, cache-maxage=300"},
		{"X-Accel-Expires", "86400", "300"},
		{"X-Accel-Expires", "60", "60"},
		{"X-Accel-Expires", "@4000000000", "0"},
		{"Expires", "Thu, 26 Nov 2026 00:00:00 GMT", "Wed, 25 Nov 2026 00:05:00 GMT"},
		{"Expires", "Wed, 25 Nov 2026 00:01:00 GMT", "Wed, 25 Nov 2026 00:01:00 GMT"},
		{"Expires", "0", "0"},
	}
	for _, c := range cases {
		h := http.Header{c.name: strings.Split(c.value, "\n"), "Date": {date}}
		capCaches(h, now.Add(time.Hour))
		if got := strings.Join(h[c.name], "\n"); got != c.want {
			t.Errorf("%s: %q became %q, want %q", c.name, c.value, got, c.want)
		}
	}
	hosts(t, map[string]string{"PRIVATE": "annotate", "CACHE": "off"}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var i int
		fmt.Sscanf(r.URL.Path, "/%d", &i)
		w.Header()["Date"] = []string{date}
		w.Header()[cases[i].name] = strings.Split(cases[i].value, "\n")
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if w.Header().Set("Etag", `"v1"`); r.Header.Get("If-None-Match") == `"v1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = io.WriteString(w, ferry)
	}), func(h *host) {
		for i, c := range cases {
			address := fmt.Sprintf("%s/%d", h.url, i)
			h.kv.Set(func() { h.kv.Values[address] = ferryDossier(address, "Wrong number", "2026-11-23") })
			first := h.get(fmt.Sprintf("/%d", i))
			if got := strings.Join(first.Header[c.name], "\n"); got != c.want || !strings.Contains(first.body, "Wrong number") {
				h.Errorf("%s: %q became %q, want %q; it says %q", c.name, c.value, got, c.want, first.Header.Get("Sourcemark"))
			}
			again := h.get(fmt.Sprintf("/%d", i), "If-None-Match", first.Header.Get("Etag"))
			if got := strings.Join(again.Header[c.name], "\n"); got != c.want || again.StatusCode != http.StatusNotModified {
				h.Errorf("%s: not modified, %q became %q, want %q; status %d", c.name, c.value, got, c.want, again.StatusCode)
			}
		}
	})
}

// TestAllHeaderLinesCount has the second line of a header say what the first does not: it counts.
func TestAllHeaderLinesCount(t *testing.T) {
	cases := []struct {
		header []string
		body   string
		why    string
	}{
		{[]string{"Cache-Control", "max-age=600", "Cache-Control", "private"}, ferry, "private"},
		{[]string{"Cache-Control", "max-age=600", "Cache-Control", "no-store"}, ferry, "no-store"},
		{[]string{"Cache-Control", "max-age=600", "Cache-Control", "no-transform"}, ferry, "no-transform"},
		{[]string{"Content-Encoding", "identity", "Content-Encoding", "zstd"}, ferry, "encoding"},
		{[]string{"Content-Security-Policy", "style-src 'self'", "Content-Security-Policy", "style-src 'none'"}, ferry, "policy: style-src"},
		{[]string{"Content-Disposition", "inline", "Content-Disposition", "Attachment; filename=a.html"}, ferry, "attachment"},
		{[]string{"Set-Cookie", "a=1", "Set-Cookie", "b=2"}, ferry, "cookies"},
	}
	hosts(t, nil, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var i int
		fmt.Sscanf(r.URL.Path, "/%d", &i)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if i == len(cases) {
			w.Header()["Sourcemark-Pass"] = []string{"0"} // what only we say to each other
			w.Header()["Sourcemark-Cache-Control"] = []string{"max-age=86400"}
			w.Header()["Link"] = []string{"</a>; rel=preload; as=style", "</b>; rel=preload; as=script"}
			w.Header()["Vary"] = []string{"Accept-Encoding", "Cookie"}
			w.Header()["Content-Security-Policy"] = []string{"style-src 'self'", "script-src 'self'"}
		} else {
			for k := 0; k < len(cases[i].header); k += 2 {
				w.Header().Add(cases[i].header[k], cases[i].header[k+1])
			}
		}
		_, _ = io.WriteString(w, ferry)
	}), func(h *host) {
		for i := range len(cases) + 1 {
			address := fmt.Sprintf("%s/%d", h.url, i)
			h.kv.Set(func() { h.kv.Values[address] = ferryDossier(address, "Wrong number", "2026-11-23") })
		}
		for i, c := range cases {
			if got := h.get(fmt.Sprintf("/%d", i)); got.Header.Get("Sourcemark") != untouched(c.why) {
				h.Errorf("%q: it says %q, want %q", c.header, got.Header.Get("Sourcemark"), c.why)
			}
		}
		got := h.get(fmt.Sprintf("/%d", len(cases)))
		for name, want := range map[string]string{"Sourcemark-Pass": "", "Sourcemark-Cache-Control": "", "Link": "</a>; rel=preload; as=style, </b>; rel=preload; as=script", "Vary": "Accept-Encoding, Cookie", "Content-Security-Policy": "style-src 'self', script-src 'self'"} {
			if all(got.Header, name) != want || !strings.Contains(got.body, "Wrong number") {
				h.Errorf("%s of an annotated page is %q, want %q", name, got.Header[name], want)
			}
		}
	})
}
