package desk

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"

	"sourcemark/claims/records/links"
	"sourcemark/wasm/browser/chromium"
	"sourcemark/wasm/browser/engines"
)

// looks are what an editor's system may ask for.
var looks = []struct {
	name                 string
	dark, strong, forced bool
}{{name: "light"}, {name: "dark", dark: true}, {name: "light, strong", strong: true}, {name: "dark, strong", dark: true, strong: true},
	{name: "forced", forced: true}}

// look makes Chromium say that the system asks for a look.
func look(c engines.Chromium, n int) {
	x := looks[n]
	value := func(on bool, yes, no string) string {
		if on {
			return yes
		}
		return no
	}
	chromium.Call(c.Tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: value(x.dark, "dark", "light")},
		{Name: "prefers-contrast", Value: value(x.strong, "more", "no-preference")},
		{Name: "forced-colors", Value: value(x.forced, "active", "none")}}})
}

// accessible fails the test for whatever axe-core finds wrong in a view. What a look changes is colours: all other rules
// are tried in the first one alone. Colours come from one style sheet everywhere, and Chromium alone can be asked for every look.
func accessible(t *testing.T, w engines.Window, view string) {
	t.Helper()
	c, every := w.(engines.Chromium)
	for n, x := range looks {
		if every {
			look(c, n)
		} else if n > 0 {
			return
		}
		got := engines.Ask[struct {
			Found  []string
			Passed int
		}](t, w, fmt.Sprintf(`(async () => {
			const rules = Object.fromEntries(axe.getRules().map(r => [r.ruleId, { enabled: true }]));
			if (%v) for (const r in rules) rules[r].enabled = r === "color-contrast";
			rules["color-contrast-enhanced"].enabled = %v;
			const { violations, passes } = await axe.run({ exclude: ["iframe"] }, { rules, iframes: false, resultTypes: ["violations"] });
			return { passed: passes.length, found: violations.flatMap(v => v.nodes.map(n => [v.id + ": " + v.help, n.html, n.failureSummary].join("\n"))) };
		})()`, n > 0, x.strong))
		for _, found := range got.Found {
			t.Errorf("%s, %s: %s", x.name, view, found)
		}
		if got.Passed < 15 && n == 0 || got.Passed == 0 { // what axe-core has not looked at, it has nothing against
			t.Errorf("%s, %s: only %d rules had something to pass", x.name, view, got.Passed)
		}
	}
	look(c, 0)
}

// serving serves the desk of a folder until the end of the test, and returns its address.
func serving(t *testing.T, f *Folder) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := NewServer(f, l.Addr().String())
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, l) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return s.URL()
}

// A view is one of the desk, after a script, and after somebody else has written the dossier.
type view struct{ name, path, do, file string }

