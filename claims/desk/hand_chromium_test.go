package desk

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"sourcemark/claims/records/proof"
	"sourcemark/wasm/browser/chromium"
	"sourcemark/wasm/browser/engines"
)

// Nothing is in the way of anybody on the page that words are handed over to, nor in what the desk asks about them; all of
// it fits a phone.
func TestHandOverAxe(t *testing.T) {
	source, err := os.ReadFile("../../wasm/browser/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("axe-core is not installed; ./build.sh test installs it and then runs this test")
	}
	f := opened(t, map[string]string{"ferry.json": blank})
	twice := strings.Replace(long, "<p>The county", "<p>The mayor objected.</p><p>The harbour is old.</p><p>The mayor objected.</p><p>The county", 1)
	if err := f.KeepArticle("ferry.json", []byte(twice)); err != nil {
		t.Fatal(err)
	}
	if err := f.Admit(preview); err != nil {
		t.Fatal(err)
	}
	var s *Server
	h := sits(t, func(address string) *Server { s = NewServer(f, address); return s }, "/", chromium.Window{Width: 1280, Height: 900})
	for _, x := range []handOver{
		{id: "site", Site: "https://other.example", Choice: proof.Choice{Before: "The ", Exact: "county paid 310,000 crowns", After: " for the repair of the pier in 2024."}},
		{id: "dossier", Site: preview, page: []byte(long), Choice: proof.Choice{Exact: "county paid 310,000 crowns"}},
		{id: "place", Site: preview, name: "ferry.json", Choice: proof.Choice{Exact: "mayor objected"}},
		{id: "version", Site: preview, name: "ferry.json", page: []byte(strings.Replace(long, "310,000", "510,000", 1)),
			Choice: proof.Choice{Before: "The county ", Exact: "paid 510,000 crowns", After: " for the repair"}},
		{id: "absent", Site: preview, name: "ferry.json", Choice: proof.Choice{Exact: "words of nobody"}},
		{id: "ready", Site: preview, name: "ferry.json", Choice: proof.Choice{Exact: "county paid 310,000 crowns"}},
	} {
		x.Address = x.Site + "/2026/ferry-to-stop-on-sundays?preview=true&draft=" + strings.Repeat("0", 80)
		s.handOvers.add(&x)
	}
	for _, view := range []struct{ name, path, do string }{
		{"nothing handed over", "/check", ""},
		{"words handed over", "/check", `document.querySelector("#hand").hidden = false; document.querySelector("#none").hidden = true;
			document.querySelector("#site").textContent = "preview.publisher.example"; document.querySelector("#before").textContent = "The ";
			document.querySelector("#address").textContent = "https://preview.publisher.example/" + "ferry-".repeat(30);
			document.querySelector("#exact").textContent = "county paid 310,000 crowns"; document.querySelector("button").disabled = false`},
		{"the desk is not open", "/check", `document.querySelector("#hand").hidden = false; document.querySelector("#none").hidden = true;
			document.querySelector("#closed").hidden = false; document.querySelector("#exact").textContent = "county"`},
		{"site", s.base + "/hand/site", ""},
		{"dossier", s.base + "/hand/dossier", ""},
		{"place", s.base + "/hand/place", ""},
		{"version", s.base + "/hand/version", ""},
		{"absent", s.base + "/hand/absent", ""},
		{"ready", s.base + "/hand/ready", ""},
		{"gone", s.base + "/hand/gone", ""},
	} {
		h.Resize(chromium.Window{Width: 1280, Height: 900})
		h.Do(chromedp.Navigate("http://" + s.address + view.path))
		h.Until(`document.querySelector("main h1")`)
		chromium.Eval[any](h.Tab, string(source)+"\n;"+view.do+"; 0")
		accessible(t, engines.Chromium{Tab: h.Tab}, view.name)
		name := "hand-" + strings.ReplaceAll(view.name, " ", "-")
		h.shot(name)
		h.Resize(chromium.Window{Width: 390, Height: 844, Touch: true})
		if got := chromium.Eval[string](h.Tab, `document.documentElement.scrollWidth + " " + innerWidth`); got != fmt.Sprint(390, " ", 390) {
			t.Errorf("%s on a phone: %s", view.name, got)
		}
		h.shot(name + "-phone")
	}
}
