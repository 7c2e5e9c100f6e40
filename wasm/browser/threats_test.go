//go:build !js

package main

import (
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// The threats of CONTRIBUTING.md, "Threats", that a page has to do with.

// records is the harbour's dossier with something replaced.
func spoilt(t *testing.T, old, now string) string {
	t.Helper()
	d := harbourRecords(t)
	if !strings.Contains(d, old) {
		t.Fatalf("the dossier has no %s", old)
	}
	return strings.ReplaceAll(d, old, now)
}

// harbourWith opens the story with another dossier and something in its head.
func harbourWith(t *testing.T, dossier, head string) *tab {
	t.Helper()
	built(t)
	page := `<!doctype html><html lang="en"><meta charset="utf-8"><title>Harbour ferry</title>` + head + harbourStory + scriptTag(`data-records="harbour.json"`)
	return open(t, wide, served(t, map[string]string{"page.html": page, "harbour.json": dossier})+"/page.html")
}

// TestRecordTextIsText puts markup into the words of records: readers see it as words, and no address but one of the
// web becomes a link.
func TestRecordTextIsText(t *testing.T) {
	const markup = `<img src=x onerror=window.pwned=1><script>window.pwned=1</script>&amp;\" onclick=\"window.pwned=1`
	dossier := spoilt(t, "The county counted 40,200.", markup)
	for _, words := range []string{"Wrong number", "County office", "Ferry traffic, annual figures", "Harbour office", "The Harbour Desk"} {
		dossier = strings.ReplaceAll(dossier, words, markup)
	}
	b := harbourWith(t, dossier, "").ready()
	for _, it := range items(b) {
		eval[any](b, `sourcemark.open("`+it.ID+`"), 0`)
		if wrong := eval[string](b, `[...dialog().querySelectorAll("*")].map(e => /^(img|script)$/.test(e.localName) || e.getAttributeNames().some(n => n.startsWith("on")) ? e.outerHTML : "").join("")`); wrong != "" {
			t.Errorf("%s: markup of the record is in the page: %s", it.ID, wrong)
		}
	}
	if said := eval[string](b, `sourcemark.open("c01"), dialog().textContent`); !strings.Contains(said, "<img src=x onerror") {
		t.Errorf("the card does not show the words as they are: %s", said)
	}
	eval[any](b, `click("list"), 0`)
	if eval[bool](b, `window.pwned === 1`) {
		t.Error("words of a record were run")
	}
	b.calm()

	b = harbourWith(t, spoilt(t, "https://county.example/ferry", "javascript:window.pwned=1"), "")
	b.until(`trees().some(t => t.textContent.includes("could not be shown"))|| window.sourcemark.ready.catch(() => true)`)
	if n := len(items(b)); n != 0 {
		t.Errorf("%d items of a dossier with a script for an address", n)
	}
}

// TestStrictPolicy runs on a page that forbids nearly everything, and wants nothing of it broken.
func TestStrictPolicy(t *testing.T) {
	built(t)
	const policy = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'`
	page := `<!doctype html><html lang="en"><meta charset="utf-8"><title>Harbour ferry</title><script src="watch.js"></script>` + harbourStory + scriptTag(`data-records="harbour.json"`)
	files := http.FileServer(http.Dir(root))
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		switch r.URL.Path {
		case "/page.html":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte(page))
		case "/harbour.json":
			_, _ = w.Write([]byte(harbourRecords(t)))
		case "/watch.js":
			w.Header().Set("Content-Type", "text/javascript")
			_, _ = w.Write([]byte(`window.violations = []; document.addEventListener("securitypolicyviolation", e => violations.push(e.violatedDirective + " " + e.blockedURI + " " + e.sample))`))
		case "/favicon.ico":
			w.WriteHeader(http.StatusNoContent)
		default:
			files.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(s.Close)
	b := open(t, wide, s.URL+"/page.html").ready()
	for _, it := range items(b) {
		eval[any](b, `sourcemark.open("`+it.ID+`"), 0`)
	}
	eval[any](b, `click("list"), sourcemark.refresh(), sourcemark.destroy(), 0`)
	if v := eval[[]string](b, `violations`); len(v) > 0 {
		t.Errorf("the policy was violated: %q", v)
	}
	b.calm()
}

// integrityOf is the digests of the files of dist/.
func integrityOf(t *testing.T) (digests map[string]string) {
	t.Helper()
	data, err := os.ReadFile(root + "/dist/integrity.json")
	if err == nil {
		err = json.Unmarshal(data, &digests)
	}
	if err != nil {
		t.Fatal(err)
	}
	return digests
}

// TestPinned alters whatever a page with a pinned tag fetches, one file after the other, as somebody could who has got
// hold of the server: none of it is shown. The words of the interface say what a verdict is as much as the program
// does.
func TestPinned(t *testing.T) {
	built(t)
	digests := integrityOf(t)
	sum := sha512.Sum384([]byte(harbourRecords(t)))
	const records = `data-records="harbour.json"`
	pin := `integrity="` + digests["sourcemark.js"] + `" `
	pinRecords := ` data-integrity="sha384-` + base64.StdEncoding.EncodeToString(sum[:]) + `"`
	load := func(t *testing.T, language, attributes string, changed map[string]string) *tab {
		t.Helper()
		files := map[string]string{"harbour.json": harbourRecords(t), "page.html": `<!doctype html><html lang="` + language + `"><meta charset="utf-8"><title>Harbour ferry</title>` +
			harbourStory + scriptTag(attributes)}
		maps.Copy(files, changed)
		b := open(t, wide, served(t, files)+"/page.html")
		eval[any](b, `sourcemark.ready.then(() => 0, () => 0)`)
		return b
	}
	ours := func(b *tab) []string {
		return slices.DeleteFunc(b.Complaints(), func(s string) bool { return !strings.Contains(s, "Sourcemark: ") })
	}

	b := load(t, "de", pin+records+pinRecords, nil)
	b.calm()
	if text := eval[string](b, summaryText); !strings.Contains(text, "1 strittig") {
		t.Fatalf("the bar of a page that nobody has altered says %s", text)
	}
	var names []string
	for _, r := range b.Requests() {
		u, err := url.Parse(r)
		if err != nil {
			t.Fatal(err)
		}
		if name := strings.TrimPrefix(u.Path, "/"); name != "page.html" && name != "favicon.ico" && name != "dist/sourcemark.js" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	if want := []string{"dist/lang/de.txt", "dist/lang/en.txt", "dist/sourcemark.others.wasm", "dist/sourcemark.run.js", "dist/sourcemark.values.wasm", "dist/sourcemark.wasm", "harbour.json"}; !slices.Equal(names, want) {
		t.Fatalf("the page fetches %v, want %v", names, want)
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			was := harbourRecords(t)
			if name != "harbour.json" {
				data, err := os.ReadFile(root + "/" + name)
				if err != nil {
					t.Fatal(err)
				}
				was = string(data)
			}
			now := strings.ReplaceAll(was, "strittig", "belegt") + "\n"
			b := load(t, "de", pin+records+pinRecords, map[string]string{name: now})
			if said := ours(b); len(said) != 1 || !strings.Contains(said[0], path.Base(name)) && !strings.Contains(said[0], "the program") {
				t.Errorf("the console has %q, want one line about it", said)
			}
			switch name {
			case "dist/lang/de.txt":
			case "dist/sourcemark.others.wasm", "dist/sourcemark.values.wasm": // which an article in English does not need
				if n := len(items(b)); n != 3 {
					t.Errorf("there are %d items, want all three", n)
				}
				return
			default:
				if n := len(items(b)); n != 0 {
					t.Errorf("there are %d items all the same", n)
				}
				return
			}
			if text := eval[string](b, summaryText); !strings.Contains(text, "1 disputed") {
				t.Errorf("the bar says %s, want it in English", text)
			}
			eval[any](b, `sourcemark.open("c01"), 0`)
			if text := eval[string](b, `dialog().lang + dialog().textContent`); !strings.HasPrefix(text, "en") || !strings.Contains(text, "(disputed)") {
				t.Errorf("the card says %s, want it in English", text)
			}
		})
	}
	for name, c := range map[string]struct {
		language, attributes, want string // in the only line of the console; "" for none
	}{
		"records not pinned":        {"en", pin + records, "the script tag is pinned and harbour.json is not"},
		"neither pinned":            {"en", records, ""},
		"records alone":             {"en", records + pinRecords, ""},
		"one digest of two":         {"en", pin + records + strings.Replace(pinRecords, `sha384-`, `sha384-AAAA sha384-`, 1), ""},
		"a digest of no known form": {"en", records + ` data-integrity="sha384:abc"`, `data-integrity="sha384:abc": want sha384-\u2026 as the digest of the records`},
		"an empty one":              {"en", pin + records + ` data-integrity=""`, "the script tag is pinned and harbour.json is not"},
	} {
		t.Run(name, func(t *testing.T) {
			b := load(t, c.language, c.attributes, nil)
			said := strings.Join(ours(b), "\n")
			if !strings.Contains(strings.ReplaceAll(said, `\"`, `"`), c.want) || c.want == "" && said != "" {
				t.Errorf("the console has %q, want %q", said, c.want)
			}
		})
	}
	t.Run("records that come later", func(t *testing.T) {
		b := load(t, "en", pin+records+pinRecords, map[string]string{"more.json": harbourRecords(t) + "\n"})
		if got := eval[string](b, `sourcemark.load("more.json").then(() => "loaded", e => e.message)`); !strings.Contains(got, "not those of data-integrity") {
			t.Errorf("another dossier than data-integrity names: %s", got)
		}
	})
}

