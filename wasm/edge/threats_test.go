//go:build !js

package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"sourcemark/wasm/edge/workerd"
	"sourcemark/web/article"
)

// The threats of CONTRIBUTING.md, "Threats", to a page on its way to readers:
//
//	script break-out     nothing in a record or an address ends the script element that JSON-LD stands in
//	the site's policy    the policies of a page are never touched, and nothing is put in that they refuse
//	open proxy           nobody can have the worker fetch or show anything but the site's own pages
//	hostile size         a hostile page or text costs no more than its length
//	what is not public   is neither annotated nor cached nor shown by the API
//	poisoned cache       nobody chooses what others are shown, and no verdict outlives its correction

// TestBreakOut has a dossier, and an address, that would end the script element.
func TestBreakOut(t *testing.T) {
	const evil = "</script><img src=x onerror=alert(1)><!--\u2028"
	hosts(t, nil, http.HandlerFunc(pages), func(h *host) {
		address := h.url + "/ferry"
		dossier := strings.ReplaceAll(ferryDossier(address, "Wrong number", "2026-11-23"), "Ferry traffic", evil)
		h.kv.Set(func() { h.kv.Values[address] = dossier })
		got := h.get("/ferry?a=" + "%3C/script%3E%3Cimg%20src=x%3E")
		if !strings.HasPrefix(got.Header.Get("Sourcemark"), "annotated") {
			h.Fatalf("it says %q", got.Header.Get("Sourcemark"))
		}
		if strings.Contains(got.body, "<img") || strings.Count(got.body, "</script>") != strings.Count(got.body, "<script") {
			h.Errorf("the script element ends where it should not:\n%s", got.body)
		}
	})
}

// TestPoliciesStay gives pages all kinds of policies: they arrive unchanged, to the byte.
func TestPoliciesStay(t *testing.T) {
	policies := []struct {
		policy  string
		touched bool // annotated, or given the tag
		page    string
	}{
		{"default-src 'self'", true, ferry},
		{"style-src 'self' https://cdn.example; script-src 'none'", true, ferry},
		{"default-src 'none'; style-src 'sha256-abc'", false, ferry},
		{"default-src 'none'; style-src-elem 'self'", true, ferry},
		{"style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'; sandbox allow-scripts", true, ferry},
		{"script-src 'nonce-r4nd0m' 'strict-dynamic'", true, react},
		{"script-src 'strict-dynamic' 'self'", false, react},
		{"script-src 'none'", false, react},
		{"default-src 'self'", true, react},
	}
	hosts(t, map[string]string{"SCRIPT": "/sourcemark/sourcemark.js"}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var i int
		fmt.Sscanf(r.URL.Path, "/%d", &i)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header()["Content-Security-Policy"] = []string{policies[i].policy}
		w.Header()["Content-Security-Policy-Report-Only"] = []string{"default-src 'none'; report-uri /csp"}
		_, _ = w.Write([]byte(policies[i].page))
	}), func(h *host) {
		for i, p := range policies {
			address := fmt.Sprintf("%s/%d", h.url, i)
			h.kv.Set(func() { h.kv.Values[address] = ferryDossier(address, "Wrong number", "2026-11-23") })
			got := h.get(fmt.Sprintf("/%d", i))
			if c := got.Header["Content-Security-Policy"]; len(c) != 1 || c[0] != p.policy {
				h.Errorf("%q became %q", p.policy, c)
			}
			if c := got.Header["Content-Security-Policy-Report-Only"]; len(c) != 1 || c[0] != "default-src 'none'; report-uri /csp" {
				h.Errorf("the policy that reports became %q", c)
			}
			if touched := got.body != p.page; touched != p.touched {
				h.Errorf("%q: touched is %v; it says %q", p.policy, touched, got.Header.Get("Sourcemark"))
			}
			if string(article.Strip([]byte(got.body))) != p.page {
				h.Errorf("%q: it does not come back", p.policy)
			}
			if strings.Contains(p.policy, "nonce") && !strings.Contains(got.body, `nonce="r4nd0m"`) {
				h.Errorf("%q: the tag has no nonce:\n%s", p.policy, got.body)
			}
			if strings.Contains(got.body, "style=") || strings.Contains(got.body, "<style") {
				h.Errorf("%q: a style was put into the page", p.policy)
			}
		}
	})
}

