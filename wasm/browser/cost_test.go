//go:build !js

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// What the widget costs a page, held against the budget of the product.

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

// TestManyItems places and paints 200 items on a long article.
func TestManyItems(t *testing.T) {
	built(t)
	const (
		items  = 200
		budget = 60.0 // ms
		start  = 20.0 // ms that Go's runtime takes to start when nothing else wants the machine, as in TestQuick
		loads  = 7    // a median of seven is not one unlucky load
	)
	article, dossier := long(t, items)
	address := served(t, map[string]string{"long.json": dossier, "long.html": `<!doctype html><html lang="en"><meta charset="utf-8"><title>A year</title>` + article + scriptTag(`data-records="long.json"`)}) + "/long.html"
	var took, again, started []float64
	for range loads {
		b := open(t, wide, address).ready()
		got := eval[struct {
			Items              int
			Took, Again, Start float64
		}](b, `(() => {
			const at = name => performance.getEntriesByName("sourcemark:" + name).at(-1).startTime, took = at("painted") - at("ready"), start = at("running") - at("compiled");
			for (let i = 0; i < 5; i++) sourcemark.refresh(); // by then the browser has compiled it well
			return { items: sourcemark.items().length, took, start, again: at("checked") - at("read") };
		})()`)
		b.Close()
		if got.Items != items {
			t.Fatalf("%d items of %d", got.Items, items)
		}
		took, again, started = append(took, got.Took), append(again, got.Again), append(started, got.Start)
	}
	for _, x := range [][]float64{took, again, started} {
		slices.Sort(x)
	}
	busy := max(1, started[loads/2]/start) // on a busy machine all of it takes longer; what starts the runtime is no code of ours
	t.Logf("%d items on %d bytes: placed and painted in %.1f ms (median; from %.1f to %.1f), placed again in %.1f; the runtime starts in %.1f, so the limit is taken %.2f times", items, len(article), took[loads/2], took[0], took[loads-1], again[loads/2], started[loads/2], busy)
	if took[loads/2] > budget*busy {
		t.Errorf("placed and painted in %.1f ms, want at most %.0f", took[loads/2], budget*busy)
	}
}

// fast3G is the network of a reader on the move, as lab tools have it: 1.6 Mbit/s down, 0.75 up, 150 ms there and back.
var fast3G = network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{{Latency: 150, DownloadThroughput: 1.6e6 / 8, UploadThroughput: 0.75e6 / 8}}}

// TestPageCost opens the story with and without the widget, in pairs, over a slow network.
func TestPageCost(t *testing.T) {
	built(t)
	const (
		pairs = 25   // one differs from the next by 50 ms and more; the median of these is good to some 8 ms, of nine to 20
		most  = 20.0 // ms of largest contentful paint that the widget may cost,
		share = 0.02 // or this share of it, whichever is more
	)
	story, err := os.ReadFile(root + "/dist/index.html")
	if err != nil {
		t.Fatal(err)
	}
	before, after, ok := strings.Cut(string(story), "<script async src=")
	_, after, end := strings.Cut(after, "</script>")
	if !ok || !end {
		t.Fatal("dist/index.html has no script tag")
	}
	address := served(t, map[string]string{"dist/with.html": string(story), "dist/plain.html": before + after}) + "/dist/"
	const watch = `window.painted = 0, window.shifts = 0;
		new PerformanceObserver(list => { for (const e of list.getEntries()) painted = e.startTime }).observe({ type: "largest-contentful-paint", buffered: true });
		new PerformanceObserver(list => { for (const e of list.getEntries()) shifts += e.value }).observe({ type: "layout-shift", buffered: true })`
	throttled := chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, network.EmulateNetworkConditionsByRule, fast3G)
		return err
	})
	paint := func(page string, wait string) float64 {
		b := open(t, wide, address+page, throttled, atStart(watch))
		defer b.Close()
		b.until(wait + ` && painted > 0`)
		b.still()
		if shifts := eval[float64](b, `shifts`); shifts != 0 {
			t.Errorf("%s moved by %v", page, shifts)
		}
		return eval[float64](b, `painted`)
	}
	var with, without, more []float64
	for i := range pairs {
		var a, b float64
		if i%2 == 0 { // whatever warms up or tires between two loads does so for both
			a = paint("with.html", `sourcemark.ready.then(() => true)`)
			b = paint("plain.html", `document.readyState === "complete"`)
		} else {
			b = paint("plain.html", `document.readyState === "complete"`)
			a = paint("with.html", `sourcemark.ready.then(() => true)`)
		}
		with, without, more = append(with, a), append(without, b), append(more, a-b)
	}
	for _, x := range [][]float64{with, without, more} {
		slices.Sort(x)
	}
	mid := pairs / 2
	t.Logf("largest contentful paint on a fast 3G network: %.0f ms with the widget, %.0f without; difference of pairs: median %.1f, from %.1f to %.1f", with[mid], without[mid], more[mid], more[0], more[pairs-1])
	if more[mid] > max(most, share*without[mid]) {
		t.Errorf("the widget delays the largest contentful paint by %.1f ms", more[mid])
	}
}

// TestOpensAtOnce measures the time from a click to the painted card, as browsers tell it of slow interactions.
func TestOpensAtOnce(t *testing.T) {
	const budget = 100.0 // ms; up to there an answer feels immediate
	b := open(t, wide, served(t, nil)+"/dist/index.html", atStart(`window.slow = [];
		new PerformanceObserver(list => { for (const e of list.getEntries()) if (e.interactionId) slow.push(e.duration) }).observe({ type: "event", durationThreshold: 16, buffered: true })`)).ready()
	for _, n := range []int{0, 13, 20, 30, 36} {
		at := eval[struct{ X, Y float64 }](b, fmt.Sprintf(`(() => {
			const button = controls("open")[%d];
			button.scrollIntoView({ block: "center" });
			const r = button.getBoundingClientRect();
			return { x: r.left + r.width / 2, y: r.top + r.height / 2 };
		})()`, n))
		b.click(at.X, at.Y)
		b.until(`dialog()`)
		b.still()
	}
	took := eval[[]float64](b, `slow`)
	slices.Sort(took)
	t.Logf("interactions that took 16 ms or more: %v", took)
	if n := len(took); n > 0 && took[n/2] > budget {
		t.Errorf("a card opens after %v ms, want at most %.0f", took[n/2], budget)
	}
}
