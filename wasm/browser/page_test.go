//go:build !js

package main

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// What a page must not feel of us: nothing moves, nothing stalls, and what fails, fails quietly.

// TestNothingMoves sums up the layout shifts of a page from its first moment, through the arrival of the
// checks, to an open card.
func TestNothingMoves(t *testing.T) {
	built(t)
	const watch = `window.shifts = [];
		new PerformanceObserver(list => { for (const s of list.getEntries()) shifts.push(s.value + " " + s.sources.map(x => x.node?.outerHTML?.slice(0, 80) ?? x.node?.data)) }).observe({ type: "layout-shift", buffered: true })`
	for name, address := range hosts(t) {
		for _, s := range []screen{wide, narrow} {
			t.Run(name+"/"+s.name, func(t *testing.T) {
				b := open(t, s, address, atStart(watch)).ready()
				b.still()
				eval[bool](b, `sourcemark.open("c05")`)
				b.still()
				if shifts := eval[[]string](b, `shifts`); len(shifts) > 0 {
					t.Errorf("the page moved: %s", strings.Join(shifts, "\n"))
				}
			})
		}
	}
}

// TestQuick measures, over several loads, the time from a compiled program to painted highlights, and
// looks for tasks after it that a reader would feel. The limits are those of the product's budget.
func TestQuick(t *testing.T) {
	const (
		loads  = 15 // enough for a median that the noise of a shared machine does not move
		median = 30 // milliseconds
		stall  = 50 // milliseconds
		start  = 20 // milliseconds that Go's runtime takes to start when nothing else wants the machine
	)
	// Of a task in which the program became compiled, what came after is ours.
	const watch = `window.long = [];
		new PerformanceObserver(list => { for (const t of list.getEntries()) long.push([t.startTime, t.duration]) }).observe({ type: "longtask", buffered: true })`
	address := served(t, nil) + "/dist/index.html"
	var painted, started, cold, long []float64
	for range loads {
		b := open(t, wide, address, atStart(watch)).ready()
		b.still()
		got := eval[struct {
			Painted, Start, Cold float64
			Long                 []float64
		}](b, `(() => {
			const at = name => performance.getEntriesByName("sourcemark:" + name)[0].startTime;
			return { painted: at("painted") - at("ready"), start: at("running") - at("compiled"), cold: at("painted") - at("compiled"), long: long.map(([start, d]) => start + d - Math.max(start, at("compiled"))) };
		})()`)
		b.Close()
		painted, started, cold = append(painted, got.Painted), append(started, got.Start), append(cold, got.Cold)
		long = append(long, slices.Max(append(got.Long, 0)))
	}
	slices.Sort(painted)
	slices.Sort(cold)
	slices.Sort(long)
	slices.Sort(started)
	// On a busy machine all of it takes longer; what starts the runtime is no code of ours.
	busy := max(1, started[loads/2]/start)
	t.Logf("start of the runtime: median %.1f ms, so the limits are taken %.2f times", started[loads/2], busy)
	t.Logf("longest task after the program was compiled, 0 for none over 50 ms: median %.1f ms, from %.1f to %.1f", long[loads/2], long[0], long[loads-1])
	if long[loads/2] > stall*busy {
		t.Errorf("tasks over 50 ms stall a page: %.1f", long)
	}
	t.Logf("from a compiled program, its runtime not yet started, to painted: median %.1f ms, from %.1f to %.1f", cold[loads/2], cold[0], cold[loads-1])
	t.Logf("from a program ready for the article to painted: median %.1f ms, from %.1f to %.1f", painted[loads/2], painted[0], painted[loads-1])
	if painted[loads/2] > median*busy {
		t.Errorf("from a program ready for the article to painted: median %.1f ms, want at most %d", painted[loads/2], median)
	}
}

// TestSizes holds what a reader loads against the budget of the product.
func TestSizes(t *testing.T) {
	built(t)
	data, err := os.ReadFile(root + "/dist/sizes.json")
	if err != nil {
		t.Fatal(err)
	}
	var sizes []struct {
		File              string
		Raw, Gzip, Brotli int
	}
	if err := json.Unmarshal(data, &sizes); err != nil {
		t.Fatal(err)
	}
	const kB = 1000
	left := map[string]int{"sourcemark.wasm": 640 * kB, "sourcemark.js": 6 * kB}
	for _, s := range sizes {
		if most, ok := left[s.File]; ok && s.Brotli > most {
			t.Errorf("%s is %d bytes in brotli, want at most %d", s.File, s.Brotli, most)
		}
		delete(left, s.File)
	}
	if len(left) > 0 {
		t.Errorf("sizes.json says nothing of %v", left)
	}
}

