//go:build !js

package main

import (
	"crypto/sha256"
	"encoding/base64"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// importMap is what a page without a bundler has.
const importMap = `{"imports": {"sourcemark": "/dist/npm/index.js"}}`

// moduleFiles are a page of two stories, which both have the sentence that is checked in the second only, and their dossiers. Its
// policy allows what web/README.md says, and Trusted Types nothing.
func moduleFiles(head string) map[string]string {
	digest := sha256.Sum256([]byte(importMap))
	return map[string]string{
		"two.html": `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Two stories</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-` + base64.StdEncoding.EncodeToString(digest[:]) +
			`'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'">
<script type="importmap">` + importMap + `</script>` + head + `<script type="module" src="/import.mjs"></script></head>
<body><main><h1>News of the harbour</h1>
<article id="bridge"><h2>Bridge</h2><p>` + bridgeSays + `, the council said on Monday, and will be open in May.</p>
<p>` + ferrySays + `, and the bridge will take most of them, the council expects.</p></article>
<article id="ferry"><h2>Ferry</h2><p>` + ferrySays + `, 3.5 per cent fewer than the year before, and pays 210,000 crowns a year for it.</p></article>
</main></body></html>`,
		"import.mjs": `import * as sourcemark from "sourcemark"; window.module = sourcemark; window.was = document.documentElement.outerHTML;
window.article = id => document.getElementById(id);
window.marked = () => [...CSS.highlights].flatMap(([name, h]) => [...h].map(r => r.startContainer.parentElement.closest("article").id + ": " + name + ": " + r)).sort().join("\n");
window.both = async () => { [window.one, window.two] = await Promise.all(["bridge", "ferry"].map(id => module.mount(article(id), { records: "/" + id + ".json", url: "https://news.example/" + id + ".html" }))) };`,
		"bridge.json": storyDossier("bridge", "https://news.example/bridge.html", bridgeSays),
		"ferry.json":  storyDossier("ferry", "https://news.example/ferry.html", ferrySays),
		"later.json":  storyDossier("later", "https://news.example/ferry.html", "pays 210,000 crowns a year for it"),
		"made.mjs":    made,
		"gone.json":   storyDossier("gone", "https://news.example/ferry.html", "The ferry was sold to the county for 9,000 crowns"),
		"broken.json": `{"@type": "Dataset"`,
	}
}

// module opens the page of two stories and waits until it has imported the module.
func module(t *testing.T, head string) *tab {
	t.Helper()
	built(t)
	b := open(t, wide, served(t, moduleFiles(head))+"/two.html")
	b.until(`!!window.module`)
	return b
}

const (
	bridgeMark = "bridge: sourcemark-unsourced: " + bridgeSays
	ferryMark  = "ferry: sourcemark-unsourced: " + ferrySays
	laterMark  = "ferry: sourcemark-unsourced: pays 210,000 crowns a year for it"
)

// TestModule has two articles mounted beside one another: each has its own records, and none of what the other does.
func TestModule(t *testing.T) {
	b := module(t, "")
	if eval[bool](b, `"sourcemark" in window || !!customElements.get("sourcemark-card")`) {
		t.Error("the page is touched by the import alone")
	}
	marked := func(when, want string) {
		t.Helper()
		if got := eval[string](b, `marked()`); got != want {
			t.Errorf("%s, marked is\n%s\nwant\n%s", when, got, want)
		}
	}
	eval[any](b, `both().then(() => 0)`)
	marked("at first", bridgeMark+"\n"+ferryMark)
	if got, want := eval[string](b, `[one, two].flatMap(m => m.items()).map(i => i.id).join()`), "#c01@bridge,#c01@ferry"; got != want {
		t.Errorf("the checks are called %s, want %s", got, want)
	}
	if got := eval[string](b, `[...document.querySelectorAll("sourcemark-summary")].map(e => e.parentElement.id).join()`); got != "bridge,ferry" {
		t.Errorf("there are summaries in %s", got)
	}

	eval[any](b, `window.opened = [], document.addEventListener("sourcemark:open", e => opened.push(e.target.id + " " + e.detail.id)), 0`)
	eval[any](b, `article("ferry").querySelector("sourcemark-marks").shadowRoot.querySelector("[data-do=open]").click(), 0`)
	if got := eval[string](b, `opened.join("; ") + ", " + trees().filter(t => t.querySelector("dialog")).length + " open"`); got != "ferry #c01@ferry, 1 open" {
		t.Errorf("a click on a note opens %q", got)
	}
	eval[any](b, `one.open("c01"), 0`)
	b.until(`opened.length === 2 && trees().filter(t => t.querySelector("dialog")).length === 1`)
	eval[any](b, `one.close(), 0`)

	eval[any](b, `two.update(["/ferry.json", "/later.json"]).then(() => 0)`)
	marked("with another dossier", bridgeMark+"\n"+ferryMark+"\n"+laterMark)
	eval[any](b, `(two.update("/ferry.json"), two.update("/later.json")).then(() => 0)`)
	marked("with the other alone", bridgeMark+"\n"+laterMark)
	if got := eval[string](b, `two.update("/broken.json").then(() => "", e => e.code)`); got != "records" {
		t.Errorf("a broken dossier is refused with %q", got)
	}
	marked("after a broken dossier", bridgeMark+"\n"+laterMark)
	eval[any](b, `two.update("/ferry.json").then(() => 0)`)

	eval[any](b, `one.destroy(), 0`)
	marked("without the first", ferryMark)
	if got := eval[int](b, `one.items().length`); got != 0 {
		t.Errorf("after destroy the first has %d items", got)
	}
	eval[any](b, `module.mount(article("bridge"), { records: "/bridge.json", url: "https://news.example/bridge.html" }).then(m => { window.one = m; return 0 })`)
	marked("mounted again", bridgeMark+"\n"+ferryMark)
	eval[any](b, `article("ferry").querySelector("p").append(" It was 39,000 once."), 0`)
	eval[any](b, `two.refresh(), one.destroy(), two.destroy(), article("ferry").querySelector("p").lastChild.remove(), 0`)
	marked("without both", "")
	if got := eval[string](b, `document.documentElement.outerHTML === was ? "" : document.documentElement.outerHTML`); got != "" {
		t.Errorf("the page is not as it was: %s", got)
	}
	if said := b.Complaints(); len(said) != 0 && !(len(said) == 1 && strings.Contains(said[0], "broken.json")) {
		t.Errorf("the console has %q", said)
	}
}

// TestModuleMounts mounts in all ways in which components come to do so. One article has its checks once, the page is as it was
// afterwards, and nothing is thrown or said.
func TestModuleMounts(t *testing.T) {
	for name, c := range map[string]struct{ do, want string }{
		"twice":                     {`(mount(), mount())`, ferryMark},
		"twice, with later records": {`(mount(), mount("/later.json"))`, laterMark},
		"strict mode":               {`(mount().left.abort(), mount())`, ferryMark},
		"aborted, and again, later": {`mount().then(m => (m.destroy(), mount()))`, ferryMark},
		"aborted while it begins":   {`new Promise(go => { const asks = fetch; window.fetch = (...what) => (window.fetch = asks, go(begun.left), asks(...what)); const begun = mount() }).then(left => (left.abort(), mount()))`, ferryMark},
		"aborted before":            {`module.mount(article("ferry"), { records: "/ferry.json", signal: AbortSignal.abort() })`, ""},
		"as an object":              {`fetch("/ferry.json").then(r => r.json()).then(mount)`, ferryMark},
		"in a list":                 {`mount(["/ferry.json", new URL("/later.json", location)])`, ferryMark + "\n" + laterMark},
		"without records":           {`mount([]).then(m => (m.items(), m.update("/ferry.json")))`, ferryMark},
		"from a folder":             {`module.mount(article("ferry"), { records: "/ferry.json", url: "https://news.example/ferry.html", files: "/dist/npm/files" })`, ferryMark},
		"the page, twice": {`(document.head.append(Object.assign(document.createElement("link"), { rel: "canonical", href: "https://news.example/ferry.html" })),
			module.load("/ferry.json", { root: "#ferry" }), module.load("/ferry.json"))`, ferryMark},
	} {
		t.Run(name, func(t *testing.T) {
			b := module(t, "")
			eval[any](b, `window.mount = (records = "/ferry.json") => {
				const left = new AbortController();
				return Object.assign(module.mount(article("ferry"), { records, url: "https://news.example/ferry.html", signal: left.signal }), { left });
			}, 0`)
			eval[any](b, c.do+`.then(() => 0)`)
			b.until(`document.querySelectorAll("sourcemark-summary").length <= 1`)
			if got := eval[string](b, `marked()`); got != c.want {
				t.Errorf("marked is\n%s\nwant\n%s", got, c.want)
			}
			b.calm()
		})
	}
}

// TestModuleFails wants an error with a code where an article cannot be mounted, one plain line for readers, and the page as it was
// afterwards.
func TestModuleFails(t *testing.T) {
	b := module(t, "")
	for name, c := range map[string]struct{ do, error, line string }{
		"records missing":           {`{ records: "/none.json" }`, "records: records could not be fetched from /none.json: 404", "could not be shown"},
		"records broken":            {`{ records: "/broken.json" }`, "records: ", "could not be shown"},
		"records of no kind":        {`{ records: 7 }`, "TypeError: ", ""},
		"a page where records were": {`{ records: location.pathname }`, "a web page is there", "could not be shown"}, // servers of routers send one for whatever is missing
		"program missing":           {`{ records: "/ferry.json", files: "/nowhere/" }`, "could not be fetched: 404", "could not be shown"},
	} {
		t.Run(name, func(t *testing.T) {
			got := eval[string](b, `module.mount(article("ferry"), `+c.do+`).then(() => "", e => (e.code ?? e.name) + ": " + e.message)`)
			if !strings.Contains(got, c.error) {
				t.Errorf("it is refused with %q, want %q", got, c.error)
			}
			line := `article("ferry").querySelector("sourcemark-summary")?.shadowRoot.textContent ?? ""`
			if c.line != "" {
				b.until(`(` + line + `).includes("` + c.line + `")`)
			} else if got := eval[string](b, line); got != "" {
				t.Errorf("readers see %q", got)
			}
			eval[any](b, `module.mount(article("ferry"), { records: "/ferry.json", url: "https://news.example/ferry.html" }).then(m => { m.destroy(); return 0 })`)
			if !eval[bool](b, `document.documentElement.outerHTML === was`) {
				t.Errorf("the page is not as it was: %s", eval[string](b, `document.body.innerHTML`))
			}
		})
	}
	got := eval[string](b, `(e => (e.dataset.sourcemark = "c01", e.attachShadow({ mode: "open" }), article("ferry").append(e), module.mount(article("ferry"), { records: "/ferry.json" }).then(() => "", e => e.code)))(document.createElement("sourcemark-marks"))`)
	if said := strings.Join(b.Complaints(), ""); got != "config" || !strings.Contains(said, "the article came with its checks; do not mount it") {
		t.Errorf("an article that came with its checks is refused with %q, and the console has %q", got, said)
	}
}

// TestModuleFreed mounts two articles and leaves them, many times, and wants no more left than of one time; while one stays, what
// the other leaves is freed, too.
func TestModuleFreed(t *testing.T) {
	b := module(t, `<script src="/made.mjs"></script>`)
	cycle := func(n int) {
		t.Helper()
		for range n {
			eval[any](b, `both().then(() => { two.open("c01"); one.destroy(); two.destroy(); one = two = null; return 0 })`)
		}
	}
	cycle(2)
	want := freed(b)
	cycle(6)
	if got := freed(b); got != want {
		t.Errorf("of %s is left %q, and of two times %q", eval[string](b, `ever()`), got, want)
	}
	if strings.Contains(want, "program") {
		t.Errorf("of two times is left %q", want)
	}
}

// TestModuleTypes holds index.d.ts against what there really is: the functions of the module, of a mounted article and of a page,
// what their checks have, and the settings that the loader knows.
func TestModuleTypes(t *testing.T) {
	data, err := os.ReadFile(root + "/web/npm/package/index.d.ts")
	if err != nil {
		t.Fatal(err)
	}
	types := string(data)
	member := regexp.MustCompile(`(?m)^  (?:readonly )?(\w+)\??[:(]`)
	of := func(names ...string) string {
		var all []string
		for _, name := range names {
			_, body, found := strings.Cut(types, "export interface "+name+" ")
			if !found {
				t.Fatalf("index.d.ts has no %s", name)
			}
			body, _, _ = strings.Cut(body, "\n}")
			for _, m := range member.FindAllStringSubmatch(body, -1) {
				all = append(all, m[1])
			}
		}
		slices.Sort(all)
		return strings.Join(slices.Compact(all), " ")
	}
	b := module(t, "")
	eval[any](b, `both().then(() => two.update(["/ferry.json", "/gone.json"])).then(() => 0)`)
	eval[any](b, `module.load("/ferry.json", { root: "#ferry" }).then(s => { window.page = s; return 0 })`)
	keys := func(what string) string {
		return eval[string](b, `Object.keys(`+what+`).filter(k => k !== "join" && k !== "kept").sort().join(" ")`) // which the loader has for itself
	}
	for what, want := range map[string]string{
		`one`:                      of("Checks", "Mounted"),
		`page`:                     of("Checks", "Sourcemark"),
		`two.items()[0]`:           of("Item"),
		`two.report()`:             of("Report"),
		`two.report().unplaced[0]`: of("Unplaced"),
		`two.report().counts`:      of("Counts"),
	} {
		if got := keys(what); got != want {
			t.Errorf("%s has\n%s\nand the types have\n%s", what, got, want)
		}
	}
	var exported []string
	for _, m := range regexp.MustCompile(`(?m)^export function (\w+)`).FindAllStringSubmatch(types, -1) {
		exported = append(exported, m[1])
	}
	slices.Sort(exported)
	if got := keys(`module`); got != strings.Join(exported, " ") {
		t.Errorf("the module exports %s, and the types %s", got, exported)
	}
	// A setting that the loader does not know is warned of, with all that it knows.
	eval[any](b, `module.mount(document.createElement("p"), { records: "/ferry.json", another: 1 }).catch(() => 0)`)
	said := strings.Join(b.Complaints(), "\n")
	_, known, _ := strings.Cut(said, "another is no setting; use ")
	known, _, _ = strings.Cut(known, "\n")
	known = strings.Trim(known, `"`)
	want := strings.Fields(of("Settings", "LoadSettings"))
	for _, name := range strings.Split(known, ", ") {
		if name != "records" && name != "nonce" && name != "edit" && !slices.Contains(want, name) { // a tag's; a module needs no nonce
			t.Errorf("the types lack the setting %s", name)
		}
	}
	for _, name := range want {
		if name != "files" && !slices.Contains(strings.Split(known, ", "), name) {
			t.Errorf("the types have the setting %s, which the loader does not know: it says %q", name, said)
		}
	}
}
