//go:build !js

package main

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"sourcemark/wasm/browser/chromium"
	"sourcemark/wasm/browser/engines"
)

// What every engine has to do. The other tests of this package look closer, in Chromium alone; here the same few things
// are done in each, by real keys and clicks, and what comes of it is a table.

// slim is a phone, as narrow as a window of Firefox gets.
var slim = screen{name: "slim", width: 500, height: 844}

// A visit is a page in one engine, and one thing to see there.
type visit struct {
	engines.Window
	t     *testing.T
	known string // why it is known to fail
	wrong []string
}

func (v *visit) errorf(format string, args ...any) {
	v.t.Helper()
	v.wrong = append(v.wrong, fmt.Sprintf(format, args...))
	if v.known == "" {
		v.t.Errorf(format, args...)
	}
}

// want fails unless a script gives a text: "" where nothing is to be wrong.
func (v *visit) want(want, script string) {
	v.t.Helper()
	if got := see[string](v, script); got != want {
		v.errorf("got %q, want %q", got, want)
	}
}

// until waits until a condition of the page holds.
func (v *visit) until(condition string) {
	v.t.Helper()
	engines.Until(v.t, v.Window, condition)
}

// painted waits until what was changed can be seen.
func (v *visit) painted() {
	v.t.Helper()
	v.Run(`new Promise(go => requestAnimationFrame(() => requestAnimationFrame(() => go(0))))`)
}

func see[T any](v *visit, script string) T {
	v.t.Helper()
	return engines.Ask[T](v.t, v.Window, script)
}

// A feature is something that has to work in every engine.
type feature struct {
	name    string
	on      screen // the zero screen is wide
	address func(t *testing.T) string
	old     string // in the story, which is now
	now     string
	begin   string // a script of the page's own, before anything else
	failed  bool   // the widget is not to get ready
	check   func(v *visit)
}

// was is what the page looked like before the widget, and what was thrown at it since.
const was = `addEventListener("DOMContentLoaded", () => { window.was = document.documentElement.outerHTML });
	window.thrown = []; addEventListener("error", e => { if (e.error) thrown.push(String(e.error)) });`

