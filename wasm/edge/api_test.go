//go:build !js

package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// openAPI is openapi.json as far as the tests read it.
type openAPI struct {
	Paths map[string]map[string]struct {
		Responses map[string]json.RawMessage
	}
}

func readDescription(t *testing.T) (openAPI, *jsonschema.Compiler) {
	t.Helper()
	data, err := os.ReadFile("openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	var d openAPI
	if err := json.Unmarshal(data, &d); err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("openapi.json", doc); err != nil {
		t.Fatal(err)
	}
	return d, c
}

// TestDescription compares openapi.json with the handler: both have the same addresses and methods.
func TestDescription(t *testing.T) {
	d, _ := readDescription(t)
	known := 0
	for _, e := range endpoints() {
		known++
		if len(d.Paths[e.path]) != 1 || d.Paths[e.path][strings.ToLower(e.method)].Responses == nil {
			t.Errorf("%s %s is not what openapi.json describes", e.method, e.path)
		}
	}
	if len(d.Paths) != known {
		t.Errorf("openapi.json has %d paths, the handler %d", len(d.Paths), known)
	}
}

// TestAPI asks each address for what it has and for what it does not have, and compares the answers with openapi.json.
func TestAPI(t *testing.T) {
	story := storyPage(t)
	dossier, err := os.ReadFile(root + "/claims/records/samarkand-2022.json")
	if err != nil {
		t.Fatal(err)
	}
	edited := bytes.Replace(story, []byte("22 individuals"), []byte("24 individuals"), 1)
	d, compiler := readDescription(t)
	origin := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/story":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write(story)
		case "/edited":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write(edited)
		case "/moved":
			http.Redirect(w, r, "/story", http.StatusMovedPermanently)
		case "/private":
			w.Header().Set("Content-Type", "text/html")
			w.Header().Set("Cache-Control", "private")
			_, _ = w.Write(story)
		case "/text":
			_, _ = w.Write([]byte("text"))
		default:
			http.NotFound(w, r)
		}
	})
	type ask struct {
		method, path, kind, body string
		status                   int
		has                      string
	}
	const address = "https://news.example/ferry"
	ferryRecords := ferryDossier(address, "Wrong number", "2026-11-23")
	posted := func(html, records, more string) string {
		body := map[string]any{"html": html, "url": address, "records": json.RawMessage(records)}
		if more != "" {
			if err := json.Unmarshal([]byte("{"+more+"}"), &body); err != nil {
				t.Fatal(err)
			}
		}
		data, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	asks := []ask{
		{"GET", "/v1/records?url=/story", "", "", 200, `"#c01"`},
		{"GET", "/v1/records", "", "", 400, "add ?url="},
		{"GET", "/v1/records?url=https://other.example/", "", "", 403, "another site"},
		{"GET", "/v1/records?url=%25zz", "", "", 400, "not an address"},
		{"GET", "/v1/records?url=/story&part=2", "", "", 400, "from 1 to 1"},
		{"GET", "/v1/records/c01", "", "", 200, "first meeting"},
		{"GET", "/v1/records/nothing", "", "", 404, "no dossier here has a record nothing"},
		{"POST", "/v1/check", "text/html", string(story), 200, `"placement": "exact"`},
		{"POST", "/v1/check", "text/plain; charset=utf-8", "A new bakery has opened.", 200, `"unplaced"`},
		{"POST", "/v1/check", "text/html", string(edited), 200, `"why": "number: here “24”, in the record “22”"`},
		{"POST", "/v1/check", "text/plain; charset=latin1", "x", 415, "utf-8"},
		{"POST", "/v1/check", "text/plain", "f\xe4hre", 415, "utf-8"},
		{"POST", "/v1/check", "image/png", "x", 415, "send text/html"},
		{"POST", "/v1/check", "", "x", 415, "Content-Type"},
		{"POST", "/v1/check", "text/plain", strings.Repeat("and so on. ", 200_000), 413, "at most 2097152 bytes"},
		{"GET", "/v1/check", "", "", 405, "use one of POST"},
		{"POST", "/v1/match", "application/json", `{"text": "Nearly 30 people were killed", "speaker": "Nobody", "date": "2022-09-15"}`, 200, `"from":"bundle"`},
		{"POST", "/v1/match", "application/json", `{"statements": [{"text": "Xi met Putin in Samarkand"}, {"text": "zzz"}], "most": 2}`, 200, `"relation":"`},
		{"POST", "/v1/match", "application/json", `{"statements": [{"txt": "x"}], "most": -1}`, 400, "body: statements[0].text: missing: add the statement, in words"},
		{"POST", "/v1/match", "application/json", `{"statements": []}`, 200, `"matches":[]`},
		{"POST", "/v1/match", "application/json", `[`, 400, "line 1"},
		{"POST", "/v1/render", "application/json", posted(ferry, ferryRecords, `"cards": ["c01"]`), 200, `"rendered":"annotated"`},
		{"POST", "/v1/render", "application/json", posted("<p>The harbour ferry carried 41,200 passengers last year, 3.5 per cent fewer.</p>", ferryRecords, `"sheet": "/wp/sourcemark.css"`), 200, `href=\"/wp/sourcemark.part.css\"`},
		{"POST", "/v1/render", "application/json", posted(ferry, ferryDossier(address, "Fishy", "2026-11-23"), ""), 400, "the verdict \\\"Fishy\\\" is not classified"},
		{"POST", "/v1/render", "application/json", posted("<p>A new bakery has opened.</p>", ferryRecords, ""), 200, `"reason":"nothing to mark"`},
		{"POST", "/v1/render", "application/json", posted("<p>A new bakery has opened.</p>", ferryDossier("https://news.example/bridge", "Wrong number", "2026-11-23"), ""), 200, `"reason":"story: no dossier is about this address`},
		{"POST", "/v1/render", "application/json", posted(ferry, `"https://news.example/none"`, ""), 404, "send the dossier itself"},
		{"POST", "/v1/render", "application/json", posted(ferry, `{"hasPart": [{"@type": "Claim"}]}`, ""), 400, "records[0]: "},
		{"POST", "/v1/render", "application/json", posted(ferry, ferryRecords, `"cards": ["c99"]`), 404, "no dossier here has a record c99"},
		{"POST", "/v1/render", "application/json", `{"html": "<p>x</p>", "url": "https://other.example/"}`, 403, "another site"},
		{"POST", "/v1/render", "application/json", `{"html": 7}`, 400, "body: html: 7: must be the HTML of an article"},
		{"GET", "/v1/bundle", "", "", 404, "No bundle"},
		{"GET", "/v1/anchors?url=/story", "", "", 200, `"placement":"exact"`},
		{"GET", "/v1/anchors?url=/moved", "", "", 200, `"items":[{`},
		{"GET", "/v1/anchors?url=/private", "", "", 403, "not public"},
		{"GET", "/v1/anchors?url=/text", "", "", 422, "not an HTML page"},
		{"GET", "/v1/anchors?url=/nowhere", "", "", 404, "answered 404"},
		{"GET", "/v1/summary?url=/story", "", "", 200, `"claims":27,"quotes":10,"sourced":12,"disputed":21,"neutral":0,"unsourced":4,"unplaced":0`},
		{"GET", "/v1/claimreview?url=/story", "", "", 200, `"https://schema.org"`},
		{"GET", "/v1/annotations?url=/story", "", "", 200, `"TextQuoteSelector"`},
		{"GET", "/v1/feed.json", "", "", 200, "DataFeed"},
		{"POST", "/v1/lint", "application/json", string(dossier), 200, `"errors":0`},
		{"POST", "/v1/lint?url=/story", "application/json", string(dossier), 200, `"errors":0`},
		{"POST", "/v1/lint?url=/edited", "application/json", string(dossier), 200, `"suggestions":[`},
		{"POST", "/v1/lint?url=/edited", "application/json", `{"hasPart": [`, 200, `"rule":"schema"`},
		{"POST", "/v1/lint", "application/json", `{"hasPart": [`, 200, `"rule":"schema"`},
		{"GET", "/v1/openapi.json", "", "", 200, `"3.1.0"`},
		{"GET", "/oembed?url=/story%23sm-c01", "", "", 200, "sourcemark-card"},
		{"GET", "/oembed?url=/embed/q01&maxwidth=300", "", "", 200, `"width":300`},
		{"GET", "/oembed?url=/story", "", "", 200, `"type":"link"`},
		{"GET", "/oembed?url=/story%23sm-c99", "", "", 404, "no dossier here"},
		{"GET", "/oembed?url=/story%23sm-c01&format=xml", "", "", 501, "JSON"},
		{"GET", "/embed/c01", "", "", 200, "shadowrootmode"},
		{"GET", "/embed/c01?lang=de", "", "", 200, `lang="de"`},
		{"GET", "/embed/nothing", "", "", 404, "no dossier here"},
		{"GET", "/sourcemark.css", "", "", 200, "mark["},
		{"GET", "/sourcemark.card.css", "", "", 200, ":host"},
		{"GET", "/sourcemark.part.css", "", "", 200, "sourcemark-number"},
		{"GET", "/healthz", "", "", 200, `"status":"ok"`},
	}
	hosts(t, nil, origin, func(h *host) {
		if page := h.get("/edited").body; !strings.Contains(page, "<mark") || strings.Contains(page, "suggest") {
			h.Errorf("readers see suggestions, or nothing at all, in %.300s", page)
		}
		for _, a := range asks {
			var headers []string
			if a.kind != "" {
				headers = []string{"Content-Type", a.kind}
			}
			got := h.ask(a.method, a.path, strings.NewReader(a.body), headers...)
			if got.StatusCode != a.status || !strings.Contains(got.body, a.has) {
				h.Errorf("%s %s: %d, want %d and %q in\n%.300s", a.method, a.path, got.StatusCode, a.status, a.has, got.body)
				continue
			}
			if got.Header.Get("Access-Control-Allow-Origin") != "*" || got.Header.Get("Set-Cookie") != "" || got.Header.Get("X-Content-Type-Options") != "nosniff" {
				h.Errorf("%s %s: headers %v", a.method, a.path, got.Header)
			}
			u, _ := url.Parse(a.path)
			e, _ := endpointOf(u.Path)
			kind := got.Header.Get("Content-Type")
			if a.status >= 400 && kind != "application/problem+json" {
				h.Errorf("%s %s: a problem of type %s", a.method, a.path, kind)
			}
			described := d.Paths[e.path][strings.ToLower(e.method)].Responses
			if a.status == http.StatusMethodNotAllowed {
				continue
			}
			if described[got.Status[:3]] == nil {
				h.Errorf("%s %s: openapi.json does not know of %d", a.method, a.path, a.status)
				continue
			}
			if a.status == 200 && strings.Contains(kind, "json") || a.status >= 400 {
				place := "openapi.json#/components/schemas/problem"
				if a.status == 200 {
					place = "openapi.json#/paths/" + url.PathEscape(strings.ReplaceAll(e.path, "/", "~1")) + "/" + strings.ToLower(e.method) + "/responses/200/content/" + url.PathEscape(strings.ReplaceAll(kind, "/", "~1")) + "/schema"
				}
				schema, err := compiler.Compile(place)
				if err != nil {
					h.Errorf("%s: %v", place, err)
					continue
				}
				v, err := jsonschema.UnmarshalJSON(strings.NewReader(got.body))
				if err != nil {
					h.Errorf("%s %s: %v", a.method, a.path, err)
					continue
				}
				if err := schema.Validate(v); err != nil {
					h.Errorf("%s %s is not as described: %v\n%.300s", a.method, a.path, err, got.body)
				}
			}
			if tag := got.Header.Get("ETag"); a.method == http.MethodGet && a.status == 200 && u.Path != "/healthz" {
				again := h.ask(a.method, a.path, nil, "If-None-Match", tag)
				if tag == "" || again.StatusCode != http.StatusNotModified || again.body != "" {
					h.Errorf("%s %s: with its tag %q it answers %d", a.method, a.path, tag, again.StatusCode)
				}
				head := h.ask(http.MethodHead, a.path, nil)
				if head.StatusCode != 200 || head.body != "" || head.ContentLength != int64(len(got.body)) {
					h.Errorf("HEAD %s: %d, %d bytes, want %d", a.path, head.StatusCode, head.ContentLength, len(got.body))
				}
			}
		}
		options := h.ask(http.MethodOptions, "/v1/check", nil, "Origin", "https://desk.example", "Access-Control-Request-Method", "POST")
		if options.StatusCode != http.StatusNoContent || options.Header.Get("Access-Control-Allow-Methods") != "POST, OPTIONS" {
			h.Errorf("OPTIONS: %d %v", options.StatusCode, options.Header)
		}
		if got := h.ask(http.MethodDelete, "/v1/records/c01", nil); got.StatusCode != 405 || got.Header.Get("Allow") != "GET, HEAD, OPTIONS" {
			h.Errorf("DELETE: %d %v", got.StatusCode, got.Header)
		}
		if got := h.get("/v1/summary?url=/story"); !strings.Contains(got.Header.Get("Server-Timing"), "origin;dur=") {
			h.Errorf("Server-Timing is %q", got.Header.Get("Server-Timing"))
		}
	})
}

