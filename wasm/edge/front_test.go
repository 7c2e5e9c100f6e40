//go:build !js

package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
)

// teaser returns an article of a front page.
func teaser(path, words string) string {
	return `<article><h2><a href="` + path + `">Story</a></h2><p>` + words + `</p></article>`
}

const ferryWords = "The harbour ferry carried 41,200 passengers last year, 3.5 per cent fewer than the year before."

// TestFrontPage has a front page with stories that have dossiers of their own, and nothing about the page itself. Each
// story gets its own checks, where two have the same words too; corrections reach it; and a page on which there are none
// of these passes through, with its own entity tag.
func TestFrontPage(t *testing.T) {
	var page atomic.Value
	page.Store(teaser("/bus", ferryWords) + teaser("/ferry?utm_source=front", ferryWords) + teaser("https://other.example/ferry", ferryWords))
	front := func() string {
		return `<!doctype html><html lang="en"><title>News</title><body>` + page.Load().(string)
	}
	var asked atomic.Value
	hostsWith(t, dossiersIn(t, map[string]string{"other.json": ferryDossier("https://other.example/2026/ferry", "Too late", "2026-11-23")}), nil, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Store(r.Header.Get("If-None-Match"))
		w.Header().Set("ETag", fmt.Sprintf(`"v%d"`, len(front())))
		if r.URL.Path == "/data" {
			w.Header().Set("Content-Type", "application/json")
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(front()))
	}), func(h *host) {
		page.Store(teaser("/bus", ferryWords) + teaser("/ferry?utm_source=front", ferryWords) + teaser("https://other.example/ferry", ferryWords))
		if got := h.get("/"); got.body != front() || got.Header.Get("Sourcemark") != `untouched; reason="no records"` {
			h.Errorf("nothing is published, and it says %q of\n%s", got.Header.Get("Sourcemark"), got.body)
		}
		if h.get("/data", "If-None-Match", `"v7"`, "Accept", "*/*"); asked.Load() != `"v7"` {
			h.Errorf("what is no page is asked for with the condition %q", asked.Load())
		}
		address := h.url + "/ferry"
		for _, about := range []string{address, ""} {
			h.kv.Set(func() { h.kv.Values[address] = ferryDossier(about, "Wrong number", "2026-11-23") })
			h.until("/", "Wrong number")
			got := h.get("/")
			before, after, _ := strings.Cut(got.body, `utm_source=front`)
			if !strings.Contains(got.Header.Get("Sourcemark"), "annotated; items=1;") || !strings.Contains(got.Header.Get("Sourcemark"), "from=kv") ||
				strings.Contains(before, "<mark") || !strings.Contains(after, "<mark") || strings.Contains(after[strings.Index(after, "other.example"):], "<mark") {
				h.Errorf("about %q: it says %q of\n%s", about, got.Header.Get("Sourcemark"), got.body)
			}
			if again := h.get("/", "If-None-Match", got.Header.Get("ETag")); again.StatusCode != http.StatusNotModified && again.StatusCode != http.StatusOK {
				h.Errorf("asked again, it answers %d", again.StatusCode)
			}
			if api := h.get("/v1/anchors?url=/"); !strings.Contains(api.body, `"#c01"`) {
				h.Errorf("the API says %s", api.body)
			}
		}
		h.kv.Set(func() { h.kv.Values[address] = ferryDossier(address, "Not quite", "2026-11-24") })
		h.until("/", "Not quite")
		if got := h.get("/"); strings.Contains(got.body, "Wrong number") {
			h.Error("the correction is not whole")
		}

		// Another story comes.
		h.kv.Set(func() { h.kv.Values[h.url+"/bus"] = ferryDossier(h.url+"/bus", "Wrong number", "2026-11-23") })
		page.Store(teaser("/bus", ferryWords))
		h.until("/", "Wrong number")
		if got := h.get("/"); strings.Contains(got.body, "Not quite") {
			h.Error("a story that is gone still has its checks")
		}
		h.kv.Set(func() { clear(h.kv.Values) })
		if got := h.get("/"); got.body != front() {
			h.Errorf("taken back, and the page is\n%s", got.body)
		}
	})
}

// TestDossiersOfABuildOnAFrontPage has two dossiers in the build, each about a page of its own.
func TestDossiersOfABuildOnAFrontPage(t *testing.T) {
	page := `<!doctype html><html lang="en"><title>News</title><body>` + teaser("/2026/ferry", ferryWords) + teaser("/2026/bus", ferryWords)
	folder := dossiersIn(t, map[string]string{"ferry.json": ferryDossier("https://news.example/2026/ferry", "Wrong number", "2026-11-23"),
		"bus.json": strings.ReplaceAll(ferryDossier("https://news.example/2026/bus", "Not quite", "2026-11-23"), "ferry.json", "bus.json")})
	hostsWith(t, folder, map[string]string{"SITE": "https://news.example"}, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(page))
	}), func(h *host) {
		for range 2 { // as an unknown page, and as a known one
			got := h.get("/")
			markup := regexp.MustCompile(`(?s)<script.*?</script>`)
			ferry, bus, _ := strings.Cut(markup.ReplaceAllString(got.body, ""), `href="/2026/bus"`)
			if !strings.Contains(got.Header.Get("Sourcemark"), "items=2") || !strings.Contains(ferry, "Wrong number") || !strings.Contains(bus, "Not quite") ||
				strings.Contains(ferry, "Not quite") || strings.Contains(bus, "Wrong number") {
				h.Errorf("it says %q of\n%s", got.Header.Get("Sourcemark"), got.body)
			}
			if strings.Count(got.body, "<sourcemark-endnotes ") != 2 {
				h.Error("not each story has its endnotes")
			}
		}
	})
}

// TestDossierSelectsItsPost has a live blog of two posts with the same sentence, and a dossier for one of them.
func TestDossierSelectsItsPost(t *testing.T) {
	page := `<!doctype html><html lang="en"><title>Live</title><body><main><h1>Live</h1><div id="p1"><p>` + ferryWords + `</p></div><div id="p2"><p>` + ferryWords + `</p></div></main>`
	for _, root := range []string{"", "main"} {
		hostsWith(t, dossiersIn(t, map[string]string{"ferry.json": strings.Replace(ferryDossier("", "Wrong number", "2026-11-23"), `"url": ""`, `"cssSelector": "#p2"`, 1)}),
			map[string]string{"ROOT": root}, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				_, _ = w.Write([]byte(page))
			}), func(h *host) {
				first, second, _ := strings.Cut(h.get("/live").body, `id="p2"`)
				if strings.Contains(first, "<mark") || !strings.Contains(second, "<mark") {
					h.Errorf("ROOT is %q, and the page\n%s", root, first+second)
				}
				for _, asked := range []reply{h.get("/v1/anchors?url=/live"), h.ask(http.MethodPost, "/v1/check?url=/live", strings.NewReader(page), "Content-Type", "text/html")} {
					if !strings.Contains(asked.body, `"exact"`) || strings.Contains(asked.body, "ambiguous") {
						h.Errorf("ROOT is %q, and the API says %s", root, asked.body)
					}
				}
			})
	}
}

// dossiersIn returns a folder with dossiers.
func dossiersIn(t *testing.T, files map[string]string) string {
	folder := t.TempDir()
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}
