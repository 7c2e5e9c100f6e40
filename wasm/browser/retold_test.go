//go:build !js

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"

	"sourcemark/wasm/edge/workerd"
)

// holdLexicon is a script that keeps the lexicon back until release is called.
const holdLexicon = `const real = fetch; window.fetch = (url, ...more) => String(url).includes("lexicon")
	? new Promise(go => { window.release = () => go(real(url, ...more)) }) : real(url, ...more);`

// newWords say a claim of the story so that only who has the lexicon finds it, and strict is what the strictest page of the
// gallery allows.
const (
	newWords = "Last year 41,200 travellers used the boat, which is 3.5% less than in the previous one."
	strict   = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src data:; require-trusted-types-for 'script'"
)

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
		page := func(b string) string {
			return strings.Replace(b, "<script async", `<script async integrity="`+digests["sourcemark.js"]+`"`, 1)
		}
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
		// A claim that has no mark at all before, under a policy that allows nothing inline but what holds the lexicon back.
		held := strings.Replace(retold(t, "retold.html"), "Last year 41,200 people took the ferry, 3.5% fewer than in the year before.", newWords, 1)
		held = strings.Replace(held, "<head>", `<head><meta http-equiv="Content-Security-Policy" content="`+strict+`"><script src="hold.js"></script>`, 1)
		files := map[string]string{"retold.html": held, "retold.json": retold(t, "retold.json"), "gallery.css": retold(t, "gallery.css"), "hold.js": holdLexicon +
			`window.shifts = []; new PerformanceObserver(l => shifts.push(...l.getEntries().map(e => e.value))).observe({ type: "layout-shift", buffered: true });`}
		for _, s := range []screen{wide, narrow} {
			b := open(t, s, served(t, files)+"/retold.html").ready()
			b.until(`window.release`)
			const places = `JSON.stringify([...document.querySelectorAll("article, article > p, article > sourcemark-summary")].map(e => { const r = e.getBoundingClientRect(); return [r.x, r.y, r.width, r.height] }))`
			before := eval[string](b, places)
			if got := eval[string](b, `sourcemark.items().map(i => i.id).join()`); got != "#c02,#c03,#q01,#q02" {
				t.Errorf("%s: before the lexicon has come, the checks are %s", s.name, got)
			}
			eval[any](b, `(shifts.length = 0, release(), 0)`)
			b.until(`sourcemark.get("c01")?.placement === "restated"`)
			eval[any](b, `new Promise(go => requestAnimationFrame(() => requestAnimationFrame(() => go(0))))`)
			if after := eval[string](b, places); after != before {
				t.Errorf("%s: the article moves:\n%s\n%s", s.name, before, after)
			}
			if got := eval[string](b, `shifts.join()`); got != "" {
				t.Errorf("%s: the layout shifts by %s", s.name, got)
			}
		}
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

// retoldTwice serves the story told again with the widget, as retold.html, and as the worker renders it, as edge.html.
func retoldTwice(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.WriteFile(folder+"/retold.json", []byte(retold(t, "retold.json")), 0o666); err != nil {
		t.Fatal(err)
	}
	before, _, ok := strings.Cut(retold(t, "retold.html"), "<script async")
	if !ok {
		t.Fatal("retold.html has no tag of ours")
	}
	origin := served(t, map[string]string{"retold.html": before + "</body></html>"})
	w := workerd.Start(t, workerd.Options{Root: root, Records: folder, Vars: map[string]string{"ORIGIN": origin}})
	files := map[string]string{"retold.json": retold(t, "retold.json"), "gallery.css": retold(t, "gallery.css"), "retold.html": retold(t, "retold.html")}
	for name, address := range map[string]string{
		"edge.html": "/retold.html", "sourcemark.css": "/sourcemark.css", "sourcemark.card.css": "/sourcemark.card.css",
	} {
		answer, err := http.Get(w.URL + address)
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		files[name] = string(data)
	}
	if !strings.Contains(files["edge.html"], `data-placement="restated"`) {
		t.Fatalf("the worker does not restate:\n%s", files["edge.html"])
	}
	return served(t, files)
}

