//go:build !js

package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// Pages that change without being loaded, as libraries do it: the article of another page comes in the place of the one
// that was there, and its address with it. What was checked is then that article, and nothing of the one before is left.
// Both articles have a sentence that is checked in the first alone.

const bridgeStory = `<article><h1>Lorries wear out the bridge</h1>
<p>The bridge took 900 lorries a day in May, the council said on Monday.</p>
<p>It was built for 200. Many of them used to go by water. The ferry has run on Sundays since 1954.</p></article>`

// lorryRecords is the dossier of the bridge, whose one record has the name of one of the ferry.
const lorryRecords = `{"@context": "https://schema.org", "@type": "Dataset", "@id": "lorries.json", "version": "1", "inLanguage": "en", "publisher": "The Harbour Desk", "negativeVerdicts": ["Wrong number"],
	"hasPart": [{"@type": "Report", "@id": "#s1", "publisher": "Council", "name": "Traffic count", "url": "https://council.example/traffic", "inLanguage": "en", "evidence": "primary", "text": "700 lorries a day"},
	{"@type": "Claim", "@id": "#c01", "text": "The bridge took 900 lorries a day in May",
	"anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "prefix": "", "exact": "The bridge took 900 lorries a day in May", "suffix": ", the council said"}},
	"review": {"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": "Wrong number", "ratingExplanation": "The council counted 700."}}, "citation": [{"@id": "#s1"}]}]}`

// What the page says of each article.
const (
	reported = `sourcemark.items().map(i => i.id + " " + i.exact.slice(0, 15)).concat(sourcemark.report().unplaced.map(u => "not " + u.id), controls("open").length).join("; ")`
	// and that nothing of ours is dead, out of a copy that a library has kept for the way back.
	alive      = `[...document.querySelectorAll("sourcemark-marks, sourcemark-summary")].every(e => e.shadowRoot)`
	ofTheFerry = `#c01 The harbour fer; #q01 “We cannot run ; #c02 The ferry has r; 3`
	ofBridge   = `#c01 The bridge took; 1`
)

// A library leads from page to page without loading it. files are what it is made of, under node_modules; body is the
// attributes of body; main those of the element that it fills anew; script is the page's own, which starts it; shell says
// that the tag stands outside of what is filled anew, with the dossier of the page that was loaded.
type library struct {
	files              []string
	body, main, script string
	shell              bool
	styled             bool // it needs inline styles itself
}

const (
	// fill fetches a page and gives its main element.
	fill = `const fill = url => fetch(url).then(a => a.text()).then(t => new DOMParser().parseFromString(t, "text/html").querySelector("main"));
		const follow = go => {
			document.addEventListener("click", e => { if (e.target.href) e.preventDefault(), go(e.target.href, true) });
			addEventListener("popstate", () => go(location.href, false));
		};
		const run = main => { for (const s of main.querySelectorAll("script")) { const n = document.createElement("script"); for (const a of s.attributes) n.setAttribute(a.name, a.value); s.replaceWith(n) } };`
	react = `const { createElement: h, useEffect } = React, { createBrowserRouter, RouterProvider, Outlet, Link } = ReactRouterDOM;
		const stories = { ferry: STORIES.ferry, bridge: STORIES.bridge };
		const Story = ({ name }) => (useEffect(() => effect(name), [name]), h("main", null, h("article", null, stories[name].map(([tag, text], i) => h(tag, { key: i }, text)))));
		const Shell = () => [h("nav", { key: 0 }, h(Link, { id: "ferry", to: "/ferry.html" }, "Ferry"), h(Link, { id: "bridge", to: "/bridge.html" }, "Bridge")), h(Outlet, { key: 1 })];
		const router = createBrowserRouter([{ element: h(Shell), children: ["ferry", "bridge"].map(name => ({ path: "/" + name + ".html", element: h(Story, { name }) })) }]);
		ReactDOM.createRoot(document.querySelector("#app")).render(h(RouterProvider, { router }));`
)

var reactFiles = []string{"react/umd/react.production.min.js", "react-dom/umd/react-dom.production.min.js", "@remix-run/router/dist/router.umd.min.js",
	"react-router/dist/umd/react-router.production.min.js", "react-router-dom/dist/umd/react-router-dom.production.min.js"}

