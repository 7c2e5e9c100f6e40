//go:build !js

package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"sourcemark/claims/desk"
	"sourcemark/claims/records/edit"
	"sourcemark/wasm/browser/chromium"
	"sourcemark/wasm/browser/engines"
	"sourcemark/web/lang"
)

// ferryPreview is a story as a publisher's preview shows it to those who are logged in; %s is what else its head has.
const ferryPreview = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Ferry to stop on Sundays</title>%s<style>body { max-width: 640px; margin: 20px auto; padding: 0 16px; font: 18px/1.6 serif }</style></head>
<body><nav>Home</nav><article><h1>Ferry to stop on Sundays</h1>
<p>The harbour ferry carried 41,200 passengers last year, 3.5 per cent fewer than the year before.</p>
<p>“We cannot run empty boats all winter long,” the harbour master told the council on Tuesday.</p>
<p>The county paid 310,000 crowns for the repair of the pier in 2024.</p>
<p>The fare is to rise by 12 per cent in May, and 900 people signed a letter against it.</p>
</article><form><input value="typed by nobody"></form></body></html>`

// previewed serves a page at an address of its own, strictly: all of its scripts are files, and it says so.
func previewed(t *testing.T, head string, header ...string) *httptest.Server {
	t.Helper()
	files := http.FileServer(http.Dir(root))
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/ferry" {
			files.ServeHTTP(w, r)
			return
		}
		h := w.Header()
		h.Set("Content-Type", "text/html; charset=utf-8")
		h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; "+
			"style-src 'self' 'unsafe-inline'; form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'")
		for i := 0; i < len(header); i += 2 {
			h.Set(header[i], header[i+1])
		}
		fmt.Fprintf(w, ferryPreview, strings.ReplaceAll(head, "HERE", "http://"+r.Host+r.URL.Path))
	}))
	t.Cleanup(s.Close)
	return s
}

// deskOf is the desk of a folder with a dossier about an address, "" for an empty folder.
func deskOf(t *testing.T, about string) (*desk.Server, *desk.Folder, string) {
	t.Helper()
	dir := t.TempDir()
	if about != "" {
		data := edit.New(edit.Head{File: "ferry.json", Language: "en", Publisher: "The Harbour Desk", URL: about})
		if err := os.WriteFile(filepath.Join(dir, "ferry.json"), data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	f, err := desk.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.Close)
	f.Wait()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(l.Addr().String())
	s := desk.NewServer(f, l.Addr().String())
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, l) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return s, f, port
}

// offered is the button beside words that are selected.
const offered = `document.querySelector("sourcemark-desk")?.shadowRoot.querySelector("button")`

// selecting selects words of the preview by a script, which the browser tells the page of as it does of a hand.
func selecting(words string) string {
	return fmt.Sprintf(`(() => {
		const walk = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
		for (let n; n = walk.nextNode(); ) {
			const i = n.data.indexOf(%q);
			if (i >= 0) return getSelection().setBaseAndExtent(n, i, n, i + %[1]q.length);
		}
	})()`, words)
}

// A reporter is somebody in front of a preview and a desk.
type reporter struct {
	engines.Window
	t *testing.T
}

// until waits until a condition of the page holds, which may be on its way to another page: a script that is asked then
// has no answer.
func (r *reporter) until(condition string) {
	r.t.Helper()
	script := `(() => { try { return !!(` + condition + `) } catch { return false } })()`
	if !engines.Within(chromium.Patience/3, func() bool {
		if c, ok := r.Window.(engines.Chromium); ok {
			holds, err := chromedp.Run(c.Ctx, chromedp.Evaluate[bool](script))
			return err == nil && holds
		}
		return engines.Ask[bool](r.t, r, script)
	}) {
		r.t.Fatalf("never: %s; at %s", condition, engines.Ask[string](r.t, r, "location + '\\n' + document.body.innerText.slice(0, 2000)"))
	}
}

// press clicks in the middle of an element.
func (r *reporter) press(element string) {
	r.t.Helper()
	r.until(element)
	at := engines.Ask[[]float64](r.t, r, `(e => { e.scrollIntoView({ block: "nearest" }); const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2] })(`+element+`)`)
	r.Click(at[0], at[1])
}

// TestHandOver selects words on a preview with a strict policy and no checks yet, in each engine, and goes on at the desk:
// the site is accepted, a dossier begun with the page as it is there, and a check of the words open. Then it does so again
// by keys.
func TestHandOver(t *testing.T) {
	built(t)
	for _, e := range engines.All {
		t.Run(e.Name, func(t *testing.T) {
			b := e.Start(t)
			s, f, port := deskOf(t, "")
			site := previewed(t, `<link rel="canonical" href="https://publisher.example/ferry">`+scriptTag(`data-edit="desk:`+port+`"`))
			r := &reporter{b.Open(t, chromium.Window{Width: 1280, Height: 860, Whole: true}, s.URL(), ""), t}
			r.until(`document.querySelector("#panel") && localStorage.length`)
			token, _ := url.Parse(s.URL())
			r.Go(site.URL + "/ferry")
			r.until(`document.querySelector("article") && window.sourcemark`)
			r.Run(`sourcemark.ready.then(() => 0)`)
			r.Run(selecting("ounty paid 310,000 cro"))
			r.until(offered)
			if got := engines.Ask[string](t, r, offered+".textContent"); got != "Check this" {
				t.Errorf("offered: %q", got)
			}
			picture(t, r, e.Name+"-offered")
			r.Window = r.Opened(func() { r.press(offered) })
			r.until(`!document.querySelector("#hand").hidden && !document.querySelector("#hand button").disabled`)
			if got := engines.Ask[string](t, r, `document.querySelector("blockquote").textContent + " " + location.href`); !strings.HasPrefix(got,
				"The county paid 310,000 crowns for the repair of the pier in 2024.") || strings.Contains(got, token.Path[1:]) {
				t.Errorf("shown: %q", got)
			}
			picture(t, r, e.Name+"-landing")
			if all, _ := f.Dossiers(); len(all) > 0 {
				t.Error("a dossier is there before anybody agreed")
			}
			r.press(`document.querySelector("#hand button")`)
			r.until(`document.querySelector("[name=do][value=site]")`)
			picture(t, r, e.Name+"-site")
			r.press(`document.querySelector(".actions button")`)
			r.until(`document.querySelector("#house")`)
			r.press(`document.querySelector("#house")`)
			r.Type("The Harbour Desk")
			picture(t, r, e.Name+"-begin")
			r.press(`document.querySelector(".actions button")`)
			r.until(`document.querySelector("#f-text")?.value === "county paid 310,000 crowns"`)
			picture(t, r, e.Name+"-check")
			f.Scan()
			f.Wait()
			all, _ := f.Dossiers()
			if len(all) != 1 || len(all[0].Drafts) != 1 || all[0].About.URL != "https://publisher.example/ferry" {
				t.Fatalf("%d dossiers: %+v", len(all), all)
			}

			// By keys alone, on the words that are selected; from now on one question less: what waits is the button.
			r.Go(site.URL + "/ferry")
			r.until(`document.querySelector("article") && window.sourcemark`)
			r.Run(`sourcemark.ready.then(() => 0)`)
			r.Run(selecting("rise by 12 per cent"))
			r.until(offered)
			r.Window = r.Opened(func() { r.Press(kb.Enter, chromedp.ModifierAlt) })
			r.until(`!document.querySelector("#hand button").disabled`)
			r.Press(kb.Tab)
			r.Press(kb.Enter)
			r.until(`document.querySelector("#f-text")?.value === "rise by 12 per cent"`)
		})
	}
}

// inWindow is somebody in front of a window of Chromium.
func inWindow(t *testing.T, b *chromium.Tab) *reporter { return &reporter{engines.Chromium{Tab: b}, t} }

// picture keeps a picture of the window where PICTURES names a folder, to be looked at.
func picture(t *testing.T, w engines.Window, name string) {
	t.Helper()
	if c, ok := w.(*reporter).Window.(engines.Chromium); ok {
		for _, said := range c.Complaints() {
			t.Errorf("%s: %s", name, said)
		}
	}
	if dir := os.Getenv("PICTURES"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name+".png"), w.Picture(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// atOnce has what waits for a hand to stop moving happen at once.
var atOnce = atStart(`{ const later = setTimeout; window.setTimeout = (f, ms, ...all) => ms === 120 ? f(...all) : later(f, ms, ...all) }`)

// offers opens a preview in Chromium, once what it needs has come.
func offers(t *testing.T, s screen, address string, before ...chromedp.Action[chromedp.Void]) *tab {
	t.Helper()
	b := open(t, s, address, append(before, atOnce)...)
	b.until(`window.sourcemark && performance.getEntriesByType("resource").some(e => e.name.includes("/sourcemark.desk.js") && e.responseEnd)`)
	eval[any](b, `sourcemark.ready.then(() => import(new URL("sourcemark.desk.js", document.querySelector("script[data-edit]").src))).then(() => 0)`)
	return b
}

// choose selects something, and waits until the page knows.
func (b *tab) choose(script string) {
	b.t.Helper()
	eval[any](b, `new Promise(go => { document.addEventListener("selectionchange", () => setTimeout(go), { once: true }); `+script+` })`)
}

const isOffered = `!!document.querySelector("sourcemark-desk")`

// TestHandOverIsNotForReaders leaves the setting on a published page by mistake: nothing is offered, and the console says
// why. A preview that is at its canonical address says that search engines are to leave it alone.
func TestHandOverIsNotForReaders(t *testing.T) {
	const canonical = `<link rel="canonical" href="HERE">`
	for name, c := range map[string]struct {
		head, query string
		want        bool
	}{
		"published":                    {canonical, "", false},
		"published, with a place":      {canonical, "#sm-c01", false},
		"a preview by its query":       {canonical, "?preview=true", true},
		"a preview on another site":    {`<link rel="canonical" href="https://publisher.example/ferry">`, "", true},
		"a preview that says nothing":  {"", "", true},
		"a preview for nobody to find": {canonical + `<meta name="Robots" content="nofollow, noindex">`, "", true},
	} {
		t.Run(name, func(t *testing.T) {
			b := offers(t, wide, previewed(t, c.head+scriptTag(`data-edit="desk"`)).URL+"/ferry"+c.query)
			b.choose(selecting("310,000 crowns"))
			if got := eval[bool](b, isOffered); got != c.want {
				t.Errorf("offered: %v", got)
			}
			if warned := strings.Contains(strings.Join(b.Complaints(), " "), "canonical address"); warned == c.want {
				t.Errorf("the console: %q", b.Complaints())
			}
			if shown := eval[string](b, `document.body.innerText`); strings.Contains(shown, "could not be shown") {
				t.Error(shown)
			}
		})
	}
}

// TestHandOverBesideChecks has checks on the preview: they are shown, nothing can be edited, and words of the article are
// offered to be checked, until the widget is taken away.
func TestHandOverBesideChecks(t *testing.T) {
	b := offers(t, wide, served(t, map[string]string{"page.html": harbourPage("<p id=out>Not of the article.</p>",
		scriptTag(`data-edit="desk" data-records="harbour.json"`)), "harbour.json": harbourRecords(t)})+"/page.html")
	if n := eval[int](b, `controls("edit").length`); n > 0 || eval[int](b, `sourcemark.items().length`) == 0 {
		t.Errorf("%d buttons to edit the article", n)
	}
	const words = `getSelection().selectAllChildren(document.querySelector("article p"))`
	b.choose(words)
	if !eval[bool](b, isOffered) {
		t.Error("nothing is offered")
	}
	b.choose(`getSelection().removeAllRanges()`)
	if eval[bool](b, isOffered) {
		t.Error("nothing is selected, and it is offered still")
	}
	b.choose(words)
	b.choose(`getSelection().selectAllChildren(document.querySelector("#out"))`)
	if eval[bool](b, isOffered) {
		t.Error("words that are none of the article are offered")
	}
	eval[any](b, `sourcemark.destroy(), 0`)
	b.choose(words)
	if eval[bool](b, isOffered) {
		t.Error("it is offered after the widget has gone")
	}
	b.calm()
}

// TestHandOverSaysWhere offers words at both ends of a window, wide and narrow, with a finger too, in every language: the
// button is whole in the window, beside the words and not on them.
func TestHandOverSaysWhere(t *testing.T) {
	for _, s := range []screen{wide, narrow} {
		tags := lang.Tags[:]
		if s.name == wide.name { // where there is room enough for any
			tags = []string{"en", "ar"}
		}
		for _, tag := range tags {
			site := previewed(t, scriptTag(`data-edit="desk" data-lang="`+tag+`"`))
			b := offers(t, s, site.URL+"/ferry")
			for _, words := range []string{"Ferry", "Sundays", "900 people signed a letter"} {
				b.choose(selecting(words))
				at := eval[struct {
					Text                     string
					Left, Top, Right, Bottom float64
					On                       bool
					Width, Height            float64
				}](b, `(e => { const r = e.getBoundingClientRect(), w = getSelection().getRangeAt(0).getBoundingClientRect();
					return { Text: e.textContent, Left: r.left, Top: r.top, Right: r.right, Bottom: r.bottom, Width: innerWidth, Height: innerHeight,
						On: r.top < w.bottom && r.bottom > w.top && r.left < w.right && r.right > w.left } })(`+offered+`)`)
				d, err := lang.LoadDesk(tag)
				if err != nil {
					t.Fatal(err)
				}
				if at.Text != d.Say("check-this") || at.On || at.Left < 0 || at.Top < 0 || at.Right > at.Width || at.Bottom > at.Height ||
					at.Bottom-at.Top < 40 {
					t.Errorf("%s, %s, %q: %+v", s.name, tag, words, at)
				}
			}
			b.Close()
		}
	}
}

// TestHandOverByFinger presses the button on a touch screen: what was selected when the finger came down is handed over,
// though the browser takes the selection away.
func TestHandOverByFinger(t *testing.T) {
	_, _, port := deskOf(t, "")
	site := previewed(t, scriptTag(`data-edit="desk:`+port+`"`))
	b := offers(t, narrow, site.URL+"/ferry")
	b.choose(selecting("900 people signed"))
	at := eval[[]float64](b, `(r => [r.x + r.width / 2, r.y + r.height / 2])(`+offered+`.getBoundingClientRect())`)
	desk := b.Opened(func() {
		call(b, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchStart,
			TouchPoints: []*input.TouchPoint{{X: at[0], Y: at[1]}}})
		eval[any](b, `getSelection().removeAllRanges(), 0`)
		call(b, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchEnd, TouchPoints: []*input.TouchPoint{}})
	})
	inWindow(t, desk).until(`document.querySelector("#exact").textContent === "900 people signed"`)
}

// TestThreatHandOverToAnother has another program at the desk's port, which leads the window on to another site: that is
// not told what was selected.
func TestThreatHandOverToAnother(t *testing.T) {
	thief := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<title>thief</title><script>window.told = []; onmessage = e => told.push(e.data); opener.postMessage("sourcemark-desk", "*")</script>`)
	}))
	defer thief.Close()
	other := httptest.NewServer(http.RedirectHandler(thief.URL, http.StatusFound))
	defer other.Close()
	_, port, _ := net.SplitHostPort(other.Listener.Addr().String())
	site := previewed(t, scriptTag(`data-edit="desk:`+port+`"`))
	b := offers(t, wide, site.URL+"/ferry", atStart(`{ const real = open; window.open = (...all) => window.there = real(...all) }
		addEventListener("message", e => { window.heard = e.data })`))
	b.choose(selecting("310,000 crowns"))
	w := b.Opened(func() { eval[any](b, offered+`.click(), 0`) })
	b.until(`window.heard === "sourcemark-desk"`)
	eval[any](b, `there.postMessage("last", "*"), 0`)
	inWindow(t, w).until(`window.told.includes("last")`)
	if told := chromium.Eval[[]any](w, `told`); len(told) != 1 {
		t.Errorf("another site was told %v", told)
	}
}