// polluted gives every object of a page what none of them has by itself: settings of ours, options of the browser's
// functions, and names of what passes between loader and program.
const polluted = `<script>
	Object.assign(Object.prototype, {
		records: "https://evil.example/x.json", root: "body", mode: "off", show: "none", card: "sheet", summary: "none", lang: "../../evil", dir: "rtl", theme: "dark",
		feedback: "javascript:window.pwned=1", integrity: "sha384-x", nonce: "n", start: "interaction", await: "never", debug: "", edit: "",
		run: "sha384-x", wasm: "sha384-x", words: "x", boot: "x", texts: "x", page: "x", settled: "x", add: "x", url: "https://evil.example/", text: "x", code: "csp-wasm",
		kind: "quote", placement: "x", verdict: "True", unplaced: "c99", english: "x", css: "x",
		method: "POST", headers: "x", body: "x", cache: "x", credentials: "x", redirect: "x", referrer: "https://evil.example/", keepalive: true,
		once: true, passive: true, capture: true, signal: "x", delegatesFocus: true, slotAssignment: "manual", attributes: true, attributeFilter: "x", threshold: "x",
		behavior: "x", left: 99, inline: "x", status: "x", statusText: "\n",
	});
</script>`

// TestPollutedPrototype wants nothing of that to be a setting, and the widget to be what it is on any other page.
func TestPollutedPrototype(t *testing.T) {
	const look = `(() => {
		const sorted = (_, v) => v && v.constructor === Object ? Object.fromEntries(Object.entries(v).sort()) : v, all = v => JSON.stringify(v, sorted), report = sourcemark.report();
		sourcemark.open("c01");
		const card = (dialog() ?? document.querySelector("sourcemark-marks").shadowRoot.querySelector("[popover]")), style = getComputedStyle(card);
		return [all(sourcemark.items()), all(report), card.outerHTML.replace(/(style|class)="[^"]*"/g, ""), style.direction, style.colorScheme, String(CSS.highlights.size),
			document.querySelector("sourcemark-summary")?.shadowRoot?.textContent ?? "", String(scrollX)];
	})()`
	story, err := os.ReadFile(root + "/dist/story.html")
	if err != nil {
		t.Fatal(err)
	}
	for name, page := range map[string]string{
		"a page":                `<!doctype html><html lang="en"><meta charset="utf-8"><title>Harbour ferry</title>` + harbourStory + scriptTag(`data-records="harbour.json"`),
		"a page in one file":    string(story),
		"a page with its cards": renderedPage(t, scriptTag("")),
	} {
		t.Run(name, func(t *testing.T) {
			address := served(t, map[string]string{"harbour.json": harbourRecords(t), "clean.html": page, "polluted.html": strings.Replace(page, `<title>`, polluted+`<title>`, 1)})
			clean, b := open(t, wide, address+"/clean.html").ready(), open(t, wide, address+"/polluted.html").ready()
			want := eval[[]string](clean, look)
			for i, got := range eval[[]string](b, look) {
				if got != want[i] {
					t.Errorf("the page says\n%s\nand without the pollution\n%s", got, want[i])
				}
			}
			b.calm()
		})
	}
	t.Run("a get", func(t *testing.T) { // which makes of what a browser tells of a property both kinds of property at once
		b := harbourWith(t, harbourRecords(t), `<script>Object.prototype.get = () => "x"; addEventListener("load", () => { delete Object.prototype.get })</script>`).ready()
		if n := len(items(b)); n != 3 {
			t.Errorf("%d items", n)
		}
		b.calm()
	})
	t.Run("a failure", func(t *testing.T) {
		b := open(t, wide, served(t, map[string]string{"page.html": `<!doctype html><title>Harbour ferry</title>` + polluted +
			`<script>window.heard = []; for (const n of ["error", "blocked"]) addEventListener("sourcemark:" + n, e => heard.push(n + " " + e.detail.code))</script>` +
			harbourStory + scriptTag(`data-records="none.json"`)})+"/page.html")
		eval[any](b, `sourcemark.ready.then(() => 0, () => 0)`)
		b.until(`heard.length`)
		if heard := eval[[]string](b, `heard`); !slices.Equal(heard, []string{"error records"}) {
			t.Errorf("the page hears %q", heard)
		}
	})
}

