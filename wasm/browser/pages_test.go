//go:build !js

package main

import (
	"os"
	"strings"
	"testing"
)

// TestOtherPeoplesPages puts the widget on pages that do what pages do: the story, with something changed.
// Each script gives "" or what is wrong.
func TestOtherPeoplesPages(t *testing.T) {
	built(t)
	story, err := os.ReadFile(root + "/dist/index.html")
	if err != nil {
		t.Fatal(err)
	}
	// A pill may cover no words but those of its own heading's gap.
	const covered = `(() => {
		const range = document.createRange();
		for (const b of controls("open")) {
			const r = b.getBoundingClientRect();
			if (r.width < 2) continue;
			for (const p of document.querySelectorAll("article p, article h2")) {
				range.selectNodeContents(p);
				for (const l of range.getClientRects()) if (l.left < r.right - 1 && l.right > r.left + 1 && l.top < r.bottom - 5 && l.bottom > r.top + 5) return b.textContent + " covers " + p.textContent.slice(0, 40);
			}
		}
		return "";
	})()`
	const opens = `sourcemark.open("c12") && dialog()?.checkVisibility() && dialog().getBoundingClientRect().height > 50 ? "" : "no card"`
	for name, c := range map[string]struct {
		on       screen
		old, new string // in the page
		do       string // once the widget is there
		check    string
	}{
		"a paragraph is hidden by a style":    {wide, `</style>`, `article p:nth-of-type(2) { display: none }</style>`, `0`, `sourcemark.items().length === 37 ? "" : "items"`},
		"a paragraph is taken away":           {wide, ``, ``, `document.querySelector("article p:nth-of-type(5)").remove(), dispatchEvent(new Event("resize"))`, `sourcemark.items().length ? "" : "gone"`},
		"the article is rendered anew":        {wide, ``, ``, `{ const a = document.querySelector("article"); a.innerHTML = a.innerHTML }`, opens},
		"the article is replaced":             {narrow, ``, ``, `{ const a = document.querySelector("article"); const b = a.cloneNode(true); b.querySelectorAll("sourcemark-marks").forEach(e => e.remove()); a.replaceWith(b); sourcemark.refresh() }`, opens},
		"paragraphs are wrapped":              {narrow, ``, ``, `document.querySelectorAll("article p").forEach(p => { const d = document.createElement("div"); p.replaceWith(d); d.append(p) }), sourcemark.refresh()`, covered},
		"an advertisement floats between":     {narrow, ``, ``, `document.querySelectorAll("article p").forEach(p => { const d = document.createElement("div"); d.style.position = "absolute"; p.after(d) }), sourcemark.refresh()`, covered},
		"the words are folded away":           {narrow, ``, ``, `{ const p = document.querySelectorAll("article .column > p")[4], d = document.createElement("details"); p.replaceWith(d); d.append(p); sourcemark.refresh() }`, opens},
		"the page scrolls smoothly":           {wide, `</style>`, `html { scroll-behavior: smooth }</style>`, `sourcemark.open("c25")`, `{ const d = dialog().getBoundingClientRect(); d.top >= 0 && d.bottom <= innerHeight ? "" : "card at " + d.top }`},
		"the article clips what leaves it":    {wide, `</style>`, `article { max-width: 700px; position: relative; overflow: hidden }</style>`, `0`, `trees()[1].querySelector(".pills") ? "" : "notes that are clipped"`},
		"something stands beside the article": {wide, `</main>`, `<div style="position:absolute;left:800px;top:900px;width:300px;height:250px">An advertisement</div></main>`, `0`, `trees()[1].querySelector(".pills") ? "" : "notes over it"`},
		"the page reads from right to left":   {narrow, `<html lang="en">`, `<html lang="ar" dir="rtl">`, `0`, `document.documentElement.scrollWidth <= innerWidth ? "" : "as wide as " + document.documentElement.scrollWidth`},
		"colours are given in OKLCH":          {wide, `</style>`, `article { color: oklch(0.21 0.034 264.665) }</style>`, `0`, `getComputedStyle(document.querySelector("sourcemark-summary").shadowRoot.querySelector(".chip")).backgroundColor === "rgb(255, 255, 255)" ? "" : "dark"`},
		"the article keeps clicks to itself":  {wide, ``, ``, `document.querySelector("article").addEventListener("click", e => e.stopPropagation(), true), controls("open")[3].click()`, `dialog() ? "" : "no card"`},
		"the list was open":                   {wide, ``, ``, `click("list"), sourcemark.refresh()`, `dialog() ? "an old list" : ""`},
		"a card was open":                     {wide, ``, ``, `sourcemark.open("c05"), sourcemark.refresh()`, `dialog()?.textContent.includes(sourcemark.get("c05").number + " of 37") ? "" : "closed"`},
		"a filter is set":                     {wide, ``, ``, `controls("filter")[1].click(), sourcemark.open("c01"), sourcemark.next()`, `sourcemark.get(sourcemark.items().find(i => dialog().textContent.includes(i.number + " of 37")).id).status === "disputed" ? "" : "an item that the filter hides"`},
		"something else is called sourcemark": {wide, `<h1>`, `<h1 id="sourcemark">`, `0`, opens},
		"the page ends below the words":       {narrow, ``, ``, `sourcemark.open("c27")`, `{ const d = dialog().getBoundingClientRect(), w = [...CSS.highlights.get("sourcemark-active")][0].getBoundingClientRect(); w.top >= d.bottom || w.bottom <= d.top ? "" : "the sheet covers its words" }`},
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(string(story), c.old) {
				t.Fatalf("dist/index.html has no %s", c.old)
			}
			page := string(story)
			if c.old != "" {
				page = strings.Replace(page, c.old, c.new, 1)
			}
			b := open(t, c.on, served(t, map[string]string{"dist/index.html": page})+"/dist/index.html", atStart(`addEventListener("sourcemark:ready", () => window.heard = true)`)).ready()
			eval[any](b, c.do+"; 0")
			b.still()
			check := c.check
			if strings.HasPrefix(check, "{") {
				check = "eval(" + quoted(check) + ")"
			}
			if wrong := eval[string](b, check); wrong != "" {
				t.Error(wrong)
			}
			if !eval[bool](b, `window.heard === true`) {
				t.Error("window did not hear that the widget is ready")
			}
			b.calm()
		})
	}
}

// quoted is a script as a JavaScript string: the value of a block is that of its last statement under eval.
func quoted(script string) string { return "`" + script + "`" }