var features = []feature{
	{name: "gets ready, with all checks placed", check: func(v *visit) {
		v.want("37 placed, 0 not: 27 claims, 10 quotations", `sourcemark.ready.then(r => r.placed + " placed, " + r.unplaced + " not: " + r.counts.claims + " claims, " + r.counts.quotes + " quotations")`)
	}},
	{name: "opens from disk, in one file", address: func(t *testing.T) string { return fromDisk(t, "dist/story.html") }, check: func(v *visit) {
		v.want("37", `sourcemark.ready.then(r => String(r.placed))`)
	}},
	{name: "highlights hold the words", check: func(v *visit) {
		v.want("", `(() => {
			const blank = s => s.replace(/\s/g, ""), wrong = [];
			for (const status of ["sourced", "disputed", "unsourced"]) {
				const words = [...CSS.highlights.get("sourcemark-" + status)].map(String).join("");
				const want = sourcemark.items().filter(i => i.status === status).map(i => i.exact).join("");
				if (blank(words) !== blank(want)) wrong.push(status + ": " + words);
			}
			return wrong.join("\n");
		})()`)
	}},
	{name: "highlights can be seen", check: func(v *visit) {
		for _, status := range []string{"sourced", "disputed", "unsourced"} {
			v.seenUntil(lineOf(v, status), `CSS.highlights.clear()`)
			v.Run(`sourcemark.refresh()`)
		}
	}},
	{name: "hidden marks are gone at once", check: func(v *visit) {
		v.seenUntil(lineOf(v, "sourced"), `sourcemark.setVisible(false)`)
	}},
	{name: "without highlights, the buttons work", begin: `delete CSS.highlights;`, check: func(v *visit) {
		v.want("37 buttons", `CSS.highlights ? "has highlights" : controls("open").length + " buttons"`)
		v.clickOn(`controls("open")[4]`)
		v.until(`dialog()?.textContent.includes("5 of 37")`)
	}},
	{name: "opens by a click on the words", check: func(v *visit) {
		at := wordsOf(v, "c05")
		v.Click(float64(at.Min.X+min(40, at.Dx()/2)), float64(at.Min.Y+at.Dy()/2))
		v.until(`dialog()`)
		v.want("", `dialog().textContent.includes(sourcemark.get("c05").number + " of 37") ? "" : dialog().textContent`)
	}},
	{name: "opens by the keyboard", check: func(v *visit) {
		tabTo(v, `focused()?.dataset?.do === "open"`)
		v.Press(kb.Enter)
		v.until(`dialog()?.textContent.includes("1 of 37")`)
		v.want("true", `String(dialog().contains(focused()))`)
	}},
	{name: "the card has a name and a role", check: func(v *visit) {
		v.Run(`sourcemark.open("c05")`)
		v.want("", `(() => {
			const d = dialog(), name = d.getRootNode().getElementById(d.getAttribute("aria-labelledby"))?.textContent ?? "";
			return d.localName === "dialog" && name.includes(sourcemark.get("c05").verdict) ? "" : d.localName + " named " + name;
		})()`)
	}},
	{name: "Tab goes into the card, and on to the next check", check: func(v *visit) {
		tabTo(v, `focused()?.dataset?.do === "open"`)
		v.Press(kb.Enter)
		v.until(`dialog()`)
		v.Press(kb.Tab)
		v.until(`focused()?.dataset.do === "close"`)
		v.Run(`([...dialog().querySelectorAll("a, button, summary")].filter(e => !e.disabled).at(-1).focus(), 0)`)
		v.Press(kb.Tab)
		v.until(`focused()?.dataset.n === "2"`)
	}},
	{name: "Esc closes, and the focus is back", check: func(v *visit) {
		tabTo(v, `focused()?.dataset?.do === "open"`)
		v.Press(kb.Enter)
		v.until(`dialog()`)
		v.Press(kb.Escape)
		v.until(`!dialog()`)
		v.want("open 1 false", `focused().dataset.do + " " + focused().dataset.n + " " + focused().getAttribute("aria-expanded")`)
	}},
	{name: "a click elsewhere closes", check: func(v *visit) {
		v.Run(`sourcemark.open("c05")`)
		v.Click(5, 5)
		v.until(`!dialog()`)
	}},
	{name: "next and previous", check: func(v *visit) {
		v.Run(`sourcemark.open(sourcemark.items()[4].id)`)
		for _, step := range [][2]string{{"next", "6 of 37"}, {"previous", "5 of 37"}} {
			v.clickOn(`dialog().querySelector("[data-do=` + step[0] + `]")`)
			v.until(`dialog()?.textContent.includes("` + step[1] + `")`)
			v.want(step[0], `focused().dataset.do`)
		}
	}},
	{name: "the list of all checks", check: func(v *visit) {
		v.clickOn(`controls("list")[0]`)
		v.until(`dialog()?.className === "panel"`)
		v.want("37", `String(dialog().querySelectorAll(".entry").length)`)
		v.clickOn(`dialog().querySelectorAll(".entry")[2]`)
		v.until(`dialog()?.textContent.includes("3 of 37")`)
	}},
	{name: "the filter", check: func(v *visit) {
		v.clickOn(`controls("filter")[1]`)
		v.until(`controls("filter")[1].getAttribute("aria-pressed") === "true"`)
		v.want("sourcemark-disputed: 21 of 21", `[...CSS.highlights.keys()].join() + ": " + controls("open").filter(b => getComputedStyle(b).visibility === "visible").length + " of " + sourcemark.items().filter(i => i.status === "disputed").length`)
	}},
	{name: "a sheet on a phone", on: slim, check: func(v *visit) {
		v.Run(`sourcemark.open("c12")`)
		v.painted()
		v.want("", `(() => {
			const d = dialog().getBoundingClientRect(), w = [...CSS.highlights.get("sourcemark-active")][0].getBoundingClientRect();
			if (Math.abs(d.bottom - innerHeight) > 1 || d.left > 0 || d.right < document.documentElement.clientWidth) return "not at the foot: " + JSON.stringify(d);
			if (d.height > .6 * innerHeight + 1) return "too high: " + d.height;
			if (w.top < 0 || w.bottom > d.top) return "covers its words";
			return document.documentElement.scrollWidth > innerWidth ? "the page is " + document.documentElement.scrollWidth + " wide" : "";
		})()`)
	}},
	{name: "a link to a check opens it", check: func(v *visit) {
		v.Run(`(location.hash = "#sm-c05", 0)`)
		v.until(`dialog()?.textContent.includes(sourcemark.get("c05").number + " of 37")`)
	}},
	{name: "a verdict is withdrawn as one types", check: func(v *visit) {
		before := see[string](v, `document.querySelector("article").innerHTML`)
		v.Run(`(click("edit"), document.querySelector("article").focus(), ` + select22 + `, 0)`)
		v.Press("2")
		v.Press("4")
		v.until(`sourcemark.report().unplaced[0]?.differences[0].article === "24"`)
		v.want("#c23 differs 22 24", `(([u]) => [u.id, u.reason, u.differences[0].record, u.differences[0].article].join(" "))(sourcemark.report().unplaced)`)
		v.Run(`(click("reset"), 0)`)
		v.want("37", `String(sourcemark.items().length)`)
		v.want(before, `document.querySelector("article").innerHTML`)
	}},
	{name: "late text is found by refresh", begin: `addEventListener("DOMContentLoaded", () => {
		const p = document.querySelectorAll("article .column > p")[4], before = p.nextSibling;
		p.remove();
		window.arrive = () => before.before(p);
	});`, check: func(v *visit) {
		v.want("", `sourcemark.items().length < 37 ? "" : "found what is not there"`)
		v.Run(`(arrive(), sourcemark.refresh(), 0)`)
		v.want("37", `String(sourcemark.items().length)`)
	}},
	{name: "the page keeps its text nodes", begin: `window.texts = () => {
		const out = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		while (walk.nextNode()) out.push(walk.currentNode.data);
		return out.join("\0");
	};
	addEventListener("DOMContentLoaded", () => { window.before = texts() });`, check: func(v *visit) {
		v.want("true", `String(texts() === before)`)
	}},
	{name: "destroy leaves the page to the byte", check: func(v *visit) {
		v.Run(`(sourcemark.open("c10"), sourcemark.destroy(), 0)`)
		v.want("", `document.documentElement.outerHTML !== was ? document.documentElement.outerHTML : document.adoptedStyleSheets.length + CSS.highlights.size ? "styles" : ""`)
	}},
	{name: "loading twice is loading once", old: `</head>`, now: `<script async src="sourcemark.js" data-records="records.json"></script></head>`, check: func(v *visit) {
		v.Run(`new Promise((go, no) => {
			const again = document.createElement("script");
			Object.assign(again, { src: "sourcemark.js?again", onload: go, onerror: no });
			document.head.append(again);
		}).then(() => sourcemark.ready)`)
		v.want("37 items, 37 buttons, 1 summary", `sourcemark.items().length + " items, " + controls("open").length + " buttons, " + document.querySelectorAll("sourcemark-summary").length + " summary"`)
	}},
	{name: "mounted, unmounted and mounted again", address: harbourAgain, check: func(v *visit) {
		v.Run(`(sourcemark.destroy(), again("harbour.json").then(() => sourcemark.ready).then(() => 0))`)
		v.until(state + ` === "3 items, 3 buttons, 1 summary, 3 holders"`)
	}},
	{name: "another tag adds its dossier, once", address: harbourAgain, check: func(v *visit) {
		v.Run(`again("bridge.json").then(() => again("bridge.json")).then(() => 0)`)
		v.until(state + ` === "4 items, 4 buttons, 1 summary, 3 holders"`)
	}},
	{name: "two checks of one name", address: harbourAgain, check: func(v *visit) {
		v.Run(`sourcemark.load("bridge.json").then(() => 0)`)
		v.want("Too early, Wrong number, none", `["bridge.json#c01", "c01@harbour", "c01"].map(id => sourcemark.get(id)?.verdict ?? "none").join(", ")`)
		v.Run(`(location.hash = "#sm-c01@bridge", 0)`)
		v.until(`dialog()?.textContent.includes("The agenda says April.")`)
	}},
	{name: "a strict policy, and Trusted Types", address: inGallery("csp.html"), check: worksThere},
	{name: "taken over by React", address: inGallery("react.html"), check: worksThere},
	{name: "taken over by Vue", address: inGallery("vue.html"), check: worksThere},
	{name: "a dark page", address: inGallery("dark.html"), check: func(v *visit) {
		worksThere(v)
		v.want("rgb(22, 23, 26) rgb(30, 32, 37)", `getComputedStyle(document.body).backgroundColor + " " + getComputedStyle(document.querySelector("sourcemark-summary").shadowRoot.querySelector(".chip")).backgroundColor`)
	}},
	{name: "Arabic, from right to left", on: slim, address: inGallery("arabic.html"), check: worksThere},
	{name: "Korean", address: inGallery("korean.html"), check: worksThere},
	{name: "nine things in Korean", address: inGalleryWith("story-ko.html", was), check: inLanguage(37, "ltr")},
	{name: "nine things in Japanese", address: inGalleryWith("story-ja.html", was), check: inLanguage(37, "ltr")},
	{name: "nine things in Arabic", address: inGalleryWith("arabic.html", was), check: inLanguage(4, "rtl")},
	{name: "a story told again: in other words, in two parts, by somebody else", address: inGallery("retold.html"), check: func(v *visit) {
		v.until(`sourcemark.get("c01")?.placement === "restated"`)
		v.want("restated, exact, exact", `["c01", "c02", "q01"].map(id => sourcemark.get(id).placement).join(", ")`)
		for id, want := range map[string]string{
			"c01": "Matched automatically: the article puts it in other words",
			"q01": "Richard Roe",
			"q02": "Jane Roe",
		} {
			v.Run(`(sourcemark.open("` + id + `"), 0)`)
			v.want("", `dialog().textContent.includes("`+want+`") ? "" : dialog().textContent`)
		}
		v.Run(`(sourcemark.open("q01"), 0)`)
		v.want("", `/Accurate/.test(dialog().textContent) ? "a verdict on words that somebody else has said: " + dialog().textContent : ""`)
		v.want("“Every seat on a Sunday,” | “costs us more than a taxi would.”", `[...CSS.highlights.values()].flatMap(h => [...h]).map(String).filter(s => /Every|costs/.test(s)).join(" | ")`)
		v.want("5", `String(controls("open").length)`)
	}},
	{name: "a story told again, rendered at the edge and printed: the same", address: func(t *testing.T) string { return retoldTwice(t) + "/retold.html" }, check: func(v *visit) {
		v.until(`sourcemark.get("c01")?.placement === "restated"`)
		v.want("", sameAtEdge)
	}},
	{name: "a hostile page", address: inGallery("hostile.html"), check: worksThere},
	{name: "missing records: one plain line", old: `"records.json"`, now: `"elsewhere.json"`, failed: true, check: func(v *visit) {
		v.until(`document.querySelector("sourcemark-summary").shadowRoot?.querySelector("[role=status]")`)
		v.want("", `(line => line === "The checks of this article could not be shown. The article itself is unchanged." ? "" : line)(document.querySelector("sourcemark-summary").shadowRoot.querySelector("[role=status]").textContent)`)
		v.want("true", `String(document.documentElement.outerHTML === was)`)
	}},
	{name: "a broken dossier by the one tag: one plain line", address: func(t *testing.T) string {
		return served(t, map[string]string{"page.html": harbourPage("", scriptTag(`data-records="harbour.json"`)), "harbour.json": harbourRecords(t)[:300]}) + "/page.html"
	}, failed: true, check: func(v *visit) {
		v.until(`document.querySelector("article > sourcemark-summary:first-child")?.shadowRoot.textContent === "The checks of this article could not be shown. The article itself is unchanged."`)
		v.want("none left", `(sourcemark.destroy(), document.querySelectorAll("sourcemark-summary").length || "none left")`)
	}},
	{name: "part of the article: readers are told of nothing that is missing", address: func(t *testing.T) string {
		page := harbourPage("", scriptTag(`data-records="harbour.json"`))
		page = page[:strings.Index(page, "<p>“We")] + "<p>Subscribe to read on.</p></article>" + scriptTag(`data-records="harbour.json"`)
		return served(t, map[string]string{"page.html": page, "harbour.json": harbourRecords(t)}) + "/page.html"
	}, check: func(v *visit) {
		v.want("1 item, 2 without a place, nothing said of them", `sourcemark.items().length + " item, " + sourcemark.report().unplaced.length + " without a place, " + (document.querySelector("sourcemark-summary").shadowRoot.querySelector(".unplaced")?.textContent ?? "nothing said of them")`)
	}},
	{name: "another story: readers are told of nothing", address: func(t *testing.T) string {
		page := `<!doctype html><html lang="en"><meta charset="utf-8"><title>Bridge</title><article><h1>Bridge</h1><p>The new bridge will cost 12 million, the council said on Monday.</p></article>`
		return served(t, map[string]string{"page.html": page + scriptTag(`data-records="harbour.json"`), "harbour.json": harbourRecords(t)}) + "/page.html"
	}, check: func(v *visit) {
		v.want("0 items, 0 without a place, says ", `sourcemark.items().length + " items, " + sourcemark.report().unplaced.length + " without a place, says " + document.querySelector("sourcemark-summary").shadowRoot.textContent`)
	}},
	{name: "changed words: how many checks are not shown", address: func(t *testing.T) string {
		page := strings.Replace(harbourPage("", scriptTag(`data-records="harbour.json"`)), "41,200", "42,300", 1)
		return served(t, map[string]string{"page.html": page, "harbour.json": harbourRecords(t)}) + "/page.html"
	}, check: func(v *visit) {
		v.want("1 check is not shown, because its words have changed since", `document.querySelector("sourcemark-summary").shadowRoot.querySelector(".unplaced").textContent`)
		v.want("", `document.querySelector("sourcemark-summary").shadowRoot.textContent.includes("Wrong number") ? "the verdict is shown" : ""`)
	}},
	{name: "adopts a page that came with its checks", address: func(t *testing.T) string { return rendered(t, scriptTag("")) }, check: func(v *visit) {
		v.want("37 items, no program", `sourcemark.items().length + " items, " + (performance.getEntriesByType("resource").some(e => e.name.endsWith(".wasm")) ? "a program" : "no program")`)
		const holder = `document.querySelectorAll("sourcemark-marks")[4]`
		v.clickOn(holder + `.shadowRoot.querySelector("button")`)
		v.until(holder + `.shadowRoot.querySelector(":popover-open .position")?.textContent === "5 of 37"`)
		v.Press(kb.Escape)
		v.until(`!` + holder + `.shadowRoot.querySelector(":popover-open")`)
	}},
}

