//go:build !js

package main

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	protocol "github.com/chromedp/cdproto/network"
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

// A line is how a reader gets pages: bits per second, 0 for as fast as this machine's own network, with 40 ms there and
// back, and by how much the processor is slower than this one.
type line struct {
	name string
	bits float64
	slow float64
}

// allLines are those of readers: at a desk, at home, on the move, and with a cheap phone there.
var allLines = [...]line{{"", 0, 1}, {", 10 Mbit/s", 10e6, 1}, {", 2 Mbit/s", 2e6, 1}, {", 2 Mbit/s and a processor 4 × slower", 2e6, 4}}

// take makes a window get pages by the line.
func (l line) take(b *chromium.Tab) {
	if l.bits > 0 {
		b.Do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
			_, err := chromedp.Call(ctx, protocol.EmulateNetworkConditionsByRule, protocol.EmulateNetworkConditionsByRuleParams{
				MatchedNetworkConditions: []*protocol.Conditions{{Latency: 40, DownloadThroughput: l.bits / 8, UploadThroughput: l.bits / 8}}})
			return err
		}))
	}
	if l.slow > 1 {
		b.Do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
			_, err := chromedp.Call(ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: l.slow})
			return err
		}))
	}
}

// TestStart opens an article of 60 kB with 40 quotations, as many as a long story has, in fresh profiles: nothing is in
// the cache and no connection is open. Then it opens it again in the same. It does so by each line.
func TestStart(t *testing.T) {
	ready(t)
	const (
		items  = 40
		budget = 400.0 // ms, cold; on a machine with nothing else to do
	)
	runs, lines := 1, allLines[:1]
	if long() != "" {
		runs, lines = 15, allLines[:]
	}
	article, quotes := chronicle(items)
	s := pages(t, article, quotes)
	addHypothesis(t, s, article, quotes)
	address := serve(t, s) + "/"
	pages := [...]struct{ who, page string }{{"ours", "ours.html"}, {peers[0].name(t), "hypothesis.html"}}
	var cold, warm [len(allLines)][len(pages)][]float64
	var at [2][len(stages)][]float64
	for run := range runs {
		for l, line := range lines {
			for k := range pages {
				i := (k + run) % len(pages)
				b := chromium.Open(t, window)
				line.take(b)
				b.Do(chromium.AtStart(firstPaint))
				for w, times := range [...]*[]float64{&cold[l][i], &warm[l][i]} {
					b.Do(chromedp.Navigate(address + pages[i].page))
					*times = append(*times, chromium.Eval[float64](b, `first`))
					if i == 0 && l == 0 {
						for k, ms := range chromium.Eval[[]float64](b, `[performance.getEntriesByType("resource").find(r => r.name.endsWith("sourcemark.wasm")).responseEnd,
							...["compiled", "running", "ready", "painted"].map(n => performance.getEntriesByName("sourcemark:" + n)[0].startTime)]`) {
							at[w][k] = append(at[w][k], ms)
						}
					}
				}
				b.Close()
			}
		}
	}
	var results []Result
	for l, line := range lines {
		for i, p := range pages {
			results = append(results, of("from navigation to the first highlight, nothing cached"+line.name, p.who, 0, "ms", cold[l][i]),
				of("from navigation to the first highlight, cached"+line.name, p.who, 0, "ms", warm[l][i]))
		}
	}
	for w, how := range [...]string{"nothing cached", "cached"} {
		for k, name := range stages {
			results = append(results, of("from navigation to "+name+", "+how, "ours", 0, "ms", at[w][k]))
		}
	}
	save(t, "start", results)

	median := func(runs []float64) float64 { return of("", "", 0, "", runs).Median }
	if got := median(cold[0][0]); got > budget {
		overdue(t, "the first highlight stands after %.0f ms, want at most %.0f", got, budget)
	}
	for l, line := range lines {
		if got, theirs := median(cold[l][0]), median(cold[l][1]); got > theirs {
			overdue(t, "the first highlight stands after %.0f ms%s, with Hypothesis after %.0f", got, line.name, theirs)
		}
	}
}
