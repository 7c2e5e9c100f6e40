//go:build !js

package main

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

// The pages of a publisher: a small story, and the ways in which the widget gets onto it.

const harbourStory = `<article><h1>Harbour ferry to stop on Sundays</h1>
<p>The harbour ferry carried 41,200 passengers last year, 3.5 per cent fewer than the year before.</p>
<p>“We cannot run empty boats,” the harbour office told the council on Tuesday.</p>
<p>The council will decide in March. The ferry has run on Sundays since 1954.</p></article>`

// harbourRecords are three records on it: a disputed claim, a quotation, and a claim without a source.
func harbourRecords(t testing.TB) string {
	t.Helper()
	anchor := func(exact, prefix, suffix string) map[string]any {
		return map[string]any{"type": "SpecificResource", "selector": map[string]any{"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}}
	}
	source := map[string]any{"@type": "Report", "@id": "#s1", "name": "Ferry traffic, annual figures", "url": "https://county.example/ferry", "inLanguage": "en",
		"publisher": "County office", "evidence": "primary", "datePublished": "2022-01-14", "text": "40,200 passengers. We cannot run half-empty boats."}
	parts := []any{source,
		map[string]any{"@type": "Claim", "@id": "#c01", "text": "The ferry carried 41,200 passengers last year",
			"anchor":   anchor("The harbour ferry carried 41,200 passengers last year", "", ", 3.5 per cent fewer than the year before."),
			"review":   map[string]any{"@type": "ClaimReview", "reviewRating": map[string]any{"@type": "Rating", "alternateName": "Wrong number", "ratingExplanation": "The county counted 40,200."}},
			"citation": []any{map[string]any{"@id": "#s1"}}},
		map[string]any{"@type": "Quotation", "@id": "#q01", "text": "We cannot run empty boats,", "spokenByCharacter": map[string]any{"@type": "Organization", "name": "Harbour office"},
			"anchor":    anchor("“We cannot run empty boats,”", "", " the harbour office told the council on Tuesday."),
			"isBasedOn": []any{map[string]any{"@type": "Quotation", "text": "We cannot run half-empty boats.", "inLanguage": "en", "isPartOf": map[string]any{"@id": "#s1"}}}},
		map[string]any{"@type": "Claim", "@id": "#c02", "text": "The ferry has run on Sundays since 1954", "anchor": anchor("The ferry has run on Sundays since 1954", "The council will decide in March. ", ".")},
	}
	data, err := json.Marshal(map[string]any{"@context": "https://schema.org", "@type": "Dataset", "@id": "harbour.json", "version": "1", "inLanguage": "en",
		"publisher": "The Harbour Desk", "negativeVerdicts": []string{"Wrong number"}, "hasPart": parts})
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// harbourPage is the story with something in its head and the given script tag.
func harbourPage(head, tag string) string {
	return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Harbour ferry</title>` + head + harbourStory + tag
}

// harbour opens the story with something in its head and the given script tag.
func harbour(t *testing.T, s screen, head, story, tag string) *tab {
	t.Helper()
	built(t)
	page := strings.Replace(harbourPage(head, tag), harbourStory, story, 1)
	return open(t, s, served(t, map[string]string{"page.html": page, "harbour.json": harbourRecords(t)})+"/page.html")
}

// scriptTag is the widget's tag with some attributes.
func scriptTag(attributes string) string {
	return `<script async src="/dist/sourcemark.js" ` + attributes + `></script>`
}

// TestForms puts the records and the widget onto a page in each way there is, with the same outcome.
func TestForms(t *testing.T) {
	inline := `<script type="application/json" class="sourcemark-records">` + strings.ReplaceAll(harbourRecords(t), "<", `\u003c`) + `</script>`
	other := `{"@context":"https://schema.org","@type":"Dataset","@id":"other.json","version":"1","inLanguage":"en","publisher":"Another desk","negativeVerdicts":[],"hasPart":[]}`
	for name, c := range map[string]struct{ head, tag, do string }{
		"by address":         {"", scriptTag(`data-records="harbour.json"`), ""},
		"several dossiers":   {`<script type="application/json" class="sourcemark-records">` + other + `</script>`, scriptTag(`data-records="harbour.json"`), ""},
		"in the page":        {inline, scriptTag(""), ""},
		"in the page, named": {inline, scriptTag(`data-records="inline"`), ""},
		"configured in JSON": {`<script type="application/json" class="sourcemark-config">{"records": "harbour.json"}</script>`, scriptTag(""), ""},
		"for an element":     {`<sourcemark-summary for="article"></sourcemark-summary><main>Not this.</main>`, scriptTag(`data-records="harbour.json"`), ""},
		"twice":              {"", scriptTag(`data-records="harbour.json"`) + scriptTag(`data-records="harbour.json"`), ""},
		"given later":        {`<script type="application/json" class="sourcemark-records">` + other + `</script>`, scriptTag(""), `sourcemark.load("harbour.json")`},
		"given as an object": {`<script type="application/json" class="sourcemark-records">` + other + `</script>`, scriptTag(""), `sourcemark.load(` + harbourRecords(t) + `)`},
		"when seen":          {"", scriptTag(`data-records="harbour.json" data-start="visible"`), ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := harbour(t, wide, c.head, harbourStory, c.tag).ready()
			if c.do != "" {
				eval[any](b, c.do+".then(() => 0)")
			}
			var got []string
			for _, it := range items(b) {
				got = append(got, it.ID+" "+it.Status)
			}
			if want := []string{"#c01 disputed", "#q01 sourced", "#c02 unsourced"}; !slices.Equal(got, want) {
				t.Errorf("items %v, want %v", got, want)
			}
			if n := eval[int](b, `document.querySelectorAll("sourcemark-summary").length`); n != 1 {
				t.Errorf("%d summaries", n)
			}
			b.calm()
		})
	}
}

// TestStartsWhenTold wants nothing fetched but the loader before the reader, or the page, gives the word.
func TestStartsWhenTold(t *testing.T) {
	for name, c := range map[string]struct{ attributes, word string }{
		"interaction": {`data-start="interaction"`, `document.dispatchEvent(new Event("pointerdown"))`},
		"visible":     {`data-start="visible"`, `scrollTo(0, 1e6)`},
		"await":       {`data-await="story-ready"`, `document.dispatchEvent(new Event("story-ready"))`},
	} {
		t.Run(name, func(t *testing.T) {
			b := harbour(t, wide, `<div style="height: 5000px"></div>`, harbourStory, scriptTag(`data-records="harbour.json" `+c.attributes))
			b.until(`window.sourcemark`)
			eval[any](b, `new Promise(go => requestIdleCallback(() => requestIdleCallback(() => go(0))))`) // it would have begun by now
			early := slices.ContainsFunc(b.Requests(), func(r string) bool { return strings.HasSuffix(r, ".wasm") })
			if early {
				t.Error("the program was fetched before its time")
			}
			eval[any](b, c.word+`, 0`)
			b.ready()
			if n := len(items(b)); n != 3 {
				t.Errorf("%d items", n)
			}
			b.calm()
		})
	}
}

// TestConfiguration wants a warning that says what is wrong and what would be right, and the rest to work.
func TestConfiguration(t *testing.T) {
	for name, c := range map[string]struct{ head, attributes, want string }{
		"an unknown name":     {"", `data-recrods="harbour.json"`, "data-recrods is no setting; use records, root"},
		"an unknown value":    {"", `data-mode="hihglight"`, `data-mode="hihglight": want highlight or markers or quiet or off; it is left out`},
		"an unsafe address":   {"", `data-feedback="javascript:alert(1)"`, `want https:\u2026 or mailto:\u2026; it is left out`},
		"a block of no JSON":  {`<script type="application/json" class="sourcemark-config">{"mode": "markers",}</script>`, "", "script.sourcemark-config is no JSON object"},
		"a name in the block": {`<script type="application/json" class="sourcemark-config">{"moed": "markers"}</script>`, "", "script.sourcemark-config: moed is no setting"},
		"a card of no record": {`<sourcemark-card record="#c99">Fallback</sourcemark-card>`, "", "sourcemark-card: no record"},
		"of an article":       {`<p data-sourcemark-summary="middle"></p>`, "", `data-sourcemark-summary="middle": want top or bottom or none`},
	} {
		t.Run(name, func(t *testing.T) {
			b := harbour(t, wide, c.head, harbourStory, scriptTag(`data-records="harbour.json" `+c.attributes)).ready()
			if n := len(items(b)); n != 3 {
				t.Errorf("%d items", n)
			}
			if len(b.Complaints()) != 1 || !strings.Contains(strings.ReplaceAll(b.Complaints()[0], `\"`, `"`), c.want) || !strings.Contains(b.Complaints()[0], "Sourcemark: ") {
				t.Errorf("the console has %q, want %q", b.Complaints(), c.want)
			}
		})
	}
}

// TestSettings looks at what each setting does. A check gives "" or what is wrong.
func TestSettings(t *testing.T) {
	const note = `getComputedStyle(controls("open")[0]).visibility`
	for name, c := range map[string]struct {
		attributes string
		do, check  string
	}{
		"highlight": {`data-mode="highlight"`, ``, `CSS.highlights.has("sourcemark-disputed") && ` + note + ` === "hidden" ? "" : "notes, or no highlights"`},
		"markers":   {`data-mode="markers"`, ``, `!CSS.highlights.has("sourcemark-disputed") && ` + note + ` === "visible" ? "" : "highlights, or no notes"`},
		"off":       {`data-mode="off"`, ``, `!CSS.highlights.has("sourcemark-disputed") && ` + note + ` === "hidden" && !controls("list").length && sourcemark.items().length === 3 ? "" : "something shows"`},
		"off, and on again": {`data-mode="off"`, `sourcemark.setVisible(true)`,
			`CSS.highlights.has("sourcemark-disputed") && ` + note + ` === "visible" ? "" : "nothing shows"`},
		"show disputed": {`data-show="disputed"`, ``, `CSS.highlights.has("sourcemark-disputed") && !CSS.highlights.has("sourcemark-unsourced") ? "" : "others are shown"`},
		"show none":     {`data-show="none"`, ``, `!CSS.highlights.has("sourcemark-disputed") && controls("list").length ? "" : "marks, or no summary"`},
		"show several":  {`data-show="disputed neutral"`, ``, `CSS.highlights.has("sourcemark-disputed") && !CSS.highlights.has("sourcemark-unsourced") && bar().includes("2 checks are hidden") ? "" : bar()`},
		"show several, then all": {`data-show="disputed neutral"`, `controls("filter").find(b => !b.dataset.n).click()`,
			`CSS.highlights.has("sourcemark-unsourced") && !bar().includes("hidden") && focused() ? "" : bar()`},
		"quiet": {`data-mode="quiet"`, ``, `painted() === "" && opacity(0) === "0" && bar().includes("Show marks") ? "" : painted()`},
		"quiet, in a paragraph": {`data-mode="quiet"`, `document.querySelectorAll("p")[1].dispatchEvent(new PointerEvent("pointerover", { bubbles: true }))`,
			`painted() === "“We cannot run empty boats,”" && opacity(0) === "0" && opacity(1) === "1" ? "" : painted()`},
		"quiet, and away again": {`data-mode="quiet"`, `for (const e of [document.querySelectorAll("p")[1], document.documentElement]) e.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }))`,
			`painted() === "" && opacity(1) === "0" ? "" : painted()`},
		"quiet, within a paragraph": {`data-mode="quiet"`, `window.sets = [], ((set, over) => {
				HighlightRegistry.prototype.set = function(...all) { sets.at(-1).push(all[0]); return set.apply(this, all) };
				for (const e of [over[1], over[1], over[1], over[0]]) sets.push([]), e.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
			})(HighlightRegistry.prototype.set, document.querySelectorAll("p"))`,
			`sets.map(all => all.length > 0).join() === "true,false,false,true" ? "" : JSON.stringify(sets)`},
		"quiet, where words cannot be painted": {`data-mode="quiet"`, `Object.defineProperty(CSS, "highlights", { value: undefined, configurable: true }),
				document.querySelectorAll("p")[1].dispatchEvent(new PointerEvent("pointerover", { bubbles: true })), delete CSS.highlights`,
			`opacity(0) === "0" && opacity(1) === "1" ? "" : opacity(1)`},
		"quiet, by the keyboard": {`data-mode="quiet"`, `controls("open")[2].focus()`,
			`painted() === "The ferry has run on Sundays since 1954" && opacity(2) === "1" && opacity(1) === "0" ? "" : painted()`},
		"quiet, with a card": {`data-mode="quiet"`, `sourcemark.open("q01")`, `painted().includes("empty boats") && !painted().includes("Sundays") && dialog() ? "" : painted()`},
		"quiet, until asked": {`data-mode="quiet"`, `click("hide")`, `painted().includes("41,200") && painted().includes("Sundays") && opacity(0) === "1" && bar().includes("Hide marks") ? "" : painted()`},
		"quiet, on paper":    {`data-mode="quiet"`, `dispatchEvent(new Event("beforeprint"))`, `painted().includes("41,200") && painted().includes("Sundays") ? "" : painted()`},
		"no card against the page's will": {``, `document.addEventListener("sourcemark:before-open", e => e.detail.id === "#q01" && e.preventDefault()), window.said = [sourcemark.open("c01"), sourcemark.open("q01")]`,
			`said.join() === "true,false" && dialog().textContent.includes("Wrong number") ? "" : said + dialog()?.textContent`},
		"a citation": {``, `navigator.clipboard.writeText = async s => window.copied = s, sourcemark.open("c01"), dialog().querySelector("[data-do=cite]").click()`,
			`copied === "“The ferry carried 41,200 passengers last year”: Wrong number. " + location.href + "#sm-c01" && dialog().textContent.includes("Citation copied") ? "" : copied`},
		"a citation to select": {``, `navigator.clipboard.writeText = () => Promise.reject(Error()), sourcemark.open("c01"), dialog().querySelector("[data-do=cite]").click()`,
			`(s => s.startsWith("“The ferry") && s.endsWith("#sm-c01") ? "" : s)(dialog().querySelector("[data-do=cite]").textContent)`},
		"below":         {`data-summary="bottom"`, ``, `document.querySelector("article").lastElementChild.localName === "sourcemark-summary" ? "" : "elsewhere"`},
		"no summary":    {`data-summary="none"`, ``, `controls("list").length === 0 && sourcemark.open("c01") && dialog() ? "" : "a summary, or no card"`},
		"dark":          {`data-theme="dark"`, ``, `getComputedStyle(controls("list")[0]).colorScheme === "dark" ? "" : "light"`},
		"right to left": {`data-dir="rtl"`, ``, `getComputedStyle(controls("list")[0]).direction === "rtl" ? "" : "left to right"`},
		"sheet":         {`data-card="sheet"`, `sourcemark.open("c01")`, `dialog().matches("dialog.sheet:modal") ? "" : dialog().outerHTML`},
		"aside":         {`data-card="aside"`, `sourcemark.open("c01")`, `innerWidth - dialog().getBoundingClientRect().right < 40 && getComputedStyle(dialog()).position === "fixed" ? "" : "elsewhere"`},
		"inline": {`data-card="inline"`, `sourcemark.open("c01")`,
			`(({ top, bottom }) => top >= document.querySelectorAll("p")[0].getBoundingClientRect().bottom && bottom <= document.querySelectorAll("p")[1].getBoundingClientRect().top)(dialog().getBoundingClientRect()) ? "" : "not between the paragraphs"`},
		"inline, closed by Esc": {`data-card="inline"`, `sourcemark.open("c01"), dialog().dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }))`,
			`!dialog() && !document.querySelector("sourcemark-inline") && focused().dataset.n === "1" ? "" : "still there, or the focus is lost"`},
		"report an error": {`data-feedback="https://desk.example/errors"`, `sourcemark.open("c01")`, `dialog().querySelector("[data-do=feedback]").href === "https://desk.example/errors" ? "" : "no link"`},
	} {
		t.Run(name, func(t *testing.T) {
			b := harbour(t, wide, `<script>
				window.bar = () => document.querySelector("sourcemark-summary").shadowRoot.textContent;
				window.opacity = i => getComputedStyle(controls("open")[i]).opacity;
				window.painted = () => [...new Set([...CSS.highlights].flatMap(([name, ranges]) => name.startsWith("sourcemark-") ? [...ranges].map(String) : []))].join();
			</script>`, harbourStory, scriptTag(`data-records="harbour.json" `+c.attributes)).ready()
			was := eval[string](b, `document.body.outerHTML.replace(/<sourcemark-[a-z]+.*?<\/sourcemark-[a-z]+>/g, "")`)
			if c.do != "" {
				eval[any](b, c.do+", 0")
				b.still()
			}
			if wrong := eval[string](b, c.check); wrong != "" {
				t.Error(wrong)
			}
			eval[any](b, `sourcemark.destroy(), 0`)
			if is := eval[string](b, `document.body.outerHTML`); is != was {
				t.Errorf("it leaves\n%s\nof\n%s", is, was)
			}
			b.calm()
		})
	}
}

// TestOneBrokenDossier wants the checks of the dossiers that are whole, what is wrong with the others in the console and in
// an event, and nothing of that before readers.
func TestOneBrokenDossier(t *testing.T) {
	for name, other := range map[string]string{"missing": "", "no dossier": `{"@type": "Recipe"}`, "cut": harbourRecords(t)[:200]} {
		t.Run(name, func(t *testing.T) {
			built(t)
			page := harbourPage(`<script>window.heard = []; addEventListener("sourcemark:error", e => heard.push(e.detail.code + " " + e.detail.message))</script>`,
				scriptTag(`data-records="other.json harbour.json"`))
			files := map[string]string{"page.html": page, "harbour.json": harbourRecords(t)}
			if other != "" {
				files["other.json"] = other
			}
			b := open(t, wide, served(t, files)+"/page.html").ready()
			if n := len(items(b)); n != 3 {
				t.Errorf("%d items", n)
			}
			if heard := eval[[]string](b, `heard`); len(heard) != 1 || !strings.HasPrefix(heard[0], "records ") || !strings.Contains(heard[0], "other.json") {
				t.Errorf("the page hears %q", heard)
			}
			if seen := eval[string](b, `document.querySelector("sourcemark-summary").shadowRoot.textContent`); strings.Contains(seen, "could not") || strings.Contains(seen, "other") {
				t.Errorf("readers see %q", seen)
			}
			if c := b.Complaints(); !slices.ContainsFunc(c, func(s string) bool { return strings.Contains(s, "other.json") }) {
				t.Errorf("the console has %q", c)
			}
			if dir := os.Getenv("SOURCEMARK_PICTURES"); dir != "" {
				b.shot(dir + "/broken-" + strings.ReplaceAll(name, " ", "-") + ".png")
			}
		})
	}
}

// TestSummaryOfArticle lets an article say where its summary goes, whatever the tag of all articles says.
func TestSummaryOfArticle(t *testing.T) {
	story := strings.Replace(harbourStory, "<article", `<article data-sourcemark-summary="bottom"`, 1)
	b := harbour(t, wide, "", story, scriptTag(`data-records="harbour.json" data-summary="none"`)).ready()
	if last := eval[string](b, `document.querySelector("article").lastElementChild.localName`); last != "sourcemark-summary" {
		t.Errorf("the article ends with %s", last)
	}
	if !eval[bool](b, `controls("list").length === 1`) {
		t.Error("there is no summary")
	}
	b.calm()
}

// TestCardElement shows a card where the publisher wants one, over its fallback, whenever the element comes.
func TestCardElement(t *testing.T) {
	card := `<sourcemark-card record="#q01"><blockquote>“We cannot run empty boats”</blockquote></sourcemark-card>`
	b := harbour(t, wide, card, harbourStory, scriptTag(`data-records="harbour.json"`)).ready()
	const said = `document.querySelector("sourcemark-card").shadowRoot.textContent`
	if got := eval[string](b, said); !strings.Contains(got, "half-empty") {
		t.Errorf("the card says %q", got)
	}
	eval[any](b, `document.body.insertAdjacentHTML("beforeend", '<sourcemark-card record="c01" id="late"></sourcemark-card>'), 0`)
	b.until(`document.querySelector("#late").shadowRoot?.textContent.includes("Wrong number")`)
	eval[any](b, `sourcemark.destroy(), 0`)
	if got := eval[string](b, `document.querySelector("sourcemark-card").innerText`); !strings.Contains(got, "We cannot run empty boats") {
		t.Errorf("the fallback is %q", got)
	}
	b.calm()
}

// TestSharedLinks opens the page at one of its checks, also at one that has no place there any more.
func TestSharedLinks(t *testing.T) {
	built(t)
	withdrawn := strings.Replace(harbourRecords(t), `"text":"The ferry has run on Sundays since 1954"`, `"status":"withdrawn","correction":"The ferry office has other books.","text":"The ferry has run on Sundays since 1954"`, 1)
	changed := strings.Replace(harbourStory, "41,200", "40,200", 1)
	for name, c := range map[string]struct{ story, dossier, id, want string }{
		"a check":            {harbourStory, harbourRecords(t), "c01", "Wrong number"},
		"a withdrawn one":    {harbourStory, withdrawn, "c02", "The ferry office has other books."},
		"one that was moved": {`<div style="height:3000px"></div>` + harbourStory, harbourRecords(t), "q01", "half-empty"},
		"one without words":  {changed, harbourRecords(t), "c01", "Differs from the record"},
		"none":               {harbourStory, harbourRecords(t), "c99", ""},
	} {
		t.Run(name, func(t *testing.T) {
			page := `<!doctype html><html lang="en"><meta charset="utf-8"><title>Harbour ferry</title>` + c.story + scriptTag(`data-records="harbour.json"`)
			b := open(t, wide, served(t, map[string]string{"page.html": page, "harbour.json": c.dossier})+"/page.html#sm-"+c.id).ready()
			got := eval[string](b, `dialog()?.textContent ?? ""`)
			if !strings.Contains(got, c.want) || c.want == "" && got != "" {
				t.Errorf("the page opens %q, want %q", got, c.want)
			}
			if c.id == "q01" && !eval[bool](b, `(r => r.top >= 0 && r.bottom <= innerHeight)(document.querySelectorAll("p")[1].getBoundingClientRect())`) {
				t.Error("the words are out of sight")
			}
			b.calm()
		})
	}
}

// TestEvents listens to all that the page is told.
func TestEvents(t *testing.T) {
	b := harbour(t, wide, `<script>
		window.heard = [];
		for (const e of ["ready", "before-open", "open", "close", "navigate", "source-click", "feedback", "error", "blocked"]) addEventListener("sourcemark:" + e, e => {
			heard.push(e.type.slice(11) + " " + (e.detail.id ?? e.detail.code ?? e.detail.placed ?? e.detail.reason));
			if (/click|feedback/.test(e.type)) e.preventDefault();
		});
	</script>`, harbourStory, scriptTag(`data-records="harbour.json" data-feedback="https://desk.example/errors"`)).ready()
	eval[any](b, `sourcemark.open("c01"), dialog().querySelector("[data-do=source-click]").click(), dialog().querySelector("[data-do=feedback]").click(), sourcemark.next(), sourcemark.close(), sourcemark.load({}).then(() => 0)`)
	want := []string{"ready 3", "before-open #c01", "open #c01", "source-click #c01", "feedback #c01", "before-open #q01", "close #c01", "open #q01", "navigate #q01", "close #q01", "error records"}
	if got := eval[[]string](b, `heard`); !slices.Equal(got, want) {
		t.Errorf("heard %q\nwant  %q", got, want)
	}
	if n := eval[int](b, `history.length`); n > 2 { // about:blank and the page
		t.Errorf("a link that the page has taken over has led away: %d entries of history", n)
	}
}

// TestBlocked wants a page that forbids WebAssembly to hear it before anything large is fetched.
func TestBlocked(t *testing.T) {
	for name, c := range map[string]struct{ head, tag, code, reason string }{
		"by its policy":       {`<meta http-equiv="Content-Security-Policy" content="script-src 'self' 'nonce-a'"><script nonce="a">addEventListener("sourcemark:blocked", e => window.reason = e.detail.reason); addEventListener("sourcemark:error", e => window.code = e.detail.code)</script>`, scriptTag(`data-records="harbour.json"`), "csp-wasm", "csp-wasm"},
		"by an old browser":   {`<script>delete window.WebAssembly; addEventListener("sourcemark:error", e => window.code = e.detail.code)</script>`, scriptTag(`data-records="harbour.json"`), "wasm", ""},
		"records unreachable": {`<script>addEventListener("sourcemark:blocked", e => window.reason = e.detail.reason); addEventListener("sourcemark:error", e => window.code = e.detail.code)</script>`, scriptTag(`data-records="http://127.0.0.1:1/none.json"`), "fetch", "fetch"},
	} {
		t.Run(name, func(t *testing.T) {
			b := harbour(t, wide, c.head+`<sourcemark-summary>Sources below.</sourcemark-summary>`, harbourStory, c.tag)
			b.until(`window.code`)
			if code, reason := eval[string](b, `code`), eval[string](b, `window.reason ?? ""`); code != c.code || reason != c.reason {
				t.Errorf("code %s, reason %s", code, reason)
			}
			if line := eval[string](b, `document.querySelector("sourcemark-summary").shadowRoot.textContent`); !strings.Contains(line, "The article itself is unchanged") {
				t.Errorf("the page says %q", line)
			}
			if c.code != "fetch" && slices.ContainsFunc(b.Requests(), func(r string) bool { return strings.HasSuffix(r, ".wasm") }) {
				t.Error("the program was fetched in vain")
			}
		})
	}
}

// TestLivingPages changes the article in the ways in which pages do, and wants the checks to follow by themselves. A
// script does something; then the condition is to come true.
func TestLivingPages(t *testing.T) {
	const late = `<p id="late">The ferry has run on Sundays since 1954.</p>`
	story := strings.Replace(harbourStory, " The ferry has run on Sundays since 1954.", "", 1)
	const painted = `[...CSS.highlights.get("sourcemark-disputed") ?? []].map(r => r.toString()).join() === "The harbour ferry carried 41,200 passengers last year"`
	for name, c := range map[string]struct {
		do    string
		until string
	}{
		"text that comes late":       {`document.querySelector("article").insertAdjacentHTML("beforeend", ` + "`" + late + "`" + `)`, `sourcemark.items().length === 3`},
		"text that comes in pieces":  {`(async () => { for (const w of "The council will decide in March. The ferry has run on Sundays since 1954.".split(/(?= )/)) { document.querySelectorAll("p")[2].append(w); await new Promise(requestAnimationFrame) } document.querySelectorAll("p")[2].firstChild.remove() })()`, `sourcemark.items().length === 3`},
		"a text rendered anew":       {`document.querySelectorAll("p")[0].textContent += ""`, painted + ` && controls("open").length === 2`},
		"an article rendered anew":   {`(a => a.innerHTML = a.innerHTML.replace(/<sourcemark-[a-z]+.*?<\/sourcemark-[a-z]+>/g, ""))(document.querySelector("article"))`, painted + ` && controls("open").length === 2`},
		"another article":            {`document.querySelector("article").outerHTML = "<article><p>Nothing of it.</p>` + strings.ReplaceAll(late, `"`, `'`) + `</article>"`, `sourcemark.items().map(i => i.id).join() === "#c02"`},
		"no article":                 {`document.querySelector("article").remove()`, `sourcemark.items().length === 0 && !CSS.highlights.has("sourcemark-disputed")`},
		"no article, and then again": {`window.kept = document.querySelector("article"), kept.remove(), (async () => { while (sourcemark.items().length) await new Promise(requestAnimationFrame); document.body.append(kept) })()`, `sourcemark.items().length === 2 && document.contains(window.kept) && ` + painted},
		"a number that is mended":    {`document.querySelectorAll("p")[0].firstChild.data = document.querySelectorAll("p")[0].firstChild.data.replace("41,200", "40,200")`, `sourcemark.report().unplaced.some(u => u.id === "#c01" && u.reason === "differs")`},
		"an advertisement":           {`document.querySelectorAll("p")[0].insertAdjacentHTML("afterend", '<div class="ad" style="height: 200px">Buy boats</div>')`, `sourcemark.items().length === 2 && ` + painted},
	} {
		t.Run(name, func(t *testing.T) {
			b := harbour(t, wide, "", story, scriptTag(`data-records="harbour.json"`)).ready()
			eval[any](b, c.do+`, 0`)
			b.until(c.until)
			b.calm()
		})
	}
}