// TestFeedbackOnceMore deceives the loader, which asks for https: or mailto:. The program asks again.
func TestFeedbackOnceMore(t *testing.T) {
	for _, address := range []string{"javascript:window.pwned=1", " javascript:window.pwned=1", "data:text/html,x", "//evil.example/", "vbscript:x", "blob:x"} {
		b := open(t, wide, served(t, map[string]string{"harbour.json": harbourRecords(t), "page.html": `<!doctype html><title>Harbour ferry</title><script>RegExp.prototype.test = () => true</script>` +
			harbourStory + scriptTag(`data-records="harbour.json" data-feedback="`+address+`"`)})+"/page.html").ready()
		if links := eval[[]string](b, `sourcemark.open("c01"), [...dialog().querySelectorAll("[data-do=feedback]")].map(e => e.href)`); len(links) > 0 {
			t.Errorf("data-feedback=%q has become a link: %q", address, links)
		}
	}
}

// TestLookAlike puts a forged card into the article: it is not read as the article's words, it gets no check, and
// the widget's own cards go on by themselves.
func TestLookAlike(t *testing.T) {
	const button = `<button class="note sourced" data-do="open" data-n="1">Sourced: the harbour ferry carried 41,200 passengers last year</button></sourcemark-marks>`
	const forged = `<sourcemark-marks>` + button
	// What looks as if the page had come with its checks takes nobody's checks away.
	for _, rendered := range []string{`<sourcemark-marks data-sourcemark="c01" data-kind="claim" data-status="sourced" data-placement="exact">` + button, `<sourcemark-marks data-sourcemark='"]'>` + button} {
		b := harbourWith(t, harbourRecords(t), rendered).ready()
		if got := eval[string](b, `sourcemark.get("c01").verdict`); got != "Wrong number" {
			t.Errorf("with %s the verdict is %q", rendered, got)
		}
	}
	b := harbourWith(t, harbourRecords(t), forged).ready()
	eval[any](b, `document.querySelectorAll("p")[0].insertAdjacentHTML("beforebegin", '`+forged+`'), sourcemark.refresh(), 0`)
	if got := eval[string](b, `sourcemark.get("c01").exact`); got != "The harbour ferry carried 41,200 passengers last year" {
		t.Errorf("the record stands on %q", got)
	}
	eval[any](b, `sourcemark.open("c01"), 0`)
	if got := eval[string](b, `dialog().textContent`); !strings.Contains(got, "Wrong number") {
		t.Errorf("the card says %q", got)
	}
	eval[any](b, `sourcemark.destroy(), 0`)
	if n := eval[int](b, `document.querySelectorAll("sourcemark-marks").length`); n != 2 {
		t.Errorf("%d of the page's own two elements are left", n)
	}
}