// react is ferry as Next.js sends it.
var react = strings.Replace(ferry, "<title>Ferry</title>", `<head><script id="__NEXT_DATA__" type="application/json">{"page":"/"}</script><title>Ferry</title></head>`, 1)

// TestNoOpenProxy asks for other hosts in all the ways there are.
func TestNoOpenProxy(t *testing.T) {
	secret := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		t.Errorf("the worker asked another host for %s", r.URL)
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, "secret"+ferry)
	}))
	t.Cleanup(secret.Close)
	port := secret.Listener.Addr().(*net.TCPAddr).Port
	elsewhere := []string{secret.URL + "/", fmt.Sprintf("http://[::ffff:127.0.0.1]:%d/", port), fmt.Sprintf("http://2130706433:%d/", port), fmt.Sprintf("http://localhost:%d/", port),
		fmt.Sprintf("//127.0.0.1:%d/", port), "http://169.254.169.254/latest/meta-data/", "file:///etc/passwd", "http://[fd00::1]/"}
	hosts(t, nil, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if to, ok := strings.CutPrefix(r.URL.Path, "/to/"); ok {
			w.Header().Set("Location", to)
			w.WriteHeader(http.StatusFound)
			return
		}
		pages(w, r)
	}), func(h *host) {
		address := strings.TrimPrefix(h.url, "http://")
		for _, to := range elsewhere {
			for _, path := range []string{"/v1/records?url=", "/v1/summary?url=", "/v1/anchors?url=", "/v1/claimreview?url=", "/v1/annotations?url=", "/oembed?url="} {
				if got := h.get(path + url.QueryEscape(to)); got.StatusCode != http.StatusForbidden && got.StatusCode != http.StatusBadRequest {
					h.Errorf("%s%s: %d %.80q", path, to, got.StatusCode, got.body)
				}
			}
			if got := h.ask("POST", "/v1/lint?url="+url.QueryEscape(to), strings.NewReader("{}"), "Content-Type", "application/json"); got.StatusCode != http.StatusForbidden && got.StatusCode != http.StatusBadRequest {
				h.Errorf("lint %s: %d", to, got.StatusCode)
			}
			// The API is led there by a redirect of the site's own; a reader is sent to follow it or not.
			if got := h.get("/v1/summary?url=" + url.QueryEscape("/to/"+url.PathEscape(to))); got.StatusCode != http.StatusBadGateway || strings.Contains(got.body, "secret") {
				h.Errorf("redirected to %s: %d %.80q", to, got.StatusCode, got.body)
			}
			if got := h.get("/to/" + url.PathEscape(to)); got.StatusCode != http.StatusFound || got.Header.Get("Location") != to {
				h.Errorf("a redirect to %s became %d %q", to, got.StatusCode, got.Header.Get("Location"))
			}
		}
		// Requests that name another host in their first line, in Host or in headers of proxies.
		other := secret.Listener.Addr().String()
		for _, request := range []string{
			"GET http://" + other + "/ HTTP/1.1\r\nHost: " + address + "\r\n",
			"GET / HTTP/1.1\r\nHost: " + other + "\r\n",
			"GET //" + other + "/ HTTP/1.1\r\nHost: " + address + "\r\n",
			"GET /@" + other + "/ HTTP/1.1\r\nHost: " + address + "\r\n",
			"GET / HTTP/1.1\r\nHost: " + address + "\r\nX-Forwarded-Host: " + other + "\r\nForwarded: host=" + other + "\r\nX-Original-URL: http://" + other + "/\r\n",
		} {
			c, err := net.Dial("tcp", address)
			if err != nil {
				h.Fatal(err)
			}
			_ = c.SetDeadline(time.Now().Add(3 * time.Minute)) // nothing is to wait for ever
			fmt.Fprint(c, request+"Connection: close\r\n\r\n")
			resp, err := http.ReadResponse(bufio.NewReader(c), nil)
			if err == nil {
				body, _ := io.ReadAll(resp.Body)
				if strings.Contains(string(body), "secret") {
					h.Errorf("%q shows another host's page", request)
				}
			}
			c.Close()
		}
	})
}

