package desk

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"sourcemark/wasm/browser/chromium"
)

// refreshed changes a file of the folder, has the page notice, and waits until it has shown that.
func refreshed(t *testing.T, b *chromium.Tab, f *Folder, file, text string) {
	t.Helper()
	f.replaced(t, file, text)
	if err := f.Scan(); err != nil {
		t.Fatal(err)
	}
	f.Wait()
	noticed(b)
}

// replaced replaces a file of a folder at one moment, as good editors do.
func (f *Folder) replaced(t *testing.T, file, text string) {
	t.Helper()
	file = filepath.Join(f.dir, file)
	write(t, file+".new", text)
	if err := os.Rename(file+".new", file); err != nil {
		t.Fatal(err)
	}
}

// noticed has the page look at the folder, as it does when its window is seen again, and waits until it has shown that.
func noticed(b *chromium.Tab) {
	chromium.Eval[any](b, `window.swaps = 0;
		if (!window.counts) document.addEventListener("desk:swap", () => window.swaps++);
		window.counts = true;
		document.dispatchEvent(new Event("visibilitychange")); 0`)
	b.Until(`window.swaps > 0`)
}

// edition returns the ferry's dossier as somebody has it who works on its second check, for the nth time.
func edition(n int) string {
	return strings.Replace(ferry, "The fare rises", fmt.Sprintf("The fare rises to %d crowns", n), 1)
}

// While somebody reads, selects and types, somebody else saves: what the page shows anew takes away no focus, no caret,
// nothing that is typed, selected or open, and moves nothing.
func TestFolderChangesMeanwhileInChromium(t *testing.T) {
	b, f := browsed(t, both, "")
	b.Do(chromedp.EmulateViewport(1280, 420))
	in := func(script string) { t.Helper(); chromium.Eval[any](b, script+"; 0") }
	is := func(what, script, want string) {
		t.Helper()
		if got := chromium.Eval[string](b, "String("+script+")"); got != want {
			t.Errorf("%s: %s, want %s", what, got, want)
		}
	}
	const caret = `[document.activeElement.id, document.activeElement.selectionStart, document.activeElement.selectionEnd]`

	// The search, and what narrows it down.
	b.Until(`document.querySelector("#dossiers a")`)
	in(`document.querySelector(".narrow").open = true; const q = document.querySelector("#q"); q.focus(); q.value = "passengers"; q.setSelectionRange(2, 5)`)
	refreshed(t, b, f, "ferry.json", edition(1))
	is("the search", caret, "q,2,5")
	is("the search", `document.querySelector("#q").value`, "passengers")
	is("what narrows it", `document.querySelector(".narrow").open`, "true")
	in(`document.querySelector("#dossiers a").focus()`)
	refreshed(t, b, f, "pier.json", pier)
	is("a link of the list", `document.activeElement.getAttribute("href")?.split("/").at(-1)`, "ferry.json")

	// Every field of a check: looked at, and typed in.
	in(`document.querySelector("#dossiers a").click()`)
	b.Until(`document.querySelector("#to-c01")`)
	in(`document.querySelector("#to-c01").click()`)
	b.Until(`document.querySelector("#f-text")`)
	n := 1
	for _, field := range chromium.Eval[[]string](b, `[...document.querySelectorAll("form.edit [id^=f-]")].map(x => x.id)`) {
		n++
		in(`document.querySelector("details.withdraw").open = true; document.querySelector("#panel").scrollTop = 90;
			window.old = document.querySelector("#` + field + `"); old.focus({ preventScroll: true }); old.setSelectionRange(1, 1)`)
		was := chromium.Eval[string](b, `String(`+caret+`)`)
		refreshed(t, b, f, "ferry.json", edition(n))
		is(field, `window.old.isConnected`, "false") // else the test has not looked
		is(field, caret, was)
		is(field, `[document.querySelector("#panel").scrollTop, document.querySelector("details.withdraw").open]`, "90,true")
	}
	in(`const f = document.querySelector("#f-fact"); f.focus(); f.value = "40,200"; f.setSelectionRange(3, 3);
		f.dispatchEvent(new Event("input", { bubbles: true }))`)
	f.replaced(t, "ferry.json", edition(n+1))
	in(`document.dispatchEvent(new Event("visibilitychange"))`)
	b.Until(`document.querySelector("[data-kept]").textContent`)
	is("a field that is typed in", caret, "f-fact,3,3")
	is("a field that is typed in", `document.querySelector("#f-fact").value`, "40,200")

	// Whoever goes on typing after Save has both.
	in(`document.querySelector("form.edit").requestSubmit(); const g = document.querySelector("#f-fact");
		g.value = "40,200 in 2021"; g.setSelectionRange(14, 14); g.dispatchEvent(new Event("input", { bubbles: true }))`)
	b.Until(`document.querySelector("#said").textContent.startsWith("Saved")`)
	is("what is typed while it is saved", caret, "f-fact,14,14")
	is("what is typed while it is saved", `document.querySelector("#f-fact").value`, "40,200 in 2021")
	if !strings.Contains(f.in(t, "ferry.json"), `"40,200"`) {
		t.Error(f.in(t, "ferry.json"))
	}
	b.Until(`document.querySelector("[data-kept]").textContent`)
	if all := f.AllTyped(); len(all) != 1 || all[0].Values.Get("fact") != "40,200 in 2021" {
		t.Errorf("%+v", all)
	}
	in(`document.querySelector("button[formaction*=discard]").click()`)
	b.Until(`document.querySelector("#f-fact").value === "40,200"`)

	// Words that are selected in the article stay so; the article follows when they are no longer.
	b.Until(`document.querySelector("#page").contentDocument.querySelector("mark")`)
	in(`const d = document.querySelector("#page").contentDocument; d.getSelection().selectAllChildren(d.querySelector("p"))`)
	b.Until(`!document.querySelector("#chosen").hidden`)
	refreshed(t, b, f, "ferry.json", edition(n+2))
	is("words that are selected", `document.querySelector("#page").contentDocument.getSelection().isCollapsed`, "false")
	is("what is offered for them", `document.querySelector("#chosen").hidden`, "false")
	in(`window.old = document.querySelector("#page"); old.contentDocument.getSelection().removeAllRanges()`)
	b.Until(`!window.old.isConnected && document.querySelector("#chosen").hidden`)
	for _, c := range b.Complaints() {
		t.Errorf("the page complains: %s", c)
	}
}

// An article may forbid elements of style, and has the desk's all the same: nothing of it is refused, nor complained of.
func TestStrictArticleInChromium(t *testing.T) {
	strict := strings.Replace(story, "<title>", `<meta http-equiv="Content-Security-Policy" content="style-src 'none'; img-src 'none'"><title>`, 1)
	b, _ := browsed(t, map[string]string{"ferry.json": ferry, "ferry.html": strict}, "dossier/ferry.json?record=%23c01")
	b.Until(`getComputedStyle(document.querySelector("#page").contentDocument.body).maxWidth === "660px"`)
	b.Until(`document.querySelector("#page").contentDocument.querySelector("mark").style.outline`)
	if got := chromium.Eval[string](b, `getComputedStyle(document.querySelector("#page").contentDocument.querySelector("mark")).textDecorationLine`); got != "underline" {
		t.Errorf("a check is shown with a text decoration of %s", got)
	}
	for _, c := range b.Complaints() {
		t.Errorf("the page complains: %s", c)
	}
}