// TestHostilePage hides the document's methods behind names of elements, takes our ids, and breaks methods: what
// is left is either a widget that works or an article as it was.
func TestHostilePage(t *testing.T) {
	const clobber = `<form id="sourcemark" name="sourcemark"><input name="ready"></form>
		<img name="querySelector"><img name="querySelectorAll"><img name="createElement"><img name="createRange"><img name="currentScript"><img name="head"><img name="body">
		<img name="getSelection"><img name="documentElement"><img name="adoptedStyleSheets"><img name="addEventListener"><img name="readyState"><img name="createDocumentFragment">
		<div id="sm-verdict"></div><div id="sm-list"></div><a id="CSS"></a><a id="Highlight"></a><a id="page"></a><a id="Go"></a>
		<style>* { all: revert !important } sourcemark-marks, sourcemark-summary { font-size: 90px; color: red; transform: rotate(9deg) }</style>`
	b := harbourWith(t, harbourRecords(t), clobber).ready()
	if n := len(items(b)); n != 3 {
		t.Fatalf("%d items", n)
	}
	eval[any](b, `controls("open")[0].focus(), 0`)
	b.press(kb.Enter)
	b.until(`dialog()`)
	if got := eval[float64](b, `parseFloat(getComputedStyle(dialog()).fontSize)`); got > 20 {
		t.Errorf("the page's rules reach the card: %v px", got)
	}
	if got := eval[string](b, `getComputedStyle(controls("open")[0]).color`); got == "rgb(255, 0, 0)" {
		t.Error("the page's rules reach the notes")
	}
	b.press(kb.Escape)
	b.until(`!dialog()`)

	// Broken methods: the article stays, and nothing is thrown at the page.
	for _, broken := range []string{
		`Array.prototype.map = null`, `Map.prototype.set = () => { throw new Error("mine") }`, `Element.prototype.attachShadow = undefined`,
		`window.requestIdleCallback = undefined`, `CSS.highlights.set = () => { throw new Error("mine") }`, `Element.prototype.getBoundingClientRect = () => ({})`,
		`window.ResizeObserver = undefined`, `window.MutationObserver = undefined`, `JSON.parse = () => { throw new Error("mine") }`,
	} {
		b := harbourWith(t, harbourRecords(t), `<script>window.thrown = []; addEventListener("error", e => { if (e.error) thrown.push(String(e.error)) }); `+broken+`</script>`)
		eval[any](b, `sourcemark.ready.then(() => 0, () => 0)`)
		got := eval[struct {
			Words  string
			Thrown []string
		}](b, `({ words: document.querySelector("article").textContent, thrown })`)
		if !strings.Contains(got.Words, "The council will decide in March.") || len(got.Thrown) > 0 {
			t.Errorf("%s: %+v", broken, got)
		}
	}
}