// TestBase moves our addresses into a folder: the site keeps its own. Each step of a page is timed.
func TestBase(t *testing.T) {
	hosts(t, map[string]string{"BASE": "/checks"}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { pages(w, r) }), func(h *host) {
		if got := h.get("/checks/healthz"); got.StatusCode != 200 || !strings.Contains(got.body, "ok") {
			h.Errorf("/checks/healthz: %d", got.StatusCode)
		}
		if got := h.get("/healthz"); !strings.Contains(got.body, "Harbour ferry") {
			h.Errorf("/healthz is not the site's own: %q", got.body)
		}
		address := h.url + "/ferry"
		h.kv.Set(func() { h.kv.Values[address] = ferryDossier(address, "Wrong number", "2026-11-23") })
		got := h.get("/ferry")
		if !strings.Contains(got.body, `href="/checks/sourcemark.css?v=`) {
			h.Errorf("the style sheet is not below the base:\n%s", got.body)
		}
		again := h.get("/ferry")
		for header, want := range map[string]string{
			got.Header.Get("Server-Timing"):   "records origin body wait read check write memory",
			again.Header.Get("Server-Timing"): "records origin body memory",
		} {
			if steps := regexp.MustCompile(`;dur=[\d.]+,?`).ReplaceAllString(header, ""); steps != want {
				h.Errorf("Server-Timing is %q, want %s", header, want)
			}
		}
	})
}

