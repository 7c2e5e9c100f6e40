package desk

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"sourcemark/wasm/browser/chromium"
	"sourcemark/wasm/browser/engines"
)

// inChromium is the desk of a folder, open in Chromium at a path.
func inChromium(t *testing.T, files map[string]string, path string) (*chromium.Tab, *Folder) {
	t.Helper()
	b, f := browsed(t, files, path)
	b.Until(`document.querySelector("#page")?.contentDocument?.deskSelects`)
	return b, f
}

// stretch is JavaScript for the points of the window from which and to which words of the article are dragged over, from the
// beginning of some to the end of others: x, y, x, y.
func stretch(from, to string) string {
	return fmt.Sprintf(`(() => {
		const frame = document.querySelector("#page"), d = frame.contentDocument, f = frame.getBoundingClientRect();
		const boxes = words => {
			const walk = d.createTreeWalker(d.querySelector("article"), NodeFilter.SHOW_TEXT);
			for (let n; n = walk.nextNode(); ) {
				const i = n.data.indexOf(words), r = d.createRange();
				if (i < 0) continue;
				r.setStart(n, i);
				r.setEnd(n, i + words.length);
				return [...r.getClientRects()];
			}
		};
		const a = boxes(%q)[0], z = boxes(%q).at(-1);
		return [f.x + a.left + 1, f.y + a.top + a.height / 2, f.x + z.right - 1, f.y + z.top + z.height / 2];
	})()`, from, to)
}

// drag selects words of the article with the mouse.
func drag(b *chromium.Tab, from, to string) { pull(b, chromium.Eval[[]float64](b, stretch(from, to))) }

// pull presses the mouse at a point of the window, moves it to another and lets go: x, y, x, y.
func pull(b *chromium.Tab, at []float64) {
	engines.Chromium{Tab: b}.Drag(at[0], at[1], at[2], at[3])
}

// Words are selected with the mouse, or with keys alone, and become a draft; an item of the queue is shown in the
// article, where nothing moves.
func TestSelectInChromium(t *testing.T) {
	b, f := inChromium(t, map[string]string{"ferry.json": blank, "ferry.html": long}, "queue/ferry.json")
	if got := chromium.Eval[bool](b, `document.querySelector("#chosen").hidden`); !got {
		t.Error("something is offered before anything is selected")
	}
	const moved = `(d => d.querySelector("article").innerText + d.documentElement.scrollHeight + " " +
		[...d.querySelectorAll("p")].map(p => p.getBoundingClientRect().top))(document.querySelector("#page").contentDocument)`
	before := chromium.Eval[string](b, moved)
	b.Do(chromedp.Focus(".queue button"))
	b.Until(`document.querySelector("#page").contentDocument.querySelector("#desk-pointer div")`)
	if got := chromium.Eval[string](b, moved); got != before {
		t.Errorf("the article was %s, and is %s", before, got)
	}
	drag(b, "ounty paid", "310,000 cro")
	b.Until(`!document.querySelector("#chosen").hidden`)
	if got := chromium.Eval[string](b, `document.querySelector("#chosen q").textContent`); got != "county paid 310,000 crowns" {
		t.Errorf("selected: %q", got)
	}
	b.Do(chromedp.Click("#chosen button"))
	b.Until(`document.querySelector("#f-text")?.value == "county paid 310,000 crowns"`)
	b.Do(chromedp.Navigate(chromium.Eval[string](b, `location.href.replace("/dossier/", "/queue/").replace(/\?.*/, "")`)))
	b.Until(`document.querySelector("#page")?.contentDocument?.deskSelects`)
	b.Do(chromedp.Focus("#page"), chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(kb.ArrowRight),
		chromedp.KeyEvent(kb.ArrowRight, chromedp.KeyModifiers(chromedp.ModifierShift)))
	b.Until(`document.querySelector("#chosen q").textContent == "ferry to"`)
	b.Do(chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(chromedp.ModifierAlt)))
	b.Until(`document.querySelector("#f-text")?.value == "ferry to"`)
	d, err := f.Dossier("ferry.json")
	if err != nil || len(d.Drafts) != 2 || d.Drafts[1].Anchor.Exact != "ferry to" {
		t.Errorf("%v, %+v", err, d.Drafts)
	}
}