// TestHostIsLeftAlone wants the page's own highlights, keys and looks untouched.
func TestHostIsLeftAlone(t *testing.T) {
	b := harbourWith(t, harbourRecords(t), `<style>::highlight(theirs) { color: red } button, dialog, .note, .bar { color: rgb(1, 2, 3) }</style><button class="note" id="own">A button</button>
		<script>
			const r = new Range(); CSS.highlights.set("theirs", new Highlight(r));
			window.keys = []; addEventListener("keydown", e => keys.push(e.key + e.defaultPrevented));
			addEventListener("DOMContentLoaded", () => { window.was = [...document.querySelectorAll("*")].map(e => JSON.stringify([...getComputedStyle(e)].map(n => getComputedStyle(e)[n]))) });
		</script>`)
	eval[any](b, `window.before = Object.keys(window), window.rects = [...document.querySelectorAll("p, h1, button")].map(e => JSON.stringify(e.getBoundingClientRect())), window.look = getComputedStyle(own).color, 0`)
	b.ready()
	for _, key := range []string{"j", "k", "?", "/", "n", kb.ArrowDown, kb.Escape} {
		b.press(key)
	}
	got := eval[struct {
		Theirs, Look, Words bool
		Keys                []string
	}](b, `({ theirs: CSS.highlights.has("theirs"), look: getComputedStyle(own).color === look, words: getComputedStyle(document.querySelector("p")).color === "rgb(0, 0, 0)", keys })`)
	if !got.Theirs || !got.Look || !got.Words {
		t.Errorf("the page has changed: %+v", got)
	}
	for _, k := range got.Keys {
		if strings.HasSuffix(k, "true") {
			t.Errorf("a key of the page's was taken: %s", k)
		}
	}
	if len(got.Keys) != 7 {
		t.Errorf("the page heard of %d of 7 keys", len(got.Keys))
	}
	eval[any](b, `sourcemark.setVisible(false), sourcemark.destroy(), 0`)
	if !eval[bool](b, `CSS.highlights.has("theirs") && CSS.highlights.size === 1`) {
		t.Error("the page's highlight is gone, or ours is not")
	}
	b.calm()
}

