//go:build !js

package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/web/article"
	"sourcemark/web/article/articletest"
)

// TestFindInBrowser has the widget read pages of which articletest says what is to be read, and those of publishers in the
// file that PAGES names, if it names one: a JSON object a line, {"id", "html"}, gzipped. It reads the same of a live document as is read of its source. Of each
// paragraph there is a record, which must stand at the same bytes. The scripts of the pages do not run.
func TestFindInBrowser(t *testing.T) {
	pages := articletest.Find(t, root)
	pages = append(pages, publishersPages(t)...)
	type placed struct {
		Exact      string
		Start, End int
	}
	placedInAll := 0
	b := open(t, wide, "about:blank", atStart(`addEventListener("DOMContentLoaded", () => {
		const s = document.createElement("script");
		s.dataset.records = location.origin + "/records.json"; // some pages have a base
		s.src = location.origin + "/dist/sourcemark.js";
		document.documentElement.append(s);
	})`))
	for i, page := range pages {
		page.HTML = bytes.ReplaceAll(page.HTML, []byte("Content-Security-Policy"), []byte("X-Policy")) // ours holds
		text := article.Read(page.HTML).Text
		data := oneEach(text)
		d, err := records.Read("records.json", data)
		if err != nil {
			t.Fatal(err)
		}
		report := claims.New(d).Check(text)
		placedInAll += len(report.Items)
		var want []placed
		for _, a := range report.Items {
			want = append(want, placed{text.Slice(a.Span), a.Span.Start, a.Span.End})
		}
		b.anew(wide, alone(t, page.HTML, data))
		b.until(`window.sourcemark?.ready`)
		b.ready()
		if got := eval[[]placed](b, `sourcemark.items().map(i => ({ Exact: i.exact, Start: i.start, End: i.end }))`); !slices.Equal(got, want) {
			for k := range want {
				if k >= len(got) || got[k] != want[k] {
					t.Errorf("%d %s: %d of %d; at %d the source has %.100q", i, page.Name, len(got), len(want), k, want[k].Exact)
					if k < len(got) {
						t.Logf("and the document %+v and not %d", got[k], want[k].Start)
					}
					break
				}
			}
		}
	}
	t.Logf("%d records on %d pages", placedInAll, len(pages))
}

// alone serves a page without its scripts, and without what it would fetch elsewhere.
func alone(t *testing.T, page, records []byte) string {
	files := http.FileServer(http.Dir(root))
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			w.Header().Set("Content-Security-Policy",
				"default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'")
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write(page)
		case "/records.json":
			_, _ = w.Write(records)
		default:
			files.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s.URL + "/"
}

// oneEach returns a dossier with a claim for each of the first blocks of a text and for its last, anchored where they
// stand.
func oneEach(text *claims.Text) []byte {
	const most = 30
	type object = map[string]any
	var parts []object
	s, blocks := text.String(), text.Blocks()
	for i, b := range blocks {
		exact := strings.TrimSpace(text.Slice(b))
		if exact == "" || i >= most && i < len(blocks)-1 {
			continue
		}
		start := b.Start + strings.Index(text.Slice(b), exact)
		end := start + len(exact)
		before, after := []rune(s[:start]), []rune(s[end:])
		parts = append(parts, object{"@type": "Claim", "@id": fmt.Sprintf("#c%d", i), "text": "The ferry sank.", "anchor": object{
			"type": "SpecificResource", "selector": object{"type": "TextQuoteSelector", "exact": exact,
				"prefix": string(before[max(0, len(before)-64):]), "suffix": string(after[:min(64, len(after))])}}})
	}
	data, err := json.Marshal(object{
		"@context": []any{"https://schema.org", object{"anchor": object{"@id": "http://www.w3.org/ns/oa#hasTarget",
			"@context": "http://www.w3.org/ns/anno.jsonld"}}},
		"@type": "Dataset", "@id": "records.json", "version": "1", "inLanguage": "en", "dateModified": "2026-03-03",
		"publisher": object{"@type": "Organization", "@id": "#desk", "name": "The Harbour Desk"},
		"about":     object{"@type": "NewsArticle", "headline": "Ferry"}, "hasPart": parts,
		"negativeVerdicts": []string{},
	})
	if err != nil {
		panic(err)
	}
	return data
}

// publishersPages returns the pages of the file PAGES; none if it is not set.
func publishersPages(t *testing.T) (pages []articletest.FindPage) {
	t.Helper()
	file := os.Getenv("PAGES")
	if file == "" {
		t.Log("without the pages of publishers: PAGES names none")
		return nil
	}
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<24) // bytes of the longest page
	for lines.Scan() {
		var row struct{ ID, HTML string }
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		pages = append(pages, articletest.FindPage{Name: row.ID, HTML: []byte(row.HTML)})
	}
	return pages
}

// TestSelectorsInBrowser checks that a browser finds by each selector what is found by it in the source.
func TestSelectorsInBrowser(t *testing.T) {
	b := open(t, wide, alone(t, []byte(articletest.SelectorPage), nil))
	for _, c := range articletest.Selectors {
		if got := eval[string](b, fmt.Sprintf(`document.querySelector(%q)?.id ?? ""`, c.Selector)); got != c.ID {
			t.Errorf("%s: the browser finds %q, want %q", c.Selector, got, c.ID)
		}
	}
}
