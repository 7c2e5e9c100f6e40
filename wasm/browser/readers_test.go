//go:build !js

package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// What the eyes and thumbs of every kind of reader need of us: colours of their own, letters twice as large, targets as
// large as a thumb. What the ears need is in listeners_test.go.

// media sets preferences of the reader, given as pairs of a media feature and its value.
func media(pairs ...string) chromedp.Action[chromedp.Void] {
	var features []*emulation.MediaFeature
	for i := 0; i < len(pairs); i += 2 {
		features = append(features, &emulation.MediaFeature{Name: pairs[i], Value: pairs[i+1]})
	}
	return chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features})
		return err
	})
}

// views are what a reader may have before him on a screen, in an order in which each can be had after the one before.
var views = []struct {
	name string
	on   screen
	do   func(b *tab)
}{
	{"page", wide, func(*tab) {}},
	{"claim", wide, func(b *tab) { eval[bool](b, `sourcemark.open("c01")`) }},
	{"quotation", wide, func(b *tab) { eval[bool](b, `sourcemark.open("q04")`) }},
	{"list", wide, func(b *tab) { eval[any](b, `click("list"), 0`) }},
	{"automatic match", wide, func(b *tab) {
		eval[any](b, `sourcemark.close(), 0`)
		paste(b)
		eval[bool](b, `sourcemark.open("c23")`)
	}},
	{"narrow page", narrow, func(*tab) {}},
	{"sheet", narrow, func(b *tab) { eval[bool](b, `sourcemark.open("q04")`) }},
	{"narrow list", narrow, func(b *tab) { eval[any](b, `click("list"), 0`) }},
}

// TestAxe runs every rule of axe-core over everything that a reader may have before him, in every look.
func TestAxe(t *testing.T) {
	source, err := os.ReadFile("node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("axe-core is not installed; ./build.sh test installs it and then runs this test")
	}
	address := served(t, nil) + "/dist/index.html"
	for name, look := range map[string][]string{
		"light":         {"prefers-color-scheme", "light"},
		"dark":          {"prefers-color-scheme", "dark"},
		"light, strong": {"prefers-color-scheme", "light", "prefers-contrast", "more"},
		"dark, strong":  {"prefers-color-scheme", "dark", "prefers-contrast", "more"},
		"forced":        {"prefers-color-scheme", "light", "forced-colors", "active"},
	} {
		// 7 : 1 is for readers who ask for contrast; everybody else gets 4.5 : 1, which is a rule of its own.
		enhanced := strings.HasSuffix(name, "strong")
		var b *tab
		for i, v := range views {
			if i == 0 || v.on != views[i-1].on {
				b = open(t, v.on, address, media(look...)).ready()
				eval[any](b, string(source)+"\n0")
			}
			v.do(b)
			b.still()
			found, passed := violations(b, enhanced)
			for _, f := range found {
				t.Errorf("%s, %s: %s", name, v.name, f)
			}
			// What axe-core has not looked at, it has nothing against.
			if passed < 20 {
				t.Errorf("%s, %s: only %d rules had something to pass", name, v.name, passed)
			}
			b.calm()
		}
	}
}

// violations is what axe-core finds wrong with the page, element by element, and how many rules found something right.
func violations(b *tab, enhanced bool) (found []string, passed int) {
	b.t.Helper()
	got := eval[struct {
		Found  []string
		Passed int
	}](b, fmt.Sprintf(`(async () => {
		const rules = Object.fromEntries(axe.getRules().map(r => [r.ruleId, { enabled: true }]));
		rules["color-contrast-enhanced"].enabled = %v;
		const { violations, passes } = await axe.run(document, { rules, resultTypes: ["violations"] });
		return { passed: passes.length, found: violations.flatMap(v => v.nodes.map(n => [v.id + ": " + v.help, n.html, n.failureSummary].join("\n"))) };
	})()`, enhanced))
	return got.Found, got.Passed
}

// TestShapes takes pictures of words in every look, and wants to see by shape alone what was found of them: one line,
// two lines, dots, on the ground that the page has.
func TestShapes(t *testing.T) {
	address := served(t, nil) + "/dist/index.html"
	for name, look := range map[string][]string{
		"light":       {"prefers-color-scheme", "light"},
		"dark":        {"prefers-color-scheme", "dark"},
		"strong":      {"prefers-color-scheme", "light", "prefers-contrast", "more"},
		"forced":      {"prefers-color-scheme", "light", "forced-colors", "active"},
		"forced dark": {"prefers-color-scheme", "dark", "forced-colors", "active"},
	} {
		t.Run(name, func(t *testing.T) {
			b := open(t, wide, address, media(look...)).ready()
			for status, want := range map[string]string{"sourced": "one line", "disputed": "two lines", "unsourced": "dots"} {
				if got := shape(under(b, status)); got != want {
					t.Errorf("%s words have %s under them, want %s", status, got, want)
				}
			}
			if strings.HasPrefix(name, "forced") {
				got := eval[[]string](b, `[...CSS.highlights].flatMap(([name, h]) => [...h].filter(r => getComputedStyle(r.startContainer.parentElement).forcedColorAdjust !== "none").map(r => name + ": " + r))`)
				for _, words := range got {
					t.Errorf("painted as if somebody had selected them: %s", words)
				}
			}
		})
	}
}

