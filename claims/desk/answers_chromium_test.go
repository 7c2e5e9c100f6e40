package desk

import (
	"testing"

	"github.com/chromedp/chromedp"

	"sourcemark/wasm/browser/chromium"
)

// The desk is said to have stopped when it has, and only then: an answer that was lost is asked for again, or told of
// where it may have done something; one that is no page is shown with its words.
func TestAnswersInChromium(t *testing.T) {
	b, _ := browsed(t, both, "dossier/ferry.json?record=%23c01")
	b.Until(`document.querySelector("#f-why")`)
	said := func(words string) {
		t.Helper()
		b.Until(`document.querySelector("#said").textContent.includes("` + words + `")`)
	}
	const broken = `{ // the next answer
		const { send } = XMLHttpRequest.prototype;
		XMLHttpRequest.prototype.send = function () {
			XMLHttpRequest.prototype.send = send;
			this.dispatchEvent(new Event("error"));
		};
	}`
	chromium.Eval[any](b, broken+`document.querySelector("#save").click(); 0`)
	said("The connection to the desk broke off and was restored.")
	chromium.Eval[any](b, broken+`document.querySelector(".up a").click(); 0`)
	b.Until(`document.querySelector("#to-c01")`)
	if got := chromium.Eval[string](b, `document.querySelector("#said").textContent`); got != "" {
		t.Errorf("what was asked once more is told of: %s", got)
	}
	chromium.Eval[any](b, `{
		const a = document.querySelector("#to-c01");
		a.href = "/elsewhere";
		a.click();
	} 0`)
	said("The desk did not answer with a page, but with “4")
	// Addresses of fields that are checked as one types have no host: they are no reason to say that it has stopped.
	b.Do(chromedp.Navigate(chromium.Eval[string](b, `location.href.replace("/dossier/", "/source/").replace(/\?.*/, "") + "?record=%23c01&new="`)))
	b.Until(`document.querySelector("#s-published")`)
	b.Do(chromedp.SendKeys("#s-published", "30 Nov 2026"))
	b.Until(`document.querySelector("#as-published").textContent === "30 November 2026 · 2026-11-30"`)
	b.Until(`!document.querySelector("#said").textContent`)
	// All keys of a view are listed where somebody asks for them.
	chromium.Eval[any](b, `document.activeElement.blur(); 0`)
	b.Do(chromedp.KeyEvent("?"))
	b.Until(`document.querySelector("#keys").open && /Ctrl\+S\s*Add to the check/.test(document.querySelector("#keys").innerText)`)
}

// Where the lines of an article are tight, the line under words does not cut the number in the line below it.
func TestNumbersInTightLinesInChromium(t *testing.T) {
	const tight = `<!doctype html><html lang="en"><title>Ferry</title><style>body { margin: 0; width: 260px; font: 18px/1.2 Georgia, serif }</style>
<article><p>The harbour ferry carried 41,200 passengers last year, 3.5 per cent fewer than the year before.</p></article></html>`
	b, _ := browsed(t, map[string]string{"ferry.json": ferry, "ferry.html": tight}, "dossier/ferry.json")
	b.Until(`document.querySelector("#page")?.contentDocument?.querySelector("sourcemark-marks")?.shadowRoot?.querySelector(".number")`)
	got := chromium.Eval[[]float64](b, `(() => {
		const d = document.querySelector("#page").contentDocument, lines = [...d.querySelector("mark").getClientRects()];
		const n = d.querySelector("sourcemark-marks").shadowRoot.querySelector(".number").getBoundingClientRect();
		return [lines.length, n.top + n.height - 8, lines.filter(l => l.bottom < n.bottom).at(-1)?.bottom ?? 0]; // digits are 8 px high
	})()`)
	if got[0] < 2 || got[2] == 0 || got[1] < got[2] {
		t.Errorf("of %v lines, the number begins at %v and the line above it ends at %v", got[0], got[1], got[2])
	}
}