var libraries = map[string]library{
	"Turbo":                           {files: []string{"@hotwired/turbo/dist/turbo.es2017-umd.js"}, styled: true},
	"htmx":                            {files: []string{"htmx.org/dist/htmx.min.js"}, body: `hx-boost="true"`, styled: true},
	"pjax":                            {files: []string{"pjax/pjax.min.js"}, shell: true, script: `new Pjax({ selectors: ["title", "main"], cacheBust: false }); addEventListener("pjax:success", () => sourcemark.load(document.querySelector("main").dataset.records))`},
	"swup":                            {files: []string{"swup/dist/Swup.umd.js"}, main: `id="swup"`, shell: true, script: `new Swup({ animationSelector: false }).hooks.on("page:view", () => sourcemark.load(document.querySelector("main").dataset.records))`},
	"Barba":                           {files: []string{"@barba/core/dist/barba.umd.js"}, body: `data-barba="wrapper"`, main: `data-barba="container"`, shell: true, script: `barba.init(); barba.hooks.after(() => sourcemark.load(document.querySelector("main").dataset.records))`},
	"React Router, a tag each":        {files: reactFiles, script: `const effect = name => { const s = Object.assign(document.createElement("script"), { src: "/dist/sourcemark.js" }); s.dataset.records = DOSSIERS[name]; document.body.append(s); return () => { s.remove() } };` + react},
	"React Router, load":              {files: reactFiles, shell: true, script: `const effect = name => { window.sourcemark?.load(DOSSIERS[name]) };` + react},
	"body replaced":                   {script: fill + `follow((url, push) => fill(url).then(() => fetch(url)).then(a => a.text()).then(t => { const body = document.adoptNode(new DOMParser().parseFromString(t, "text/html").body); run(body); document.documentElement.replaceChild(body, document.body); if (push) history.pushState({}, "", url) }))`},
	"history, a view transition":      {script: fill + `follow((url, push) => fill(url).then(main => { if (push) history.pushState({}, "", url); const swap = () => { const m = document.adoptNode(main); run(m); document.querySelector("main").replaceWith(m) }; document.startViewTransition ? document.startViewTransition(swap) : swap() }))`},
	"history, load before the change": {shell: true, script: fill + `follow((url, push) => fill(url).then(main => { if (push) history.pushState({}, "", url); sourcemark.load(main.dataset.records); setTimeout(() => document.querySelector("main").replaceWith(document.adoptNode(main))) }))`},
}

func init() {
	for _, name := range slices.Sorted(maps.Keys(libraries)) {
		features = append(features, feature{name: "the next page: " + name, address: livingAt(name), failed: true /* or not there yet */, check: nextPage})
	}
}