// TestSettings checks that each wrong setting is named, with what to use instead.
func TestSettings(t *testing.T) {
	for name, value := range map[string]string{"ORIGIN": "origin.example", "SITE": "https://news.example/a", "BASE": "checks", "PAGES": "news/*", "ROOT": "main:has(p)", "SCRIPT": "sourcemark.js", "PRIVATE": "yes",
		"FEEDBACK": "javascript:alert(1)", "FRAME_ANCESTORS": "'self'; script-src *", "FRESH": "soon", "KEYS": "MCow The Harbour Desk", "POSTS": "0", "CACHE": "no", "REQUIRE_SIGNATURE": "on"} {
		_, err := configure(func(n string) string {
			if n == name {
				return value
			}
			return ""
		})
		if err == nil || !strings.Contains(err.Error(), name) || !strings.Contains(err.Error(), "use ") && !strings.Contains(err.Error(), "add ") {
			t.Errorf("%s=%s: %v", name, value, err)
		}
	}
	for _, keys := range []string{" ; ", " ", ";", settable("KEYS", "", true)} {
		if _, err := configure(func(n string) string { return map[string]string{"KEYS": keys}[n] }); err == nil || !strings.Contains(err.Error(), "add at least one key") {
			t.Errorf("KEYS=%q: %v", keys, err)
		}
	}
	if _, err := configure(func(n string) string { return settable(n, "", false) }); err != nil {
		t.Errorf("without any settings: %v", err)
	}
	s, err := configure(func(n string) string { return map[string]string{"PAGES": "/news/* /a/?.html", "QUERY": "id"}[n] })
	if err != nil {
		t.Fatal(err)
	}
	var wanted []string
	for _, p := range []string{"/news/a", "/news/2026/a", "/about", "/a/1.html"} {
		if s.wanted(&url.URL{Path: p}) {
			wanted = append(wanted, p)
		}
	}
	if !slices.Equal(wanted, []string{"/news/a", "/news/2026/a", "/a/1.html"}) {
		t.Errorf("wanted: %q", wanted)
	}
	u, _ := url.Parse("https://News.Example/a?utm_source=x&id=7&id=8#frag")
	if c := s.canonical(u).String(); c != "https://news.example/a?id=7" {
		t.Errorf("canonical: %s", c)
	}
}