// TestNoTracking wants no request but for the widget's own files, nothing stored, and links that tell others
// nothing of the page.
func TestNoTracking(t *testing.T) {
	b := harbourWith(t, harbourRecords(t), "").ready()
	eval[any](b, `sourcemark.open("c01"), sourcemark.next(), sourcemark.close(), click("list"), 0`)
	if kept := eval[string](b, `[document.cookie, localStorage.length || "", sessionStorage.length || ""].join("")`); kept != "" {
		t.Errorf("kept: %s", kept)
	}
	if n := eval[int](b, `indexedDB.databases().then(all => all.length)`); n != 0 {
		t.Errorf("%d databases", n)
	}
	eval[any](b, `sourcemark.open("c01"), 0`)
	if wrong := eval[string](b, `[...dialog().querySelectorAll("a")].filter(a => !a.relList.contains("noopener") || a.referrerPolicy !== "strict-origin-when-cross-origin" || a.ping).map(a => a.outerHTML).join("")`); wrong != "" {
		t.Errorf("a link tells too much: %s", wrong)
	}
	for _, r := range b.Requests() {
		switch name := r[strings.LastIndexByte(r, '/')+1:]; name {
		case "page.html", "harbour.json", "sourcemark.js", "sourcemark.run.js", "sourcemark.wasm", "en.txt", "favicon.ico":
		default:
			t.Errorf("an unexpected request: %s", r)
		}
	}
	b.calm()
}

// TestHomoglyphs refuses addresses whose letters may be another alphabet's, and text that turns its direction;
// the coded form of such an address is shown.
func TestHomoglyphs(t *testing.T) {
	for name, dossier := range map[string]string{
		"an address in two alphabets": spoilt(t, "https://county.example/ferry", "https://c\u043eunty.example/ferry"),
		"a data address":              spoilt(t, "https://county.example/ferry", "data:text/html,county.example"),
		"turned text":                 spoilt(t, "County office", `County \u202eeciffo`),
	} {
		t.Run(name, func(t *testing.T) {
			b := harbourWith(t, dossier, "<sourcemark-summary></sourcemark-summary>")
			b.until(`document.querySelector("sourcemark-summary").shadowRoot?.textContent.includes("could not be shown")`)
			if n := len(items(b)); n != 0 {
				t.Errorf("%d items", n)
			}
		})
	}
	b := harbourWith(t, spoilt(t, "https://county.example/ferry", "https://xn--cunty-jye.example/ferry"), "").ready()
	if said := eval[string](b, `sourcemark.open("c01"), dialog().textContent`); !strings.Contains(said, "xn--cunty-jye.example") {
		t.Errorf("the card does not show the host: %s", said)
	}
	b.calm()
}

// TestTextFragments wants fragments in links that a reader follows, and nowhere else.
func TestTextFragments(t *testing.T) {
	b := harbourWith(t, harbourRecords(t), "").ready()
	got := eval[struct {
		Href, Rel, Target string
		Frames            int
	}](b, `(() => {
		sourcemark.open("c01");
		const a = dialog().querySelector("[data-do=source-click]");
		return { href: a.href, rel: a.rel, target: a.target, frames: frames.length + document.querySelectorAll("link[rel~=prefetch], link[rel~=prerender], script[type=speculationrules]").length };
	})()`)
	if !strings.Contains(got.Href, "#:~:text=") || got.Rel != "noopener" || got.Target != "_blank" || got.Frames != 0 {
		t.Errorf("%+v", got)
	}
	source, err := os.ReadFile(root + "/dist/sourcemark.run.js")
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(source), "window.open") || strings.Contains(string(source), "location.assign") {
		t.Error("the program leads away by itself")
	}
	b.calm()
}