// TestReadingIsNotDisturbed changes what is no part of the article while a card is open: the card stays the same one.
func TestReadingIsNotDisturbed(t *testing.T) {
	b := harbour(t, wide, "", harbourStory, scriptTag(`data-records="harbour.json"`)).ready()
	eval[any](b, `sourcemark.open("c01"), window.card = dialog(), window.top0 = card.getBoundingClientRect().top, window.checks = performance.getEntriesByName("sourcemark:checked").length,
		document.querySelectorAll("p")[0].insertAdjacentHTML("beforebegin", '<div class="ad" style="height: 200px">Buy boats</div>'), 0`)
	b.until(`card.getBoundingClientRect().top > top0 + 100`) // it follows its words once the change has been seen
	if !eval[bool](b, `dialog() === card && performance.getEntriesByName("sourcemark:checked").length === checks`) {
		t.Error("the article was checked again, or the card replaced")
	}
	b.calm()
}

// TestBounded changes the article at every frame, and wants it checked again and again, but not more often than once a
// second.
func TestBounded(t *testing.T) {
	b := harbour(t, wide, "", harbourStory, scriptTag(`data-records="harbour.json"`)).ready()
	gaps := eval[[]float64](b, `new Promise(go => {
		const p = document.querySelectorAll("p")[2], checks = () => performance.getEntriesByName("sourcemark:read").map(m => m.startTime), before = checks().length;
		(function again() {
			p.append(" More and more.");
			const since = checks().slice(before);
			since.length < 3 ? requestAnimationFrame(again) : go(since.slice(1).map((t, i) => t - since[i]));
		})();
	})`)
	if slices.Min(gaps) < 900 { // a timer never goes off early, but clocks of browsers are coarse
		t.Errorf("between checks there are %.0f ms, with changes at every frame", gaps)
	}
	b.calm()
}
