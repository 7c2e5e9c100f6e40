//go:build !js

package main

import (
	"bytes"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"sourcemark/wasm/browser/chromium"
)

// TestLanguage opens the story of the demonstration in English and in Korean, on pages of one kind and with one dossier,
// by turns, in fresh profiles: from the tag to the painted marks, Korean takes hardly longer than English.
func TestLanguage(t *testing.T) {
	ready(t)
	const most = 1.1 // times as long
	runs := 1
	if long() != "" {
		runs = 15
	}
	s := &site{http.NewServeMux(), widget(t)}
	for _, name := range [...]string{"sourcemark.others.wasm", "sourcemark.values.wasm", "sourcemark.east.wasm", "lang/ko.txt"} {
		s.files["sourcemark/"+name] = read(t, root+"/dist/"+name)
	}
	s.files["sourcemark/records.json"] = read(t, root+"/dist/records.json")
	languages := [...]struct{ name, page string }{{"English", "en.html"}, {"Korean", "ko.html"}}
	maps.Copy(s.files, map[string][]byte{"en.html": inEnglish(t), "ko.html": tagged(t, read(t, root+"/web/gallery/story-ko.html"))})
	address := serve(t, s) + "/"
	var took, requests, size [len(languages)][]float64
	for run := range runs {
		for k := range languages {
			i := (k + run) % len(languages)
			b := chromium.Open(t, window)
			b.Do(chromedp.Navigate(address + languages[i].page))
			got := chromium.Eval[struct {
				Took, Requests, Bytes float64
				Items                 int
			}](b, `sourcemark.ready.then(() => {
				const all = performance.getEntriesByType("resource").filter(r => r.name.includes("/sourcemark/"));
				const tag = all.find(r => r.name.endsWith("/sourcemark.js"));
				return {
					took: performance.getEntriesByName("sourcemark:painted")[0].startTime - tag.startTime, requests: all.length,
					bytes: all.reduce((sum, r) => sum + r.encodedBodySize, 0), items: sourcemark.items().length,
				};
			})`)
			if got.Items != 37 {
				t.Errorf("%s: %d items, want 37", languages[i].name, got.Items)
			}
			took[i], requests[i], size[i] = append(took[i], got.Took), append(requests[i], got.Requests), append(size[i], got.Bytes/1000)
			b.Close()
		}
	}
	var results []Result
	for i, l := range languages {
		results = append(results, of("from the tag to painted marks", l.name, 0, "ms", took[i]),
			of("files to painted marks", l.name, 0, "", requests[i]), of("to painted marks", l.name, 0, "kB", size[i]))
	}
	save(t, "language", results)
	english, korean := results[0].Median, results[3].Median
	if korean > most*english {
		overdue(t, "Korean is painted after %.0f ms, and English after %.0f", korean, english)
	}
}

// inEnglish returns the story in English on a page of the kind that the gallery has in Korean.
func inEnglish(t *testing.T) []byte {
	t.Helper()
	_, story, _ := aroundArticle(t, read(t, root+"/dist/plain.html"))
	before, _, after := aroundArticle(t, read(t, root+"/web/gallery/story-ko.html"))
	return tagged(t, []byte(strings.Replace(before+story+after, `<html lang="ko">`, `<html lang="en">`, 1)))
}

// aroundArticle returns the only article of a page, and what stands before and after it.
func aroundArticle(t *testing.T, page []byte) (before, article, after string) {
	t.Helper()
	start, end := bytes.Index(page, []byte("<article")), bytes.Index(page, []byte("</article>"))
	if start < 0 || end < start {
		t.Fatal("a page has no article")
	}
	return string(page[:start]), string(page[start:end]), string(page[end:])
}

// tagged returns a page of the gallery with the tag of the bench.
func tagged(t *testing.T, page []byte) []byte {
	t.Helper()
	const was, is = `src="../sourcemark.js" data-records="../records.json"`,
		`src="sourcemark/sourcemark.js" data-records="sourcemark/records.json"`
	if bytes.Count(page, []byte(was)) != 1 {
		t.Fatal("a page of the gallery has another tag")
	}
	return bytes.Replace(page, []byte(was), []byte(is), 1)
}
