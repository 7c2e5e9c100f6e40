//go:build !js

package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"sourcemark/wasm/browser/chromium"
)

// An item is an entry of sourcemark.items().
type item struct {
	ID, Kind, Status, Verdict, Exact string
	Number, Start, End               int
}

// hosts are the ways in which the story gets to a reader.
func hosts(t *testing.T) map[string]string {
	return map[string]string{
		"file":  fromDisk(t, "index.html"),
		"story": fromDisk(t, "dist/story.html"),
		"http":  served(t, nil) + "/dist/index.html",
	}
}

// everywhere runs a test on all hosts and screens.
func everywhere(t *testing.T, test func(t *testing.T, b *tab)) {
	built(t)
	for name, address := range hosts(t) {
		for _, s := range []screen{wide, narrow} {
			t.Run(name+"/"+s.name, func(t *testing.T) {
				b := open(t, s, address).ready()
				test(t, b)
				b.calm()
			})
		}
	}
}

func items(b *tab) []item {
	b.t.Helper()
	return eval[[]item](b, `sourcemark.items()`)
}

// TestEveryItem places every item, clicks its words, reads its card and closes it by the keyboard.
func TestEveryItem(t *testing.T) {
	everywhere(t, func(t *testing.T, b *tab) {
		type unplaced struct{ ID, Reason string }
		report := eval[struct {
			Placed   int
			Unplaced []unplaced
		}](b, `sourcemark.report()`)
		if report.Placed != 37 || len(report.Unplaced) != 0 {
			t.Fatalf("placed %d, unplaced %v, want all of 37 placed", report.Placed, report.Unplaced)
		}
		for _, it := range items(b) {
			// A place on the words that is of this item alone: the active highlight has its ranges.
			at := eval[struct{ X, Y float64 }](b, `(() => {
				sourcemark.open("`+it.ID+`");
				const range = [...CSS.highlights.get("sourcemark-active")][0];
				sourcemark.close();
				range.startContainer.parentElement.scrollIntoView({ block: "start" });
				scrollBy(0, -120);
				const line = range.getClientRects()[0];
				return { x: line.left + Math.min(40, line.width / 2), y: line.top + line.height / 2 };
			})()`)
			b.click(at.X, at.Y)
			b.until(`dialog()`)
			card := eval[struct {
				Verdict, Position, Text, Name string
				Expanded, Sources             int
			}](b, `(() => {
				const d = dialog();
				return {
					verdict: d.querySelector("h2").firstElementChild.nextSibling.data,
					position: d.querySelector(".position").textContent,
					text: d.textContent,
					name: d.getRootNode().getElementById(d.getAttribute("aria-labelledby")).textContent,
					expanded: trees().flatMap(t => [...t.querySelectorAll("[aria-expanded=true]")]).length,
					sources: d.querySelectorAll(".source").length,
				};
			})()`)
			if want := fmt.Sprintf("%d of 37", it.Number); card.Position != want {
				t.Fatalf("%s: a click on %q opened the card %s, want %s", it.ID, it.Exact, card.Position, want)
			}
			if card.Verdict != it.Verdict || !strings.Contains(card.Name, it.Verdict) {
				t.Errorf("%s: the card says %q and is named %q, want %q", it.ID, card.Verdict, card.Name, it.Verdict)
			}
			if card.Sources == 0 && it.Status != "unsourced" {
				t.Errorf("%s: %s, and its card shows no source", it.ID, it.Status)
			}
			if card.Expanded != 1 {
				t.Errorf("%s: %d buttons are expanded", it.ID, card.Expanded)
			}
			b.press(kb.Escape)
			b.until(`!dialog()`)
			if n := eval[string](b, `focused().dataset.n ?? ""`); n != fmt.Sprint(it.Number) {
				t.Errorf("%s: closing gave the focus to %q, want the button of item %d", it.ID, n, it.Number)
			}
		}
	})
}

