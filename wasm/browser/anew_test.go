//go:build !js

package main

import (
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/wasm/browser/engines"
	"sourcemark/wasm/edge/workerd"
	"sourcemark/web"
	"sourcemark/web/article"
	"sourcemark/web/lang"
)

// What comes back: a widget after its end, an article out of a copy that a page has kept, and pages that came with their
// checks one after the other.

// TestLoadAnew loads after destroy and after a failure, which starts from the beginning; and destroys what is loading,
// which then does not.
func TestLoadAnew(t *testing.T) {
	const tag = `data-records="harbour.json"`
	for name, c := range map[string]struct{ tag, do, want string }{
		"after destroy":                 {tag, `sourcemark.ready.then(() => (sourcemark.destroy(), sourcemark.load("bridge.json"))).then(r => { if (r.placed !== 1) throw r })`, "1 items, 1 buttons, 1 summary, 1 holders"},
		"after destroy, two":            {tag, `sourcemark.ready.then(() => (sourcemark.destroy(), Promise.all([sourcemark.load("harbour.json"), sourcemark.load("bridge.json")])))`, "4 items, 4 buttons, 1 summary, 3 holders"},
		"after a failure":               {`data-records="none.json"`, `sourcemark.ready.catch(() => sourcemark.load("harbour.json"))`, "3 items, 3 buttons, 1 summary, 3 holders"},
		"mounted, unmounted, mounted":   {tag, `(sourcemark.load("bridge.json"), sourcemark.destroy(), sourcemark.load("harbour.json"))`, "3 items, 3 buttons, 1 summary, 3 holders"},
		"destroyed while it was loaded": {tag, `(sourcemark.load("bridge.json"), sourcemark.destroy(), sourcemark.ready)`, "0 items, 0 buttons, 0 summary, 0 holders"},
	} {
		t.Run(name, func(t *testing.T) {
			b := twice(t, "", scriptTag(c.tag))
			b.until(`!!window.sourcemark?.ready`)
			eval[any](b, `Promise.resolve(`+c.do+`).then(() => 0)`)
			b.still()
			if got := eval[string](b, state); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
			eval[any](b, `sourcemark.destroy(), 0`)
			if left := eval[int](b, `document.querySelectorAll("sourcemark-summary, sourcemark-marks").length + CSS.highlights.size + document.adoptedStyleSheets.length`); left != 0 {
				t.Errorf("%d elements, highlights and style sheets are left", left)
			}
		})
	}
}

// TestPutBack puts an article back out of a copy that was made while its checks were shown. What was ours in the copy is
// dead, and goes.
func TestPutBack(t *testing.T) {
	for name, put := range map[string]string{
		"the whole of it":        `(e => { e.outerHTML = e.outerHTML })(document.querySelector("article"))`,
		"what is in it":          `(e => { e.innerHTML = e.innerHTML })(document.querySelector("article"))`,
		"one paragraph":          `(e => { e.replaceWith(e.cloneNode(true)) })(document.querySelector("article p:has(sourcemark-marks)"))`,
		"the page":               `document.body.replaceWith(document.body.cloneNode(true))`,
		"one that stands beside": `(e => e.after(e.cloneNode(true), Object.assign(document.createElement("i"), { hidden: true })))(document.querySelector("article p:has(sourcemark-marks)")), document.querySelector("article p:has(sourcemark-marks)").remove()`,
	} {
		t.Run(name, func(t *testing.T) {
			b := twice(t, "", scriptTag(`data-records="harbour.json"`)).ready()
			eval[any](b, put+`, 0`)
			b.until(state + ` === "3 items, 3 buttons, 1 summary, 3 holders"`)
			eval[any](b, `sourcemark.destroy(), 0`)
			if left := eval[string](b, `[...document.querySelectorAll("sourcemark-summary, sourcemark-marks")].map(e => e.outerHTML).join()`); left != "" {
				t.Errorf("left is %s", left)
			}
			b.calm()
		})
	}
}

