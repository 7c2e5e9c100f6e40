package desk

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"sourcemark/claims/records/links"
	"sourcemark/wasm/browser/chromium"
)

// looks are what an editor's system may ask for, in pairs of a media feature and its value.
var looks = map[string][]string{
	"light":         {"prefers-color-scheme", "light"},
	"dark":          {"prefers-color-scheme", "dark"},
	"light, strong": {"prefers-color-scheme", "light", "prefers-contrast", "more"},
	"dark, strong":  {"prefers-color-scheme", "dark", "prefers-contrast", "more"},
	"forced":        {"prefers-color-scheme", "light", "forced-colors", "active"},
}

// look sets a look.
func (h *hand) look(look []string) {
	h.T.Helper()
	var features []*emulation.MediaFeature
	for i := 0; i < len(look); i += 2 {
		features = append(features, &emulation.MediaFeature{Name: look[i], Value: look[i+1]})
	}
	chromium.Call(h.Tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features})
}

// accessible fails the test for whatever axe-core finds wrong in a view, after a script. What a look changes is colours:
// all other rules are tried in the first one alone.
func (h *hand) accessible(axe, look, view, do string) {
	h.T.Helper()
	chromium.Eval[any](h.Tab, axe+"\n0")
	got := chromium.Eval[struct {
		Found  []string
		Passed int
	}](h.Tab, fmt.Sprintf(`(async () => {
		const until = async f => { while (!f()) await new Promise(requestAnimationFrame) };
		%s;
		const rules = Object.fromEntries(axe.getRules().map(r => [r.ruleId, { enabled: true }]));
		if (%v) for (const r in rules) rules[r].enabled = r === "color-contrast";
		rules["color-contrast-enhanced"].enabled = %v;
		const { violations, passes } = await axe.run({ exclude: ["iframe"] }, { rules, iframes: false });
		return { passed: passes.length, found: violations.flatMap(v => v.nodes.map(n => [v.id + ": " + v.help, n.html, n.failureSummary].join("\n"))) };
	})()`, do, look != "light", strings.HasSuffix(look, "strong")))
	for _, x := range got.Found {
		h.T.Errorf("%s, %s: %s", look, view, x)
	}
	if got.Passed < 15 && look == "light" || got.Passed == 0 { // what axe-core has not looked at, it has nothing against
		h.T.Errorf("%s, %s: only %d rules had something to pass", look, view, got.Passed)
	}
}

// Every rule of axe-core holds in all other views of the desk, and its rules of colours in every look.
func TestDeskAxe(t *testing.T) {
	source, err := os.ReadFile("../../wasm/browser/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("axe-core is not installed; ./build.sh test installs it and then runs this test")
	}
	const typed = `const w = document.querySelector("#f-why"); w.value = "Mine"; w.dispatchEvent(new Event("input", { bubbles: true })); `
	for name, look := range looks {
		nothing := opened(t, nil)
		h := sits(t, func(address string) *Server { return NewServer(nothing, address) }, "/", chromium.Window{Width: 1280, Height: 900})
		h.look(look)
		h.accessible(string(source), name, "an empty folder", "")
		f := opened(t, both)
		f.Wait()
		h = sits(t, func(address string) *Server { return NewServer(f, address) }, "/", chromium.Window{Width: 1280, Height: 900})
		h.look(look)
		base := strings.TrimSuffix(chromium.Eval[string](h.Tab, "location.href"), "/")
		for _, view := range []struct{ name, path, do, file string }{
			{"home", "/", "", ""},
			{"search", "/?q=ferry", "", ""},
			{"nothing found", "/?q=mountain", "", ""},
			{"start", "/start", "", ""},
			{"no article given", "/start", `document.querySelector("#start").form.requestSubmit(); await until(() => document.querySelector("[role=alert]"))`, ""},
			{"dossier", "/dossier/ferry.json", "", ""},
			{"queue", "/queue/ferry.json", "", ""},
			{"record", "/dossier/ferry.json?record=%23c01", "", ""},
			{"import", "/import/ferry.json", "", ""},
			{"plan", "/import/ferry.json", `document.querySelector("#table").value = "Claim\tVerdict\nThe ferry was full\tFalse";
				document.querySelector("#table").form.requestSubmit(); await until(() => document.querySelector("form.plan"))`, ""},
			{"lost", "/lost/ferry.json", "", ""},
			{"problem", "/dossier/none.json", "", ""},
			{"saved", "/dossier/ferry.json?record=%23c01", typed + `document.querySelector("button.main").click(); await until(() => document.querySelector(".steps button"))`, ""},
			{"overtaken", "/dossier/ferry.json?record=%23c01", `document.querySelector(".steps button").click(); await until(() => document.querySelector("body.overtaken"))`,
				strings.Replace(ferry, "The county says", "The county said", 1)},
			{"conflict", "/dossier/ferry.json?record=%23c01", `document.querySelector("[name=seen]").value = "another";` + strings.Replace(typed, "Mine", "Ours", 1) +
				`document.querySelector("button.main").click(); await until(() => document.querySelector("[role=alert]"))`, ""},
		} {
			if view.file != "" {
				write(t, filepath.Join(f.dir, "ferry.json"), view.file)
			}
			h.Do(chromedp.Navigate(base + view.path))
			h.Until(`document.querySelector("#panel")`)
			h.accessible(string(source), name, view.name, view.do)
		}
	}
}