// viewsOf returns all of a folder with ferry.json, of one whose check is a quotation without a source, of one in which
// something waits to be checked, and of one in which a draft goes from one person to another.
func viewsOf(site string) (all, quoting, waiting, people []view) {
	const (
		until = `const until = async f => { while (!f()) await new Promise(requestAnimationFrame) }; `
		typed = `const w = document.querySelector("#f-why"); w.value = "Mine"; w.dispatchEvent(new Event("input", { bubbles: true })); `
		give  = `const give = words => { const e = document.querySelector("#s-excerpt"); e.value = words; e.dispatchEvent(new Event("input", { bubbles: true })) }; `
	)
	all = []view{
		{"home", "", "", ""},
		{"search", "?q=ferry", "", ""},
		{"nothing found", "?q=mountain", "", ""},
		{"start", "start", "", ""},
		{"no article given", "start", `document.querySelector("#start").form.requestSubmit(); await until(() => document.querySelector("[role=alert]"))`, ""},
		{"dossier", "dossier/ferry.json", "", ""},
		{"empty queue", "queue/ferry.json", "", ""},
		{"record", "dossier/ferry.json?record=%23c01", "", ""},
		{"draft", "dossier/ferry.json?record=%23c02", "", ""},
		{"withdrawing", "dossier/ferry.json?record=%23c01", `document.querySelector(".withdraw").open = true`, ""},
		{"import", "import/ferry.json", "", ""},
		{"plan", "import/ferry.json", `document.querySelector("#table").value = "Claim\tVerdict\nThe ferry was full\tFalse";
			document.querySelector("#table").form.requestSubmit(); await until(() => document.querySelector("form.plan"))`, ""},
		{"lost", "lost/ferry.json", "", ""},
		{"versions", "versions/ferry.json", "", ""},
		{"publish", "publish/ferry.json", "", ""},
		{"published", "publish/ferry.json", `document.querySelector("#panel .main").click(); await until(() => document.querySelector(".stands"))`, ""},
		{"kept back", "publish/ferry.json", "", strings.Replace(ferry, `["Wrong number"]`, `[]`, 1)},
		{"everything", "all", "", ""},
		{"everything looked at", "all", `document.querySelector("#look-folder").click(); await until(() => document.querySelector("#result"))`, ""},
		{"another folder refused", "publish/ferry.json", `document.querySelector("#into").open = true; document.querySelector("#folder").value = "../site";
			document.querySelector("#folder").form.requestSubmit(); await until(() => document.querySelector("[role=alert]"))`, ferry},
		{"problem", "dossier/none.json", "", ""},
		{"saved", "dossier/ferry.json?record=%23c01", typed + `document.querySelector(".edit .main").click(); await until(() => document.querySelector(".steps button"))`, ""},
		{"overtaken", "dossier/ferry.json?record=%23c01", `document.querySelector(".steps button").click(); await until(() => document.querySelector("body.overtaken"))`,
			strings.Replace(ferry, "The county says", "The county said", 1)},
		{"history", "history/ferry.json?id=%23c01", "", ""},
		{"a step with others after it", "history/ferry.json?id=%23c01", `document.querySelector(".deeds button").click();
			await until(() => document.querySelector("[role=alert]"))`, ""},
		{"conflict", "dossier/ferry.json?record=%23c01", `document.querySelector("[name=seen]").value = "another";` + strings.Replace(typed, "Mine", "Ours", 1) +
			`document.querySelector(".edit .main").click(); await until(() => document.querySelector("[role=alert]"))`, ""},
	}
	at := "source/ferry.json?record=%23q01&"
	minutes := at + "at=" + url.QueryEscape(site+"/minutes")
	quoting = []view{
		{"search of a source", at, "", ""},
		{"no source found", at + "q=mountain", "", ""},
		{"by hand, wrong", at + "new=", `document.querySelector("#s-published").value = "3/3/26"; document.querySelector(".edit .main").click();
			await until(() => document.querySelector("#w-published"))`, ""},
		{"an excerpt that is not there", minutes, give + `give("The harbour master said that the ferry carried 42,000 passengers in 2021. We cannot run half-empty boats ".repeat(3));
			await until(() => document.querySelector("#excerpt-said .theirs"))`, ""},
		{"a version", minutes, give + `give("We cannot run half-empty boats"); await until(() => document.querySelector("#excerpt-said ins"))`, ""},
		{"a wall", at + "at=" + url.QueryEscape(site+"/login?next=members"), "", ""},
	}
	waiting = []view{
		{"queue", "queue/ferry.json", "", ""},
		{"discarded", "queue/ferry.json", `document.querySelector(".queue [id^=d-]").click(); await until(() => document.querySelector(".dropped"));
			document.querySelector(".dropped").open = true`, ""},
		{"words selected", "queue/ferry.json", `await until(() => document.querySelector("#page").contentDocument.deskSelects);
			document.querySelector("#page").contentDocument.getSelection().selectAllChildren(document.querySelector("#page").contentDocument.querySelector("h1"));
			await until(() => !document.querySelector("#chosen").hidden)`, ""},
	}
	const (
		as = `const as = async name => { const w = document.querySelector("#who"); w.value = name; w.form.requestSubmit();
			await until(() => document.querySelector(".who summary").textContent === name) }; `
		take = `const take = async (button, then) => { document.querySelector(button).click(); await until(() => document.querySelector(then)) }; `
		back = `document.querySelector(".way .back").open = true; `
	)
	people = []view{
		{"the name", "", `document.querySelector(".who").open = true`, ""},
		{"called ready", "dossier/ferry.json?record=%23c02", as + take + `await as("Reporter"); await take("#ready", ".way .back")`, ""},
		{"what waits", "", as + `await as("Second reader"); await until(() => document.querySelector("#waits"))`, ""},
		{"to be read", "dossier/ferry.json?record=%23c02", back, ""},
		{"sent back without a word", "dossier/ferry.json?record=%23c02", take + back + `await take("[value=back]", "[role=alert]")`, ""},
		{"read", "dossier/ferry.json?record=%23c02", take + `await take("#read", ".way:not(:has(#read))")`, ""},
		{"sent back", "dossier/ferry.json?record=%23c02", take + back + `document.querySelector("#why-back").value = "Of which year?";
			await take("[value=back]", ".way:not(:has(.back))")`, ""},
		{"what came back", "", as + `await as("Reporter"); await until(() => document.querySelector("#waits"))`, ""},
	}
	for _, list := range [][]view{all, quoting, waiting, people} {
		for i := range list {
			if list[i].do != "" {
				list[i].do = until + list[i].do
			}
		}
	}
	return all, quoting, waiting, people
}