// Words that a hand selects are offered when it lets go, and whole; wherever it began, and over whatever it went.
func TestDragInChromium(t *testing.T) {
	story := strings.Replace(long, "The county paid", `<a href="https://county.example/">The county</a> paid`, 1)
	b, _ := inChromium(t, map[string]string{"ferry.json": blank, "ferry.html": story}, "queue/ferry.json")
	mouse := func(kind input.DispatchMouseEventType, x, y float64, clicks int64) {
		t.Helper()
		chromium.Call(b, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: kind, X: x, Y: y,
			Button: input.MouseButtonLeft, Buttons: 1, ClickCount: clicks})
	}
	const offered = `document.querySelector("#chosen").hidden ? "" : document.querySelector("#chosen q").textContent`
	chromium.Eval[any](b, `{ // what is offered each time that the desk has looked at the selection, as it does once that rests
		const { setTimeout: begin, clearTimeout: end } = window, due = new Set();
		window.looked = [];
		window.setTimeout = (f, ms, ...given) => {
			const id = begin(() => {
				due.delete(id);
				f(...given);
				if (f.name === "offer") looked.push(`+offered+`);
			}, ms);
			if (f.name === "offer") due.add(id);
			return id;
		};
		window.clearTimeout = id => { due.delete(id); end(id) };
		window.rested = () => !due.size;
	} 0`)
	for _, c := range []struct {
		name, from, to string
		clicks         int64 // where it begins
		back           bool
		want           string
	}{
		{"over paragraphs", "rried 41,200", "mpty boa", 1, false,
			"carried 41,200 passengers last year, 3.5 per cent fewer than the year before. “We cannot run empty boats"},
		{"backwards", "boats all win", "run emp", 1, true, "run empty boats all winter"},
		{"from words that are selected", "empty boa", "all win", 1, false, "empty boats all winter"},
		{"from a link", "ounty", "310,000", 1, false, "county paid 310,000"},
		{"word by word", "ounty", "310,000", 2, false, "county paid 310,000"},
		{"a double click", "repair", "repair", 2, false, "repair"},
	} {
		at := chromium.Eval[[]float64](b, stretch(c.from, c.to))
		if c.back { // from the end of the one to the beginning of the other
			at = chromium.Eval[[]float64](b, stretch(c.to, c.from))
			at[0], at[1], at[2], at[3] = at[2], at[3], at[0], at[1]
		}
		for n := int64(1); n < c.clicks; n++ {
			mouse(input.DispatchMouseEventTypeMousePressed, at[0], at[1], n)
			mouse(input.DispatchMouseEventTypeMouseReleased, at[0], at[1], n)
		}
		b.Until(`rested()`)
		chromium.Eval[any](b, `looked.length = 0`)
		mouse(input.DispatchMouseEventTypeMousePressed, at[0], at[1], c.clicks)
		const steps = 6 // some within each line
		for n := 1.0; n <= steps; n++ {
			mouse(input.DispatchMouseEventTypeMouseMoved, at[0]+(at[2]-at[0])*n/steps, at[1]+(at[3]-at[1])*n/steps, c.clicks)
		}
		b.Until(`looked.length && rested()`)
		if got := chromium.Eval[string](b, `looked.join("")`); got != "" {
			t.Errorf("%s: %q is offered before the button is let go", c.name, got)
		}
		mouse(input.DispatchMouseEventTypeMouseReleased, at[2], at[3], c.clicks)
		b.Until(`!document.querySelector("#chosen").hidden`)
		if got := chromium.Eval[string](b, offered); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
