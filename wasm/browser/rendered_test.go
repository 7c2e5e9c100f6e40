//go:build !js

package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"sourcemark/claims"
	"sourcemark/claims/records"
	"sourcemark/wasm/edge/workerd"
	"sourcemark/web"
	"sourcemark/web/article"
	"sourcemark/web/lang"
)

// untagged is the story of dist/ with our tag replaced.
func untagged(t *testing.T, tag string) []byte {
	t.Helper()
	built(t)
	page, err := os.ReadFile(root + "/dist/index.html")
	if err != nil {
		t.Fatal(err)
	}
	before, after, _ := strings.Cut(string(page), "<script async src=")
	_, after, _ = strings.Cut(after, "</script>")
	return []byte(before + tag + after)
}

// rendered is the address of the story with its checks written into it, with our tag or without.
func rendered(t *testing.T, tag string) string {
	return served(t, map[string]string{"dist/rendered.html": renderedPage(t, tag)}) + "/dist/rendered.html"
}

// renderedPage is that page, as a static site makes it.
func renderedPage(t *testing.T, tag string) string {
	t.Helper()
	page := untagged(t, tag)
	data, err := os.ReadFile(root + "/dist/records.json")
	if err != nil {
		t.Fatal(err)
	}
	d, err := records.Read("records.json", data)
	if err != nil {
		t.Fatal(err)
	}
	p := article.Read(page)
	v := &web.View{Lang: lang.English(), Report: claims.New(d).Check(p.Text)}
	out, err := p.Annotate(v, article.Options{Stylesheet: "/dist/sourcemark.css", Markup: []byte(`{"@context":"https://schema.org","name":"</script><b>é"}`)})
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// atEdge is the address of the story without a script, to which the worker adds its checks.
func atEdge(t *testing.T) string {
	t.Helper()
	origin := served(t, map[string]string{"dist/story-without.html": string(untagged(t, ""))})
	return workerd.Start(t, workerd.Options{Root: root, Records: root + "/claims/records", Vars: map[string]string{"ORIGIN": origin}}).URL + "/dist/story-without.html"
}

// TestRenderedWithoutScripts reads a rendered page with JavaScript switched off: marks, numbers, and cards that open.
func TestRenderedWithoutScripts(t *testing.T) {
	off := chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	})
	address := atEdge(t)
	for _, s := range []screen{wide, narrow} {
		b := open(t, s, address, off)
		got := eval[struct {
			Marks, Buttons, Notes int
			X, Y                  float64
		}](b, `(() => {
			const all = [...document.querySelectorAll("sourcemark-marks")], button = all[13].shadowRoot.querySelector("button");
			button.scrollIntoView({ block: "center" });
			const r = button.getBoundingClientRect();
			return { marks: new Set([...document.querySelectorAll("mark")].flatMap(m => m.dataset.sourcemark.split(" "))).size, buttons: all.filter(e => e.shadowRoot.querySelector("button")).length,
				notes: document.querySelectorAll("[id^=sm-note-]").length, x: r.left + r.width / 2, y: r.top + r.height / 2 };
		})()`)
		if got.Marks != 37 || got.Buttons != 37 || got.Notes != 37 {
			t.Errorf("%s: %+v, want 37 of each", s.name, got)
		}
		b.click(got.X, got.Y)
		card := eval[struct {
			Position      string
			Left, Right   float64
			Covers, Whole bool
		}](b, `(() => {
			const holder = document.querySelectorAll("sourcemark-marks")[13], card = holder.shadowRoot.querySelector(":popover-open");
			if (!card) return { position: "no card" };
			const r = card.getBoundingClientRect(), m = holder.shadowRoot.querySelector("button").getBoundingClientRect();
			return { position: card.querySelector(".position").textContent, left: r.left, right: innerWidth - r.right, covers: r.top < m.bottom - 1 && r.bottom > m.top + 1 && r.left < m.right && r.right > m.left, whole: r.top >= 0 && r.bottom <= innerHeight };
		})()`)
		if card.Position != "14 of 37" || card.Left < 0 || card.Right < 0 || card.Covers || !card.Whole {
			t.Errorf("%s: %+v", s.name, card)
		}
		if dir := os.Getenv("SOURCEMARK_PICTURES"); dir != "" {
			b.shot(dir + "/rendered-" + s.name + ".png")
		}
		b.calm()
	}
}

