//go:build !js

package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
)

// made remembers, without holding them, what a page makes of the kinds that we are made of: programs, what they paint,
// listen and watch with, elements and their trees. left says how many of each are still in memory. Style sheets are left
// out: Chromium's inspector, through which tests ask it, keeps those that a document has had. Proxies stand for loaders,
// which have one each.
const made = `{
	const made = {}, note = (kind, o) => ((made[kind] ??= []).push(new WeakRef(o)), o);
	const wrap = (of, name, kind) => { const was = of[name]; of[name] = function(...a) { const o = was.apply(this, a); return kind === "program" ? o.then(i => note(kind, i.instance ?? i)) : a[0] === "script" ? o : note(kind, o) } };
	for (const name of ["Highlight", "MutationObserver", "ResizeObserver", "IntersectionObserver", "AbortController", "Proxy"]) {
		const Proxy = globalThis.Proxy;
		window[name] = new Proxy(window[name], { construct: (c, a) => note(name, Reflect.construct(c, a)) });
	}
	wrap(WebAssembly, "instantiate", "program");
	wrap(Document.prototype, "createElement", "element");
	wrap(Document.prototype, "createRange", "range");
	wrap(Element.prototype, "attachShadow", "tree");
	const listen = EventTarget.prototype.addEventListener;
	EventTarget.prototype.addEventListener = function(kind, f, ...more) { if (f) note("listener", f); return listen.call(this, kind, f, ...more) };
	window.left = () => Object.entries(made).map(([kind, all]) => [kind, all.filter(r => r.deref()).length]).filter(([, n]) => n).map(x => x.join(" ")).sort().join(", ");
	window.ever = () => Object.entries(made).map(([kind, all]) => kind + " " + all.length).sort().join(", ");
}`

// freed takes from memory what nobody holds, and returns what is left of what was made.
func freed(b *tab) string {
	b.t.Helper()
	for range 2 { // of what is taken away, some holds more until it is
		// What a task has asked a WeakRef for is held until its end, and some of what was shown until the page is drawn without it.
		eval[any](b, `new Promise(go => requestAnimationFrame(() => setTimeout(() => go(0))))`)
		call(b, heapprofiler.CollectGarbage, cdp.Empty{})
	}
	return eval[string](b, `left()`)
}

// TestFreed loads and destroys many times over, in each way in which pages come to do so, and wants no more left of all
// that than of two times: no program, listener, highlight or element, and no marks in the page's timeline.
func TestFreed(t *testing.T) {
	for name, do := range map[string]string{
		"destroyed":      `again("harbour.json").then(async tag => { await sourcemark.ready; sourcemark.destroy(); tag.remove() })`,
		"much used":      `again("harbour.json").then(async tag => { await sourcemark.ready; sourcemark.open("c01"); click("list"); sourcemark.refresh(); await sourcemark.load("bridge.json"); sourcemark.open("q01"); sourcemark.destroy(); tag.remove() })`,
		"failed":         `again("none.json").then(async tag => { await sourcemark.ready.catch(() => 0); await new Promise(go => setTimeout(go)); sourcemark.destroy(); tag.remove() })`,
		"while it began": `again("harbour.json").then(async tag => { sourcemark.destroy(); tag.remove(); await sourcemark.ready })`,
	} {
		t.Run(name, func(t *testing.T) {
			b := twice(t, "<script>"+made+"</script>", "")
			cycle := func(n int) {
				t.Helper()
				eval[any](b, fmt.Sprintf(`(async () => { for (let i = 0; i < %d; i++) await %s; return 0 })()`, n, do))
			}
			cycle(2)
			// Elements of ours are known to the page once and for all, by the first widget, and the last has its idle functions.
			want := freed(b)
			cycle(10)
			if got := freed(b); got != want {
				t.Errorf("of %s is left %q, and of two times %q", eval[string](b, `ever()`), got, want)
			}
			if want != "" && !strings.HasPrefix(want, "Proxy ") {
				t.Errorf("of two times is left %q", want)
			}
			if got := eval[string](b, `performance.getEntriesByType("mark").map(m => m.name).join()`); got != "" {
				t.Errorf("in the timeline is left %s", got)
			}
		})
	}
}

// TestFreedArticles has a page put one article after the other in the place of the last, at one address, and wants those
// that are gone to be freed while the widget lives. Go lets go of what it holds when it collects garbage: of a hundred
// small articles, more than once.
func TestFreedArticles(t *testing.T) {
	b := twice(t, "<script>"+made+"</script>", scriptTag(`data-records="harbour.json"`)).ready()
	eval[any](b, `(async () => {
		window.articles = [];
		for (let i = 0; i < 100; i++) {
			const old = document.querySelector("article"), next = old.cloneNode(true);
			next.querySelectorAll("sourcemark-summary, sourcemark-marks").forEach(e => e.remove());
			articles.push(new WeakRef(old));
			old.replaceWith(next);
			sourcemark.refresh();
		}
		return 0;
	})()`)
	freed(b)
	if got := eval[string](b, state); got != "3 items, 3 buttons, 1 summary, 3 holders" {
		t.Fatal(got)
	}
	if n := eval[int](b, `articles.filter(a => a.deref()).length`); n > 50 {
		t.Errorf("of 100 articles that are gone, %d are held", n)
	}
}
