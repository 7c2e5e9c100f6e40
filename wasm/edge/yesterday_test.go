//go:build !js

package main

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestYesterday counts from the day that the page gives in JSON-LD, as the widget does (TestYesterday of wasm/browser):
// the record of the day before gets its place, with its verdict.
func TestYesterday(t *testing.T) {
	page := func(day string) string {
		return `<!doctype html><html lang="en"><title>Ferry</title><script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "` + day +
			`"}</script><article><h1>Ferry hits pier</h1><p>The harbour ferry hit the northern pier yesterday. Nobody was hurt, the office said on ` +
			`the phone, and the boat went on to the islands.</p></article>`
	}
	hosts(t, nil, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, page(strings.TrimPrefix(r.URL.Path, "/")))
	}), func(h *host) {
		for day, want := range map[string]bool{"2022-09-16": true, "2022-09-19": false} {
			at := h.url + "/" + day
			h.kv.Set(func() {
				h.kv.Values[at] = `{"@context": "https://schema.org", "@type": "Dataset", "@id": "ferry.json", "version": "1", "inLanguage": "en",
					"dateModified": "2026-11-23", "publisher": {"@type": "Organization", "@id": "#us", "name": "The Harbour Desk"},
					"about": {"@type": "NewsArticle", "url": "` + at + `"}, "negativeVerdicts": ["Never happened"], "hasPart": [
					{"@type": "Claim", "@id": "#c01", "text": "The harbour ferry hit the northern pier on 15 September",
					"review": {"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": "Never happened"}}}]}`
			})
			if got := h.get("/" + day); strings.Contains(got.body, "Never happened") != want {
				h.Errorf("%s: %s\n%s", day, got.Header.Get("Sourcemark"), got.body)
			}
		}
	})
}