// TestBack goes to another page and back to the one that the browser has kept as it was, an open card too.
func TestBack(t *testing.T) {
	s := wide
	s.whole = true
	b := open(t, s, served(t, map[string]string{"page.html": harbourPage(`<script>addEventListener("pageshow", e => { window.kept = e.persisted })</script>`, scriptTag(`data-records="harbour.json"`)),
		"harbour.json": harbourRecords(t), "elsewhere.html": `<!doctype html><title>Elsewhere</title><link rel="icon" href="data:,">`})+"/page.html").ready()
	eval[bool](b, `sourcemark.open("q01")`)
	for _, step := range [][2]string{{`location.href = "/elsewhere.html"`, "Elsewhere"}, {`history.back()`, "Harbour ferry"}} {
		eval[any](b, `setTimeout(() => { `+step[0]+` }), 0`)
		engines.Eventually(t, step[1], func() bool { // while a page goes, it cannot be asked
			there, err := chromedp.Run(b.Ctx, chromedp.Evaluate[bool](`document.readyState === "complete" && document.title === "`+step[1]+`"`))
			return err == nil && there
		})
	}
	eval[any](b, helpers)
	if !eval[bool](b, `kept`) {
		t.Error("the browser has loaded the page again")
	}
	if got := eval[string](b, state+` + (`+alive+` ? "" : ", of them dead ones")`); got != "3 items, 3 buttons, 1 summary, 3 holders" {
		t.Error(got)
	}
	if got := eval[string](b, `sourcemark.close(), click("open"), dialog()?.textContent ?? "no card"`); !strings.Contains(got, "1 of 3") {
		t.Errorf("the first button opens %q", got)
	}
	eval[any](b, `sourcemark.destroy(), 0`)
	if left := eval[int](b, `document.querySelectorAll("sourcemark-summary, sourcemark-marks").length + CSS.highlights.size`); left != 0 {
		t.Errorf("%d elements and highlights are left", left)
	}
	b.calm()
}

// TestSeenAnew replaces the article of a widget that waits until it is seen, before it is.
func TestSeenAnew(t *testing.T) {
	page := strings.Replace(harbourPage("", scriptTag(`data-records="harbour.json" data-start="visible"`)), "<article>", `<div id="far" style="height: 9000px"></div><article>`, 1)
	b := open(t, wide, served(t, map[string]string{"page.html": page, "harbour.json": harbourRecords(t)})+"/page.html")
	b.until(`!!window.sourcemark?.ready`)
	eval[any](b, `new Promise(go => requestAnimationFrame(() => setTimeout(() => go(0))))`)
	eval[any](b, `(e => { e.outerHTML = e.outerHTML })(document.querySelector("article")), 0`)
	if n := eval[int](b, `performance.getEntriesByType("resource").filter(e => e.name.endsWith(".wasm")).length`); n != 0 {
		t.Errorf("the program was fetched before the article was seen")
	}
	eval[any](b, `far.remove(), scrollTo(0, 0), 0`)
	b.until(state + ` === "3 items, 3 buttons, 1 summary, 3 holders"`)
	b.calm()
}