// TestThreatHandedOver opens the desk's page for words as any site can, and says what no preview would: it takes words of
// that site's own pages alone, shows them as text, and is told once.
func TestThreatHandedOver(t *testing.T) {
	_, f, port := deskOf(t, "")
	site := previewed(t, "")
	b := open(t, wide, site.URL+"/ferry")
	say := func(message string) *chromium.Tab {
		t.Helper()
		return b.Opened(func() {
			eval[any](b, fmt.Sprintf(`(() => { const w = open("http://127.0.0.1:%s/check"); addEventListener("message", function told(e) {
				if (e.source !== w) return;
				removeEventListener("message", told);
				for (const one of [%s].flat()) w.postMessage(one, "*");
			}) })(), 0`, port, message))
		})
	}
	for what, message := range map[string]string{
		"words of another site": `{ address: "https://publisher.example/ferry", exact: "310,000 crowns" }`,
		"no address":            `{ exact: "310,000 crowns" }`,
		"no words":              `{ address: location.href, exact: " " }`,
		"no text":               `{ address: location.href, exact: { toString: () => "x" }.x, before: 7 }`,
		"nothing":               `null`,
		"too many words":        `{ address: location.href, exact: "word ".repeat(10_000) }`,
	} {
		w := say(message)
		inWindow(t, w).until(`!document.querySelector("#refused").hidden`)
		if !chromium.Eval[bool](w, `document.querySelector("#hand").hidden`) {
			t.Errorf("%s: can be taken", what)
		}
		w.Close()
	}
	w := say(`[{ address: location.href, exact: "<img src=x onerror=alert(1)>", before: "<script>alert(2)</" + "script>", after: "<b>" }, { address: location.href, exact: "other words" }]`)
	inWindow(t, w).until(`!document.querySelector("#hand").hidden`)
	if got := chromium.Eval[string](w, `document.querySelector("blockquote").innerHTML`); got !=
		`<span id="before">&lt;script&gt;alert(2)&lt;/script&gt;</span><mark id="exact">&lt;img src=x onerror=alert(1)&gt;</mark><span id="after">&lt;b&gt;</span>` {
		t.Errorf("shown: %s", got)
	}
	// This browser is at no desk, so there is no token to be had, and nothing to press.
	if !chromium.Eval[bool](w, `!document.querySelector("#closed").hidden && document.querySelector("#hand button").disabled && !localStorage.length`) {
		t.Error("it can be sent without the desk")
	}
	if all, _ := f.Dossiers(); len(all) > 0 {
		t.Error("something was written")
	}
	for _, said := range w.Complaints() {
		t.Errorf("the page complains: %s", said)
	}
}