// TestHostilePages gives the worker the longest pages that it takes, made to be slow: each arrives unchanged or
// annotated.
func TestHostilePages(t *testing.T) {
	repeat := func(s string) string { return strings.Repeat(s, (largest-1000)/len(s)) }
	hostile := map[string]string{
		"deep":         "<article>" + repeat("<div>") + ferry,
		"marks":        "<article>" + repeat("“") + ferry,
		"the words":    "<article><p>" + repeat("The harbour ferry carried 41,200 passengers last year. "),
		"almost":       "<article><p>" + repeat("The harbour ferry carried passengers "),
		"one sentence": "<article><p>" + repeat("said that the ferry said "),
		"attributes":   "<article><p " + repeat("a=b ") + ">" + ferry,
		"entities":     "<article><p>" + repeat("&amp") + ferry,
		"unclosed":     "<article>" + repeat("<a><b><i>x") + ferry,
		"tags cut off": repeat("<") + ferry,
		"comments":     repeat("<!--") + ferry,
	}
	hosts(t, nil, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if page, ok := hostile[strings.ReplaceAll(strings.TrimPrefix(r.URL.Path, "/"), "_", " ")]; ok {
			_, _ = io.WriteString(w, page)
			return
		}
		pages(w, r)
	}), func(h *host) {
		for name, page := range hostile {
			path := "/" + strings.ReplaceAll(name, " ", "_")
			h.kv.Set(func() { h.kv.Values[h.url+path] = ferryDossier(h.url+path, "Wrong number", "2026-11-23") })
			got := h.get(path)
			h.Logf("%s: %q", name, got.Header.Get("Sourcemark"))
			if got.StatusCode != http.StatusOK || string(article.Strip([]byte(got.body))) != page {
				h.Errorf("%s: %d, %d bytes of %d", name, got.StatusCode, len(got.body), len(page))
			}
		}
	})
}

// TestNotPublic asks for what is behind a login, a draft or a paywall.
func TestNotPublic(t *testing.T) {
	var mu sync.Mutex
	var asked []http.Header
	hosts(t, nil, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked = append(asked, r.Header.Clone())
		mu.Unlock()
		switch r.URL.Path {
		case "/draft":
			w.Header().Set("Cache-Control", "private, max-age=600")
		case "/paid":
			w.Header().Set("Set-Cookie", "reader=7")
			w.Header().Set("Cache-Control", "public, max-age=600")
		case "/stored":
			w.Header().Set("Cache-Control", "no-store")
		default:
			w.Header().Set("Cache-Control", "public, max-age=600")
		}
		if r.Header.Get("Cookie")+r.Header.Get("Authorization") != "" {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = io.WriteString(w, strings.Replace(ferry, "</article>", "<p>Only for subscribers.</p></article>", 1))
			return
		}
		pages(w, r)
	}), func(h *host) {
		for _, path := range []string{"/draft", "/paid", "/stored", "/open"} {
			address := h.url + path
			h.kv.Set(func() { h.kv.Values[address] = ferryDossier(address, "Wrong number", "2026-11-23") })
		}
		for _, path := range []string{"/draft", "/paid", "/stored"} {
			if got := h.get(path); strings.Contains(got.body, "Wrong number") {
				h.Errorf("%s is annotated", path)
			}
			if got := h.get("/v1/anchors?url=" + path); got.StatusCode != http.StatusForbidden {
				h.Errorf("the API tells of %s: %d", path, got.StatusCode)
			}
		}
		// Whoever is logged in gets the page as it is, and leaves nothing of it to others.
		if got := h.get("/open", "Authorization", "Bearer x"); !strings.Contains(got.body, "Only for subscribers") || strings.Contains(got.body, "Wrong number") {
			h.Errorf("with Authorization: %q", got.Header.Get("Sourcemark"))
		}
		if got := h.get("/open", "Cookie", "session=x"); !strings.Contains(got.body, "Only for subscribers") {
			h.Errorf("with a cookie it is not the page of the reader")
		}
		for range 2 {
			if got := h.get("/open"); strings.Contains(got.body, "Only for subscribers") || !strings.Contains(got.body, "Wrong number") {
				h.Errorf("without a cookie: %q", got.body)
			}
		}
		mu.Lock()
		asked = nil
		mu.Unlock()
		for _, path := range []string{"/v1/anchors", "/v1/summary", "/v1/annotations", "/v1/claimreview", "/v1/records"} {
			got := h.ask("GET", path+"?url=/open", nil, "Cookie", "session=x", "Authorization", "Bearer x")
			// Its own records may be told, with a few words around them; the article is not.
			if strings.Contains(got.body, "Only for subscribers") || strings.Contains(got.body, "than the year before") && path != "/v1/annotations" {
				h.Errorf("%s returns the article:\n%s", path, got.body)
			}
		}
		mu.Lock()
		defer mu.Unlock()
		for _, header := range asked {
			if header.Get("Cookie")+header.Get("Authorization") != "" {
				h.Error("the API has asked the origin in a reader's name")
			}
		}
	})
}