// knownToFail are the features that an engine does not have yet, each with the reason. One that works takes its line
// away.
var knownToFail = map[[2]string]string{}

// TestConformance does the same in every engine.
func TestConformance(t *testing.T) {
	built(t)
	results := make([][]string, len(features))
	for i := range results {
		results[i] = slices.Repeat([]string{"not tried"}, len(engines.All))
	}
	agents := make([]string, len(engines.All))
	for column, e := range engines.All {
		t.Run(e.Name, func(t *testing.T) {
			b := e.Start(t)
			agents[column] = engines.Ask[string](t, b.Open(t, wide.window(), "about:blank", ""), `navigator.userAgent`)
			for row, f := range features {
				t.Run(f.name, func(t *testing.T) {
					v := &visit{t: t, known: knownToFail[[2]string{e.Name, f.name}]}
					defer func() { results[row][column] = v.outcome() }()
					v.try(b, f)
					if v.known != "" && len(v.wrong) == 0 {
						t.Error("this works now: take its line from knownToFail")
					}
				})
			}
		})
	}
	table(t, agents, results)
}

// try opens the page of a feature and looks at it.
func (v *visit) try(b engines.Browser, f feature) {
	v.t.Helper()
	if f.on == (screen{}) {
		f.on = wide
	}
	v.Window = b.Open(v.t, f.on.window(), f.page(v.t), helpers)
	if !f.failed {
		v.Run(`sourcemark.ready.then(() => 0)`)
	}
	f.check(v)
	if f.address == nil {
		v.want("", `thrown.join("\n")`)
	}
}