// And in the views of a source.
func TestSourceAxe(t *testing.T) {
	source, err := os.ReadFile("../../wasm/browser/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("axe-core is not installed; ./build.sh test installs it and then runs this test")
	}
	site := council(t)
	quoting := strings.Replace(ferry, `"hasPart": [`, `"hasPart": [{"@type": "Quotation", "@id": "#q01", "status": "draft",
		"text": "We cannot run empty boats at all", "spokenByCharacter": "Harbour master"},`, 1)
	f := opened(t, map[string]string{"ferry.json": quoting, "ferry.html": story})
	f.Visit(links.Manners{Private: true, Delay: -1})
	for _, path := range []string{"/minutes", "/members"} {
		if _, err := f.Fetch(t.Context(), site.URL+path); err != nil {
			t.Fatal(err)
		}
	}
	h := sits(t, func(address string) *Server { return NewServer(f, address) }, "/dossier/ferry.json?record=%23q01",
		chromium.Window{Width: 1280, Height: 900})
	base, _, _ := strings.Cut(chromium.Eval[string](h.Tab, "location.href"), "/dossier/")
	at := base + "/source/ferry.json?record=%23q01&"
	for name, look := range looks {
		h.look(look)
		for _, view := range []struct{ name, address, do string }{
			{"search", at, ""},
			{"nothing found", at + "q=mountain", ""},
			{"by hand, wrong", at + "new=", `document.querySelector("#s-published").value = "3/3/26"; document.querySelector(".edit .main").click();
				await until(() => document.querySelector("#w-published"))`},
			{"an excerpt that is not there", at + "at=" + url.QueryEscape(site.URL+"/minutes"), `const e = document.querySelector("#s-excerpt");
				e.value = "The harbour master said that the ferry carried 42,000 passengers in 2021. We cannot run half-empty boats ".repeat(3);
				e.dispatchEvent(new Event("input", { bubbles: true })); await until(() => document.querySelector("#excerpt-said .theirs"))`},
			{"a version", at + "at=" + url.QueryEscape(site.URL+"/minutes"), `const e = document.querySelector("#s-excerpt");
				e.value = "We cannot run half-empty boats";
				e.dispatchEvent(new Event("input", { bubbles: true })); await until(() => document.querySelector("#excerpt-said ins"))`},
			{"a wall", at + "at=" + url.QueryEscape(site.URL+"/login?next=members"), ""},
		} {
			h.Do(chromedp.Navigate(view.address))
			h.Until(`document.querySelector("#page")?.contentDocument?.querySelector("mark")`)
			h.accessible(string(source), name, view.name, view.do)
			h.shot("axe-" + strings.ReplaceAll(name+"-"+view.name, " ", "-"))
		}
	}
}