// livingAt is the address of the page of the ferry, from which a library leads to the bridge.
func livingAt(name string) func(t *testing.T) string {
	return func(t *testing.T) string {
		t.Helper()
		l := libraries[name]
		files := map[string]string{"harbour.json": harbourRecords(t), "lorries.json": lorryRecords}
		styles := ""
		if l.styled {
			styles = " 'unsafe-inline'"
		}
		head := `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src data:; style-src 'self'` + styles + `; base-uri 'none'">
			<meta name="htmx-config" content='{"includeIndicatorStyles": false, "allowEval": false}'><link rel="icon" href="data:,">`
		for _, f := range l.files {
			data, err := os.ReadFile("node_modules/" + f)
			if err != nil {
				t.Skip(f + " is not installed; ./build.sh test installs it and then runs this test")
			}
			file := f[strings.LastIndexByte(f, '/')+1:]
			files[file] = string(data)
			head += `<script defer src="/` + file + `"></script>`
		}
		if l.script != "" {
			files["own.js"] = `const DOSSIERS = { ferry: "/harbour.json", bridge: "/lorries.json" };` + strings.NewReplacer("STORIES.ferry", inPieces(harbourStory), "STORIES.bridge", inPieces(bridgeStory)).Replace(l.script)
			head += `<script defer src="/own.js"></script>`
		}
		for page, story := range map[string][2]string{"ferry": {harbourStory, "/harbour.json"}, "bridge": {bridgeStory, "/lorries.json"}} {
			tag, shell := scriptTag(`data-records="`+story[1]+`"`), ""
			if l.shell {
				tag, shell = "", tag
			}
			main := `<nav><a id="ferry" href="/ferry.html">Ferry</a> <a id="bridge" href="/bridge.html">Bridge</a></nav><main ` + l.main + ` data-records="` + story[1] + `">` + story[0] + tag + `</main>`
			if len(l.files) == len(reactFiles) {
				main = `<div id="app"></div>`
			}
			files[page+".html"] = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>` + page + `</title>` + head + `</head><body ` + l.body + `>` + main + shell + `</body></html>`
		}
		return served(t, files) + "/ferry.html"
	}
}

// inPieces is the elements of a story and their texts, as JavaScript.
func inPieces(story string) string {
	var out []string
	for _, line := range strings.Split(strings.TrimSuffix(strings.TrimPrefix(story, "<article>"), "</article>"), "\n") {
		tag, text, _ := strings.Cut(strings.TrimPrefix(line, "<"), ">")
		text, _, _ = strings.Cut(text, "</")
		out = append(out, fmt.Sprintf("[%q, %q]", tag, text))
	}
	return "[" + strings.Join(out, ", ") + "]"
}

// nextPage goes to the bridge, back, and to the bridge again, and wants each article to have its checks and no others.
func nextPage(v *visit) {
	v.t.Helper()
	at := func(want string) {
		v.t.Helper()
		v.until(`window.sourcemark && ` + reported + ` === "` + want + `" && ` + alive)
	}
	at(ofTheFerry)
	v.Run(`(document.querySelector("#bridge").click(), 0)`)
	at(ofBridge)
	v.Run(`(history.back(), 0)`)
	at(ofTheFerry)
	v.Run(`(document.querySelector("#bridge").click(), 0)`)
	at(ofBridge)
	v.want("1", `String(document.querySelectorAll("sourcemark-summary").length)`)
}

// TestLiving goes through these pages in Chromium: nobody complains, the program is compiled once, and of those that have
// run nothing is kept.
func TestLiving(t *testing.T) {
	const counted = `window.compiled = []; for (const name of ["compile", "compileStreaming"]) { const was = WebAssembly[name]; WebAssembly[name] = async a => { const m = await was.call(WebAssembly, a); compiled.push(WebAssembly.Module.exports(m).map(e => e.name).join()); return m } }`
	for name := range libraries {
		t.Run(name, func(t *testing.T) {
			b := open(t, wide, livingAt(name)(t), atStart(counted))
			at := func(do, want string) {
				t.Helper()
				eval[any](b, do+`, 0`)
				b.until(`window.sourcemark && ` + reported + ` === "` + want + `" && ` + alive)
			}
			at(`0`, ofTheFerry)
			for range 3 {
				at(`document.querySelector("#bridge").click()`, ofBridge)
				at(`history.back()`, ofTheFerry)
			}
			at(`document.querySelector("#bridge").click()`, ofBridge)
			if programs := eval[[]string](b, `compiled.filter(e => e.startsWith("run,"))`); len(programs) != 1 {
				t.Errorf("the program was compiled %d times, want once", len(programs))
			}
			b.calm()
		})
	}
}

// TestGoneBeforeRead goes on to the bridge while the records of the ferry are still on their way: the bridge has its own
// checks, and nothing is said of those of the ferry.
func TestGoneBeforeRead(t *testing.T) {
	const held = `{
		const was = fetch;
		window.hold = 0;
		window.fetch = async (...a) => { if (hold && String(a[0]).includes("harbour")) { hold++; await new Promise(go => window.release = go) } return was(...a) };
	}`
	b := open(t, wide, livingAt("history, load before the change")(t), atStart(held))
	at := func(want string) {
		t.Helper()
		b.until(`window.sourcemark && ` + reported + ` === "` + want + `" && ` + alive)
	}
	at(ofTheFerry)
	eval[any](b, `document.querySelector("#bridge").click(), 0`)
	at(ofBridge)
	eval[any](b, `hold = 1, history.back(), 0`)
	b.until(`hold > 2 && document.querySelector("main").textContent.includes("harbour ferry")`) // for load, and for who begins anew
	eval[any](b, `document.querySelector("#bridge").click(), 0`)
	b.until(`document.querySelector("main").textContent.includes("900 lorries")`)
	eval[any](b, `hold = 0, release(), 0`)
	at(ofBridge)
	b.calm()
}

// TestStaleCanonical leads on from an article whose canonical address stays behind in the head: the dossier about that
// address is not about the next article, and is not reported there.
func TestStaleCanonical(t *testing.T) {
	facts := strings.Replace(harbourRecords(t), `"@type":"Dataset"`, `"@type":"Dataset","about":{"@type":"NewsArticle","url":"ORIGIN/ferry"}`, 1)
	facts = asScript(facts)
	head := `<link rel="canonical" href="/ferry"><script>{
		const block = Object.assign(document.createElement("script"), { type: "application/json", className: "sourcemark-records" });
		block.textContent = ` + facts + `.replace("ORIGIN", location.origin);
		document.head.append(block);
	}</script>`
	b := open(t, wide, served(t, map[string]string{"page.html": harbourPage(head, scriptTag("async"))})+"/page.html").ready()
	if n := len(items(b)); n != 3 {
		t.Fatalf("%d items", n)
	}
	story := asScript(strings.Replace(bridgeStory, "The bridge took", "The harbour ferry carried 42,300 passengers last year. The bridge took", 1))
	eval[any](b, `history.pushState({}, "", "/bridge.html"), document.querySelector("article").outerHTML = `+story+`, 0`)
	b.until(`sourcemark.items().map(i => i.id).join() === "#c02"`)
	eval[any](b, `sourcemark.ready.then(() => 0)`)
	if got := eval[string](b, reported); got != "#c02 The ferry has r; 1" {
		t.Errorf("of the next article is reported: %s", got)
	}
	b.calm()
}

// asScript is a text as a string of JavaScript.
func asScript(text string) string {
	out, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return string(out)
}