// page is the address of the page for a feature: the story, changed.
func (f feature) page(t *testing.T) string {
	t.Helper()
	if f.address != nil {
		return f.address(t)
	}
	data, err := os.ReadFile(root + "/dist/index.html")
	if err != nil {
		t.Fatal(err)
	}
	story := string(data)
	if !strings.Contains(story, f.old) {
		t.Fatalf("dist/index.html has no %s", f.old)
	}
	story = strings.Replace(story, f.old, f.now, 1)
	story = strings.Replace(story, "<head>", "<head><script>"+was+f.begin+"</script>", 1)
	return served(t, map[string]string{"dist/index.html": story}) + "/dist/index.html"
}

func (v *visit) outcome() string {
	switch {
	case v.t.Skipped():
		return "not tried"
	case v.known != "":
		return "no: " + v.known
	case len(v.wrong) > 0:
		return "no: " + strings.Join(v.wrong, "; ")
	case v.t.Failed():
		return "no"
	}
	return "yes"
}

// table prints what came of all, and puts it beside what was built.
func table(t *testing.T, agents []string, results [][]string) {
	t.Helper()
	var b strings.Builder
	b.WriteString("| feature |")
	for _, e := range engines.All {
		b.WriteString(" " + e.Name + " |")
	}
	b.WriteString("\n| --- |" + strings.Repeat(" --- |", len(engines.All)) + "\n")
	for i, f := range features {
		for j, r := range results[i] {
			results[i][j] = strings.NewReplacer("|", "\\|", "\n", " ").Replace(r)
		}
		fmt.Fprintf(&b, "| %s | %s |\n", f.name, strings.Join(results[i], " | "))
	}
	b.WriteString("\n")
	for i, e := range engines.All {
		fmt.Fprintf(&b, "%s: %s\n", e.Name, agents[i])
	}
	t.Log("\n" + b.String())
	if err := os.WriteFile(root+"/dist/conformance.md", []byte(b.String()), 0o666); err != nil {
		t.Error(err)
	}
}

