package desk

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"sourcemark/claims/records/links"
	"sourcemark/wasm/browser/chromium"
	"sourcemark/wasm/browser/engines"
)

// changedArticle is a folder whose article has changed since its checks were placed, so that one has lost its place.
func changedArticle(t *testing.T) *Folder {
	long := strings.Replace(story, "</article>", "<p>The council meets in the town hall by the pier.</p>"+
		"<p>The harbour office closes at five.</p></article>", 1)
	whole := strings.NewReplacer(`"#c02", "status": "draft"`, `"#c02"`, "12 per cent", "10 per cent").Replace(ferry)
	f := opened(t, map[string]string{"ferry.json": whole, "ferry.html": long})
	write(t, filepath.Join(f.dir, "ferry.html"), strings.NewReplacer("by 10 per cent in May", "by 11 per cent in May", "3.5 per cent fewer", "4.5 per cent fewer",
		"closes at five", "closes at noon").Replace(long))
	if err := f.Scan(); err != nil {
		t.Fatal(err)
	}
	f.Wait()
	return f
}

// Two versions stand side by side, on a phone under one another; by keys alone a check that has lost its place is put
// where it belongs, and the focus is not lost.
func TestSidesInChromium(t *testing.T) {
	f := changedArticle(t)
	h := sits(t, func(address string) *Server { return NewServer(f, address) }, "/dossier/ferry.json", chromium.Window{Width: 1280, Height: 900})
	h.Until(`document.querySelector("#page")?.contentDocument?.querySelector("mark")`)
	h.with("v", 1) // Alt
	h.Until(`document.querySelector("#change-1 .new")`)
	where := func() []float64 {
		return chromium.Eval[[]float64](h.Tab, `(() => { const r = s => document.querySelector("#change-1 " + s).getBoundingClientRect();
			return [r(".old").left, r(".new").left, r(".old").bottom, r(".new").top, document.scrollingElement.scrollWidth - innerWidth] })()`)
	}
	if at := where(); at[1] <= at[0]+300 || at[3] >= at[2] || at[4] > 0 {
		t.Errorf("side by side at %v", at)
	}
	for n := range 2 {
		look(engines.Chromium{Tab: h.Tab}, n)
		h.shot("sides-1280-" + looks[n].name)
	}
	h.Resize(chromium.Window{Width: 390, Height: 844})
	h.Until(`innerWidth === 390`)
	if at := where(); at[0] != at[1] || at[3] < at[2] || at[4] > 0 {
		t.Errorf("under one another at %v", at)
	}
	for n := range 2 {
		look(engines.Chromium{Tab: h.Tab}, n)
		h.shot("sides-390-" + looks[n].name)
	}
	look(engines.Chromium{Tab: h.Tab}, 0)
	h.Resize(chromium.Window{Width: 1280, Height: 900})
	// by the links from change to change, and on to the button
	chromium.Eval[any](h.Tab, `document.querySelector("[href='#change-1']").focus(); 0`)
	h.press(kb.Enter)
	h.Until(`location.hash === "#change-1" && document.activeElement.id === "change-1"`)
	for range 30 {
		if chromium.Eval[bool](h.Tab, `document.activeElement.id === "b-c02-0"`) {
			break
		}
		h.press(kb.Tab)
	}
	h.press(kb.Enter)
	h.Until(`document.querySelector("#said").textContent.startsWith("Placed: ") && !document.querySelector(".gone")`)
	if got := chromium.Eval[string](h.Tab, `document.activeElement.localName`); got == "body" {
		t.Error("the focus is lost")
	}
	if !chromium.Eval[bool](h.Tab, `document.querySelector("#change-2 .new .mark") !== null`) {
		t.Error("the check is not marked where it is now")
	}
	h.press(kb.Escape)
	h.Until(`document.querySelector("#to-c02")`)
	for _, c := range h.Complaints() {
		t.Errorf("the page complains: %s", c)
	}
}

// While a site does not answer, the page says what is awaited, and Cancel ends the request to that site.
func TestCancelInChromium(t *testing.T) {
	asked, ended := make(chan bool, 1), make(chan bool, 1)
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		asked <- true
		<-r.Context().Done()
		ended <- true
	}))
	defer site.Close()
	f := opened(t, both)
	f.Visit(links.Manners{Private: true, Delay: -1})
	h := sits(t, func(address string) *Server { return NewServer(f, address) }, "/source/ferry.json?record=%23c01", chromium.Window{Width: 1280, Height: 900})
	h.Until(`document.querySelector("#q")`)
	chromium.Eval[any](h.Tab, fmt.Sprintf(`document.querySelector("#q").value = %q; document.querySelector("button.main").click(); 0`, site.URL+"/minutes"))
	<-asked
	h.Until(`!document.querySelector("#busy").hidden && document.querySelector("#said").textContent === "Fetching the page…"`)
	h.shot("busy")
	h.press(kb.Escape) // Cancel, and not back to the check
	<-ended            // the site is told
	h.Until(`document.querySelector("#busy").hidden && document.querySelector("#said").textContent === "Cancelled."`)
	if got := chromium.Eval[string](h.Tab, `document.querySelector("#q").value`); got != site.URL+"/minutes" {
		t.Errorf("what was typed is %q", got)
	}
}

// Nothing is in the way of anybody in the views of versions.
func TestVersionsAxe(t *testing.T) {
	source, err := os.ReadFile("../../wasm/browser/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("axe-core is not installed; ./build.sh test installs it and then runs this test")
	}
	f := changedArticle(t)
	h := sits(t, func(address string) *Server { return NewServer(f, address) }, "/versions/ferry.json", chromium.Window{Width: 1280, Height: 900})
	at := chromium.Eval[string](h.Tab, `location.href`)
	for _, view := range []struct{ name, do, there string }{
		{"two versions", `document.querySelector(".withdraw").open = true; document.querySelector(".paste-new").open = true;
			document.querySelectorAll(".same-rows").forEach(d => d.open = true)`, `document.querySelector("#before")`},
		{"an offer", `const a = document.querySelector("#article-now"); a.value = "The harbour ferry stops on Sundays. Nobody was asked."; a.form.requestSubmit()`,
			`document.querySelector("[formaction*=decline]")`},
		{"declined", `document.querySelector("[formaction*=decline]").click()`, `document.querySelector("#before")`},
	} {
		h.Do(chromedp.Navigate(at))
		h.Until(`document.querySelector("#sides")`)
		chromium.Eval[any](h.Tab, string(source)+"\n;"+view.do+"; 0")
		h.Until(view.there)
		accessible(t, engines.Chromium{Tab: h.Tab}, view.name)
		h.shot("axe-versions-" + strings.ReplaceAll(view.name, " ", "-"))
	}
}
