//go:build !js

package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/web"
	"sourcemark/web/article"
	"sourcemark/web/lang"
)

// Loading twice is once, whatever it is that loads; and of two dossiers that have a record of one name, each keeps its
// own.

// bridgeRecords is another dossier on the harbour story, whose one record has the name of one there.
func bridgeRecords(verdict string) string {
	return `{"@context": "https://schema.org", "@type": "Dataset", "@id": "bridge.json", "version": "1", "inLanguage": "en", "publisher": "The Bridge Desk", "negativeVerdicts": ["Too early"],
		"hasPart": [{"@type": "Report", "@id": "#s1", "publisher": "Council", "name": "Agenda", "url": "https://council.example/agenda", "inLanguage": "en", "evidence": "primary", "text": "in April"},
		{"@type": "Claim", "@id": "#c01", "text": "The council will decide in March",
		"anchor": {"type": "SpecificResource", "selector": {"type": "TextQuoteSelector", "prefix": "", "exact": "The council will decide in March", "suffix": ". The ferry"}},
		"review": {"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": "` + verdict + `", "ratingExplanation": "The agenda says April."}}, "citation": [{"@id": "#s1"}]}]}`
}

// state is what there is of us on a page: items, buttons and summaries.
const state = `sourcemark.items().length + " items, " + controls("open").length + " buttons, " + document.querySelectorAll("sourcemark-summary").length + " summary, " + document.querySelectorAll("sourcemark-marks").length + " holders"`

// again puts a further tag into the page and waits until it has run.
const again = `window.again = records => new Promise((go, no) => {
		const tag = Object.assign(document.createElement("script"), { src: "/dist/sourcemark.js", onload: () => go(tag), onerror: no });
		if (records) tag.dataset.records = records;
		document.head.append(tag);
	})`

// twice opens the harbour story with both dossiers at hand.
func twice(t *testing.T, head, tag string) *tab {
	t.Helper()
	built(t)
	return open(t, wide, served(t, map[string]string{
		"page.html": harbourPage(`<script>`+again+`</script>`+head, tag), "harbour.json": harbourRecords(t), "bridge.json": bridgeRecords("Too early"),
		"bridge-2.json": bridgeRecords("Much too early"),
	})+"/page.html")
}

// harbourAgain is the address of the story with a dossier, and with another at hand.
func harbourAgain(t *testing.T) string {
	return served(t, map[string]string{
		"page.html": harbourPage(`<script>`+again+`</script>`, scriptTag(`data-records="harbour.json"`)), "harbour.json": harbourRecords(t), "bridge.json": bridgeRecords("Too early"),
	}) + "/page.html"
}

// TestTwice loads what is there already, in all ways in which pages come to do so.
func TestTwice(t *testing.T) {
	const tag = `data-records="harbour.json"`
	one := "3 items, 3 buttons, 1 summary, 3 holders"
	both := "4 items, 4 buttons, 1 summary, 3 holders"
	for name, c := range map[string]struct{ tags, do, want, said string }{
		"load, by address":          {scriptTag(tag), `sourcemark.load("harbour.json")`, one, ""},
		"load, as an object":        {scriptTag(tag), `fetch("harbour.json").then(a => a.json()).then(sourcemark.load)`, one, ""},
		"load, before it is ready":  {scriptTag(tag), `sourcemark.load("bridge.json")`, both, ""},
		"load, several at a time":   {scriptTag(tag), `Promise.all([sourcemark.load("harbour.json"), sourcemark.load("bridge.json"), sourcemark.load("bridge.json")])`, both, ""},
		"a newer one by its @id":    {scriptTag(tag), `sourcemark.load("bridge.json").then(() => fetch("bridge-2.json")).then(a => a.json()).then(sourcemark.load)`, both, ""},
		"another with its @id":      {scriptTag(tag), `sourcemark.load("bridge.json").then(() => sourcemark.load("bridge-2.json"))`, both, `takes the place of`},
		"imported, and load":        {`<script type="module" src="/dist/sourcemark.js"></script>`, `sourcemark.load("harbour.json")`, one, ""},
		"two tags":                  {scriptTag(tag) + scriptTag(tag), `0`, one, ""},
		"two tags, two dossiers":    {scriptTag(tag) + scriptTag(`data-records="bridge.json"`), `sourcemark.ready`, both, ""},
		"an address twice in a tag": {scriptTag(`data-records="harbour.json harbour.json"`), `0`, one, ""},
		"a tag later":               {scriptTag(tag), `sourcemark.ready.then(() => again("harbour.json"))`, one, ""},
		"another dossier later":     {scriptTag(tag), `sourcemark.ready.then(() => again("bridge.json"))`, both, ""},
		"the first tag has none":    {scriptTag("") + scriptTag(tag), `0`, one, ""},
		"mount, unmount, mount":     {"", `(async () => { for (let i = 0; i < 2; i++) { const tag = again("harbour.json"); window.sourcemark?.destroy(); if (!i) tag.then(t => t.remove()) } })()`, one, ""},
		"unmount while it starts":   {"", `again("harbour.json").then(t => (sourcemark.destroy(), t.remove(), again("harbour.json")))`, one, ""},
		"unmount, and then again":   {scriptTag(tag), `sourcemark.ready.then(() => (sourcemark.destroy(), again("harbour.json")))`, one, ""},
		"after one that failed":     {scriptTag(`data-records="none.json"`), `sourcemark.ready.catch(() => again("harbour.json"))`, one, "none.json: 404"},
		"a body that is replaced":   {scriptTag(tag), `sourcemark.ready.then(() => { const body = document.body.cloneNode(true); body.querySelectorAll("script").forEach(s => s.remove()); document.body.replaceWith(body); return again("harbour.json") })`, one, ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := twice(t, "", c.tags)
			if c.tags != "" {
				b.until(`!!window.sourcemark?.ready`)
			}
			eval[any](b, `Promise.resolve(`+c.do+`).then(() => 0)`)
			b.until(`!!window.sourcemark?.ready`)
			b.until(state + ` === "` + c.want + `"`)
			b.still()
			if got := eval[string](b, state); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
			if said := strings.Join(b.Complaints(), "\n"); !strings.Contains(said, c.said) || c.said == "" && said != "" {
				t.Errorf("the console has %q, want %q", said, c.said)
			}
			if strings.HasPrefix(name, "a newer") || strings.HasPrefix(name, "another with") {
				if verdict := eval[string](b, `sourcemark.get("bridge.json#c01").verdict`); verdict != "Much too early" {
					t.Errorf("the verdict is %q", verdict)
				}
			}
			eval[any](b, `sourcemark.destroy(), 0`)
			if left := eval[int](b, `document.querySelectorAll("sourcemark-summary, sourcemark-marks").length + CSS.highlights.size`); left != 0 {
				t.Errorf("%d elements and highlights are left", left)
			}
		})
	}
}

