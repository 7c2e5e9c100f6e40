package desk

import (
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"sourcemark/claims/records/links"
	"sourcemark/wasm/browser/chromium"
)

// Every rule of axe-core holds in the views of a source, in every look.
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
	for name, look := range map[string][]string{
		"light":         {"prefers-color-scheme", "light"},
		"dark":          {"prefers-color-scheme", "dark"},
		"light, strong": {"prefers-color-scheme", "light", "prefers-contrast", "more"},
		"dark, strong":  {"prefers-color-scheme", "dark", "prefers-contrast", "more"},
		"forced":        {"prefers-color-scheme", "light", "forced-colors", "active"},
	} {
		var features []*emulation.MediaFeature
		for i := 0; i < len(look); i += 2 {
			features = append(features, &emulation.MediaFeature{Name: look[i], Value: look[i+1]})
		}
		chromium.Call(h.Tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features})
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
			chromium.Eval[any](h.Tab, string(source)+"\n0")
			got := chromium.Eval[struct {
				Found  []string
				Passed int
			}](h.Tab, fmt.Sprintf(`(async () => {
				const until = async f => { while (!f()) await new Promise(requestAnimationFrame) };
				%s;
				const rules = Object.fromEntries(axe.getRules().map(r => [r.ruleId, { enabled: true }]));
				rules["color-contrast-enhanced"].enabled = %v;
				const { violations, passes } = await axe.run({ exclude: ["iframe"] }, { rules, iframes: false });
				return { passed: passes.length, found: violations.flatMap(v => v.nodes.map(n => [v.id + ": " + v.help, n.html, n.failureSummary].join("\n"))) };
			})()`, view.do, strings.HasSuffix(name, "strong")))
			for _, x := range got.Found {
				t.Errorf("%s, %s: %s", name, view.name, x)
			}
			if got.Passed < 15 { // what axe-core has not looked at, it has nothing against
				t.Errorf("%s, %s: only %d rules had something to pass", name, view.name, got.Passed)
			}
			h.shot("axe-" + strings.ReplaceAll(name+"-"+view.name, " ", "-"))
		}
	}
}
