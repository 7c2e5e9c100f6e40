package desk

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"sourcemark/wasm/browser/chromium"
)

// browsed is the desk of a folder in Chromium, at a path behind its token.
func browsed(t *testing.T, files map[string]string, path string) (*chromium.Tab, *Folder) {
	t.Helper()
	f := opened(t, files)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := NewServer(f, l.Addr().String())
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- s.Serve(ctx, l) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	b := chromium.Open(t, chromium.Window{Width: 1280, Height: 860})
	b.Do(chromedp.Navigate(s.URL() + path))
	return b, f
}

// A journalist with a keyboard: opens a check, types, loses the page, saves, undoes, and is asked when somebody else was
// faster. The page is never loaded anew, so that nothing that is read out is lost.
func TestDeskInChromium(t *testing.T) {
	b, f := browsed(t, both, "")
	press := func(keys ...string) {
		t.Helper()
		for _, k := range keys {
			b.Do(chromedp.KeyEvent(k))
		}
	}
	// Regions are swapped at any moment: a node that was looked up may be gone.
	click := func(what string) { t.Helper(); chromium.Eval[any](b, `document.querySelector("`+what+`").click(); 0`) }
	focus := func(what string) { t.Helper(); chromium.Eval[any](b, `document.querySelector("`+what+`").focus(); 0`) }
	saidIs := func(words string) {
		t.Helper()
		b.Until(`document.querySelector("#said").textContent === ` + "`" + words + "`")
	}
	focus("#q")
	press("f", "e", "r", "r", "y")
	b.Until(`location.search === "?q=ferry" && document.activeElement.id === "q"`)
	focus("#dossiers a")
	b.Do(chromedp.KeyEvent(kb.Enter))
	b.Until(`document.querySelector("#page")?.contentDocument.querySelector("mark")`)
	chromium.Eval[any](b, `window.same = true; 0`)
	focus("#to-c01")
	b.Do(chromedp.KeyEvent(kb.Enter))
	b.Until(`document.querySelector("#f-text") && document.querySelector("#page").contentDocument.querySelector("mark").style.outline`)
	focus("#f-why")
	press(kb.End, " ", "N", "o", "w", ".")
	b.Until(`document.querySelector("[data-kept]").textContent`)
	for all := f.AllTyped(); len(all) != 1 || all[0].Values.Get("why") != "The county says 40,200. Now."; all = f.AllTyped() {
		b.Until(`true`) // a frame later
	}
	b.Do(chromedp.Reload())
	b.Until(`document.querySelector("#f-why")?.value === "The county says 40,200. Now."`)
	chromium.Eval[any](b, `window.same = true; 0`)
	focus("#f-why")
	b.Do(chromedp.KeyEvent("s", chromedp.KeyModifiers(2))) // Control
	saidIs("Saved: The ferry carried 41,200 passengers las…")
	if !strings.Contains(f.in(t, "ferry.json"), "40,200. Now.") || len(f.AllTyped()) > 0 {
		t.Error(f.in(t, "ferry.json"))
	}
	if got := chromium.Eval[string](b, `document.activeElement.id`); got != "f-why" {
		t.Errorf("the focus is on %q", got)
	}
	click(".steps button")
	saidIs("Undone. Saved: The ferry carried 41,200 passengers las…")
	if f.in(t, "ferry.json") != ferry {
		t.Error(f.in(t, "ferry.json"))
	}
	// Somebody else saves while we type: what we type stays, and we are asked.
	focus("#f-fact")
	press("4", "0")
	write(t, filepath.Join(f.dir, "ferry.json"), strings.Replace(ferry, "The county says", "The county said", 1))
	click("button.main")
	b.Until(`document.querySelector("[role=alert]") && document.activeElement.matches("[role=alert]")`)
	if got := chromium.Eval[string](b, `document.querySelector("#f-fact").value + "|" + document.querySelector("#panel").innerText`); !strings.HasPrefix(got, "40|") || !strings.Contains(got, "In the file now: The county said 40,200.") {
		t.Error(got)
	}
	click("button.main")
	saidIs("Saved: The ferry carried 41,200 passengers las…")
	// Back to the list by Escape, and to a check by its words in the article.
	press(kb.Escape)
	b.Until(`document.querySelector("#to-c02")`)
	// The article was drawn anew, and hears a click when it is there.
	b.Until(`document.querySelector("#f-text") && location.search === "?record=%23c01" ||
		void document.querySelector("#page").contentDocument.querySelector("mark")?.click()`)
	if !chromium.Eval[bool](b, `window.same === true`) {
		t.Error("the page was loaded anew")
	}
	if dir := os.Getenv("SOURCEMARK_PICTURES"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, "desk.png"), b.Shot(), 0o666); err != nil {
			t.Error(err)
		}
	}
	for _, c := range b.Complaints() {
		if !strings.Contains(c, "409") {
			t.Errorf("the page complains: %s", c)
		}
	}
}

// A window says when the desk has stopped, and keeps what is typed; one that is hidden holds no connection, of which a
// browser has six for all windows together.
func TestDeskStopsInChromium(t *testing.T) {
	f := opened(t, both)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := NewServer(f, l.Addr().String())
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	ended := make(chan error)
	go func() { ended <- s.Serve(ctx, l) }()
	b := chromium.Open(t, chromium.Window{Width: 1280, Height: 860})
	b.Do(chromedp.Navigate(s.URL() + "dossier/ferry.json?record=%23c01"))
	const events = `performance.getEntriesByType("resource").filter(e => e.name.endsWith("/events")).length`
	hide := func(hidden string) {
		chromium.Eval[any](b, `Object.defineProperty(document, "hidden", { value: `+hidden+`, configurable: true });
			document.dispatchEvent(new Event("visibilitychange")); 0`)
	}
	b.Until(`document.querySelector("#f-why")`)
	hide("true")
	b.Until(events + " === 1") // it has ended: only then it is an entry
	hide("false")
	b.Until(`performance.getEntriesByType("resource").some(e => e.initiatorType === "xmlhttprequest")`) // it was refreshed
	chromium.Eval[any](b, `const f = document.querySelector("#f-why"); f.value = "Typed"; f.dispatchEvent(new Event("input", { bubbles: true })); 0`)
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	b.Until(`document.querySelector("#said").textContent.startsWith("The desk has stopped")`)
	chromium.Eval[any](b, `document.querySelector("#said").textContent = ""; document.querySelector("button.main").click(); 0`)
	b.Until(`document.querySelector("#said").textContent.startsWith("The desk has stopped")`)
	if got := chromium.Eval[string](b, `document.querySelector("#f-why").value`); got != "Typed" {
		t.Errorf("what was typed is %q", got)
	}
}
