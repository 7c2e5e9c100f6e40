//go:build !js

package main

import (
	"net/http"
	"strings"
	"testing"
)

// TestRoot sets where the article is: only that is read, and a page without it is left as it is. A page that a
// framework draws gets the same selector with the tag.
func TestRoot(t *testing.T) {
	beside := strings.Replace(ferry, "<article>", "<article>"+strings.Repeat("<p>The bridge is closed, the council said, for as long as it takes to paint all of it.</p>", 3)+
		`</article><aside class="story">`, 1)
	beside = strings.Replace(beside, "</article>\n", "</aside>", 1)
	answers := map[string]string{"/ferry": beside, "/none": ferry, "/react": react}
	vars := map[string]string{"ROOT": `.story, [data-x="a"]`, "SCRIPT": "/sourcemark.js", "FEEDBACK": "mailto:desk@news.example"}
	hosts(t, vars, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(answers[r.URL.Path]))
	}), func(h *host) {
		h.kv.Set(func() {
			for path := range answers {
				h.kv.Values[h.url+path] = ferryDossier(h.url+path, "Wrong number", "2026-11-23")
			}
		})
		if got := h.get("/ferry"); !strings.Contains(got.body, "<mark") {
			h.Errorf("the article in an aside: %s\n%s", got.Header.Get("Sourcemark"), got.body)
		}
		got := h.get("/none")
		if want := `untouched; reason="root: no element fits the publisher's selector"`; got.Header.Get("Sourcemark") != want || got.body != ferry {
			h.Errorf("a page without it: %s\n%s", got.Header.Get("Sourcemark"), got.body)
		}
		if got := h.get("/react"); !strings.Contains(got.body, `data-root=".story, [data-x=&#34;a&#34;]" data-feedback="mailto:desk@news.example"`) {
			h.Errorf("a page of React: %s\n%s", got.Header.Get("Sourcemark"), got.body)
		}
		if got := h.get("/v1/annotations?url=/none"); got.StatusCode != http.StatusNotFound || !strings.Contains(got.body, "no element of the page fits ROOT") {
			h.Errorf("annotations of a page without it: %d %s", got.StatusCode, got.body)
		}
		if got := h.ask(http.MethodPost, "/v1/check?url=/ferry", strings.NewReader(ferry), "Content-Type", "text/html"); !strings.Contains(got.body, `"record"`) {
			h.Errorf("a part of a page that is posted: %d %s", got.StatusCode, got.body)
		}
	})
}

// TestBaseElement has a page whose addresses are read as those of another site: its style sheets still come from its own, and
// nothing of ours leads away.
func TestBaseElement(t *testing.T) {
	based := strings.Replace(ferry, "<article>", `<base href="https://static.news.example/"><article>`, 1)
	hosts(t, nil, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(based))
	}), func(h *host) {
		h.kv.Set(func() { h.kv.Values[h.url+"/ferry"] = ferryDossier(h.url+"/ferry", "Wrong number", "2026-11-23") })
		got := h.get("/ferry")
		if !strings.Contains(got.body, `<link rel="stylesheet" href="`+h.url+`/sourcemark.css?`) ||
			!strings.Contains(got.body, `<link rel="stylesheet" href="`+h.url+`/sourcemark.card.css?`) || strings.Contains(got.body, `href="#`) {
			h.Errorf("%s\n%s", got.Header.Get("Sourcemark"), got.body)
		}
	})
}