// each opens every view of the desk, one after the other.
func each(t *testing.T, b engines.Browser, helpers string, look func(w engines.Window, x view)) {
	t.Helper()
	site := council(t)
	all, ofSources, ofQueue, ofPeople := viewsOf(site.URL)
	empty, f := opened(t, nil), opened(t, both)
	full := opened(t, map[string]string{"ferry.json": blank, "ferry.html": wholeArticle})
	quoting := opened(t, map[string]string{"ferry.html": story, "ferry.json": strings.Replace(ferry, `"hasPart": [`,
		`"hasPart": [{"@type": "Quotation", "@id": "#q01", "status": "draft", "text": "We cannot run empty boats at all", "spokenByCharacter": "Harbour master"},`, 1)})
	shared := opened(t, map[string]string{"ferry.json": verdicted, "ferry.html": story})
	if err := shared.SetHouse(House{SecondReader: true}); err != nil {
		t.Fatal(err)
	}
	quoting.Visit(links.Manners{Private: true, Delay: -1})
	for _, path := range []string{"/minutes", "/members"} {
		if _, err := quoting.Fetch(t.Context(), site.URL+path); err != nil {
			t.Fatal(err)
		}
	}
	w := b.Open(t, chromium.Window{Width: 1280, Height: 900}, serving(t, empty), helpers)
	look(w, view{name: "an empty folder"})
	for _, x := range []struct {
		*Folder
		views []view
	}{{f, all}, {quoting, ofSources}, {full, ofQueue}, {shared, ofPeople}} {
		x.Wait()
		base := serving(t, x.Folder)
		for _, view := range x.views {
			if view.file != "" {
				write(t, filepath.Join(x.dir, "ferry.json"), view.file)
			}
			w.Go(base + view.path)
			engines.Until(t, w, `document.querySelector("#panel") && (!document.querySelector("#page") || document.querySelector("#page").contentDocument?.querySelector("h1"))`)
			if view.do != "" {
				w.Run(`(async () => { ` + view.do + ` })()`)
			}
			look(w, view)
		}
	}
}

// Every rule of axe-core holds in all views of the desk in each engine, and its rules of colours in every look.
func TestDeskAxe(t *testing.T) {
	source, err := os.ReadFile("../../wasm/browser/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("axe-core is not installed; ./build.sh test installs it and then runs this test")
	}
	for _, engine := range engines.All {
		t.Run(engine.Name, func(t *testing.T) {
			each(t, engine.Start(t), "", func(w engines.Window, x view) {
				w.Run(`(() => { ` + string(source) + `
				})()`)
				accessible(t, w, x.name)
			})
		})
	}
}