// TestAdopted gives a rendered page the loader: no program is fetched, nothing of the page changes, and the page hears
// and is answered as on any other.
func TestAdopted(t *testing.T) {
	b := open(t, wide, rendered(t, scriptTag("")), atStart(`window.heard = [];
		for (const e of ["ready", "open", "close", "source-click"]) addEventListener("sourcemark:" + e, e => { heard.push(e.type.slice(11) + " " + (e.detail.id ?? e.detail.placed)); if (e.type.endsWith("click")) e.preventDefault() });
		addEventListener("DOMContentLoaded", () => window.was = document.documentElement.outerHTML)`)).ready()
	got := eval[struct {
		N      int
		Counts struct{ Claims, Quotes, Sourced, Disputed, Unsourced int }
		Exact  string
	}](b, `({ n: sourcemark.items().length, counts: sourcemark.report().counts, exact: sourcemark.get("c25").exact })`)
	if got.N != 37 || got.Counts.Claims != 27 || got.Counts.Quotes != 10 || got.Counts.Disputed != 21 || !strings.Contains(got.Exact, "Komlev") {
		t.Errorf("%+v", got)
	}
	const state = `document.querySelectorAll("sourcemark-marks").values().map(e => e.shadowRoot.querySelector(":popover-open .position")?.textContent).filter(Boolean).toArray().join()`
	eval[any](b, `sourcemark.open("q04"), 0`)
	b.until(`heard.length === 2`)
	first := eval[string](b, state)
	eval[any](b, `document.querySelector("sourcemark-marks[data-sourcemark=q04]").shadowRoot.querySelector("[data-do=source-click]").click(), sourcemark.next(), 0`)
	b.until(`heard.length === 5`)
	second := eval[string](b, state)
	if first == "" || first == second {
		t.Errorf("open is %q, then %q", first, second)
	}
	eval[any](b, `sourcemark.close(), sourcemark.setVisible(false), 0`)
	if !eval[bool](b, `getComputedStyle(document.querySelector("mark")).textDecorationLine === "none"`) {
		t.Error("marks are shown that were hidden")
	}
	b.until(`heard.length === 6`)
	eval[any](b, `sourcemark.destroy(), 0`)
	if heard := eval[[]string](b, `heard`); !slices.Equal(heard[:3], []string{"ready 37", "open #q04", "source-click #q04"}) {
		t.Errorf("heard %q", heard)
	}
	if !eval[bool](b, `document.documentElement.outerHTML === was`) {
		t.Error("the page has changed")
	}
	transferred := eval[int](b, `performance.getEntriesByType("resource").filter(e => /sourcemark/.test(e.name)).reduce((n, e) => n + e.encodedBodySize, 0)`)
	t.Logf("an adopted page transfers %d bytes from us", transferred)
	// Loader and style sheets: 4.8, 0.8 and 2.1 kB. What only a page needs that is checked in the browser comes with the
	// program (half.js). Hashes do not compress.
	if transferred == 0 || transferred > 7_750 {
		t.Errorf("an adopted page transfers %d bytes from us, want at most 7,750", transferred)
	}
	if slices.ContainsFunc(b.Requests(), func(r string) bool { return strings.HasSuffix(r, ".wasm") || strings.HasSuffix(r, "run.js") }) {
		t.Error("the program was fetched")
	}
	b.calm()
}