// TestKeyboard goes through a card without a mouse.
func TestKeyboard(t *testing.T) {
	everywhere(t, func(t *testing.T, b *tab) {
		eval[any](b, `controls("open")[3].focus(), 0`)
		b.press(kb.Enter)
		b.until(`dialog()`)
		if !eval[bool](b, `dialog().contains(focused())`) {
			t.Error("the card has opened, and the focus is not in it")
		}
		b.press(kb.Tab)
		if do := eval[string](b, `focused().dataset.do`); do != "close" {
			t.Errorf("the first stop in a card is %q, want close", do)
		}
		// From card to card, with the focus staying where the reader pressed.
		eval[any](b, `dialog().querySelector("[data-do=next]").focus(), 0`)
		b.press(kb.Enter)
		b.until(`dialog()?.textContent.includes("5 of 37")`)
		if do := eval[string](b, `focused().dataset.do`); do != "next" {
			t.Errorf("after the next card the focus is on %q, want next", do)
		}
		b.press(kb.Escape)
		b.until(`!dialog()`)
		if n := eval[string](b, `focused().dataset.n`); n != "5" {
			t.Errorf("the focus went to item %q, want 5", n)
		}
		// Buttons come in reading order for the Tab key: each after the words it is about.
		var order []string
		for range 5 {
			order = append(order, eval[string](b, `focused().dataset.n`))
			b.press(kb.Tab)
		}
		if !slices.Equal(order, []string{"5", "6", "7", "8", "9"}) {
			t.Errorf("Tab goes through %v", order)
		}
	})
}

func TestQuotationShowsWhatDiffers(t *testing.T) {
	b := open(t, wide, fromDisk(t, "index.html")).ready()
	got := eval[struct{ Printed, Source string }](b, `(() => {
		sourcemark.open("q04");
		const marked = tag => [...dialog().querySelectorAll(tag)].map(e => e.lastChild.data).join("|");
		return { printed: marked("del"), source: marked("ins") };
	})()`)
	if !strings.HasPrefix(got.Printed, "Russia") || !strings.Contains(got.Source, "our Chinese friends") {
		t.Errorf("struck: %s; underlined: %s", got.Printed, got.Source)
	}
	if name := eval[string](b, `dialog().querySelector("del").textContent`); !strings.HasPrefix(name, "not in the source") {
		t.Errorf("a listener hears %q of a struck word", name)
	}
}

// select22 is a script that selects the 22 of "22 individuals" and brings it into sight.
const select22 = `(() => {
	const walk = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
	while (walk.nextNode()) {
		const at = walk.currentNode.data.indexOf("22 individuals");
		if (at < 0) continue;
		walk.currentNode.parentElement.scrollIntoView({ block: "center" });
		return getSelection().setBaseAndExtent(walk.currentNode, at, walk.currentNode, at + 2);
	}
})()`

// TestEditing changes a number in the story and sees the verdict withdrawn, then gets the story back.
func TestEditing(t *testing.T) {
	everywhere(t, func(t *testing.T, b *tab) {
		before := eval[string](b, `document.querySelector("article").innerHTML`)
		eval[any](b, `click("edit"), `+select22+`, 0`)
		call(b, input.InsertText, input.InsertTextParams{Text: "24"})
		b.until(`sourcemark.report().unplaced.length`)
		got := eval[struct {
			ID, Reason, Record, Article string
			Placed                      int
			Note, Bar                   string
			Buttons                     int
		}](b, `(() => {
			const { placed, unplaced: [u] } = sourcemark.report();
			return {
				id: u.id, reason: u.reason, record: u.differences[0].record, article: u.differences[0].article, placed,
				note: trees().map(t => t.querySelector(".withdrawn")).find(Boolean)?.textContent ?? "",
				bar: document.querySelector("sourcemark-summary").shadowRoot.textContent,
				buttons: controls("open").length,
			};
		})()`)
		if got.ID != "#c23" || got.Reason != "differs" || got.Record != "22" || got.Article != "24" || got.Placed != 36 || got.Buttons != 36 {
			t.Errorf("after 22 became 24: %+v", got)
		}
		if want := "Differs from the record"; !strings.Contains(got.Note, want) || !strings.Contains(got.Bar, want) {
			t.Errorf("want %q beside the words and in the summary, have %q and %q", want, got.Note, got.Bar)
		}
		eval[any](b, `click("reset"), 0`)
		if n := len(items(b)); n != 37 {
			t.Errorf("after the reset %d items are placed", n)
		}
		if after := eval[string](b, `document.querySelector("article").innerHTML`); after != before {
			t.Errorf("the reset gave back another article:\n%s", after)
		}
	})
}

// paste puts another article in the place of the story: one sentence of the story in other words, one with another
// number, one of its quotations, and one that has nothing to do with it.
func paste(b *tab) {
	eval[any](b, `click("edit"), getSelection().selectAllChildren(document.querySelector("article")), 0`)
	call(b, input.InsertText, input.InsertTextParams{Text: strings.Join([]string{
		"The export sanctions, now widened, forbid quantum-computing services to every individual in Russia.",
		"The Office of Foreign Assets Control added 25 people and two organisations to its list.",
		"“We understand China’s questions and concerns,” Mr Putin said in Samarkand.",
		"The lighthouse on the outer islands was lit again on Saturday.",
	}, "\n")})
	b.until(`sourcemark.items().some(i => i.automatic)`)
}