// sameAtEdge is "" if every check says the same here and as the worker renders it: where its words are, what the number
// beside them is called, what the card says, and what is printed.
const sameAtEdge = `(async () => {
	const frame = document.createElement("iframe");
	await new Promise(go => { frame.onload = go; frame.src = "edge.html"; document.body.append(frame) });
	const theirs = frame.contentDocument, text = e => e.textContent.replace(/\s+/g, " ").trim();
	const says = card => [".verdict", ".notice", ".who", ".words", ".why", ".source"].map(q => [...card.querySelectorAll(q)].map(text).join(" / ")).join(" | ");
	const called = b => (b.getAttribute("aria-labelledby") ?? "").split(" ").map(id => b.getRootNode().getElementById(id)).filter(Boolean).map(text).join(" ");
	const there = [...theirs.querySelectorAll("sourcemark-marks")].map(e => ({
		check: [e.dataset.sourcemark, e.dataset.kind, e.dataset.status, e.dataset.placement].join(" "),
		words: [...theirs.querySelectorAll("mark[data-sourcemark~=" + e.dataset.sourcemark + "]")].map(text).join(" … "),
		card: says(e.shadowRoot.querySelector(".card-body")),
		named: e.shadowRoot.querySelectorAll("button[data-do=open]").length + " " + /\d of 5 .+\(.+\)/.test(called(e.shadowRoot.querySelector("button"))),
	}));
	const here = sourcemark.items().map(i => {
		sourcemark.open(i.id);
		const active = [...CSS.highlights.get("sourcemark-active")].map(r => String(r).replace(/\s+/g, " ").trim());
		const out = { check: [i.id.slice(1), i.kind, i.status, i.placement].join(" "), words: active.join(" … "), card: says(dialog()),
			named: controls("open").filter(b => b.dataset.n === String(i.number)).length + " " + (dialog().getAttribute("aria-labelledby") === "sm-verdict") };
		sourcemark.close();
		return out;
	});
	dispatchEvent(new Event("beforeprint"));
	const notes = tree => [...tree.querySelectorAll("li[id^=sm-note]")].map(text);
	const paper = notes(document.querySelector("sourcemark-endnotes").shadowRoot), edge = notes(theirs.querySelector("sourcemark-endnotes"));
	const wrong = [];
	if (here.length !== 5) wrong.push(here.length + " checks");
	here.forEach((item, k) => JSON.stringify(item) === JSON.stringify(there[k]) || wrong.push("here " + JSON.stringify(item) + "\nthere " + JSON.stringify(there[k])));
	if (paper.length !== 5 || JSON.stringify(paper) !== JSON.stringify(edge)) wrong.push("printed here " + JSON.stringify(paper) + "\nthere " + JSON.stringify(edge));
	frame.remove();
	return wrong.join("\n");
})()`

// TestRetold reads the story told again as a screen reader does, and on paper, with the widget and rendered by the worker.
func TestRetold(t *testing.T) {
	built(t)
	address := retoldTwice(t)
	for _, name := range []string{"retold.html", "edge.html"} {
		t.Run(name, func(t *testing.T) {
			b := open(t, wide, address+"/"+name)
			if name == "retold.html" {
				b.ready().until(`sourcemark.get("c01")?.placement === "restated"`)
			}
			read := func() (all []string) {
				for _, n := range call(b, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{}).Nodes {
					var name string
					if n.Name != nil && !n.Ignored && json.Unmarshal(n.Name.Value, &name) == nil {
						all = append(all, name)
					}
				}
				return all
			}
			for number, want := range map[int][]string{
				2: {"Matched automatically: the article puts it in other words", "The ferry carried 41,200 passengers last year, 3.5 per cent fewer than the year before"},
				4: {"Differs from the record", "Richard Roe", "John Doe"},
				5: {"Matched automatically", "Every seat on a Sunday", "costs us more than a taxi would"},
			} {
				if name == "retold.html" {
					eval[any](b, fmt.Sprintf(`(sourcemark.open(sourcemark.items()[%d].id), 0)`, number-1))
				} else {
					eval[any](b, fmt.Sprintf(`(document.querySelectorAll("sourcemark-marks")[%d].shadowRoot.querySelector("[popover]").showPopover(), 0)`, number-1))
				}
				heard := strings.Join(read(), "\n")
				for _, words := range append(want, fmt.Sprint(number)+" of 5") {
					if !strings.Contains(heard, words) {
						t.Errorf("check %d: a screen reader does not say %q, but\n%s", number, words, heard)
					}
				}
			}
			paper := printed(b)
			for _, words := range []string{
				"Matched automatically: the article puts it in other words.", "2. Wrong number (disputed)", "5. Accurate (sourced)",
				"Given here to Richard Roe; the record has John Doe.",
			} {
				if !strings.Contains(paper, squeezed(words)) {
					t.Errorf("not on paper: %s, but\n%s", words, paper)
				}
			}
			if dir := os.Getenv("SOURCEMARK_PICTURES"); dir != "" {
				b.shot(dir + "/retold-" + name + ".png")
			}
			b.calm()
		})
	}
}