// TestFailsQuietly breaks the widget in every way a page or a network can, and wants the article as it was,
// one honest line, and nothing thrown at the page.
func TestFailsQuietly(t *testing.T) {
	built(t)
	story, err := os.ReadFile(root + "/dist/index.html")
	if err != nil {
		t.Fatal(err)
	}
	facts, err := os.ReadFile(root + "/dist/records.json")
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile(root + "/dist/sourcemark.wasm")
	if err != nil {
		t.Fatal(err)
	}
	page := func(old, new string) map[string]string {
		if !strings.Contains(string(story), old) {
			t.Fatalf("dist/index.html has no %s", old)
		}
		return map[string]string{"dist/index.html": strings.Replace(string(story), old, new, 1)}
	}
	// The page without digests, and another file changed.
	unpinned := func(file, to string) map[string]string {
		return map[string]string{"dist/index.html": withoutDigests(string(story)), file: to}
	}
	for name, c := range map[string]struct {
		changed map[string]string
		do      string // what the reader does then
		want    string // in the honest line
	}{
		"no records":       {page(` data-records="records.json"`, ""), "", "no records"},
		"records missing":  {page(`records.json`, "elsewhere.json"), "", "elsewhere.json"},
		"records altered":  {map[string]string{"dist/records.json": string(facts) + "\n"}, "", "not those of data-integrity"},
		"records broken":   {unpinned("dist/records.json", string(facts[:5000])), "", "records.json"},
		"records elsewise": {unpinned("dist/records.json", strings.Replace(string(facts), `"text":`, `"txet":`, 1)), "", "txet"},
		"records unnamed":  {page(`data-integrity="sha384-`, `data-integrity="384-`), "", `data-integrity="384-`},
		"program missing":  {page(`sourcemark.js"`, `../web/static/none.js"`), "none", ""},
		"program another":  {map[string]string{"dist/sourcemark.wasm": "no program"}, "", "belongs to the script tag"},
		"half another":     {map[string]string{"dist/sourcemark.run.js": "export const page = 0"}, "", "belongs to the script tag"},
		"program broken":   {unpinned("dist/sourcemark.wasm", "no program"), "", "WebAssembly"},
		"half missing":     {unpinned("dist/sourcemark.run.js", ""), "", "sourcemark.run.js"},
		"program cut":      {unpinned("dist/sourcemark.wasm", string(program[:len(program)/2])), "", ""},
		"program refused":  {page(`<head>`, `<head><meta http-equiv="Content-Security-Policy" content="script-src 'self'">`), "", "WebAssembly"},
		"no article":       {page(`data-edit`, `data-root="#nowhere" data-edit`), "", "#nowhere"},
		"hostile page":     {nil, `Range.prototype.getClientRects = Element.prototype.append = () => { throw new Error("mine") }; sourcemark.open("c01")`, "mine"},
	} {
		t.Run(name, func(t *testing.T) {
			b := open(t, wide, served(t, c.changed)+"/dist/index.html", atStart(`addEventListener("DOMContentLoaded", () => { window.was = document.documentElement.outerHTML })
				window.thrown = []; addEventListener("error", e => { if (e.error) thrown.push(String(e.error)) })`))
			if c.do == "none" {
				// The loader itself did not come: the page's own words stay.
				if line := eval[string](b, `document.querySelector("sourcemark-summary").innerText`); !strings.Contains(line, "once its script has run") {
					t.Errorf("the page says %q", line)
				}
				return
			}
			if c.do != "" {
				b.ready()
				eval[any](b, c.do+", 0")
			}
			b.until(`document.querySelector("sourcemark-summary").shadowRoot?.querySelector("[role=status]")?.textContent.includes("could not be shown")`)
			line := eval[string](b, `document.querySelector("sourcemark-summary").shadowRoot.querySelector("[role=status]").textContent`)
			if !strings.Contains(line, c.want) || !strings.Contains(line, "The article itself is complete") {
				t.Errorf("the honest line is %q, want it to say %q", line, c.want)
			}
			if !eval[bool](b, `document.documentElement.outerHTML === was`) {
				t.Error("the article is not as it was")
			}
			if eval[int](b, `sourcemark.items().length`) != 0 {
				t.Error("there are items of a widget that failed")
			}
			if thrown := eval[[]string](b, `thrown`); len(thrown) > 0 {
				t.Errorf("thrown at the page: %v", thrown)
			}
			t.Log(line)
		})
	}
}

var digest = regexp.MustCompile(` (data-)?integrity="[^"]*"`)

// withoutDigests is a page whose tag pins nothing.
func withoutDigests(page string) string { return digest.ReplaceAllString(page, "") }

// TestBeforeTheBuild opens the story where nothing has been built yet: it says what to do, and reads well.
func TestBeforeTheBuild(t *testing.T) {
	built(t)
	page, err := os.ReadFile(root + "/index.html")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(dir+"/index.html", page, 0o666); err != nil {
		t.Fatal(err)
	}
	b := open(t, narrow, "file://"+dir+"/index.html")
	b.until(`document.querySelector("sourcemark-summary").innerText.includes("run ./build.sh")`)
	if !eval[bool](b, `document.querySelector("article").innerText.includes("Washington answers")`) {
		t.Error("the story cannot be read")
	}
}