// TestPasting wants what the records cover of an article that nobody anchored to light up by itself, said to be matched
// automatically, and without a verdict where a number is another one.
func TestPasting(t *testing.T) {
	everywhere(t, func(t *testing.T, b *tab) {
		paste(b)
		var got []string
		for _, i := range eval[[]struct {
			ID, Relation, Status, Verdict string
			Automatic                     bool
		}](b, `sourcemark.items()`) {
			if i.Automatic {
				got = append(got, i.ID+" "+i.Relation+" "+i.Status)
			}
		}
		if got, want := strings.Join(got, ", "), "#c27 same disputed, #c23 differs unsourced, #q05 same disputed"; got != want {
			t.Errorf("linked %s, want %s", got, want)
		}
		for id, want := range map[string]string{"c27": "Matched automatically", "c23": "here “25”, in the record “22”", "q05": "words differ from the source"} {
			eval[bool](b, `sourcemark.open("`+id+`")`)
			if card := eval[string](b, `dialog().innerText`); !strings.Contains(card, want) {
				t.Errorf("the card of %s does not say %q:\n%s", id, want, card)
			}
		}
		// The article has another size now, so everything was laid out twice.
		b.still()
		if wide := eval[[]int](b, `[document.documentElement.scrollWidth, document.documentElement.clientWidth]`); wide[0] > wide[1] {
			t.Errorf("the page is %d pixels wide in a window of %d", wide[0], wide[1])
		}
		b.calm()
	})
}

// TestDestroy takes the widget off the page with a card open, in the middle of editing, with marks hidden.
func TestDestroy(t *testing.T) {
	built(t)
	for name, address := range hosts(t) {
		for state, script := range map[string]string{
			"idle": `0`, "card": `sourcemark.open("c10")`, "list": `click("list")`, "hidden": `sourcemark.setVisible(false)`,
			"editing": `click("edit"), document.querySelector("article p:last-of-type").append(" More."), 0`,
		} {
			t.Run(name+"/"+state, func(t *testing.T) {
				b := open(t, wide, address, atStart(`addEventListener("DOMContentLoaded", () => { window.was = document.documentElement.outerHTML; window.names = Object.keys(window).join() })`)).ready()
				eval[any](b, script)
				got := eval[struct {
					Same                     bool
					Sheets, Highlights, Left int
					Focus                    bool
				}](b, `(() => {
					sourcemark.destroy();
					return {
						same: document.documentElement.outerHTML === was,
						sheets: document.adoptedStyleSheets.length,
						highlights: CSS.highlights.size,
						left: sourcemark.items().length,
					};
				})()`)
				if !got.Same || got.Sheets != 0 || got.Highlights != 0 || got.Left != 0 {
					t.Errorf("left behind: %+v\n%s", got, eval[string](b, `document.querySelector("article").outerHTML`))
				}
				if text := eval[string](b, `document.querySelector("sourcemark-summary").innerText`); !strings.Contains(text, "once its script has run") {
					t.Errorf("the publisher's own words are not back in the summary: %q", text)
				}
				b.calm()
			})
		}
	}
}

// TestLeavesThePageAlone compares what the page has while the widget runs with what it had before.
func TestLeavesThePageAlone(t *testing.T) {
	built(t)
	const texts = `(() => {
		const out = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		while (walk.nextNode()) out.push(walk.currentNode.data);
		return JSON.stringify(out);
	})()`
	for name, address := range hosts(t) {
		t.Run(name, func(t *testing.T) {
			b := open(t, wide, address, atStart(`addEventListener("DOMContentLoaded", () => { window.was = `+texts+`; window.names = Object.keys(window) })`)).ready()
			if !eval[bool](b, `was === `+texts) {
				t.Error("the widget split or changed text nodes")
			}
			if extra := eval[[]string](b, `Object.keys(window).filter(k => !names.includes(k) && !["sourcemark", "names", "was", "trees", "dialog", "controls", "click", "focused"].includes(k))`); len(extra) > 0 {
				t.Errorf("new global names: %v", extra)
			}
			b.calm()
		})
	}
}

// atStart runs a script in every new document before those of the page.
func atStart(script string) chromedp.Action[chromedp.Void] { return chromium.AtStart(script) }
