//go:build !js

package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"sourcemark/web/article"
)

// TestPageKinds has the widget on pages other than plain ones: it places the check, opens its card, and the page stays.
func TestPageKinds(t *testing.T) {
	const story = `<article><h1>Harbour ferry</h1><p>The ferry carried 41,200 passengers last year, the harbour office said.</p></article>`
	const tag = `<script async="async" src="/dist/sourcemark.js" data-records="RECORDS"></script>`
	for kind, page := range map[string]string{
		"base":      `<!doctype html><html lang="en"><head><title>x</title><base href="/elsewhere/">` + strings.Replace(tag, "RECORDS", "/records.json", 1) + `</head><body>` + story + `</body></html>`,
		"amp":       `<!doctype html><html amp lang="en"><head><title>x</title>` + tag + `</head><body>` + story + `</body></html>`,
		"fragment":  story + tag,
		"XHTML":     `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>x</title>` + tag + `</head><body>` + story + `</body></html>`,
		"in frames": `<!doctype html><html lang="en"><head><title>x</title>` + tag + `</head><body><iframe srcdoc="&lt;p&gt;The ferry carried 41,200 passengers&lt;/p&gt;"></iframe>` + story + `</body></html>`,
		"unseen":    `<!doctype html><html lang="en"><head><title>x</title>` + tag + `</head><body>` + strings.Replace(story, "carried", `carried<span class="sr-only"> (opens a new window)</span>`, 1) + `</body></html>`,
	} {
		t.Run(kind, func(t *testing.T) {
			page = strings.Replace(page, "RECORDS", "records.json", 1)
			records := oneEach(article.Read([]byte(story)).Text)
			files := http.FileServer(http.Dir(root))
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				switch r.URL.Path {
				case "/":
					w.Header().Set("Content-Type", "text/html; charset=utf-8")
					if kind == "XHTML" {
						w.Header().Set("Content-Type", "application/xhtml+xml")
					}
					_, _ = w.Write([]byte(page))
				case "/records.json":
					_, _ = w.Write(records)
				case "/favicon.ico":
					w.WriteHeader(http.StatusNoContent)
				default:
					files.ServeHTTP(w, r)
				}
			}))
			defer s.Close()
			b := open(t, wide, s.URL+"/").ready()
			if n := len(items(b)); n != 2 {
				t.Fatalf("%d checks, want 2", n)
			}
			eval[any](b, `sourcemark.open(sourcemark.items()[1].id), 0`)
			b.until(`dialog()?.textContent.includes("The Harbour Desk")`)
			if got := eval[string](b, `location.href`); !strings.HasPrefix(got, s.URL+"/#sm-") && got != s.URL+"/" {
				t.Errorf("it is at %s now", got)
			}
			b.calm()
		})
	}
}