// TestAdoptedQuietly wants a rendered page to show its marks only where the reader is, and to keep a card closed that the
// page will not have.
func TestAdoptedQuietly(t *testing.T) {
	b := open(t, wide, rendered(t, scriptTag(`data-mode="quiet"`)), atStart(`addEventListener("sourcemark:before-open", e => e.detail.id === "#q04" && e.preventDefault())`)).ready()
	const lined = `[...document.querySelectorAll("mark")].filter(m => getComputedStyle(m).textDecorationLine === "underline").length`
	if n := eval[int](b, lined); n != 0 {
		t.Errorf("%d marks are shown that should be quiet", n)
	}
	at := eval[struct{ X, Y float64 }](b, `(() => {
		const m = document.querySelector("p mark");
		m.scrollIntoView({ block: "center" });
		const r = m.getClientRects()[0];
		return { x: r.left + 5, y: r.top + 5 };
	})()`)
	b.click(at.X, at.Y)
	if n, all := eval[int](b, lined), eval[int](b, `document.querySelectorAll("mark").length`); n == 0 || n == all {
		t.Errorf("with the pointer on a paragraph, %d of %d marks are shown", n, all)
	}
	const open = `[...document.querySelectorAll("sourcemark-marks")].filter(e => e.shadowRoot.querySelector(":popover-open")).map(e => e.dataset.sourcemark).join()`
	for id, want := range map[string]string{"q04": "", "c25": "c25"} {
		eval[any](b, `sourcemark.open("`+id+`"), 0`)
		if got := eval[string](b, open); got != want {
			t.Errorf("asked for %s, %q is open", id, got)
		}
		eval[any](b, `sourcemark.close(), 0`)
	}
	eval[any](b, `sourcemark.setVisible(true), 0`)
	if n, all := eval[int](b, lined), eval[int](b, `document.querySelectorAll("mark").length`); n != all {
		t.Errorf("of %d marks %d are shown on request", all, n)
	}
	b.calm()
}

// TestPostWithoutScripts reads a post with JavaScript switched off, on a page with rules for buttons of its own. Its number
// opens the card beside itself and leads the keyboard into it, and the close button leads back.
func TestPostWithoutScripts(t *testing.T) {
	off := chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	})
	const words = "The harbour ferry carried 41,200 passengers last year"
	d := &claims.Dossier{ID: "ferry.json", Language: "en", Records: []claims.Record{{ID: "#c01", Text: words,
		Status: claims.Disputed, Anchor: claims.Selector{Exact: words}}}}
	p := article.Read([]byte(`<article><p>` + words + `, the council said.</p></article>`))
	post, err := p.Annotate(&web.View{Lang: lang.English(), Report: claims.New(d).Check(p.Text)},
		article.Options{Stylesheet: "/dist/sourcemark.css"})
	if err != nil {
		t.Fatal(err)
	}
	page := `<!DOCTYPE html><html lang="en"><head><title>News</title><meta name="viewport" content="width=device-width">` +
		`<style>.post article button { padding: 20px 60px; font-size: 40px }</style></head><body><main class="post"><h1>News</h1>` +
		string(post) + `</main></body></html>`
	address := served(t, map[string]string{"dist/post.html": page}) + "/dist/post.html"
	source, err := os.ReadFile("node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("axe-core is not installed; ./build.sh test installs it and then runs this test")
	}
	for _, s := range []screen{wide, narrow} {
		b := open(t, s, address, off)
		number := eval[struct{ X, Y, Width, Height float64 }](b, `(r => ({ x: r.left + r.width / 2, y: r.top + r.height / 2, width: r.width, height: r.height }))(document.querySelector("sourcemark-number > button").getBoundingClientRect())`)
		if eval[bool](b, `document.querySelector("sourcemark-number > a").checkVisibility()`) {
			t.Errorf("%s: the link for old browsers is shown", s.name)
		}
		if number.Width < 5 || number.Width > 24 || number.Height > 24 {
			t.Errorf("%s: the number is %+v", s.name, number)
		}
		if got := eval[string](b, `document.activeElement.localName`); got != "body" {
			t.Errorf("%s: %s has the keyboard before a card is open", s.name, got)
		}
		const state = `(c => [c.matches(":popover-open"), document.activeElement === c, c.getBoundingClientRect().top > document.querySelector("mark").getBoundingClientRect().bottom - 12, c.shadowRoot.querySelector(".verdict").textContent].join())(document.querySelector("sourcemark-marks"))`
		b.click(number.X, number.Y)
		if got := eval[string](b, state); got != "true,true,true,Disputed (disputed)" {
			t.Errorf("%s: open, focused, below, verdict: %s", s.name, got)
		}
		name := eval[string](b, `document.querySelector("sourcemark-number > button").ariaLabel`)
		if want := "1 of 1 Disputed (disputed) " + words; name != want {
			t.Errorf("%s: the number is called %q, want %q", s.name, name, want)
		}
		b.press(kb.Tab)
		b.press(kb.Enter)
		if got := eval[string](b, `[document.querySelector("sourcemark-marks").matches(":popover-open"), document.activeElement.dataset.n].join()`); got != "false,1" {
			t.Errorf("%s: after closing: %s", s.name, got)
		}
		b.calm()
		b.Close()
		b = open(t, s, address)
		eval[any](b, string(source)+"\ndocument.querySelector('sourcemark-number > button').click(), 0")
		found, _ := violations(b, false)
		for _, f := range found {
			t.Errorf("%s: %s", s.name, f)
		}
		b.calm()
		b.Close()
	}
}