// under is a picture of what stands below the letters of a full line of words of a status. It is taken at twice the
// size, so that the lines of a double one are apart.
func under(b *tab, status string) image.Image {
	b.t.Helper()
	call(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: wide.width, Height: wide.height, DeviceScaleFactor: 2})
	line := eval[page.Viewport](b, `(() => {
		const ranges = [...CSS.highlights.get("sourcemark-`+status+`")];
		const range = ranges.find(r => r.startContainer.parentElement.matches("p") && r.getClientRects()[0].width > 300);
		range.startContainer.parentElement.scrollIntoView({ block: "center" });
		const { left, bottom } = range.getClientRects()[0];
		return { x: left + scrollX, y: bottom + scrollY - 8, width: 300, height: 14, scale: 1 };
	})()`)
	picture := call(b, page.CaptureScreenshot, page.CaptureScreenshotParams{Clip: &line})
	img, err := png.Decode(bytes.NewReader(picture.Data))
	if err != nil {
		b.t.Fatal(err)
	}
	return img
}

// shape says in words what lines there are in a picture.
func shape(img image.Image) string {
	const (
		full = 0.7 // of a row: a line is broken where letters reach below it
		some = 0.2 // dots, and what is between them
	)
	lines, dots, before := 0, false, false
	ground := common(img)
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y++ {
		inked := 0.0
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x++ {
			if distance(img.At(x, y), ground) > 0x3000 {
				inked += 1 / float64(img.Bounds().Dx())
			}
		}
		if inked > full && !before {
			lines++
		}
		before = inked > full
		dots = dots || inked > some && inked <= full
	}
	switch {
	case lines == 1:
		return "one line"
	case lines == 2:
		return "two lines"
	case lines == 0 && dots:
		return "dots"
	}
	return fmt.Sprintf("%d lines", lines)
}

// common is the colour that most of a picture has.
func common(img image.Image) color.Color {
	count := map[color.Color]int{}
	var most color.Color
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y++ {
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x++ {
			c := img.At(x, y)
			if count[c]++; most == nil || count[c] > count[most] {
				most = c
			}
		}
	}
	return most
}

// distance is how far apart two colours are in the channel in which they are farthest; at most 0xffff.
func distance(a, b color.Color) uint32 {
	r, g, l, _ := a.RGBA()
	s, h, m, _ := b.RGBA()
	return slices.Max([]uint32{max(r, s) - min(r, s), max(g, h) - min(g, h), max(l, m) - min(l, m)})
}

// TestStill lets nothing move before readers who asked for that.
func TestStill(t *testing.T) {
	address := served(t, nil) + "/dist/index.html"
	for motion, want := range map[string]int{"no-preference": 1, "reduce": 0} {
		b := open(t, wide, address, media("prefers-reduced-motion", motion)).ready()
		if n := eval[int](b, `(sourcemark.open("c01"), dialog().getAnimations().length)`); n != want {
			t.Errorf("with the preference %s, %d things move as a card opens, want %d", motion, n, want)
		}
	}
}

// cut is what cannot be seen whole: a page or box that is wider than its room, and what hides a part of itself. The
// words of a pill are shortened on purpose; its card has them whole.
const cut = `(() => {
	const out = [], name = e => (e.localName + "." + e.className + ": " + e.textContent).slice(0, 80);
	const { scrollWidth, clientWidth } = document.documentElement;
	if (scrollWidth > clientWidth) out.push("the page is " + scrollWidth + " pixels wide in " + clientWidth);
	for (const e of trees().flatMap(t => [...t.querySelectorAll("*")])) {
		if (e.closest(".vh, .off, .tucked, .tight b") || !e.checkVisibility() || !(dialog() ?? e).contains(e)) continue;
		const r = e.getBoundingClientRect(), { overflowX, overflowY } = getComputedStyle(e);
		if (r.left < -1 || r.right > clientWidth + 1) out.push("beyond the window: " + name(e));
		if (overflowX !== "visible" && e.scrollWidth > e.clientWidth && !e.matches(".pills b")) out.push("wider than its box: " + name(e));
		if (/hidden|clip/.test(overflowY) && e.scrollHeight > e.clientHeight) out.push("higher than its box: " + name(e));
	}
	return out;
})()`

// zoomed is a window of so many CSS pixels, on a screen that has scale times as many each way.
func zoomed(width, height int64, scale float64) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: scale})
		return err
	})
}

// spacing is what a reader may set for all text by WCAG 2.2, 1.4.12, and must lose nothing by; in our trees too.
const spacing = `{
	const sheet = new CSSStyleSheet();
	sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }");
	document.adoptedStyleSheets.push(sheet);
	for (const t of trees()) t.adoptedStyleSheets.push(sheet);
	dispatchEvent(new Event("resize"));
}`