// TestPoisonedCache tries to have others shown something else.
func TestPoisonedCache(t *testing.T) {
	hosts(t, nil, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "public, max-age=86400, immutable, stale-while-revalidate=86400")
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, "%s<!-- %s %s %s -->", ferry, r.URL.RawQuery, r.Header.Get("X-Forwarded-Host"), r.Header.Get("X-Evil"))
	}), func(h *host) {
		address := h.url + "/ferry"
		h.kv.Set(func() { h.kv.Values[address] = ferryDossier(address, "Wrong number", "2026-11-23") })
		for _, path := range []string{"/ferry?evil=1", "/ferry?sourcemark=x", "/ferry?utm_source=evil", "/ferry?%00", "/ferry?url=evil"} {
			if got := h.get(path, "X-Forwarded-Host", "evil.example"); !strings.Contains(got.body, "Wrong number") {
				h.Errorf("%s has no checks", path)
			}
		}
		clean := h.get("/ferry")
		if strings.Contains(clean.body, "evil") {
			h.Errorf("what one reader asked, another is shown:\n%s", clean.body)
		}
		if c := clean.Header.Get("Cache-Control"); c != "public, max-age=300, stale-while-revalidate=0" {
			h.Errorf("a verdict may be kept for %q", c)
		}
		h.kv.Set(func() {
			h.kv.Values[address] = strings.Replace(ferryDossier(address, "Withdrawn", "2026-11-25"), `"@id": "#c01",`, `"@id": "#c01", "status": "withdrawn", "correction": "The county has corrected its figures.",`, 1)
		})
		if got := h.get("/ferry"); strings.Contains(got.body, "Wrong number") {
			h.Error("a verdict that was withdrawn is still shown")
		}
	})
}

// TestLogIsOneLine has words of others in the log: they do not look like lines of ours, and do not move what is on the
// screen.
func TestLogIsOneLine(t *testing.T) {
	for text, want := range map[string]string{
		"/ferry – “quoted”, 한국어": "/ferry – “quoted”, 한국어", "a\nb\r\tc": `a\nb\r\tc`, "\x1b[2J\x07\x00": `\x1b[2J\a\x00`, "\u009b31m\u202e\u2028\u200f": `\u009b31m\u202e\u2028\u200f`, "\xff": `\xff`, `\n`: `\n`,
	} {
		if got := oneLine(text); got != want || oneLine(got) != got {
			t.Errorf("%q is written as %q, want %q", text, got, want)
		}
	}
	const path, want = "/x%0A2026/11/28%20edge:%20FORGED%1b%5B2J%C2%9B%E2%80%AE", `/x\n2026/11/28 edge: FORGED\x1b[2J\u009b\u202e: origin: `
	gone := httptest.NewServer(http.HandlerFunc(pages))
	gone.Close()
	vars := map[string]string{"ORIGIN": gone.URL}
	t.Run("native", func(t *testing.T) {
		s := newServerOf(t, vars, "")
		said := make(chan string, 1)
		s.out = func(line string) { said <- line }
		h := httptest.NewServer(s)
		defer h.Close()
		(&host{T: t, url: h.URL}).get(path)
		if line := <-said; !strings.HasPrefix(line, want) {
			t.Errorf("the log says %q", line)
		}
	})
	t.Run("workerd", func(t *testing.T) {
		w := workerd.Start(t, workerd.Options{Root: root, Vars: vars})
		(&host{T: t, url: w.URL}).get(path)
		if !w.Says(want) || strings.ContainsAny(w.Log(), "\x1b\u009b\u202e") {
			t.Errorf("the log says %q", w.Log())
		}
	})
}

