//go:build !js

package main

import (
	"os"
	"strings"
	"testing"
)

// holdLexicon is a script that keeps the lexicon back until release is called.
const holdLexicon = `const real = fetch; window.fetch = (url, ...more) => String(url).includes("lexicon")
	? new Promise(go => { window.release = () => go(real(url, ...more)) }) : real(url, ...more);`

// retold is a file of the page of the gallery that tells a story again, and notes what is said in the console.
func retold(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(root + "/web/gallery/" + name)
	if err != nil {
		t.Fatal(err)
	}
	page := strings.Replace(string(data), "../sourcemark.js", "dist/sourcemark.js", 1)
	return strings.Replace(page, "<head>", "<head><script>window.said = []; console.warn = s => said.push(s)</script>", 1)
}

// TestLexicon opens a story that was told again. Which words may stand for others is fetched once, and only because a
// claim has no place without; where it does not come, or is altered, the page has the checks that need none of it.
func TestLexicon(t *testing.T) {
	built(t)
	load := func(t *testing.T, changed map[string]string) *tab {
		t.Helper()
		files := make(map[string]string)
		for _, name := range []string{"retold.html", "retold.json", "gallery.css"} {
			files[name] = retold(t, name)
		}
		for name, text := range changed {
			files[name] = text
		}
		return open(t, wide, served(t, files)+"/retold.html").ready()
	}
	fetched := func(b *tab) (n int) {
		for _, r := range b.Requests() {
			if strings.HasSuffix(r, "/dist/lexicon/en.txt") {
				n++
			}
		}
		return n
	}

	t.Run("restated", func(t *testing.T) {
		b := load(t, nil)
		b.until(`sourcemark.get("c01")?.placement === "restated"`)
		if got := eval[string](b, `sourcemark.get("c01").placement + ": " + sourcemark.get("c01").exact`); got != "restated: Last year 41,200 people took the ferry, 3.5% fewer than in the year before." {
			t.Errorf("c01 is %s", got)
		}
		eval[any](b, `(sourcemark.refresh(), sourcemark.refresh(), 0)`)
		if n := fetched(b); n != 1 {
			t.Errorf("the lexicon was fetched %d times, want once", n)
		}
		b.calm()
	})
	t.Run("a page instead of it", func(t *testing.T) {
		b := load(t, map[string]string{"dist/lexicon/en.txt": "<!doctype html><title>Not found</title>"})
		b.until(`said.join().includes("Sourcemark: claims are not looked for in other words: line 1")`)
		if got := eval[string](b, `sourcemark.items().map(i => i.id + " " + i.placement).join()`); !strings.Contains(got, "#c02 exact") || strings.Contains(got, "restated") {
			t.Errorf("there are %s, want what needs no lexicon", got)
		}
	})
	t.Run("another part of the program", func(t *testing.T) {
		b := load(t, map[string]string{"dist/sourcemark.more.wasm": "\x00asm\x01\x00\x00\x00\x05\x01"})
		b.until(`said.join().includes("Sourcemark: claims are not looked for in other words: ")`)
		if got := eval[string](b, `sourcemark.items().map(i => i.placement).join()`); strings.Contains(got, "restated") {
			t.Errorf("without it, the items are %s", got)
		}
		b.calm()
	})
	t.Run("pinned, and altered", func(t *testing.T) {
		digests := integrityOf(t)
		page := func(b string) string { return strings.Replace(b, "<script async", `<script async integrity="`+digests["sourcemark.js"]+`"`, 1) }
		for _, name := range []string{"lexicon/en.txt", "sourcemark.more.wasm", ""} {
			files := map[string]string{"retold.html": page(retold(t, "retold.html"))}
			if name != "" {
				data, err := os.ReadFile(root + "/dist/" + name)
				if err != nil {
					t.Fatal(err)
				}
				files["dist/"+name] = string(data) + "\n"
			}
			b := load(t, files)
			if name == "" {
				b.until(`sourcemark.get("c01")?.placement === "restated"`)
				continue
			}
			b.until(`said.join().includes("Sourcemark: claims are not looked for in other words: ")`)
			if got := eval[string](b, `sourcemark.items().map(i => i.placement).join()`); strings.Contains(got, "restated") {
				t.Errorf("%s is altered, and the items are %s", name, got)
			}
		}
	})
	t.Run("nothing moves when it comes", func(t *testing.T) {
		held := strings.Replace(retold(t, "retold.html"), "<head>", "<head><script>"+holdLexicon+`
			window.shifts = []; new PerformanceObserver(l => shifts.push(...l.getEntries().map(e => e.value))).observe({ type: "layout-shift", buffered: true });</script>`, 1)
		b := load(t, map[string]string{"retold.html": held})
		b.until(`window.release`)
		const places = `JSON.stringify([...document.querySelectorAll("article, article > *")].map(e => { const r = e.getBoundingClientRect(); return [r.x, r.y, r.width, r.height] }))`
		before := eval[string](b, places)
		if n := eval[int](b, `controls("open").length`); n < 4 {
			t.Errorf("%d checks are shown before the lexicon has come, want those that need none", n)
		}
		eval[any](b, `(shifts.length = 0, release(), 0)`)
		b.until(`sourcemark.get("c01")?.placement === "restated"`)
		eval[any](b, `new Promise(go => requestAnimationFrame(() => requestAnimationFrame(() => go(0))))`)
		if after := eval[string](b, places); after != before {
			t.Errorf("the article moves:\n%s\n%s", before, after)
		}
		if got := eval[string](b, `shifts.join()`); got != "" {
			t.Errorf("the layout shifts by %s", got)
		}
		b.calm()
	})
	t.Run("the article goes and comes while it is fetched", func(t *testing.T) {
		held := strings.Replace(retold(t, "retold.html"), "<head>", "<head><script>"+holdLexicon+"</script>", 1)
		b := load(t, map[string]string{"retold.html": held})
		b.until(`window.release`)
		eval[any](b, `(window.gone = document.querySelector("article"), window.home = gone.parentNode, gone.remove(), release(), 0)`)
		b.until(`sourcemark.items().length === 0`)
		eval[any](b, `(home.append(gone), 0)`)
		b.until(`(sourcemark.refresh(), sourcemark.get("c01")?.placement === "restated")`)
		b.calm()
	})
	t.Run("where all records stand", func(t *testing.T) {
		for _, page := range []string{"plain.html", "csp.html", "korean.html"} {
			b := open(t, wide, inGallery(page)(t)).ready()
			for _, r := range b.Requests() {
				if strings.Contains(r, "lexicon") || strings.Contains(r, "more") {
					t.Errorf("%s fetches %s", page, r)
				}
			}
		}
	})
	t.Run("destroyed before it comes", func(t *testing.T) {
		b := load(t, nil)
		eval[any](b, `(sourcemark.destroy(), 0)`)
		b.until(`performance.getEntriesByType("resource").some(e => e.name.endsWith("/lexicon/en.txt") && e.responseEnd > 0)`)
		if got := eval[string](b, `document.querySelector("article").textContent.includes("41,200") + " " + CSS.highlights.size`); got != "true 0" {
			t.Errorf("after destroy: %s", got)
		}
		b.calm()
	})
}
