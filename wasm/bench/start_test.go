//go:build !js

package main

import (
	"testing"

	"github.com/chromedp/chromedp"

	"sourcemark/wasm/browser/chromium"
)

// firstPaint notes in window.first when the frame with the first highlight was handed to the screen, in ms since
// navigation began.
const firstPaint = `(() => {
	const mark = performance.mark.bind(performance);
	let done;
	window.first = new Promise(go => done = () => requestAnimationFrame(() => setTimeout(() => go(performance.now()))));
	performance.mark = (name, ...more) => {
		const m = mark(name, ...more);
		if (name === "sourcemark:painted") done();
		return m;
	};
	const seen = new MutationObserver(() => {
		if (document.querySelector("hypothesis-highlight")) seen.disconnect(), done();
	});
	seen.observe(document, { childList: true, subtree: true });
})()`

// stages is where the time goes with us, in ms since navigation began.
var stages = [...]string{"loaded", "compiled", "running", "ready", "painted"}

// TestStart opens an article of 60 kB with 40 quotations, as many as a long story has, in fresh profiles: nothing is in
// the cache and no connection is open. Then it opens it again in the same. The network is this machine; what a slow one
// adds is bytes, which TestWeight has.
func TestStart(t *testing.T) {
	ready(t)
	const (
		items  = 40
		budget = 400.0 // ms, cold; on a machine with nothing else to do
	)
	runs := 1
	if long() != "" {
		runs = 15
	}
	article, quotes := chronicle(items)
	s := pages(t, article, quotes)
	addHypothesis(t, s, article, quotes)
	address := serve(t, s) + "/"
	pages := [...]struct{ who, page string }{{"ours", "ours.html"}, {peers[0].name(t), "hypothesis.html"}}
	var cold, warm [len(pages)][]float64
	var at [2][len(stages)][]float64
	for run := range runs {
		for k := range pages {
			i := (k + run) % len(pages)
			b := chromium.Open(t, window)
			b.Do(chromium.AtStart(firstPaint))
			for w, times := range [...]*[]float64{&cold[i], &warm[i]} {
				b.Do(chromedp.Navigate(address + pages[i].page))
				*times = append(*times, chromium.Eval[float64](b, `first`))
				if i == 0 {
					for k, ms := range chromium.Eval[[]float64](b, `[performance.getEntriesByType("resource").find(r => r.name.endsWith("sourcemark.wasm")).responseEnd,
						...["compiled", "running", "ready", "painted"].map(n => performance.getEntriesByName("sourcemark:" + n)[0].startTime)]`) {
						at[w][k] = append(at[w][k], ms)
					}
				}
			}
			b.Close()
		}
	}
	var results []Result
	for i, p := range pages {
		results = append(results, of("from navigation to the first highlight, nothing cached", p.who, 0, "ms", cold[i]),
			of("from navigation to the first highlight, cached", p.who, 0, "ms", warm[i]))
	}
	for w, how := range [...]string{"nothing cached", "cached"} {
		for k, name := range stages {
			results = append(results, of("from navigation to "+name+", "+how, "ours", 0, "ms", at[w][k]))
		}
	}
	save(t, "start", results)

	median := func(runs []float64) float64 { return of("", "", 0, "", runs).Median }
	if got := median(cold[0]); got > budget {
		overdue(t, "the first highlight stands after %.0f ms, want at most %.0f", got, budget)
	}
	if got, theirs := median(cold[0]), median(cold[1]); got > theirs {
		overdue(t, "the first highlight stands after %.0f ms, with Hypothesis after %.0f", got, theirs)
	}
}