// TestMethods asks in all the ways of HTTP, also with a body where none belongs. The origin is asked for what readers
// do, a page has its checks however it is asked for, and a body that means nothing goes no further.
func TestMethods(t *testing.T) {
	var mu sync.Mutex
	var asked []string
	hosts(t, map[string]string{"CACHE": "off"}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mu.Lock()
		asked = append(asked, fmt.Sprintf("%s %d %s", r.Method, r.ContentLength, body))
		mu.Unlock()
		pages(w, r)
	}), func(h *host) {
		h.kv.Set(func() { h.kv.Values[h.url+"/ferry"] = ferryDossier(h.url+"/ferry", "Wrong number", "2026-11-23") })
		for _, c := range []struct {
			method, body string
			status       int
			want         string
		}{
			{"GET", "", 200, "GET 0 "}, {"GET", "a=b", 200, "GET 0 "}, {"HEAD", "", 200, "HEAD 0 /GET 0 "}, {"HEAD", "a=b", 200, "HEAD 0 /GET 0 "},
			{"POST", "a=b", 200, "POST -1 a=b"}, {"PUT", "a=b", 200, "PUT -1 a=b"}, {"PATCH", "a=b", 200, "PATCH -1 a=b"},
			{"DELETE", "", 200, "DELETE 0 "}, {"OPTIONS", "", 200, "OPTIONS 0 "},
			{"TRACE", "", 405, ""}, {"PURGE", "", 405, ""}, {"BAN", "", 405, ""}, {"get", "", 405, ""}, {"CONNECT", "", 405, ""},
		} {
			if h.name == "workerd" && strings.Contains("BAN get CONNECT", c.method) {
				continue // are refused before the worker is asked
			}
			for _, length := range []int{-1, len(c.body)} {
				asked = nil
				request := c.method + " /ferry HTTP/1.1\r\nHost: " + strings.TrimPrefix(h.url, "http://") + "\r\n"
				switch {
				case c.body != "" && length < 0:
					request += fmt.Sprintf("Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n", len(c.body), c.body)
				case c.body != "":
					request += fmt.Sprintf("Content-Length: %d\r\n\r\n%s", length, c.body)
				default:
					request += "\r\n"
				}
				conn, err := net.Dial("tcp", strings.TrimPrefix(h.url, "http://"))
				if err != nil {
					h.Fatal(err)
				}
				_ = conn.SetDeadline(time.Now().Add(3 * time.Minute)) // nothing is to wait for ever
				_, _ = io.WriteString(conn, request)
				resp, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: c.method})
				conn.Close()
				if err != nil {
					h.Fatalf("%q: %v", request, err)
				}
				want := c.want
				if length > 0 {
					want = strings.Replace(want, " -1 ", fmt.Sprintf(" %d ", length), 1)
				}
				mu.Lock()
				got := strings.Join(asked, "/")
				mu.Unlock()
				if resp.StatusCode != c.status || got != want {
					h.Errorf("%q: %d, and the origin is asked %q, want %d and %q", request, resp.StatusCode, got, c.status, want)
				}
				if page := c.want == "GET 0 " || c.method == "HEAD"; page != strings.HasPrefix(resp.Header.Get("Sourcemark"), "annotated") {
					h.Errorf("%q: it says %q", request, resp.Header.Get("Sourcemark"))
				}
				if c.status == http.StatusMethodNotAllowed && resp.Header.Get("Allow") != passed {
					h.Errorf("%q: allowed is %q", request, resp.Header.Get("Allow"))
				}
			}
		}
	})
}

// TestLintSmallRecords posts a dossier of as many records as fit: that is an answer at once, and not the end of an isolate.
func TestLintSmallRecords(t *testing.T) {
	of := func(n int) string {
		return `{"@type": "Dataset", "hasPart": [` + strings.TrimSuffix(strings.Repeat(`{"quote":"a"},`, n), ",") + `]}`
	}
	hosts(t, nil, http.HandlerFunc(pages), func(h *host) {
		if got := h.ask("POST", "/v1/lint", strings.NewReader(of(140_000))); got.StatusCode != http.StatusRequestEntityTooLarge ||
			!strings.Contains(got.body, "at most 10000 objects") {
			h.Errorf("140,000 records: %d %.200q", got.StatusCode, got.body)
		}
		if got := h.ask("POST", "/v1/lint", strings.NewReader(of(2000))); got.StatusCode != http.StatusOK {
			h.Errorf("2,000 records: %d %.200q", got.StatusCode, got.body)
		}
	})
}