// TestHandOverWaits has words wait for the desk: they are there once it is opened in another window of the browser.
func TestHandOverWaits(t *testing.T) {
	s, _, port := deskOf(t, "")
	site := previewed(t, scriptTag(`data-edit="desk:`+port+`"`))
	b := offers(t, wide, site.URL+"/ferry")
	b.choose(selecting("310,000 crowns"))
	w := b.Opened(func() { eval[any](b, offered+`.click(), 0`) })
	inWindow(t, w).until(`!document.querySelector("#closed").hidden`)
	b.do(chromedp.Navigate(s.URL()))
	inWindow(t, w).until(`!document.querySelector("#hand button").disabled && document.querySelector("#closed").hidden`)
	chromium.Eval[any](w, `document.querySelector("#hand button").click(), 0`)
	inWindow(t, w).until(`document.querySelector("[name=do][value=site]")`)
}

// TestThreatAlteredHandOver alters the module on the host of a page whose tag is pinned: it does not run.
func TestThreatAlteredHandOver(t *testing.T) {
	story, err := os.ReadFile(root + "/dist/index.html")
	if err != nil {
		t.Skip("dist/ is not built")
	}
	page := strings.Replace(string(story), " data-edit", ` data-edit="desk"`, 1)
	b := offers(t, wide, served(t, map[string]string{"dist/index.html": page})+"/dist/index.html")
	b.choose(`getSelection().selectAllChildren(document.querySelector("article p"))`)
	if !eval[bool](b, isOffered) {
		t.Error("the pinned module does not run")
	}
	b = open(t, wide, served(t, map[string]string{"dist/index.html": page, "dist/sourcemark.desk.js": "export const handOver = () => document.title = 'altered'"})+"/dist/index.html")
	b.ready()
	engines.Eventually(t, "the console says so", func() bool {
		return strings.Contains(strings.Join(b.Complaints(), " "), "is not the one pinned")
	})
	if title := eval[string](b, `document.title`); title == "altered" {
		t.Error("it runs")
	}
}
