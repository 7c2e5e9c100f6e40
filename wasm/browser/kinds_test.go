//go:build !js

package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/web"
	"sourcemark/web/article"
	"sourcemark/web/lang"
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

// TestPrintStyles prints pages that have styles of their own for paper, in the widget and rendered: the endnotes are there
// with the addresses of the sources, once each, and no address of a place in the page.
func TestPrintStyles(t *testing.T) {
	rendered := func(page string) string {
		p := article.Read([]byte(page))
		d, err := records.Read("harbour.json", []byte(harbourRecords(t)))
		if err != nil {
			t.Fatal(err)
		}
		view := &web.View{Lang: lang.English(), Report: claims.New(d).Check(p.Text)}
		out, err := p.Annotate(view, article.Options{Stylesheet: "/dist/sourcemark.css"})
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	for name, style := range map[string]string{
		"the article alone":              `body > * { display: none } body > article { display: block }`,
		"addresses after links":          `a[href]::after, a:link:after { content: " (" attr(href) ")" }`,
		"all in black, without pictures": `*, *::before, *::after { color: #000 !important; background: transparent !important; box-shadow: none !important; text-shadow: none !important }`,
		"no navigation, forms, buttons":  `nav, form, button, footer, aside, .noprint, [role=navigation] { display: none !important }`,
		"details are no controls":        `details, summary { display: block } p, li { orphans: 3; widows: 3 }`,
	} {
		head := `<style>@media print { ` + style + ` }</style>`
		for host, page := range map[string]string{
			"widget":   harbourPage(head, scriptTag(`data-records="harbour.json"`)),
			"rendered": rendered(harbourPage(head, "")),
		} {
			t.Run(name+", "+host, func(t *testing.T) {
				built(t)
				b := open(t, wide, served(t, map[string]string{"page.html": page, "harbour.json": harbourRecords(t)})+"/page.html")
				if host == "widget" {
					b.ready()
				}
				paper := printed(b)
				story, notes, ok := strings.Cut(paper, "Checksandsources")
				if !ok {
					t.Fatalf("no endnotes in %s", paper)
				}
				number := map[string]string{"widget": "theyearbefore.1“", "rendered": "lastyear1,"}[host]
				if !strings.Contains(story, number) {
					t.Errorf("no %s in %s", number, story)
				}
				if n := strings.Count(notes, "https://county.example/ferry"); n != 2 { // of two checks
					t.Errorf("the address of the source stands there %d times, want 2: %s", n, notes)
				}
				if strings.Contains(paper, "(#") || strings.Contains(paper, "#sm-") {
					t.Errorf("an address of a place in the page is on paper: %s", paper)
				}
				b.calm()
			})
		}
	}
}