// renderedStory is the page of a story as render writes it, with something in its head.
func renderedStory(t *testing.T, head, story, dossier, tag string) string {
	t.Helper()
	d, err := records.Read("story.json", []byte(dossier))
	if err != nil {
		t.Fatal(err)
	}
	links := `<nav><a id="ferry" href="/ferry.html">Ferry</a> <a id="bridge" href="/bridge.html">Bridge</a> <a id="plain" href="/plain.html">Plain</a></nav>`
	p := article.Read([]byte(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>News</title>` + head + `</head><body>` + links + `<main>` + story + `</main>` + tag + `</body></html>`))
	out, err := p.Annotate(&web.View{Lang: lang.English(), Report: claims.New(d).Check(p.Text)}, article.Options{Stylesheet: "/dist/sourcemark.css"})
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

const (
	// swaps has links and the way back fetch a page and put its main element in the place of the one that is there, in a way
	// that SWAP stands for.
	swaps = `const go = (url, push) => fetch(url).then(a => a.text()).then(text => { if (push) history.pushState({}, "", url); const main = new DOMParser().parseFromString(text, "text/html").querySelector("main"); SWAP });
		document.addEventListener("click", e => { if (e.target.href) e.preventDefault(), go(e.target.href, true) }); addEventListener("popstate", () => go(location.href, false));`
	// inner is one way.
	inner = `document.querySelector("main").innerHTML = main.innerHTML`
)

// TestRenderedNext leads from one page that came with its checks to the next, without a reload, by a library that clones
// what it keeps, and by scripts that parse what they fetch. Each page is adopted, its cards open, and no program is fetched.
// On a page without checks there are none, and nobody hears of a mistake.
func TestRenderedNext(t *testing.T) {
	turbo, err := os.ReadFile("node_modules/@hotwired/turbo/dist/turbo.es2017-umd.js")
	if err != nil {
		t.Skip("Turbo is not installed; ./build.sh test installs it and then runs this test")
	}
	for name, script := range map[string]string{
		"Turbo":            string(turbo),
		"innerHTML":        strings.Replace(swaps, "SWAP", inner, 1),
		"nodes":            strings.Replace(swaps, "SWAP", `document.querySelector("main").replaceWith(document.adoptNode(main))`, 1),
		"nodes, in a step": strings.Replace(swaps, "SWAP", `document.querySelector("main").replaceChildren(); setTimeout(() => document.querySelector("main").replaceWith(document.adoptNode(main)))`, 1),
	} {
		t.Run(name, func(t *testing.T) {
			head := `<link rel="icon" href="data:,"><script src="/own.js"></script>`
			tag := ""
			if name == "Turbo" {
				tag = scriptTag("") // which runs on each page
			} else {
				head += scriptTag("")
			}
			plain := `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>News</title>` + head + `</head><body><nav><a id="ferry" href="/ferry.html">Ferry</a></nav><main><article><h1>Fog</h1><p>There is fog on the river, the harbour office says.</p></article></main></body></html>`
			b := open(t, wide, served(t, map[string]string{"own.js": script, "plain.html": plain,
				"ferry.html": renderedStory(t, head, harbourStory, harbourRecords(t), tag), "bridge.html": renderedStory(t, head, bridgeStory, lorryRecords, tag),
			})+"/ferry.html")
			at := func(do, want, id string) {
				t.Helper()
				eval[any](b, do+`, 0`)
				b.until(`window.sourcemark && sourcemark.items().map(i => i.id + " " + i.exact.slice(0, 15)).join("; ") === "` + want + `"`)
				if id != "" {
					// Again where Turbo has shown the page from its cache, and then puts the one that was fetched in its place.
					b.until(`sourcemark.open("` + id + `") && [...document.querySelectorAll("sourcemark-marks")].some(e => e.shadowRoot?.querySelector(":popover-open")?.checkVisibility())`)
				}
			}
			ferry, bridge := `#c01 The harbour fer; #q01 “We cannot run ; #c02 The ferry has r`, `#c01 The bridge took`
			at(`0`, ferry, "q01")
			at(`document.querySelector("#bridge").click()`, bridge, "c01")
			at(`history.back()`, ferry, "c02")
			at(`document.querySelector("#plain").click()`, ``, "")
			at(`document.querySelector("#ferry").click()`, ferry, "c01")
			if got := eval[int](b, `document.querySelectorAll("sourcemark-marks > template").length + document.querySelectorAll("sourcemark-summary").length`); got != 1 {
				t.Errorf("%d templates and summaries, want one", got)
			}
			for _, r := range b.Requests() {
				if strings.HasSuffix(r, ".wasm") {
					t.Errorf("%s was fetched", r)
				}
			}
			for _, c := range b.Complaints() {
				if !strings.Contains(c, "declarative Shadow DOM is not being parsed") { // so Chromium says of innerHTML
					t.Errorf("the page complains: %s", c)
				}
			}
		})
	}
}

