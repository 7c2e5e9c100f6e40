//go:build !js

package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"html"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var discovery = regexp.MustCompile(`<link rel="alternate" type="application/json\+oembed" href="https://news\.example([^"]*)"`)

// TestFrameRunsNothingElse wants the policy of a frame to allow the one script that is in it, and nothing more.
func TestFrameRunsNothingElse(t *testing.T) {
	hosts(t, nil, http.HandlerFunc(pages), func(h *host) {
		got := h.get("/embed/c01")
		scripts := regexp.MustCompile(`<script[^>]*>`).FindAllStringIndex(got.body, -1)
		if len(scripts) != 1 {
			h.Fatalf("%d scripts in %s", len(scripts), got.body)
		}
		script, _, _ := strings.Cut(got.body[scripts[0][1]:], "</script>")
		sum := sha256.Sum256([]byte(script))
		want := "default-src 'none'; style-src 'self'; script-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
			"'; base-uri 'none'; form-action 'none'; frame-ancestors *"
		if policy := got.Header.Get("Content-Security-Policy"); policy != want {
			h.Errorf("the policy is\n%s\nwant\n%s", policy, want)
		}
	})
}

// TestFramesNameTheirArticle follows links as somebody does who is given an address: from a page with checks to what
// oEmbed says of it, and from a card, however it was asked for, to the address of the card that names its article.
func TestFramesNameTheirArticle(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "ferry.json"), []byte(ferryDossier("https://news.example/2026/ferry", "Wrong number", "2026-11-23")), 0o666); err != nil {
		t.Fatal(err)
	}
	ferry := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		head := ""
		if r.URL.Path == "/2026/own" {
			head = `<link rel="alternate" type="application/json+oembed" href="/own">`
		}
		_, _ = w.Write([]byte(`<!doctype html><html lang="en"><head><title>Ferry</title>` + head + `</head><body><article><p>The ferry carried 41,200 passengers last year, it says.</p></article></body></html>`))
	})
	hostsWith(t, folder, map[string]string{"SITE": "https://news.example"}, ferry, func(h *host) {
		follow := func(path string) (kind, markup string) {
			link := discovery.FindStringSubmatch(h.get(path).body)
			if link == nil {
				h.Fatalf("%s leads nowhere: %s", path, h.get(path).body)
			}
			var answer struct{ Type, HTML string }
			if err := json.Unmarshal([]byte(h.get(html.UnescapeString(link[1])).body), &answer); err != nil {
				h.Fatalf("%s: %v", path, err)
			}
			return answer.Type, answer.HTML
		}
		if kind, _ := follow("/2026/ferry"); kind != "link" {
			h.Errorf("of the page, the answer is of type %q", kind)
		}
		if n := strings.Count(h.get("/2026/own").body, "json+oembed"); n != 1 {
			h.Errorf("a page with a link of its own has %d", n)
		}
		const card = "/embed/c01?url=https%3A%2F%2Fnews.example%2F2026%2Fferry"
		for _, asked := range []string{"/embed/c01", "/embed/c01@ferry?initialWidth=400&childId=x&parentUrl=https%3A%2F%2Felsewhere.example", card} {
			if kind, markup := follow(asked); kind != "rich" || !strings.Contains(markup, `<a href="https://news.example`+card+`"`) {
				h.Errorf("%s: %s %s", asked, kind, markup)
			}
			if body := h.get(asked).body; !strings.Contains(body, `<link rel="canonical" href="https://news.example/2026/ferry#sm-c01">`) || strings.Contains(body, "elsewhere") {
				h.Errorf("%s: does not name its article, or says who frames it: %.900s", asked, body)
			}
		}
	})
}