// TestOneName has two dossiers on a page that have a #c01 each: every way to it leads to the one that is meant, or
// nowhere, and the console says what would.
func TestOneName(t *testing.T) {
	cards := `<sourcemark-card id="one" record="harbour.json#c01">One</sourcemark-card><sourcemark-card id="two" record="/bridge.json#c01">Two</sourcemark-card>
		<sourcemark-card id="none" record="#c01">Neither</sourcemark-card><sourcemark-card id="only" record="q01">Only</sourcemark-card>`
	b := twice(t, cards, scriptTag(`data-records="harbour.json bridge.json"`)).ready()
	said := func(id string) string {
		return eval[string](b, `(e => (e.shadowRoot?.textContent || e.textContent))(document.querySelector("#`+id+`"))`)
	}
	for id, want := range map[string]string{"one": "The county counted 40,200.", "two": "The agenda says April.", "none": "Neither", "only": "half-empty"} {
		if got := said(id); !strings.Contains(got, want) {
			t.Errorf("the card %s says %q, want %q", id, got, want)
		}
	}
	if ids := eval[[]string](b, `sourcemark.items().map(i => i.id)`); !slices.Equal(ids, []string{"#c01@harbour", "#q01", "#c01@bridge", "#c02"}) {
		t.Errorf("the items are called %q", ids)
	}
	for _, id := range []string{"#c01@bridge", "c01@bridge", "bridge.json#c01", "sm-c01@bridge"} {
		if got := eval[string](b, `sourcemark.get("`+id+`")?.verdict ?? ""`); got != "Too early" {
			t.Errorf("%s is the check with the verdict %q", id, got)
		}
	}
	if eval[bool](b, `sourcemark.open("c01")`) {
		t.Error("c01 opens one of two")
	}
	const card = `[...trees()].map(t => t.querySelector("dialog")?.textContent).find(Boolean) ?? ""`
	eval[any](b, `sourcemark.close(), location.hash = "#sm-c01@bridge", 0`)
	b.until(`(` + card + `).includes("The agenda says April.")`)
	eval[any](b, `sourcemark.close(), location.hash = "#sm-c01@harbour", 0`)
	b.until(`(` + card + `).includes("The county counted 40,200.")`)
	eval[any](b, `sourcemark.close(), location.hash = "#sm-c01", 0`)
	b.until(`dialog()?.className === "panel"`)
	told := 0
	for _, c := range b.Complaints() {
		if strings.Contains(c, "harbour.json#c01") && strings.Contains(c, "bridge.json#c01") {
			told++
		}
	}
	if told == 0 || told != len(b.Complaints()) {
		t.Errorf("the console has %q, want that several are called c01", b.Complaints())
	}
}

