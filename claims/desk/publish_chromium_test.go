package desk

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"sourcemark/claims/records/push"
	"sourcemark/wasm/browser/chromium"
	"sourcemark/wasm/browser/engines"
)

// A journalist with a keyboard is led to what keeps a dossier back, mends it there, publishes it, copies the tag, and
// opens what readers get.
func TestPublishInChromium(t *testing.T) {
	f := opened(t, map[string]string{"ferry.html": story, "ferry.json": strings.NewReplacer(`["Wrong number"]`, `[]`,
		`, "ratingExplanation": "The county says 40,200."`, ``).Replace(ferry)})
	h := sits(t, func(address string) *Server { return NewServer(f, address) }, "/publish/ferry.json", chromium.Window{Width: 1280, Height: 900, Whole: true})
	enter := func(what string) {
		t.Helper()
		h.Until(`document.querySelector("` + what + `")`)
		chromium.Eval[any](h.Tab, `document.querySelector("`+what+`").focus(); 0`)
		h.press(kb.Enter)
	}
	enter("button[value=against]")
	h.Until(`document.querySelector("#said").textContent === "Classified: Wrong number"`)
	// What is left leads to its field, and the keys that are pressed next go into it.
	enter("a[href$='#f-why']")
	h.Until(`document.activeElement.id === "f-why"`)
	h.paste("The county says 40,200.")
	h.with("s", 2) // Control
	h.Until(`document.querySelector("#said").textContent.startsWith("Saved")`)
	h.press(kb.Escape)
	h.Until(`!document.querySelector("#f-why")`)
	h.with("p", 1) // Alt
	enter("#panel form[action*='publish'] button.main")
	h.Until(`document.querySelector(".stands")`)
	enter("[data-copy]")
	h.Until(`document.querySelector("#said").textContent === "Copied."`)
	if got := chromium.Eval[string](h.Tab, `getSelection().toString()`); !strings.Contains(got, `data-records="/sourcemark/ferry.json"`) {
		t.Errorf("copied: %s", got)
	}
	h.shot("published-1280")
	// The page is served as readers get it, and no script runs in it: not even a test's, which hears what a screen reader does.
	h.Do(chromedp.Navigate(chromium.Eval[string](h.Tab, `document.querySelector(".stands a").href`)))
	var heard []string
	for _, n := range treeOf(h.Tab) {
		heard = append(heard, n.role+" "+n.name)
	}
	if all := strings.Join(heard, "\n"); !strings.Contains(all, "heading Harbour ferry to stop on Sundays") || !strings.Contains(all, "button") {
		t.Errorf("the published page says %s", all)
	}
	h.shot("published-page")
	for _, c := range h.Complaints() {
		t.Errorf("the page complains: %s", c)
	}
}

// What goes on says how far it is without loading the page, and is stopped by a key; what a screen reader hears then is
// how it has ended.
func TestPublishAllInChromium(t *testing.T) {
	f := opened(t, newsroom(30))
	answer, asked := make(chan bool), make(chan bool, 100)
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // only then it hears that nobody waits any more
		asked <- true
		select {
		case <-answer:
			_, _ = w.Write([]byte(`{"success": true, "result": {"values": {}}}`))
		case <-r.Context().Done():
		}
	}))
	defer api.Close()
	answers := sync.OnceFunc(func() { close(answer) })
	defer answers()
	h := sits(t, func(address string) *Server {
		s := NewServer(f, address)
		s.Account = push.Account{API: api.URL, ID: "a", Token: "secret"}
		return s
	}, "/all", chromium.Window{Width: 390, Height: 844})
	h.Until(`document.querySelector("#kv")`)
	chromium.Eval[any](h.Tab, `window.same = true; document.querySelector("#kv").focus(); 0`)
	h.paste("records")
	h.press(kb.Enter)
	<-asked
	h.Until(`document.querySelector("#panel progress")?.value === 1 && document.querySelector("#stop")`)
	if source, err := os.ReadFile("../../wasm/browser/node_modules/axe-core/axe.min.js"); err == nil {
		w := engines.Chromium{Tab: h.Tab}
		w.Run(`(() => { ` + string(source) + ` })()`)
		accessible(t, w, "what goes on")
	}
	h.shot("running-390")
	chromium.Eval[any](h.Tab, `document.querySelector("#stop").focus(); 0`)
	h.press(kb.Enter)
	h.Until(`document.querySelector("#said").textContent.startsWith("Stopped.") && !document.querySelector("#panel progress") && document.querySelector("#result")`)
	if !chromium.Eval[bool](h.Tab, `window.same === true`) {
		t.Error("the page was loaded anew")
	}
	// Looking again shows what would change, and the button to publish it.
	chromium.Eval[any](h.Tab, `document.querySelector("#look-kv").focus(); 0`)
	h.press(kb.Enter)
	answers()
	h.Until(`document.querySelector("#said").textContent === "To be published: 30. There already: 0. Kept back: 1." && document.querySelector("#go")`)
	h.shot("looked-390")
	for _, c := range h.Complaints() {
		t.Errorf("the page complains: %s", c)
	}
}
