//go:build !js

package main

import (
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"sourcemark/wasm/browser/chromium"
)

// TestWeight adds up what a reader loads, in brotli, everybody's packed by the same hand: programs and style sheets.
// Records and annotations are the newsroom's own and about the same for all. The budgets are exact, for bytes are.
func TestWeight(t *testing.T) {
	ready(t)
	const kB = 1000.0
	var results []Result
	add := func(what, who string, bytes int, note string) {
		r := of(what, who, 0, "kB", []float64{float64(bytes) / kB})
		r.Note = note
		results = append(results, r)
	}

	// Ours, as the browser loads it: to the first highlight, and then to an open card.
	article, quotes := chronicle(10)
	s := pages(t, article, quotes)
	addHypothesis(t, s, article, quotes)
	address := serve(t, s) + "/"
	b := chromium.Open(t, window)
	b.Do(chromedp.Navigate(address + "ours.html"))
	const loaded = `performance.getEntriesByType("resource").filter(r => r.name.includes("/sourcemark/")).reduce((sum, r) => sum + r.encodedBodySize, 0)`
	highlight := chromium.Eval[int](b, `sourcemark.ready.then(() => `+loaded+`)`)
	card := chromium.Eval[int](b, `sourcemark.open("c0"), new Promise(go => requestAnimationFrame(() => setTimeout(go))).then(() => `+loaded+`)`)
	want := 0
	for name, data := range widget(t) {
		want += len(packed(data))
		if name == "sourcemark/sourcemark.js" {
			add("to the painted page", "ours", len(packed(data)), "the loader; the rest comes when the page is idle")
		}
	}
	if highlight != want {
		t.Errorf("to the first highlight, Chromium loads %d bytes, and the files have %d", highlight, want)
	}
	add("to the first highlight", "ours", highlight, "")
	add("to the first card", "ours", card, "")
	add("in all", "ours", card, "another language than English is 84 kB more")
	const budget = 385 * kB // the program 343, and 42 for the scripts, the words and the looks
	if card > budget {
		t.Errorf("the widget is %d bytes, want at most %.0f", card, budget)
	}

	// The client of Hypothesis, as the browser asks for it.
	b = chromium.Open(t, window)
	b.Do(chromedp.Navigate(address + "hypothesis.html"))
	b.Until(`document.querySelector("hypothesis-highlight")`)
	sum, asked := 0, make(map[string]bool)
	for _, r := range b.Requests() {
		u, err := url.Parse(r)
		if err != nil {
			t.Fatal(err)
		}
		if name := strings.TrimPrefix(u.Path, "/"); strings.HasPrefix(name, "hypothesis/") && !asked[name] {
			asked[name] = true
			sum += len(packed(s.files[name]))
		}
	}
	if !asked["hypothesis/build/scripts/sidebar.bundle.js"] {
		t.Errorf("the client of Hypothesis loads no sidebar, only %v", asked)
	}
	who := peers[0].name(t)
	add("to the first highlight", who, sum, "its scripts begin to load with the page; annotations come by way of the sidebar")
	add("in all", who, sum, "without fonts for formulas")
	for i := range peers {
		p := &peers[i]
		if p.module == hypothesis {
			continue
		}
		bytes := len(packed(p.program(t)))
		if p.sheet != "" {
			bytes += len(packed(read(t, "node_modules/"+p.module+"/"+p.sheet)))
		}
		add("in all", p.name(t), bytes, "highlights alone, no cards")
	}

	// A page that was rendered with its checks in it: the story of the demonstration, with its 37 items.
	out := filepath.Join(t.TempDir(), "plain.html")
	cmd := exec.Command("go", "run", "./claims/cmd/sourcemark", "render", "dist/plain.html", "-records",
		"dist/records.json", "-o", out)
	cmd.Dir, cmd.Stderr = root, os.Stderr
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	rendered := read(t, out)
	more := len(packed(rendered)) - len(packed(read(t, root+"/dist/plain.html")))
	var sheets []string
	for _, m := range regexp.MustCompile(`href="[^"]*/(sourcemark[^"/]*\.css)"`).FindAllSubmatch(rendered, -1) {
		if name := string(m[1]); !slices.Contains(sheets, name) {
			sheets = append(sheets, name)
		}
	}
	for _, name := range sheets {
		more += len(packed(read(t, root+"/dist/"+name)))
	}
	add("in all", "ours, on a rendered page", more,
		"marks, cards and endnotes of 37 items with "+strings.Join(sheets, " and "))
	save(t, "weight", results)
}
