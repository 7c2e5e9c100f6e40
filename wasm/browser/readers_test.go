//go:build !js

package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// What readers of every kind need of us: who reads with the ears, by the keyboard, in colours of their own,
// with letters twice as large, with a thumb.

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
		const { violations, passes } = await axe.run(document, { rules });
		return { passed: passes.length, found: violations.flatMap(v => v.nodes.map(n => [v.id + ": " + v.help, n.html, n.failureSummary].join("\n"))) };
	})()`, enhanced))
	return got.Found, got.Passed
}
