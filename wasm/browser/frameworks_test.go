//go:build !js

package main

import "testing"

// TestFrameworks has pages of React and Vue render again, throw their elements away, take the article away and bring it
// back. The checks follow by themselves, the frameworks find their own elements untouched, and nobody complains.
func TestFrameworks(t *testing.T) {
	// What is painted is what the items stand on, and each has its button in the page.
	const whole = `(() => {
		const blank = s => s.replace(/\s/g, ""), words = [...CSS.highlights].filter(([name]) => name !== "sourcemark-active").flatMap(([, h]) => [...h]).map(String).sort().join("");
		return blank(words) === blank(sourcemark.items().map(i => i.exact).sort().join("")) && controls("open").length === sourcemark.items().length;
	})()`
	for _, page := range []string{"react.html", "react.html?client", "vue.html", "vue.html?client"} {
		t.Run(page, func(t *testing.T) {
			b := open(t, wide, inGallery(page)(t)).ready()
			n := len(items(b))
			if n < 3 {
				t.Fatalf("%d items", n)
			}
			at := func(step, do, until string) {
				t.Helper()
				eval[any](b, do+", 0")
				t.Log(step)
				b.until(until + " && " + whole)
			}
			count := func(n int) string { return "sourcemark.items().length === " + string(rune('0'+n)) }
			at("rendered again", `page.again()`, count(n))
			at("rendered anew", `window.old = document.querySelector("article"), page.anew()`, `document.querySelector("article") !== old && `+count(n))
			at("one more paragraph", `page.append()`, count(n+1))
			at("unmounted", `page.unmount()`, count(0))
			at("mounted again", `page.mount()`, `sourcemark.items().length >= `+string(rune('0'+n)))
			eval[any](b, `sourcemark.open(sourcemark.items()[0].id), 0`)
			b.until(`dialog()`)
			at("rendered again under an open card", `page.again()`, `dialog()`)
			eval[any](b, `sourcemark.destroy(), 0`)
			if left := eval[int](b, `document.querySelectorAll("article sourcemark-marks, article sourcemark-summary").length + CSS.highlights.size`); left != 0 {
				t.Errorf("%d things of ours are left", left)
			}
			at("unmounted after we have gone", `page.unmount()`, `!document.querySelector("article")`)
			b.calm()
		})
	}
}