func init() {
	// In a part of a page numbers and close buttons stand in the page itself, and are drawn.
	const card = `document.querySelectorAll("sourcemark-marks")[1]`
	features = append(features, feature{name: "posts that were rendered: a number opens its card", address: func(t *testing.T) string { return posts(t, "") }, failed: true, check: func(v *visit) {
		v.until(`document.querySelectorAll("sourcemark-marks").length === 3 && ` + card + `.shadowRoot.querySelector("link").sheet`)
		v.want("", `[...document.querySelectorAll("sourcemark-number > button")].map(b => b.getBoundingClientRect()).filter(r => r.width < 5 || r.width > 24 || r.height > 24).map(r => r.width + " by " + r.height).join()`)
		v.want("The bridge took 900 lorries a day in May, the council said.", `document.querySelectorAll("article")[1].querySelector("p").innerText`)
		v.want("", `[...document.querySelectorAll("sourcemark-number > a")].filter(a => a.getClientRects().length).length || ""`)
		v.clickOn(`document.querySelectorAll("sourcemark-number > button")[1]`)
		v.until(card + `.matches(":popover-open")`)
		v.want("Disputed", card+`.shadowRoot.querySelector(".verdict").innerText.replace(/ *\(.*/, "").trim()`)
		v.want("", `(([c, m]) => c.top < m.bottom - 12 && c.bottom > m.top ? "covers its words" : c.left < 0 || c.right > innerWidth ? "is not in the window" : "")([`+card+`, document.querySelectorAll("mark")[1]].map(e => e.getBoundingClientRect()))`)
		v.clickOn(card + `.querySelector("[slot=close]")`)
		v.until(`!` + card + `.matches(":popover-open")`)
		v.clickOn(`document.querySelectorAll("sourcemark-number > button")[2]`)
		v.until(`document.querySelectorAll("sourcemark-marks")[2].matches(":popover-open")`)
		v.Press(kb.Escape)
		v.until(`!document.querySelector("sourcemark-marks:popover-open")`)
	}}, feature{name: "posts that were rendered: the tag adopts them", address: func(t *testing.T) string { return posts(t, scriptTag("")) }, check: func(v *visit) {
		v.want("#c01@ferry, #c01@bridge, #c01@bridge", `sourcemark.items().map(i => i.id).join(", ")`)
		v.want("true, false", `["c01@ferry", "c01@bridge"].map(id => sourcemark.open(id)).join(", ")`)
		v.until(`document.querySelector("sourcemark-marks").matches(":popover-open")`)
	}}, feature{name: "the next page: rendered, by innerHTML", address: func(t *testing.T) string {
		head := `<link rel="icon" href="data:,"><script src="/own.js"></script>` + scriptTag("")
		return served(t, map[string]string{"own.js": strings.Replace(swaps, "SWAP", inner, 1),
			"ferry.html": renderedStory(t, head, harbourStory, harbourRecords(t), ""), "bridge.html": renderedStory(t, head, bridgeStory, lorryRecords, "")}) + "/ferry.html"
	}, check: func(v *visit) {
		const open = `[...document.querySelectorAll("sourcemark-marks")].find(e => e.shadowRoot?.querySelector(":popover-open"))?.dataset.sourcemark`
		v.Run(`(document.querySelector("#bridge").click(), 0)`)
		v.until(`sourcemark.items().map(i => i.exact.slice(0, 15)).join() === "The bridge took"`)
		v.Run(`(sourcemark.open("c01"), 0)`)
		v.until(open + ` === "c01"`)
		v.Run(`(history.back(), 0)`)
		v.until(`sourcemark.items().length === 3`)
		v.Run(`(sourcemark.open("q01"), 0)`)
		v.until(open + ` === "q01"`)
	}}, feature{name: "one card in a frame", address: func(t *testing.T) string {
		folder := t.TempDir()
		if err := os.WriteFile(folder+"/harbour.json", []byte(harbourRecords(t)), 0o666); err != nil {
			t.Fatal(err)
		}
		page := `<!doctype html><html lang="en"><meta charset="utf-8"><title>Elsewhere</title><p>As they say:</p><iframe src="/embed/c01" width="400" height="500"></iframe>`
		return workerd.Start(t, workerd.Options{Root: root, Records: folder, Vars: map[string]string{"ORIGIN": served(t, map[string]string{"frame.html": page})}}).URL + "/frame.html"
	}, failed: true, check: func(v *visit) {
		const in = `document.querySelector("iframe").contentDocument`
		v.until(in + `?.querySelector("sourcemark-card")?.shadowRoot?.querySelector("link").sheet`)
		v.want("Wrong number, 400 wide", `(d => d.querySelector("sourcemark-card").shadowRoot.querySelector(".verdict").innerText.replace(/ *\(.*/, "").trim() + ", " + d.documentElement.scrollWidth + " wide")(`+in+`)`)
	}})
}