// clickOn brings an element into sight and clicks its middle, as a reader would.
func (v *visit) clickOn(element string) {
	v.t.Helper()
	at := see[[2]float64](v, `(() => {
		const e = `+element+`;
		const inSight = () => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight };
		if (!inSight()) e.scrollIntoView({ block: "center", behavior: "instant" });
		const r = e.getBoundingClientRect();
		return [r.left + r.width / 2, r.top + r.height / 2];
	})()`)
	v.Click(at[0], at[1])
}

// tabTo presses Tab until a condition holds.
func tabTo(v *visit, condition string) {
	v.t.Helper()
	const stops = 20 // more than the controls of the summary
	for range stops {
		v.Press(kb.Tab)
		if see[bool](v, condition) {
			return
		}
	}
	v.t.Fatalf("%d times Tab, and not there: %s", stops, condition)
}

// wordsOf is where the first line of an item's words stands in the window, once they are in sight.
func wordsOf(v *visit, id string) image.Rectangle {
	v.t.Helper()
	r := see[[4]float64](v, `(() => {
		sourcemark.open("`+id+`");
		const range = [...CSS.highlights.get("sourcemark-active")][0];
		sourcemark.close();
		range.startContainer.parentElement.scrollIntoView({ block: "start" });
		scrollBy(0, -120); // from under whatever is fixed to the top
		const line = range.getClientRects()[0];
		return [line.left, line.top, line.right, line.bottom];
	})()`)
	return image.Rect(int(r[0]), int(r[1]), int(r[2]), int(r[3]))
}