// TestOneFileName has two dossiers that call themselves alike, out of two folders, with a #c01 each. Where they were
// fetched tells them apart: cards, links and open cards are those that are meant.
func TestOneFileName(t *testing.T) {
	facts := func(data string) string {
		return strings.NewReplacer(`"bridge.json"`, `"checks.json"`, `"harbour.json"`, `"checks.json"`).Replace(data)
	}
	cards := `<sourcemark-card id="one" record="/ferry/checks.json#c01">One</sourcemark-card><sourcemark-card id="two" record="/bridge/checks.json#c01">Two</sourcemark-card>
		<sourcemark-card id="none" record="checks.json#c01">Neither</sourcemark-card>`
	built(t)
	b := open(t, wide, served(t, map[string]string{
		"page.html":         harbourPage(cards, scriptTag(`data-records="/ferry/checks.json /bridge/checks.json"`)),
		"ferry/checks.json": facts(harbourRecords(t)), "bridge/checks.json": facts(bridgeRecords("Too early")),
	})+"/page.html").ready()
	for id, want := range map[string]string{"one": "The county counted 40,200.", "two": "The agenda says April.", "none": "Neither"} {
		if got := eval[string](b, `(e => (e.shadowRoot?.textContent || e.textContent))(document.querySelector("#`+id+`"))`); !strings.Contains(got, want) {
			t.Errorf("the card %s says %q, want %q", id, got, want)
		}
	}
	said := b.Complaints()
	if len(said) == 0 {
		t.Fatal("the console has nothing to say of the card that is neither")
	}
	if strings.Count(said[0], "/ferry/checks.json#c01") != 1 || strings.Count(said[0], "/bridge/checks.json#c01") != 1 {
		t.Errorf("the console has %q, want both addresses", said)
	}
	ids := eval[[]string](b, `sourcemark.items().map(i => i.id)`)
	if slices.Sort(ids); len(ids) != 4 || len(slices.Compact(ids)) != 4 {
		t.Errorf("the items are called %q", ids)
	}
	const card = `([...trees()].map(t => t.querySelector("dialog")?.textContent).find(Boolean) ?? "")`
	for _, verdict := range []string{"Too early", "Wrong number"} {
		says := map[string]string{"Too early": "The agenda says April.", "Wrong number": "The county counted 40,200."}[verdict]
		eval[any](b, `sourcemark.close(), location.hash = "#sm-" + sourcemark.items().find(i => i.verdict === "`+verdict+`").id.slice(1), 0`)
		b.until(card + `.includes("` + says + `")`)
		eval[any](b, `sourcemark.refresh(), 0`)
		if got := eval[string](b, card); !strings.Contains(got, says) {
			t.Errorf("checked again, the open card says %q, want %q", got, says)
		}
	}
	for _, more := range b.Complaints() {
		if more != said[0] { // of the card that is neither, at each check
			t.Errorf("the console has %q", more)
		}
	}
}

// TestOneNameRendered is the same on a page that came with the checks of both: names are unique in it, links lead to
// what they say, and so does the loader.
func TestOneNameRendered(t *testing.T) {
	built(t)
	var all []*claims.Dossier
	for name, data := range map[string]string{"harbour.json": harbourRecords(t), "bridge.json": bridgeRecords("Too early")} {
		d, err := records.Read(name, []byte(data))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, d)
	}
	p := article.Read([]byte(harbourPage("", scriptTag(""))))
	v := &web.View{Lang: lang.English(), Report: claims.New(all...).Check(p.Text)}
	out, err := p.Annotate(v, article.Options{Stylesheet: "/dist/sourcemark.css"})
	if err != nil {
		t.Fatal(err)
	}
	address := served(t, map[string]string{"page.html": string(out)}) + "/page.html"
	const opened = `[...document.querySelectorAll("sourcemark-marks")].map(e => e.shadowRoot.querySelector(":popover-open")?.textContent).find(Boolean) ?? ""`
	for name, want := range map[string]string{"c01@harbour": "The county counted 40,200.", "c01@bridge": "The agenda says April.", "q01": "half-empty"} {
		b := open(t, wide, address+"#sm-"+name).ready()
		if got := eval[string](b, opened); !strings.Contains(got, want) {
			t.Errorf("#sm-%s opens %q, want %q", name, got, want)
		}
		if got := eval[string](b, `(ids => ids.filter((id, i) => ids.indexOf(id) !== i).join())([...document.querySelectorAll("[id]")].map(e => e.id).concat([...document.querySelectorAll("sourcemark-marks")].map(e => e.dataset.sourcemark)))`); got != "" {
			t.Errorf("several are called %s", got)
		}
		links := fmt.Sprint(eval[[]string](b, `[...document.querySelectorAll("sourcemark-marks")].map(e => e.shadowRoot.querySelector("footer a[href^='#sm-']").getAttribute("href"))`))
		if links != "[#sm-c01@harbour #sm-q01 #sm-c01@bridge #sm-c02]" {
			t.Errorf("the links to the checks are %s", links)
		}
		if got := eval[string](b, `sourcemark.items().map(i => i.id + " " + i.exact.slice(0, 11)).join()`); got != "#c01@harbour The harbour,#q01 “We cannot ,#c01@bridge The council,#c02 The ferry h" {
			t.Errorf("the items are %s", got)
		}
		b.calm()
		if eval[any](b, `sourcemark.get("c01")`) != nil || !strings.Contains(strings.Join(b.Complaints(), ""), "several checks are called c01; want one of #c01@harbour #c01@bridge") {
			t.Errorf("c01 is one of two, and the console has %q", b.Complaints())
		}
	}
}