// TestReflow shows everything in a window of 320 pixels and at twice the size, as the page sets its text and as a
// reader may, and wants all of it to be seen without scrolling sideways (WCAG 2.2, 1.4.4, 1.4.10, 1.4.12).
func TestReflow(t *testing.T) {
	address := served(t, nil) + "/dist/index.html"
	for name, window := range map[string]chromedp.Action[chromedp.Void]{
		"320":       zoomed(320, 568, 1),
		"200 %":     zoomed(640, 512, 2),
		"200 % big": zoomed(960, 540, 2),
		"wide":      zoomed(1280, 900, 1),
	} {
		for _, spaced := range []bool{false, true} {
			b := open(t, wide, address, window).ready()
			if spaced {
				name += ", spaced"
				eval[any](b, spacing+"; 0")
			}
			for view, script := range map[string]string{
				"page": `sourcemark.close()`, "list": `click("list")`,
				"card of a claim": `sourcemark.open("c01")`, "card of a quotation": `sourcemark.open("q04")`, "card at the end": `sourcemark.open("c27")`,
			} {
				eval[any](b, script+", 0")
				b.still()
				for _, wrong := range eval[[]string](b, cut) {
					t.Errorf("%s, %s: %s", name, view, wrong)
				}
			}
			b.calm()
		}
	}
}

// reach is how large the target of each of some controls is, as a finger finds it: from its middle each way, as long as
// what is there is it; and the words it covers.
const reach = `(controls) => controls.filter(e => e.checkVisibility() && !e.closest(".off, .tucked")).map(e => {
	e.scrollIntoView({ block: "center" });
	const { left, right, top, bottom } = e.getBoundingClientRect(), x = (left + right) / 2, y = (top + bottom) / 2;
	const hit = (x, y) => { let h = document.elementFromPoint(x, y); while (h?.shadowRoot) { const i = h.shadowRoot.elementFromPoint(x, y); if (!i || i === h) break; h = i } return h === e || e.contains(h) };
	const far = (dx, dy) => { let n = 0; while (n < 200 && hit(x + dx * (n + 1), y + dy * (n + 1))) n++; return n };
	const up = far(0, -1), down = far(0, 1), width = far(-1, 0) + far(1, 0) + 1;
	const range = document.createRange(), covers = [];
	for (const p of document.querySelectorAll("article p, article h2")) {
		range.selectNodeContents(p);
		// The top and the bottom of a line box are blank: 4 pixels is less than a fifth of it.
		for (const l of range.getClientRects()) if (l.left < right && l.right > left && l.top + 4 < y + down && l.bottom - 4 > y - up) covers.push(p.textContent.slice(0, 30));
	}
	return { name: (e.className + " " + e.textContent).slice(0, 60), width, height: up + down + 1, covers };
})`

// tablet is a window with room for notes, and a reader with thumbs.
var tablet = screen{name: "tablet", width: 1280, height: 900, touch: true}

// TestRoomForThumbs wants the summary, which is higher for thumbs, to fit into the room that the story keeps for it.
func TestRoomForThumbs(t *testing.T) {
	for _, s := range []screen{narrow, tablet} {
		const height = `document.querySelector("sourcemark-summary").offsetHeight`
		b := open(t, s, served(t, nil)+"/dist/index.html", atStart(`addEventListener("DOMContentLoaded", () => { window.kept = `+height+` })`)).ready()
		if h := eval[[]int](b, `[kept, `+height+`]`); h[0] != h[1] {
			t.Errorf("%s: the page keeps %d pixels for the summary, and it takes %d", s.name, h[0], h[1])
		}
	}
}

// TestThumbs wants 44 pixels each way for a thumb (WCAG 2.2, 2.5.5), and no words under them: those are targets too.
func TestThumbs(t *testing.T) {
	const thumb = 44
	address := served(t, nil) + "/dist/index.html"
	for name, c := range map[string]struct {
		on         screen
		do, target string
	}{
		"pills":   {narrow, `0`, `controls("open")`},
		"notes":   {tablet, `0`, `controls("open")`},
		"summary": {narrow, `0`, `["filter", "list", "hide", "edit"].flatMap(controls)`},
		"sheet":   {narrow, `sourcemark.open("q04")`, `[...dialog().querySelectorAll("button, a[href], summary")]`},
		"card":    {tablet, `sourcemark.open("q04")`, `[...dialog().querySelectorAll("button, a[href], summary")]`},
		"list":    {narrow, `click("list")`, `[...dialog().querySelectorAll("button")]`},
	} {
		t.Run(name, func(t *testing.T) {
			b := open(t, c.on, address).ready()
			eval[any](b, c.do+", 0")
			b.still()
			targets := eval[[]struct {
				Name          string
				Width, Height float64
				Covers        []string
			}](b, `(`+reach+`)(`+c.target+`)`)
			if len(targets) < 4 {
				t.Fatalf("only %d targets", len(targets))
			}
			for _, r := range targets {
				if r.Width < thumb || r.Height < thumb {
					t.Errorf("%s: %g × %g pixels", r.Name, r.Width, r.Height)
				}
				if name == "pills" && len(r.Covers) > 0 {
					t.Errorf("%s covers %q", r.Name, r.Covers)
				}
			}
		})
	}
}
