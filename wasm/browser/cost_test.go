//go:build !js

package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// What the widget costs a page, as far as it can be counted. ./build.sh bench has the times.

// long is an article of about 60 kB, and a dossier with a claim on each of n of its sentences.
func long(t testing.TB, n int) (page, dossier string) {
	t.Helper()
	const sentences = 600 // of a hundred bytes each
	places := []string{"harbour", "council", "ferry office", "market", "lighthouse", "school", "library", "shipyard"}
	things := []string{"boats", "tickets", "passengers", "crates of fish", "visitors", "letters", "bicycles", "lamps"}
	var b strings.Builder
	var parts []any
	b.WriteString("<article><h1>A year in the town</h1>")
	for i := range sentences {
		if i%5 == 0 {
			b.WriteString("<p>")
		}
		s := fmt.Sprintf("In week %d the %s counted %d %s, which was %d more than the %s had counted then", i/11+1, places[i%8], 1000+37*i, things[i/8%8], 3+i%17, places[(i+3)%8])
		b.WriteString(s + ". ")
		if i*n/sentences != (i+1)*n/sentences {
			parts = append(parts, map[string]any{"@type": "Claim", "@id": fmt.Sprintf("#c%d", len(parts)), "text": s,
				"anchor": map[string]any{"type": "SpecificResource", "selector": map[string]any{"type": "TextQuoteSelector", "exact": s, "prefix": "", "suffix": "."}}})
		}
		if i%5 == 4 {
			b.WriteString("</p>\n")
		}
	}
	b.WriteString("</article>")
	data, err := json.Marshal(map[string]any{"@context": "https://schema.org", "@type": "Dataset", "@id": "long.json", "version": "1", "inLanguage": "en", "publisher": "The desk", "negativeVerdicts": []string{}, "hasPart": parts})
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), string(data)
}

// countWork counts from a page's first moment what makes a browser work: questions about the layout, and changes of the
// document.
const countWork = `window.work = 0;
	for (const [of, names] of [
		[Element.prototype, ["getBoundingClientRect", "getClientRects", "append", "prepend", "before", "after", "remove", "replaceChildren", "replaceWith", "setAttribute", "removeAttribute", "attachShadow"]],
		[Range.prototype, ["getBoundingClientRect", "getClientRects"]],
		[Node.prototype, ["appendChild", "insertBefore", "removeChild", "replaceChild"]],
		[Document.prototype, ["createElement", "createTreeWalker", "createRange"]],
		[window, ["getComputedStyle"]],
	]) for (const name of names) {
		const real = of[name];
		of[name] = function (...args) { work++; return real.apply(this, args) };
	}
	for (const [of, name] of [[Element.prototype, "innerHTML"], [ShadowRoot.prototype, "innerHTML"], [Node.prototype, "textContent"]]) {
		const { get, set } = Object.getOwnPropertyDescriptor(of, name);
		Object.defineProperty(of, name, { get, set(value) { work++; set.call(this, value) }, configurable: true });
	}
	addEventListener("DOMContentLoaded", () => {
		window.changes = 0;
		new MutationObserver(all => changes += all.filter(c => ![...c.addedNodes, ...c.removedNodes].some(n => n.localName?.startsWith("sourcemark-"))).length)
			.observe(document.querySelector("article"), { childList: true, characterData: true, attributes: true, subtree: true });
	})`

// TestWork counts what the widget has the browser do on a long article: for twice the items twice as much at most, for
// one card always the same, and to the publisher's own nodes nothing. The times are those of ./build.sh bench.
func TestWork(t *testing.T) {
	built(t)
	type counts struct{ Items, Shown, Again, Card, Changes int }
	of := func(items int) counts {
		article, dossier := long(t, items)
		page := `<!doctype html><html lang="en"><meta charset="utf-8"><title>A year</title>` + article + scriptTag(`data-records="long.json"`)
		b := open(t, wide, served(t, map[string]string{"long.json": dossier, "long.html": page})+"/long.html", atStart(countWork)).ready()
		b.until(`controls("open").length === sourcemark.items().length`)
		b.still()
		return eval[counts](b, `(() => {
			const during = what => { const before = work; what(); return work - before };
			const shown = work, again = during(() => sourcemark.refresh());
			return { items: sourcemark.items().length, shown, again, card: during(() => sourcemark.open("c7")), changes };
		})()`)
	}
	half, whole := of(100), of(200)
	t.Logf("of 100 items: %+v; of 200: %+v", half, whole)
	if half.Items != 100 || whole.Items != 200 {
		t.Fatalf("%d items of 100, %d of 200", half.Items, whole.Items)
	}
	if half.Shown < 100 || half.Card < 1 {
		t.Fatal("the work is not counted")
	}
	const most = 2.2 // times as much for twice the items; the square would be four
	if float64(whole.Shown) > most*float64(half.Shown) || float64(whole.Again) > most*float64(half.Again) {
		t.Errorf("for twice the items %d after %d to show them, and %d after %d to check again", whole.Shown, half.Shown, whole.Again, half.Again)
	}
	if whole.Card > half.Card {
		t.Errorf("a card takes %d where there are 200, and %d where there are 100", whole.Card, half.Card)
	}
	if half.Changes+whole.Changes > 0 {
		t.Errorf("%d changes of the publisher's own nodes", half.Changes+whole.Changes)
	}
}

// TestPaintsFirst wants a frame of the page drawn before anything of the widget but its loader is asked for.
func TestPaintsFirst(t *testing.T) {
	// The loader does not wait for a page that is never drawn: on a busy machine this one would be taken for such. It may be
	// taken for one that never rests, as it was once for minutes.
	const endless = `const real = setTimeout;
		window.setTimeout = (go, ms, ...more) => real(go, ms >= 1000 ? 600_000 : ms, ...more);
		addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => { window.drawn = performance.now() }))`
	b := open(t, wide, served(t, nil)+"/dist/index.html", atStart(endless)).ready()
	got := eval[struct {
		Early []string
		All   int
	}](b, `(() => {
		const ours = performance.getEntriesByType("resource").filter(r => /sourcemark|records[.]json/.test(r.name));
		return { all: ours.length, early: ours.filter(r => !(r.startTime >= drawn)).map(r => r.name.replace(/.*\//, "")) };
	})()`)
	if got.All < 3 {
		t.Fatalf("the browser tells of %d files of the widget", got.All)
	}
	if !slices.Equal(got.Early, []string{"sourcemark.js"}) {
		t.Errorf("before the page is drawn, the widget loads %v, want its loader alone", got.Early)
	}
}