// lineOf is the first line of the first item of a status.
func lineOf(v *visit, status string) image.Rectangle {
	v.t.Helper()
	return wordsOf(v, see[string](v, `sourcemark.items().find(i => i.status === "`+status+`").id`))
}

func worksThere(v *visit) {
	v.t.Helper()
	v.want("", works)
}

// inLanguage does in a page in another language what the story is tried with one by one: it gets ready with all its
// checks, the highlights hold their words and are seen, a card opens by a click on them and by the keyboard and is
// closed by it, next and previous lead on, the list has all, and destroy leaves the page as it was.
func inLanguage(items int, dir string) func(v *visit) {
	const at = `(controls("open").find(b => b.getAttribute("aria-expanded") === "true")?.dataset.n ?? "none")`
	return func(v *visit) {
		v.t.Helper()
		v.want(fmt.Sprint(items, " placed, 0 not"), `sourcemark.ready.then(r => r.placed + " placed, " + r.unplaced + " not")`)
		v.want("", `(() => {
			const blank = s => s.replace(/\s/g, ""), wrong = [];
			for (const status of ["sourced", "disputed", "unsourced"]) {
				const words = [...CSS.highlights.get("sourcemark-" + status) ?? []].map(String).join("");
				const want = sourcemark.items().filter(i => i.status === status).map(i => i.exact).join("");
				if (blank(words) !== blank(want)) wrong.push(status + ": " + words);
			}
			return wrong.join("\n");
		})()`)
		v.seenUntil(lineOf(v, "disputed"), `CSS.highlights.clear()`)
		v.Run(`(sourcemark.refresh(), 0)`)
		id := see[string](v, `sourcemark.items()[2].id`)
		line := wordsOf(v, id)
		v.Click(float64(line.Min.X+line.Dx()/2), float64(line.Min.Y+line.Dy()/2))
		v.until(at + ` === "3"`)
		v.want(dir, `getComputedStyle(dialog().firstElementChild).direction`)
		for _, step := range [][2]string{{"next", "4"}, {"previous", "3"}} {
			v.clickOn(`dialog().querySelector("[data-do=` + step[0] + `]")`)
			v.until(at + ` === "` + step[1] + `"`)
		}
		v.Press(kb.Escape)
		v.until(`!dialog()`)
		v.want("open 3", `focused().dataset.do + " " + focused().dataset.n`)
		v.Press(kb.Enter)
		v.until(at + ` === "3"`)
		v.want("true", `String(dialog().contains(focused()))`)
		v.Press(kb.Escape)
		v.until(`!dialog()`)
		v.clickOn(`controls("list")[0]`)
		v.until(`dialog()?.className === "panel"`)
		v.want(fmt.Sprint(items), `String(dialog().querySelectorAll(".entry").length)`)
		v.clickOn(`dialog().querySelectorAll(".entry")[1]`)
		v.until(at + ` === "2"`)
		v.want("false", `String(document.documentElement.scrollWidth > document.documentElement.clientWidth)`)
		v.want("", `(sourcemark.destroy(), document.documentElement.outerHTML !== was ? document.documentElement.outerHTML : document.adoptedStyleSheets.length + CSS.highlights.size ? "styles" : "")`)
		v.want("", `thrown.join("\n")`)
	}
}

// seenUntil wants the marks of a line to be seen until a script takes them away. Nobody is told when an engine has
// painted, so pictures are taken until one differs.
func (v *visit) seenUntil(line image.Rectangle, script string) {
	v.t.Helper()
	v.painted()
	before := v.look(line)
	v.Run(script)
	// An underline is as long as its words.
	if !engines.Within(chromium.Patience, func() bool { return differing(before, v.look(line)) >= line.Dx() }) {
		v.errorf("the line at %v looks the same after %s", line, script)
	}
}

// look is a part of the window as it is painted.
func (v *visit) look(part image.Rectangle) image.Image {
	v.t.Helper()
	picture, err := png.Decode(bytes.NewReader(v.Picture()))
	if err != nil {
		v.t.Fatal(err)
	}
	return picture.(interface {
		SubImage(image.Rectangle) image.Image
	}).SubImage(part)
}

// differing is the number of pixels in which two pictures of the same place are not the same.
func differing(a, b image.Image) (n int) {
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			if a.At(x, y) != b.At(x, y) {
				n++
			}
		}
	}
	return n
}
