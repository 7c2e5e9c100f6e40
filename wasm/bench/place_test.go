//go:build !js

package main

import (
	"slices"
	"testing"

	"github.com/chromedp/chromedp"

	"sourcemark/wasm/browser/chromium"
)

// window is that of everybody's reader.
var window = chromium.Window{Width: 1280, Height: 900}

// A contestant is a page that highlights quotations.
type contestant struct {
	who      string
	page     string
	atStart  string // runs before the page does, where the page does not measure by itself
	standing string // JavaScript: where its highlights stand
	most     int    // more quotations than these take it a minute and longer
}

// contestants is all there are: we first.
func contestants(t testing.TB) []contestant {
	t.Helper()
	out := []contestant{{"ours", "ours.html", ourMarks, `measure.standing("", [...CSS.highlights.values()].flatMap(h => [...h]))`, sentences}}
	for i := range peers {
		p := &peers[i]
		c := contestant{p.who(t), p.entry + ".html", "", `measure.standing(peer.elements, peer.ranges?.())`, sentences}
		switch p.entry {
		case "":
			c.page, c.atStart, c.standing = "hypothesis.html", hypothesisMarks, `measure.standing("hypothesis-highlight")`
		case "fragments.js":
			c.most = 200
		}
		out = append(out, c)
	}
	return out
}

// ourMarks makes the program's own marks of its progress begin and end what is measured: "ready" is when it has the
// records and looks for the article, "painted" when all is painted.
const ourMarks = `(() => {
	const mark = performance.mark.bind(performance);
	performance.mark = (name, ...more) => {
		const m = mark(name, ...more);
		if (name === "sourcemark:ready") measure.begin();
		if (name === "sourcemark:painted") measure.end();
		return m;
	};
})()`

// A measured is one load of a page.
type measured struct {
	Took      float64 // ms until the highlights stand
	Mutations float64 // of the article's DOM until then
	Blocked   float64 // ms of it in tasks of more than 50 ms
	Long      float64 // how many those are
	Right     float64 // quotations that are highlighted
	Wrong     float64 // highlights that are elsewhere
}

// load opens a page and waits until its highlights stand. then is JavaScript that goes on from there.
func (c *contestant) load(t testing.TB, address string, then func(b *chromium.Tab)) measured {
	t.Helper()
	b := chromium.Open(t, window)
	defer b.Close()
	if c.atStart != "" {
		b.Do(chromium.AtStart(c.atStart))
	}
	b.Do(chromedp.Navigate(address + "/" + c.page))
	m := chromium.Eval[measured](b, `measure.measured`)
	j := chromium.Eval[measured](b, `measure.judge(`+c.standing+`, wanted)`)
	m.Right, m.Wrong = j.Right, j.Wrong
	if then != nil {
		then(b)
	}
	return m
}

// budgets is how many times as long as ours others have to take at least for 200 quotations. The product is to be five
// times as fast as Hypothesis and at most one and a half times as slow as mark.js. The margin is for machines where
// other things run too, on which a program that has just been compiled loses more than JavaScript does.
var budgets = map[string]float64{"hypothesis.html": 3, "anchoring.js.html": 3, "mark.js.html": 2}

// TestPlace places and paints quotations on an article of 60 kB, in fresh pages, by turns. Measured is, in the page,
// from when a program has the selectors to when its highlights stand and the page is laid out with them:
//
// ours from the end of start-up, with the records read, to painted. Start-up, and reading the records, and what comes
//
//	after, the notes, are rows of their own
//
// hypothesis the client from the arrival of annotations in the page to the last one reported as highlighted; and what
//
//	                 its anchoring and its highlighter take by themselves
//	others           a call of the library, from a page that has loaded
func TestPlace(t *testing.T) {
	ready(t)
	numbers, runs := []int{200}, 1
	if long() != "" {
		numbers, runs = []int{10, 50, 200, 1000}, 7
	}
	var results []Result
	for _, n := range numbers {
		article, quotes := chronicle(n)
		s := pages(t, article, quotes)
		addHypothesis(t, s, article, quotes)
		address := serve(t, s)
		all := contestants(t)
		all = slices.DeleteFunc(all, func(c contestant) bool {
			_, budgeted := budgets[c.page]
			return n > c.most || long() == "" && !budgeted && c.page != "ours.html"
		})
		took := make([][]measured, len(all))
		var started, read, noted, notes []float64
		for run := range runs {
			for i := range all {
				k := (i + run) % len(all) // nobody is always the one after the same other
				if k > 0 {
					took[k] = append(took[k], all[k].load(t, address, nil))
					continue
				}
				took[0] = append(took[0], all[0].load(t, address, func(b *chromium.Tab) {
					at := chromium.Eval[struct{ Compiled, Running, Ready, Painted, Shown, Notes float64 }](b, `sourcemark.ready.then(() => {
						const at = name => performance.getEntriesByName("sourcemark:" + name)[0].startTime;
						return { compiled: at("compiled"), running: at("running"), ready: at("ready"), painted: at("painted"), shown: performance.now(), notes: document.querySelectorAll("article sourcemark-marks").length };
					})`)
					started, read = append(started, at.Painted-at.Compiled), append(read, at.Painted-at.Running)
					noted, notes = append(noted, at.Shown-at.Ready), append(notes, at.Notes)
				}))
			}
		}
		for i, c := range all {
			each := func(what, unit string, value func(m *measured) float64) {
				var values []float64
				for j := range took[i] {
					values = append(values, value(&took[i][j]))
				}
				results = append(results, of(what, c.who, float64(n), unit, values))
			}
			each("placed and painted", "ms", func(m *measured) float64 { return m.Took })
			each("in long tasks", "ms", func(m *measured) float64 { return m.Blocked })
			each("changes of the DOM", "", func(m *measured) float64 { return m.Mutations })
			each("highlighted", "", func(m *measured) float64 { return m.Right })
			each("highlighted elsewhere", "", func(m *measured) float64 { return m.Wrong })
			for _, m := range took[i] {
				if i == 0 && (m.Right != float64(n) || m.Wrong > 0) {
					t.Errorf("ours: %d quotations, %v highlighted, and %v elsewhere", n, m.Right, m.Wrong)
				}
			}
		}
		results = append(results,
			of("placed and painted", "ours, with reading the records", float64(n), "ms", read),
			of("placed and painted", "ours, with starting the program", float64(n), "ms", started),
			of("placed and painted", "ours, to the last note in the margin", float64(n), "ms", noted),
			of("changes of the DOM", "ours, to the last note in the margin", float64(n), "", notes))
		if n != 200 {
			continue
		}
		for i, c := range all[1:] {
			var ratios []float64
			for run := range runs {
				ratios = append(ratios, took[i+1][run].Took/took[0][run].Took)
			}
			r := of("placed and painted, times ours", c.who, 0, "", ratios)
			results = append(results, r)
			if least := budgets[c.page]; r.Median < least {
				overdue(t, "%s takes %.1f times as long as ours, want at least %.1f", c.who, r.Median, least)
			}
		}
	}
	save(t, "place", results)
}