// posts is the address of a front page of three posts that were rendered each by itself, from dossiers with records of
// one name, on a page with rules for buttons of its own.
func posts(t *testing.T, tag string) string {
	t.Helper()
	page := `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>News</title>` +
		`<style>main article button { padding: 20px 60px; font-size: 40px }</style>` + tag + `</head><body><main>`
	for _, post := range []struct{ dossier, words string }{
		{"ferry.json", "The harbour ferry carried 41,200 passengers last year"},
		{"bridge.json", "The bridge took 900 lorries a day in May"},
		{"bridge.json", "The bridge took 800 lorries a day in June"},
	} {
		d := &claims.Dossier{ID: post.dossier, Language: "en", Records: []claims.Record{{ID: "#c01", Text: post.words,
			Status: claims.Disputed, Anchor: claims.Selector{Exact: post.words}}}}
		p := article.Read([]byte(`<article><p>` + post.words + `, the council said.</p></article>`))
		out, err := p.Annotate(&web.View{Lang: lang.English(), Report: claims.New(d).Check(p.Text)},
			article.Options{Stylesheet: "/dist/sourcemark.css"})
		if err != nil {
			t.Fatal(err)
		}
		page += string(out)
	}
	return served(t, map[string]string{"dist/posts.html": page + `</main></body></html>`}) + "/dist/posts.html"
}

// TestAdoptedPosts gives the loader a front page of two posts that were rendered each by itself, from dossiers with
// records of one name. Each is found by its own name and has its own words, and "All checks" leads to those of its post.
func TestAdoptedPosts(t *testing.T) {
	b := open(t, wide, posts(t, scriptTag(""))).ready()
	items := eval[[]string](b, `sourcemark.items().map(i => i.id + " " + i.exact)`)
	if want := []string{
		"#c01@ferry The harbour ferry carried 41,200 passengers last year",
		"#c01@bridge The bridge took 900 lorries a day in May",
		"#c01@bridge The bridge took 800 lorries a day in June",
	}; !slices.Equal(items, want) {
		t.Errorf("got %q, want %q", items, want)
	}
	for name, want := range map[string]bool{"c01@ferry": true, "c01@bridge": false, "c01": false} {
		if got := eval[bool](b, fmt.Sprintf(`sourcemark.open(%q)`, name)); got != want {
			t.Errorf("%s opens a card: %v", name, got)
		}
	}
	const opened = `[...document.querySelectorAll("sourcemark-marks:popover-open")].map(e => e.dataset.sourcemark).join()`
	if got := eval[string](b, opened); got != "c01@ferry" {
		t.Errorf("the card of %q is open", got)
	}
	for _, wrong := range eval[[]string](b, `[...document.querySelectorAll("article")].flatMap(post => {
		const ids = [...document.querySelectorAll("[id]")].map(e => e.id);
		return [...post.querySelectorAll("a[href^='#']")].filter(a => ids.filter(id => "#" + id === a.hash).length !== 1 || !post.contains(document.getElementById(a.hash.slice(1)))).map(a => a.hash);
	})`) {
		t.Errorf("the link to %s leads out of its post", wrong)
	}
}
